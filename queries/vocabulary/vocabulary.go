// Package vocabulary is what queries know of the schema and of the graph: the relations with their
// names, the super-relations that gather them, the types, and the predicates of claims, amounts and
// articles. It is plain data, so that tests can make their own.
package vocabulary

import "slices"

// Relation is one relation of the schema.
type Relation struct {
	// Name is the predicate's IRI inside the store, without angle brackets.
	Name string
	// Labels and Reverse name it by language code, read from subject to object and back.
	Labels, Reverse map[string]string
	Symmetric       bool
	// Amount tells that the object is a sum of money.
	Amount bool
	// Supers are the super-relations it belongs to, directly or not, sorted.
	Supers []string
}

// Vocabulary is immutable once made and safe for concurrent use.
type Vocabulary struct {
	// Relations are sorted by name; super-relations, which no quad carries, are not among them.
	Relations []Relation
	// Supers are the super-relations, sorted by name.
	Supers []Relation
	// Types maps the name of each type to its super-types, directly or not, sorted.
	Types map[string][]string
}

// Relation finds a relation or super-relation by name.
func (v *Vocabulary) Relation(name string) (Relation, bool) {
	for _, list := range [][]Relation{v.Relations, v.Supers} {
		for _, r := range list {
			if r.Name == name {
				return r, true
			}
		}
	}
	return Relation{}, false
}

// Expand gives the relations that a name stands for: the members of a super-relation, sorted, or
// the relation itself; nothing for an unknown name.
func (v *Vocabulary) Expand(name string) []string {
	var out []string
	for _, r := range v.Relations {
		if r.Name == name || slices.Contains(r.Supers, name) {
			out = append(out, r.Name)
		}
	}
	return out
}

// Names lists relations and super-relations, sorted.
func (v *Vocabulary) Names() []string {
	var out []string
	for _, list := range [][]Relation{v.Relations, v.Supers} {
		for _, r := range list {
			out = append(out, r.Name)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
