package functions

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"cuibono/queries/gizmo"
	"cuibono/queries/reader"
	"cuibono/queries/table"
)

// Row is a row that a text gave: cells by column. A console shows it as an object.
type Row struct {
	// Columns are the names of Cells, shared by the rows of one call.
	Columns []string
	// Cells are without labels.
	Cells []table.Cell
	// Same tells equal cells of a column without comparing them: rows of one call whose number for a
	// column is the same share that cell. It is nil where that is not known.
	Same []uint32
}

// Plain is the row as texts and the console show it.
func (r *Row) Plain() any {
	out := make(map[string]any, len(r.Cells))
	for i, c := range r.Cells {
		if c != nil {
			out[r.Columns[i]] = plainCell(c)
		}
	}
	return out
}

// column is how one column of rows is made of claims.
type column struct {
	name string
	how  string // "", "all", "first", "count" or "="
	base string
	// constant is the cell of each row for "=".
	constant table.Cell
	// For "joined": what other claims say that share the node of the column on.
	other  []*reader.Claim
	match  string // the name of that column
	on     int
	shared string // what of the other claims must be that node; empty for all of them
	joined map[reader.Node]*nodeSet
}

// rows(claims, {column: what, …}, {order: […]}) gives rows made of claims as results. What is
// something a claim says ("subject", "amount", "article.headline"), "all" of it in one row ("all
// article"), the "first" of it, "count" or "count" of its different values, a constant ("=text", a number), or
// {of: claims, all: what, where: what, is: column}: all that other claims say whose where is the node
// in that column, or, without where and is, all that they say. "=<iri>" is a node.
// Claims that agree in the plain columns are one row where any column gathers. The order is a list
// of columns, "-column" from great to small; by default that of the columns.
func (e *Env) rows(s *gizmo.Session, args []any) (any, error) {
	if len(args) < 2 || len(args) > 3 {
		return nil, fmt.Errorf("takes claims, columns and, perhaps, an object with their order")
	}
	claims, err := e.claimArg(args[0])
	if err != nil {
		return nil, err
	}
	cols, err := e.columns(args[1])
	if err != nil {
		return nil, err
	}
	order, err := orderOf(args[2:], cols)
	if err != nil {
		return nil, err
	}
	if err := e.joins(s, cols); err != nil {
		return nil, err
	}
	out, err := e.gather(s, claims, cols, order)
	if err != nil {
		return nil, err
	}
	for _, r := range out {
		if err := s.Emit(r); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

func (e *Env) claimArg(a any) ([]*reader.Claim, error) {
	switch a := a.(type) {
	case *claimList:
		return a.claims, nil
	case *claimObject:
		return []*reader.Claim{a.c}, nil
	case []any:
		var out []*reader.Claim
		for _, one := range a {
			switch one := one.(type) {
			case *claimObject:
				out = append(out, one.c)
			case *claimList:
				out = append(out, one.claims...)
			default:
				return nil, fmt.Errorf("the list holds something that is no claim")
			}
		}
		return out, nil
	}
	return nil, fmt.Errorf("that is no list of claims; give claims({…})")
}

func (e *Env) columns(a any) ([]column, error) {
	m, ok := a.(map[string]any)
	if !ok || len(m) == 0 {
		return nil, fmt.Errorf("the second argument is an object like {funder: \"subject\", articles: \"all article\"}")
	}
	var out []column
	for _, name := range slices.Sorted(maps.Keys(m)) {
		text, ok := m[name].(string)
		switch n := m[name].(type) {
		case int64, float64:
			out = append(out, column{name: name, how: "=", constant: n})
			continue
		case map[string]any:
			c, err := e.join(name, n)
			if err != nil {
				return nil, fmt.Errorf("the column %s: %w", name, err)
			}
			out = append(out, c)
			continue
		}
		if !ok {
			return nil, fmt.Errorf("the column %s is text like \"subject\"", name)
		}
		c := column{name: name, base: text}
		if constant, is := strings.CutPrefix(text, "="); is {
			c.how, c.constant = "=", constant
			if len(constant) > 2 && constant[0] == '<' && constant[len(constant)-1] == '>' {
				c.constant = table.Ref{ID: constant[1 : len(constant)-1]}
			}
		} else {
			if how, base, more := strings.Cut(text, " "); more {
				c.how, c.base = how, base
				if how != "all" && how != "first" && how != "count" {
					return nil, fmt.Errorf("the column %s: %q is none of \"all\", \"first\", \"count\"", name, how)
				}
			} else if text == "count" {
				c.how, c.base = "count", claimBase
			}
			if !isBase(c.base) {
				return nil, fmt.Errorf("the column %s: %w", name, unknownBase(c.base))
			}
		}
		out = append(out, c)
	}
	return out, nil
}

// join reads a column {of: claims, all: what, where: what, is: column}: all that the other claims say
// whose where is what the column says.
func (e *Env) join(name string, m map[string]any) (column, error) {
	c := column{name: name, how: "joined"}
	m, err := options(m, "of", "all", "where", "is")
	if err != nil {
		return c, err
	}
	if c.other, err = e.claimArg(m["of"]); err != nil {
		return c, err
	}
	c.base, _ = m["all"].(string)
	c.shared, _ = m["where"].(string)
	c.match, _ = m["is"].(string)
	if !isBase(c.base) {
		return c, unknownBase(c.base)
	}
	if c.shared == "" && c.match == "" {
		return c, nil
	}
	if !isBase(c.shared) {
		return c, unknownBase(c.shared)
	}
	return c, nil
}

// joins gathers what the joined columns show.
func (e *Env) joins(s *gizmo.Session, cols []column) error {
	for i := range cols {
		c := &cols[i]
		if c.how != "joined" {
			continue
		}
		c.joined = map[reader.Node]*nodeSet{}
		said := e.getter(c.base)
		if c.shared == "" {
			c.on = -1
			c.joined[reader.Any] = &nodeSet{}
			for _, claim := range c.other {
				n, err := said(s.Context(), claim)
				if err != nil {
					return err
				}
				c.joined[reader.Any].add(n)
			}
			continue
		}
		c.on = slices.IndexFunc(cols, func(o column) bool { return o.name == c.match && o.how == "" })
		if c.on < 0 {
			return fmt.Errorf("the column %s: %q is no plain column", c.name, c.match)
		}
		shared := e.getter(c.shared)
		for _, claim := range c.other {
			key, err := shared(s.Context(), claim)
			if err != nil {
				return err
			}
			n, err := said(s.Context(), claim)
			if err != nil {
				return err
			}
			if key == reader.None || n == reader.None {
				continue
			}
			if c.joined[key] == nil {
				c.joined[key] = &nodeSet{}
			}
			c.joined[key].add(n)
		}
	}
	return nil
}

// orderColumn is one column of an order.
type orderColumn struct {
	at      int
	reverse bool
	named   bool // by the text; the others only settle what the named leave open
}

func orderOf(args []any, cols []column) ([]orderColumn, error) {
	var names []string
	if len(args) > 0 {
		m, err := options(args[0], "order")
		if err != nil {
			return nil, err
		}
		if names, err = texts([]any{m["order"]}); err != nil {
			return nil, fmt.Errorf("order: %w", err)
		}
	}
	var out []orderColumn
	for _, n := range names {
		name, reverse := strings.CutPrefix(n, "-")
		at := slices.IndexFunc(cols, func(c column) bool { return c.name == name })
		if at < 0 {
			return nil, fmt.Errorf("order: there is no column %q", name)
		}
		out = append(out, orderColumn{at, reverse, true})
	}
	for i := range cols { // the rest, so that the order never depends on the store's
		out = append(out, orderColumn{at: i})
	}
	return out, nil
}
