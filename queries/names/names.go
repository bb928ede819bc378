// Package names finds the entity that a person means by a name: through labels and aliases, without
// regard to case, accents, punctuation and leading articles; and where none bears the name, the nearest.
package names

import (
	"fmt"
	"strings"
)

// Entity is a node of the graph with its name.
type Entity struct {
	// ID is the IRI inside the store, without angle brackets.
	ID string `json:"id"`
	// Label is its name in the language asked for.
	Label string `json:"label"`
	// Type is the name of its type in the schema; empty where the graph gives none.
	Type string `json:"type,omitempty"`
	// Mentions is about the number of articles that name it; 0 where the names were not all read.
	Mentions int `json:"mentions,omitempty"`
}

// Ambiguous is the error for a name that several entities bear.
type Ambiguous struct {
	Typed    string
	Entities []Entity
}

func (e *Ambiguous) Error() string {
	return fmt.Sprintf("%d entities are called %q\ntry one of: %s", len(e.Entities), e.Typed, list(e.Entities))
}

// Unknown is the error for a name that no entity bears.
type Unknown struct {
	Typed string
	// Nearest are entities with similar names, the nearest first; may be empty.
	Nearest []Entity
}

func (e *Unknown) Error() string {
	if len(e.Nearest) == 0 {
		return fmt.Sprintf("no entity is called %q", e.Typed)
	}
	return fmt.Sprintf("no entity is called %q\ntry one of: %s", e.Typed, list(e.Nearest))
}

func list(es []Entity) string {
	out := make([]string, len(es))
	for i, e := range es {
		out[i] = "<" + e.ID + ">"
		if e.Type != "" {
			out[i] += " (" + e.Type + ")"
		}
	}
	return strings.Join(out, ", ")
}
