package shape

import (
	"context"
	"errors"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/cayley/graph/refs"
	qshape "github.com/cayleygraph/cayley/query/shape"
	"github.com/cayleygraph/quad"
)

var (
	errReadOnly = errors.New("a query's shape changes nothing")
	errTooMany  = errors.New("the query has too many parts to draw its shape")
)

// recorder is a graph.QuadStore that holds nothing, knows every value and notes the iterators built
// on it. It is used by one session at a time.
type recorder struct {
	ctx context.Context
	// roots are the iterators of whole queries, in the order in which these were asked for.
	roots []iterator.Shape
	// named are the values the query named, in the order of mention, at most MaxNodes.
	named []string
	// depth is above 0 while the iterator of a root is built.
	depth int
}

// part marks a shape that went through the optimizer of the store. The outermost part that is asked
// for its iterator is the root of a query.
type part struct {
	qshape.Shape
	rec *recorder
}

func (p part) BuildIterator(qs graph.QuadStore) iterator.Shape {
	if p.rec.depth == 0 {
		if len(p.rec.roots) >= MaxNodes {
			return iterator.NewError(errTooMany)
		}
		p.rec.depth++
		p.rec.roots = append(p.rec.roots, p.Shape.BuildIterator(qs))
		p.rec.depth--
		return iterator.NewNull()
	}
	return p.Shape.BuildIterator(qs)
}

func (p part) Optimize(ctx context.Context, r qshape.Optimizer) (qshape.Shape, bool) {
	if r == nil {
		return p, false
	}
	return r.OptimizeShape(ctx, p)
}

// OptimizeShape implements shape.Optimizer. Cayley calls it bottom-up for each part of a query.
func (rec *recorder) OptimizeShape(_ context.Context, s qshape.Shape) (qshape.Shape, bool) {
	switch s.(type) {
	case part, qshape.Lookup:
		return s, false
	}
	return part{Shape: s, rec: rec}, true
}

// leaf stands for an access to the store.
type leaf struct {
	*iterator.Null
	// dir and value restrict quads; dir is quad.Any for all quads, and nodes tells all nodes.
	dir   quad.Direction
	value string
	nodes bool
}

func (l *leaf) Optimize(context.Context) (iterator.Shape, bool) { return l, false }

func (rec *recorder) name(v quad.Value) string {
	s := quad.StringOf(v)
	if len(rec.named) < MaxNodes {
		rec.named = append(rec.named, s)
	}
	return s
}

func (rec *recorder) refName(r graph.Ref) string {
	v, err := rec.NameOf(r)
	if err != nil || v == nil {
		return ""
	}
	return rec.name(v)
}

func (rec *recorder) ValueOf(v quad.Value) (graph.Ref, error) {
	if v == nil {
		return nil, nil
	}
	rec.name(v)
	return refs.PreFetched(v), nil
}

func (rec *recorder) NameOf(r graph.Ref) (quad.Value, error) {
	if v, ok := r.(refs.PreFetchedValue); ok {
		return v.NameOf(), nil
	}
	return nil, nil
}

func (rec *recorder) QuadIterator(d quad.Direction, v graph.Ref) iterator.Shape {
	return &leaf{Null: iterator.NewNull(), dir: d, value: rec.refName(v)}
}

func (rec *recorder) NodesAllIterator() iterator.Shape {
	return &leaf{Null: iterator.NewNull(), nodes: true}
}

func (rec *recorder) QuadsAllIterator() iterator.Shape {
	return &leaf{Null: iterator.NewNull(), dir: quad.Any}
}

func (rec *recorder) Quad(graph.Ref) (quad.Quad, error) { return quad.Quad{}, nil }

func (rec *recorder) QuadIteratorSize(context.Context, quad.Direction, graph.Ref) (refs.Size, error) {
	return refs.Size{Exact: true}, nil
}

func (rec *recorder) QuadDirection(graph.Ref, quad.Direction) (graph.Ref, error) { return nil, nil }

func (rec *recorder) Stats(context.Context, bool) (graph.Stats, error) {
	return graph.Stats{}, rec.ctx.Err()
}

func (rec *recorder) ApplyDeltas([]graph.Delta, graph.IgnoreOpts) error { return errReadOnly }

func (rec *recorder) NewQuadWriter() (quad.WriteCloser, error) { return nil, errReadOnly }

func (rec *recorder) Close() error { return nil }
