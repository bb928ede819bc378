package extract

import (
	"maps"
	"slices"
	"strings"

	"cuibono/schema"
)

// KnownEntity is one entry of the list of known entities.
type KnownEntity = schema.KnownEntity

// Gazetteer finds known entities by name and by adjective of origin. It is immutable.
type Gazetteer struct {
	byName   map[string]*KnownEntity // exact form, in any language
	byID     map[string]*KnownEntity
	demonyms map[string]*KnownEntity // adjective of any language, in lower case
	// adjectives holds the demonyms of each language.
	adjectives map[string]map[string]*KnownEntity
	capitals   map[string]*KnownEntity // a capital's name -> the state
	// longest holds, by the first letters of a name up to a space, apostrophe or hyphen, the number of words
	// of the longest name that begins so.
	longest map[string]int
}

// NewGazetteer indexes a list; a later entry takes a name from an earlier one.
func NewGazetteer(list []KnownEntity) *Gazetteer {
	g := &Gazetteer{byName: map[string]*KnownEntity{}, byID: map[string]*KnownEntity{}, demonyms: map[string]*KnownEntity{}, capitals: map[string]*KnownEntity{}, longest: map[string]int{}, adjectives: map[string]map[string]*KnownEntity{}}
	for i := range list {
		e := &list[i]
		g.byID[e.ID] = e
		for _, language := range slices.Sorted(maps.Keys(e.Names)) {
			for _, name := range append([]string{e.Names[language]}, e.Aliases[language]...) {
				if name == "" {
					continue
				}
				// The whole name of one thing is stronger than another's short form.
				if old := g.byName[name]; old == nil || name == e.Names[language] {
					g.byName[name] = e
				}
				g.longest[firstWord(name)] = max(g.longest[firstWord(name)], len(strings.Fields(name)))
			}
			for _, d := range e.Demonyms[language] {
				g.demonyms[strings.ToLower(d)] = e
				if g.adjectives[language] == nil {
					g.adjectives[language] = map[string]*KnownEntity{}
				}
				g.adjectives[language][strings.ToLower(d)] = e
			}
			if c := e.Capital[language]; c != "" {
				g.capitals[c] = e
			}
		}
	}
	return g
}

// firstWord is a form up to a space, apostrophe or hyphen.
func firstWord(form string) string {
	if i := strings.IndexAny(form, " '’-"); i > 0 {
		return form[:i]
	}
	return form
}

// name finds what a name means, nil where it is not known. The typographic apostrophe counts as the plain one.
func (g *Gazetteer) name(form string) *KnownEntity {
	if e := g.byName[form]; e != nil {
		return e
	}
	if strings.Contains(form, "’") {
		return g.byName[strings.ReplaceAll(form, "’", "'")]
	}
	return nil
}

// demonym finds the place that an adjective gives ("canadienne", "Japanese"), nil where it gives none.
func (g *Gazetteer) demonym(word string) *KnownEntity {
	low := strings.ToLower(word)
	if e := g.demonyms[low]; e != nil {
		return e
	}
	return g.demonyms[strings.TrimSuffix(low, "s")]
}

// demonymIn is demonym for the adjectives of one language.
func (g *Gazetteer) demonymIn(language, word string) *KnownEntity {
	low := strings.ToLower(word)
	if e := g.adjectives[language][low]; e != nil {
		return e
	}
	return g.adjectives[language][strings.TrimSuffix(low, "s")]
}
