package extract

import "strings"

// places gives the tokens that a step of a source leads to from the trigger.
func (in *instance) places(step string) []arg {
	s := in.s
	if in.pos == nameTrigger {
		if prep, ok := strings.CutPrefix(step, "apart"); ok {
			// "La centrale Trinova, à Lyon,": the phrase between commas right after the name.
			if u := s.overBracket(in.tok) + 2; u < len(s.toks) && (s.toks[u-1].Form == "," || s.toks[u-1].Form == "(") && s.toks[u].UPOS == "ADP" {
				if h := s.head(u); h > u && s.rel(u) == "case" && (prep == "" || s.prepOf(h) == prep[1:] && s.prepOf(in.tok) != prep[1:]) {
					return []arg{{h, 0.9, true}} // but "de Velmor, de Trinova ou d'Ardane" is a list
				}
			}
			return nil
		}
		if prep, ok := strings.CutPrefix(step, "aside "); ok {
			return s.aside(in.tok, prep)
		}
		if prep, ok := strings.CutPrefix(step, "introduced "); ok {
			return s.introduced(in.tok, prep)
		}
		if prep, ok := strings.CutPrefix(step, "next "); ok {
			if u := s.overBracket(in.tok) + 1; u < len(s.toks) && s.toks[u].UPOS == "ADP" {
				if h := s.head(u); h > u && s.prepOf(h) == prep {
					return []arg{{h, 1, true}}
				}
			}
			return nil
		}
		if step == "self" {
			// "Velmor's Trinova and Ardane": what follows is possessed as well; what stands before is not.
			g := s.group[in.tok]
			first := g >= 0 && s.groups[g][0] == in.tok && in.tok > 0 && s.genitiveMark(in.tok-1)
			return []arg{{in.tok, 1, !first}}
		}
		switch step {
		case "alone":
			return []arg{{in.tok, 1, true}}
		case "town":
			return s.town(in.tok)
		case "poss":
			return s.possessorsOf(in.tok) // of "Paris's Velmor and Trinova", only the first may be from there
		}
		return s.places(in.tok, step)
	}
	switch step {
	case "subj":
		if in.pos == verbTrigger {
			return s.subjects(in.tok)
		}
		if v := s.modified(in); v >= 0 {
			return s.subjects(v)
		}
		if a := s.agents(in.tok); len(a) > 0 {
			return a
		}
		if a := s.actors(in.tok); len(a) > 0 {
			return a
		}
		// "sa levée de 3 millions": the subject of a verbless or copular statement.
		return s.surfaceSubject(in.tok, 0)
	case "agent":
		return s.agents(in.tok)
	case "obj":
		if in.pos != verbTrigger {
			return nil
		}
		out := s.objects(in.tok)
		if len(out) == 0 && in.last > in.tok {
			// "took over Velmor": the particle was taken for a preposition.
			for _, k := range s.kids(in.tok) {
				if k > in.last && s.rel(k) == "obl" && s.kid(k, "case") == in.last {
					return []arg{{k, 0.97, false}}
				}
			}
		}
		return out
	case "gov":
		return s.actors(in.tok)
	case "label":
		return s.label(in.last)
	}
	if in.noun >= 0 && in.noun > in.tok {
		if step == "self" {
			return s.identities(in.noun)
		}
		if step == "poss" || step == "compound" || s.cues.genitive[step] {
			out := s.places(in.noun, step)
			if r := s.relativeKid(in.tok); len(out) == 0 && s.cues.genitive[step] && r >= 0 && s.relativeMeans(r, step) {
				return []arg{s.through(r, 0.95)} // "dont Ana Velt préside le directoire"
			}
			return out
		}
		if out := s.places(in.noun, step); len(out) > 0 {
			return out
		}
		return s.places(in.tok, step)
	}
	if in.pos == adjectiveTrigger {
		switch step {
		case "self":
			return s.qualified(in.tok)
		case "seat":
			return s.seat(in.tok)
		}
	}
	out := s.places(in.tok, step)
	if len(out) == 0 && in.noun >= 0 && (s.cues.genitive[step] || s.cues.holding[step]) {
		out = s.places(in.noun, step) // "a stake in Trinova held by Velmor"
	}
	if len(out) > 0 {
		return out
	}
	if in.pos == nounTrigger {
		// A complement may hang on any word of the phrase: "la levée de fonds de Trinova".
		for u := in.last - len(in.words) + 1; u <= in.last && step != "self"; u++ {
			if u == in.tok {
				continue
			}
			for _, a := range s.places(u, step) {
				if a.tok < in.last-len(in.words)+1 || a.tok > in.last {
					out = append(out, a)
				}
			}
			if len(out) > 0 {
				return out
			}
		}
		// "a lawsuit filed against Velmor by Trinova": the participle adds nothing to the act.
		for _, k := range s.kids(in.tok) {
			if s.rel(k) == "acl" && k > in.tok && s.isVerb(k) && s.cues.support[s.low[k]] && step != "self" && !s.cues.genitive[step] {
				if out = s.places(k, step); len(out) > 0 {
					return out
				}
			}
		}
		if len(out) == 0 && s.cues.genitive[step] {
			// "une reprise en commun de Velmor": behind a noun without determiner.
			for _, k := range s.kids(in.tok) {
				if k > in.last && k <= in.last+2 && (s.rel(k) == "obl" || s.rel(k) == "nmod") && s.headed[k] == nil && s.kid(k, "case") >= 0 && s.kid(k, "det") < 0 {
					if out = s.underDirect(k, step, 0.93); len(out) > 0 {
						return out
					}
				}
			}
		}
		if len(out) == 0 && s.cues.genitive[step] {
			if out = s.complementBeyond(in.tok, step); len(out) > 0 {
				return out
			}
			// "Trinova, dont il devient le premier investisseur": the relative of the verb of being.
			if h := s.head(in.tok); h >= 0 && s.rel(in.tok) == "xcomp" && s.cues.copulas[s.low[h]] {
				if r := s.relativeKid(h); r >= 0 && s.relativeMeans(r, step) {
					return []arg{s.through(r, 0.95)}
				}
			}
		}
		// A complement shared with a coordinated noun: "fondateur et patron de Velmor", "founder and partner at Velmor".
		if step == "poss" || step == "compound" || s.cues.genitive[step] || s.d.words.officeAt[step] {
			own := in.last+1 < len(s.toks) && s.toks[in.last+1].UPOS == "ADP" // "investor in several start-ups", whatever they are
			if !own && s.rel(in.tok) == "conj" && s.kid(in.tok, "case", "det") < 0 && s.kid(in.tok, "punct") < 0 {
				if h := s.head(in.tok); h >= 0 && s.toks[h].UPOS == "NOUN" {
					out = s.places(h, step)
				}
			}
			for _, k := range s.kids(in.tok) {
				determined := s.kid(k, "det") >= 0 && s.kid(in.tok, "cop") < 0 // but "est le fondateur et le patron de Velmor"
				if len(out) == 0 && s.rel(k) == "conj" && s.toks[k].UPOS == "NOUN" && s.kid(k, "case", "punct") < 0 && !determined {
					out = s.places(k, step)
					for _, p := range s.cues.holdingList {
						if len(out) == 0 && s.cues.genitive[step] {
							out = s.underDirect(k, p, 0.9) // "the chief executive and shareholder in Velmor"
						}
					}
				}
			}
			if len(out) > 0 || !s.d.words.officeAt[step] {
				return s.scaled(out, 0.95)
			}
		}
		// "lancer une offre sur Velmor": the phrase may hang on the verb.
		if v, rel := s.governor(in.tok); v >= 0 && (v < in.tok || s.passive(v)) && (strings.HasPrefix(rel, "obj") || strings.HasPrefix(rel, "obl") || strings.HasPrefix(rel, "nsubj")) && step != "self" && !(s.cues.agents[step] && s.passive(v)) {
			after := s.underDirect(v, step, 0.9)
			if len(after) == 0 && strings.Contains(step, " ") {
				after = s.underDeep(v, step, 0.9, 2)
			}
			if len(after) > 0 && after[0].tok > v && after[0].tok > in.tok {
				return after
			}
		}
	}
	if in.pos == nounTrigger && step != "self" {
		if h := s.head(in.tok); h >= 0 && s.rel(in.tok) == "nsubj" && s.prepOf(h) == step {
			return []arg{{h, 0.95, false}} // "Velmor's deal is with Trinova"
		}
		if out = s.adjacent(in.last, step); len(out) > 0 {
			return out
		}
		return s.ahead(in.last, step)
	}
	if in.pos == verbTrigger && !s.cues.genitive[step] && step != "self" && s.rel(in.tok) == "xcomp" {
		if h := s.head(in.tok); h >= 0 {
			return s.underDirect(h, step, 0.9)
		}
	}
	return out
}

