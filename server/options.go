package server

import (
	"context"
	"encoding/json"
	"log/slog"
	"time"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"

	"cuibono/queries"
	"cuibono/queries/names"
	"cuibono/queries/reader"
	"cuibono/queries/sandbox"
	"cuibono/queries/table"
)

// DefaultAddress is where Cayley's own server listens.
const DefaultAddress = "127.0.0.1:64210"

// Options say what a server serves, and within which bounds. Everything they hold stays the
// caller's: the server closes none of it. All of it is used from several goroutines at once.
type Options struct {
	// Address is host:port to listen on; "" is DefaultAddress, port 0 takes a free one. A host that
	// is not loopback needs a Token.
	Address string
	// Token, if set, must come with every request that reads or changes data, as
	// "Authorization: Bearer TOKEN" or as the cookie that the page /login sets.
	Token string
	// Hosts are further names, without port, under which clients may address the server, beside
	// loopback names and the host of Address. Others are refused (DNS rebinding).
	Hosts []string

	// Graph is the store that is read. Required.
	Graph Graph
	// Writer changes it; nil makes the server read-only.
	Writer Writer
	// Sandbox runs free queries; nil refuses them.
	Sandbox Sandbox
	// Catalog holds the canned queries; nil means none.
	Catalog *queries.Catalog
	// Engine gives what answers them with labels in a language ("en", "fr"), as WithLanguage of
	// *queries.Engine does; it is asked anew by each request. nil where there is no Catalog.
	Engine func(language string) Engine
	// Archive holds the texts of articles; nil means that pages show quotes without their context.
	Archive Archive

	// Limit is the number of results of a free query when the request names none (default 10,000),
	// MaxLimit the largest number that a request may name (default 1,000,000). A result that is cut
	// says so.
	Limit, MaxLimit int
	// Timeout bounds a query and the reading of a request (default 30 s).
	Timeout time.Duration
	// MaxQuery and MaxUpload bound a request's body in bytes: of a query (default 1 MiB), of quads
	// to write or delete (default 32 MiB, counted after decompression).
	MaxQuery, MaxUpload int64
	// Concurrency bounds the requests that compute at the same time (default 4); others wait up to
	// Timeout, then get 503.
	Concurrency int

	// Logger gets one line for each request and for each failure of the server; nil discards.
	Logger *slog.Logger
}

// Graph gives the store to read. The store may be replaced between calls, so it is asked for anew by
// each request.
type Graph interface {
	QuadStore() graph.QuadStore
}

// Writer changes the graph. Each call is one transaction: all of it happens, or nothing.
type Writer interface {
	// AddQuads adds the quads that are not there and tells how many these were.
	AddQuads(ctx context.Context, quads []quad.Quad) (added int, err error)
	// RemoveQuads removes the quads that are there and tells how many these were.
	RemoveQuads(ctx context.Context, quads []quad.Quad) (removed int, err error)
	// RemoveNode removes every quad that holds v, in any place.
	RemoveNode(ctx context.Context, v quad.Value) (removed int, err error)
}

// Sandbox runs what a person typed where it can do no harm: whatever it is, the call returns by the
// deadline and within bounded memory. *sandbox.Sandbox is one.
type Sandbox interface {
	Query(ctx context.Context, r sandbox.Request) (*sandbox.Response, error)
	// Shape tells what a query would look up, without looking it up, as {"nodes": […], "links": […]}.
	Shape(ctx context.Context, r sandbox.Request) (json.RawMessage, error)
}

// Engine answers canned queries. *queries.Engine is one.
type Engine interface {
	// Resolve finds the entity that a person names; the error for a name that none or several bear is
	// *names.Unknown or *names.Ambiguous.
	Resolve(ctx context.Context, typed string, types ...string) (names.Entity, error)
	// Reader reads the claims behind the answers, as the graph is now.
	Reader() *reader.Reader
	Run(ctx context.Context, name string, args []string, o queries.RunOptions) (*table.Table, error)
}

// Archive gives the archived text of articles. *archive.Archive of the loader is one.
type Archive interface {
	// Get returns the text whose SHA-256, in lower-case hexadecimal, is sum.
	Get(sum string) (string, error)
}
