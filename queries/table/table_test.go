package table

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jedib0t/go-pretty/v6/text"

	"cuibono"
)

var update = flag.Bool("update", false, "write what is found into the files")

func sample() *Table {
	amount := func(v float64, c string, b cuibono.Bound, max float64) Cell {
		return cuibono.Amount{Value: v, Currency: c, Bound: b, Max: max}
	}
	return &Table{
		Name:  "who-funds",
		Title: map[string]string{"en": "Who funds it", "fr": "Qui le finance"},
		Columns: []Column{
			{Name: "funder", Kind: Entity, Title: map[string]string{"en": "funder", "fr": "financeur"}},
			{Name: "target", Kind: Entity, Title: map[string]string{"en": "target", "fr": "cible"}},
			{Name: "amount", Kind: Amount, Title: map[string]string{"en": "amount", "fr": "montant"}},
			{Name: "share", Kind: Share},
			{Name: "note", Kind: Text},
			{Name: "articles", Kind: Article, Title: map[string]string{"en": "articles", "fr": "articles"}},
			{Name: "quote", Kind: Quote},
			{Name: "count", Kind: Number},
		},
		Edges: &Edges{From: "funder", To: "target", Label: "amount"},
		Rows: [][]Cell{
			{Ref{"Solmar", "Solmar & Fils <Bank>"}, Ref{"Project_Meridian", "Project Meridian"}, amount(19e9, "USD", cuibono.AtLeast, 0), 7.5, "=1+1",
				[]Cell{Ref{"article/a", "A first headline, rather long"}, Ref{"article/b", "Another"}},
				"Solmar said it would put at least 19 billion dollars into the project, | half of it *now*.", int64(12345)},
			{Ref{"Théo_Brac", "Théo Brac"}, Ref{"Project_Meridian", "Project Meridian"}, amount(30e6, "EUR", cuibono.Range, 50e6), nil, "-", nil, "« Oui », dit-il.", int64(2)},
			{Ref{"Project_Meridian", "Project Meridian"}, Ref{"東京", "東京"}, []Cell{amount(1234567, "USD", cuibono.Exact, 0), amount(2.5e12, "USD", cuibono.About, 0)}, 40.0, "\x1b[31mred\x1b[0m\u202e", nil, nil, int64(-3)},
			{Ref{"東京", "東京"}, Ref{"Solmar", "Solmar & Fils <Bank>"}, nil, nil, nil, nil, nil, nil},
		},
	}
}

// TestFormats holds every format to its golden file.
func TestFormats(t *testing.T) {
	for _, c := range []struct {
		file   string
		format Format
		o      Options
	}{
		{"wide.txt", Aligned, Options{Language: "en"}},
		{"80.txt", Aligned, Options{Width: 80, Language: "fr"}},
		{"50.txt", Aligned, Options{Width: 50, Language: "en"}},
		{"30.txt", Aligned, Options{Width: 30, Language: "fr"}},
		{"colour.txt", Aligned, Options{Width: 80, Language: "en", Color: true}},
		{"sample.json", JSON, Options{}},
		{"sample.csv", CSV, Options{}},
		{"sample.md", Markdown, Options{Language: "fr"}},
		{"sample.dot", DOT, Options{Language: "en"}},
		{"sample.svg", SVG, Options{Language: "en"}},
	} {
		var got bytes.Buffer
		if err := sample().Write(&got, c.format, c.o); err != nil {
			t.Errorf("%s: %v", c.file, err)
			continue
		}
		path := filepath.Join("testdata", c.file)
		if *update {
			if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Bytes(), want) {
			t.Errorf("%s\n got\n%s\nwant\n%s", c.file, got.Bytes(), want)
		}
		if c.format == Aligned && c.o.Width > 0 {
			for _, line := range strings.Split(got.String(), "\n") {
				if w := text.StringWidthWithoutEscSequences(line); w > c.o.Width {
					t.Errorf("%s: a line of %d columns: %s", c.file, w, line)
				}
			}
		}
	}
}

