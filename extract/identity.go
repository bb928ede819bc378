package extract

import "strings"

// sureReference is the least score of a description's reference for what the description says to be told of the thing it is
// taken for.
const sureReference = 0.9

// identities gives what a noun is said of: its own entity, the name beside it, what it is in apposition to,
// the subject of its copula, the subject or object of a verb of becoming or naming.
func (s *sentence) identities(n int) []arg {
	if m := s.headed[n]; m != nil && m.Kind != Possessive && m.Entity != Unresolved {
		if k := s.otherBeside(n, m); k >= 0 {
			return []arg{{k, 0.97, !s.plural(n)}}
		}
		if m.Kind == Description && s.plural(n) && s.nameBeside(n) < 0 {
			return nil // "several leaders" are not the one who was named before
		}
		if m.Kind == Description && m.Score < sureReference && s.nameBeside(n) < 0 {
			return nil // "a question about the leader of Larrowby": not whoever was named last
		}
		return []arg{{n, 1, !s.plural(n)}}
	}
	if k := s.nameBefore(n); k >= 0 && s.toks[k].Deprel != "nmod:poss" && len(s.possessors(n)) > 0 {
		return []arg{{k, 0.95, true}} // "its Trinova unit"
	}
	single := !s.plural(n)
	if k := s.nameBeside(n); k >= 0 && !s.isLabel(n, k) {
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
	h := s.head(n)
	if h >= 0 && s.rel(n) == "xcomp" && s.isVerb(h) && s.cues.copulas[s.low[h]] {
		if a := s.surfaceSubject(h, 0); len(a) > 0 {
			return s.scaled(a, 0.95) // "Velmor, qui est devenu actionnaire de Trinova, Ardane et Quillon"
		}
	}
	if a := s.apposed(n); a >= 0 {
		return []arg{{a, 0.95, single}}
	}
	if k := s.nameOfWork(n); k >= 0 {
		return []arg{{k, 0.95, true}} // "the $10 billion Trinova project"
	}
	if !single && len(s.examples(n)) > 0 {
		return []arg{{n, 0.93, false}} // "les investisseurs de Velmor, dont Trinova et Ardane"
	}
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
			return []arg{{h, 0.93, single}} // "whose president is Ana Velt", "its rivals are Velmor and Trinova"
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

// isLabel tells whether the name right behind the noun n says only for whom its holder stands: "Ana Velt, déléguée CGT".
func (s *sentence) isLabel(n, name int) bool {
	if name < n || s.headed[name].Entity == Unresolved {
		return false
	}
	e := &s.d.entities[s.headed[name].Entity]
	if e.Type != organizationType || e.Known == nil && shapeOf(e.Name) != allCaps {
		return false
	}
	noun := s.low[n]
	if whole := s.d.phrases[s.toks[n].Start]; whole != "" {
		noun = whole
	}
	kinds := s.d.words.kinds[noun]
	return s.d.words.roles[noun] || len(kinds) == 1 && kinds[0] == personType
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
	determined := s.kid(n, "det") >= 0
	if edge > 0 {
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
		for v := u + 1; v < len(s.toks) && v <= u+6; v++ {
			m := s.headed[v]
			if m != nil && m.Kind == Name && s.qualifies(v) {
				continue
			}
			if m != nil && m.Kind != Possessive {
				// "The owner of Trinova, Velmor, said": with an article, where a comma closes the name.
				if determined && (m.Kind != Name || v+1 >= len(s.toks) || s.toks[v+1].Form != "," || !s.plural(n) && s.group[v] >= 0) {
					return arg{}, false
				}
				return arg{v, 0.9, !s.plural(n)}, true
			}
			if p := s.toks[v].UPOS; p != "DET" && p != "ADJ" && p != "NOUN" && p != "PROPN" {
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
	return s.beyondPlace(n, s.apposedName(n))
}

// beyondPlace gives, where what stands before the apposition n is only the place of a participle, the name that the
// participle qualifies: of "Velmor, établi à Lyon, propriétaire de Trinova", Velmor.
func (s *sentence) beyondPlace(n, t int) int {
	if t < 0 || t > n || s.headed[t].Entity == Unresolved || s.d.entities[s.headed[t].Entity].Type != placeType || s.prepOf(t) == "" {
		return t
	}
	for h, i := s.head(t), 0; h >= 0 && i < 3; h, i = s.head(h), i+1 {
		if s.rel(h) != "acl" && s.rel(h) != "amod" {
			continue
		}
		if a := s.head(h); a >= 0 {
			if _, ok := s.own(a); ok {
				return a
			}
			if k := s.nameBeside(a); k >= 0 {
				return k
			}
		}
	}
	return t
}

func (s *sentence) apposedName(n int) int {
	if h := s.head(n); h >= 0 && (s.rel(n) == "appos" || s.rel(n) == "parataxis" || s.rel(n) == "dep" || s.rel(n) == "nmod" && s.prepOf(n) == "") {
		if _, ok := s.own(h); ok {
			return h
		}
	}
	t := s.leftEdge(n, 0) - 1
	if t > 0 && !s.isRelative(t+1) { // "Velmor, whose chief is Ana Velt"
		switch s.toks[t].Form {
		case ",", "(", "–", "—", "-":
			if _, ok := s.own(t - 1); ok && s.headed[t-1].Kind == Name && !(s.toks[t].Form == "," && s.rel(n) == "nsubj" && s.kid(n, "det") >= 0 && s.kid(t-1, "case") >= 0) { // not "D'après Velmor, le patron de Trinova dit"
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
		for u := end + 2; u < len(s.toks) && u <= end+8; u++ {
			if m := s.headed[u]; m != nil && m.Kind == Name && !s.qualifies(u) {
				return u
			}
			if p := s.toks[u].UPOS; p != "DET" && p != "NOUN" && p != "ADJ" && p != "PROPN" {
				break
			}
		}
	}
	return -1
}

// qualifies tells whether the name at token t stands before a noun that the name of something else follows: "Trinova's owner, the
// Lyon fund Velmor,".
func (s *sentence) qualifies(t int) bool {
	for u := t + 1; u < len(s.toks) && u <= t+4; u++ {
		if m := s.headed[u]; m != nil && m.Kind == Name {
			return u > t+1
		}
		if p := s.toks[u].UPOS; p != "NOUN" && p != "ADJ" {
			return false
		}
	}
	return false
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

// otherBeside gives the name in apposition to a description that was taken for someone else of the same type, or -1: in "the Velmor
// leader, Ana Velt," it is Ana Velt who leads, whoever was named before. So it is in "named Ana Velt an attorney".
func (s *sentence) otherBeside(n int, m *Mention) int {
	if m.Kind != Description {
		return -1
	}
	typ := s.d.entities[m.Entity].Type
	other := func(k int) bool {
		o := s.headed[k]
		return o != nil && o.Kind == Name && o.Entity != m.Entity && o.Entity != Unresolved && s.d.entities[o.Entity].Type == typ
	}
	if k := s.nameBeside(n); k >= 0 && other(k) && !s.isLabel(n, k) {
		return k
	}
	if h := s.head(n); h >= 0 && s.rel(n) == "xcomp" && s.cues.naming[s.low[h]] && !s.passive(h) {
		if k := s.kid(h, "obj"); k >= 0 && k < n && other(k) {
			return k
		}
	}
	return -1
}
