package cmd

import (
	"github.com/spf13/cobra"
)

// sourcesQuery is the canned query that lists the articles.
const sourcesQuery = "sources"

func newSources() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "sources",
		Short:   "List the articles in the store",
		Long:    "List the articles in the store with what each contributes. It is the canned query of that name.",
		GroupID: "ask",
		Args:    arguments(0, 0),
		RunE: run(func(a *app, _ []string) error {
			return answer(a, sourcesQuery, nil, a.conf.text("sources.format"), 0)
		}),
	}
	addFlags(cmd.Flags(), "sources")
	return cmd
}
