package extract

import (
	"math"
	"slices"
	"strings"

	"cuibono/lang"
)

// clause gives access to the dependents of the tokens of one sentence.
type clause struct {
	tokens      []lang.Token
	first, next []int // first dependent of a token, next dependent of the same head; -1 at the end
}

func newClause(sentence *lang.Sentence) *clause {
	n := len(sentence.Tokens)
	c := &clause{tokens: sentence.Tokens, first: make([]int, n), next: make([]int, n)}
	for i := range n {
		c.first[i], c.next[i] = -1, -1
	}
	for i := n - 1; i >= 0; i-- {
		if h := sentence.Tokens[i].Head; h >= 0 && h < n && h != i {
			c.next[i] = c.first[h]
			c.first[h] = i
		}
	}
	return c
}

// child gives the first dependent of i with one of the relations, subtypes included, or -1.
func (c *clause) child(i int, relations ...string) int {
	for k := c.first[i]; k >= 0; k = c.next[k] {
		rel, _, _ := strings.Cut(c.tokens[k].Deprel, ":")
		if slices.Contains(relations, rel) || slices.Contains(relations, c.tokens[k].Deprel) {
			return k
		}
	}
	return -1
}

// noun gives the common noun at token i as the lexicon lists it, of one or several words, and its types;
// "" where it is none that stands for an entity.
func (d *document) noun(tokens []lang.Token, i int) (noun string, types []string) {
	t := &tokens[i]
	if t.UPOS != "NOUN" && t.UPOS != "PROPN" && t.UPOS != "ADJ" && t.UPOS != "X" {
		return "", nil
	}
	lemma := strings.ToLower(t.Lemma)
	form := lowerForm(t)
	try := func(s string) bool {
		if k, ok := d.words.kinds[s]; ok {
			noun, types = s, k
			return true
		}
		return false
	}
	// Three and two words: "centre de données", "chief executive", "joint venture".
	if i+2 < len(tokens) && try(form+" "+lowerForm(&tokens[i+1])+" "+lowerForm(&tokens[i+2])) {
		return
	}
	if d.words.Language == "en" && i > 1 && try(lowerForm(&tokens[i-2])+" "+lowerForm(&tokens[i-1])+" "+lemma) {
		return
	}
	if i > 0 && (d.words.Language == "en" || tokens[i-1].UPOS == "ADJ") && (try(lowerForm(&tokens[i-1])+" "+lemma) || try(lowerForm(&tokens[i-1])+" "+form)) {
		return
	}
	if i+1 < len(tokens) && try(form+" "+lowerForm(&tokens[i+1])) {
		return
	}
	if i > 1 && tokens[i-1].Form == "-" && (try(lowerForm(&tokens[i-2])+"-"+lemma) || try(lowerForm(&tokens[i-2])+lemma)) {
		return
	}
	if t.UPOS == "ADJ" {
		return "", nil
	}
	if try(lemma) || try(form) || try(strings.TrimSuffix(form, "s")) {
		return
	}
	if k := strings.LastIndexByte(lemma, '-'); k > 0 && try(lemma[k+1:]) {
		return
	}
	return "", nil
}

// isRole tells whether a noun names an office.
func (d *document) isRole(noun string) bool { return d.words.roles[noun] }

