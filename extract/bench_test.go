package extract

import (
	"context"
	"strings"
	"testing"
)

// BenchmarkExtract reads the annotated articles from text to claims; it reports words a second.
func BenchmarkExtract(b *testing.B) {
	_, articles := readGold(b)
	x := shippedExtractor(b)
	words := 0
	for _, a := range articles {
		words += len(strings.Fields(a.Text))
	}
	n := 0
	for b.Loop() {
		for _, a := range articles {
			if _, err := x.Extract(context.Background(), a); err != nil {
				b.Fatal(err)
			}
		}
		n += words
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "words/s")
}
