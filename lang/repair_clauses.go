package lang

import "strings"

// detached hangs a determiner or a possessive that hangs on a verb on the noun right behind it, which
// hangs on the verb: his Vexor owns Oslinde.
func (p *repairer) detached() {
	for i := 0; i+1 < len(p.t); i++ {
		t := &p.t[i]
		v := t.Head
		if v <= i+1 || t.Deprel != "det" && t.Deprel != "nmod:poss" || t.UPOS != "DET" && t.UPOS != "PRON" {
			continue
		}
		if p.t[v].UPOS == "VERB" && p.nominal(i+1) && p.t[i+1].Head == v && strings.HasPrefix(p.t[i+1].Deprel, "nsubj") {
			p.attach(i, i+1, t.Deprel)
		}
	}
}

// timeSubject makes a word of time before a comma an adverbial, and what was hung on it behind the
// comma the subject: mardi soir, Vexor et Oslinde ont signé.
func (p *repairer) timeSubject() {
	for i := range p.t {
		v := p.t[i].Head
		if p.t[i].Deprel != "nsubj" || !p.time(i) || v < i || p.counted(i) {
			continue
		}
		s := p.child(i, i+1, v, "appos", "conj", "nmod")
		for s >= 0 && (!p.nominal(s) || p.time(s)) {
			s = p.child(i, s+1, v, "appos", "conj", "nmod")
		}
		if s < 0 || p.has(s, "case", "cc") || p.t[p.start(s)-1].Form != "," {
			continue
		}
		p.t[i].Deprel = "obl"
		p.attach(s, v, "nsubj")
		for j := s + 1; j < v; j++ { // the list goes on
			if p.t[j].Head == i && p.t[j].Deprel == "conj" {
				p.t[j].Head = s
			}
		}
	}
}

// counted tells a word of time that is itself what is spoken of: trois mois de travaux.
func (p *repairer) counted(i int) bool {
	n := p.child(i, i+1, len(p.t), "nmod")
	return n >= 0 && p.has(n, "case")
}

// frontedRole tells a role without a determiner at the head of a sentence from the subject behind its
// comma: actionnaire de Vexor, le groupe Oslinde veut en sortir.
func (p *repairer) frontedRole() {
	for i := range p.t {
		v := p.t[i].Head
		if p.t[i].Deprel != "nsubj" || p.t[i].UPOS != "NOUN" || p.time(i) || v < i || p.t[v].UPOS != "VERB" || p.has(i, "det", "nmod:poss", "case", "nummod") || p.start(i) > 0 {
			continue
		}
		for s := i + 1; s < v; s++ {
			if p.t[s].Head != i || p.t[s].Deprel != "appos" && p.t[s].Deprel != "nmod" && (p.t[s].Deprel != "conj" || p.child(i, s+1, v, "conj") >= 0) || !p.nominal(s) || p.has(s, "case", "cc", "conj") || p.t[s].UPOS == "NOUN" && !p.has(s, "det") {
				continue
			}
			if b := p.start(s); b > 1 && p.t[b-1].Form == "," && p.attach(s, v, "nsubj") {
				p.t[i].Deprel = "advcl"
				break
			}
		}
	}
}

// start is the first word of the unbroken stretch of i's phrase that ends at i.
func (p *repairer) start(i int) int {
	j := i
	for j > 0 && p.t[j-1].UPOS != "PUNCT" && p.under(j-1, i) {
		j--
	}
	return j
}

// end is the place behind the unbroken stretch of i's phrase that begins at i.
func (p *repairer) end(i int) int {
	j := i + 1
	for j < len(p.t) && p.t[j].UPOS != "PUNCT" && p.under(j, i) {
		j++
	}
	return j
}

// agentBehindTime hangs « par Vexor » behind a passive and a word of time on the passive:
// été achetée en 2023 par Vexor.
func (p *repairer) agentBehindTime() {
	for i := range p.t {
		h := p.t[i].Head
		if p.t[i].Deprel != "nmod" || h < 0 || h > i || !p.time(h) && !p.year(h) {
			continue
		}
		c := p.child(i, h, i, "case")
		if c < 0 || !p.rules.agentCase[strings.ToLower(p.t[c].Form)] {
			continue
		}
		v := h
		for v >= 0 && p.t[v].UPOS != "VERB" {
			v = p.t[v].Head
		}
		if v < 0 || v > h || featValue(p.t[v].Feats, "VerbForm") != "Part" || p.has(v, "obl:agent", "aux", "aux:tense") && !p.has(v, "aux:pass") || p.has(v, "obj", "obl:agent") {
			continue
		}
		p.attach(i, v, "obl:agent")
	}
}