// voteForms lets the form of each name say what type it has.
func (d *document) voteForms() {
	x := d.words
	for i := range d.entities {
		e := &d.entities[i]
		e.vote(organizationType, 0.5)
		if e.Known != nil {
			e.vote(e.Known.Type, 10)
			if e.Known.Gender != "" {
				e.Gender = e.Known.Gender
			}
		}
		if e.titled {
			e.vote(personType, 8)
		}
		words := strings.Fields(e.Name)
		first, last := words[0], words[len(words)-1]
		joined := strings.Contains(e.Name, "&") || strings.Contains(e.Name, "+")
		if joined {
			e.vote(organizationType, 5)
		}
		if t, ok := x.directHeads[first]; ok {
			e.vote(t, 7)
			continue
		}
		if t, ok := x.lowerHeads[first]; ok {
			e.vote(t, 7)
			if _, kind := x.kinds[first]; kind {
				e.Nouns = append(e.Nouns, first)
			}
			continue
		}
		if x.family[strings.ToLower(last)] && len(words) > 1 {
			e.vote(organizationType, 7)
			continue
		}
		suffix, hasSuffix := x.suffixes[last]
		legal := x.legal[strings.ToLower(last)]
		if len(words) > 1 {
			switch {
			case legal:
				e.vote(organizationType, 6)
			case hasSuffix:
				e.vote(suffix, 3.5)
			}
			for _, w := range words[:len(words)-1] {
				if t, ok := x.headTypes[w]; ok {
					e.vote(t, 3)
					break
				}
			}
			if gender, given := x.givenName(first); given && !joined {
				if hasSuffix || legal {
					e.vote(personType, 1)
				} else if len(words) <= 4 {
					e.vote(personType, 5)
					if e.Gender == "" {
						e.Gender = gender
					}
				}
			} else if d.plainPair(words) && !hasSuffix && !joined {
				e.vote(personType, 0.3)
				e.pair = true
			}
		} else if t, ok := x.headTypes[first]; ok {
			e.vote(t, 1)
		}
		switch shapeOf(e.Name) {
		case mixedCase:
			if len(words) == 1 {
				e.vote(organizationType, 1.5)
			}
		case allCaps:
			if len(words) == 1 && len(e.Name) <= 6 {
				e.vote(organizationType, 1)
			}
		}
		if last[0] >= '0' && last[0] <= '9' && len(words) > 1 { // "Orion 3"
			e.vote(productType, 0.7)
		} else if k := strings.IndexByte(e.Name, '-'); k > 0 && strings.ContainsAny(e.Name[k:], "0123456789") { // "KR-21"
			e.vote(productType, 1.5)
		}
		for _, part := range x.placeParts {
			if strings.HasPrefix(e.Name, part) && part[0] != '-' || part[0] == '-' && strings.Contains(e.Name, part) && first == e.Name {
				e.vote(placeType, 3)
				break
			}
		}
	}
}

// givenName tells whether a word is a given name, also the first part of a double one, and its gender.
func (x *lexicon) givenName(word string) (gender string, ok bool) {
	if g, ok := x.given[word]; ok {
		return g, true
	}
	if before, _, found := strings.Cut(word, "-"); found {
		g, ok := x.given[before]
		return g, ok
	}
	if len(word) <= 5 && strings.Count(word, ".") >= 1 && shapeOf(word) != lowerCase && len(word) >= 2 && word[len(word)-1] == '.' {
		return "", true // initials: "C.C."
	}
	return "", false
}

// plainPair tells whether words look like a given name and a surname, neither of them a word.
func (d *document) plainPair(words []string) bool {
	plain := 0
	for _, w := range words {
		low := strings.ToLower(w)
		switch {
		case d.words.particles[low] && shapeOf(w) == lowerCase:
		case shapeOf(w) == capitalised && !strings.ContainsAny(w, "0123456789"):
			if d.words.word != nil && d.words.word(low) {
				return false
			}
			plain++
		default:
			return false
		}
	}
	return plain == 2 || plain == 3 && len(words) > 3
}

// votePairs lets the short forms that the text uses of a name of two words say what it is: the second
// word alone is a surname, the first alone a firm.
func (d *document) votePairs() {
	single := map[string]*DocEntity{}
	for i := range d.entities {
		if e := &d.entities[i]; !strings.Contains(e.Name, " ") {
			single[e.Name] = e
		}
	}
	for i := range d.entities {
		e := &d.entities[i]
		words := strings.Fields(e.Name)
		if len(words) < 2 || len(words) > 4 || e.Known != nil {
			continue
		}
		if last := single[words[len(words)-1]]; last != nil && last.Known == nil && shapeOf(words[0]) == capitalised && !(d.words.word != nil && d.words.word(strings.ToLower(last.Name)) && !last.titled) {
			if last.titled {
				e.vote(personType, 4)
			} else if last.First >= e.First && d.words.suffixes[last.Name] == "" {
				e.vote(personType, 1)
			}
		}
		if first := single[words[0]]; first != nil && len(words) == 2 && first.First >= e.First {
			e.vote(organizationType, 1)
		}
	}
}

