package functions

import (
	"cmp"
	"context"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strings"

	"cuibono"
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
	joined map[reader.Node]map[reader.Node]struct{}
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
	out, err := e.gather(s, claims, cols)
	if err != nil {
		return nil, err
	}
	sortRows(out, order)
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
		c.joined = map[reader.Node]map[reader.Node]struct{}{}
		if c.shared == "" {
			c.on = -1
			c.joined[reader.Any] = map[reader.Node]struct{}{}
			for _, claim := range c.other {
				n, err := e.node(s.Context(), claim, c.base)
				if err != nil {
					return err
				}
				if n != reader.None {
					c.joined[reader.Any][n] = struct{}{}
				}
			}
			continue
		}
		c.on = slices.IndexFunc(cols, func(o column) bool { return o.name == c.match && o.how == "" })
		if c.on < 0 {
			return fmt.Errorf("the column %s: %q is no plain column", c.name, c.match)
		}
		for _, claim := range c.other {
			key, err := e.node(s.Context(), claim, c.shared)
			if err != nil {
				return err
			}
			n, err := e.node(s.Context(), claim, c.base)
			if err != nil {
				return err
			}
			if key == reader.None || n == reader.None {
				continue
			}
			if c.joined[key] == nil {
				c.joined[key] = map[reader.Node]struct{}{}
			}
			c.joined[key][n] = struct{}{}
		}
	}
	return nil
}

// orderColumn is one column of an order.
type orderColumn struct {
	at      int
	reverse bool
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
		out = append(out, orderColumn{at, reverse})
	}
	for i := range cols { // the rest, so that the order never depends on the store's
		out = append(out, orderColumn{at: i})
	}
	return out, nil
}

// group is a row in the making.
type group struct {
	plain []reader.Node              // by column: what the claims agree in
	sets  []map[reader.Node]struct{} // by column: the different nodes gathered
	first []reader.Node              // by column: the node of the first claim
	best  []string                   // by column: the place of the first claim
}

// gather makes rows of claims. It compares and gathers nodes, and looks up only those that are shown.
func (e *Env) gather(s *gizmo.Session, claims []*reader.Claim, cols []column) ([]*Row, error) {
	ctx := s.Context()
	merging, firsts := false, false
	for _, c := range cols {
		merging = merging || c.how == "all" || c.how == "first" || c.how == "count"
		firsts = firsts || c.how == "first"
	}
	groups := map[string]*group{}
	var list []*group
	var key []byte
	for _, c := range claims {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		g := &group{plain: make([]reader.Node, len(cols))}
		key = key[:0]
		for i, col := range cols {
			if col.how != "" {
				continue
			}
			n, err := e.node(ctx, c, col.base)
			if err != nil {
				return nil, err
			}
			g.plain[i] = n
			key = binary.AppendUvarint(key, uint64(n))
		}
		if !merging {
			list = append(list, g)
			continue
		}
		if have := groups[string(key)]; have != nil {
			g = have
		} else {
			g.sets, g.first, g.best = make([]map[reader.Node]struct{}, len(cols)), make([]reader.Node, len(cols)), make([]string, len(cols))
			groups[string(key)] = g
			list = append(list, g)
		}
		if err := e.add(s, g, c, cols, firsts); err != nil {
			return nil, err
		}
	}
	out := make([]*Row, len(list))
	names := make([]string, len(cols))
	for i, c := range cols {
		names[i] = c.name
	}
	for i, g := range list {
		row, err := e.finish(ctx, g, cols, names)
		if err != nil {
			return nil, err
		}
		out[i] = row
	}
	return out, nil
}

// add adds a claim to a row.
func (e *Env) add(s *gizmo.Session, g *group, c *reader.Claim, cols []column, firsts bool) error {
	place := ""
	if firsts {
		var err error
		if place, err = e.place(s, c); err != nil {
			return err
		}
	}
	for i, col := range cols {
		if col.how != "all" && col.how != "count" && col.how != "first" {
			continue
		}
		n, err := e.node(s.Context(), c, col.base)
		if err != nil {
			return err
		}
		switch {
		case n == reader.None:
		case col.how == "first":
			if g.first[i] == reader.None || place < g.best[i] {
				g.first[i], g.best[i] = n, place
			}
		default:
			if g.sets[i] == nil {
				g.sets[i] = map[reader.Node]struct{}{}
			}
			g.sets[i][n] = struct{}{}
		}
	}
	return nil
}

