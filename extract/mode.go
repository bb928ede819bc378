package extract

import "cuibono"

// mode is how a predicate is stated.
type mode struct {
	status cuibono.Status
	denied bool
	// open tells that nothing is claimed: a question, a condition, a wish.
	open bool
	// hearsay tells that the form of the verb itself marks a rumour (the French conditional).
	hearsay bool
	// perfect tells that the verb is in a perfect tense, so that no plan above it makes it future ("annonce avoir vendu").
	perfect bool
	// past tells that a conditional is a past one ("aurait investi").
	past bool
	// tentative tells that the act is only looked into ("in talks to buy").
	tentative bool
	// offered tells that a noun says the act is no more than offered ("a bid to buy"): there is a claim only where one is
	// made of what is looked into.
	offered bool
	// dropped tells that the act was planned and then given up.
	dropped bool
	why     string
}

// infinitive is the reason of a status that the bare infinitive gives: what is to be done.
const infinitive = "infinitive"

// tense sets the status by the form of a verb and its auxiliaries.
func (s *sentence) tense(v int, present, past cuibono.Status, m *mode) {
	mood, tense, form := s.feat(v, "Mood"), s.feat(v, "Tense"), s.feat(v, "VerbForm")
	perfect, modal, finite, causative := false, false, false, false
	for _, k := range s.kids(v) {
		if s.rel(k) != "aux" && s.rel(k) != "cop" {
			continue
		}
		finite = finite || s.feat(k, "VerbForm") == "Fin"
		if s.toks[k].Deprel == "aux:caus" {
			causative = s.kid(v, "aux:tense") >= 0 // "s'est fait racheter"
			if causative {
				continue
			}
		}
		if x := s.feat(k, "Mood"); x == "Cnd" {
			mood = x
		}
		if x := s.feat(k, "Tense"); x != "" && s.feat(k, "VerbForm") == "Fin" {
			if x == "Fut" {
				tense = x
			} else if s.toks[k].Deprel == "aux:pass" || s.rel(k) == "cop" {
				tense = x
			} else {
				perfect = form == "Part"
				if s.feat(v, "Tense") == "Pres" || form == "Ger" {
					perfect, tense = false, x // "is buying"
				} else if perfect {
					tense = "Past"
				}
			}
		} else if s.feat(k, "VerbForm") == "Inf" && form == "Part" {
			perfect = true // "avoir assigné"
		} else if s.cues.modals[s.low[k]] || s.cues.modals[s.form[k]] {
			modal = true
		}
		if s.cues.perfectForms[s.form[k]] {
			perfect, tense = true, "Past"
		}
	}
	if causative {
		perfect, tense = true, "Past"
	}
	if form == "Part" && !finite && s.toBe(v) {
		form = "Inf" // "in talks to be bought"
	}
	m.past = perfect
	m.perfect = perfect && mood != "Cnd" && tense != "Fut"
	if modal && form == "Part" {
		for _, k := range s.kids(v) {
			if s.rel(k) == "aux" && s.cues.counterfactual[s.form[k]] && s.kidBetween(v, k) {
				m.open, m.why = true, "counterfactual"
			}
		}
	}
	switch {
	case mood == "Cnd" && perfect, mood == "Cnd" && !modal && form != "Inf":
		m.status, m.hearsay, m.why = cuibono.Reported, true, "conditional"
	case mood == "Cnd", modal, tense == "Fut":
		m.status, m.why = cuibono.Planned, "future or modal"
	case form == "Inf" && !finite && (s.rel(v) == "root" || s.rel(v) == "conj" && s.feat(s.head(v), "VerbForm") == "Inf" && s.rel(s.head(v)) == "root"):
		m.status, m.why = cuibono.Planned, "infinitive as headline"
	case form == "Inf" && !perfect && !finite:
		m.status, m.why = cuibono.Planned, infinitive
	case form == "Inf" && finite && !perfect && s.kid(v, "mark") >= 0 && s.kid(v, "cop") >= 0:
		m.status, m.why = cuibono.Planned, infinitive // "is to supply"
	case tense == "Pres" || tense == "":
		m.status = present
	default:
		m.status = past
	}
}

