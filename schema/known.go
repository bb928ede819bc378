package schema

import "cuibono/schema/strict"

// KnownEntity is an entry of a list of widely known things (seeds/entities.yaml, and a user's own
// file of the same form). It lends a type to a name, tells names from common words, and gives one
// thing one name over all articles.
type KnownEntity struct {
	strict.Pos
	// ID is the entity's IRI inside the store: the usual English title with underscores.
	ID   string `yaml:"id,required"`
	Type string `yaml:"type,required"`
	// Kind is "country" for states, which act under their names, and "institution" for those that act
	// for a state.
	Kind string `yaml:"kind" enum:"country|institution"`
	// In is the id of the country in which a place lies, or to whose state an institution or office-holder belongs.
	In string `yaml:"in"`
	// Wikidata is an item id ("Q142"), given only where it is certain.
	Wikidata string `yaml:"wikidata"`
	// Names is the usual title by language, Aliases other names by language.
	Names   map[string]string   `yaml:"names,required" keys:"fr|en"`
	Aliases map[string][]string `yaml:"aliases" keys:"fr|en"`
	// Demonyms are adjectives of origin in the singular ("canadien", "canadienne", "Canadian").
	Demonyms map[string][]string `yaml:"demonyms" keys:"fr|en"`
	// Nouns are offices that readers know a person by ("president"): they help to see whom a description means.
	Nouns  map[string][]string `yaml:"nouns" keys:"fr|en"`
	Gender string              `yaml:"gender" enum:"Masc|Fem"`
	// Capital is the city whose name stands for the state when it acts ("Washington").
	Capital map[string]string `yaml:"capital" keys:"fr|en"`
}

// ParseKnown reads a list of known entities. The name file is for the places of problems.
func ParseKnown(file string, data []byte) ([]KnownEntity, error) {
	var list []KnownEntity
	problems := strict.Decode(file, data, &list)
	seen := map[string]strict.Pos{}
	for _, e := range list {
		if at, dup := seen[e.ID]; dup && e.ID != "" {
			problems.Add(e.Pos, "%q is already at line %d: keep one of them", e.ID, at.Line)
		}
		seen[e.ID] = e.Pos
		if q := e.Wikidata; q != "" && !wikidataID(q) {
			problems.Add(e.Pos, "wikidata %q is not of the form Q142", q)
		}
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return list, nil
}

func wikidataID(q string) bool {
	if len(q) < 2 || q[0] != 'Q' || q[1] == '0' {
		return false
	}
	for _, c := range q[1:] {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}
