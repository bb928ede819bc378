package cmd

import (
	"encoding/json"

	"github.com/spf13/cobra"

	"cuibono"
	"cuibono/eval"
	"cuibono/loader"
)

func newEval() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "eval GOLD",
		Short: "Measure extraction against hand annotations",
		Long: `Read the articles that are annotated in GOLD (a folder with a JSON file each, which names its article, or a file of
JSON Lines that hold the texts themselves), and print precision, recall and F1: for each article, relation,
language and qualifier, and altogether. --errors lists what is missed and what is wrong, with the sentences.`,
		GroupID: "extend",
		Args:    arguments(1, 1),
		RunE:    run(runEval),
	}
	addFlags(cmd.Flags(), "eval")
	return cmd
}

func runEval(a *app, args []string) error {
	x, err := a.newExtractor()
	if err != nil {
		return err
	}
	s, err := a.loadSchema()
	if err != nil {
		return err
	}
	o, err := a.articleOptions()
	if err != nil {
		return err
	}
	read := func(source string, data []byte) (*cuibono.Article, error) { return loader.ReadArticle(source, data, o) }
	r, err := eval.Run(a.ctx, args[0], s, read, x)
	if err != nil {
		return err
	}
	if a.conf.text("eval.format") == "json" {
		e := json.NewEncoder(a.out)
		e.SetIndent("", "  ")
		return e.Encode(r)
	}
	return r.Write(a.out, a.conf.yes("eval.errors"))
}
