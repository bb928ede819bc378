package extract

import (
	"maps"
	"slices"
	"strings"

	"cuibono/lang"
)

// resolveMentions settles the names (types, variants) and finds what descriptions, pronouns and
// possessives refer to. The tree must be parsed.
func (d *document) resolveMentions() {
	clauses := make([]*clause, len(d.tree.Sentences))
	for s := range d.tree.Sentences {
		clauses[s] = newClause(&d.tree.Sentences[s])
	}
	d.voteForms()
	d.votePairs()
	d.voteContexts(clauses)
	d.joinVariants()
	d.settleTypes()
	d.findPredicates(clauses)
	d.findClasses()
	d.findAside(clauses)
	d.findArticles()
	d.findFocus(clauses)
	r := &resolver{d: d, facts: map[fact][]int{}, last: make([]appearance, len(d.entities)), places: map[string]int{}, country: Unresolved, ruled: Unresolved}
	for i := range d.entities {
		r.last[i] = appearance{sentence: -1}
		if k := d.entities[i].Known; k != nil && k.Type == placeType {
			r.places[k.ID] = i
		}
	}
	r.gatherFacts(clauses)
	r.findEmployers()
	for s := range d.tree.Sentences {
		r.sentence(s, clauses[s])
	}
}

// appearance is where an entity was last referred to, and how.
type appearance struct {
	sentence, token int
	subject         bool
	chief           bool // of the sentence's main verb
	// nested tells that it stood within a phrase about something else: "la maison mère de X".
	nested bool
	// turn counts the sentences that refer to anything: "C'est une fable." makes nothing more remote.
	turn   int
	gender string // grammatical gender of the words used
	count  int
}

// resolver reads an article from start to end and keeps in mind what was mentioned.
type resolver struct {
	d     *document
	facts map[fact][]int
	// employers gives the one organisation at which a person holds an office.
	employers map[int]int
	last      []appearance
	places    map[string]int // known place id -> entity
	recent    []int          // entities in order of their last appearance, oldest first
	turn      int            // see appearance.turn
	spoken    bool           // the sentence at hand refers to something
	// fronted is the entity that a participle at the start of the sentence names ("Baptisée X, la
	// coentreprise …"), until its description comes; Unresolved without one.
	fronted int
	// country is the state named last, or implied by an adjective, and countryAt its sentence.
	country, countryAt int
	// home is the id of the country of which the article speaks most, nil before it is asked for.
	home *string
	// muted tells that the sentence at hand only says who would not comment.
	muted bool
	// ruled is the state whose government was spoken of last, and ruledAt its sentence.
	ruled, ruledAt int
	// frontedOwners are those to whom a phrase before the subject belongs ("Maison mère de X, le groupe …").
	frontedOwners []int
	// said holds the subject pronouns of the sentence at hand.
	said map[string]Mention
	// owners are those to whom the description at hand belongs, which it cannot mean itself; specific
	// tells that it says which thing it means.
	owners   []int
	specific bool
	// pointing tells that the description at hand has a demonstrative: "cette société".
	pointing bool
	// trade are the words of the description at hand that say in what trade its thing is.
	trade []string
}

// nameAt gives the mention by name that holds a token, or nil.
func (d *document) nameAt(s, token int) *Mention {
	for i := range d.mentions[s] {
		if m := &d.mentions[s][i]; m.Kind == Name && m.First <= token && token <= m.Last {
			return m
		}
	}
	return nil
}

