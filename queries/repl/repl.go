// Package repl is the interactive loop: queries in Cayley's languages and canned queries, with
// history, completion and lines that go on.
package repl

import (
	"context"
	"errors"
	"io"
	"time"

	"cuibono/queries"
	"cuibono/queries/sandbox"
)

// Options configure a loop.
type Options struct {
	Engine  *queries.Engine
	Sandbox *sandbox.Sandbox
	In      io.ReadCloser
	Out     io.Writer // results
	Err     io.Writer // talk: prompts where In is no terminal, warnings, errors
	// Terminal tells that In and Out are a terminal: prompt, history and completion are used.
	Terminal bool
	// Width of the terminal, called for each table; nil for 80.
	Width func() int
	// History is the file that keeps what was typed; empty for none.
	History  string
	Language string
	Color    bool
	Limit    int
	Timeout  time.Duration
}

// Run reads and answers until In ends or the person leaves. It returns an error only where it cannot go on.
func Run(ctx context.Context, o Options) error { return errors.New("not written yet") }
