package pebble

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/cayleygraph/quad"
)

// readQuads fills buf from r; fewer quads than buf holds mean that r has ended.
func readQuads(r quad.Reader, buf []quad.Quad) (n int, err error) {
	for n < len(buf) {
		q, err := r.ReadQuad()
		if errors.Is(err, io.EOF) {
			return n, nil
		}
		if err != nil {
			return n, err
		}
		buf[n] = q
		n++
	}
	return n, nil
}

// AddQuads reads r to its end and adds what is not there yet, in one transaction. What exceeds smallLoad
// goes the way of BulkLoad.
func (qs *QuadStore) AddQuads(ctx context.Context, r quad.Reader, progress func(n int64)) (added int64, err error) {
	w := &quadWriter{qs: qs, ctx: ctx}
	defer w.abandon()
	buf := make([]quad.Quad, 1000)
	for n := int64(0); ; {
		k, rerr := readQuads(r, buf)
		if _, err := w.WriteQuads(buf[:k]); err != nil {
			return 0, err
		}
		if n += int64(k); progress != nil && k > 0 {
			progress(n)
		}
		if rerr != nil {
			return 0, rerr
		}
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		if k < len(buf) {
			err = w.Close()
			return w.added, err
		}
	}
}

func (qs *QuadStore) addBatch(ctx context.Context, quads []quad.Quad) (added int, err error) {
	if len(quads) == 0 {
		return 0, nil
	}
	qs.write.Lock()
	defer qs.write.Unlock()
	t, err := qs.begin(ctx)
	if err != nil {
		return 0, err
	}
	for _, q := range quads {
		ok, err := t.add(q)
		if err != nil {
			return 0, fmt.Errorf("pebble: add: %w", err)
		}
		if ok {
			added++
		}
	}
	if err := t.commit(); err != nil {
		return 0, err
	}
	return added, nil
}

// NewQuadWriter adds quads and ignores those that are there, in one transaction when it is closed. What
// exceeds smallLoad goes the way of BulkLoad.
func (qs *QuadStore) NewQuadWriter() (quad.WriteCloser, error) {
	if qs.opt.ReadOnly {
		return nil, ErrReadOnly
	}
	return &quadWriter{qs: qs, ctx: context.Background()}, nil
}

// smallLoad is how many quads are added through the write-ahead log. More are written as tables at once,
// which costs some milliseconds whatever their number.
const smallLoad = 20_000

type quadWriter struct {
	qs    *QuadStore
	ctx   context.Context
	buf   []quad.Quad // the first quads
	bulk  *loader     // for more
	chunk *chunk
	p     lineParser
	added int64
}

// WriteQuad implements quad.Writer.
func (w *quadWriter) WriteQuad(q quad.Quad) error {
	_, err := w.WriteQuads([]quad.Quad{q})
	return err
}

// WriteQuads implements quad.BatchWriter.
func (w *quadWriter) WriteQuads(quads []quad.Quad) (int, error) {
	if w.bulk == nil && len(w.buf)+len(quads) <= smallLoad {
		w.buf = append(w.buf, quads...)
		return len(quads), nil
	}
	if w.bulk == nil {
		var err error
		if w.bulk, err = w.qs.newLoader(BulkOptions{}); err != nil {
			return 0, err
		}
		w.chunk = newChunk()
		if _, err := w.toBulk(w.buf); err != nil {
			return 0, err
		}
		w.buf = nil
	}
	return w.toBulk(quads)
}

func (w *quadWriter) toBulk(quads []quad.Quad) (int, error) {
	for i, q := range quads {
		if !q.IsValid() {
			return i, fmt.Errorf("pebble: add: quad %v lacks a subject, predicate or object", q)
		}
		if err := w.p.set(q); err != nil {
			return i, fmt.Errorf("pebble: add: %w", err)
		}
		w.chunk.add(&w.p, nil)
	}
	w.bulk.stats.Read += int64(len(quads))
	if w.chunk.bytes() > w.bulk.limit {
		if err := w.bulk.spill(w.chunk); err != nil {
			return 0, err
		}
		w.chunk = newChunk()
	}
	return len(quads), nil
}

// Close commits what was written.
func (w *quadWriter) Close() error {
	defer w.abandon()
	if w.bulk == nil {
		n, err := w.qs.addBatch(w.ctx, w.buf)
		w.added += int64(n)
		return err
	}
	if err := w.bulk.complete(w.chunk); err != nil {
		return err
	}
	err := w.bulk.finish(w.ctx)
	w.added += w.bulk.stats.Added
	return err
}

// abandon forgets what was not committed.
func (w *quadWriter) abandon() {
	if w.bulk != nil {
		w.bulk.cleanup()
	}
	w.buf, w.bulk, w.chunk = nil, nil, nil
}
