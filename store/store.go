// Package store opens a Cayley graph by configuration: on disk or in memory with the backend of
// package store/pebble, or on a PostgreSQL server with Cayley's own.
//
// A [Store] adds to Cayley's graph.QuadStore what Cayley leaves out: an article's quads are replaced
// or removed as a whole in one transaction, bulk loads are atomic, a consistent copy can be taken while
// the store is in use, and a store in use by another process says by which.
//
// A store directory DIR holds DIR/graph (the graph), DIR/LOCK (who has it open for writing) and what
// other packages keep beside it, such as DIR/archive.
package store

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
)

// The backends.
const (
	Pebble   = "pebble"   // a directory on disk; the default
	Memory   = "memory"   // the same store on a file system in memory
	Postgres = "postgres" // a PostgreSQL database, by address
)

// Backends lists the values of Config.Backend, the default first.
func Backends() []string { return []string{Pebble, Memory, Postgres} }

// Config says which graph to open, and how.
type Config struct {
	// Backend is one of Backends; "" means Pebble.
	Backend string
	// Path is the store directory of the pebble backend.
	Path string
	// Address is the connection string of the postgres backend:
	// "postgres://user@host:5432/database?sslmode=disable".
	Address string
	// ReadOnly opens the graph for reading. Several processes may have a directory open read-only,
	// none while another has it open for writing: read a Snapshot then.
	ReadOnly bool
	// CacheSize bounds the block cache in bytes; 0 means 256 MiB.
	CacheSize int64
}

// Errors that callers distinguish with errors.Is.
var (
	// ErrNotInitialized is returned by Open when there is no graph at the path or address.
	ErrNotInitialized = errors.New("store: not initialised")
	// ErrExists is returned by Init when there is a graph already.
	ErrExists = errors.New("store: a graph is there already")
	// ErrLocked is returned when another process has the store open. See LockedError.
	ErrLocked = errors.New("store: in use by another process")
	// ErrReadOnly is returned by writes to a store opened with Config.ReadOnly.
	ErrReadOnly = errors.New("store: open for reading only")
	// ErrUnsupported is returned where a backend cannot do what is asked.
	ErrUnsupported = errors.New("store: not supported by this backend")
)

// Progress is told how far a bulk load is. It is called from one goroutine at a time, a few times a
// second at most.
type Progress struct {
	Phase   string        // "read", "merge", "ingest"
	Quads   int64         // quads read so far
	Bytes   int64         // bytes of input consumed so far
	Total   int64         // bytes of input altogether, 0 where unknown
	Elapsed time.Duration // since the start of the load
}

// BulkOptions tunes BulkLoad; the zero value is meant for use.
type BulkOptions struct {
	// Memory bounds the working memory in bytes; 0 means 512 MiB. What exceeds it is spilled to disk,
	// beside the graph.
	Memory int64
	// Size is the length of the input in bytes where it is known, for Progress.Total.
	Size int64
	// Label, where set, is given to quads that have none.
	Label quad.Value
	// Progress may be nil.
	Progress func(Progress)
	// BadLine is called for each line that is not a quad; where it returns an error the load ends with
	// it and leaves the store as it was. nil means: the first bad line ends the load.
	BadLine func(line int64, err error) error
}

// BulkStats is what a bulk load did.
type BulkStats struct {
	Read    int64 // quads read
	Added   int64 // quads that were new
	BadLine int64 // lines skipped
	Runs    int   // sorted runs made, 1 where all fitted in memory
}

// Stats describes a graph exactly.
type Stats struct {
	Quads, Nodes int64
	DiskBytes    int64 // 0 where unknown
}

// backend is what a technology implements. All of it is safe for concurrent use.
type backend interface {
	QuadStore() graph.QuadStore
	ReplaceGraph(ctx context.Context, label quad.IRI, quads []quad.Quad) (added, removed int, err error)
	DeleteGraph(ctx context.Context, label quad.IRI) (removed int, err error)
	AddQuads(ctx context.Context, r quad.Reader, progress func(n int64)) (added int64, err error)
	BulkLoad(ctx context.Context, nquads io.Reader, opt BulkOptions) (BulkStats, error)
	Snapshot(ctx context.Context, dir string) error
	Verify(ctx context.Context, report func(problem string)) error
	Stats(ctx context.Context) (Stats, error)
	Generation() uint64
	Close() error
}

// Store is an open graph. Its methods are safe for concurrent use; writes are done one after the other.
type Store struct {
	backend
	config Config
}

// Config is the configuration that s was opened with.
func (s *Store) Config() Config { return s.config }
