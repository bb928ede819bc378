package pebble

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/query"
	"github.com/cayleygraph/cayley/query/gizmo"
	"github.com/cayleygraph/cayley/writer"
	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/pebble/v2/vfs"
)

// Each test of this file is a bug that was seen in one of Cayley's own backends.

func iri(s string) quad.IRI { return quad.IRI(s) }

func mk(s, p, o string, label ...string) quad.Quad {
	q := quad.Quad{Subject: iri(s), Predicate: iri(p), Object: iri(o)}
	if len(label) > 0 {
		q.Label = iri(label[0])
	}
	return q
}

func apply(qs *QuadStore, opt graph.IgnoreOpts, a graph.Procedure, quads ...quad.Quad) error {
	var d []graph.Delta
	for _, q := range quads {
		d = append(d, graph.Delta{Quad: q, Action: a})
	}
	return qs.ApplyDeltas(d, opt)
}

func mustApply(t testing.TB, qs *QuadStore, a graph.Procedure, quads ...quad.Quad) {
	t.Helper()
	if err := apply(qs, graph.IgnoreOpts{}, a, quads...); err != nil {
		t.Fatal(err)
	}
}

func sizes(t testing.TB, qs *QuadStore, quads, nodes int64) {
	t.Helper()
	verify(t, qs)
	st, err := qs.Stats(context.Background(), true)
	if err != nil || st.Quads.Value != quads || st.Nodes.Value != nodes || !st.Quads.Exact || !st.Nodes.Exact {
		t.Errorf("%+v, want %d quads and %d nodes, %v", st, quads, nodes, err)
	}
}

// LevelDB, Bolt: deleting a quad whose label is in no other quad deletes the one without a label.
func TestDeleteLeavesOtherLabels(t *testing.T) {
	qs := newMemory(t)
	mustApply(t, qs, graph.Add, mk("a", "b", "c"))
	err := apply(qs, graph.IgnoreOpts{}, graph.Delete, mk("a", "b", "c", "gone"))
	if !graph.IsQuadNotExist(err) {
		t.Errorf("deleting what is not there: %v", err)
	}
	mustApply(t, qs, graph.Add, mk("a", "b", "c", "l"), mk("a", "b", "c", "m"))
	mustApply(t, qs, graph.Delete, mk("a", "b", "c", "l"))
	got := strings.Join(contents(t, qs), "\n")
	if want := mk("a", "b", "c").String() + "\n" + mk("a", "b", "c", "m").String(); got != want {
		t.Errorf("left:\n%s\nwant:\n%s", got, want)
	}
	sizes(t, qs, 2, 4)
}

// LevelDB, Bolt: after a transaction that failed, numbers of its new nodes are given again, and index
// entries stay.
func TestFailedTransactionLeavesNothing(t *testing.T) {
	qs := newMemory(t)
	mustApply(t, qs, graph.Add, mk("a", "b", "c"))
	err := qs.ApplyDeltas([]graph.Delta{
		{Quad: mk("new1", "b", "new2"), Action: graph.Add},
		{Quad: mk("not", "there", "a"), Action: graph.Delete},
	}, graph.IgnoreOpts{})
	if !graph.IsQuadNotExist(err) {
		t.Fatalf("%v", err)
	}
	sizes(t, qs, 1, 3)
	mustApply(t, qs, graph.Add, mk("other1", "b", "other2"))
	for _, v := range []string{"new1", "new2"} {
		if r, err := qs.ValueOf(iri(v)); r != nil || err != nil {
			t.Errorf("%s is a node: %v, %v", v, r, err)
		}
	}
	mustApply(t, qs, graph.Add, mk("new1", "b", "new2"))
	sizes(t, qs, 3, 7)
}

