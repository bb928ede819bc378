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

// filmStore is Cayley's film sample in memory.
func filmStore(b *testing.B) *QuadStore {
	b.Helper()
	data, err := film.NQuads()
	if err != nil {
		b.Fatal(err)
	}
	qs := newMemory(b)
	if _, err := qs.BulkLoad(context.Background(), bytes.NewReader(data), BulkOptions{}); err != nil {
		b.Fatal(err)
	}
	return qs
}

func BenchmarkGizmo(b *testing.B) {
	qs := filmStore(b)
	const chains = `
		var actorToFilm = g.M().in("</film/performance/actor>").in("</film/film/starring>");
		var filmToActor = g.M().out("</film/film/starring>").out("</film/performance/actor>");
		var coStar = g.M().follow(actorToFilm).follow(filmToActor);`
	for _, q := range []struct{ name, text string }{
		{"hop", `g.V("</en/casablanca_1942>").out("</film/film/starring>").all()`},
		{"intersection", chains + `g.V("</en/keanu_reeves>").follow(actorToFilm).intersect(g.V("</en/sandra_bullock>").follow(actorToFilm)).all()`},
		{"recursion", chains + `g.V("</en/keanu_reeves>").followRecursive(coStar, 2).all()`},
		{"group", `var n = {}; g.V().out("</film/film/starring>").out("</film/performance/actor>").forEach(function (d) { n[d.id] = (n[d.id] || 0) + 1 }); g.emit(n)`},
	} {
		b.Run(q.name, func(b *testing.B) {
			for b.Loop() {
				if _, err := runGizmo(qs, q.text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
