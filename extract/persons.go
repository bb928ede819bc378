package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"cuibono/lang"
)

// This file tells the names of persons: by their given names, the verbs that have persons for subjects or objects, and the nouns for
// their kin.

// givenName tells whether a word is a given name, also the first part of a double one, and its gender.
func (x *lexicon) givenName(word string) (gender string, ok bool) {
	if g, ok := x.given[word]; ok {
		return g, true
	}
	if before, after, found := strings.Cut(word, "-"); found {
		g, ok := x.given[before]
		return g, ok || x.syllables[after] && len(before) <= 5 // "Kwon-min"
	}
	if len(word) <= 6 && len(word) >= 2 && word[len(word)-1] == '.' && shapeOf(word) != lowerCase && 2*strings.Count(word, ".") == utf8.RuneCountInString(word) {
		return "", true // initials: "C.C."
	}
	return "", false
}

// withParticle tells whether one of the words of a name is a particle in lower case.
func (x *lexicon) withParticle(words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return x.particles[w] && shapeOf(w) == lowerCase })
}

// given tells whether an entity has a given name.
func (e *DocEntity) given(x *lexicon) bool {
	first, rest, _ := strings.Cut(e.Name, " ")
	_, given := x.givenName(first)
	return given && rest != ""
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

// hasSurname tells whether a person of the article has the folded surname.
func (d *document) hasSurname(surname string) bool {
	return slices.ContainsFunc(d.entities, func(e DocEntity) bool {
		return e.given(d.words) && strings.HasSuffix(fold(e.Name), " "+surname)
	})
}

// joinHouses joins the family that the article of the plural tells of with the one that is called so: "les Velt", "la famille Velt".
func (d *document) joinHouses(variants []variant, union func(a, b int)) {
	for i := range d.entities {
		if !d.entities[i].house || !d.hasSurname(variants[i].words[0]) {
			continue
		}
		d.entities[i].vote(organizationType, 6)
		for j, v := range variants {
			if j != i && (len(v.words) == 2 && d.words.family[v.words[0]] && v.words[1] == variants[i].words[0] || d.entities[j].house && d.entities[j].Name == d.entities[i].Name) {
				union(i, j)
			}
		}
	}
}

// personally gives how much the words around a mention show that it is a person: one is born, resigns, is appointed or arrested, and
// is someone's daughter ("Ana Velt, fille du président").
func (d *document) personally(m *Mention, c *clause) float64 {
	x, t := d.words, &c.tokens[m.Head]
	weight := 0.0
	if h := t.Head; h >= 0 && c.tokens[h].UPOS == "VERB" && c.child(h, "expl") < 0 {
		lemma := strings.ToLower(c.tokens[h].Lemma)
		switch {
		case t.Deprel == "nsubj" && x.personSubjects[lemma], t.Deprel == "nsubj:pass" && x.personObjects[lemma], t.Deprel == "obj" && x.personObjects[lemma]:
			weight += 1.2
		}
	}
	if i := m.First; i > 0 && d.isKin(&c.tokens[i-1]) {
		weight += 2 // "son fils Jan"
	}
	k := m.Last + 2
	if k < len(c.tokens) && c.tokens[k-1].Form == "," {
		if c.tokens[k].UPOS == "DET" || feature(&c.tokens[k], "Poss") == "Yes" {
			k++
		}
		if k < len(c.tokens) && d.isKin(&c.tokens[k]) {
			weight += 2
		}
	}
	return weight
}

// isKin tells whether a token is a noun for someone's kin.
func (d *document) isKin(t *lang.Token) bool {
	return t.UPOS == "NOUN" && (d.words.kin[lowerForm(t)] || d.words.kin[strings.ToLower(t.Lemma)])
}

// sameGiven tells whether one given name is short for the other: "Ken", "Kenneth".
func (x *lexicon) sameGiven(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < 3 || len(b) < len(a)+2 || !strings.HasPrefix(b, a) || strings.Contains(b, "-") {
		return false
	}
	return x.given[capital(a)] == x.given[capital(b)]
}

// capital gives a word with its first letter as a capital.
func capital(word string) string {
	_, n := utf8.DecodeRuneInString(word)
	return strings.ToUpper(word[:n]) + word[n:]
}
