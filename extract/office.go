package extract

import "strings"

// This file finds who holds an office at something, whatever the office is called: "Ana Velt, research director of gaming at
// Velmor", "Velmor geologist Ana Velt".

// maxTitle bounds the words of an office.
const maxTitle = 14

// holder gives the person after whose name the office at the name t stands, between commas or brackets.
func (s *sentence) holder(t int) []arg {
	m := s.headed[t]
	if m == nil {
		return nil
	}
	p := m.First - 1
	for p > 0 && p > m.First-7 && s.headed[p] == nil && (s.toks[p].UPOS == "DET" || s.toks[p].UPOS == "ADJ" || s.toks[p].UPOS == "NOUN" || s.toks[p].UPOS == "NUM" || s.toks[p].Form == "-") {
		p--
	}
	if p < 3 || s.toks[p].UPOS != "ADP" {
		return nil
	}
	x := s.d.words
	at := x.officeAt[s.form[p]]
	if !at && !x.officeOf[s.form[p]] {
		return nil
	}
	commas, titled := 0, false
	for u := p - 1; u > 0 && u >= p-maxTitle; u-- {
		switch s.toks[u].UPOS {
		case "NOUN", "PROPN", "X", "ADJ":
			if s.formerWord(u) || x.notOffices[s.low[u]] {
				return nil
			}
			titled = titled || s.occupation(u)
			continue
		case "ADP", "CCONJ", "DET", "NUM", "SYM", "PART":
			if s.formerWord(u) {
				return nil
			}
			continue
		case "PUNCT":
			switch s.toks[u].Form {
			case "-", "/", "'", "’", "&":
				continue
			case ",", "(", "–", "—":
			default:
				return nil
			}
		default:
			return nil
		}
		if h := s.nameEnding(u - 1); h >= 0 {
			if !s.isPerson(h) {
				return nil
			}
			head := s.titleHead(u+1, p)
			if !titled || !at && !s.occupation(head) || head >= 0 && s.ended(head) {
				return nil
			}
			return []arg{{h, 0.92, s.group[h] < 0 || !s.plural(head)}}
		}
		if commas++; commas > 2 {
			return nil
		}
	}
	return nil
}

// officer gives the person before whose name the office at the name t stands: "Velmor geologist Ana Velt", "Velmor's research
// director Ana Velt".
func (s *sentence) officer(t int) []arg {
	m := s.headed[t]
	if m == nil {
		return nil
	}
	u := m.Last + 1
	if u < len(s.toks) && s.genitiveMark(u) {
		u++
	}
	first, x := u, s.d.words
	for k := m.First - 1; k >= 0 && k >= m.First-2; k-- {
		if s.formerWord(k) {
			return nil // "former Velmor researcher Ana Velt"
		}
	}
	for ; u < len(s.toks) && u <= first+4; u++ {
		if n := s.headed[u]; n != nil && n.Kind == Name {
			if u > first && s.isPerson(u) && s.occupation(u-1) {
				return []arg{{u, 0.92, true}}
			}
			return nil
		}
		if p := s.toks[u].UPOS; p != "NOUN" && p != "ADJ" || s.formerWord(u) || x.notOffices[s.low[u]] {
			return nil
		}
	}
	return nil
}

// titleHead gives the noun that heads an office written from token first to before last.
func (s *sentence) titleHead(first, last int) int {
	head := -1
	for u := first; u < last; u++ {
		switch s.toks[u].UPOS {
		case "ADP":
			return head
		case "NOUN", "PROPN", "X":
			head = u
		}
	}
	return head
}

// nameEnding gives the head of the name that ends at token t, or -1.
func (s *sentence) nameEnding(t int) int {
	for u := t; u >= 0 && u >= t-4; u-- {
		if m := s.headed[u]; m != nil && m.Kind == Name && m.First <= t && m.Last == t {
			return u
		}
	}
	return -1
}

// isPerson tells whether token t heads the name of a person.
func (s *sentence) isPerson(t int) bool {
	m := s.headed[t]
	return m != nil && m.Entity != Unresolved && s.d.entities[m.Entity].Type == personType
}

// occupation tells whether token t is a noun for one who does something: an office that is listed, or by its ending.
func (s *sentence) occupation(t int) bool {
	if t < 0 {
		return false
	}
	x := s.d.words
	if x.roles[s.low[t]] || x.roles[s.form[t]] {
		return true
	}
	for _, kind := range x.kinds[s.low[t]] {
		if kind == personType {
			return true
		}
	}
	return x.endsAsOccupation(s.low[t]) || x.endsAsOccupation(strings.TrimSuffix(s.form[t], "s"))
}

// endsAsOccupation tells whether a word has the ending of a noun for one who does something.
func (x *lexicon) endsAsOccupation(word string) bool {
	for _, e := range x.occupationEndings {
		if strings.HasSuffix(word, e) {
			return true
		}
	}
	return false
}
