package algo

import (
	"context"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/cayley/graph/refs"
	"github.com/cayleygraph/quad"
)

// graphOf is qs itself where it reads by numbers, else an adapter.
func graphOf(qs cayley.QuadStore) graph {
	qs = cayley.Unwrap(qs)
	if g, ok := qs.(graph); ok {
		return g
	}
	return &adapter{qs: qs, ids: make(map[any]uint64)}
}

// adapter numbers the nodes of any store as it meets them. It is for use by one goroutine.
type adapter struct {
	qs   cayley.QuadStore
	ids  map[any]uint64
	refs []cayley.Ref // number - 1 → reference
}

func (a *adapter) id(r cayley.Ref) uint64 {
	if r == nil {
		return 0
	}
	k := refs.ToKey(r)
	id, ok := a.ids[k]
	if !ok {
		a.refs = append(a.refs, r)
		id = uint64(len(a.refs))
		a.ids[k] = id
	}
	return id
}

func (a *adapter) NodeID(v quad.Value) (uint64, error) {
	r, err := a.qs.ValueOf(v)
	return a.id(r), err
}

func (a *adapter) NodeValue(id uint64) (quad.Value, error) {
	if id == 0 || id > uint64(len(a.refs)) {
		return nil, nil
	}
	return a.qs.NameOf(a.refs[id-1])
}

var directions = [4]quad.Direction{quad.Subject, quad.Predicate, quad.Object, quad.Label}

// ScanIDs gathers the quads first: another store's iterators give them in any order, and those of one
// triple have to follow each other.
func (a *adapter) ScanIDs(ctx context.Context, pattern [4]uint64, f func([4]uint64) bool) error {
	var its []iterator.Shape
	for i, id := range pattern {
		if id != 0 {
			its = append(its, a.qs.QuadIterator(directions[i], a.refs[id-1]))
		}
	}
	s := a.qs.QuadsAllIterator()
	if len(its) == 1 {
		s = its[0]
	} else if len(its) > 1 {
		s = iterator.NewAnd(its...)
	}
	s, _ = s.Optimize(ctx)
	it := s.Iterate()
	defer it.Close()
	labels := make(map[[3]uint64][]uint64)
	var order [][3]uint64
	for it.Next(ctx) {
		var q [4]uint64
		for i, d := range directions {
			r, err := a.qs.QuadDirection(it.Result(), d)
			if err != nil {
				return err
			}
			q[i] = a.id(r)
		}
		t := [3]uint64(q[:3])
		if labels[t] == nil {
			order = append(order, t)
		}
		labels[t] = append(labels[t], q[3])
	}
	if err := it.Err(); err != nil {
		return err
	}
	for _, t := range order {
		for _, l := range labels[t] {
			if !f([4]uint64{t[0], t[1], t[2], l}) {
				return ctx.Err()
			}
		}
	}
	return ctx.Err()
}
