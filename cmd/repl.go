package cmd

import (
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"cuibono/queries/repl"
)

func newRepl() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "repl",
		Short: "Ask interactively, with history and completion",
		Long: `Ask queries one by one: in Gizmo and the other languages of Cayley, or canned ones by their name.
A query goes on over several lines until its brackets are closed; Tab completes; :help shows the rest.`,
		GroupID: "ask",
		Args:    arguments(0, 0),
		RunE:    run(runRepl),
	}
	addFlags(cmd.Flags(), "repl")
	return cmd
}

func runRepl(a *app, _ []string) error {
	st, err := a.openRead()
	if err != nil {
		return err
	}
	engine, err := a.engine(st)
	if err != nil {
		return err
	}
	box, err := a.newSandbox(st)
	if err != nil {
		return err
	}
	_, in := terminal(a.in)
	_, out := terminal(a.out)
	return repl.Run(a.ctx, repl.Options{
		Engine: engine, Sandbox: box,
		In: readCloser(a.in), Out: a.out, Err: a.err,
		Terminal: in && out, Width: a.width, Color: a.color(),
		History:  a.history(),
		Language: a.language(),
		Limit:    a.conf.number("gizmo.limit"),
		Timeout:  a.conf.duration("gizmo.timeout"),
	})
}

func readCloser(r io.Reader) io.ReadCloser {
	if rc, ok := r.(io.ReadCloser); ok {
		return rc
	}
	return io.NopCloser(r)
}

// history is the file that keeps what was typed: the configured one, or one in the user's folder for
// such things. Empty where neither can be.
func (a *app) history() string {
	if path := a.conf.text("repl.history"); path != "" {
		return path
	}
	dir := os.Getenv("XDG_STATE_HOME")
	if dir == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return ""
		}
		dir = filepath.Join(home, ".local", "state")
	}
	dir = filepath.Join(dir, "cuibono")
	if os.MkdirAll(dir, 0o700) != nil {
		return ""
	}
	return filepath.Join(dir, "history")
}
