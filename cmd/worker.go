package cmd

import (
	"github.com/spf13/cobra"

	"cuibono/queries/sandbox"
)

// newWorker is the process that runs one free query after the other for another cuibono. It is not
// for people.
func newWorker() *cobra.Command {
	return &cobra.Command{
		Use:    sandbox.WorkerCommand,
		Hidden: true,
		Args:   arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return sandbox.Serve(cmd.Context(), cmd.InOrStdin(), cmd.OutOrStdout(), openWorker)
		},
	}
}
