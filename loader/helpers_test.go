package loader_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/cayleygraph/cayley/graph"

	"cuibono"
	"cuibono/loader"
	"cuibono/loader/archive"
	"cuibono/loader/quadfile"
	"cuibono/schema"
	"cuibono/store"
)

func ontology(t testing.TB) *schema.Schema {
	t.Helper()
	s, err := schema.Load("")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// plain is an extractor for tests: it finds sentences like "Ardane funds Velmor with 3000 EUR, says Ana Kersten."
type plain struct{ relation string }

var statement = regexp.MustCompile(`([A-Z]\w+(?: [A-Z]\w+)*) (funds|does not fund) ([A-Z]\w+(?: [A-Z]\w+)*)(?: with (\d+) EUR)?(?:, says ([A-Z]\w+(?: [A-Z]\w+)*))?\.`)

func (x plain) Extract(_ context.Context, a *cuibono.Article) (*cuibono.Extraction, error) {
	out := &cuibono.Extraction{}
	seen := map[string]bool{}
	ref := func(name, typ string) cuibono.Ref {
		e := cuibono.Entity{ID: cuibono.EntityID(name), Name: name, Type: typ}
		if !seen[e.ID] {
			seen[e.ID] = true
			out.Entities = append(out.Entities, e)
		}
		return e.Ref()
	}
	for _, p := range a.Passages {
		if !p.Kind.Claims() {
			continue
		}
		for _, m := range statement.FindAllStringSubmatchIndex(a.Text[p.Start:p.End], -1) {
			group := func(i int) string {
				if m[2*i] < 0 {
					return ""
				}
				return a.Text[p.Start+m[2*i] : p.Start+m[2*i+1]]
			}
			c := cuibono.Claim{Article: a.Source, Subject: ref(group(1), "Organization"), Predicate: x.relation, Status: cuibono.Done,
				Polarity: cuibono.Affirmed, Confidence: 0.75}
			object := ref(group(3), "Organization")
			c.Object = &object
			if strings.HasPrefix(group(2), "does not") {
				c.Polarity = cuibono.Denied
			}
			if group(4) != "" {
				v, err := strconv.ParseFloat(group(4), 64)
				if err != nil {
					return nil, err
				}
				c.Amount = &cuibono.Amount{Value: v, Currency: "EUR"}
			}
			if group(5) != "" {
				speaker := ref(group(5), "Person")
				c.SaidBy = &speaker
			}
			start := p.Start + m[0]
			c.Quote.Text = group(0)
			c.Quote.Offset = utf8.RuneCountInString(a.Text[:start])
			c.Quote.Length = utf8.RuneCountInString(c.Quote.Text)
			out.Claims = append(out.Claims, c)
		}
	}
	return out, nil
}

// workplace is a store in memory with an archive.
type workplace struct {
	t     testing.TB
	store *store.Store
	dir   string
	opt   loader.Options
}

func newWorkplace(t testing.TB) *workplace {
	t.Helper()
	ctx := t.Context()
	config := store.Config{Backend: store.Memory}
	s, err := store.Open(ctx, config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	sch := ontology(t)
	dir := t.TempDir()
	return &workplace{t, s, dir, loader.Options{
		Schema: sch, Extractor: plain{relation: "funds"}, Writer: s, Archive: archive.New(filepath.Join(dir, "archive")),
		Article: loader.NewArticleOptions(sch, nil),
	}}
}

func (w *workplace) qs() graph.QuadStore { return w.store.QuadStore() }

func (w *workplace) load(paths ...string) *loader.Result {
	w.t.Helper()
	inputs, _ := loader.Walk(paths)
	return w.loadInputs(inputs...)
}

func (w *workplace) loadInputs(inputs ...loader.Input) *loader.Result {
	w.t.Helper()
	r, err := loader.Load(w.t.Context(), inputs, w.opt)
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

func (w *workplace) export(format quadfile.Format) string {
	w.t.Helper()
	var b bytes.Buffer
	if err := quadfile.Write(&b, format, loader.Quads(w.t.Context(), w.qs()), quadfile.WriteOptions{}); err != nil {
		w.t.Fatal(err)
	}
	return b.String()
}

// write makes files below dir and gives their paths.
func write(t testing.TB, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
