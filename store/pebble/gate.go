package pebble

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync/atomic"

	"github.com/cockroachdb/pebble/v2/vfs"
)

// gateFS is a file system that can be shut for writing. Where a write-ahead log or a manifest cannot be
// written, Pebble calls Logger.Fatalf and expects the process to end. A library must not end its user's
// process: the goroutine ends instead, the gate shuts, so that nothing half done can reach the disk, and
// the store refuses writes until it is opened again, which recovers it as after a crash.
//
// It also leaves Pebble's lock out: the store holds its own, which readers can share.
type gateFS struct {
	vfs.FS
	reason atomic.Pointer[error]
}

func newGate(f vfs.FS) *gateFS { return &gateFS{FS: f} }

func (g *gateFS) shut() { g.fail(ErrClosed) }

func (g *gateFS) fail(err error) { g.reason.CompareAndSwap(nil, &err) }

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

// guard runs f in a goroutine of its own, and reports the error where Pebble ended it.
func (g *gateFS) guard(f func() error) (err error) {
	done := make(chan struct{})
	finished := false
	go func() {
		defer close(done)
		err = f()
		finished = true
	}()
	<-done
	if !finished {
		return g.check()
	}
	return err
}

// logger is Pebble's. It keeps silent: what matters comes back as an error.
type logger struct{ gate *gateFS }

func (l *logger) Infof(string, ...interface{})  {}
func (l *logger) Errorf(string, ...interface{}) {}

// Fatalf ends the goroutine and shuts the gate.
func (l *logger) Fatalf(format string, args ...interface{}) {
	var err error = fmt.Errorf(format, args...)
	for _, a := range args {
		if e, ok := a.(error); ok {
			err = fmt.Errorf("%w: %w", ErrFailed, e)
		}
	}
	l.gate.fail(err)
	runtime.Goexit()
}

func (g *gateFS) Create(name string, c vfs.DiskWriteCategory) (vfs.File, error) {
	if err := g.check(); err != nil {
		return nil, err
	}
	return g.file(g.FS.Create(name, c))
}

func (g *gateFS) OpenReadWrite(name string, c vfs.DiskWriteCategory, o ...vfs.OpenOption) (vfs.File, error) {
	if err := g.check(); err != nil {
		return nil, err
	}
	return g.file(g.FS.OpenReadWrite(name, c, o...))
}

func (g *gateFS) ReuseForWrite(from, to string, c vfs.DiskWriteCategory) (vfs.File, error) {
	if err := g.check(); err != nil {
		return nil, err
	}
	return g.file(g.FS.ReuseForWrite(from, to, c))
}

func (g *gateFS) Link(from, to string) error {
	return errors.Join(g.check(), g.ifOpen(func() error { return g.FS.Link(from, to) }))
}

func (g *gateFS) Rename(from, to string) error {
	return errors.Join(g.check(), g.ifOpen(func() error { return g.FS.Rename(from, to) }))
}

func (g *gateFS) Remove(name string) error {
	return errors.Join(g.check(), g.ifOpen(func() error { return g.FS.Remove(name) }))
}

func (g *gateFS) ifOpen(f func() error) error {
	if g.check() != nil {
		return nil
	}
	return f()
}

// Lock does nothing: see lockDir.
func (g *gateFS) Lock(string) (io.Closer, error) { return nopCloser{}, nil }

func (g *gateFS) Unwrap() vfs.FS { return g.FS }

type nopCloser struct{}

func (nopCloser) Close() error { return nil }

func (g *gateFS) file(f vfs.File, err error) (vfs.File, error) {
	if err != nil {
		return nil, err
	}
	return &gateFile{f, g}, nil
}

type gateFile struct {
	vfs.File
	gate *gateFS
}

func (f *gateFile) Write(b []byte) (int, error) {
	if err := f.gate.check(); err != nil {
		return 0, err
	}
	return f.File.Write(b)
}

func (f *gateFile) WriteAt(b []byte, off int64) (int, error) {
	if err := f.gate.check(); err != nil {
		return 0, err
	}
	return f.File.WriteAt(b, off)
}

func (f *gateFile) Sync() error {
	if err := f.gate.check(); err != nil {
		return err
	}
	return f.File.Sync()
}

func (f *gateFile) SyncData() error {
	if err := f.gate.check(); err != nil {
		return err
	}
	return f.File.SyncData()
}
