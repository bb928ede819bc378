package pebble

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/cockroachdb/pebble/v2/vfs"
)

// fileLock keeps other processes from writing while the store is open, or from opening it at all while it
// is open for writing. The system releases it with the process, however that ends. The file holds who
// has it: the process id and the command.
type fileLock struct{ c io.Closer }

const lockName = "LOCK"

// A LockedError says who has the store open.
type LockedError struct {
	Dir    string
	Holder string // "process 4711 (cuibono serve)"; empty where unknown
}

// Error names the holder and what to do.
func (e *LockedError) Error() string {
	who := "another process"
	if e.Holder != "" {
		who = e.Holder
	}
	return fmt.Sprintf("store %s is in use by %s; end it, or ask it for a snapshot and read that", e.Dir, who)
}

// Is makes errors.Is(err, ErrLocked) hold.
func (e *LockedError) Is(target error) bool { return target == ErrLocked }

func (l *fileLock) Close() error {
	if l == nil || l.c == nil {
		return nil
	}
	c := l.c
	l.c = nil
	return c.Close()
}

// lockDir locks dir, shared for readers. File systems other than the machine's own lock by themselves.
func lockDir(f vfs.FS, dir string, shared bool) (*fileLock, error) {
	if f != vfs.Default {
		c, err := f.Lock(f.PathJoin(dir, lockName))
		if err != nil {
			return nil, &LockedError{Dir: dir}
		}
		return &fileLock{c}, nil
	}
	name := filepath.Join(dir, lockName)
	c, err := lockFile(name, shared)
	if errors.Is(err, errLockHeld) {
		b, _ := os.ReadFile(name)
		return nil, &LockedError{Dir: dir, Holder: strings.TrimSpace(string(b))}
	}
	if err != nil {
		return nil, wrap("lock store", err)
	}
	return &fileLock{c}, nil
}

var errLockHeld = errors.New("lock is held")

// holder describes this process.
func holder(reading bool) string {
	args := append([]string{filepath.Base(os.Args[0])}, os.Args[1:]...)
	s := strings.Join(args, " ")
	if len(s) > 200 {
		s = s[:200] + "…"
	}
	if reading {
		s += ", reading"
	}
	return fmt.Sprintf("process %d (%s)", os.Getpid(), s)
}
