package queries

import (
	"context"
	"errors"

	"github.com/cayleygraph/cayley/graph"

	"cuibono/queries/names"
	"cuibono/queries/table"
	"cuibono/queries/vocabulary"
)

// Options configure an Engine.
type Options struct {
	Vocabulary *vocabulary.Vocabulary
	Catalog    *Catalog
	// Language is the code of the labels in answers: "fr" or "en" (the default).
	Language string
	// Generation tells one state of the store from another, so that what is learned of the store
	// (names, predicates) is learned again after a write. nil stands for a store that does not change.
	Generation func() uint64
}

// Engine answers questions about one store. It is safe for concurrent use.
type Engine struct {
	qs  graph.QuadStore
	opt Options
}

// New makes an Engine on a store. It reads nothing yet.
func New(qs graph.QuadStore, o Options) *Engine { return &Engine{qs: qs, opt: o} }

// RunOptions bound one run.
type RunOptions struct {
	// Limit is the most rows; 0 for all. A table cut off says so.
	Limit int
}

// ErrUsage is wrapped by errors about the arguments of a query: too few, too many, not a number.
var ErrUsage = errors.New("wrong arguments")

// ErrUnknownQuery is wrapped by errors about a query's name.
var ErrUnknownQuery = errors.New("unknown query")

// Run answers the query name for args, given as a person types them. Errors about a name that no
// entity or several bear are of type *names.Unknown and *names.Ambiguous.
func (e *Engine) Run(ctx context.Context, name string, args []string, o RunOptions) (*table.Table, error) {
	return nil, errors.New("not written yet")
}

// Resolve finds the entity that a person names; types restricts it to types of the schema.
func (e *Engine) Resolve(ctx context.Context, typed string, types ...string) (names.Entity, error) {
	return names.Entity{}, errors.New("not written yet")
}

// CompleteEntity lists entities with a name that begins as typed, the best known first.
func (e *Engine) CompleteEntity(ctx context.Context, typed string, limit int, types ...string) ([]names.Entity, error) {
	return nil, errors.New("not written yet")
}

// CompleteArg lists what may be typed as the argument after args of the query name.
func (e *Engine) CompleteArg(ctx context.Context, name string, args []string, typed string, limit int) ([]string, error) {
	return nil, errors.New("not written yet")
}
