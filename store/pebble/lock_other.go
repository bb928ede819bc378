//go:build !unix

package pebble

import (
	"io"
	"os"

	"github.com/cockroachdb/pebble/v2/vfs"
)

// lockFile knows exclusive locks only: a store opened for reading excludes others too.
func lockFile(name string, shared bool) (io.Closer, error) {
	c, err := vfs.Default.Lock(name + ".lock")
	if err != nil {
		return nil, errLockHeld
	}
	if !shared {
		os.WriteFile(name, []byte(holder(false)+"\n"), 0o644)
	}
	return c, nil
}
