package pebble

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"sync"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/cayley/graph/refs"
	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/pebble/v2"
)

// View reads the graph: as it is at each moment (the one inside a QuadStore), or as it was at one moment
// (see QuadStore.Snapshot). It is a graph.QuadStore whose writing methods refuse.
type View struct {
	r    pebble.Reader
	disk diskUsage
	hash hasher
	pool *iterPool
	// names is shared by a store and its views; a view uses it while the epoch is its own.
	names *nameCache
	fans  *fanTable
	epoch uint64
	live  bool // the view inside a QuadStore, whose epoch is always the present one
	// close is nil for the view inside a QuadStore.
	close func() error
}

var _ graph.QuadStore = (*View)(nil)

// get calls f with the value of key, valid during the call; found is false where there is none.
func (v *View) get(key []byte, f func([]byte) error) (found bool, err error) {
	b, c, err := v.r.Get(key)
	if errors.Is(err, pebble.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, wrap("read", err)
	}
	err = f(b)
	return true, errors.Join(err, c.Close())
}

func (v *View) has(key []byte) (bool, error) {
	return v.get(key, func([]byte) error { return nil })
}

// slot is what find found out about a value.
type slot struct {
	id    nodeID // where the value is, or where it should be put
	found bool
}

// find looks for the value with this stored form, from its home number on. A number that was left in the
// middle of a run of occupied ones is marked by an empty value; it is passed over, and used again by the
// next value that needs one. taken, which may be nil, gives forms that are not in the store yet.
func (v *View) find(form []byte, taken map[nodeID]string) (slot, error) {
	var free nodeID
	for id := v.hash.home(form); ; id = v.hash.next(id) {
		var same, left bool
		if t, ok := taken[id]; ok {
			if t == string(form) {
				return slot{id, true}, nil
			}
			continue
		}
		found, err := v.get(valueKey(id), func(b []byte) error {
			same, left = bytes.Equal(b, form), len(b) == 0
			return nil
		})
		switch {
		case err != nil:
			return slot{}, err
		case same:
			return slot{id, true}, nil
		case found && !left:
			continue
		case free == 0:
			free = id
		}
		if !found {
			return slot{free, false}, nil
		}
	}
}

// lookup is the number of a value, 0 where the store has no such node.
func (v *View) lookup(val quad.Value) (nodeID, error) {
	if val == nil {
		return 0, nil
	}
	form, err := appendValue(make([]byte, 0, 64), val)
	if err != nil {
		return 0, fmt.Errorf("pebble: look up: %w", err)
	}
	s, err := v.find(form, nil)
	if err != nil || !s.found {
		return 0, err
	}
	return s.id, nil
}

// name is the value with number id, nil where there is none.
func (v *View) name(id nodeID) (quad.Value, error) {
	if id == 0 {
		return nil, nil
	}
	epoch := v.epoch
	if v.live {
		epoch = v.names.epoch.Load()
	}
	if val := v.names.get(id, epoch); val != nil {
		return val, nil
	}
	var val quad.Value
	size := 0
	_, err := v.get(valueKey(id), func(b []byte) (err error) {
		if size = len(b); size > 0 {
			val, err = parseValue(b)
		}
		return err
	})
	if err == nil && val != nil && size <= maxCachedValue {
		v.names.put(id, epoch, val)
	}
	if err != nil {
		return nil, fmt.Errorf("pebble: value %d: %w", id, err)
	}
	return val, nil
}

// ValueOf is the reference of a node, nil where the store has no such node.
func (v *View) ValueOf(val quad.Value) (graph.Ref, error) {
	id, err := v.lookup(val)
	if err != nil || id == 0 {
		return nil, err
	}
	return id, nil
}

