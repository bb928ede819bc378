package extract

import (
	"slices"
	"strings"

	"cuibono"
	"cuibono/lang"
)

// description resolves the noun at token i where it heads a noun phrase that stands for an entity.
func (r *resolver) description(s, i int, c *clause) {
	d := r.d
	t := &c.tokens[i]
	if e := r.capitalised(s, i, c); e != Unresolved {
		d.addMention(Mention{Span: t.Span, Sentence: s, First: i, Last: i, Head: i, Kind: Description, Entity: e, Score: 0.85})
		r.appear(e, s, i, c, feature(t, "Gender"))
		return
	}
	noun, types := d.noun(c.tokens, i)
	ruler := d.words.rulers[lowerForm(t)] || d.words.rulers[strings.ToLower(t.Lemma)]
	if noun == "" && !ruler {
		return
	}
	if t.Deprel == "compound" && d.words.Names.Premodified {
		return
	}
	first, last, determiner := r.phrase(i, c)
	add := func(entity int, score float64) {
		if entity < 0 {
			return
		}
		span := cuibono.Span{Start: c.tokens[first].Start, End: c.tokens[last].End}
		d.addMention(Mention{Span: span, Sentence: s, First: first, Last: last, Head: i, Kind: Description, Entity: entity, Score: score})
		gender := feature(t, "Gender")
		r.appear(entity, s, i, c, gender)
		if noun != "" && score >= 0.75 && !slices.Contains(d.entities[entity].Nouns, noun) {
			d.entities[entity].Nouns = append(d.entities[entity].Nouns, noun)
		}
		if score > 0.9 { // said beside the name
			d.entities[entity].class |= d.words.classes[noun]
		}
		r.originsOf(s, i, c, entity)
	}
	// Beside a name: the phrase is the name's.
	if m := r.beside(s, i, c); m != nil && noun != "" {
		add(m.Entity, 0.95)
		return
	}
	if m := r.within(s, i, c); m != nil && noun != "" && !d.isRole(noun) {
		add(m.Entity, 0.9)
		return
	}
	if isPlural(t) || t.Deprel == "xcomp" || c.child(i, "cop") >= 0 {
		return // a predicate says what something is, and does not mean it
	}
	if r.fronted != Unresolved && d.words.definite[determiner] {
		e := r.fronted
		r.fronted = Unresolved
		d.entities[e].Nouns = append(d.entities[e].Nouns, noun)
		add(e, 0.95)
		return
	}
	if ruler {
		if e := r.ruler(s, i, c, determiner); e >= 0 {
			r.ruled, r.ruledAt = e, s
			add(e, 0.75)
			return
		}
		if noun == "" {
			return
		}
	}
	// "le patron de X", "X's chairman", "son patron": who the article says that is.
	owners := r.complements(s, c, i, nil)
	if p := r.possessor(s, i, c); p >= 0 {
		owners = append(owners, p)
	}
	for _, of := range owners {
		if e := r.lookUp(noun, of); e != Unresolved {
			add(e, 0.9)
			return
		}
	}
	if !d.words.definite[determiner] {
		return
	}
	if len(owners) > 0 && d.words.epithets[noun] && d.words.pronouns[determiner] == nil {
		if e := r.epithet(s, i, c, owners); e != Unresolved {
			add(e, 0.75)
			return
		}
	}
	if d.words.pronouns[determiner] != nil {
		if d.words.generic[noun] == organizationType && len(owners) == 1 {
			if e, ok := r.employers[owners[0]]; ok && owners[0] == r.possessor(s, i, c) {
				add(e, 0.7) // "his company"
				return
			}
		}
		// "sa gigafactory": only what the article calls so elsewhere
		if e := r.soleBearer(noun, types, owners); e != Unresolved {
			add(e, 0.75)
		}
		return
	}
	if d.words.generic[noun] == organizationType && len(owners) == 1 && d.entities[owners[0]].Type == personType {
		if e, ok := r.employers[owners[0]]; ok {
			add(e, 0.8) // "le groupe d'Ana Velt"
			return
		}
	}
	if !d.isRole(noun) && !slices.Contains(types, projectType) && !slices.Contains(types, productType) && r.differs(i, c) {
		return // "the remaining company" is not the one spoken of
	}
	r.owners = owners
	r.specific = r.qualified(i, c)
	if len(owners) > 0 {
		r.specific = slices.ContainsFunc(owners, func(e int) bool { return d.entities[e].Type != placeType })
	}
	r.owners = append(r.owners, r.frontedOwners...)
	r.pointing = !d.words.isArticle(determiner)
	r.trade = d.trades(s, c.tokens, i)
	if e, score := r.salient(s, i, c, noun, types); e != Unresolved {
		add(e, score)
	} else if !r.specific {
		if e := r.soleBearer(noun, types, owners); e != Unresolved {
			add(e, 0.65)
		}
	}
	r.owners, r.specific, r.trade = nil, false, nil
}

