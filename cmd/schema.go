package cmd

import (
	"fmt"

	"github.com/spf13/cobra"
)

func newSchema() *cobra.Command {
	check := &cobra.Command{
		Use:   "check",
		Short: "Validate the ontology, its words and patterns",
		Long: `Read the built-in schema, with the folder schema.dir laid over it, and report every mistake at
once as file:line:column, with the name that was probably meant.`,
		Args: arguments(0, 0),
		RunE: run(func(a *app, _ []string) error {
			s, err := a.loadSchema()
			if err != nil {
				return err
			}
			fmt.Fprintf(a.out, "sound: %d types, %d relations, %d that gather others, %d qualifiers, labels in %d languages\n",
				len(s.Types()), len(s.Relations()), len(s.SuperRelations()), len(s.Qualifiers()), len(s.Languages))
			return nil
		}),
	}
	doc := &cobra.Command{
		Use:   "doc",
		Short: "Print the ontology as Markdown",
		Args:  arguments(0, 0),
		RunE: run(func(a *app, _ []string) error {
			s, err := a.loadSchema()
			if err != nil {
				return err
			}
			return s.Doc(a.out, a.language())
		}),
	}
	return group(&cobra.Command{
		Use:     "schema",
		Short:   "The ontology: check it, print it",
		GroupID: "extend",
	}, check, doc)
}