// NameOf is the value of a node, nil where the store has it no more.
func (v *View) NameOf(r graph.Ref) (quad.Value, error) {
	switch r := r.(type) {
	case nil:
		return nil, nil
	case nodeID:
		return v.name(r)
	case refs.PreFetchedValue:
		return r.NameOf(), nil
	}
	return nil, fmt.Errorf("pebble: reference of type %T is not a node of this store", r)
}

// ValuesOf is NameOf for several nodes.
func (v *View) ValuesOf(ctx context.Context, nodes []graph.Ref) ([]quad.Value, error) {
	out := make([]quad.Value, len(nodes))
	for i, r := range nodes {
		var err error
		if out[i], err = v.NameOf(r); err != nil {
			return nil, err
		}
	}
	return out, ctx.Err()
}

// RefsOf is ValueOf for several values; a value that is not a node is an error.
func (v *View) RefsOf(ctx context.Context, values []quad.Value) ([]graph.Ref, error) {
	out := make([]graph.Ref, len(values))
	for i, val := range values {
		r, err := v.ValueOf(val)
		if err != nil {
			return nil, err
		}
		if r == nil {
			return nil, fmt.Errorf("pebble: no node %v", val)
		}
		out[i] = r
	}
	return out, ctx.Err()
}

// Quad is the quad behind a reference.
func (v *View) Quad(r graph.Ref) (quad.Quad, error) {
	k, ok := r.(quadKey)
	if !ok {
		return quad.Quad{}, fmt.Errorf("pebble: reference of type %T is not a quad of this store", r)
	}
	return v.quad(k)
}

func (v *View) quad(k quadKey) (q quad.Quad, err error) {
	for i, d := range directions {
		val, err := v.name(k[i])
		if err != nil {
			return quad.Quad{}, err
		}
		q.Set(d, val)
	}
	return q, nil
}

// QuadDirection is one node of a quad, nil where it has no label.
func (v *View) QuadDirection(r graph.Ref, d quad.Direction) (graph.Ref, error) {
	k, ok := r.(quadKey)
	if !ok {
		return nil, fmt.Errorf("pebble: reference of type %T is not a quad of this store", r)
	}
	return k.ref(d), nil
}

// QuadIterator iterates over the quads with a node at one place.
func (v *View) QuadIterator(d quad.Direction, r graph.Ref) iterator.Shape {
	id, err := v.nodeOf(r)
	if err != nil {
		return iterator.NewError(err)
	}
	i := dirOf(d)
	if id == 0 || i < 0 {
		return iterator.NewNull()
	}
	var p pattern
	p[i] = id
	return v.quads(p)
}

// QuadIteratorSize estimates the number of quads with a node at one place.
func (v *View) QuadIteratorSize(ctx context.Context, d quad.Direction, r graph.Ref) (refs.Size, error) {
	id, err := v.nodeOf(r)
	i := dirOf(d)
	if err != nil || id == 0 || i < 0 {
		return refs.Size{Exact: err == nil}, err
	}
	var p pattern
	p[i] = id
	return v.size(p)
}

// QuadsAllIterator iterates over all quads.
func (v *View) QuadsAllIterator() iterator.Shape { return v.quads(pattern{}) }

// NodesAllIterator iterates over all nodes.
func (v *View) NodesAllIterator() iterator.Shape { return &nodesShape{v: v} }

// Stats is exact at no cost, whatever is asked.
func (v *View) Stats(context.Context, bool) (graph.Stats, error) {
	st, err := v.state()
	return graph.Stats{
		Nodes: refs.Size{Value: int64(st.nodes), Exact: true},
		Quads: refs.Size{Value: int64(st.quads), Exact: true},
	}, err
}

// ApplyDeltas refuses: a view is read-only.
func (v *View) ApplyDeltas([]graph.Delta, graph.IgnoreOpts) error { return ErrReadOnly }

// NewQuadWriter refuses: a view is read-only.
func (v *View) NewQuadWriter() (quad.WriteCloser, error) { return nil, ErrReadOnly }

// Close ends the view.
func (v *View) Close() error {
	if v.close == nil {
		return nil
	}
	v.pool.shut()
	return v.close()
}