// modified gives the verb that an adverb as trigger goes with ("will jointly develop"), or -1.
func (s *sentence) modified(in *instance) int {
	if in.pos != adjectiveTrigger || s.rel(in.tok) != "advmod" {
		return -1
	}
	if h := s.head(in.tok); h >= 0 && s.isVerb(h) {
		return h
	}
	return -1
}

// aside gives the phrase with a preposition within the apposition after the name at token t, whatever the title there: "Ana
// Velt, Executive Director chez Trinova,".
func (s *sentence) aside(t int, prep string) []arg {
	if t+3 >= len(s.toks) || s.toks[t+1].Form != "," && s.toks[t+1].Form != "(" {
		return nil
	}
	for u := t + 2; u < len(s.toks) && u <= t+12; u++ {
		if s.low[u] == prep && s.prep[u] == "" && s.toks[u].UPOS == "ADP" || s.prep[u] == prep {
			if h := s.head(u); h > u && u > t+2 {
				return []arg{{h, 0.95, true}}
			}
			return nil
		}
		if p := s.toks[u].UPOS; p == "PUNCT" && s.toks[u].Form != "-" || p == "PRON" || s.isVerb(u) && s.feat(u, "VerbForm") == "Fin" {
			return nil
		}
	}
	return nil
}

// ahead gives the phrase with a preposition of several words that follows token t in its clause, wherever the parser hung it: "a porté
// plainte devant le parquet de Lyon à l'encontre de Velmor".
func (s *sentence) ahead(t int, prep string) []arg {
	if !strings.Contains(prep, " ") {
		return nil
	}
	for u := t + 1; u < len(s.toks) && u <= t+20; u++ {
		if s.prep[u] == prep {
			if h := s.head(u); h > u {
				return []arg{{h, 0.87, false}}
			}
			return nil
		}
		if f := s.toks[u].Form; f == ";" || f == ":" || s.isVerb(u) && s.feat(u, "VerbForm") == "Fin" {
			return nil
		}
	}
	return nil
}

