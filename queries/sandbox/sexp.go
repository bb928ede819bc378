package sandbox

import (
	"context"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/query/shape"
	"github.com/cayleygraph/quad"
)

// irisFirst is a store in which text stands for the IRI of that name where there is one. Cayley's
// S-expressions have no way to write an IRI: their grammar knows letters, digits and _ . / : # only.
type irisFirst struct{ graph.QuadStore }

func (s irisFirst) ValueOf(v quad.Value) (graph.Ref, error) {
	if text, ok := v.(quad.String); ok {
		if ref, err := s.QuadStore.ValueOf(quad.IRI(text)); err != nil || ref != nil {
			return ref, err
		}
	}
	return s.QuadStore.ValueOf(v)
}

func (s irisFirst) OptimizeShape(ctx context.Context, sh shape.Shape) (shape.Shape, bool) {
	if o, ok := s.QuadStore.(shape.Optimizer); ok {
		return o.OptimizeShape(ctx, sh)
	}
	return sh, false
}
