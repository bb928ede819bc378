package extract

import (
	"slices"
	"strings"

	"cuibono/lang"
)

// pronoun resolves the pronoun or possessive determiner at token i.
func (r *resolver) pronoun(s, i int, c *clause, kind, gender, number string, types []string) {
	d := r.d
	t := &c.tokens[i]
	mention := Mention{Span: t.Span, Sentence: s, First: i, Last: i, Head: i, Kind: Pronoun, Entity: Unresolved}
	switch kind {
	case "relative":
		if t.UPOS != "PRON" {
			return
		}
		m := r.antecedent(s, i, c)
		if m == nil {
			return
		}
		mention.Entity, mention.Score = m.Entity, 0.95*m.Score
	case "possessive":
		mention.Kind = Possessive
		if t.UPOS == "NOUN" {
			return
		}
		if number == "Plur" {
			if t.UPOS == "DET" || t.Deprel == "nmod:poss" {
				r.pluralPronoun(s, i, c, Possessive)
			}
			return
		}
		if h := t.Head; h > i && len(types) == 0 && d.words.generic[strings.ToLower(c.tokens[h].Lemma)] == organizationType {
			types = []string{personType} // "son entreprise": a person's
		}
		if h := t.Head; h > i && len(types) == 0 {
			if noun, _ := d.noun(c.tokens, h); d.words.corporate[noun] || d.words.corporate[strings.ToLower(c.tokens[h].Lemma)] {
				types = []string{organizationType, projectType, productType, placeType}
			}
		}
		if mention.Entity = r.following(s, i, c, gender, types); mention.Entity != Unresolved {
			mention.Score = 0.8
			break
		}
		mention.Entity, mention.Score = r.antecedentOf(s, i, c, gender, types, true)
	case "reflexive":
		// "rebranded itself": the subject; "the company itself" only stresses what stands before.
		h := t.Head
		if t.Deprel != "obj" && t.Deprel != "obl" && t.Deprel != "iobj" || h < 0 {
			return
		}
		if k := c.child(h, "nsubj"); k >= 0 {
			if m := d.mentionHeaded(s, k); m != nil && len(m.Also) == 0 {
				mention.Entity, mention.Score = m.Entity, 0.95*m.Score
			}
		}
	case "demonstrative":
		mention.Entity, mention.Score = r.lastMentioned(s, i, c, gender)
	default:
		if strings.HasPrefix(t.Deprel, "expl") {
			return
		}
		if number == "Plur" {
			if strings.HasPrefix(t.Deprel, "nsubj") {
				r.pluralPronoun(s, i, c, Pronoun)
			}
			return
		}
		if t.Deprel == "det" || foretells(i, c) {
			return
		}
		// "Velmor, elle, prête": the pronoun repeats the name.
		if i >= 2 && i+1 < len(c.tokens) && c.tokens[i-1].Form == "," && c.tokens[i+1].Form == "," {
			for k := range d.mentions[s] {
				if m := &d.mentions[s][k]; (m.Last == i-2 || m.Last == i-3 && c.tokens[i-2].Form == ")") && m.Kind != Possessive {
					mention.Entity, mention.Score = m.Entity, 0.9
				}
			}
			if mention.Entity != Unresolved {
				break
			}
			return // "vient, lui, de signer"
		}
		// The same pronoun as subject twice in a sentence means the same.
		form := lowerForm(t)
		if r.fronted != Unresolved && strings.HasPrefix(t.Deprel, "nsubj") && (len(types) == 0 || slices.Contains(types, d.entities[r.fronted].Type)) {
			// "Baptisé X, il sera géré par"
			mention.Entity, mention.Score = r.fronted, 0.9
			r.fronted = Unresolved
			r.said[form] = mention
			break
		}
		if p, ok := r.said[form]; ok && strings.HasPrefix(t.Deprel, "nsubj") {
			mention.Entity, mention.Score = p.Entity, p.Score
		} else {
			if mention.Entity = r.following(s, i, c, gender, types); mention.Entity != Unresolved {
				mention.Score = 0.8
			} else {
				mention.Entity, mention.Score = r.antecedentOf(s, i, c, gender, types, false)
			}
			if strings.HasPrefix(t.Deprel, "nsubj") {
				r.said[form] = mention
			}
		}
	}
	if mention.Entity == Unresolved {
		return
	}
	d.addMention(mention)
	if mention.Kind == Pronoun && (kind != "relative" || strings.HasPrefix(t.Deprel, "nsubj")) {
		r.appear(mention.Entity, s, i, c, gender)
	}
}