// epithet gives the organisation that is called by the things it owns or makes ("the Trinova owner"): the only one that was just spoken of and
// can be meant, or the one that as subject takes up the subject before. Unresolved where that leaves doubt.
func (r *resolver) epithet(s, i int, c *clause, things []int) int {
	d := r.d
	for _, thing := range things {
		if t := d.entities[thing].Type; t == placeType || t == personType {
			return Unresolved
		}
	}
	switch rel, _, _ := strings.Cut(c.tokens[i].Deprel, ":"); rel {
	case "conj", "appos", "root", "dep", "parataxis":
		return Unresolved // said of a name beside it
	}
	excluded := append(r.coArguments(s, i, c), things...)
	for k := range d.mentions[s] { // what the sentence names needs no other word in it
		if m := &d.mentions[s][k]; m.Kind == Name {
			excluded = append(excluded, m.Entity)
		}
	}
	subject := strings.HasPrefix(c.tokens[i].Deprel, "nsubj")
	found, several := Unresolved, false
	main := Unresolved // what the article turns around, if it was spoken of lately: the likeliest
	if e := d.articleFocus[typeIndex(organizationType)]; e != Unresolved && e < len(r.last) && r.last[e].sentence >= 0 && r.turn-r.last[e].turn <= 1 && !slices.Contains(excluded, e) {
		main = e
	}
	for rank := len(r.recent) - 1; rank >= 0; rank-- {
		e := r.recent[rank]
		a := &r.last[e]
		if r.turn-a.turn > 1 {
			break
		}
		if d.entities[e].Type != organizationType || d.entities[e].aside || slices.Contains(excluded, e) || a.sentence == s && !a.subject {
			continue
		}
		if subject && a.chief && r.turn-a.turn == 1 && (main == Unresolved || main == e) {
			return e
		}
		several = several || found != Unresolved
		found = e
	}
	if several || main != Unresolved && main != found {
		return Unresolved
	}
	return found
}

// heldElsewhere tells whether the article gives the person that office at something else than the place an adjective names.
func (r *resolver) heldElsewhere(e int, noun string, place *KnownEntity) bool {
	if place == nil {
		return false
	}
	for key, list := range r.facts {
		if key.noun == noun && slices.Contains(list, e) && r.d.entities[key.of].Known != place {
			return true
		}
	}
	return false
}

// heldAtAnother tells whether the article gives the person that office at something that is none of those to whom the description belongs.
func (r *resolver) heldAtAnother(e int, noun string) bool {
	for key, list := range r.facts {
		if key.noun == noun && slices.Contains(list, e) && !slices.Contains(r.owners, key.of) {
			return true
		}
	}
	return false
}

// within gives the name that says which thing the noun at token i means by standing before it, as in
// "the Velmor plant", "the Velmor grocery store chain", or nil.
func (r *resolver) within(s, i int, c *clause) *Mention {
	d := r.d
	if !d.words.Names.Premodified {
		return nil
	}
	for j := i - 1; j >= 0 && j >= i-4; j-- {
		if m := d.nameAt(s, j); m != nil {
			if m.First == 0 || !d.words.isArticle(lowerForm(&c.tokens[m.First-1])) || d.entities[m.Entity].Type == placeType || d.entities[m.Entity].Type == personType {
				return nil
			}
			noun, types := d.noun(c.tokens, i)
			if e := &d.entities[m.Entity]; e.articled && (e.Type == organizationType || !slices.Contains(types, e.Type)) {
				return nil // "the Meridian Cup club" is one of several
			}
			if !slices.ContainsFunc(types, d.entities[m.Entity].could) || d.words.classes[noun] != 0 && d.entities[m.Entity].Count < 2 {
				return nil // "the Larrowby software giant": a name that may be a place's
			}
			return m
		}
		if u := c.tokens[j].UPOS; u != "NOUN" && u != "ADJ" {
			return nil
		}
	}
	return nil
}

