package lang

import "strings"

// offMarks hangs on a word what the parser hung on a mark for want of another place. A noun without a preposition behind a comma
// goes on with what stands before it: réunit le fonds Vexor, la banque Quorlix et Oslinde.
func (p *repairer) offMarks() {
	for i := range p.t {
		h := p.t[i].Head
		if h < 0 || p.t[h].UPOS != "PUNCT" || p.t[i].UPOS == "PUNCT" {
			continue
		}
		if !p.offMark(i) {
			for h >= 0 && p.t[h].UPOS == "PUNCT" && p.t[h].Head >= 0 {
				h = p.t[h].Head
			}
			p.attach(i, h, "parataxis")
		}
	}
}

func (p *repairer) offMark(i int) bool {
	switch label := p.t[i].Deprel; {
	case strings.HasPrefix(label, "aux"):
		for v := i + 1; v < len(p.t) && v < i+8; v++ {
			if f := featValue(p.t[v].Feats, "VerbForm"); p.t[v].UPOS == "VERB" && (f == "Part" || f == "Inf") {
				return p.attach(i, v, label)
			}
		}
		return false
	case label == "case" || label == "det" || label == "mark" || label == "cc":
		for n := i + 1; n < len(p.t); n++ {
			if (p.nominal(n) || p.t[n].UPOS == "VERB") && p.attach(i, n, label) {
				return true
			}
		}
		return false
	}
	if !p.nominal(i) {
		return false
	}
	b := p.start(i)
	if p.has(i, "case") {
		if b < 1 {
			return false
		}
		v := b - 1
		if p.t[v].UPOS != "VERB" {
			v = p.verbAbove(v)
		}
		return v >= 0 && v < i && p.attach(i, v, "obl")
	}
	if b < 2 || p.t[b-1].Form != "," && p.t[b-1].Form != ":" || !p.nominal(b-2) {
		return false
	}
	n := b - 2
	last := p.child(i, i+1, len(p.t), "conj")
	if p.t[b-1].Form == ":" || last < 0 {
		if noun := p.t[n].Head; p.t[n].Deprel == "appos" && p.adjacentName(noun, n) {
			n = noun
		}
		return p.attach(i, n, "appos")
	}
	for h := p.t[n].Head; h >= 0 && h < n && p.nominal(h); h = p.t[n].Head {
		n = h
	}
	if !p.attach(i, n, "conj") {
		return false
	}
	for j := i + 1; j < len(p.t); j++ {
		if p.t[j].Head == i && p.t[j].Deprel == "conj" {
			p.t[j].Head = n
		}
	}
	return true
}

// openList joins to a list without its conjunction the part behind one that was joined to a noun before the list:
// une alliance qui réunit le fonds Vexor, la banque Quorlix et l'italien Oslinde.
func (p *repairer) openList() {
	for i := 5; i < len(p.t); i++ {
		outer := p.t[i].Head
		if p.t[i].Deprel != "conj" || !p.nominal(i) || outer < 0 || outer > i || !p.nominal(outer) {
			continue
		}
		c := p.child(i, outer, i, "cc")
		if c < outer+3 || p.t[c-1].UPOS == "PUNCT" || p.start(i) < c {
			continue
		}
		last := c - 1
		for last > outer && p.t[last].Deprel != "conj" {
			last = p.t[last].Head
		}
		if last <= outer || p.t[last].Head <= outer || p.has(last, "cc") {
			continue
		}
		first := p.t[last].Head
		if !p.nominal(first) || first > last || !p.under(first, outer) || p.child(outer, outer, c, "conj") >= 0 {
			continue
		}
		if a, b := p.child(first, 0, first, "case"), p.child(i, c, i, "case"); (a < 0) == (b < 0) && (a < 0 || p.t[a].Lemma == p.t[b].Lemma) {
			p.attach(i, first, "conj")
		}
	}
}

