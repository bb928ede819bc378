package lang

import "strings"

// roleForPredicate mends a sentence whose subject was hung on the noun that explains it, as if that were the predicate:
// Ann Hale and Tom Moss, analysts at Vexor, wrote in a note.
func (p *repairer) roleForPredicate() {
	for n := 2; n < len(p.t); n++ {
		if p.t[n].UPOS != "NOUN" || p.has(n, "cop", "aux", "case", "mark", "cc", "expl") {
			continue
		}
		s := p.child(n, 0, n, "nsubj")
		if s < 0 || !p.nominal(s) || p.has(s, "case") || featValue(p.t[s].Feats, "PronType") == "Rel" {
			continue
		}
		b := p.start(n)
		if b < 2 || b <= s || p.t[b-1].Form != "," {
			continue
		}
		for v := n + 2; v < len(p.t); v++ {
			if p.t[v].Head != n || !p.predicate(v) || p.hasSubject(v) || p.has(v, "cc", "mark") || p.relative(v) {
				continue
			}
			g := p.groupStart(v)
			if p.t[g-1].Form != "," {
				continue
			}
			p.t[v].Head, p.t[v].Deprel = p.t[n].Head, p.t[n].Deprel
			p.t[s].Head = v
			p.t[n].Head, p.t[n].Deprel = s, "appos"
			for j := range p.t { // what stands before the subject or behind the verb is the verb's
				if p.t[j].Head == n && (j > v || j < s) {
					p.t[j].Head = v
				}
			}
			break
		}
	}
}

// verbUnderName makes the verb behind the comma that closes a name what the sentence says, where it was taken for
// what explains the name: Vexor's parent company, Oslinde, announced in March that …
func (p *repairer) verbUnderName() {
	for n := range p.t {
		if p.t[n].Head >= 0 || !p.nominal(n) || p.has(n, "cop", "nsubj", "case") {
			continue
		}
		name := p.child(n, n+2, len(p.t), "appos")
		if name < 0 || p.t[p.start(name)-1].Form != "," || p.has(name, "case") {
			continue
		}
		v := p.child(name, name+1, len(p.t), "acl", "acl:relcl", "parataxis", "appos", "conj", "dep")
		if v < 0 {
			v = p.child(n, name+1, len(p.t), "acl", "acl:relcl")
		}
		if v < 0 || !p.predicate(v) && !p.bareFinite(v) || p.hasSubject(v) || p.has(v, "cc", "mark", "obl:agent") || p.relative(v) {
			continue
		}
		g := p.groupStart(v)
		if p.t[g-1].Form != "," && g-1 != name {
			continue
		}
		if f := featValue(p.t[v].Feats, "VerbForm"); f == "Part" && !p.has(v, "aux", "aux:tense", "ccomp", "xcomp", "obj") {
			continue
		}
		p.t[v].Head, p.t[v].Deprel = -1, "root"
		p.t[n].Head, p.t[n].Deprel = v, "nsubj"
		for i := v + 1; i < len(p.t); i++ {
			if p.t[i].Head == n || p.t[i].Head == name {
				p.t[i].Head = v
			}
		}
	}
}

// bareFinite tells a past participle that is a finite form, as English has them: it has an object or a clause of its own.
func (p *repairer) bareFinite(v int) bool {
	return p.t[v].UPOS == "VERB" && featValue(p.t[v].Feats, "VerbForm") == "Part" && featValue(p.t[v].Feats, "Tense") == "Past" &&
		!p.has(v, "obl:agent", "aux:pass") && p.child(v, v+1, len(p.t), "ccomp", "obj", "xcomp") >= 0
}

