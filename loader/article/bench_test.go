package article_test

import (
	"os"
	"testing"

	"cuibono/loader/article"
)

// BenchmarkRead reads a page with menus and teasers around its text.
func BenchmarkRead(b *testing.B) {
	data, err := os.ReadFile("testdata/pages/fr-site.txt")
	if err != nil {
		b.Fatal(err)
	}
	cues := article.NewCues(furniture(b, "fr", "en")...)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := article.Read("x.txt", data, article.Options{Cues: cues}); err != nil {
			b.Fatal(err)
		}
	}
}
