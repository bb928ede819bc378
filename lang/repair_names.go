package lang

import "strings"

// nameAsArgument makes a name right behind a noun what explains it, where it was taken for an argument of the noun:
// the businessmen Hale and Moss own Vexor.
func (p *repairer) nameAsArgument() {
	for i := 1; i < len(p.t); i++ {
		n := p.t[i].Head
		if p.t[i].UPOS != "PROPN" || n != i-1 || p.t[n].UPOS != "NOUN" || p.has(i, "case") || p.has(n, "cop", "aux", "mark") {
			continue
		}
		switch p.t[i].Deprel {
		case "obj", "obl", "iobj", "xcomp", "nsubj", "parataxis":
			p.t[i].Deprel = "appos"
		}
	}
}

// nameBehindAdjectives makes a name behind a noun and its adjectives what explains the noun, where it was hung on an adjective or a
// participle among them: le groupe diversifié marocain Vexor.
func (p *repairer) nameBehindAdjectives() {
	for i := 3; i < len(p.t); i++ {
		h := p.t[i].Head
		if p.t[i].UPOS != "PROPN" || h < 1 || h >= i || p.nominal(h) || p.has(i, "case", "cc") {
			continue
		}
		n := i - 1
		for n > 0 && (p.t[n].UPOS == "ADJ" || p.t[n].UPOS == "VERB" && featValue(p.t[n].Feats, "VerbForm") == "Part" && !p.has(n, "aux", "aux:tense", "aux:pass")) {
			n--
		}
		if n == i-1 || h <= n || p.t[n].UPOS != "NOUN" || p.time(n) {
			continue
		}
		det := p.child(n, 0, n, "det")
		if p.t[i-1].UPOS == "VERB" && (det < 0 || featValue(p.t[det].Feats, "Definite") != "Def") {
			continue // une société baptisée Vexor
		}
		if !p.attach(i, n, "appos") {
			continue
		}
		for j := n + 1; j < i; j++ {
			if p.t[j].UPOS == "ADJ" {
				p.attach(j, n, "amod")
			} else if p.t[j].Head != n {
				p.attach(j, n, "acl")
			}
		}
	}
}

// parallelList joins parts of a list with a preposition each, which were hung on what the first hangs on:
// avec la participation de Vexor, du fonds Quorlix et d'Oslinde.
func (p *repairer) parallelList() {
	for i := 4; i < len(p.t); i++ {
		h := p.t[i].Head
		if h < 0 || h > i || !p.nominal(i) || p.has(i, "cc") {
			continue
		}
		switch p.t[i].Deprel {
		case "nmod", "obl", "obl:agent":
		default:
			continue
		}
		c := p.child(i, h+1, i, "case")
		last := p.child(i, i+1, len(p.t), "conj")
		if c < 2 || last < 0 || p.t[c-1].Form != "," || !p.has(last, "cc") || p.child(last, i, last, "case") < 0 {
			continue
		}
		first := c - 2
		for first > h && p.t[first].Head != h {
			first = p.t[first].Head
		}
		if first <= h || !p.nominal(first) || p.t[first].Deprel != p.t[i].Deprel || p.time(first) {
			continue
		}
		a, b := p.child(first, h+1, first, "case"), p.child(last, i, last, "case")
		if a < 0 || p.t[a].Lemma != p.t[c].Lemma || p.t[b].Lemma != p.t[c].Lemma || !p.attach(i, first, "conj") {
			continue
		}
		for j := i + 1; j < len(p.t); j++ {
			if p.t[j].Head == i && p.t[j].Deprel == "conj" {
				p.t[j].Head = first
			}
		}
	}
}

// casedPart hangs a part of a list that has a preposition on the noun with the same one, not on the name that explains
// that noun: du fonds Vexor et d'Oslinde.
func (p *repairer) casedPart() {
	for i := 3; i < len(p.t); i++ {
		name := p.t[i].Head
		if p.t[i].Deprel != "conj" || name < 1 || name > i || p.t[name].UPOS != "PROPN" || p.has(name, "case") || !p.has(i, "cc") {
			continue
		}
		noun, c := p.t[name].Head, p.child(i, name, i, "case")
		if noun < 0 || c < 0 || !p.adjacentName(noun, name) || p.t[noun].UPOS != "NOUN" {
			continue
		}
		if k := p.child(noun, 0, noun, "case"); k >= 0 && p.t[k].Lemma == p.t[c].Lemma {
			p.attach(i, noun, "conj")
		}
	}
}

// flatList hangs the last part of a list on the first: Vexor, Quorlix et Oslinde.
func (p *repairer) flatList() {
	for i := 4; i < len(p.t); i++ {
		m := p.t[i].Head
		if p.t[i].Deprel != "conj" || m < 2 || m > i || p.t[m].Deprel != "conj" || !p.nominal(i) || !p.nominal(m) || p.has(m, "cc") || p.joinedName(i) {
			continue
		}
		if f := p.t[m].Head; f >= 0 && f < m && p.nominal(f) {
			p.attach(i, f, "conj")
		}
	}
}

