// Package shape tells what a query would look up in a graph, without looking it up.
//
// A query is run against a store that holds nothing and notes what it is asked for. The answer is in
// the form of the first version of Cayley's API, /api/v1/shape/LANGUAGE: the nodes that a query
// mentions or passes through, and the links between them. Cayley itself has answered 501 there since
// 2019, while its console still asks.
//
// Because the store is empty, branches of a script that depend on results are not seen.
//
// Running a query runs whatever program it holds: it may never end, use all memory or, in Gizmo,
// panic in a goroutine of its own. Record therefore belongs into a process of its own.
package shape

import (
	"context"
	"fmt"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/cayley/query"
)

// Graph is the shape of a query. IDs count from 1.
type Graph struct {
	Nodes []*Node `json:"nodes"`
	Links []Link  `json:"links"`
}

// Node is a set of nodes of the graph, or, as a link node, the predicates of a set of quads.
type Node struct {
	ID int `json:"id"`
	// Tags are the names under which the query gives the node.
	Tags []string `json:"tags,omitempty"`
	// Values are the values that the query names, in N-Quads.
	Values []string `json:"values,omitempty"`
	// Operations are what is done to the set: "unique", "limit 10", "count"…
	Operations []string `json:"operations,omitempty"`
	IsLinkNode bool     `json:"is_link_node"`
	// IsFixed tells that Values are the whole set.
	IsFixed bool `json:"is_fixed"`
}

// Link leads from the subjects to the objects of a set of quads whose predicates are in the link node
// PredNode, or, where PredNode is 0, from a set to one of its parts.
type Link struct {
	Source   int `json:"source"`
	Target   int `json:"target"`
	PredNode int `json:"pred_node"`
}

// MaxNodes bounds the shape of one query.
const MaxNodes = 10000

// Record gives the shape of the query text in a language of Cayley's that is registered. It runs the
// query until it ends or ctx does; an error of the query is returned together with what was seen
// until then.
func Record(ctx context.Context, language, text string) (*Graph, error) {
	if query.GetLanguage(language) == nil {
		return nil, fmt.Errorf("unknown query language %q", language)
	}
	return RecordWith(ctx, func(qs graph.QuadStore) query.Session { return query.NewSession(qs, language) }, text)
}

// RecordWith is Record with a session of the caller's making, on the store that notes what it is asked.
func RecordWith(ctx context.Context, open func(graph.QuadStore) query.Session, text string) (*Graph, error) {
	rec := &recorder{ctx: ctx}
	err := run(ctx, open(rec), text)
	return rec.graph(), err
}

func run(ctx context.Context, session query.Session, text string) error {
	var unsupported *query.ErrUnsupportedCollation
	it, err := session.Execute(ctx, text, query.Options{Collation: query.JSON})
	if asCollation(err, &unsupported) {
		it, err = session.Execute(ctx, text, query.Options{Collation: query.Raw})
	}
	if err != nil {
		return err
	}
	for it.Next(ctx) {
		// Results are those the program makes up itself; there are none in the store.
	}
	err = it.Err()
	if cerr := it.Close(); err == nil {
		err = cerr
	}
	return err
}

func asCollation(err error, target **query.ErrUnsupportedCollation) bool {
	e, ok := err.(*query.ErrUnsupportedCollation)
	*target = e
	return ok
}

// graph turns the recorded iterators into a graph.
func (rec *recorder) graph() *Graph {
	b := &builder{rec: rec}
	for _, root := range rec.roots {
		b.add(b.node(root))
	}
	if len(rec.roots) == 0 {
		// A query whose outermost part is opaque (followRecursive builds its iterators itself):
		// at least the values it named.
		seen := map[string]bool{}
		for _, v := range rec.named {
			if seen[v] {
				continue
			}
			seen[v] = true
			n := b.newNode()
			n.IsFixed, n.Values = true, []string{v}
			b.add(n)
		}
	}
	return b.finish()
}

var _ iterator.Shape = (*leaf)(nil)
