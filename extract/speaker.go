package extract

import "strings"

// voice is who answers for a statement.
type voice struct {
	entity int // Unresolved where the article speaks itself, or the source has no name
	// anonymous tells that a source without a name is given.
	anonymous bool
	verb      int // the verb of saying, or -1
	score     float64
	// rumour tells that what is said is what others told.
	rumour bool
}

var noVoice = voice{entity: Unresolved, verb: -1}

// speaker finds who the sentence says is responsible for what token t states.
func (s *sentence) speaker(t int) voice {
	cur := t
	anonymous := false
	for i := 0; i < 3*maxClimb && cur >= 0; i++ {
		// "selon Velmor", beside any clause around the statement.
		for _, k := range s.kids(cur) {
			if r := s.rel(k); r != "obl" && r != "nmod" && r != "advmod" && r != "parataxis" && r != "advcl" && r != "dep" {
				continue
			}
			if r := s.rel(k); s.cues.accordingSet[s.prepOf(k)] && r != "parataxis" {
				if refs := s.refs(k, true); len(refs) > 0 {
					return voice{entity: refs[0].entity, anonymous: false, verb: -1, score: refs[0].score}
				}
				// "according to figures published by Velmor"
				for _, a := range append(s.agents(k), s.places(k, s.firstGenitive(k))...) {
					if refs := s.refs(a.tok, true); len(refs) > 0 {
						return voice{entity: refs[0].entity, anonymous: false, verb: -1, score: refs[0].score * 0.9}
					}
				}
				anonymous = anonymous || s.cues.anonymous[s.low[k]] || s.isVerb(k) == false
			}
			if (s.rel(k) == "parataxis" || s.rel(k) == "advcl" && s.isIncise(k)) && s.isSpeech(k) && k != t && !s.within(t, k) {
				if v, ok := s.sayer(k, cur); ok {
					return v
				} else if v.anonymous {
					anonymous = true
				}
			}
		}
		h := s.head(cur)
		if h < 0 {
			break
		}
		r := s.rel(cur)
		if r == "acl" && s.toks[h].UPOS == "NOUN" && s.cues.statements[s.low[h]] && s.kid(cur, "mark") >= 0 {
			// "la révélation par Velmor que": who makes the statement.
			for _, a := range append(s.agentsOfNoun(h), s.possessors(h)...) {
				if refs := s.refs(a.tok, true); len(refs) > 0 {
					return voice{entity: refs[0].entity, anonymous: false, verb: -1, score: refs[0].score * 0.9}
				}
			}
		}
		if s.isSpeech(h) && (r == "ccomp" || r == "parataxis" || r == "xcomp" && s.feat(cur, "VerbForm") != "Inf" || r == "obj" && s.isVerb(cur) || r == "advcl" && s.quoted[t] > 0 && s.quoted[h] == 0) {
			if v, ok := s.sayer(h, cur); ok {
				return v
			} else if v.anonymous {
				anonymous = true
			}
		}
		cur = h
	}
	// A quotation whose verb of saying the parser put elsewhere in the sentence.
	if s.quoted[t] > 0 {
		for v := range s.toks {
			if s.quoted[v] == 0 && s.isSpeech(v) {
				if who, ok := s.sayer(v, t); ok {
					who.score *= 0.9
					return who
				}
			}
		}
	}
	if v, ok := s.sourceAside(t); ok && !anonymous {
		return v
	}
	v := noVoice
	v.anonymous = anonymous
	return v
}

// maxAside is the length in tokens of what may name the source at the end of a sentence.
const maxAside = 14

