package functions

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"cuibono"
	"cuibono/queries/gizmo"
	"cuibono/queries/reader"
	"cuibono/queries/table"
)

// Row is a row that a text gave: cells by column. A console shows it as an object.
type Row struct {
	// Cells are without labels.
	Cells map[string]table.Cell
}

// Plain is the row as texts and the console show it.
func (r *Row) Plain() any {
	out := make(map[string]any, len(r.Cells))
	for name, c := range r.Cells {
		if c != nil {
			out[name] = plainCell(c)
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
}

// rows(claims, {column: what, …}, {order: […]}) gives rows made of claims as results. What is
// something a claim says ("subject", "amount", "article.headline"), "all" of it in one row ("all
// article"), the "first" of it, "count" or "count" of its different values, or a constant ("=text", a number).
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
	cols, err := columns(args[1])
	if err != nil {
		return nil, err
	}
	order, err := orderOf(args[2:], cols)
	if err != nil {
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
			o, ok := one.(*claimObject)
			if !ok {
				return nil, fmt.Errorf("the list holds something that is no claim")
			}
			out = append(out, o.c)
		}
		return out, nil
	}
	return nil, fmt.Errorf("the first argument is no list of claims; give claims({…})")
}

func columns(a any) ([]column, error) {
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
		}
		if !ok {
			return nil, fmt.Errorf("the column %s is text like \"subject\"", name)
		}
		c := column{name: name, base: text}
		if constant, is := strings.CutPrefix(text, "="); is {
			c.how, c.constant = "=", constant
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

// orderColumn is one column of an order.
type orderColumn struct {
	name    string
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
		if !slices.ContainsFunc(cols, func(c column) bool { return c.name == name }) {
			return nil, fmt.Errorf("order: there is no column %q", name)
		}
		out = append(out, orderColumn{name, reverse})
	}
	for _, c := range cols { // the rest, so that the order never depends on the store's
		out = append(out, orderColumn{name: c.name})
	}
	return out, nil
}

// group is a row in the making.
type group struct {
	row  *Row
	sets []map[string]table.Cell // by column: the different cells gathered
	best []string                // by column: the place of the first claim
}

// gather makes rows of claims.
func (e *Env) gather(s *gizmo.Session, claims []*reader.Claim, cols []column) ([]*Row, error) {
	merging, firsts := false, false
	for _, c := range cols {
		merging = merging || c.how != "" && c.how != "="
		firsts = firsts || c.how == "first"
	}
	groups := map[string]*group{}
	var list []*group
	var key strings.Builder
	for _, c := range claims {
		if err := s.Context().Err(); err != nil {
			return nil, err
		}
		row := &Row{Cells: make(map[string]table.Cell, len(cols))}
		key.Reset()
		for _, col := range cols {
			switch col.how {
			case "=":
				row.Cells[col.name] = col.constant
			case "":
				cell, err := e.cell(s, c, col.base)
				if err != nil {
					return nil, err
				}
				row.Cells[col.name] = cell
				key.WriteString(cellKey(cell))
				key.WriteByte(0)
			}
		}
		if !merging {
			list = append(list, &group{row: row})
			continue
		}
		g := groups[key.String()]
		if g == nil {
			g = &group{row: row, sets: make([]map[string]table.Cell, len(cols)), best: make([]string, len(cols))}
			groups[key.String()] = g
			list = append(list, g)
		}
		if err := e.add(s, g, c, cols, firsts); err != nil {
			return nil, err
		}
	}
	out := make([]*Row, len(list))
	for i, g := range list {
		g.finish(cols)
		out[i] = g.row
	}
	return out, nil
}

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
		cell, err := e.cell(s, c, col.base)
		if err != nil {
			return err
		}
		if cell == nil {
			continue
		}
		if col.how == "first" {
			if g.best[i] == "" || place < g.best[i] {
				g.best[i] = place
				g.row.Cells[col.name] = cell
			}
			continue
		}
		if g.sets[i] == nil {
			g.sets[i] = map[string]table.Cell{}
		}
		g.sets[i][cellKey(cell)] = cell
	}
	return nil
}

// place orders claims by the date of their article, the article, and where they stand in it.
func (e *Env) place(s *gizmo.Session, c *reader.Claim) (string, error) {
	var out strings.Builder
	for _, base := range []string{"article.published", "article", "start", claimBase} {
		cell, err := e.cell(s, c, base)
		if err != nil {
			return "", err
		}
		if n, ok := cell.(int64); ok {
			fmt.Fprintf(&out, "%012d", n)
		} else {
			out.WriteString(cellKey(cell))
		}
		out.WriteByte(0)
	}
	return out.String(), nil
}

func (g *group) finish(cols []column) {
	for i, col := range cols {
		switch col.how {
		case "count":
			g.row.Cells[col.name] = int64(len(g.sets[i]))
		case "all":
			cells := slices.Collect(maps.Values(g.sets[i]))
			slices.SortFunc(cells, compareCells)
			if len(cells) > 0 {
				g.row.Cells[col.name] = cells
			}
		}
	}
}

// cellKey tells cells apart.
func cellKey(c table.Cell) string {
	switch c := c.(type) {
	case nil:
		return ""
	case string:
		return "s" + c
	case table.Ref:
		return "r" + c.ID
	case int64:
		return "i" + strconv.FormatInt(c, 10)
	case float64:
		return "f" + strconv.FormatFloat(c, 'g', -1, 64)
	case cuibono.Amount:
		return "a" + strconv.FormatFloat(c.Value, 'g', -1, 64) + " " + strconv.FormatFloat(c.Max, 'g', -1, 64) + c.Currency + string(c.Bound)
	}
	return fmt.Sprintf("%T%v", c, c)
}

func sortRows(rows []*Row, order []orderColumn) {
	slices.SortStableFunc(rows, func(a, b *Row) int {
		for _, o := range order {
			x, y := a.Cells[o.name], b.Cells[o.name]
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