// year tells a number written as a year.
func (p *repairer) year(i int) bool {
	f := p.t[i].Form
	return len(f) == 4 && (f[0] == '1' || f[0] == '2') && strings.Trim(f, "0123456789") == ""
}

// absolute gives a present participle of the copula the name before it as subject:
// …, Vexor étant le principal actionnaire d'Oslinde.
func (p *repairer) absolute() {
	for c := 2; c < len(p.t); c++ {
		n := p.t[c].Head
		if p.t[c].Deprel != "cop" || featValue(p.t[c].Feats, "VerbForm") == "Fin" || featValue(p.t[c].Feats, "VerbForm") == "Inf" || n < c || p.has(n, "aux", "aux:tense", "nsubj", "case", "mark") || p.t[n].UPOS != "NOUN" {
			continue
		}
		if f := featValue(p.t[c].Feats, "VerbForm"); f != "Part" && f != "Ger" {
			continue
		}
		s := c - 1
		for s > 0 && p.t[s].UPOS == "ADV" {
			s--
		}
		if !p.nominal(s) || p.has(s, "case", "cc") {
			continue
		}
		if b := p.start(s); b < 2 || p.t[b-1].Form != "," && p.t[b-1].Form != ";" {
			continue
		}
		if p.attach(s, n, "nsubj") && p.t[n].Head >= 0 {
			p.t[n].Deprel = "advcl"
		}
	}
}

// secondConjunct mends a sentence in two parts of one subject of which the second was taken for the
// whole: Vexor a dévoilé Lumio, sa machine, et s'allie à Quorlix.
func (p *repairer) secondConjunct() {
	for first := range p.t {
		v := p.t[first].Head
		if p.t[first].Deprel != "advcl" || v < first || !p.finite(first) || !p.finite(v) || p.has(first, "mark") {
			continue
		}
		subject := p.child(first, 0, first, "nsubj", "nsubj:pass")
		cc := p.groupStart(v) - 1
		if subject < 0 || cc < first || p.t[cc].UPOS != "CCONJ" || p.t[cc].Head != v || p.relative(first) {
			continue
		}
		extra := p.child(v, first+1, cc, "nsubj")
		if extra >= 0 {
			b := p.start(extra)
			if !p.nominal(extra) || p.t[extra].UPOS != "NOUN" || p.t[b-1].Form != "," || !p.nominal(b-2) || !p.attach(extra, b-2, "appos") {
				continue
			}
		} else if p.hasSubject(v) {
			continue
		}
		p.t[first].Head, p.t[first].Deprel = p.t[v].Head, p.t[v].Deprel
		p.t[v].Head, p.t[v].Deprel = first, "conj"
		for j := 0; j < first; j++ { // what stands before the first part belongs to it
			if p.t[j].Head == v {
				p.t[j].Head = first
			}
		}
	}
}

// ownerRelative mends a relative clause with whose that was taken for the main clause, or for a part of
// a list: end a feud with the agency, whose head, Odile Vasseur, had accused Vexor.
func (p *repairer) ownerRelative() {
	for w := 2; w < len(p.t); w++ {
		n := p.t[w].Head
		if !p.rules.ownerRelative[strings.ToLower(p.t[w].Form)] || n < w || p.t[n].UPOS != "NOUN" || !p.nominal(w-2) || p.t[w-1].Form != "," {
			continue
		}
		antecedent := w - 2
		v := p.t[n].Head
		if strings.HasPrefix(p.t[n].Deprel, "nsubj") && v > n {
			if d := p.t[v].Deprel; d == "conj" || d == "appos" || d == "parataxis" || d == "advcl" || d == "ccomp" {
				p.attach(v, antecedent, "acl:relcl")
			} else if main := p.child(v, 0, antecedent, "ccomp", "advcl", "parataxis"); main >= 0 && p.predicate(main) && p.under(antecedent, main) && !p.has(main, "mark") {
				p.t[main].Head, p.t[main].Deprel = p.t[v].Head, p.t[v].Deprel
				p.t[v].Head, p.t[v].Deprel = antecedent, "acl:relcl"
			}
			continue
		}
		// The clause behind was taken for the main one, and the true one for a subordinate of it.
		if p.t[n].Deprel != "appos" && p.t[n].Deprel != "conj" {
			continue
		}
		main := antecedent
		for main >= 0 && !p.finite(main) && !(p.t[main].UPOS == "VERB" && p.has(main, "aux")) {
			main = p.t[main].Head
		}
		if main < 0 || main > w || p.t[main].Deprel != "advcl" && p.t[main].Deprel != "ccomp" || p.has(main, "mark") || !p.hasSubject(main) {
			continue
		}
		v = p.t[main].Head
		if v < n || !p.finite(v) && !p.has(v, "aux") || p.hasSubject(v) {
			continue
		}
		p.t[main].Head, p.t[main].Deprel = p.t[v].Head, p.t[v].Deprel
		p.t[v].Head, p.t[v].Deprel = antecedent, "acl:relcl"
		p.t[n].Head, p.t[n].Deprel = v, "nsubj"
	}
}

