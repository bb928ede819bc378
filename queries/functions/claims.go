package functions

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/cayleygraph/cayley/query/path"
	"github.com/cayleygraph/quad"
	"github.com/dop251/goja"

	"cuibono"
	"cuibono/queries/gizmo"
	"cuibono/queries/reader"
	"cuibono/queries/table"
	"cuibono/schema"
	"cuibono/schema/strict"
)

// claims({field: node or list of nodes, …}) gives the claims whose fields are those nodes, as a list that
// JavaScript can go through and rows takes. {} gives all.
func (e *Env) claims(s *gizmo.Session, args []any) (any, error) {
	if len(args) != 1 {
		return nil, fmt.Errorf("takes one object like {predicate: relations(…), object: node}")
	}
	m, err := options(args[0], reader.FieldNames()...)
	if err != nil {
		return nil, err
	}
	f := reader.Filter{}
	for name, v := range m {
		if gizmo.Missing(v) {
			return nil, fmt.Errorf("%s is undefined; leave the key out to have any", name)
		}
		if f[name], err = e.nodes([]any{v}); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	if e.Blind {
		return &claimList{e: e, s: s}, e.ask(s, m)
	}
	found, err := e.Reader.Claims(s.Context(), f)
	if err != nil {
		return nil, err
	}
	return &claimList{e: e, s: s, claims: found}, nil
}

// ask asks a blind store for claims as a path would, so that its shape shows what is looked up.
func (e *Env) ask(s *gizmo.Session, m map[string]any) error {
	p := path.StartMorphism()
	for _, name := range slices.Sorted(maps.Keys(m)) {
		words, err := texts([]any{m[name]})
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		var vs []quad.Value
		for _, w := range words {
			vs = append(vs, quad.StringToValue(w))
		}
		p = p.Has(quad.IRI(e.Reader.Predicate(name)), vs...)
	}
	it := p.BuildIteratorOn(s.Context(), s.QuadStore()).Iterate()
	defer it.Close()
	it.Next(s.Context())
	return it.Err()
}

// claim(node) gives one claim, nothing where there is none.
func (e *Env) claim(s *gizmo.Session, args []any) (any, error) {
	nodes, err := e.nodes(args)
	if err != nil {
		return nil, err
	}
	if len(nodes) != 1 {
		return nil, fmt.Errorf("takes one node")
	}
	c, err := e.Reader.Claim(s.Context(), nodes[0])
	if err != nil || c == nil {
		return nil, err
	}
	return &claimObject{e: e, s: s, c: c}, nil
}

// claimList is a list of claims that makes an object of JavaScript only of those that are looked at.
type claimList struct {
	e      *Env
	s      *gizmo.Session
	claims []*reader.Claim
}

func (l *claimList) Len() int { return len(l.claims) }

func (l *claimList) Get(i int) goja.Value {
	if i < 0 || i >= len(l.claims) {
		return goja.Undefined()
	}
	return l.s.JS(&claimObject{e: l.e, s: l.s, c: l.claims[i]})
}

func (l *claimList) Set(int, goja.Value) bool { return false }
func (l *claimList) SetLen(int) bool          { return false }

// claimObject is a claim whose fields are looked up when they are asked for.
type claimObject struct {
	e *Env
	s *gizmo.Session
	c *reader.Claim
}

func (o *claimObject) Get(key string) goja.Value {
	if !isBase(key) {
		return nil
	}
	cell, err := o.e.cell(o.s, o.c, key)
	if err != nil {
		panic(o.s.Throw(err))
	}
	return o.s.JS(plainCell(cell))
}

func (o *claimObject) Set(string, goja.Value) bool { return false }
func (o *claimObject) Has(key string) bool         { return isBase(key) }
func (o *claimObject) Delete(string) bool          { return false }
func (o *claimObject) Keys() []string              { return append([]string{"claim"}, reader.FieldNames()...) }

// Plain is the claim as a result shows it.
func (o *claimObject) Plain() any {
	out := map[string]any{}
	for _, key := range o.Keys() {
		if cell, err := o.e.cell(o.s, o.c, key); err == nil && cell != nil {
			out[key] = plainCell(cell)
		}
	}
	return out
}

// What of a claim a text may ask for beside its fields.
const (
	claimBase    = "claim"    // the claim itself
	dateBase     = "date"     // when it holds, else when the article was published
	standingBase = "standing" // its status, or "denied"
)

// articleBases are the properties of a claim's article.
var articleBases = map[string]string{
	"article.headline": schema.Headline, "article.published": schema.DatePublished, "article.publisher": schema.Publisher,
	"article.url": schema.URL, "article.language": schema.InLanguage, "article.sha256": schema.SHA256,
}

func isBase(name string) bool {
	return name == claimBase || name == dateBase || name == standingBase || articleBases[name] != "" || reader.IsField(name)
}

func bases() []string {
	out := append([]string{claimBase, dateBase, standingBase}, reader.FieldNames()...)
	for name := range articleBases {
		out = append(out, name)
	}
	return out
}

// denied is the standing of a claim whose polarity is no.
const denied = "denied"

// deniedNode stands for the standing of a claim whose polarity is no; the graph has no such node.
const deniedNode = reader.Any - 1

// node is what a claim says, as a node: two claims say the same where their nodes are the same.
func (e *Env) node(ctx context.Context, c *reader.Claim, base string) (reader.Node, error) {
	return e.getter(base)(ctx, c)
}

// getter gives one thing that claims say, as node does.
type getter func(context.Context, *reader.Claim) (reader.Node, error)

// getter finds once how to read what many claims say.
func (e *Env) getter(base string) getter {
	if term := articleBases[base]; term != "" {
		article := reader.FieldOf("article")
		return func(ctx context.Context, c *reader.Claim) (reader.Node, error) {
			return e.Reader.One(ctx, c.Get(article), term)
		}
	}
	switch base {
	case claimBase:
		return func(_ context.Context, c *reader.Claim) (reader.Node, error) { return c.Ref, nil }
	case dateBase:
		when, article := reader.FieldOf("when"), reader.FieldOf("article")
		return func(ctx context.Context, c *reader.Claim) (reader.Node, error) {
			if n := c.Get(when); n != reader.None {
				return n, nil
			}
			return e.Reader.One(ctx, c.Get(article), schema.DatePublished)
		}
	case standingBase:
		polarity, status := reader.FieldOf("polarity"), reader.FieldOf("status")
		return func(_ context.Context, c *reader.Claim) (reader.Node, error) {
			if !e.knowsNo {
				no, err := e.Reader.Ref(quad.String(cuibono.Denied))
				if err != nil {
					return reader.None, err
				}
				e.knowsNo, e.no = true, no
			}
			if e.no != reader.None && c.Get(polarity) == e.no {
				return deniedNode, nil
			}
			return c.Get(status), nil
		}
	case "amount", "object":
		amount, object := reader.FieldOf("amount"), reader.FieldOf("object")
		return func(_ context.Context, c *reader.Claim) (reader.Node, error) {
			value, err := e.objectIsValue(c)
			switch {
			case err != nil || base == "object" && value:
				return reader.None, err
			case base == "object" || value && c.Get(amount) == reader.None:
				return c.Get(object), nil
			}
			return c.Get(amount), nil
		}
	}
	field := reader.FieldOf(base)
	return func(_ context.Context, c *reader.Claim) (reader.Node, error) { return c.Get(field), nil }
}

// nodeCell makes a node that node gave a cell; references are without labels.
func (e *Env) nodeCell(ctx context.Context, n reader.Node, base string) (table.Cell, error) {
	switch {
	case n == reader.None:
		return nil, nil
	case n == deniedNode:
		return denied, nil
	case base == "amount":
		a, err := e.Reader.Amount(ctx, n)
		if err != nil || a == nil {
			return nil, err
		}
		return *a, nil
	}
	return e.refCell(n)
}

// cell is what a claim says, as a cell of a table.
func (e *Env) cell(s *gizmo.Session, c *reader.Claim, base string) (table.Cell, error) {
	n, err := e.node(s.Context(), c, base)
	if err != nil {
		return nil, err
	}
	return e.nodeCell(s.Context(), n, base)
}

func (e *Env) textOrNil(text string, err error) (table.Cell, error) {
	if text == "" || err != nil {
		return nil, err
	}
	return text, nil
}

// objectIsValue tells whether the claim's relation has an amount for its object.
func (e *Env) objectIsValue(c *reader.Claim) (bool, error) {
	p := c.At("predicate")
	if v, known := e.valued[p]; known {
		return v, nil
	}
	iri, err := e.Reader.IRI(p)
	if err != nil {
		return false, err
	}
	r := e.Reader.Schema().Relation(iri)
	if e.valued == nil {
		e.valued = map[reader.Node]bool{}
	}
	e.valued[p] = r != nil && r.ObjectIsValue
	return e.valued[p], nil
}

// refCell makes a node a cell.
func (e *Env) refCell(ref reader.Node) (table.Cell, error) {
	v, err := e.Reader.Value(ref)
	if err != nil || v == nil {
		return nil, err
	}
	return valueCell(v), nil
}

func valueCell(v quad.Value) table.Cell {
	switch v := v.(type) {
	case quad.IRI:
		return table.Ref{ID: string(v)}
	case quad.BNode:
		return table.Ref{ID: v.String()}
	case quad.Int:
		return int64(v)
	case quad.Float:
		return float64(v)
	case quad.Bool:
		return bool(v)
	}
	if n, ok := reader.Number(v); ok {
		return n
	}
	return reader.Text(v)
}

// plainCell is a cell as texts and the console show it.
func plainCell(c table.Cell) any {
	switch c := c.(type) {
	case table.Ref:
		return "<" + c.ID + ">"
	case cuibono.Amount:
		m := map[string]any{"value": c.Value, "currency": c.Currency}
		if c.Bound != cuibono.Exact {
			m["bound"] = string(c.Bound)
		}
		if c.Max != 0 {
			m["max"] = c.Max
		}
		return m
	case []table.Cell:
		out := make([]any, len(c))
		for i, one := range c {
			out[i] = plainCell(one)
		}
		return out
	}
	return c
}

// unknownBase is the error for something that no claim says.
func unknownBase(name string) error {
	all := bases()
	if near := strict.Suggest(name, all); near != "" {
		return fmt.Errorf("a claim has no %q (did you mean %q?)", name, near)
	}
	return fmt.Errorf("a claim has no %q\ntry one of: %s", name, strings.Join(all, ", "))
}
