package pebble

import (
	"bytes"
	"encoding/binary"

	"github.com/cayleygraph/quad"
)

// nodeID is the number of a value; 0 is no value.
type nodeID uint64

const (
	idLen  = 7 // bytes of a number in a key
	idBits = 8 * idLen
	idMask = 1<<idBits - 1
)

// The first byte of a key says what it is.
const (
	tagCount = 'c' // c predicate → number of quads with it, 8 bytes
	tagGSPO  = 'g' // g label subject predicate object, for quads with a label
	tagMeta  = 'm' // m name → see meta.go
	tagOSP   = 'o' // o object subject predicate [label]
	tagPOS   = 'p' // p predicate object subject [label]
	tagSPO   = 's' // s subject predicate object [label]
	tagValue = 'v' // v number → value; an empty value marks a number that was left, see resolve
)

// quadKey is a quad as numbers, in the order of dirs.
type quadKey [4]nodeID

const (
	dirS = iota
	dirP
	dirO
	dirG
)

func dirOf(d quad.Direction) int {
	switch d {
	case quad.Subject:
		return dirS
	case quad.Predicate:
		return dirP
	case quad.Object:
		return dirO
	case quad.Label:
		return dirG
	}
	return -1
}

var directions = [4]quad.Direction{quad.Subject, quad.Predicate, quad.Object, quad.Label}

// order is one sorted index of quads.
type order struct {
	tag  byte
	dirs [4]int
}

// orders are all of them; the first is the one that says whether a quad exists.
var orders = [4]order{
	{tagSPO, [4]int{dirS, dirP, dirO, dirG}},
	{tagPOS, [4]int{dirP, dirO, dirS, dirG}},
	{tagOSP, [4]int{dirO, dirS, dirP, dirG}},
	{tagGSPO, [4]int{dirG, dirS, dirP, dirO}},
}

const maxKeyLen = 1 + 4*idLen

// has tells whether q is in the index: the label-first index holds labelled quads only.
func (o *order) has(q quadKey) bool { return o.tag != tagGSPO || q[dirG] != 0 }

// appendKey appends the key of q.
func (o *order) appendKey(b []byte, q quadKey) []byte {
	b = append(b, o.tag)
	for _, d := range o.dirs[:3] {
		b = appendID(b, q[d])
	}
	if last := q[o.dirs[3]]; last != 0 {
		b = appendID(b, last)
	}
	return b
}

// parse reads a key of this index.
func (o *order) parse(k []byte) (q quadKey, ok bool) {
	switch len(k) {
	case 1 + 3*idLen:
	case 1 + 4*idLen:
		q[o.dirs[3]] = idAt(k, 3)
	default:
		return q, false
	}
	q[o.dirs[0]], q[o.dirs[1]], q[o.dirs[2]] = idAt(k, 0), idAt(k, 1), idAt(k, 2)
	return q, true
}

// idAt is the i-th number of a key. The byte before a number is always part of the key, so that eight
// bytes can be read at once.
func idAt(k []byte, i int) nodeID {
	return nodeID(binary.BigEndian.Uint64(k[i*idLen:]) & idMask)
}

func appendID(b []byte, id nodeID) []byte {
	var t [8]byte
	binary.BigEndian.PutUint64(t[:], uint64(id))
	return append(b, t[8-idLen:]...)
}

func idKey(tag byte, id nodeID) []byte {
	return appendID(append(make([]byte, 0, 1+idLen), tag), id)
}

func valueKey(id nodeID) []byte { return idKey(tagValue, id) }

// prefixEnd is the first key after all that begin with p.
func prefixEnd(p []byte) []byte {
	end := bytes.Clone(p)
	for i := len(end) - 1; i >= 0; i-- {
		if end[i]++; end[i] != 0 {
			return end[:i+1]
		}
	}
	return nil
}

// pattern is a set of quads: those whose known members are as given. 0 is unknown, except that a known
// "no label" is not expressible, as in Cayley.
type pattern quadKey

func (p pattern) matches(q quadKey) bool {
	return (p[0] == 0 || p[0] == q[0]) && (p[1] == 0 || p[1] == q[1]) &&
		(p[2] == 0 || p[2] == q[2]) && (p[3] == 0 || p[3] == q[3])
}

// index picks the index of which p is a range: its known members come first. n is how many of the
// known members lead it; the others have to be checked.
func (p pattern) index() (o *order, n int) {
	for i := range orders {
		k := 0
		for k < 4 && p[orders[i].dirs[k]] != 0 {
			k++
		}
		if o == nil || k > n {
			o, n = &orders[i], k
		}
	}
	return o, n
}

// known is the number of known members.
func (p pattern) known() (n int) {
	for _, id := range p {
		if id != 0 {
			n++
		}
	}
	return n
}

// prefix appends the first n numbers of p in the order of o.
func (o *order) prefix(b []byte, p pattern, n int) []byte {
	b = append(b, o.tag)
	for _, d := range o.dirs[:n] {
		b = appendID(b, p[d])
	}
	return b
}
