package pebble

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
)

// join is the nodes that several sorted ranges have in common, found by leaping from each to the next
// candidate of the others. Quads that differ by what the results do not show, their labels, count as ways
// to the same node, as in Cayley's own intersection.
type join struct{ hops []*hopShape }

func (j *join) String() string                                  { return fmt.Sprintf("Join(%d ranges)", len(j.hops)) }
func (j *join) SubIterators() []iterator.Shape                  { return nil }
func (j *join) Optimize(context.Context) (iterator.Shape, bool) { return j, false }

func (j *join) Stats(ctx context.Context) (c iterator.Costs, err error) {
	least := int64(-1)
	for _, h := range j.hops {
		sz, err := h.v.size(h.p)
		if err != nil {
			return c, err
		}
		if least < 0 || sz.Value < least {
			least = sz.Value
		}
	}
	n := int64(len(j.hops))
	// Every candidate costs a seek in each range, and perhaps one in four is a result.
	c.Size.Value = max(1, least/4)
	c.NextCost = 4 * n * costSeek / 2
	c.ContainsCost = n * costSeek
	return c, nil
}

func (j *join) Iterate() iterator.Scanner {
	x := &joinIter{}
	for _, h := range j.hops {
		x.sides = append(x.sides, newSide(h))
	}
	// The shortest range leads.
	sizes := make(map[*side]int64)
	for _, s := range x.sides {
		sz, err := s.h.v.size(s.h.p)
		if err != nil {
			return iterator.NewError(err)
		}
		sizes[s] = sz.Value
	}
	slices.SortStableFunc(x.sides, func(a, b *side) int { return int(min(1, max(-1, sizes[a]-sizes[b]))) })
	return x
}

func (j *join) Lookup() iterator.Index {
	x := &joinIter{}
	for _, h := range j.hops {
		x.sides = append(x.sides, newSide(h))
	}
	return x
}

// side is one range. Its results are the n-th number of its keys.
type side struct {
	h      *hopShape
	o      *order
	n      int
	prefix []byte
	key    []byte
	it     *poolIter
	cur    nodeID // 0 at the end
	opened bool
}

func newSide(h *hopShape) *side {
	o, n := h.p.index()
	return &side{h: h, o: o, n: n, prefix: o.prefix(nil, h.p, n)}
}

// take reads where the iterator stands.
func (s *side) take(ok bool) {
	if s.cur = 0; ok {
		if k := s.it.Key(); len(k) >= 1+(s.n+1)*idLen && bytes.HasPrefix(k, s.prefix) {
			s.cur = idAt(k, s.n)
		}
	}
}

// seek goes to the first result from id on.
func (s *side) seek(id nodeID) error {
	if s.it == nil {
		var err error
		if s.it, err = s.h.v.pool.get(); err != nil {
			return err
		}
	}
	s.opened = true
	s.key = appendID(append(s.key[:0], s.prefix...), id)
	s.take(s.it.SeekGE(s.key))
	return nil
}

// advance goes to the first result from id on; it is often near.
func (s *side) advance(id nodeID) error {
	if !s.opened {
		return s.seek(id)
	}
	for range 4 {
		if s.cur == 0 || s.cur >= id {
			return nil
		}
		s.take(s.it.Next())
	}
	if s.cur == 0 || s.cur >= id {
		return nil
	}
	return s.seek(id)
}

// quads is the number of quads with the present result; the iterator ends at the next result.
func (s *side) quads() (n int) {
	for id := s.cur; s.cur == id; n++ {
		s.take(s.it.Next())
	}
	return n
}

// joinIter is both a scanner and an index.
type joinIter struct {
	sides []*side
	cur   nodeID
	ways  int // left to be told by NextPath
	done  bool
	err   error
}

func (x *joinIter) String() string                  { return "Join" }
func (x *joinIter) Err() error                      { return x.err }
func (x *joinIter) TagResults(map[string]graph.Ref) {}

func (x *joinIter) Result() graph.Ref {
	if x.cur == 0 {
		return nil
	}
	return x.cur
}

func (x *joinIter) Next(ctx context.Context) bool {
	if x.done || x.err != nil {
		return false
	}
	id := x.cur + 1
	agree := 0
	for n := 0; agree < len(x.sides); n++ {
		if n%4096 == 4095 && ctx.Err() != nil {
			x.err = ctx.Err()
			return false
		}
		s := x.sides[n%len(x.sides)]
		if x.err = s.advance(id); x.err != nil {
			return false
		}
		if s.cur == 0 || s.cur > idMask {
			x.finish()
			return false
		}
		if s.cur == id {
			agree++
		} else {
			id, agree = s.cur, 1
		}
	}
	x.found(id)
	return true
}

func (x *joinIter) found(id nodeID) {
	x.cur = id
	x.ways = 1
	for _, s := range x.sides {
		x.ways *= s.quads()
	}
	x.ways--
}

func (x *joinIter) Contains(_ context.Context, r graph.Ref) bool {
	x.cur, x.ways = 0, 0
	id, err := x.sides[0].h.v.nodeOf(r)
	if err != nil || id == 0 {
		x.err = err
		return false
	}
	for _, s := range x.sides {
		if x.err = s.seek(id); x.err != nil || s.cur != id {
			return false
		}
	}
	x.found(id)
	return true
}

func (x *joinIter) NextPath(context.Context) bool {
	if x.ways == 0 {
		return false
	}
	x.ways--
	return true
}

func (x *joinIter) finish() {
	x.done, x.cur, x.ways = true, 0, 0
	for _, s := range x.sides {
		if s.it != nil {
			if err := s.it.put(); x.err == nil {
				x.err = err
			}
			s.it = nil
		}
	}
}

func (x *joinIter) Close() error {
	x.finish()
	return x.err
}
