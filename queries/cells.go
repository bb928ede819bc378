package queries

import (
	"context"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/cayleygraph/quad"

	"cuibono"
	"cuibono/queries/functions"
	"cuibono/queries/gizmo"
	"cuibono/queries/reader"
	"cuibono/queries/table"
	"cuibono/schema"
	"cuibono/schema/strict"
)

// rows makes the results of one run of a query rows of its table.
type rows struct {
	e *Engine
	s *gizmo.Session
	r *reader.Reader
	q *Query
	// places are the columns of the table for those of rows that functions make, which come by the
	// thousand under the same names.
	names  *string
	places []int
	labels *labels
	// made are, for the rows of one call, the cells by column and by the number that says which are the
	// same; nil for one not met yet.
	made [][]table.Cell
}

// maxLabels bounds the references that are remembered with their labels: some tens of megabytes.
const maxLabels = 1 << 18

// labels remembers the labels of references in one state of the store. It is emptied when it is full.
type labels struct {
	mu   sync.RWMutex
	made map[labelKey]table.Cell
}

type labelKey struct {
	language string
	kind     table.Kind
	id       string
}

func (l *labels) get(key labelKey) (table.Cell, bool) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	c, ok := l.made[key]
	return c, ok
}

func (l *labels) put(key labelKey, c table.Cell) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.made == nil || len(l.made) >= maxLabels {
		l.made = map[labelKey]table.Cell{}
	}
	l.made[key] = c
}

// row makes a result a row; nil for a result that is none (the value of the text's last expression).
func (t *rows) row(ctx context.Context, res gizmo.Result) ([]table.Cell, error) {
	row := make([]table.Cell, len(t.q.Columns))
	var names []string
	var cells []table.Cell
	var same []uint32
	switch v := res.Value.(type) {
	case *functions.Row:
		names, cells, same = v.Columns, v.Cells, v.Same
	case map[string]any:
		names = slices.Sorted(maps.Keys(v))
		for _, name := range names {
			c, err := cellOf(v[name])
			if err != nil {
				return nil, fmt.Errorf("%s: column %s: %w", t.q.File, name, err)
			}
			cells = append(cells, c)
		}
	default:
		if res.Meta {
			return nil, nil
		}
		if res.Tags == nil {
			return nil, fmt.Errorf("%s: a result is no row; emit an object like {%s: …}", t.q.File, t.q.Columns[0].Name)
		}
		tags, err := t.s.TagValues(res.Tags)
		if err != nil {
			return nil, err
		}
		return t.row(ctx, gizmo.Result{Value: tags})
	}
	if err := t.place(names); err != nil {
		return nil, err
	}
	for i, c := range cells {
		if c == nil {
			continue
		}
		if same != nil && int(same[i]) < len(t.made[i]) && t.made[i][same[i]] != nil {
			row[t.places[i]] = t.made[i][same[i]]
			continue
		}
		col := t.q.Columns[t.places[i]]
		fit, err := t.fit(ctx, col.Kind, c)
		if err != nil {
			return nil, fmt.Errorf("%s: column %s: %w", t.q.File, col.Name, err)
		}
		row[t.places[i]] = fit
		if same != nil {
			if more := int(same[i]) + 1 - len(t.made[i]); more > 0 {
				t.made[i] = append(t.made[i], make([]table.Cell, more)...)
			}
			t.made[i][same[i]] = fit
		}
	}
	return row, nil
}

// place finds the columns of the table for those of a row.
func (t *rows) place(names []string) error {
	if len(names) == 0 || t.names == &names[0] {
		return nil
	}
	t.places, t.made = t.places[:0], make([][]table.Cell, len(names))
	for _, name := range names {
		i := t.q.column(name)
		if i < 0 {
			return unknownColumn(t.q, name)
		}
		t.places = append(t.places, i)
	}
	t.names = &names[0]
	return nil
}

func unknownColumn(q *Query, name string) error {
	var known []string
	for _, c := range q.Columns {
		known = append(known, c.Name)
	}
	if near := strict.Suggest(name, known); near != "" {
		return fmt.Errorf("%s: the header has no column %q (did you mean %q?)", q.File, name, near)
	}
	return fmt.Errorf("%s: the header has no column %q\ntry one of: %s", q.File, name, strings.Join(known, ", "))
}