// firstAdjective makes the first of two adjectives behind a comma the head, where the second is: Vexor, rivale européenne de Quorlix.
func (p *repairer) firstAdjective() {
	for i := 2; i+1 < len(p.t); i++ {
		n := i + 1
		if p.t[i].UPOS != "ADJ" || p.t[n].UPOS != "ADJ" || p.t[i].Head != n || p.t[i].Deprel != "amod" || p.t[i-1].Form != "," || p.t[n].Head < 0 || p.t[n].Head >= i {
			continue
		}
		p.t[i].Head, p.t[i].Deprel = p.t[n].Head, p.t[n].Deprel
		p.t[n].Head, p.t[n].Deprel = i, "amod"
		for j := range p.t {
			if p.t[j].Head == n {
				p.t[j].Head = i
			}
		}
	}
}

// objectBehindPhrase makes a name behind a bare noun with a preposition the object of an active verb that has none:
// Vexor a mis en cause Quorlix.
func (p *repairer) objectBehindPhrase() {
	for i := 3; i < len(p.t); i++ {
		n := i - 1
		c := i - 2
		if p.t[i].UPOS != "PROPN" || p.t[i].Head != n || p.t[i].Deprel != "appos" && p.t[i].Deprel != "nmod" || p.t[n].UPOS != "NOUN" || p.t[c].Head != n || !p.rules.placeCase[p.t[c].Form] {
			continue
		}
		v := p.t[n].Head
		if v == c-1 && p.predicate(v) && p.child(v, 0, v, "nsubj") >= 0 && !p.has(v, "obj", "aux:pass", "expl:pv") {
			p.t[i].Head, p.t[i].Deprel = v, "obj"
		}
	}
}

// roleBehindPlace hangs a role behind a comma on the noun that the participle before it explains, not on the place in that:
// le fonds Vexor, établi en Floride, propriétaire de Quorlix.
func (p *repairer) roleBehindPlace() {
	for i := 6; i < len(p.t); i++ {
		place := p.t[i].Head
		if p.t[i].UPOS != "NOUN" || p.t[i].Deprel != "appos" || place != i-2 || p.t[i-1].Form != "," || p.has(i, "det", "case", "cc") {
			continue
		}
		c, v := p.child(place, 0, place, "case"), p.t[place].Head
		if c < 0 || !p.rules.placeCase[p.t[c].Form] || v < 0 || v > place || p.t[v].Deprel != "acl" {
			continue
		}
		p.attach(i, p.t[v].Head, "appos")
	}
}

// flatNoun makes the head a noun that was hung on a sum before it as if it were a part of a name: Vexor's $400 million Oslinde plant.
func (p *repairer) flatNoun() {
	for i := 1; i < len(p.t); i++ {
		h := p.t[i].Head
		if p.t[i].UPOS != "NOUN" || p.t[i].Deprel != "flat" || h < 0 || h > i || p.t[h].UPOS == "PROPN" || p.time(i) {
			continue
		}
		p.t[i].Head, p.t[i].Deprel = p.t[h].Head, p.t[h].Deprel
		p.t[h].Head, p.t[h].Deprel = i, "compound"
		for j := range p.t {
			if p.t[j].Head == h && (j > i || p.t[j].Deprel != "nummod" && p.t[j].Deprel != "compound" && p.t[j].Deprel != "flat") {
				p.t[j].Head = i
			}
			if p.t[j].Head == h && j > h && j < i && p.t[j].UPOS == "PROPN" {
				p.t[j].Head, p.t[j].Deprel = i, "compound"
			}
		}
	}
}

// caseAsMark makes a preposition of one that was taken for a conjunction before a noun that says nothing: with $50 million from Vexor.
func (p *repairer) caseAsMark() {
	for i := 0; i+1 < len(p.t); i++ {
		n := p.t[i].Head
		if p.t[i].Deprel != "mark" || n < i || !p.nominal(n) || p.t[n].Deprel != "obl" && p.t[n].Deprel != "nmod" || p.has(n, "cop", "nsubj", "nsubj:pass", "aux", "case", "acl", "advcl") || p.start(n) < i {
			continue
		}
		p.t[i].UPOS, p.t[i].Deprel = "ADP", "case"
	}
}

