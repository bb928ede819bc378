package extract

// This file finds where something has its seat by the words that introduce it: "the Boston ferry line Velmor", "Velmor, a
// ten-year-old, Larrowby, Ohio-based maker".

// maxNouns bounds the nouns between a place and the name that they introduce, maxIntroduced the words between a name and the
// hyphenated word within the phrase that says what it is.
const (
	maxNouns      = 4
	maxIntroduced = 16
)

// town gives the name before the nouns that introduce the name at token t: "the Boston ferry line Velmor".
func (s *sentence) town(t int) []arg {
	m := s.headed[t]
	if m == nil {
		return nil
	}
	last := m.First - 1
	for u := last; u >= 0 && u >= last-maxNouns; u-- {
		if o := s.headed[u]; o != nil && o.Kind == Name {
			if u == last {
				return nil
			}
			return []arg{{u, 1, true}}
		}
		switch s.toks[u].UPOS {
		case "NOUN":
		case "ADJ", "PUNCT":
			if u == last || s.toks[u].UPOS == "PUNCT" && s.toks[u].Form != "-" {
				return nil
			}
		default:
			return nil
		}
	}
	return nil
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
