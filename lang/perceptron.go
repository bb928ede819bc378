package lang

import "math/bits"

// A linear model scores classes by sums of integer weights of the features that hold. A feature is
// the 32-bit hash of a template's number and its values; two features that share a hash share their
// weights, which for some 300,000 features is rare (one in 14,000).

// feature mixes a template's number and up to three values into a hash. The constants are those of
// MurmurHash3's and xxHash's finalisers; any odd ones would do, but they are part of the models.
func feature(template int, a, b, c uint32) uint32 {
	h := uint64(template)*0x9e3779b97f4a7c15 + uint64(a)
	h = (h ^ h>>29) * 0xff51afd7ed558ccd
	h += uint64(b)*0xc2b2ae3d27d4eb4f + uint64(c)*0x165667b19e3779f9
	h = (h ^ h>>32) * 0xc4ceb9fe1a85ec53
	k := uint32(h >> 32)
	if k == 0 {
		return 1
	}
	return k
}

// cell is the weight of one class.
type cell struct {
	class  uint16
	weight int16
}

// linear is a model ready to use. It is immutable.
//
// Most features of a new sentence were never seen, and a table of some megabytes is slow to ask: a
// filter of a bit for each eighth of a key, which fits the processor's cache, answers for those.
type linear struct {
	classes int
	// filter has the bit of the upper bits of each key.
	filter      []uint64
	filterShift uint
	// slots is a hash table by open addressing, three quarters full; a key of 0 is a free slot.
	slots []slot
	cells []cell
	// few takes the place of slots and cells in a model of at most four classes.
	few []fewSlot
}

type slot struct {
	key   uint32
	start uint32
	n     uint32
}

type fewSlot struct {
	key     uint32
	weights [4]int16
}

// newLinear makes the table of the rows; keys must differ and none may be 0.
func newLinear(classes int, keys []uint32, rows [][]cell) *linear {
	size := len(keys)*4/3 + 2
	filterBits := max(bits.Len(uint(len(keys)))+3, 6)
	m := &linear{
		classes: classes,
		filter:  make([]uint64, 1<<(filterBits-6)), filterShift: uint(32 - filterBits),
	}
	for _, k := range keys {
		h := k >> m.filterShift
		m.filter[h>>6] |= 1 << (h & 63)
	}
	if classes <= 4 {
		m.few = make([]fewSlot, size)
		for i, k := range keys {
			s := fewSlot{key: k}
			for _, c := range rows[i] {
				s.weights[c.class] = c.weight
			}
			j := home(k, size)
			for m.few[j].key != 0 {
				if j++; j == size {
					j = 0
				}
			}
			m.few[j] = s
		}
		return m
	}
	m.slots = make([]slot, size)
	n := 0
	for _, r := range rows {
		n += len(r)
	}
	m.cells = make([]cell, 0, n)
	for i, k := range keys {
		s := slot{key: k, start: uint32(len(m.cells)), n: uint32(len(rows[i]))}
		m.cells = append(m.cells, rows[i]...)
		j := home(k, size)
		for m.slots[j].key != 0 {
			if j++; j == size {
				j = 0
			}
		}
		m.slots[j] = s
	}
	return m
}

// home is where the search for a key begins in a table of a size: the hash scaled to it.
func home(k uint32, size int) int {
	return int(uint64(k*0x9e3779b1) * uint64(size) >> 32)
}

// each calls f for each row, in the order of the table.
func (m *linear) each(f func(key uint32, row []cell)) {
	for _, s := range m.slots {
		if s.key != 0 {
			f(s.key, m.cells[s.start:s.start+s.n])
		}
	}
	for _, s := range m.few {
		if s.key == 0 {
			continue
		}
		var row []cell
		for c, w := range s.weights {
			if w != 0 {
				row = append(row, cell{uint16(c), w})
			}
		}
		f(s.key, row)
	}
}

// maxFeatures is the number of features that a scorer may be asked at once.
const maxFeatures = 128

// score adds up the weights of the features into scores, one for each class.
func (m *linear) score(features []uint32, scores []int32) {
	for i := range scores {
		scores[i] = 0
	}
	var known [maxFeatures]uint32
	n := 0
	shift, filter := m.filterShift, m.filter
	for _, k := range features {
		h := k >> shift
		known[n&(maxFeatures-1)] = k
		n += int(filter[h>>6] >> (h & 63) & 1)
	}
	if m.few != nil {
		m.scoreFew(known[:n], scores)
		return
	}
	for _, k := range known[:n] {
		j := home(k, len(m.slots))
		for {
			s := &m.slots[j]
			if s.key == k {
				for _, c := range m.cells[s.start : s.start+s.n] {
					scores[c.class] += int32(c.weight)
				}
				break
			}
			if s.key == 0 {
				break
			}
			if j++; j == len(m.slots) {
				j = 0
			}
		}
	}
}

// scoreFew is score for at most four classes.
func (m *linear) scoreFew(known []uint32, scores []int32) {
	var a, b, c, d int32
	for _, k := range known {
		j := home(k, len(m.few))
		for {
			s := &m.few[j]
			if s.key == k {
				a += int32(s.weights[0])
				b += int32(s.weights[1])
				c += int32(s.weights[2])
				d += int32(s.weights[3])
				break
			}
			if s.key == 0 {
				break
			}
			if j++; j == len(m.few) {
				j = 0
			}
		}
	}
	sums := [4]int32{a, b, c, d}
	copy(scores, sums[:])
}

// scorer is a model in use or in training.
type scorer interface {
	score(features []uint32, scores []int32)
}

// best gives the class of the highest score, the first of equals.
func best(scores []int32) int {
	b := 0
	for i, s := range scores {
		if s > scores[b] {
			b = i
		}
	}
	return b
}

// bestOf is best among the classes given, -1 if there are none.
func bestOf(scores []int32, classes []uint16) int {
	b := -1
	for _, c := range classes {
		if b < 0 || scores[c] > scores[b] {
			b = int(c)
		}
	}
	return b
}
