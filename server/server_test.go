package server_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/query"
	_ "github.com/cayleygraph/cayley/query/gizmo"
	_ "github.com/cayleygraph/cayley/query/graphql"
	_ "github.com/cayleygraph/cayley/query/mql"
	"github.com/cayleygraph/quad/nquads"

	"cuibono/queries/sandbox"
	"cuibono/queries/shape"
	"cuibono/server"
	"cuibono/store"
)

// inProcess runs queries in the test's own process. What a query can do to a process is for the tests
// of queries/sandbox; here it is what the server makes of answers and errors.
type inProcess struct{ g server.Graph }

func (s inProcess) Query(ctx context.Context, r sandbox.Request) (*sandbox.Response, error) {
	ctx, cancel := context.WithTimeout(ctx, r.Timeout)
	defer cancel()
	collation := query.JSON
	if r.JSONLD && r.Language == "gizmo" {
		collation = query.JSONLD
	}
	it, err := query.NewSession(s.g.QuadStore(), r.Language).Execute(ctx, r.Text, query.Options{Collation: collation, Limit: r.Limit + 1})
	if err != nil {
		return nil, err
	}
	defer it.Close()
	rows := []any{}
	res := &sandbox.Response{}
	for it.Next(ctx) {
		if len(rows) == r.Limit {
			res.Truncated = true
			break
		}
		rows = append(rows, it.Result())
	}
	if err := it.Err(); err != nil {
		if errors.Is(err, context.DeadlineExceeded) {
			err = fmt.Errorf("%w: more than %s", sandbox.ErrTimeout, r.Timeout.Round(time.Second))
		}
		return nil, err
	}
	body := map[string]any{"result": rows}
	if r.Language == "graphql" && len(rows) > 0 {
		body = map[string]any{"data": rows[0]}
	}
	if res.Truncated {
		body["truncated"] = true
	}
	res.Body = encode(body)
	return res, nil
}

func (s inProcess) Shape(ctx context.Context, r sandbox.Request) (json.RawMessage, error) {
	ctx, cancel := context.WithTimeout(ctx, r.Timeout)
	defer cancel()
	g, err := shape.Record(ctx, r.Language, r.Text)
	if err != nil {
		return nil, err
	}
	return encode(g), nil
}

// encode leaves "<" as it is, as Cayley's answers do.
func encode(v any) []byte {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(err)
	}
	return bytes.TrimSpace(buf.Bytes())
}

// fixedGraph is a store that is not replaced.
type fixedGraph struct{ qs graph.QuadStore }

func (g fixedGraph) QuadStore() graph.QuadStore { return g.qs }

// openGraph makes a store in memory with the quads of testdata/graph.nq.
func openGraph(t testing.TB) server.Graph {
	t.Helper()
	st, err := store.Open(t.Context(), store.Config{Backend: store.Memory})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	data, err := os.ReadFile("testdata/graph.nq")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := st.AddQuads(t.Context(), nquads.NewReader(bytes.NewReader(data), false), nil); err != nil {
		t.Fatal(err)
	}
	return fixedGraph{st.QuadStore()}
}

// start serves o on a free loopback port until the test ends, and returns the address.
func start(t testing.TB, o server.Options) string {
	t.Helper()
	if o.Address == "" {
		o.Address = "127.0.0.1:0"
	}
	srv, err := server.New(o)
	if err != nil {
		t.Fatal(err)
	}
	l, err := srv.Listen(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- srv.Serve(ctx, l) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("serve: %v", err)
		}
	})
	return "http://" + l.Addr().String()
}

func readOnly(t testing.TB) server.Options {
	g := openGraph(t)
	return server.Options{Graph: g, Sandbox: inProcess{g}}
}

func writable(t testing.TB) server.Options {
	o := readOnly(t)
	o.Writer = server.NewWriter(o.Graph)
	return o
}

// call sends a request and returns the status, the headers and the body.
func call(t testing.TB, method, url, body string, header ...string) (int, http.Header, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		if header[i] == "Host" {
			req.Host = header[i+1]
			continue
		}
		req.Header.Set(header[i], header[i+1])
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, res.Header, string(data)
}

const hop = `g.V("<Northwind>").Out("<invests_in>").All()`