// foretells tells whether the subject pronoun at token i only announces a clause: "it is worth noting that", "il est possible de".
func foretells(i int, c *clause) bool {
	h := c.tokens[i].Head
	if h < 0 || c.tokens[i].Deprel != "nsubj" || c.tokens[h].UPOS != "ADJ" || c.child(h, "cop") < 0 {
		return false
	}
	for k := c.first[h]; k >= 0; k = c.next[k] {
		switch rel, _, _ := strings.Cut(c.tokens[k].Deprel, ":"); rel {
		case "csubj", "ccomp":
			if k > h && c.child(k, "mark") >= 0 {
				return true
			}
		}
	}
	return false
}

// antecedent gives the mention that a relative pronoun takes up, or nil.
func (r *resolver) antecedent(s, i int, c *clause) *Mention {
	d := r.d
	for h, steps := c.tokens[i].Head, 0; h >= 0 && steps < 6; h, steps = c.tokens[h].Head, steps+1 {
		if rel := c.tokens[h].Deprel; rel == "acl:relcl" || rel == "acl" {
			head := c.tokens[h].Head
			if head < 0 || head >= i {
				return nil
			}
			m := d.mentionHeaded(s, head)
			if i >= 2 && c.tokens[i-1].Form == "," {
				if n := d.nameAt(s, i-2); d.meansOther(&c.tokens[i], m, n) {
					return n
				}
			}
			return m
		}
	}
	// The parser missed the clause: a mention right before the comma.
	j := i - 1
	if j > 0 && c.tokens[j].Form == "," {
		j--
	}
	for k := range d.mentions[s] {
		if m := &d.mentions[s][k]; m.Last == j && m.Kind != Possessive {
			return m
		}
	}
	return nil
}

// following gives the entity that a pronoun or possessive in a phrase before the subject of the sentence means where that subject is a
// name: "Via sa filiale Trinova, Velmor détient", "Since its launch, Velmor". Unresolved elsewhere, and where a clause of its own or a
// name before it leaves doubt.
func (r *resolver) following(s, i int, c *clause, gender string, types []string) int {
	d := r.d
	top := -1 // what the phrase hangs on the main verb by
	t := i
	for steps := 0; t >= 0 && c.tokens[t].Head >= 0 && steps < 8; steps++ {
		if feature(&c.tokens[t], "VerbForm") == "Fin" {
			return Unresolved
		}
		if h := c.tokens[t].Head; c.tokens[h].Deprel == "root" {
			top = t
			break
		}
		t = c.tokens[t].Head
	}
	if top < 0 || top == i {
		return Unresolved
	}
	if rel, _, _ := strings.Cut(c.tokens[top].Deprel, ":"); rel != "obl" && rel != "advcl" && rel != "nmod" {
		return Unresolved
	}
	root := c.tokens[top].Head
	m := c.child(root, "nsubj")
	if m <= top || m <= i || root < m || !slices.ContainsFunc(c.tokens[i:m], func(t lang.Token) bool { return t.Form == "," }) {
		return Unresolved
	}
	subject := d.nameAt(s, m)
	if subject == nil || subject.Entity == Unresolved || c.child(m, "conj") >= 0 {
		return Unresolved
	}
	for k := range d.mentions[s] {
		if o := &d.mentions[s][k]; o.First < i && o.Kind == Name && d.entities[o.Entity].Type != placeType {
			return Unresolved
		}
	}
	e := &d.entities[subject.Entity]
	if e.Type == placeType || len(types) > 0 && !slices.Contains(types, e.Type) || e.Type == personType && gender != "" && e.Gender != "" && gender != e.Gender {
		return Unresolved
	}
	return subject.Entity
}

