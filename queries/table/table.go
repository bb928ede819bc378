// Package table holds the rows that a query answers with and writes them in the formats of the
// command line: an aligned table that fits the terminal, JSON, CSV, Markdown, and, for answers that
// are edges of a graph, DOT and SVG.
package table

import (
	"cuibono"
)

// Kind says what the cells of a column are; it decides on alignment, rounding and the JSON type.
type Kind string

// The kinds of column. Every cell may also be nil: nothing is known.
const (
	Text     Kind = "text"     // string
	Number   Kind = "number"   // float64 or int64
	Entity   Kind = "entity"   // Ref
	Relation Kind = "relation" // Ref: the relation's name and its label
	Amount   Kind = "amount"   // cuibono.Amount
	Share    Kind = "share"    // float64, percent
	Date     Kind = "date"     // string, ISO 8601 or a part of it
	Article  Kind = "article"  // Ref
	Claim    Kind = "claim"    // Ref: the claim's IRI, without a label
	Quote    Kind = "quote"    // string: words of an article
)

// Kinds lists the kinds, for messages.
func Kinds() []string {
	return []string{"amount", "article", "claim", "date", "entity", "number", "quote", "relation", "share", "text"}
}

// Ref is a node of the graph with a name for people.
type Ref struct {
	// ID is the IRI inside the store, without angle brackets.
	ID string `json:"id"`
	// Label is the name in the language asked for; the ID's words where the graph gives none.
	Label string `json:"label,omitempty"`
}

// Cell is nil, string, bool, float64, int64, Ref, cuibono.Amount, or a []Cell of these.
type Cell any

var _ Cell = cuibono.Amount{}

// Column describes the cells that stand below each other.
type Column struct {
	Name string `json:"name"`
	Kind Kind   `json:"kind"`
	// Title is the heading by language code.
	Title map[string]string `json:"title,omitempty"`
}

// Edges names the columns that make each row an edge of a graph, for DOT and SVG.
type Edges struct {
	From, To string
	// Label is the column written at the edge; may be empty.
	Label string
}

// Table is the answer of a query.
type Table struct {
	// Name is the query's name, Title its title by language code.
	Name  string
	Title map[string]string
	// Columns and the cells of each row stand in the same order.
	Columns []Column
	Rows    [][]Cell
	// Edges is nil for answers that are no graph.
	Edges *Edges
	// Truncated tells that a limit cut rows off.
	Truncated bool
	// Warnings are sentences for the person who asked: a predicate that the graph does not hold.
	Warnings []string
}
