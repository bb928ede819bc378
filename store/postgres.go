package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/sql/postgres"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"
)

func initPostgres(_ context.Context, c Config) error {
	if c.Address == "" {
		return errNoAddress
	}
	if err := graph.InitQuadStore(postgres.Type, c.Address, nil); err != nil {
		return translate(fmt.Errorf("create graph in PostgreSQL: %w", err))
	}
	return nil
}

func openPostgres(ctx context.Context, c Config) (*Store, error) {
	if c.Address == "" {
		return nil, errNoAddress
	}
	qs, err := graph.NewQuadStore(postgres.Type, c.Address, nil)
	if err != nil {
		return nil, fmt.Errorf("connect to PostgreSQL: %w; see that the server runs and the address is right", err)
	}
	if _, err := qs.Stats(ctx, true); err != nil {
		if strings.Contains(err.Error(), "does not exist") {
			err = fmt.Errorf("%w: %w", ErrNotInitialized, err)
		}
		return nil, errors.Join(err, qs.Close())
	}
	return &Store{backend: &served{qs: qs, readOnly: c.ReadOnly}, config: c}, nil
}

var errNoAddress = errors.New("store: no address configured; give one like postgres://user@host:5432/database")

// served is a graph in a database that others may use too, through Cayley's own backend. Its transactions
// are PostgreSQL's. Cayley counts a node's quads in a way that a quad added twice keeps the node for ever:
// quads that are there are therefore never given to it.
type served struct {
	qs       graph.QuadStore
	readOnly bool
	write    sync.Mutex
	writes   atomic.Uint64
}

func (s *served) QuadStore() graph.QuadStore { return s.qs }

// Generation counts the writes of this process; those of others are not seen.
func (s *served) Generation() uint64 { return s.writes.Load() }

func (s *served) Close() error { return s.qs.Close() }

func (s *served) apply(deltas []graph.Delta) error {
	if len(deltas) == 0 {
		return nil
	}
	if err := s.qs.ApplyDeltas(deltas, graph.IgnoreOpts{IgnoreDup: true, IgnoreMissing: true}); err != nil {
		return err
	}
	s.writes.Add(1)
	return nil
}

// labelled are the quads of one graph.
func (s *served) labelled(ctx context.Context, label quad.IRI) (map[quad.Quad]bool, error) {
	out := make(map[quad.Quad]bool)
	r, err := s.qs.ValueOf(label)
	if err != nil || r == nil {
		return out, err
	}
	it := s.qs.QuadIterator(quad.Label, r).Iterate()
	defer it.Close()
	for it.Next(ctx) {
		q, err := s.qs.Quad(it.Result())
		if err != nil {
			return nil, err
		}
		out[q] = true
	}
	return out, it.Err()
}

func (s *served) ReplaceGraph(ctx context.Context, label quad.IRI, quads []quad.Quad) (added, removed int, err error) {
	if s.readOnly {
		return 0, 0, ErrReadOnly
	}
	s.write.Lock()
	defer s.write.Unlock()
	old, err := s.labelled(ctx, label)
	if err != nil {
		return 0, 0, err
	}
	var deltas []graph.Delta
	want := make(map[quad.Quad]bool, len(quads))
	for _, q := range quads {
		if q.Label == nil {
			q.Label = label
		}
		if q.Label != quad.Value(label) {
			return 0, 0, fmt.Errorf("store: replace graph %v: quad %v has another label", label, q)
		}
		if want[q] {
			continue
		}
		if want[q] = true; !old[q] {
			deltas = append(deltas, graph.Delta{Quad: q, Action: graph.Add})
			added++
		}
	}
	for q := range old {
		if !want[q] {
			deltas = append(deltas, graph.Delta{Quad: q, Action: graph.Delete})
			removed++
		}
	}
	if err := s.apply(deltas); err != nil {
		return 0, 0, err
	}
	return added, removed, nil
}

func (s *served) DeleteGraph(ctx context.Context, label quad.IRI) (removed int, err error) {
	_, removed, err = s.ReplaceGraph(ctx, label, nil)
	return removed, err
}

// servedBatch is how many quads go in one transaction.
const servedBatch = 5_000

func (s *served) AddQuads(ctx context.Context, r quad.Reader, progress func(int64)) (added int64, err error) {
	if s.readOnly {
		return 0, ErrReadOnly
	}
	s.write.Lock()
	defer s.write.Unlock()
	for n := int64(0); ; {
		var deltas []graph.Delta
		batch := make(map[quad.Quad]bool)
		var ended error
		for len(batch) < servedBatch && ended == nil {
			var q quad.Quad
			if q, ended = r.ReadQuad(); ended == nil && !batch[q] {
				batch[q] = true
				n++
				there, err := s.has(ctx, q)
				if err != nil {
					return added, err
				}
				if !there {
					deltas = append(deltas, graph.Delta{Quad: q, Action: graph.Add})
				}
			}
		}
		if err := s.apply(deltas); err != nil {
			return added, err
		}
		if added += int64(len(deltas)); progress != nil && len(batch) > 0 {
			progress(n)
		}
		if errors.Is(ended, io.EOF) {
			return added, nil
		}
		if ended != nil {
			return added, ended
		}
		if err := ctx.Err(); err != nil {
			return added, err
		}
	}
}

// has looks for a quad among those of its subject.
func (s *served) has(ctx context.Context, q quad.Quad) (bool, error) {
	var subject graph.Ref
	for _, d := range quad.Directions {
		v := q.Get(d)
		if v == nil {
			continue
		}
		r, err := s.qs.ValueOf(v)
		if err != nil || r == nil {
			return false, err
		}
		if d == quad.Subject {
			subject = r
		}
	}
	it := s.qs.QuadIterator(quad.Subject, subject).Iterate()
	defer it.Close()
	for it.Next(ctx) {
		other, err := s.qs.Quad(it.Result())
		if err != nil {
			return false, err
		}
		if other == q {
			return true, nil
		}
	}
	return false, it.Err()
}

// BulkLoad adds quads in transactions of some thousand: Cayley's backend has no faster way.
func (s *served) BulkLoad(ctx context.Context, in io.Reader, opt BulkOptions) (BulkStats, error) {
	var st BulkStats
	r := &labelling{r: nquads.NewReader(in, false), label: opt.Label}
	added, err := s.AddQuads(ctx, r, func(n int64) {
		st.Read = n
		if opt.Progress != nil {
			opt.Progress(Progress{Phase: "read", Quads: n, Total: opt.Size})
		}
	})
	st.Added = added
	return st, err
}

// labelling gives quads without a label one.
type labelling struct {
	r     quad.Reader
	label quad.Value
}

func (l *labelling) ReadQuad() (quad.Quad, error) {
	q, err := l.r.ReadQuad()
	if q.Label == nil {
		q.Label = l.label
	}
	return q, err
}

func (s *served) Snapshot(context.Context, string) error {
	return fmt.Errorf("%w: copy a PostgreSQL database with pg_dump", ErrUnsupported)
}

func (s *served) Verify(context.Context, func(string)) error {
	return fmt.Errorf("%w: check a PostgreSQL database with pg_amcheck", ErrUnsupported)
}

func (s *served) Stats(ctx context.Context) (Stats, error) {
	st, err := s.qs.Stats(ctx, true)
	return Stats{Quads: st.Quads.Value, Nodes: st.Nodes.Value}, err
}
