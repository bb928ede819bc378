package cmd

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/term"

	"cuibono/schema"
)

// app is what a command works with: its streams, what is in force, and what it opens on the way.
type app struct {
	ctx  context.Context
	cmd  *cobra.Command
	conf *config
	in   io.Reader
	out  io.Writer // data
	err  io.Writer // talk

	mu      sync.Mutex
	closers []func() error

	schemaOnce sync.Once
	schema     *schema.Schema
	schemaErr  error
}

func newApp(cmd *cobra.Command) (*app, error) {
	conf, err := readConfig(cmd)
	if err != nil {
		return nil, err
	}
	ctx := cmd.Context()
	if ctx == nil {
		ctx = context.Background()
	}
	a := &app{ctx: ctx, cmd: cmd, conf: conf, in: cmd.InOrStdin(), out: cmd.OutOrStdout(), err: cmd.ErrOrStderr()}
	for _, warning := range unknownVariables(os.Environ()) {
		a.say("%s", warning)
	}
	return a, nil
}

// onClose has f called when the command ends, the last one first.
func (a *app) onClose(f func() error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.closers = append(a.closers, f)
}

// close releases what the command opened. A failure here is told, not returned: the work is done.
func (a *app) close() {
	a.mu.Lock()
	defer a.mu.Unlock()
	for i := len(a.closers) - 1; i >= 0; i-- {
		if err := a.closers[i](); err != nil {
			fmt.Fprintln(a.err, "cuibono:", err)
		}
	}
	a.closers = nil
}

// say talks to the person, unless told to be quiet.
func (a *app) say(format string, args ...any) {
	if !a.conf.yes("quiet") {
		fmt.Fprintf(a.err, format+"\n", args...)
	}
}

// detail says what only --verbose asks for.
func (a *app) detail(format string, args ...any) {
	if a.conf.yes("verbose") {
		a.say(format, args...)
	}
}

// language is the code of the language to answer in.
func (a *app) language() string { return a.conf.text("language") }

// loadSchema gives the schema in force, read once. The language to answer in must be one of it.
func (a *app) loadSchema() (*schema.Schema, error) {
	a.schemaOnce.Do(func() {
		a.schema, a.schemaErr = schema.Load(a.conf.text("schema.dir"))
		if a.schemaErr == nil && !slices.Contains(a.schema.Languages, a.language()) {
			a.schemaErr = usage("one of "+strings.Join(a.schema.Languages, ", "), "language %q is not one of the schema", a.language())
		}
	})
	return a.schema, a.schemaErr
}

// terminal gives the file descriptor of a stream that is a terminal.
func terminal(stream any) (fd int, ok bool) {
	f, isFile := stream.(*os.File)
	if !isFile {
		return 0, false
	}
	return int(f.Fd()), term.IsTerminal(int(f.Fd()))
}

// width is the number of columns that output has; 0, for no bound, where it is no terminal.
func (a *app) width() int {
	fd, ok := terminal(a.out)
	if !ok {
		return 0
	}
	columns, _, err := term.GetSize(fd)
	if err != nil || columns <= 0 {
		return 80
	}
	return columns
}

// color tells whether output may be coloured: on a terminal, unless NO_COLOR (no-color.org) or a dumb
// terminal says otherwise.
func (a *app) color() bool {
	_, ok := terminal(a.out)
	return ok && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

func flagNames(into *[]string) func(*pflag.Flag) {
	return func(f *pflag.Flag) { *into = append(*into, f.Name) }
}

// withPrefix gives the names that begin as typed.
func withPrefix(names []string, typed string) (found []string) {
	for _, name := range names {
		if strings.HasPrefix(name, typed) {
			found = append(found, name)
		}
	}
	return found
}
