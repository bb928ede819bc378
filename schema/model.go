package schema

import "cuibono/schema/strict"

// Kind says what a thing of a type is.
const (
	KindEntity = "entity" // a thing with a name
	KindValue  = "value"  // a sum: no name of its own
	KindAspect = "aspect" // an aspect of an entity, named after it
)

// The values of Relation.Theme.
const (
	ThemeSubject = "subject"
	ThemeObject  = "object"
)

// Type is a type of thing, a file of types/.
type Type struct {
	strict.Pos
	Name strict.Name `yaml:"type,required"`
	// Kind is KindEntity where the file says nothing.
	Kind string `yaml:"kind" enum:"entity|value|aspect"`
	// Abstract types have no things of their own, only those of the types that are a kind of them.
	Abstract    bool              `yaml:"abstract"`
	Labels      map[string]string `yaml:"labels,required"`
	Description map[string]string `yaml:"description,required"`
	// IsA names the types of which this is a kind.
	IsA []strict.Name `yaml:"is_a,oneormore"`
	// ActsAs names the types in whose place such a thing can stand without being one.
	ActsAs []strict.Name `yaml:"acts_as,oneormore"`
	// IRI is the class in a public vocabulary, with its prefix: "schema:Person".
	IRI string `yaml:"iri,required"`
	// Examples are names of such things, by language.
	Examples map[string][]string `yaml:"examples"`
}

// Relation is what can hold between two things, a file of relations/.
type Relation struct {
	strict.Pos
	Name strict.Name `yaml:"relation,required"`
	// Abstract relations are not stated by claims; they gather those that specialise them.
	Abstract bool              `yaml:"abstract"`
	Labels   map[string]string `yaml:"labels,required"`
	// Reverse labels the relation seen from its object ("is funded by").
	Reverse     map[string]string `yaml:"reverse"`
	Description map[string]string `yaml:"description,required"`
	// Domain and Range name the types of subject and object.
	Domain     []strict.Name `yaml:"domain,required,oneormore"`
	Range      []strict.Name `yaml:"range,required,oneormore"`
	Qualifiers []strict.Name `yaml:"qualifiers"`
	Symmetric  bool          `yaml:"symmetric"`
	// Alike asks that the two ends be of one kind: persons are rivals of persons, firms of firms.
	Alike bool `yaml:"alike"`
	// Theme is the end that the event is about which the relation tells of: ThemeSubject or ThemeObject. A round is that of the
	// company that raises, a takeover that of the company bought; "the deal" in a later sentence leads back to it.
	Theme string `yaml:"theme" enum:"subject|object"`
	// Specialises names the relations of which this is a kind.
	Specialises []strict.Name `yaml:"specialises,oneormore"`
	// CloseMatch names a property of a public vocabulary that says nearly the same ("schema:owns"),
	// as skos:closeMatch does; the relation itself is <NAME> in the graph.
	CloseMatch string               `yaml:"close_match"`
	Examples   map[string][]Example `yaml:"examples"`

	// ObjectIsValue is true where the object is an amount.
	ObjectIsValue bool
}

// Takes tells whether claims of r may carry the qualifier of that name.
func (r *Relation) Takes(qualifier string) bool {
	for _, q := range r.Qualifiers {
		if q.Value == qualifier {
			return true
		}
	}
	return false
}

// Qualifier is what a claim may say besides its relation.
type Qualifier struct {
	strict.Pos
	Name        strict.Name       `yaml:"qualifier,required"`
	Labels      map[string]string `yaml:"labels,required"`
	Description map[string]string `yaml:"description,required"`
	// Value says what the qualifier holds.
	Value string `yaml:"value,required" enum:"amount|percent|text|date|period|agent|choice|passage|probability"`
	// Choices are the values of a qualifier whose value is a choice.
	Choices []string `yaml:"choices"`
	// General qualifiers belong to every claim; the others to the relations that list them.
	General bool `yaml:"general"`
	// IRI is the predicate in the graph.
	IRI string `yaml:"iri,required"`
}
