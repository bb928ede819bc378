package queries

import (
	"bytes"
	"slices"
	"strings"
	"sync"

	"cuibono/queries/functions"
	"cuibono/queries/gizmo"
	"cuibono/queries/table"
	"cuibono/schema"
	"cuibono/schema/strict"
)

// A query's file begins with a comment that holds YAML, its header: docs/QUERIES.md describes the keys.
const (
	headerStart = "/*"
	headerEnd   = "*/"
)

// header is the header of a query's file.
type header struct {
	strict.Pos
	Name      strict.Name       `yaml:"name,required"`
	Title     map[string]string `yaml:"title,required"`
	Help      map[string]string `yaml:"help"`
	Params    []headerParam     `yaml:"params"`
	Relations []strict.Name     `yaml:"relations"`
	Columns   []headerColumn    `yaml:"columns,required"`
	Edges     *headerEdges      `yaml:"edges"`
	Example   headerExample     `yaml:"example,required"`
}

type headerParam struct {
	strict.Pos
	Name     strict.Name       `yaml:"name,required"`
	Type     string            `yaml:"type,required" enum:"entity|claim|article|text|number|choice"`
	Types    []strict.Name     `yaml:"types,oneormore"`
	Choices  []string          `yaml:"choices"`
	Optional bool              `yaml:"optional"`
	Title    map[string]string `yaml:"title"`
}

type headerColumn struct {
	strict.Pos
	Name  strict.Name       `yaml:"name,required"`
	Kind  strict.Name       `yaml:"kind,required"`
	Title map[string]string `yaml:"title"`
}

type headerEdges struct {
	strict.Pos
	From  strict.Name `yaml:"from,required"`
	To    strict.Name `yaml:"to,required"`
	Label strict.Name `yaml:"label"`
}

type headerExample struct {
	strict.Pos
	Args []string `yaml:"args"`
	// Output is what `cuibono query --format csv` prints for Args on the example graph.
	Output string `yaml:"output,required"`
}

// split cuts a text into its header, blanked out before and after so that places in it are places in
// the file, and tells whether there is one.
func split(text []byte) (header []byte, ok bool) {
	body := bytes.TrimPrefix(text, []byte("\ufeff"))
	rest, ok := bytes.CutPrefix(bytes.TrimLeft(body, " \t\r\n"), []byte(headerStart))
	if !ok {
		return nil, false
	}
	yaml, _, ok := bytes.Cut(rest, []byte(headerEnd))
	if !ok {
		return nil, false
	}
	before := text[:len(text)-len(rest)]
	out := bytes.Repeat([]byte("\n"), bytes.Count(before, []byte("\n")))
	return append(out, yaml...), true
}

// parse reads one query's file and checks its header against the schema.
func parse(s *schema.Schema, file string, text []byte) (*Query, strict.Problems) {
	var ps strict.Problems
	start := strict.Pos{File: file, Line: 1, Column: 1}
	yaml, ok := split(text)
	if !ok {
		ps.Add(start, "the file does not begin with a header: a comment /* … */ that holds name, title, columns and example")
		return nil, ps
	}
	var h header
	ps = strict.Decode(file, yaml, &h)
	if len(ps) > 0 {
		return nil, ps
	}
	c := checker{s: s, ps: &ps}
	c.labels(h.Pos, "title", h.Title, true)
	c.labels(h.Pos, "help", h.Help, false)
	q := &Query{Name: h.Name.Value, Title: h.Title, Help: h.Help, File: file, Text: string(text), example: h.Example}
	q.compile = sync.OnceValues(func() (*gizmo.Program, error) { return gizmo.Compile(q.Text) })
	if want := strings.TrimSuffix(base(file), ".js"); q.Name != want {
		ps.Add(h.Name.Pos, "the query is called %q, its file %s.js", q.Name, want)
	}
	c.params(q, h.Params)
	c.relations(q, h.Relations)
	c.columns(q, h.Columns)
	c.edges(q, h.Edges)
	if len(ps) > 0 {
		return nil, ps
	}
	return q, nil
}

