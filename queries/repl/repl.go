// Package repl is the interactive loop: queries in Cayley's languages and canned queries, with
// history, completion and lines that go on.
package repl

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"cuibono/queries"
	"cuibono/queries/sandbox"
	"cuibono/queries/table"
)

// Options configure a loop.
type Options struct {
	Engine  *queries.Engine
	Sandbox *sandbox.Sandbox
	In      io.ReadCloser
	Out     io.Writer // results
	Err     io.Writer // talk: warnings, errors, notices
	// Terminal tells that In and Out are a terminal: prompt, history and completion are used.
	Terminal bool
	// Width of the terminal, called for each table; nil for no bound.
	Width func() int
	// History is the file that keeps what was typed; empty for none.
	History  string
	Language string // of labels and headings
	Color    bool
	// Limit is the number of results (0 for all), Timeout the time of a query; both can be changed by a command.
	Limit   int
	Timeout time.Duration
}

// loop is one run of the REPL.
type loop struct {
	Options
	lang   string // the query language
	format table.Format
	lines  lines
}

// lines gives the lines that are typed.
type lines interface {
	// read gives the next line; more tells that it goes on with what is there already. The error is
	// io.EOF at the end, errInterrupt where the person broke the line off.
	read(prompt string, more bool) (string, error)
	// ahead is the next line if it is known already.
	ahead() (string, bool)
	// keep adds a query to the history.
	keep(text string)
	close() error
}

// errInterrupt is Ctrl-C at the prompt.
var errInterrupt = errors.New("interrupted")

// errQuit ends the loop.
var errQuit = errors.New("quit")

// Run reads and answers until In ends or the person leaves. It returns an error only where it cannot go on.
func Run(ctx context.Context, o Options) error {
	l := &loop{Options: o, lang: sandbox.Languages()[0], format: table.Aligned}
	var err error
	if o.Terminal {
		l.lines, err = l.openTerminal()
		if err != nil {
			return fmt.Errorf("open the terminal: %w", err)
		}
		l.say("Gizmo is understood here; :help shows the rest, :quit or Ctrl-D leaves.")
		// Ctrl-C is for the query that runs (see answer), not for the loop; being told to end is for both.
		ctx = context.WithoutCancel(ctx)
		told := make(chan os.Signal, 1)
		signal.Notify(told, syscall.SIGTERM)
		defer signal.Stop(told)
		go func() {
			if _, ok := <-told; ok {
				l.lines.close()
			}
		}()
	} else {
		l.lines = newPiped(o.In)
	}
	defer l.lines.close()
	for ctx.Err() == nil {
		text, err := l.next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.Is(err, errInterrupt):
			continue
		case err != nil:
			return fmt.Errorf("read a query: %w", err)
		}
		if strings.TrimSpace(text) == "" {
			continue
		}
		l.lines.keep(text)
		if err := l.answer(ctx, text); errors.Is(err, errQuit) {
			return nil
		} else if err != nil {
			return err
		}
	}
	return nil
}

// next reads one query or command: as many lines as its brackets need.
func (l *loop) next() (string, error) {
	text := ""
	for {
		prompt := l.lang + "> "
		if text != "" {
			prompt = strings.Repeat(" ", len(l.lang)-1) + "…> "
		}
		line, err := l.lines.read(prompt, text != "")
		if errors.Is(err, io.EOF) && strings.TrimSpace(text) != "" {
			return text, nil // what was begun is asked; the engine tells what it lacks
		}
		if err != nil {
			return "", err
		}
		if text == "" && strings.HasPrefix(strings.TrimSpace(line), ":") {
			return strings.TrimSpace(line), nil
		}
		if text != "" {
			text += "\n"
		}
		goesOn := strings.HasSuffix(line, `\`)
		text += strings.TrimSuffix(line, `\`)
		if goesOn || strings.TrimSpace(text) != "" && open(l.lang, text) {
			continue
		}
		if after, ok := l.lines.ahead(); ok && l.lang == "gizmo" && strings.HasPrefix(strings.TrimSpace(after), ".") {
			continue // a path that goes on, one step a line
		}
		return text, nil
	}
}

// answer runs a query or command. Its error ends the loop.
func (l *loop) answer(ctx context.Context, text string) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if l.Terminal {
		// Ctrl-C ends the query that runs, and the loop goes on.
		interrupts := make(chan os.Signal, 1)
		signal.Notify(interrupts, os.Interrupt)
		defer signal.Stop(interrupts)
		go func() {
			select {
			case <-interrupts:
				cancel()
			case <-ctx.Done():
			}
		}()
	}
	var err error
	if strings.HasPrefix(text, ":") {
		err = l.command(ctx, text)
	} else {
		err = l.query(ctx, text)
	}
	if err == nil || errors.Is(err, errQuit) {
		return err
	}
	var broken *outputError
	if errors.As(err, &broken) {
		return err // nobody reads any more
	}
	if errors.Is(err, context.Canceled) {
		err = errors.New("stopped")
	}
	l.say("error: %v", err)
	return nil
}

// outputError is an error of the output, which ends the loop.
type outputError struct{ err error }

func (e *outputError) Error() string { return "write results: " + e.err.Error() }
func (e *outputError) Unwrap() error { return e.err }

// query runs a free query.
func (l *loop) query(ctx context.Context, text string) error {
	limit := l.Limit
	if limit <= 0 {
		limit = -1
	}
	r, err := l.Sandbox.Query(ctx, sandbox.Request{Language: l.lang, Text: text, Limit: limit, Timeout: l.Timeout, Labels: l.Language})
	if err != nil {
		return err
	}
	for _, w := range r.Warnings {
		l.say("warning: %s", w)
	}
	for _, one := range r.Results {
		if _, err := fmt.Fprintf(l.Out, "%s\n", one); err != nil {
			return &outputError{err}
		}
	}
	switch {
	case r.Truncated:
		l.say("there is more: the limit of %d results cut it off (:limit 0 for all)", len(r.Results))
	case len(r.Results) == 0:
		l.say("nothing found")
	}
	return nil
}

// canned answers a canned query.
func (l *loop) canned(ctx context.Context, name string, args []string) error {
	timeout := l.Timeout
	if timeout <= 0 {
		timeout = 30 * time.Second
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	t, err := l.Engine.WithLanguage(l.Language).Run(ctx, name, args, queries.RunOptions{Limit: max(l.Limit, 0)})
	if errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("%s: not done after %v\ntry: a longer :timeout", name, timeout)
	}
	if err != nil {
		return err
	}
	for _, w := range t.Warnings {
		l.say("warning: %s", w)
	}
	if len(t.Rows) == 0 && l.format == table.Aligned {
		l.say("nothing found")
		return nil
	}
	width := 0
	if l.Width != nil {
		width = l.Width()
	}
	if err := t.Write(l.Out, l.format, table.Options{Width: width, Language: l.Language, Color: l.Color}); err != nil {
		if t.Edges == nil && (l.format == table.DOT || l.format == table.SVG) {
			return err
		}
		return &outputError{err}
	}
	if t.Truncated {
		l.say("there is more: the limit of %d rows cut it off (:limit 0 for all)", len(t.Rows))
	}
	return nil
}

func (l *loop) say(format string, args ...any) { fmt.Fprintf(l.Err, format+"\n", args...) }
