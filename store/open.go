package store

import (
	"context"
	"fmt"
	"strings"
)

// Init creates an empty graph at the configured path or address. Where there is one already it returns
// ErrExists and changes nothing.
func Init(ctx context.Context, c Config) error {
	switch c.Backend {
	case Memory:
		return nil
	}
	return unknownBackend(c.Backend)
}

// Open opens the configured graph. The memory backend starts empty; the others return ErrNotInitialized
// where Init was never called. The caller closes the store.
func Open(ctx context.Context, c Config) (*Store, error) {
	return nil, unknownBackend(c.Backend)
}

func unknownBackend(name string) error {
	return fmt.Errorf("store: unknown backend %q; try one of %s", name, strings.Join(Backends(), ", "))
}