// sourceSubject gives a verb of speech at the end of what was said the noun before it as subject, with what stands
// between: …, three people familiar with the matter said.
func (p *repairer) sourceSubject() {
	for v := 3; v < len(p.t); v++ {
		if !p.rules.speech[p.t[v].Lemma] || !p.finite(v) || p.relative(v) || !p.lastVerb(v) {
			continue
		}
		g := p.groupStart(v)
		b := g - 1 // back to the comma
		for b > 0 && p.t[b].UPOS != "PUNCT" && p.t[b].UPOS != "VERB" && p.t[b].UPOS != "AUX" && p.t[b].UPOS != "SCONJ" && g-b < 16 {
			b--
		}
		if b <= 2 || p.t[b].Form != "," || b == g-1 {
			continue
		}
		s := b + 1
		for s < g && (p.t[s].UPOS == "DET" || p.t[s].UPOS == "ADJ" || p.t[s].UPOS == "NUM" || p.t[s].UPOS == "PRON" && p.t[s].Deprel == "nmod:poss") {
			s++
		}
		for s+1 < g && p.nominal(s) && p.nominal(s+1) { // company officials
			s++
		}
		if n := b + 1; n+2 < g && p.t[n].UPOS == "NUM" && p.t[n+1].UPOS == "ADP" { // three of the people
			s = n
		}
		if s >= g || !p.nominal(s) && p.t[s].UPOS != "NUM" || p.time(s) {
			continue
		}
		old := p.child(v, 0, v, "nsubj")
		if old > b && p.nominal(old) && p.t[v].Deprel == "parataxis" || old == s || old >= 0 && old < b || p.has(v, "mark") && p.child(v, 0, b, "mark") >= 0 {
			continue
		}
		if !p.has(v, "ccomp") && !p.overWhatWasSaid(v, b) {
			continue
		}
		if !p.attach(s, v, "nsubj") {
			continue
		}
		last := s // nothing of the phrase hangs on what was said
		for j := b + 1; j < g; j++ {
			if j == s || p.t[j].Head > b && p.t[j].Head < g && p.t[j].Head != v && j != old {
				continue
			}
			switch u := p.t[j].UPOS; {
			case u == "ADP" || u == "SCONJ":
				for n := j + 1; n < g; n++ { // with the matter
					if p.nominal(n) {
						p.attach(j, n, "case")
						break
					}
				}
			case u == "ADJ":
				if p.attach(j, s, "amod") {
					last = j
				}
			case (u == "NOUN" || u == "PROPN") && j < s:
				p.attach(j, s, "compound")
			case u == "NOUN" || u == "PROPN":
				p.attach(j, last, "nmod")
			}
		}
	}
}

// lastVerb tells whether nothing but words of time and of place follows v.
func (p *repairer) lastVerb(v int) bool {
	for j := v + 1; j < len(p.t); j++ {
		switch p.t[j].UPOS {
		case "VERB", "AUX", "SCONJ", "CCONJ", "PRON":
			return false
		}
		if p.t[j].Form == "," {
			return true
		}
	}
	return true
}

// overWhatWasSaid makes a verb of speech behind the mark at b the root and the root before the mark what was said.
func (p *repairer) overWhatWasSaid(v, b int) bool {
	r := -1
	for j := range p.t {
		if p.t[j].Head < 0 {
			r = j
		}
	}
	if r < 0 || r >= b || !p.under(v, r) || p.t[v].Deprel == "conj" && p.has(v, "cc") {
		return false
	}
	p.t[v].Head, p.t[v].Deprel = -1, "root"
	p.t[r].Head, p.t[r].Deprel = v, "ccomp"
	return true
}

// besideRole hangs a phrase with a preposition behind a role on the role, not on the name that it explains:
// Tom Moss, director for games at Vexor.
func (p *repairer) besideRole() {
	for i := 4; i < len(p.t); i++ {
		n := p.t[i].Head
		if p.t[i].Deprel != "nmod" || n < 0 || n > i || p.t[n].UPOS != "PROPN" || !p.has(i, "case") {
			continue
		}
		for j := i - 1; j > n; j-- {
			if p.t[j].Head == n && p.t[j].Deprel == "appos" && p.t[j].UPOS == "NOUN" && p.start(j) > n+1 {
				if !p.markBetween(j, i) {
					p.attach(i, j, "nmod")
				}
				break
			}
		}
	}
}

