package schema

import "testing"

// TestPatternsLoad holds the embedded patterns to the relations, and to each having its examples.
func TestPatternsLoad(t *testing.T) {
	s, err := Load("")
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range s.Languages {
		if len(s.Patterns(language)) == 0 {
			t.Errorf("no pattern for language %q", language)
		}
	}
}