func base(file string) string { return file[strings.LastIndexAny(file, `/\`)+1:] }

type checker struct {
	s  *schema.Schema
	ps *strict.Problems
}

func (c checker) labels(at strict.Pos, what string, labels map[string]string, required bool) {
	if len(labels) == 0 && !required {
		return
	}
	for _, l := range c.s.Languages {
		if labels[l] == "" {
			c.ps.Add(at, "%s lacks the language %q", what, l)
		}
	}
	for l := range labels {
		if !slices.Contains(c.s.Languages, l) {
			c.ps.AddUnknown(at, "language", l, c.s.Languages)
		}
	}
}

func (c checker) params(q *Query, in []headerParam) {
	for i, p := range in {
		if slices.ContainsFunc(q.Params, func(o Param) bool { return o.Name == p.Name.Value }) {
			c.ps.Add(p.Pos, "a second parameter %q", p.Name.Value)
		}
		if i > 0 && in[i-1].Optional && !p.Optional {
			c.ps.Add(p.Pos, "the parameter %q is needed but comes after one that is not", p.Name.Value)
		}
		if (p.Type == string(ChoiceParam)) != (len(p.Choices) > 0) {
			c.ps.Add(p.Pos, "choices belong to a parameter of type choice, and it has some")
		}
		if p.Type != string(EntityParam) && len(p.Types) > 0 {
			c.ps.Add(p.Pos, "types belong to a parameter of type entity")
		}
		c.labels(p.Pos, "title", p.Title, false)
		out := Param{Name: p.Name.Value, Type: ParamType(p.Type), Choices: p.Choices, Optional: p.Optional, Title: p.Title}
		for _, t := range p.Types {
			if c.s.Type(t.Value) == nil {
				c.ps.AddUnknown(t.Pos, "type", t.Value, c.s.TypeNames())
			}
			out.Types = append(out.Types, t.Value)
		}
		q.Params = append(q.Params, out)
	}
}

func (c checker) relations(q *Query, in []strict.Name) {
	for _, r := range in {
		switch {
		case c.s.Relation(r.Value) == nil:
			c.ps.AddUnknown(r.Pos, "relation", r.Value, c.s.RelationNames())
		case slices.Contains(q.Relations, r.Value):
			c.ps.Add(r.Pos, "the relation %q is named twice", r.Value)
		}
		q.Relations = append(q.Relations, r.Value)
	}
}

func (c checker) columns(q *Query, in []headerColumn) {
	for _, col := range in {
		if q.column(col.Name.Value) >= 0 {
			c.ps.Add(col.Pos, "a second column %q", col.Name.Value)
		}
		if !slices.Contains(table.Kinds(), col.Kind.Value) {
			c.ps.AddUnknown(col.Kind.Pos, "kind of column", col.Kind.Value, table.Kinds())
		}
		c.labels(col.Pos, "title", col.Title, false)
		q.Columns = append(q.Columns, table.Column{Name: col.Name.Value, Kind: table.Kind(col.Kind.Value), Title: col.Title})
	}
}

func (c checker) edges(q *Query, in *headerEdges) {
	if in == nil {
		return
	}
	var known []string
	for _, col := range q.Columns {
		known = append(known, col.Name)
	}
	for _, name := range []strict.Name{in.From, in.To, in.Label} {
		if name.Value != "" && !slices.Contains(known, name.Value) {
			c.ps.AddUnknown(name.Pos, "column", name.Value, known)
		}
	}
	q.Edges = &table.Edges{From: in.From.Value, To: in.To.Value, Label: in.Label.Value}
}

// kinds tells how the functions read the parameters of a text that begins with a header, as when a
// canned query is pasted into the console. A text without a header, or with a broken one, has none.
func kinds(text string) map[string]functions.Kind {
	yaml, ok := split([]byte(text))
	if !ok {
		return nil
	}
	var h header
	strict.Decode("", yaml, &h)
	out := map[string]functions.Kind{}
	for _, p := range h.Params {
		k := functions.Kind{Entity: p.Type == string(EntityParam)}
		for _, t := range p.Types {
			k.Types = append(k.Types, t.Value)
		}
		out[p.Name.Value] = k
	}
	return out
}
