package pebble

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
)

// Verify reads the whole store as it is now, and reports each problem: an index that lacks or invents a
// quad, a quad whose number has no value, a value that no quad uses or that cannot be found again, a count
// that is wrong, a key that is none, a damaged block. It returns an error that is ErrCorrupt where it
// reported anything. Writing goes on meanwhile.
func (qs *QuadStore) Verify(ctx context.Context, report func(problem string)) error {
	v := qs.Snapshot()
	defer v.Close()
	c := &checker{v: v, ctx: ctx, out: report}
	for _, step := range []func() error{c.keys, c.indexes, c.dictionary, c.counts} {
		if err := step(); err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			c.report("%v", err)
		}
	}
	if c.problems > 0 {
		return fmt.Errorf("verify: %w: %d problems; restore a backup, or load again into a new store", ErrCorrupt, c.problems)
	}
	return nil
}

type checker struct {
	v        *View
	ctx      context.Context
	out      func(string)
	problems int
	quads    [len(orders)]tally
	labelled tally
	nodes    uint64
}

// maxReports bounds how many problems are told in words.
const maxReports = 100

func (c *checker) report(format string, args ...any) {
	if c.problems++; c.problems <= maxReports && c.out != nil {
		c.out(fmt.Sprintf(format, args...))
	}
}

// tally is a number of quads and a sum that two equal sets of quads share.
type tally struct{ n, sum uint64 }

func (t *tally) add(q quadKey) {
	t.n++
	h := uint64(14695981039346656037)
	for _, id := range q {
		h = (h ^ uint64(id)) * 1099511628211
		h ^= h >> 29
	}
	t.sum += h * (h | 1)
}

// keys reads every key once.
func (c *checker) keys() error {
	it, err := c.v.pool.get()
	if err != nil {
		return err
	}
	n := 0
	for ok := it.First(); ok; ok = it.Next() {
		if n++; n%4096 == 0 && c.ctx.Err() != nil {
			it.put()
			return c.ctx.Err()
		}
		k := it.Key()
		switch k[0] {
		case tagGSPO, tagOSP, tagPOS, tagSPO:
			for i := range orders {
				o := &orders[i]
				if o.tag != k[0] {
					continue
				}
				q, ok := o.parse(k)
				if !ok || !o.has(q) || q[0] == 0 || q[1] == 0 || q[2] == 0 {
					c.report("index %c: malformed key %x", k[0], k)
					continue
				}
				c.quads[i].add(q)
				if i == 0 && q[dirG] != 0 {
					c.labelled.add(q)
				}
			}
		case tagValue:
			if len(k) != 1+idLen || idAt(k, 0) == 0 {
				c.report("dictionary: malformed key %x", k)
			}
		case tagCount:
			if len(k) != 1+idLen || len(it.Value()) != 8 {
				c.report("counts: malformed entry %x", k)
			}
		case tagMeta:
			if name := string(k[1:]); name != metaFormat && name != metaState {
				c.report("unknown entry %q", name)
			}
		default:
			c.report("unknown key %x", k)
		}
	}
	return it.put()
}

// indexes compares the orders with the first. Only where sums differ does it look up each quad.
func (c *checker) indexes() error {
	for i := range orders {
		want := c.quads[0]
		if orders[i].tag == tagGSPO {
			want = c.labelled
		}
		if c.quads[i] == want {
			continue
		}
		before := c.problems
		for _, pair := range [2][2]*order{{&orders[0], &orders[i]}, {&orders[i], &orders[0]}} {
			from, to := pair[0], pair[1]
			var failed error
			err := c.v.scanOrder(c.ctx, from, 0, pattern{}, func(q quadKey) bool {
				if !to.has(q) {
					return true
				}
				var found bool
				if found, failed = c.v.has(to.appendKey(nil, q)); !found && failed == nil {
					c.report("quad %s is in index %c and not in %c", c.describe(q), from.tag, to.tag)
				}
				return failed == nil
			})
			if failed != nil {
				return failed
			}
			if err != nil {
				return err
			}
		}
		if c.problems == before {
			c.report("index %c differs from index %c", orders[i].tag, orders[0].tag)
		}
	}
	return nil
}

func (c *checker) describe(q quadKey) string {
	quad, err := c.v.quad(q)
	if err != nil || !quad.IsValid() {
		return fmt.Sprint([4]nodeID(q))
	}
	return quad.String()
}