// complementBeyond gives the complement of a noun that stands behind its agent or an insertion and hangs there or on the verb:
// "le rachat par Velmor de Trinova", "le rachat, pour 3 millions, de Trinova".
func (s *sentence) complementBeyond(n int, prep string) []arg {
	for _, a := range s.agents(n) {
		if m := s.headed[a.tok]; m != nil && m.Kind == Name && a.tok > n {
			if out := s.underDirect(a.tok, prep, 0.9); len(out) > 0 && out[0].tok > a.tok {
				return out
			}
		}
	}
	if n+1 < len(s.toks) && s.toks[n+1].UPOS == "ADP" {
		// "la cession à Velmor de sa filiale"
		if h := s.head(n + 1); h > n && s.headed[h] != nil && s.headed[h].Kind == Name && s.head(h) <= n {
			if out := s.underDirect(h, prep, 0.88); len(out) > 0 && out[0].tok > h {
				return out
			}
		}
	}
	v, _ := s.governor(n)
	if v < 0 || v > n || n+1 >= len(s.toks) || s.toks[n+1].Form != "," {
		return nil
	}
	for _, a := range s.underDirect(v, prep, 0.85) {
		if c := s.kid(a.tok, "case"); c > n+1 && s.toks[c-1].Form == "," && s.headed[a.tok] != nil {
			return []arg{a}
		}
	}
	return nil
}

