package gizmo

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/cayley/query"
	"github.com/cayleygraph/quad"
)

// small is a graph of two funders who share a venture, and an article that says so.
func small() []quad.Quad {
	var out []quad.Quad
	for _, q := range [][3]string{
		{"Ardent", "backs", "Quill"}, {"Ardent", "backs", "Rook"}, {"Borel", "backs", "Quill"},
		{"Borel", "backs", "Spar"}, {"Quill", "owns", "Rook"},
	} {
		out = append(out, quad.MakeIRI(q[0], q[1], q[2], ""))
	}
	return append(out, quad.Make(quad.IRI("Quill"), quad.IRI("name"), quad.String("Quill & Co"), nil))
}

func run(t *testing.T, text string, limit int, o Options) ([]string, Outcome, error) {
	t.Helper()
	s := New(memory(t, small()), o)
	var got []string
	out, err := s.Run(context.Background(), text, limit, func(r Result) error {
		v, err := s.JSONValue(r)
		if m, ok := v.(map[string]any); ok && len(m) == 1 && m["id"] != nil {
			v = m["id"]
		}
		got = append(got, fmt.Sprint(v))
		return err
	})
	slices.Sort(got)
	return got, out, err
}

// TestAnswers holds what this session does better than, or beside, Cayley's.
func TestAnswers(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`g.V("<Ardent>").out("<backs>").intersect(g.V("<Borel>").out("<backs>")).count()`, "1"},
		{`g.V("<Ardent>").out("<backs>").except(g.V("<Borel>").out("<backs>")).count()`, "1"},
		{`g.V("<Ardent>", "<Borel>").intersect(g.V("<Ardent>")).count()`, "1"},
		{`g.V("<Nobody>").count()`, "0"},
		{`g.V().count()`, "9"},
		{`g.V("<Ardent>").Out("<backs>").And(g.V("<Rook>")).All()`, "<Rook>"},
		{`var a = g.V("<Ardent>").out("<backs>").toArray(); a.push("more"); a.sort(); g.emit(a.join(" "))`, "<Quill> <Rook> more"},
		{`g.V(["<Ardent>", "<Borel>"]).all()`, "<Ardent> <Borel>"},
		{`g.emit({node: iri("Quill"), list: [iri("Rook"), 1]})`, "map[list:[<Rook> 1] node:<Quill>]"},
		{`try { g.V().out({}) } catch (e) { g.emit("caught") }`, "caught"},
		{`1 + 1`, "2"},
		{`g.V("<Quill>").out("<name>").filter(regex("Co$")).all()`, "Quill & Co"},
	} {
		got, _, err := run(t, c.text, 0, Options{})
		if err != nil || strings.Join(got, " ") != c.want {
			t.Errorf("%s\n got %q, %v\nwant %q", c.text, strings.Join(got, " "), err, c.want)
		}
	}
}

// TestMistakes holds the sentences that mistakes get.
func TestMistakes(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`g.V("<Ardent>").out({}).all()`, `line 1, column 20: out: an object is no predicate; give a string like "<name>", a list of them, a path, or null for all`},
		{`var p; g.V("<Ardent>").out(p).all()`, `out: the predicate is undefined; write out() or out(null) to follow every predicate`},
		{`g.V("<Ardent>").out([]).all()`, `the list of predicates is empty`},
		{`g.V("<Ardent>").outt("<backs>").all()`, `there is no method "outt" (did you mean "out"?)`},
		{`g.V(undefined).all()`, `V: undefined is no node`},
		{`g.V([]).all()`, `the list of nodes is empty`},
		{`g.V().tag(null).all()`, `tag: takes the name of a tag`},
		{`g.V().save(g.V("<backs>")).all()`, `save: what a path saves needs the name of a tag`},
		{`g.V().follow("x").all()`, `follow: "x" is no path`},
		{`g.V().limit("many").all()`, `limit: "many" is no whole number`},
		{`g.V().has().all()`, `has: takes at least 1 argument, not 0`},
		{`g.V().filter("x").all()`, `filter: takes filters`},
		{`g.V().forEach(1)`, `forEach: 1 is no function`},
		{`g.emit(g.V())`, `emit: a path is no result`},
		{"g.V(\n  .all()", `line 2, column 3: syntax: Unexpected token .`},
		{`function f() { return f() } f()`, `functions call each other more than 4000 levels deep`},
		{`throw "enough"`, `enough`},
		{`nosuch()`, `ReferenceError: nosuch is not defined`},
		{`regex("(")`, `regex: error parsing regexp`},
		{`lang("x")`, `lang: takes 2 arguments, not 1`},
		{`g.V.call(g, new Proxy({}, {})).all()`, `V: an object is no node`},
		{`g.V().out.call(1, "<backs>")`, `out: called on 1, which is no path`},
	} {
		_, _, err := run(t, c.text, 0, Options{})
		var mistake *Error
		if !errors.As(err, &mistake) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s\n got %v\nwant %s", c.text, err, c.want)
		}
	}
}

