package lang

// nounUnderVerb hangs a noun that was joined to a verb by a conjunction on the verb's object, and on it
// too the phrase in commas between them, which is a part of the list and explains nothing:
// réunit le groupe Vexor, le géant Quorlix, et la start-up Oslinde.
func (p *repairer) nounUnderVerb() {
	for i := 3; i < len(p.t); i++ {
		v := p.t[i].Head
		if !p.nominal(i) || p.t[i].Deprel != "conj" || v < 0 || v > i || p.t[v].UPOS != "VERB" || p.has(i, "case", "cop", "nsubj", "nsubj:pass", "orphan", "mark", "advmod") {
			continue
		}
		cc := p.child(i, 0, i, "cc")
		if cc < v {
			continue
		}
		first := p.child(v, v+1, cc, "obj")
		if first < 0 || p.has(first, "case") || !p.attach(i, first, "conj") {
			continue
		}
		end := cc // behind the part between
		if p.t[end-1].Form == "," {
			end--
		}
		for j := first + 1; j < end; j++ {
			explains := p.t[j].Deprel == "appos" && p.under(j, first)
			loose := p.t[j].Deprel == "obl" && p.t[j].Head == v && !p.time(j)
			if !explains && !loose || !p.nominal(j) || p.has(j, "case") {
				continue
			}
			start := p.child(j, first, j, "det")
			if start > 0 && p.t[start-1].Form == "," && p.reaches(j, end-1) {
				p.attach(j, first, "conj")
			}
		}
	}
}

// reaches tells whether the phrase of j goes on to the word at last.
func (p *repairer) reaches(j, last int) bool {
	for last > j && p.t[last].UPOS == "PUNCT" {
		last--
	}
	return p.under(last, j)
}

// brokenList joins a list whose second part was hung on the verb without a preposition:
// réunit le groupe Vexor, le fonds Quorlix et la start-up Oslinde.
func (p *repairer) brokenList() {
	for i := 2; i < len(p.t); i++ {
		if !p.nominal(i) || p.t[i].Deprel != "obl" || p.has(i, "case") || p.time(i) {
			continue
		}
		last := p.child(i, i+1, len(p.t), "conj")
		if last < 0 || !p.has(last, "cc") {
			continue
		}
		start := i
		if d := p.child(i, 0, i, "det", "nummod", "amod"); d >= 0 {
			start = d
		}
		if start < 2 || p.t[start-1].Form != "," {
			continue
		}
		first := -1
		for j := start - 2; j >= 0 && j != p.t[i].Head; j-- {
			if p.t[j].Head == p.t[i].Head {
				first = j
				break
			}
		}
		if first < 0 || !p.nominal(first) || !p.attach(i, first, "conj") {
			continue
		}
		for j := i + 1; j < len(p.t); j++ {
			if p.t[j].Head == i && p.t[j].Deprel == "conj" {
				p.t[j].Head = first
			}
		}
	}
}

// namedPart joins to a list the noun with a name of its own that was taken for what explains the part before it, which
// has a name too: le fonds Vexor, la banque Quorlix et l'américain Oslinde. What explains a name has none itself.
func (p *repairer) namedPart() {
	for i := 3; i < len(p.t); i++ {
		if p.t[i].Deprel != "appos" || p.t[i].UPOS != "NOUN" || p.has(i, "case", "cc", "acl:relcl") || !p.has(i, "det") || !p.named(i) || !p.closed(i) {
			continue
		}
		b, e := p.start(i), p.end(i)
		if b < 2 || p.t[b-1].Form != "," || e == len(p.t) || p.t[e].UPOS != "PUNCT" && p.t[e].UPOS != "CCONJ" {
			continue
		}
		first := p.t[i].Head
		for first >= 0 && (p.t[first].Deprel == "appos" || p.t[first].Deprel == "conj") && p.t[first].Head < first {
			if p.t[first].Deprel == "appos" && p.t[first].Head != first-1 && !p.adjacentName(p.t[first].Head, first) {
				break
			}
			first = p.t[first].Head
		}
		if first < 0 || first > i || !p.named(first) || !p.nominal(first) {
			continue
		}
		p.attach(i, first, "conj")
	}
}

// named tells a name, or a noun with its own name behind it: le fonds souverain Vexor.
func (p *repairer) named(i int) bool {
	if p.t[i].UPOS == "PROPN" {
		return true
	}
	for j := i + 1; j < len(p.t) && p.t[j].UPOS != "PUNCT"; j++ {
		if p.t[j].UPOS == "PROPN" && p.t[j].Head == i && (p.t[j].Deprel == "appos" || p.t[j].Deprel == "nmod" || p.t[j].Deprel == "flat") && !p.has(j, "case") {
			return true
		}
	}
	return false
}

// adjacentName tells a name that stands behind its noun with no mark between.
func (p *repairer) adjacentName(noun, name int) bool {
	for j := noun + 1; j < name; j++ {
		if p.t[j].UPOS == "PUNCT" {
			return false
		}
	}
	return noun < name && p.t[name].UPOS == "PROPN"
}
