package lang

import (
	"slices"
	"strings"
)

// parser builds dependency trees.
type parser struct {
	action scorer
	label  scorer
	labels []string // by class; not more than 64
	root   uint8    // class of "root"
	loose  uint8    // class of "parataxis": what further roots hang on the first with
}

func (p *parser) state() *state {
	return &state{scores: make([]int32, transitions), labelScores: make([]int32, len(p.labels))}
}

// nodes fills s with the tokens of a sentence.
func (s *state) encode(tokens []Token, e *encoder) {
	s.nodes = s.nodes[:0]
	for i := range tokens {
		s.nodes = append(s.nodes, makeNode(&tokens[i], e))
	}
	s.reset(len(tokens))
}

func makeNode(t *Token, e *encoder) node {
	u, ok := uposIndex[t.UPOS]
	if !ok {
		u = upX
	}
	n := node{upos: uint32(u)}
	b := e.normal(t.Form)
	n.word = hashBytes(b)
	b = e.normal(t.Lemma)
	n.lemma = hashBytes(b)
	if u == upNUM {
		n.lemma = 7
	}
	n.cap = shape(t.Form)
	pos := uint32(u)
	if t.Feats != "" {
		switch u {
		case upVERB, upAUX:
			switch featValue(t.Feats, "VerbForm") {
			case "Inf":
				pos = 20
			case "Part":
				pos = 21
				if featValue(t.Feats, "Tense") == "Pres" {
					pos = 22
				}
			case "Ger":
				pos = 22
			case "Fin":
				pos = 23
				if featValue(t.Feats, "Mood") == "Imp" {
					pos = 24
				}
			}
			if u == upAUX && pos >= 20 {
				pos += 5
			}
		case upPRON, upDET:
			switch featValue(t.Feats, "PronType") {
			case "Rel":
				pos = 30
			case "Int":
				pos = 31
			case "Dem":
				pos = 32
			case "Prs":
				pos = 33
				if featValue(t.Feats, "Case") == "Acc" {
					pos = 36
				}
				if featValue(t.Feats, "Case") == "Gen" || featValue(t.Feats, "Poss") == "Yes" {
					pos = 37
				}
				if featValue(t.Feats, "Reflex") == "Yes" {
					pos = 38
				}
			case "Art":
				pos = 34
				if featValue(t.Feats, "Definite") == "Ind" {
					pos = 35
				}
			}
			if u == upDET {
				pos += 10
			}
		}
		g := uint32(0)
		switch featValue(t.Feats, "Gender") {
		case "Masc":
			g = 1
		case "Fem":
			g = 2
		case "Neut":
			g = 3
		}
		switch featValue(t.Feats, "Number") {
		case "Sing":
			g += 4
		case "Plur":
			g += 8
		}
		n.feats = g
	}
	if u == upPUNCT {
		// Marks differ more than their part of speech tells.
		switch {
		case t.Form == ",":
			pos = 50
		case t.Form == ":" || t.Form == ";":
			pos = 51
		case t.Form == "(" || t.Form == "[":
			pos = 52
		case t.Form == ")" || t.Form == "]":
			pos = 53
		case dash(t.Form):
			pos = 54
		case opener(t.Form) || closer(t.Form):
			pos = 55
		}
	}
	n.pos = pos
	return n
}

// transition chooses the best legal transition of s.
func (p *parser) transition(s *state) int {
	p.action.score(s.transitionFeatures(), s.scores)
	b := -1
	for t := range transitions {
		if s.legal(t) && (b < 0 || s.scores[t] > s.scores[b]) {
			b = t
		}
	}
	return b
}

// arcLabel chooses the label of an arc.
func (p *parser) arcLabel(s *state, head, child int32) uint8 {
	if int(head) == s.n {
		return p.root
	}
	p.label.score(s.labelFeatures(head, child), s.labelScores)
	s.labelScores[p.root] = -1 << 30
	return uint8(best(s.labelScores))
}

// run parses the sentence that s was reset to.
func (p *parser) run(s *state) {
	for !s.done() {
		t := p.transition(s)
		var l uint8
		switch t {
		case left:
			l = p.arcLabel(s, s.front, s.top(0))
		case right:
			l = p.arcLabel(s, s.top(0), s.front)
		}
		s.apply(t, l)
	}
}

