package extract

import (
	"slices"
	"strings"

	"cuibono"
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
	if t.Deprel == "compound" && d.words.Language == "en" {
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
		if noun != "" && score >= 0.6 && !slices.Contains(d.entities[entity].Nouns, noun) {
			d.entities[entity].Nouns = append(d.entities[entity].Nouns, noun)
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
	if d.words.pronouns[determiner] != nil {
		// "sa gigafactory": only what the article calls so elsewhere
		if e := r.soleBearer(noun, types, owners); e != Unresolved {
			add(e, 0.75)
		}
		return
	}
	r.owners = owners
	r.specific = r.qualified(i, c)
	if len(owners) > 0 {
		r.specific = slices.ContainsFunc(owners, func(e int) bool { return d.entities[e].Type != placeType })
	}
	r.owners = append(r.owners, r.frontedOwners...)
	if e, score := r.salient(s, i, c, noun, types); e != Unresolved {
		add(e, score)
	} else if !r.specific {
		if e := r.soleBearer(noun, types, owners); e != Unresolved {
			add(e, 0.65)
		}
	}
	r.owners, r.specific = nil, false
}

// within gives the name that says which thing the noun at token i means by standing before it, as in
// "the Velmor plant", "the Velmor grocery store chain", or nil.
func (r *resolver) within(s, i int, c *clause) *Mention {
	d := r.d
	if d.words.Language != "en" {
		return nil
	}
	for j := i - 1; j >= 0 && j >= i-4; j-- {
		if m := d.nameAt(s, j); m != nil {
			if m.First == 0 || !d.words.isArticle(lowerForm(&c.tokens[m.First-1])) || d.entities[m.Entity].Type == placeType || d.entities[m.Entity].Type == personType {
				return nil
			}
			if _, types := d.noun(c.tokens, i); !slices.ContainsFunc(types, d.entities[m.Entity].could) {
				return nil
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
		for k := i - 1; k >= 0 && k >= i-3; k-- {
			if c.tokens[k].UPOS == "DET" || r.d.words.definite[lowerForm(&c.tokens[k])] {
				determiner, first = lowerForm(&c.tokens[k]), min(first, k)
				break
			}
			if c.tokens[k].UPOS != "ADJ" && c.tokens[k].UPOS != "NOUN" && c.tokens[k].UPOS != "NUM" && c.tokens[k].Form != "-" {
				break
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
	return nil
}

// entityFits tells whether the noun at token i can be said of the entity by its type.
func (d *document) entityFits(e, i int, c *clause) bool {
	_, types := d.noun(c.tokens, i)
	return slices.Contains(types, d.entities[e].Type) || d.entities[e].TypeScore < 0.6
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
			if k == i+1 {
				return true
			}
		case "amod":
			if r.d.words.different[lowerForm(t)] {
				return true
			}
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

// ruler gives the state that "l'État", "the government" means: that of its adjective, else the one last
// mentioned.
func (r *resolver) ruler(s, i int, c *clause, determiner string) int {
	d := r.d
	for k := c.first[i]; k >= 0; k = c.next[k] {
		if known := d.known.demonym(lowerForm(&c.tokens[k])); known != nil && known.Kind == "country" {
			return r.place(known, s)
		}
	}
	if k := i + 1; k < len(c.tokens) {
		if known := d.known.demonym(lowerForm(&c.tokens[k])); known != nil && known.Kind == "country" {
			return r.place(known, s)
		}
	}
	if !d.words.definite[determiner] || d.words.pronouns[determiner] != nil || r.qualified(i, c) {
		return -1
	}
	if r.country != Unresolved && d.passageOf[r.countryAt] == d.passageOf[s] {
		return r.country // named, or implied by an adjective, in the same passage
	}
	if r.country != Unresolved && s-r.countryAt <= 3 {
		return r.country
	}
	if home := r.homeCountry(s); home >= 0 {
		return home
	}
	if r.country != Unresolved {
		return r.country
	}
	return -1
}

// homeCountry gives the country in which most of the known places of the article lie, -1 where none does.
func (r *resolver) homeCountry(s int) int {
	d := r.d
	counts := map[string]int{}
	best := ""
	for e := range d.entities {
		known := d.entities[e].Known
		if known == nil || known.In == "" || d.entities[e].Count == 0 {
			continue
		}
		counts[known.In] += d.entities[e].Count
		if counts[known.In] > counts[best] || counts[known.In] == counts[best] && known.In < best {
			best = known.In
		}
	}
	if country := d.known.byID[best]; best != "" && country != nil {
		return r.place(country, s)
	}
	return -1
}

// salient gives the entity that a definite description means by what the article has said of it, how
// lately, and whether passage and article turn around it; Unresolved where that leaves doubt. An empty
// noun stands for an adjective that is used as one.
func (r *resolver) salient(s, i int, c *clause, noun string, types []string) (entity int, score float64) {
	d := r.d
	best, bestScore, second := Unresolved, 0.0, 0.0
	subject := strings.HasPrefix(c.tokens[i].Deprel, "nsubj")
	excluded := r.coArguments(s, i, c)
	item := d.inItem(s)
	only := Unresolved
	role := d.isRole(noun)
	if slices.Contains(types, personType) {
		only = r.onlyPerson(s, excluded)
	}
	if r.introduced(s, i, c, noun) {
		return Unresolved, 0
	}
	for rank := len(r.recent) - 1; rank >= 0; rank-- {
		e := r.recent[rank]
		entity := &d.entities[e]
		a := &r.last[e]
		distance := r.turn - a.turn
		main := d.isMain(e)
		if distance > 10 && !main || !slices.Contains(types, entity.Type) && !slices.ContainsFunc(types, entity.could) ||
			slices.Contains(r.owners, e) || slices.Contains(excluded, e) {
			continue
		}
		points, evidence := r.evidence(e, noun)
		if role && !evidence {
			if e != only {
				continue // an office needs to be known, unless nobody else can be meant
			}
			points = 2.4
		} else if !evidence && e == only {
			points, evidence = 2, true
		}
		if role && len(r.owners) > 0 {
			points = min(points, 2.4) // the head of something else, maybe of this too
		}
		if !r.genderFits(e, i, c) || !r.originFits(e, i, c) {
			continue
		}
		matches := r.originMatches(e, i, c)
		if r.specific && !matches {
			// It says of itself what it is: a new description of something just spoken of, if at all.
			if distance > 2 || distance == 0 || !subject || !a.subject && !d.isTopic(s, e) && e != only {
				continue
			}
			if e != only {
				points -= 0.4
			}
		}
		if matches {
			points += 3
		}
		if main {
			distance = min(distance, 3)
		}
		decay := 0.35
		if points >= 2.5 {
			decay = 0.2
		}
		points -= decay * float64(distance)
		if a.subject && distance <= 2 {
			points += 0.8
		}
		if a.nested {
			points -= 0.3
		}
		points += min(1, 0.1*float64(a.count))
		if rank == len(r.recent)-1 {
			points += 0.4
		}
		if d.isTopic(s, e) {
			points += 1.3
			if item {
				points += 1.2 // entries of lists speak of what they begin with
			}
		}
		if main {
			points += 0.5
		}
		if !evidence && !subject && noun != "" && !d.isTopic(s, e) {
			points -= 0.5
		}
		if points > bestScore {
			best, bestScore, second = e, points, bestScore
		} else if points > second {
			second = points
		}
	}
	least := 2.0
	if second == 0 {
		least = 1.7
	}
	if best == Unresolved || bestScore < least || bestScore-second < 0.5 {
		return Unresolved, 0
	}
	return best, min(0.9, 0.5+0.12*(bestScore-second)+0.03*bestScore)
}

// introduced tells whether something without a name that the noun fits was introduced just before ("un
// projet d'infrastructure … Cette initiative"): the description then means that.
func (r *resolver) introduced(s, i int, c *clause, noun string) bool {
	d := r.d
	if noun == "" {
		return false
	}
	check := func(sentence, end int) bool {
		tokens := d.tree.Sentences[sentence].Tokens
		for j := 1; j < end && j < len(tokens); j++ {
			if tokens[j].UPOS != "NOUN" {
				continue
			}
			if sentence < s && tokens[j].Lemma == c.tokens[i].Lemma && d.mentionHeaded(sentence, j) == nil && !isPlural(&tokens[j]) && tokens[j].Deprel != "compound" {
				return true // the same noun meant something without a name just before
			}
			if !d.words.indefinite[lowerForm(&tokens[j-1])] && (j < 2 || tokens[j-1].UPOS != "ADJ" || !d.words.indefinite[lowerForm(&tokens[j-2])]) {
				continue
			}
			other, _ := d.noun(tokens, j)
			if other == "" || other != noun && !r.synonymous([]string{other}, noun) {
				continue
			}
			if d.mentionHeaded(sentence, j) == nil {
				return true
			}
		}
		return false
	}
	return check(s, i) || s > 0 && d.passageOf[s] == d.passageOf[s-1] && check(s-1, 1<<30)
}

// evidence weighs what the article says of an entity for a noun being used of it.
func (r *resolver) evidence(e int, noun string) (points float64, any bool) {
	entity := &r.d.entities[e]
	_, generic := r.d.words.generic[noun]
	switch {
	case noun == "":
		return 1, false
	case slices.Contains(entity.Nouns, noun):
		if generic {
			return 2.8, true
		}
		return 4, true
	case entity.Known != nil && (slices.Contains(entity.Known.Nouns["fr"], noun) || slices.Contains(entity.Known.Nouns["en"], noun)):
		return 3, true
	case generic:
		return 2, true
	case r.synonymous(entity.Nouns, noun):
		return 3, true
	case strings.Contains(strings.ToLower(entity.Name), noun):
		return 2.5, true
	}
	return 1, false
}

// onlyPerson gives the one person spoken of in this and the two sentences before, Unresolved where there
// are none or several.
func (r *resolver) onlyPerson(s int, excluded []int) int {
	only := Unresolved
	for _, e := range r.recent {
		if r.d.entities[e].Type != personType || r.turn-r.last[e].turn > 2 || slices.Contains(excluded, e) {
			continue
		}
		if only != Unresolved {
			return Unresolved
		}
		only = e
	}
	return only
}

// coArguments gives the entities that the phrase at token i cannot mean because they are other
// arguments of its verb: those that depend on it, and the subject it shares with the verb above.
func (r *resolver) coArguments(s, i int, c *clause) []int {
	d := r.d
	var out []int
	add := func(t int) {
		if t < 0 || t == i {
			return
		}
		for k := range d.mentions[s] {
			if m := &d.mentions[s][k]; m.Head == t && m.Entity != Unresolved && m.Kind != Possessive {
				out = append(out, m.Entity)
			}
		}
		for k := c.first[t]; k >= 0; k = c.next[k] {
			if c.tokens[k].Deprel != "conj" && c.tokens[k].Deprel != "appos" {
				continue
			}
			if m := d.mentionHeaded(s, k); m != nil && m.Entity != Unresolved {
				out = append(out, m.Entity)
			}
		}
	}
	g := c.tokens[i].Head
	for steps := 0; g >= 0 && steps < 4 && c.tokens[g].UPOS != "VERB" && c.tokens[g].UPOS != "AUX"; steps++ {
		// "the studio of X": the phrase hangs on another
		add(g)
		if !strings.HasPrefix(c.tokens[i].Deprel, "conj") {
			return out // what belongs to an argument may be another one: "X a vendu le siège du groupe"
		}
		g = c.tokens[g].Head
	}
	own := false
	for depth := 0; g >= 0 && depth < 4; depth++ {
		for k := c.first[g]; k >= 0; k = c.next[k] {
			rel, _, _ := strings.Cut(c.tokens[k].Deprel, ":")
			switch rel {
			case "nsubj":
				own = own || k != i
				if depth == 0 || c.tokens[k].UPOS != "PRON" {
					add(k)
				}
			case "obj", "iobj", "obl":
				if depth == 0 {
					add(k)
				}
			}
		}
		// A verb without a subject of its own shares that of the verb above.
		if own || strings.HasPrefix(c.tokens[i].Deprel, "nsubj") {
			break
		}
		if rel, _, _ := strings.Cut(c.tokens[g].Deprel, ":"); rel != "xcomp" && rel != "advcl" && rel != "conj" && rel != "ccomp" {
			break
		}
		g = c.tokens[g].Head
	}
	return out
}

func (r *resolver) synonymous(nouns []string, noun string) bool {
	groups := r.d.words.synonyms[noun]
	for _, n := range nouns {
		for _, g := range r.d.words.synonyms[n] {
			if slices.Contains(groups, g) {
				return true
			}
		}
	}
	return false
}

// genderFits tells whether a person's gender agrees with the noun's.
func (r *resolver) genderFits(e, i int, c *clause) bool {
	entity := &r.d.entities[e]
	if entity.Type != personType || entity.Gender == "" {
		return true
	}
	g := feature(&c.tokens[i], "Gender")
	return g == "" || g == entity.Gender
}

// originFits tells whether no adjective of origin of token i contradicts those of the entity.
func (r *resolver) originFits(e, i int, c *clause) bool {
	place := r.demonymOf(i, c)
	if place == nil || len(r.d.entities[e].Origins) == 0 {
		return true
	}
	return r.originMatches(e, i, c)
}

func (r *resolver) originMatches(e, i int, c *clause) bool {
	place := r.demonymOf(i, c)
	if place == nil {
		return false
	}
	for _, o := range r.d.entities[e].Origins {
		if r.d.entities[o.Entity].Known == place {
			return true
		}
	}
	return false
}

func (r *resolver) demonymOf(i int, c *clause) *KnownEntity {
	for k := c.first[i]; k >= 0; k = c.next[k] {
		if known := r.d.known.demonym(lowerForm(&c.tokens[k])); known != nil {
			return known
		}
	}
	return nil
}
