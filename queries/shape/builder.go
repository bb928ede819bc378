package shape

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/quad"
)

// builder draws iterator trees as nodes and links. HasA takes nodes out of quads and LinksTo finds
// the quads of nodes, so that a HasA over LinksTo is a step along a link.
type builder struct {
	rec   *recorder
	next  int
	nodes []*Node
	links []Link
	// steps are the HasA iterators around the current one, innermost last.
	steps []step
	full  bool
}

type step struct {
	node *Node
	dir  quad.Direction
}

func (b *builder) newNode() *Node {
	b.next++
	if b.next > MaxNodes {
		b.full = true
	}
	return &Node{ID: b.next}
}

// node draws it and what is below it, and returns its node, which the caller adds or merges.
func (b *builder) node(it iterator.Shape) *Node {
	n := b.newNode()
	if b.full {
		return n
	}
	switch it := it.(type) {
	case *leaf:
		b.leaf(n, it)
	case *iterator.Fixed:
		n.IsFixed = true
		for _, v := range it.Values() {
			n.Values = append(n.Values, b.rec.refName(v))
		}
	case *iterator.Save:
		b.inner(n, it)
		n.Tags = append(n.Tags, it.Tags()...)
		var fixed []string
		for tag := range it.FixedTags() {
			fixed = append(fixed, tag)
		}
		slices.Sort(fixed)
		n.Tags = append(n.Tags, fixed...)
	case *iterator.And:
		for _, sub := range inOrder(it.SubIterators()) {
			m := b.node(sub)
			if _, or := sub.(*iterator.Or); or {
				b.add(m)
				b.link(n, m, nil)
			} else {
				b.merge(n, m)
			}
		}
	case *iterator.Or:
		for _, sub := range it.SubIterators() {
			m := b.node(sub)
			b.add(m)
			b.link(n, m, nil)
		}
		n.Operations = append(n.Operations, "union")
	case *iterator.Not:
		for i, sub := range it.SubIterators() {
			m := b.node(sub)
			if i > 0 {
				b.merge(n, m)
				continue
			}
			b.add(m)
			b.link(n, m, nil)
		}
		n.Operations = append(n.Operations, "except")
	case *graph.HasA:
		b.steps = append(b.steps, step{n, it.Direction()})
		for _, sub := range it.SubIterators() {
			b.add(b.node(sub))
		}
		b.steps = b.steps[:len(b.steps)-1]
	case *graph.LinksTo:
		for _, sub := range it.SubIterators() {
			b.linksTo(n, it.Direction(), b.node(sub))
		}
	case *iterator.Recursive:
		b.recursive(n, it)
	default:
		b.inner(n, it)
		n.Operations = append(n.Operations, operation(it))
	}
	return n
}

// inOrder sorts the places where quads are held to one value, among themselves, by direction: Cayley
// keeps them in a map.
func inOrder(subs []iterator.Shape) []iterator.Shape {
	direction := func(it iterator.Shape) quad.Direction {
		switch it := it.(type) {
		case *leaf:
			return it.dir
		case *graph.LinksTo:
			if sub := it.SubIterators(); len(sub) == 1 {
				if _, fixed := sub[0].(*iterator.Fixed); fixed {
					return it.Direction()
				}
			}
		}
		return quad.Any
	}
	subs = slices.Clone(subs)
	var held []iterator.Shape
	for _, it := range subs {
		if direction(it) != quad.Any {
			held = append(held, it)
		}
	}
	slices.SortStableFunc(held, func(x, y iterator.Shape) int { return int(direction(x)) - int(direction(y)) })
	for i, it := range subs {
		if direction(it) != quad.Any {
			subs[i], held = held[0], held[1:]
		}
	}
	return subs
}

func (b *builder) leaf(n *Node, l *leaf) {
	if l.nodes {
		return
	}
	n.IsLinkNode = true
	if l.dir == quad.Any {
		return
	}
	m := b.newNode()
	m.IsFixed, m.Values = true, []string{l.value}
	b.linksTo(n, l.dir, m)
}

// inner draws what is below it as part of n.
func (b *builder) inner(n *Node, it iterator.Shape) {
	for _, sub := range it.SubIterators() {
		b.merge(n, b.node(sub))
	}
}