// antecedentOf gives the entity that a personal pronoun or a possessive most likely means.
func (r *resolver) antecedentOf(s, i int, c *clause, gender string, types []string, possessive bool) (entity int, score float64) {
	d := r.d
	best, bestScore, second := Unresolved, 0.0, 0.0
	governor := c.tokens[i].Head
	subjectOf := c.tokens[i].Head
	apposed := Unresolved
	if possessive {
		apposed = r.apposedTo(s, i, c)
	}
	if possessive && governor >= 0 { // "sa filiale": the verb is one step further
		subjectOf = c.tokens[governor].Head
	}
	owner, lift := Unresolved, 0.0
	if possessive {
		var nameless bool
		if owner, lift, nameless = r.ownerByPlace(s, i, c); nameless {
			return Unresolved, 0
		}
	}
	var excluded []int
	if !possessive {
		excluded = append(r.coArguments(s, i, c), r.namedBelow(s, i, c)...)
		if speaker := r.speaking(s, i, c); speaker != Unresolved {
			excluded = append(excluded, speaker)
		}
	}
	rel, _, _ := strings.Cut(c.tokens[i].Deprel, ":")
	object := !possessive && (rel == "obj" || rel == "obl") // takes up what was an object as often as a subject
	thing := !possessive && (gender == "" || !slices.Equal(types, []string{personType})) && (r.commonSubject(s, i, c, gender) || object && r.commonObject(s, gender))
	for rank := len(r.recent) - 1; rank >= 0; rank-- {
		e := r.recent[rank]
		entity := &d.entities[e]
		a := &r.last[e]
		distance := r.turn - a.turn
		if slices.Contains(excluded, e) {
			continue
		}
		if distance > 3 || entity.aside || entity.Type == topicType || e == apposed {
			continue
		}
		if thing && !(a.sentence == s && a.subject) && entity.Type != personType {
			continue
		}
		if len(types) > 0 && !slices.Contains(types, entity.Type) {
			continue
		}
		if entity.Type == placeType && (entity.Known == nil || entity.Known.Kind != "country") {
			continue
		}
		points := 2.0 - float64(distance)
		switch entity.Type {
		case personType:
			if gender != "" && entity.Gender != "" && entity.Gender != gender {
				continue
			}
			if gender != "" && entity.Gender == gender {
				points += 0.7
			}
		case placeType:
			points -= 2
		default:
			if entity.Number == "Plur" && entity.class == 0 {
				continue
			}
			if !possessive && gender != "" && entity.Gender != "" && entity.Gender != gender {
				points -= 1.5
			}
			if gender != "" && a.gender != "" && a.gender != gender {
				points -= 1
			}
			if gender != "" && a.gender == gender {
				points += 0.7
			}
		}
		if a.subject {
			if distance == 1 && object && entity.Type != personType {
				points += 0.4
			} else if distance <= 1 {
				points += 1.2
			} else {
				points += 0.5
			}
		}
		if a.sentence == s {
			t := &c.tokens[a.token]
			switch {
			case possessive && coordinated(a.token, governor, c):
				points += 3 // "contre Solmar et sa filiale"
			case possessive && r.controls(a.token, subjectOf, c):
				points += 3 // "help Solmar improve its margins"
			case e == owner:
				points += lift
			case possessive && r.actsBy(a.token, subjectOf, c):
				points += 2.6 // "géré par le fonds Sarab, via sa filiale": who acts, though no subject
			case possessive && a.subject && (t.Head == subjectOf || t.Head == governor):
				points += 1.5 // the subject of the same clause
			case possessive && a.token == governor:
				continue
			case !a.subject && !possessive:
				points -= 0.5
			case !possessive && a.token < i && entity.Type == personType && strings.HasPrefix(c.tokens[i].Deprel, "nsubj"):
				points += 0.5 // "Paul Renard is generous: he gave": the subject goes on
			case !possessive && t.Head >= 0 && strings.HasPrefix(c.tokens[t.Head].Deprel, "advcl") && c.tokens[t.Head].Head == governor && a.token < i:
				points += 2.5 // "Si Velmor réussit, il rachètera": whatever it is
			}
			if strings.HasPrefix(t.Deprel, "conj") {
				points -= 0.3
			}
			if c.child(a.token, "conj") >= 0 && entity.Type != personType && (e != owner || lift != joinedOwner) {
				points -= 1.5 // one of several is not "it"
			}
			if c.child(a.token, "case") >= 0 {
				points -= 0.4
			}
		} else {
			if !a.subject {
				points -= 0.3
			}
			if entity.Type != personType && r.amongSeveral(e) {
				points -= 1.5 // "Velmor and Trinova have agreed. It"
			}
		}
		if a.nested {
			points -= 0.5
		}
		points += min(0.6, 0.05*float64(a.count))
		if d.isTopic(s, e) && distance <= 1 {
			points += 0.6
		}
		if possessive && apposed != Unresolved && strings.HasPrefix(d.entities[apposed].Name, entity.Name+" ") {
			points += 2 // "sa division Velmor Santé"
		}
		if d.isMain(e) {
			points += 0.4
		}
		if rank == len(r.recent)-1 {
			points += 0.3
		}
		if points > bestScore {
			best, bestScore, second = e, points, bestScore
		} else if points > second {
			second = points
		}
	}
	if best == Unresolved || bestScore < 1 || bestScore-second < 0.3 {
		return Unresolved, 0
	}
	return best, min(0.92, 0.55+0.15*(bestScore-second)+0.03*bestScore)
}

