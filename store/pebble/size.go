package pebble

import (
	"bytes"
	"sync"

	"github.com/cayleygraph/cayley/graph/refs"
)

// countLimit is how many keys of a range are counted before its size is estimated instead.
const countLimit = 256

// size is the number of quads that match p: exact where it is small, or known, else an estimate.
func (v *View) size(p pattern) (refs.Size, error) {
	switch {
	case p == pattern{}:
		st, err := v.state()
		return refs.Size{Value: int64(st.quads), Exact: true}, err
	case p == pattern{dirP: p[dirP]}:
		n, err := v.count(p[dirP])
		return refs.Size{Value: n, Exact: true}, err
	}
	o, n := p.index()
	size, err := v.countUpTo(o, n, p)
	if err != nil || size.Exact {
		return size, err
	}
	// The range is larger than was counted. It is no larger than the ranges that contain it.
	if bytes := v.rangeBytes(o.prefix(nil, p, n)); bytes > 0 {
		st, err := v.state()
		if err != nil {
			return size, err
		}
		if all := v.rangeBytes([]byte{o.tag}); all > 0 {
			size.Value = max(size.Value, int64(float64(st.quads)*float64(bytes)/float64(all)))
		}
	}
	if p[dirP] != 0 {
		n, err := v.count(p[dirP])
		if err != nil {
			return size, err
		}
		size.Value = min(size.Value, n)
	}
	return size, nil
}

func (v *View) countUpTo(o *order, n int, p pattern) (refs.Size, error) {
	it, err := v.pool.get()
	if err != nil {
		return refs.Size{}, err
	}
	var buf [maxKeyLen]byte
	prefix := o.prefix(buf[:0], p, n)
	check := p.known() > n
	seen, matched := 0, int64(0)
	ok := it.SeekGE(prefix)
	for ; ok && bytes.HasPrefix(it.Key(), prefix); ok = it.Next() {
		if seen++; seen > countLimit {
			return refs.Size{Value: matched + 1}, it.put()
		}
		if check {
			if q, valid := o.parse(it.Key()); valid && !p.matches(q) {
				continue
			}
		}
		matched++
	}
	return refs.Size{Value: matched, Exact: true}, it.put()
}

// rangeBytes is the size on disk of the keys with a prefix, 0 where unknown: parts of it may be in
// memory still.
func (v *View) rangeBytes(prefix []byte) uint64 {
	n, err := v.disk.EstimateDiskUsage(prefix, prefixEnd(prefix))
	if err != nil {
		return 0
	}
	return n
}

type diskUsage interface {
	EstimateDiskUsage(start, end []byte) (uint64, error)
}

// fanOut is about how many quads with the predicate of p, if it has one, a node at place d has, of those
// nodes that have any there. It is measured on a few nodes once, and again when the store has doubled.
func (v *View) fanOut(p pattern, d int) (int64, error) {
	key := fanKey{p[dirP], d}
	if d == dirP {
		key.predicate = 0
	}
	st, err := v.state()
	if err != nil {
		return 0, err
	}
	if f, ok := v.fans.get(key, st.quads); ok {
		return f, nil
	}
	f, err := v.measureFan(key)
	if err != nil {
		return 0, err
	}
	v.fans.put(key, st.quads, f)
	return f, nil
}

type fanKey struct {
	predicate nodeID // 0 is any
	dir       int
}

// fanTable remembers what fanOut measured.
type fanTable struct {
	mu sync.Mutex
	m  map[fanKey]fan
}

type fan struct {
	out   int64
	quads uint64 // in the store when it was measured
}

const maxFans = 10_000

func (t *fanTable) get(k fanKey, quads uint64) (int64, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	f, ok := t.m[k]
	return f.out, ok && quads <= 2*f.quads && 2*quads >= f.quads
}

func (t *fanTable) put(k fanKey, quads uint64, out int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.m == nil || len(t.m) >= maxFans {
		t.m = make(map[fanKey]fan)
	}
	t.m[k] = fan{out, quads}
}

// measureFan looks at some nodes. Numbers are hashes: the first node from an arbitrary number on is an
// arbitrary node.
func (v *View) measureFan(k fanKey) (int64, error) {
	const samples = 24
	if k.dir == dirP {
		// Predicates are few and very different; on average:
		st, err := v.state()
		return max(1, int64(st.quads/16)), err
	}
	it, err := v.pool.get()
	if err != nil {
		return 0, err
	}
	defer it.put()
	// Quads of a predicate are sorted by object; without a predicate, by the node looked for.
	o, n := &orders[1], 1
	base := pattern{dirP: k.predicate}
	if k.predicate == 0 {
		base = pattern{}
		n = 0
		for i := range orders {
			if orders[i].dirs[0] == k.dir {
				o = &orders[i]
			}
		}
	}
	prefix := o.prefix(nil, base, n)
	var total, seen int64
	last := make(map[nodeID]bool)
	for i := range uint64(samples) {
		key := appendID(bytes.Clone(prefix), nodeID(i*(idMask/samples)))
		if !it.SeekGE(key) || !bytes.HasPrefix(it.Key(), prefix) {
			continue
		}
		q, ok := o.parse(it.Key())
		if !ok || q[k.dir] == 0 || last[q[k.dir]] {
			continue
		}
		last[q[k.dir]] = true
		p := base
		p[k.dir] = q[k.dir]
		size, err := v.size(p)
		if err != nil {
			return 0, err
		}
		total += size.Value
		seen++
	}
	if seen == 0 {
		return 1, it.Error()
	}
	return max(1, (total+seen/2)/seen), it.Error()
}
