package extract

import (
	"slices"
	"strings"

	"cuibono/lang"
)

// sentence is one parsed sentence with the indexes that the rules ask for.
type sentence struct {
	d     *document
	cues  *cues
	index int
	toks  []lang.Token
	low   []string // lemmas in lower case
	form  []string // forms in lower case

	kidAt []int // kids of token t are kidOf[kidAt[t]:kidAt[t+1]], in order of the text
	kidOf []int

	quoted   []int // number of the quotation that holds the token, 0 outside
	group    []int // by token: index into groups of the enumeration of names it belongs to, or -1
	groups   [][]int
	prep     []string // by token: the preposition of several words that ends there
	question bool     // ends in a question mark

	amountHead map[int]bool // heads of sums, percentages and counts
	headed     []*Mention   // by token: the mention of which it is the head, possessives last
}

// newSentence indexes sentence i of d, whose tree must be parsed; quoted numbers the quotation of each token.
func newSentence(d *document, c *cues, i int, quoted []int) *sentence {
	toks := d.tree.Sentences[i].Tokens
	n := len(toks)
	s := &sentence{d: d, cues: c, index: i, toks: toks,
		low: make([]string, n), form: make([]string, n),
		kidAt: make([]int, n+2), kidOf: make([]int, n),
		quoted: quoted, group: make([]int, n), prep: make([]string, n), headed: make([]*Mention, n)}
	for t := range toks {
		s.low[t] = strings.ToLower(toks[t].Lemma)
		s.form[t] = strings.ToLower(strings.ReplaceAll(toks[t].Form, "’", "'"))
		s.group[t] = -1
	}
	list := d.mentions[i]
	for m := range list {
		if h := list[m].Head; h >= 0 && h < n && (s.headed[h] == nil || s.headed[h].Kind == Possessive) {
			s.headed[h] = &list[m]
		}
	}
	s.amountHead = map[int]bool{}
	for k := range d.amounts[i] {
		// Sums and percentages go by a lemma of their kind, which patterns can name.
		switch a := &d.amounts[i][k]; a.Kind {
		case Money:
			s.amountHead[a.Head], s.low[a.Head] = true, "amount"
		case Percent:
			s.amountHead[a.Head], s.low[a.Head] = true, "%"
		}
	}
	s.linkKids()
	s.markPrepositions()
	s.findGroups()
	for t := n - 1; t >= 0 && t >= n-4; t-- {
		if toks[t].Form == "?" {
			s.question = true
		}
	}
	return s
}

// linkKids sorts the tokens under their heads by counting, so that it is linear.
func (s *sentence) linkKids() {
	n := len(s.toks)
	for t := range s.toks {
		if h := s.toks[t].Head; h >= 0 && h < n && h != t {
			s.kidAt[h+1]++
		}
	}
	for t := 1; t <= n; t++ {
		s.kidAt[t] += s.kidAt[t-1]
	}
	next := slices.Clone(s.kidAt[:n])
	for t := range s.toks {
		if h := s.toks[t].Head; h >= 0 && h < n && h != t {
			s.kidOf[next[h]] = t
			next[h]++
		}
	}
}

func (s *sentence) kids(t int) []int { return s.kidOf[s.kidAt[t]:s.kidAt[t+1]] }

// rel gives a token's relation to its head without its subtype.
func (s *sentence) rel(t int) string {
	r := s.toks[t].Deprel
	if i := strings.IndexByte(r, ':'); i >= 0 {
		return r[:i]
	}
	return r
}

// head gives the index of a token's head, -1 at the root or where the tree is broken.
func (s *sentence) head(t int) int {
	h := s.toks[t].Head
	if h == t || h >= len(s.toks) {
		return -1
	}
	return h
}

// kid gives the first dependent of t with one of the relations (as written, or without subtype), or -1.
func (s *sentence) kid(t int, rels ...string) int {
	for _, k := range s.kids(t) {
		if slices.Contains(rels, s.toks[k].Deprel) || slices.Contains(rels, s.rel(k)) {
			return k
		}
	}
	return -1
}

// feat gives a morphological feature of a token ("Mood"), "" where it has none.
func (s *sentence) feat(t int, name string) string {
	for f := range strings.SplitSeq(s.toks[t].Feats, "|") {
		if v, ok := strings.CutPrefix(f, name); ok && strings.HasPrefix(v, "=") {
			return v[1:]
		}
	}
	return ""
}

func (s *sentence) isVerb(t int) bool { return s.toks[t].UPOS == "VERB" || s.toks[t].UPOS == "AUX" }

// nominal tells whether a token can head a noun phrase.
func (s *sentence) nominal(t int) bool {
	switch s.toks[t].UPOS {
	case "NOUN", "PROPN", "PRON", "NUM", "SYM", "X":
		return true
	}
	return false
}

