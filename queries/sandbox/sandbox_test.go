package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/cayleygraph/cayley/graph"
	_ "github.com/cayleygraph/cayley/graph/memstore"
	_ "github.com/cayleygraph/cayley/writer"

	"cuibono/queries"
	"cuibono/schema"
)

// TestMain makes the test binary a worker when it is started as one.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == WorkerCommand {
		if err := Serve(context.Background(), os.Stdin, os.Stdout, openExample); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// openExample opens the example graph of the canned queries in memory.
func openExample(_ context.Context, config json.RawMessage) (*Opened, error) {
	if string(config) == `"broken"` {
		return nil, errors.New("open graph: it is broken")
	}
	s, err := schema.Load("")
	if err != nil {
		return nil, err
	}
	c, err := queries.Load(s)
	if err != nil {
		return nil, err
	}
	quads, err := queries.ExampleGraph()
	if err != nil {
		return nil, err
	}
	qs, err := graph.NewQuadStore("memstore", "", nil)
	if err != nil {
		return nil, err
	}
	w, err := graph.NewQuadWriter("single", qs, nil)
	if err != nil {
		return nil, err
	}
	for _, q := range quads {
		if err := w.AddQuad(q); err != nil {
			return nil, err
		}
	}
	return &Opened{QuadStore: qs, Engine: queries.New(qs, queries.Options{Schema: s, Catalog: c}), Close: qs.Close}, nil
}

