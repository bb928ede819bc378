package extract

// underAgent gives the phrases with the preposition of agents that depend on v.
func (s *sentence) underAgent(v int) []int {
	var out []int
	for _, k := range s.kids(v) {
		if k > v && s.rel(k) == "obl" && s.cues.agents[s.prepOf(k)] {
			out = append(out, k)
		}
	}
	return out
}

// takesForItself tells whether a reflexive verb has its object behind it, taken for a second subject: "Velmor s'offre Trinova".
func (s *sentence) takesForItself(v int) bool {
	return s.kid(v, "expl:pass") >= 0 && s.secondSubject(v) >= 0
}

// secondSubject gives a subject behind the verb where another stands before it, or -1.
func (s *sentence) secondSubject(v int) int {
	before := false
	for _, k := range s.kids(v) {
		if s.rel(k) == "nsubj" {
			if k > v && before {
				return k
			}
			before = before || k < v
		}
	}
	return -1
}

// suffered tells whether an infinitive under a causative verb says what its subject has done to itself: "se fait racheter par
// Velmor".
func (s *sentence) suffered(v int) bool {
	if s.kid(v, "aux:caus") < 0 {
		return false
	}
	for _, k := range s.kids(v) {
		if k < v && s.toks[k].UPOS == "PRON" && (s.cues.reflexives[s.low[k]] || s.cues.reflexives[s.form[k]]) {
			return true
		}
	}
	return false
}

// agentName tells whether a name with the preposition of agents stands right after the verb v.
func (s *sentence) agentName(v int) bool {
	for _, k := range s.kids(v) {
		if k > v && k <= v+3 && s.rel(k) == "obl" && s.cues.agents[s.prepOf(k)] && s.headed[k] != nil && s.headed[k].Kind == Name {
			return true
		}
	}
	return false
}

// namedAgent tells whether a phrase with the preposition of agents that names something depends on the verb v.
func (s *sentence) namedAgent(v int) bool {
	for _, k := range s.kids(v) {
		if k > v && (s.rel(k) == "obl" || s.rel(k) == "nmod") && s.cues.agents[s.prepOf(k)] && s.headed[k] != nil {
			return true
		}
	}
	return false
}

// surfaceSubject gives what stands, or is understood, as the grammatical subject of a predicate.
func (s *sentence) surfaceSubject(v, depth int) []arg {
	if v < 0 || depth > maxClimb {
		return nil
	}
	var out []arg
	for _, k := range s.kids(v) {
		if s.rel(k) == "nsubj" {
			if s.isExample(k) {
				return nil
			}
			out = append(out, s.through(k, 1))
		}
	}
	if len(out) > 1 && out[1].tok < v {
		if c := s.kid(out[0].tok, "cc"); c >= 0 && c < out[0].tok {
			return out[1:2] // "Financée par Velmor et la fondation Ardane, l'association ouvre"
		}
		for u := out[0].tok + 1; u < out[1].tok; u++ {
			if f := s.toks[u].Form; f == ":" || f == ";" {
				return out[1:2] // "Velmor changes its head: Ana Velt takes over"
			}
			if s.cues.objectRelatives[s.form[u]] && s.rel(u) == "mark" && s.head(u) == v && s.toks[u-1].Form == "," {
				return out[1:2] // "la maison Trinova, que Velmor aurait payée": the pronoun taken for a conjunction
			}
		}
	}
	if len(out) > 0 {
		return out[:1]
	}
	h := s.head(v)
	if h < 0 {
		return s.looseSubject(v)
	}
	lower := func(args []arg, factor float64) []arg {
		for i := range args {
			args[i].score *= factor
		}
		return args
	}
	finite := s.feat(v, "VerbForm") == "Fin"
	if x := s.kid(v, "aux", "cop"); x >= 0 && s.feat(v, "VerbForm") != "Inf" && !s.perfectInfinitive(v) {
		f := s.feat(x, "VerbForm")
		finite = finite || f != "Ger" && !(f == "Part" && s.feat(x, "Tense") == "Pres") // "having bought"
	}
	switch s.rel(v) {
	case "conj":
		if s.toks[h].UPOS == "ADJ" && s.feat(v, "VerbForm") == "Part" && !finite {
			return lower(s.qualified(h), 0.95) // "présent en Europe et dirigé par Ana Velt"
		}
		if s.parted(h, v) && finite {
			return s.looseSubject(v)
		}
		if s.isVerb(h) || s.kid(h, "cop", "nsubj") >= 0 {
			return lower(s.surfaceSubject(h, depth+1), 0.97)
		}
		if s.passive(h) {
			return s.surfaceSubject(h, depth+1)
		}
	case "xcomp", "ccomp":
		if s.rel(v) == "ccomp" && finite {
			return s.looseSubject(v)
		}
		return s.controller(h, depth)
	case "advcl":
		if s.feat(v, "VerbForm") == "Inf" && s.cues.objectControl[s.low[h]] {
			// "a retenu Velmor pour construire", "picked Ana Velt to head"
			if c := s.controller(h, depth); len(c) > 0 && len(s.refs(c[0].tok, true)) > 0 {
				return lower(c, 0.95)
			}
		}
		if !finite {
			return lower(s.surfaceSubject(h, depth+1), 0.9)
		}
	case "aux", "cop":
		return s.surfaceSubject(h, depth+1)
	case "acl":
		if s.toks[v].Deprel == "acl:relcl" || s.relativeKid(v) >= 0 {
			return s.looseSubject(v)
		}
		if up := s.head(h); s.feat(v, "VerbForm") == "Inf" && up >= 0 && s.rel(h) == "obj" && s.headed[h] != nil && s.cues.objectControl[s.low[up]] && !s.passive(up) {
			return []arg{{h, 0.93, false}} // "a convaincu le fonds Velmor de lui confier"
		}
		if f := s.feat(v, "VerbForm"); f == "Inf" || f != "Part" && s.kid(v, "mark") >= 0 && s.toks[h].UPOS == "NOUN" { // "interest in buying"
			return lower(s.agentOfNoun(h, depth+1), 0.95)
		}
		if g := s.group[h]; g >= 0 && s.feat(v, "Number") == "Plur" && h+1 < v && s.toks[h+1].Form == "," && s.headed[h] != nil && s.headed[h].Kind == Name && s.groups[g][0] < h {
			return []arg{{s.groups[g][0], 0.95, false}} // "Velmor et Trinova, associés dans Ardane,"
		}
		if s.headed[h] == nil && s.kid(h, "cop") >= 0 && s.kid(h, "nsubj") >= 0 {
			return lower(s.surfaceSubject(h, depth+1), 0.97) // "Velmor is one of the largest, working with Trinova"
		}
		return []arg{{h, 0.97, true}}
	case "amod":
		if n := s.compounded(v); n >= 0 {
			return []arg{{n, 0.97, true}} // "Ardane and Velmor-owned Trinova"
		}
		return []arg{{h, 0.97, false}}
	}
	return s.looseSubject(v)
}