func TestQuery(t *testing.T) {
	base := start(t, readOnly(t))
	for _, c := range []struct {
		name, method, path, body string
		header                   []string
		status                   int
		want                     string
	}{
		{"gizmo", "POST", "/api/v2/query?lang=gizmo", hop, nil, 200, `{"result":[{"id":"<Sundial>"}]}`},
		{"gizmo by GET", "GET", "/api/v2/query?lang=gizmo&qu=g.V(%22%3CNorthwind%3E%22).out(%22%3Cinvests_in%3E%22).all()", "", nil, 200, `{"result":[{"id":"<Sundial>"}]}`},
		{"as the console asks", "POST", "/api/v2/query?lang=gizmo", hop, []string{"Accept", "application/ld+json", "Content-Type", "text/plain;charset=UTF-8", "Origin", base, "Sec-Fetch-Site", "same-origin"}, 200, `{"result":[{"id":{"@id":"Sundial"}}]}`},
		{"nothing found", "POST", "/api/v2/query?lang=gizmo", `g.V("<Nobody>").all()`, nil, 200, `{"result":[]}`},
		{"mql from the console", "POST", "/api/v2/query?lang=mql", `[{"id":"<Northwind>","<invests_in>":null}]`, []string{"Accept", "application/ld+json"}, 200, `"<Sundial>"`},
		{"graphql", "POST", "/api/v2/query?lang=graphql", `{ nodes(id: "<Northwind>") { id, invests_in { id } } }`, nil, 200, `{"data":{"nodes":`},
		{"syntax", "POST", "/api/v2/query?lang=gizmo", `g.V(`, nil, 400, `"error":"SyntaxError`},
		{"graphql syntax", "POST", "/api/v2/query?lang=graphql", `{ nodes(`, nil, 400, `"errors":[{"message":`},
		{"no such function", "POST", "/api/v2/query?lang=gizmo", `g.V().outt()`, nil, 400, `outt`},
		{"no language", "POST", "/api/v2/query", hop, nil, 400, `try: ?lang=gizmo`},
		{"unknown language", "POST", "/api/v2/query?lang=cypher", hop, nil, 400, `unknown query language \"cypher\"`},
		{"empty", "POST", "/api/v2/query?lang=gizmo", " \n", nil, 400, `the query is empty`},
		{"limit not a number", "POST", "/api/v2/query?lang=gizmo&limit=many", hop, nil, 400, `want a number from 1 to`},
		{"limit too high", "POST", "/api/v2/query?lang=gizmo&limit=1000001", hop, nil, 400, `want a number from 1 to 1000000`},
		{"limit below 1", "POST", "/api/v2/query?lang=gizmo&limit=-1", hop, nil, 400, `want a number from 1`},
		{"other method", "DELETE", "/api/v2/query?lang=gizmo", "", nil, 405, `try: GET, POST`},
		{"unknown path", "GET", "/api/v2/nosuch", "", nil, 404, `/api/v2/query`},
		{"shape", "POST", "/api/v1/shape/gizmo", hop, nil, 200, `"values":["<invests_in>"]`},
		{"shape of nonsense", "POST", "/api/v1/shape/gizmo", `g.V(`, nil, 400, `SyntaxError`},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, h, body := call(t, c.method, base+c.path, c.body, c.header...)
			if status != c.status || !strings.Contains(body, c.want) {
				t.Errorf("%s %s: %d %s\nwant %d with %s", c.method, c.path, status, body, c.status, c.want)
			}
			if !json.Valid([]byte(body)) || !strings.Contains(h.Get("Content-Type"), "json") {
				t.Errorf("%s: not JSON: %s", h.Get("Content-Type"), body)
			}
		})
	}
}

// Cayley's endpoint stops at 100 results without a word.
func TestQueryIsNotCutSilently(t *testing.T) {
	o := readOnly(t)
	o.Limit = 150
	base := start(t, o)
	emit := func(n int) string { return fmt.Sprintf("for (var i = 0; i < %d; i++) g.emit(i)", n) }
	for _, c := range []struct {
		n         int
		limit     string
		want      int
		truncated bool
	}{
		{101, "", 101, false}, {150, "", 150, false}, {151, "", 150, true}, {151, "151", 151, false}, {5000, "&limit=4999", 4999, true},
	} {
		limit := c.limit
		if limit != "" && limit[0] != '&' {
			limit = "&limit=" + limit
		}
		status, h, body := call(t, "POST", base+"/api/v2/query?lang=gizmo"+limit, emit(c.n))
		var got struct {
			Result    []json.RawMessage
			Truncated bool
		}
		if err := json.Unmarshal([]byte(body), &got); err != nil || status != 200 {
			t.Fatalf("%d %v: %s", status, err, body)
		}
		if len(got.Result) != c.want || got.Truncated != c.truncated || h.Get("X-Result-Truncated") != fmt.Sprint(c.truncated) {
			t.Errorf("%d results, limit %q: got %d, truncated %v, header %q; want %d, %v", c.n, c.limit,
				len(got.Result), got.Truncated, h.Get("X-Result-Truncated"), c.want, c.truncated)
		}
	}
}

func TestQueryTimeout(t *testing.T) {
	o := readOnly(t)
	o.Timeout = 500 * time.Millisecond
	base := start(t, o)
	status, _, body := call(t, "POST", base+"/api/v2/query?lang=gizmo", "for (;;) {}")
	if status != http.StatusUnprocessableEntity || !strings.Contains(body, `"code":"timeout"`) {
		t.Errorf("%d %s", status, body)
	}
}

