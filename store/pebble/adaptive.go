package pebble

import (
	"context"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
)

// adaptive answers for a hop whether it leads to a node. It begins by walking back from each node asked
// for. When that has cost as much as walking forward once would, it walks forward, keeps what it finds in
// memory and answers from that. Whichever way is the right one, this costs at most about twice as much,
// and it depends little on estimates, which for long chains of hops are far off.
type adaptive struct {
	h     *hop
	index *hopIter
	// spent and budget are in the units of hopStats.
	spent, budget int64
	told          int64                             // of spent, to the hop that asks
	set           map[nodeID][]map[string]graph.Ref // node → tags of each way to it; nil tags where there are none
	ways          []map[string]graph.Ref            // of the last node asked for
	way           int
	cur           nodeID
	err           error
}

const (
	minBudget = 256 * costSeek
	maxKept   = 500_000 // ways kept by one set
)

func newAdaptive(h *hop) *adaptive {
	a := &adaptive{h: h, index: h.newIndex()}
	plan, err := h.plan(context.Background())
	if err != nil {
		a.err = err
	}
	a.budget = max(minBudget, satMul(plan.costs.Size.Value, plan.costs.NextCost))
	return a
}

func (a *adaptive) String() string { return a.h.String() }
func (a *adaptive) Err() error     { return a.err }

func (a *adaptive) Result() graph.Ref {
	if a.set == nil {
		return a.index.Result()
	}
	if a.cur == 0 {
		return nil
	}
	return a.cur
}

func (a *adaptive) Contains(ctx context.Context, r graph.Ref) bool {
	if a.err != nil {
		return false
	}
	if a.set == nil && a.spent > a.budget {
		a.keep(ctx)
		if a.err != nil {
			return false
		}
	}
	if a.set == nil {
		ok := a.index.Contains(ctx, r)
		a.spent += costSeek + a.index.cost()
		a.err = a.index.err
		return ok
	}
	a.cur, a.ways, a.way = 0, nil, 0
	id, err := a.h.v.nodeOf(r)
	if err != nil {
		a.err = err
		return false
	}
	a.spent++
	ways, ok := a.set[id]
	if ok {
		a.cur, a.ways = id, ways
	}
	return ok
}

// keep walks forward. Where there is more than expected it gives up, and tries again much later.
func (a *adaptive) keep(ctx context.Context) {
	set := make(map[nodeID][]map[string]graph.Ref)
	it := a.h.Iterate()
	defer it.Close()
	limit := min(maxKept, 4*a.budget)
	scratch := make(map[string]graph.Ref)
	n := int64(0)
	walk, _ := it.(*hopIter)
	for it.Next(ctx) {
		if walk != nil {
			if a.spent += walk.cost(); a.spent > 32*a.budget {
				a.budget *= 8
				return
			}
		}
		id, err := a.h.v.nodeOf(it.Result())
		if err != nil {
			a.err = err
			return
		}
		for {
			if n++; n > limit {
				a.budget *= 8
				return
			}
			set[id] = append(set[id], takeTags(it, scratch))
			if !it.NextPath(ctx) {
				break
			}
		}
	}
	if a.err = it.Err(); a.err != nil {
		return
	}
	if a.err = a.index.Close(); a.err == nil {
		a.set = set
	}
}

// takeTags is a copy of an iterator's tags, nil where it has none. scratch is empty before and after.
func takeTags(it iterator.Base, scratch map[string]graph.Ref) map[string]graph.Ref {
	it.TagResults(scratch)
	if len(scratch) == 0 {
		return nil
	}
	m := make(map[string]graph.Ref, len(scratch))
	for k, v := range scratch {
		m[k] = v
	}
	clear(scratch)
	return m
}

func (a *adaptive) NextPath(ctx context.Context) bool {
	if a.err != nil {
		return false
	}
	if a.set == nil {
		ok := a.index.NextPath(ctx)
		a.err = a.index.err
		return ok
	}
	if a.way+1 < len(a.ways) {
		a.way++
		return true
	}
	return false
}

func (a *adaptive) TagResults(dst map[string]graph.Ref) {
	if a.set == nil {
		a.index.TagResults(dst)
		return
	}
	if a.way < len(a.ways) {
		for k, v := range a.ways[a.way] {
			dst[k] = v
		}
	}
}

func (a *adaptive) Close() error {
	if a.set != nil {
		return a.err
	}
	err := a.index.Close()
	if a.err != nil {
		return a.err
	}
	return err
}
