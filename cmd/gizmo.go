package cmd

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"cuibono/queries/sandbox"
)

// maxScript bounds the bytes of a query that is typed or read.
const maxScript = 1 << 20

func newGizmo() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "gizmo [SCRIPT|-]",
		Short: "Run any query in Cayley's languages",
		Long: `Run a query in Gizmo, GraphQL, MQL or S-expressions. SCRIPT is the query itself or the name of a file
that holds it; without one, or with -, it is read from standard input. Each result is a line of JSON.

The query runs in a process of its own, within limits of time and memory, so that whatever it is
does no harm. All that the canned queries can do is at hand.`,
		GroupID: "ask",
		Args:    arguments(0, 1),
		RunE:    run(runGizmo),
	}
	addFlags(cmd.Flags(), "gizmo")
	return cmd
}

func runGizmo(a *app, args []string) error {
	text, err := script(a, args)
	if err != nil {
		return err
	}
	st, err := a.openRead()
	if err != nil {
		return err
	}
	box, err := a.newSandbox(st)
	if err != nil {
		return err
	}
	response, err := box.Query(a.ctx, sandbox.Request{Language: a.conf.text("gizmo.lang"), Text: text})
	if err != nil {
		return err
	}
	for _, w := range response.Warnings {
		a.say("%s", w)
	}
	out := bufio.NewWriter(a.out)
	for _, r := range response.Results {
		out.Write(r)
		out.WriteByte('\n')
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if len(response.Results) == 0 {
		a.say("nothing found")
	}
	if response.Truncated {
		a.say("there is more: the limit of %d results cut it off (--limit 0 for all)", len(response.Results))
	}
	return nil
}

// script is the text of the query: standard input, a file, or the argument itself.
func script(a *app, args []string) (string, error) {
	var r io.Reader = a.in
	switch {
	case len(args) == 0:
		if _, ok := terminal(a.in); ok {
			return "", usage("cuibono repl (to type queries one by one)", "cuibono gizmo: the query is missing")
		}
	case args[0] != "-":
		f, err := os.Open(args[0])
		if err != nil {
			return args[0], nil // no file of that name: the query itself
		}
		defer f.Close()
		r = f
	}
	data, err := io.ReadAll(io.LimitReader(r, maxScript+1))
	switch {
	case err != nil:
		return "", fmt.Errorf("read the query: %w", err)
	case len(data) > maxScript:
		return "", errors.New("read the query: it has more than a megabyte")
	}
	return string(data), nil
}