// voteContexts lets the words around each name say what type it has, and notes the nouns used of it.
func (d *document) voteContexts(clauses []*clause) {
	for s := range d.mentions {
		c := clauses[s]
		for m := range d.mentions[s] {
			mention := &d.mentions[s][m]
			if mention.Kind == Name {
				d.voteContext(s, mention, c)
			}
		}
	}
	// Coordinated names tend to be of one type.
	for s := range d.mentions {
		c := clauses[s]
		for m := range d.mentions[s] {
			a := &d.mentions[s][m]
			if a.Kind != Name || c.tokens[a.Head].Deprel != "conj" {
				continue
			}
			b := d.mentionHeaded(s, c.tokens[a.Head].Head)
			if b == nil || b.Kind != Name || b.Entity == a.Entity {
				continue
			}
			ea, eb := &d.entities[a.Entity], &d.entities[b.Entity]
			ta, sa := ea.best()
			tb, sb := eb.best()
			full := func(e *DocEntity, typ string) bool { return typ != personType || strings.Contains(e.Name, " ") }
			if sa > 2*sb && full(eb, ta) {
				eb.vote(ta, math.Min(1, sa/4))
			} else if sb > 2*sa && full(ea, tb) {
				ea.vote(tb, math.Min(1, sb/4))
			}
		}
	}
}

// best gives the type with most votes and its votes.
func (e *DocEntity) best() (string, float64) {
	b := 0
	for i := range e.votes {
		if e.votes[i] > e.votes[b] {
			b = i
		}
	}
	return typeNames[b], e.votes[b]
}

