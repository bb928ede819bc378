package pebble

import (
	"bytes"
	"context"
	"fmt"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
)

// quads iterates over the quads that match p.
func (v *View) quads(p pattern) iterator.Shape { return &quadsShape{v: v, p: p} }

// quadsShape is a range of one index.
type quadsShape struct {
	v *View
	p pattern
}

func (s *quadsShape) String() string                                  { return fmt.Sprintf("Quads(%v)", s.p) }
func (s *quadsShape) SubIterators() []iterator.Shape                  { return nil }
func (s *quadsShape) Optimize(context.Context) (iterator.Shape, bool) { return s, false }

// Stats are in units of reading the next key of a range; Contains compares numbers only.
func (s *quadsShape) Stats(context.Context) (iterator.Costs, error) {
	sz, err := s.v.size(s.p)
	return iterator.Costs{ContainsCost: 1, NextCost: 2, Size: sz}, err
}

func (s *quadsShape) Iterate() iterator.Scanner {
	o, n := s.p.index()
	it := &rangeIter{v: s.v, o: o, p: s.p, check: s.p.known() > n}
	it.prefix = o.prefix(it.buf[:0], s.p, n)
	return it
}

func (s *quadsShape) Lookup() iterator.Index { return &quadsIndex{p: s.p} }

// rangeIter scans a range of an index.
type rangeIter struct {
	noTags
	v      *View
	o      *order
	p      pattern
	check  bool
	prefix []byte
	buf    [maxKeyLen]byte
	it     *poolIter
	done   bool
	cur    quadKey
	err    error
}

func (r *rangeIter) String() string { return fmt.Sprintf("QuadsNext(%v)", r.p) }

// next advances to the next quad without boxing it in a reference.
func (r *rangeIter) next() bool {
	if r.done {
		return false
	}
	var ok bool
	if r.it == nil {
		if r.it, r.err = r.v.pool.get(); r.err != nil {
			r.done = true
			return false
		}
		ok = r.it.SeekGE(r.prefix)
	} else {
		ok = r.it.Next()
	}
	for ; ok; ok = r.it.Next() {
		k := r.it.Key()
		if !bytes.HasPrefix(k, r.prefix) {
			break
		}
		q, valid := r.o.parse(k)
		if !valid {
			r.err = badKey(k)
			break
		}
		if !r.check || r.p.matches(q) {
			r.cur = q
			return true
		}
	}
	r.finish()
	return false
}

// finish gives the iterator back as soon as the range is read: many callers never close.
func (r *rangeIter) finish() {
	r.done = true
	r.cur = quadKey{}
	if r.it != nil {
		if err := r.it.put(); r.err == nil {
			r.err = err
		}
		r.it = nil
	}
}

func (r *rangeIter) Next(context.Context) bool { return r.next() }

func (r *rangeIter) Result() graph.Ref {
	if r.cur == (quadKey{}) {
		return nil
	}
	return r.cur
}

func (r *rangeIter) Err() error { return r.err }

func (r *rangeIter) Close() error {
	if !r.done {
		r.finish()
	}
	return r.err
}

// noTags are the methods of iterators that save no tags and have one path to each result.
type noTags struct{}

func (noTags) TagResults(map[string]graph.Ref)   {}
func (noTags) NextPath(ctx context.Context) bool { return false }

// quadsIndex tells whether a quad matches; the quad's reference says all that is needed.
type quadsIndex struct {
	noTags
	p   pattern
	cur graph.Ref
}

func (x *quadsIndex) String() string    { return fmt.Sprintf("QuadsContains(%v)", x.p) }
func (x *quadsIndex) Result() graph.Ref { return x.cur }
func (x *quadsIndex) Err() error        { return nil }
func (x *quadsIndex) Close() error      { return nil }

func (x *quadsIndex) Contains(_ context.Context, r graph.Ref) bool {
	x.cur = nil
	q, ok := r.(quadKey)
	if ok = ok && x.p.matches(q); ok {
		x.cur = r
	}
	return ok
}

// nodesShape is all nodes.
type nodesShape struct{ v *View }

func (s *nodesShape) String() string                                  { return "Nodes" }
func (s *nodesShape) SubIterators() []iterator.Shape                  { return nil }
func (s *nodesShape) Optimize(context.Context) (iterator.Shape, bool) { return s, false }
func (s *nodesShape) Iterate() iterator.Scanner                       { return &nodesIter{v: s.v} }
func (s *nodesShape) Lookup() iterator.Index                          { return &nodesIndex{v: s.v} }

func (s *nodesShape) Stats(ctx context.Context) (iterator.Costs, error) {
	st, err := s.v.Stats(ctx, true)
	return iterator.Costs{ContainsCost: 1, NextCost: 2, Size: st.Nodes}, err
}

type nodesIter struct {
	noTags
	v    *View
	it   *poolIter
	done bool
	cur  nodeID
	err  error
}

func (n *nodesIter) String() string { return "NodesNext" }

func (n *nodesIter) Next(context.Context) bool {
	if n.done {
		return false
	}
	var ok bool
	if n.it == nil {
		if n.it, n.err = n.v.pool.get(); n.err != nil {
			n.done = true
			return false
		}
		ok = n.it.SeekGE([]byte{tagValue})
	} else {
		ok = n.it.Next()
	}
	for ; ok; ok = n.it.Next() {
		k := n.it.Key()
		if k[0] != tagValue {
			break
		}
		if len(k) != 1+idLen {
			n.err = badKey(k)
			break
		}
		val := n.it.LazyValue()
		if val.Len() > 0 {
			n.cur = idAt(k, 0)
			return true
		}
	}
	n.Close()
	return false
}

func (n *nodesIter) Result() graph.Ref {
	if n.cur == 0 {
		return nil
	}
	return n.cur
}

func (n *nodesIter) Err() error { return n.err }

func (n *nodesIter) Close() error {
	n.done, n.cur = true, 0
	if n.it != nil {
		if err := n.it.put(); n.err == nil {
			n.err = err
		}
		n.it = nil
	}
	return n.err
}

type nodesIndex struct {
	noTags
	v   *View
	cur graph.Ref
	err error
}

func (n *nodesIndex) String() string    { return "NodesContains" }
func (n *nodesIndex) Result() graph.Ref { return n.cur }
func (n *nodesIndex) Err() error        { return n.err }
func (n *nodesIndex) Close() error      { return n.err }

func (n *nodesIndex) Contains(_ context.Context, r graph.Ref) bool {
	n.cur = nil
	id, err := n.v.nodeOf(r)
	if err != nil {
		n.err = err
	}
	if err != nil || id == 0 {
		return false
	}
	n.cur = r
	return true
}
