package pebble

import (
	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/quad"
)

// plainStore is the model as Cayley's memstore.
func plainStore(m model) graph.QuadStore {
	quads := make([]quad.Quad, 0, len(m))
	for q := range m {
		quads = append(quads, q)
	}
	return memstore.New(quads...)
}
