package cmd

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"cuibono/queries"
	"cuibono/queries/sandbox"
	"cuibono/schema"
	"cuibono/store"
)

// catalog reads the canned queries, the user's own among them.
func (a *app) catalog() (*queries.Catalog, error) {
	s, err := a.loadSchema()
	if err != nil {
		return nil, err
	}
	return readCatalog(s, a.conf.text("queries.dir"))
}

func readCatalog(s *schema.Schema, dir string) (*queries.Catalog, error) {
	if dir == "" {
		return queries.Load(s)
	}
	if info, err := os.Stat(dir); err != nil {
		return nil, fmt.Errorf("read queries: %w", err)
	} else if !info.IsDir() {
		return nil, fmt.Errorf("read queries: %s is not a folder", dir)
	}
	return queries.Load(s, dir)
}

// engine makes what answers canned queries about a store.
func (a *app) engine(st *store.Store) (*queries.Engine, error) {
	s, err := a.loadSchema()
	if err != nil {
		return nil, err
	}
	catalog, err := a.catalog()
	if err != nil {
		return nil, err
	}
	return queries.New(st.QuadStore(), queries.Options{
		Schema: s, Catalog: catalog, Language: a.language(), Generation: st.Generation,
	}), nil
}

// workerConfig tells a query worker what to open. It travels as JSON to another process.
type workerConfig struct {
	Store     store.Config
	SchemaDir string
	Queries   string
	Language  string
}

// newSandbox makes what runs free queries, each in a process of its own that opens the store for
// itself: the store on disk where others may read it beside us, else a snapshot.
func (a *app) newSandbox(st *store.Store) (*sandbox.Sandbox, error) {
	timeout := a.conf.duration("gizmo.timeout")
	b, err := sandbox.New(sandbox.Options{
		Source:  a.source(st),
		Memory:  int64(a.conf.number("gizmo.memory_mb")) << 20,
		Timeout: timeout,
		Limit:   unlimited(a.conf.number("gizmo.limit")),
	})
	if err != nil {
		return nil, err
	}
	a.onClose(b.Close)
	return b, nil
}

// unlimited turns the limit as users give it, 0 for none, into the sandbox's -1.
func unlimited(limit int) int {
	if limit <= 0 {
		return -1
	}
	return limit
}

// source gives workers the store st.
func (a *app) source(st *store.Store) sandbox.Source {
	describe := func(c store.Config) (json.RawMessage, error) {
		c.ReadOnly = true
		return json.Marshal(workerConfig{
			Store: c, SchemaDir: a.conf.text("schema.dir"), Queries: a.conf.text("queries.dir"), Language: a.language(),
		})
	}
	return func(ctx context.Context, have *sandbox.Snapshot) (*sandbox.Snapshot, error) {
		generation := st.Generation()
		if have != nil && have.Generation == generation {
			return have, nil
		}
		c := st.Config()
		if c.ReadOnly || c.Backend == store.Postgres {
			config, err := describe(c)
			return &sandbox.Snapshot{Config: config, Generation: generation}, err
		}
		dir, err := os.MkdirTemp(snapshotParent(c), snapshotPrefix)
		if err != nil {
			return nil, fmt.Errorf("make room for a snapshot: %w", err)
		}
		release := func() { os.RemoveAll(dir) }
		// A snapshot of a folder is made by links where it lies beside it, so it costs next to nothing.
		copied := filepath.Join(dir, "store")
		if err := st.Snapshot(ctx, copied); err != nil {
			release()
			return nil, fmt.Errorf("take a snapshot: %w", err)
		}
		config, err := describe(store.Config{Backend: store.Pebble, Path: copied, CacheSize: c.CacheSize})
		return &sandbox.Snapshot{Config: config, Generation: generation, Release: release}, err
	}
}

// snapshotParent is where snapshots of a store are kept: beside it, or in the folder for temporary
// files.
func snapshotParent(c store.Config) string {
	if c.Backend == store.Memory || c.Path == "" {
		return ""
	}
	return c.Path
}

// openWorker opens in a query worker what workerConfig describes.
func openWorker(ctx context.Context, config json.RawMessage) (*sandbox.Opened, error) {
	var c workerConfig
	if err := json.Unmarshal(config, &c); err != nil {
		return nil, fmt.Errorf("read the worker's configuration: %w", err)
	}
	s, err := schema.Load(c.SchemaDir)
	if err != nil {
		return nil, err
	}
	catalog, err := readCatalog(s, c.Queries)
	if err != nil {
		return nil, err
	}
	st, err := store.Open(ctx, c.Store)
	if err != nil {
		return nil, openError(c.Store, err)
	}
	return &sandbox.Opened{
		QuadStore: st.QuadStore(),
		Engine: queries.New(st.QuadStore(), queries.Options{
			Schema: s, Catalog: catalog, Language: c.Language, Generation: st.Generation,
		}),
		Close: st.Close,
	}, nil
}
