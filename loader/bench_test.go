package loader_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"cuibono/loader"
	"cuibono/loader/quadfile"
)

// BenchmarkQuadFile loads a file of 100,000 quads into a store in memory.
func BenchmarkQuadFile(b *testing.B) {
	var text strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&text, "<https://cuibono.example/e%d> <https://cuibono.example/p%d> <https://cuibono.example/e%d> <https://cuibono.example/article/%d> .\n", i%20_000, i%17, i*7919%20_000, i%500)
	}
	b.SetBytes(int64(text.Len()))
	for b.Loop() {
		w := newWorkplace(b)
		if r := w.loadInputs(loader.Bytes("x.nq", []byte(text.String()))); r.Added != 100_000 {
			b.Fatalf("%+v", r)
		}
	}
}

// BenchmarkReadQuads reads such a file without storing it.
func BenchmarkReadQuads(b *testing.B) {
	line := "<https://cuibono.example/e1> <https://cuibono.example/p1> <https://cuibono.example/e2> <https://cuibono.example/article/7> .\n"
	text := strings.Repeat(line, 100_000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		in, err := quadfile.Unpack(strings.NewReader(text))
		if err != nil {
			b.Fatal(err)
		}
		r, err := quadfile.NewReader(in, quadfile.NQuads, quadfile.Options{Scope: "0123456789"})
		if err != nil {
			b.Fatal(err)
		}
		for {
			if _, err := r.ReadQuad(); err == io.EOF {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
	}
}
