package pebble

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"
)

// verify fails the test where the store is not sound.
func verify(t testing.TB, qs *QuadStore) {
	t.Helper()
	if err := qs.Verify(context.Background(), func(p string) { t.Error(p) }); err != nil {
		t.Fatal(err)
	}
}

// contents is every quad of a store, printed and sorted.
func contents(t testing.TB, qs graph.QuadStore) []string {
	t.Helper()
	r := graph.NewQuadStoreReader(qs)
	defer r.Close()
	quads, err := quad.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	out := make([]string, len(quads))
	for i, q := range quads {
		out[i] = q.String()
	}
	slices.Sort(out)
	return out
}

// someQuads are n quads over few values, so that some repeat.
func someQuads(rnd *rand.Rand, n, values int) []quad.Quad {
	value := func() quad.Value {
		switch k := rnd.Intn(values); k % 5 {
		case 0:
			return quad.String(fmt.Sprintf("text %d", k))
		case 1:
			return quad.Int(k)
		case 2:
			return quad.LangString{Value: quad.String(fmt.Sprint(k)), Lang: "fr"}
		default:
			return quad.IRI(fmt.Sprintf("n%d", k))
		}
	}
	out := make([]quad.Quad, n)
	for i := range out {
		out[i] = quad.Quad{
			Subject: quad.IRI(fmt.Sprintf("n%d", rnd.Intn(values))), Predicate: quad.IRI(fmt.Sprintf("p%d", rnd.Intn(5))), Object: value(),
		}
		if rnd.Intn(2) == 0 {
			out[i].Label = quad.IRI(fmt.Sprintf("article/%d", rnd.Intn(10)))
		}
	}
	return out
}

func asNQuads(quads []quad.Quad) []byte {
	var b bytes.Buffer
	w := nquads.NewWriter(&b)
	w.WriteQuads(quads)
	w.Close()
	return b.Bytes()
}

// TestBulkLoad loads the same quads in bulk and one batch after another, into an empty store and into one
// that has some of them, with and without spilling, and with hashes so short that values collide.
func TestBulkLoad(t *testing.T) {
	ctx := context.Background()
	for _, mask := range []uint64{0, 1<<8 - 1, 1<<11 - 1} {
		for _, memory := range []int64{0, 1} {
			t.Run(fmt.Sprintf("mask=%x,memory=%d", mask, memory), func(t *testing.T) {
				for seed := range int64(6) {
					rnd := rand.New(rand.NewSource(seed))
					values := 150
					if mask == 0 || mask > 255 {
						values = 1200
					}
					first, second := someQuads(rnd, 500, values), someQuads(rnd, 20_000, values)
					want, bulk := newMasked(t, mask), newMasked(t, mask)
					// Removed nodes leave marks behind.
					for _, qs := range []*QuadStore{want, bulk} {
						if _, err := qs.AddQuads(ctx, quad.NewReader(first), nil); err != nil {
							t.Fatal(err)
						}
						if seed%2 == 0 {
							if _, err := qs.DeleteGraph(ctx, "article/1"); err != nil {
								t.Fatal(err)
							}
						}
						if seed%3 == 0 {
							remove(t, qs, first)
						}
					}
					n, err := want.AddQuads(ctx, quad.NewReader(second), nil)
					if err != nil {
						t.Fatal(err)
					}
					st, err := bulk.BulkLoad(ctx, bytes.NewReader(asNQuads(second)), BulkOptions{Memory: memory})
					if err != nil {
						t.Fatal(err)
					}
					if st.Added != n || st.Read != 20_000 || st.Runs > 0 != (memory > 0) {
						t.Errorf("seed %d: %+v, want %d added", seed, st, n)
					}
					verify(t, want)
					verify(t, bulk)
					if a, b := contents(t, want), contents(t, bulk); !reflect.DeepEqual(a, b) {
						t.Fatalf("seed %d: %d quads, want %d", seed, len(b), len(a))
					}
					gen := bulk.Generation()
					if st, err := bulk.BulkLoad(ctx, bytes.NewReader(asNQuads(second)), BulkOptions{Memory: memory}); err != nil || st.Added != 0 || bulk.Generation() != gen {
						t.Errorf("seed %d: the same again: %+v, %v", seed, st, err)
					}
				}
			})
		}
	}
}

func newMasked(t testing.TB, mask uint64) *QuadStore {
	qs, err := OpenMemory(Options{hashMask: mask})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := qs.Close(); err != nil {
			t.Error(err)
		}
	})
	return qs
}

func remove(t testing.TB, qs *QuadStore, quads []quad.Quad) {
	t.Helper()
	var d []graph.Delta
	for _, q := range quads {
		d = append(d, graph.Delta{Quad: q, Action: graph.Delete})
	}
	if err := qs.ApplyDeltas(d, graph.IgnoreOpts{IgnoreMissing: true}); err != nil {
		t.Fatal(err)
	}
}

func TestBulkBadLines(t *testing.T) {
	ctx := context.Background()
	var b strings.Builder
	var want []int64
	for i := range int64(100_000) {
		if i%9_999 == 17 {
			fmt.Fprintf(&b, "<a> <b> .\n")
			want = append(want, i+1)
		} else {
			fmt.Fprintf(&b, "<a> <b> \"%d\" .\n", i)
		}
	}
	qs := newMemory(t)
	_, err := qs.BulkLoad(ctx, strings.NewReader(b.String()), BulkOptions{})
	if err == nil || !strings.Contains(err.Error(), "line 18:") {
		t.Errorf("strict: %v", err)
	}
	if n := len(contents(t, qs)); n != 0 {
		t.Errorf("%d quads after a failed load", n)
	}
	var got []int64
	st, err := qs.BulkLoad(ctx, strings.NewReader(b.String()), BulkOptions{
		Label:   quad.IRI("file"),
		BadLine: func(line int64, err error) error { got = append(got, line); return nil },
	})
	if err != nil || !slices.Equal(got, want) || st.BadLines != int64(len(want)) || st.Added != 100_000-int64(len(want)) {
		t.Errorf("lenient: %+v, bad lines %v, want %v, %v", st, got, want, err)
	}
	verify(t, qs)
	if r, err := qs.DeleteGraph(ctx, "file"); err != nil || int64(r) != st.Added {
		t.Errorf("delete what was loaded: %d of %d, %v", r, st.Added, err)
	}
	verify(t, qs)
}

// TestBulkLongLines reads a line that spans blocks, and reports one that is too long without keeping it.
func TestBulkLongLines(t *testing.T) {
	ctx := context.Background()
	qs := newMemory(t)
	long := "<a> <b> \"" + strings.Repeat("x", 5<<20) + "\" .\n"
	in := "<a> <b> <c> .\n" + long + "<a> <b> <d> ."
	if st, err := qs.BulkLoad(ctx, strings.NewReader(in), BulkOptions{}); err != nil || st.Added != 3 {
		t.Fatalf("%+v, %v", st, err)
	}
	verify(t, qs)
	tooLong := "<e> <b> \"" + strings.Repeat("x", maxLine+1<<20) + "\" .\n"
	var bad []int64
	st, err := qs.BulkLoad(ctx, strings.NewReader("<a> <b> <x> .\n"+tooLong+"<a> <b> <y> .\n"), BulkOptions{
		BadLine: func(line int64, err error) error {
			if !errors.Is(err, errLongLine) {
				t.Error(err)
			}
			bad = append(bad, line)
			return nil
		},
	})
	if err != nil || st.Added != 2 || !slices.Equal(bad, []int64{2}) {
		t.Errorf("%+v, bad lines %v, %v", st, bad, err)
	}
}