// sentence resolves what one sentence refers to, from left to right.
func (r *resolver) sentence(s int, c *clause) {
	d := r.d
	tokens := c.tokens
	if len(tokens) > 0 && isDateline(tokens) {
		return // a place line is no part of what is told
	}
	r.said = map[string]Mention{}
	r.muted = r.refusesComment(c)
	if r.spoken {
		r.turn++
		r.spoken = false
	}
	r.fronted = r.frontedName(s, c)
	r.frontedOwners = r.frontedComplements(s, c)
	for i := 0; i < len(tokens); i++ {
		if m := d.nameAt(s, i); m != nil {
			r.appear(m.Entity, s, i, c, "")
			if k := d.entities[m.Entity].Known; k != nil && k.Kind == "country" && m.Last+2 < len(tokens) && d.words.genitives[tokens[m.Last+1].Form] {
				// "Norway's Velmor"
				if o := d.nameAt(s, m.Last+2); o != nil && d.entities[o.Entity].Type == organizationType {
					r.addOrigin(o.Entity, m.Entity, s, i)
				}
			}
			if k := d.entities[m.Entity].Known; k != nil && k.Kind == "country" && d.words.Names.Premodified {
				// "UK drinks and food firm Velmor"
				j := m.Last + 1
				for j < len(tokens) && j < m.Last+6 && (tokens[j].UPOS == "NOUN" || tokens[j].UPOS == "ADJ" || tokens[j].UPOS == "CCONJ") {
					j++
				}
				if o := d.nameAt(s, min(j, len(tokens)-1)); j > m.Last+1 && o != nil && o.First == j && tokens[j-1].UPOS == "NOUN" && d.entities[o.Entity].Type == organizationType {
					r.addOrigin(o.Entity, m.Entity, s, i)
				}
			}
			if e := r.state(s, i, c, m); e >= 0 {
				m.Entity = e
				r.appear(e, s, i, c, "")
			}
			continue
		}
		t := &tokens[i]
		if place := r.origin(s, i, c); place >= 0 {
			continue
		}
		low := lowerForm(t)
		if p := d.words.pronouns[low]; p != nil && (t.UPOS == "PRON" || t.UPOS == "DET" || p.Kind == "possessive" || p.Kind == "demonstrative") {
			r.pronoun(s, i, c, p.Kind, p.Gender, p.Number, p.Types)
			continue
		}
		if p := d.words.objectPronouns[low]; p != nil && t.UPOS == "PRON" && (t.Deprel == "obj" || t.Deprel == "iobj") && t.Head > i {
			verb := &tokens[t.Head]
			gender := p.Gender
			if gender == "" && strings.Contains(verb.Feats, "VerbForm=Part") {
				gender = feature(verb, "Gender") // "l'a rachetée"
			}
			if !d.words.speech[strings.ToLower(verb.Lemma)] && !cleft(c, t.Head) {
				r.pronoun(s, i, c, p.Kind, gender, p.Number, p.Types)
			}
			continue
		}
		if e := r.ordinal(s, i, c, low); e != Unresolved {
			d.addMention(Mention{Span: t.Span, Sentence: s, First: i, Last: i, Head: i, Kind: Description, Entity: e, Score: 0.85})
			r.appear(e, s, i, c, feature(t, "Gender"))
			continue
		}
		if r.pluralDescription(s, i, c) {
			continue
		}
		if t.UPOS == "NOUN" || t.UPOS == "PROPN" {
			r.description(s, i, c)
		}
	}
}

// cleft tells whether the verb at token v is that of a cleft sentence: "sa part, c'est Velmor qui l'a reprise".
func cleft(c *clause, v int) bool {
	h := c.tokens[v].Head
	return c.tokens[v].Deprel == "acl:relcl" && h >= 0 && c.child(h, "cop") >= 0
}

// ordinal gives the entity that "le premier", "the latter", "ce dernier" at token i means, or Unresolved.
func (r *resolver) ordinal(s, i int, c *clause, low string) int {
	x := r.d.words
	if i == 0 || !x.ordinalFirst[low] && !x.ordinalSecond[low] && !x.ordinalLast[low] {
		return Unresolved
	}
	before := lowerForm(&c.tokens[i-1])
	if !x.definite[before] || x.pronouns[before] != nil {
		return Unresolved
	}
	if i+1 < len(c.tokens) {
		switch u := c.tokens[i+1].UPOS; u {
		case "NOUN", "ADJ", "PROPN", "NUM":
			return Unresolved
		}
	}
	if x.ordinalLast[low] {
		if x.isArticle(before) {
			return Unresolved // "le dernier" of a row
		}
		e, _ := r.lastMentioned(s, i, c, feature(&c.tokens[i], "Gender"))
		return e
	}
	// The last two names that stand together.
	for sentence := s; sentence >= 0 && sentence >= s-1; sentence-- {
		list := r.d.mentions[sentence]
		tokens := r.d.tree.Sentences[sentence].Tokens
		for k := len(list) - 1; k >= 0; k-- {
			b := &list[k]
			if b.Kind != Name || sentence == s && b.First >= i || tokens[b.Head].Deprel != "conj" {
				continue
			}
			a := r.d.nameAt(sentence, tokens[b.Head].Head)
			if a == nil || a.Entity == b.Entity {
				continue
			}
			if x.ordinalFirst[low] {
				return a.Entity
			}
			return b.Entity
		}
	}
	return Unresolved
}