// toBe tells whether a participle is the passive infinitive: "to be bought".
func (s *sentence) toBe(v int) bool {
	for _, k := range s.kids(v) {
		if s.toks[k].Deprel == "aux:pass" && s.feat(k, "VerbForm") == "Inf" {
			return s.kid(v, "mark") >= 0
		}
	}
	return false
}

// kidBetween tells whether another auxiliary stands between token k and the verb v: "should have bought".
func (s *sentence) kidBetween(v, k int) bool {
	for _, o := range s.kids(v) {
		if o > k && o < v && s.rel(o) == "aux" && s.feat(o, "VerbForm") == "Inf" {
			return true
		}
	}
	return false
}

// negated tells whether a verb, by an adverb or determiner around it, is denied.
func (s *sentence) negated(v int) bool {
	if v < 0 {
		return false
	}
	ne, strong := false, false
	look := func(t int) {
		if t > 0 && s.cues.negators[s.form[t-1]+" "+s.form[t]] {
			strong = true
		}
		switch f := s.form[t]; {
		case s.restricts(t):
		case s.cues.weakNegators[f]:
			ne = true
		case s.cues.negators[f] || s.cues.negators[s.low[t]]:
			strong = strong || !s.cues.needsWeak[f] || ne
		}
	}
	for _, k := range s.kids(v) {
		switch s.rel(k) {
		case "cc":
			if v-k <= 4 {
				look(k)
			}
		case "advmod", "neg", "aux", "fixed", "case", "mark", "dep", "expl", "discourse", "cop":
			if k > v && s.kid(k, "nsubj") >= 0 {
				continue // of another: "Velmor a investi, Trinova non"
			}
			look(k)
			for _, kk := range s.kids(k) {
				if s.rel(kk) == "advmod" || s.rel(kk) == "fixed" {
					look(kk)
				}
			}
		case "obj", "nsubj":
			if s.noDeterminer(k) {
				return true
			}
		case "obl":
			if s.noDeterminer(k) && ne {
				return true
			}
		}
	}
	// Surface: the negator next to the verb, whatever the parser made of it.
	for t := max(0, v-4); t < min(len(s.toks), v+3); t++ {
		if s.cues.weakNegators[s.form[t]] && t < v && s.nearestVerb(t) == v {
			ne = true
		}
		if t > v-4 && t < v && s.cues.negators[s.form[t]] && !s.cues.needsWeak[s.form[t]] && s.nearestVerb(t) == v {
			strong = true
		}
		if ne && s.cues.needsWeak[s.form[t]] && !s.restricts(t) && s.nearestVerb(t) == v {
			strong = true
		}
	}
	return strong
}

// restricts tells whether a word that denies only with another one lets stand what follows it: "n'en pèse plus que 900 millions".
func (s *sentence) restricts(t int) bool {
	return s.cues.needsWeak[s.form[t]] && t+2 < len(s.toks) && s.cues.objectRelatives[s.form[t+1]] && (s.amountHead[t+2] || s.toks[t+2].UPOS == "NUM" || s.headed[t+2] != nil && s.headed[t+2].Kind == Name)
}

// nearestVerb gives the main verb that follows token t, over auxiliaries, pronouns and adverbs.
func (s *sentence) nearestVerb(t int) int {
	for u := t + 1; u < len(s.toks) && u <= t+6; u++ {
		switch s.toks[u].UPOS {
		case "VERB":
			return u
		case "AUX", "PRON", "ADV", "PART", "DET":
		default:
			return -1
		}
	}
	return -1
}

// noDeterminer tells whether a noun phrase is one of none: "aucune offre", "no stake", "aucun des trois".
func (s *sentence) noDeterminer(t int) bool {
	if s.cues.noDeterminers[s.form[t]] {
		return true
	}
	for _, k := range s.kids(t) {
		if k < t && (s.rel(k) == "det" || s.rel(k) == "advmod" || s.rel(k) == "nummod" || s.rel(k) == "cc") && (s.cues.noDeterminers[s.form[k]] || s.cues.noDeterminers[s.low[k]]) {
			return true
		}
	}
	return false
}

