package pebble

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/pebble/v2"
)

// txn gathers changes and writes them at once. Nothing of the store changes before commit, in memory or
// on disk, so that a transaction that fails leaves no trace.
type txn struct {
	qs   *QuadStore
	ctx  context.Context
	ids  map[string]nodeID // stored form → number, of values met in this transaction
	news map[nodeID]string // values that are not in the store yet
	// quads holds what differs from the store: true for a quad to be there, false for one to be gone.
	quads map[quadKey]bool
	form  []byte
}

// begin starts a transaction. The caller holds qs.write.
func (qs *QuadStore) begin(ctx context.Context) (*txn, error) {
	if qs.closed.Load() {
		return nil, ErrClosed
	}
	if qs.opt.ReadOnly {
		return nil, ErrReadOnly
	}
	if err := qs.brokenBy(); err != nil {
		return nil, err
	}
	return &txn{
		qs: qs, ctx: ctx,
		ids:   make(map[string]nodeID),
		news:  make(map[nodeID]string),
		quads: make(map[quadKey]bool),
	}, nil
}

// resolve is the number of a value; where the value is new it gets one if create is set, else 0.
func (t *txn) resolve(val quad.Value, create bool) (nodeID, error) {
	var err error
	if t.form, err = appendValue(t.form[:0], val); err != nil {
		return 0, err
	}
	if id, ok := t.ids[string(t.form)]; ok {
		return id, nil
	}
	s, err := t.qs.find(t.form, t.news)
	if err != nil {
		return 0, err
	}
	if !s.found {
		if !create {
			return 0, nil
		}
		t.news[s.id] = string(t.form)
	}
	t.ids[string(t.form)] = s.id
	return s.id, nil
}

// key is q as numbers; ok is false where a value is not in the store and create is not set.
func (t *txn) key(q quad.Quad, create bool) (k quadKey, ok bool, err error) {
	if !q.IsValid() {
		return k, false, fmt.Errorf("quad %v lacks a subject, predicate or object", q)
	}
	for i, d := range directions {
		val := q.Get(d)
		if val == nil {
			continue
		}
		if k[i], err = t.resolve(val, create); err != nil || k[i] == 0 {
			return k, false, err
		}
	}
	return k, true, nil
}

// there tells whether the quad will be in the store as things stand.
func (t *txn) there(k quadKey) (bool, error) {
	if there, ok := t.quads[k]; ok {
		return there, nil
	}
	var buf [maxKeyLen]byte
	return t.qs.has(orders[0].appendKey(buf[:0], k))
}

// set makes the quad be there or not, which is the opposite of what it was.
func (t *txn) set(k quadKey, there bool) {
	if old, ok := t.quads[k]; ok && old != there {
		delete(t.quads, k) // as in the store again
		return
	}
	t.quads[k] = there
}

// add makes q be there and tells whether it was not.
func (t *txn) add(q quad.Quad) (bool, error) {
	k, _, err := t.key(q, true)
	if err != nil {
		return false, err
	}
	there, err := t.there(k)
	if err != nil || there {
		return false, err
	}
	t.set(k, true)
	return true, nil
}

// remove makes q be gone and tells whether it was there.
func (t *txn) remove(q quad.Quad) (bool, error) {
	k, ok, err := t.key(q, false)
	if err != nil || !ok {
		return false, err
	}
	there, err := t.there(k)
	if err != nil || !there {
		return false, err
	}
	t.set(k, false)
	return true, nil
}

// commit writes the changes, durably unless Options.NoSync is set.
func (t *txn) commit() error {
	if len(t.quads) == 0 {
		return nil
	}
	if err := t.ctx.Err(); err != nil {
		return err
	}
	qs := t.qs
	b := qs.db.NewBatchWithSize(len(t.quads) * 4 * (maxKeyLen + 3))
	handed := false
	defer func() {
		if !handed {
			b.Close() // otherwise it may still be in use: see commit
		}
	}()
	st := *qs.last.Load()
	st.generation++

	counts := make(map[nodeID]int64)
	alive, doubtful := make(map[nodeID]bool), make(map[nodeID]bool)
	var buf [maxKeyLen]byte
	for k, there := range t.quads {
		for i := range orders {
			o := &orders[i]
			switch {
			case !o.has(k):
			case there:
				b.Set(o.appendKey(buf[:0], k), nil, nil)
			default:
				b.Delete(o.appendKey(buf[:0], k), nil)
			}
		}
		touched := alive
		if there {
			st.quads++
			counts[k[dirP]]++
		} else {
			st.quads--
			counts[k[dirP]]--
			touched = doubtful
		}
		for _, id := range k {
			if id != 0 {
				touched[id] = true
			}
		}
	}
	for id, form := range t.news {
		if alive[id] {
			b.Set(valueKey(id), []byte(form), nil)
			st.nodes++
		}
	}
	forgotten := false
	for id := range doubtful {
		if alive[id] {
			continue
		}
		used, err := t.used(id)
		if err != nil {
			return err
		}
		if used {
			continue
		}
		st.nodes--
		forgotten = true
		if err := t.forget(b, id); err != nil {
			return err
		}
	}
	for p, d := range counts {
		n, err := qs.count(p)
		if err != nil {
			return err
		}
		if n += d; n > 0 {
			b.Set(idKey(tagCount, p), binary.BigEndian.AppendUint64(nil, uint64(n)), nil)
		} else {
			b.Delete(idKey(tagCount, p), nil)
		}
	}
	b.Set(metaKey(metaState), st.bytes(), nil)
	handed = true
	return qs.commit(b, st, forgotten)
}

