package schema

import (
	"slices"
	"strings"

	"cuibono/schema/strict"
)

// Schema is the ontology, loaded and resolved. It is immutable and safe for concurrent use; what
// its methods return must not be changed.
type Schema struct {
	// Languages are the codes (ISO 639-1) that every label is given in, the first being the one to
	// fall back to.
	Languages []string

	headings   map[string]map[string]string
	types      []*Type
	relations  []*Relation
	qualifiers []*Qualifier
	lexicons   map[string]*Lexicon
	patterns   map[string][]Pattern

	typeByName     map[string]*Type
	relationByName map[string]*Relation
	// ancestors holds, for each type or relation, itself and all that it specialises.
	typeAncestors, relationAncestors map[string]map[string]bool
}

// Type gives the type of that name, nil when there is none.
func (s *Schema) Type(name string) *Type { return s.typeByName[name] }

// Types gives all types, sorted by name.
func (s *Schema) Types() []*Type { return s.types }

// Relation gives the relation of that name, a super-relation too; nil when there is none.
func (s *Schema) Relation(name string) *Relation { return s.relationByName[name] }

// Relations gives the relations that a claim can state, sorted by name: without those that only
// gather others (see SuperRelations).
func (s *Schema) Relations() []*Relation { return s.filterRelations(false) }

// SuperRelations gives the relations that only gather others, sorted by name.
func (s *Schema) SuperRelations() []*Relation { return s.filterRelations(true) }

func (s *Schema) filterRelations(abstract bool) (list []*Relation) {
	for _, r := range s.relations {
		if r.Abstract == abstract {
			list = append(list, r)
		}
	}
	return list
}

// Qualifiers gives what a claim may say besides its relation, in the order of the file.
func (s *Schema) Qualifiers() []*Qualifier { return s.qualifiers }

// RelationNames gives the names of all relations, super-relations included, sorted.
func (s *Schema) RelationNames() []string {
	names := make([]string, len(s.relations))
	for i, r := range s.relations {
		names[i] = r.Name.Value
	}
	return names
}

// TypeNames gives the names of all types, sorted.
func (s *Schema) TypeNames() []string {
	names := make([]string, len(s.types))
	for i, t := range s.types {
		names[i] = t.Name.Value
	}
	return names
}

// SuggestRelation gives the relation that was probably meant by a misspelt name, or "".
func (s *Schema) SuggestRelation(name string) string {
	return strict.Suggest(name, s.RelationNames())
}

// IsA tells whether a type is super or a kind of it.
func (s *Schema) IsA(name, super string) bool { return s.typeAncestors[name][super] }

// ActsAs tells whether a thing of that type can stand where super is asked for: because it is one,
// or because it acts as one (a state under its country's name).
func (s *Schema) ActsAs(name, super string) bool {
	if s.IsA(name, super) {
		return true
	}
	for a := range s.typeAncestors[name] {
		for _, role := range s.typeByName[a].ActsAs {
			if s.IsA(role.Value, super) {
				return true
			}
		}
	}
	return false
}

// Specialises tells whether a relation is super or a kind of it.
func (s *Schema) Specialises(name, super string) bool { return s.relationAncestors[name][super] }

// Specialisations gives the relations that a claim can state and that answer a question about the
// relation of that name: itself, unless it only gathers others, and those that specialise it,
// sorted.
func (s *Schema) Specialisations(name string) (names []string) {
	for _, r := range s.relations {
		if !r.Abstract && s.relationAncestors[r.Name.Value][name] {
			names = append(names, r.Name.Value)
		}
	}
	return names
}

// Fits tells whether the relation of that name can hold between things of these types. The object
// type is ignored for a relation whose object is a value (an amount).
func (s *Schema) Fits(relation, subject, object string) bool {
	r := s.relationByName[relation]
	if r == nil || !s.fitsAny(subject, r.Domain) {
		return false
	}
	return r.ObjectIsValue || s.fitsAny(object, r.Range)
}

// FitsSubject tells whether a thing of that type can be the subject of the relation.
func (s *Schema) FitsSubject(relation, typ string) bool {
	r := s.relationByName[relation]
	return r != nil && s.fitsAny(typ, r.Domain)
}

// FitsObject tells whether a thing of that type can be the object of the relation.
func (s *Schema) FitsObject(relation, typ string) bool {
	r := s.relationByName[relation]
	return r != nil && s.fitsAny(typ, r.Range)
}

func (s *Schema) fitsAny(typ string, among []strict.Name) bool {
	return slices.ContainsFunc(among, func(n strict.Name) bool { return s.ActsAs(typ, n.Value) })
}

// Label picks the text of a language out of labels: that language, else the first of s.Languages
// that has one, else "".
func (s *Schema) Label(labels map[string]string, language string) string {
	if l, ok := labels[language]; ok {
		return l
	}
	for _, lang := range s.Languages {
		if l, ok := labels[lang]; ok {
			return l
		}
	}
	return ""
}

// IsSymmetric tells whether a relation holds in both directions, so that it is stated once.
func (s *Schema) IsSymmetric(relation string) bool {
	r := s.relationByName[relation]
	return r != nil && r.Symmetric
}

// ShortIRI gives the IRI that a type has inside the graph ("schema:Person"), "" for an unknown one.
func (s *Schema) ShortIRI(typ string) string {
	if t := s.typeByName[typ]; t != nil {
		return t.IRI
	}
	return ""
}

// TypeOfIRI gives the type that has that IRI, short or absolute; nil when there is none.
func (s *Schema) TypeOfIRI(iri string) *Type {
	iri = strings.TrimSuffix(strings.TrimPrefix(iri, "<"), ">")
	for _, t := range s.types {
		if t.IRI == iri || Expand(t.IRI) == iri {
			return t
		}
	}
	return nil
}