// dictionary reads the values beside the first members of the four orders, all sorted by number.
func (c *checker) dictionary() error {
	var used [len(orders)]*firsts
	for i := range orders {
		f, err := c.v.firsts(orders[i].tag)
		if err != nil {
			return err
		}
		defer f.it.put()
		used[i] = f
	}
	it, err := c.v.pool.get()
	if err != nil {
		return err
	}
	defer it.put()
	least := func() (id nodeID) {
		for _, f := range used {
			if f.cur != 0 && (id == 0 || f.cur < id) {
				id = f.cur
			}
		}
		return id
	}
	pass := func(id nodeID) {
		for _, f := range used {
			if f.cur == id {
				f.advance()
			}
		}
	}
	n := 0
	for ok := it.SeekGE([]byte{tagValue}); ok && it.Key()[0] == tagValue; ok = it.Next() {
		if n++; n%4096 == 0 && c.ctx.Err() != nil {
			return c.ctx.Err()
		}
		if len(it.Key()) != 1+idLen {
			continue
		}
		id, form := idAt(it.Key(), 0), bytes.Clone(it.Value())
		for u := least(); u != 0 && u < id; u = least() {
			c.report("quads use number %d, which has no value", u)
			pass(u)
		}
		inUse := least() == id
		pass(id)
		switch val, err := parseValue(form); {
		case len(form) == 0:
			if inUse {
				c.report("quads use number %d, whose value was removed", id)
			}
			continue
		case err != nil:
			c.report("value %d is malformed: %x", id, form)
		case !inUse:
			c.report("value %v is used by no quad", val)
		}
		c.nodes++
		s, err := c.v.find(form, nil)
		if err != nil {
			return err
		}
		if s.id != id || !s.found {
			c.report("value %d cannot be found by what it is: %.100q", id, form)
		}
	}
	for u := least(); u != 0; u = least() {
		c.report("quads use number %d, which has no value", u)
		pass(u)
	}
	return it.Error()
}

// firsts are the different first members of an index, in order; cur is 0 at the end.
type firsts struct {
	it  *poolIter
	tag byte
	cur nodeID
}

func (v *View) firsts(tag byte) (*firsts, error) {
	it, err := v.pool.get()
	if err != nil {
		return nil, err
	}
	f := &firsts{it: it, tag: tag}
	f.take(it.SeekGE([]byte{tag}))
	return f, nil
}

func (f *firsts) take(ok bool) {
	if f.cur = 0; ok && f.it.Key()[0] == f.tag && len(f.it.Key()) > idLen {
		f.cur = idAt(f.it.Key(), 0)
	}
}

func (f *firsts) advance() {
	// The next quad is near more often than not.
	for range 8 {
		if old := f.cur; !f.it.Next() {
			f.cur = 0
			return
		} else if f.take(true); f.cur != old {
			return
		}
	}
	if f.cur == idMask {
		f.cur = 0
		return
	}
	f.take(f.it.SeekGE(idKey(f.tag, f.cur+1)))
}

// counts compares the counts of predicates and the state with what was read.
func (c *checker) counts() error {
	want := make(map[nodeID]uint64)
	var last nodeID
	var n uint64
	err := c.v.scanOrder(c.ctx, &orders[1], 0, pattern{}, func(q quadKey) bool {
		if q[dirP] != last {
			want[last], last, n = n, q[dirP], 0
		}
		n++
		return true
	})
	if err != nil {
		return err
	}
	want[last] = n
	delete(want, 0)
	it, err := c.v.pool.get()
	if err != nil {
		return err
	}
	for ok := it.SeekGE([]byte{tagCount}); ok && it.Key()[0] == tagCount; ok = it.Next() {
		if len(it.Key()) != 1+idLen || len(it.Value()) != 8 {
			continue
		}
		p, got := idAt(it.Key(), 0), binary.BigEndian.Uint64(it.Value())
		if got != want[p] {
			c.report("count of predicate %d is %d, there are %d quads", p, got, want[p])
		}
		delete(want, p)
	}
	if err := it.put(); err != nil {
		return err
	}
	for p, n := range want {
		c.report("count of predicate %d is missing, there are %d quads", p, n)
	}
	st, err := c.v.state()
	if err != nil {
		return err
	}
	if st.quads != c.quads[0].n {
		c.report("state says %d quads, there are %d", st.quads, c.quads[0].n)
	}
	if st.nodes != c.nodes {
		c.report("state says %d nodes, there are %d", st.nodes, c.nodes)
	}
	return nil
}
