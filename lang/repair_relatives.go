package lang

import "strings"

// strayRelative hangs a clause with a relative pronoun on the noun before the comma that opens it, where it was taken for a
// clause of its own: a vendu Vexor à Quorlix, qui l'a revendue; la banque, que dirige Odile Vasseur.
func (p *repairer) strayRelative() {
	for w := 2; w < len(p.t); w++ {
		v := p.t[w].Head
		if featValue(p.t[w].Feats, "PronType") != "Rel" || v < w || p.t[v].UPOS != "VERB" || p.t[w-1].Form != "," || p.has(v, "cc") {
			continue
		}
		n := w - 2
		switch p.t[w].Deprel {
		case "nsubj":
		case "obj":
			if p.t[n].UPOS == "ADJ" && p.t[n].Head == n-1 { // la banque italienne, que
				n--
			}
		default:
			continue
		}
		if !p.nominal(n) {
			continue
		}
		switch p.t[v].Deprel {
		case "conj", "parataxis", "ccomp":
		case "advcl":
			if !p.rules.NameAfterNoun {
				continue // English has it of what is said: which means that …
			}
		default:
			continue
		}
		if h := p.t[n].Head; p.t[n].Deprel == "appos" && p.adjacentName(h, n) {
			n = h
		}
		if p.t[v].Head >= 0 && p.t[v].Head < w {
			p.attach(v, n, "acl:relcl")
		}
	}
}

// strayRelativePredicate hangs a relative clause whose predicate is no verb on the noun before the comma that opens it, where the
// predicate was joined to that noun or to the verb: Vexor, dont le siège est à Larrow, recrute.
func (p *repairer) strayRelativePredicate() {
	for w := 2; w < len(p.t); w++ {
		n := w - 2
		if featValue(p.t[w].Feats, "PronType") != "Rel" || p.t[w-1].Form != "," || !p.nominal(n) {
			continue
		}
		v := p.t[w].Head
		if v > w && p.nominal(v) && p.t[v].Deprel == "nsubj" {
			v = p.t[v].Head
		}
		if v < w || p.child(v, w, v, "cop") < 0 || p.has(v, "cc") || p.t[v].Head < 0 || p.t[v].Head > w {
			continue
		}
		switch p.t[v].Deprel {
		case "conj", "appos", "nmod", "obl", "parataxis":
			p.attach(v, n, "acl:relcl")
		}
	}
}

// conjunctBehindClause joins to a subject the name behind a comma and a conjunction that was hung on a word of what explains
// the subject: l'État, qui détient 20 % de Vexor, et la région Larrow soutiennent l'offre.
func (p *repairer) conjunctBehindClause() {
	for i := 5; i < len(p.t); i++ {
		if p.t[i].Deprel != "conj" || !p.nominal(i) || p.has(i, "case", "nsubj", "mark") || !p.has(i, "cc") {
			continue
		}
		h := p.t[i].Head
		if h < 0 || h > i {
			continue
		}
		cc := p.child(i, h, i, "cc")
		if cc < 3 || p.t[cc-1].Form != "," || p.has(h, "case") && p.t[i].UPOS != "PROPN" && p.t[h].UPOS != "PROPN" {
			continue
		}
		m := h // what explains the subject
		for m >= 0 && p.t[m].Deprel != "appos" && p.t[m].Deprel != "acl" && p.t[m].Deprel != "acl:relcl" {
			if m = p.t[m].Head; m > i {
				m = -1
			}
		}
		if m < 0 || m > i || p.child(h, 0, i, "conj") >= 0 {
			continue
		}
		n := p.t[m].Head
		if n < 0 || n > m || !p.nominal(n) || p.has(n, "conj") {
			continue
		}
		if p.t[n].Deprel != "nsubj" || p.has(n, "case") {
			// Not of a subject: of two names, the clause between commas. "Between Vexor, which has a plant in Larrow, and Quorlix"
			if p.t[m].Deprel != "appos" && p.t[n].UPOS == "PROPN" && p.t[i].UPOS == "PROPN" && p.t[n+1].Form == "," && cc == p.start(i) {
				p.attach(i, n, "conj")
			}
			continue
		}
		v := p.t[n].Head
		open := false
		for j := n + 1; j < m; j++ {
			open = open || p.t[j].Form == "," && p.t[j].Head != n || p.t[j].Form == ","
		}
		if v > i && open && p.predicate(v) && !p.singular(v) && p.start(i) >= cc {
			p.attach(i, n, "conj")
		}
	}
}

