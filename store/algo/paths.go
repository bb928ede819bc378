package algo

import (
	"context"
	"slices"
	"strings"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
)

// Hop is an edge of a path, as it is stored: from subject to object, whichever way it was walked.
type Hop struct {
	Subject, Predicate, Object quad.Value
}

// ShortestPaths finds the shortest ways from one node to another by following steps, at most depth of
// them (0 is any number), and of those at most limit (0 is all), in the order of their names. Steps must
// be the same read backwards for the search to meet in the middle; see Both. It searches from both ends,
// and returns nothing where there is no way, or where from is to.
func ShortestPaths(ctx context.Context, qs cayley.QuadStore, from, to quad.Value, steps []Step, depth, limit int) ([][]Hop, error) {
	g := graphOf(qs)
	forward, err := resolve(g, steps)
	if err != nil {
		return nil, err
	}
	backward := make([]idStep, len(forward))
	for i, s := range forward {
		backward[i] = idStep{s.predicate, !s.reverse}
	}
	a, err := g.NodeID(from)
	if err != nil {
		return nil, err
	}
	b, err := g.NodeID(to)
	if err != nil || a == 0 || b == 0 || a == b {
		return nil, err
	}
	left, right := newSearch(a), newSearch(b)
	for !meet(left, right) {
		if len(left.frontier) == 0 || len(right.frontier) == 0 ||
			depth > 0 && left.level+right.level >= depth {
			return nil, ctx.Err()
		}
		// The side with fewer nodes to look at goes on.
		if len(left.frontier) <= len(right.frontier) {
			err = left.expand(ctx, g, forward)
		} else {
			err = right.expand(ctx, g, backward)
		}
		if err != nil {
			return nil, err
		}
	}
	return collect(ctx, g, left, right, a, b, limit)
}

// search is a breadth-first search from one end.
type search struct {
	depth    map[uint64]int
	links    map[uint64][]link // node → how it was reached from the level before
	frontier []uint64
	level    int
}

// link is an edge between a node and its neighbour nearer to the start of the search.
type link struct {
	near, predicate uint64
	reverse         bool // the edge is stored from the farther node to the nearer
}

func newSearch(start uint64) *search {
	return &search{
		depth:    map[uint64]int{start: 0},
		links:    make(map[uint64][]link),
		frontier: []uint64{start},
	}
}

func (s *search) expand(ctx context.Context, g graph, steps []idStep) error {
	s.level++
	var next []uint64
	for _, n := range s.frontier {
		for _, st := range steps {
			err := neighbours(ctx, g, n, st, func(p, other uint64) bool {
				d, ok := s.depth[other]
				if !ok {
					d = s.level
					s.depth[other] = d
					next = append(next, other)
				}
				if d == s.level {
					s.links[other] = append(s.links[other], link{n, p, st.reverse})
				}
				return true
			})
			if err != nil {
				return err
			}
		}
	}
	s.frontier = next
	return ctx.Err()
}

// meet tells whether the two searches have reached the same node. It can only be at the edge of both.
func meet(a, b *search) bool {
	if len(a.frontier) > len(b.frontier) {
		a, b = b, a
	}
	for _, n := range a.frontier {
		if _, ok := b.depth[n]; ok {
			return true
		}
	}
	return false
}

// collect walks the links from the nodes where the searches met to both ends.
func collect(ctx context.Context, g graph, left, right *search, from, to uint64, limit int) ([][]Hop, error) {
	type edge struct {
		hop  Hop
		to   uint64
		name string
	}
	names := make(map[uint64]quad.Value)
	name := func(id uint64) (quad.Value, error) {
		v, ok := names[id]
		if !ok {
			var err error
			if v, err = g.NodeValue(id); err != nil {
				return nil, err
			}
			names[id] = v
		}
		return v, nil
	}
	next := make(map[uint64][]edge) // edges of shortest paths, away from the start
	add := func(a, b uint64, l link, reverse bool) error {
		va, err := name(a)
		if err != nil {
			return err
		}
		vb, err := name(b)
		if err != nil {
			return err
		}
		vp, err := name(l.predicate)
		if err != nil {
			return err
		}
		h := Hop{va, vp, vb}
		if reverse {
			h = Hop{vb, vp, va}
		}
		key := quad.StringOf(vb) + "\x00" + quad.StringOf(vp) + "\x00" + quad.StringOf(h.Subject)
		next[a] = append(next[a], edge{h, b, key})
		return nil
	}
	queue := []uint64{}
	for n := range left.depth {
		if _, ok := right.depth[n]; ok && left.depth[n]+right.depth[n] == left.level+right.level {
			queue = append(queue, n)
		}
	}
	for _, side := range []*search{left, right} {
		done := make(map[uint64]bool)
		todo := slices.Clone(queue)
		for len(todo) > 0 {
			n := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			if done[n] {
				continue
			}
			done[n] = true
			for _, l := range side.links[n] {
				var err error
				if side == left {
					err = add(l.near, n, l, l.reverse)
				} else {
					err = add(n, l.near, l, !l.reverse)
				}
				if err != nil {
					return nil, err
				}
				todo = append(todo, l.near)
			}
		}
	}
	for _, edges := range next {
		slices.SortFunc(edges, func(a, b edge) int { return strings.Compare(a.name, b.name) })
	}
	var out [][]Hop
	var walk func(n uint64, path []Hop)
	walk = func(n uint64, path []Hop) {
		if n == to {
			out = append(out, slices.Clone(path))
			return
		}
		var last string
		for _, e := range next[n] {
			if limit > 0 && len(out) >= limit || ctx.Err() != nil {
				return
			}
			if e.name == last {
				continue // followed by two steps that mean the same
			}
			last = e.name
			walk(e.to, append(path, e.hop))
		}
	}
	walk(from, nil)
	return out, ctx.Err()
}
