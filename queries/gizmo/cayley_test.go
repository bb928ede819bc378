package gizmo

import (
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/cayleygraph/cayley/graph"
	_ "github.com/cayleygraph/cayley/graph/memstore"
	_ "github.com/cayleygraph/cayley/writer"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"
	_ "github.com/cayleygraph/quad/voc/rdf"
)

// cayleyCase is one case of Cayley's own test of Gizmo.
type cayleyCase struct {
	message, query, tag, file string
	limit                     int
	expect                    []string
	err, ownData              bool
}

// cayleyDir is the folder of the Cayley module that the project is pinned to.
func cayleyDir(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/cayleygraph/cayley").Output()
	if err != nil {
		t.Fatalf("find the Cayley module: %v", err)
	}
	return strings.TrimSpace(string(out))
}

// cayleyCases reads the cases out of query/gizmo/gizmo_test.go of the pinned module, so that a new pin
// brings its new cases along.
func cayleyCases(t *testing.T, dir string) []cayleyCase {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, "query", "gizmo", "gizmo_test.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []cayleyCase
	for _, decl := range file.Decls {
		gen, ok := decl.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, spec := range gen.Specs {
			vs, ok := spec.(*ast.ValueSpec)
			if !ok || len(vs.Names) != 1 || vs.Names[0].Name != "testQueries" {
				continue
			}
			for _, e := range vs.Values[0].(*ast.CompositeLit).Elts {
				out = append(out, readCase(t, e.(*ast.CompositeLit)))
			}
		}
	}
	if len(out) < 60 {
		t.Fatalf("only %d cases read; has the form of Cayley's test changed?", len(out))
	}
	return out
}

func readCase(t *testing.T, lit *ast.CompositeLit) (c cayleyCase) {
	t.Helper()
	for _, e := range lit.Elts {
		kv := e.(*ast.KeyValueExpr)
		switch key := kv.Key.(*ast.Ident).Name; key {
		case "message":
			c.message = text(t, kv.Value)
		case "query":
			c.query = text(t, kv.Value)
		case "tag":
			c.tag = text(t, kv.Value)
		case "file":
			c.file = "testdata_multigraph.nq"
		case "limit":
			c.limit = 5 // issue718Limit
		case "err":
			c.err = kv.Value.(*ast.Ident).Name == "true"
		case "data":
			c.ownData = true // issue718Graph()
		case "expect":
			switch v := kv.Value.(type) {
			case *ast.CompositeLit:
				for _, one := range v.Elts {
					c.expect = append(c.expect, text(t, one))
				}
			case *ast.CallExpr: // issue718Nodes()
				c.expect = []string{"<a>", "<b>", "<n1>", "<n2>", "<n3>"}
			}
		default:
			t.Fatalf("unknown field %s in a case of Cayley's test", key)
		}
	}
	return c
}

func text(t *testing.T, e ast.Expr) string {
	t.Helper()
	switch v := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(v.Value)
		if err != nil {
			t.Fatal(err)
		}
		return s
	case *ast.CallExpr: // intVal(n)
		n, err := strconv.Atoi(v.Args[0].(*ast.BasicLit).Value)
		if err != nil {
			t.Fatal(err)
		}
		return quad.Int(n).String()
	}
	t.Fatalf("a %T in a case of Cayley's test", e)
	return ""
}

func readQuads(t *testing.T, path string) []quad.Quad {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	qs, err := quad.ReadAll(nquads.NewReader(f, false))
	if err != nil {
		t.Fatal(err)
	}
	return qs
}

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

// shown gives a result as Cayley's test compares it.
func shown(t *testing.T, s *Session, r Result, tag string) (string, bool) {
	t.Helper()
	if r.Tags == nil {
		return fmt.Sprint(s.Plain(r.Value)), true
	}
	ref := r.Tags[tag]
	if ref == nil {
		return "", false
	}
	v, err := s.QuadStore().NameOf(ref)
	if err != nil {
		t.Fatal(err)
	}
	return quad.ToString(v), true
}

// TestCayleyCases runs every case of Cayley's own Gizmo test against this session.
func TestCayleyCases(t *testing.T) {
	dir := cayleyDir(t)
	simple := readQuads(t, filepath.Join(dir, "data", "testdata.nq"))
	multi := readQuads(t, filepath.Join(dir, "data", "testdata_multigraph.nq"))
	var own []quad.Quad
	for i := range 5 {
		own = append(own, quad.MakeIRI("a", "b", fmt.Sprintf("n%d", i+1), ""))
	}
	for _, c := range cayleyCases(t, dir) {
		t.Run(c.message, func(t *testing.T) {
			quads := simple
			switch {
			case c.ownData:
				quads = own
			case c.file != "":
				quads = multi
			}
			if c.tag == "" {
				c.tag = topTag
			}
			s := New(memory(t, quads), Options{})
			var got []string
			_, err := s.Run(context.Background(), c.query, c.limit, func(r Result) error {
				if v, ok := shown(t, s, r, c.tag); ok {
					got = append(got, v)
				}
				return nil
			})
			if (err != nil) != c.err {
				t.Fatalf("error %v, want one: %v", err, c.err)
			}
			sort.Strings(got)
			slices.Sort(c.expect)
			if err == nil && !reflect.DeepEqual(got, c.expect) {
				t.Errorf("query %s\n got %q\nwant %q", c.query, got, c.expect)
			}
		})
	}
}
