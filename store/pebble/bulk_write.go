package pebble

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"maps"
	"slices"
)

// finish merges what was read and gives it to Pebble. No other transaction comes in between.
func (l *loader) finish(ctx context.Context) error {
	l.qs.write.Lock()
	defer l.qs.write.Unlock()
	if _, err := l.qs.begin(ctx); err != nil {
		return err
	}
	if l.stats.Read == 0 {
		return nil
	}
	if err := l.mkdir(); err != nil {
		return err
	}
	// Sorting in memory takes some 100 bytes a quad.
	if len(l.spilled) > 0 || l.stats.Read*100 > max(l.opt.Memory, 4*minChunk) {
		for i, c := range l.chunks {
			if err := l.spillHomed(c, l.homes[i]); err != nil {
				return err
			}
			l.chunks[i], l.homes[i] = nil, nil
		}
		return l.finishSpilled(ctx)
	}
	return l.finishInMemory(ctx)
}

// valueWriter writes new values to tables in a goroutine of its own.
type valueWriter struct {
	*loader
	t     *tables
	batch []valueEntry
	arena []byte
	copy  bool // forms are not kept by the caller
	ch    chan []valueEntry
	done  chan error
	// A value that did not get its home number comes before values with lower numbers. It waits for its
	// turn; one that went on at the first numbers, after the last one, waits for the end.
	waiting, low []valueEntry
}

type valueEntry struct {
	id   nodeID
	form []byte
}

const valueBatch = 4096

func (l *loader) newValueWriter(copyForms bool, batches int) *valueWriter {
	w := &valueWriter{
		loader: l, t: newTables(l.qs.opt.FS, l.dir, "v", l.pebble), copy: copyForms,
		ch: make(chan []valueEntry, batches), done: make(chan error, 1),
	}
	go func() {
		var err error
		var key []byte
		for b := range w.ch {
			for _, e := range b {
				if err == nil {
					key = appendID(append(key[:0], tagValue), e.id)
					err = w.t.set(key, e.form)
				}
			}
		}
		if err2 := w.t.end(); err == nil {
			err = err2
		}
		w.done <- wrap("write values", err)
	}()
	return w
}

// add adds a new value. Home numbers must not descend.
func (w *valueWriter) add(id, home nodeID, form []byte) {
	if id == home && id >= lowNumbers && len(w.waiting) == 0 {
		w.write(id, form)
		return
	}
	for len(w.waiting) > 0 && w.waiting[0].id < home {
		w.write(w.waiting[0].id, w.waiting[0].form)
		w.waiting = w.waiting[1:]
	}
	e := valueEntry{id, form}
	if id != home || id < lowNumbers {
		e.form = bytes.Clone(form)
	}
	switch {
	case id < lowNumbers:
		w.low = append(w.low, e)
	case id == home:
		w.write(id, form)
	default:
		w.waiting = append(w.waiting, e)
		slices.SortFunc(w.waiting, byID)
	}
}

func byID(a, b valueEntry) int { return cmp.Compare(a.id, b.id) }

func (w *valueWriter) write(id nodeID, form []byte) {
	if w.copy {
		n := len(w.arena)
		w.arena = append(w.arena, form...)
		form = w.arena[n:len(w.arena):len(w.arena)]
	}
	w.batch = append(w.batch, valueEntry{id, form})
	if len(w.batch) == valueBatch {
		w.flush()
	}
}

func (w *valueWriter) flush() {
	w.ch <- w.batch
	w.batch, w.arena = make([]valueEntry, 0, valueBatch), nil
}

