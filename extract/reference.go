package extract

import (
	"slices"
	"strings"
)

// ref is an entity that a token stands for.
type ref struct {
	entity int
	tok    int
	score  float64
	named  bool   // stands there by name, not by pronoun or description
	taken  bool   // stands there by a pronoun
	about  string // for a topic: the key of the aspect
	among  bool   // one of those that a noun in the plural means, named as an example
}

// refs gives the entities that the noun phrase of token t stands for: its own, those coordinated with it
// unless alone, those given as examples of it, and for "half of Velmor" what half is of.
func (s *sentence) refs(t int, alone bool) []ref {
	var out []ref
	s.addRefs(t, 1, alone, 0, &out)
	return out
}

// addRef appends a reference that is not there yet.
func addRef(out *[]ref, r ref) {
	for _, o := range *out {
		if o.entity == r.entity {
			return
		}
	}
	*out = append(*out, r)
}

func (s *sentence) addRefs(t int, score float64, alone bool, depth int, out *[]ref) {
	if t < 0 || depth > 6 || score < 0.2 {
		return
	}
	before := len(*out)
	if r, ok := s.own(t); ok {
		r.score *= score
		addRef(out, r)
		for _, e := range s.headed[t].Also {
			also := r
			also.entity = e
			addRef(out, also)
		}
		if !r.named && !alone && s.toks[t].UPOS == "NOUN" && s.plural(t) {
			// "ses concurrents Velmor et Trinova"
			if n := s.nameBeside(t); n >= 0 && s.group[n] >= 0 {
				s.addGroup(s.group[n], score*0.95, out)
			}
		}
	} else if n := s.nameBefore(t); n >= 0 {
		r, _ := s.own(n)
		r.score *= score * 0.97
		addRef(out, r)
		if g := s.group[n]; g >= 0 && !alone && s.plural(t) {
			s.addGroup(g, score*0.95, out) // "the Velmor and Trinova brands"
		}
	} else if n := s.nameBeside(t); n >= 0 {
		if r, ok := s.own(n); ok {
			r.score *= score * 0.97
			addRef(out, r)
			if g := s.group[n]; g >= 0 && !alone {
				s.addGroup(g, score*0.95, out)
			}
		}
	} else if a := s.apposedBefore(t); a >= 0 {
		if r, ok := s.own(a); ok {
			r.score *= score * 0.9
			addRef(out, r)
		}
	}
	if len(*out) == before && s.toks[t].UPOS == "NOUN" && s.kid(t, "cop") >= 0 {
		// "Velmor est une société établie à Lyon": what is said of the company is said of Velmor.
		if k := s.kid(t, "nsubj"); k >= 0 && k != t {
			s.addRefs(s.through(k, 1).tok, score*0.93, alone, depth+1, out)
		}
	}
	if g := s.group[t]; g >= 0 && !alone {
		s.addGroup(g, score*0.97, out)
	}
	for _, k := range s.kids(t) {
		if s.rel(k) == "conj" && k > t && s.nominal(k) && !s.samePrep(t, k) {
			break // "de Velmor, devant Trinova et Ardane": what follows goes with the other preposition
		}
		if s.rel(k) == "conj" && (s.relativeBefore(k) || s.gapped(t, k) || !s.alike(t, k) || s.excluded(k) || s.listedApart(t, k)) {
			continue
		}
		if s.rel(k) == "conj" && !alone && k > t && s.nominal(k) && !s.parted(t, k) && s.samePrep(t, k) {
			s.addRefs(k, score*0.95, false, depth+1, out)
		}
	}
	if len(*out) > before {
		return
	}
	if who := s.stater(t); who >= 0 {
		s.addRefs(who, score*0.85, true, depth+1, out)
		if len(*out) > before {
			return
		}
	}
	if p := s.carried(t); p >= 0 {
		s.addRefs(p, score*0.9, true, depth+1, out)
		if len(*out) > before {
			return
		}
	}
	// "les sociétés qu'il contrôle, notamment Velmor": examples of a noun that names nothing itself.
	if ex := s.examples(t); len(ex) > 0 {
		for _, e := range ex {
			s.addRefs(e, score*0.9, false, depth+1, out)
		}
		for i := before; i < len(*out) && s.plural(t); i++ {
			(*out)[i].among = true
		}
		if len(*out) > before {
			return
		}
	}
	if s.cues.gathering[s.low[t]] {
		for _, a := range s.gathered(t) {
			s.addRefs(a.tok, score*a.score*0.93, a.alone, depth+1, out)
		}
		if len(*out) > before {
			return
		}
	}
	if s.cues.transparent[s.low[t]] || s.amountHead[t] || s.toks[t].UPOS == "NUM" || s.toks[t].UPOS == "SYM" {
		for _, k := range s.kids(t) {
			if p := s.prepOf(k); (s.rel(k) == "nmod" || s.rel(k) == "obl") && (s.cues.genitive[p] || s.cues.holding[p] || s.cues.purpose[p] && s.d.words.roles[s.low[t]]) {
				s.addRefs(k, score*0.93, false, depth+1, out)
				if len(*out) > before {
					return
				}
			}
		}
		for _, p := range s.possessors(t) {
			if s.d.words.stakes[s.low[t]] {
				break // "ses parts": who holds them is not what they are parts of
			}
			s.addRefs(p.tok, score*0.93, p.alone, depth+1, out)
		}
		if len(*out) > before {
			return
		}
		for _, k := range s.kids(t) {
			if (s.rel(k) == "compound" || s.rel(k) == "flat" || s.rel(k) == "nmod") && s.prepOf(k) == "" && s.toks[k].UPOS == "PROPN" {
				s.addRefs(k, score*0.9, true, depth+1, out)
			}
		}
	}
}