// subjectBehindPhrase gives a verb without a subject the noun before it that was taken for what explains the phrase
// that opens the sentence: selon Odile Vasseur, présidente d'Oslinde, le groupe Vexor va céder Quorlix.
func (p *repairer) subjectBehindPhrase() {
	for v := 4; v < len(p.t); v++ {
		if !p.predicate(v) && !p.bareVerb(v) || p.hasSubject(v) || p.relative(v) || p.has(v, "mark") || p.t[v].Deprel == "conj" {
			continue
		}
		last := p.groupStart(v) - 1
		for last > 0 && (p.t[last].Form == "," || p.t[last].Head == v && (p.t[last].UPOS == "DET" || p.t[last].UPOS == "ADV")) {
			last--
		}
		// Up from the word before the verb to the noun whose phrase follows a comma.
		for s := last; s > 2; s = p.t[s].Head {
			if p.t[s].Head < 0 || p.t[s].Head > s {
				break
			}
			if !p.nominal(s) || p.has(s, "case", "cc") || p.time(s) || p.t[s].UPOS == "NOUN" && !p.has(s, "det", "nmod:poss") && featValue(p.t[s].Feats, "Number") != "Plur" {
				continue
			}
			switch p.t[s].Deprel {
			case "appos", "nmod", "parataxis", "conj":
			default:
				continue
			}
			b := p.start(s)
			if b < 2 || p.t[b-1].Form != "," || p.t[s].Deprel == "conj" && p.t[s].UPOS != "NOUN" {
				continue
			}
			o := p.t[s].Head
			for o >= 0 && p.t[o].Head >= 0 && p.t[o].Head != v && p.t[o].Head < o {
				o = p.t[o].Head
			}
			if o < 0 || p.t[o].Head != v || o > s || !p.agree(s, v) {
				continue
			}
			phrase := p.t[o].Deprel == "obl" && p.has(o, "case")
			if !phrase && p.t[o].Deprel != "advcl" {
				continue
			}
			p.attach(s, v, "nsubj")
			break
		}
	}
}

// namesInARow hangs each of two names that follow a noun with no mark between on the noun, the last as what explains it:
// les députés LFI Paul Renard et Anne Orde.
func (p *repairer) namesInARow() {
	for i := 2; i < len(p.t); i++ {
		first := p.t[i].Head
		if p.t[i].UPOS != "PROPN" || first != i-1 || p.t[first].UPOS != "PROPN" || p.t[i].Deprel != "flat" && p.t[i].Deprel != "nmod" && p.t[i].Deprel != "appos" || p.has(i, "case") || p.has(first, "case", "det") {
			continue
		}
		noun := p.t[first].Head
		if noun != first-1 || p.t[noun].UPOS != "NOUN" || p.t[first].Deprel != "appos" && p.t[first].Deprel != "nmod" && p.t[first].Deprel != "flat" || !strings.Contains(p.t[i].Form, " ") {
			continue
		}
		p.t[first].Deprel = "nmod"
		p.t[i].Head, p.t[i].Deprel = noun, "appos"
		for j := i + 1; j < len(p.t); j++ {
			if p.t[j].Head == first {
				p.t[j].Head = i
			}
		}
	}
}

// worthOfName mends a name before an adjective and the sum that it measures by, where all were hung on the sum. The
// adjective is that of the noun before a name with a preposition: a lifeline from investor Vexor worth $8 million.
func (p *repairer) worthOfName() {
	for w := 1; w+1 < len(p.t); w++ {
		sum, name := w+1, w-1
		if n := p.t[sum].Head; p.rules.measures[p.t[w].Lemma] && p.t[w].Head == sum && p.t[w].Deprel == "amod" && n >= 0 && n < w && p.t[n].UPOS == "NOUN" {
			p.t[w].Head, p.t[sum].Head, p.t[sum].Deprel = n, w, "obl:unmarked"
			continue
		}
		if !p.rules.measures[p.t[w].Lemma] || p.t[name].UPOS != "PROPN" || p.t[name].Deprel != "compound" || p.t[name].Head != w && p.t[name].Head != sum {
			continue
		}
		top := sum
		if p.t[sum].Head == w {
			top = w
		} else if p.t[w].Head != sum {
			continue
		}
		if h := p.t[top].Head; h == name || h == w || h == sum {
			continue
		}
		p.t[name].Head, p.t[name].Deprel = p.t[top].Head, p.t[top].Deprel
		p.t[w].Head, p.t[w].Deprel = name, "amod"
		if v := p.t[name].Head; v >= 0 && v < name && p.t[v].UPOS == "VERB" {
			if o := p.child(v, v, name, "obj"); o >= 0 {
				p.t[w].Head = o
			}
		} else if v >= 0 && v < name && p.t[v].UPOS == "NOUN" {
			p.t[w].Head = v
		}
		p.t[sum].Head, p.t[sum].Deprel = w, "obl:unmarked"
		for j := range name {
			if p.t[j].Head == sum || p.t[j].Head == w {
				p.t[j].Head = name
			}
		}
	}
}
