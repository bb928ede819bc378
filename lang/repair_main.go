package lang

// mainVerb mends a sentence whose main verb was hung on the verb of a clause between its subject and it:
// Vexor, the firm led until May by Odile Vasseur, agreed to buy Oslinde. The verb of the clause then has
// two subjects before it.
func (p *repairer) mainVerb() {
	for v := range p.t {
		if p.t[v].UPOS != "VERB" {
			continue
		}
		name := p.child(v, 0, v, "nsubj")
		if name < 0 || p.t[name].UPOS != "PROPN" || p.has(name, "case", "conj") {
			continue
		}
		second := p.child(v, name+1, v, "nsubj")
		if second < 0 || !p.nominal(second) || p.t[name+1].Form != "," {
			continue
		}
		// The clause explains the second subject, or a noun that explains the name.
		noun, label := second, "acl"
		if b := p.start(second); b != name+2 {
			if noun, label = p.child(name, name+1, b, "appos"), "acl:relcl"; noun < 0 || !p.relativeBetween(noun, second) {
				continue
			}
		}
		if h := p.t[v].Head; h > v && noun != second && p.predicate(h) && !p.hasSubject(h) && p.t[p.groupStart(h)-1].Form == "," {
			p.t[name].Head = h
			p.t[v].Head, p.t[v].Deprel = noun, label
			continue
		}
		main := p.behindComma(v)
		if main < 0 {
			continue
		}
		comma := p.groupStart(main) - 1
		for p.t[comma].Form != "," {
			comma--
		}
		head, deprel := p.t[v].Head, p.t[v].Deprel
		for j := range p.t {
			switch {
			case p.t[j].Head == v && (j > comma || j < name):
				p.t[j].Head = main
			case p.t[j].Head == main && j > v && j < comma:
				p.t[j].Head = v
				if d := p.t[j].Deprel; d == "nsubj" || d == "mark" {
					p.t[j].Deprel = "obl"
				}
			}
		}
		p.t[main].Head, p.t[main].Deprel = head, deprel
		p.t[name].Head = main
		p.t[v].Head, p.t[v].Deprel = noun, label
		if noun == second {
			p.t[noun].Head, p.t[noun].Deprel = name, "appos"
		}
	}
}

// relativeBetween tells whether a relative pronoun stands between two places.
func (p *repairer) relativeBetween(from, to int) bool {
	for j := from + 1; j < to; j++ {
		if featValue(p.t[j].Feats, "PronType") == "Rel" {
			return true
		}
	}
	return false
}

// behindComma finds a finite verb on a loose arc of v whose group follows a comma at once, with no
// subject behind that comma; -1 if none.
func (p *repairer) behindComma(v int) int {
	for m := v + 2; m < len(p.t); m++ {
		if p.t[m].Head != v || !p.predicate(m) || p.has(m, "cc") {
			continue
		}
		switch p.t[m].Deprel {
		case "advcl", "parataxis", "conj", "dep", "appos":
		default:
			continue
		}
		b := p.groupStart(m)
		if b > 0 && p.t[b-1].UPOS == "SCONJ" { // has since come
			b = p.groupStart(b - 1)
		}
		if b-1 > v && p.t[b-1].Form == "," && p.child(m, b, len(p.t), "nsubj", "nsubj:pass") < 0 {
			return m
		}
	}
	return -1
}

