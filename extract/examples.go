package extract

import (
	"slices"
)

// This file finds the names that stand for a noun as its examples or its list.

// examples gives the tokens that stand as examples of the noun t: "parmi lesquels Velmor", "including Velmor".
func (s *sentence) examples(t int) []int {
	if s.plural(t) && s.kid(t, "case") < 0 {
		if list := s.afterColon(t); list != nil {
			return list
		}
	}
	if list := s.listBehind(t); list != nil {
		return list
	}
	limit := min(len(s.toks), t+14)
	for u := t + 1; u < limit; u++ {
		if s.toks[u].Form == ";" || s.toks[u].Form == "." {
			return nil
		}
		if s.toks[u].UPOS == "NOUN" && s.plural(u) && len(s.d.words.kinds[s.low[u]]) > 0 && s.headed[u] == nil {
			return nil // "batteries to carmakers such as Velmor": examples of the nearer noun
		}
		for _, words := range s.cues.including[s.form[u]] {
			if !s.matchForms(u, words) {
				continue
			}
			for v := u + len(words); v < len(s.toks) && v <= u+len(words)+6; v++ {
				if m := s.headed[v]; m != nil && m.Kind == Name {
					return []int{v}
				}
				if s.toks[v].UPOS == "PUNCT" || s.toks[v].UPOS == "VERB" {
					break
				}
			}
		}
	}
	return nil
}

// isExample tells whether a name stands right behind words that put examples: "parmi lesquels Velmor".
func (s *sentence) isExample(t int) bool {
	for u := t - 1; u >= 0 && u >= t-2; u-- {
		for _, words := range s.cues.including[s.form[u]] {
			if len(words) == t-u && s.matchForms(u, words) && len(words) > 1 {
				return true
			}
		}
	}
	return false
}

// afterColon gives the names of the list that ends the sentence after a colon: "Trois fonds y mettent 3 milliards : Velmor,
// Trinova et Ardane."
func (s *sentence) afterColon(t int) []int {
	colon := -1
	for u := t + 1; u < len(s.toks); u++ {
		if s.toks[u].Form == ":" {
			colon = u
		}
	}
	if colon < 0 {
		return nil
	}
	var out []int
	for u := colon + 1; u < len(s.toks); u++ {
		if s.isVerb(u) {
			return nil
		}
		if m := s.headed[u]; m != nil && m.Kind == Name && !(u+1 < len(s.toks) && s.genitiveMark(u+1)) {
			out = append(out, u)
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// listBehind gives the names of a list that a colon opens right behind the plural noun t: "met la main sur trois studios : Velmor,
// Trinova et Ardane".
func (s *sentence) listBehind(t int) []int {
	u := t + 1
	for u < len(s.toks) && u <= t+2 && s.toks[u].UPOS == "ADJ" {
		u++
	}
	if u >= len(s.toks) || s.toks[u].Form != ":" || s.toks[t].UPOS != "NOUN" || !s.plural(t) {
		return nil
	}
	var out []int
	for u++; u < len(s.toks); u++ {
		if m := s.headed[u]; m != nil && m.Kind == Name {
			if m.Entity == Unresolved || !slices.Contains(s.d.words.kinds[s.low[t]], s.d.entities[m.Entity].Type) {
				return nil // "appartiennent à des loges : Ana Velt, Jan Orde": no lodges
			}
			out = append(out, u)
			continue
		}
		switch s.toks[u].UPOS {
		case "DET", "NOUN", "ADJ", "CCONJ", "PROPN":
			continue
		}
		if s.toks[u].Form != "," {
			break
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// stater gives the subject of the clause that a noun or pronoun sums up: of "Velmor accuse Ardane, ce qu'elle conteste" and "Velmor
// accuse Ardane, a charge she denies", Velmor; or -1.
func (s *sentence) stater(t int) int {
	if !s.cues.statements[s.low[t]] && !s.cues.statements[s.form[t]] || s.kid(t, "nmod", "case") >= 0 || len(s.possessors(t)) > 0 {
		return -1
	}
	if s.kid(t, "acl:relcl", "acl") < 0 {
		return -1
	}
	for h, i := s.head(t), 0; h >= 0 && i < maxClimb; h, i = s.head(h), i+1 {
		if s.isVerb(h) && h < t {
			if a := s.surfaceSubject(h, 0); len(a) > 0 {
				return a[0].tok
			}
		}
	}
	return -1
}
