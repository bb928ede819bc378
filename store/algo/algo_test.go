package algo_test

import (
	"context"
	"fmt"
	"math/rand"
	"reflect"
	"slices"
	"testing"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/cayley/query/path"
	"github.com/cayleygraph/quad"

	"cuibono/store/algo"
	"cuibono/store/pebble"
)

// stores are the same quads in a store read by numbers and in one read through Cayley's interface.
func stores(t *testing.T, quads []quad.Quad) map[string]graph.QuadStore {
	t.Helper()
	p, err := pebble.OpenMemory(pebble.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	if _, err := p.AddQuads(context.Background(), quad.NewReader(quads), nil); err != nil {
		t.Fatal(err)
	}
	return map[string]graph.QuadStore{"pebble": p, "memstore": memstore.New(quads...)}
}

func node(i int) quad.Value { return quad.IRI(fmt.Sprintf("n%d", i)) }

// randomGraph has nodes n0…, edges p and r between them, some of them under two labels, and amounts.
func randomGraph(rnd *rand.Rand, nodes, edges int) []quad.Quad {
	seen := make(map[quad.Quad]bool)
	var out []quad.Quad
	add := func(q quad.Quad) {
		if !seen[q] {
			seen[q] = true
			out = append(out, q)
		}
	}
	for range edges {
		p := quad.IRI([]string{"p", "r"}[rnd.Intn(2)])
		q := quad.Quad{Subject: node(rnd.Intn(nodes)), Predicate: p, Object: node(rnd.Intn(nodes))}
		if add(q); rnd.Intn(3) == 0 {
			q.Label = quad.IRI("article/1")
			add(q)
		}
	}
	for i := range nodes {
		add(quad.Quad{Subject: node(i), Predicate: quad.IRI("amount"), Object: quad.Int(i)})
	}
	return out
}

// plain is the edges of a graph as a map, without labels.
func plain(quads []quad.Quad, p string) map[quad.Value][]quad.Value {
	m := make(map[quad.Value][]quad.Value)
	for _, q := range quads {
		if q.Predicate == quad.IRI(p) && !slices.Contains(m[q.Subject], q.Object) {
			m[q.Subject] = append(m[q.Subject], q.Object)
		}
	}
	return m
}

// TestAgainstModel compares every algorithm with a plain one on random graphs.
func TestAgainstModel(t *testing.T) {
	ctx := context.Background()
	for seed := range int64(20) {
		rnd := rand.New(rand.NewSource(seed))
		quads := randomGraph(rnd, 12, 5+rnd.Intn(25))
		p := plain(quads, "p")
		from, to := node(0), node(1)

		depth := map[quad.Value]int{from: 0}
		for queue := []quad.Value{from}; len(queue) > 0; queue = queue[1:] {
			for _, n := range p[queue[0]] {
				if _, ok := depth[n]; !ok {
					depth[n] = depth[queue[0]] + 1
					queue = append(queue, n)
				}
			}
		}
		ways := 0 // shortest ways from → to
		var walk func(n quad.Value, d int)
		walk = func(n quad.Value, d int) {
			if n == to {
				ways++
			}
			for _, m := range p[n] {
				if depth[m] == d+1 && d+1 <= depth[to] {
					walk(m, d+1)
				}
			}
		}
		walk(from, 0)
		sums := make(map[quad.Value]algo.Group)
		for s, objects := range p {
			g := algo.Group{Key: s}
			for _, o := range objects {
				g.Count++
				var i int
				fmt.Sscanf(string(o.(quad.IRI)), "n%d", &i)
				g.Sum += float64(i)
			}
			sums[s] = g
		}

		for name, qs := range stores(t, quads) {
			t.Run(fmt.Sprintf("seed=%d/%s", seed, name), func(t *testing.T) {
				got, err := algo.Reach(ctx, qs, []quad.Value{from}, algo.Out(quad.IRI("p")), 0, 0)
				if err != nil {
					t.Fatal(err)
				}
				if len(got) != len(depth)-1 {
					t.Errorf("reached %v, want %v", got, depth)
				}
				for i, r := range got {
					if depth[r.Node] != r.Depth || i > 0 && got[i-1].Depth > r.Depth {
						t.Errorf("reached %v, want %v", got, depth)
					}
				}
				near, err := algo.Reach(ctx, qs, []quad.Value{from}, algo.Out(quad.IRI("p")), 1, 0)
				if err != nil || len(near) > len(p[from]) {
					t.Errorf("reached in one step %v, want %v, %v", near, p[from], err)
				}
				paths, err := algo.ShortestPaths(ctx, qs, from, to, algo.Out(quad.IRI("p")), 0, 0)
				if err != nil || len(paths) != ways {
					t.Errorf("%d paths %v, want %d, %v", len(paths), paths, ways, err)
				}
				for _, way := range paths {
					at := from
					for _, h := range way {
						if h.Subject != at || !slices.Contains(p[at], h.Object) {
							t.Fatalf("no way: %v", way)
						}
						at = h.Object
					}
					if at != to || len(way) != depth[to] {
						t.Errorf("not shortest: %v, want %d hops", way, depth[to])
					}
				}
				if d := depth[to]; d > 1 {
					if paths, err := algo.ShortestPaths(ctx, qs, from, to, algo.Out(quad.IRI("p")), d-1, 0); err != nil || len(paths) > 0 {
						t.Errorf("beyond the depth: %v, %v", paths, err)
					}
				}
				steps := []algo.Step{{Predicate: quad.IRI("p")}, {Predicate: quad.IRI("amount")}}
				groups, err := algo.GroupPath(ctx, qs, steps)
				if err != nil || len(groups) != len(sums) {
					t.Errorf("%d groups, want %d, %v", len(groups), len(sums), err)
				}
				for _, g := range groups {
					if g != sums[g.Key] {
						t.Errorf("group %+v, want %+v", g, sums[g.Key])
					}
				}
			})
		}
		if t.Failed() {
			break
		}
	}
}

// TestBothWays walks edges against their direction and keeps them as stored.
func TestBothWays(t *testing.T) {
	ctx := context.Background()
	edge := func(s, o int) quad.Quad {
		return quad.Quad{Subject: node(s), Predicate: quad.IRI("p"), Object: node(o)}
	}
	quads := []quad.Quad{edge(0, 1), edge(2, 1), edge(2, 3)}
	want := [][]algo.Hop{{
		{node(0), quad.IRI("p"), node(1)}, {node(2), quad.IRI("p"), node(1)}, {node(2), quad.IRI("p"), node(3)},
	}}
	for name, qs := range stores(t, quads) {
		got, err := algo.ShortestPaths(ctx, qs, node(0), node(3), algo.Both(), 0, 0)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v, want %v, %v", name, got, want, err)
		}
	}
}

// TestCount counts what count() of Cayley's own stores gets wrong.
func TestCount(t *testing.T) {
	ctx := context.Background()
	for name, qs := range stores(t, randomGraph(rand.New(rand.NewSource(1)), 5, 5)) {
		a, b := path.StartPath(qs, node(0)), path.StartPath(qs, node(1))
		for want, p := range map[int64]*path.Path{
			0: a.And(b),
			1: path.StartPath(qs, node(0), node(1)).Except(b),
			2: a.Or(b),
		} {
			if got, err := algo.Count(ctx, qs, p, false); err != nil || got != want {
				t.Errorf("%s: %d, want %d, %v", name, got, want, err)
			}
		}
	}
}
