package lang

import "strings"

// This file mends what stands behind a clause in commas, or behind a colon, and was taken for a part of what stands before.

// phraseBehindClause hangs a phrase behind the comma that closes a clause about a name on what governs the name: sold Vexor,
// which has a plant in Larrow, to Quorlix.
func (p *repairer) phraseBehindClause() {
	for a := 5; a < len(p.t); a++ {
		x := p.t[a].Head
		if p.t[a].Deprel != "case" || x < a || p.t[a-1].Form == "," && p.t[a-2].UPOS == "CCONJ" || !p.nominal(x) && p.t[x].UPOS != "SYM" && p.t[x].UPOS != "NUM" {
			continue
		}
		if l := p.t[x].Deprel; l != "nmod" && l != "obl" && l != "obl:agent" {
			continue
		}
		c := p.t[x].Head
		for c >= 0 && c < a && p.t[c].Deprel != "acl" && p.t[c].Deprel != "acl:relcl" {
			c = p.t[c].Head
		}
		if c < 1 || c > a {
			continue
		}
		n := p.t[c].Head
		if n < 0 || n > c || !p.nominal(n) || !p.setOff(c) {
			continue
		}
		if p.t[a-1].Form != "," {
			// "counts Vexor, known for its pumps, and Quorlix among its clients": the list has gone on
			if k := p.child(n, c, a, "conj"); k < 0 || !p.nominal(k) {
				continue
			}
		}
		if h := p.t[n].Head; p.t[n].Deprel == "conj" && h >= 0 && h < n && p.nominal(h) {
			n = h // the last of a list
		}
		g := p.t[n].Head
		if g < 0 || g > n || p.repeats(n, a) {
			continue
		}
		label := "obl"
		switch l := p.t[n].Deprel; {
		case p.t[g].UPOS == "VERB" && (l == "obj" || l == "iobj" || l == "obl" || l == "obl:agent"):
		case p.t[g].UPOS == "NOUN" && l == "nmod":
			label = "nmod"
		default:
			continue
		}
		for _, x := range p.phrasesFrom(a, c) {
			p.attach(x, g, label)
		}
	}
}

// setOff tells whether a comma stands before the clause of c.
func (p *repairer) setOff(c int) bool {
	st := p.start(c)
	return p.t[st].Form == "," || st > 0 && p.t[st-1].Form == ","
}

// secondBehindClause makes one subject of two names with a clause about the first between them, where the verb of both was joined
// to that of the clause: Vexor, which has a plant in Larrow, and Quorlix are hiring.
func (p *repairer) secondBehindClause() {
	for v := 6; v < len(p.t); v++ {
		c := p.t[v].Head
		if p.t[v].Deprel != "conj" || !p.finite(v) || c < 2 || c > v || p.t[c].Deprel != "acl:relcl" || p.relative(v) {
			continue
		}
		r := p.t[c].Head
		n := r
		for r >= 0 && p.t[r].Head >= 0 {
			if r = p.t[r].Head; r > n {
				r = -1
			}
		}
		s, cc := p.child(v, c, v, "nsubj"), p.child(v, c, v, "cc")
		if r < 0 || n < 0 || !p.nominal(r) || p.has(r, "cop", "nsubj") || s < 0 || cc < 0 || cc > s || p.t[cc-1].Form != "," || p.t[n].UPOS != "PROPN" || p.t[s].UPOS != "PROPN" {
			continue
		}
		p.t[v].Head, p.t[v].Deprel = p.t[r].Head, p.t[r].Deprel
		p.attach(r, v, "nsubj")
		p.attach(s, n, "conj")
		p.attach(cc, s, "cc")
	}
}

// phrasesFrom gives the heads of the phrases from token a on in the clause of c, none where it has other words there.
func (p *repairer) phrasesFrom(a, c int) []int {
	var heads []int
	for j := a; j < len(p.t); j++ {
		if p.t[j].UPOS == "PUNCT" || p.t[j].Head >= a || !p.under(j, c) {
			continue
		}
		if p.child(j, a, j, "case") < 0 {
			return nil
		}
		heads = append(heads, j)
	}
	return heads
}

// repeats tells whether the preposition at token a is one between n and it: such phrases are a list.
func (p *repairer) repeats(n, a int) bool {
	for j := n + 1; j < a; j++ {
		if p.t[j].Deprel == "case" && p.t[j].Lemma == p.t[a].Lemma {
			return true
		}
	}
	return false
}

// subjectBehindColon gives a finite verb behind a colon the noun right behind the colon for subject, where that was hung on what
// stands before: it is official: Vexor rents the plant.
func (p *repairer) subjectBehindColon() {
	for i := 1; i+2 < len(p.t); i++ {
		if p.t[i].Form != ":" {
			continue
		}
		s := i + 1
		for s < len(p.t) && (p.t[s].UPOS == "DET" || p.t[s].UPOS == "ADJ" || p.t[s].UPOS == "NUM") {
			s++
		}
		if s >= len(p.t) || !p.nominal(s) || p.t[s].Head >= i || p.has(s, "case", "nsubj", "cop") {
			continue
		}
		for v := s + 1; v < len(p.t) && p.t[v].Form != "." && p.t[v].Form != ";"; v++ {
			if p.t[v].UPOS != "VERB" || p.relative(v) {
				continue
			}
			if h := p.t[v].Head; (p.finite(v) || p.t[v].Deprel == "parataxis" && !p.participle(v)) && !p.has(v, "mark") && !p.hasSubject(v) && h < i && p.t[v].Deprel != "conj" {
				p.attach(s, v, "nsubj")
			}
			break
		}
	}
}

