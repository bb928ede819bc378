package lang

// nounPhrase looks from i for a noun with its determiners and without a preposition, over adverbs,
// words of time and prepositional phrases in commas; -1 if something else comes first.
func (p *repairer) nounPhrase(i int) int {
	for i < len(p.t) {
		t := &p.t[i]
		switch t.UPOS {
		case "DET", "ADJ", "ADV", "NUM":
			i++
		case "ADP": // depuis mai
			if i+1 >= len(p.t) || !p.time(i+1) {
				return -1
			}
			i++
		case "PUNCT":
			// Only before an insertion: « a réagi, à ces accusations, le patron ».
			if t.Form != "," || i+1 >= len(p.t) || p.t[i+1].UPOS != "ADP" {
				return -1
			}
			j := i + 1
			for j < len(p.t) && p.t[j].Form != "," {
				if p.t[j].UPOS == "VERB" || p.t[j].UPOS == "AUX" || j-i > 8 {
					return -1
				}
				j++
			}
			i = j + 1
		case "NOUN", "PROPN":
			if p.time(i) {
				i++
				continue
			}
			return i
		default:
			return -1
		}
	}
	return -1
}

// groupStart is where the verb's group begins: its auxiliaries, negations and clitics stand before it.
func (p *repairer) groupStart(v int) int {
	i := v
	for i > 0 {
		t := &p.t[i-1]
		clitic := t.UPOS == "PRON" && t.Head == v && featValue(t.Feats, "PronType") != "Rel"
		if t.UPOS == "AUX" || t.UPOS == "ADV" || t.UPOS == "PART" || clitic {
			i--
			continue
		}
		break
	}
	return i
}

// invertedSubject gives a verb of speech behind what was said the noun after it as subject:
// « … », a clamé mercredi Odile Vasseur.
func (p *repairer) invertedSubject() {
	for v := range p.t {
		if !p.rules.speech[p.t[v].Lemma] || !p.finite(v) || p.hasSubject(v) {
			continue
		}
		start := p.groupStart(v)
		if start == 0 || p.t[start-1].UPOS != "PUNCT" || p.child(v, 0, start, "aux", "aux:tense") >= 0 { // n'a « jamais demandé … »
			continue
		}
		n := p.nounPhrase(v + 1)
		if n < 0 || p.has(n, "case") || p.t[n].UPOS == "NOUN" && !p.has(n, "det") && p.t[n].Head != v {
			continue
		}
		p.attach(n, v, "nsubj")
	}
}

// invertedInRelative makes the noun behind a verb its subject where a relative pronoun before the
// verb is its object: l'entreprise que dirige Odile Vasseur. The pronoun may be taken for a conjunction.
func (p *repairer) invertedInRelative() {
	for v := range p.t {
		if p.t[v].UPOS != "VERB" || featValue(p.t[v].Feats, "VerbForm") == "Inf" || p.child(v, 0, v, "nsubj", "nsubj:pass", "csubj", "expl:subj") >= 0 {
			continue
		}
		subject := p.child(v, v+1, len(p.t), "nsubj")
		rel := p.child(v, 0, v, "obj", "mark")
		if rel < 1 {
			continue
		}
		if p.t[rel].Deprel == "mark" || p.t[rel].UPOS != "PRON" {
			// Right behind a noun, and the verb's group follows it at once.
			before := rel - 1
			if p.t[before].Form == "," && before > 0 {
				before--
			}
			for before > 0 && p.t[before].UPOS == "ADJ" {
				before--
			}
			if !p.rules.relativeObject[lowerApostrophe(p.t[rel].Form)] || !p.nominal(before) || p.groupStart(v) != rel+1 {
				continue
			}
			if subject < 0 {
				n := p.nounPhrase(v + 1)
				if n < 0 || p.has(n, "case") || !p.attach(n, v, "nsubj") {
					continue
				}
			}
			p.t[rel].UPOS, p.t[rel].Feats, p.t[rel].Deprel = "PRON", "PronType=Rel", "obj"
			p.attach(v, before, "acl:relcl")
			continue
		}
		if subject >= 0 || featValue(p.t[rel].Feats, "PronType") != "Rel" {
			continue
		}
		n := p.child(v, v+1, len(p.t), "obj")
		if n < 0 && p.groupStart(v) == rel+1 {
			n = p.nounPhrase(v + 1)
		}
		if n >= 0 && p.nominal(n) && !p.has(n, "case") {
			p.attach(n, v, "nsubj")
		}
	}
}