// conditional tells whether a clause begins with a word that only supposes it ("si").
func (s *sentence) conditional(v int) bool {
	for _, k := range s.kids(v) {
		if r := s.rel(k); (r == "mark" || r == "advmod" || r == "dep") && k < v && (s.cues.conditions[s.form[k]] || s.cues.conditions[s.low[k]]) {
			return true
		}
	}
	return false
}

// modeOf reads how the verb v is stated, with all that stands above it.
func (s *sentence) modeOf(v int, present, past cuibono.Status) mode {
	m := mode{status: cuibono.Done}
	if present == "" {
		present = cuibono.Done
	}
	if past == "" {
		past = cuibono.Done
	}
	s.tense(v, present, past, &m)
	m.denied = s.negated(v)
	if s.cues.promises[s.low[v]] && m.status == cuibono.Done {
		m.status, m.why = cuibono.Planned, s.low[v]
	}
	s.above(v, &m)
	return m
}

// above goes up from v through the verbs and nouns that govern it.
func (s *sentence) above(v int, m *mode) {
	s.unsure(v, m)
	cur := v
	for i := 0; i < maxClimb; i++ {
		h := s.head(cur)
		if h < 0 {
			break
		}
		r := s.rel(cur)
		verbal := r == "xcomp" || r == "ccomp" || r == "acl" && s.toks[cur].Deprel != "acl:relcl" ||
			(r == "obl" || r == "advcl" || r == "obj" || r == "nmod") && s.feat(cur, "VerbForm") == "Inf" && s.infinitiveOf(cur) ||
			r == "advcl" && s.cues.tentative[s.low[h]] && !s.isVerb(h) && s.infinitiveOf(cur) || // "close to buying"
			(r == "obl" || r == "obj" || r == "nmod") && s.toks[cur].UPOS == "NOUN" && (s.cues.tentative[s.low[h]] || s.cues.ending[s.low[h]]) // "nearing a deal to buy"
		if r == "conj" && (s.isVerb(h) || s.toks[h].UPOS == s.toks[cur].UPOS) {
			bare := s.form[cur] == s.low[cur] && s.form[h] == s.low[h] && s.kid(h, "aux") >= 0 && s.kid(cur, "aux") < 0 // whatever the tagger saw
			if bare || s.feat(v, "VerbForm") == "Inf" || s.feat(cur, "VerbForm") == "Inf" || s.feat(cur, "VerbForm") == "Ger" {
				// What stands above the first of the verbs holds for the others.
				if s.kid(cur, "nsubj") < 0 && (bare || s.feat(h, "VerbForm") == "Fin" && s.feat(cur, "VerbForm") == "Inf") {
					// "will buy and sell": the auxiliary of the first.
					var first mode
					s.tense(h, cuibono.Done, cuibono.Done, &first)
					if first.status != cuibono.Done {
						m.status, m.why = first.status, first.why
					}
				}
			}
			cur = h
			continue
		}
		if r == "advcl" && s.conditional(cur) {
			m.open, m.why = true, "condition"
		}
		if r == "advcl" && s.feat(cur, "VerbForm") == "Inf" && s.isVerb(h) && s.passive(h) && s.cues.unreal[s.low[h]] {
			m.open, m.why = true, s.low[h] // "une banque mandatée pour racheter Trinova"
		}
		if r == "advcl" && s.feat(cur, "VerbForm") == "Inf" && s.offers(h, cur) {
			m.tentative = true // "fait une offre de 3 millions pour racheter Trinova"
		}
		if r == "acl" && s.feat(cur, "VerbForm") == "Part" && !s.toBe(cur) || s.toks[cur].Deprel == "acl:relcl" || r == "amod" {
			break
		}
		if !verbal {
			if r == "advcl" || r == "parataxis" {
				if r == "advcl" {
					s.unsure(h, m)
				}
			}
			break
		}
		s.govern(h, cur, m)
		cur = h
	}
	if s.question && !m.open && s.interrogative(cur) {
		m.open, m.why = true, "question"
	}
}

