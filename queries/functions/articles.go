package functions

import (
	"fmt"
	"maps"
	"slices"

	"cuibono/queries/gizmo"
	"cuibono/queries/reader"
	"cuibono/queries/table"
	"cuibono/schema"
)

// articleColumns are what articles gives of each.
var articleColumns = map[string]string{
	"headline": schema.Headline, "published": schema.DatePublished, "publisher": schema.Publisher,
	"language": schema.InLanguage, "url": schema.URL,
}

// articles({order: […]}) gives a row for each article: article, headline, published, publisher, language,
// url and claims, their number.
func (e *Env) articles(s *gizmo.Session, args []any) (any, error) {
	ctx := s.Context()
	cols := []column{{name: "article"}, {name: "claims"}}
	for _, name := range slices.Sorted(maps.Keys(articleColumns)) {
		cols = append(cols, column{name: name})
	}
	names := make([]string, len(cols))
	for i, c := range cols {
		names[i] = c.name
	}
	order, err := orderOf(args, cols)
	if err != nil {
		return nil, err
	}
	typ, err := e.Reader.Term(schema.RDFType)
	if err != nil {
		return nil, err
	}
	class, err := e.Reader.Term(schema.NewsArticle)
	if err != nil {
		return nil, err
	}
	from, err := e.Reader.Term(schema.DerivedFrom)
	if err != nil {
		return nil, err
	}
	var found []reader.Node
	seen := map[reader.Node]bool{}
	err = e.Reader.Scan(ctx, reader.Pattern{Subject: reader.Any, Predicate: typ, Object: class, Label: reader.Any}, func(q reader.Quad) bool {
		if k := q.Subject; !seen[k] {
			seen[k] = true
			found = append(found, q.Subject)
		}
		return ctx.Err() == nil
	})
	if err != nil {
		return nil, err
	}
	var out []*Row
	for _, ref := range found {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		cell, err := e.refCell(ref)
		if err != nil {
			return nil, err
		}
		row := &Row{Columns: names, Cells: make([]table.Cell, len(cols))}
		row.Cells[0] = cell
		for i, name := range names {
			term := articleColumns[name]
			if term == "" {
				continue
			}
			if row.Cells[i], err = e.textOrNil(e.Reader.Property(ctx, ref, term)); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
		}
		n, err := e.Reader.Count(ctx, reader.Pattern{Subject: reader.Any, Predicate: from, Object: ref, Label: reader.Any})
		if err != nil {
			return nil, err
		}
		row.Cells[1] = n
		out = append(out, row)
	}
	sortRows(out, order)
	for _, r := range out {
		if err := s.Emit(r); err != nil {
			return nil, err
		}
	}
	return nil, nil
}
