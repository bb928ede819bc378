package rdf

import (
	"cmp"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"cuibono"
	"cuibono/schema"
)

// Model turns extractions into quads by a schema. It is immutable and safe for concurrent use.
type Model struct {
	schema *schema.Schema
	// The predicates of qualifiers, by the name of the qualifier; "" where the schema has none.
	qualifier map[string]quad.IRI
}

// Bound is the predicate that says how an amount limits the true one ("at_least", "at_most", "about",
// "range"); an exact amount has none. Public vocabularies have minValue and maxValue but no "about".
const Bound = "bound"

// NewModel gives the model of a schema.
func NewModel(s *schema.Schema) *Model {
	m := &Model{schema: s, qualifier: map[string]quad.IRI{}}
	for _, q := range s.Qualifiers() {
		m.qualifier[q.Name.Value] = quad.IRI(q.IRI)
	}
	return m
}

// Quads gives all that is in the graph because of one article: its description, and the claims,
// relations, entities and amounts of its extraction, each labelled with the article's IRI, sorted and
// without repetitions. Problems are claims that were left out, since they name no ends, a relation that
// the schema does not have, or words that are not in the text.
func (m *Model) Quads(a *cuibono.Article, x *cuibono.Extraction) (quads []quad.Quad, problems []string) {
	b := &builder{Model: m, label: quad.IRI(a.ID), done: map[string]bool{}}
	b.article(a)
	if x != nil {
		entities := map[string]*cuibono.Entity{}
		for i := range x.Entities {
			entities[x.Entities[i].ID] = &x.Entities[i]
		}
		text := []rune(a.Text)
		for i := range x.Claims {
			c := &x.Claims[i]
			if err := b.check(c, text); err != nil {
				b.problems = append(b.problems, fmt.Sprintf("claim (%s, %s) left out: %v", c.Subject.Name, c.Predicate, err))
				continue
			}
			if !b.claim(a, c) {
				continue
			}
			for _, r := range []*cuibono.Ref{&c.Subject, c.Object, c.SaidBy} {
				b.mention(r, entities)
			}
		}
	}
	return Sorted(b.quads), b.problems
}

// Sorted orders quads by their N-Quads form and takes repetitions out.
func Sorted(quads []quad.Quad) []quad.Quad {
	type keyed struct {
		key string
		q   quad.Quad
	}
	list := make([]keyed, len(quads))
	for i, q := range quads {
		list[i] = keyed{q.NQuad(), q}
	}
	slices.SortFunc(list, func(a, b keyed) int { return strings.Compare(a.key, b.key) })
	out := quads[:0]
	for i, k := range list {
		if i == 0 || k.key != list[i-1].key {
			out = append(out, k.q)
		}
	}
	return out
}

type builder struct {
	*Model
	label    quad.IRI
	quads    []quad.Quad
	problems []string
	// done holds the claims and entities that are in.
	done map[string]bool
}

// add adds a quad; a predicate that the schema does not have is "".
func (b *builder) add(s, p quad.IRI, o quad.Value) {
	if p != "" {
		b.quads = append(b.quads, quad.Quad{Subject: s, Predicate: p, Object: o, Label: b.label})
	}
}

// text adds a literal unless it is empty.
func (b *builder) text(s, p quad.IRI, v string) {
	if v != "" {
		b.add(s, p, quad.String(v))
	}
}

func (b *builder) article(a *cuibono.Article) {
	s := quad.IRI(a.ID)
	b.add(s, schema.RDFType, quad.IRI(schema.NewsArticle))
	b.text(s, schema.Headline, a.Title)
	if a.Title == "" {
		b.text(s, schema.ThingName, firstWords(a))
	}
	b.text(s, schema.DatePublished, a.Date)
	b.text(s, schema.InLanguage, a.Language)
	b.text(s, schema.Publisher, a.Publisher)
	b.text(s, schema.SHA256, a.SHA256)
	if iri, ok := webIRI(a.URL); ok {
		b.add(s, schema.URL, iri)
	} else if iri, ok := webIRI(a.Source); ok {
		b.add(s, schema.URL, iri)
	}
}

// nameWords is the number of words by which an article without a title is named.
const nameWords = 10

// firstWords gives the first words that an article says.
func firstWords(a *cuibono.Article) string {
	for _, p := range a.Passages {
		if !p.Kind.Claims() {
			continue
		}
		words := strings.Fields(a.Text[p.Start:p.End])
		if len(words) <= nameWords {
			return strings.Join(words, " ")
		}
		return strings.TrimRight(strings.Join(words[:nameWords], " "), ".,;:") + "…"
	}
	return ""
}

// webIRI gives an absolute URL as an IRI that N-Quads takes.
func webIRI(s string) (quad.IRI, bool) {
	u, err := url.Parse(s)
	if s == "" || err != nil || !u.IsAbs() || u.Host == "" {
		return "", false
	}
	return quad.IRI(escapeIRI(s)), true
}