// carried gives the undertaking for which the vehicle at token t was made: of "Trinova est porté par un consortium qui réunit",
// Trinova; or -1.
func (s *sentence) carried(t int) int {
	if !s.cues.vehicles[s.low[t]] || s.plural(t) {
		return -1
	}
	if h := s.head(t); h >= 0 && s.cues.carrying[s.low[h]] && s.passive(h) {
		for _, a := range s.agents(h) {
			if a.tok != t {
				continue
			}
			if o := s.surfaceSubject(h, 0); len(o) > 0 && o[0].tok != t {
				return o[0].tok
			}
		}
	}
	return -1
}

// gathered gives those for whom a noun for a group of actors stands: who leads it ("a consortium led by Velmor") or
// who they are ("a group of Velmor and Ardane").
func (s *sentence) gathered(t int) []arg {
	for _, k := range s.kids(t) {
		if s.rel(k) == "acl" && k > t && s.isVerb(k) && s.cues.gatherers[s.low[k]] {
			if a := s.agents(k); len(a) > 0 {
				return a
			}
		}
	}
	for _, k := range s.kids(t) {
		if m := s.headed[k]; s.rel(k) == "nmod" && m != nil && m.Kind == Name && s.cues.genitive[s.prepOf(k)] && s.group[k] >= 0 {
			return []arg{{k, 0.95, false}}
		}
	}
	return nil
}

// samePrep tells whether a coordinated noun has the preposition of the first, its last word, or none: "auprès de Velmor et de
// Trinova".
func (s *sentence) samePrep(t, k int) bool {
	p := s.prepOf(k)
	return p == "" || p == s.prepOf(t) || strings.HasSuffix(s.prepOf(t), " "+p)
}

// relativeBefore tells whether a relative pronoun opens the phrase of token k, which is then listed with nothing: "Ana Velt et Paul
// Renard, dont la direction".
func (s *sentence) relativeBefore(k int) bool {
	for u := k - 1; u >= 0 && u >= k-2; u-- {
		if s.isRelative(u) {
			return true
		}
		if s.toks[u].UPOS != "DET" {
			return false
		}
	}
	return false
}

// excluded tells whether a coordinated noun is set against the others: "Velmor, not Trinova".
func (s *sentence) excluded(k int) bool {
	for _, c := range s.kids(k) {
		if c < k && (s.cues.negators[s.form[c]] || s.cues.negators[s.low[c]]) {
			return true
		}
	}
	return k > 0 && s.cues.negators[s.form[k-1]]
}

// listedApart tells whether name k is in a list to which the name t before it does not belong, whatever the tree says: "les filiales
// de Velmor, Trinova et Ardane,".
func (s *sentence) listedApart(t, k int) bool {
	g := s.group[k]
	return g >= 0 && s.group[t] < 0 && s.groups[g][0] > t && s.headed[t] != nil && s.headed[t].Kind == Name
}

// gapped tells whether another name stands between two that seem coordinated, with which the second goes: "Velmor à Lyon
// et Trinova à Paris".
func (s *sentence) gapped(t, k int) bool {
	if s.group[t] >= 0 && s.group[t] == s.group[k] || s.beyondAside(t, k) {
		return false
	}
	for u := t + 1; u < k; u++ {
		if m := s.headed[u]; m != nil && m.Kind == Name && s.head(u) != t && s.head(u) != k && s.group[u] < 0 {
			return true
		}
		if s.isVerb(u) && s.feat(u, "VerbForm") == "Fin" {
			return true
		}
	}
	return false
}