// sourceAside finds the source that a sentence names at its end, set off by a comma, which answers for the whole of it wherever the
// parser hung it: "…, according to figures of Velmor.", "…, croit savoir Velmor."
func (s *sentence) sourceAside(t int) (voice, bool) {
	for c := len(s.toks) - 2; c > t && c >= len(s.toks)-maxAside; c-- {
		if s.toks[c].Form != "," {
			continue
		}
		first := c + 1
		source := false
		for _, words := range s.cues.according[s.form[first]] {
			source = source || s.matchForms(first, words)
		}
		says, name, names := -1, -1, 0
		for u := first; u < len(s.toks); u++ {
			if m := s.headed[u]; m != nil && m.Kind == Name && m.Entity != Unresolved {
				name, names = u, names+1
			} else if says < 0 && s.saysWord(u) {
				says = u
			} else if s.isRelative(u) && !source {
				return noVoice, false
			}
		}
		if name < 0 || s.quoted[name] > 0 {
			return noVoice, false
		}
		if source && (names == 1 || s.headed[first+1] != nil) || names == 1 && says == first {
			return voice{entity: s.headed[name].Entity, anonymous: false, verb: says, score: 0.85}, true
		}
		if names == 1 && says == len(s.toks)-2 && name < says {
			return voice{entity: s.headed[name].Entity, anonymous: false, verb: says, score: 0.85}, true // "…, the Velmor Times hears."
		}
		return noVoice, false // only what the last comma sets off
	}
	return noVoice, false
}

// saysWord tells whether a word is a verb of saying, also where the tagger took a form of it for a noun.
func (s *sentence) saysWord(t int) bool {
	if s.isSpeech(t) {
		return true
	}
	if s.isVerb(t) || s.toks[t].UPOS != "NOUN" || s.prepOf(t) != "" {
		return false
	}
	for k := range s.cues.endings {
		e := &s.cues.endings[k]
		if stem, ok := strings.CutSuffix(s.form[t], e.Form); ok && e.Form != "" && len(stem) > 2 && s.cues.speech[stem+e.Lemma] {
			return true
		}
	}
	return false
}

func (s *sentence) isSpeech(v int) bool {
	if !s.isVerb(v) {
		return false
	}
	if s.cues.speech[s.low[v]] || s.cues.denial[s.low[v]] {
		return !s.passive(v)
	}
	// "a fait savoir": two verbs that together are one of speech.
	for u := v - 1; u >= 0 && u >= v-3; u-- {
		if s.cues.speech[s.low[u]+" "+s.low[v]] {
			return true
		}
	}
	return false
}

// inserted tells whether a verb only reports what stands around it, its subject behind it: "Velmor, a poursuivi Ana Velt, a décidé".
func (s *sentence) inserted(v int) bool {
	if !s.isSpeech(v) || s.toks[v].UPOS != "VERB" {
		return false
	}
	first := v
	for first > 0 && (s.toks[first-1].UPOS == "AUX" || s.toks[first-1].UPOS == "ADV" || s.toks[first-1].UPOS == "PRON") {
		first--
	}
	if first == 0 {
		return false
	}
	switch s.toks[first-1].Form {
	case ",", "\"", "»", "”":
	default:
		return false
	}
	for u := v + 1; u < len(s.toks) && u <= v+4; u++ {
		if m := s.headed[u]; m != nil && m.Kind == Name {
			if u+1 == len(s.toks) {
				return true
			}
			switch s.toks[u+1].Form {
			case ",", ".", ":", "\"", "«", "“", "(":
			default:
				return false
			}
			if u+2 < len(s.toks) && s.isVerb(u+2) && s.feat(u+2, "VerbForm") == "Fin" {
				return true // "…, a décidé": the subject before it is that verb's
			}
			return s.kid(v, "nsubj") < 0 || s.kid(v, "nsubj") >= v
		}
		if p := s.toks[u].UPOS; p != "NOUN" && p != "DET" && p != "ADV" && p != "ADJ" && !(p == "PUNCT" && u == v+1 && s.toks[u].Form == "-") {
			return false
		}
	}
	return false
}

// anonymousNear tells whether the subject of a verb of saying is a source without a name: "people familiar with the matter".
func (s *sentence) anonymousNear(v, subject int) bool {
	if s.cues.anonymous[s.low[subject]] && s.nameBeside(subject) < 0 {
		return true
	}
	for u := v - 1; u >= 0 && u >= v-7 && s.toks[u].UPOS != "PUNCT"; u-- {
		if s.cues.anonymous[s.low[u]] && s.rel(u) == "nsubj" {
			return true
		}
	}
	return false
}

