package queries

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"

	"cuibono/queries/table"
	"cuibono/schema"
	"cuibono/schema/strict"
)

//go:embed example.nq
var exampleFile []byte

// ExampleGraph gives the quads of the graph on which the examples of queries run: claims of an invented
// world, readable in example.nq.
func ExampleGraph() ([]quad.Quad, error) {
	qs, err := quad.ReadAll(nquads.NewReader(bytes.NewReader(exampleFile), false))
	if err != nil {
		return nil, fmt.Errorf("read the example graph: %w", err)
	}
	return qs, nil
}

// Check runs the example of each query on qs, which holds the example graph, and compares what it gives
// with what the header says. The error is a strict.Problems.
func (c *Catalog) Check(ctx context.Context, qs graph.QuadStore, s *schema.Schema) error {
	var ps strict.Problems
	e := New(qs, Options{Schema: s, Catalog: c})
	for _, q := range c.queries {
		got, err := e.example(ctx, q)
		switch {
		case err != nil:
			ps.Add(q.example.Pos, "the example of %s: %v", q.Name, err)
		case got != q.example.Output:
			ps.Add(q.example.Pos, "the example of %s gives\n%s\ninstead of\n%s", q.Name, got, q.example.Output)
		}
	}
	return ps.Err()
}

// example runs a query's example and gives its CSV.
func (e *Engine) example(ctx context.Context, q *Query) (string, error) {
	t, err := e.Run(ctx, q.Name, q.example.Args, RunOptions{})
	if err != nil {
		return "", err
	}
	for _, w := range t.Warnings {
		return "", fmt.Errorf("%s", w)
	}
	var out bytes.Buffer
	if err := t.Write(&out, table.CSV, table.Options{}); err != nil {
		return "", err
	}
	return out.String(), nil
}
