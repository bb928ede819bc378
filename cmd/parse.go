package cmd

import (
	"bufio"
	"fmt"

	"github.com/spf13/cobra"

	"cuibono"
	"cuibono/lang"
)

func newParse() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "parse [PATH|-]...",
		Short: "Show the syntax of articles",
		Long: `Print the sentences of articles with lemmas, parts of speech, features and dependencies, in CoNLL-U
(Universal Dependencies). Page furniture is left out. ` + "`cuibono extract --conllu`" + ` reads the format, so that
the trees of another tool can be used.`,
		GroupID: "feed",
		Args:    arguments(0, -1),
		RunE:    run(runParse),
	}
	addFlags(cmd.Flags(), "parse")
	return cmd
}

func runParse(a *app, paths []string) error {
	analyzers := map[string]*lang.Analyzer{}
	out := bufio.NewWriter(a.out)
	err := a.eachArticle(paths, func(article *cuibono.Article) error {
		an := analyzers[article.Language]
		if an == nil {
			var err error
			if an, err = lang.Load(article.Language); err != nil {
				return fmt.Errorf("parse %s: %w", article.Source, err)
			}
			analyzers[article.Language] = an
		}
		var passages []cuibono.Span
		for _, p := range article.Passages {
			if p.Kind.Claims() {
				passages = append(passages, p.Span)
			}
		}
		d := an.Tokenize(article.Text, passages)
		an.Tag(d)
		an.Parse(d)
		return lang.WriteCoNLLU(out, d)
	})
	if flushed := out.Flush(); flushed != nil && err == nil {
		err = flushed
	}
	return err
}
