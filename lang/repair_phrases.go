package lang

import "strings"

// nameAfterNoun makes a noun the head of the name right behind it: le géant Vexor.
func (p *repairer) nameAfterNoun() {
	for i := 0; i+1 < len(p.t); i++ {
		noun, name := &p.t[i], &p.t[i+1]
		if noun.UPOS != "NOUN" || name.UPOS != "PROPN" || noun.Head != i+1 || p.time(i) {
			continue
		}
		if noun.Deprel == "nsubj" || noun.Deprel == "obj" || noun.Deprel == "conj" || noun.Deprel == "appos" && i > 0 && p.t[i-1].UPOS == "PUNCT" {
			continue
		}
		noun.Head, noun.Deprel = name.Head, name.Deprel
		name.Head, name.Deprel = i, "appos"
		for j := range p.t {
			if p.t[j].Head != i+1 {
				continue
			}
			// What stands before the two belongs to the noun, and so do the phrases of the whole.
			switch p.t[j].Deprel {
			case "conj", "cc", "case", "det", "nsubj", "cop", "mark", "punct", "acl:relcl", "appos", "amod", "advmod", "nummod":
				p.t[j].Head = i
			}
		}
	}
}

// nameBetweenCommas hangs a name in commas behind « le patron de Vexor » on the noun, not on the name:
// the noun is singular with a determiner, and no list of names goes on behind.
func (p *repairer) nameBetweenCommas() {
	for i := 2; i < len(p.t); i++ {
		if p.t[i].UPOS != "PROPN" || p.t[i-1].Form != "," || i+1 < len(p.t) && p.t[i+1].UPOS != "PUNCT" || p.has(i, "conj", "case", "cc") {
			continue
		}
		inner := i - 2
		if p.t[inner].UPOS != "PROPN" {
			continue
		}
		noun := p.t[inner].Head
		if noun < 0 || noun >= inner || p.t[noun].UPOS != "NOUN" || p.t[inner].Deprel != "nmod" || !p.has(inner, "case") || !p.has(noun, "det", "nmod:poss") || featValue(p.t[noun].Feats, "Number") == "Plur" {
			continue
		}
		if p.listed(i) && !p.higherList(noun, i) || p.t[i].Deprel == "nsubj" && p.has(noun, "case") {
			continue
		}
		if h := p.t[i].Head; p.t[i].Deprel == "appos" && h < noun && p.under(noun, h) {
			continue // la rectrice de l'université de Vexor, Odile Vasseur
		}
		if h := p.t[i].Head; h == noun && p.t[i].Deprel == "appos" || h < noun && p.t[i].Deprel != "conj" && p.t[i].Deprel != "appos" && p.t[i].Deprel != "parataxis" && p.t[i].Deprel != "obl" && p.t[i].Deprel != "nmod" && p.t[i].Deprel != "dislocated" && p.t[i].Deprel != "vocative" {
			continue
		}
		p.attach(i, noun, "appos")
	}
}

// listed tells whether the name at i is followed by a further one in a list: « A, B et C », « A, B, C ».
func (p *repairer) listed(i int) bool {
	for j := i + 1; j < len(p.t) && j <= i+3; j++ {
		switch {
		case p.t[j].UPOS == "CCONJ":
			return true
		case p.t[j].Form == ",":
		case p.t[j].UPOS == "PROPN" && j > i+1:
			return true
		default:
			return false
		}
	}
	return false
}

