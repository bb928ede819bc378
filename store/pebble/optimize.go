package pebble

import (
	"context"
	"slices"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/cayley/query/shape"
)

var _ shape.Optimizer = (*View)(nil)

// OptimizeShape replaces parts of a query by iterators that read ranges of indexes. Cayley calls it from
// the leaves to the root.
//
//   - quads with some known members, of which one member is wanted: a hop without a source
//   - quads with some known members and others from sub-queries: a hop, driven from whichever side is cheaper
//   - intersections of sorted hops: a merge join
//   - other intersections: as they are, but their sizes are called inexact, because Cayley's count() takes
//     the size of an intersection's smallest member for the number of its results
func (v *View) OptimizeShape(ctx context.Context, s shape.Shape) (shape.Shape, bool) {
	switch s := s.(type) {
	case shape.QuadsAction:
		h := &hopShape{v: v, result: dirOf(s.Result)}
		for d, r := range s.Filter {
			if ok, err := h.fix(dirOf(d), r); err != nil {
				return s, false
			} else if !ok {
				return shape.Null{}, true
			}
		}
		for d, tags := range s.Save {
			h.saveTags(dirOf(d), tags)
		}
		return h.sorted(), true
	case shape.NodesFrom:
		if q, ok := s.Quads.(shape.Quads); ok {
			return v.optimizeHop(s, q)
		}
	case shape.Intersect:
		return v.optimizeIntersect(s)
	case shape.IntersectOpt:
		return inexactShape{s}, true
	}
	return s, false
}

// optimizeHop replaces nodes of quads.
func (v *View) optimizeHop(s shape.NodesFrom, q shape.Quads) (shape.Shape, bool) {
	h := &hopShape{v: v, result: dirOf(s.Dir)}
	if h.result < 0 {
		return s, false
	}
	for _, f := range q {
		d := dirOf(f.Dir)
		if d < 0 {
			return s, false
		}
		switch val := f.Values.(type) {
		case shape.AllNodes:
			h.need(d)
			continue
		case shape.Save:
			if _, all := val.From.(shape.AllNodes); all {
				h.need(d)
				h.saveTags(d, val.Tags)
				continue
			}
		case shape.Fixed:
			if len(val) != 1 {
				break
			}
			if ok, err := h.fix(d, val[0]); err != nil {
				return s, false
			} else if !ok {
				return shape.Null{}, true
			}
			continue
		}
		h.from = append(h.from, hopFrom{d, f.Values})
	}
	return h.sorted(), true
}

// optimizeIntersect joins what can be joined by merging.
func (v *View) optimizeIntersect(s shape.Intersect) (shape.Shape, bool) {
	var fixed shape.Fixed
	hasFixed := false
	var hops []*hopShape
	var rest []shape.Shape
	for _, m := range s {
		switch m := m.(type) {
		case shape.Fixed:
			if !hasFixed {
				fixed, hasFixed = m, true
			} else {
				fixed = common(fixed, m)
			}
		case *hopShape:
			hops = append(hops, m)
		case inexactShape:
			rest = append(rest, m.Shape)
		default:
			rest = append(rest, m)
		}
	}
	if hasFixed && len(fixed) == 0 {
		return shape.Null{}, true
	}
	// A single node becomes a known member of the hops that should lead to it.
	if hasFixed && len(fixed) == 1 {
		for i, h := range hops {
			h = h.clone()
			if ok, err := h.fix(h.result, fixed[0]); err != nil {
				return s, false
			} else if !ok {
				return shape.Null{}, true
			}
			hops[i] = h
		}
		if len(hops) > 0 {
			fixed, hasFixed = nil, false
		}
	}
	var join joinShape
	var out shape.Intersect
	if hasFixed {
		out = append(out, fixed)
	}
	for _, h := range hops {
		if h.mergeable() {
			join = append(join, h)
		} else {
			out = append(out, h)
		}
	}
	switch {
	case len(join) == 1:
		out = append(out, join[0])
	case len(join) > 1:
		out = append(out, join)
	}
	out = append(out, rest...)
	if len(out) == 1 {
		return out[0], true
	}
	return inexactShape{out}, true
}