// count is the number of quads with predicate p.
func (v *View) count(p nodeID) (n int64, err error) {
	_, err = v.get(idKey(tagCount, p), func(b []byte) error {
		if len(b) != 8 {
			return fmt.Errorf("pebble: count of predicate %d: %w", p, errBadValue)
		}
		n = int64(binary.BigEndian.Uint64(b))
		return nil
	})
	return n, err
}

// iterPool keeps the store's iterators for reuse: opening one costs more than most of the ranges read
// with it. An iterator sees the store as it was when opened, so a commit drops all that are idle.
type iterPool struct {
	mu     sync.Mutex
	r      pebble.Reader
	idle   []*pebble.Iterator
	epoch  uint64 // raised by drop; an iterator of an earlier epoch is not put back
	inUse  int
	closed bool
}

const maxIdleIterators = 64

type poolIter struct {
	*pebble.Iterator
	pool  *iterPool
	epoch uint64
}

func (p *iterPool) get() (*poolIter, error) {
	p.mu.Lock()
	if p.closed {
		p.mu.Unlock()
		return nil, ErrClosed
	}
	p.inUse++
	epoch := p.epoch
	if n := len(p.idle); n > 0 {
		it := p.idle[n-1]
		p.idle = p.idle[:n-1]
		p.mu.Unlock()
		return &poolIter{it, p, epoch}, nil
	}
	p.mu.Unlock()
	it, err := p.r.NewIter(nil)
	if err != nil {
		p.mu.Lock()
		p.inUse--
		p.mu.Unlock()
		return nil, wrap("open iterator", err)
	}
	return &poolIter{it, p, epoch}, nil
}

// put gives the iterator back and reports the error that ended it, if any.
func (it *poolIter) put() error {
	err := it.Error()
	p := it.pool
	p.mu.Lock()
	p.inUse--
	if err == nil && it.epoch == p.epoch && !p.closed && len(p.idle) < maxIdleIterators {
		p.idle = append(p.idle, it.Iterator)
		p.mu.Unlock()
		return nil
	}
	p.mu.Unlock()
	return wrap("read", errors.Join(err, it.Iterator.Close()))
}

// shut closes what is idle and opens no more.
func (p *iterPool) shut() {
	p.mu.Lock()
	p.closed = true
	p.mu.Unlock()
	p.drop()
}

// drop closes what is idle; iterators in use finish with what they see.
func (p *iterPool) drop() {
	p.mu.Lock()
	idle := p.idle
	p.idle = nil
	p.epoch++
	p.mu.Unlock()
	for _, it := range idle {
		it.Close()
	}
}

// scan calls f for the quads that match p, in the order of the index that serves it, until f returns
// false.
func (v *View) scan(ctx context.Context, p pattern, f func(quadKey) bool) error {
	o, n := p.index()
	return v.scanOrder(ctx, o, n, p, f)
}

func (v *View) scanOrder(ctx context.Context, o *order, n int, p pattern, f func(quadKey) bool) error {
	it, err := v.pool.get()
	if err != nil {
		return err
	}
	var buf [maxKeyLen]byte
	prefix := o.prefix(buf[:0], p, n)
	check := p.known() > n
	i := 0
	for ok := it.SeekGE(prefix); ok; ok = it.Next() {
		k := it.Key()
		if !bytes.HasPrefix(k, prefix) {
			break
		}
		if i++; i%1024 == 0 && ctx.Err() != nil {
			return errors.Join(ctx.Err(), it.put())
		}
		q, ok := o.parse(k)
		if !ok {
			return errors.Join(badKey(k), it.put())
		}
		if check && !p.matches(q) {
			continue
		}
		if !f(q) {
			break
		}
	}
	return it.put()
}

func badKey(k []byte) error {
	return fmt.Errorf("pebble: malformed key %x; run verify", k)
}