// capitalised gives the entity of which a common noun with a capital is the short form: "la Région",
// "the Commission". Unresolved where none or several have it.
func (r *resolver) capitalised(s, i int, c *clause) int {
	d := r.d
	t := &c.tokens[i]
	if i == 0 || shapeOf(t.Form) != capitalised || len(t.Form) < 4 {
		return Unresolved
	}
	found := Unresolved
	for e := range d.entities {
		if d.entities[e].Count > 0 && d.entities[e].Type != personType && strings.HasPrefix(d.entities[e].Name, t.Form+" ") {
			if found != Unresolved {
				return Unresolved
			}
			found = e
		}
	}
	return found
}

// soleBearer gives the one entity of the article, named before or after, of which the noun or one like
// it is used: "sa gigafactory" before "la gigafactory de Brissac". Nouns that fit anything are no sign.
func (r *resolver) soleBearer(noun string, types []string, not []int) int {
	d := r.d
	if _, generic := d.words.generic[noun]; generic || noun == "" || !slices.Contains(types, projectType) && !slices.Contains(types, productType) {
		return Unresolved
	}
	found := Unresolved
	for e := range d.entities {
		entity := &d.entities[e]
		if entity.Count == 0 || slices.Contains(not, e) || !slices.Contains(types, entity.Type) {
			continue
		}
		if slices.Contains(entity.Nouns, noun) || r.synonymous(entity.Nouns, noun) {
			if found != Unresolved {
				return Unresolved
			}
			found = e
		}
	}
	return found
}

// phrase gives the ends of the noun phrase at token i without its appositions and relative clauses, and
// the form of its determiner in lower case.
func (r *resolver) phrase(i int, c *clause) (first, last int, determiner string) {
	first, last = i, i
	for k := c.first[i]; k >= 0; k = c.next[k] {
		switch rel, _, _ := strings.Cut(c.tokens[k].Deprel, ":"); rel {
		case "det", "amod", "nummod", "compound", "fixed":
			first, last = min(first, k), max(last, k)
			if rel == "det" && k < i && (determiner == "" || r.d.words.definite[lowerForm(&c.tokens[k])]) {
				determiner = lowerForm(&c.tokens[k])
			}
		case "nmod":
			if c.tokens[k].Deprel == "nmod:poss" && c.tokens[k].UPOS == "PRON" {
				first = min(first, k)
				determiner = lowerForm(&c.tokens[k])
			}
		}
	}
	if determiner == "" { // the parser may have hung it elsewhere
		reach := 3
		for k := i - 1; k >= 0 && k >= i-reach; k-- {
			if before := r.d.words.Names.Premodified && (c.tokens[k].UPOS == "PROPN" || c.tokens[k].UPOS == "CCONJ" && k > 0 && c.tokens[k-1].UPOS == "PROPN"); before {
				reach = 5
				continue // "the Trinova and Meridian maker"
			}
			if c.tokens[k].UPOS == "DET" || r.d.words.definite[lowerForm(&c.tokens[k])] {
				determiner, first = lowerForm(&c.tokens[k]), min(first, k)
				break
			}
			if c.tokens[k].UPOS != "ADJ" && c.tokens[k].UPOS != "NOUN" && c.tokens[k].UPOS != "NUM" && c.tokens[k].Form != "-" {
				break
			}
		}
	}
	if determiner == "" {
		// "the Larrowby, Texas-based lender"
		for k := i - 1; k >= 1 && k >= i-4; k-- {
			if !r.d.words.based[lowerForm(&c.tokens[k])] || c.tokens[k-1].Form != "-" {
				continue
			}
			for j := k - 2; j >= 0 && j >= k-7; j-- {
				if r.d.words.isArticle(lowerForm(&c.tokens[j])) {
					determiner, first = lowerForm(&c.tokens[j]), min(first, j)
					break
				}
			}
		}
	}
	if last-first > 12 {
		first, last = i, i
	}
	return first, last, determiner
}

