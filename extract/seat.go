package extract

import (
	"slices"
	"strings"
)

// This file finds where something has its seat by the words that introduce it: "the Boston ferry line Velmor", "Velmor, a
// ten-year-old, Larrowby, Ohio-based maker".

// maxNouns bounds the nouns between a place and the name that they introduce, maxIntroduced the words between a name and the
// hyphenated word within the phrase that says what it is.
const (
	maxNouns      = 4
	maxIntroduced = 16
)

// town gives the name of a place among the words that introduce the name at token t: "the Boston ferry line Velmor".
func (s *sentence) town(t int) []arg {
	first, last := s.introduction(t)
	for u := first; u < last; u++ {
		if m := s.headed[u]; m != nil && m.Kind == Name && m.Last < last {
			return []arg{{u, 1, true}}
		}
	}
	return s.homeland(t)
}

// homeland gives the place whose genitive opens the apposition after the name at token t: "Velmor, Denmark's biggest brewer",
// "Velmor, one of Denmark's biggest brewers".
func (s *sentence) homeland(t int) []arg {
	m := s.headed[t]
	if m == nil {
		return nil
	}
	comma := s.overBracket(m.Last) + 1
	if comma+3 >= len(s.toks) || s.toks[comma].Form != "," {
		return nil
	}
	first := comma + 1
	if s.cues.singling[s.form[first]] && s.cues.genitive[s.low[first+1]] {
		first += 2
	}
	for u := first; u+2 < len(s.toks) && u <= first+maxNouns; u++ {
		if h := s.headed[u]; h != nil && h.Kind == Name && h.First == first && s.genitiveMark(h.Last+1) && s.isPlace(u) {
			if last := s.introducing(h.Last + 2); last >= 0 {
				return []arg{{u, 0.95, true}}
			}
			return nil
		}
	}
	return nil
}

// introduced gives the phrase with a preposition behind the noun that says, after the name at token t, what it is: "Velmor, a
// ten-year-old maker of toys in Lyon".
func (s *sentence) introduced(t int, prep string) []arg {
	m := s.headed[t]
	if m == nil {
		return nil
	}
	comma := s.overBracket(m.Last) + 1
	if comma+3 >= len(s.toks) || s.toks[comma].Form != "," || !s.determiner(comma+1) {
		return nil
	}
	u := s.introducing(comma + 2)
	if u < 0 {
		return nil
	}
	u++
	if u < len(s.toks) && s.cues.genitive[s.low[u]] {
		for u++; u < len(s.toks) && (s.toks[u].UPOS == "NOUN" || s.toks[u].UPOS == "ADJ"); u++ {
		}
	}
	if u < len(s.toks) && s.toks[u].UPOS == "ADP" {
		if h := s.head(u); h > u && s.prepOf(h) == prep {
			return []arg{{h, 0.97, true}}
		}
	}
	return nil
}

// overBracket gives the last token of a note in brackets behind token t ("Velmor (VLM.L), a Boston line", "Velmor (pictured)"), or t.
func (s *sentence) overBracket(t int) int {
	if t+1 >= len(s.toks) || s.toks[t+1].UPOS != "PUNCT" || !strings.HasPrefix(s.toks[t+1].Form, "(") {
		return t
	}
	if strings.HasSuffix(s.toks[t+1].Form, ")") {
		return t + 1
	}
	if t+3 < len(s.toks) && s.toks[t+3].Form == ")" {
		return t + 3
	}
	return t
}

// introducing gives the noun that ends the words from token first on that say what an organization is, or -1.
func (s *sentence) introducing(first int) int {
	last := -1
	for u := first; u < len(s.toks) && u <= first+2*maxNouns && (s.descriptive(u) || s.toks[u].UPOS == "NUM"); u++ {
		if s.toks[u].UPOS == "NOUN" {
			last = u
		}
	}
	if last < 0 || last+1 < len(s.toks) && s.genitiveMark(last+1) || !s.plural(last) && !s.tellsOrganization(last) {
		return -1
	}
	return last
}

