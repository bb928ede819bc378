// Package sandbox runs what a person types in a process of its own, so that no query can end, stall
// or swell the process that asked: the worker has a bound on its memory, it is killed at the
// deadline, and its death is told in one sentence. docs/adr says why a process and not a goroutine.
package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"cuibono/schema/strict"
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

// Source gives the store to query. It is called before each query, by one goroutine at a time; if have
// (the snapshot in use, nil at first) is still good, it returns have itself.
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

// The bounds that no option moves.
const (
	// startTimeout is how long a worker may take to open the store.
	startTimeout = time.Minute
	// grace is how long a worker may take to end a query by itself at its deadline before it is killed.
	grace = 300 * time.Millisecond
	// maxUses is how many queries a worker runs before another takes its place.
	maxUses = 1000
)

// The reasons for which a query is ended. A returned error wraps one of them and reads as a sentence
// for the person who typed the query; a *QueryError is the query's own (syntax, a wrong argument).
var (
	ErrTimeout  = errors.New("the query took too long")
	ErrMemory   = errors.New("the query needs too much memory")
	ErrCrash    = errors.New("the query broke the query engine")
	ErrTooLarge = errors.New("the answer is too large")
	// ErrWorker is returned where the worker itself cannot work: it does not start, or the store does not open.
	ErrWorker = errors.New("the query worker cannot work")
	// ErrClosed is returned after Close.
	ErrClosed = errors.New("the sandbox is closed")
)

// QueryError is a mistake of the query.
type QueryError struct{ Message string }

func (e *QueryError) Error() string { return e.Message }

// Request is one query.
type Request struct {
	// Language is one of Languages; empty for the first.
	Language string
	// Text is the query as typed.
	Text string
	// Limit and Timeout stand for the Options' when 0; Limit -1 is no limit.
	Limit   int
	Timeout time.Duration
	// JSONLD asks for values in JSON-LD; Gizmo alone has them, the others answer in JSON.
	JSONLD bool
	// Labels is the code of the language of labels; empty for the engine's own.
	Labels string
}

// Response is the answer to a query.
type Response struct {
	// Body is what Cayley's HTTP API answers: {"result": […]} or, for GraphQL, {"data": …}; with
	// "truncated": true and "warnings": […] added where there are any.
	Body json.RawMessage
	// Results are the members of "result", one JSON value each; for GraphQL the one value of "data".
	Results []json.RawMessage
	// Truncated tells that Limit cut results off. GraphQL has limits of its own, in the query.
	Truncated bool
	// Warnings are sentences about the query: a predicate that the graph does not hold.
	Warnings []string
}

// New makes a Sandbox. No process is started before the first query or Warm.
func New(o Options) (*Sandbox, error) {
	if o.Source == nil {
		return nil, errors.New("sandbox without a source of the store")
	}
	if o.Workers <= 0 {
		o.Workers = 2
	}
	if o.Warm <= 0 {
		o.Warm = 1
	}
	if o.Memory <= 0 {
		o.Memory = 1 << 30
	}
	if o.Timeout <= 0 {
		o.Timeout = 30 * time.Second
	}
	if o.Limit == 0 {
		o.Limit = 1000
	}
	if o.MaxResponse <= 0 {
		o.MaxResponse = 64 << 20
	}
	return &Sandbox{opt: o, slots: make(chan struct{}, o.Workers), sourcing: make(chan struct{}, 1)}, nil
}

// Query runs one query. See the Err… variables for how it ends.
func (s *Sandbox) Query(ctx context.Context, r Request) (*Response, error) {
	a, err := s.run(ctx, "query", r)
	if err != nil {
		return nil, err
	}
	return a.response(r.Language == "graphql")
}

// Shape gives the shape of a query for the console's page: {"nodes": […], "links": […]}, as the
// endpoint /api/v1/shape/{language} of Cayley did.
func (s *Sandbox) Shape(ctx context.Context, r Request) (json.RawMessage, error) {
	a, err := s.run(ctx, "shape", r)
	if err != nil {
		return nil, err
	}
	if len(a.results) != 1 {
		return nil, fmt.Errorf("%w: it gave %d shapes", ErrWorker, len(a.results))
	}
	return a.results[0], nil
}

// run gives a request to a worker.
func (s *Sandbox) run(ctx context.Context, op string, r Request) (*answer, error) {
	if r.Language == "" {
		r.Language = Languages()[0]
	}
	if !slices.Contains(Languages(), r.Language) {
		hint := "\ntry one of: " + strings.Join(Languages(), ", ")
		if near := strict.Suggest(r.Language, Languages()); near != "" {
			hint = fmt.Sprintf(" (did you mean %q?)", near)
		}
		return nil, &QueryError{fmt.Sprintf("unknown query language %q%s", r.Language, hint)}
	}
	if r.Limit == 0 {
		r.Limit = s.opt.Limit
	}
	if r.Timeout <= 0 {
		r.Timeout = s.opt.Timeout
	}
	w, err := s.take(ctx)
	if err != nil {
		return nil, err
	}
	a, err := w.ask(ctx, request{
		Op: op, Language: r.Language, Text: r.Text, Limit: r.Limit, TimeoutMS: r.Timeout.Milliseconds(), JSONLD: r.JSONLD, Labels: r.Labels,
	}, r.Timeout, s.opt.MaxResponse)
	s.give(w)
	return a, err
}

// answer is what a worker gave.
type answer struct {
	results   []json.RawMessage
	truncated bool
	warnings  []string
}

// response puts an answer into the form of Cayley's HTTP API.
func (a *answer) response(graphql bool) (*Response, error) {
	out := &Response{Results: a.results, Truncated: a.truncated, Warnings: a.warnings}
	size := 64
	for _, r := range a.results {
		size += len(r) + 1
	}
	body := make([]byte, 0, size)
	switch {
	case graphql && len(a.results) == 1:
		body = append(append(body, `{"data":`...), a.results[0]...)
	default:
		body = append(body, `{"result":[`...)
		for i, r := range a.results {
			if i > 0 {
				body = append(body, ',')
			}
			body = append(body, r...)
		}
		body = append(body, ']')
	}
	if a.truncated {
		body = append(body, `,"truncated":true`...)
	}
	if len(a.warnings) > 0 {
		list, err := json.Marshal(a.warnings)
		if err != nil {
			return nil, err
		}
		body = append(append(body, `,"warnings":`...), list...)
	}
	out.Body = append(body, '}')
	return out, nil
}
