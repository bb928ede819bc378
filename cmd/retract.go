package cmd

import (
	"errors"

	"github.com/spf13/cobra"

	"cuibono/loader"
)

func newRetract() *cobra.Command {
	return &cobra.Command{
		Use:   "retract ARTICLE...",
		Short: "Take articles back, and all that they alone support",
		Long: `Take articles out of the graph with every claim, relation and name that no other article gives. ARTICLE is
what sources lists, the path or URL it was loaded from, or its title. The text stays in the archive.`,
		GroupID:           "feed",
		Args:              arguments(1, -1),
		ValidArgsFunction: completeArticle,
		RunE: run(func(a *app, names []string) error {
			st, err := a.openChange()
			if err != nil {
				return err
			}
			failed := 0
			for _, name := range names {
				id, err := loader.FindArticle(a.ctx, st.QuadStore(), name, a.conf.text("load.root"))
				removed := 0
				if err == nil {
					removed, err = loader.Retract(a.ctx, st, id)
				}
				switch {
				case err == nil:
					a.say("retracted %s: %s removed", id, count(removed, "quad"))
				case len(names) == 1 || a.ctx.Err() != nil || !errors.Is(err, loader.ErrNoArticle):
					return err
				default:
					failed++
					report(a.err, err)
				}
			}
			switch failed {
			case 0:
				return nil
			case len(names):
				return &failure{err: errors.New("nothing was retracted"), try: "cuibono sources (it lists the articles)"}
			}
			return errPartial{failed, len(names)}
		}),
	}
}

// completeArticle completes the IRIs of articles.
func completeArticle(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	const files = cobra.ShellCompDirectiveDefault
	a, err := newApp(cmd)
	if err != nil {
		return nil, files
	}
	defer a.close()
	st, err := a.openRead()
	if err != nil {
		return nil, files
	}
	ids, err := loader.Articles(a.ctx, st.QuadStore())
	if err != nil {
		return nil, files
	}
	return withPrefix(ids, typed), files
}
