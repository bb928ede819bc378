package pebble

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	"github.com/cockroachdb/pebble/v2"
)

// Errors that callers distinguish with errors.Is.
var (
	ErrNotInitialized = errors.New("pebble: no graph there")
	ErrExists         = errors.New("pebble: a graph is there already")
	ErrLocked         = errors.New("pebble: in use by another process")
	ErrReadOnly       = errors.New("pebble: open for reading only")
	ErrClosed         = errors.New("pebble: closed")
	ErrFormat         = errors.New("pebble: unreadable format")
	ErrCorrupt        = errors.New("pebble: damaged")
	ErrDiskFull       = errors.New("pebble: disk full")
	// ErrFailed is returned by writes after one could not be made durable. What was acknowledged before is
	// safe; the store has to be opened again to write.
	ErrFailed = errors.New("pebble: stopped writing after an earlier error; open the store again")
)

// wrap says which operation failed, and adds the kind of error and what to do about it where that is
// known. It keeps nil.
func wrap(op string, err error) error {
	if err == nil {
		return nil
	}
	switch {
	case errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT):
		return fmt.Errorf("%s: %w; free some space, then open the store again: %w", op, ErrDiskFull, err)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s: %w; give this user the right to read and write there", op, err)
	case errors.Is(err, pebble.ErrCorruption) || strings.Contains(err.Error(), "checksum mismatch"):
		return fmt.Errorf("%s: %w; restore a backup, or load again into a new store: %w", op, ErrCorrupt, err)
	case errors.Is(err, pebble.ErrClosed):
		return fmt.Errorf("%s: %w", op, ErrClosed)
	}
	return fmt.Errorf("%s: %w", op, err)
}