// frontedName gives the entity that the sentence names before it describes it, or Unresolved.
func (r *resolver) frontedName(s int, c *clause) int {
	d := r.d
	if len(c.tokens) == 0 || !d.words.called[lowerForm(&c.tokens[0])] {
		return Unresolved
	}
	for i := 1; i < len(c.tokens) && i <= 3; i++ {
		if m := d.nameAt(s, i); m != nil {
			return m.Entity
		}
	}
	return Unresolved
}

// frontedComplements gives the entities of a noun phrase without article at the start of a sentence,
// which describes the subject: "Maison mère de X, le groupe …".
func (r *resolver) frontedComplements(s int, c *clause) []int {
	if len(c.tokens) < 4 || c.tokens[0].UPOS != "NOUN" && c.tokens[0].UPOS != "ADJ" {
		return nil
	}
	if noun, _ := r.d.noun(c.tokens, 0); noun == "" {
		return nil
	}
	return r.complements(s, c, 0, nil)
}

// appear notes that an entity was referred to.
func (r *resolver) appear(e, s, i int, c *clause, gender string) {
	if e < 0 || r.muted {
		return
	}
	for len(r.last) <= e {
		r.last = append(r.last, appearance{sentence: -1})
	}
	if k := r.d.entities[e].Known; k != nil && k.Kind == "country" && !r.inPassing(e, i, c) {
		r.country, r.countryAt = e, s
	}
	a := &r.last[e]
	if h := c.tokens[i].Head; c.tokens[i].Deprel == "flat" && h >= 0 && h < i && i-h <= 2 {
		i = h // "Mr Velt": the title may head the phrase
	}
	if a.sentence == s && a.count > 0 && c.tokens[i].Head == a.token && a.token < i {
		return // "le groupe Velmor": the phrase was met at its head
	}
	a.chief = a.chief && a.sentence == s || c.mainSubject(i)
	a.sentence, a.token, a.turn = s, i, r.turn
	r.spoken = true
	a.nested = strings.HasPrefix(c.tokens[i].Deprel, "nmod") || c.tokens[i].Deprel == "compound"
	// A subject behind its verb is news, not what the text is about: "Behind the bid stands Velmor".
	a.subject = strings.HasPrefix(c.tokens[i].Deprel, "nsubj") && (c.tokens[i].Head > i || r.d.words.speech[strings.ToLower(c.tokens[max(0, c.tokens[i].Head)].Lemma)]) || i == 0 || c.tokens[i].Deprel == "root" || c.beforeMain(i)
	if h := c.tokens[i].Head; a.subject && i > 0 && h >= 0 && c.tokens[h].Deprel == "acl:relcl" && c.tokens[i].UPOS != "PRON" {
		a.nested = true // "la tour que Velmor a achetée": told in passing
	}
	a.count++
	if gender != "" {
		a.gender = gender
	}
	if k := slices.Index(r.recent, e); k >= 0 {
		r.recent = slices.Delete(r.recent, k, k+1)
	}
	r.recent = append(r.recent, e)
	if len(r.recent) > maxRecent {
		r.recent = slices.Delete(r.recent, 0, len(r.recent)-maxRecent)
	}
}

// governs tells whether the adjective of a country at token i is that of an office, a body or a firm, or of no noun that is read: "l'armée
// ukrainienne" does not make Ukraine the state that "l'exécutif" means.
func (r *resolver) governs(i int, c *clause) bool {
	h := c.tokens[i].Head
	if h < 0 || c.tokens[h].UPOS != "NOUN" || c.tokens[i].Deprel != "amod" {
		return true
	}
	low := strings.ToLower(c.tokens[h].Lemma)
	return r.d.words.rulers[low] || r.d.words.rulers[lowerForm(&c.tokens[h])] || len(r.d.words.kinds[low]) > 0
}

// inPassing tells whether a country is only where something happens ("un voyage au Kenya") and named once.
func (r *resolver) inPassing(e, i int, c *clause) bool {
	k := c.child(i, "case")
	return r.d.entities[e].Count < 2 && k >= 0 && k < i && r.d.words.locative[lowerForm(&c.tokens[k])]
}

// maxRecent bounds the entities kept in mind: those further back are no antecedents.
const maxRecent = 24

// refusesComment tells whether a short sentence says only that someone would not comment, which turns no text around him.
func (r *resolver) refusesComment(c *clause) bool {
	if len(c.tokens) > 24 {
		return false
	}
	for i := range c.tokens {
		if r.d.words.comment[lowerForm(&c.tokens[i])] {
			return true
		}
	}
	return false
}

