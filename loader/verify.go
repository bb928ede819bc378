package loader

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"

	"cuibono"
	"cuibono/loader/archive"
	"cuibono/loader/internal/scan"
	"cuibono/schema"
)

// VerifyReport says what Verify found.
type VerifyReport struct {
	// Articles and Claims were checked.
	Articles, Claims int
	// Problems are sorted by article.
	Problems []VerifyProblem
}

// VerifyProblem is something wrong with an article or one of its claims.
type VerifyProblem struct {
	Article string
	Claim   string // empty where the article itself is meant
	Text    string
}

func (p VerifyProblem) String() string {
	if p.Claim != "" {
		return fmt.Sprintf("%s: %s: %s", p.Article, p.Claim, p.Text)
	}
	return p.Article + ": " + p.Text
}

// Verify checks every article of a store: that its text is in the archive and is the one it was, that
// every claim's quote stands in that text where the claim says, and that every relation between entities
// has a claim that affirms it and every affirmed claim its relation. The error is of reading the store.
func Verify(ctx context.Context, qs graph.QuadStore, texts *archive.Archive, s *schema.Schema) (*VerifyReport, error) {
	report := &VerifyReport{}
	ids, err := Articles(ctx, qs)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		v := &verification{article: id, claims: map[string]*statement{}, relations: map[string]bool{}, schema: s, polarity: polarityOf(s)}
		if err := scan.By(ctx, qs, quad.Label, quad.IRI(id), v.take); err != nil {
			return nil, fmt.Errorf("verify %s: %w", id, err)
		}
		report.Articles++
		report.Claims += len(v.claims)
		report.Problems = append(report.Problems, v.check(texts)...)
	}
	return report, nil
}

func polarityOf(s *schema.Schema) quad.IRI {
	for _, q := range s.Qualifiers() {
		if q.Name.Value == "polarity" {
			return quad.IRI(q.IRI)
		}
	}
	return ""
}

// statement is what the graph says of one claim.
type statement struct {
	subject, predicate, object string
	denied                     bool
	exact                      *string
	start, end                 int64
}

func (c *statement) relation() string { return c.subject + " " + c.predicate + " " + c.object }

type verification struct {
	article, sha256 string
	claims          map[string]*statement
	relations       map[string]bool
	schema          *schema.Schema
	polarity        quad.IRI
}

// take gathers one quad of the article.
func (v *verification) take(q quad.Quad) error {
	s, ok := q.Subject.(quad.IRI)
	p, ok2 := q.Predicate.(quad.IRI)
	if !ok || !ok2 {
		return nil
	}
	claim := func() *statement {
		c := v.claims[string(s)]
		if c == nil {
			c = &statement{start: -1, end: -1}
			v.claims[string(s)] = c
		}
		return c
	}
	text := func() string { return quad.ToString(q.Object) }
	switch p {
	case schema.SHA256:
		if string(s) == v.article {
			v.sha256 = text()
		}
	case schema.RDFSubject:
		claim().subject = text()
	case schema.RDFPredicate:
		claim().predicate = text()
	case schema.RDFObject:
		claim().object = text()
	case schema.OAExact:
		exact := text()
		claim().exact = &exact
	case schema.OAStart:
		claim().start = number(q.Object)
	case schema.OAEnd:
		claim().end = number(q.Object)
	case v.polarity:
		claim().denied = text() == string(cuibono.Denied)
	default:
		if r := v.schema.Relation(string(p)); r != nil && !r.Abstract {
			v.relations[s.String()+" "+p.String()+" "+text()] = true
		}
	}
	return nil
}

func number(v quad.Value) int64 {
	if n, ok := v.(quad.Int); ok {
		return int64(n)
	}
	return -1
}

func (v *verification) check(texts *archive.Archive) (problems []VerifyProblem) {
	add := func(claim, format string, args ...any) {
		problems = append(problems, VerifyProblem{v.article, claim, fmt.Sprintf(format, args...)})
	}
	var text []rune
	whole, err := texts.Get(v.sha256)
	if err != nil {
		add("", "%v: load it again from its source", err)
	} else {
		text = []rune(whole)
	}
	supported := map[string]bool{}
	ids := make([]string, 0, len(v.claims))
	for id := range v.claims {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		c := v.claims[id]
		if !c.denied {
			supported[c.relation()] = true
			if !v.relations[c.relation()] {
				add(id, "affirms a relation that the article's graph lacks: %s", c.relation())
			}
		}
		switch {
		case c.exact == nil || c.start < 0 || c.end < c.start:
			add(id, "has no quote, or not where it stands")
		case err != nil:
		case c.end > int64(len(text)):
			add(id, "its quote would end at %d, and the text has %d code points", c.end, len(text))
		case string(text[c.start:c.end]) != *c.exact:
			add(id, "its quote is not what stands at %d to %d of the text", c.start, c.end)
		}
	}
	for relation := range v.relations {
		if !supported[relation] {
			add("", "relation without a claim: %s", relation)
		}
	}
	// Those of claims come in the order of the claims, before those of the article as a whole.
	slices.SortStableFunc(problems, func(a, b VerifyProblem) int {
		switch {
		case a.Claim == "" && b.Claim != "":
			return 1
		case a.Claim != "" && b.Claim == "":
			return -1
		}
		return strings.Compare(a.Claim+a.Text, b.Claim+b.Text)
	})
	return problems
}
