package strict

import (
	"slices"
	"strings"
)

// Suggest gives the name among known that was probably meant by name: the nearest by
// Damerau-Levenshtein distance without regard to case, if no more than a third of its characters
// (at least one, and two from five characters on) differ. It is empty where none is near. Among
// equally near names the first in alphabetical order wins.
func Suggest(name string, known []string) string {
	n := []rune(strings.ToLower(name))
	if len(n) > 100 {
		return ""
	}
	limit := len(n) / 3
	switch {
	case len(n) >= 5:
		limit = max(limit, 2)
	default:
		limit = max(limit, 1)
	}
	sorted := slices.Clone(known)
	slices.Sort(sorted)
	best, nearest := "", limit+1
	for _, k := range sorted {
		if d := Distance(string(n), strings.ToLower(k)); d < nearest {
			best, nearest = k, d
		}
	}
	return best
}

// Distance is the optimal string alignment distance of a and b: how many characters must be
// inserted, deleted, replaced or swapped with their neighbour to make one of the other
// (F. J. Damerau, 1964, restricted to one edit for each piece).
func Distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	// Three rows of the table are enough: the last but one serves the swap.
	before, prev, cur := make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(s); i++ {
		cur[0] = i
		for j := 1; j <= len(t); j++ {
			cost := 1
			if s[i-1] == t[j-1] {
				cost = 0
			}
			d := min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				d = min(d, before[j-2]+1)
			}
			cur[j] = d
		}
		before, prev, cur = prev, cur, before
	}
	return prev[len(t)]
}
