package server

import (
	"context"
	"errors"

	"github.com/cayleygraph/cayley/graph"
	qshape "github.com/cayleygraph/cayley/query/shape"
	"github.com/cayleygraph/quad"
)

// NewWriter makes a Writer on a graph whose ApplyDeltas is one transaction, as store.Store's is.
func NewWriter(g Graph) Writer { return graphWriter{g} }

type graphWriter struct{ g Graph }

func (w graphWriter) AddQuads(ctx context.Context, quads []quad.Quad) (int, error) {
	return w.apply(ctx, quads, graph.Add)
}

func (w graphWriter) RemoveQuads(ctx context.Context, quads []quad.Quad) (int, error) {
	return w.apply(ctx, quads, graph.Delete)
}

func (w graphWriter) RemoveNode(ctx context.Context, v quad.Value) (int, error) {
	qs := w.g.QuadStore()
	seen := map[quad.Quad]bool{}
	var found []quad.Quad
	for _, d := range quad.Directions {
		it := qshape.BuildIterator(ctx, qs, qshape.Quads{{Dir: d, Values: qshape.Lookup{v}}}).Iterate()
		for it.Next(ctx) {
			q, err := qs.Quad(it.Result())
			if err != nil {
				return 0, errors.Join(err, it.Close())
			}
			if !seen[q] {
				seen[q] = true
				found = append(found, q)
			}
		}
		if err := errors.Join(it.Err(), it.Close(), ctx.Err()); err != nil {
			return 0, err
		}
	}
	if len(found) == 0 {
		return 0, nil
	}
	return w.apply(ctx, found, graph.Delete)
}

// apply adds or deletes quads and counts by how many the graph has grown or shrunk. With another
// writer at the same time the count is of both; the answer is for people.
func (w graphWriter) apply(ctx context.Context, quads []quad.Quad, action graph.Procedure) (int, error) {
	qs := w.g.QuadStore()
	tx := graph.NewTransactionN(len(quads))
	for _, q := range quads {
		if action == graph.Add {
			tx.AddQuad(q)
		} else {
			tx.RemoveQuad(q)
		}
	}
	before, err := qs.Stats(ctx, true)
	if err != nil {
		return 0, err
	}
	if err := qs.ApplyDeltas(tx.Deltas, graph.IgnoreOpts{IgnoreDup: true, IgnoreMissing: true}); err != nil {
		return 0, err
	}
	after, err := qs.Stats(ctx, true)
	if err != nil {
		return 0, err
	}
	n := int(after.Quads.Value - before.Quads.Value)
	return max(n, -n), nil
}