func (d *document) voteContext(s int, m *Mention, c *clause) {
	x := d.words
	e := &d.entities[m.Entity]
	tokens := c.tokens
	i := m.First
	// A noun right before: "le fonds MGX", "the chatbot Claude", "le fonds d'investissement MGX".
	if n := d.nounBefore(tokens, i); n >= 0 {
		noun, types := d.noun(tokens, n)
		d.describe(e, noun, types, &tokens[n], 4)
	} else if n := d.nounAfterComma(s, tokens, m.Last); n >= 0 { // "Aker, a holding"
		noun, types := d.noun(tokens, n)
		d.describe(e, noun, types, &tokens[n], 3)
	} else if n := d.phraseBeforeComma(s, tokens, i); n >= 0 { // "its chair, Colm Kelleher"
		noun, types := d.noun(tokens, n)
		d.describe(e, noun, types, &tokens[n], 3)
	}
	// "baptisée X": what is named so
	if i > 0 && x.called[lowerForm(&tokens[i-1])] {
		d.describeCalled(e, c, i-1)
	} else if i > 1 && tokens[i-1].UPOS == "PUNCT" && x.called[lowerForm(&tokens[i-2])] {
		d.describeCalled(e, c, i-2)
	}
	// what is said of the holder of an office there: "le patron de X", "X's chairman"
	if n := d.genitiveNoun(tokens, m); n >= 0 {
		if noun, types := d.noun(tokens, n); noun != "" {
			switch {
			case d.isRole(noun):
				e.vote(organizationType, 1.2)
			case x.units[noun]:
				e.vote(organizationType, 1.5)
			case x.generic[noun] == organizationType && x.Language == "fr": // "le géant de Clichy", "la société de Jan Velt"
				if strings.Contains(e.Name, " ") {
					e.vote(personType, 0.8)
				} else {
					e.vote(placeType, 0.8)
				}
			case len(types) == 1 && types[0] == organizationType:
				e.vote(organizationType, 0.3)
			}
		}
	}
	// "a stake in X": a firm
	if i > 1 && x.holding[lowerForm(&tokens[i-1])] {
		for j := i - 2; j >= 0 && j >= i-6; j-- {
			if x.stakes[strings.ToLower(tokens[j].Lemma)] {
				e.vote(organizationType, 6)
				break
			}
			if tokens[j].UPOS == "VERB" {
				break
			}
		}
	}
	// places
	if i > 0 && x.locative[lowerForm(&tokens[i-1])] {
		w := 0.45
		if h := tokens[m.Head].Head; h >= 0 && x.notPlace[strings.ToLower(tokens[h].Lemma)] {
			w = 0 // "a stake in Velmor"
		} else if h >= 0 && tokens[h].UPOS == "NOUN" || i > 1 && tokens[i-2].Form == "," {
			w = 0.9 // "a plant near Larrowby", not "confié à Velmor"
		} else if x.Language == "en" {
			w = 0.55
		}
		if i > 1 && x.based[lowerForm(&tokens[i-2])] {
			w = 4
		}
		e.vote(placeType, w)
		if j := m.Last + 2; j < len(tokens) && (tokens[j-1].Form == "," || tokens[j-1].Form == "(") {
			if o := d.mentionHeaded(s, j); o != nil && o.Kind == Name {
				if other := &d.entities[o.Entity]; other.Known != nil && other.Known.Type == placeType {
					e.vote(placeType, 4)
				} else if tokens[j-1].Form == "(" && j+1 < len(tokens) && tokens[j+1].Form == ")" && x.Language == "fr" {
					e.vote(placeType, 1.5)
					other.vote(placeType, 1.5)
				}
			}
		}
	}
	if j := m.Last + 2; j < len(tokens) && tokens[j-1].Form == "-" && x.based[lowerForm(&tokens[j])] {
		e.vote(placeType, 5)
	}
	if h := tokens[m.Head].Head; h >= 0 && strings.HasPrefix(tokens[m.Head].Deprel, "nsubj") {
		if tokens[h].UPOS == "VERB" && e.votes[typeIndex(organizationType)] < 0.6 {
			e.vote(organizationType, 0.3)
		}
		if x.speech[strings.ToLower(tokens[h].Lemma)] {
			e.vote(personType, 0.3)
		}
	}
	// "the Trinova plant": a noun right after says what it is, in English
	if j := m.Last + 1; x.Language == "en" && j < len(tokens) && tokens[j].UPOS == "NOUN" && i > 0 && x.isArticle(lowerForm(&tokens[i-1])) {
		if j+1 < len(tokens) && tokens[j+1].UPOS == "NOUN" {
			j++ // "the Larrowby power plant"
		}
		if noun, types := d.noun(tokens, j); noun != "" && !d.isRole(noun) && slices.Contains(types, projectType) {
			d.describe(e, noun, types, &tokens[j], 3)
		}
	}
	// persons take no article: "the Greens", "la Solmar"
	if i > 0 && x.isArticle(lowerForm(&tokens[i-1])) && shapeOf(tokens[i-1].Form) != noLetters && e.Known == nil && !x.family[strings.ToLower(e.Name)] {
		e.vote(organizationType, 0.8)
	}
	// "l'américain Velmor": an adjective of origin in the place of the noun, as of companies
	if i > 1 && x.Language == "fr" && shapeOf(tokens[i-1].Form) == lowerCase && d.known.demonymIn("fr", tokens[i-1].Form) != nil && x.isArticle(lowerForm(&tokens[i-2])) {
		e.vote(organizationType, 2)
	}
	if j := m.Last + 1; j < len(tokens) { // "Ada Merrow, who"
		k := j
		if tokens[k].Form == "," && k+1 < len(tokens) {
			k++
		}
		if p := x.pronouns[lowerForm(&tokens[k])]; p != nil && p.Kind == "relative" && len(p.Types) > 0 && p.Types[0] == personType {
			e.vote(personType, 1.5)
		}
	}
	// "Larrowby, Texas", "Larrowby: a plant opens"
	if j := m.Last + 2; j < len(tokens) && tokens[j-1].Form == "," {
		if o := d.nameAt(s, j); o != nil {
			if k := d.entities[o.Entity].Known; k != nil && k.Type == placeType && k.Kind == "" {
				e.vote(placeType, 0.8)
			}
		}
	}
	if i == 0 && m.Last+1 < len(tokens) && tokens[m.Last+1].Form == ":" {
		e.vote(placeType, 0.3)
	}
}

// describeCalled notes the noun of what the participle at token i gives a name: "une usine baptisée X",
// "le consortium sera rebaptisé X".
func (d *document) describeCalled(e *DocEntity, c *clause, i int) {
	h := c.tokens[i].Head
	if subject := c.child(i, "nsubj"); subject >= 0 {
		h = subject
	}
	if h < 0 {
		return
	}
	if noun, types := d.noun(c.tokens, h); noun != "" {
		d.describe(e, noun, types, &c.tokens[h], 5)
	}
}