// TestReadBack holds that other programs read what is written.
func TestReadBack(t *testing.T) {
	write := func(f Format) []byte {
		var b bytes.Buffer
		if err := sample().Write(&b, f, Options{}); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	var doc struct {
		Rows []struct {
			Amount json.RawMessage
			Share  *float64
		}
		Truncated *bool
	}
	if err := json.Unmarshal(write(JSON), &doc); err != nil || len(doc.Rows) != 4 || doc.Truncated == nil || *doc.Rows[0].Share != 7.5 ||
		string(doc.Rows[0].Amount) != `{"value":19000000000,"currency":"USD","bound":"at_least"}` {
		t.Errorf("JSON: %+v, %v", doc, err)
	}
	records, err := csv.NewReader(bytes.NewReader(write(CSV))).ReadAll()
	if err != nil || len(records) != 5 || records[1][4] != "'=1+1" || records[2][4] != "'-" || records[3][7] != "-3" {
		t.Errorf("CSV: %q, %v", records, err)
	}
	dec := xml.NewDecoder(bytes.NewReader(write(SVG)))
	for {
		if _, err := dec.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("SVG: %v", err)
		}
	}
	noGraph := sample()
	noGraph.Edges = nil
	if err := noGraph.Write(io.Discard, DOT, Options{}); err == nil || !strings.Contains(err.Error(), "no graph") {
		t.Errorf("DOT of what is no graph: %v", err)
	}
}

func TestFormulas(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"}, {"+1", "'+1"}, {"@SUM(A1)", "'@SUM(A1)"}, {"\t=1", "'\t=1"}, {" =1", "' =1"},
		{"\u00a0=1", "'\u00a0=1"}, {"plain", "plain"}, {"", ""}, {"19 =", "19 ="}, {"-", "'-"},
	} {
		if got := harmless(c.in); got != c.want {
			t.Errorf("%q becomes %q, want %q", c.in, got, c.want)
		}
	}
}

func TestMoney(t *testing.T) {
	for _, c := range []struct {
		a      cuibono.Amount
		en, fr string
	}{
		{cuibono.Amount{Value: 500e9, Currency: "USD"}, "500 bn USD", "500 Md USD"},
		{cuibono.Amount{Value: 2.5e12, Currency: "USD", Bound: cuibono.About}, "≈ 2.5 tn USD", "≈ 2500 Md USD"},
		{cuibono.Amount{Value: 19.25e6, Currency: "EUR", Bound: cuibono.AtMost}, "≤ 19.25 m EUR", "≤ 19,25 M EUR"},
		{cuibono.Amount{Value: 30e9, Max: 50e9, Currency: "EUR", Bound: cuibono.Range}, "30–50 bn EUR", "30–50 Md EUR"},
		{cuibono.Amount{Value: 1234567, Currency: "USD"}, "1,234,567 USD", "1\u202f234\u202f567 USD"},
		{cuibono.Amount{Value: 800, Currency: "CHF", Bound: cuibono.AtLeast}, "≥ 800 CHF", "≥ 800 CHF"},
	} {
		for lang, want := range map[string]string{"en": c.en, "fr": c.fr} {
			if got := strings.ReplaceAll(Money(c.a, lang), "\u00a0", " "); got != want {
				t.Errorf("%s: %s, want %s", lang, got, want)
			}
		}
	}
}

// TestDrawing holds that a drawing with circles and many nodes is drawn, and too large a one refused.
func TestDrawing(t *testing.T) {
	big := sample()
	big.Rows = nil
	for i := range 300 {
		ref := func(n int) Cell { return Ref{ID: fmt.Sprintf("n%d", n)} }
		big.Rows = append(big.Rows, []Cell{ref(i), ref((i * 7) % 300), nil, nil, nil, nil, nil, nil})
	}
	if err := big.Write(io.Discard, SVG, Options{}); err != nil {
		t.Error(err)
	}
	for i := range 3000 {
		big.Rows = append(big.Rows, []Cell{Ref{ID: fmt.Sprint(i)}, Ref{ID: "x"}, nil, nil, nil, nil, nil, nil})
	}
	if err := big.Write(io.Discard, SVG, Options{}); err == nil || !strings.Contains(err.Error(), "at most") {
		t.Errorf("%v", err)
	}
}
