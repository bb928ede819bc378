package lang

import "strings"

// crossedList hangs the later parts of a list on its first one, where they were hung on the noun that
// the list's verb explains: une coentreprise qui réunit le fonds Vexor, la banque Quorlix et l'italien Oslinde.
func (p *repairer) crossedList() {
	for i := 4; i < len(p.t); i++ {
		h := p.t[i].Head
		if h < 0 || h > i || !p.nominal(i) || !p.has(i, "det") || p.time(i) || p.has(i, "case", "cc", "cop", "nsubj") {
			continue
		}
		switch p.t[i].Deprel {
		case "appos", "conj", "obl", "parataxis":
		default:
			continue
		}
		b := p.start(i)
		if b < 3 || p.t[b-1].Form != "," || !p.closed(i) {
			continue
		}
		o := b - 2 // the first part of the list: an object or agent in a clause that explains h or a noun under it
		for o >= 0 && p.t[o].Deprel != "obj" && p.t[o].Deprel != "obl:agent" {
			o = p.t[o].Head
		}
		if o < h || !p.nominal(o) || !p.has(o, "det") || p.t[o].Head < 0 {
			continue
		}
		v := p.t[o].Head
		if d := p.t[v].Deprel; v == h || v > o || d != "acl" && d != "acl:relcl" || !p.under(v, h) || !p.attach(i, o, "conj") {
			continue
		}
		for j := i + 1; j < len(p.t); j++ {
			if p.t[j].Head == i && p.t[j].Deprel == "conj" {
				p.t[j].Head = o
			}
		}
	}
}

// partUnderVerb hangs the second part of a closed list on its first one, not on the verb:
// ont participé Vexor, Oslinde et Quorlix.
func (p *repairer) partUnderVerb() {
	for i := 3; i < len(p.t); i++ {
		v := p.t[i].Head
		if p.t[i].Deprel != "conj" || !p.nominal(i) || v < 0 || v > i || p.t[v].UPOS != "VERB" || p.has(i, "case", "cc", "cop", "nsubj", "nsubj:pass", "orphan", "mark", "advmod") || !p.closed(i) {
			continue
		}
		b := p.start(i)
		if b < v+3 || p.t[b-1].Form != "," {
			continue
		}
		o := b - 2
		for o > v && p.t[o].Head != v {
			o = p.t[o].Head
		}
		if o <= v || p.t[o].Deprel != "obj" && p.t[o].Deprel != "nsubj" && p.t[o].Deprel != "obl:agent" || !p.nominal(o) || !p.attach(i, o, "conj") {
			continue
		}
		for j := i + 1; j < len(p.t); j++ {
			if p.t[j].Head == i && p.t[j].Deprel == "conj" {
				p.t[j].Head = o
			}
		}
	}
}

// closed tells whether a list in which i stands comes to its conjunction: « i, B et C », « i et B ».
func (p *repairer) closed(i int) bool {
	for j := i + 1; j < len(p.t); j++ {
		switch p.t[j].UPOS {
		case "CCONJ":
			return p.t[j].Head >= 0 && p.nominal(p.t[j].Head) && !p.has(p.t[j].Head, "case")
		case "VERB", "AUX", "SCONJ", "PRON":
			return false
		}
	}
	return false
}

// parallelPreposition hangs a part of a list on the noun that has the same preposition, not on a
// participle between: vient de la firme Vexor, connue comme VX, et de Quorlix.
func (p *repairer) parallelPreposition() {
	for i := 4; i < len(p.t); i++ {
		v := p.t[i].Head
		if p.t[i].Deprel != "conj" || v < 0 || v > i || p.t[v].UPOS != "VERB" || p.t[v].Deprel != "acl" || !p.nominal(i) || !p.has(i, "cc") {
			continue
		}
		c := p.child(i, v, i, "case")
		if c < 0 {
			continue
		}
		for n := p.t[v].Head; n >= 0 && n < v; n = p.t[n].Head {
			k := p.child(n, 0, n, "case")
			if p.nominal(n) && k >= 0 && p.t[k].Lemma == p.t[c].Lemma {
				p.attach(i, n, "conj")
				break
			}
			if p.t[n].UPOS == "VERB" {
				break
			}
		}
	}
}

