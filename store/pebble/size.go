package pebble

import (
	"bytes"

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
