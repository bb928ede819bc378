package extract

import (
	"slices"
	"strings"

	"cuibono/lang"
)

// partPairs parts the two names that a hyphen joins where a noun says that they are two: "le tandem Velmor-Trinova", "the
// Velmor-Trinova merger".
func (f *nameFinder) partPairs() {
	for s := range f.d.tree.Sentences {
		tokens := f.d.tree.Sentences[s].Tokens
		for i := 0; i < len(tokens); i++ {
			if tokens[i].Form == "-" {
				f.markPair(s, i)
				continue
			}
			k := strings.IndexByte(tokens[i].Form, '-')
			if k > 0 && f.prefixed(tokens, i, k) {
				f.parted[tokens[i].Start+k] = true
				tokens = slices.Replace(tokens, i, i+1, parts(tokens[i], k)...)
				f.d.tree.Sentences[s].Tokens = tokens
				i += 2
				continue
			}
			if k < 2 || !(i > 0 && f.x.pairings[lowerForm(&tokens[i-1])] || f.x.Names.Premodified && f.pairing(tokens, i+1)) || strings.Count(tokens[i].Form, "-") > 1 || len(tokens[i].Form) != tokens[i].Len() {
				continue
			}
			if isCapital(shapeOf(tokens[i].Form[:k])) && isCapital(shapeOf(tokens[i].Form[k+1:])) && f.x.given[tokens[i].Form[:k]] == "" {
				f.parted[tokens[i].Start+k] = true
				tokens = slices.Replace(tokens, i, i+1, parts(tokens[i], k)...)
				f.d.tree.Sentences[s].Tokens = tokens
				i += 2
			}
		}
	}
}

// prefixed tells whether what stands before the hyphen at byte k of token i is the mark of an agency, or its number, and no part of the name
// behind it: "BRIEF-Velmor", "UPDATE 2-Velmor".
func (f *nameFinder) prefixed(tokens []lang.Token, i, k int) bool {
	form := tokens[i].Form
	if !f.x.Names.Premodified || len(form) != tokens[i].Len() || strings.Count(form, "-") > 1 || !isCapital(shapeOf(form[k+1:])) {
		return false
	}
	if shapeOf(form[:k]) == noLetters {
		return i > 0 && k <= 2 && shapeOf(tokens[i-1].Form) == allCaps && f.x.common[tokens[i-1].Form]
	}
	return i == 0 && shapeOf(form[:k]) == allCaps && f.x.common[form[:k]]
}

// markPair notes the hyphen at token i if it joins two names of a pair.
func (f *nameFinder) markPair(s, i int) {
	tokens := f.d.tree.Sentences[s].Tokens
	if i == 0 || i+1 >= len(tokens) || tokens[i-1].End != tokens[i].Start || tokens[i].End != tokens[i+1].Start ||
		!isCapital(shapeOf(tokens[i-1].Form)) || !isCapital(shapeOf(tokens[i+1].Form)) {
		return
	}
	if i > 1 && f.x.pairings[lowerForm(&tokens[i-2])] || f.pairing(tokens, i+2) {
		f.parted[tokens[i].Start] = true
	}
}

// pairing tells whether a noun that parts two names before it begins at token i: "merger", "dust-up".
func (f *nameFinder) pairing(tokens []lang.Token, i int) bool {
	if i+2 < len(tokens) && tokens[i+1].Form == "-" && tokens[i].End == tokens[i+1].Start {
		return f.x.pairings[lowerForm(&tokens[i])+"-"+lowerForm(&tokens[i+2])]
	}
	return i < len(tokens) && f.x.pairings[lowerForm(&tokens[i])]
}

func isCapital(s shape) bool { return s == capitalised || s == allCaps || s == mixedCase }

// parts makes three tokens of one with a hyphen at byte k.
func parts(t lang.Token, k int) []lang.Token {
	a, b, c := t, t, t
	a.Form, a.End = t.Form[:k], t.Start+k
	b.Form, b.Start, b.End, b.UPOS, b.Feats = "-", t.Start+k, t.Start+k+1, "PUNCT", ""
	c.Form, c.Start = t.Form[k+1:], t.Start+k+1
	a.Lemma, b.Lemma, c.Lemma = a.Form, b.Form, c.Form
	a.UPOS, c.UPOS = "PROPN", "PROPN"
	return []lang.Token{a, b, c}
}
