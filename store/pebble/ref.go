package pebble

import (
	"fmt"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/refs"
	"github.com/cayleygraph/quad"
)

// Key makes nodeID a graph.Ref. A reference stays valid while its node is in the store.
func (id nodeID) Key() interface{} { return id }

// Key makes quadKey a graph.Ref that carries its four nodes.
func (q quadKey) Key() interface{} { return q }

var (
	_ graph.Ref = nodeID(0)
	_ graph.Ref = quadKey{}
)

func (q quadKey) ref(d quad.Direction) graph.Ref {
	i := dirOf(d)
	if i < 0 || q[i] == 0 {
		return nil
	}
	return q[i]
}

// nodeOf is the number behind a reference that may carry its value instead; 0 where it is of no node of
// this store.
func (v *View) nodeOf(r graph.Ref) (nodeID, error) {
	switch r := r.(type) {
	case nil:
		return 0, nil
	case nodeID:
		return r, nil
	case refs.PreFetchedValue:
		return v.lookup(r.NameOf())
	}
	return 0, fmt.Errorf("pebble: reference of type %T is not a node of this store", r)
}
