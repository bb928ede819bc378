package pebble

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"math/rand"
	"os"
	"slices"
	"strconv"
	"testing"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/vfs"
)

// model is a graph as plainly as can be.
type model map[quad.Quad]bool

func (m model) contents() []string {
	out := make([]string, 0, len(m))
	for q := range m {
		out = append(out, q.String())
	}
	slices.Sort(out)
	return out
}

func (m model) nodes() int {
	n := make(map[quad.Value]bool)
	for q := range m {
		for _, d := range directions {
			if v := q.Get(d); v != nil {
				n[v] = true
			}
		}
	}
	return len(n)
}

// rows are the results of a query: a map with the node and its tags, printed, sorted.
func sortedRows(rows []any) []string {
	out := make([]string, 0, len(rows))
	for _, r := range rows {
		switch r := r.(type) {
		case map[string]any:
			s := ""
			for _, k := range slices.Sorted(maps.Keys(r)) {
				s += fmt.Sprintf("%s=%v ", k, r[k])
			}
			out = append(out, s)
		default:
			out = append(out, fmt.Sprint(r))
		}
	}
	slices.Sort(out)
	return slices.Compact(out) // how often a way is told depends on the plan
}

// variant is the store under other options. All must answer alike.
type variant struct {
	name string
	opt  Options
	qs   *QuadStore
}

func variants(t testing.TB, mask uint64) []*variant {
	tune := func(f func(*pebble.Options)) func(*pebble.Options) { return f }
	vs := []*variant{
		{name: "default"},
		{name: "small tables", opt: Options{tune: smallTables}},
		{name: "no compression, tiny blocks", opt: Options{CacheSize: 1 << 20, tune: tune(func(o *pebble.Options) {
			for i := range o.Levels {
				o.Levels[i].BlockSize, o.Levels[i].IndexBlockSize = 64, 64
			}
		})}},
		{name: "old tables", opt: Options{tune: tune(func(o *pebble.Options) { o.FormatMajorVersion = pebble.FormatFlushableIngest; smallTables(o) })}},
	}
	for _, v := range vs {
		v.opt.FS = vfs.NewMem()
		v.opt.hashMask = mask
		if err := Init("graph", v.opt); err != nil {
			t.Fatal(err)
		}
		v.open(t)
	}
	return vs
}

func (v *variant) open(t testing.TB) {
	t.Helper()
	var err error
	if v.qs, err = Open("graph", v.opt); err != nil {
		t.Fatal(err)
	}
}

// TestMetamorphic makes random changes and queries on a plain model and on the store under several options,
// also with hashes so short that values collide. CUIBONO_SEED repeats one, CUIBONO_ROUNDS sets how many.
func TestMetamorphic(t *testing.T) {
	rounds, first := 6, int64(1)
	if s := os.Getenv("CUIBONO_ROUNDS"); s != "" {
		rounds, _ = strconv.Atoi(s)
	}
	if s := os.Getenv("CUIBONO_SEED"); s != "" {
		first, _ = strconv.ParseInt(s, 10, 64)
		rounds = 1
	}
	for seed := first; seed < first+int64(rounds); seed++ {
		mask := uint64(0)
		if seed%2 == 0 {
			mask = 1<<9 - 1
		}
		t.Run(fmt.Sprintf("seed=%d", seed), func(t *testing.T) { metamorphic(t, seed, mask) })
	}
}