// beside gives the mention by name with which the noun at token i is in apposition, or nil.
func (r *resolver) beside(s, i int, c *clause) *Mention {
	d := r.d
	for k := range d.mentions[s] {
		m := &d.mentions[s][k]
		if m.Kind != Name || m.First < i-16 || m.First > i+16 {
			continue
		}
		if d.nounBefore(c.tokens, m.First) == i || d.nounAfterComma(s, c.tokens, m.Last) == i || d.phraseBeforeComma(s, c.tokens, m.First) == i {
			if d.entityFits(m.Entity, i, c) {
				return m
			}
		}
	}
	// "le fournisseur commun à Ardane et Quillon, Velmor, a": in apposition over what the noun has with it
	for k := c.first[i]; k >= 0; k = c.next[k] {
		if t := &c.tokens[k]; t.Deprel == "appos" && k > i+1 && c.tokens[k-1].Form == "," && t.UPOS == "PROPN" && !isPlural(&c.tokens[i]) {
			if m := d.nameAt(s, k); m != nil && d.entities[m.Entity].Type != placeType && d.entityFits(m.Entity, i, c) {
				return m
			}
		}
	}
	return nil
}

// entityFits tells whether the noun at token i can be said of the entity by its type.
func (d *document) entityFits(e, i int, c *clause) bool {
	_, types := d.noun(c.tokens, i)
	if k := d.entities[e].Known; k != nil && len(types) > 0 && !slices.Contains(types, k.Type) {
		return false // "buy Velmor, a spokesman said"
	}
	return slices.Contains(types, d.entities[e].Type) || d.entities[e].TypeScore < 0.6 && d.entities[e].Type != placeType
}

// possessor gives the entity to which a possessive before token i refers, or -1.
func (r *resolver) possessor(s, i int, c *clause) int {
	for k := i - 1; k >= 0 && k >= i-5; k-- {
		for j := range r.d.mentions[s] {
			m := &r.d.mentions[s][j]
			if m.Kind == Possessive && m.First == k {
				return m.Entity
			}
		}
		if u := c.tokens[k].UPOS; u != "ADJ" && u != "NOUN" && u != "NUM" && u != "ADV" && u != "PUNCT" {
			return -1
		}
	}
	return -1
}

// qualified tells whether the phrase at token i says of itself which thing it means, by a name or a
// relative clause: it is then no second mention of a thing known.
func (r *resolver) qualified(i int, c *clause) bool {
	for k := c.first[i]; k >= 0; k = c.next[k] {
		t := &c.tokens[k]
		switch rel, _, _ := strings.Cut(t.Deprel, ":"); rel {
		case "nmod":
			if t.UPOS == "PROPN" && k > i {
				return true
			}
			if k > i {
				for j := c.first[k]; j >= 0; j = c.next[j] {
					if c.tokens[j].UPOS == "PROPN" {
						return true
					}
				}
			}
		case "acl":
			if t.Deprel == "acl:relcl" && !r.d.words.telling[strings.ToLower(t.Lemma)] && !slices.ContainsFunc(c.tokens[i:k], func(t lang.Token) bool { return t.Form == "," }) {
				return true // "l'homme dont parlait Ana Velt"
			}
			if k == i+1 && !r.d.words.telling[strings.ToLower(t.Lemma)] {
				return true
			}
		}
	}
	return r.differs(i, c)
}

// differs tells whether an adjective makes the phrase at token i mean something other than what was named: "the merged company".
func (r *resolver) differs(i int, c *clause) bool {
	for k := c.first[i]; k >= 0; k = c.next[k] {
		if rel, _, _ := strings.Cut(c.tokens[k].Deprel, ":"); rel == "amod" && r.d.words.different[lowerForm(&c.tokens[k])] {
			return true
		}
	}
	return false
}

// originsOf gives an entity the places of the adjectives that qualify token i.
func (r *resolver) originsOf(s, i int, c *clause, entity int) {
	d := r.d
	for k := c.first[i]; k >= 0; k = c.next[k] {
		t := &c.tokens[k]
		if known := d.known.demonym(lowerForm(t)); known != nil && (t.UPOS == "ADJ" || shapeOf(t.Form) != lowerCase) {
			r.addOrigin(entity, r.place(known, s), s, k)
		}
	}
	// "the Larrowby-based lender"
	for k := i - 1; k >= 2 && k >= i-6; k-- {
		if d.words.based[lowerForm(&c.tokens[k])] && c.tokens[k-1].Form == "-" {
			if m := d.nameAt(s, k-2); m != nil && d.entities[m.Entity].Type == placeType {
				r.addOrigin(entity, m.Entity, s, k-2)
			}
		}
		if u := c.tokens[k].UPOS; u == "VERB" && k < i-1 && !d.words.based[lowerForm(&c.tokens[k])] {
			break
		}
	}
}