// phraseBetweenCommas hangs a noun phrase without a preposition, in commas behind a name, on the name
// as what explains it: Vexor, its parent company, …
func (p *repairer) phraseBetweenCommas() {
	for i := 3; i < len(p.t); i++ {
		if p.t[i].UPOS != "NOUN" || p.has(i, "case", "cc", "cop", "conj") || p.time(i) || p.t[i].Deprel == "conj" && p.named(i) {
			continue
		}
		switch p.t[i].Deprel {
		case "obl", "obl:unmarked", "nmod", "nmod:unmarked", "parataxis", "list", "dislocated", "dep", "conj":
		case "appos":
			// Of the last name of a list, not of its first.
			if h := p.t[i].Head; h < 0 || h > i || p.t[h].UPOS != "PROPN" || !p.has(h, "conj") || p.joinedName(p.child(h, h, i, "conj")) || featValue(p.t[i].Feats, "Number") == "Plur" {
				continue
			}
		default:
			continue
		}
		start := p.child(i, 0, i, "det", "nmod:poss")
		if start < 2 {
			continue
		}
		owned := (p.t[start].Deprel == "nmod:poss" || featValue(p.t[start].Feats, "Poss") == "Yes") && featValue(p.t[i].Feats, "Number") != "Plur"
		if featValue(p.t[start].Feats, "Definite") == "Ind" && (p.t[i].Deprel == "parataxis" || p.t[i].Deprel == "conj") {
			continue // a sum behind what it was paid for; a part of a list
		}
		if p.t[start].UPOS != "PRON" && p.t[start].UPOS != "DET" {
			start = p.start(start)
		}
		if start < 2 || p.t[start-1].Form != "," || p.t[start-2].UPOS != "PROPN" {
			continue
		}
		end := p.end(i)
		if end < len(p.t) && p.t[end].UPOS != "PUNCT" || p.listed(end-1) && (!owned || p.t[end].Form != ",") {
			continue
		}
		name := start - 2
		for p.t[name].Deprel == "flat" || p.t[name].Deprel == "compound" || p.joinedName(name) {
			name = p.t[name].Head
		}
		if p.t[name].Deprel == "conj" && p.t[i].Deprel == "conj" && (!owned || !p.has(name, "cc")) {
			continue // a list goes on
		}
		p.attach(i, name, "appos")
	}
}

// joinedName tells the second part of a name with a sign between: Peat & Loam.
func (p *repairer) joinedName(i int) bool {
	if i < 2 || p.t[i].Deprel != "conj" {
		return false
	}
	c := p.child(i, 0, i, "cc")
	return c == i-1 && p.t[c].Form == "&"
}

// possessor hangs a noun with a possessive particle on the noun of the phrase behind the particle:
// Hale's Vexor is in talks.
func (p *repairer) possessor() {
	for i := 0; i+2 < len(p.t); i++ {
		part := i + 1
		if !p.nominal(i) || p.t[part].UPOS != "PART" || p.t[part].Head != i || p.t[part].Deprel != "case" {
			continue
		}
		owned := -1
		for j := part + 1; j < len(p.t) && j < part+8; j++ {
			u := p.t[j].UPOS
			if j+2 < len(p.t) && p.t[j+1].Form == "-" && owned < 0 { // state-run
				j++
				continue
			}
			if u == "NOUN" || u == "PROPN" {
				owned = j
				continue
			}
			if u != "ADJ" && u != "NUM" && u != "ADV" || owned >= 0 {
				break
			}
		}
		if owned < 0 || p.t[i].Head == owned {
			continue
		}
		if h := p.t[i].Head; h > part && h < owned {
			continue // another noun of the same phrase: let it be
		}
		label, head := p.t[i].Deprel, p.t[i].Head
		if !p.attach(i, owned, "nmod:poss") && head >= 0 {
			// The owned noun hangs on its owner: they change places.
			if p.t[owned].Head == i {
				p.t[owned].Head, p.t[owned].Deprel = head, label
				p.t[i].Head, p.t[i].Deprel = owned, "nmod:poss"
			}
		}
	}
}

// governedInfinitive tells what a verb governs from a purpose: « agreed in March to sell ».
func (p *repairer) governedInfinitive() {
	for i := range p.t {
		t := &p.t[i]
		if t.UPOS != "VERB" || t.Deprel != "advcl" || t.Head < 0 || t.Head > i || featValue(t.Feats, "VerbForm") != "Inf" {
			continue
		}
		if v := t.Head; !p.rules.control[p.t[v].Lemma] || p.has(v, "xcomp", "ccomp") {
			continue
		}
		mark := p.child(i, 0, i, "mark")
		if mark >= 0 && p.rules.controlMarks[strings.ToLower(p.t[mark].Form)] {
			t.Deprel = "xcomp"
		}
	}
}

// beyondApposition hangs a prepositional phrase behind the comma that closes an apposition on the verb:
// sold the York unit, its last one, to Vexor.
func (p *repairer) beyondApposition() {
	for i := range p.t {
		a := p.t[i].Head
		if p.t[i].Deprel != "nmod" || a < 0 || a > i || p.t[a].Deprel != "appos" || p.t[a].Head > a || !p.has(i, "case") {
			continue
		}
		start := p.child(i, 0, i, "case")
		open, closed := false, start > a && p.t[start-1].Form == ","
		for j := p.t[a].Head + 1; j < a; j++ {
			open = open || p.t[j].Form == ","
		}
		if !open || !closed {
			continue
		}
		v := p.t[a].Head
		for v >= 0 && p.t[v].UPOS != "VERB" {
			v = p.t[v].Head
		}
		if v >= 0 && v < i {
			p.attach(i, v, "obl")
		}
	}
}