func metamorphic(t *testing.T, seed int64, mask uint64) {
	ctx := context.Background()
	rnd := rand.New(rand.NewSource(seed))
	vs := variants(t, mask)
	defer func() {
		for _, v := range vs {
			if err := v.qs.Close(); err != nil {
				t.Errorf("%s: %v", v.name, err)
			}
		}
	}()
	m := make(model)
	const values = 60
	for step := range 60 {
		// each makes the same change everywhere and compares what it says about itself.
		each := func(want string, f func(qs *QuadStore) string) {
			for _, v := range vs {
				if got := f(v.qs); got != want {
					t.Fatalf("step %d, %s: %s, want %s", step, v.name, got, want)
				}
			}
		}
		label := quad.IRI(fmt.Sprintf("article/%d", rnd.Intn(10)))
		switch k := rnd.Intn(12); k {
		case 0, 1, 2: // replace or delete an article
			var quads []quad.Quad
			if k > 0 {
				quads = someQuads(rnd, rnd.Intn(40), values)
			}
			next := make(model)
			for i := range quads {
				quads[i].Label = label
				next[quads[i]] = true
			}
			added, removed := 0, 0
			for q := range next {
				if !m[q] {
					added++
				}
			}
			for q := range m {
				if q.Label == label && !next[q] {
					removed++
					delete(m, q)
				}
			}
			maps.Copy(m, next)
			each(fmt.Sprint(added, removed, nil), func(qs *QuadStore) string {
				return fmt.Sprint(qs.ReplaceGraph(ctx, label, quads))
			})
		case 3, 4, 5: // a transaction of both kinds, which may fail
			var deltas []graph.Delta
			opt := graph.IgnoreOpts{IgnoreDup: rnd.Intn(2) == 0, IgnoreMissing: rnd.Intn(2) == 0}
			next := maps.Clone(m)
			want := "<nil>"
			for _, q := range someQuads(rnd, 1+rnd.Intn(6), values) {
				d := graph.Delta{Quad: q, Action: graph.Add}
				if rnd.Intn(2) == 0 {
					d.Action = graph.Delete
					if all := slices.SortedFunc(maps.Keys(next), byString); len(all) > 0 && rnd.Intn(3) > 0 {
						d.Quad = all[rnd.Intn(len(all))]
					}
				}
				deltas = append(deltas, d)
				if want != "<nil>" {
					continue
				}
				switch {
				case d.Action == graph.Add && next[d.Quad] && !opt.IgnoreDup:
					want = (&graph.DeltaError{Delta: d, Err: graph.ErrQuadExists}).Error()
				case d.Action == graph.Delete && !next[d.Quad] && !opt.IgnoreMissing:
					want = (&graph.DeltaError{Delta: d, Err: graph.ErrQuadNotExist}).Error()
				case d.Action == graph.Add:
					next[d.Quad] = true
				default:
					delete(next, d.Quad)
				}
			}
			if want == "<nil>" {
				m = next
			}
			each(want, func(qs *QuadStore) string { return fmt.Sprint(qs.ApplyDeltas(deltas, opt)) })
		case 6: // bulk, spilled or not
			quads := someQuads(rnd, 200, values)
			added := int64(0)
			for _, q := range quads {
				if !m[q] {
					added++
				}
				m[q] = true
			}
			memory := int64(rnd.Intn(2))
			text := asNQuads(quads)
			each(fmt.Sprint(added), func(qs *QuadStore) string {
				st, err := qs.BulkLoad(ctx, bytes.NewReader(text), BulkOptions{Memory: memory})
				if err != nil {
					return err.Error()
				}
				return fmt.Sprint(st.Added)
			})
		case 7: // open again
			for _, v := range vs {
				if err := v.qs.Close(); err != nil {
					t.Fatal(err)
				}
				v.open(t)
			}
		case 8:
			for _, v := range vs {
				if err := v.qs.db.Compact(ctx, []byte{0}, []byte{255}, true); err != nil {
					t.Fatal(err)
				}
			}
		default:
			text := randomQuery(rnd, values)
			var want []string
			for i, v := range vs {
				rows, err := runGizmo(v.qs, text)
				if err != nil {
					t.Fatalf("step %d, %s: %s: %v", step, v.name, text, err)
				}
				got := sortedRows(rows)
				if i == 0 {
					want = plainRows(t, m, text)
				}
				if !slices.Equal(got, want) {
					t.Fatalf("step %d, %s: %s\n%v\nwant\n%v", step, v.name, text, got, want)
				}
			}
		}
		if step%10 == 9 {
			want := m.contents()
			for _, v := range vs {
				verify(t, v.qs)
				if got := contents(t, v.qs); !slices.Equal(got, want) {
					t.Fatalf("step %d, %s: %d quads, want %d", step, v.name, len(got), len(want))
				}
				if st, err := v.qs.state(); err != nil || int(st.nodes) != m.nodes() || int(st.quads) != len(m) {
					t.Fatalf("step %d, %s: %+v, want %d nodes, %v", step, v.name, st, m.nodes(), err)
				}
			}
		}
	}
}

func byString(a, b quad.Quad) int { return bytes.Compare([]byte(a.String()), []byte(b.String())) }

// randomQuery is a query of hops, filters, intersections and tags.
func randomQuery(rnd *rand.Rand, values int) string {
	node := func() string { return fmt.Sprintf(`"<n%d>"`, rnd.Intn(values)) }
	p := func() string { return fmt.Sprintf(`"<p%d>"`, rnd.Intn(5)) }
	// Of several ways to a result, unique() tells the tags of one: which one depends on the plan.
	tags := rnd.Intn(2) == 0
	var path func(depth int, tags bool) string
	path = func(depth int, tags bool) string {
		s := "g.V(" + node() + "," + node() + "," + node() + ")"
		if rnd.Intn(4) == 0 {
			s = "g.V()"
		}
		for range 1 + rnd.Intn(3) {
			switch k := rnd.Intn(9); {
			case k < 2:
				s += ".out(" + p() + ")"
			case k < 4:
				s += ".in(" + p() + ")"
			case k < 5:
				s += ".has(" + p() + "," + node() + ")"
			case k < 6 && depth > 0:
				s += ".intersect(" + path(depth-1, tags) + ")"
			case k < 7 && depth > 0:
				s += ".except(" + path(depth-1, false) + ")" // Cayley tells stale tags of what is excluded
			case k < 8 && tags:
				s += fmt.Sprintf(`.tag("t%d")`, rnd.Intn(3))
			default:
				s += fmt.Sprintf(`.labelContext("<article/%d>").out(%s).labelContext(null)`, rnd.Intn(10), p())
			}
		}
		return s
	}
	if tags {
		return path(1, true) + ".all()"
	}
	return path(1, false) + ".unique().all()"
}

// plainRows answers a query by Cayley's own store in memory, loaded anew, whose answers need no index of
// ours.
func plainRows(t testing.TB, m model, text string) []string {
	t.Helper()
	rows, err := runGizmo(plainStore(m), text)
	if err != nil {
		t.Fatalf("model: %s: %v", text, err)
	}
	return sortedRows(rows)
}