// subjectBeforeConjunction joins a name and what explains it to the list of which they are the first
// part, where the last part alone was taken for the subject of a verb in the plural:
// Vexor, propriétaire du site, et Oslinde paient les travaux.
func (p *repairer) subjectBeforeConjunction() {
	for n := 3; n < len(p.t); n++ {
		v := p.t[n].Head
		if p.t[n].UPOS != "PROPN" || p.t[n].Deprel != "nsubj" || v < n || p.has(n, "conj", "case", "cc") || !p.plural(v) {
			continue
		}
		b := p.start(n)
		cc := b - 1
		if cc < 3 || p.t[cc].UPOS != "CCONJ" {
			cc = b
		}
		if p.t[cc].UPOS != "CCONJ" || p.t[cc-1].Form != "," {
			continue
		}
		a := p.child(v, 0, cc, "dislocated", "advcl", "obl", "conj", "parataxis", "nsubj", "vocative")
		if p.t[v].Head >= 0 && p.t[v].Head < cc && p.t[v].Deprel != "acl:relcl" && p.t[p.t[v].Head].UPOS == "PROPN" {
			a = p.t[v].Head
		}
		if a < 0 || p.t[a].UPOS != "PROPN" || p.has(a, "case") || !p.has(a, "appos") || p.start(a) > 0 {
			continue
		}
		if p.t[v].Head == a {
			p.t[v].Head, p.t[v].Deprel = p.t[a].Head, p.t[a].Deprel
		}
		p.t[a].Head, p.t[a].Deprel = v, "nsubj"
		p.t[n].Head, p.t[n].Deprel = a, "conj"
		p.t[cc].Head, p.t[cc].Deprel = n, "cc"
	}
}

// plural tells whether a verb or its auxiliary has a form of the plural only.
func (p *repairer) plural(v int) bool {
	if a := p.child(v, 0, v, "aux", "aux:tense", "aux:pass"); a >= 0 {
		return featValue(p.t[a].Feats, "Number") == "Plur"
	}
	return featValue(p.t[v].Feats, "Number") == "Plur" && featValue(p.t[v].Feats, "VerbForm") == "Fin"
}

// predicate tells a finite verb or an infinitive with its auxiliary (will buy).
func (p *repairer) predicate(i int) bool {
	return p.finite(i) || p.t[i].UPOS == "VERB" && featValue(p.t[i].Feats, "VerbForm") == "Inf" && p.child(i, 0, i, "aux") >= 0 && !p.has(i, "mark")
}

// relativeBeforeMain mends a relative clause with a subject of its own that was taken for the main one:
// Vexor, dont Odile Vasseur détient 30 %, va céder Oslinde.
func (p *repairer) relativeBeforeMain() {
	for w := 2; w < len(p.t); w++ {
		n := w - 1
		if p.t[n].Form == "," {
			n--
		}
		v := p.t[n].Head
		if featValue(p.t[w].Feats, "PronType") != "Rel" || p.t[n].UPOS != "PROPN" || p.t[n].Deprel != "nsubj" || v < w || p.t[v].UPOS != "VERB" || p.t[w].Deprel == "nsubj" {
			continue
		}
		s := p.child(n, w+1, v, "conj", "appos", "nmod")
		if s < 0 || !p.nominal(s) || p.has(s, "case", "cc") || p.start(s) > w+1 {
			continue
		}
		main := p.behindComma(v)
		if main < 0 || p.hasSubject(main) {
			continue
		}
		p.t[main].Head, p.t[main].Deprel = p.t[v].Head, p.t[v].Deprel
		p.t[v].Head, p.t[v].Deprel = n, "acl:relcl"
		p.t[n].Head = main
		p.t[s].Head, p.t[s].Deprel = v, "nsubj"
		if p.t[w].Head == s {
			p.t[w].Head = v
		}
	}
}

// looseSubject makes a noun with its determiner or owner at the head of a sentence the subject of a verb
// that has none: Vexor's chairman, Ann Hale, and Oslinde's founder met.
func (p *repairer) looseSubject() {
	for n := range p.t {
		v := p.t[n].Head
		if p.t[n].UPOS != "NOUN" || v < n || p.t[n].Deprel != "advcl" || !p.predicate(v) || p.hasSubject(v) || p.time(n) || p.start(n) > 0 {
			continue
		}
		if !p.has(n, "appos") || !p.has(n, "det", "nmod:poss") || p.has(n, "case", "mark", "cop", "aux", "nsubj", "advmod") {
			continue
		}
		p.t[n].Deprel = "nsubj"
	}
}

