package reader

import (
	"context"
	"errors"
	"slices"
)

// Edge is a relation between two nodes, as the graph has it.
type Edge struct{ Subject, Predicate, Object Node }

// MaxVisited bounds how many nodes a walk looks at.
const MaxVisited = 1 << 20

// ErrTooFar is returned by a walk that met more than MaxVisited nodes.
var ErrTooFar = errors.New("more nodes are within reach than are looked at; ask for fewer steps or fewer relations")

// neighbours gives each edge of n over one of the predicates, in both directions or from subject to
// object only, to fn with the node at its other end. It asks for each predicate by itself: the claims and
// labels about a well-known node are many, and none of them is read.
func (r *Reader) neighbours(ctx context.Context, n Node, predicates []Node, both bool, fn func(Edge, Node)) error {
	for _, p := range predicates {
		if p == None {
			continue
		}
		err := r.Scan(ctx, Pattern{n, p, Any, Any}, func(q Quad) bool {
			fn(Edge{n, p, q.Object}, q.Object)
			return ctx.Err() == nil
		})
		if err != nil {
			return err
		}
		if !both {
			continue
		}
		err = r.Scan(ctx, Pattern{Any, p, n, Any}, func(q Quad) bool {
			fn(Edge{q.Subject, p, n}, q.Subject)
			return ctx.Err() == nil
		})
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}

// side is one of the two fronts of a search: what was met from its start, at which distance, and by
// which edges from the distance before.
type side struct {
	depth map[Node]int
	via   map[Node][]step
	front []Node
	at    int
}

// step is an edge by which a node was met, and the node before it.
type step struct {
	edge Edge
	from Node
}

func newSide(start Node) *side {
	return &side{depth: map[Node]int{start: 0}, via: map[Node][]step{}, front: []Node{start}}
}

// Chains gives the shortest chains of edges between two nodes over the predicates, walked in either
// direction, of at most most edges each; nothing where there is none. Each chain leads from from to to.
// Of more than limit chains, those first by the IRIs on the way are given.
func (r *Reader) Chains(ctx context.Context, from, to Node, predicates []Node, most, limit int) ([][]Edge, error) {
	if from == None || to == None || from == to {
		return nil, nil
	}
	a, b := newSide(from), newSide(to)
	var met []Node
	for len(met) == 0 && a.at+b.at < most {
		s, other := a, b
		if len(b.front) < len(a.front) {
			s, other = b, a
		}
		if len(s.front) == 0 {
			return nil, nil
		}
		if err := r.advance(ctx, s, predicates); err != nil {
			return nil, err
		}
		if len(a.depth)+len(b.depth) > MaxVisited {
			return nil, ErrTooFar
		}
		for _, n := range s.front {
			if _, ok := other.depth[n]; ok {
				met = append(met, n)
			}
		}
	}
	w := &walker{r: r, ctx: ctx, a: a, b: b, limit: limit}
	return w.chains(met)
}

// advance moves a front one step on.
func (r *Reader) advance(ctx context.Context, s *side, predicates []Node) error {
	s.at++
	var next []Node
	for _, n := range s.front {
		seen := map[Edge]bool{}
		err := r.neighbours(ctx, n, predicates, true, func(e Edge, other Node) {
			d, known := s.depth[other]
			if known && d != s.at || other == n {
				return
			}
			if !known {
				s.depth[other] = s.at
				next = append(next, other)
			}
			if !seen[e] {
				seen[e] = true // the same relation under several articles is one edge
				s.via[other] = append(s.via[other], step{e, n})
			}
		})
		if err != nil {
			return err
		}
		if len(s.depth) > MaxVisited {
			return ErrTooFar
		}
	}
	s.front = next
	return nil
}

// walker writes down chains.
type walker struct {
	r     *Reader
	ctx   context.Context
	a, b  *side
	limit int
}

// chains gives the chains through the nodes where the fronts met. Chains are found in the order of the
// IRIs on their way, so that a limit keeps the same ones whatever the store's numbers.
func (w *walker) chains(met []Node) ([][]Edge, error) {
	var out []chain
	for _, m := range met {
		heads, err := w.halves(w.a, m)
		if err != nil {
			return nil, err
		}
		tails, err := w.halves(w.b, m)
		if err != nil {
			return nil, err
		}
		for _, h := range heads {
			for _, t := range tails {
				c := chain{name: h.name + "\x00" + t.name}
				c.edges = append(c.edges, h.edges...)
				slices.Reverse(c.edges)
				c.edges = append(c.edges, t.edges...)
				out = append(out, c)
			}
		}
	}
	slices.SortFunc(out, func(x, y chain) int {
		if x.name < y.name {
			return -1
		}
		if x.name > y.name {
			return 1
		}
		return 0
	})
	var edges [][]Edge
	for _, c := range out[:min(len(out), w.limit)] {
		edges = append(edges, c.edges)
	}
	return edges, nil
}

// chain is a list of edges with the text by which it is ordered.
type chain struct {
	edges []Edge
	name  string
}

// halves gives the ways from a node back to the start of a side, at most limit, the node's edge first.
func (w *walker) halves(s *side, k Node) ([]chain, error) {
	if s.depth[k] == 0 {
		return []chain{{}}, nil
	}
	type named struct {
		step
		name string
	}
	var steps []named
	for _, st := range s.via[k] {
		name := ""
		for _, ref := range []Node{st.edge.Subject, st.edge.Predicate, st.edge.Object} {
			iri, err := w.r.IRI(ref)
			if err != nil {
				return nil, err
			}
			name += iri + "\x01"
		}
		steps = append(steps, named{st, name})
	}
	slices.SortFunc(steps, func(a, b named) int {
		if a.name < b.name {
			return -1
		}
		if a.name > b.name {
			return 1
		}
		return 0
	})
	var out []chain
	for _, st := range steps {
		rest, err := w.halves(s, st.from)
		if err != nil {
			return nil, err
		}
		for _, c := range rest {
			out = append(out, chain{append([]Edge{st.edge}, c.edges...), st.name + c.name})
			if len(out) == w.limit {
				return out, nil
			}
		}
	}
	return out, w.ctx.Err()
}

// Reach is a node that a walk came to, and after how many steps.
type Reach struct {
	Ref   Node
	Depth int
}

// Reachable gives the nodes within most steps of from over the predicates: from subject to object, from
// object to subject with reverse, both ways with both; each at its least distance, nearest first.
func (r *Reader) Reachable(ctx context.Context, from Node, predicates []Node, most int, reverse, both bool) ([]Reach, error) {
	if from == None {
		return nil, nil
	}
	seen := map[Node]bool{from: true}
	var out []Reach
	front := []Node{from}
	for depth := 1; depth <= most && len(front) > 0; depth++ {
		var next []Node
		meet := func(_ Edge, other Node) {
			if !seen[other] {
				seen[other] = true
				next = append(next, other)
			}
		}
		for _, n := range front {
			var err error
			if reverse && !both {
				err = r.backwards(ctx, n, predicates, meet)
			} else {
				err = r.neighbours(ctx, n, predicates, both, meet)
			}
			if err != nil {
				return nil, err
			}
			if len(seen) > MaxVisited {
				return nil, ErrTooFar
			}
		}
		for _, n := range next {
			out = append(out, Reach{n, depth})
		}
		front = next
	}
	return out, nil
}

func (r *Reader) backwards(ctx context.Context, n Node, predicates []Node, fn func(Edge, Node)) error {
	for _, p := range predicates {
		err := r.Scan(ctx, Pattern{Any, p, n, Any}, func(q Quad) bool {
			fn(Edge{q.Subject, p, n}, q.Subject)
			return ctx.Err() == nil
		})
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}
