package queries

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
	"unicode/utf8"

	"cuibono"
	"cuibono/loader/rdf"
	"cuibono/schema"
	"cuibono/store"
)

var (
	benchStore = flag.String("store", "", "the folder of the store to measure on; made there if it is not, else in a temporary folder")
	benchQuads = flag.Int("quads", 200_000, "about how many quads the store to measure on holds")
)

// world writes a graph of claims in the loader's own model: articles that make a dozen claims each
// about entities of which few are named often and most are named seldom.
func world(w io.Writer, s *schema.Schema, quads int) error {
	const seed = 7
	rnd := rand.New(rand.NewPCG(seed, seed))
	articles := quads / 220
	entities := max(200, quads/250)
	var relations []*schema.Relation
	weight := map[string]int{"invests_in": 8, "funds": 4}
	for _, r := range s.Relations() {
		for range max(1, weight[r.Name.Value]) {
			relations = append(relations, r)
		}
	}
	zipf := rand.NewZipf(rnd, 1.25, 8, uint64(entities-1))
	entity := func() *cuibono.Ref {
		n := zipf.Uint64()
		typ := "Organization"
		switch n % 5 {
		case 1:
			typ = "Person"
		case 2:
			typ = "Project"
		}
		return &cuibono.Ref{ID: fmt.Sprintf("%s_%d", syllables(n), n), Name: fmt.Sprintf("%s %d", syllables(n), n), Type: typ}
	}
	model := rdf.NewModel(s)
	for i := range articles {
		a := &cuibono.Article{
			ID: fmt.Sprintf("article/world/%d.txt", i), Title: fmt.Sprintf("What happened on day %d", i),
			Date:      time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i%2500).Format("2006-01-02"),
			Publisher: fmt.Sprintf("Gazette %d", i%50), Language: []string{"en", "fr"}[i%2],
		}
		x := &cuibono.Extraction{}
		for range 12 {
			r := relations[rnd.IntN(len(relations))]
			c := cuibono.Claim{Article: a.ID, Subject: *entity(), Predicate: r.Name.Value, Confidence: 0.9, Status: cuibono.Done}
			if rnd.IntN(3) == 0 {
				c.Status = cuibono.Planned
			}
			if rnd.IntN(20) == 0 {
				c.Polarity = cuibono.Denied
			}
			if r.ObjectIsValue || r.Takes("amount") && rnd.IntN(2) == 0 {
				c.Amount = &cuibono.Amount{Value: float64(1+rnd.IntN(500)) * 1e6, Currency: []string{"USD", "EUR"}[rnd.IntN(2)]}
			}
			if !r.ObjectIsValue {
				c.Object = entity()
			}
			if rnd.IntN(3) == 0 {
				c.SaidBy = entity()
			}
			quote := fmt.Sprintf("%s is said to have to do with something of day %d, which is number %d.", c.Subject.Name, i, len(x.Claims))
			c.Quote = cuibono.Quote{Offset: utf8.RuneCountInString(a.Text), Length: utf8.RuneCountInString(quote), Text: quote}
			a.Text += quote + "\n"
			x.Claims = append(x.Claims, c)
		}
		list, problems := model.Quads(a, x)
		if len(problems) > 0 {
			return fmt.Errorf("%s", problems[0])
		}
		for _, q := range list {
			if _, err := io.WriteString(w, q.NQuad()+"\n"); err != nil {
				return err
			}
		}
	}
	return nil
}

func syllables(n uint64) string {
	parts := []string{"Ar", "bo", "ca", "del", "ex", "fo", "gam", "hel", "in", "jo", "ka", "lu", "mer", "no", "or", "pan"}
	return parts[n%16] + parts[n/16%16] + parts[n/256%16]
}

