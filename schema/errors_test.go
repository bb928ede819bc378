package schema

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares got with a file, or writes it with -update.
func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s (go test -update writes it anew)\ngot:\n%s\nwant:\n%s", path, got, want)
	}
}

// loadOntology loads without the embedded words and patterns, which have tests of their own.
func loadOntology(dir string) (*Schema, error) {
	files, err := readFiles(dir)
	if err != nil {
		return nil, err
	}
	files = slices.DeleteFunc(files, func(f file) bool {
		return strings.HasPrefix(f.name, "schema/lexicon/") || strings.HasPrefix(f.name, "schema/patterns/")
	})
	return build(files)
}

// Each folder of testdata/bad is laid over the embedded schema, and all its mistakes must be
// reported as its golden file has them.
func TestMistakesAreReported(t *testing.T) {
	entries, err := os.ReadDir("testdata/bad")
	if err != nil {
		t.Fatal(err)
	}
	dirs := 0
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		dirs++
		dir := filepath.Join("testdata/bad", e.Name())
		t.Run(filepath.Base(dir), func(t *testing.T) {
			_, err := loadOntology(dir)
			if err == nil {
				t.Fatal("no error")
			}
			got := strings.ReplaceAll(filepath.ToSlash(err.Error()), filepath.ToSlash(dir)+"/", "")
			golden(t, dir+".golden", []byte(got+"\n"))
		})
	}
	goldens, _ := filepath.Glob("testdata/bad/*.golden")
	if dirs == 0 || len(goldens) != dirs {
		t.Errorf("%d folders and %d golden files", dirs, len(goldens))
	}
}

// A folder of the user's adds a relation and replaces one.
func TestOverlay(t *testing.T) {
	s := ontology(t, "testdata/overlay")
	if s.Relation("lobbies") == nil {
		t.Error("the relation that the folder adds is not there")
	}
	if got := s.Label(s.Relation("sues").Labels, "en"); got != "takes to court" {
		t.Errorf("the relation that the folder replaces reads %q", got)
	}
	if s.Relation("invests_in") == nil {
		t.Error("the embedded relations are gone")
	}
	if strings.Join(s.Specialisations("opposes"), " ") == "" {
		t.Error("the super-relation gathers nothing")
	}
}

func TestOverlayThatIsNoFolder(t *testing.T) {
	for _, dir := range []string{"testdata/none", "schema.go"} {
		if _, err := loadOntology(dir); err == nil {
			t.Errorf("%s: no error", dir)
		}
	}
}

func TestDoc(t *testing.T) {
	s := ontology(t, "")
	for _, lang := range s.Languages {
		var a, b bytes.Buffer
		if err := s.Doc(&a, lang); err != nil {
			t.Fatal(err)
		}
		if err := ontology(t, "").Doc(&b, lang); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(a.Bytes(), b.Bytes()) {
			t.Errorf("%s: two prints differ", lang)
		}
		for _, r := range append(s.Relations(), s.SuperRelations()...) {
			if !strings.Contains(a.String(), "### `"+r.Name.Value+"`: "+s.Label(r.Labels, lang)) {
				t.Errorf("%s: %s is not in the document", lang, r.Name)
			}
		}
	}
}

// Every relation file holds one relation, and its bytes are no stranger than text: a schema is read
// by people.
func TestFilesAreText(t *testing.T) {
	err := fs.WalkDir(embedded, ".", func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := fs.ReadFile(embedded, p)
		if err != nil {
			return err
		}
		if bytes.ContainsAny(data, "\t\r") || !bytes.HasSuffix(data, []byte("\n")) {
			t.Errorf("%s: has tabs, carriage returns or no line end at its end", p)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
