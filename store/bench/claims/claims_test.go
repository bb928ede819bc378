package claims

import (
	"bytes"
	"io"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"
)

// TestArticle checks that an article is well-formed, its own graph, and always the same.
func TestArticle(t *testing.T) {
	for n := range int64(50) {
		text := Append(nil, n)
		if !bytes.Equal(text, Append(nil, n)) {
			t.Fatal("differs from one time to the next")
		}
		quads, err := quad.ReadAll(nquads.NewReader(bytes.NewReader(text), false))
		if err != nil {
			t.Fatal(err)
		}
		if len(quads) != Quads || Quads < 90 || Quads > 130 {
			t.Errorf("%d quads, want %d", len(quads), Quads)
		}
		for _, q := range quads {
			if q.Label != quad.IRI(Label(n)) || bytes.ContainsAny([]byte(q.String()), "{}") {
				t.Errorf("%v", q)
			}
		}
	}
	if n, err := Write(io.Discard, 1000); err != nil || n*int64(Quads) < 1000 {
		t.Errorf("%d articles, %v", n, err)
	}
}

func BenchmarkAppend(b *testing.B) {
	var buf []byte
	for n := int64(0); b.Loop(); n++ {
		buf = Append(buf[:0], n)
	}
	b.SetBytes(int64(len(buf)))
}