// parse sets Head and Deprel of a sentence.
func (p *parser) parse(tokens []Token, s *state, e *encoder) {
	if len(tokens) == 0 {
		return
	}
	s.encode(tokens, e)
	p.run(s)
	p.export(tokens, s)
}

// export writes the tree of s into tokens: of several roots the first stays one.
func (p *parser) export(tokens []Token, s *state) {
	root := -1
	for i := range tokens {
		if int(s.head[i]) == s.n || s.head[i] < 0 {
			if root < 0 || rootRank(&tokens[i]) > rootRank(&tokens[root]) {
				root = i
			}
		}
	}
	for i := range tokens {
		t := &tokens[i]
		t.Head, t.Deprel = int(s.head[i]), p.labels[s.label[i]]
		if t.Head == s.n || t.Head < 0 {
			if i == root {
				t.Head, t.Deprel = -1, "root"
				continue
			}
			t.Head, t.Deprel = root, p.labels[p.loose]
			if t.UPOS == "PUNCT" {
				t.Deprel = "punct"
			}
		}
	}
}

// rootRank prefers verbs among several roots, and anything to punctuation.
func rootRank(t *Token) int {
	switch t.UPOS {
	case "PUNCT":
		return 0
	case "VERB":
		if strings.Contains(t.Feats, "VerbForm=Fin") || strings.Contains(t.Feats, "VerbForm=Part") {
			return 2
		}
	}
	return 1
}

// goldTree is a sentence's tree for the oracle: heads with n for the root.
type goldTree struct {
	head  []int32
	label []uint8
	deps  [][]int32
}

func newGoldTree(tokens []Token, class map[string]uint8) goldTree {
	n := len(tokens)
	g := goldTree{head: make([]int32, n+1), label: make([]uint8, n+1), deps: make([][]int32, n+1)}
	for i := range tokens {
		h := tokens[i].Head
		if h < 0 {
			h = n
		}
		g.head[i], g.label[i] = int32(h), class[tokens[i].Deprel]
		g.deps[h] = append(g.deps[h], int32(i))
	}
	g.head[n] = -1
	return g
}

// costs gives, for each legal transition, how many gold arcs can no longer be made after it; -1 for
// those that are not legal.
func (s *state) costs(g *goldTree, inStack []bool, out *[transitions]int) {
	b := s.front
	top := s.top(0)
	for t := range transitions {
		out[t] = -1
		if s.legal(t) {
			out[t] = 0
		}
	}
	if out[shift] >= 0 {
		c := 0
		if h := g.head[b]; h >= 0 && h < b && inStack[h] {
			c++
		}
		for _, d := range g.deps[b] {
			if d < b && inStack[d] && s.head[d] < 0 {
				c++
			}
		}
		out[shift] = c
	}
	if out[right] >= 0 {
		c := 0
		if h := g.head[b]; h != top && (h > b || h >= 0 && h < b && inStack[h]) {
			c++
		}
		for _, d := range g.deps[b] {
			if d < b && inStack[d] && s.head[d] < 0 {
				c++
			}
		}
		out[right] = c
	}
	if top < 0 {
		return
	}
	ahead := 0 // dependents of the top in the buffer
	for _, d := range g.deps[top] {
		if d >= b && int(d) < s.n {
			ahead++
		}
	}
	if out[left] >= 0 {
		c := ahead
		if h := g.head[top]; h > b {
			c++
		}
		out[left] = c
	}
	if out[reduce] >= 0 {
		out[reduce] = ahead
	}
}

// labelSet collects the labels of treebanks, sorted.
func labelSet(sentences []Sentence) []string {
	seen := map[string]bool{"root": true, "parataxis": true, "punct": true}
	for _, s := range sentences {
		for _, t := range s.Tokens {
			seen[t.Deprel] = true
		}
	}
	labels := make([]string, 0, len(seen))
	for l := range seen {
		labels = append(labels, l)
	}
	slices.Sort(labels)
	return labels
}