func TestHealth(t *testing.T) {
	base := start(t, readOnly(t))
	if status, _, body := call(t, "GET", base+"/health", ""); status != 200 || body != "{\"status\":\"ok\"}\n" {
		t.Errorf("%d %s", status, body)
	}
}

func TestNewRefuses(t *testing.T) {
	g := openGraph(t)
	for _, c := range []struct {
		o    server.Options
		want string
	}{
		{server.Options{}, "without a graph"},
		{server.Options{Graph: g, Address: "0.0.0.0:0"}, "no token"},
		{server.Options{Graph: g, Address: ":0"}, "no token"},
		{server.Options{Graph: g, Address: "192.0.2.1:80"}, "no token"},
		{server.Options{Graph: g, Address: "0.0.0.0:0", Token: "short"}, "at least 16"},
		{server.Options{Graph: g, Address: "nonsense"}, "host:port"},
	} {
		if _, err := server.New(c.o); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v, want %q", c.o, err, c.want)
		}
	}
}

func TestPortInUse(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	o := readOnly(t)
	o.Address = l.Addr().String()
	srv, err := server.New(o)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := srv.Listen(t.Context()); err == nil || !strings.Contains(err.Error(), "another program uses port") || !strings.Contains(err.Error(), "try:") {
		t.Errorf("%v", err)
	}
}

// A request under way is finished after the server was told to stop.
func TestGracefulShutdown(t *testing.T) {
	o := readOnly(t)
	box := &waiting{entered: make(chan struct{}), leave: make(chan struct{})}
	o.Sandbox, o.Address = box, "127.0.0.1:0"
	srv, err := server.New(o)
	if err != nil {
		t.Fatal(err)
	}
	l, err := srv.Listen(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	served, answered := make(chan error, 1), make(chan string, 1)
	go func() { served <- srv.Serve(ctx, l) }()
	go func() {
		res, err := http.Post("http://"+l.Addr().String()+"/api/v2/query?lang=gizmo", "text/plain", strings.NewReader(hop))
		if err != nil {
			answered <- err.Error()
			return
		}
		defer res.Body.Close()
		data, _ := io.ReadAll(res.Body)
		answered <- string(data)
	}()
	<-box.entered
	cancel()
	close(box.leave)
	if got := <-answered; got != `{"result":[]}` {
		t.Errorf("answer: %s", got)
	}
	if err := <-served; err != nil {
		t.Errorf("serve: %v", err)
	}
}

// waiting is a sandbox whose queries wait until they are let go, whatever their deadline.
type waiting struct {
	entered, leave chan struct{}
}

func (s *waiting) Query(context.Context, sandbox.Request) (*sandbox.Response, error) {
	close(s.entered)
	<-s.leave
	return &sandbox.Response{Body: []byte(`{"result":[]}`)}, nil
}

func (s *waiting) Shape(context.Context, sandbox.Request) (json.RawMessage, error) {
	panic("not asked for: an error of a library")
}

func TestConcurrencyIsBounded(t *testing.T) {
	o := readOnly(t)
	box := &waiting{entered: make(chan struct{}), leave: make(chan struct{})}
	o.Sandbox, o.Concurrency, o.Timeout = box, 1, 300*time.Millisecond
	base := start(t, o)
	first := make(chan int, 1)
	go func() {
		res, err := http.Post(base+"/api/v2/query?lang=gizmo", "text/plain", strings.NewReader(hop))
		if err != nil {
			first <- 0
			return
		}
		res.Body.Close()
		first <- res.StatusCode
	}()
	<-box.entered
	// The first holds the only slot until it is let go; the second gives up before.
	status, h, body := call(t, "POST", base+"/api/v2/query?lang=gizmo", hop)
	if status != http.StatusServiceUnavailable || h.Get("Retry-After") == "" {
		t.Errorf("two at the same time: %d %s", status, body)
	}
	close(box.leave)
	<-first
	if status, _, _ := call(t, "GET", base+"/health", ""); status != 200 {
		t.Errorf("health while busy: %d", status)
	}
}

func TestPanicIsAnError(t *testing.T) {
	o := readOnly(t)
	var logged bytes.Buffer
	o.Sandbox, o.Logger = &waiting{}, slog.New(slog.NewTextHandler(&logged, nil))
	srv, err := server.New(o)
	if err != nil {
		t.Fatal(err)
	}
	rec := httptest.NewRecorder()
	req := httptest.NewRequest("POST", "http://127.0.0.1/api/v1/shape/gizmo", strings.NewReader(hop))
	srv.Handler().ServeHTTP(rec, req)
	if rec.Code != 500 || strings.Contains(rec.Body.String(), "library") || !strings.Contains(logged.String(), "an error of a library") {
		t.Errorf("%d %s\nlog: %s", rec.Code, rec.Body, &logged)
	}
}