// placeOfWork hangs the place of work of a person on the role, not on what stands between:
// Tom Moss, director for games at Vexor.
func (p *repairer) placeOfWork() {
	for i := 4; i < len(p.t); i++ {
		c := p.child(i, 0, i, "case")
		if p.t[i].Deprel != "nmod" && p.t[i].Deprel != "obl" || c < 0 || !p.rules.workCase[strings.ToLower(p.t[c].Form)] {
			continue
		}
		for j := p.t[i].Head; j >= 0 && j < i; j = p.t[j].Head {
			if n := p.t[j].Head; p.t[j].Deprel == "appos" && p.t[j].UPOS == "NOUN" && n >= 0 && n < j && p.t[n].UPOS == "PROPN" {
				if p.start(j) > n+1 && j != p.t[i].Head && !p.markBetween(j, i) {
					p.attach(i, j, "nmod")
				}
				break
			}
		}
	}
}

// markBetween tells whether a mark stands between two places.
func (p *repairer) markBetween(from, to int) bool {
	for j := from + 1; j < to; j++ {
		if p.t[j].UPOS == "PUNCT" {
			return true
		}
	}
	return false
}

// nounBeforeName hangs a noun without a determiner on the name right behind it, where both were hung elsewhere; the name takes its place:
// its largest shareholder, technology group Vexor.
func (p *repairer) nounBeforeName() {
	for i := 2; i < len(p.t); i++ {
		noun := i - 1
		if p.t[i].UPOS != "PROPN" || p.t[noun].UPOS != "NOUN" || p.t[i].Head == noun || p.t[noun].Head == i || p.has(noun, "det", "nmod:poss", "case", "conj") || p.time(noun) {
			continue
		}
		if featValue(p.t[noun].Feats, "Number") == "Plur" || p.has(i, "case", "nmod:poss") || p.t[noun].Head > i {
			continue
		}
		b := p.start(noun)
		if b < 2 || p.t[b-1].Form != "," || !p.nominal(b-2) {
			continue
		}
		head, label := p.t[noun].Head, p.t[noun].Deprel
		if head < 0 || head >= b || p.t[i].Head >= b {
			continue
		}
		if !p.attach(i, head, label) || !p.attach(noun, i, "nmod:desc") {
			continue
		}
		if !p.closed(i) && (label == "conj" || label == "obl" || label == "nmod" || label == "parataxis") {
			p.attach(i, p.top(b-2, head), "appos")
		}
	}
}

// top is the noun at the head of the phrase that ends at i, below or at a place.
func (p *repairer) top(i, above int) int {
	for p.t[i].Head >= 0 && p.t[i].Head < i && i != above && p.nominal(p.t[i].Head) {
		i = p.t[i].Head
	}
	return i
}

// clauseBeforeSpeech makes a clause with a subject and a copula of its own before a verb of speech what was said:
// Vexor is in talks to buy Oslinde, Quorlix reported.
func (p *repairer) clauseBeforeSpeech() {
	for i := range p.t {
		v := p.t[i].Head
		if v < i || p.t[v].UPOS != "VERB" || !p.nominal(i) && p.t[i].UPOS != "ADJ" && p.t[i].UPOS != "VERB" || p.has(i, "mark") || p.has(v, "ccomp") {
			continue
		}
		switch p.t[i].Deprel {
		case "obl", "advcl", "nsubj", "obj", "parataxis", "dislocated":
		default:
			continue
		}
		inverted := p.predicate(i) && p.t[i].Deprel == "advcl" && p.rules.speech[p.t[v].Lemma] && p.child(v, v+1, len(p.t), "nsubj") >= 0
		if p.child(i, 0, i, "cop") < 0 && !inverted || p.child(i, 0, i, "nsubj", "nsubj:pass") < 0 || p.relative(i) || !p.finite(v) {
			continue
		}
		b := p.groupStart(v)
		if s := p.child(v, i+1, v, "nsubj"); s >= 0 {
			b = p.start(s)
		}
		if b > i && p.t[b-1].Form == "," {
			p.t[i].Deprel = "ccomp"
		}
	}
}