func box(t *testing.T, o Options) *Sandbox {
	t.Helper()
	if o.Source == nil {
		o.Source = func(_ context.Context, have *Snapshot) (*Snapshot, error) {
			if have == nil {
				have = &Snapshot{Config: json.RawMessage(`{}`)}
			}
			return have, nil
		}
	}
	o.Command = []string{os.Args[0], WorkerCommand}
	if o.Memory == 0 {
		o.Memory = 200 << 20
	}
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// TestHarm holds that whatever is typed ends with one sentence of its kind, and that the next query works.
// The deadlines are generous; what is looked at is the kind of the end.
func TestHarm(t *testing.T) {
	s := box(t, Options{Timeout: 2 * time.Second, MaxResponse: 4 << 20})
	var mistake *QueryError
	for _, c := range []struct {
		language, text string
		want           error // nil: a QueryError
		or             error // the other end that is as good
	}{
		{"gizmo", `g.V().out({}).all()`, nil, nil},
		{"gizmo", `while (true) {}`, ErrTimeout, nil},
		{"gizmo", `for (;;) { try { for (;;) {} } finally { continue } }`, ErrTimeout, nil},
		{"gizmo", `var a = []; while (true) a.push(a.length)`, ErrMemory, ErrTimeout},
		{"gizmo", `var a = []; while (true) a.push("x".repeat(1e6))`, ErrMemory, ErrTimeout},
		{"gizmo", `'x'.repeat(2**30)`, ErrMemory, nil},
		{"gizmo", `new Array(2**31).fill(0).length`, ErrMemory, ErrTimeout},
		{"gizmo", `new ArrayBuffer(2**31 - 1)`, ErrMemory, nil},
		{"gizmo", `function f() { return f() + 1 } f()`, nil, nil},
		{"gizmo", `var o = {toString: function() { return "" + o }}; "" + o`, nil, nil},
		{"gizmo", `var a = []; a[0] = a; JSON.stringify(a)`, nil, nil},
		{"gizmo", `var a = []; for (var i = 0; i < 1e6; i++) a = [a]; g.emit(a)`, ErrCrash, ErrMemory},
		{"gizmo", `/(?=x)(x+x+)+y/.test("x".repeat(60))`, ErrTimeout, nil},
		{"gizmo", `while (true) g.emit("x".repeat(1000))`, nil, ErrTooLarge},
		{"gizmo", `while (true) g.V().both().both().both().count()`, ErrTimeout, nil},
		{"gizmo", strings.Repeat("(", 1_000_000), ErrCrash, ErrMemory},
		{"gizmo", `JSON.parse("[".repeat(5e6))`, ErrCrash, ErrMemory},
		{"gizmo", `regex("(" + "a{1000}".repeat(100) + "){1000}")`, nil, nil},
		{"gizmo", `eval("while (true) {}")`, ErrTimeout, nil},
		{"gizmo", `Object.prototype.toString = null; g.V = null; g.V()`, nil, nil},
		{"graphql", `{ nodes(`, nil, nil},
		{"graphql", strings.Repeat("{ a ", 300_000), ErrCrash, ErrMemory},
		{"mql", `[{"id"`, nil, nil},
		{"mql", strings.Repeat("[", 9000) + strings.Repeat("]", 9000), nil, ErrCrash},
		{"sexp", `($a (:a`, nil, nil},
		{"sexp", `)`, nil, nil},
		{"sexp", strings.Repeat("(", 100_000) + strings.Repeat(")", 100_000), nil, ErrCrash},
		{"cobol", `MOVE A TO B`, nil, nil},
	} {
		name := c.language + " " + c.text[:min(60, len(c.text))]
		_, err := s.Query(context.Background(), Request{Language: c.language, Text: c.text, Limit: -1})
		switch {
		case errors.Is(err, ErrTimeout) && c.language == "gizmo": // on a busy machine, the deadline may come first
		case c.want == nil && c.or == nil && !errors.As(err, &mistake),
			c.want == nil && c.or != nil && !errors.As(err, &mistake) && !errors.Is(err, c.or),
			c.want != nil && !errors.Is(err, c.want) && (c.or == nil || !errors.Is(err, c.or)):
			t.Errorf("%s: %v; want %v or %v", name, err, c.want, c.or)
		}
		if err != nil && (strings.Count(err.Error(), "\n") > 5 || len(err.Error()) > 400) {
			t.Errorf("%s: the error is no sentence:\n%v", name, err)
		}
		t.Logf("%s: %v", name, err)
	}
	r, err := s.Query(context.Background(), Request{Text: `g.V("<Solmar>").out("<invests_in>").all()`})
	if err != nil || len(r.Results) != 2 {
		t.Errorf("after all this: %v, %v", r, err)
	}
}

func TestAnswers(t *testing.T) {
	s := box(t, Options{})
	for _, c := range []struct {
		name string
		r    Request
		want string
	}{
		{"path", Request{Text: `g.V("<Solmar>").out("<invests_in>").order().all()`}, `{"result":[{"id":"<Quillon>"},{"id":"<Tessaly>"}]}`},
		{"nothing", Request{Text: `g.V("<Nobody>").all()`}, `{"result":[]}`},
		{"limit", Request{Text: `g.V().all()`, Limit: 1}, `"truncated":true`},
		{"count", Request{Text: `g.V("<Solmar>").out("<invests_in>").count()`}, `{"result":[2]}`},
		{"warning", Request{Text: `g.V("<Solmar>").out("<invest_in>").all()`}, `"warnings":["no quad has the predicate \u003cinvest_in\u003e (did you mean \"\u003cinvests_in\u003e\"?)"]`},
		{"not a number", Request{Text: `g.emit({a: 0/0, b: 1/0})`}, `{"result":[{"a":null,"b":null}]}`},
		{"json-ld", Request{Text: `g.V("<Solmar>").out("<invests_in>").order().all()`, JSONLD: true, Limit: 1}, `{"@id":"Quillon"}`},
		{"canned", Request{Text: canned(t, "sources")}, `"article":"<article/meridian-doutes>"`},
		{"graphql", Request{Language: "graphql", Text: `{ nodes(id: "Solmar") { id, invests_in @rev { id } } }`}, `{"data":{"nodes":`},
		{"mql", Request{Language: "mql", Text: `[{"id": "<Solmar>", "<invests_in>": []}]`}, `"<invests_in>":["<`},
		{"sexp", Request{Language: "sexp", Text: `($a (:invests_in :Quillon))`}, `{"$a":"<Solmar>"}`},
	} {
		r, err := s.Query(context.Background(), c.r)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if !json.Valid(r.Body) || !strings.Contains(string(r.Body), c.want) {
			t.Errorf("%s: %s\nwant %s", c.name, r.Body, c.want)
		}
	}
	shape, err := s.Shape(context.Background(), Request{Text: canned(t, "who-funds")})
	if err != nil || !strings.Contains(string(shape), "invests_in") || !strings.Contains(string(shape), `"links"`) {
		t.Errorf("shape: %s, %v", shape, err)
	}
}

func canned(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("../" + name + ".js")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestWorkerThatCannotWork(t *testing.T) {
	broken := box(t, Options{Source: func(context.Context, *Snapshot) (*Snapshot, error) {
		return &Snapshot{Config: json.RawMessage(`"broken"`)}, nil
	}})
	if _, err := broken.Query(context.Background(), Request{Text: `1`}); !errors.Is(err, ErrWorker) || !strings.Contains(err.Error(), "it is broken") {
		t.Errorf("a store that does not open: %v", err)
	}
	gone := box(t, Options{})
	gone.opt.Command = []string{"/nonexistent/cuibono"}
	if _, err := gone.Query(context.Background(), Request{Text: `1`}); !errors.Is(err, ErrWorker) {
		t.Errorf("a program that is not there: %v", err)
	}
	mute := box(t, Options{})
	mute.opt.Command = []string{"false"}
	if _, err := mute.Query(context.Background(), Request{Text: `1`}); !errors.Is(err, ErrWorker) {
		t.Errorf("a program that says nothing: %v", err)
	}
}

// TestSnapshotsConcurrent holds that each snapshot is released once, after its last query, and that a new one is
// seen by the next query.
func TestSnapshotsConcurrent(t *testing.T) {
	var made, released atomic.Int64
	var generation atomic.Uint64
	s := box(t, Options{Source: func(_ context.Context, have *Snapshot) (*Snapshot, error) {
		if have != nil && have.Generation == generation.Load() {
			return have, nil
		}
		made.Add(1)
		return &Snapshot{Config: json.RawMessage(`{}`), Generation: generation.Load(), Release: func() { released.Add(1) }}, nil
	}, Workers: 3, Warm: 2})
	for round := range 3 {
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				if _, err := s.Query(context.Background(), Request{Text: `g.V("<Solmar>").all()`}); err != nil {
					t.Errorf("round %d: %v", round, err)
				}
			})
		}
		wg.Wait()
		generation.Add(1)
	}
	s.Close()
	if made.Load() != 3 || released.Load() != 3 {
		t.Errorf("%d snapshots made, %d released", made.Load(), released.Load())
	}
	if _, err := s.Query(context.Background(), Request{Text: `1`}); !errors.Is(err, ErrClosed) {
		t.Errorf("after Close: %v", err)
	}
}

// TestCancel holds that a query ends with the one who asked it, and that its worker goes on.
func TestCancel(t *testing.T) {
	s := box(t, Options{})
	if err := s.Warm(context.Background()); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	if _, err := s.Query(ctx, Request{Text: `while (true) {}`}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
	if len(s.idle) != 1 {
		t.Errorf("%d workers wait after a query that could be stopped", len(s.idle))
	}
}
