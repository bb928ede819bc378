package pebble

import (
	"path/filepath"
	"testing"

	"cuibono/store/internal/film"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/graphtest"
	"github.com/cayleygraph/cayley/graph/graphtest/testutil"
)

// TestConformance runs Cayley's own suite for backends, on disk and in memory.
func TestConformance(t *testing.T) {
	for name, gen := range map[string]testutil.DatabaseFunc{
		"disk":   func(t testing.TB) (graph.QuadStore, graph.Options) { return newDisk(t), nil },
		"memory": func(t testing.TB) (graph.QuadStore, graph.Options) { return newMemory(t), nil },
	} {
		t.Run(name, func(t *testing.T) {
			// The suite looks for its data relative to the working directory.
			dir, err := film.ModuleDir()
			if err != nil {
				t.Fatal(err)
			}
			t.Chdir(filepath.Join(dir, "graph", "graphtest"))
			graphtest.TestAll(t, gen, &graphtest.Config{AlwaysRunIntegration: true})
		})
	}
}

func newDisk(t testing.TB) *QuadStore { return newStore(t, t.TempDir(), Options{NoSync: true}) }

func newStore(t testing.TB, dir string, opt Options) *QuadStore {
	t.Helper()
	if err := Init(dir, opt); err != nil {
		t.Fatal(err)
	}
	qs, err := Open(dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := qs.Close(); err != nil {
			t.Error(err)
		}
	})
	return qs
}

func newMemory(t testing.TB) *QuadStore {
	t.Helper()
	qs, err := OpenMemory(Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := qs.Close(); err != nil {
			t.Error(err)
		}
	})
	return qs
}
