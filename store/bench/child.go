package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"github.com/cayleygraph/cayley/graph"
	_ "github.com/cayleygraph/cayley/graph/kv/bolt"
	_ "github.com/cayleygraph/cayley/graph/kv/leveldb"
	"github.com/cayleygraph/cayley/query"
	"github.com/cayleygraph/cayley/query/gizmo"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"

	"cuibono/store/bench/claims"
	"cuibono/store/pebble"
)

// child does one task and prints what it measured.
func child() error {
	var r result
	var err error
	switch *task {
	case "load":
		r, err = load()
	case "query":
		r, err = ask()
	case "articles":
		r, err = loadArticles()
	default:
		err = fmt.Errorf("unknown task %q", *task)
	}
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(r)
}

// load reads a file of N-Quads into a new store.
func load() (r result, err error) {
	f, err := os.Open(*data)
	if err != nil {
		return r, err
	}
	defer f.Close()
	start := time.Now()
	switch *store {
	case "pebble":
		if err := pebble.Init(*keep, pebble.Options{}); err != nil {
			return r, err
		}
		qs, err := pebble.Open(*keep, pebble.Options{})
		if err != nil {
			return r, err
		}
		st, err := qs.BulkLoad(context.Background(), f, pebble.BulkOptions{})
		if err != nil {
			return r, err
		}
		r.Quads, r.Runs = st.Added, st.Runs
		if err := qs.Close(); err != nil {
			return r, err
		}
	default:
		if err := graph.InitQuadStore(*store, *keep, nil); err != nil {
			return r, err
		}
		qs, err := graph.NewQuadStore(*store, *keep, nil)
		if err != nil {
			return r, err
		}
		w, err := qs.NewQuadWriter()
		if err != nil {
			return r, err
		}
		n, err := quad.CopyBatch(w, nquads.NewReader(f, false), quad.DefaultBatch)
		if err != nil {
			return r, err
		}
		r.Quads = int64(n)
		if err := w.Close(); err != nil {
			return r, err
		}
		if err := qs.Close(); err != nil {
			return r, err
		}
	}
	r.Seconds = time.Since(start).Seconds()
	r.Disk, err = diskUse(*keep)
	return r, err
}

func open() (graph.QuadStore, error) {
	if *store == "pebble" {
		return pebble.Open(*keep, pebble.Options{})
	}
	return graph.NewQuadStore(*store, *keep, nil)
}

// ask puts each question of a JSON file several times, and keeps the median, the first left out.
func ask() (r result, err error) {
	b, err := os.ReadFile(*data)
	if err != nil {
		return r, err
	}
	var questions map[string]string
	if err := json.Unmarshal(b, &questions); err != nil {
		return r, err
	}
	start := time.Now()
	qs, err := open()
	if err != nil {
		return r, err
	}
	defer qs.Close()
	r.Times = map[string]float64{"open": 1000 * time.Since(start).Seconds()}
	r.Rows = make(map[string]int)
	for name, text := range questions {
		var times []float64
		begin := time.Now()
		for len(times) < 3 || time.Since(begin) < time.Second && len(times) < 200 {
			start := time.Now()
			n, err := answer(qs, text)
			if err != nil {
				return r, fmt.Errorf("%s: %w", name, err)
			}
			r.Rows[name] = n
			times = append(times, 1000*time.Since(start).Seconds())
		}
		times = times[1:]
		slices.Sort(times)
		r.Times[name] = times[len(times)/2]
	}
	return r, nil
}

func answer(qs graph.QuadStore, text string) (rows int, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	it, err := gizmo.NewSession(qs).Execute(ctx, text, query.Options{Collation: query.Raw})
	if err != nil {
		return 0, err
	}
	defer it.Close()
	for it.Next(ctx) {
		rows++
	}
	return rows, it.Err()
}

// loadArticles loads generated articles one by one, each in a synced transaction.
func loadArticles() (r result, err error) {
	const articles = 3000
	if err := pebble.Init(*keep, pebble.Options{}); err != nil {
		return r, err
	}
	qs, err := pebble.Open(*keep, pebble.Options{})
	if err != nil {
		return r, err
	}
	defer qs.Close()
	graphs := make([][]quad.Quad, articles)
	for i := range graphs {
		rd := nquads.NewReader(bytes.NewReader(claims.Append(nil, int64(i))), false)
		if graphs[i], err = quad.ReadAll(rd); err != nil && err != io.EOF {
			return r, err
		}
	}
	start := time.Now()
	for i, quads := range graphs {
		added, _, err := qs.ReplaceGraph(context.Background(), quad.IRI(claims.Label(int64(i))), quads)
		if err != nil {
			return r, err
		}
		r.Quads += int64(added)
	}
	r.Seconds = time.Since(start).Seconds()
	r.Runs = articles
	r.Disk, err = diskUse(*keep)
	return r, err
}
