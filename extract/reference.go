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
	about  string // for a topic: the key of the aspect
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
		if s.rel(k) == "conj" && (s.gapped(t, k) || !s.alike(t, k) || s.excluded(k)) {
			continue
		}
		if s.rel(k) == "conj" && !alone && k > t && s.nominal(k) && !s.parted(t, k) && (s.prepOf(k) == "" || s.prepOf(k) == s.prepOf(t)) {
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
	// "les sociétés qu'il contrôle, notamment Velmor": examples of a noun that names nothing itself.
	if ex := s.examples(t); len(ex) > 0 {
		for _, e := range ex {
			s.addRefs(e, score*0.9, false, depth+1, out)
		}
		if len(*out) > before {
			return
		}
	}
	if s.cues.transparent[s.low[t]] || s.amountHead[t] || s.toks[t].UPOS == "NUM" || s.toks[t].UPOS == "SYM" {
		for _, k := range s.kids(t) {
			if p := s.prepOf(k); (s.rel(k) == "nmod" || s.rel(k) == "obl") && (s.cues.genitive[p] || s.cues.holding[p]) {
				s.addRefs(k, score*0.93, false, depth+1, out)
				if len(*out) > before {
					return
				}
			}
		}
		for _, p := range s.possessors(t) {
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

// excluded tells whether a coordinated noun is set against the others: "Velmor, not Trinova".
func (s *sentence) excluded(k int) bool {
	for _, c := range s.kids(k) {
		if c < k && (s.cues.negators[s.form[c]] || s.cues.negators[s.low[c]]) {
			return true
		}
	}
	return k > 0 && s.cues.negators[s.form[k-1]]
}

// gapped tells whether another name stands between two that seem coordinated, with which the second goes: "Velmor à Lyon
// et Trinova à Paris".
func (s *sentence) gapped(t, k int) bool {
	if s.group[t] >= 0 && s.group[t] == s.group[k] {
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
	return ref{entity: m.Entity, tok: t, score: m.Score, named: m.Kind == Name}, true
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
	// "the Aurix chatbot", "the Northgate plant": the name of a thing, not of its maker, before the noun for it.
	if k := t - 1; k >= 0 && isName(k) && s.rel(k) == "compound" && s.head(k) == t && s.headed[k].Entity != Unresolved {
		if e := &s.d.entities[s.headed[k].Entity]; (e.Type == productType || e.Type == projectType) && slices.Contains(s.d.words.kinds[s.low[t]], e.Type) {
			return k
		}
	}
	for _, k := range s.kids(t) {
		switch s.rel(k) {
		case "appos", "flat", "dep":
			if isName(k) && s.prepOf(k) == "" && !s.parted(t, k) && (s.group[k] < 0 || s.groups[s.group[k]][0] == k) {
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
			if h := s.head(u); h > t && h < u && s.toks[h].UPOS == "NOUN" && s.kid(h, "case") >= 0 && !s.cues.genitive[s.prepOf(h)] {
				return -1 // "un investissement dans l'opérateur Velmor": the name of another noun
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

// nameBefore gives the name that says which one a noun means, where both are of one kind: "the Trinova plant", or -1.
func (s *sentence) nameBefore(t int) int {
	if s.toks[t].UPOS != "NOUN" {
		return -1
	}
	for _, k := range s.kids(t) {
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

// examples gives the tokens that stand as examples of the noun t: "parmi lesquels Velmor", "including Velmor".
func (s *sentence) examples(t int) []int {
	if s.plural(t) && s.kid(t, "case") < 0 {
		if list := s.afterColon(t); list != nil {
			return list
		}
	}
	limit := min(len(s.toks), t+14)
	for u := t + 1; u < limit; u++ {
		if s.toks[u].Form == ";" || s.toks[u].Form == "." {
			return nil
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

// identities gives what a noun is said of: its own entity, the name beside it, what it is in apposition to,
// the subject of its copula, the subject or object of a verb of becoming or naming.
func (s *sentence) identities(n int) []arg {
	if m := s.headed[n]; m != nil && m.Kind != Possessive && m.Entity != Unresolved {
		return []arg{{n, 1, !s.plural(n)}}
	}
	single := !s.plural(n)
	if k := s.nameBeside(n); k >= 0 {
		return []arg{{k, 0.98, single}}
	}
	for _, k := range s.kids(n) {
		if s.rel(k) == "nsubj" {
			return []arg{s.through(k, 0.98)}
		}
	}
	if a, ok := s.opening(n); ok {
		return []arg{a}
	}
	if t := s.leftEdge(n, 0); s.cues.emphatic[s.form[t]] || t > 0 && s.cues.emphatic[s.form[t-1]] {
		// "Ana Velt, propriétaire de Velmor, lui-même propriétaire de Trinova": the name right before.
		for u := t - 1; u >= 0 && u >= t-4; u-- {
			if m := s.headed[u]; m != nil && m.Kind == Name {
				return []arg{{u, 0.9, true}}
			}
		}
	}
	if a := s.apposed(n); a >= 0 {
		return []arg{{a, 0.95, single}}
	}
	h := s.head(n)
	if h < 0 {
		return nil
	}
	if s.rel(n) == "nmod" && s.cues.singling[s.form[h]] && s.cues.genitive[s.prepOf(n)] && s.rel(h) != "nmod" {
		// "Velmor, l'un des partenaires de Trinova"
		if a := s.apposed(h); a >= 0 {
			return []arg{{a, 0.93, true}}
		}
		if s.rel(h) == "conj" || s.rel(h) == "appos" {
			if _, ok := s.own(s.head(h)); ok {
				return []arg{{s.head(h), 0.93, true}}
			}
		}
		return s.scaled(s.identities(h), 0.95)
	}
	if s.rel(n) == "nsubj" && s.kid(h, "cop") >= 0 {
		if _, ok := s.own(h); ok {
			return []arg{{h, 0.93, true}} // "whose president is Ana Velt"
		}
	}
	switch r := s.rel(n); r {
	case "xcomp", "obj", "obl", "advcl", "iobj", "ccomp":
		if s.isVerb(h) {
			if s.cues.copulas[s.low[h]] && (r == "xcomp" || r == "obj" || s.cues.asWords[s.prepOf(n)]) {
				return s.scaled(s.surfaceSubject(h, 0), 0.95)
			}
			if s.cues.naming[s.low[h]] {
				if s.passive(h) {
					return s.scaled(s.surfaceSubject(h, 0), 0.95)
				}
				for _, o := range s.objects(h) {
					if o.tok != n {
						return []arg{o}
					}
				}
			}
			if s.cues.asWords[s.prepOf(n)] {
				return s.scaled(s.surfaceSubject(h, 0), 0.9)
			}
		}
	case "conj":
		// "fondateur et patron de SpaceX": both are said of the same.
		if s.toks[h].UPOS == "NOUN" || s.toks[h].UPOS == "ADJ" {
			return s.scaled(s.identitiesOf(h), 0.95)
		}
	}
	return nil
}

func (s *sentence) identitiesOf(h int) []arg {
	if s.rel(h) == "conj" {
		// One step only, so that chains cannot run away: "Ada Merrow, co-founder and chief executive".
		if m := s.headed[h]; m != nil && m.Kind == Description && m.Entity != Unresolved {
			return []arg{{h, 0.95, true}}
		}
		if a := s.apposed(h); a >= 0 {
			return []arg{{a, 0.93, true}}
		}
		return nil
	}
	return s.identities(h)
}

func (s *sentence) scaled(args []arg, by float64) []arg {
	for i := range args {
		args[i].score *= by
	}
	return args
}

// opening gives the subject that a bare noun phrase at the head of a sentence is said of: "Maison mère de Trinova, Velmor
// recrute."
func (s *sentence) opening(n int) (arg, bool) {
	edge := s.leftEdge(n, 0)
	for edge > 0 && (s.toks[edge-1].UPOS == "PUNCT" || s.toks[edge-1].UPOS == "NUM" || s.toks[edge-1].UPOS == "SYM") {
		edge--
	}
	if edge > 0 || s.kid(n, "det") >= 0 {
		return arg{}, false
	}
	for u := n + 1; u < len(s.toks) && u <= n+14; u++ {
		if s.isVerb(u) && s.feat(u, "VerbForm") == "Fin" {
			return arg{}, false
		}
		if s.toks[u].Form != "," {
			continue
		}
		// After the comma: a name, or a noun phrase that is known.
		for v := u + 1; v < len(s.toks) && v <= u+4; v++ {
			if m := s.headed[v]; m != nil && m.Kind != Possessive {
				return arg{v, 0.9, !s.plural(n)}, true
			}
			if p := s.toks[v].UPOS; p != "DET" && p != "ADJ" && p != "NOUN" {
				return arg{}, false
			}
		}
		return arg{}, false
	}
	return arg{}, false
}

// plural tells whether a noun is in the plural, by its features or, where the tagger gives none, by its ending.
func (s *sentence) plural(n int) bool {
	if f := s.feat(n, "Number"); f != "" {
		return f == "Plur"
	}
	return (s.form[n] != s.low[n] || s.toks[n].UPOS == "PROPN") && (strings.HasSuffix(s.form[n], "s") || strings.HasSuffix(s.form[n], "x"))
}

// apposed gives the name that a noun follows or precedes in apposition, by the tree or, where that fails, by
// commas, brackets and dashes: "Ana Velt, patronne de", "Ana Velt (PDG de …)".
func (s *sentence) apposed(n int) int {
	if h := s.head(n); h >= 0 && (s.rel(n) == "appos" || s.rel(n) == "parataxis" || s.rel(n) == "dep" || s.rel(n) == "nmod" && s.prepOf(n) == "") {
		if _, ok := s.own(h); ok {
			return h
		}
	}
	t := s.leftEdge(n, 0) - 1
	if t > 0 {
		switch s.toks[t].Form {
		case ",", "(", "–", "—", "-":
			if _, ok := s.own(t - 1); ok && s.headed[t-1].Kind == Name {
				return t - 1
			}
		}
	}
	// Forward: "Le patron de Velmor, Ana Velt,": after the phrase and a comma.
	end := n
	for _, k := range s.kids(n) {
		switch s.rel(k) {
		case "nmod", "amod", "compound", "flat", "det", "case":
			if e := s.lastOf(k, 0); e > end {
				end = e
			}
		}
	}
	if d := s.kid(n, "det"); d >= 0 && s.feat(d, "Definite") == "Ind" {
		return -1
	}
	if end+2 < len(s.toks) && (s.toks[end+1].Form == "," || s.toks[end+1].Form == ":") {
		for u := end + 2; u < len(s.toks) && u <= end+5; u++ {
			if m := s.headed[u]; m != nil && m.Kind == Name {
				return u
			}
			if p := s.toks[u].UPOS; p != "DET" && p != "NOUN" && p != "ADJ" {
				break
			}
		}
	}
	return -1
}

// leftEdge gives the first token of the noun phrase of n.
func (s *sentence) leftEdge(n, depth int) int {
	edge := n
	if depth > 6 {
		return edge
	}
	for _, k := range s.kids(n) {
		if k > n {
			break
		}
		switch s.rel(k) {
		case "det", "amod", "nummod", "nmod", "compound", "advmod", "case", "flat":
			if e := s.leftEdge(k, depth+1); e < edge {
				edge = e
			}
		}
	}
	return edge
}

// apposedBefore gives the name that a noun follows after a comma: of "Velmor, consortium formé par", Velmor; or -1.
func (s *sentence) apposedBefore(n int) int {
	if s.toks[n].UPOS != "NOUN" || s.kid(n, "case") >= 0 || len(s.d.words.kinds[s.low[n]]) == 0 && !s.d.words.roles[s.low[n]] {
		return -1
	}
	t := s.leftEdge(n, 0) - 1
	if t > 0 && s.toks[t].Form == "," {
		if m := s.headed[t-1]; m != nil && m.Kind == Name {
			return t - 1
		}
	}
	return -1
}

// lastOf gives the last token of the phrase of t without clauses and conjuncts.
func (s *sentence) lastOf(t, depth int) int {
	end := t
	if depth > 6 {
		return end
	}
	for _, k := range s.kids(t) {
		switch s.rel(k) {
		case "nmod", "amod", "compound", "flat", "det", "case", "nummod", "fixed":
			if e := s.lastOf(k, depth+1); e > end {
				end = e
			}
		}
	}
	return end
}