// adjacent gives the phrase with a preposition that stands right after token t, over adjectives, wherever the parser hung it.
func (s *sentence) adjacent(t int, prep string) []arg {
	for u := t + 1; u < len(s.toks) && u <= t+3; u++ {
		switch s.toks[u].UPOS {
		case "ADJ", "ADV":
			continue
		case "ADP":
			if h := s.head(u); h > u && s.rel(u) == "case" && s.prepOf(h) == prep {
				return []arg{{h, 0.85, false}}
			}
		}
		return nil
	}
	return nil
}

// places gives the tokens that a step leads to from any token.
func (s *sentence) places(t int, step string) []arg {
	switch step {
	case "self":
		return s.identities(t)
	case "named":
		if k := s.nameBeside(t); k >= 0 {
			if u := k + 2; u < len(s.toks) && s.d.words.sets[s.low[t]] > 0 && s.toks[u-1].Form == "-" && s.headed[u] != nil {
				return []arg{{k, 0.98, true}, {u, 0.98, true}} // "le tandem Velmor-Trinova": both
			}
			return []arg{{k, 0.98, !s.plural(t)}}
		}
		if k := s.apposed(t); k >= 0 {
			return []arg{{k, 0.95, !s.plural(t)}}
		}
		return nil
	case "poss":
		return s.possessors(t)
	case "compound":
		return s.compounds(t)
	case "bearer":
		if h := s.head(t); s.cues.accompanying[s.prepOf(t)] && h >= 0 && h < t && s.headed[h] != nil && s.headed[h].Kind == Name {
			return []arg{{h, 0.95, true}} // "Velmor, with a 25% stake in Trinova,"
		}
		return nil
	case "before":
		return s.namedBefore(t)
	case "subj":
		if s.isVerb(t) {
			return s.subjects(t)
		}
		if s.kid(t, "cop") >= 0 && s.kid(t, "nsubj") >= 0 {
			return s.surfaceSubject(t, 0) // "la décision de Velmor est un scandale"
		}
		return s.actors(t)
	case "obj":
		return s.objects(t)
	case "iobj":
		var out []arg
		for _, k := range s.kids(t) {
			if s.rel(k) == "iobj" {
				out = append(out, s.through(k, 1))
			}
		}
		return out
	case "agent":
		return s.agents(t)
	case "gov":
		return s.actors(t)
	case "label":
		return s.label(t)
	case "complement":
		// "en partenariat avec Velmor": what the preposition that the noun is part of stands before.
		for u := t + 1; u < len(s.toks) && u <= t+3; u++ {
			if h := s.head(u); s.prep[u] != "" && u-strings.Count(s.prep[u], " ") <= t && h > u {
				return []arg{{h, 0.95, false}}
			}
		}
		return nil
	case "bracket":
		// "Ana Velt (Trinova)"
		if u := t + 2; u+1 < len(s.toks) && s.toks[u-1].Form == "(" && s.toks[u+1].Form == ")" && s.headed[u] != nil {
			return []arg{{u, 1, true}}
		}
		return nil
	case "bracketed":
		// "la papeterie Trinova (groupe Velmor)": of the noun in brackets, the name before them
		if u := s.leftEdge(t, 0); u >= 2 && s.toks[u-1].Form == "(" && s.headed[u-2] != nil && s.headed[u-2].Kind == Name {
			return []arg{{u - 2, 0.97, true}}
		}
		return nil
	case "clause":
		for i := 0; i < maxClimb && s.head(t) >= 0; i++ {
			if t = s.head(t); s.isVerb(t) {
				return s.scaled(s.subjects(t), 0.9)
			}
		}
		return nil
	case "main":
		for i := 0; i < 3*maxClimb && s.head(t) >= 0; i++ {
			t = s.head(t)
		}
		if s.isVerb(t) || s.kid(t, "nsubj") >= 0 {
			return s.scaled(s.surfaceSubject(t, 0), 0.8)
		}
		return nil
	case "holder":
		return s.holder(t)
	case "officer":
		return s.officer(t)
	case "sum":
		if a := s.sumBefore(t); a != nil {
			return []arg{{a.Head, 1, true}}
		}
		return nil
	case "joined":
		for u, i := t, 0; i < 2 && u >= 0; u, i = s.head(u), i+1 {
			if h := s.head(u); h >= 0 && h < u && s.rel(u) == "conj" && s.headed[h] != nil && s.headed[h].Kind == Name {
				return []arg{{h, 0.95, true}}
			}
		}
		return nil
	case "stating", "said":
		return s.statement(t, step)
	case "inf":
		var out []arg
		for _, k := range s.kids(t) {
			if (s.rel(k) == "acl" || s.rel(k) == "xcomp" || s.rel(k) == "advcl") && s.feat(k, "VerbForm") == "Inf" {
				out = append(out, arg{k, 0.97, false})
			}
		}
		return out
	}
	return s.under(t, step)
}

