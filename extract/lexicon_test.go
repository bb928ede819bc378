package extract

import (
	"os"
	"testing"

	"cuibono/schema"
)

// loadLexicon gives the embedded lexicon of a language.
func loadLexicon(t testing.TB, language string) *lexicon {
	t.Helper()
	s, err := schema.Load("")
	if err != nil {
		t.Fatal(err)
	}
	return newLexicon(s.Lexicon(language))
}

func TestLexiconsLoad(t *testing.T) {
	for _, language := range []string{"en", "fr"} {
		x := loadLexicon(t, language)
		if x.decimal == 0 || len(x.Symbols) == 0 {
			t.Errorf("%s: lexicon is not whole", language)
		}
	}
}

func loadGazetteer(t testing.TB) *Gazetteer {
	t.Helper()
	data, err := os.ReadFile("../seeds/entities.yaml")
	if err != nil {
		t.Fatal(err)
	}
	list, err := schema.ParseKnown("seeds/entities.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	return NewGazetteer(list)
}

func TestKnownEntitiesLoad(t *testing.T) {
	g := loadGazetteer(t)
	if e := g.demonym("canadiennes"); e == nil || e.Kind != "country" {
		t.Errorf("canadiennes: got %v, want a country", e)
	}
}
