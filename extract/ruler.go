package extract

import (
	"maps"
	"slices"
	"strings"
)

// This file finds the state that "l'État", "the government" means.

// ruledReach is over how many sentences "the government" goes on meaning the same.
const ruledReach = 12

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
		} else if known != nil && c.tokens[k].UPOS == "ADJ" {
			return -1 // "l'exécutif européen"
		}
	}
	if of := r.ruledPlace(s, i, c); of >= 0 {
		r.ruled, r.ruledAt = of, s // and the name says it
		return -1
	}
	if !d.words.definite[determiner] || d.words.pronouns[determiner] != nil || r.qualified(i, c) {
		return -1
	}
	if r.ruled != Unresolved && s-r.ruledAt <= ruledReach && r.country != r.ruled && (r.country == Unresolved || s-r.countryAt > 1) {
		return r.ruled // the one whose government the article speaks of
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

// ruledPlace gives the known place that the complement right behind a ruler names: "le gouvernement du Québec"; or -1.
func (r *resolver) ruledPlace(s, i int, c *clause) int {
	d := r.d
	for k := i + 1; k < len(c.tokens) && k <= i+3; k++ {
		if m := d.nameAt(s, k); m != nil {
			if known := d.entities[m.Entity].Known; k > i+1 && known != nil && known.Type == placeType {
				return m.Entity
			}
			return -1
		}
		if low := lowerForm(&c.tokens[k]); !d.words.headLinks[low] && !d.words.isArticle(low) {
			return -1
		}
	}
	return -1
}

// homeCountry gives the country of which the article speaks most, -1 where it speaks of none: by the places, institutions and
// office-holders that are known to belong there, its own name, and the adjectives made from it.
func (r *resolver) homeCountry(s int) int {
	if r.home == nil {
		r.home = r.d.homeland()
	}
	if country := r.d.known.byID[*r.home]; country != nil {
		return r.place(country, s)
	}
	return -1
}

// homeland gives the id of the country of which the article speaks most, "" where it speaks of none.
func (d *document) homeland() *string {
	counts := map[string]int{}
	for e := range d.entities {
		switch k := d.entities[e].Known; {
		case k == nil: // "Agence du revenu du Canada", "Bourse canadienne"
			for w := range strings.FieldsSeq(d.entities[e].Name) {
				if k := d.known.name(w); k == nil || k.Kind != "country" {
					if k = d.known.demonymIn(d.words.Language, w); k != nil && k.Kind == "country" {
						counts[k.ID] += d.entities[e].Count
					}
				} else {
					counts[k.ID] += d.entities[e].Count
				}
			}
		case k.Kind == "country":
			counts[k.ID] += d.entities[e].Count
		case k.In != "":
			counts[k.In] += d.entities[e].Count
		}
	}
	for s := range d.tree.Sentences {
		for i := range d.tree.Sentences[s].Tokens {
			if t := &d.tree.Sentences[s].Tokens[i]; t.UPOS == "ADJ" || t.UPOS == "NOUN" && shapeOf(t.Form) != lowerCase { // not the language: "en français"
				if k := d.known.demonymIn(d.words.Language, t.Form); k != nil && k.Kind == "country" {
					counts[k.ID]++
				}
			}
		}
	}
	best, second := "", 0
	for _, id := range slices.Sorted(maps.Keys(counts)) {
		if n := counts[id]; n > counts[best] {
			best, second = id, counts[best]
		} else {
			second = max(second, n)
		}
	}
	if counts[best] == second {
		best = "" // as much of another
	}
	return &best
}