// label gives the name right behind the noun that ends at token last, over adjectives: "le député LFI Paul Renard".
func (s *sentence) label(last int) []arg {
	for u := last + 1; u < len(s.toks); u++ {
		if m := s.headed[u]; m != nil && m.Kind == Name {
			return []arg{{u, 0.97, true}}
		}
		if s.toks[u].UPOS != "ADJ" {
			break
		}
	}
	return nil
}

// statement gives the verb by which the noun t states something ("a lawsuit accusing", "the suit alleges"), or the clause that
// the verb of saying t reports.
func (s *sentence) statement(t int, step string) []arg {
	if step == "stating" {
		for u, i := t, 0; i < 2 && u >= 0; i++ {
			for _, k := range s.kids(u) {
				if s.toks[k].Deprel == "acl" && k > t && s.isSpeech(k) {
					return []arg{{k, 0.95, false}}
				}
			}
			if s.rel(u) != "nmod" || !s.cues.genitive[s.prepOf(u)] {
				break
			}
			u = s.head(u) // "a pair of lawsuits arguing"
		}
		if h := s.head(t); h >= 0 && (h > t && s.rel(t) == "nsubj" || s.rel(t) == "obl" && s.cues.holding[s.prepOf(t)]) && s.isSpeech(h) {
			return []arg{{h, 0.95, false}}
		}
		return nil
	}
	for _, k := range s.kids(t) {
		if s.rel(k) == "ccomp" {
			return []arg{{k, 0.9, false}}
		}
	}
	if h := s.head(t); h >= 0 && h < t && s.rel(t) == "parataxis" {
		return []arg{{h, 0.9, false}} // "« Velmor nous trompe », tonne Ana Velt"
	}
	return nil
}

// namedBefore gives the name right before a noun phrase that shares the verb of a clause before it: "and Velmor the rest".
func (s *sentence) namedBefore(n int) []arg {
	t := n - 1
	for t >= 0 && (s.toks[t].UPOS == "DET" || s.toks[t].UPOS == "ADJ") {
		t--
	}
	if t < 1 || t == n-1 && !s.amountHead[n] {
		return nil
	}
	if m := s.headed[t]; m == nil || m.Kind != Name || m.Entity == Unresolved {
		return nil
	}
	for u := t - 1; u >= 0 && u >= t-4; u-- {
		switch s.toks[u].UPOS {
		case "DET", "ADJ":
			continue
		case "CCONJ", "PUNCT":
			return []arg{{t, 0.95, true}}
		}
		return nil
	}
	return nil
}

// opensReport tells whether the name at token t is the place from which a report comes, in capitals before its first words: "LARROWBY
// Shipping firm Velmor".
func (s *sentence) opensReport(t int) bool {
	f := s.toks[t].Form
	return t == 0 && len(f) > 3 && f == strings.ToUpper(f) && len(s.toks) > 1 && shapeOf(s.toks[1].Form) == capitalised &&
		s.headed[t].Entity != Unresolved && s.d.entities[s.headed[t].Entity].Type == placeType
}