// openedByParticiple hangs a participle in commas behind a name on the name, where it was taken for the verb of a clause:
// the Vexor Fund, run by Ann Hale, holds a stake; Vexor and Quorlix, both based in Oslo, are partners.
func (p *repairer) openedByParticiple() {
	for v := 2; v < len(p.t); v++ {
		m := p.t[v].Head
		b := v - 1
		for b > 1 && (p.t[b].UPOS == "ADV" || p.t[b].UPOS == "DET") && p.t[b].Head == v {
			b--
		}
		if m < v && p.t[b].Form == "," && p.t[v].UPOS == "VERB" {
			m = p.promoted(v)
		}
		if p.t[v].UPOS != "VERB" || p.t[b].Form != "," || m < v || !p.predicate(m) || p.hasSubject(m) || p.has(v, "aux", "aux:pass", "mark", "obj", "cc") {
			continue
		}
		n := p.child(v, 0, b, "nsubj", "nsubj:pass")
		if n < 0 || !p.nominal(n) || !p.under(b-1, n) {
			continue
		}
		agent := p.child(v, v+1, m, "obl", "obl:agent")
		if agent < 0 || p.t[p.groupStart(m)-1].Form != "," {
			continue
		}
		c := p.child(agent, v, agent, "case")
		led := c == v+1 && p.rules.agentCase[strings.ToLower(p.t[c].Form)]
		if !led && (c != v+1 || featValue(p.t[v].Feats, "Tense") != "Past") {
			continue
		}
		if p.t[m].Head == v {
			p.t[m].Head, p.t[m].Deprel = p.t[v].Head, p.t[v].Deprel
			for j := range p.t {
				if p.t[j].Head == v && (j < n || j > m) {
					p.t[j].Head = m
				}
			}
		}
		p.t[n].Head, p.t[n].Deprel = m, "nsubj"
		p.t[v].Head, p.t[v].Deprel, p.t[v].Feats = n, "acl", "Tense=Past|VerbForm=Part"
		if led {
			p.t[agent].Deprel = "obl:agent"
		}
	}
}

// promoted finds the verb behind the next comma that was hung on a past participle, as the one that has its subject; -1 if none.
func (p *repairer) promoted(v int) int {
	if featValue(p.t[v].Feats, "Tense") != "Past" || p.t[v].Head >= 0 && p.t[v].Deprel != "conj" && p.t[v].Deprel != "parataxis" && p.t[v].Deprel != "ccomp" {
		return -1
	}
	return p.behindComma(v)
}

// agentOfNoun hangs a name with the preposition of an agent behind the object of an active verb on the object:
// criticised the purchase of Oslinde by Vexor.
func (p *repairer) agentOfNoun() {
	for i := 4; i < len(p.t); i++ {
		v := p.t[i].Head
		if p.t[i].UPOS != "PROPN" || p.t[i].Deprel != "obl" && p.t[i].Deprel != "obl:agent" || v < 0 || v > i || p.t[v].UPOS != "VERB" || p.has(v, "aux:pass", "nsubj:pass") || p.time(i) {
			continue
		}
		c := p.child(i, v, i, "case")
		if c < v+2 || !p.rules.agentCase[strings.ToLower(p.t[c].Form)] || p.child(v, 0, v, "nsubj") < 0 {
			continue
		}
		o := p.child(v, v+1, c, "obj")
		if o >= 0 && p.t[o].UPOS == "NOUN" && p.end(o) == c && (p.has(o, "nmod", "nmod:poss") || p.has(o, "det")) {
			p.attach(i, o, "nmod")
		}
	}
}