// describe notes that the noun was used of the entity.
func (d *document) describe(e *DocEntity, noun string, types []string, t *lang.Token, weight float64) {
	if noun == "" || e.Known != nil && !slices.Contains(types, e.Known.Type) {
		return
	}
	if d.isRole(noun) && slices.Contains(types, personType) && (!slices.Contains(types, organizationType) || e.votes[typeIndex(personType)] >= 1) {
		types = []string{personType}
	}
	for _, typ := range types {
		w := 1 / float64(len(types))
		if len(types) == 2 && types[0] == organizationType && types[1] == projectType {
			// A joint venture, a plant: rather the undertaking than the firm.
			w = 0.35
			if typ == projectType {
				w = 0.65
			}
		}
		e.vote(typ, weight*w)
	}
	if !slices.Contains(e.Nouns, noun) {
		e.Nouns = append(e.Nouns, noun)
	}
	if types[0] == personType && e.Gender == "" {
		e.Gender = feature(t, "Gender")
	}
}

// nounBefore gives the noun that stands right before the name at token i as its class, or -1.
func (d *document) nounBefore(tokens []lang.Token, i int) int {
	j := i - 1
	for j >= 0 && i-j <= 3 && (tokens[j].UPOS == "ADJ" || d.known.demonym(tokens[j].Form) != nil || tokens[j].Form == "«" || tokens[j].Form == "\"" || tokens[j].Form == "“") && tokens[j].UPOS != "NOUN" {
		j--
	}
	if j < 0 || tokens[j].UPOS != "NOUN" && !d.words.common[tokens[j].Form] {
		return -1
	}
	if noun, _ := d.noun(tokens, j); noun != "" {
		return j
	}
	// "le fonds d'investissement X": the noun of which this is a complement
	for steps := 0; steps < 2 && j >= 2 && (tokens[j].UPOS == "NOUN" || d.words.common[tokens[j].Form]); steps++ {
		if d.known.demonym(tokens[j].Form) != nil {
			return -1 // "la société du Canadien Jan Velt"
		}
		k := j - 1
		for k > 0 && tokens[k].UPOS == "ADP" || k > 0 && tokens[k].UPOS == "DET" {
			k--
		}
		for k > 0 && tokens[k].UPOS == "ADJ" {
			k--
		}
		if k == j-1 || tokens[k].UPOS != "NOUN" {
			return -1
		}
		if noun, _ := d.noun(tokens, k); noun != "" && d.words.Language != "en" {
			return k
		}
		j = k
	}
	return -1
}

// nounAfterComma gives the noun of an apposition after the name that ends at token i, unless the noun
// phrase leads to a name of its own: "X, le géant des puces Y".
func (d *document) nounAfterComma(s int, tokens []lang.Token, i int) int {
	n := d.appositionAfter(s, tokens, i)
	if n < 0 {
		return -1
	}
	if m := d.nameAt(s, i); m != nil && m.First > 0 && strings.HasPrefix(tokens[n].Deprel, "nsubj") && (tokens[m.First-1].UPOS == "ADP" || tokens[m.First-1].UPOS == "DET" && m.First > 1 && tokens[m.First-2].UPOS == "ADP") {
		return -1 // "Maison mère de X, le groupe …": the subject follows
	}
	if d.words.rulers[lowerForm(&tokens[n])] {
		return -1
	}
	if m := d.nameAt(s, i); m != nil && m.First > 0 && tokens[m.First-1].UPOS == "ADP" {
		// "en remplacement de X, le directeur général, Y, …": the office is Y's.
		for j := n + 1; j+1 < len(tokens) && j < n+6; j++ {
			if tokens[j].Form == "," {
				if o := d.nameAt(s, j+1); o != nil && d.phraseBeforeComma(s, tokens, j+1) == n {
					return -1
				}
				break
			}
		}
	}
	for j := n + 1; j < len(tokens) && j < n+10; j++ {
		switch tokens[j].UPOS {
		case "PROPN", "X":
			if d.words.common[tokens[j].Form] {
				continue
			}
			if u := tokens[j-1].UPOS; u != "ADP" && u != "DET" && u != "PUNCT" && d.nameAt(s, j) != nil {
				return -1
			}
			return n
		case "ADJ", "ADP", "DET", "NOUN":
		default:
			if q := tokens[j].Form; q == "«" || q == "»" || q == "\"" || q == "“" || q == "”" || q == "-" {
				continue
			}
			return n
		}
	}
	return n
}