// introduction gives the bounds of the words that say what the name at token t is, which end in a noun: "the Boston ferry line
// Velmor", "a Boston line, Velmor,", "a line called Velmor", "Velmor, a Boston line". None gives bounds that hold no token.
func (s *sentence) introduction(t int) (first, last int) {
	m := s.headed[t]
	if m == nil {
		return 0, -1
	}
	last = m.First - 1
	comma := last > 0 && s.toks[last].Form == ","
	if comma || last > 0 && s.cues.naming[s.low[last]] {
		last--
	}
	if first = s.describedFrom(last); first >= 0 && s.tellsOrganization(last) && (!comma || first > 0 && s.determiner(first-1) && s.closed(m.Last)) {
		return first, last
	}
	// Behind the name and a comma.
	first = s.overBracket(m.Last) + 3
	if first >= len(s.toks) || s.toks[first-2].Form != "," || !s.determiner(first-1) {
		return 0, -1
	}
	last = -1
	for u := first; u < len(s.toks) && u <= first+maxNouns && s.descriptive(u); u++ {
		if s.toks[u].UPOS == "NOUN" {
			last = u
		}
	}
	if last < 0 || !s.tellsOrganization(last) || last+1 < len(s.toks) && s.genitiveMark(last+1) {
		return 0, -1
	}
	return first, last
}

// tellsOrganization tells whether a noun may say what an organization is: none that is listed as said of persons only.
func (s *sentence) tellsOrganization(t int) bool {
	x := s.d.words
	kinds := x.kinds[s.low[t]]
	return !s.plural(t) && (slices.Contains(kinds, organizationType) || !x.roles[s.low[t]] && !slices.Contains(kinds, personType))
}

// closed tells whether an apposition that ends at token t is set off from what follows.
func (s *sentence) closed(t int) bool {
	return t+1 >= len(s.toks) || s.toks[t+1].UPOS == "PUNCT"
}

// describedFrom gives the first of the words up to the noun at token last that qualify it: a place, adjectives and nouns; or -1.
func (s *sentence) describedFrom(last int) int {
	if last < 1 || s.toks[last].UPOS != "NOUN" || s.headed[last] != nil && s.headed[last].Kind == Name {
		return -1
	}
	first := last
	for first > 0 && last-first < maxNouns && s.descriptive(first-1) {
		first--
	}
	return first
}

// descriptive tells whether a token may stand between a determiner and the noun it belongs to: an adjective, a noun, the name
// of a place or an adjective made from one.
func (s *sentence) descriptive(u int) bool {
	switch s.toks[u].UPOS {
	case "NOUN", "ADJ":
		return true
	case "PROPN":
		if n := s.nameEnding(u); n >= 0 {
			return s.isPlace(n)
		}
		return s.d.known.demonymIn(s.d.words.Language, s.toks[u].Form) != nil
	}
	return s.toks[u].Form == "-"
}

// determiner tells whether token t is an article or a possessive.
func (s *sentence) determiner(t int) bool {
	return s.toks[t].UPOS == "DET" || s.feat(t, "Poss") == "Yes" && !s.isRelative(t)
}

// hyphened gives the last token before the hyphen that joins token a to what stands before it, or -1.
func (s *sentence) hyphened(a int) int {
	if a < 2 || s.toks[a-1].Form != "-" || s.toks[a-1].End != s.toks[a].Start {
		return -1
	}
	if a > 2 && s.toks[a-2].Form == "." {
		return a - 3 // "Larrowby, Ca.-based"
	}
	return a - 2
}

// seat gives the town before a hyphenated word, without the region that stands behind it: "Larrowby, Ohio-based".
func (s *sentence) seat(a int) []arg {
	t := s.hyphened(a)
	if t < 0 {
		return nil
	}
	first := t
	if n := s.nameEnding(t); n >= 0 {
		first = s.headed[n].First
	}
	if first >= 2 && s.toks[first-1].Form == "," {
		if n := s.nameEnding(first - 2); n >= 0 && s.isPlace(n) {
			return []arg{{n, 1, true}}
		}
	}
	return nil
}

// introducedBy gives the name before the apposition that the hyphenated word at token a is part of: of "Velmor, a ten-year-old,
// Larrowby-based maker", Velmor; or -1.
func (s *sentence) introducedBy(a int) int {
	t := s.hyphened(a)
	for u := t; u >= 2 && u >= t-maxIntroduced; u-- {
		switch s.toks[u].UPOS {
		case "NUM", "NOUN", "ADJ", "ADV", "PUNCT", "SYM":
			continue
		case "PROPN":
			if n := s.nameEnding(u); n >= 0 {
				if !s.isPlace(n) {
					return -1
				}
				u = s.headed[n].First
			}
			continue
		case "DET":
			if n := s.nameEnding(u - 2); s.toks[u-1].Form == "," && n >= 0 {
				return n
			}
		}
		return -1
	}
	return -1
}

// isPlace tells whether token t heads the name of a place.
func (s *sentence) isPlace(t int) bool {
	m := s.headed[t]
	return m != nil && m.Entity != Unresolved && s.d.entities[m.Entity].Type == placeType
}