func TestWarnings(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`g.V("<Ardent>").out("<bakcs>").all()`, `no quad has the predicate <bakcs> (did you mean "<backs>"?)`},
		{`g.V("<Ardent>").out("backs").all()`, `no quad has the predicate "backs", which is text; the predicate of that name is written "<backs>"`},
		{`g.V("<Ardent>").save("<Quill>", "x").all()`, `no quad has the predicate <Quill>`},
		{`g.V("<Ardent>").out("<planned>").all()`, ``},
		{`g.V("<Ardent>").out("<backs>")`, `the query builds a path and asks nothing of it: add .all()`},
	} {
		_, out, err := run(t, c.text, 0, Options{Known: []string{"backs", "planned"}})
		if err != nil || strings.Join(out.Warnings, "; ") != c.want {
			t.Errorf("%s\n got %q, %v\nwant %q", c.text, out.Warnings, err, c.want)
		}
	}
}

func TestLimit(t *testing.T) {
	for _, c := range []struct {
		text      string
		limit     int
		results   int
		truncated bool
	}{
		{`g.V().all()`, 3, 3, true},
		{`g.V().all()`, 9, 9, false},
		{`g.V().getLimit(2)`, 3, 2, false},
		{`g.V().getLimit(2); g.V().getLimit(2)`, 3, 3, true},
		{`while (true) g.emit(1)`, 5, 5, true},
		{`while (true) { try { g.emit(1) } catch (e) {} }`, 5, 5, true},
		{`g.V().forEach(function(d) { g.emit(d.id) })`, 4, 4, true},
	} {
		got, out, err := run(t, c.text, c.limit, Options{})
		if err != nil || len(got) != c.results || out.Truncated != c.truncated {
			t.Errorf("%s with limit %d: %d results, truncated %v, %v; want %d, %v", c.text, c.limit, len(got), out.Truncated, err, c.results, c.truncated)
		}
	}
}

// TestDeadline holds that a text ends with its context, in a loop, in a callback and in an iteration.
func TestDeadline(t *testing.T) {
	for _, text := range []string{
		`while (true) {}`,
		`for (;;) { try { while (true) {} } catch (e) {} }`,
		`[2, 1].sort(function() { while (true) {} })`,
		`while (true) g.V().out().in().all()`,
	} {
		ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
		s := New(memory(t, small()), Options{})
		_, err := s.Run(ctx, text, 0, func(Result) error { return nil })
		cancel()
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: %v", text, err)
		}
		// The session is good for the next text.
		if _, err := s.Run(context.Background(), `g.V().all()`, 0, func(Result) error { return nil }); err != nil {
			t.Errorf("after %s: %v", text, err)
		}
	}
}

// TestExecute holds the form in which Cayley's own code asks a session.
func TestExecute(t *testing.T) {
	s := New(memory(t, small()), Options{})
	ctx := context.Background()
	it, err := s.Execute(ctx, `g.V("<Ardent>").out("<backs>").all()`, query.Options{Collation: query.JSON, Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for it.Next(ctx) {
		n++
		if _, ok := it.Result().(map[string]any); !ok {
			t.Errorf("a result of type %T", it.Result())
		}
	}
	if n != 1 || it.Err() != nil || !it.(*pull).Outcome().Truncated {
		t.Errorf("%d results, %v", n, it.Err())
	}
	it.Close()
	it, _ = s.Execute(ctx, `while (true) {}`, query.Options{Collation: query.REPL})
	short, cancel := context.WithTimeout(ctx, 20*time.Millisecond)
	defer cancel()
	if it.Next(short) || !errors.Is(it.Err(), context.DeadlineExceeded) {
		t.Errorf("an endless text: %v", it.Err())
	}
	it.Close()
}
