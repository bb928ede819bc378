package algo

import (
	"context"
	"slices"
	"strings"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
)

// Reached is a node with its distance, in steps, from the nearest start.
type Reached struct {
	Node  quad.Value
	Depth int
}

// Reach finds the nodes that can be reached from starts by following steps, up to depth of them (0 is
// any number), each once, nearest first and then by name. The starts themselves are left out. It returns
// ErrTooLarge when more than limit nodes are met (0 is no limit).
//
// It is Gizmo's followRecursive, which bypasses the optimizer.
func Reach(ctx context.Context, qs cayley.QuadStore, starts []quad.Value, steps []Step, depth, limit int) ([]Reached, error) {
	g := graphOf(qs)
	ids, err := resolve(g, steps)
	if err != nil {
		return nil, err
	}
	seen := make(map[uint64]struct{})
	var frontier []uint64
	for _, v := range starts {
		id, err := g.NodeID(v)
		if err != nil {
			return nil, err
		}
		if _, dup := seen[id]; id != 0 && !dup {
			seen[id] = struct{}{}
			frontier = append(frontier, id)
		}
	}
	var out []Reached
	for d := 1; len(frontier) > 0 && (depth <= 0 || d <= depth); d++ {
		var next []uint64
		for _, n := range frontier {
			for _, s := range ids {
				err := neighbours(ctx, g, n, s, func(_, other uint64) bool {
					if _, ok := seen[other]; !ok {
						seen[other] = struct{}{}
						next = append(next, other)
					}
					return limit <= 0 || len(out)+len(next) <= limit
				})
				if err != nil {
					return nil, err
				}
				if limit > 0 && len(out)+len(next) > limit {
					return nil, ErrTooLarge
				}
			}
		}
		first := len(out)
		for _, n := range next {
			v, err := g.NodeValue(n)
			if err != nil {
				return nil, err
			}
			out = append(out, Reached{v, d})
		}
		sortByName(out[first:], func(r Reached) quad.Value { return r.Node })
		frontier = next
	}
	return out, ctx.Err()
}

// sortByName sorts by the printed form of a value.
func sortByName[T any](s []T, value func(T) quad.Value) {
	type named struct {
		name string
		t    T
	}
	tmp := make([]named, len(s))
	for i, t := range s {
		tmp[i] = named{quad.StringOf(value(t)), t}
	}
	slices.SortStableFunc(tmp, func(a, b named) int { return strings.Compare(a.name, b.name) })
	for i := range tmp {
		s[i] = tmp[i].t
	}
}
