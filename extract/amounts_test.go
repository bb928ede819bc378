package extract

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"cuibono"
)

// caseFile reads a file of testdata of the form "## language, date", then "text => results".
type textCase struct {
	line           int
	language, date string
	text, want     string
}

func readCases(t *testing.T, file string) []textCase {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var cases []textCase
	language, date := "fr", ""
	for i, line := range strings.Split(string(data), "\n") {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "# "):
		case strings.HasPrefix(line, "## "):
			language, date, _ = strings.Cut(strings.TrimPrefix(line, "## "), " ")
		default:
			text, want, found := strings.Cut(line, "=>")
			if !found {
				t.Fatalf("%s:%d: no => in the line", file, i+1)
			}
			cases = append(cases, textCase{i + 1, language, date, strings.TrimSpace(text), strings.TrimSpace(want)})
		}
	}
	if len(cases) == 0 {
		t.Fatalf("%s: no cases", file)
	}
	return cases
}

func TestFigures(t *testing.T) {
	lexicons := map[string]*lexicon{"en": loadLexicon(t, "en"), "fr": loadLexicon(t, "fr")}
	for _, c := range readCases(t, "testdata/figures.txt") {
		x := lexicons[c.language]
		items := scanItems(c.text, cuibono.Span{Start: 0, End: len(c.text)}, x.decimal, nil)
		figures := x.figures(items)
		x.shareUnits(items, figures)
		var out []string
		for i := range figures {
			f := &figures[i]
			s := fmt.Sprintf("%.6g", f.value)
			if f.max != 0 {
				s += fmt.Sprintf("..%.6g", f.max)
			}
			switch {
			case f.percent:
				s += "%"
			case f.currency != "":
				s += " " + f.currency
			case f.scale != 0:
				s += " ?"
			default:
				continue
			}
			if b := x.boundOf(items, f); b != cuibono.Exact && b != cuibono.Range {
				s += " " + string(b)
			}
			if _, n := x.per.at(items, f.last+1); n > 0 {
				s += " each"
			}
			out = append(out, s)
		}
		if got := strings.Join(out, "; "); got != c.want {
			t.Errorf("figures.txt:%d: %s\n got %s\nwant %s", c.line, c.text, got, c.want)
		}
	}
}

func TestDates(t *testing.T) {
	lexicons := map[string]*lexicon{"en": loadLexicon(t, "en"), "fr": loadLexicon(t, "fr")}
	for _, c := range readCases(t, "testdata/dates.txt") {
		x := lexicons[c.language]
		items := scanItems(c.text, cuibono.Span{Start: 0, End: len(c.text)}, x.decimal, nil)
		var out []string
		for _, w := range x.datesIn(items, parseMoment(c.date)) {
			s := w.value
			if w.future {
				s += " future"
			}
			out = append(out, s)
		}
		if got := strings.Join(out, "; "); got != c.want {
			t.Errorf("dates.txt:%d: %s\n got %s\nwant %s", c.line, c.text, got, c.want)
		}
	}
}
