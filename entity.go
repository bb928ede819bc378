package cuibono

// Entity is a thing that claims are about: an organisation, a person, a project, a place, a topic.
type Entity struct {
	// ID is the entity's IRI inside the store, without angle brackets: the usual title with
	// underscores ("Elon_Musk"); a topic is "Stargate/funding".
	ID string
	// Name is the fullest form that the article uses, or the usual title where one is known.
	Name string
	// Type is the name of a type of the schema: "Organization", "Person", "Project"…
	Type string
	// Labels gives the usual title by language code.
	Labels map[string]string
	// Aliases are the other names the text uses for it, sorted, without descriptions
	// ("the company").
	Aliases []string
	// SameAs is an absolute IRI of the same thing elsewhere (Wikidata); empty where unknown.
	SameAs string
	// About is, for a topic, the ID of the entity of which it is an aspect.
	About string
}

// Ref names an entity inside a claim.
type Ref struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Type string `json:"type"`
}

// Ref is the short form of e that claims carry.
func (e *Entity) Ref() Ref { return Ref{ID: e.ID, Name: e.Name, Type: e.Type} }