// common is the intersection of two sets, in the order of the first.
func common(a, b shape.Fixed) shape.Fixed {
	in := make(map[any]bool, len(b))
	for _, r := range b {
		in[r.Key()] = true
	}
	var out shape.Fixed
	for _, r := range a {
		if in[r.Key()] {
			out = append(out, r)
		}
	}
	return out
}

// inexactShape is a shape whose size must not be trusted to be exact.
type inexactShape struct{ shape.Shape }

func (s inexactShape) Optimize(context.Context, shape.Optimizer) (shape.Shape, bool) { return s, false }

func (s inexactShape) BuildIterator(qs graph.QuadStore) iterator.Shape {
	return &inexact{s.Shape.BuildIterator(qs)}
}

type inexact struct{ iterator.Shape }

func (x *inexact) Optimize(ctx context.Context) (iterator.Shape, bool) {
	s, ok := x.Shape.Optimize(ctx)
	if iterator.IsNull(s) {
		return s, true
	}
	x.Shape = s
	return x, ok
}

func (x *inexact) SubIterators() []iterator.Shape { return []iterator.Shape{x.Shape} }

func (x *inexact) Stats(ctx context.Context) (iterator.Costs, error) {
	c, err := x.Shape.Stats(ctx)
	c.Size.Exact = false
	return c, err
}

// hopShape is the nodes at one place of quads whose other places are known, come from sub-queries, or are
// free.
type hopShape struct {
	v        *View
	result   int
	p        pattern
	from     []hopFrom
	save     []savedTag
	labelled bool // quads without a label are left out
}

type hopFrom struct {
	dir   int
	nodes shape.Shape
}

type savedTag struct {
	dir int
	tag string
}

func (h *hopShape) clone() *hopShape {
	c := *h
	c.from, c.save = slices.Clone(h.from), slices.Clone(h.save)
	return &c
}

// fix makes a member known; ok is false where that leaves no quad.
func (h *hopShape) fix(d int, r graph.Ref) (ok bool, err error) {
	id, err := h.v.nodeOf(r)
	if err != nil || d < 0 || id == 0 || h.p[d] != 0 && h.p[d] != id {
		return false, err
	}
	h.p[d] = id
	return true, nil
}

func (h *hopShape) need(d int) { h.labelled = h.labelled || d == dirG }

func (h *hopShape) saveTags(d int, tags []string) {
	h.need(d)
	for _, t := range tags {
		h.save = append(h.save, savedTag{d, t})
	}
}

// sorted puts tags in order: they come from a map.
func (h *hopShape) sorted() *hopShape {
	slices.SortFunc(h.save, func(a, b savedTag) int {
		if a.dir != b.dir {
			return a.dir - b.dir
		}
		if a.tag < b.tag {
			return -1
		} else if a.tag > b.tag {
			return 1
		}
		return 0
	})
	return h
}

// mergeable tells whether the results are the next member of a range, and so are sorted.
func (h *hopShape) mergeable() bool {
	if len(h.from) > 0 || len(h.save) > 0 || h.labelled {
		return false
	}
	o, n := h.p.index()
	return n == h.p.known() && n < 4 && o.dirs[n] == h.result
}

func (h *hopShape) Optimize(context.Context, shape.Optimizer) (shape.Shape, bool) { return h, false }

func (h *hopShape) BuildIterator(qs graph.QuadStore) iterator.Shape {
	it := &hop{hopShape: h}
	for _, f := range h.from {
		it.subs = append(it.subs, f.nodes.BuildIterator(qs))
	}
	return it
}

// joinShape is the nodes that several sorted hops have in common.
type joinShape []*hopShape

func (j joinShape) Optimize(context.Context, shape.Optimizer) (shape.Shape, bool) { return j, false }

func (j joinShape) BuildIterator(graph.QuadStore) iterator.Shape { return &join{hops: j} }