// participleAsCase hangs a participle behind a comma on the noun before it, where it was taken for a
// preposition: Vexor, based in Oslo, …
func (p *repairer) participleAsCase() {
	for i := 2; i < len(p.t); i++ {
		if p.t[i].Deprel != "case" || p.t[i].UPOS != "VERB" || featValue(p.t[i].Feats, "Tense") != "Past" || p.t[i-1].Form != "," || !p.nominal(i-2) {
			continue
		}
		h := p.t[i].Head
		if h < i || !p.attach(i, i-2, "acl") {
			continue
		}
		if p.has(h, "case") && p.t[h].Head >= 0 {
			p.attach(h, i, "obl")
		}
	}
}

// participleOfSubject hangs a past participle in commas right behind a subject on it, not on the verb:
// Vexor, based in Oslo, sold its plants.
func (p *repairer) participleOfSubject() {
	for i := 2; i < len(p.t); i++ {
		n := i - 2
		if p.t[i].UPOS != "VERB" || p.t[i].Deprel != "advcl" || p.t[i].Head < i || p.t[i-1].Form != "," || !p.nominal(n) {
			continue
		}
		if featValue(p.t[i].Feats, "VerbForm") != "Part" || featValue(p.t[i].Feats, "Tense") != "Past" || p.has(i, "mark", "aux", "aux:tense", "nsubj") {
			continue
		}
		for p.t[n].Head >= 0 && p.t[n].Head < n {
			n = p.t[n].Head
		}
		if p.t[n].Deprel == "nsubj" && p.t[n].Head == p.t[i].Head {
			p.attach(i, n, "acl")
		}
	}
}

// titledName makes a name behind a title the head, not the name before the title:
// Vexor chief executive Odile Vasseur left.
func (p *repairer) titledName() {
	for i := 2; i < len(p.t); i++ {
		if p.t[i].UPOS != "PROPN" || p.t[i-1].UPOS != "NOUN" && p.t[i-1].Deprel != "nmod:desc" || p.t[i-1].Head != i || p.has(i, "case", "det") {
			continue
		}
		j := i - 2
		for j > 0 && (p.t[j].UPOS == "NOUN" || p.t[j].UPOS == "ADJ") {
			j--
		}
		head := p.t[j].Head
		if p.t[j].UPOS != "PROPN" || head >= j && head <= i || p.t[i].Head != j && p.t[i].Head != head {
			continue
		}
		p.t[i].Head, p.t[i].Deprel = head, p.t[j].Deprel
		p.t[j].Head, p.t[j].Deprel = i-1, "compound"
		for k := range p.t {
			if p.t[k].Head == j && (k < j || k > i) && p.t[k].Deprel != "flat" {
				p.t[k].Head = i
			}
		}
	}
}

// roleAfterName makes a role in commas behind a subject what explains it, not a second subject:
// Odile Vasseur, chairman and chief executive of Vexor, will leave.
func (p *repairer) roleAfterName() {
	for n := range p.t {
		if p.t[n].UPOS != "PROPN" || p.t[n].Deprel != "nsubj" || p.has(n, "case") {
			continue
		}
		p.twoRoles(n)
		role := p.child(n, n+1, p.t[n].Head, "conj", "list", "parataxis", "nmod")
		if role < 0 || p.t[role].UPOS != "NOUN" || p.has(role, "cc", "case") || featValue(p.t[role].Feats, "Number") == "Plur" {
			continue
		}
		start := role
		for start > n+1 && p.t[start-1].Head == role {
			if p.t[start-1].UPOS == "PUNCT" {
				break
			}
			start--
		}
		end := role + 1
		for end < len(p.t) && p.under(end, role) {
			end++
		}
		for end > role+1 && p.t[end-1].UPOS == "PUNCT" {
			end--
		}
		if p.t[start-1].Form == "," && end+1 < len(p.t) && p.t[end].Form == "," && (p.t[end+1].UPOS == "AUX" || p.t[end+1].UPOS == "VERB") {
			p.t[role].Deprel = "appos"
		}
	}
}
