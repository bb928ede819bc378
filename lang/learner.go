package lang

import (
	"math/bits"
	"slices"
)

// learner trains a linear model as an averaged perceptron (Collins 2002). Weights and sums are
// integers and nothing depends on the order of a map, so that training can be repeated to the byte.
type learner struct {
	classes int
	keys    []uint32 // hash table: key to row number + 1
	index   []int32
	mask    uint32
	rows    []trainRow
	step    int64
}

type trainRow struct {
	key   uint32
	cells []trainCell
}

type trainCell struct {
	class  uint16
	weight int32
	last   int64 // step of the last change
	total  int64 // sum of the weight over all steps up to last
	hits   int32 // changes
}

func newLearner(classes int) *learner {
	const size = 1 << 16
	return &learner{classes: classes, keys: make([]uint32, size), index: make([]int32, size), mask: size - 1}
}

func (l *learner) find(k uint32, add bool) *trainRow {
	j := (k * 0x9e3779b1) >> (32 - uint(bits.Len32(l.mask)))
	for l.keys[j] != 0 {
		if l.keys[j] == k {
			return &l.rows[l.index[j]]
		}
		j = (j + 1) & l.mask
	}
	if !add {
		return nil
	}
	if len(l.rows)*2 > len(l.keys) {
		l.grow()
		return l.find(k, true)
	}
	l.keys[j], l.index[j] = k, int32(len(l.rows))
	l.rows = append(l.rows, trainRow{key: k})
	return &l.rows[len(l.rows)-1]
}

func (l *learner) grow() {
	n := len(l.keys) * 2
	l.keys, l.index, l.mask = make([]uint32, n), make([]int32, n), uint32(n-1)
	shift := 32 - uint(bits.Len32(l.mask))
	for i := range l.rows {
		j := (l.rows[i].key * 0x9e3779b1) >> shift
		for l.keys[j] != 0 {
			j = (j + 1) & l.mask
		}
		l.keys[j], l.index[j] = l.rows[i].key, int32(i)
	}
}

func (l *learner) score(features []uint32, scores []int32) {
	for i := range scores {
		scores[i] = 0
	}
	for _, k := range features {
		if r := l.find(k, false); r != nil {
			for i := range r.cells {
				scores[r.cells[i].class] += r.cells[i].weight
			}
		}
	}
}

// update rewards the class that was right and punishes the one that was guessed.
func (l *learner) update(features []uint32, right, guess int) {
	if right == guess {
		return
	}
	for _, k := range features {
		r := l.find(k, true)
		l.change(r, uint16(right), 1)
		l.change(r, uint16(guess), -1)
	}
}

func (l *learner) change(r *trainRow, class uint16, by int32) {
	for i := range r.cells {
		if c := &r.cells[i]; c.class == class {
			c.total += int64(c.weight) * (l.step - c.last)
			c.last = l.step
			c.weight += by
			c.hits++
			return
		}
	}
	r.cells = append(r.cells, trainCell{class: class, weight: by, last: l.step, hits: 1})
}

// scale turns average weights into integers: the unit of a model's weights is 1/scale.
const scale = 64

// finish averages the weights over all steps. Cells that changed fewer than minHits times and whose
// average stays below floor (in units of 1/scale) are left out.
func (l *learner) finish(minHits, floor int32) *linear {
	keys, rows := l.average(minHits, floor)
	return newLinear(l.classes, keys, rows)
}

func (l *learner) average(minHits, floor int32) (keys []uint32, rows [][]cell) {
	order := make([]int, len(l.rows))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		if l.rows[a].key < l.rows[b].key {
			return -1
		}
		return 1
	})
	for _, i := range order {
		r := &l.rows[i]
		var row []cell
		for _, c := range r.cells {
			total := c.total + int64(c.weight)*(l.step-c.last)
			// Round half away from zero, in integers.
			n := total * scale * 2
			w := n / max(l.step, 1)
			if w >= 0 {
				w = (w + 1) / 2
			} else {
				w = (w - 1) / 2
			}
			w = min(max(w, -32767), 32767)
			if w > -int64(floor) && w < int64(floor) || w == 0 || c.hits < minHits && w > -2*int64(floor) && w < 2*int64(floor) {
				continue
			}
			row = append(row, cell{c.class, int16(w)})
		}
		if len(row) > 0 {
			slices.SortFunc(row, func(a, b cell) int { return int(a.class) - int(b.class) })
			keys, rows = append(keys, r.key), append(rows, row)
		}
	}
	return keys, rows
}

// random is a small generator (SplitMix64) whose sequence is part of the training's definition, which
// those of the standard library need not keep.
type random uint64

func (r *random) next() uint64 {
	*r += 0x9e3779b97f4a7c15
	z := uint64(*r)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

func (r *random) intn(n int) int { return int(r.next() % uint64(n)) }

func (r *random) shuffle(n int) []int {
	p := make([]int, n)
	for i := range p {
		p[i] = i
	}
	for i := n - 1; i > 0; i-- {
		j := r.intn(i + 1)
		p[i], p[j] = p[j], p[i]
	}
	return p
}