// Memstore: concurrent reading and writing ends the process; Bolt: it stops for ever.
func TestConcurrentReadersAndWriter(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: not in short mode")
	}
	qs := newDisk(t)
	const articles = 20
	stop := make(chan struct{})
	var wg sync.WaitGroup
	var mu sync.Mutex
	var problems []string
	report := func(format string, args ...any) {
		mu.Lock()
		defer mu.Unlock()
		if len(problems) < 10 {
			problems = append(problems, fmt.Sprintf(format, args...))
		}
	}
	reads := make([]int, 4)
	for r := range reads {
		wg.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				reads[r]++
				v := qs.Snapshot()
				st, err := v.Stats(context.Background(), true)
				if err != nil {
					report("%v", err)
				}
				// Every article has ten quads, all of one version.
				n := int64(0)
				versions := make(map[nodeID]nodeID)
				err = v.scan(context.Background(), pattern{}, func(q quadKey) bool {
					n++
					if old := versions[q[dirG]]; old != 0 && old != q[dirO] {
						report("two versions of one article")
					}
					versions[q[dirG]] = q[dirO]
					return true
				})
				if err != nil || n != st.Quads.Value || n != 10*int64(len(versions)) {
					report("%d quads of %d articles, the state says %d, %v", n, len(versions), st.Quads.Value, err)
				}
				if err := v.Close(); err != nil {
					report("%v", err)
				}
				// The store as it changes, through Cayley.
				if _, err := runGizmo(qs, fmt.Sprintf(`g.V("<claim/%d/3>").out("<version>").all()`, r)); err != nil {
					report("%v", err)
				}
			}
		})
	}
	end := time.Now().Add(raceTime())
	for i := 0; time.Now().Before(end); i++ {
		label, quads := articleQuads(i%articles, i)
		if i%7 == 6 {
			quads = nil
		}
		if _, _, err := qs.ReplaceGraph(context.Background(), label, quads); err != nil {
			t.Fatal(err)
		}
	}
	close(stop)
	wg.Wait()
	for _, p := range problems {
		t.Error(p)
	}
	t.Logf("reads: %v", reads)
	verify(t, qs)
}

// runGizmo gives the rows of a query.
func runGizmo(qs graph.QuadStore, text string) (rows []any, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	it, err := gizmo.NewSession(qs).Execute(ctx, text, query.Options{Collation: query.JSON})
	if err != nil {
		return nil, err
	}
	defer it.Close()
	for it.Next(ctx) {
		rows = append(rows, it.Result())
	}
	return rows, it.Err()
}

// All of Cayley's backends: count() takes the size of the smallest member of an intersection for the number
// of results. Memstore: g.V().count() counts quads too; SQL: a missing node counts.
func TestCountThroughGizmo(t *testing.T) {
	qs := newMemory(t)
	mustApply(t, qs, graph.Add, mk("a", "p", "b"), mk("a", "p", "c"), mk("d", "p", "c"), mk("d", "q", "c", "l"))
	for text, want := range map[string]string{
		`g.emit(g.V().count())`:                                             "7",
		`g.emit(g.V("<nosuch>").count())`:                                   "0",
		`g.emit(g.V("<a>").intersect(g.V("<b>")).count())`:                  "0",
		`g.emit(g.V("<a>", "<b>").intersect(g.V("<b>", "<c>")).count())`:    "1",
		`g.emit(g.V("<a>", "<b>").except(g.V("<b>")).count())`:              "1",
		`g.emit(g.V().out("<p>").count())`:                                  "3",
		`g.emit(g.V("<a>").out("<p>").intersect(g.V("<c>")).count())`:       "1",
		`g.emit(g.V("<a>").out("<p>").intersect(g.V("<d>").out()).count())`: "2", // <d> leads to <c> twice
		`g.emit(g.V().has("<p>", "<c>").has("<q>", "<c>").count())`:         "1",
		`g.emit(g.V().labelContext("<l>").out("<q>").count())`:              "1",
		`g.emit(g.V("<c>").in("<p>").except(g.V("<a>")).count())`:           "1",
	} {
		rows, err := runGizmo(qs, text)
		if err != nil || len(rows) != 1 || fmt.Sprint(rows[0]) != want {
			t.Errorf("%s = %v, want %s, %v", text, rows, want, err)
		}
	}
}

// SQLite, MySQL, Cockroach: of the same triple under two labels only one is kept.
func TestLabelsAreMembers(t *testing.T) {
	qs := newMemory(t)
	mustApply(t, qs, graph.Add, mk("a", "p", "b", "l"), mk("a", "p", "b", "m"), mk("a", "p", "b"))
	sizes(t, qs, 3, 5)
	rows, err := runGizmo(qs, `g.V("<a>").labelContext("<m>").out("<p>").all()`)
	if err != nil || len(rows) != 1 {
		t.Errorf("%v, %v", rows, err)
	}
}

// LevelDB, Bolt, SQL: adding a quad that is there counts its nodes again, so that they outlive it.
func TestDuplicateLeavesNoGhosts(t *testing.T) {
	qs := newMemory(t)
	for range 3 {
		if err := apply(qs, graph.IgnoreOpts{IgnoreDup: true}, graph.Add, mk("a", "p", "b"), mk("a", "p", "b")); err != nil {
			t.Fatal(err)
		}
	}
	mustApply(t, qs, graph.Delete, mk("a", "p", "b"))
	sizes(t, qs, 0, 0)
	if err := apply(qs, graph.IgnoreOpts{}, graph.Add, mk("a", "p", "b"), mk("a", "p", "b")); !graph.IsQuadExist(err) {
		t.Errorf("added twice: %v", err)
	}
	sizes(t, qs, 0, 0)
}