// finish looks up what a row shows.
func (e *Env) finish(ctx context.Context, g *group, cols []column, names []string) (*Row, error) {
	row := &Row{Columns: names, Cells: make([]table.Cell, len(cols))}
	for i, col := range cols {
		var cell table.Cell
		var err error
		switch col.how {
		case "=":
			cell = col.constant
		case "":
			cell, err = e.nodeCell(ctx, g.plain[i], col.base)
		case "first":
			cell, err = e.nodeCell(ctx, g.first[i], col.base)
		case "count":
			cell = int64(len(g.sets[i]))
		case "all":
			cell, err = e.list(ctx, g.sets[i], col.base)
		case "joined":
			key := reader.Any
			if col.on >= 0 {
				key = g.plain[col.on]
			}
			cell, err = e.list(ctx, col.joined[key], col.base)
		}
		if err != nil {
			return nil, err
		}
		row.Cells[i] = cell
	}
	return row, nil
}

// list makes a set of nodes a cell, sorted; nil where it is empty.
func (e *Env) list(ctx context.Context, set map[reader.Node]struct{}, base string) (table.Cell, error) {
	if len(set) == 0 {
		return nil, nil
	}
	cells := make([]table.Cell, 0, len(set))
	for n := range set {
		c, err := e.nodeCell(ctx, n, base)
		if err != nil {
			return nil, err
		}
		if c != nil {
			cells = append(cells, c)
		}
	}
	slices.SortFunc(cells, compareCells)
	return cells, nil
}

// place orders claims by the date of their article, the article, and where they stand in it.
func (e *Env) place(s *gizmo.Session, c *reader.Claim) (string, error) {
	var out strings.Builder
	for _, base := range []string{"article.published", "article", "start", claimBase} {
		cell, err := e.cell(s, c, base)
		if err != nil {
			return "", err
		}
		switch c := cell.(type) {
		case int64:
			fmt.Fprintf(&out, "%012d", c)
		case string:
			out.WriteString(c)
		case table.Ref:
			out.WriteString(c.ID)
		}
		out.WriteByte(0)
	}
	return out.String(), nil
}

func sortRows(rows []*Row, order []orderColumn) {
	slices.SortFunc(rows, func(a, b *Row) int { // the order has every column: what is equal is the same
		for _, o := range order {
			x, y := a.Cells[o.at], b.Cells[o.at]
			if (x == nil) != (y == nil) { // what is not known comes last, whichever the direction
				if x == nil {
					return 1
				}
				return -1
			}
			if d := compareCells(x, y); d != 0 {
				if o.reverse {
					return -d
				}
				return d
			}
		}
		return 0
	})
}

// compareCells orders cells: sums by value, text by its bytes, lists by their members, the greatest first.
func compareCells(a, b table.Cell) int {
	if d := cmp.Compare(rank(a), rank(b)); d != 0 {
		return d
	}
	switch x := a.(type) {
	case string:
		return cmp.Compare(x, b.(string))
	case table.Ref:
		return cmp.Compare(x.ID, b.(table.Ref).ID)
	case cuibono.Amount:
		y := b.(cuibono.Amount)
		return cmp.Or(cmp.Compare(x.Value, y.Value), cmp.Compare(x.Max, y.Max), cmp.Compare(x.Currency, y.Currency), cmp.Compare(x.Bound, y.Bound))
	case []table.Cell:
		y := b.([]table.Cell)
		for i := 1; i <= min(len(x), len(y)); i++ {
			if d := compareCells(x[len(x)-i], y[len(y)-i]); d != 0 {
				return d
			}
		}
		return cmp.Compare(len(x), len(y))
	}
	return cmp.Compare(number(a), number(b))
}

func rank(c table.Cell) int {
	switch c.(type) {
	case nil:
		return 0
	case bool:
		return 1
	case int64, float64:
		return 2
	case cuibono.Amount:
		return 3
	case string:
		return 4
	case table.Ref:
		return 5
	}
	return 6
}

func number(c table.Cell) float64 {
	switch n := c.(type) {
	case int64:
		return float64(n)
	case float64:
		return n
	case bool:
		if n {
			return 1
		}
	}
	return 0
}
