package cmd

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"cuibono/store"
)

// One process writes a store, and no other can open it meanwhile. So that it can still be read and
// copied, the process that has it open listens on a socket in the store's folder, which only its
// user can reach, and makes snapshots for those who ask. A snapshot shares its files with the store,
// so it costs next to nothing.

// controlSocket is the socket's name in a store's folder.
const controlSocket = "control"

// share makes snapshots of a store that is open for writing, for other processes of the user, until the
// command ends. Where no socket can be made (some file systems have none, and their paths are short)
// the others are told that the store is in use.
func (a *app) share(st *store.Store) {
	c := st.Config()
	if c.Path == "" || c.Backend == store.Memory || c.Backend == store.Postgres {
		return
	}
	removeOldSnapshots(c.Path)
	path := filepath.Join(c.Path, controlSocket)
	// The store is locked by this process: a socket that is there was left by one that was killed.
	os.Remove(path)
	l, err := net.Listen("unix", path)
	if err != nil {
		return
	}
	if err := os.Chmod(path, 0o600); err != nil {
		l.Close()
		return
	}
	server := &http.Server{Handler: snapshotHandler(st), ReadHeaderTimeout: 10 * time.Second}
	go server.Serve(l)
	a.onClose(func() error {
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		defer cancel()
		return server.Shutdown(ctx) // lets a snapshot that is being made finish
	})
}

// snapshotRequest asks for a snapshot in Dir, which must be absolute and not there yet.
type snapshotRequest struct{ Dir string }

func snapshotHandler(st *store.Store) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var q snapshotRequest
		err := json.NewDecoder(io.LimitReader(r.Body, 64<<10)).Decode(&q)
		if err == nil && !filepath.IsAbs(q.Dir) {
			err = errors.New("the folder of a snapshot must be absolute")
		}
		if err == nil {
			err = st.Snapshot(r.Context(), q.Dir)
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	})
}

// snapshotOf asks the process that has the store at path open for a snapshot in dir.
func snapshotOf(ctx context.Context, path, dir string) error {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	client := &http.Client{Transport: &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, "unix", filepath.Join(path, controlSocket))
		},
		DisableKeepAlives: true,
	}}
	body, err := json.Marshal(snapshotRequest{dir})
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://store/snapshot", strings.NewReader(string(body)))
	if err != nil {
		return err
	}
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		text, _ := io.ReadAll(io.LimitReader(response.Body, 64<<10))
		return fmt.Errorf("snapshot: %s", strings.TrimSpace(string(text)))
	}
	return nil
}

// openBeside opens a snapshot of a store that another process has open for writing. Locked is what
// opening the store itself said; it stays the answer where no snapshot can be had.
func (a *app) openBeside(c store.Config, locked error) (*store.Store, error) {
	dir, err := os.MkdirTemp(c.Path, snapshotPrefix)
	if err != nil {
		return nil, locked
	}
	a.onClose(func() error { return os.RemoveAll(dir) })
	copied := c
	copied.Path = filepath.Join(dir, "store")
	if err := snapshotOf(a.ctx, c.Path, copied.Path); err != nil {
		return nil, locked
	}
	a.onClose(func() error { return os.RemoveAll(dir) })
	a.detail("reading a snapshot of the store, which is being written")
	return store.Open(a.ctx, copied)
}

// snapshotPrefix begins the names of the snapshots in a store's folder.
const snapshotPrefix = "snapshot-"

// removeOldSnapshots removes the snapshots of processes that were killed. Those of the last day stay:
// somebody may be reading them.
func removeOldSnapshots(dir string) {
	found, _ := filepath.Glob(filepath.Join(dir, snapshotPrefix+"*"))
	for _, path := range found {
		if info, err := os.Stat(path); err == nil && time.Since(info.ModTime()) > 24*time.Hour {
			os.RemoveAll(path)
		}
	}
}
