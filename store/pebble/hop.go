package pebble

import (
	"bytes"
	"context"
	"fmt"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/cayley/graph/refs"
)

// Costs, in units of reading the next key of a range.
const (
	costNext = 1
	costSeek = 12
)

// hop iterates over a hopShape.
type hop struct {
	*hopShape
	subs  []iterator.Shape // one for each of from
	stats *hopStats
}

// hopStats is how a hop is best read.
type hopStats struct {
	costs iterator.Costs
	drive int // index into subs, -1 for the range of known members
}

func (h *hop) String() string {
	return fmt.Sprintf("Hop(%v ← %v, %d sources)", directions[h.result], h.p, len(h.from))
}

func (h *hop) SubIterators() []iterator.Shape { return h.subs }

func (h *hop) Optimize(ctx context.Context) (iterator.Shape, bool) {
	for i, s := range h.subs {
		s, _ = s.Optimize(ctx)
		if iterator.IsNull(s) {
			return s, true
		}
		h.subs[i] = s
	}
	h.stats = nil
	return h, false
}

func (h *hop) Stats(ctx context.Context) (iterator.Costs, error) {
	p, err := h.plan(ctx)
	return p.costs, err
}

// plan compares reading the range of known members, and looking up each quad's other members in the
// sub-queries, with taking one sub-query's nodes and reading a range for each.
func (h *hop) plan(ctx context.Context) (hopStats, error) {
	if h.stats != nil {
		return *h.stats, nil
	}
	rng, err := h.v.size(h.p)
	if err != nil {
		return hopStats{}, err
	}
	all := make([]iterator.Costs, len(h.subs))
	for i, s := range h.subs {
		if all[i], err = s.Stats(ctx); err != nil {
			return hopStats{}, err
		}
	}
	contains := func(skip int) (sum int64) {
		for i, c := range all {
			if i != skip {
				sum += c.ContainsCost
			}
		}
		return sum
	}
	st := hopStats{drive: -1}
	results := rng.Value
	cost := satMul(rng.Value, costNext+contains(-1)) + costSeek
	for i, c := range all {
		f, err := h.v.fanOut(h.p, h.from[i].dir)
		if err != nil {
			return hopStats{}, err
		}
		found := min(satMul(c.Size.Value, f), rng.Value)
		results = min(results, found)
		if from := satMul(c.Size.Value, c.NextCost+costSeek) + satMul(found, costNext+contains(i)); from < cost {
			cost, st.drive = from, i
		}
	}
	back, err := h.v.fanOut(h.p, h.result)
	if err != nil {
		return hopStats{}, err
	}
	st.costs = iterator.Costs{
		NextCost:     max(1, cost/max(1, results)),
		ContainsCost: costSeek + back*contains(-1),
		Size:         refs.Size{Value: results, Exact: rng.Exact && len(h.subs) == 0 && !h.labelled},
	}
	h.stats = &st
	return st, nil
}

func satMul(a, b int64) int64 {
	if a != 0 && b > (1<<50)/a {
		return 1 << 50
	}
	return a * b
}

func (h *hop) Iterate() iterator.Scanner {
	plan := hopStats{drive: -1}
	if len(h.subs) > 0 { // otherwise there is nothing to choose
		var err error
		if plan, err = h.plan(context.Background()); err != nil {
			return iterator.NewError(err)
		}
	}
	it := &hopIter{h: h, drive: plan.drive}
	for i, s := range h.subs {
		if i == plan.drive {
			it.driver = s.Iterate()
			it.checks = append(it.checks, nil)
		} else {
			it.checks = append(it.checks, s.Lookup())
		}
	}
	if it.driver == nil {
		it.begin(h.p)
	}
	return it
}

func (h *hop) Lookup() iterator.Index {
	if len(h.subs) == 0 {
		return h.newIndex() // one seek: nothing is cheaper
	}
	return newAdaptive(h)
}

func (h *hop) newIndex() *hopIter {
	it := &hopIter{h: h, drive: -1}
	for _, s := range h.subs {
		it.checks = append(it.checks, s.Lookup())
	}
	return it
}

// hopIter is both: the scanner reads one range for each node of the driver, or the one of known members;
// the index reads one for each node asked for.
type hopIter struct {
	h      *hop
	drive  int
	driver iterator.Scanner
	checks []iterator.Index // nil for the driver
	it     *poolIter        // kept from one range to the next
	o      *order
	p      pattern
	prefix []byte
	buf    [maxKeyLen]byte
	check  bool
	state  rangeState
	cur    quadKey
	err    error
	// A node of the driver may be reached in several ways. All ways go with each quad of the node, and
	// the driver cannot go back, so the tags of its ways are kept.
	ways    []map[string]graph.Ref
	way     int
	scratch map[string]graph.Ref
	keys    int64 // read since cost was asked
}

type rangeState int8

const (
	rangeDone rangeState = iota
	rangeNew
	rangeOpen
)

func (x *hopIter) String() string { return x.h.String() }
func (x *hopIter) Err() error     { return x.err }

func (x *hopIter) Result() graph.Ref {
	if id := x.cur[x.h.result]; id != 0 {
		return id
	}
	return nil
}

// begin starts a range.
func (x *hopIter) begin(p pattern) {
	o, n := p.index()
	x.o, x.p, x.check = o, p, p.known() > n
	x.prefix = o.prefix(x.buf[:0], p, n)
	x.state = rangeNew
}