// coordinated tells whether the name at token t, or the noun it identifies, is that with which the noun n is coordinated.
func coordinated(t, n int, c *clause) bool {
	if n < 0 || c.tokens[n].Deprel != "conj" || t >= n || c.tokens[n].Head < 0 {
		return false
	}
	h := c.tokens[n].Head
	if c.child(n, "case") >= 0 || c.child(h, "conj") != n {
		return false // one of several, or of a phrase of its own
	}
	return t == h || c.tokens[t].Head == h && t > h && (c.tokens[t].Deprel == "appos" || c.tokens[t].Deprel == "nmod" && c.child(t, "case") < 0)
}

// controls tells whether token t, object of the verb above, is who is to do what the infinitive v says.
func (r *resolver) controls(t, v int, c *clause) bool {
	if v < 0 || c.child(v, "nsubj") >= 0 {
		return false
	}
	switch rel, _, _ := strings.Cut(c.tokens[v].Deprel, ":"); rel {
	case "xcomp", "ccomp", "acl", "advcl":
	default:
		return false
	}
	if f := feature(&c.tokens[v], "VerbForm"); f == "Fin" || f == "Part" || f == "Ger" {
		return false
	}
	h := c.tokens[v].Head
	if c.tokens[v].Deprel == "acl" && h >= 0 { // "give Solmar the means to expand its network"
		h = c.tokens[h].Head
	}
	rel, _, _ := strings.Cut(c.tokens[t].Deprel, ":")
	return h >= 0 && c.tokens[t].Head == h && (rel == "obj" || rel == "iobj") && t < v
}

// actsBy tells whether token t is, or is in apposition to, the agent of the passive verb v.
func (r *resolver) actsBy(t, v int, c *clause) bool {
	for steps := 0; t >= 0 && steps < 2; steps++ {
		if c.tokens[t].Deprel == "obl:agent" {
			return c.tokens[t].Head == v
		}
		if d := c.tokens[t].Deprel; d != "appos" && d != "flat" && d != "nmod" {
			return false
		}
		t = c.tokens[t].Head
	}
	return false
}

// apposedTo gives the entity whose apposition holds the possessive at token i: "Jan Velt, son patron,"
// is nobody's patron of himself. Unresolved where there is none.
func (r *resolver) apposedTo(s, i int, c *clause) int {
	for j := i + 1; j < len(c.tokens) && j <= i+5; j++ {
		if c.tokens[j].UPOS != "NOUN" {
			continue
		}
		if m := r.beside(s, j, c); m != nil {
			return m.Entity
		}
	}
	return Unresolved
}

