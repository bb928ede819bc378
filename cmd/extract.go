package cmd

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"

	"github.com/spf13/cobra"

	"cuibono"
	"cuibono/lang"
	"cuibono/loader/article"
	"cuibono/loader/rdf"
	"cuibono/queries/table"
	"cuibono/schema"
)

func newExtract() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "extract [PATH|-]...",
		Short: "Find the claims of articles, without a store",
		Long: `Print the claims that articles make: who invests in whom, who leads what, who disputes what, with sums,
speakers and the sentence that states each.

--explain prints, for each sentence with a claim, its tree and the pattern and reasons of each claim:
this is where to look before adding words to the schema. --conllu reads sentences that another tool has
parsed, in CoNLL-U.`,
		GroupID: "feed",
		Args:    arguments(0, -1),
		RunE:    run(runExtract),
	}
	addFlags(cmd.Flags(), "extract")
	return cmd
}

// claimWriter prints the claims of one article after the other.
type claimWriter interface {
	write(*cuibono.Article, *cuibono.Extraction) error
	close() error
}

func runExtract(a *app, paths []string) error {
	x, err := a.newExtractor()
	if err != nil {
		return err
	}
	out := bufio.NewWriter(a.out)
	defer out.Flush()
	if a.conf.yes("extract.explain") {
		return a.eachArticle(paths, func(article *cuibono.Article) error {
			text, err := x.Explain(a.ctx, article)
			if err != nil {
				return err
			}
			_, err = io.WriteString(out, text)
			return err
		})
	}
	w, err := newClaimWriter(a, out)
	if err != nil {
		return err
	}
	if a.conf.yes("extract.conllu") {
		sources, err := a.textSources(paths)
		if err != nil {
			return err
		}
		err = a.eachSource(sources, func(source string, data []byte) error {
			tree, err := lang.ReadCoNLLU(source, bytes.NewReader(data))
			if err != nil {
				return err
			}
			parsed := &cuibono.Article{Source: source, Text: tree.Text, Language: tree.Language, Passages: []cuibono.Passage{
				{Span: cuibono.Span{Start: 0, End: len(tree.Text)}, Kind: cuibono.Body},
			}}
			found, err := x.ExtractParsed(a.ctx, parsed, tree)
			if err != nil {
				return err
			}
			return w.write(parsed, found)
		})
		return firstError(err, w.close())
	}
	err = a.eachArticle(paths, func(read *cuibono.Article) error {
		found, err := x.Extract(a.ctx, read)
		if err != nil {
			return err
		}
		return w.write(read, found)
	})
	return firstError(err, w.close())
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func newClaimWriter(a *app, out io.Writer) (claimWriter, error) {
	switch a.conf.text("extract.format") {
	case "jsonl":
		return jsonLines{json.NewEncoder(out)}, nil
	case "nquads":
		return newClaimQuads(a, out)
	}
	return newClaimTable(a, out)
}

// jsonLines writes one claim a line, as package cuibono describes it.
type jsonLines struct{ e *json.Encoder }

func (w jsonLines) write(_ *cuibono.Article, x *cuibono.Extraction) error {
	w.e.SetEscapeHTML(false)
	for i := range x.Claims {
		if err := w.e.Encode(&x.Claims[i]); err != nil {
			return err
		}
	}
	return nil
}

func (w jsonLines) close() error { return nil }

// claimQuads writes the quads that load would put into a store, with absolute IRIs.
type claimQuads struct {
	a     *app
	out   io.Writer
	model *rdf.Model
	base  string
}

func newClaimQuads(a *app, out io.Writer) (claimWriter, error) {
	s, err := a.loadSchema()
	if err != nil {
		return nil, err
	}
	base := a.conf.text("base")
	if err := rdf.CheckBase(base); err != nil {
		return nil, usage("base: "+rdf.DefaultBase, "%v", err)
	}
	return claimQuads{a, out, rdf.NewModel(s), base}, nil
}

func (w claimQuads) write(read *cuibono.Article, x *cuibono.Extraction) error {
	if read.ID == "" { // parsed by another tool
		read.ID = article.ID(read.Source, "", read.SHA256)
	}
	quads, problems := w.model.Quads(read, x)
	for _, p := range problems {
		w.a.say("%s: %s", read.Source, p)
	}
	for _, q := range quads {
		if _, err := io.WriteString(w.out, rdf.Absolute(q, w.base).NQuad()+"\n"); err != nil {
			return err
		}
	}
	return nil
}

func (w claimQuads) close() error { return nil }

// claimTable gathers the claims and prints them as one table.
type claimTable struct {
	a    *app
	out  io.Writer
	s    *schema.Schema
	t    *table.Table
	read int // articles
}

func newClaimTable(a *app, out io.Writer) (claimWriter, error) {
	s, err := a.loadSchema()
	if err != nil {
		return nil, err
	}
	return &claimTable{a: a, out: out, s: s, t: &table.Table{Name: "claims", Columns: []table.Column{
		{Name: "subject", Kind: table.Entity, Title: map[string]string{"en": "subject", "fr": "sujet"}},
		{Name: "relation", Kind: table.Relation, Title: map[string]string{"en": "relation", "fr": "relation"}},
		{Name: "object", Kind: table.Entity, Title: map[string]string{"en": "object", "fr": "objet"}},
		{Name: "amount", Kind: table.Amount, Title: map[string]string{"en": "amount", "fr": "montant"}},
		{Name: "status", Kind: table.Text, Title: map[string]string{"en": "status", "fr": "statut"}},
		{Name: "said_by", Kind: table.Entity, Title: map[string]string{"en": "said by", "fr": "selon"}},
		{Name: "article", Kind: table.Article, Title: map[string]string{"en": "article", "fr": "article"}},
		{Name: "quote", Kind: table.Quote, Title: map[string]string{"en": "quote", "fr": "citation"}},
	}}}, nil
}

func (w *claimTable) write(read *cuibono.Article, x *cuibono.Extraction) error {
	w.read++
	for i := range x.Claims {
		c := &x.Claims[i]
		status := string(c.Status)
		if c.Polarity == cuibono.Denied {
			status = "denied"
		}
		row := []table.Cell{reference(&c.Subject), w.relation(c.Predicate), reference(c.Object), nil, status,
			reference(c.SaidBy), table.Ref{ID: read.ID, Label: read.Source}, c.Quote.Text}
		if c.Amount != nil {
			row[3] = *c.Amount
		}
		w.t.Rows = append(w.t.Rows, row)
	}
	return nil
}

// reference is the cell of an entity, empty where there is none.
func reference(r *cuibono.Ref) table.Cell {
	if r == nil {
		return nil
	}
	return table.Ref{ID: r.ID, Label: r.Name}
}

func (w *claimTable) relation(name string) table.Cell {
	ref := table.Ref{ID: name, Label: name}
	if r := w.s.Relation(name); r != nil {
		ref.Label = w.s.Label(r.Labels, w.a.language())
	}
	return ref
}

func (w *claimTable) close() error {
	if len(w.t.Rows) == 0 {
		if w.read > 0 { // else the error says why
			w.a.say("no claims found")
		}
		return nil
	}
	return w.t.Write(w.out, table.Aligned, table.Options{Width: w.a.width(), Language: w.a.language(), Color: w.a.color()})
}
