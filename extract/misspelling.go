package extract

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// joinMisspelt joins a form one letter off with a name that the article has far more often.
func (d *document) joinMisspelt(variants []variant, union func(a, b int), find func(int) int) {
	counts := make([]int, len(d.entities))
	for i := range d.entities {
		counts[find(i)] += d.entities[i].Count
	}
	for a := range d.entities {
		ea := &d.entities[a]
		va := variants[a].plain
		if len(va) == 0 || ea.Known != nil || len(va) > 3 || len(va[0]) < 4 || shapeOf(ea.Name) == allCaps || lastSign(ea.Name) {
			continue // "ELAA" and "ERAA", "Velmor" and "Velmor+" are two
		}
		if d.words.word != nil && len(va) == 1 && d.words.word(va[0]) {
			continue
		}
		best, several := -1, false
		for b := range d.entities {
			vb := variants[b].plain
			if find(a) == find(b) || len(vb) != len(va) || counts[find(b)] < 2*ea.Count || counts[find(b)] < 2 {
				continue
			}
			if !oneOff(va, vb) {
				continue
			}
			ta, wa := ea.best()
			if tb, _ := d.entities[find(b)].best(); ta != tb && wa >= 2 {
				continue
			}
			if best >= 0 && find(best) != find(b) {
				several = true
			}
			best = b
		}
		if best >= 0 && !several {
			union(a, best)
			d.entities[a].misspelt = true
		}
	}
}

// lastSign tells whether a name ends with a digit or a sign.
func lastSign(name string) bool {
	r, _ := utf8.DecodeLastRuneInString(name)
	return !unicode.IsLetter(r)
}

// oneOff tells whether two names differ in one word by one edit after the first letter.
func oneOff(a, b []string) bool {
	differing := 0
	for i := range a {
		if a[i] == b[i] {
			continue
		}
		differing++
		if differing > 1 || len(a[i]) < 4 || len(b[i]) < 4 || a[i][0] != b[i][0] || !oneEdit([]rune(a[i]), []rune(b[i])) {
			return false
		}
	}
	return differing == 1
}

// oneEdit tells whether two words differ by one insertion, deletion, substitution or transposition.
// Words that differ by a final s are two words: "Glazer", "Glazers".
func oneEdit(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) == len(b) {
		rest := func(k int) bool { return i+k <= len(a) && slices.Equal(a[i+k:], b[i+k:]) }
		return rest(1) || i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && rest(2)
	}
	return slices.Equal(a[i:], b[i+1:]) && !(i == len(a) && b[i] == 's')
}
