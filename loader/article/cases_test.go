package article_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"cuibono"
	"cuibono/loader/article"
)

var kinds = map[byte]cuibono.PassageKind{
	'T': cuibono.Title, 'H': cuibono.Heading, 'B': cuibono.Body, 'I': cuibono.Item, 'M': cuibono.Meta, 'F': cuibono.Furniture,
}

// TestPages reads the pages of testdata/pages, whose lines say of what kind they are.
func TestPages(t *testing.T) {
	files, err := filepath.Glob("testdata/pages/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	cues := article.NewCues(furniture(t, "fr", "en")...)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var text strings.Builder
			type expected struct {
				line int
				kind byte
				text string
			}
			var want []expected
			for i, line := range strings.Split(strings.TrimSuffix(string(data), "\n"), "\n") {
				if line == "" {
					text.WriteString("\n")
					continue
				}
				if len(line) < 3 || line[1] != '|' && line[1] != '~' || line[2] != ' ' || kinds[line[0]] == "" && line[0] != '=' {
					t.Fatalf("%s:%d: not a line of a case: %q", file, i+1, line)
				}
				body := line[3:]
				if before, after, cut := strings.Cut(body, "~~"); cut && line[1] == '~' {
					want = append(want, expected{i + 1, line[0], strings.TrimSpace(before)}, expected{i + 1, 'F', after})
					body = before + after
				} else if line[0] == '=' {
					want[len(want)-1].text += "\n" + body
				} else {
					want = append(want, expected{i + 1, line[0], body})
				}
				text.WriteString(body + "\n")
			}
			a, err := article.Read(file, []byte(text.String()), article.Options{Cues: cues, Warn: func(w article.Warning) { t.Error(w) }})
			if err != nil {
				t.Fatal(err)
			}
			checkPassages(t, a)
			for _, w := range want {
				at := slices.IndexFunc(a.Passages, func(p cuibono.Passage) bool {
					got := a.Text[p.Start:p.End]
					return got == w.text || p.Kind.Claims() && strings.TrimLeft(w.text, "-*•> ") == got
				})
				if at < 0 {
					t.Errorf("%s:%d: no passage %q", file, w.line, w.text)
					continue
				}
				if got := a.Passages[at].Kind; got != kinds[w.kind] {
					t.Errorf("%s:%d: %q is %s, want %s", file, w.line, w.text, got, kinds[w.kind])
				}
				// A repeated line is another passage.
				a.Passages = slices.Delete(a.Passages, at, at+1)
			}
		})
	}
}

// checkPassages holds what every reading must: passages in order, without overlap, covering all that is
// visible, none of it empty.
func checkPassages(t testing.TB, a *cuibono.Article) {
	t.Helper()
	at := 0
	for _, p := range a.Passages {
		if p.Start < at || p.End <= p.Start || p.End > len(a.Text) {
			t.Fatalf("passage %v after %d of %d", p, at, len(a.Text))
		}
		if gap := a.Text[at:p.Start]; strings.TrimFunc(gap, blank) != "" {
			t.Fatalf("%q is in no passage", gap)
		}
		at = p.End
	}
	if gap := a.Text[at:]; strings.TrimFunc(gap, blank) != "" {
		t.Fatalf("%q is in no passage", gap)
	}
}

func blank(r rune) bool { return r <= ' ' || r == 0xA0 || r == 0xFEFF || r == 0x200B }

// show prints passages, for messages.
func show(a *cuibono.Article) string {
	var b strings.Builder
	for _, p := range a.Passages {
		fmt.Fprintf(&b, "%s: %q\n", p.Kind, a.Text[p.Start:p.End])
	}
	return b.String()
}
