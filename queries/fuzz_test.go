package queries

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cuibono/queries/names"
)

// FuzzHeader holds that any file gives a query or problems with places in it, never both or neither.
func FuzzHeader(f *testing.F) {
	files, err := filepath.Glob("*.js")
	if err != nil || len(files) == 0 {
		f.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Add([]byte("/*\nname: q\n*/"))
	f.Add([]byte("\ufeff\n/* name: [*/"))
	s := loadSchema(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		q, ps := parse(s, "q.js", text)
		if (q == nil) != (len(ps) > 0) {
			t.Fatalf("%v, %v", q, ps)
		}
		lines := strings.Count(string(text), "\n") + 1
		for _, p := range ps {
			if p.Line < 1 || p.Line > lines+1 || p.Column < 1 {
				t.Errorf("%v is no place in a text of %d lines", p, lines)
			}
		}
		kinds(string(text))
	})
}

// FuzzFold holds that a folded name folds to itself, so that it is found again.
func FuzzFold(f *testing.F) {
	for _, s := range []string{"L'Oréal", "the The", "Œuvre & Cie", "AT&T", "ẞ", "İ", "e\u0301", "\xff", "a+b", "ΑΣ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := names.Fold(s)
		if len(once) <= 512 && names.Fold(once) != once {
			t.Errorf("%q folds to %q, then to %q", s, once, names.Fold(once))
		}
	})
}