// clauseCase makes a conjunction of a preposition that can be one, before a noun and a finite verb right behind that have no other
// relation to each other: the news comes as Vexor holds talks.
func (p *repairer) clauseCase() {
	for c := 1; c+2 < len(p.t); c++ {
		n := p.t[c].Head
		if p.t[c].Deprel != "case" || n < c || !p.nominal(n) || !p.rules.clauseCase[strings.ToLower(p.t[c].Form)] || p.start(n) != c {
			continue
		}
		v := p.t[n].Head
		if v < 0 || v > c || p.t[v].UPOS != "VERB" || p.t[n].Deprel != "obl" && p.t[n].Deprel != "nmod" && p.t[n].Deprel != "obj" {
			continue
		}
		m := p.predicateBehind(n)
		if m < 0 {
			continue
		}
		if p.t[v].Head == m && p.t[v].Deprel != "acl:relcl" {
			p.t[v].Head, p.t[v].Deprel = p.t[m].Head, p.t[m].Deprel // the clause was taken for the main one
			p.t[m].Head, p.t[m].Deprel = v, "advcl"
		}
		if h := p.t[m].Head; p.hasSubject(m) || h != v && h != n || p.has(m, "mark", "cc") || !p.agree(n, m) {
			continue
		}
		if p.attach(m, v, "advcl") {
			label := "nsubj"
			if p.has(m, "aux:pass") {
				label = "nsubj:pass"
			}
			p.attach(n, m, label)
			p.t[c].Head, p.t[c].Deprel, p.t[c].UPOS = m, "mark", "SCONJ"
		}
	}
}

// predicateBehind gives the predicate whose verb or auxiliary stands right behind the phrase of n, -1 if none does.
func (p *repairer) predicateBehind(n int) int {
	e := p.end(n)
	if e >= len(p.t) {
		return -1
	}
	if t := &p.t[e]; t.UPOS == "AUX" && featValue(t.Feats, "VerbForm") == "Fin" && t.Head > e {
		return t.Head
	}
	for m := e; m < len(p.t) && p.t[m].UPOS != "PUNCT"; m++ {
		if p.finite(m) || p.predicate(m) || p.bareVerb(m) {
			if p.groupStart(m) == e {
				return m
			}
			return -1
		}
	}
	return -1
}

// verbBehindDash gives the verb behind what two dashes set aside the noun before them for its subject, where the verb was hung on a
// word between them: Vexor — which has 300 staff — signed a deal.
func (p *repairer) verbBehindDash() {
	for i := 1; i+3 < len(p.t); i++ {
		f := p.t[i].Form
		if f != "—" && f != "–" {
			continue
		}
		j := i + 2
		for j < len(p.t) && p.t[j].Form != f {
			j++
		}
		n := i - 1
		for n > 0 && p.t[n].Head == n-1 && (p.t[n].Deprel == "appos" || p.t[n].Deprel == "flat") {
			n--
		}
		v := j + 1
		for v < len(p.t) && (p.t[v].UPOS == "AUX" || p.t[v].UPOS == "ADV" || p.t[v].UPOS == "PART") {
			v++
		}
		if v >= len(p.t) || !p.nominal(n) || p.has(n, "case") || !p.finite(v) && !p.predicate(v) && !p.bareVerb(v) || p.hasSubject(v) {
			i = j
			continue
		}
		if h := p.t[v].Head; h > i && h < j && !p.under(n, v) {
			p.t[v].Head, p.t[v].Deprel = p.t[n].Head, p.t[n].Deprel
			p.t[n].Head, p.t[n].Deprel = v, "nsubj"
		}
		i = j
	}
}

// bareVerb tells a verb with an object and no auxiliary whose form may be that of the present or the past, though it was taken for an
// infinitive or a participle.
func (p *repairer) bareVerb(v int) bool {
	f := featValue(p.t[v].Feats, "VerbForm")
	return p.t[v].UPOS == "VERB" && (f == "Inf" || f == "Part" && featValue(p.t[v].Feats, "Tense") == "Past") && p.has(v, "obj") && !p.has(v, "aux", "aux:pass", "mark")
}

