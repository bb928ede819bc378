// Package overview counts what is in a graph: articles, claims by relation, entities by type.
package overview

import (
	"context"
	"fmt"

	"github.com/cayleygraph/quad"

	"cuibono/queries/reader"
	"cuibono/schema"
)

// Overview counts what is in a graph.
type Overview struct {
	Articles int64 `json:"articles"`
	Claims   int64 `json:"claims"`
	// Relations counts claims by relation, Entities things by type. Names that nothing bears are left out.
	Relations []Count `json:"relations"`
	Entities  []Count `json:"entities"`
}

// Count is how many there are of something.
type Count struct {
	Name  string `json:"name"`
	Count int64  `json:"count"`
}

// Of counts what is in the graph that r reads, by the names of its schema, sorted by name.
func Of(ctx context.Context, r *reader.Reader) (*Overview, error) {
	c := counter{ctx: ctx, r: r}
	o := &Overview{
		Articles: c.typed(schema.NewsArticle),
		Claims:   c.typed(schema.Claim),
	}
	predicate := c.ref(schema.RDFPredicate)
	for _, relation := range r.Schema().Relations() {
		name := relation.Name.Value
		o.Relations = appendCount(o.Relations, name, c.subjects(predicate, c.ref(name)))
	}
	for _, t := range r.Schema().Types() {
		if !t.Abstract {
			o.Entities = appendCount(o.Entities, t.Name.Value, c.typed(t.IRI))
		}
	}
	if c.err != nil {
		return nil, fmt.Errorf("count what is in the graph: %w", c.err)
	}
	return o, nil
}

func appendCount(counts []Count, name string, n int64) []Count {
	if n == 0 {
		return counts
	}
	return append(counts, Count{name, n})
}

// counter counts until something fails.
type counter struct {
	ctx context.Context
	r   *reader.Reader
	err error
}

func (c *counter) ref(iri string) reader.Node {
	ref, err := c.r.Ref(quad.IRI(iri))
	if err != nil && c.err == nil {
		c.err = err
	}
	return ref
}

func (c *counter) typed(class string) int64 {
	return c.subjects(c.ref(schema.RDFType), c.ref(class))
}

// subjects counts the different subjects of a predicate with an object: a thing that several articles
// describe counts once.
func (c *counter) subjects(predicate, object reader.Node) int64 {
	if c.err != nil {
		return 0
	}
	seen := map[reader.Node]bool{}
	c.err = c.r.Scan(c.ctx, reader.Pattern{Subject: reader.Any, Predicate: predicate, Object: object, Label: reader.Any},
		func(q reader.Quad) bool {
			seen[q.Subject] = true
			return c.ctx.Err() == nil
		})
	if c.err == nil {
		c.err = c.ctx.Err()
	}
	return int64(len(seen))
}
