package lang

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestTrees(t *testing.T) {
	for language, file := range caseFiles(t, "trees") {
		a := load(t, language)
		for _, c := range readCases(t, file) {
			d, units := readUnits(a, c.text)
			a.Tag(d)
			if len(d.Sentences) != 1 {
				t.Errorf("%s:%d: %d sentences: %s", file, c.line, len(d.Sentences), c.text)
				continue
			}
			d.Join(0, units)
			a.Parse(d)
			checkTrees(t, d)
			tokens := d.Sentences[0].Tokens
			name := func(i int) string {
				if i < 0 {
					return "-"
				}
				return strings.ReplaceAll(tokens[i].Form, " ", "_")
			}
			var arcs []string
			for i, tok := range tokens {
				arcs = append(arcs, fmt.Sprintf("%s %s %s", tok.Deprel, name(i), name(tok.Head)))
			}
			for _, w := range c.want {
				if !slices.Contains(arcs, w) {
					t.Errorf("%s:%d: %s\nwant %s\n got %s", file, c.line, c.text, w, strings.Join(arcs, ", "))
				}
			}
		}
	}
}

// readUnits tokenises a text whose names are in brackets.
func readUnits(a *Analyzer, marked string) (*Document, []Unit) {
	text := strings.NewReplacer("[", "", "]", "").Replace(marked)
	type span struct{ start, end int }
	var spans []span
	at := 0
	for _, r := range marked {
		switch r {
		case '[':
			spans = append(spans, span{start: at})
		case ']':
			spans[len(spans)-1].end = at
		default:
			at += len(string(r))
		}
	}
	d := a.Tokenize(text, nil)
	var units []Unit
	for _, sp := range spans {
		u := Unit{First: -1}
		for i, tok := range d.Sentences[0].Tokens {
			if tok.Start >= sp.start && tok.End <= sp.end {
				if u.First < 0 {
					u.First = i
				}
				u.Last = i
			}
		}
		units = append(units, u)
	}
	return d, units
}