// secondSubject makes the later of two subjects on both sides of a verb its object:
// Vexor, né hier, rejoint Oslinde.
func (p *repairer) secondSubject() {
	for v := range p.t {
		if p.t[v].UPOS != "VERB" || p.rules.speech[p.t[v].Lemma] {
			continue
		}
		first := p.child(v, 0, v, "nsubj")
		second := p.child(v, v+1, len(p.t), "nsubj")
		if first < 0 || second < 0 || !p.nominal(second) || p.has(v, "obj") || p.has(second, "case") {
			continue
		}
		if p.nominal(first) || featValue(p.t[first].Feats, "PronType") == "Rel" {
			p.t[second].Deprel = "obj"
		}
	}
}

// lostSubject mends a sentence whose root is a noun with a finite verb on a loose arc behind it:
// Oslinde, backed by Vexor, plans to build.
func (p *repairer) lostSubject() {
	for n := range p.t {
		if p.t[n].Head >= 0 || !p.nominal(n) || p.has(n, "cop", "nsubj", "case") {
			continue
		}
		v := p.child(n, n+1, len(p.t), "parataxis", "appos", "conj", "list", "acl", "acl:relcl", "dep")
		for v >= 0 && (p.nominal(v) || p.relative(v) || p.t[v].UPOS == "VERB" && !p.finite(v) && !p.pastBehindComma(v)) { // « chairman, Ann Hale, … met », "Vexor, qui …, a pour concurrents"
			v = p.child(n, v+1, len(p.t), "parataxis", "appos", "conj", "list", "acl", "acl:relcl", "dep")
		}
		if v >= 0 && p.pastBehindComma(v) {
			p.t[v].Feats = "Mood=Ind|Tense=Past|VerbForm=Fin"
		}
		if v < 0 || !p.finite(v) || p.hasSubject(v) || p.has(v, "cc", "mark") || featValue(p.t[v].Feats, "Person") != "3" && featValue(p.t[v].Feats, "VerbForm") == "Fin" && featValue(p.t[v].Feats, "Person") != "" {
			continue
		}
		if p.relative(v) || !p.agree(n, v) {
			continue
		}
		p.t[v].Head, p.t[v].Deprel = -1, "root"
		p.t[n].Head, p.t[n].Deprel = v, "nsubj"
		for i := v + 1; i < len(p.t); i++ { // what stands behind the verb is its own
			if p.t[i].Head == n {
				p.t[i].Head = v
			}
		}
	}
}

// pastBehindComma tells a form right behind a comma that was taken for a participle although it has an object, as no passive has: Vexor,
// best known for its batteries, acquired Oslinde.
func (p *repairer) pastBehindComma(v int) bool {
	o := p.child(v, v+1, len(p.t), "obj")
	return p.rules.PlainPast && v > 0 && p.t[v-1].Form == "," && o >= 0 && p.bareVerb(v) && featValue(p.t[v].Feats, "VerbForm") == "Part"
}

// relative tells whether a relative pronoun hangs on v.
func (p *repairer) relative(v int) bool {
	for j := range p.t {
		if p.t[j].Head == v && featValue(p.t[j].Feats, "PronType") == "Rel" {
			return true
		}
	}
	return false
}

// agree tells whether a noun and a verb can go together by number.
func (p *repairer) agree(n, v int) bool {
	if p.rules.PlainPast && p.t[v].UPOS == "VERB" && featValue(p.t[v].Feats, "Tense") == "Past" {
		return true
	}
	a, b := featValue(p.t[n].Feats, "Number"), featValue(p.t[v].Feats, "Number")
	return a == "" || b == "" || a == b || p.has(n, "conj")
}
