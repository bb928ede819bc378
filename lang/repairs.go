package lang

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Repairs is what the repairs after the parse need to know of a language: the file
// data/<language>/repairs.yaml, which a language may lack. They mend errors that a parser makes for want of examples, each by a
// rule that holds whatever the words: see the methods of repairer.
type Repairs struct {
	// Speech are lemmas of verbs whose subject may follow them where they report speech.
	Speech []string `yaml:"speech"`
	// Times are lemmas of nouns that stand after a verb without a preposition and are no object.
	Times []string `yaml:"times"`
	// NameAfterNoun tells that a name stands behind the noun that it explains (le fonds Vexor), which
	// is the head of the two.
	NameAfterNoun bool `yaml:"name_after_noun"`
	// Control are lemmas of verbs that govern an infinitive with one of ControlMarks.
	Control      []string `yaml:"control"`
	ControlMarks []string `yaml:"control_marks"`

	speech, times, control, controlMarks map[string]bool
}

func readRepairs(language string) (*Repairs, error) {
	file := "data/" + language + "/repairs.yaml"
	data, err := fs.ReadFile(embedded, file)
	if errors.Is(err, fs.ErrNotExist) {
		return new(Repairs), nil
	}
	if err != nil {
		return nil, fmt.Errorf("read repairs: %w", err)
	}
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	r := new(Repairs)
	if err := d.Decode(r); err != nil {
		return nil, fmt.Errorf("read repairs %s: %w", file, err)
	}
	r.speech, r.times = stringSet(r.Speech), map[string]bool{}
	r.control, r.controlMarks = stringSet(r.Control), stringSet(r.ControlMarks)
	for _, w := range r.Times {
		r.times[strings.ToLower(w)] = true
	}
	return r, nil
}

// repairer mends one tree.
type repairer struct {
	rules *Repairs
	t     []Token
}

// repair applies the rules to a tree, in a fixed order; it remains a tree.
func (r *Repairs) repair(tokens []Token) {
	if len(tokens) < 3 {
		return
	}
	p := repairer{r, tokens}
	if r.NameAfterNoun {
		p.nameAfterNoun()
	}
	p.nameBetweenCommas()
	p.phraseBetweenCommas()
	p.beyondApposition()
	p.possessor()
	p.lostSubject()
	p.invertedSubject()
	p.invertedInRelative()
	p.secondSubject()
	p.governedInfinitive()
}

// under tells whether i is a or hangs on it, at any depth.
func (p *repairer) under(i, a int) bool {
	for steps := 0; i >= 0 && steps <= len(p.t); steps++ {
		if i == a {
			return true
		}
		i = p.t[i].Head
	}
	return false
}

// attach hangs i on head unless that makes a circle.
func (p *repairer) attach(i, head int, label string) bool {
	if i == head || p.under(head, i) {
		return false
	}
	p.t[i].Head, p.t[i].Deprel = head, label
	return true
}

// child finds the first dependent of i with one of the labels between from and to, -1 if none.
func (p *repairer) child(i, from, to int, labels ...string) int {
	for j := max(from, 0); j < min(to, len(p.t)); j++ {
		if p.t[j].Head != i {
			continue
		}
		for _, l := range labels {
			if p.t[j].Deprel == l {
				return j
			}
		}
	}
	return -1
}

func (p *repairer) has(i int, labels ...string) bool {
	return p.child(i, 0, len(p.t), labels...) >= 0
}

func (p *repairer) hasSubject(i int) bool {
	return p.has(i, "nsubj", "nsubj:pass", "csubj", "expl:subj")
}

// finite tells a verb in a finite form, or a participle with its auxiliary.
func (p *repairer) finite(i int) bool {
	t := &p.t[i]
	if t.UPOS != "VERB" {
		return false
	}
	switch featValue(t.Feats, "VerbForm") {
	case "Fin":
		return featValue(t.Feats, "Mood") != "Imp"
	case "Part":
		return p.has(i, "aux", "aux:tense")
	}
	return false
}

func (p *repairer) nominal(i int) bool {
	return p.t[i].UPOS == "NOUN" || p.t[i].UPOS == "PROPN"
}

func (p *repairer) time(i int) bool { return p.rules.times[strings.ToLower(p.t[i].Lemma)] }

