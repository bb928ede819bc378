package pebble

import (
	"bytes"
	"context"
	"testing"

	"cuibono/store/internal/film"
)

func BenchmarkBulkLoad(b *testing.B) {
	data, err := film.NQuads()
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		dir := b.TempDir()
		if err := Init(dir, Options{}); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		qs, err := Open(dir, Options{})
		if err != nil {
			b.Fatal(err)
		}
		st, err := qs.BulkLoad(context.Background(), bytes.NewReader(data), BulkOptions{})
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(st.Added), "quads")
		b.ReportMetric(float64(qs.DiskBytes())/1e6, "MB-disk")
		if err := qs.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)*471705/b.Elapsed().Seconds(), "quads/s")
}