// cellOf reads a value that JavaScript emitted.
func cellOf(v any) (table.Cell, error) {
	switch v := v.(type) {
	case nil, bool, float64, int64:
		return v, nil
	case string:
		if len(v) > 2 && v[0] == '<' && v[len(v)-1] == '>' {
			return table.Ref{ID: v[1 : len(v)-1]}, nil
		}
		return v, nil
	case quad.IRI:
		return table.Ref{ID: string(v)}, nil
	case quad.Value:
		return reader.Text(v), nil
	case []any:
		out := make([]table.Cell, 0, len(v))
		for _, one := range v {
			c, err := cellOf(one)
			if err != nil {
				return nil, err
			}
			out = append(out, c)
		}
		return out, nil
	case map[string]any:
		return amountOf(v)
	}
	if gizmo.Missing(v) {
		return nil, nil
	}
	return nil, fmt.Errorf("a %T is no cell", v)
}

// amountOf reads {value, currency, bound, max}.
func amountOf(m map[string]any) (table.Cell, error) {
	var a cuibono.Amount
	num := func(key string) float64 {
		switch n := m[key].(type) {
		case int64:
			return float64(n)
		case float64:
			return n
		}
		return 0
	}
	a.Value, a.Max = num("value"), num("max")
	a.Currency, _ = m["currency"].(string)
	if b, ok := m["bound"].(string); ok {
		a.Bound = cuibono.Bound(b)
	}
	if a.Currency == "" {
		return nil, fmt.Errorf("an object is no cell, unless it is an amount with value and currency")
	}
	return a, nil
}

// fit gives a cell the labels of its kind, and refuses one of another kind.
func (t *rows) fit(ctx context.Context, kind table.Kind, c table.Cell) (table.Cell, error) {
	switch v := c.(type) {
	case nil:
		return nil, nil
	case []table.Cell:
		out := make([]table.Cell, len(v))
		for i, one := range v {
			f, err := t.fit(ctx, kind, one)
			if err != nil {
				return nil, err
			}
			out[i] = f
		}
		return out, nil
	case table.Ref:
		key := labelKey{t.e.opt.Language, kind, v.ID}
		if have, ok := t.labels.get(key); ok {
			return have, nil
		}
		c, err := t.e.label(ctx, t.r, kind, v)
		if _, ok := c.(table.Ref); ok && err == nil && kind != table.Claim {
			t.labels.put(key, c)
		}
		return c, err
	}
	want := map[table.Kind]string{table.Entity: "a node", table.Relation: "a relation", table.Article: "an article", table.Claim: "a claim"}[kind]
	switch kind {
	case table.Amount:
		if _, ok := c.(cuibono.Amount); !ok {
			want = "an amount"
		}
	case table.Number, table.Share:
		switch c.(type) {
		case int64, float64:
		default:
			want = "a number"
		}
	case table.Text, table.Date, table.Quote:
		if _, ok := c.(string); !ok {
			want = "text"
		}
	}
	if want != "" {
		return nil, fmt.Errorf("%v is not %s", c, want)
	}
	return c, nil
}

// label names a reference.
func (e *Engine) label(ctx context.Context, r *reader.Reader, kind table.Kind, v table.Ref) (table.Cell, error) {
	switch kind {
	case table.Relation:
		if rel := e.opt.Schema.Relation(v.ID); rel != nil {
			v.Label = e.opt.Schema.Label(rel.Labels, e.opt.Language)
		}
		return v, nil
	case table.Claim:
		return v, nil
	case table.Entity, table.Article:
	default:
		return v.ID, nil
	}
	ref, err := r.Ref(quad.IRI(v.ID))
	if err != nil {
		return nil, err
	}
	if kind == table.Article {
		for _, term := range []string{schema.Headline, schema.ThingName} {
			if v.Label, err = r.Property(ctx, ref, term); err != nil || v.Label != "" {
				return v, err
			}
		}
		v.Label = place(v.ID)
		return v, nil
	}
	if v.Label, err = r.Label(ctx, ref, e.opt.Language); v.Label == "" {
		v.Label = cuibono.EntityName(v.ID)
	}
	return v, err
}

// place is where an article without a headline was read, by its IRI: the name of its file, or its
// address. See package loader/article.
func place(iri string) string {
	_, rest, ok := strings.Cut(iri, "/")
	if !ok {
		return iri
	}
	folder, _, _ := strings.Cut(rest, "/")
	if i := strings.LastIndexByte(rest, '/'); i >= 0 && !strings.Contains(folder, ".") && folder != "stdin" {
		rest = rest[i+1:]
	}
	if plain, err := url.PathUnescape(rest); err == nil {
		return plain
	}
	return rest
}