// offers tells whether the verb h, or an object or phrase of it before token t, or anywhere where t stands before the verb, says that
// something is offered or looked into.
func (s *sentence) offers(h, t int) bool {
	if s.cues.tentative[s.low[h]] {
		return true
	}
	for _, k := range s.kids(h) {
		if r := s.rel(k); (k < t || t < h) && (r == "obj" || r == "obl" || r == "xcomp") && s.cues.tentative[s.low[k]] {
			return true
		}
	}
	return false
}

// infinitiveOf tells whether an infinitive depends on what is above it as its complement and not as a purpose.
func (s *sentence) infinitiveOf(t int) bool {
	p := s.kid(t, "case", "mark")
	return p < 0 || !s.cues.purpose[s.form[p]]
}

// govern applies the word h above a predicate to its mode.
func (s *sentence) govern(h, cur int, m *mode) {
	w := s.low[h]
	phrase := w
	if p := s.kid(h, "compound:prt"); p > h {
		phrase = w + " " + s.form[p] // "rule out"
	}
	lemma := func(list set) bool {
		if list[w] || list[phrase] {
			return true
		}
		return list[w+"_pass"] && (s.passive(h) || s.feat(h, "VerbForm") == "Part" && s.kid(h, "aux") < 0)
	}
	reflexive := "s'" + w
	if (lemma(s.cues.tentative) || s.cues.tentative[reflexive]) && !s.negated(h) {
		m.tentative = true
	}
	negated := s.negated(h) || s.toks[h].UPOS == "NOUN" && (s.noDeterminer(h) || s.rel(h) == "obj" && s.cues.support[s.low[s.head(h)]] && s.negated(s.head(h))) // "aucune intention de", "n'a pas l'intention de"
	switch {
	case s.cues.ending[w] && s.isVerb(h) && s.toks[cur].UPOS == "NOUN" && !negated:
		m.dropped, m.why = true, w // "dropped its plan to buy"
	case lemma(s.cues.negative) || s.cues.negative[reflexive]:
		if negated {
			break
		}
		m.denied = !m.denied
		m.why = w
	case lemma(s.cues.unreal):
		if s.toks[h].UPOS == "NOUN" && s.cues.tentative[w] {
			m.offered, m.why = true, w
		} else {
			m.open, m.why = true, w
		}
	case lemma(s.cues.reported):
		m.status, m.why = cuibono.Reported, w
	case lemma(s.cues.achieved) || s.cues.copulas[w]:
		if m.why == infinitive {
			m.status, m.why = cuibono.Done, w
		}
	case lemma(s.cues.planned) || s.cues.planned[reflexive]:
		if m.status == cuibono.Done && !m.perfect || m.status == cuibono.Planned {
			m.status, m.why = cuibono.Planned, w
		}
		if negated && s.rel(cur) != "ccomp" {
			m.denied = true
		}
	case s.cues.denial[w] && s.isVerb(h):
		m.denied = !m.denied
		m.why = w
	case negated && s.rel(cur) == "ccomp":
		m.open, m.why = true, "not said"
	case negated:
		m.denied = true
	}
	if s.cues.speech[w] && s.isVerb(h) {
		return
	}
	if s.isVerb(h) && !lemma(s.cues.negative) {
		var above mode
		s.tense(h, cuibono.Done, cuibono.Done, &above)
		switch {
		case above.hearsay && m.status != cuibono.Reported:
			m.status, m.hearsay, m.why = cuibono.Reported, true, above.why
			if s.cues.modals[w] {
				m.status = cuibono.Planned
			}
			if s.cues.counterfactual[w] && s.feat(h, "VerbForm") == "Part" {
				m.open, m.why = true, "counterfactual" // "aurait dû racheter"
			}
		case above.status == cuibono.Planned && m.status == cuibono.Done && !m.perfect:
			m.status, m.why = cuibono.Planned, above.why
		}
	}
	s.unsure(h, m)
}

