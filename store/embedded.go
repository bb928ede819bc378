package store

import (
	"context"
	"io"
	"path/filepath"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"

	"cuibono/store/pebble"
)

// embedded is a store of package pebble, on disk or in memory.
type embedded struct{ qs *pebble.QuadStore }

func (e *embedded) QuadStore() graph.QuadStore { return e.qs }
func (e *embedded) Generation() uint64         { return e.qs.Generation() }
func (e *embedded) Close() error               { return translate(e.qs.Close()) }

func (e *embedded) ReplaceGraph(ctx context.Context, label quad.IRI, quads []quad.Quad) (int, int, error) {
	added, removed, err := e.qs.ReplaceGraph(ctx, label, quads)
	return added, removed, translate(err)
}

func (e *embedded) DeleteGraph(ctx context.Context, label quad.IRI) (int, error) {
	removed, err := e.qs.DeleteGraph(ctx, label)
	return removed, translate(err)
}

func (e *embedded) AddQuads(ctx context.Context, r quad.Reader, progress func(int64)) (int64, error) {
	added, err := e.qs.AddQuads(ctx, r, progress)
	return added, translate(err)
}

func (e *embedded) BulkLoad(ctx context.Context, r io.Reader, opt BulkOptions) (BulkStats, error) {
	st, err := e.qs.BulkLoad(ctx, r, opt)
	return st, translate(err)
}

func (e *embedded) Snapshot(ctx context.Context, dir string) error {
	return translate(e.qs.Backup(ctx, filepath.Join(dir, graphDir)))
}

func (e *embedded) Verify(ctx context.Context, report func(string)) error {
	return translate(e.qs.Verify(ctx, report))
}

func (e *embedded) Stats(ctx context.Context) (Stats, error) {
	st, err := e.qs.Stats(ctx, true)
	return Stats{Quads: st.Quads.Value, Nodes: st.Nodes.Value, DiskBytes: e.qs.DiskBytes()}, translate(err)
}