// appositionAfter gives the noun of an apposition after the name that ends at token i: "X, a hedge fund,".
func (d *document) appositionAfter(s int, tokens []lang.Token, i int) int {
	if i+2 < len(tokens) && (tokens[i+1].Form == "»" || tokens[i+1].Form == "”" || tokens[i+1].Form == "\"") {
		i++
	}
	if i+2 >= len(tokens) || tokens[i+1].Form != "," && tokens[i+1].Form != "(" {
		return -1
	}
	j := i + 2
	if u := tokens[j].UPOS; u != "DET" && u != "NOUN" && u != "ADJ" && u != "PRON" && u != "PROPN" && u != "ADV" {
		return -1
	}
	if p := d.words.pronouns[lowerForm(&tokens[j])]; p != nil && p.Kind == "relative" {
		return -1
	}
	determined := tokens[j].UPOS == "DET" || tokens[j].UPOS == "PRON"
	best := -1
	for ; j < len(tokens) && j < i+10; j++ {
		switch tokens[j].UPOS {
		case "DET", "ADJ", "NUM", "ADV", "PART", "PRON":
			continue
		case "SYM":
			continue
		case "PUNCT":
			if tokens[j].Form == "-" {
				continue
			}
			return best
		case "PROPN", "X":
			// "X, Velmor's chair": a genitive goes on; another name ends the phrase and has the noun for itself.
			if j+1 < len(tokens) && (d.words.genitives[tokens[j+1].Form] || tokens[j+1].UPOS == "NOUN" || tokens[j+1].Form == "-") {
				continue
			}
			if best >= 0 && j == best+1 && d.words.Language != "en" {
				return -1
			}
			if best >= 0 && j == best+1 {
				return -1
			}
			return best
		case "NOUN":
			if j+1 < len(tokens) && d.words.genitives[tokens[j+1].Form] {
				continue // "the retailer's chairman"
			}
			if noun, _ := d.noun(tokens, j); noun != "" && (best < 0 || d.words.Language == "en") {
				if determined || d.isRole(noun) {
					best = j
				}
			} else if best < 0 && d.words.Language != "en" {
				return -1
			}
			if d.words.Language == "en" && best >= 0 && j+1 < len(tokens) && tokens[j+1].UPOS != "NOUN" && !(j+1 < len(tokens) && (tokens[j+1].UPOS == "PROPN" || tokens[j+1].UPOS == "X")) {
				return best
			}
		default:
			if best >= 0 {
				return best
			}
			if tokens[j].UPOS == "ADP" && d.words.Language != "en" {
				return -1
			}
			if tokens[j].UPOS == "VERB" && feature(&tokens[j], "VerbForm") == "Fin" || tokens[j].UPOS == "AUX" || tokens[j].UPOS == "ADP" || tokens[j].UPOS == "CCONJ" {
				return -1
			}
		}
	}
	return best
}