// roleBesideName hangs a role behind a conjunction on the role before it, not on the name that explains
// that one: Vexor's chairman, Ann Hale, and Oslinde's founder, Tom Moss.
func (p *repairer) roleBesideName() {
	for i := 4; i < len(p.t); i++ {
		name := p.t[i].Head
		if name >= 0 && name < i && p.t[name].Deprel == "vocative" && p.t[name].Head == name-2 && p.t[name-1].Form == "," {
			p.t[name].Deprel = "appos"
		}
		if p.t[i].UPOS != "NOUN" || p.t[i].Deprel != "conj" || name < 0 || name > i || p.t[name].UPOS != "PROPN" || p.t[name].Deprel != "appos" || !p.has(i, "cc") {
			continue
		}
		role := p.t[name].Head
		if role >= 0 && role < name && p.t[role].UPOS == "NOUN" && p.has(role, "det", "nmod:poss") && p.has(i, "det", "nmod:poss") && p.has(i, "appos") && p.start(i) > name+1 && p.t[name+1].Deprel != "cc" {
			p.attach(i, role, "conj")
		}
	}
}

// secondInRelative joins to the verb of a relative clause the one behind a conjunction that was taken for the main verb, where a verb
// behind a comma is that: Vexor, a firm that competes with Quorlix and counts Oslinde among its clients, fell.
func (p *repairer) secondInRelative() {
	for v := 5; v < len(p.t); v++ {
		g := p.groupStart(v)
		if !p.predicate(v) || g < 4 || p.t[g-1].UPOS != "CCONJ" || p.t[g-1].Head != v || p.relative(v) {
			continue
		}
		n := p.child(v, 0, g-1, "nsubj")
		main := p.behindComma(v)
		if n < 0 || main < 0 || !p.nominal(n) || p.hasSubject(main) {
			continue
		}
		r := g - 2
		for r > n && p.t[r].Deprel != "acl:relcl" {
			r = p.t[r].Head
		}
		if r <= n || r >= g || p.t[r].UPOS != "VERB" || !p.under(r, n) {
			continue
		}
		p.t[main].Head, p.t[main].Deprel = p.t[v].Head, p.t[v].Deprel
		p.t[v].Head, p.t[v].Deprel = r, "conj"
		for j := range p.t {
			if p.t[j].Head == v && (j < g-1 || j > main) {
				p.t[j].Head = main
			}
		}
	}
}

// joinedSubjects joins two subjects before a verb between which a conjunction stands: Vexor's chairman, Ann Hale, and Oslinde's founder met.
func (p *repairer) joinedSubjects() {
	for v := 4; v < len(p.t); v++ {
		if p.t[v].UPOS != "VERB" {
			continue
		}
		first := p.child(v, 0, v, "nsubj")
		c := p.child(v, first+1, v, "cc")
		if first < 0 || c < 0 {
			continue
		}
		second := p.child(v, c+1, v, "nsubj")
		if second < 0 || !p.nominal(first) || !p.nominal(second) || p.start(second) != c+1 || p.has(second, "case") || p.time(second) {
			continue
		}
		if p.attach(second, first, "conj") {
			p.t[c].Head = second
		}
	}
}

// twoRoles joins the second of two bare roles in commas behind a name to the first, not to the name: Ann Hale, chairman and chief
// executive officer of Vexor, will leave.
func (p *repairer) twoRoles(name int) {
	first := p.child(name, name+1, len(p.t), "conj")
	if first < 0 || p.t[first].UPOS != "NOUN" || p.has(first, "cc", "case", "det") {
		return
	}
	second := p.child(name, first+1, len(p.t), "conj")
	if second < 0 || p.t[second].UPOS != "NOUN" || !p.has(second, "cc") || p.has(second, "case", "det") || featValue(p.t[second].Feats, "Number") == "Plur" {
		return
	}
	p.t[second].Head = first
}
