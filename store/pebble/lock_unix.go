//go:build unix

package pebble

import (
	"errors"
	"io"
	"io/fs"
	"os"

	"golang.org/x/sys/unix"
)

// lockFile locks with flock: it belongs to the open file, so that two stores in one process exclude each
// other too.
func lockFile(name string, shared bool) (io.Closer, error) {
	flags, how := os.O_RDWR|os.O_CREATE, unix.LOCK_EX
	if shared {
		how = unix.LOCK_SH
	}
	f, err := os.OpenFile(name, flags, 0o644)
	if shared && (errors.Is(err, fs.ErrPermission) || errors.Is(err, unix.EROFS)) {
		// A copy that this user may only read: nobody of this user writes it.
		if f, err = os.Open(name); errors.Is(err, fs.ErrNotExist) {
			return nopCloser{}, nil
		}
	}
	if err != nil {
		return nil, err
	}
	if err := unix.Flock(int(f.Fd()), how|unix.LOCK_NB); err != nil {
		f.Close()
		if errors.Is(err, unix.EWOULDBLOCK) {
			return nil, errLockHeld
		}
		return nil, err
	}
	// Who holds it is a courtesy: a full disk must not keep a store from opening. Of several readers the
	// last one is named.
	if f.Truncate(0) == nil {
		f.WriteAt([]byte(holder(shared)+"\n"), 0)
	}
	return f, nil
}
