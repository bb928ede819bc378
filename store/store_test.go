package store_test

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"

	"cuibono/store"
)

var article = quad.IRI("article/1")

func q(s, p, o string, label quad.Value) quad.Quad {
	return quad.Quad{Subject: quad.IRI(s), Predicate: quad.IRI(p), Object: quad.IRI(o), Label: label}
}

// contents is every quad of a store, printed and sorted.
func contents(t *testing.T, qs graph.QuadStore) []string {
	t.Helper()
	r := graph.NewQuadStoreReader(qs)
	defer r.Close()
	quads, err := quad.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, q := range quads {
		out = append(out, q.String())
	}
	slices.Sort(out)
	return out
}

func open(t *testing.T, c store.Config) *store.Store {
	t.Helper()
	ctx := context.Background()
	if err := store.Init(ctx, c); err != nil && !errors.Is(err, store.ErrExists) {
		t.Fatal(err)
	}
	s, err := store.Open(ctx, c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// TestGraphs replaces and deletes the graph of an article on every embedded backend, and reads a snapshot
// taken in between.
func TestGraphs(t *testing.T) {
	ctx := context.Background()
	for _, backend := range []string{store.Pebble, store.Memory} {
		t.Run(backend, func(t *testing.T) {
			s := open(t, store.Config{Backend: backend, Path: t.TempDir()})
			other := q("A", "funds", "B", quad.IRI("article/2"))
			if _, err := s.AddQuads(ctx, quad.NewReader([]quad.Quad{other}), nil); err != nil {
				t.Fatal(err)
			}
			first := []quad.Quad{q("A", "funds", "B", article), q("A", "funds", "C", article)}
			if a, r, err := s.ReplaceGraph(ctx, article, first); err != nil || a != 2 || r != 0 {
				t.Fatalf("added %d, removed %d, %v", a, r, err)
			}
			gen := s.Generation()
			if a, r, err := s.ReplaceGraph(ctx, article, first); err != nil || a != 0 || r != 0 || s.Generation() != gen {
				t.Fatalf("the same again: added %d, removed %d, generation %d → %d, %v", a, r, gen, s.Generation(), err)
			}
			dir := filepath.Join(t.TempDir(), "copy")
			if err := s.Snapshot(ctx, dir); err != nil {
				t.Fatal(err)
			}
			second := []quad.Quad{q("A", "funds", "C", nil), q("D", "funds", "C", nil)}
			if a, r, err := s.ReplaceGraph(ctx, article, second); err != nil || a != 1 || r != 1 || s.Generation() == gen {
				t.Fatalf("added %d, removed %d, %v", a, r, err)
			}
			if _, _, err := s.ReplaceGraph(ctx, article, []quad.Quad{other}); err == nil {
				t.Fatal("a quad of another article was accepted")
			}
			if r, err := s.DeleteGraph(ctx, article); err != nil || r != 2 {
				t.Fatalf("removed %d, %v", r, err)
			}
			if got := contents(t, s.QuadStore()); len(got) != 1 || got[0] != other.String() {
				t.Errorf("after delete: %v", got)
			}
			if st, err := s.Stats(ctx); err != nil || st.Quads != 1 || st.Nodes != 4 {
				t.Errorf("after delete: %+v, %v", st, err)
			}
			c, err := store.Open(ctx, store.Config{Path: dir, ReadOnly: true})
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			if got := contents(t, c.QuadStore()); len(got) != 3 {
				t.Errorf("snapshot: %v", got)
			}
			if _, err := c.DeleteGraph(ctx, article); !errors.Is(err, store.ErrReadOnly) {
				t.Errorf("write to a read-only store: %v", err)
			}
		})
	}
}

func TestOpenErrors(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	_, err := store.Open(ctx, store.Config{Path: dir})
	if !errors.Is(err, store.ErrNotInitialized) {
		t.Errorf("empty directory: %v", err)
	}
	s := open(t, store.Config{Path: dir})
	if err := store.Init(ctx, s.Config()); !errors.Is(err, store.ErrExists) {
		t.Errorf("init while open: %v", err)
	}
	_, err = store.Open(ctx, s.Config())
	if !errors.Is(err, store.ErrLocked) || !strings.Contains(err.Error(), "process ") {
		t.Errorf("open twice: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := store.Init(ctx, s.Config()); !errors.Is(err, store.ErrExists) {
		t.Errorf("init twice: %v", err)
	}
	ro := store.Config{Path: dir, ReadOnly: true}
	r1 := open(t, ro)
	open(t, ro) // two readers at once
	if _, err := store.Open(ctx, store.Config{Path: dir}); !errors.Is(err, store.ErrLocked) {
		t.Errorf("write beside readers: %v", err)
	}
	if len(contents(t, r1.QuadStore())) != 0 {
		t.Error("not empty")
	}
	if _, err := store.Open(ctx, store.Config{Backend: "pebbel"}); err == nil || !strings.Contains(err.Error(), "pebble") {
		t.Errorf("unknown backend: %v", err)
	}
}

// TestRestore takes a backup of a store in use, and brings it back after a loss.
func TestRestore(t *testing.T) {
	ctx := context.Background()
	s := open(t, store.Config{Path: t.TempDir()})
	if _, _, err := s.ReplaceGraph(ctx, article, []quad.Quad{q("A", "funds", "B", nil)}); err != nil {
		t.Fatal(err)
	}
	backup := filepath.Join(t.TempDir(), "backup")
	if err := s.Snapshot(ctx, backup); err != nil {
		t.Fatal(err)
	}
	if err := s.Snapshot(ctx, backup); err == nil {
		t.Error("a backup was overwritten")
	}
	if _, err := s.DeleteGraph(ctx, article); err != nil {
		t.Fatal(err)
	}
	if err := store.Restore(ctx, backup, s.Config(), false); !errors.Is(err, store.ErrExists) {
		t.Errorf("restore over a store: %v", err)
	}
	c := store.Config{Path: filepath.Join(t.TempDir(), "new")}
	if err := store.Restore(ctx, backup, c, false); err != nil {
		t.Fatal(err)
	}
	r := open(t, c)
	if got := contents(t, r.QuadStore()); len(got) != 1 {
		t.Errorf("restored %v", got)
	}
	if _, err := r.DeleteGraph(ctx, article); err != nil {
		t.Errorf("write to what was restored: %v", err)
	}
	if again := open(t, store.Config{Path: backup, ReadOnly: true}); len(contents(t, again.QuadStore())) != 1 {
		t.Error("writing to what was restored changed the backup")
	}
}