// lastMentioned gives the entity named or described last, which "celle-ci" and "the latter" mean.
func (r *resolver) lastMentioned(s, i int, c *clause, gender string) (entity int, score float64) {
	// The last noun of the gender decides: where it is no entity's, nothing the article names is meant.
	for sentence, end := s, i; gender != "" && sentence >= 0 && sentence >= s-1; sentence, end = sentence-1, 1<<30 {
		tokens := r.d.tree.Sentences[sentence].Tokens
		for j := min(end, len(tokens)) - 1; j >= 0; j-- {
			t := &tokens[j]
			if m := r.d.mentionHeaded(sentence, j); m != nil && m.Kind != Possessive && m.Entity != Unresolved && t.UPOS != "PRON" {
				e := &r.d.entities[m.Entity]
				if e.Type == placeType || e.Type == personType && e.Gender != gender || t.UPOS == "NOUN" && feature(t, "Gender") != gender {
					continue
				}
				return m.Entity, 0.8
			}
			if t.UPOS == "NOUN" && feature(t, "Gender") == gender && !isPlural(t) && t.Deprel != "nmod" && t.Deprel != "fixed" &&
				(sentence < s || c.tokens[i].Head != j) && j > 0 && (tokens[j-1].UPOS == "DET" || tokens[j-1].UPOS == "ADJ") {
				return Unresolved, 0
			}
		}
	}
	for rank := len(r.recent) - 1; rank >= 0; rank-- {
		e := r.recent[rank]
		a := &r.last[e]
		if r.turn-a.turn > 1 {
			break
		}
		entity := &r.d.entities[e]
		if entity.Type == personType && entity.Gender != "" && gender != "" && entity.Gender != gender {
			continue
		}
		if a.gender != "" && gender != "" && a.gender != gender {
			continue
		}
		if entity.Type == placeType {
			continue
		}
		return e, 0.8
	}
	return Unresolved, 0
}

// commonSubject tells whether a common noun without an entity, as subject of the clause or sentence
// before, may be what the pronoun at token i means: "Si cette insécurité …, elle".
func (r *resolver) commonSubject(s, i int, c *clause, gender string) bool {
	d := r.d
	check := func(sentence, end int) (found, noun bool) {
		tokens := d.tree.Sentences[sentence].Tokens
		for j := min(end, len(tokens)) - 1; j >= 0; j-- {
			if !strings.HasPrefix(tokens[j].Deprel, "nsubj") {
				continue
			}
			if tokens[j].UPOS != "NOUN" {
				if tokens[j].UPOS == "PRON" && sentence == s {
					continue
				}
				return true, false
			}
			if isPlural(&tokens[j]) || d.predicate(sentence, j) {
				continue
			}
			g := feature(&tokens[j], "Gender")
			return true, d.mentionHeaded(sentence, j) == nil && (gender == "" || g == "" || g == gender)
		}
		return false, false
	}
	if found, noun := check(s, i); found {
		return noun
	}
	if s == 0 {
		return false
	}
	_, noun := check(s-1, 1<<30)
	return noun
}

// commonObject tells whether a definite common noun without an entity is the object of the main verb of the sentence before s, which a
// pronoun that is an object may take up: "They approved the transaction. Velmor will fund it".
func (r *resolver) commonObject(s int, gender string) bool {
	if s == 0 {
		return false
	}
	tokens := r.d.tree.Sentences[s-1].Tokens
	for j := 1; j < len(tokens); j++ {
		t := &tokens[j]
		if t.Deprel == "obj" && t.UPOS == "NOUN" && t.Head >= 0 && tokens[t.Head].Deprel == "root" && !isPlural(t) && r.d.words.definite[lowerForm(&tokens[j-1])] {
			g := feature(t, "Gender")
			return r.d.mentionHeaded(s-1, j) == nil && (gender == "" || g == "" || g == gender)
		}
	}
	return false
}

// speaking gives the person who says "I" in the sentence of token i, and so is not "he" in it: the last
// one that was a subject. Unresolved where nobody speaks.
func (r *resolver) speaking(s, i int, c *clause) int {
	first := false
	for j := 0; j < i; j++ {
		if t := &c.tokens[j]; t.UPOS == "PRON" && feature(t, "Person") == "1" && feature(t, "Number") == "Sing" {
			first = true
		}
	}
	if !first {
		return Unresolved
	}
	for rank := len(r.recent) - 1; rank >= 0; rank-- {
		e := r.recent[rank]
		if r.d.entities[e].Type == personType && r.last[e].subject && r.turn-r.last[e].turn <= 2 {
			return e
		}
	}
	return Unresolved
}
