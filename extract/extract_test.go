package extract

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"cuibono"
	"cuibono/schema"
)

// newTestExtractor gives an extractor with the embedded schema and no known entities.
func newTestExtractor(t testing.TB) *Extractor {
	t.Helper()
	s, err := schema.Load("")
	if err != nil {
		t.Fatal(err)
	}
	x, err := New(s, Options{Threshold: -1})
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// shippedExtractor gives the extractor that users have: with the embedded schema, the known entities and the threshold.
func shippedExtractor(t testing.TB) *Extractor {
	t.Helper()
	s, err := schema.Load("")
	if err != nil {
		t.Fatal(err)
	}
	x, err := New(s, Options{Known: loadGazetteer(t)})
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// wellFormed checks what must hold of any result: quotes stand in the text, ends are among the entities, statuses and
// polarities are of those there are.
func wellFormed(t *testing.T, a *cuibono.Article, e *cuibono.Extraction) {
	t.Helper()
	ids := map[string]bool{}
	for _, n := range e.Entities {
		ids[n.ID] = true
	}
	runes := []rune(a.Text)
	for _, c := range e.Claims {
		if c.Quote.Offset < 0 || c.Quote.Offset+c.Quote.Length > len(runes) || string(runes[c.Quote.Offset:c.Quote.Offset+c.Quote.Length]) != c.Quote.Text {
			t.Errorf("quote %+v is not in the text", c.Quote)
		}
		if !ids[c.Subject.ID] || c.Object != nil && !ids[c.Object.ID] || c.SaidBy != nil && !ids[c.SaidBy.ID] {
			t.Errorf("an end of %+v is not among the entities", c)
		}
		if (c.Object == nil) == (c.Amount == nil) && c.Object == nil {
			t.Errorf("%+v has neither object nor amount", c)
		}
		if c.Status == "" || c.Polarity == "" || c.Pattern == "" {
			t.Errorf("%+v lacks status, polarity or pattern", c)
		}
	}
}

// TestStrangeText reads texts that no one wrote to be read: the answer may be empty but must come, and soon.
func TestStrangeText(t *testing.T) {
	x := newTestExtractor(t)
	const n = 100_000
	texts := map[string]string{
		"empty":           "",
		"spaces":          strings.Repeat(" \n\t", n/3),
		"brackets":        strings.Repeat("(", n),
		"quotes":          strings.Repeat("« \" “ ", n/10),
		"commas":          strings.Repeat("Velmor, ", n/8),
		"no full stop":    strings.Repeat("Velmor investit 3 millions d'euros dans Trinova et ", n/50),
		"zero width":      strings.Repeat("Vel\u200bmor a rachet\u200dé Tri\ufeffnova. ", n/40),
		"right to left":   strings.Repeat("\u202eVelmor\u202c rachète \u200fTrinova\u200e. ", n/40),
		"one word":        strings.Repeat("a", n),
		"capitals":        strings.Repeat("VELMOR RACHÈTE TRINOVA ", n/24),
		"numbers":         strings.Repeat("1 234,5 Mds€ ", n/16),
		"semicolons":      strings.Repeat("Velmor rachète Trinova ; ", n/25),
		"combining marks": strings.Repeat("e\u0301\u0301\u0301", n/7),
	}
	for name, text := range texts {
		for _, language := range []string{"fr", "en"} {
			t.Run(name+"/"+language, func(t *testing.T) {
				a := &cuibono.Article{Source: name, Text: text, Language: language}
				e, err := x.Extract(context.Background(), a)
				if err != nil {
					t.Fatal(err)
				}
				wellFormed(t, a, e)
			})
		}
	}
}

// TestSameTwice holds the result of an article to be the same every time, and quotes to stand in the text.
func TestSameTwice(t *testing.T) {
	x := newTestExtractor(t)
	files, _ := filepath.Glob("../seeds/[0-9]-*.md")
	if len(files) == 0 {
		t.Fatal("no sample articles in ../seeds")
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		a := &cuibono.Article{Source: f, Text: string(data)}
		first, err := x.Extract(context.Background(), a)
		if err != nil {
			t.Fatal(err)
		}
		wellFormed(t, a, first)
		if len(first.Claims) == 0 {
			t.Errorf("%s: no claims", f)
		}
		second, err := newTestExtractor(t).Extract(context.Background(), a)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(first, second) {
			t.Errorf("%s: two results of one article differ", f)
		}
	}
}

// TestUnknownLanguage wants an error that names the source.
func TestUnknownLanguage(t *testing.T) {
	_, err := newTestExtractor(t).Extract(context.Background(), &cuibono.Article{Source: "a.txt", Text: "Hola.", Language: "es"})
	if err == nil || !strings.Contains(err.Error(), "a.txt") {
		t.Errorf("got %v, want an error that names a.txt", err)
	}
}

// FuzzExtract reads any text in either language.
func FuzzExtract(f *testing.F) {
	for _, text := range []string{
		"Velmor a racheté Trinova pour 3 millions d'euros, selon Ana Velt.",
		"“They don't have the money,” Ana Velt (CEO of Trinova) said; Velmor's $3bn bid failed.",
		"Velmor : 75 M€ — auprès d'Ardane et de Quillon. Suivent\n\n« x", "— A, B et C; D's",
	} {
		f.Add(text, true)
		f.Add(text, false)
	}
	x := newTestExtractor(f)
	f.Fuzz(func(t *testing.T, text string, french bool) {
		if len(text) > 20_000 || !utf8.ValidString(text) {
			return
		}
		language := "en"
		if french {
			language = "fr"
		}
		a := &cuibono.Article{Source: "fuzz", Text: text, Language: language}
		e, err := x.Extract(context.Background(), a)
		if err != nil {
			t.Fatal(err)
		}
		wellFormed(t, a, e)
		if _, err := x.Explain(context.Background(), a); err != nil {
			t.Fatal(err)
		}
	})
}
