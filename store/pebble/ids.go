package pebble

import (
	"context"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
)

// NodeID is the number of a value, 0 where the store has no such node. See package store/algo.
func (v *View) NodeID(val quad.Value) (uint64, error) {
	id, err := v.lookup(val)
	return uint64(id), err
}

// NodeValue is the value with a number, nil where there is none.
func (v *View) NodeValue(id uint64) (quad.Value, error) { return v.name(nodeID(id)) }

// ScanIDs calls f for each quad whose subject, predicate, object and label are those of p, 0 being any,
// until f returns false: in the order of the index that serves it, so that the quads of one triple follow
// each other unless the label is given.
func (v *View) ScanIDs(ctx context.Context, p [4]uint64, f func([4]uint64) bool) error {
	var pt pattern
	for i, id := range p {
		pt[i] = nodeID(id)
	}
	return v.scan(ctx, pt, func(q quadKey) bool {
		return f([4]uint64{uint64(q[0]), uint64(q[1]), uint64(q[2]), uint64(q[3])})
	})
}

// EstimateIDs is EstimateQuads by number, 0 being any.
func (v *View) EstimateIDs(_ context.Context, p [4]uint64) (int64, error) {
	var pt pattern
	for i, id := range p {
		pt[i] = nodeID(id)
	}
	size, err := v.size(pt)
	return size.Value, err
}

// ScanQuads calls f for each quad that holds the given nodes, nil being any, in the order of the index
// that serves it, until f returns false. A quad without a label gives f a nil label.
func (v *View) ScanQuads(ctx context.Context, s, p, o, label graph.Ref, f func(s, p, o, label graph.Ref) bool) error {
	given := [4]graph.Ref{s, p, o, label}
	pt, ok, err := v.pattern(given)
	if err != nil || !ok {
		return err
	}
	return v.scan(ctx, pt, func(q quadKey) bool {
		r := given
		for i := range r {
			if r[i] == nil && q[i] != 0 {
				r[i] = q[i]
			}
		}
		return f(r[0], r[1], r[2], r[3])
	})
}

// CountQuads is the number of quads that hold the given nodes, nil being any.
func (v *View) CountQuads(ctx context.Context, s, p, o, label graph.Ref) (n int64, err error) {
	pt, ok, err := v.pattern([4]graph.Ref{s, p, o, label})
	if err != nil || !ok {
		return 0, err
	}
	if size, err := v.size(pt); err != nil || size.Exact {
		return size.Value, err
	}
	err = v.scan(ctx, pt, func(quadKey) bool { n++; return true })
	return n, err
}

// EstimateQuads is CountQuads in a time that does not depend on the number; it is exact up to some
// hundred, and for all quads of a predicate.
func (v *View) EstimateQuads(_ context.Context, s, p, o, label graph.Ref) (int64, error) {
	pt, ok, err := v.pattern([4]graph.Ref{s, p, o, label})
	if err != nil || !ok {
		return 0, err
	}
	size, err := v.size(pt)
	return size.Value, err
}

// pattern is what is known of a quad; ok is false where a node is not in the store.
func (v *View) pattern(given [4]graph.Ref) (p pattern, ok bool, err error) {
	for i, r := range given {
		if r == nil {
			continue
		}
		if p[i], err = v.nodeOf(r); err != nil || p[i] == 0 {
			return p, false, err
		}
	}
	return p, true, nil
}
