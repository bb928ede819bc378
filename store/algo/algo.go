// Package algo answers by numbers of nodes what Cayley's query languages answer slowly or wrongly:
// reachability, shortest paths, counts and groups. It works on any graph.QuadStore; on one of package
// store/pebble it reads sorted indexes instead of building iterators.
package algo

import (
	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
)

// Step is one kind of edge to follow.
type Step struct {
	Predicate quad.Value
	Reverse   bool // from object to subject
}

// Hop is an edge of a path, as it is stored: from subject to object, whichever way it was walked.
type Hop struct {
	Subject, Predicate, Object quad.Value
}

// Reached is a node with its distance, in steps, from the nearest start.
type Reached struct {
	Node  quad.Value
	Depth int
}

// Group is a key with the number of distinct edges or the sum of values found under it.
type Group struct {
	Key   quad.Value
	Count int64
	Sum   float64
}

var _ graph.QuadStore
