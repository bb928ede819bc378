package cuibono_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// mayImport is the import table of the project: what the non-test code of each package, and of the
// packages below it, may import of the project. "." is package cuibono.
var mayImport = map[string][]string{
	".":       {},
	"schema":  {".", "schema"},
	"lang":    {".", "lang"},
	"extract": {".", "extract", "lang", "schema"},
	"loader":  {".", "loader", "schema"},
	"store":   {".", "store"},
	"queries": {".", "queries", "schema"},
	"server":  {".", "server", "queries", "schema"},
	"eval":    {".", "eval", "schema"},
	"seeds":   {},
	"cmd":     {".", "cmd", "schema", "lang", "extract", "loader", "store", "queries", "server", "eval", "seeds"},
}

// only says which packages alone may import a module, by the module's path or a prefix of it.
var only = map[string][]string{
	"github.com/spf13/cobra":         {"cmd"},
	"github.com/spf13/viper":         {"cmd"},
	"github.com/cayleygraph/cayley":  {"store", "loader", "queries", "server"},
	"github.com/cockroachdb/pebble/": {"store"},
}

func TestImportTable(t *testing.T) {
	seen := 0
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || d.Name() == "node_modules"):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		dir := filepath.ToSlash(filepath.Dir(path))
		top, _, _ := strings.Cut(dir, "/")
		allowed, known := mayImport[top]
		if !known {
			t.Errorf("%s: package %q is not in the import table", path, dir)
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			seen++
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if inner, ours := strings.CutPrefix(imported, "cuibono"); ours && (inner == "" || inner[0] == '/') {
				want, _, _ := strings.Cut(strings.TrimPrefix(inner, "/"), "/")
				if want == "" {
					want = "."
				}
				if !slices.Contains(allowed, want) {
					t.Errorf("%s imports %s; packages below %s may import %v", path, imported, top, allowed)
				}
				continue
			}
			if top == "." && strings.Contains(imported, ".") {
				t.Errorf("%s imports %s; package cuibono imports the standard library only", path, imported)
			}
			for module, by := range only {
				if strings.HasPrefix(imported+"/", module) && !slices.Contains(by, top) {
					t.Errorf("%s imports %s; only %v may", path, imported, by)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen == 0 {
		t.Fatal("no imports read: the test looks in the wrong place")
	}
}