// reflexiveObject makes a reflexive pronoun right behind a verb without an object its object: Vexor has rebranded itself.
func (p *repairer) reflexiveObject() {
	for i := 1; i < len(p.t); i++ {
		v := i - 1
		if p.t[i].UPOS == "PRON" && p.t[i].Head == v && p.t[v].UPOS == "VERB" && p.t[i].Deprel == "nmod:unmarked" && !p.has(v, "obj") {
			p.t[i].Deprel = "obj"
		}
	}
}

// timeObject makes a word of time an adverbial where the verb has another object, or a clause as one: testeront l'hiver prochain Vexor.
func (p *repairer) timeObject() {
	for i := 1; i < len(p.t); i++ {
		v := p.t[i].Head
		if p.t[i].Deprel != "obj" || v < 0 || v > i || !p.time(i) || p.has(i, "case", "conj") || !p.has(i, "det") && p.t[i].UPOS != "PROPN" && p.has(i, "nummod") {
			continue
		}
		if n := p.child(i, i+1, len(p.t), "appos", "nmod"); n >= 0 && p.t[n].UPOS == "PROPN" && p.adjacentName(i, n) && !p.has(n, "case") {
			p.t[n].Head, p.t[n].Deprel = v, "obj"
		}
		for j := range p.t {
			if j != i && p.t[j].Head == v && (p.t[j].Deprel == "obj" && j > v || p.t[j].Deprel == "ccomp") {
				p.t[i].Deprel = "obl"
				break
			}
		}
	}
}

// namesOfPlural joins to the first name of a noun in the plural the list that goes on behind it: propriétaire des licences Vexor,
// Quorlix et Oslinde.
func (p *repairer) namesOfPlural() {
	for i := 3; i < len(p.t); i++ {
		first := i - 2
		if p.t[i].UPOS != "PROPN" || p.t[i-1].Form != "," || p.t[first].UPOS != "PROPN" || p.t[i].Head == first || p.has(i, "case", "cc") || p.has(first, "case") {
			continue
		}
		noun := p.t[first].Head
		if noun < 0 || !p.adjacentName(noun, first) || p.t[noun].UPOS != "NOUN" || featValue(p.t[noun].Feats, "Number") != "Plur" {
			continue
		}
		last := p.child(i, i+1, len(p.t), "conj")
		if d := p.t[i].Deprel; last < 0 || !p.has(last, "cc") || p.t[last].UPOS != "PROPN" || d != "appos" && d != "nmod" && d != "conj" && d != "parataxis" {
			continue
		}
		if !p.attach(i, first, "conj") {
			continue
		}
		for j := i + 1; j < len(p.t); j++ {
			if p.t[j].Head == i && p.t[j].Deprel == "conj" {
				p.t[j].Head = first
			}
		}
	}
}

// companion hangs the phrase that a bare noun with a preposition governs on that noun, where both were hung on what stands before them:
// build a plant in partnership with Vexor.
func (p *repairer) companion() {
	for i := 4; i < len(p.t); i++ {
		h := p.t[i].Head
		if h < 0 || h > i || p.t[i].Deprel != "nmod" && p.t[i].Deprel != "obl" || !p.nominal(i) {
			continue
		}
		c := p.child(i, h+1, i, "case")
		n := c - 1
		if c < h+3 || !p.rules.companionCase[p.t[c].Form] || p.t[n].UPOS != "NOUN" || p.t[n].Head != h || p.t[n-1].UPOS != "ADP" || p.t[n-1].Head != n || p.time(n) {
			continue
		}
		p.attach(i, n, "nmod")
	}
}

// nameBehindObject makes a name behind a comma what explains the object before it, where it was joined to the verb without a
// conjunction: lance une nouvelle société, Vexor.
func (p *repairer) nameBehindObject() {
	for i := 3; i < len(p.t); i++ {
		v := p.t[i].Head
		if p.t[i].UPOS != "PROPN" || p.t[i].Deprel != "conj" || v < 0 || v > i || p.t[v].UPOS != "VERB" || p.t[i-1].Form != "," || p.has(i, "cc", "case", "conj", "nsubj") || p.closed(i) {
			continue
		}
		o := p.child(v, v+1, i, "obj")
		if o >= 0 && p.t[o].UPOS == "NOUN" && p.under(i-2, o) && !p.named(o) {
			p.attach(i, o, "appos")
		}
	}
}