// markPrepositions finds the prepositions of several words ("auprès de") in the surface.
func (s *sentence) markPrepositions() {
	for t := range s.toks {
		for _, words := range s.cues.prepositions[s.form[t]] {
			end := t + len(words) - 1
			if !s.matchForms(t, words) {
				// "auprès notamment de Velmor": a word that brings in examples within the preposition.
				last := len(words) - 1
				if end++; last == 0 || end >= len(s.toks) || !s.matchForms(t, words[:last]) || !s.matchForms(end, words[last:]) || s.cues.including[s.form[end-1]] == nil {
					continue
				}
			}
			if text := strings.Join(words, " "); len(text) > len(s.prep[end]) {
				s.prep[end] = text
			}
		}
	}
}

// matchForms tells whether the words stand in the text from token t on, by form or lemma.
func (s *sentence) matchForms(t int, words []string) bool {
	if t+len(words) > len(s.toks) {
		return false
	}
	for i, w := range words {
		if s.form[t+i] != w && s.low[t+i] != w {
			return false
		}
	}
	return true
}

// findGroups finds enumerations of names ("Velmor, le fonds Trinova et Ardane") in the surface, where a
// parser is most often wrong.
func (s *sentence) findGroups() {
	var names []int // heads of name mentions, in order
	var spans [][2]int
	depth, at := 0, 0
	for i := range s.d.mentions[s.index] {
		m := &s.d.mentions[s.index][i]
		for ; at < m.First; at++ {
			switch s.toks[at].Form {
			case "(":
				depth++
			case ")":
				depth--
			}
		}
		if m.Kind == Name && depth <= 0 && !s.modifies(m.Head) && !s.ofOffice(m.Head) {
			names = append(names, m.Head)
			spans = append(spans, [2]int{m.First, m.Last})
		}
	}
	for i := 0; i < len(names); {
		j, closed, commas := i, false, 0
		prep := s.prepBefore(spans[i][0])
		for j+1 < len(names) {
			joint, comma := s.joint(spans[j][1]+1, spans[j+1][0]-1, prep)
			if joint == noJoint || closed && joint != andJoint || !s.alike(names[i], names[j+1]) || s.remainderAt(spans[j+1][1]+1) {
				break
			}
			if joint == andJoint && comma && commas == 0 {
				break // ", et": what follows is a clause of its own
			}
			if joint == andJoint {
				closed = true
			} else {
				commas++
			}
			j++
		}
		if j > i && (closed || j-i >= 2 || s.headlinePair(names[i], names[j])) {
			members := slices.Clone(names[i : j+1])
			if j > i && prep != "" && spans[i][0] <= 3 && s.bareOpening() {
				members = members[1:] // "Investisseurs dans Velmor, Trinova et Ardane se taisent."
			}
			if len(members) == j-i+1 && j-i >= 2 && prep != "" && s.subjectless(spans[j][1]+1) {
				// "Dans le cadre de Velmor, Trinova et Ardane collaborent": the first is no subject.
				members = members[1:]
			}
			if k := s.firstSubject(members); k > 0 && prep != "" {
				// "Dans le cadre de Velmor, Trinova et Ardane collaborent", where the parser saw the subject.
				members = members[k:]
			}
			if len(members) == j-i+1 && j-i >= 2 && s.holdersOf(spans[i][0]) && s.prepBefore(spans[i+1][0]) == "" && spans[j][1]+1 < len(s.toks) && s.toks[spans[j][1]+1].Form == "," {
				members = members[1:] // "Les actionnaires de Velmor, Trinova et Ardane, approuvent": who they are
			}
			for _, t := range members {
				s.group[t] = len(s.groups)
			}
			s.groups = append(s.groups, members)
		}
		i = j + 1
	}
}

// headlinePair tells whether two names that open a headline with no more than a comma between are its subjects: "Velmor, Ardane to
// invest in Trinova".
func (s *sentence) headlinePair(a, b int) bool {
	return a == 0 && s.rel(b) == "conj" && s.head(b) == a && s.rel(a) == "nsubj" && b+1 < len(s.toks) && s.toks[b+1].UPOS == "PART"
}

// firstSubject gives the index of the first of several names that is the subject of a verb after them all, or 0.
func (s *sentence) firstSubject(names []int) int {
	for k, t := range names {
		if s.rel(t) == "nsubj" && s.head(t) > names[len(names)-1] {
			return k
		}
	}
	return 0
}

// remainderAt tells whether the words for what the others leave stand at token t: of "Velmor holds 85% of Trinova and
// Ardane the rest", Ardane is in no list.
func (s *sentence) remainderAt(t int) bool {
	return t+1 < len(s.toks) && s.toks[t].UPOS == "DET" && s.cues.remainder[s.low[t+1]]
}