// linksTo restricts the quads of the link node n: m holds what they have at dir.
func (b *builder) linksTo(n *Node, dir quad.Direction, m *Node) {
	n.IsLinkNode = true
	var around step
	if len(b.steps) > 0 {
		around = b.steps[len(b.steps)-1]
	}
	switch {
	case dir == quad.Predicate && around.dir != quad.Predicate:
		b.merge(n, m)
		n.IsFixed = false
	case dir == around.dir:
		b.merge(around.node, m)
	case around.dir == quad.Subject && dir == quad.Object:
		b.add(m)
		b.link(around.node, m, n)
	case around.dir == quad.Object && dir == quad.Subject:
		b.add(m)
		b.link(m, around.node, n)
	default: // labels, and quads whose predicate or label is what is asked for
		b.add(m)
		b.link(m, n, nil)
	}
}

// recursive draws a step that is repeated: from its base to n, by way of the predicates it names. The
// iterators of the step exist only while it runs, so only its values are known.
func (b *builder) recursive(n *Node, it *iterator.Recursive) {
	for _, sub := range it.SubIterators() {
		base, by := b.node(sub), b.newNode()
		before := len(b.rec.named)
		b.rec.depth++
		_, _ = it.Stats(context.Background()) // builds the step once, on a base of its own
		b.rec.depth--
		by.IsLinkNode = true
		by.Values = append(by.Values, b.rec.named[before:]...)
		slices.Sort(by.Values)
		by.Values = slices.Compact(by.Values)
		by.Operations = append(by.Operations, "recursive")
		b.add(base)
		b.add(by)
		b.link(base, n, by)
	}
}

func (b *builder) add(n *Node) {
	if !b.full {
		b.nodes = append(b.nodes, n)
	}
}

func (b *builder) link(source, target, predicate *Node) {
	l := Link{Source: source.ID, Target: target.ID}
	if predicate != nil {
		l.PredNode = predicate.ID
	}
	b.links = append(b.links, l)
}

// merge makes right part of left.
func (b *builder) merge(left, right *Node) {
	left.Values = append(left.Values, right.Values...)
	left.Tags = append(left.Tags, right.Tags...)
	left.Operations = append(left.Operations, right.Operations...)
	left.IsLinkNode = left.IsLinkNode || right.IsLinkNode
	left.IsFixed = left.IsFixed || right.IsFixed
	for i := range b.links {
		for _, id := range []*int{&b.links[i].Source, &b.links[i].Target, &b.links[i].PredNode} {
			if *id == right.ID {
				*id = left.ID
			}
		}
	}
}

// finish numbers the nodes from 1 in the order in which they were met.
func (b *builder) finish() *Graph {
	g := &Graph{Nodes: []*Node{}, Links: []Link{}}
	slices.SortFunc(b.nodes, func(x, y *Node) int { return x.ID - y.ID })
	number := map[int]int{}
	for i, n := range b.nodes {
		number[n.ID] = i + 1
		n.ID = i + 1
		n.Tags = readable(n.Tags)
		g.Nodes = append(g.Nodes, n)
	}
	for _, l := range b.links {
		l = Link{number[l.Source], number[l.Target], number[l.PredNode]}
		if l.Source != 0 && l.Target != 0 {
			g.Links = append(g.Links, l)
		}
	}
	return g
}

// readable gives the tags once each. MQL joins the keys of its query by a separator no one types.
func readable(tags []string) []string {
	var out []string
	for _, tag := range tags {
		tag = strings.ReplaceAll(strings.Trim(tag, "\x1e"), "\x1e", ".")
		if tag != "" && !slices.Contains(out, tag) {
			out = append(out, tag)
		}
	}
	return out
}

// operation names an iterator that changes a set as a whole: "unique", "limit 10".
func operation(it iterator.Shape) string {
	name := it.String()
	switch it.(type) {
	case *iterator.Unique:
		return "unique"
	case *iterator.Count:
		return "count"
	case *iterator.Sort:
		return "sort"
	case *iterator.Materialize:
		return "materialize"
	case *iterator.Limit, *iterator.Skip:
		name = strings.ToLower(name)
		return strings.NewReplacer("(", " ", ")", "").Replace(name)
	case *iterator.ValueFilter:
		return "filter"
	case *iterator.Null:
		return "nothing"
	}
	if name == "" {
		name = strings.TrimPrefix(fmt.Sprintf("%T", it), "*iterator.")
	}
	return strings.ToLower(name)
}
