package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/cayleygraph/cayley/graph"

	"cuibono/store/pebble"
)

// graphDir is the folder of the graph inside a store directory.
const graphDir = "graph"

// Init creates an empty graph at the configured path or address. Where there is one already it returns
// ErrExists and changes nothing.
func Init(ctx context.Context, c Config) error {
	switch c.backend() {
	case Pebble:
		if c.Path == "" {
			return errNoPath
		}
		return translate(pebble.Init(filepath.Join(c.Path, graphDir), c.pebble()))
	case Memory:
		return nil
	case Postgres:
		return initPostgres(ctx, c)
	}
	return unknownBackend(c.Backend)
}

// Open opens the configured graph. The memory backend starts empty; the others return ErrNotInitialized
// where Init was never called. The caller closes the store.
func Open(ctx context.Context, c Config) (*Store, error) {
	switch c.backend() {
	case Pebble:
		if c.Path == "" {
			return nil, errNoPath
		}
		qs, err := pebble.Open(filepath.Join(c.Path, graphDir), c.pebble())
		return opened(c, qs, err)
	case Memory:
		qs, err := pebble.OpenMemory(c.pebble())
		return opened(c, qs, err)
	case Postgres:
		return openPostgres(ctx, c)
	}
	return nil, unknownBackend(c.Backend)
}

func opened(c Config, qs *pebble.QuadStore, err error) (*Store, error) {
	if err != nil {
		return nil, translate(err)
	}
	return &Store{backend: &embedded{qs}, config: c}, nil
}

func (c Config) backend() string {
	if c.Backend == "" {
		return Pebble
	}
	return c.Backend
}

func (c Config) pebble() pebble.Options {
	return pebble.Options{CacheSize: c.CacheSize, ReadOnly: c.ReadOnly}
}

var errNoPath = errors.New("store: no path configured; name a directory")

func unknownBackend(name string) error {
	return fmt.Errorf("store: unknown backend %q; try one of %s", name, strings.Join(Backends(), ", "))
}

// translate makes the errors of a technology those of this package.
func translate(err error) error {
	for _, e := range []struct{ theirs, ours error }{
		{pebble.ErrNotInitialized, ErrNotInitialized},
		{graph.ErrNotInitialized, ErrNotInitialized},
		{pebble.ErrExists, ErrExists},
		{graph.ErrDatabaseExists, ErrExists},
		{pebble.ErrLocked, ErrLocked},
		{pebble.ErrReadOnly, ErrReadOnly},
		{pebble.ErrFormat, ErrFormat},
		{pebble.ErrCorrupt, ErrCorrupt},
		{pebble.ErrDiskFull, ErrDiskFull},
	} {
		if errors.Is(err, e.theirs) {
			return &storeError{kind: e.ours, err: err}
		}
	}
	return err
}

// storeError says what a technology said, and is one of this package's errors.
type storeError struct{ kind, err error }

func (e *storeError) Error() string   { return e.err.Error() }
func (e *storeError) Unwrap() []error { return []error{e.kind, e.err} }
