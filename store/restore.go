package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
)

// Restore puts a copy of backup, a directory that Snapshot made, at c.Path, where no graph may be yet. The
// backup is verified first: a damaged one is not restored, unless force is set.
func Restore(ctx context.Context, backup string, c Config, force bool) error {
	if c.backend() != Pebble {
		return fmt.Errorf("%w: restore into the %s backend", ErrUnsupported, c.backend())
	}
	if c.Path == "" {
		return errNoPath
	}
	from, err := Open(ctx, Config{Path: backup, ReadOnly: true})
	if err != nil {
		return fmt.Errorf("open backup: %w", err)
	}
	defer from.Close()
	var first string
	err = from.Verify(ctx, func(p string) {
		if first == "" {
			first = p
		}
	})
	if err != nil && (!force || ctx.Err() != nil) {
		return fmt.Errorf("backup %s: %w: %s", backup, err, first)
	}
	err = from.Snapshot(ctx, c.Path)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("restore: %w: %s; move it away first", ErrExists, filepath.Join(c.Path, graphDir))
	}
	return err
}
