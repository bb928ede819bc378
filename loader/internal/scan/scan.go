// Package scan reads quads out of a Cayley quad store by one of their ends.
package scan

import (
	"context"
	"fmt"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/quad"
)

// By calls visit with every quad that has v at d, in the order of the store, until visit gives an error.
func By(ctx context.Context, qs graph.QuadStore, d quad.Direction, v quad.Value, visit func(quad.Quad) error) error {
	ref, err := qs.ValueOf(v)
	if err != nil {
		return fmt.Errorf("look up %v: %w", v, err)
	}
	if ref == nil {
		return nil
	}
	return each(ctx, qs, qs.QuadIterator(d, ref), visit)
}

// All calls visit with every quad of the store.
func All(ctx context.Context, qs graph.QuadStore, visit func(quad.Quad) error) error {
	return each(ctx, qs, qs.QuadsAllIterator(), visit)
}

func each(ctx context.Context, qs graph.QuadStore, shape iterator.Shape, visit func(quad.Quad) error) (err error) {
	it := shape.Iterate()
	defer func() {
		if cerr := it.Close(); err == nil && cerr != nil {
			err = fmt.Errorf("read quads: %w", cerr)
		}
	}()
	for it.Next(ctx) {
		q, err := qs.Quad(it.Result())
		if err != nil {
			return fmt.Errorf("read quad: %w", err)
		}
		if err := visit(q); err != nil {
			return err
		}
	}
	if err := it.Err(); err != nil {
		return fmt.Errorf("read quads: %w", err)
	}
	return ctx.Err()
}
