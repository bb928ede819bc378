package extract

// voice is who answers for a statement.
type voice struct {
	entity int // Unresolved where the article speaks itself, or the source has no name
	// anonymous tells that a source without a name is given.
	anonymous bool
	verb      int // the verb of saying, or -1
	score     float64
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
					return voice{refs[0].entity, false, -1, refs[0].score}
				}
				// "according to figures published by Velmor"
				for _, a := range append(s.agents(k), s.places(k, s.firstGenitive(k))...) {
					if refs := s.refs(a.tok, true); len(refs) > 0 {
						return voice{refs[0].entity, false, -1, refs[0].score * 0.9}
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
	v := noVoice
	v.anonymous = anonymous
	return v
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
	return v > 0 && s.kid(v, "mark") < 0 && s.feat(v, "VerbForm") != "Inf" && s.feat(v, "VerbForm") != "Part" || s.toks[v].Form == ""
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
			return voice{refs[0].entity, false, v, refs[0].score * p.score}, true
		}
		if s.cues.anonymous[s.low[p.tok]] {
			return voice{entity: Unresolved, anonymous: true, verb: v}, false
		}
	}
	return noVoice, false
}
