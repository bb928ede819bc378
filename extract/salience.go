package extract

import (
	"slices"
	"strings"
)

// This file weighs what a description may mean.

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
	firm := Unresolved
	if d.words.generic[noun] == organizationType {
		firm = r.speakersFirm(s, c)
	}
	called := d.words.generic[noun] == organizationType && slices.ContainsFunc(r.recent, func(e int) bool {
		return r.turn-r.last[e].turn <= 2 && !slices.Contains(excluded, e) && r.calls(e, noun)
	})
	traded := slices.ContainsFunc(r.recent, func(e int) bool { return slices.Contains(types, d.entities[e].Type) && d.dealsIn(e, r.trade) })
	near := 0 // of several things just spoken of, an adjective alone tells none
	for rank := len(r.recent) - 1; rank >= 0; rank-- {
		e := r.recent[rank]
		entity := &d.entities[e]
		a := &r.last[e]
		distance := r.turn - a.turn
		main := d.isMain(e)
		if distance > 10 && !main || !slices.Contains(types, entity.Type) && !slices.ContainsFunc(types, entity.could) ||
			entity.aside || entity.Number == "Plur" && entity.class == 0 || slices.Contains(r.owners, e) || slices.Contains(excluded, e) {
			continue
		}
		if a.sentence == s && c.tokens[a.token].Deprel == "compound" && d.words.epithets[strings.ToLower(c.tokens[max(0, c.tokens[a.token].Head)].Lemma)] {
			continue // "the Trinova owner" speaks of the owner
		}
		if role && r.heldElsewhere(e, noun, r.demonymOf(i, c)) {
			continue // "le président ukrainien" is not who presides over something else
		}
		points, evidence := r.evidence(e, noun)
		if traded {
			if d.dealsIn(e, r.trade) {
				points, evidence = max(points+0.5, 3.5), true
			} else if entity.Type != personType {
				points -= 1.5
			}
		}
		if role && !evidence {
			if e != only || r.holdsOffice(e, noun) {
				continue // an office needs to be known, unless nobody else can be meant
			}
			if !subject && (len(r.owners) > 0 || a.sentence == s) {
				continue // "Velmor's Jan Velt has the ear of the mayor of Larrowby": that is someone else
			}
			points = 2.4
		} else if !evidence && e == only {
			points, evidence = 2, true
		}
		if !evidence && noun != "" && entity.Type != personType && entity.Type != placeType && !r.likely(s, e, i, c, noun, types, excluded) {
			continue
		}
		if role && len(r.owners) > 0 && r.heldAtAnother(e, noun) {
			continue // "le président de Solmar" is not who presides over Velmor
		}
		if role && len(r.owners) > 0 {
			points = min(points, 2.4) // the head of something else, maybe of this too
		}
		if !r.genderFits(e, i, c) || !r.originFits(e, i, c) || !r.classFits(e, noun) {
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
			if len(r.owners) == 1 && d.entities[r.owners[0]].Type == personType && r.rivalled(e, noun, types, excluded) {
				points -= 1.2 // "le groupe d'Ana Velt", who is not known to be at this one
			}
		}
		if matches {
			points += 3
		} else if noun == "" && distance <= 1 {
			near++
		} else if points < 3 && !a.chief && r.originSaid(i, c) != nil && r.rivalled(e, noun, types, excluded) {
			points -= 0.8 // "le constructeur français": nothing says that this one is French
		}
		if main {
			distance = min(distance, 3)
		}
		decay := 0.35
		if points >= 2.5 {
			decay = 0.2
		}
		points -= decay * float64(distance)
		if a.subject && distance <= 2 && !r.pointing {
			points += 0.8
		}
		if a.nested {
			points -= 0.3
		}
		if points < 3 && distance > 0 && entity.Type != personType && r.amongSeveral(e) {
			points--
		}
		points += min(1, 0.1*float64(a.count))
		if rank == len(r.recent)-1 {
			points += 0.4
			if r.pointing {
				points += 1 // "ce milliardaire" takes up what was named last, whatever the text turns around
			}
		}
		if called && !r.calls(e, noun) {
			points -= 2.2 // "the group", where something else is called so
		}
		if d.isTopic(s, e) && !r.pointing {
			points += 1.3
			if item {
				points += 1.2 // entries of lists speak of what they begin with
			}
		}
		if main && !r.pointing {
			points += 0.5
		}
		if _, generic := d.words.generic[noun]; generic && distance == 0 && a.sentence == s && a.token < i && !subject {
			points += 1 // "the biggest owner of Trinova after buying shares in the company"
		}
		if e == firm {
			points += 1.8
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
	if best == Unresolved || bestScore < least || bestScore-second < 0.5 || near > 1 && !r.originMatches(best, i, c) {
		return Unresolved, 0
	}
	return best, min(0.9, 0.5+0.12*(bestScore-second)+0.03*bestScore)
}

// calls tells whether the name of an organisation holds a noun: "Velmor Group", "Fonds Trinova".
func (r *resolver) calls(e int, noun string) bool {
	entity := &r.d.entities[e]
	if entity.Type != organizationType {
		return false
	}
	for word := range strings.FieldsSeq(entity.Name) {
		if low := strings.ToLower(word); low == noun || len(low) >= 5 && strings.TrimSuffix(noun, "e") == low {
			return true
		}
	}
	return false
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
			if tokens[j].UPOS != "NOUN" || tokens[j].Deprel == "xcomp" || d.predicate(sentence, j) {
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

// predicate tells whether the noun at token j says what the subject of a copula is.
func (d *document) predicate(sentence, j int) bool {
	tokens := d.tree.Sentences[sentence].Tokens
	for k := max(0, j-6); k < j; k++ {
		if tokens[k].Head == j && tokens[k].Deprel == "cop" {
			return true
		}
	}
	return false
}

// evidence weighs what the article says of an entity for a noun being used of it.
func (r *resolver) evidence(e int, noun string) (points float64, any bool) {
	entity := &r.d.entities[e]
	_, generic := r.d.words.generic[noun]
	switch {
	case noun == "":
		return 1, false
	case slices.Contains(entity.Nouns, noun) || generic && r.calls(e, noun):
		if generic {
			return 2.8, true
		}
		return 4, true
	case entity.Known != nil && slices.Contains(entity.Known.Nouns[r.d.words.Language], noun):
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

// namedBelow gives the entities named behind the subject pronoun at token i in what its verb governs, none of which it can mean: "Il
// n'a fait aucune offre sur Velmor".
func (r *resolver) namedBelow(s, i int, c *clause) []int {
	v := c.tokens[i].Head
	if v < 0 || !strings.HasPrefix(c.tokens[i].Deprel, "nsubj") {
		return nil
	}
	var out []int
	for k := range r.d.mentions[s] {
		m := &r.d.mentions[s][k]
		if m.Kind != Name || m.Entity == Unresolved || m.Head <= i {
			continue
		}
		t := m.Head
		for steps := 0; t >= 0 && t != v && steps < 8 && !(c.tokens[t].Deprel == "conj" && c.tokens[t].UPOS == "VERB"); steps++ {
			t = c.tokens[t].Head
		}
		if t == v {
			out = append(out, m.Entity)
		}
	}
	return out
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
	against := false // "X a lancé une offre contre le groupe": of what the verb has, only its subject is another
	for steps := 0; g >= 0 && steps < 4 && c.tokens[g].UPOS != "VERB" && c.tokens[g].UPOS != "AUX"; steps++ {
		// "the studio of X": the phrase hangs on another
		add(g)
		if !strings.HasPrefix(c.tokens[i].Deprel, "conj") {
			if k := c.child(i, "case"); (k < 0 || k > i || d.words.possession[lowerForm(&c.tokens[k])]) && !r.isPart(s, g, c) {
				return out // what belongs to an argument may be another one: "X a vendu le siège du groupe"
			}
			against = true
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
				if depth == 0 || c.tokens[k].UPOS != "PRON" || strings.HasPrefix(c.tokens[i].Deprel, "iobj") {
					add(k)
				}
				if k != i && d.words.events[strings.ToLower(c.tokens[k].Lemma)] {
					// "Solmar's offer values the company": not Solmar
					if p := c.child(k, "nmod:poss", "compound"); p >= 0 {
						add(p)
					}
				}
			case "obj", "iobj", "obl":
				if depth == 0 && !against {
					add(k)
				}
			}
		}
		// A verb without a subject of its own shares that of the verb above.
		if own || strings.HasPrefix(c.tokens[i].Deprel, "nsubj") {
			break
		}
		if rel, _, _ := strings.Cut(c.tokens[g].Deprel, ":"); rel != "xcomp" && rel != "advcl" && rel != "conj" && rel != "ccomp" && (rel != "acl" || c.child(g, "mark") < 0) {
			break
		}
		below := g
		if g = c.tokens[g].Head; g < 0 {
			break
		}
		if o := c.child(g, "obj"); o > g && o < below && c.tokens[below].Deprel == "xcomp" {
			add(o) // "Velmor a convaincu Trinova de lui prêter": it is Trinova that lends
			break
		}
	}
	return out
}

// holdsOffice tells whether the article gives the person another office than the noun for one.
func (r *resolver) holdsOffice(e int, noun string) bool {
	for _, n := range r.d.entities[e].Nouns {
		if r.d.isRole(n) && n != noun && !r.synonymous([]string{n}, noun) {
			return true
		}
	}
	return false
}

// rivalled tells whether another thing that the noun may mean was just spoken of as subject or object.
func (r *resolver) rivalled(e int, noun string, types []string, excluded []int) bool {
	for rank := len(r.recent) - 1; rank >= 0; rank-- {
		o := r.recent[rank]
		a := &r.last[o]
		if r.turn-a.turn > 1 {
			break
		}
		other := &r.d.entities[o]
		if o == e || other.aside || slices.Contains(excluded, o) || !slices.Contains(types, other.Type) || !r.classFits(o, noun) {
			continue
		}
		if tokens := r.d.tree.Sentences[a.sentence].Tokens; a.subject || a.token < len(tokens) && tokens[a.token].Deprel == "obj" && tokens[max(0, tokens[a.token].Head)].Deprel != "acl:relcl" {
			return true
		}
	}
	return false
}

// isPart tells whether token t is a share or a sum, of which what it is a part of stands in its place: "14 % du groupe".
func (r *resolver) isPart(s, t int, c *clause) bool {
	if low := strings.ToLower(c.tokens[t].Lemma); r.d.words.stakes[low] || r.d.words.transparent[low] {
		return true
	}
	for k := range r.d.amounts[s] {
		if a := &r.d.amounts[s][k]; a.Head == t && a.Kind == Percent {
			return true
		}
	}
	return false
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
	country := r.countryOf(r.originSaid(i, c))
	if country == nil || !slices.ContainsFunc(r.d.entities[e].Origins, func(o Origin) bool { return r.countryOf(r.d.entities[o.Entity].Known) != nil }) {
		return true
	}
	return slices.ContainsFunc(r.d.entities[e].Origins, func(o Origin) bool { return r.countryOf(r.d.entities[o.Entity].Known) == country })
}

func (r *resolver) originMatches(e, i int, c *clause) bool {
	place := r.originSaid(i, c)
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

// originSaid gives the place that an adjective or a compound gives the phrase at token i, or nil.
func (r *resolver) originSaid(i int, c *clause) *KnownEntity {
	if place := r.demonymOf(i, c); place != nil {
		return place
	}
	return r.basedIn(i, c)
}

// countryOf gives the country that a place is or lies in, nil where it is not known.
func (r *resolver) countryOf(place *KnownEntity) *KnownEntity {
	if place == nil || place.Kind == "country" {
		return place
	}
	return r.d.known.byID[place.In]
}

func (r *resolver) demonymOf(i int, c *clause) *KnownEntity {
	for k := c.first[i]; k >= 0; k = c.next[k] {
		if known := r.d.known.demonym(lowerForm(&c.tokens[k])); known != nil {
			return known
		}
	}
	// "the French spirits firm": before what stands before the noun
	for k := i - 1; k >= 0 && k >= i-4 && r.d.words.Names.Premodified && (c.tokens[k].UPOS == "NOUN" || c.tokens[k].UPOS == "ADJ" || c.tokens[k].UPOS == "PROPN"); k-- {
		if known := r.d.known.demonym(lowerForm(&c.tokens[k])); known != nil && shapeOf(c.tokens[k].Form) != lowerCase {
			return known
		}
	}
	return nil
}

// basedIn gives the country of the place that a compound before token i names ("the Texas-based firm"),
// nil where it is not known.
func (r *resolver) basedIn(i int, c *clause) *KnownEntity {
	for k := i - 1; k >= 2 && k >= i-4; k-- {
		if !r.d.words.based[lowerForm(&c.tokens[k])] || c.tokens[k-1].Form != "-" {
			continue
		}
		place := r.d.known.name(c.tokens[k-2].Form)
		if place == nil || place.Kind == "country" {
			return place
		}
		return r.d.known.byID[place.In]
	}
	return nil
}
