package cmd

import (
	_ "embed"
	"strings"

	"github.com/spf13/cobra"

	"cuibono/schema/strict"
)

// Examples are data: they hold names of the graph, which have no place in code.
//
//go:embed examples.yaml
var examplesFile []byte

// giveExamples gives each command its examples, by its path.
func giveExamples(root *cobra.Command) {
	var examples map[string]string
	if err := strict.Decode("cmd/examples.yaml", examplesFile, &examples).Err(); err != nil {
		panic(err) // the file is part of the program, and a test reads it
	}
	var give func(*cobra.Command)
	give = func(cmd *cobra.Command) {
		if text := strings.TrimRight(examples[commandPath(cmd)], "\n"); text != "" {
			cmd.Example = "  " + strings.ReplaceAll(text, "\n", "\n  ")
		}
		for _, child := range cmd.Commands() {
			give(child)
		}
	}
	give(root)
}
