package pebble

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"sync/atomic"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"
)

// gateFS is a file system that can be shut for writing, and on which writing to the log or the manifest
// never fails. Where it does, Pebble expects the process to end, and makes sure of it: by Logger.Fatalf,
// by panics in goroutines of its own, by unlocking what is not locked. A library must not end its user's
// process. So the goroutine that would have to hear of the failure waits for ever, the gate shuts, nothing
// half done can reach the disk any more, reading goes on, and the store refuses writes until it is opened
// again, which recovers it as after a crash. What it leaves behind is a few goroutines and their memory.
//
// It also leaves Pebble's lock out: the store holds its own, which readers can share.
type gateFS struct {
	vfs.FS
	reason atomic.Pointer[error]
	closed chan struct{} // closed when reason is set
	misses atomic.Int64  // failures to write other files, since the last success
}

func newGate(f vfs.FS) *gateFS { return &gateFS{FS: f, closed: make(chan struct{})} }

func (g *gateFS) shut() { g.fail(ErrClosed) }

func (g *gateFS) fail(err error) {
	if g.reason.CompareAndSwap(nil, &err) {
		close(g.closed)
	}
}

func (g *gateFS) check() error {
	if p := g.reason.Load(); p != nil {
		return *p
	}
	return nil
}

// cause adds to err why the gate was shut.
func (g *gateFS) cause(err error) error {
	if r := g.check(); r != nil && err != nil && !errors.Is(err, r) {
		return fmt.Errorf("%w: %w", err, r)
	}
	return err
}

// guard runs f in a goroutine of its own, and reports the error where Pebble ended it, or where Pebble
// ended another that f waits for.
func (g *gateFS) guard(f func() error) error {
	const grace = 20 * time.Millisecond
	done := make(chan error, 1)
	go func() {
		finished := false
		defer func() {
			if !finished {
				done <- g.check()
			}
		}()
		err := f()
		finished = true
		done <- err
	}()
	select {
	case err := <-done:
		return err
	case <-g.closed:
	}
	select {
	case err := <-done:
		return err
	case <-time.After(grace):
		return g.check()
	}
}

// logger is Pebble's. It keeps silent: what matters comes back as an error.
type logger struct{ gate *gateFS }

func (l *logger) Infof(string, ...interface{})  {}
func (l *logger) Errorf(string, ...interface{}) {}

// Fatalf shuts the gate and waits for ever.
func (l *logger) Fatalf(format string, args ...interface{}) {
	var err error = fmt.Errorf(format, args...)
	for _, a := range args {
		if e, ok := a.(error); ok {
			err = e
		}
	}
	l.gate.fail(wrap("write", err))
	select {}
}

// critical tells whether a failure to write a file is one that Pebble does not report.
func (g *gateFS) critical(name string) bool {
	base := g.FS.PathBase(name)
	return strings.HasSuffix(base, ".log") || strings.HasPrefix(base, "MANIFEST") || strings.HasPrefix(base, "marker.")
}

// maxMisses is how often writing other files may fail, one time after the other, before writing ends.
// Pebble tries again at once and for ever, while transactions pile up; settle makes it wait a little longer
// each time, about two seconds in all.
const maxMisses = 20

// settle passes the error of a write on, or waits for ever: see gateFS.
func (g *gateFS) settle(critical bool, err error) error {
	if err == nil {
		g.misses.Store(0)
		return nil
	}
	if errors.Is(err, fs.ErrNotExist) {
		return err // nothing failed to be written
	}
	if g.check() == nil && !critical {
		if n := g.misses.Add(1); n <= maxMisses {
			time.Sleep(time.Duration(n) * 10 * time.Millisecond)
			return err
		}
	}
	g.fail(wrap("write", err))
	select {}
}

// open opens a file for writing.
func (g *gateFS) open(name string, f func() (vfs.File, error)) (vfs.File, error) {
	critical := g.critical(name)
	err := g.check()
	if err == nil {
		var file vfs.File
		if file, err = f(); err == nil {
			return &gateFile{file, g, critical}, nil
		}
	}
	return nil, g.settle(critical, err)
}

// Create implements vfs.FS.
func (g *gateFS) Create(name string, c vfs.DiskWriteCategory) (vfs.File, error) {
	return g.open(name, func() (vfs.File, error) { return g.FS.Create(name, c) })
}

// OpenReadWrite implements vfs.FS.
func (g *gateFS) OpenReadWrite(name string, c vfs.DiskWriteCategory, o ...vfs.OpenOption) (vfs.File, error) {
	return g.open(name, func() (vfs.File, error) { return g.FS.OpenReadWrite(name, c, o...) })
}

// ReuseForWrite implements vfs.FS.
func (g *gateFS) ReuseForWrite(from, to string, c vfs.DiskWriteCategory) (vfs.File, error) {
	return g.open(to, func() (vfs.File, error) { return g.FS.ReuseForWrite(from, to, c) })
}

// OpenDir implements vfs.FS. What a failed sync of a directory leaves on the disk is not known.
func (g *gateFS) OpenDir(name string) (vfs.File, error) {
	f, err := g.FS.OpenDir(name)
	if err != nil {
		return nil, g.settle(true, err)
	}
	return &gateFile{f, g, true}, nil
}

// Link implements vfs.FS.
func (g *gateFS) Link(from, to string) error {
	return g.change(false, func() error { return g.FS.Link(from, to) })
}

// Rename implements vfs.FS.
func (g *gateFS) Rename(from, to string) error {
	return g.change(g.critical(to), func() error { return g.FS.Rename(from, to) })
}

// Remove implements vfs.FS.
func (g *gateFS) Remove(name string) error {
	return g.change(false, func() error { return g.FS.Remove(name) })
}

// change does something unless the gate is shut.
func (g *gateFS) change(critical bool, f func() error) error {
	err := g.check()
	if err == nil {
		err = f()
	}
	return g.settle(critical, err)
}

// Lock does nothing: see lockDir.
func (g *gateFS) Lock(string) (io.Closer, error) { return nopCloser{}, nil }

// Unwrap implements vfs.FS.
func (g *gateFS) Unwrap() vfs.FS { return g.FS }

type nopCloser struct{}

func (nopCloser) Close() error { return nil }

// gateFile is a file open for writing.
type gateFile struct {
	vfs.File
	gate     *gateFS
	critical bool
}

func (f *gateFile) Write(b []byte) (n int, err error) {
	err = f.gate.change(f.critical, func() error { n, err = f.File.Write(b); return err })
	return n, err
}

func (f *gateFile) WriteAt(b []byte, off int64) (n int, err error) {
	err = f.gate.change(f.critical, func() error { n, err = f.File.WriteAt(b, off); return err })
	return n, err
}

func (f *gateFile) Sync() error { return f.gate.change(f.critical, f.File.Sync) }

func (f *gateFile) SyncData() error { return f.gate.change(f.critical, f.File.SyncData) }

func (f *gateFile) SyncTo(n int64) (full bool, err error) {
	err = f.gate.change(f.critical, func() error { full, err = f.File.SyncTo(n); return err })
	return full, err
}

func (f *gateFile) Preallocate(off, n int64) error {
	return f.gate.change(f.critical, func() error { return f.File.Preallocate(off, n) })
}

func (f *gateFile) Close() error { return f.gate.settle(f.critical, f.File.Close()) }