// commit writes a batch that leads to st, and closes it. forgotten tells whether it removes nodes. A batch
// that could not be written is never closed: Pebble may hold on to it, and closing it would give its memory
// to another.
func (qs *QuadStore) commit(b *pebble.Batch, st state, forgotten bool) error {
	qs.commits.Lock()
	defer qs.commits.Unlock()
	mode := pebble.Sync
	if qs.opt.NoSync {
		mode = pebble.NoSync
	}
	err := qs.fs.guard(func() error { return b.Commit(mode) })
	if err == nil {
		err = qs.fs.check()
	}
	if err != nil {
		return qs.fail(wrap("commit", err))
	}
	b.Close()
	if forgotten {
		qs.names.epoch.Add(1)
	}
	qs.last.Store(&st)
	qs.pool.drop()
	return nil
}

// brokenBy is why writing has ended, nil where it has not: a transaction failed, or Pebble did in the
// background.
func (qs *QuadStore) brokenBy() error {
	if p := qs.broken.Load(); p != nil {
		return *p
	}
	if err := qs.fs.check(); err != nil && !errors.Is(err, ErrClosed) {
		return fmt.Errorf("%w: %w", ErrFailed, err)
	}
	return nil
}

// fail ends writing: the write-ahead log may or may not hold the last transaction, which only opening the
// store again can tell.
func (qs *QuadStore) fail(err error) error {
	failed := fmt.Errorf("%w: %w", ErrFailed, err)
	qs.broken.CompareAndSwap(nil, &failed)
	qs.fs.fail(failed)
	return err
}

// used tells whether a quad that is not being removed has the node. No quad that is being added has it.
func (t *txn) used(id nodeID) (bool, error) {
	for i := range orders {
		var p pattern
		p[orders[i].dirs[0]] = id
		used := false
		err := t.qs.scanOrder(t.ctx, &orders[i], 1, p, func(k quadKey) bool {
			_, gone := t.quads[k]
			used = !gone
			return gone
		})
		if err != nil || used {
			return used, err
		}
	}
	return false, nil
}

// forget removes the node. Where the next number is taken, the value there may have been looked for here
// first: a mark is left, so that it is still found.
func (t *txn) forget(b *pebble.Batch, id nodeID) error {
	next := t.qs.hash.next(id)
	_, taken := t.news[next]
	if !taken {
		var err error
		if taken, err = t.qs.has(valueKey(next)); err != nil {
			return err
		}
	}
	if taken {
		return b.Set(valueKey(id), nil, nil)
	}
	return b.Delete(valueKey(id), nil)
}

// ApplyDeltas makes the changes in order, all of them or none.
func (qs *QuadStore) ApplyDeltas(in []graph.Delta, opts graph.IgnoreOpts) error {
	qs.write.Lock()
	defer qs.write.Unlock()
	t, err := qs.begin(context.Background())
	if err != nil {
		return err
	}
	for _, d := range in {
		var done bool
		var refuse error
		switch d.Action {
		case graph.Add:
			if done, err = t.add(d.Quad); !done && !opts.IgnoreDup {
				refuse = graph.ErrQuadExists
			}
		case graph.Delete:
			if done, err = t.remove(d.Quad); !done && !opts.IgnoreMissing {
				refuse = graph.ErrQuadNotExist
			}
		default:
			refuse = graph.ErrInvalidAction
		}
		if err != nil {
			return &graph.DeltaError{Delta: d, Err: err}
		}
		if refuse != nil {
			return &graph.DeltaError{Delta: d, Err: refuse}
		}
	}
	return t.commit()
}

// ReplaceGraph makes quads the whole content of the graph named label, in one transaction. A quad without
// a label gets it; one with another label is refused.
func (qs *QuadStore) ReplaceGraph(ctx context.Context, label quad.IRI, quads []quad.Quad) (added, removed int, err error) {
	qs.write.Lock()
	defer qs.write.Unlock()
	t, err := qs.begin(ctx)
	if err != nil {
		return 0, 0, err
	}
	if label == "" {
		return 0, 0, errors.New("pebble: replace graph: no label given")
	}
	g, err := t.resolve(label, true)
	if err != nil {
		return 0, 0, err
	}
	old := make(map[quadKey]struct{})
	err = qs.scan(ctx, pattern{dirG: g}, func(k quadKey) bool { old[k] = struct{}{}; return true })
	if err != nil {
		return 0, 0, err
	}
	want := make(map[quadKey]struct{}, len(quads))
	for _, q := range quads {
		if q.Label == nil {
			q.Label = label
		}
		k, _, err := t.key(q, true)
		if err != nil {
			return 0, 0, fmt.Errorf("pebble: replace graph %v: %w", label, err)
		}
		if k[dirG] != g {
			return 0, 0, fmt.Errorf("pebble: replace graph %v: quad %v has another label", label, q)
		}
		want[k] = struct{}{}
	}
	for k := range old {
		if _, keep := want[k]; !keep {
			t.quads[k] = false
			removed++
		}
	}
	for k := range want {
		if _, have := old[k]; !have {
			t.quads[k] = true
			added++
		}
	}
	if err := t.commit(); err != nil {
		return 0, 0, err
	}
	return added, removed, nil
}

// DeleteGraph removes every quad labelled so, in one transaction.
func (qs *QuadStore) DeleteGraph(ctx context.Context, label quad.IRI) (removed int, err error) {
	_, removed, err = qs.ReplaceGraph(ctx, label, nil)
	return removed, err
}
