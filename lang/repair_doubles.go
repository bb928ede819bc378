package lang

// compoundSubject makes a noun before a finite verb without a subject its subject, where it was taken for a part of a compound:
// Vexor's research program won an award.
func (p *repairer) compoundSubject() {
	for v := 1; v < len(p.t); v++ {
		// In English the past and the participle are alike, and the tagger may take either for an infinitive.
		past := p.t[v].Head < 0 && !p.finite(v) && p.child(v, v+1, len(p.t), "obj") >= 0 && !p.has(v, "mark", "aux")
		if !p.finite(v) && !(past && p.t[v].UPOS == "VERB") || p.hasSubject(v) || p.relative(v) {
			continue
		}
		n := p.groupStart(v) - 1
		if n >= 0 && p.nominal(n) && p.t[n].Head == v && (p.t[n].Deprel == "compound" || p.t[n].Deprel == "nmod") && !p.has(n, "case", "cc") && !p.time(n) {
			p.t[n].Deprel = "nsubj"
			if past {
				p.t[v].Feats = "Mood=Ind|VerbForm=Fin"
			}
		}
	}
}

// relativeAsMain mends a relative clause that was taken for the main one, so that its verb has both the name and the pronoun as
// subjects: Hale, who has split from Vexor, told teachers about it.
func (p *repairer) relativeAsMain() {
	for w := 2; w < len(p.t); w++ {
		v := p.t[w].Head
		if featValue(p.t[w].Feats, "PronType") != "Rel" || p.t[w].Deprel != "nsubj" || v < w || p.t[v].UPOS != "VERB" || p.t[w-1].Form != "," {
			continue
		}
		n := p.child(v, 0, w-1, "nsubj", "nsubj:pass", "vocative", "discourse")
		if n < 0 || !p.nominal(n) || !p.under(w-2, n) {
			continue
		}
		main := p.behindComma(v)
		if h := p.t[v].Head; h > v && p.t[v].Deprel == "advcl" && p.predicate(h) && p.t[p.groupStart(h)-1].Form == "," {
			main = h
		}
		if main < 0 || p.hasSubject(main) {
			continue
		}
		comma := p.groupStart(main) - 1
		for comma > v && p.t[comma].Form != "," {
			comma--
		}
		if p.t[main].Head == v {
			p.t[main].Head, p.t[main].Deprel = p.t[v].Head, p.t[v].Deprel
		}
		p.t[v].Head, p.t[v].Deprel = n, "acl:relcl"
		for j := range p.t {
			if p.t[j].Head == v && (j < n || j > comma) && j != main {
				p.t[j].Head = main
			}
		}
		p.t[n].Head, p.t[n].Deprel = main, "nsubj"
	}
}

// secondSubjectBefore hangs the nearer of two subjects before a verb on the farther, where a preposition between them was taken for
// a conjunction: the deal with Vexor allows Oslinde to sell, Hale said.
func (p *repairer) secondSubjectBefore() {
	for v := 4; v < len(p.t); v++ {
		n := p.child(v, 0, v, "nsubj", "nsubj:pass")
		if n < 0 || p.t[v].UPOS != "VERB" || !p.nominal(n) {
			continue
		}
		s := p.child(v, n+1, v, "nsubj", "nsubj:pass")
		if s < 0 || !p.nominal(s) {
			continue
		}
		m := p.child(v, n+1, s, "mark")
		if m < 0 || p.t[m].UPOS != "ADP" || p.markBetween(n, s) || !p.under(m-1, n) && m-1 != n {
			continue
		}
		p.t[s].Head, p.t[s].Deprel = n, "nmod"
		p.t[m].Head, p.t[m].Deprel = s, "case"
		if h := p.t[v].Head; p.t[v].Deprel == "advcl" && h > v && p.rules.speech[p.t[h].Lemma] {
			p.t[v].Deprel = "ccomp"
		}
	}
}

// speechBeforeQuote makes a verb of speech before a comma and a quotation mark the head of what is said:
// Ann Hale said, "Vexor ignores the rules."
func (p *repairer) speechBeforeQuote() {
	for v := 1; v+3 < len(p.t); v++ {
		h := p.t[v].Head
		if !p.rules.speech[p.t[v].Lemma] || p.t[v].Deprel != "advcl" || h < v || p.has(v, "mark", "ccomp") || p.child(v, 0, v, "nsubj") < 0 || p.relative(v) {
			continue
		}
		if p.t[v+1].Form != "," && p.t[v+1].Form != ":" || !opener(p.t[v+2].Form) || p.child(h, 0, v, "nsubj") >= 0 {
			continue
		}
		p.t[v].Head, p.t[v].Deprel = p.t[h].Head, p.t[h].Deprel
		p.t[h].Head, p.t[h].Deprel = v, "ccomp"
		for j := range v {
			if p.t[j].Head == h {
				p.t[j].Head = v
			}
		}
	}
}