// agentOfParticiple makes a name with the preposition of an agent behind a participle its agent: owned by the Vexor family.
func (p *repairer) agentOfParticiple() {
	for i := 2; i < len(p.t); i++ {
		v := p.t[i].Head
		if p.t[i].UPOS != "PROPN" || p.t[i].Deprel != "obl" || v < 0 || v > i || p.t[v].UPOS != "VERB" || featValue(p.t[v].Feats, "VerbForm") != "Part" || p.time(i) || p.has(v, "obl:agent", "obj") {
			continue
		}
		if p.t[v].Deprel != "acl" && !p.has(v, "aux:pass") || p.has(v, "aux") && !p.has(v, "aux:pass") {
			continue
		}
		if c := p.child(i, v, i, "case"); c >= 0 && p.rules.agentCase[strings.ToLower(p.t[c].Form)] {
			p.t[i].Deprel = "obl:agent"
		}
	}
}

// objectAsComplement makes a name right behind an active verb without an object the object: has named Ann Hale as its head.
func (p *repairer) objectAsComplement() {
	for v := 1; v+1 < len(p.t); v++ {
		i := v + 1
		if p.t[i].UPOS == "PROPN" && p.t[i].Head == v && p.t[i].Deprel == "xcomp" && p.predicate(v) && p.child(v, 0, v, "nsubj") >= 0 && !p.has(v, "obj", "aux:pass") && !p.has(i, "case", "cop", "mark") {
			p.t[i].Deprel = "obj"
		}
	}
}

// heldPerfect makes an auxiliary of the verb of having before a participle, where words between made it the main verb:
// Vexor and Quorlix have both criticised the plan.
func (p *repairer) heldPerfect() {
	for v := 1; v+2 < len(p.t); v++ {
		if p.t[v].Lemma != p.rules.Perfect.Auxiliary || p.t[v].UPOS != "VERB" && p.t[v].UPOS != "AUX" || p.has(v, "obj", "aux") {
			continue
		}
		c := v + 1 // over adverbs and phrases that stand for one
		for c < len(p.t) && c < v+6 && p.t[c].UPOS != "VERB" && (p.t[c].UPOS != "PUNCT" || opener(p.t[c].Form)) && p.t[c].UPOS != "PRON" && p.t[c].Deprel != "obj" {
			c++
		}
		if c == v+1 || c == len(p.t) || p.t[c].UPOS != "VERB" || p.t[c].Head != v || p.t[c].Deprel != "ccomp" && p.t[c].Deprel != "xcomp" && !(p.t[c].Deprel == "conj" && p.has(c, "cc:preconj") && !p.has(c, "cc")) || p.has(c, "mark", "nsubj") {
			continue
		}
		if featValue(p.t[c].Feats, "Tense") != "Past" {
			continue
		}
		p.t[c].Head, p.t[c].Deprel = p.t[v].Head, p.t[v].Deprel
		p.t[c].Feats = p.rules.Perfect.Feats
		p.t[v].Head, p.t[v].Deprel, p.t[v].UPOS = c, "aux", "AUX"
		for j := range p.t {
			if p.t[j].Head == v {
				p.t[j].Head = c
			}
			if p.t[j].Head == c && j > v && j < c && p.t[j].UPOS != "NOUN" && p.t[j].UPOS != "PROPN" {
				p.t[j].Deprel = "advmod"
			}
		}
	}
}

// auxiliaryWithObject makes a verb with an object of its own what is said, where it was taken for an auxiliary of the verb of saying
// behind it, which has its own: « Ils n'ont pas l'argent », a clamé Odile Vasseur.
func (p *repairer) auxiliaryWithObject() {
	for t := range p.t {
		v := p.t[t].Head
		if !strings.HasPrefix(p.t[t].Deprel, "aux") || v <= t || p.child(t, t+1, v, "obj") < 0 || p.child(t, 0, t, "nsubj") < 0 {
			continue
		}
		if p.child(v, t+1, v, "aux", "aux:tense", "aux:pass") < 0 {
			continue
		}
		p.t[t].UPOS, p.t[t].Deprel = "VERB", "ccomp"
	}
}
