package repl

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/cayley/graph"
	_ "github.com/cayleygraph/cayley/graph/memstore"
	_ "github.com/cayleygraph/cayley/writer"

	"cuibono/queries"
	"cuibono/queries/sandbox"
	"cuibono/schema"
)

// TestMain makes the test binary a worker when it is started as one.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == sandbox.WorkerCommand {
		err := sandbox.Serve(context.Background(), os.Stdin, os.Stdout, func(context.Context, json.RawMessage) (*sandbox.Opened, error) {
			e, qs, err := example()
			return &sandbox.Opened{QuadStore: qs, Engine: e}, err
		})
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func example() (*queries.Engine, graph.QuadStore, error) {
	s, err := schema.Load("")
	if err != nil {
		return nil, nil, err
	}
	c, err := queries.Load(s)
	if err != nil {
		return nil, nil, err
	}
	quads, err := queries.ExampleGraph()
	if err != nil {
		return nil, nil, err
	}
	qs, err := graph.NewQuadStore("memstore", "", nil)
	if err != nil {
		return nil, nil, err
	}
	w, err := graph.NewQuadWriter("single", qs, nil)
	if err != nil {
		return nil, nil, err
	}
	for _, q := range quads {
		if err := w.AddQuad(q); err != nil {
			return nil, nil, err
		}
	}
	return queries.New(qs, queries.Options{Schema: s, Catalog: c}), qs, nil
}

func options(t *testing.T, in string) (Options, *bytes.Buffer, *bytes.Buffer) {
	t.Helper()
	e, _, err := example()
	if err != nil {
		t.Fatal(err)
	}
	box, err := sandbox.New(sandbox.Options{
		Source: func(_ context.Context, have *sandbox.Snapshot) (*sandbox.Snapshot, error) {
			if have == nil {
				have = &sandbox.Snapshot{Config: json.RawMessage(`{}`)}
			}
			return have, nil
		},
		Command: []string{os.Args[0], sandbox.WorkerCommand},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { box.Close() })
	var out, talk bytes.Buffer
	return Options{
		Engine: e, Sandbox: box, In: io.NopCloser(strings.NewReader(in)), Out: &out, Err: &talk,
		Language: "en", Limit: 100, Timeout: 20 * time.Second,
	}, &out, &talk
}

// TestSession holds what a session that is piped in prints.
func TestSession(t *testing.T) {
	for _, c := range []struct{ name, in, out, talk string }{
		{"one line", `g.V("<Solmar>").out("<funds>").all()`, `{"id":"<Project_Meridian>"}` + "\n", ""},
		{"brackets go on", "g.V(\n  \"<Solmar>\"\n).out(\"<funds>\").all()", `{"id":"<Project_Meridian>"}` + "\n", ""},
		{"a step a line", "g.V(\"<Solmar>\")\n  .out(\"<funds>\")\n  .all()\n1+1\n", `{"id":"<Project_Meridian>"}` + "\n2\n", ""},
		{"a line goes on", "1 + \\\n2", "3\n", ""},
		{"brackets in text", "g.emit(\"(\") // (\ng.emit('{')\n", "\"(\"\n\"{\"\n", ""},
		{"comments and templates", "/* ( \n */ g.emit(`a\nb`)\n", "\"a\\nb\"\n", ""},
		{"canned", ":query leads Quillon\n:format csv\n:query leads Quillon", "founder and chief executive", ""},
		{"quotes", `:query funded-by "Solmar Bank"`, "Project Meridian", ""},
		{"an apostrophe", `:find l'Quillon`, "<Quillon>  Quillon  Organization\n", ""},
		{"list", ":query", "who-funds TARGET", ""},
		{"languages", ":lang graphql\n{ nodes(id: \"Quillon\") {\n id\n} }\n:lang\n", `{"nodes":{"id":"Quillon"}}`, "graphql (of gizmo"},
		{"limit", ":limit 1\ng.V().all()", "{\"id\":", "the limit of 1 results"},
		{"mistakes go on", "g.V(\n.all()\n\n)\ng.V().out({})\n1", "1\n", "error: line 2, column 1: syntax"},
		{"unknown command", ":hlep\n:qqqqqq\n:query who-fund x\n:lang cobol\n:limit x\n:timeout -1s\n:format x\n:find\n:query 'x", "", "unknown command :hlep (did you mean :help?)"},
		{"nothing", "g.V(\"<Nobody>\").all()", "", "nothing found"},
		{"a warning", "g.V(\"<Solmar>\").out(\"<fund>\").all()", "", `warning: no quad has the predicate <fund>`},
		{"unfinished", "g.V(", "", "error: line 1"},
		{"quit", ":quit\ng.V().all()", "", ""},
		{"help", ":help", "Functions of Gizmo", ""},
		{"timeout", ":timeout 300ms\nwhile (true) {}\n", "", "error: the query took too long"},
	} {
		o, out, talk := options(t, c.in)
		if err := Run(context.Background(), o); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		exact := strings.HasSuffix(c.out, "\n") && c.name != "mistakes go on" || c.out == ""
		if exact && out.String() != c.out || !strings.Contains(out.String(), c.out) || !strings.Contains(talk.String(), c.talk) || c.talk == "" && talk.Len() > 0 {
			t.Errorf("%s\nprints %q and says %q\nwant   %q and      %q", c.name, out.String(), talk.String(), c.out, c.talk)
		}
	}
}

// TestOutputGone holds that the loop ends when nobody reads.
func TestOutputGone(t *testing.T) {
	o, _, _ := options(t, "1\n2\n")
	o.Out = broken{}
	if err := Run(context.Background(), o); err == nil || !strings.Contains(err.Error(), "gone") {
		t.Errorf("%v", err)
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, fmt.Errorf("the reader is gone") }

func TestCompletion(t *testing.T) {
	o, _, _ := options(t, "")
	l := &loop{Options: o, lang: "gizmo"}
	for _, c := range []struct{ line, word, want string }{
		{":qu", "qu", "query"},
		{":query who", "who", "who-funds"},
		{":query path Sol", "Sol", "Solmar"},
		{":query path Solmar Ada", "Ada", "Ada_Merrow"},
		{":lang gr", "gr", "graphql"},
		{":format c", "c", "csv"},
		{":find Project", "Project", "Project_Meridian"},
		{`g.V("<Sol`, "Sol", "Solmar"},
		{`g.V("<Quillon>").out("<inv`, "inv", "invests_in>"},
		{`g.V("<Quillon>").sav`, "sav", "saveOptR"},
		{`g.V("<Quillon>").Ou`, "Ou", "Out"},
		{`rela`, "rela", "relations"},
		{`gra`, "gra", "graph"},
	} {
		word, got := l.complete(context.Background(), c.line)
		if word != c.word || !slices.Contains(got, c.want) {
			t.Errorf("%s: %q, %v; want %q, %q", c.line, word, got, c.word, c.want)
		}
	}
	ends, n := (&completer{l}).Do([]rune("é:é"), 3)
	if len(ends) != 0 || n > 3 {
		t.Errorf("%v, %d", ends, n)
	}
}