// nounPhrase looks from i for a noun with its determiners and without a preposition, over adverbs,
// words of time and prepositional phrases in commas; -1 if something else comes first.
func (p *repairer) nounPhrase(i int) int {
	for i < len(p.t) {
		t := &p.t[i]
		switch t.UPOS {
		case "DET", "ADJ", "ADV", "NUM":
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
		if start == 0 || p.t[start-1].UPOS != "PUNCT" {
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
// verb is its object: l'entreprise que dirige Odile Vasseur.
func (p *repairer) invertedInRelative() {
	for v := range p.t {
		if p.t[v].UPOS != "VERB" || p.hasSubject(v) {
			continue
		}
		rel := p.child(v, 0, v, "obj")
		if rel < 0 || p.t[rel].UPOS != "PRON" || featValue(p.t[rel].Feats, "PronType") != "Rel" {
			continue
		}
		if n := p.child(v, v+1, len(p.t), "obj"); n >= 0 && p.nominal(n) && !p.has(n, "case") {
			p.t[n].Deprel = "nsubj"
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
	a, b := featValue(p.t[n].Feats, "Number"), featValue(p.t[v].Feats, "Number")
	return a == "" || b == "" || a == b || p.has(n, "conj")
}

// nameAfterNoun makes a noun the head of the name right behind it: le géant Vexor.
func (p *repairer) nameAfterNoun() {
	for i := 0; i+1 < len(p.t); i++ {
		noun, name := &p.t[i], &p.t[i+1]
		if noun.UPOS != "NOUN" || name.UPOS != "PROPN" || noun.Head != i+1 || p.time(i) {
			continue
		}
		if noun.Deprel == "nsubj" || noun.Deprel == "obj" || noun.Deprel == "conj" || noun.Deprel == "appos" && i > 0 && p.t[i-1].UPOS == "PUNCT" {
			continue
		}
		noun.Head, noun.Deprel = name.Head, name.Deprel
		name.Head, name.Deprel = i, "appos"
		for j := range p.t {
			if p.t[j].Head != i+1 {
				continue
			}
			// What stands before the two belongs to the noun, and so do the phrases of the whole.
			switch p.t[j].Deprel {
			case "conj", "cc", "case", "det", "nsubj", "cop", "mark", "punct", "acl:relcl", "appos", "amod", "advmod", "nummod":
				p.t[j].Head = i
			}
		}
	}
}

// nameBetweenCommas hangs a name in commas behind « le patron de Vexor » on the noun, not on the name:
// the noun is singular with a determiner, and no list goes on behind.
func (p *repairer) nameBetweenCommas() {
	for i := 2; i < len(p.t); i++ {
		if p.t[i].UPOS != "PROPN" || p.t[i-1].Form != "," || i+1 < len(p.t) && p.t[i+1].UPOS != "PUNCT" || p.has(i, "conj", "case", "cc") {
			continue
		}
		inner := i - 2
		if p.t[inner].UPOS != "PROPN" {
			continue
		}
		if p.listed(i) {
			continue
		}
		noun := p.t[inner].Head
		if noun < 0 || noun >= inner || p.t[noun].UPOS != "NOUN" || p.t[inner].Deprel != "nmod" || !p.has(inner, "case") || !p.has(noun, "det", "nmod:poss") || featValue(p.t[noun].Feats, "Number") == "Plur" {
			continue
		}
		if h := p.t[i].Head; h == noun && p.t[i].Deprel == "appos" || h < noun && p.t[i].Deprel != "conj" && p.t[i].Deprel != "appos" && p.t[i].Deprel != "parataxis" && p.t[i].Deprel != "obl" && p.t[i].Deprel != "nmod" && p.t[i].Deprel != "dislocated" && p.t[i].Deprel != "vocative" {
			continue
		}
		p.attach(i, noun, "appos")
	}
}

// listed tells whether the name at i is followed by a further one in a list: « A, B et C », « A, B, C ».
func (p *repairer) listed(i int) bool {
	for j := i + 1; j < len(p.t) && j <= i+3; j++ {
		switch {
		case p.t[j].UPOS == "CCONJ":
			return true
		case p.t[j].Form == ",":
		case p.t[j].UPOS == "PROPN" && j > i+1:
			return true
		default:
			return false
		}
	}
	return false
}

// phraseBetweenCommas hangs a noun phrase without a preposition, in commas behind a name, on the name
// as what explains it: Vexor, its parent company, …
func (p *repairer) phraseBetweenCommas() {
	for i := 3; i < len(p.t); i++ {
		if p.t[i].UPOS != "NOUN" || p.has(i, "case", "cc", "cop", "conj") || p.time(i) {
			continue
		}
		switch p.t[i].Deprel {
		case "obl", "obl:unmarked", "nmod", "nmod:unmarked", "parataxis", "list", "dislocated", "dep", "conj":
		default:
			continue
		}
		start := p.child(i, 0, i, "det", "nmod:poss")
		if start < 2 || p.t[start-1].Form != "," || p.t[start-2].UPOS != "PROPN" {
			continue
		}
		end := i + 1 // behind the phrase
		for end < len(p.t) && p.t[end].UPOS != "PUNCT" && p.under(end, i) {
			end++
		}
		if end < len(p.t) && p.t[end].UPOS != "PUNCT" || p.listed(end-1) {
			continue
		}
		name := start - 2
		for p.t[name].Deprel == "flat" || p.t[name].Deprel == "compound" {
			name = p.t[name].Head
		}
		if p.t[name].Deprel == "conj" && p.t[i].Deprel == "conj" {
			continue // a list goes on
		}
		p.attach(i, name, "appos")
	}
}

// possessor hangs a noun with a possessive particle on the noun of the phrase behind the particle:
// Hale's Vexor is in talks.
func (p *repairer) possessor() {
	for i := 0; i+2 < len(p.t); i++ {
		part := i + 1
		if !p.nominal(i) || p.t[part].UPOS != "PART" || p.t[part].Head != i || p.t[part].Deprel != "case" {
			continue
		}
		owned := -1
		for j := part + 1; j < len(p.t) && j < part+8; j++ {
			u := p.t[j].UPOS
			if u == "NOUN" || u == "PROPN" {
				owned = j
				continue
			}
			if u != "ADJ" && u != "NUM" && u != "ADV" || owned >= 0 {
				break
			}
		}
		if owned < 0 || p.t[i].Head == owned {
			continue
		}
		if h := p.t[i].Head; h > part && h < owned {
			continue // another noun of the same phrase: let it be
		}
		label, head := p.t[i].Deprel, p.t[i].Head
		if !p.attach(i, owned, "nmod:poss") && head >= 0 {
			// The owned noun hangs on its owner: they change places.
			if p.t[owned].Head == i {
				p.t[owned].Head, p.t[owned].Deprel = head, label
				p.t[i].Head, p.t[i].Deprel = owned, "nmod:poss"
			}
		}
	}
}

// governedInfinitive tells what a verb governs from a purpose: « agreed in March to sell ».
func (p *repairer) governedInfinitive() {
	for i := range p.t {
		t := &p.t[i]
		if t.UPOS != "VERB" || t.Deprel != "advcl" || t.Head < 0 || t.Head > i || featValue(t.Feats, "VerbForm") != "Inf" {
			continue
		}
		if v := t.Head; !p.rules.control[p.t[v].Lemma] || p.has(v, "xcomp", "ccomp") {
			continue
		}
		mark := p.child(i, 0, i, "mark")
		if mark >= 0 && p.rules.controlMarks[strings.ToLower(p.t[mark].Form)] {
			t.Deprel = "xcomp"
		}
	}
}

// beyondApposition hangs a prepositional phrase behind the comma that closes an apposition on the verb:
// sold the York unit, its last one, to Vexor.
func (p *repairer) beyondApposition() {
	for i := range p.t {
		a := p.t[i].Head
		if p.t[i].Deprel != "nmod" || a < 0 || a > i || p.t[a].Deprel != "appos" || p.t[a].Head > a || !p.has(i, "case") {
			continue
		}
		start := p.child(i, 0, i, "case")
		open, closed := false, start > a && p.t[start-1].Form == ","
		for j := p.t[a].Head + 1; j < a; j++ {
			open = open || p.t[j].Form == ","
		}
		if !open || !closed {
			continue
		}
		v := p.t[a].Head
		for v >= 0 && p.t[v].UPOS != "VERB" {
			v = p.t[v].Head
		}
		if v >= 0 && v < i {
			p.attach(i, v, "obl")
		}
	}
}