// SQLite: NaN is stored as nothing. Others: the form of typed values.
func TestValuesKeepTheirForm(t *testing.T) {
	qs := newMemory(t)
	values := []quad.Value{
		quad.Float(math.NaN()), quad.Float(math.Inf(-1)), quad.Float(0), quad.Int(math.MinInt64), quad.Bool(true),
		quad.String(""), quad.String("5"), quad.Int(5), quad.Float(5), iri("5"), quad.BNode("5"),
		quad.TypedString{Value: "05", Type: "xsd:integer"}, quad.TypedString{Value: "1.50", Type: "xsd:decimal"},
		quad.LangString{Value: "x", Lang: "fr"}, quad.LangString{Value: "x", Lang: "en"}, quad.String("a\x00b\xff"),
		quad.Time(time.Unix(1, 5)), quad.Time(time.Unix(1, 6)), quad.Time(time.Date(-5000, 1, 1, 0, 0, 0, 0, time.UTC)),
		quad.String(strings.Repeat("x", 1<<20)), iri(strings.Repeat("y", 100_000)), quad.String(strings.Repeat("z", 20<<20)),
	}
	for i, v := range values {
		mustApply(t, qs, graph.Add, quad.Quad{Subject: iri(fmt.Sprint("s", i)), Predicate: iri("p"), Object: v})
	}
	sizes(t, qs, int64(len(values)), int64(2*len(values)+1))
	for _, v := range values {
		r, err := qs.ValueOf(v)
		if err != nil || r == nil {
			t.Errorf("%.50v: %v, %v", v, r, err)
			continue
		}
		got, err := qs.NameOf(r)
		if e, ok := v.(quad.Equaler); err != nil || ok && !e.Equal(got) || !ok && got.String() != v.String() {
			t.Errorf("%.50v became %.50v, %v", v, got, err)
		}
	}
	// What Cayley prints alike is the same node.
	a, _ := qs.ValueOf(quad.Int(5))
	b, _ := qs.ValueOf(quad.TypedString{Value: "5", Type: "xsd:integer"})
	if a == nil || a != b {
		t.Errorf("%v and %v", a, b)
	}
}

// Key-value backends: statistics of an empty store fail; removing a node that is not there is no error.
func TestEmptyStore(t *testing.T) {
	qs := newMemory(t)
	sizes(t, qs, 0, 0)
	w, err := writer.NewSingle(qs, graph.IgnoreOpts{})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.RemoveNode(iri("a")); !errors.Is(err, graph.ErrNodeNotExists) {
		t.Errorf("%v", err)
	}
	if rows, err := runGizmo(qs, `g.V().all()`); err != nil || len(rows) != 0 {
		t.Errorf("%v, %v", rows, err)
	}
}

// TestRegistered opens the store as any program built on Cayley does.
func TestRegistered(t *testing.T) {
	Register()
	Register() // as often as one likes
	dir := t.TempDir()
	if _, err := graph.NewQuadStore(Name, dir, nil); !errors.Is(err, graph.ErrNotInitialized) {
		t.Errorf("before init: %v", err)
	}
	if err := graph.InitQuadStore(Name, dir, nil); err != nil {
		t.Fatal(err)
	}
	if err := graph.InitQuadStore(Name, dir, nil); !errors.Is(err, graph.ErrDatabaseExists) {
		t.Errorf("init twice: %v", err)
	}
	qs, err := graph.NewQuadStore(Name, dir, graph.Options{"cache_size": 1 << 20, "nosync": true})
	if err != nil {
		t.Fatal(err)
	}
	if err := qs.Close(); err != nil {
		t.Error(err)
	}
	if _, err := graph.NewQuadStore(Name, dir, graph.Options{"cache_size": "large"}); err == nil {
		t.Error("a cache of size large was accepted")
	}
}

// TestUnknownFormat refuses what another version wrote, and says what to do.
func TestUnknownFormat(t *testing.T) {
	mem := vfs.NewMem()
	opt := Options{FS: mem}
	qs := newStore(t, "graph", opt)
	if err := qs.db.Set(metaKey(metaFormat), []byte("99"), nil); err != nil {
		t.Fatal(err)
	}
	if err := qs.Close(); err != nil {
		t.Fatal(err)
	}
	_, err := Open("graph", opt)
	if !errors.Is(err, ErrFormat) || !strings.Contains(err.Error(), `"99"`) || !strings.Contains(err.Error(), "export") {
		t.Errorf("%v", err)
	}
}
