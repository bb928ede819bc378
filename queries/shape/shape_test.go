package shape

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	_ "github.com/cayleygraph/cayley/query/gizmo"
	_ "github.com/cayleygraph/cayley/query/graphql"
	_ "github.com/cayleygraph/cayley/query/mql"
	_ "github.com/cayleygraph/cayley/query/sexp"
)

var update = flag.Bool("update", false, "write the shapes found into testdata")

// Each file NAME.LANGUAGE of testdata is a query; NAME.LANGUAGE.json is its shape.
func TestRecord(t *testing.T) {
	files, err := filepath.Glob("testdata/*")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, ".json") {
			if _, err := os.Stat(strings.TrimSuffix(file, ".json")); err != nil {
				t.Errorf("%s belongs to no query", file)
			}
			continue
		}
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
			defer cancel()
			g, err := Record(ctx, strings.TrimPrefix(filepath.Ext(file), "."), string(text))
			if err != nil {
				t.Fatal(err)
			}
			got := encode(t, g)
			if *update {
				if err := os.WriteFile(file+".json", got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file + ".json")
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("query:\n%s\ngot:\n%s\nwant:\n%s", text, got, want)
			}
		})
	}
}

func encode(t *testing.T, g *Graph) []byte {
	t.Helper()
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(g); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func TestRecordErrors(t *testing.T) {
	for _, c := range []struct{ language, text, want string }{
		{"cobol", "MOVE A TO B", "unknown query language"},
		{"gizmo", `g.V("a").nosuch()`, "nosuch"},
		{"gizmo", `g.V(`, "SyntaxError"},
		{"graphql", `{ nodes(`, "Syntax Error"},
		{"mql", `[{"id"`, "unexpected end of JSON input"},
		{"gizmo", `throw "a message of its own"`, "a message of its own"},
	} {
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		if _, err := Record(ctx, c.language, c.text); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s %q: error %v, want one with %q", c.language, c.text, err, c.want)
		}
		cancel()
	}
}

func TestRecordIsBounded(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	g, err := Record(ctx, "gizmo", `for (;;) g.V("<a>").out("<b>").all()`)
	if err == nil {
		t.Fatal("an endless script ended without an error")
	}
	if len(g.Nodes) > MaxNodes {
		t.Fatalf("%d nodes", len(g.Nodes))
	}
}