// roleForSubject mends a sentence opened by a phrase about someone whose role was taken for the subject:
// pour Odile Vasseur, présidente de Brastel, le rachat d'Oslinde menace l'emploi.
func (p *repairer) roleForSubject() {
	for r := 3; r < len(p.t); r++ {
		v := p.t[r].Head
		if p.t[r].Deprel != "nsubj" || p.t[r].UPOS != "NOUN" || v < r || p.has(r, "det", "case", "cc", "nummod", "nmod:poss") {
			continue
		}
		b := p.start(r)
		if b < 3 || p.t[b-1].Form != "," || p.t[b-2].UPOS != "PROPN" || p.t[b-2].Head != v || !p.has(b-2, "case") {
			continue
		}
		s := p.child(r, r+1, v, "conj", "appos")
		if s < 0 || !p.nominal(s) || p.has(s, "cc", "case") || p.t[s].UPOS == "NOUN" && !p.has(s, "det", "nmod:poss") || p.t[p.start(s)-1].Form != "," {
			continue
		}
		if p.attach(r, b-2, "appos") {
			p.t[s].Head, p.t[s].Deprel = v, "nsubj"
		}
	}
}

// relativeOnVerb hangs a relative clause on the noun before its pronoun, where it was hung on a verb: pour racheter Vexor, que
// possède Odile Vasseur.
func (p *repairer) relativeOnVerb() {
	for v := 2; v < len(p.t); v++ {
		h := p.t[v].Head
		if p.t[v].Deprel != "acl:relcl" || h < 0 || h > v || p.t[h].UPOS != "VERB" || p.has(h, "cop") {
			continue
		}
		w := p.relativeBefore(v)
		if w < h {
			continue
		}
		n := w - 1
		for n > h && (p.t[n].UPOS == "ADP" || p.t[n].Form == "," || opener(p.t[n].Form) || closer(p.t[n].Form)) {
			n--
		}
		if n <= h || !p.nominal(n) {
			continue
		}
		if noun := p.t[n].Head; p.t[n].Deprel == "appos" && p.adjacentName(noun, n) {
			n = noun
		}
		p.attach(v, n, "acl:relcl")
	}
}

// relativeBefore finds the relative pronoun of the clause of v before it, -1 if none.
func (p *repairer) relativeBefore(v int) int {
	for w := v - 1; w >= 0; w-- {
		if featValue(p.t[w].Feats, "PronType") == "Rel" && p.under(w, v) {
			return w
		}
	}
	return -1
}

// relativeMark makes a pronoun, and the object of the clause, of the word that opens a relative clause where it was taken for a
// conjunction: Vexor, que le groupe veut céder. The object is that of the verb that is governed where there is one.
func (p *repairer) relativeMark() {
	for v := 2; v < len(p.t); v++ {
		n := p.t[v].Head
		if p.t[v].Deprel != "acl:relcl" || n < 0 || n > v || !p.nominal(n) {
			continue
		}
		w := p.child(v, n+1, v, "mark")
		if w < 1 || !p.rules.relativeObject[lowerApostrophe(p.t[w].Form)] || p.relativeBefore(v) >= 0 || !p.under(w-1, n) && p.t[w-1].UPOS != "PUNCT" {
			continue
		}
		if p.time(n) { // assurait cet été que Vexor …
			if h := p.t[n].Head; h >= 0 && p.rules.speech[p.t[h].Lemma] && !p.has(h, "ccomp") {
				p.t[v].Head, p.t[v].Deprel, p.t[n].Deprel = h, "ccomp", "obl"
			}
			continue
		}
		of := v
		for p.has(of, "obj", "ccomp", "xcomp") {
			if of = p.child(of, of+1, len(p.t), "xcomp", "ccomp"); of < 0 {
				break
			}
		}
		if of < 0 || p.t[of].UPOS != "VERB" || p.has(of, "aux:pass", "cop") {
			continue
		}
		p.t[w].UPOS, p.t[w].Feats, p.t[w].Head, p.t[w].Deprel = "PRON", "PronType=Rel", of, "obj"
	}
}

// relativeWithoutPronoun mends a finite verb that was hung on a noun as a relative clause, with no pronoun that opens one. The noun is
// the verb's subject behind the comma that closes what explains it; before a subject of the verb's own it is the phrase that opens the
// sentence: selon Vexor, le contrat vaut 3 millions; …, et Vexor, la maison mère de Quorlix, lui a coûté cher.
func (p *repairer) relativeWithoutPronoun() {
	for v := 2; v < len(p.t); v++ {
		n := p.t[v].Head
		if p.t[v].Deprel != "acl:relcl" || n < 0 || n > v || !p.nominal(n) || p.relativeBefore(v) >= 0 || p.has(v, "mark", "cc") {
			continue
		}
		if p.participleOfNoun(v, n) || !p.finite(v) {
			continue
		}
		if s := p.child(v, n+1, v, "nsubj", "nsubj:pass"); s >= 0 {
			if p.t[n].Head < 0 && p.has(n, "case") && p.nominal(s) && p.t[p.start(s)-1].Form == "," {
				p.t[v].Head, p.t[v].Deprel = -1, "root"
				p.t[n].Head, p.t[n].Deprel = v, "obl"
			}
			continue
		}
		g := p.groupStart(v)
		if p.hasSubject(v) || p.t[g-1].Form != "," || p.has(n, "case") || !p.agree(n, v) {
			continue
		}
		if p.t[n].Deprel != "conj" {
			if p.t[n].Deprel == "parataxis" || p.t[n].Head < 0 {
				p.t[v].Head, p.t[v].Deprel = p.t[n].Head, p.t[n].Deprel
				p.t[n].Head, p.t[n].Deprel = v, "nsubj"
			}
			continue
		}
		c := p.child(n, 0, n, "cc")
		if c < 1 || p.t[c-1].Form != "," {
			continue
		}
		if above := p.verbAbove(n); above >= 0 && above < n {
			p.t[v].Head, p.t[v].Deprel = above, "conj"
			p.t[n].Head, p.t[n].Deprel = v, "nsubj"
			p.t[c].Head = v
		}
	}
}

