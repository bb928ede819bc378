package table

import (
	"bufio"
	"io"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
)

// The aligned table puts what is short side by side and what is long (quotes, articles, claims) on lines
// of its own below each row, so that it can be read at any width.

const (
	gap = "  "
	// narrowest is the least width to which a column shrinks before the table turns into a list of
	// "heading: cell" lines.
	narrowest = 8
	// widest is the most a column takes where the width is not bounded.
	widest = 60
)

// below tells whether the cells of a kind stand below the row.
func below(k Kind) bool { return k == Quote || k == Article || k == Claim }

type painter struct {
	Options
	out *bufio.Writer
}

func (t *Table) writeAligned(w io.Writer, o Options) error {
	p := painter{o, bufio.NewWriter(w)}
	var beside, under []int
	for i, c := range t.Columns {
		if below(c.Kind) {
			under = append(under, i)
		} else if t.holds(i) {
			beside = append(beside, i)
		}
	}
	if len(t.Rows) == 0 || len(beside) == 0 {
		return p.records(t, append(beside, under...))
	}
	cells := make([][]string, len(t.Rows))
	widths := make([]int, len(beside))
	for j, i := range beside {
		widths[j] = text.StringWidth(t.Columns[i].heading(o.Language))
	}
	for r, row := range t.Rows {
		cells[r] = make([]string, len(beside))
		for j, i := range beside {
			cells[r][j] = forPeople(row[i], t.Columns[i].Kind, o.Language)
			widths[j] = max(widths[j], text.StringWidth(cells[r][j]))
		}
	}
	if !p.shrink(widths) {
		return p.records(t, append(beside, under...))
	}
	headings := make([]string, len(beside))
	for j, i := range beside {
		headings[j] = t.Columns[i].heading(o.Language)
	}
	rightAligned := make([]bool, len(beside))
	for j, i := range beside {
		rightAligned[j] = right(t.Columns[i].Kind)
	}
	p.line(headings, widths, rightAligned, text.Bold)
	rule := make([]string, len(beside))
	for j := range rule {
		rule[j] = strings.Repeat("─", widths[j])
	}
	p.line(rule, widths, rightAligned)
	for r, row := range t.Rows {
		p.line(cells[r], widths, rightAligned)
		for _, i := range under {
			p.detail(t.Columns[i], row[i])
		}
	}
	return p.out.Flush()
}

// holds tells whether any row has a cell in the column; an empty column is left out.
func (t *Table) holds(i int) bool {
	return slices.ContainsFunc(t.Rows, func(row []Cell) bool { return row[i] != nil })
}

// shrink makes the columns fit the width, the widest first; it tells whether they can.
func (p *painter) shrink(widths []int) bool {
	for i := range widths {
		widths[i] = min(widths[i], widest)
	}
	if p.Width <= 0 {
		return true
	}
	total := len(gap) * (len(widths) - 1)
	for _, w := range widths {
		total += w
	}
	for total > p.Width {
		i := 0
		for j, w := range widths {
			if w > widths[i] {
				i = j
			}
		}
		if widths[i] <= narrowest {
			return false
		}
		widths[i]--
		total--
	}
	return true
}

// line writes one row, its cells wrapped within their columns.
func (p *painter) line(cells []string, widths []int, rightAligned []bool, colors ...text.Color) {
	wrapped := make([][]string, len(cells))
	height := 1
	for i, c := range cells {
		wrapped[i] = wrap(c, widths[i])
		height = max(height, len(wrapped[i]))
	}
	for h := range height {
		var b strings.Builder
		for i := range cells {
			s := ""
			if h < len(wrapped[i]) {
				s = wrapped[i][h]
			}
			fill := strings.Repeat(" ", max(0, widths[i]-text.StringWidth(s)))
			if p.Color && len(colors) > 0 {
				s = text.Colors(colors).Sprint(s)
			}
			if i > 0 {
				b.WriteString(gap)
			}
			if rightAligned[i] {
				b.WriteString(fill + s)
			} else {
				b.WriteString(s + fill)
			}
		}
		p.out.WriteString(strings.TrimRight(b.String(), " "))
		p.out.WriteByte('\n')
	}
}

// wrap breaks text into lines of a width, between words where it can.
func wrap(s string, width int) []string {
	if text.StringWidth(s) <= width {
		return []string{s}
	}
	lines := strings.Split(text.WrapSoft(s, width), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return lines
}

// detail writes a cell below its row.
func (p *painter) detail(c Column, cell Cell) {
	if cell == nil {
		return
	}
	s := forPeople(cell, c.Kind, p.Language)
	switch {
	case c.Kind == Quote && (strings.HasPrefix(s, "«") || strings.HasPrefix(s, "“") || strings.HasPrefix(s, `"`)): // it has marks of its own
	case c.Kind == Quote && p.Language == "fr":
		s = "«\u00a0" + s + "\u00a0»"
	case c.Kind == Quote:
		s = "“" + s + "”"
	default:
		s = c.heading(p.Language) + ": " + s
	}
	width := p.room(s, 4)
	for _, l := range wrap(s, width) {
		if p.Color {
			l = text.Colors{text.Faint}.Sprint(l)
		}
		p.out.WriteString("    " + l + "\n")
	}
}

// room is the width left for s beside so many columns.
func (p *painter) room(s string, beside int) int {
	if p.Width <= 0 {
		return text.StringWidth(s)
	}
	return max(narrowest, p.Width-beside)
}

// records writes a table that does not fit as lines "heading: cell", with an empty line between rows.
func (p *painter) records(t *Table, columns []int) error {
	head := 0
	for _, i := range columns {
		head = max(head, text.StringWidth(t.Columns[i].heading(p.Language)))
	}
	for r, row := range t.Rows {
		if r > 0 {
			p.out.WriteByte('\n')
		}
		for _, i := range columns {
			if row[i] == nil {
				continue
			}
			h := t.Columns[i].heading(p.Language)
			s := forPeople(row[i], t.Columns[i].Kind, p.Language)
			width := p.room(s, head+len(gap))
			for n, l := range wrap(s, width) {
				if n > 0 {
					h = ""
				}
				p.out.WriteString(h + strings.Repeat(" ", head-text.StringWidth(h)) + gap + l + "\n")
			}
		}
	}
	return p.out.Flush()
}