// escapeIRI percent-encodes what must not stand in an IRI.
func escapeIRI(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r <= ' ' || strings.ContainsRune("<>\"{}|^`\\", r) {
			for _, c := range []byte(string(r)) {
				fmt.Fprintf(&b, "%%%02X", c)
			}
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// check tells why a claim cannot be in the graph.
func (b *builder) check(c *cuibono.Claim, text []rune) error {
	r := b.schema.Relation(c.Predicate)
	switch {
	case c.Subject.ID == "":
		return fmt.Errorf("its subject has no name")
	case r == nil || r.Abstract:
		return fmt.Errorf("the schema has no such relation to claim")
	case r.ObjectIsValue && c.Amount == nil:
		return fmt.Errorf("it lacks the amount")
	case !r.ObjectIsValue && (c.Object == nil || c.Object.ID == ""):
		return fmt.Errorf("its object has no name")
	}
	start, end := c.Quote.Offset, c.Quote.Offset+c.Quote.Length
	if start < 0 || end > len(text) || start >= end || string(text[start:end]) != c.Quote.Text {
		return fmt.Errorf("its quote does not stand at %d to %d of the text", start, end)
	}
	return nil
}

// claim adds a claim, and the relation that it affirms. It tells whether the claim is new: the first of
// two that say the same in the same words counts.
func (b *builder) claim(a *cuibono.Article, c *cuibono.Claim) bool {
	s := ClaimIRI(a.ID, c)
	if b.done[string(s)] {
		return false
	}
	b.done[string(s)] = true
	relation := b.schema.Relation(c.Predicate)
	subject, predicate := quad.IRI(c.Subject.ID), quad.IRI(c.Predicate)
	var object quad.IRI
	if c.Amount != nil {
		object = b.amount(*c.Amount)
	}
	if object != "" {
		b.add(s, b.qualifier["amount"], object)
	}
	if !relation.ObjectIsValue {
		object = quad.IRI(c.Object.ID)
	}
	if c.Polarity != cuibono.Denied {
		b.add(subject, predicate, object)
	}
	b.add(s, schema.RDFType, quad.IRI(schema.Claim))
	b.add(s, schema.RDFSubject, subject)
	b.add(s, schema.RDFPredicate, predicate)
	b.add(s, schema.RDFObject, object)
	if c.Share != 0 {
		b.add(s, b.qualifier["share"], numeral(c.Share))
	}
	b.text(s, b.qualifier["role"], c.Role)
	b.text(s, b.qualifier["when"], c.When)
	b.text(s, b.qualifier["horizon"], c.Horizon)
	b.text(s, b.qualifier["status"], string(cmp.Or(c.Status, cuibono.Done)))
	b.text(s, b.qualifier["polarity"], string(cmp.Or(c.Polarity, cuibono.Affirmed)))
	b.add(s, b.qualifier["confidence"], quad.Float(c.Confidence))
	if c.SaidBy != nil && c.SaidBy.ID != "" {
		b.add(s, schema.AttributedTo, quad.IRI(c.SaidBy.ID))
	}
	b.add(s, schema.DerivedFrom, quad.IRI(a.ID))
	b.text(s, schema.OAExact, c.Quote.Text)
	b.add(s, schema.OAStart, quad.Int(c.Quote.Offset))
	b.add(s, schema.OAEnd, quad.Int(c.Quote.Offset+c.Quote.Length))
	return true
}

// amount adds a sum and gives its IRI. Its value is the number that the text gives, the lower one of
// a range.
func (b *builder) amount(a cuibono.Amount) quad.IRI {
	s := AmountIRI(a)
	b.add(s, schema.RDFType, quad.IRI(schema.MonetaryAmount))
	b.add(s, schema.Value, numeral(a.Value))
	b.text(s, schema.Currency, cmp.Or(a.Currency, noCurrency))
	switch a.Bound {
	case cuibono.AtLeast:
		b.add(s, schema.MinValue, numeral(a.Value))
	case cuibono.AtMost:
		b.add(s, schema.MaxValue, numeral(a.Value))
	case cuibono.Range:
		b.add(s, schema.MinValue, numeral(a.Value))
		b.add(s, schema.MaxValue, numeral(a.Max))
	}
	b.text(s, Bound, string(a.Bound))
	return s
}

// mention adds what is known of an entity that a claim names.
func (b *builder) mention(r *cuibono.Ref, entities map[string]*cuibono.Entity) {
	if r == nil || r.ID == "" || b.done[r.ID] {
		return
	}
	b.done[r.ID] = true
	e := entities[r.ID]
	if e == nil {
		e = &cuibono.Entity{ID: r.ID, Name: r.Name, Type: r.Type}
	}
	s := quad.IRI(e.ID)
	if iri := b.schema.ShortIRI(e.Type); iri != "" {
		b.add(s, schema.RDFType, quad.IRI(iri))
	}
	labelled := false
	for _, language := range slices.Sorted(maps.Keys(e.Labels)) {
		if label := e.Labels[language]; label != "" {
			b.add(s, schema.RDFSLabel, quad.LangString{Value: quad.String(label), Lang: language})
			labelled = labelled || label == e.Name
		}
	}
	switch {
	case len(e.Labels) == 0:
		name := e.Name
		if name == "" {
			name = cuibono.EntityName(e.ID)
		}
		b.text(s, schema.RDFSLabel, name)
	case !labelled:
		b.text(s, schema.SKOSAltLabel, e.Name)
	}
	for _, alias := range e.Aliases {
		if alias != e.Name {
			b.text(s, schema.SKOSAltLabel, alias)
		}
	}
	if iri, ok := webIRI(e.SameAs); ok {
		b.add(s, schema.SameAs, iri)
	}
	if e.About != "" {
		b.add(s, schema.About, quad.IRI(e.About))
		if about := entities[e.About]; about != nil {
			b.mention(&cuibono.Ref{ID: about.ID, Name: about.Name, Type: about.Type}, entities)
		}
	}
}
