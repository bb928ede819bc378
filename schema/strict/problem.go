package strict

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Pos is a place in a file. Line and Column count from 1, the column in characters.
type Pos struct {
	File         string
	Line, Column int
}

func (p Pos) String() string { return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column) }

// Problem is one mistake in a file.
type Problem struct {
	Pos
	// Message says what is wrong, in lower case and without the place.
	Message string
	// Suggestion is the name that was probably meant; empty where none is near.
	Suggestion string
}

// Error gives the problem as "file:line:column: message (did you mean "suggestion"?)".
func (p Problem) Error() string {
	s := p.Pos.String() + ": " + p.Message
	if p.Suggestion != "" {
		s += fmt.Sprintf(" (did you mean %q?)", p.Suggestion)
	}
	return s
}

// Problems are the mistakes of one or several files.
type Problems []Problem

// Error gives one problem a line.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

// Err is nil when there are no problems, else ps itself, sorted.
func (ps Problems) Err() error {
	if len(ps) == 0 {
		return nil
	}
	ps.Sort()
	return ps
}

// Add appends a problem at pos.
func (ps *Problems) Add(pos Pos, format string, args ...any) {
	*ps = append(*ps, Problem{Pos: pos, Message: fmt.Sprintf(format, args...)})
}

// AddUnknown appends a problem about an unknown name, with the nearest of the known ones.
// The message is "unknown kind \"name\"".
func (ps *Problems) AddUnknown(pos Pos, kind, name string, known []string) {
	*ps = append(*ps, Problem{
		Pos:        pos,
		Message:    fmt.Sprintf("unknown %s %q", kind, name),
		Suggestion: Suggest(name, known),
	})
}

// Sort orders the problems by file, line, column and message.
func (ps Problems) Sort() {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(
			cmp.Compare(a.File, b.File),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Message, b.Message),
		)
	})
}