// firstGenitive gives the genitive preposition of a noun's complement, "" without one.
func (s *sentence) firstGenitive(n int) string {
	for _, k := range s.kids(n) {
		if p := s.prepOf(k); k > n && s.cues.genitive[p] {
			return p
		}
	}
	return "\x00"
}

func (s *sentence) isIncise(v int) bool {
	return v > 0 && s.kid(v, "mark") < 0 && (s.feat(v, "VerbForm") != "Inf" || s.kid(v, "aux") >= 0) && s.feat(v, "VerbForm") != "Part" || s.toks[v].Form == ""
}

// within tells whether token t is in the subtree of top.
func (s *sentence) within(t, top int) bool {
	for i := 0; i < 3*maxClimb && t >= 0; i++ {
		if t == top {
			return true
		}
		t = s.head(t)
	}
	return false
}

// sayer gives the subject of a verb of saying, which in French and English may follow it.
func (s *sentence) sayer(v, said int) (voice, bool) {
	var places []arg
	for _, k := range s.kids(v) {
		if s.rel(k) == "nsubj" && k != said {
			places = append(places, s.through(k, 1))
		}
	}
	if len(places) == 0 {
		for _, k := range s.kids(v) {
			if s.rel(k) == "obj" && k > v && k != said {
				if m := s.headed[k]; m != nil && m.Kind != Possessive && m.Kind != Pronoun {
					places = append(places, arg{k, 0.85, true})
				}
			}
		}
	}
	if len(places) == 0 {
		// The name right after the verb, over an adverb or a date: "a clamé mercredi Ana Velt".
		for u := v + 1; u < len(s.toks) && u <= v+4; u++ {
			if m := s.headed[u]; m != nil && m.Kind == Name {
				places = append(places, arg{u, 0.8, true})
				break
			}
			if p := s.toks[u].UPOS; p == "PUNCT" || p == "VERB" || p == "ADP" || p == "SCONJ" {
				break
			}
		}
	}
	if len(places) == 0 {
		places = s.surfaceSubject(v, 0)
	}
	if s.rel(v) == "acl" && len(places) == 1 && s.toks[places[0].tok].UPOS == "NOUN" && len(s.refs(places[0].tok, true)) == 0 {
		places = s.actors(places[0].tok) // "filed a lawsuit arguing that"
	}
	for _, p := range places {
		if s.toks[p.tok].UPOS == "NOUN" && s.anonymousNear(v, p.tok) {
			return voice{entity: Unresolved, anonymous: true, verb: v}, false
		}
		if m := s.headed[p.tok]; m != nil && len(m.Also) > 0 {
			return voice{}, false // what the two say together is the article's to tell
		}
		if refs := s.refs(p.tok, true); len(refs) > 0 {
			return voice{entity: refs[0].entity, anonymous: false, verb: v, score: refs[0].score * p.score}, true
		}
		if s.cues.anonymous[s.low[p.tok]] {
			return voice{entity: Unresolved, anonymous: true, verb: v}, false
		}
	}
	return noVoice, false
}

// agentsOfNoun gives the complements of a noun that have the preposition of an agent.
func (s *sentence) agentsOfNoun(n int) []arg {
	var out []arg
	for _, k := range s.kids(n) {
		if k > n && s.cues.agents[s.prepOf(k)] {
			out = append(out, arg{k, 0.95, true})
		}
	}
	return out
}

// rumours tells whether a verb of saying passes on what others told: "croit savoir", "hears".
func (s *sentence) rumours(v int) bool {
	if v < 0 {
		return false
	}
	if s.cues.reported[s.low[v]] {
		return true
	}
	return v+1 < len(s.toks) && s.cues.reported[s.low[v]+" "+s.low[v+1]]
}

// toldBefore tells whether token t is in a clause that tells what was said in the past: "a annoncé qu'il investirait".
func (s *sentence) toldBefore(t int) bool {
	for i := 0; i < maxClimb && t >= 0; i++ {
		h := s.head(t)
		if h >= 0 && s.rel(t) == "ccomp" && s.isSpeech(h) {
			var m mode
			s.tense(h, "present", "past", &m)
			return m.status == "past"
		}
		t = h
	}
	return false
}