// verbAbove is the nearest verb that i hangs on, -1 if none.
func (p *repairer) verbAbove(i int) int {
	for i = p.t[i].Head; i >= 0 && p.t[i].UPOS != "VERB"; {
		i = p.t[i].Head
	}
	return i
}

// verbJoinedToNoun joins a finite verb behind a conjunction to the verb before it, where it was joined to a noun: a dévoilé Lumio,
// sa machine, et s'allie à Quorlix.
func (p *repairer) verbJoinedToNoun() {
	for v := 3; v < len(p.t); v++ {
		n := p.t[v].Head
		if p.t[v].Deprel != "conj" || n < 0 || n > v || !p.nominal(n) || !p.finite(v) || p.has(n, "cop", "nsubj", "nsubj:pass") {
			continue
		}
		if c := p.child(v, n+1, v, "cc"); c < 0 || p.groupStart(v) != c+1 {
			continue
		}
		above := p.verbAbove(n)
		for above >= 0 && !p.predicate(above) && p.t[above].Head >= 0 {
			above = p.verbAbove(above)
		}
		if above >= 0 && above < n && p.predicate(above) {
			p.attach(v, above, "conj")
		}
	}
}

// participleOfNoun hangs a participle with its agent on the noun right before it, which explains a name, where the two were taken for a
// relative clause: Vexor, the firm led by Ann Hale.
func (p *repairer) participleOfNoun(v, name int) bool {
	s := p.child(v, name+1, v, "nsubj")
	if s != v-1 || !p.nominal(s) || p.has(v, "aux", "aux:tense", "aux:pass", "obj") || featValue(p.t[v].Feats, "Tense") != "Past" {
		return false
	}
	if b := p.start(s); b != name+2 || p.t[b-1].Form != "," || !p.hasAgent(v) {
		return false
	}
	p.t[s].Head, p.t[s].Deprel = name, "appos"
	p.t[v].Head, p.t[v].Deprel = s, "acl"
	return true
}

// hasAgent tells whether a phrase with the preposition of an agent hangs on v.
func (p *repairer) hasAgent(v int) bool {
	for j := v + 1; j < len(p.t); j++ {
		if c := p.t[j].Head; p.t[j].Deprel == "case" && c >= 0 && p.t[c].Head == v && p.rules.agentCase[strings.ToLower(p.t[j].Form)] {
			return true
		}
	}
	return false
}

// relativeOfRole hangs a relative clause right behind the noun that explains a name on the noun: Ann Hale, the heir from whom Vexor had it.
func (p *repairer) relativeOfRole() {
	for v := 4; v < len(p.t); v++ {
		name := p.t[v].Head
		if p.t[v].Deprel != "acl:relcl" || name < 0 || name > v || !p.nominal(name) {
			continue
		}
		w := p.relativeBefore(v)
		if w < name+2 {
			continue
		}
		n := w - 1
		if p.t[n].UPOS == "ADP" {
			n--
		}
		if n > name && p.t[n].UPOS == "NOUN" && p.t[n].Deprel == "appos" && p.t[n].Head == name {
			p.attach(v, n, "acl:relcl")
		}
	}
}

// raisedRelative hangs the relative pronoun that was hung on a verb without arguments of its own (vient, va, peut, doit) on the infinitive
// that this governs: Vexor, à qui la Région vient d'allouer trois millions.
func (p *repairer) raisedRelative() {
	for i := range p.t {
		v := p.t[i].Head
		if v < 0 || v < i || !p.rules.raising[p.t[v].Lemma] || featValue(p.t[i].Feats, "PronType") != "Rel" {
			continue
		}
		switch p.t[i].Deprel {
		case "obl", "iobj", "obj":
		default:
			continue
		}
		if x := p.child(v, v+1, len(p.t), "xcomp"); x >= 0 && featValue(p.t[x].Feats, "VerbForm") == "Inf" && !(p.t[i].Deprel == "obj" && p.has(x, "obj")) {
			p.attach(i, x, p.t[i].Deprel)
		}
	}
}