// end finishes the tables and gives their paths.
func (w *valueWriter) end() ([]string, error) {
	for _, e := range w.waiting {
		w.write(e.id, e.form)
	}
	w.flush()
	close(w.ch)
	err := <-w.done
	paths := w.t.paths
	if len(w.low) > 0 && err == nil {
		slices.SortFunc(w.low, byID)
		t := newTables(w.t.fs, w.dir, "v-low", w.pebble)
		for _, e := range w.low {
			if err == nil {
				err = t.set(valueKey(e.id), e.form)
			}
		}
		err = wrap("write values", errors.Join(err, t.end()))
		paths = append(paths, t.paths...)
	}
	return paths, err
}

// finishInMemory sorts everything at once.
func (l *loader) finishInMemory(ctx context.Context) error {
	total := 0
	sources := make([]source, len(l.chunks))
	ranks := make([][]uint32, len(l.chunks)) // place in the dictionary of a chunk → 1 + rank
	for i, c := range l.chunks {
		sources[i] = &memorySource{c: c, homes: l.homes[i]}
		ranks[i] = make([]uint32, c.len())
		total += c.len()
	}
	ids := make([]nodeID, 0, total)
	values := l.newValueWriter(false, total/valueBatch+2)
	newNodes, err := l.qs.assignAll(ctx, sources, func(id nodeID, isNew bool, form []byte, at []*head) error {
		ids = append(ids, id)
		for _, x := range at {
			ranks[x.chunk][x.at] = uint32(len(ids))
		}
		if isNew {
			values.add(id, at[0].home, form)
		}
		return nil
	})
	var g group
	var valuePaths []string
	g.run(func() (err error) { valuePaths, err = values.end(); return err })
	if err != nil {
		g.wait()
		return err
	}
	if !slices.IsSorted(ids) {
		sortRanks(ids, ranks)
	}

	quads := make([]local, l.stats.Read)
	var from group
	n := 0
	for i, c := range l.chunks {
		part := quads[n : n+len(c.quads)]
		n += len(c.quads)
		from.run(func() error {
			rank := ranks[i]
			for j, q := range c.quads {
				for d, x := range q {
					if x != 0 {
						part[j][d] = rank[x-1]
					}
				}
			}
			c.quads = nil
			return nil
		})
	}
	from.wait()
	limit := uint32(len(ids))
	quads = sortSPO(quads, limit)

	res := &orderResult{counts: make(map[nodeID]int64)}
	emit := func(o *order, q []local) func() error {
		return func() error { return l.writeOrder(ctx, o, &localQuads{q: q, ids: ids}, res) }
	}
	g.run(emit(&orders[0], quads))
	g.run(func() error {
		osp := derive(quads, dirO, limit)
		g.run(emit(&orders[2], osp))
		return emit(&orders[1], derive(osp, dirP, limit))()
	})
	g.run(func() error {
		labelled := 0
		for _, q := range quads {
			if q[dirG] != 0 {
				labelled++
			}
		}
		if labelled == 0 {
			return nil
		}
		return emit(&orders[3], derive(quads, dirG, limit))()
	})
	if err := g.wait(); err != nil {
		return err
	}
	return l.ingest(ctx, newNodes, valuePaths, res)
}

// sortRanks puts numbers in order where a value did not get its home number, and corrects the ranks.
func sortRanks(ids []nodeID, ranks [][]uint32) {
	perm := make([]uint32, len(ids))
	for i := range perm {
		perm[i] = uint32(i)
	}
	slices.SortFunc(perm, func(a, b uint32) int { return cmp.Compare(ids[a], ids[b]) })
	old := slices.Clone(ids)
	to := make([]uint32, len(ids))
	for i, p := range perm {
		ids[i] = old[p]
		to[p] = uint32(i + 1)
	}
	for _, r := range ranks {
		for i, x := range r {
			if x != 0 {
				r[i] = to[x-1]
			}
		}
	}
}

// quadSource gives quads in the order that they are to be written.
type quadSource interface {
	next() (q quadKey, ok bool, err error)
}

// localQuads are sorted ranks.
type localQuads struct {
	q   []local
	ids []nodeID
	i   int
}

