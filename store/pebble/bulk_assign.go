package pebble

import (
	"bytes"
	"context"
	"slices"
)

// source is the dictionary of one chunk in the order of homes: one that is in memory or in a file.
type source interface {
	// next reads the next value; ok is false at the end. form is valid until the next call.
	next() (home nodeID, at uint32, form []byte, ok bool, err error)
}

// memorySource is the dictionary of a chunk in memory.
type memorySource struct {
	c     *chunk
	homes []homed
	i     int
}

func (s *memorySource) next() (nodeID, uint32, []byte, bool, error) {
	if s.i == len(s.homes) {
		return 0, 0, nil, false, nil
	}
	h := s.homes[s.i]
	s.i++
	return h.home, h.at, s.c.form(int(h.at)), true, nil
}

// head is the next value of a source.
type head struct {
	src   source
	chunk int
	home  nodeID
	at    uint32
	form  []byte
	ok    bool
}

func compareHead(a, b *head) int {
	switch {
	case a.home < b.home:
		return -1
	case a.home > b.home:
		return 1
	}
	return bytes.Compare(a.form, b.form)
}

// assigner gives values their numbers: the one of the store where it has the value, else the value's home,
// or the next free number after it.
type assigner struct {
	v     *View
	empty bool // the store has no values
	it    *poolIter
	// What was given since the last number that is above all given ones: enough to find free numbers, as
	// values come in the order of their homes.
	top      nodeID
	topForm  []byte
	near     map[nodeID]string
	low      map[nodeID]string // what is at the start, where numbers after the last one go on
	newNodes uint64
}

// lowNumbers is how many numbers at the start are remembered for values whose home is at the end. A run of
// occupied numbers as long does not occur: it would need as many equal hashes of 56 bits.
const lowNumbers = 1 << 10

// assign is the number of the next value, and whether it is new. Homes must not descend.
func (a *assigner) assign(home nodeID, form []byte) (id nodeID, isNew bool, err error) {
	stored, there, err := a.stored(home)
	if err != nil {
		return 0, false, err
	}
	switch {
	case there && bytes.Equal(stored, form):
		return home, false, nil
	case !there && home > a.top:
		clear(a.near)
		a.put(home, form)
		return home, true, nil
	}
	// The home is taken.
	taken := make(map[nodeID]string, len(a.near)+len(a.low)+1)
	for _, m := range []map[nodeID]string{a.low, a.near} {
		for id, f := range m {
			taken[id] = f
		}
	}
	if a.top != 0 {
		taken[a.top] = string(a.topForm)
	}
	s, err := a.v.find(form, taken)
	if err != nil || s.found {
		return s.id, false, err
	}
	a.put(s.id, form)
	return s.id, true, nil
}

func (a *assigner) put(id nodeID, form []byte) {
	a.newNodes++
	if id < lowNumbers {
		a.low[id] = string(form)
	}
	if id > a.top {
		if a.top != 0 && id <= a.top+lowNumbers {
			a.near[a.top] = string(a.topForm)
		}
		a.top = id
		a.topForm = append(a.topForm[:0], form...)
	} else {
		a.near[id] = string(form)
	}
}

// stored is what the store has under a number; numbers must not descend.
func (a *assigner) stored(id nodeID) (form []byte, there bool, err error) {
	if a.empty {
		return nil, false, nil
	}
	key := valueKey(id)
	if !a.it.SeekGE(key) {
		return nil, false, wrap("read", a.it.Error())
	}
	if !bytes.Equal(a.it.Key(), key) {
		return nil, false, nil
	}
	form, err = a.it.ValueAndErr()
	return form, true, err
}

// assignAll merges the dictionaries of all chunks. It calls each for every value with its number, whether
// it is new, and where it is in which chunks. Values come in the order of their homes.
func (qs *QuadStore) assignAll(ctx context.Context, sources []source, each func(id nodeID, isNew bool, form []byte, at []*head) error) (newNodes uint64, err error) {
	st, err := qs.state()
	if err != nil {
		return 0, err
	}
	a := &assigner{v: &qs.View, empty: st.nodes == 0, near: make(map[nodeID]string), low: make(map[nodeID]string)}
	if a.empty {
		// Marks of numbers that were left may be there all the same.
		if a.it, err = qs.pool.get(); err != nil {
			return 0, err
		}
		a.empty = !a.it.SeekGE([]byte{tagValue}) || a.it.Key()[0] != tagValue
	} else if a.it, err = qs.pool.get(); err != nil {
		return 0, err
	}
	defer a.it.put()

	var h []*head // what has not ended yet; there are few, so that the least is found by looking at all
	advance := func(x *head) (err error) {
		x.home, x.at, x.form, x.ok, err = x.src.next()
		return err
	}
	for i, s := range sources {
		x := &head{src: s, chunk: i}
		if err := advance(x); err != nil {
			return 0, err
		}
		if x.ok {
			h = append(h, x)
		}
	}
	var same []*head
	for n := 0; len(h) > 0; n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return 0, ctx.Err()
		}
		same = append(same[:0], h[0])
		for _, x := range h[1:] {
			switch c := compareHead(x, same[0]); {
			case c < 0:
				same = append(same[:0], x)
			case c == 0:
				same = append(same, x)
			}
		}
		id, isNew, err := a.assign(same[0].home, same[0].form)
		if err != nil {
			return 0, err
		}
		if err := each(id, isNew, same[0].form, same); err != nil {
			return 0, err
		}
		ended := false
		for _, x := range same {
			if err := advance(x); err != nil {
				return 0, err
			}
			ended = ended || !x.ok
		}
		if ended {
			h = slices.DeleteFunc(h, func(x *head) bool { return !x.ok })
		}
	}
	return a.newNodes, nil
}
