package sandbox

import (
	"context"
	"encoding/json"
	"io"

	"github.com/cayleygraph/cayley/graph"

	"cuibono/queries"
)

// OpenFunc opens the store that a Snapshot's Config describes, for reading, with the engine to run
// queries on it. It runs in the worker.
type OpenFunc func(ctx context.Context, config json.RawMessage) (*Opened, error)

// Opened is a store that a worker has opened.
type Opened struct {
	QuadStore graph.QuadStore
	// Engine gives Gizmo its names, relations and canned queries.
	Engine *queries.Engine
	Close  func() error
}

// Serve is the worker: it reads requests from in and writes answers to out until in ends.
// The process is the query's: Serve sets bounds on its memory and may end it.
func Serve(ctx context.Context, in io.Reader, out io.Writer, open OpenFunc) error {
	return ErrWorker
}
