package cmd

import (
	"errors"

	"github.com/spf13/cobra"

	"cuibono/store"
)

func newInit() *cobra.Command {
	return &cobra.Command{
		Use:   "init",
		Short: "Make an empty store",
		Long: `Make an empty store at --store. Where there is one already, nothing happens. You need not do this:
load makes the store where there is none.`,
		GroupID: "start",
		Args:    arguments(0, 0),
		RunE: run(func(a *app, _ []string) error {
			c := a.storeConfig()
			switch err := store.Init(a.ctx, c); {
			case errors.Is(err, store.ErrExists):
				a.say("store %s is there already", place(c))
			case err != nil:
				return initError(c, err)
			default:
				a.say("made store %s", place(c))
			}
			return nil
		}),
	}
}
