package queries

import (
	"context"
	"os"
	"slices"
	"testing"
	"time"

	"cuibono/store"
	"cuibono/store/bench/claims"
)

// TestLarge times canned queries on a large store, whose directory CUIBONO_LARGE_STORE names: one made of
// a generated claim graph (go run ./store/bench -generate 10000000 > c.nq; cuibono load c.nq). Answers
// are computed each time, not remembered.
func TestLarge(t *testing.T) {
	dir := os.Getenv("CUIBONO_LARGE_STORE")
	if dir == "" {
		t.Skip("CUIBONO_LARGE_STORE names no store")
	}
	ctx := context.Background()
	start := time.Now()
	st, err := store.Open(ctx, store.Config{Path: dir, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	t.Logf("open: %v", time.Since(start))
	if s, err := st.Stats(ctx); err == nil {
		t.Logf("%d quads, %d nodes", s.Quads, s.Nodes)
	}
	s := loadSchema(t)
	c, err := Load(s)
	if err != nil {
		t.Fatal(err)
	}
	e := New(st.QuadStore(), Options{Schema: s, Catalog: c})
	p95 := func(name string, n int, args func(i int) []string) {
		t.Helper()
		var times []time.Duration
		rows := 0
		for i := range n {
			start := time.Now()
			tab, err := e.Run(ctx, name, args(i), RunOptions{Fresh: true})
			if err != nil {
				t.Logf("%s %v: %v", name, args(i), err)
				return
			}
			rows = len(tab.Rows)
			if i > 0 { // the first reads from disk
				times = append(times, time.Since(start))
			}
		}
		slices.Sort(times)
		t.Logf("%s: median %v, p95 %v, %d rows at last", name, times[len(times)/2], times[len(times)*95/100], rows)
	}
	// Entities of the middle, named by tens of articles; and the one named most often.
	entity := func(i int) []string { return []string{claims.Entity(500 + 37*i)} }
	for _, q := range []string{"who-funds", "funded-by", "claims", "figures", "partners", "co-investors"} {
		p95(q, 60, entity)
	}
	p95("who-funds", 3, func(int) []string { return []string{claims.Entity(1)} })
	p95("who-funds-what", 4, func(int) []string { return nil })
}
