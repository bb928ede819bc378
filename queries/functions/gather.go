package functions

import (
	"context"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"cuibono/queries/gizmo"
	"cuibono/queries/reader"
	"cuibono/queries/table"
)

// nodeSet gathers nodes; most sets have one member.
type nodeSet struct {
	one  reader.Node
	more []reader.Node // with one and, until it is sorted, with repetitions
}

func (s *nodeSet) add(n reader.Node) {
	switch {
	case n == reader.None || n == s.one:
	case s.one == reader.None:
		s.one = n
	case s.more == nil:
		s.more = []reader.Node{s.one, n}
	default:
		s.more = append(s.more, n)
	}
}

// nodes are the members, sorted.
func (s *nodeSet) nodes() []reader.Node {
	switch {
	case s == nil || s.one == reader.None:
		return nil
	case s.more == nil:
		return []reader.Node{s.one}
	}
	slices.Sort(s.more)
	s.more = slices.Compact(s.more)
	return s.more
}

// group is a row in the making: by column what the claims agree in, gather, or say first.
type group struct {
	sets []nodeSet
	best []string // by column: the place of the first claim
}

// gather makes rows of claims, sorted. It groups, gathers and orders by the numbers of nodes: each
// different cell of a column is made, and compared with others, once.
func (e *Env) gather(s *gizmo.Session, claims []*reader.Claim, cols []column, order []orderColumn) ([]*Row, error) {
	ctx := s.Context()
	merging, firsts := false, false
	said := make([]getter, len(cols))
	for i, c := range cols {
		merging = merging || c.how == "all" || c.how == "first" || c.how == "count"
		firsts = firsts || c.how == "first"
		if c.how != "=" && c.how != "joined" {
			said[i] = e.getter(c.base)
		}
	}
	groups := make(map[string]int, len(claims)/4)
	var list []group
	var sets []nodeSet // room for the sets of the next groups
	var key []byte
	plain := make([]reader.Node, len(cols))
	for at, c := range claims {
		if at%1024 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		key = key[:0]
		for i, col := range cols {
			if col.how != "" {
				continue
			}
			n, err := said[i](ctx, c)
			if err != nil {
				return nil, err
			}
			plain[i] = n
			key = binary.LittleEndian.AppendUint64(key, uint64(n))
		}
		where, have := 0, false
		if merging {
			where, have = groups[string(key)]
		}
		if !have {
			if len(sets) < len(cols) {
				sets = make([]nodeSet, len(cols)*min(len(claims)-at, 1024))
			}
			g := group{sets: sets[:len(cols):len(cols)]}
			sets = sets[len(cols):]
			for i, n := range plain {
				g.sets[i].one = n
			}
			where = len(list)
			list = append(list, g)
		}
		if !merging {
			continue
		}
		if !have {
			groups[string(key)] = where
		}
		g := &list[where]
		place := ""
		if firsts {
			var err error
			if place, err = e.place(s, c); err != nil {
				return nil, err
			}
			if g.best == nil {
				g.best = make([]string, len(cols))
			}
		}
		for i, col := range cols {
			if col.how != "all" && col.how != "count" && col.how != "first" {
				continue
			}
			n, err := said[i](ctx, c)
			if err != nil {
				return nil, err
			}
			if col.how != "first" {
				g.sets[i].add(n)
			} else if n != reader.None && (g.sets[i].one == reader.None || place < g.best[i]) {
				g.sets[i].one, g.best[i] = n, place
			}
		}
	}
	return e.finish(ctx, list, cols, order)
}

// cellsOf are the different cells of one column, by what they were made of.
type cellsOf struct {
	byNode map[reader.Node]uint32 // of one node, or of a number
	bySet  map[string]uint32
	cells  []table.Cell
	ranks  []uint32 // by cell: its place in the order of the column; nil where nobody asks for it
}

// find gives the number of the cell of nodes; key is room for a key, given back for put.
func (u *cellsOf) find(nodes []reader.Node, key []byte) (at uint32, found bool, _ []byte) {
	if len(nodes) == 1 {
		at, found = u.byNode[nodes[0]]
		return at, found, key
	}
	key = key[:0]
	for _, n := range nodes {
		key = binary.LittleEndian.AppendUint64(key, uint64(n))
	}
	at, found = u.bySet[string(key)]
	return at, found, key
}

// put adds the cell of nodes, which find did not find, and gives its number.
func (u *cellsOf) put(nodes []reader.Node, key []byte, cell table.Cell) uint32 {
	at := uint32(len(u.cells))
	u.cells = append(u.cells, cell)
	if len(nodes) == 1 {
		u.byNode[nodes[0]] = at
	} else {
		u.bySet[string(key)] = at
	}
	return at
}