// benchEngine opens the store to measure on, making it first where it is not there.
func benchEngine(b *testing.B) *Engine {
	b.Helper()
	s := loadSchema(b)
	c, err := Load(s)
	if err != nil {
		b.Fatal(err)
	}
	ctx := context.Background()
	dir := *benchStore
	if dir == "" {
		dir = filepath.Join(b.TempDir(), "store")
	}
	conf := store.Config{Path: dir}
	if _, err := os.Stat(filepath.Join(dir, "graph")); err != nil {
		if err := store.Init(ctx, conf); err != nil {
			b.Fatal(err)
		}
		st, err := store.Open(ctx, conf)
		if err != nil {
			b.Fatal(err)
		}
		r, w := io.Pipe()
		go func() {
			buf := bufio.NewWriterSize(w, 1<<20)
			err := world(buf, s, *benchQuads)
			if err == nil {
				err = buf.Flush()
			}
			w.CloseWithError(err)
		}()
		stats, err := st.BulkLoad(ctx, r, store.BulkOptions{})
		if err != nil {
			b.Fatal(err)
		}
		b.Logf("%d quads", stats.Added)
		if err := st.Close(); err != nil {
			b.Fatal(err)
		}
	}
	conf.ReadOnly = true
	st, err := store.Open(ctx, conf)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { st.Close() })
	return New(st.QuadStore(), Options{Schema: s, Catalog: c, Generation: st.Generation})
}

// BenchmarkCanned measures each canned query, warm, on an entity that is named often, on one that is
// named now and then, and on one that is hardly named; p95 is the time that 95 % of the runs keep to.
//
//	go test ./queries -run '^$' -bench Canned -quads 10000000 -store /tmp/world
func BenchmarkCanned(b *testing.B) {
	e := benchEngine(b)
	ctx := context.Background()
	name := func(n uint64) string { return fmt.Sprintf("<%s_%d>", syllables(n), n) }
	for _, q := range e.Catalog().Queries() {
		sets := map[string][]string{}
		switch {
		case len(q.Params) == 0:
			sets["all"] = nil
		case q.Params[0].Type == ClaimParam:
			t, err := e.Run(ctx, "claims", []string{name(50)}, RunOptions{})
			if err != nil || len(t.Rows) == 0 {
				b.Fatal(err)
			}
			continue
		default:
			for label, n := range map[string]uint64{"often": 0, "sometimes": 100, "seldom": 600} {
				sets[label] = []string{name(n), name(n + 5)}[:min(2, len(q.Params))]
			}
		}
		for _, label := range []string{"all", "often", "sometimes", "seldom"} {
			args, ok := sets[label]
			if !ok {
				continue
			}
			b.Run(q.Name+"/"+label, func(b *testing.B) {
				var rows int
				var times []time.Duration
				run := func() {
					t, err := e.Run(ctx, q.Name, args, RunOptions{Fresh: true})
					if err != nil {
						b.Fatal(err)
					}
					rows = len(t.Rows)
				}
				run()
				for b.Loop() {
					began := time.Now()
					run()
					times = append(times, time.Since(began))
				}
				slices.Sort(times)
				b.ReportMetric(float64(times[len(times)*95/100].Microseconds())/1000, "p95-ms")
				b.ReportMetric(float64(rows), "rows")
			})
		}
	}
}

// BenchmarkEntities measures the answers about one entity, for entities drawn at random from all that
// are named, each answer for the first time but one: p95 is over the entities.
func BenchmarkEntities(b *testing.B) {
	e := benchEngine(b)
	ctx := context.Background()
	rnd := rand.New(rand.NewPCG(3, 3))
	entities := uint64(max(200, *benchQuads/250))
	var names []string
	for len(names) < 200 {
		n := rnd.Uint64N(entities)
		name := fmt.Sprintf("<%s_%d>", syllables(n), n)
		if _, err := e.Resolve(ctx, name); err == nil {
			names = append(names, name)
		}
	}
	for _, query := range []string{"who-funds", "funded-by", "figures", "claims", "leads", "partners", "timeline", "disputes", "co-investors"} {
		b.Run(query, func(b *testing.B) {
			var times []time.Duration
			run := func(name string) {
				began := time.Now()
				if _, err := e.Run(ctx, query, []string{name}, RunOptions{Fresh: true}); err != nil {
					b.Fatal(err)
				}
				times = append(times, time.Since(began))
			}
			for _, name := range names {
				run(name)
			}
			times = times[:0]
			for b.Loop() {
				for _, name := range names {
					run(name)
				}
			}
			slices.Sort(times)
			b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "median-ms")
			b.ReportMetric(float64(times[len(times)*95/100].Microseconds())/1000, "p95-ms")
		})
	}
}