// next is the next quad of the range.
func (x *hopIter) next() bool {
	var ok bool
	switch x.state {
	case rangeDone:
		return false
	case rangeNew:
		if x.it == nil {
			if x.it, x.err = x.h.v.pool.get(); x.err != nil {
				x.state = rangeDone
				return false
			}
		}
		x.state = rangeOpen
		ok = x.it.SeekGE(x.prefix)
	default:
		ok = x.it.Next()
	}
	for ; ok; ok = x.it.Next() {
		x.keys++
		k := x.it.Key()
		if !bytes.HasPrefix(k, x.prefix) {
			break
		}
		q, valid := x.o.parse(k)
		if !valid {
			x.err = badKey(k)
			break
		}
		if (!x.check || x.p.matches(q)) && (!x.h.labelled || q[dirG] != 0) && q[x.h.result] != 0 {
			x.cur = q
			return true
		}
	}
	if x.err == nil {
		x.err = wrap("read", x.it.Error())
	}
	x.state = rangeDone
	x.cur = quadKey{}
	return false
}

// match is the next quad of the range that the other sub-queries agree to.
func (x *hopIter) match(ctx context.Context) bool {
next:
	for n := 1; x.next(); n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			x.err = ctx.Err()
			return false
		}
		for i, c := range x.checks {
			if c == nil {
				continue
			}
			id := x.cur[x.h.from[i].dir]
			if id == 0 || !c.Contains(ctx, id) {
				if x.err = c.Err(); x.err != nil {
					return false
				}
				continue next
			}
		}
		return true
	}
	return false
}

// Next implements iterator.Scanner.
func (x *hopIter) Next(ctx context.Context) bool {
	for n := 0; x.err == nil; n++ {
		if x.match(ctx) {
			x.way = 0
			return true
		}
		if x.err != nil || x.driver == nil || !x.driver.Next(ctx) {
			break
		}
		if n%1024 == 1023 && ctx.Err() != nil {
			x.err = ctx.Err()
			break
		}
		id, err := x.h.v.nodeOf(x.driver.Result())
		if err != nil {
			x.err = err
			break
		}
		d := x.h.from[x.drive].dir
		if id == 0 || x.h.p[d] != 0 && x.h.p[d] != id {
			continue
		}
		x.gatherWays(ctx)
		p := x.h.p
		p[d] = id
		x.begin(p)
	}
	if x.err == nil && x.driver != nil {
		x.err = x.driver.Err()
	}
	x.release()
	return false
}

// gatherWays reads all ways to the driver's node.
func (x *hopIter) gatherWays(ctx context.Context) {
	x.ways = x.ways[:0]
	if x.scratch == nil {
		x.scratch = make(map[string]graph.Ref)
	}
	for {
		x.ways = append(x.ways, takeTags(x.driver, x.scratch))
		if !x.driver.NextPath(ctx) {
			return
		}
	}
}

// cost is what was read since it was last asked, here and in the checks.
func (x *hopIter) cost() int64 {
	n := x.keys * costNext
	x.keys = 0
	for _, c := range x.checks {
		switch c := c.(type) {
		case *hopIter:
			n += costSeek + c.cost()
		case *adaptive:
			n += c.spent - c.told
			c.told = c.spent
		}
	}
	return n
}

// Contains implements iterator.Index.
func (x *hopIter) Contains(ctx context.Context, r graph.Ref) bool {
	x.cur = quadKey{}
	id, err := x.h.v.nodeOf(r)
	if err != nil {
		x.err = err
		return false
	}
	d := x.h.result
	if id == 0 || x.h.p[d] != 0 && x.h.p[d] != id {
		return false
	}
	p := x.h.p
	p[d] = id
	x.begin(p)
	return x.match(ctx)
}

// NextPath is another way to the same result: for a scanner another way of the driver or of a check, for
// an index also another quad.
func (x *hopIter) NextPath(ctx context.Context) bool {
	if x.cur == (quadKey{}) || x.err != nil {
		return false
	}
	for _, c := range x.checks {
		if c == nil {
			continue
		}
		if c.NextPath(ctx) {
			return true
		}
		if x.err = c.Err(); x.err != nil {
			return false
		}
	}
	if x.driver != nil {
		if x.way+1 >= len(x.ways) {
			return false
		}
		x.way++
		// The checks begin again for this way.
		for i, c := range x.checks {
			if c != nil {
				c.Contains(ctx, x.cur[x.h.from[i].dir])
			}
		}
		return true
	}
	if x.isIndex() {
		return x.match(ctx)
	}
	return false
}

// isIndex tells an index from a scanner of the range of known members by its pattern.
func (x *hopIter) isIndex() bool { return x.p[x.h.result] != 0 && x.h.p[x.h.result] == 0 }

// TagResults implements iterator.Base.
func (x *hopIter) TagResults(dst map[string]graph.Ref) {
	for _, s := range x.h.save {
		if id := x.cur[s.dir]; id != 0 {
			dst[s.tag] = id
		}
	}
	if x.driver != nil && x.way < len(x.ways) {
		for k, v := range x.ways[x.way] {
			dst[k] = v
		}
	}
	for _, c := range x.checks {
		if c != nil {
			c.TagResults(dst)
		}
	}
}

// release gives the store's iterator back.
func (x *hopIter) release() {
	x.state = rangeDone
	x.cur = quadKey{}
	if x.it != nil {
		if err := x.it.put(); x.err == nil {
			x.err = err
		}
		x.it = nil
	}
}

// Close implements iterator.Base.
func (x *hopIter) Close() error {
	x.release()
	err := x.err
	if x.driver != nil {
		if e := x.driver.Close(); err == nil {
			err = e
		}
	}
	for _, c := range x.checks {
		if c != nil {
			if e := c.Close(); err == nil {
				err = e
			}
		}
	}
	return err
}