// perfectInfinitive tells whether all auxiliaries of a participle are infinitives: "après avoir racheté".
func (s *sentence) perfectInfinitive(v int) bool {
	found := false
	for _, k := range s.kids(v) {
		if s.rel(k) == "aux" || s.rel(k) == "cop" {
			if s.feat(k, "VerbForm") != "Inf" {
				return false
			}
			found = true
		}
	}
	return found
}

// controller gives the understood subject of an infinitive under h: "a décidé de", "told Velmor to".
func (s *sentence) controller(h, depth int) []arg {
	if !s.isVerb(h) && s.toks[h].UPOS == "NOUN" {
		return s.agentOfNoun(h, depth+1)
	}
	if s.cues.objectControl[s.low[h]] && !s.passive(h) {
		for _, k := range s.kids(h) {
			if r := s.rel(k); (r == "obj" || r == "iobj") && s.nominal(k) {
				return []arg{s.through(k, 0.95)}
			}
		}
		for _, k := range s.kids(h) {
			if s.rel(k) == "obl" && s.cues.dative[s.prepOf(k)] {
				return []arg{s.through(k, 0.9)}
			}
		}
		if s.kid(h, "xcomp", "ccomp") >= 0 && !s.cues.tentative[s.low[h]] { // but "a proposé de racheter"
			return nil
		}
	}
	return s.surfaceSubject(h, depth+1)
}

// looseSubject guesses the subject of a finite verb that the parser left without one: the name nearest
// to its left in the same clause, or a name right after it at the end of the clause ("figure parmi
// les financiers le fonds Sarab").
func (s *sentence) looseSubject(v int) []arg {
	if s.feat(v, "VerbForm") == "Inf" || s.feat(v, "Person") == "1" || s.feat(v, "Person") == "2" || s.feat(v, "Mood") == "Imp" {
		return nil
	}
	if !s.isVerb(v) {
		return nil
	}
	steps := 0
	for t := v - 1; t >= 0 && steps < 12; t-- {
		steps++
		switch u := s.toks[t].UPOS; {
		case s.isRelative(t) && u == "PRON":
			if a := s.through(t, 0.8); a.tok != t {
				return []arg{a}
			}
			return nil
		case u == "VERB" && s.feat(t, "VerbForm") != "Part":
			return nil
		case s.toks[t].Form == ":" || s.toks[t].Form == ";" || s.quoted[t] != s.quoted[v]:
			return nil
		case u == "PROPN" || u == "NOUN" || u == "PRON":
			m := s.headed[t]
			if m == nil || m.Kind == Possessive || m.Entity == Unresolved {
				if u == "NOUN" && s.toks[t+1].Form != "," {
					return nil
				}
				continue
			}
			if s.kid(t, "case") >= 0 || s.insideCase(t) {
				continue
			}
			if h := s.head(t); h >= 0 && h != v && s.isVerb(h) && s.rel(t) != "obj" && s.rel(t) != "obl" {
				// The subject of another verb: good where that verb stands before, coordinated.
				return []arg{{t, 0.6, false}}
			}
			return []arg{{t, 0.7, false}}
		}
	}
	return nil
}

// insideCase tells whether t is part of a noun phrase after a preposition.
func (s *sentence) insideCase(t int) bool {
	h := s.head(t)
	for i := 0; i < 3 && h >= 0; i++ {
		if r := s.rel(t); r != "flat" && r != "appos" && r != "compound" && r != "nmod" && r != "conj" {
			return false
		}
		if s.kid(h, "case") >= 0 {
			return true
		}
		t, h = h, s.head(h)
	}
	return false
}

// subjects gives the logical subject of a verb: of a passive the agent.
func (s *sentence) subjects(v int) []arg {
	if !s.passive(v) {
		return s.surfaceSubject(v, 0)
	}
	return s.agents(v)
}