// rank finds the place of each cell in the order of the column; equal cells have the same.
func (u *cellsOf) rank(reverse bool) {
	if u.ranks != nil {
		return
	}
	sorted := make([]uint32, len(u.cells))
	for i := range sorted {
		sorted[i] = uint32(i)
	}
	compare := func(a, b uint32) int { return compareIn(u.cells[a], u.cells[b], reverse) }
	slices.SortFunc(sorted, compare)
	u.ranks = make([]uint32, len(u.cells))
	for i := 1; i < len(sorted); i++ {
		u.ranks[sorted[i]] = u.ranks[sorted[i-1]]
		if compare(sorted[i-1], sorted[i]) != 0 {
			u.ranks[sorted[i]]++
		}
	}
}

// finish looks up what the rows show, and sorts them.
func (e *Env) finish(ctx context.Context, list []group, cols []column, order []orderColumn) ([]*Row, error) {
	names := make([]string, len(cols))
	different := make([]cellsOf, len(cols))
	for i, c := range cols {
		names[i] = c.name
		different[i] = cellsOf{byNode: map[reader.Node]uint32{}, bySet: map[string]uint32{}}
	}
	rows := make([]Row, len(list))
	cells := make([]table.Cell, len(list)*len(cols))
	same := make([]uint32, len(list)*len(cols))
	var key []byte
	one := make([]reader.Node, 1)
	for at := range list {
		if at%1024 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		g := &list[at]
		row := &rows[at]
		*row = Row{Columns: names, Cells: cells[:len(cols):len(cols)], Same: same[:len(cols):len(cols)]}
		cells, same = cells[len(cols):], same[len(cols):]
		for i, col := range cols {
			nodes := one
			one[0] = g.sets[i].one
			switch col.how {
			case "=":
				one[0] = reader.None
			case "count":
				one[0] = reader.Node(len(g.sets[i].nodes()))
			case "all":
				if g.sets[i].more != nil {
					nodes = g.sets[i].nodes()
				}
			case "joined":
				one[0] = reader.Any
				if col.on >= 0 {
					one[0] = g.sets[col.on].one
				}
			}
			number, found, room := different[i].find(nodes, key)
			if key = room; !found {
				cell, err := e.made(ctx, col, nodes)
				if err != nil {
					return nil, err
				}
				number = different[i].put(nodes, key, cell)
			}
			row.Same[i], row.Cells[i] = number, different[i].cells[number]
		}
	}
	return sorted(rows, different, order), nil
}

// made makes the cell of a column from its nodes, as finish finds them.
func (e *Env) made(ctx context.Context, col column, nodes []reader.Node) (table.Cell, error) {
	switch col.how {
	case "=":
		return col.constant, nil
	case "count":
		return int64(nodes[0]), nil
	case "all":
		return e.list(ctx, nodes, col.base)
	case "joined":
		return e.list(ctx, col.joined[nodes[0]].nodes(), col.base)
	}
	return e.nodeCell(ctx, nodes[0], col.base)
}

// sorted orders rows: by the ranks of the cells that the text's order names, then by the cells of the
// other columns.
func sorted(rows []Row, different []cellsOf, order []orderColumn) []*Row {
	named := 0
	for named < len(order) && order[named].named {
		named++
	}
	columns := map[int]bool{}
	for _, o := range order[:named] {
		if columns[o.at] { // named twice: the first time settles it
			continue
		}
		columns[o.at] = true
		different[o.at].rank(o.reverse)
	}
	type place struct {
		ranks []uint32
		row   *Row
	}
	places := make([]place, len(rows))
	ranks := make([]uint32, len(rows)*named)
	for i := range rows {
		places[i] = place{ranks[:named:named], &rows[i]}
		ranks = ranks[named:]
		for j, o := range order[:named] {
			places[i].ranks[j] = different[o.at].ranks[rows[i].Same[o.at]]
		}
	}
	slices.SortFunc(places, func(a, b place) int {
		for i, r := range a.ranks {
			if r != b.ranks[i] {
				if r < b.ranks[i] {
					return -1
				}
				return 1
			}
		}
		return compareRows(a.row, b.row, order[named:])
	})
	out := make([]*Row, len(rows))
	for i, p := range places {
		out[i] = p.row
	}
	return out
}

// list makes a set of nodes a cell, sorted; nil where it is empty.
func (e *Env) list(ctx context.Context, nodes []reader.Node, base string) (table.Cell, error) {
	cells := make([]table.Cell, 0, len(nodes))
	for _, n := range nodes {
		if n == reader.None {
			return nil, nil
		}
		c, err := e.nodeCell(ctx, n, base)
		if err != nil {
			return nil, err
		}
		if c != nil {
			cells = append(cells, c)
		}
	}
	if len(nodes) == 0 {
		return nil, nil
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
