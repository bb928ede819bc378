package pebble

import (
	"bytes"
	"cmp"
	"hash/maphash"
	"slices"
)

// A bulk load reads its source in chunks: sets of quads small enough for memory, each with a dictionary
// of its own that numbers the values in the order met. The numbers of the store are given afterwards, when
// all dictionaries are merged.

// local is a quad of a chunk: 1 + its values' places in the chunk's dictionary, 0 for no label. After
// sorting by it, the same type holds 1 + their ranks.
type local [4]uint32

// chunk is built by one goroutine.
type chunk struct {
	table []uint32 // open addressing: 1 + place in the dictionary, 0 is free
	seed  maphash.Seed
	sums  []uint32 // a part of each form's hash, to compare before the form
	ends  []uint64 // end of each form in arena
	arena []byte
	quads []local
	last  local // the last quad added: lines often share members
}

func newChunk() *chunk {
	return &chunk{seed: maphash.MakeSeed(), table: make([]uint32, 1<<12)}
}

func (c *chunk) len() int { return len(c.ends) }

func (c *chunk) form(i int) []byte {
	start := uint64(0)
	if i > 0 {
		start = c.ends[i-1]
	}
	return c.arena[start:c.ends[i]:c.ends[i]]
}

// bytes is the memory in use.
func (c *chunk) bytes() int64 {
	return int64(4*cap(c.table) + 4*cap(c.sums) + 8*cap(c.ends) + cap(c.arena) + 16*cap(c.quads))
}

// intern is 1 + the place of a form in the dictionary.
func (c *chunk) intern(form []byte) uint32 {
	h := maphash.Bytes(c.seed, form)
	sum, mask := uint32(h>>32), uint64(len(c.table)-1)
	i := h & mask
	for ; c.table[i] != 0; i = (i + 1) & mask {
		if n := c.table[i]; c.sums[n-1] == sum && bytes.Equal(c.form(int(n-1)), form) {
			return n
		}
	}
	c.arena = append(c.arena, form...)
	c.ends = append(c.ends, uint64(len(c.arena)))
	c.sums = append(c.sums, sum)
	n := uint32(len(c.ends))
	c.table[i] = n
	if uint64(n)*3 > uint64(len(c.table))*2 {
		c.grow()
	}
	return n
}

func (c *chunk) grow() {
	old := c.table
	c.table = make([]uint32, 2*len(old))
	mask := uint64(len(c.table) - 1)
	for _, n := range old {
		if n == 0 {
			continue
		}
		i := maphash.Bytes(c.seed, c.form(int(n-1))) & mask
		for c.table[i] != 0 {
			i = (i + 1) & mask
		}
		c.table[i] = n
	}
}

// add adds the quad that p has read; label is given to a quad without one, where it is not nil.
func (c *chunk) add(p *lineParser, label []byte) {
	forms := p.forms
	n := p.n
	if n == 3 && label != nil {
		forms[3], n = label, 4
	}
	var q local
	for i := range n {
		if l := c.last[i]; l != 0 && i != dirO && bytes.Equal(c.form(int(l-1)), forms[i]) {
			q[i] = l
		} else {
			q[i] = c.intern(forms[i])
		}
	}
	c.last = q
	c.quads = append(c.quads, q)
}

// homed is a value of a chunk's dictionary with its home number.
type homed struct {
	home nodeID
	at   uint32 // place in the dictionary
}

// homes are the values of the dictionary in the order of their home numbers, and of their forms where
// these are equal.
func (c *chunk) homes(h hasher) []homed {
	out := make([]homed, c.len())
	for i := range out {
		out[i] = homed{h.home(c.form(i)), uint32(i)}
	}
	sortHomed(out)
	for i := 0; i < len(out); {
		j := i + 1
		for j < len(out) && out[j].home == out[i].home {
			j++
		}
		if j > i+1 {
			slices.SortFunc(out[i:j], func(a, b homed) int { return bytes.Compare(c.form(int(a.at)), c.form(int(b.at))) })
		}
		i = j
	}
	return out
}

// sortHomed sorts by home number: by its upper half digit by digit, then the little that is left by
// insertion. Home numbers are hashes, so that their upper halves hardly ever meet.
func sortHomed(s []homed) {
	const digit = 11
	tmp := make([]homed, len(s))
	for shift := idBits - 3*digit; shift < idBits; shift += digit {
		var count [1 << digit]int
		for _, x := range s {
			count[x.home>>shift&(1<<digit-1)]++
		}
		sum := 0
		for i, n := range count {
			count[i], sum = sum, sum+n
		}
		for _, x := range s {
			d := x.home >> shift & (1<<digit - 1)
			tmp[count[d]] = x
			count[d]++
		}
		copy(s, tmp)
	}
	if !slices.IsSortedFunc(s, byHome) {
		slices.SortFunc(s, byHome) // pdqsort is fast on what is nearly sorted
	}
}

func byHome(a, b homed) int { return cmp.Compare(a.home, b.home) }