// maxOpening bounds the words of a phrase that opens a sentence.
const maxOpening = 16

// frontedSubject gives a verb without a subject the noun behind the comma that closes the phrase or clause which opens the
// sentence, where the noun was hung back into it as one of its list: on Tuesday, Vexor and Oslinde rent plants; to expand in
// Larrow, Vexor, led by Ann Hale, is hiring.
func (p *repairer) frontedSubject() {
	k := 1
	for k < len(p.t) && k < maxOpening && p.t[k].Form != "," {
		k++
	}
	if k >= len(p.t)-2 || k >= maxOpening || p.t[0].Deprel != "case" && p.t[0].Deprel != "mark" {
		return
	}
	s := k + 1
	for p.t[s].Head > s && p.t[s].Head <= k+5 && p.t[s].UPOS != "VERB" && p.t[s].UPOS != "AUX" {
		s = p.t[s].Head
	}
	if h := p.t[s].Head; !p.nominal(s) || h < 0 || h >= k || p.has(s, "case", "nsubj", "cop", "mark") || p.time(s) {
		return
	}
	switch p.t[s].Deprel {
	case "conj", "appos", "nmod":
	default:
		return
	}
	if p.child(s, k, s, "cc") >= 0 {
		return // "in Larrow, or Brissac, sales fell"
	}
	v := p.lackingSubject(s)
	if v < 0 || !p.attach(s, v, "nsubj") {
		return
	}
	for j := s + 1; j < v; j++ {
		switch h := p.t[j].Head; {
		case h == s || h > k && h < v && !p.participle(j):
		case h < k && p.nominal(j) && (p.t[j].Deprel == "conj" || p.t[j].Deprel == "appos"):
			p.attach(j, s, p.t[j].Deprel)
		case p.t[j].UPOS == "VERB" && (p.participle(j) || p.t[j].Deprel == "parataxis") && p.t[j-1].Form == "," && !p.hasSubject(j) && h != s && (h < k || h == v):
			p.attach(j, s, "acl")
		}
	}
	for o := range k {
		if p.t[o].Head > k && p.t[o].Head != v {
			p.attach(o, v, p.t[o].Deprel)
		}
	}
}

// closedBy tells whether a comma and a finite verb without a subject follow the phrase of v.
func (p *repairer) closedBy(v int) bool {
	for j := v + 1; j+1 < len(p.t); j++ {
		if p.t[j].Form == "," {
			for w := j + 1; w < len(p.t) && w <= j+4; w++ {
				if p.t[w].UPOS == "VERB" {
					return p.finite(w) && !p.hasSubject(w)
				}
			}
			return false
		}
	}
	return false
}

// participle tells a past or passive participle without an auxiliary.
func (p *repairer) participle(i int) bool {
	return p.t[i].UPOS == "VERB" && featValue(p.t[i].Feats, "VerbForm") == "Part" && !p.has(i, "aux", "aux:pass", "aux:tense", "cop")
}

// lackingSubject gives the first finite verb or predicate behind token s, relative clauses aside, if it has no subject; else -1.
func (p *repairer) lackingSubject(s int) int {
	for v := s + 1; v < len(p.t); v++ {
		if f := p.t[v].Form; f == ";" || f == ":" {
			return -1
		}
		if !p.finite(v) && !p.has(v, "cop") && (p.t[v].Deprel != "root" || p.t[v].UPOS != "VERB") {
			continue
		}
		if p.t[v-1].Form == "," && p.t[v].UPOS == "VERB" && p.closedBy(v) {
			continue // a participle that looks like a past: "Vexor, valued at $30 billion, is hiring"
		}
		if p.relative(v) || p.t[v].Deprel == "acl:relcl" {
			continue
		}
		if p.hasSubject(v) || p.has(v, "mark") || p.child(v, 0, v, "cc") >= 0 {
			return -1
		}
		return v
	}
	return -1
}

// subjectOfReport gives the verb of a report the noun right before it for subject, where that was taken for the object of the
// verb of speech: Ann Hale said Vexor and Oslinde rent plants.
func (p *repairer) subjectOfReport() {
	for v := 3; v < len(p.t); v++ {
		h := p.t[v].Head
		if p.t[v].Deprel != "ccomp" || p.t[v].UPOS != "VERB" || h < 0 || h > v || p.hasSubject(v) || p.has(v, "mark") {
			continue
		}
		o := p.child(h, h+1, v, "obj")
		if o < 0 || p.has(o, "case") {
			continue
		}
		if last := p.end(o); last == v || last == p.groupStart(v) {
			p.attach(o, v, "nsubj")
		}
	}
}

// includedParts makes a preposition of the participle that introduces parts of what stands before it: customers including Vexor.
func (p *repairer) includedParts() {
	for i := 1; i+1 < len(p.t); i++ {
		h := p.t[i].Head
		if p.t[i].UPOS != "VERB" || !p.rules.including[strings.ToLower(p.t[i].Form)] || h < 0 || h > i || !p.nominal(h) || p.hasSubject(i) {
			continue
		}
		o := p.child(i, i+1, len(p.t), "obj")
		if o < 0 || !p.attach(o, h, "nmod") {
			continue
		}
		p.attach(i, o, "case")
		for j := i + 1; j < len(p.t); j++ {
			if p.t[j].Head == i {
				p.attach(j, o, p.t[j].Deprel)
			}
		}
	}
}