// unsure looks for a condition on the predicate, or adverbs of hearsay beside it.
func (s *sentence) unsure(v int, m *mode) {
	if s.conditional(v) {
		m.open, m.why = true, "condition"
	}
	for _, k := range s.kids(v) {
		switch s.rel(k) {
		case "advcl":
			if s.conditional(k) && (m.status != cuibono.Done || m.hearsay) {
				m.open, m.why = true, "condition"
			}
		case "advmod", "parataxis", "discourse", "obl", "dep":
			for _, words := range s.cues.hearsay[s.form[k]] {
				if s.matchForms(k, words) {
					m.status, m.hearsay, m.why = cuibono.Reported, true, s.form[k]
				}
			}
		}
	}
}

// interrogative tells whether the predicate t is asked by the question that the sentence is.
func (s *sentence) interrogative(t int) bool {
	switch s.rel(t) {
	case "root", "conj", "parataxis", "ccomp", "xcomp":
		return true
	}
	return false
}

// eventMode reads how the act that noun n names is stated: by the verb whose object or subject it is.
func (s *sentence) eventMode(n int, p *compiled) mode {
	m := mode{status: cuibono.Status(p.Past)}
	if m.status == "" {
		m.status = cuibono.Done
	}
	if s.noDeterminer(n) {
		m.denied = true
	}
	for _, k := range s.kids(n) {
		if r := s.rel(k); (r == "amod" || r == "acl" && s.feat(k, "VerbForm") == "Part") && s.cues.negative[s.low[k]] {
			m.denied = true // "un tour de table avorté"
		}
	}
	for k := n - 1; k >= 0 && k >= n-4 && (s.toks[k].UPOS == "ADJ" || s.toks[k].UPOS == "VERB" || s.amountHead[k] || s.head(k) == n); k-- {
		if s.rel(k) != "amod" {
			continue
		}
		if s.cues.planned[s.low[k]] || s.cues.planned[s.form[k]] {
			m.status, m.why = cuibono.Planned, s.form[k] // "its planned takeover"
		}
		if s.cues.tentative[s.low[k]] || s.cues.tentative[s.form[k]] {
			m.status, m.tentative, m.why = cuibono.Planned, true, s.form[k] // "a possible takeover"
		}
	}
	for u, i := n, 0; i < 2 && (s.rel(u) == "nmod" || s.rel(u) == "obl") && s.head(u) >= 0 && !s.isVerb(s.head(u)); u, i = s.head(u), i+1 {
		if s.cues.tentative[s.low[s.head(u)]] {
			m.tentative = true // "candidat au rachat de Velmor"
		}
	}
	v, rel := s.governor(n)
	if v < 0 {
		if s.question && s.rel(n) == "root" {
			m.open, m.why = true, "question"
		}
		return m
	}
	if p.Present != "" && s.feat(v, "Tense") == "Pres" {
		m.status = cuibono.Status(p.Present)
	}
	support := s.cues.support[s.low[v]]
	if s.cues.tentative[s.low[v]] && (rel == "obj" || rel == "obl:agent" || s.cues.agents[s.prepOf(n)]) && !s.negated(v) {
		m.tentative = true // "s'est dit intéressé par le rachat de Velmor"
	}
	if rel == "obl" && s.cues.purpose[s.prepOf(n)] && s.offers(v, n) {
		m.tentative = true // "en négociations avec Ardane pour l'acquisition de Trinova"
	}
	if particle := s.kid(v, "compound:prt") > v; !support && !particle && !(s.cues.planned[s.low[v]] || s.cues.unreal[s.low[v]] || s.cues.negative[s.low[v]] || s.cues.reported[s.low[v]]) {
		return m // what is criticised, welcomed or followed did happen
	}
	if rel == "obj" || rel == "nsubj:pass" || rel == "obl" || rel == "nmod" || rel == "xcomp" || rel == "conj" || rel == "appos" {
		var tense mode
		s.tense(v, cuibono.Status(p.Present), cuibono.Status(p.Past), &tense)
		if tense.status != "" {
			m.status = tense.status
		}
		m.hearsay, m.perfect, m.past = tense.hearsay, tense.perfect, tense.past
		if s.negated(v) {
			m.denied = true
		}
		if stands := p.Stands && s.cues.ending[s.low[v]]; !stands && (!support || s.cues.tentative[s.low[v]]) {
			s.govern(v, n, &m)
		}
		s.above(v, &m)
	}
	return m
}
