package repl

import "testing"

// FuzzTyped holds that whatever is typed is cut into words, or told why not, and is open or not.
func FuzzTyped(f *testing.F) {
	for _, s := range []string{`query path "a b" c`, `l'eau`, `"`, "g.V(`a", "/* (", "// (\n", "\\", `"\"`, "#", "}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if words, err := split(s); err != nil && words != nil {
			t.Errorf("%q: %q and %v", s, words, err)
		}
		for _, lang := range []string{"gizmo", "graphql", "mql", "sexp"} {
			if open(lang, s) && !open(lang, s+"(") && lang != "gizmo" && lang != "graphql" {
				t.Errorf("%s %q is open, and not with one bracket more", lang, s)
			}
		}
	})
}
