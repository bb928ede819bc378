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

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"

	"cuibono/store/pebble"
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
	// ErrFormat is returned by Open for a graph of another version of the key format.
	ErrFormat = errors.New("store: unreadable format")
	// ErrCorrupt is returned where what is on disk is damaged.
	ErrCorrupt = errors.New("store: damaged")
	// ErrDiskFull is returned by writes that found no room; what was acknowledged before is safe.
	ErrDiskFull = errors.New("store: disk full")
	// ErrUnsupported is returned where a backend cannot do what is asked.
	ErrUnsupported = errors.New("store: not supported by this backend")
)

// Progress, BulkOptions and BulkStats are those of the store on disk.
type (
	Progress    = pebble.Progress
	BulkOptions = pebble.BulkOptions
	BulkStats   = pebble.BulkStats
)

// Stats describes a graph exactly.
type Stats struct {
	Quads, Nodes int64
	DiskBytes    int64 // 0 where unknown
}

// backend is what a technology implements. All of it is safe for concurrent use.
type backend interface {
	// QuadStore is the graph as it is at each moment.
	QuadStore() graph.QuadStore
	// ReplaceGraph makes quads the whole content of the graph named label, in one transaction. Quads
	// without a label get it; another label is an error.
	ReplaceGraph(ctx context.Context, label quad.IRI, quads []quad.Quad) (added, removed int, err error)
	// DeleteGraph removes the graph named label, in one transaction.
	DeleteGraph(ctx context.Context, label quad.IRI) (removed int, err error)
	// AddQuads reads r to its end and adds what is not there yet, in one transaction (postgres: one for each batch).
	AddQuads(ctx context.Context, r quad.Reader, progress func(n int64)) (added int64, err error)
	// BulkLoad adds a whole source of N-Quads in one transaction, as fast as the machine allows.
	BulkLoad(ctx context.Context, nquads io.Reader, opt BulkOptions) (BulkStats, error)
	// Snapshot makes a consistent copy of the store in dir, a store directory of its own that Open reads,
	// while the store is in use. It is cheap on the same file system: files are shared by hard links.
	Snapshot(ctx context.Context, dir string) error
	// Verify checks the indexes against each other and the dictionary against the quads, and reports each
	// problem. It returns an error where it could not finish, or where anything was reported.
	Verify(ctx context.Context, report func(problem string)) error
	// Stats is exact.
	Stats(ctx context.Context) (Stats, error)
	// Generation changes with every committed write.
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
