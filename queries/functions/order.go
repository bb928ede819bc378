package functions

import (
	"cmp"
	"slices"

	"cuibono"
	"cuibono/queries/table"
)

func sortRows(rows []*Row, order []orderColumn) {
	slices.SortFunc(rows, func(a, b *Row) int { return compareRows(a, b, order) }) // the order has every column: what is equal is the same
}

func compareRows(a, b *Row, order []orderColumn) int {
	for _, o := range order {
		if d := compareIn(a.Cells[o.at], b.Cells[o.at], o.reverse); d != 0 {
			return d
		}
	}
	return 0
}

// compareIn orders the cells of one column. What is not known comes last, whichever the direction.
func compareIn(x, y table.Cell, reverse bool) int {
	if (x == nil) != (y == nil) {
		if x == nil {
			return 1
		}
		return -1
	}
	if reverse {
		return -compareCells(x, y)
	}
	return compareCells(x, y)
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
