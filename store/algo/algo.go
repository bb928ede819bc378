// Package algo answers what Cayley's query languages answer slowly or wrongly: reachability, shortest
// paths, counts and groups. It works on any graph.QuadStore; one of package store/pebble is read by
// ranges of its indexes, without an iterator for each step.
//
// A triple under several labels is one edge. Results are sorted, so that they depend on the graph only.
package algo

import (
	"context"
	"errors"

	"github.com/cayleygraph/quad"
)

// Step is one kind of edge to follow.
type Step struct {
	Predicate quad.Value // nil is any
	Reverse   bool       // from object to subject
}

// Out follows predicates from subject to object, In from object to subject, Both either way. None given
// means any predicate.
func Out(predicates ...quad.Value) []Step  { return steps(predicates, false) }
func In(predicates ...quad.Value) []Step   { return steps(predicates, true) }
func Both(predicates ...quad.Value) []Step { return append(Out(predicates...), In(predicates...)...) }

func steps(predicates []quad.Value, reverse bool) []Step {
	if len(predicates) == 0 {
		return []Step{{nil, reverse}}
	}
	var out []Step
	for _, p := range predicates {
		out = append(out, Step{p, reverse})
	}
	return out
}

// ErrTooLarge is returned where a search met more nodes than it was allowed.
var ErrTooLarge = errors.New("algo: search met more nodes than allowed; narrow it or raise the limit")

// graph is what the algorithms need of a store. Nodes are numbers, 0 is none; a quad is subject,
// predicate, object, label.
type graph interface {
	// NodeID is 0 where there is no such node.
	NodeID(quad.Value) (uint64, error)
	NodeValue(uint64) (quad.Value, error)
	// ScanIDs calls f for each quad whose members are those of pattern, 0 being any, until f returns false.
	// Quads of one triple follow each other.
	ScanIDs(ctx context.Context, pattern [4]uint64, f func([4]uint64) bool) error
}

// idStep is a Step as numbers.
type idStep struct {
	predicate uint64 // 0 is any
	reverse   bool
}

// resolve leaves out steps whose predicate is not in the graph.
func resolve(g graph, steps []Step) ([]idStep, error) {
	var out []idStep
	for _, s := range steps {
		var id uint64
		if s.Predicate != nil {
			var err error
			if id, err = g.NodeID(s.Predicate); err != nil {
				return nil, err
			}
			if id == 0 {
				continue
			}
		}
		out = append(out, idStep{id, s.Reverse})
	}
	return out, nil
}

// neighbours calls f for each edge of node that the step follows.
func neighbours(ctx context.Context, g graph, node uint64, s idStep, f func(predicate, other uint64) bool) error {
	at, to := 0, 2
	if s.reverse {
		at, to = 2, 0
	}
	var pattern, last [4]uint64
	pattern[at], pattern[1] = node, s.predicate
	return g.ScanIDs(ctx, pattern, func(q [4]uint64) bool {
		q[3] = 0
		if q == last {
			return true
		}
		last = q
		return f(q[1], q[to])
	})
}