// phraseBeforeComma gives the noun of a noun phrase that ends at a comma before the name at token i:
// "La start-up d'Elon Musk, xAI". The noun is the first of the phrase.
func (d *document) phraseBeforeComma(s int, tokens []lang.Token, i int) int {
	if i < 3 || tokens[i-1].Form != "," {
		return -1
	}
	first := -1
	j := i - 2
scan:
	for ; j >= 0 && j > i-14; j-- {
		if first >= 0 && d.words.genitives[tokens[j].Form] {
			break // "the institute's owner": the head is after the genitive
		}
		switch tokens[j].UPOS {
		case "NOUN":
			if noun, _ := d.noun(tokens, j); noun != "" {
				first = j
			}
		case "ADP":
			if low := lowerForm(&tokens[j]); !d.words.links[low] && first >= 0 {
				break scan
			}
		case "ADJ", "DET", "PROPN", "NUM", "PART", "X", "PRON":
			if tokens[j].UPOS == "PRON" && !d.words.definite[lowerForm(&tokens[j])] {
				break scan
			}
		default:
			if tokens[j].Form == "-" {
				continue
			}
			break scan
		}
	}
	if first < 0 {
		return -1
	}
	// The phrase must be definite or possessed, and the name not one of an enumeration.
	for k := first - 1; k >= 0 && k >= first-4; k-- {
		if d.words.definite[lowerForm(&tokens[k])] || d.words.genitives[tokens[k].Form] {
			break
		}
		if tokens[k].UPOS != "ADJ" && tokens[k].UPOS != "ADV" && tokens[k].UPOS != "NOUN" || k == first-4 {
			return -1
		}
	}
	if tokens[i].Deprel == "conj" {
		return -1
	}
	if m := d.nameAt(s, i-2); m != nil && d.nounBefore(tokens, m.First) == first {
		return -1 // "l'homme d'affaires Jan Velt, Solmar": the noun has its name
	}
	return first
}

// genitiveNoun gives the noun to which the name belongs: "patron" in "le patron de X" and in "X's boss".
func (d *document) genitiveNoun(tokens []lang.Token, m *Mention) int {
	if j := m.Last + 1; j+1 < len(tokens) && d.words.genitives[tokens[j].Form] {
		for k := j + 1; k < len(tokens) && k <= j+6; k++ {
			if tokens[k].UPOS == "NOUN" && (k+1 >= len(tokens) || tokens[k+1].UPOS != "NOUN") {
				return k
			}
			if tokens[k].UPOS != "ADJ" && tokens[k].UPOS != "NOUN" && tokens[k].UPOS != "NUM" && tokens[k].UPOS != "ADV" {
				return -1
			}
		}
		return -1
	}
	j := m.First - 1
	if j >= 1 && tokens[j].UPOS == "DET" {
		j--
	}
	if j >= 1 && d.words.links[lowerForm(&tokens[j])] && tokens[j].UPOS == "ADP" {
		k := j - 1
		for k > 0 && tokens[k].UPOS == "ADJ" {
			k--
		}
		if tokens[k].UPOS == "NOUN" || d.words.roles[lowerForm(&tokens[k])] {
			return k
		}
	}
	if d.words.Language == "en" && m.Last+1 < len(tokens) { // "the SpaceX chief"
		if t := &tokens[m.Last+1]; t.UPOS == "NOUN" && d.words.roles[strings.ToLower(t.Lemma)] {
			return m.Last + 1
		}
	}
	return -1
}

// could tells whether a type other than the settled one is nearly as likely, so that an argument of
// that type may be it: a joint venture is an undertaking and a firm.
func (e *DocEntity) could(typ string) bool {
	if e.Type == typ {
		return true
	}
	i := typeIndex(typ)
	if i < 0 || e.Known != nil || e.Type == personType {
		return false
	}
	_, best := e.best()
	return e.votes[i] >= 1 && e.votes[i] >= 0.35*best
}

// undecided tells whether only the form of a name of two words speaks for its type, so that what is said of it may
// tell whether it is a person or a firm.
func (e *DocEntity) undecided() bool {
	if e.Known != nil || !e.pair || e.Type != organizationType && e.Type != personType {
		return false
	}
	_, best := e.best()
	return best < 1.7 // what the two forms "Ada Merrow" and "Merrow" get as subjects
}

// evident tells whether anything but its capitals shows what an entity is: it is known, the text describes
// it, its name tells, or it is named more than once. Weak patterns ("X's Y") should ask for it.
func (e *DocEntity) evident() bool {
	_, best := e.best()
	return e.Known != nil || best >= 1 || e.Count >= 2
}

// settleTypes gives each entity the type with most votes.
func (d *document) settleTypes() {
	for i := range d.entities {
		e := &d.entities[i]
		total := 0.0
		for _, v := range e.votes {
			total += v
		}
		typ, votes := e.best()
		e.Type = typ
		if total > 0 {
			e.TypeScore = votes / (total + 0.5)
		}
	}
}
