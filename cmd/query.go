package cmd

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"cuibono/queries"
	"cuibono/queries/table"
	"cuibono/store"
)

func newQuery() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "query NAME [ARG]...",
		Short: "Answer a canned query",
		Long: `Answer one of the canned queries; --list shows them with their arguments. A name finds its entity
through labels and aliases, without regard to case and accents; an IRI is written in angle brackets.

Queries of your own are files in queries.dir.`,
		GroupID:           "ask",
		ValidArgsFunction: completeQuery,
	}
	addFlags(cmd.Flags(), "query")
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if list, _ := cmd.Flags().GetBool("list"); list {
			return arguments(0, 1)(cmd, args)
		}
		if len(args) == 0 {
			return usage("cuibono query --list", "query: the name of a query is missing")
		}
		return nil
	}
	cmd.RunE = run(func(a *app, args []string) error {
		if a.conf.yes("query.list") {
			return listQueries(a)
		}
		return answer(a, args[0], args[1:], a.conf.text("query.format"), a.conf.number("query.limit"))
	})
	return cmd
}

// answer runs a canned query and prints its table.
func answer(a *app, name string, args []string, format string, limit int) error {
	f, err := table.ParseFormat(format)
	if err != nil {
		return err
	}
	catalog, err := a.catalog()
	if err != nil {
		return err
	}
	if _, err := catalog.Query(name); err != nil {
		return err // a misspelt name needs no store to be told
	}
	st, err := a.openRead()
	if err != nil {
		return err
	}
	return answerFrom(a, st, f, name, args, limit)
}

// answerFrom answers a canned query from an open store.
func answerFrom(a *app, st *store.Store, f table.Format, name string, args []string, limit int) error {
	engine, err := a.engine(st)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(a.ctx, a.conf.duration("query.timeout"))
	defer cancel()
	t, err := engine.Run(ctx, name, args, queries.RunOptions{Limit: limit})
	if err != nil {
		if errors.Is(err, context.DeadlineExceeded) {
			return &failure{err: fmt.Errorf("query %s: not done after %s", name, a.conf.duration("query.timeout")),
				try: "a longer --timeout"}
		}
		return err
	}
	return a.printTable(t, f)
}

// printTable writes a table as data and what is to be said of it as talk.
func (a *app) printTable(t *table.Table, f table.Format) error {
	for _, w := range t.Warnings {
		a.say("%s", w)
	}
	if len(t.Rows) == 0 && f == table.Aligned {
		a.say("nothing found")
		return nil
	}
	if err := t.Write(a.out, f, table.Options{Width: a.width(), Language: a.language(), Color: a.color()}); err != nil {
		return err
	}
	if t.Truncated {
		a.say("there is more: the limit of %d rows cut it off (--limit 0 for all)", len(t.Rows))
	}
	return nil
}

func listQueries(a *app) error {
	catalog, err := a.catalog()
	if err != nil {
		return err
	}
	s, err := a.loadSchema()
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(a.out, 0, 8, 2, ' ', 0)
	for _, q := range catalog.Queries() {
		own := ""
		if q.Own {
			own = " (" + q.File + ")"
		}
		fmt.Fprintf(w, "%s\t%s%s\n", strings.TrimSpace(q.Name+" "+parameters(q)), s.Label(q.Title, a.language()), own)
	}
	return w.Flush()
}

// parameters shows how a query is called: TARGET [LIMIT].
func parameters(q *queries.Query) string {
	var parts []string
	for _, p := range q.Params {
		name := strings.ToUpper(p.Name)
		if p.Optional {
			name = "[" + name + "]"
		}
		parts = append(parts, name)
	}
	return strings.Join(parts, " ")
}

// completeQuery completes names of queries, then their arguments from the store.
func completeQuery(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	const none = cobra.ShellCompDirectiveNoFileComp
	a, err := newApp(cmd)
	if err != nil {
		return nil, none
	}
	defer a.close()
	if len(args) == 0 {
		catalog, err := a.catalog()
		if err != nil {
			return nil, none
		}
		var names []string
		for _, q := range catalog.Queries() {
			if strings.HasPrefix(q.Name, typed) {
				names = append(names, q.Name+"\t"+q.Title[a.language()])
			}
		}
		return names, none
	}
	st, err := a.openRead()
	if err != nil {
		return nil, none
	}
	engine, err := a.engine(st)
	if err != nil {
		return nil, none
	}
	found, err := engine.CompleteArg(a.ctx, args[0], args[1:], typed, 50)
	if err != nil {
		return nil, none
	}
	return found, none
}
