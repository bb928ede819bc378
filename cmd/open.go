package cmd

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"cuibono/store"
)

// What a store's folder holds beside the graph.
const (
	archiveDir    = "archive"        // the texts of the articles
	decisionsFile = "decisions.yaml" // the user's decisions about entities
)

// storeConfig says which store is meant. A path that is an address of a server names the server.
func (a *app) storeConfig() store.Config {
	c := store.Config{
		Backend:   a.conf.text("store.backend"),
		Path:      a.conf.text("store.path"),
		Address:   a.conf.text("store.address"),
		CacheSize: int64(a.conf.number("store.cache_mb")) << 20,
	}
	if strings.HasPrefix(c.Path, "postgres://") || strings.HasPrefix(c.Path, "postgresql://") {
		c.Backend, c.Address, c.Path = store.Postgres, c.Path, "cuibono-data"
	}
	return c
}

// openRead opens the store to be asked: itself, which other readers may have open too, or a snapshot
// where another process has it open for writing.
func (a *app) openRead() (*store.Store, error) {
	c := a.storeConfig()
	c.ReadOnly = c.Backend != store.Memory
	s, err := a.patiently(func() (*store.Store, error) {
		s, err := store.Open(a.ctx, c)
		if errors.Is(err, store.ErrLocked) {
			return a.openBeside(c, err)
		}
		return s, err
	})
	if err != nil {
		return nil, openError(c, err)
	}
	a.onClose(s.Close)
	return s, nil
}

// openChange opens the store to change what is in it; there must be one.
func (a *app) openChange() (*store.Store, error) {
	c := a.storeConfig()
	s, err := a.patiently(func() (*store.Store, error) { return store.Open(a.ctx, c) })
	if err != nil {
		return nil, openError(c, err)
	}
	a.onClose(s.Close)
	a.share(s)
	return s, nil
}

// openWrite opens the store to be changed, and makes it first where there is none.
func (a *app) openWrite() (*store.Store, error) {
	s, err := a.openChange()
	if !errors.Is(err, store.ErrNotInitialized) {
		return s, err
	}
	c := a.storeConfig()
	if err := store.Init(a.ctx, c); err != nil && !errors.Is(err, store.ErrExists) {
		return nil, initError(c, err)
	}
	a.detail("new store %s", place(c))
	return a.openChange()
}

// patiently opens a store that another process may have open: most have done with it in a moment, and so
// it tries again until store.wait is over.
func (a *app) patiently(open func() (*store.Store, error)) (*store.Store, error) {
	deadline := time.Now().Add(a.conf.duration("store.wait"))
	for told := false; ; {
		s, err := open()
		if err == nil || !errors.Is(err, store.ErrLocked) || time.Now().After(deadline) {
			return s, err
		}
		if !told {
			a.detail("%v: waiting", err)
			told = true
		}
		select {
		case <-a.ctx.Done():
			return nil, a.ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// place names a store for a person.
func place(c store.Config) string {
	switch c.Backend {
	case store.Memory:
		return "in memory"
	case store.Postgres:
		return "on " + withoutPassword(c.Address)
	}
	return c.Path
}

// withoutPassword takes the password out of an address before it is shown.
func withoutPassword(address string) string {
	scheme, rest, ok := strings.Cut(address, "://")
	if !ok {
		return address
	}
	if user, host, ok := strings.Cut(rest, "@"); ok {
		name, _, _ := strings.Cut(user, ":")
		return scheme + "://" + name + "@" + host
	}
	return address
}

// noStore is the error of a place where no store was made yet.
type noStore struct{ place string }

func (e noStore) Error() string        { return "open store " + e.place + ": there is none yet" }
func (e noStore) Is(target error) bool { return target == store.ErrNotInitialized }

func openError(c store.Config, err error) error {
	switch {
	case errors.Is(err, store.ErrNotInitialized):
		return &failure{err: noStore{place(c)},
			try: "cuibono load PATH (it makes one), or --store for another one"}
	case errors.Is(err, store.ErrLocked):
		return &failure{err: err, try: "wait until it is done, or end it"}
	}
	return fmt.Errorf("open store %s: %w", place(c), unwritable(c, err))
}

func initError(c store.Config, err error) error {
	return fmt.Errorf("make store %s: %w", place(c), unwritable(c, err))
}

// unwritable words the failures of a store's folder that have nothing to do with the store.
func unwritable(c store.Config, err error) error {
	const try = "--store with a folder that you can write to"
	if c.Backend == store.Postgres || c.Backend == store.Memory {
		return err
	}
	if file := fileAbove(c.Path); file != "" {
		return &failure{err: fmt.Errorf("%s is a file, not a folder", file), try: try}
	}
	if errors.Is(err, os.ErrPermission) {
		return &failure{err: errors.New("permission denied"), try: try}
	}
	return err
}

// fileAbove gives the file that stands where path needs a folder; empty where there is none.
func fileAbove(path string) string {
	for p := filepath.Clean(path); ; p = filepath.Dir(p) {
		if info, err := os.Stat(p); err == nil {
			if info.IsDir() {
				return ""
			}
			return p
		}
		if p == filepath.Dir(p) {
			return ""
		}
	}
}
