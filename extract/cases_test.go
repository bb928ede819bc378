package extract

import (
	"context"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"cuibono"
)

// readText takes a text through all stages but the relations.
func readText(t *testing.T, x *Extractor, c textCase) *document {
	t.Helper()
	r, err := x.read(context.Background(), &cuibono.Article{Source: "case", Text: c.text, Language: c.language, Date: c.date}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r.d
}

func TestNames(t *testing.T) {
	x := shippedExtractor(t)
	for _, c := range readCases(t, "testdata/names.txt") {
		d := readText(t, x, c)
		// in the order of first appearance; places known by adjectives come where the adjective stands
		first := map[int]int{}
		for s := range d.mentions {
			for _, m := range d.mentions[s] {
				if m.Kind == Name {
					if at, ok := first[m.Entity]; !ok || m.Start < at {
						first[m.Entity] = m.Start
					}
				}
			}
		}
		for i := range d.entities {
			for _, o := range d.entities[i].Origins {
				at := d.tree.Sentences[o.Sentence].Tokens[o.Token].Start
				if old, ok := first[o.Entity]; !ok || at < old {
					// after the thing it qualifies
					first[o.Entity] = max(at, first[i]) + 1
				}
			}
		}
		var order []int
		for e := range first {
			order = append(order, e)
		}
		sort.Slice(order, func(i, j int) bool { return first[order[i]] < first[order[j]] })
		var out []string
		for _, i := range order {
			e := &d.entities[i]
			forms := append([]string{e.Name}, e.Aliases...)
			out = append(out, strings.Join(forms, "/")+" "+e.Type)
		}
		if got := strings.Join(out, "; "); got != c.want {
			t.Errorf("names.txt:%d: %s\n got %s\nwant %s", c.line, c.text, got, c.want)
		}
	}
}

func TestCoreference(t *testing.T) {
	x := shippedExtractor(t)
	for _, c := range readCases(t, "testdata/coreference.txt") {
		d := readText(t, x, c)
		for _, want := range strings.Split(c.want, "; ") {
			words, name, _ := strings.Cut(want, "=")
			got := "-"
			for s := range d.mentions {
				for _, m := range d.mentions[s] {
					if got == "-" && m.Entity != Unresolved && d.tree.Text[m.Start:m.End] == words {
						got = d.entities[m.Entity].Name
						for _, e := range m.Also {
							got += ", " + d.entities[e].Name
						}
					}
				}
			}
			if got != name {
				t.Errorf("coreference.txt:%d: %s\n%s: got %s, want %s", c.line, c.text, words, got, name)
			}
		}
	}
}

// TestCaseFilesAreRead fails for a case file that no test reads.
func TestCaseFilesAreRead(t *testing.T) {
	read := map[string]bool{"figures.txt": true, "dates.txt": true, "names.txt": true, "coreference.txt": true, "offtopic.txt": true}
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !read[filepath.Base(f)] {
			t.Errorf("%s is read by no test", f)
		}
	}
	if _, err := os.Stat("testdata/names.txt"); err != nil {
		t.Fatal(err)
	}
}

// FuzzAmountsAndDates holds that no text breaks the reading of amounts and dates, and that what is found
// lies within the text, in order.
func FuzzAmountsAndDates(f *testing.F) {
	for _, file := range []string{"testdata/figures.txt", "testdata/dates.txt"} {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, line := range strings.Split(string(data), "\n") {
			text, _, _ := strings.Cut(line, "=>")
			f.Add(text)
		}
	}
	f.Add("1 000 000 000 000 000 000 000 000 milliards de milliards")
	f.Add("$$$ 1,,2 .. 3e9 €5-€ 1–2–3 %")
	lexicons := []*lexicon{loadLexicon(f, "en"), loadLexicon(f, "fr")}
	now := parseMoment("2025-03-12")
	f.Fuzz(func(t *testing.T, text string) {
		for _, x := range lexicons {
			items := scanItems(text, cuibono.Span{Start: 0, End: len(text)}, x.decimal, nil)
			end := 0
			for _, it := range items {
				if it.Start < end || it.End <= it.Start || it.End > len(text) {
					t.Fatalf("item %+v out of order in %q", it, text)
				}
				end = it.End
			}
			last := -1
			figures := x.figures(items)
			x.shareUnits(items, figures)
			for i := range figures {
				f := &figures[i]
				if f.first <= last || f.last < f.first || f.last >= len(items) {
					t.Fatalf("figure %+v out of order in %q", *f, text)
				}
				if f.max != 0 && f.max <= f.value {
					t.Fatalf("range %v..%v in %q", f.value, f.max, text)
				}
				last = f.last
				x.boundOf(items, f)
			}
			for _, w := range x.datesIn(items, now) {
				if w.value == "" || w.first < 0 || w.last >= len(items) {
					t.Fatalf("date %+v in %q", w, text)
				}
			}
		}
	})
}
