package lang

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// goldenCase is a case of a file in testdata: a text and the lines that follow it.
type goldenCase struct {
	line int
	text string
	want []string
}

// readCases reads a file of cases: comments (#), texts (>), and what is expected of each.
func readCases(t *testing.T, file string) []goldenCase {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var cases []goldenCase
	for n, line := range strings.Split(string(data), "\n") {
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '>':
			text, err := strconv.Unquote(`"` + strings.ReplaceAll(strings.TrimSpace(line[1:]), `"`, `\"`) + `"`)
			if err != nil {
				t.Fatalf("%s:%d: %v", file, n+1, err)
			}
			cases = append(cases, goldenCase{line: n + 1, text: text})
		case len(cases) == 0:
			t.Fatalf("%s:%d: a line before the first text", file, n+1)
		default:
			c := &cases[len(cases)-1]
			c.want = append(c.want, line)
		}
	}
	for _, c := range cases {
		if len(c.want) == 0 {
			t.Errorf("%s:%d: a text without what is expected of it", file, c.line)
		}
	}
	return cases
}

// caseFiles gives the file of cases of each language; a file of no language fails.
func caseFiles(t *testing.T, kind string) map[string]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", kind, "*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases of %s: %v", kind, err)
	}
	out := map[string]string{}
	for _, f := range files {
		language := strings.TrimSuffix(filepath.Base(f), ".txt")
		load(t, language)
		out[language] = f
	}
	return out
}

func TestTokens(t *testing.T) {
	for language, file := range caseFiles(t, "tokens") {
		a := load(t, language)
		for _, c := range readCases(t, file) {
			d := a.Tokenize(c.text, nil)
			checkSpans(t, d)
			var got []string
			for _, s := range d.Sentences {
				var forms []string
				for _, tok := range s.Tokens {
					forms = append(forms, strings.ReplaceAll(tok.Form, " ", "_"))
				}
				got = append(got, strings.Join(forms, " "))
			}
			if g, w := strings.Join(got, "\n"), strings.Join(c.want, "\n"); g != w {
				t.Errorf("%s:%d: %s\n got: %s\nwant: %s", file, c.line, c.text, strings.ReplaceAll(g, "\n", "\n      "), strings.ReplaceAll(w, "\n", "\n      "))
			}
		}
	}
}

// checkSpans fails unless tokens lie in order within their sentences, and sentences in the text.
func checkSpans(t *testing.T, d *Document) {
	t.Helper()
	end := 0
	for _, s := range d.Sentences {
		if s.Start < end || s.End > len(d.Text) || s.Start > s.End || len(s.Tokens) == 0 {
			t.Fatalf("sentence %v after %d in %d bytes with %d tokens", s.Span, end, len(d.Text), len(s.Tokens))
		}
		end = s.Start
		for i, tok := range s.Tokens {
			shared := i > 0 && tok.Span == s.Tokens[i-1].Span && tok.Word == s.Tokens[i-1].Word
			if tok.Start < end && !shared || tok.End <= tok.Start || tok.End > s.End || tok.Form == "" {
				t.Fatalf("token %d %q %v after %d in sentence %v", i, tok.Form, tok.Span, end, s.Span)
			}
			if i > 0 && tok.Word < s.Tokens[i-1].Word {
				t.Fatalf("token %d is of word %d after %d", i, tok.Word, s.Tokens[i-1].Word)
			}
			end = tok.End
		}
		end = s.End
	}
}

// checkTrees fails unless each sentence is one tree.
func checkTrees(t *testing.T, d *Document) {
	t.Helper()
	for _, s := range d.Sentences {
		roots := 0
		for i := range s.Tokens {
			if s.Tokens[i].Deprel == "" || s.Tokens[i].UPOS == "" {
				t.Fatalf("token %q lacks a label or a tag", s.Tokens[i].Form)
			}
			if (s.Tokens[i].Head < 0) != (s.Tokens[i].Deprel == "root") {
				t.Fatalf("token %q: head %d as %s", s.Tokens[i].Form, s.Tokens[i].Head, s.Tokens[i].Deprel)
			}
			if s.Tokens[i].Head < 0 {
				roots++
			}
			steps := 0
			for j := i; j >= 0; j = s.Tokens[j].Head {
				if steps++; steps > len(s.Tokens) {
					t.Fatalf("token %q hangs on itself", s.Tokens[i].Form)
				}
			}
		}
		if roots != 1 {
			t.Fatalf("%d roots in %q", roots, d.Text[s.Start:s.End])
		}
	}
}