// recipient makes a name between a verb and the sum that is its object what receives it:
// agreed to pay Vexor $23 billion.
func (p *repairer) recipient() {
	for i := 2; i+1 < len(p.t); i++ { // gave the party $3 million
		det, v := i-1, i-2
		if p.t[i].UPOS == "NOUN" && p.t[i].Head == i+1 && p.t[i].Deprel == "compound" && p.t[i+1].Lemma == "amount" && (p.t[det].UPOS == "DET" || p.t[det].Deprel == "nmod:poss") &&
			p.t[det].Head == i+1 && p.t[v].UPOS == "VERB" && p.t[i+1].Head == v && p.t[i+1].Deprel == "obj" {
			p.t[det].Head = i
			p.attach(i, v, "iobj")
		}
	}
	for i := 1; i+1 < len(p.t); i++ {
		sum, v := i+1, i-1
		if p.t[i].UPOS != "PROPN" || p.t[v].UPOS != "VERB" || p.t[sum].UPOS != "NUM" && p.t[sum].UPOS != "SYM" {
			continue
		}
		switch {
		case p.t[i].Head == sum && p.t[sum].Head == v && p.t[sum].Deprel == "obj":
			p.attach(i, v, "iobj")
		case p.t[sum].Head == v && p.t[sum].Deprel == "obj" && p.t[i].Head == v && p.t[i].Deprel == "obj":
			p.t[i].Deprel = "iobj"
		case p.t[sum].Head == i && p.t[i].Head == v && p.t[i].Deprel == "obj" && (p.t[sum].UPOS == "SYM" || strings.Contains(p.t[sum].Form, " ")):
			p.t[i].Deprel = "iobj"
			p.attach(sum, v, "obj")
		}
	}
}

// bareRole makes a noun without a determiner behind an apposition a second one:
// Vexor, le premier éditeur français, filiale de Quorlix, …
func (p *repairer) bareRole() {
	for i := 5; i < len(p.t); i++ {
		a := p.t[i].Head
		if p.t[i].UPOS != "NOUN" || p.t[i].Deprel != "conj" || a < 0 || a > i || p.t[a].Deprel != "appos" || p.t[i-1].Form != "," || p.has(i, "det", "cc", "case", "conj") || featValue(p.t[i].Feats, "Number") == "Plur" {
			continue
		}
		n := p.t[a].Head
		list := false
		for j := range p.t {
			list = list || p.t[j].Head == a && p.t[j].Deprel == "conj" && p.has(j, "cc")
		}
		if !list && n >= 0 && n < a && p.t[n].UPOS == "PROPN" && p.has(a, "det") && p.has(i, "nmod") {
			p.attach(i, n, "appos")
		}
	}
}

// higherList tells whether the list that goes on behind a name in commas is one of nouns like that at
// noun: du patron de Vexor, Odile Vasseur, et du fondateur d'Oslinde.
func (p *repairer) higherList(noun, name int) bool {
	j := name + 1
	if j < len(p.t) && p.t[j].Form == "," {
		j++
	}
	if j+1 >= len(p.t) || p.t[j].UPOS != "CCONJ" {
		return false
	}
	first := noun
	for first > 0 && p.t[first-1].Head == noun && p.t[first-1].UPOS != "PUNCT" {
		first--
	}
	a, b := &p.t[first], &p.t[j+1]
	return a.UPOS == b.UPOS && (a.UPOS == "ADP" && a.Lemma == b.Lemma || a.UPOS == "DET") && !strings.Contains(a.Form, " ")
}

// nameBehindPreposition makes a name that was joined to a preposition of two words (face à Vexor, grâce à Vexor) the head of the phrase,
// as a noun there is.
func (p *repairer) nameBehindPreposition() {
	for i := 0; i+2 < len(p.t); i++ {
		name := i + 2
		if p.t[i+1].Head != i || p.t[i+1].Deprel != "fixed" || p.t[name].Head != i || p.t[name].UPOS != "PROPN" || p.t[name].Deprel != "flat" || p.t[i].Head < 0 || p.t[i].Head == name {
			continue
		}
		p.t[name].Head, p.t[name].Deprel = p.t[i].Head, "obl"
		p.t[i].Head, p.t[i].Deprel = name, "case"
		for j := range p.t {
			if p.t[j].Head == i && j != i+1 {
				p.t[j].Head = name
			}
		}
	}
}