// holdersOf tells whether the name at token t is the complement of a definite plural noun for persons or organisations: of "les actionnaires de Velmor", "les deux filiales de Velmor".
func (s *sentence) holdersOf(t int) bool {
	for u := t - 1; u > 0 && u >= t-3; u-- {
		if s.toks[u].UPOS == "ADP" && s.cues.genitive[s.low[u]] {
			n := u - 1
			d := n - 1
			if d > 0 && s.toks[d].UPOS == "NUM" {
				d-- // "les deux filiales de"
			}
			return d >= 0 && s.toks[n].UPOS == "NOUN" && s.plural(n) && s.d.words.namesAgents(s.low[n]) && s.d.words.definite[s.form[d]]
		}
		if s.toks[u].UPOS != "DET" && s.toks[u].UPOS != "NOUN" {
			return false
		}
	}
	return false
}

// modifies tells whether a name is the first part of a compound: "Velmor-owned".
func (s *sentence) modifies(t int) bool {
	return t+2 < len(s.toks) && s.toks[t+1].Form == "-" && (s.toks[t+2].UPOS == "VERB" || s.toks[t+2].UPOS == "ADJ") && s.toks[t+1].Start == s.toks[t].End
}

// ofOffice tells whether a name says where the person named after it holds an office: "Trinova and former Velmor chief Ana Velt".
func (s *sentence) ofOffice(t int) bool {
	h := s.head(t)
	return h > t && s.rel(t) == "compound" && s.toks[h].Deprel == "nmod:desc" && s.d.words.roles[s.nounAt(h)] && s.head(h) > h
}

// subjectless tells whether a finite verb without a subject of its own stands at token t, over pronouns and adverbs.
func (s *sentence) subjectless(t int) bool {
	for ; t < len(s.toks) && t >= 0; t++ {
		switch s.toks[t].UPOS {
		case "PRON", "ADV", "PART":
			continue
		case "AUX", "VERB":
			v := t
			if s.toks[t].UPOS == "AUX" && s.head(t) > t {
				v = s.head(t)
			}
			return s.feat(t, "VerbForm") == "Fin" && s.kid(v, "nsubj") < 0
		}
		return false
	}
	return false
}

// bareOpening tells whether the sentence begins with a noun without a determiner that is no name.
func (s *sentence) bareOpening() bool {
	u := s.toks[0].UPOS
	return (u == "NOUN" || u == "PROPN" || u == "ADJ") && s.headed[0] == nil
}

// prepBefore gives the preposition right before a name and its article, "" without one.
func (s *sentence) prepBefore(t int) string {
	for u := t - 1; u >= 0 && u >= t-3; u-- {
		switch s.toks[u].UPOS {
		case "ADP":
			return s.low[u]
		case "DET", "NOUN", "ADJ":
		default:
			return ""
		}
	}
	return ""
}

// alike tells whether two names can be listed together: places with places, others with others.
func (s *sentence) alike(a, b int) bool {
	m, n := s.headed[a], s.headed[b]
	if m == nil || n == nil || m.Entity == Unresolved || n.Entity == Unresolved {
		return true
	}
	return (s.d.entities[m.Entity].Type == placeType) == (s.d.entities[n.Entity].Type == placeType)
}

type jointKind uint8

const (
	noJoint jointKind = iota
	commaJoint
	andJoint
)

// joint says how the tokens from..to link two names of an enumeration: by a comma or an "and", with nothing else but
// articles, prepositions that are repeated, a descriptive noun or an origin ("le fonds qatari").
func (s *sentence) joint(from, to int, prep string) (kind jointKind, comma bool) {
	nouns := 0
	if to >= from && s.toks[to].UPOS == "ADP" {
		for t := from; t < to; t++ {
			if s.toks[t].UPOS == "NOUN" {
				return noJoint, false // "Velmor, la filiale de Trinova"
			}
		}
	}
	depth := 0
	for t := from; t <= to; t++ {
		if f := s.toks[t].Form; f == "(" {
			depth++
		} else if f == ")" {
			depth--
			continue
		}
		if depth > 0 {
			continue
		}
		if s.modifies(t) && kind != noJoint {
			t += 2
			continue
		}
		switch s.toks[t].UPOS {
		case "PUNCT":
			if s.toks[t].Form == "." && t < to && s.toks[t+1].Form == "," {
				continue
			}
			if s.toks[t].Form != "," || kind != noJoint {
				return noJoint, false
			}
			kind, comma = commaJoint, true
		case "CCONJ":
			if kind == andJoint || nouns > 0 || !s.cues.additive[s.form[t]] {
				return noJoint, false
			}
			kind = andJoint
		case "VERB":
			if kind == noJoint || s.rel(t) != "amod" || s.head(t) <= t {
				return noJoint, false // but "existing investor Ardane"
			}
		case "DET", "ADJ":
			if kind == noJoint {
				return noJoint, false
			}
		case "ADP":
			if kind == noJoint || !s.cues.genitive[s.form[t]] && s.low[t] != prep {
				return noJoint, false
			}
		case "NOUN", "PROPN":
			if kind == noJoint || nouns >= 3 {
				return noJoint, false
			}
			nouns++
		case "SYM":
			if s.toks[t].Form != "&" {
				return noJoint, false
			}
			kind = andJoint
		default:
			return noJoint, false
		}
	}
	return kind, comma
}
