package extract

import (
	"strings"

	"cuibono"
)

// former tells whether what a noun or verb says is a thing of the past: "ancien patron", "then chaired by", "a longtemps possédé".
func (s *sentence) former(t int) bool {
	near := func(k int) bool {
		r := s.rel(k)
		return r == "amod" || r == "advmod" || r == "compound" || r == "case" || r == "nmod" || r == "obl" || r == "discourse"
	}
	for _, k := range s.kids(t) {
		if near(k) && (s.cues.former[s.form[k]] || s.cues.former[s.low[k]]) || s.rel(k) == "compound" && s.formerWord(k) {
			return true
		}
	}
	if s.formerWord(t) {
		return true
	}
	for u := t - 1; u >= 0 && u >= t-2; u-- {
		if s.cues.former[s.form[u]] || s.cues.former[s.low[u]] {
			return true
		}
		if s.toks[u].UPOS != "ADJ" && s.toks[u].UPOS != "DET" && s.toks[u].UPOS != "NOUN" && s.toks[u].Form != "-" {
			break
		}
	}
	for _, words := range s.cues.formerPhrases {
		for u := max(0, t-6); u < min(len(s.toks), t+4); u++ {
			if len(words) > 1 && s.matchForms(u, words) {
				return true
			}
		}
	}
	if s.ended(t) || s.left(t) || !s.isVerb(t) && s.givenUp(t) {
		return true
	}
	if !s.isVerb(t) || s.rel(t) == "acl" && s.passive(t) {
		return false
	}
	past := false
	for _, k := range s.kids(t) {
		if s.toks[k].Deprel == "aux:tense" || s.rel(k) == "aux" && s.feat(k, "Tense") == "Past" && s.feat(t, "VerbForm") == "Part" {
			past = true // "had led"
		}
	}
	return past && !s.passive(t)
}

// ended tells whether a state is said to have ended: "was chief executive until 2019", "Trinova, owned until May by Velmor", "until
// last week head of research".
func (s *sentence) ended(t int) bool {
	if len(s.cues.ends) == 0 {
		return false
	}
	past := func(k int) bool { tense := s.feat(k, "Tense"); return tense == "Past" || tense == "Imp" }
	over := past(t)
	if c := s.kid(t, "cop", "aux"); c >= 0 {
		over = past(c) || s.toks[c].Deprel == "aux:tense"
	} else if !s.isVerb(t) {
		over = s.kid(t, "nsubj") < 0
	}
	if !over {
		return false
	}
	for _, k := range s.kids(t) {
		if r := s.rel(k); (r == "obl" || r == "nmod" || r == "advcl" || r == "acl") && s.cues.ends[s.until(k)] {
			return true
		}
	}
	return false
}

// until gives the preposition or conjunction that opens the phrase of token k.
func (s *sentence) until(k int) string {
	if p := s.prepOf(k); p != "" {
		return p
	}
	if m := s.kid(k, "mark"); m >= 0 {
		return s.form[m]
	}
	return ""
}

// left tells whether the role that noun t names is one that someone has left: "stepped down as chief executive".
func (s *sentence) left(t int) bool {
	v := s.head(t)
	if v < 0 || v > t || !s.isVerb(v) || s.rel(t) != "obl" && s.rel(t) != "xcomp" && s.rel(t) != "obj" || !s.cues.asWords[s.prepOf(t)] {
		return false
	}
	for _, k := range s.kids(v) {
		if s.rel(k) == "advmod" && (s.cues.former[s.form[k]] || s.cues.former[s.low[k]]) {
			return true // "has previously held posts at Velmor as chief executive"
		}
	}
	word := s.low[v]
	if p := s.kid(v, "compound:prt", "advmod"); p > v && s.cues.departures[word+" "+s.form[p]] {
		word += " " + s.form[p]
	}
	if !s.cues.departures[word] {
		return false
	}
	var m mode
	s.tense(v, cuibono.Done, cuibono.Done, &m)
	return m.status == cuibono.Done
}

// givenUp tells whether noun t names what its holder has parted with: "has sold its 12% stake in Velmor".
func (s *sentence) givenUp(t int) bool {
	v, rel := s.governor(t)
	if v < 0 || s.rel(t) == "nmod" || !strings.HasPrefix(rel, "obj") && rel != "nsubj:pass" || !s.cues.parting[s.low[v]] {
		return false
	}
	var m mode
	s.tense(v, cuibono.Planned, cuibono.Done, &m)
	return m.status == cuibono.Done && !s.negated(v)
}

// formerWord tells whether a word makes an office one of the past, or is one that does: "former", "ex-directeur".
func (s *sentence) formerWord(t int) bool {
	if before, _, ok := strings.Cut(s.form[t], "-"); ok && s.cues.former[before] {
		return true
	}
	return s.cues.former[s.form[t]]
}

// stateMode reads how a noun or adjective that names a state is stated: denied or asked only where it is a predicate.
func (s *sentence) stateMode(n int) mode {
	m := mode{status: cuibono.Done}
	if h := s.head(n); h >= 0 && s.question && s.cues.copulas[s.low[h]] && s.interrogative(h) {
		m.open, m.why = true, "question"
		return m
	}
	if s.kid(n, "cop") >= 0 || s.rel(n) == "xcomp" {
		m = s.modeOf(n, "", "")
		if h := s.head(n); s.rel(n) == "xcomp" && h >= 0 && s.cues.copulas[s.low[h]] {
			s.tense(h, cuibono.Done, cuibono.Done, &m)
			m.denied = s.negated(h)
		}
	}
	return m
}
