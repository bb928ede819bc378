package server

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
)

// Whatever a body holds, reading it ends, without a panic that is not caught, and gives whole quads
// or an error; N-Quads that were read can be written and read again.
func FuzzReadQuads(f *testing.F) {
	names := []string{"nquads", "json", "jsonld", "pquads"}
	seed, err := os.ReadFile("testdata/graph.nq")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(0, seed)
	f.Add(0, []byte("<a> <b> \"c\\u0041\"@fr <d> .\n_:x <b> \"1\"^^<xsd:integer> .\n\"\n<a>"))
	f.Add(1, []byte(`[{"subject":"<a>","predicate":"<b>","object":"\"c\"@en","label":""}]`))
	f.Add(2, []byte(`{"@context":{"n":"http://x.test/n"},"@id":"http://x.test/a","n":[1,true,"x",{"@language":"fr","@value":"y"}]}`))
	f.Add(2, []byte(`{"@context":["http://x.test/"],"@graph":[{"@import":"http://y.test/"}]}`))
	f.Add(3, []byte("\x0aPQUADS\x00"))
	f.Fuzz(func(t *testing.T, format int, data []byte) {
		if len(data) > 1<<16 {
			return
		}
		fm := quad.FormatByName(names[(format%len(names)+len(names))%len(names)])
		quads, err := safely(func() ([]quad.Quad, error) { return readQuads(fm, data) })
		if err != nil {
			return
		}
		var buf strings.Builder
		for _, q := range quads {
			if !q.IsValid() {
				t.Fatalf("half a quad: %v", q)
			}
			if fm.Name == "nquads" {
				buf.WriteString(q.NQuad() + "\n")
			}
		}
		if fm.Name != "nquads" {
			return
		}
		if again, err := readNQuads([]byte(buf.String())); err == nil && len(again) != len(quads) {
			t.Fatalf("%d quads, read again %d:\n%s", len(quads), len(again), &buf)
		}
	})
}

func FuzzLocalPath(f *testing.F) {
	for _, s := range []string{"/", "/ask?x=1", "//evil.test", "/\\evil.test", "http://evil.test", "javascript:alert(1)", "/\t/evil.test", "", "/%2F/evil.test", "/ask#x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p := localPath(s)
		// Browsers leave tabs and line ends out of an address and take "\" for "/".
		seen := strings.NewReplacer("\t", "", "\n", "", "\r", "", "\\", "/").Replace(p)
		if !strings.HasPrefix(seen, "/") || strings.HasPrefix(seen, "//") {
			t.Fatalf("%q leads to %q", s, p)
		}
	})
}

func TestSegments(t *testing.T) {
	text := []rune("Élan. Un. Deux trois. Fin.")
	claim := func(id string, start, end int) *claimView {
		return &claimView{ID: id, Start: start, End: end, Quote: string(text[start:end])}
	}
	claims := []*claimView{claim("a", 6, 9), claim("b", 6, 9), claim("c", 8, 15), claim("d", 10, 21)}
	claims = append(claims, &claimView{ID: "moved", Start: 22, End: 26, Quote: "elsewhere"}, &claimView{ID: "beyond", Start: 20, End: 99, Quote: "x"})
	got := segments(text, claims, "b")
	var b bytes.Buffer
	for _, s := range got {
		if s.Claim != "" {
			b.WriteString("[" + s.Claim + ":" + s.Text + "]")
		} else {
			b.WriteString(s.Text)
		}
	}
	if want := "Élan. [b:Un.] [d:Deux trois.] Fin."; b.String() != want || !got[1].This {
		t.Errorf("%s, want %s", &b, want)
	}
}

func TestFormatAmount(t *testing.T) {
	for v, want := range map[float64][2]string{
		1:                {"1", "1"},
		1234.5:           {"1,234.5", "1\u202f234,5"},
		-1234567:         {"-1,234,567", "-1\u202f234\u202f567"},
		240e6:            {"240,000,000", "240\u202f000\u202f000"},
		0.93:             {"0.93", "0,93"},
		1e15:             {"1,000,000,000,000,000", "1\u202f000\u202f000\u202f000\u202f000\u202f000"},
		123456789012.125: {"123,456,789,012.125", "123\u202f456\u202f789\u202f012,125"},
	} {
		for i, lang := range []string{"en", "fr"} {
			if got := formatNumber(lang, v); got != want[i] {
				t.Errorf("%s %v: %q, want %q", lang, v, got, want[i])
			}
		}
	}
}
