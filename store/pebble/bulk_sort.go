package pebble

import "math/bits"

// Quads are sorted as ranks of their values, digit by digit (LSD radix sort), which is stable: each order
// is made from another by sorting by what differs.
//
//	SPO+label   from any: by label, object, predicate, subject
//	OSP+label   from SPO+label: by object
//	POS+label   from OSP+label: by predicate
//	label+SPO   from SPO+label: by label

const radixBits = 11

// sortBy sorts stably by one member, whose values are below limit. It may use and return either slice.
func sortBy(q, tmp []local, dir int, limit uint32) (sorted, free []local) {
	passes := (bits.Len32(limit) + radixBits - 1) / radixBits
	for pass := range passes {
		shift := pass * radixBits
		var count [1 << radixBits]int32
		for i := range q {
			count[q[i][dir]>>shift&(1<<radixBits-1)]++
		}
		sum := int32(0)
		for i, n := range count {
			count[i], sum = sum, sum+n
		}
		for i := range q {
			d := q[i][dir] >> shift & (1<<radixBits - 1)
			tmp[count[d]] = q[i]
			count[d]++
		}
		q, tmp = tmp, q
	}
	return q, tmp
}

// sortSPO sorts and leaves out repeated quads.
func sortSPO(q []local, limit uint32) []local {
	tmp := make([]local, len(q))
	for _, dir := range [4]int{dirG, dirO, dirP, dirS} {
		q, tmp = sortBy(q, tmp, dir, limit)
	}
	n := 0
	for i := range q {
		if i == 0 || q[i] != q[n-1] {
			q[n] = q[i]
			n++
		}
	}
	return q[:n]
}

// derive makes another order from a sorted one, whose slice it leaves alone.
func derive(from []local, dir int, limit uint32) []local {
	q, tmp := make([]local, len(from)), make([]local, len(from))
	copy(q, from)
	q, _ = sortBy(q, tmp, dir, limit)
	return q
}