// place gives the entity of a known place, made where the article does not name it.
func (r *resolver) place(k *KnownEntity, s int) int {
	if e, ok := r.places[k.ID]; ok {
		return e
	}
	d := r.d
	name := k.Names[d.words.Language]
	for _, language := range slices.Sorted(maps.Keys(k.Names)) {
		if name == "" {
			name = k.Names[language]
		}
	}
	e := len(d.entities)
	d.entities = append(d.entities, DocEntity{Name: name, Type: k.Type, TypeScore: 1, Known: k, First: s, About: Unresolved})
	r.places[k.ID] = e
	return e
}

// state gives the country for which a capital stands as it acts ("Washington a promis"), or -1.
func (r *resolver) state(s, i int, c *clause, m *Mention) int {
	d := r.d
	e := &d.entities[m.Entity]
	if e.Type != placeType {
		return -1
	}
	k := d.known.capitals[e.Name]
	t := &c.tokens[i]
	if k == nil || t.Deprel != "obl:agent" && (!strings.HasPrefix(t.Deprel, "nsubj") || c.child(i, "case") >= 0) {
		return -1
	}
	if h := t.Head; h < 0 || c.tokens[h].UPOS != "VERB" {
		return -1
	}
	return r.place(k, s)
}

// origin notes the place an adjective gives to what its noun phrase names: "le fonds qatari Sarab". It
// gives the place, or -1 where token i is no such adjective.
func (r *resolver) origin(s, i int, c *clause) int {
	d := r.d
	t := &c.tokens[i]
	if t.UPOS != "ADJ" && t.UPOS != "PROPN" && t.UPOS != "NOUN" && t.UPOS != "X" {
		return -1
	}
	k := d.known.demonym(lowerForm(t))
	if k == nil || d.words.Names.DerivedCapitals && shapeOf(t.Form) == lowerCase {
		return -1
	}
	place := r.place(k, s)
	if k.Kind == "country" && r.governs(i, c) {
		r.country, r.countryAt = place, s
	}
	target := -1
	if h := t.Head; h >= 0 {
		if m := d.nameAt(s, h); m != nil {
			target = m.Entity
		}
	}
	if target < 0 && i+1 < len(c.tokens) { // "l'américain Nvidia"
		if m := d.nameAt(s, i+1); m != nil {
			target = m.Entity
		}
	}
	if target < 0 && r.stands(s, i, c) {
		// "le néerlandais signe un chèque": the company last spoken of
		if e, score := r.salient(s, i, c, "", []string{organizationType}); e != Unresolved {
			r.addOrigin(e, place, s, i)
			d.addMention(Mention{Span: t.Span, Sentence: s, First: i, Last: i, Head: i, Kind: Description, Entity: e, Score: 0.9 * score})
			r.appear(e, s, i, c, feature(t, "Gender"))
		}
		return place
	}
	if target >= 0 {
		r.addOrigin(target, place, s, i)
		if t.UPOS == "NOUN" || t.UPOS == "ADJ" && i+1 < len(c.tokens) && d.nameAt(s, i+1) != nil && (i == 0 || c.tokens[i-1].UPOS == "DET" || c.tokens[i-1].UPOS == "ADP") {
			// the adjective stands for the thing itself and may head the phrase
			d.addMention(Mention{Span: t.Span, Sentence: s, First: i, Last: i, Head: i, Kind: Description, Entity: target, Score: 0.9})
		}
	}
	return place
}

// stands tells whether an adjective of origin stands for a thing by itself: "la milanaise, emmenée par".
func (r *resolver) stands(s, i int, c *clause) bool {
	t := &c.tokens[i]
	if r.d.words.Names.DerivedCapitals || shapeOf(t.Form) != lowerCase || i == 0 || !r.d.words.isArticle(lowerForm(&c.tokens[i-1])) {
		return false
	}
	if isPlural(t) {
		return false
	}
	if i+1 < len(c.tokens) {
		switch n := &c.tokens[i+1]; n.UPOS {
		case "NOUN", "PROPN", "ADJ":
			return false
		}
	}
	return strings.HasPrefix(t.Deprel, "nsubj") || t.Deprel == "obj" || strings.HasPrefix(t.Deprel, "obl") || t.Deprel == "appos" || t.Deprel == "root"
}

func (r *resolver) addOrigin(entity, place, s, token int) {
	e := &r.d.entities[entity]
	if entity == place {
		return
	}
	for _, o := range e.Origins {
		if o.Entity == place {
			return
		}
	}
	e.Origins = append(e.Origins, Origin{Entity: place, Sentence: s, Token: token})
}

// isPlural tells whether a noun is in the plural.
func isPlural(t *lang.Token) bool { return feature(t, "Number") == "Plur" }
