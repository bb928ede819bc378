package queries

import (
	"context"
	"os"
	"strings"
	"testing"

	"github.com/cayleygraph/cayley/graph"
	_ "github.com/cayleygraph/cayley/graph/memstore"
	_ "github.com/cayleygraph/cayley/writer"
	"github.com/cayleygraph/quad"

	"cuibono/schema"
)

func loadSchema(t testing.TB) *schema.Schema {
	t.Helper()
	s, err := schema.Load("")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// memory is Cayley's own store in memory, filled with quads in their order.
func memory(t testing.TB, quads []quad.Quad) graph.QuadStore {
	t.Helper()
	qs, err := graph.NewQuadStore("memstore", "", nil)
	if err != nil {
		t.Fatal(err)
	}
	w, err := graph.NewQuadWriter("single", qs, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range quads {
		if err := w.AddQuad(q); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { qs.Close() })
	return qs
}

func exampleEngine(t testing.TB, dirs ...string) *Engine {
	t.Helper()
	s := loadSchema(t)
	c, err := Load(s, dirs...)
	if err != nil {
		t.Fatal(err)
	}
	quads, err := ExampleGraph()
	if err != nil {
		t.Fatal(err)
	}
	return New(memory(t, quads), Options{Schema: s, Catalog: c})
}

// TestExamples runs the example that each query's header holds. With -update it writes the outputs.
func TestExamples(t *testing.T) {
	e := exampleEngine(t)
	for _, q := range e.Catalog().Queries() {
		t.Run(q.Name, func(t *testing.T) {
			got, err := e.example(context.Background(), q)
			if err != nil {
				t.Fatal(err)
			}
			if got == q.example.Output {
				return
			}
			if !*update {
				t.Fatalf("got\n%s\nwant\n%s", got, q.example.Output)
			}
			before, rest, _ := strings.Cut(q.Text, "  output: |\n")
			_, after, _ := strings.Cut(rest, "*/")
			text := before + "  output: |\n    " + strings.ReplaceAll(strings.TrimRight(got, "\n"), "\n", "\n    ") + "\n*/" + after
			if err := os.WriteFile(q.Name+".js", []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}