// beyondAside tells whether all that stands between token t and the conjunction of k is an aside between two marks, which explains t:
// "Velmor, which is backed by Calvano, and Trinova".
func (s *sentence) beyondAside(t, k int) bool {
	c := s.kid(k, "cc")
	if c < t+4 || s.toks[c-1].UPOS != "PUNCT" {
		return false
	}
	from := t + 1
	for from < c && s.toks[from].UPOS != "PUNCT" && s.hangsOn(from, t) {
		from++ // the name behind its noun
	}
	if from >= c-1 || s.toks[from].Form != s.toks[c-1].Form {
		return false
	}
	for u := from + 1; u < c-1; u++ {
		if s.hangsOn(u, k) || !s.hangsOn(u, t) || s.toks[u].Form == s.toks[from].Form && s.rel(u+1) == "conj" {
			return false
		}
	}
	return true
}

// hangsOn tells whether token u hangs on t, at any depth.
func (s *sentence) hangsOn(u, t int) bool {
	for n := 0; u >= 0 && n < maxClimb; u, n = s.head(u), n+1 {
		if u == t {
			return true
		}
	}
	return false
}

// parted tells whether strong punctuation stands between two tokens.
func (s *sentence) parted(from, to int) bool {
	for t := from + 1; t < to; t++ {
		if f := s.toks[t].Form; f == ";" || f == ":" {
			return true
		}
	}
	return false
}

func (s *sentence) addGroup(g int, score float64, out *[]ref) {
	for _, t := range s.groups[g] {
		if r, ok := s.own(t); ok {
			r.score *= score
			addRef(out, r)
		}
	}
}

// own gives the entity that token t refers to by itself: a name, a pronoun, a resolved description.
func (s *sentence) own(t int) (ref, bool) {
	m := s.headed[t]
	if m == nil || m.Entity == Unresolved {
		return ref{}, false
	}
	return ref{entity: m.Entity, tok: t, score: m.Score, named: m.Kind == Name, taken: m.Kind == Pronoun}, true
}

// nameBeside gives the name that identifies the noun t: in apposition ("le fonds Sarab", "la start-up, Velmor,"), or -1.
func (s *sentence) nameBeside(t int) int {
	if u := s.toks[t].UPOS; u != "NOUN" && u != "ADJ" && u != "PRON" && u != "X" && u != "PROPN" {
		return -1
	}
	isName := func(k int) bool {
		m := s.headed[k]
		return m != nil && m.Kind == Name
	}
	if t+1 < len(s.toks) && isName(t+1) && s.isPerson(t+1) && s.occupation(t) && !s.plural(t) {
		return t + 1 // "and Velmor leader Ana Velt"
	}
	// "the Aurix chatbot", "the Northgate plant": the name of a thing, not of its maker, before the noun for it.
	if k := t - 1; k >= 0 && isName(k) && s.rel(k) == "compound" && s.head(k) == t && s.headed[k].Entity != Unresolved {
		if e := &s.d.entities[s.headed[k].Entity]; (e.Type == productType || e.Type == projectType) && slices.Contains(s.d.words.kinds[s.low[t]], e.Type) {
			return k
		}
	}
	for _, k := range s.kids(t) {
		switch s.rel(k) {
		case "appos", "flat", "dep":
			if isName(k) && s.prepOf(k) == "" && (!s.parted(t, k) || s.announced(t, k)) && (s.group[k] < 0 || s.groups[s.group[k]][0] == k) {
				return k
			}
			if k > t && s.toks[k].UPOS == "NOUN" {
				// "l'operateur de satellites, filiale de …": no name.
				continue
			}
		case "nmod", "compound", "amod":
			if k > t && isName(k) && s.prepOf(k) == "" {
				return k
			}
		}
	}
	// "chipmaker Velmor": the noun may hang on the name.
	if h := s.head(t); h > t && isName(h) && h-t <= 2 {
		if r := s.rel(t); r == "compound" || r == "amod" || r == "nmod" || r == "det" || r == "appos" || r == "flat" {
			return h
		}
	}
	if h := s.head(t); h >= 0 && h < t && s.rel(t) == "appos" && isName(h) {
		return h
	}
	// "une société commune baptisée Stargate"
	for _, k := range s.kids(t) {
		if s.rel(k) != "acl" || k < t || !s.cues.naming[s.low[k]] {
			continue
		}
		for u := k + 1; u < len(s.toks) && u <= k+3; u++ {
			if isName(u) {
				return u
			}
			if p := s.toks[u].UPOS; p != "PUNCT" && p != "DET" && p != "NOUN" {
				break
			}
		}
	}
	// Surface: the name that ends the noun phrase, over adjectives, complements and brackets ("le spécialiste du cloud
	// (informatique à distance) Velmor"), unless it is a complement itself.
	depth := 0
	for u := t + 1; u < len(s.toks) && u <= t+12; u++ {
		switch f := s.toks[u].Form; f {
		case "(", "[":
			depth++
			continue
		case ")", "]":
			depth--
			continue
		case "\"", "«", "»", "“", "”", "-":
			continue
		}
		if depth > 0 {
			continue
		}
		if isName(u) {
			if h := s.head(u); h > t && h < u && s.toks[h].UPOS == "NOUN" && s.kid(h, "case") >= 0 &&
				(!s.cues.genitive[s.prepOf(h)] || s.kid(h, "det") >= 0 && s.sameEntity(h, u)) {
				return -1 // "un investissement dans l'opérateur Velmor", "le patron du club Velmor": the name of another noun
			}
			before := u - 1
			for before > t && (s.toks[before].UPOS == "PUNCT" || s.toks[before].UPOS == "DET") {
				before--
			}
			if s.kid(u, "case") >= 0 && s.kid(u, "case") < u || before > t && s.toks[before].UPOS == "ADP" || s.toks[u-1].UPOS == "DET" {
				if u+1 < len(s.toks) && isName(u+1) {
					return u + 1 // "le patron de Velmor Paul Renard"
				}
				return -1
			}
			return u
		}
		switch s.toks[u].UPOS {
		case "ADJ", "NOUN", "ADP", "DET", "PROPN":
		case "VERB":
			if !s.cues.naming[s.low[u]] || s.feat(u, "VerbForm") != "Part" {
				return -1
			}
		default:
			return -1
		}
	}
	return -1
}

