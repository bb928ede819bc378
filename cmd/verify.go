package cmd

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"cuibono/loader"
	"cuibono/store"
)

func newVerify() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "Check every quote against its text, and the store against its indexes",
		Long: `Check that the store is sound (its indexes agree, its dictionary has every value, its sizes are right) and
that every quote of a claim stands in the archived text of its article, at the place that is given.
Each problem is a line of standard output; the exit code is then 1.`,
		GroupID: "keep",
		Args:    arguments(0, 0),
		RunE:    run(runVerify),
	}
	return cmd
}

func runVerify(a *app, _ []string) error {
	st, err := a.openRead()
	if err != nil {
		return err
	}
	problems := 0
	tell := func(problem string) {
		problems++
		fmt.Fprintln(a.out, problem)
	}
	a.detail("checking the store %s", place(a.storeConfig()))
	switch err := st.Verify(a.ctx, tell); {
	case errors.Is(err, store.ErrUnsupported):
		a.say("the store itself was not checked: %v", err)
	case err != nil:
		return fmt.Errorf("verify store: %w", err)
	}
	a.detail("checking the quotes")
	s, err := a.loadSchema()
	if err != nil {
		return err
	}
	quotes, err := loader.Verify(a.ctx, st.QuadStore(), archiveOf(a.storeConfig()), s)
	if err != nil {
		return err
	}
	for _, p := range quotes.Problems {
		tell(p.String())
	}
	if problems > 0 {
		return &failure{err: fmt.Errorf("verify: %s", count(problems, "problem")),
			try: "loading the articles that are named again; for a damaged store, cuibono restore"}
	}
	a.say("sound: the store, and the quotes of %s in %s", count(quotes.Claims, "claim"), count(quotes.Articles, "article"))
	return nil
}