// listSubject gives a finite verb without a subject the names right before it, which were hung on what
// stands before them: dans le cadre de Vexor, Oslinde et Quorlix signeront.
func (p *repairer) listSubject() {
	for v := 3; v < len(p.t); v++ {
		if !p.predicate(v) && !p.bareFinite(v) || p.hasSubject(v) || p.relative(v) || p.rules.speech[p.t[v].Lemma] {
			continue
		}
		last := p.groupStart(v) - 1
		if last < 3 || p.t[last].UPOS != "PROPN" || p.has(last, "case") {
			continue
		}
		first := last
		if p.t[last].Deprel == "conj" && p.has(last, "cc") {
			first = p.t[last].Head
		}
		if first < 0 || first > last || p.t[first].UPOS != "PROPN" {
			continue
		}
		// The names of the list in commas; the first of them must stand behind a mark.
		items := []int{first}
		for j := first + 1; j <= last && first != last; j++ {
			if p.t[j].Head == first && p.t[j].Deprel == "conj" {
				if p.t[j].UPOS != "PROPN" || p.has(j, "case") {
					items = nil
					break
				}
				items = append(items, j)
			}
		}
		if items == nil {
			continue
		}
		if p.has(first, "case") {
			items = items[1:] // its preposition ends at the comma
		}
		if len(items) < 2 || p.singular(v) {
			continue
		}
		head := items[0]
		before := p.start(head) - 1
		if head != first {
			before = head - 1
		}
		if before < 1 || p.t[before].Form != "," && p.t[before].Form != ":" && p.t[before].Form != ";" || p.under(v, head) {
			continue
		}
		if p.t[before].Form == "," && head == first && p.t[head].Deprel == "conj" {
			continue
		}
		if !p.attach(head, v, "nsubj") {
			continue
		}
		for _, j := range items[1:] {
			p.t[j].Head = head
		}
	}
}

// singular tells whether a verb or its auxiliary has a form of the singular only. English has none in
// the past.
func (p *repairer) singular(v int) bool {
	if a := p.child(v, 0, v, "aux", "aux:tense", "aux:pass"); a >= 0 {
		return featValue(p.t[a].Feats, "Number") == "Sing"
	}
	return featValue(p.t[v].Feats, "Number") == "Sing" && featValue(p.t[v].Feats, "Tense") != "Past"
}

// invertedAfterPlace makes the noun behind a verb of place its subject where a phrase with a
// preposition opens the clause: le tour de table auquel ont participé Vexor et Oslinde.
func (p *repairer) invertedAfterPlace() {
	for v := 2; v < len(p.t); v++ {
		f := featValue(p.t[v].Feats, "VerbForm")
		if !p.rules.place[p.t[v].Lemma] || p.t[v].UPOS != "VERB" || p.hasSubject(v) || p.has(v, "mark") || !p.finite(v) && (f == "Part" || f == "Ger" || f == "Inf" && p.t[v].Head >= 0) {
			continue
		}
		n := p.child(v, v+1, len(p.t), "obj")
		place := p.child(v, 0, v, "obl")
		if n >= 0 && place >= 0 && p.has(place, "case") && p.nominal(n) {
			p.t[n].Deprel = "nsubj"
		}
	}
}