// compounds gives the name that stands before a noun without a preposition: "Velmor chief", "the Velmor chairman".
func (s *sentence) compounds(n int) []arg {
	for _, k := range s.kids(n) {
		if k < n && (s.rel(k) == "compound" || s.rel(k) == "amod" || s.rel(k) == "nmod" || s.rel(k) == "flat" || s.rel(k) == "obl") && s.prepOf(k) == "" {
			if m := s.headed[k]; m != nil && m.Kind == Name && !s.opensReport(k) {
				// "Velmor and Trinova chief executive": both, where the list ends before the noun
				return []arg{{k, 1, s.kid(k, "conj") < 0 || s.kid(k, "conj") > n}}
			}
		}
	}
	for t := n - 1; t >= 0 && t >= n-4; t-- {
		if m := s.headed[t]; m != nil && m.Kind == Name {
			if s.opensReport(t) || s.kid(t, "case") >= 0 && s.toks[s.kid(t, "case")].UPOS != "ADP" {
				return nil
			}
			return []arg{{t, 0.93, true}}
		}
		if u := s.toks[t].UPOS; u != "ADJ" && u != "NOUN" && u != "PROPN" && s.toks[t].Form != "-" {
			break
		}
	}
	return nil
}

// qualified gives the noun that an adjective qualifies.
func (s *sentence) qualified(a int) []arg {
	for _, k := range s.kids(a) {
		if s.rel(k) == "nsubj" {
			return []arg{s.through(k, 1)}
		}
	}
	if n := s.compounded(a); n >= 0 {
		return []arg{{n, 1, true}}
	}
	if n := s.introducedBy(a); n >= 0 {
		return []arg{{n, 0.95, true}}
	}
	h := s.head(a)
	if h < 0 {
		return nil
	}
	if up := s.head(h); s.amountHead[h] && s.rel(h) == "appos" && up >= 0 && s.nominal(up) {
		return []arg{{up, 0.97, true}} // "Velmor, worth $30 billion,"
	}
	if s.amountHead[h] {
		return s.surfaceSubject(h, 0) // "could be worth $5bn": the sum is the predicate
	}
	switch s.rel(a) {
	case "amod", "acl", "nmod", "appos", "compound":
		return []arg{{h, 1, s.rel(a) == "appos" || s.rel(a) == "acl"}}
	case "conj":
		if s.passive(h) {
			return s.objects(h)
		}
		if s.toks[h].UPOS == "ADJ" && s.rel(h) != "conj" {
			return s.qualified(h)
		}
	case "xcomp", "advcl", "obl", "dep", "ccomp":
		return s.scaled(s.surfaceSubject(h, 0), 0.9)
	case "root", "parataxis":
		return s.looseSubjectOf(a)
	}
	return nil
}

// compounded gives the name that an adjective with a hyphenated word before it qualifies, over the nouns between them ("Velmor-owned
// Trinova", "the Berlin-based software firm Trinova"), or -1.
func (s *sentence) compounded(a int) int {
	if a < 2 || s.toks[a-1].Form != "-" || s.toks[a-1].End != s.toks[a].Start {
		return -1
	}
	for u := a + 1; u < len(s.toks) && u <= a+6; u++ {
		if m := s.headed[u]; m != nil && m.Kind == Name {
			if m.First > a+1 && u+1 < len(s.toks) && s.genitiveMark(u+1) {
				return -1
			}
			return u
		}
		switch s.toks[u].UPOS {
		case "ADJ", "NOUN", "PROPN", "NUM":
		case "PUNCT":
			if s.toks[u].Form != "-" {
				return -1
			}
		default:
			return -1
		}
	}
	return -1
}

// looseSubjectOf guesses what a verbless predicate is said of: the name nearest before it.
func (s *sentence) looseSubjectOf(a int) []arg {
	for t := a - 1; t >= 0 && t >= a-4; t-- {
		if m := s.headed[t]; m != nil && m.Kind == Name {
			return []arg{{t, 0.75, true}}
		}
	}
	return nil
}
