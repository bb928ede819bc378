package sandbox

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/query"
	"github.com/cayleygraph/cayley/query/graphql"
	"github.com/cayleygraph/cayley/query/mql"
	"github.com/cayleygraph/cayley/query/sexp"
	"github.com/cayleygraph/quad"

	"cuibono/queries"
	"cuibono/queries/gizmo"
	"cuibono/queries/shape"
)

// query runs a query and gives its results to the parent.
func (w *worker) query(ctx context.Context, req request, end *message) error {
	switch req.Language {
	case "gizmo":
		return w.gizmo(ctx, req, end)
	case "graphql":
		return w.graphql(ctx, req)
	}
	return w.session(ctx, req, end)
}

func (w *worker) engine(req request) *queries.Engine { return w.opened.Engine.WithLanguage(req.Labels) }

func (w *worker) gizmo(ctx context.Context, req request, end *message) error {
	s := w.engine(req).Session(req.Text)
	if req.JSONLD {
		s.SetCollation(query.JSONLD)
	}
	var meta *gizmo.Result
	n := 0
	out, err := s.Run(ctx, req.Text, req.Limit, func(r gizmo.Result) error {
		if r.Meta {
			meta = &r
			return nil
		}
		n++
		v, err := s.JSONValue(r)
		if err != nil {
			return err
		}
		return w.encode(v)
	})
	end.Truncated, end.Warnings = out.Truncated, out.Warnings
	if err == nil && meta != nil && n == 0 {
		// A text that emits nothing answers with its last value: g.V().count().
		var v any
		if v, err = s.JSONValue(*meta); err == nil && v != nil {
			err = w.encode(v)
		}
	}
	var mistake *gizmo.Error
	if errors.As(err, &mistake) {
		return &QueryError{mistake.Error()}
	}
	if errors.Is(err, gizmo.ErrPanic) {
		first, _, _ := strings.Cut(err.Error(), "\n")
		return errors.New(strings.TrimPrefix(first, gizmo.ErrPanic.Error()+": "))
	}
	return err
}

// encode gives a value to the parent.
func (w *worker) encode(v any) error {
	var buf bytes.Buffer
	e := json.NewEncoder(&buf)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return &QueryError{"a result cannot be written as JSON: " + err.Error()}
	}
	return w.result(bytes.TrimRight(buf.Bytes(), "\n"))
}

func (w *worker) graphql(ctx context.Context, req request) error {
	q, err := graphql.Parse(strings.NewReader(req.Text))
	if err != nil {
		return &QueryError{err.Error()}
	}
	m, err := q.Execute(ctx, w.opened.QuadStore)
	if err != nil {
		return classify(ctx, err)
	}
	return w.encode(m)
}

// classify tells the end of the time from the query's own mistakes.
func classify(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return &QueryError{err.Error()}
}

// session runs a query of the languages that have Cayley's own sessions.
func (w *worker) session(ctx context.Context, req request, end *message) error {
	var s query.Session
	opt := query.Options{Collation: query.JSON}
	qs := w.opened.QuadStore
	if req.Language == "sexp" {
		ses := sexp.NewSession(irisFirst{graph.Unwrap(qs)})
		if err := ses.Parse(req.Text); err != nil {
			if errors.Is(err, query.ErrParseMore) {
				return &QueryError{"a bracket is not closed"}
			}
			return &QueryError{err.Error()}
		}
		s, opt.Collation = ses, query.Raw
	} else {
		s = mql.NewSession(qs)
	}
	it, err := s.Execute(ctx, req.Text, opt)
	if err != nil {
		return classify(ctx, err)
	}
	defer it.Close()
	n := 0
	for it.Next(ctx) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if req.Limit > 0 && n >= req.Limit {
			end.Truncated = true
			return nil
		}
		n++
		v, err := named(qs, it.Result())
		if err != nil {
			return err
		}
		if err := w.encode(v); err != nil {
			return err
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := it.Err(); err != nil {
		return classify(ctx, err)
	}
	return nil
}

// named gives the tags of a raw result their values.
func named(qs graph.QuadStore, v any) (any, error) {
	tags, ok := v.(map[string]graph.Ref)
	if !ok {
		return v, nil
	}
	out := map[string]any{}
	for k, ref := range tags {
		if k == "$_" {
			continue
		}
		qv, err := qs.NameOf(ref)
		if err != nil {
			return nil, err
		}
		if qv != nil {
			out[k] = quad.ToString(qv)
		}
	}
	return out, nil
}

// shape gives the shape of a query.
func (w *worker) shape(ctx context.Context, req request) error {
	g, err := shape.RecordWith(ctx, func(qs graph.QuadStore) query.Session {
		switch req.Language {
		case "graphql":
			return graphql.NewSession(qs)
		case "mql":
			return mql.NewSession(qs)
		case "sexp":
			return sexp.NewSession(qs)
		}
		return w.engine(req).Blind(qs, req.Text)
	}, req.Text)
	if err != nil {
		var mistake *gizmo.Error
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if errors.As(err, &mistake) {
			return &QueryError{mistake.Error()}
		}
		return &QueryError{err.Error()}
	}
	data, err := json.Marshal(g)
	if err != nil {
		return fmt.Errorf("write the shape: %w", err)
	}
	return w.result(data)
}