func (s *localQuads) next() (k quadKey, ok bool, err error) {
	if s.i == len(s.q) {
		return k, false, nil
	}
	for d, r := range s.q[s.i] {
		if r != 0 {
			k[d] = s.ids[r-1]
		}
	}
	s.i++
	return k, true, nil
}

// orderResult is what writing the orders finds out.
type orderResult struct {
	paths  [len(orders)][]string
	added  int64
	counts map[nodeID]int64 // new quads by predicate
}

// writeOrder writes one order to tables. The first order finds out which quads are new; the others write
// what is there again, which changes nothing.
func (l *loader) writeOrder(ctx context.Context, o *order, src quadSource, res *orderResult) error {
	index := slices.IndexFunc(orders[:], func(x order) bool { return x.tag == o.tag })
	t := newTables(l.qs.opt.FS, l.dir, string(o.tag), l.pebble)
	var it *poolIter
	if index == 0 && l.qs.last.Load().quads > 0 {
		var err error
		if it, err = l.qs.pool.get(); err != nil {
			return err
		}
		defer it.put()
	}
	var last quadKey
	var key []byte
	var predicate nodeID // of the run of quads being counted
	var run int64
	for n := 0; ; n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		q, ok, err := src.next()
		if err != nil {
			return err
		}
		if !ok {
			break
		}
		if q == last || !o.has(q) {
			continue
		}
		last = q
		key = o.appendKey(key[:0], q)
		if index == 0 {
			if it != nil && it.SeekGE(key) && bytes.Equal(it.Key(), key) {
				continue
			}
			if q[dirP] != predicate {
				res.counts[predicate] += run
				predicate, run = q[dirP], 0
			}
			run++
			res.added++
		}
		if err := t.set(key, nil); err != nil {
			return wrap("write index", err)
		}
	}
	if index == 0 {
		res.counts[predicate] += run
		delete(res.counts, 0)
		if it != nil && it.Error() != nil {
			return wrap("read", it.Error())
		}
	}
	if err := t.end(); err != nil {
		return wrap("write index", err)
	}
	res.paths[index] = t.paths
	return nil
}

// ingest writes the counts and the state, and gives all tables to Pebble at once.
func (l *loader) ingest(ctx context.Context, newNodes uint64, values []string, res *orderResult) error {
	qs := l.qs
	l.stats.Added = res.added
	if res.added == 0 {
		return nil
	}
	counts := newTables(qs.opt.FS, l.dir, "c", l.pebble)
	for _, p := range slices.Sorted(maps.Keys(res.counts)) {
		n, err := qs.count(p)
		if err != nil {
			return err
		}
		n += res.counts[p]
		if err := counts.set(idKey(tagCount, p), binary.BigEndian.AppendUint64(nil, uint64(n))); err != nil {
			return wrap("write counts", err)
		}
	}
	st := *qs.last.Load()
	st.generation++
	st.nodes += newNodes
	st.quads += uint64(res.added)
	meta := newTables(qs.opt.FS, l.dir, "m", l.pebble)
	if err := meta.set(metaKey(metaState), st.bytes()); err != nil {
		return wrap("write state", err)
	}
	paths := values
	for _, t := range []*tables{counts, meta} {
		if err := t.end(); err != nil {
			return wrap("write counts", err)
		}
		paths = append(paths, t.paths...)
	}
	for _, p := range res.paths {
		paths = append(paths, p...)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return qs.ingest(ctx, paths, st)
}

func (qs *QuadStore) ingest(ctx context.Context, paths []string, st state) error {
	qs.commits.Lock()
	defer qs.commits.Unlock()
	err := qs.fs.guard(func() error { return qs.db.Ingest(ctx, paths) })
	if err != nil {
		err = wrap("commit", err)
		if qs.fs.check() != nil {
			qs.fail(err)
		}
		return err
	}
	qs.last.Store(&st)
	qs.pool.drop()
	return nil
}
