package algo

import (
	"context"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/cayley/query/path"
	"github.com/cayleygraph/quad"
)

// Group is a key with what was found under it.
type Group struct {
	Key   quad.Value
	Count int64   // ways that start at the key
	Sum   float64 // of the numbers at their ends; what is no number counts as 0
}

// GroupPath follows steps, one after the other, from every node where the first begins, and gives for
// each such node the number of ways and the sum of the numbers at their ends, sorted by name. With
// {{actor, reverse}, {starring, reverse}} it is the number of films of each actor; with {{amount}} the
// sum of amounts of each claim. With no step it returns nothing.
func GroupPath(ctx context.Context, qs cayley.QuadStore, steps []Step) ([]Group, error) {
	g := graphOf(qs)
	ids, err := resolve(g, steps)
	if err != nil || len(ids) < len(steps) || len(steps) == 0 {
		return nil, err
	}
	tails := make(map[uint64]tail)
	groups := make(map[uint64]tail)
	var failed error
	var last [4]uint64
	at, to := 0, 2
	if ids[0].reverse {
		at, to = 2, 0
	}
	edges := [4]uint64{1: ids[0].predicate}
	err = g.ScanIDs(ctx, edges, func(q [4]uint64) bool {
		if q[3] = 0; q == last {
			return true
		}
		last = q
		t, ok := tails[q[to]]
		if !ok {
			if t, failed = tailOf(ctx, g, q[to], ids[1:]); failed != nil {
				return false
			}
			tails[q[to]] = t
		}
		if t.count > 0 {
			sum := groups[q[at]]
			groups[q[at]] = tail{sum.count + t.count, sum.sum + t.sum}
		}
		return true
	})
	if failed != nil {
		err = failed
	}
	if err != nil {
		return nil, err
	}
	out := make([]Group, 0, len(groups))
	for id, t := range groups {
		v, err := g.NodeValue(id)
		if err != nil {
			return nil, err
		}
		out = append(out, Group{v, t.count, t.sum})
	}
	sortByName(out, func(g Group) quad.Value { return g.Key })
	return out, ctx.Err()
}

// tail is what the rest of a path adds.
type tail struct {
	count int64
	sum   float64
}

func tailOf(ctx context.Context, g graph, node uint64, steps []idStep) (t tail, err error) {
	if len(steps) == 0 {
		t.count = 1
		v, err := g.NodeValue(node)
		switch v := v.(type) {
		case quad.Int:
			t.sum = float64(v)
		case quad.Float:
			t.sum = float64(v)
		}
		return t, err
	}
	err2 := neighbours(ctx, g, node, steps[0], func(_, other uint64) bool {
		var u tail
		if u, err = tailOf(ctx, g, other, steps[1:]); err != nil {
			return false
		}
		t.count += u.count
		t.sum += u.sum
		return true
	})
	if err == nil {
		err = err2
	}
	return t, err
}

// Count is the number of results of a path, counted one by one: Gizmo's count() trusts sizes that are
// wrong for intersections and differences. distinct counts each node once.
func Count(ctx context.Context, qs cayley.QuadStore, p *path.Path, distinct bool) (n int64, err error) {
	if distinct {
		p = p.Clone().Unique()
	}
	s := p.BuildIterator(ctx)
	if s, _ = s.Optimize(ctx); iterator.IsNull(s) {
		return 0, nil
	}
	it := s.Iterate()
	defer it.Close()
	for it.Next(ctx) {
		n++
		for !distinct && it.NextPath(ctx) {
			n++
		}
	}
	if err := it.Err(); err != nil {
		return n, err
	}
	return n, ctx.Err()
}