// announced tells whether a colon introduces the name k of the thing that the noun t tells of: "un projet ambitieux : « Trinova »".
func (s *sentence) announced(t, k int) bool {
	if s.plural(t) || s.headed[k].Entity == Unresolved || !slices.Contains(s.d.words.kinds[s.low[t]], s.d.entities[s.headed[k].Entity].Type) {
		return false
	}
	u := k - 1
	for u > t && (s.toks[u].UPOS == "DET" || s.toks[u].UPOS == "PUNCT" && s.toks[u].Form != ":") {
		u--
	}
	return s.toks[u].Form == ":"
}

// sameEntity tells whether two tokens are mentions of one thing.
func (s *sentence) sameEntity(a, b int) bool {
	m, n := s.headed[a], s.headed[b]
	return m != nil && n != nil && m.Entity != Unresolved && m.Entity == n.Entity
}

// nameBefore gives the name that says which one a noun means, where both are of one kind: "the Trinova plant", or -1.
func (s *sentence) nameBefore(t int) int {
	if s.toks[t].UPOS != "NOUN" {
		return -1
	}
	for _, k := range s.kids(t) {
		if s.plural(t) && s.kid(k, "conj") < 0 {
			continue // "Velmor investors" are not Velmor; "the Velmor and Trinova brands" are the two
		}
		if k >= t || s.rel(k) != "compound" && s.rel(k) != "amod" && s.rel(k) != "nmod" && s.rel(k) != "flat" || s.prepOf(k) != "" {
			continue
		}
		if m := s.headed[k]; m != nil && m.Kind == Name && m.Entity != Unresolved {
			typ := s.d.entities[m.Entity].Type
			for _, kind := range s.d.words.kinds[s.low[t]] {
				if kind == typ {
					return k
				}
			}
		}
	}
	return -1
}

// nameOfWork gives the name before a noun for a project or a product, of what the article calls so: "the Trinova project", or -1.
func (s *sentence) nameOfWork(t int) int {
	kinds := s.d.words.kinds[s.low[t]]
	project, product := slices.Contains(kinds, projectType), slices.Contains(kinds, productType)
	if t < 1 || s.toks[t].UPOS != "NOUN" || !project && !product {
		return -1
	}
	m := s.headed[t-1]
	if m == nil || m.Kind != Name || m.Entity == Unresolved || s.head(t-1) != t || s.toks[t-1].Deprel == "nmod:poss" {
		return -1
	}
	e := &s.d.entities[m.Entity]
	if project && (e.Type == projectType || e.could(projectType) || slices.Contains(e.Nouns, s.low[t])) || product && e.Type == productType {
		return t - 1
	}
	return -1
}
