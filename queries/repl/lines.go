package repl

import (
	"bufio"
	"errors"
	"io"
	"strings"

	"github.com/chzyer/readline"
)

// maxLine is the most bytes of a line that is read from a pipe.
const maxLine = 4 << 20

// piped reads lines of a file or pipe, one ahead.
type piped struct {
	sc   *bufio.Scanner
	next *string
}

func newPiped(r io.Reader) *piped {
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 0, 64<<10), maxLine)
	return &piped{sc: sc}
}

func (p *piped) ahead() (string, bool) {
	if p.next == nil && p.sc.Scan() {
		line := p.sc.Text()
		p.next = &line
	}
	if p.next == nil {
		return "", false
	}
	return *p.next, true
}

func (p *piped) read(string, bool) (string, error) {
	line, ok := p.ahead()
	p.next = nil
	if !ok {
		if err := p.sc.Err(); err != nil {
			return "", err
		}
		return "", io.EOF
	}
	return line, nil
}

func (p *piped) keep(string)  {}
func (p *piped) close() error { return nil }

// terminal reads lines as they are typed.
type terminal struct {
	rl *readline.Instance
}

func (l *loop) openTerminal() (*terminal, error) {
	rl, err := readline.NewEx(&readline.Config{
		Stdin: l.In, Stdout: l.Out, Stderr: l.Err,
		HistoryFile:            l.History,
		HistoryLimit:           5000,
		DisableAutoSaveHistory: true, // a query of several lines is kept as one
		HistorySearchFold:      true,
		AutoComplete:           &completer{l},
		InterruptPrompt:        "^C",
		EOFPrompt:              ":quit",
	})
	if err != nil {
		return nil, err
	}
	return &terminal{rl: rl}, nil
}

func (t *terminal) ahead() (string, bool) { return "", false }

func (t *terminal) read(prompt string, more bool) (string, error) {
	t.rl.SetPrompt(prompt)
	line, err := t.rl.Readline()
	if errors.Is(err, readline.ErrInterrupt) {
		return "", errInterrupt
	}
	return line, err
}

func (t *terminal) keep(text string) {
	// The history file is one line an entry; line breaks count for nothing where they are not in text.
	_ = t.rl.SaveHistory(strings.Join(strings.Fields(text), " "))
}

func (t *terminal) close() error { return t.rl.Close() }

// open tells whether a query goes on: a bracket, a template or a comment is not closed. Text in quotes
// and comments is passed over; what is wrong rather than open is for the engine to tell.
func open(lang, text string) bool {
	depth := 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth--
		case '"', '\'', '`':
			if c != '"' && lang != "gizmo" {
				continue
			}
			end := closing(text[i+1:], c)
			if end < 0 {
				return c == '`'
			}
			i += end + 1
		case '/':
			if lang != "gizmo" {
				continue
			}
			switch rest := text[i:]; {
			case strings.HasPrefix(rest, "//"):
				end := strings.IndexByte(rest, '\n')
				if end < 0 {
					return depth > 0
				}
				i += end
			case strings.HasPrefix(rest, "/*"):
				end := strings.Index(rest[2:], "*/")
				if end < 0 {
					return true
				}
				i += end + 3
			}
		case '#':
			if lang == "graphql" {
				if end := strings.IndexByte(text[i:], '\n'); end >= 0 {
					i += end
				} else {
					return depth > 0
				}
			}
		}
	}
	return depth > 0
}

// closing is where text quoted with q ends, -1 where it does not, or not on its line.
func closing(text string, q byte) int {
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '\\':
			i++
		case text[i] == q:
			return i
		case text[i] == '\n' && q != '`':
			return -1
		}
	}
	return -1
}
