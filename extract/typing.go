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
			full := func(e *DocEntity, typ string) bool {
				_, given := d.words.givenName(e.Name)
				return typ != personType || given || strings.Contains(e.Name, " ") // "Omar et Ali Velt"
			}
			if ta == placeType && eb.pair && eb.Known == nil {
				continue // "Jan Velt, directeur Espagne et Afrique": two unknown words are hardly a place
			}
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

// besideFirm is what the noun for a firm right before a name counts, more than a given name in it: "the luggage firm Ann Orde".
const besideFirm = 5.5

func (d *document) voteContext(s int, m *Mention, c *clause) {
	x := d.words
	e := &d.entities[m.Entity]
	tokens := c.tokens
	i := m.First
	// A noun right before: "le fonds MGX", "the chatbot Claude", "le fonds d'investissement MGX".
	next := d.nameAt(s, m.Last+1)
	if n := d.nounBefore(tokens, i); n >= 0 && next != nil && d.entities[next.Entity].given(x) {
		e.vote(organizationType, 1) // "le député ARDA Jan Velt": the noun is of the person
	} else if n >= 0 && d.heldBefore(s, tokens, i) {
		e.vote(organizationType, 2)
	} else if n >= 2 && !e.given(x) && d.officeOfNameBefore(s, tokens, n) {
		e.vote(organizationType, 1) // "Ana Velt, CEO Trinova"
	} else if n >= 0 {
		noun, types := d.noun(tokens, n)
		w := 4.0
		if len(types) == 1 && types[0] == organizationType {
			w = besideFirm
		}
		d.describe(e, noun, types, &tokens[n], w)
	} else if n := d.nounAfterComma(s, tokens, m.Last); n >= 0 { // "Aker, a holding"
		noun, types := d.noun(tokens, n)
		d.describe(e, noun, types, &tokens[n], 3)
	} else if n := d.phraseBeforeComma(s, tokens, i); n >= 0 { // "its chair, Colm Kelleher"
		noun, types := d.noun(tokens, n)
		d.describe(e, noun, types, &tokens[n], 3)
	}
	// "novelist X": a noun for what someone does that is not listed
	if i > 0 && tokens[i-1].UPOS == "NOUN" && len(tokens[i-1].Form) > 5 && len(x.kinds[strings.ToLower(tokens[i-1].Lemma)]) == 0 && x.endsAsOccupation(strings.ToLower(tokens[i-1].Lemma)) {
		e.vote(personType, 1)
	}
	if strings.Contains(e.Name, " ") && x.ageAfter(tokens, m.Last) {
		e.vote(personType, 3)
	}
	// "HOUSTON, Jan 27 -": the place line of a report
	if i == 0 && isDateline(tokens) {
		e.vote(placeType, 8)
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
			case x.generic[noun] == organizationType && !x.Names.Premodified: // "le géant de Clichy", "la société de Jan Velt"
				if strings.Contains(e.Name, " ") {
					e.vote(personType, 0.8)
				} else {
					e.vote(placeType, 0.8)
				}
			case len(types) == 1 && types[0] == organizationType:
				e.vote(organizationType, 0.3)
			case len(types) == 1 && types[0] == placeType && i > 0 && x.headLinks[lowerForm(&tokens[i-1])]:
				e.vote(placeType, 2.5) // "the town of Larrowby"
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
	if i > 0 && x.locative[lowerForm(&tokens[i-1])] && !(x.siteLocative[lowerForm(&tokens[i-1])] && d.officeAt(c, m)) {
		w := 0.45
		if h := tokens[m.Head].Head; h >= 0 && x.notPlace[strings.ToLower(tokens[h].Lemma)] {
			w = 0 // "a stake in Velmor"
		} else if h >= 0 && tokens[h].UPOS == "NOUN" || i > 1 && tokens[i-2].Form == "," {
			w = 0.9 // "a plant near Larrowby", not "confié à Velmor"
		} else if x.Names.Premodified {
			w = 0.55
		}
		if i > 1 && x.based[lowerForm(&tokens[i-2])] {
			w = 4
		} else if i == 1 && m.Last+1 < len(tokens) && tokens[m.Last+1].Form == "," && !x.Names.Premodified {
			w = 2.5 // "À Larrowby, la société recrute"
		} else if i > 1 && tokens[i-2].Form == "," && (m.Last+1 == len(tokens) || tokens[m.Last+1].UPOS == "PUNCT") {
			w = 2.2 // "le brasseur Velmor, à Larrowby, recrute"
		} else if h := tokens[m.Head].Head; h >= 0 && x.standing[strings.ToLower(tokens[h].Lemma)] && tokens[m.Head].Deprel != "nsubj" {
			w = 2.2 // "s'installer à Larrowby"
		} else if i > 2 && tokens[i-2].UPOS == "NOUN" && slices.Contains(x.kinds[strings.ToLower(tokens[i-2].Lemma)], projectType) && tokens[m.Head].Deprel != "nsubj" {
			w = 2.5 // "une usine à Larrowby"
		}
		if j := m.Last + 1; j < len(tokens) && len(x.officeAt) > 0 && x.genitives[tokens[j].Form] {
			w = min(w, 0.2) // "in Velmor's research department"
		}
		e.vote(placeType, w)
		if j := m.Last + 2; j < len(tokens) && (tokens[j-1].Form == "," || tokens[j-1].Form == "(") {
			if o := d.mentionHeaded(s, j); o != nil && o.Kind == Name {
				if other := &d.entities[o.Entity]; other.Known != nil && other.Known.Type == placeType {
					e.vote(placeType, 4)
				} else if tokens[j-1].Form == "(" && j+1 < len(tokens) && tokens[j+1].Form == ")" {
					e.vote(placeType, 1.5)
					other.vote(placeType, 1.5)
				}
			}
		}
	}
	if j := m.Last + 2; j < len(tokens) && tokens[j-1].Form == "-" && x.based[lowerForm(&tokens[j])] {
		e.vote(placeType, 5)
	} else if j+2 < len(tokens) && tokens[j-1].Form == "," && tokens[j+1].Form == "-" && x.based[lowerForm(&tokens[j+2])] && i > 0 && tokens[i-1].UPOS == "DET" {
		e.vote(placeType, 5) // "the Larrowby, Texas-based lender"
	}
	if h := tokens[m.Head].Head; h >= 0 && strings.HasPrefix(tokens[m.Head].Deprel, "nsubj") {
		if k := c.child(h, "det"); tokens[h].UPOS == "NOUN" && c.child(h, "cop") >= 0 && k >= 0 && x.indefinite[lowerForm(&tokens[k])] {
			noun, types := d.noun(tokens, h)
			d.describe(e, noun, types, &tokens[h], 3) // "Larrowby is a town"
		}
		if tokens[h].UPOS == "VERB" && e.votes[typeIndex(organizationType)] < 0.6 {
			e.vote(organizationType, 0.3)
		}
		if x.speech[strings.ToLower(tokens[h].Lemma)] {
			e.vote(personType, 0.3)
		}
	}
	e.vote(personType, d.personally(m, c))
	// "the Trinova plant": a noun right after says what it is
	after := m.Last + 1
	for x.Names.Premodified && after < len(tokens) && after <= m.Last+2 && tokens[after].UPOS == "ADJ" {
		after++
	}
	if j := after; x.Names.Premodified && j < len(tokens) && tokens[j].UPOS == "NOUN" && x.articleBefore(tokens, i) {
		if j+1 < len(tokens) && tokens[j+1].UPOS == "NOUN" {
			j++ // "the Larrowby power plant"
		}
		if noun, types := d.noun(tokens, j); noun != "" && !d.isRole(noun) && slices.Contains(types, projectType) {
			d.describe(e, noun, types, &tokens[j], 3)
		} else if len(types) == 1 && types[0] == productType && !(j+1 < len(tokens) && tokens[j+1].UPOS == "NOUN") {
			d.describe(e, noun, types, &tokens[j], 2.2) // "the Trinova phone", which may be named for its maker
		}
	}
	// "its Trinova headset", "Velmor's Trinova headset": what is owned is not its owner
	if j := m.Last + 1; x.Names.Premodified && i > 0 && j < len(tokens) && (x.genitives[tokens[i-1].Form] || x.pronouns[lowerForm(&tokens[i-1])] != nil && x.pronouns[lowerForm(&tokens[i-1])].Kind == "possessive") {
		for j < len(tokens) && j <= m.Last+3 && tokens[j].UPOS == "ADJ" {
			j++
		}
		if j+1 < len(tokens) && tokens[j].UPOS == "NOUN" && tokens[j+1].UPOS == "NOUN" {
			j++
		}
		if j < len(tokens) && tokens[j].UPOS == "NOUN" {
			if noun, types := d.noun(tokens, j); len(types) == 1 && (types[0] == productType || types[0] == projectType) {
				d.describe(e, noun, types, &tokens[j], 3)
			}
		}
	}
	// persons take no article: "the Greens", "la Solmar"
	if i > 0 && x.isArticle(lowerForm(&tokens[i-1])) && shapeOf(tokens[i-1].Form) != noLetters && e.Known == nil && !x.family[strings.ToLower(e.Name)] {
		e.vote(organizationType, 0.8)
	}
	if e.pair && e.Known == nil {
		// "le Togolais Kodjo Velt": with a capital it is who comes from there
		if i > 1 && !x.Names.DerivedCapitals && shapeOf(tokens[i-1].Form) == capitalised && d.known.demonymIn(x.Language, tokens[i-1].Form) != nil && x.isArticle(lowerForm(&tokens[i-2])) {
			e.vote(personType, 3)
		}
	}
	if ageAfter(tokens, m.Last+1) && e.Known == nil {
		e.vote(personType, 4)
	}
	// "l'américain Velmor": an adjective of origin in the place of the noun, as of companies
	if i > 1 && d.known.demonymIn(x.Language, tokens[i-1].Form) != nil && x.isArticle(lowerForm(&tokens[i-2])) {
		if shapeOf(tokens[i-1].Form) == lowerCase {
			e.vote(organizationType, 2)
		} else if !x.Names.Premodified && strings.Contains(e.Name, " ") {
			e.vote(personType, 1) // "le Turc Jan Velt": with a capital, as of people
		}
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
	if j := m.Last + 2; j < len(tokens) && tokens[j-1].Form == "," && !(j+2 < len(tokens) && tokens[j+1].Form == "-" && x.based[lowerForm(&tokens[j+2])]) {
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

// ageAfter tells whether the age of a person stands between commas after token i: "Ada Merrow, 41, said", "Ada Merrow, 41 ans, dit".
func (x *lexicon) ageAfter(tokens []lang.Token, i int) bool {
	if i+3 >= len(tokens) || tokens[i+1].Form != "," || tokens[i+2].UPOS != "NUM" || len(tokens[i+2].Form) != 2 {
		return false
	}
	after := i + 3
	if x.Dates.Units[lowerForm(&tokens[after])] == "Y" {
		after++
	} else if !x.Names.Premodified {
		return false
	}
	if after >= len(tokens) {
		return false
	}
	switch tokens[after].Form {
	case ",", ".", "-", "–", "—":
		return true
	}
	return false
}

// ageAfter tells whether someone's age stands between commas from token i on: "Jan Velt, 31, …", "Jan Velt, 31 ans".
func ageAfter(tokens []lang.Token, i int) bool {
	if i+2 >= len(tokens) || tokens[i].Form != "," || len(tokens[i+1].Form) != 2 || tokens[i+1].Form < "18" || tokens[i+1].Form > "99" {
		return false
	}
	for _, c := range tokens[i+1].Form {
		if c < '0' || c > '9' {
			return false
		}
	}
	switch tokens[i+2].Form {
	case ",", "–", "—":
		return true
	}
	return tokens[i+2].UPOS == "NOUN" && i+3 < len(tokens) && tokens[i+3].UPOS == "PUNCT" && len(tokens[i+2].Form) <= 5
}

// isDateline tells whether a sentence is the place line of a report, which ends in a dash.
func isDateline(tokens []lang.Token) bool {
	switch tokens[len(tokens)-1].Form {
	case "-", "–", "—":
		return shapeOf(tokens[0].Form) == allCaps
	}
	return false
}

// officeOfNameBefore tells whether the noun at token n is the office, without a determiner, of the person named before the comma.
func (d *document) officeOfNameBefore(s int, tokens []lang.Token, n int) bool {
	noun, _ := d.noun(tokens, n)
	if noun == "" || !d.isRole(noun) || tokens[n-1].Form != "," {
		return false
	}
	m := d.mentionAt(s, n-2)
	return m != nil && m.Kind == Name && d.entities[m.Entity].given(d.words)
}

// officeAt tells whether the phrase of a mention hangs on a noun that is none for a site, or stands behind an office: "head of
// research at Velmor".
func (d *document) officeAt(c *clause, m *Mention) bool {
	for j := m.First - 2; j >= 0 && j > m.First-12; j-- {
		t := &c.tokens[j]
		if t.UPOS == "PUNCT" && t.Form != "-" && t.Form != "/" || t.UPOS == "VERB" {
			break
		}
		if t.UPOS == "NOUN" && (d.words.roles[strings.ToLower(t.Lemma)] || d.words.endsAsOccupation(strings.ToLower(t.Lemma))) {
			return true
		}
	}
	h := c.tokens[m.Head].Head
	if h < 0 || c.tokens[h].UPOS != "NOUN" {
		return false
	}
	_, types := d.noun(c.tokens, h)
	return !slices.Contains(types, projectType)
}

// articleBefore tells whether an article or a possessor stands before token i, over adjectives and a sum: "the planned $10 billion Trinova plant".
func (x *lexicon) articleBefore(tokens []lang.Token, i int) bool {
	for k := i - 1; k >= 0 && k >= i-4; k-- {
		if x.isArticle(lowerForm(&tokens[k])) || tokens[k].UPOS == "PRON" && strings.Contains(tokens[k].Feats, "Poss=Yes") || tokens[k].UPOS == "PART" && slices.Contains(x.Names.Genitive, strings.ReplaceAll(lowerForm(&tokens[k]), "’", "'")) {
			return true
		}
		if u := tokens[k].UPOS; u != "ADJ" && u != "NUM" && u != "SYM" && !strings.ContainsAny(tokens[k].Form, "0123456789") {
			return false
		}
	}
	return false
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
	if len(types) == 1 && types[0] == organizationType && e.given(d.words) && (d.words.endsAsOccupation(noun) || d.isRole(noun) || d.words.notOffices[noun]) {
		types = []string{organizationType, personType} // "le producteur Jan Velt"
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

// evident tells whether more than its capitals and its place in a sentence shows what an entity is: it is known, the text
// describes it, or its name tells. Weak patterns ("X's Y") ask for it.
func (e *DocEntity) evident() bool {
	_, best := e.best()
	return e.Known != nil || best >= evidentVotes
}

// evidentVotes is more than a name gets by its place alone: an article before it, a verb after it, a few capitals.
const evidentVotes = 2.1

// trust is how sure it is that a name is one: what stands once, with nothing to say what it is, and is a word of the language, may
// as well be a heading or a title ("Salary: 5,000", "a Sales manager").
func (d *document) trust(i int) float64 {
	e := &d.entities[i]
	if _, best := e.best(); e.Known != nil || best >= 1 || e.Count >= 2 || d.words.word == nil || strings.Contains(e.Name, " ") {
		return 1
	}
	if d.words.word(strings.ToLower(e.Name)) {
		return wordTrust
	}
	return 1
}

const wordTrust = 0.7

// surnameOf tells whether entity b has for a name no more than the last word of that of the person a, and nothing shows that it is
// someone or something else.
func (d *document) surnameOf(a, b int) bool {
	p, o := &d.entities[a], &d.entities[b]
	return p.Type == personType && !o.evident() && strings.HasSuffix(p.Name, " "+o.Name)
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
