package pebble

import (
	"context"

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
