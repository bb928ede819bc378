package reader

import (
	"context"
	"sync"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/cayley/graph/refs"
	"github.com/cayleygraph/quad"
)

// Node is a node of the graph by number. None stands for a node that the graph does not hold, so that a
// pattern with it matches nothing; Any matches every node.
type Node uint64

// The nodes that are none.
const (
	None Node = 0
	Any  Node = ^Node(0)
)

// Quad is one quad by number. Label is None for a quad without one.
type Quad struct{ Subject, Predicate, Object, Label Node }

// Pattern is a quad in which Any matches every node.
type Pattern = Quad

// numbers is a store that numbers its nodes and reads its sorted indexes by number (package
// store/pebble). 0 is no node, or any in a pattern.
type numbers interface {
	NodeID(quad.Value) (uint64, error)
	NodeValue(id uint64) (quad.Value, error)
	ScanIDs(ctx context.Context, p [4]uint64, f func([4]uint64) bool) error
}

// estimator is what a store may offer to tell quickly about how many quads a scan would give.
type estimator interface {
	EstimateIDs(ctx context.Context, p [4]uint64) (int64, error)
}

// numbersOf finds the numbers of a store, or gives it some.
func numbersOf(qs graph.QuadStore) (numbers, estimator) {
	for _, store := range []any{qs, graph.Unwrap(qs)} {
		if n, ok := store.(numbers); ok {
			e, _ := store.(estimator)
			return n, e
		}
	}
	t := &table{qs: qs, ids: map[any]uint64{}, refs: []graph.Ref{nil}}
	return t, t
}

// Scan gives each quad that matches p to fn until fn returns false.
func (r *Reader) Scan(ctx context.Context, p Pattern, fn func(Quad) bool) error {
	if p.Subject == None || p.Predicate == None || p.Object == None || p.Label == None {
		return nil
	}
	return r.store.ScanIDs(ctx, p.ids(), func(q [4]uint64) bool {
		return fn(Quad{Node(q[0]), Node(q[1]), Node(q[2]), Node(q[3])})
	})
}

func (p Pattern) ids() (out [4]uint64) {
	for i, n := range [4]Node{p.Subject, p.Predicate, p.Object, p.Label} {
		if n != Any {
			out[i] = uint64(n)
		}
	}
	return out
}

// fewest is the most quads that an estimate counts where the store offers none.
const fewest = 10_000

// estimate is about how many quads match p.
func (r *Reader) estimate(ctx context.Context, p Pattern) (n int64, err error) {
	if p.Subject == None || p.Predicate == None || p.Object == None || p.Label == None {
		return 0, nil
	}
	if r.estimator != nil {
		return r.estimator.EstimateIDs(ctx, p.ids())
	}
	err = r.store.ScanIDs(ctx, p.ids(), func([4]uint64) bool { n++; return n < fewest })
	return n, err
}

// table numbers the nodes of a store that knows Cayley's interface only, as they are met.
type table struct {
	qs   graph.QuadStore
	mu   sync.RWMutex
	ids  map[any]uint64
	refs []graph.Ref
}

func (t *table) id(ref graph.Ref) uint64 {
	if ref == nil {
		return 0
	}
	key := refs.ToKey(ref)
	t.mu.RLock()
	id, ok := t.ids[key]
	t.mu.RUnlock()
	if ok {
		return id
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if id, ok := t.ids[key]; ok {
		return id
	}
	id = uint64(len(t.refs))
	t.ids[key] = id
	t.refs = append(t.refs, ref)
	return id
}

func (t *table) ref(id uint64) graph.Ref {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.refs[id]
}

func (t *table) NodeID(v quad.Value) (uint64, error) {
	ref, err := t.qs.ValueOf(v)
	return t.id(ref), err
}

func (t *table) NodeValue(id uint64) (quad.Value, error) {
	if id == 0 {
		return nil, nil
	}
	return t.qs.NameOf(t.ref(id))
}

var directions = [4]quad.Direction{quad.Subject, quad.Predicate, quad.Object, quad.Label}

// smallest gives the quads of the fixed node that has the fewest, and their number.
func (t *table) smallest(ctx context.Context, p [4]uint64) (iterator.Shape, int64, error) {
	var best iterator.Shape
	size := int64(-1)
	for i, d := range directions {
		if p[i] == 0 {
			continue
		}
		it := t.qs.QuadIterator(d, t.ref(p[i]))
		st, err := it.Stats(ctx)
		if err != nil {
			return nil, 0, err
		}
		if size < 0 || st.Size.Value < size {
			best, size = it, st.Size.Value
		}
	}
	if best == nil {
		best = t.qs.QuadsAllIterator()
	}
	return best, size, nil
}

func (t *table) EstimateIDs(ctx context.Context, p [4]uint64) (int64, error) {
	_, size, err := t.smallest(ctx, p)
	return size, err
}

func (t *table) ScanIDs(ctx context.Context, p [4]uint64, f func([4]uint64) bool) error {
	shape, _, err := t.smallest(ctx, p)
	if err != nil {
		return err
	}
	it := shape.Iterate()
	defer it.Close()
next:
	for it.Next(ctx) {
		var q [4]uint64
		for i, d := range directions {
			ref, err := t.qs.QuadDirection(it.Result(), d)
			if err != nil {
				return err
			}
			if q[i] = t.id(ref); p[i] != 0 && p[i] != q[i] {
				continue next
			}
		}
		if !f(q) {
			return nil
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return it.Err()
}
