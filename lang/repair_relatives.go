package lang

// strayRelative hangs a clause whose subject is a relative pronoun on the noun before the comma that opens it, where it was
// taken for a clause of its own: a vendu Vexor à Quorlix, qui l'a revendue.
func (p *repairer) strayRelative() {
	for w := 2; w < len(p.t); w++ {
		v := p.t[w].Head
		if featValue(p.t[w].Feats, "PronType") != "Rel" || p.t[w].Deprel != "nsubj" || v < w || p.t[v].UPOS != "VERB" || p.t[w-1].Form != "," || !p.nominal(w-2) || p.has(v, "cc") {
			continue
		}
		switch p.t[v].Deprel {
		case "conj", "parataxis", "advcl", "ccomp":
		default:
			continue
		}
		n := w - 2
		if h := p.t[n].Head; p.t[n].Deprel == "appos" && p.adjacentName(h, n) {
			n = h
		}
		if p.t[v].Head >= 0 && p.t[v].Head < w {
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
		if n < 0 || n > m || !p.nominal(n) || p.t[n].Deprel != "nsubj" || p.has(n, "conj", "case") {
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
