package cuibono_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// TestNoRelationNamesInGo holds that meaning is data: no string of the program is the name of a relation, or of an entity
// of seeds/entities.yaml longer than three letters.
func TestNoRelationNamesInGo(t *testing.T) {
	meanings := map[string]string{}
	relations, err := filepath.Glob("schema/relations/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range relations {
		var r struct{ Relation string }
		readYAML(t, file, &r)
		if r.Relation == "" {
			t.Fatalf("%s names no relation", file)
		}
		meanings[r.Relation] = "a relation of " + filepath.ToSlash(file)
	}
	var entities []struct {
		ID      string
		Names   map[string]string
		Aliases map[string][]string
	}
	readYAML(t, "seeds/entities.yaml", &entities)
	for _, e := range entities {
		names := []string{e.ID}
		for _, n := range e.Names {
			names = append(names, n)
		}
		for _, list := range e.Aliases {
			names = append(names, list...)
		}
		for _, n := range names {
			if utf8.RuneCountInString(n) > 3 {
				meanings[n] = "an entity of seeds/entities.yaml"
			}
		}
	}
	if len(relations) == 0 || len(entities) == 0 {
		t.Fatalf("%d relations and %d entities read: the test looks in the wrong place", len(relations), len(entities))
	}
	read := 0
	err = filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || d.Name() == "node_modules"):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		var visit func(ast.Node) bool
		visit = func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ImportSpec:
				return false
			case *ast.Field: // its tag names a key of a file, not a meaning
				ast.Inspect(n.Type, visit)
				return false
			case *ast.BinaryExpr: // a third language to read needs data only
				reads := strings.HasPrefix(filepath.ToSlash(path), "extract/") || strings.HasPrefix(filepath.ToSlash(path), "lang/")
				if reads && (n.Op == token.EQL || n.Op == token.NEQ) && (asksLanguage(n.X, n.Y) || asksLanguage(n.Y, n.X)) {
					t.Errorf("%s: the code asks which language it reads; say what is peculiar to it in its data", files.Position(n.Pos()))
				}
			case *ast.BasicLit:
				if n.Kind != token.STRING {
					return true
				}
				read++
				s, err := strconv.Unquote(n.Value)
				if err != nil {
					t.Errorf("%s: %v", files.Position(n.Pos()), err)
					return true
				}
				if what, is := meanings[strings.Trim(s, "<>")]; is {
					t.Errorf("%s: the string %s is %s; say it in the data, not in Go", files.Position(n.Pos()), n.Value, what)
				}
			}
			return true
		}
		ast.Inspect(file, visit)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if read == 0 {
		t.Fatal("no strings read: the test looks in the wrong place")
	}
}

// asksLanguage tells whether an expression names a language and the other is a code.
func asksLanguage(language, code ast.Expr) bool {
	if s, ok := language.(*ast.SelectorExpr); ok {
		language = s.Sel
	}
	name, ok := language.(*ast.Ident)
	lit, literal := code.(*ast.BasicLit)
	return ok && literal && strings.EqualFold(name.Name, "language") && lit.Value != `""`
}

func readYAML(t *testing.T, file string, into any) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(data, into); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}
