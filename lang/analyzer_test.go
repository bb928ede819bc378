package lang

import (
	"reflect"
	"strings"
	"sync"
	"testing"
)

// hard are texts that are no language, or far too long.
func hard() map[string]string {
	const mb = 1 << 20
	return map[string]string{
		"no full stop":    strings.Repeat("la société de Vexor investit dans un fonds ", mb/43),
		"one word":        strings.Repeat("a", mb),
		"hyphens":         strings.Repeat("a-", mb/2),
		"apostrophes":     strings.Repeat("l'", mb/2),
		"full stops":      strings.Repeat("a.", mb/2),
		"dots":            strings.Repeat(".", mb),
		"brackets":        strings.Repeat("(", 100_000) + strings.Repeat(")", 100_000),
		"quotes":          strings.Repeat(`"`, 100_000),
		"digits":          strings.Repeat("1 000 ", mb/6),
		"digit groups":    strings.Repeat("1-", mb/2),
		"zero width":      strings.Repeat("a\u200b", mb/4),
		"only zero width": strings.Repeat("\u200b\u200d\ufeff", mb/9),
		"right to left":   strings.Repeat("\u202eabc\u200f \u2067", mb/15),
		"spaces":          "a." + strings.Repeat(" ", mb) + "b.",
		"initials":        strings.Repeat("A. ", mb/3),
		"lines":           strings.Repeat("\n", mb),
		"no utf-8":        strings.Repeat("\xff\xfe", mb/2),
		"emoji":           strings.Repeat("👩🏽\u200d💻", mb/15),
		"capitals":        strings.Repeat("LA SOCIÉTÉ ", mb/13),
		"addresses":       strings.Repeat("https://", mb/8),
		"handles":         strings.Repeat("@a@", mb/3),
		"bullets":         strings.Repeat("•\n", mb/4),
	}
}

// TestHardTexts reads each. What takes more than linear time does not end within the limit of go test.
func TestHardTexts(t *testing.T) {
	if testing.Short() {
		t.Skip("megabytes of text")
	}
	for _, language := range Languages() {
		a := load(t, language)
		for name, text := range hard() {
			d := a.Tokenize(text, nil)
			checkSpans(t, d)
			for _, s := range d.Sentences {
				if len(s.Tokens) > 2*MaxSentence {
					t.Errorf("%s, %s: a sentence of %d tokens", language, name, len(s.Tokens))
				}
			}
			if len(d.Sentences) > 200 {
				d.Sentences = d.Sentences[:200]
			}
			a.Tag(d)
			a.Parse(d)
			checkTrees(t, d)
		}
	}
}

func FuzzAnalyze(f *testing.F) {
	f.Add("« L'usine du Nord », a-t-il dit. Vexor paie 1,7 Md€.", 0, 2)
	f.Add("U.S.The boss's $2bn isn't (\"here", 1, 1)
	f.Add("10-15 2025-01-21 a.b@c.d \u200b\u202e- x", 3, 9)
	var analyzers []*Analyzer
	for _, l := range Languages() {
		analyzers = append(analyzers, load(f, l))
	}
	f.Fuzz(func(t *testing.T, text string, first, last int) {
		Detect(text)
		for _, a := range analyzers {
			d := a.Tokenize(text, nil)
			checkSpans(t, d)
			a.Tag(d)
			for i := range d.Sentences {
				d.Join(i, []Unit{{First: first, Last: last}, {First: last + 1, Last: last + 2, UPOS: "NUM"}})
			}
			checkSpans(t, d)
			a.Parse(d)
			checkTrees(t, d)
		}
	})
}

// TestConcurrent reads one text from many goroutines: the trees are the same.
func TestConcurrent(t *testing.T) {
	for _, language := range Languages() {
		a := load(t, language)
		text := strings.Repeat("Le patron de Vexor, Odile Vasseur, a dit hier que 3 M€ suffisent. The board of Oslinde agreed to buy it. ", 20)
		read := func() *Document {
			d := a.Tokenize(text, nil)
			a.Tag(d)
			a.Parse(d)
			return d
		}
		want := read()
		var wait sync.WaitGroup
		for range 4 {
			wait.Go(func() {
				if got := read(); !reflect.DeepEqual(got, want) {
					t.Errorf("%s: another reading of the same text", language)
				}
			})
		}
		wait.Wait()
	}
}

func TestJoin(t *testing.T) {
	a := load(t, "fr")
	d := a.Tokenize("Le patron du Soir de Vexor quitte Odile  Vasseur pour 100 millions d'euros.", nil)
	a.Tag(d)
	index := func(form string) int {
		for i, tok := range d.Sentences[0].Tokens {
			if tok.Form == form {
				return i
			}
		}
		t.Fatalf("no token %q", form)
		return -1
	}
	d.Join(0, []Unit{
		{First: index("100"), Last: index("euros"), UPOS: "NUM"},
		{First: index("Soir") - 1, Last: index("Soir")}, // the "le" of "du"
		{First: index("Odile"), Last: index("Vasseur")},
		{First: index("Vasseur"), Last: index("pour")}, // overlaps
		{First: 5, Last: 99},
	})
	checkSpans(t, d)
	a.Parse(d)
	checkTrees(t, d)
	var got []string
	for _, tok := range d.Sentences[0].Tokens {
		got = append(got, tok.Form+"/"+tok.UPOS)
	}
	want := "Le/DET patron/NOUN de/ADP le Soir/PROPN de/ADP Vexor/PROPN quitte/VERB Odile Vasseur/PROPN pour/ADP 100 millions d'euros/NUM ./PUNCT"
	if strings.Join(got, " ") != want {
		t.Errorf("got  %q\nwant %q", strings.Join(got, " "), want)
	}
}

func TestDetect(t *testing.T) {
	for _, c := range []struct{ text, language string }{
		{"Le patron de la société a vendu ses parts, mais il reste au conseil.", "fr"},
		{"The head of the company has sold his shares, but he stays on the board.", "en"},
		{"L'usine qu'elle dirige n'a pas fermé.", "fr"},
		{"Who owns it?", "en"},
	} {
		if l, p := Detect(c.text); l != c.language || p < 0.9 {
			t.Errorf("%q is %s with %.2f, want %s", c.text, l, p, c.language)
		}
	}
	if _, p := Detect("12345 --- ≈"); p != 0 {
		t.Errorf("no word at all, and confidence %v", p)
	}
}
