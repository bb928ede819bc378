package table

import (
	"bufio"
	"fmt"
	"html"
	"io"
	"slices"
	"strings"
)

// edge is a row as an edge of a graph; several rows between the same nodes are one.
type edge struct {
	from, to string
	labels   []string
}

// drawing is the graph that a table's rows make. Nodes and edges are in the order of the rows.
type drawing struct {
	nodes []string
	label map[string]string
	edges []*edge
}

func (t *Table) drawing(o Options) (*drawing, error) {
	at := func(name string) int {
		return slices.IndexFunc(t.Columns, func(c Column) bool { return c.Name == name })
	}
	from, to, label := at(t.Edges.From), at(t.Edges.To), at(t.Edges.Label)
	if from < 0 || to < 0 {
		return nil, fmt.Errorf("draw the answer of %s: no columns %q and %q", t.Name, t.Edges.From, t.Edges.To)
	}
	d := &drawing{label: map[string]string{}}
	node := func(c Cell) string {
		r, ok := c.(Ref)
		if !ok {
			r = Ref{ID: forPeople(c, Text, o.Language)}
		}
		if _, known := d.label[r.ID]; !known {
			d.nodes = append(d.nodes, r.ID)
			d.label[r.ID] = forPeople(r, Entity, o.Language)
		}
		return r.ID
	}
	have := map[[2]string]*edge{}
	for _, row := range t.Rows {
		if row[from] == nil || row[to] == nil {
			continue
		}
		key := [2]string{node(row[from]), node(row[to])}
		e := have[key]
		if e == nil {
			e = &edge{from: key[0], to: key[1]}
			have[key] = e
			d.edges = append(d.edges, e)
		}
		if label >= 0 {
			if s := forPeople(row[label], t.Columns[label].Kind, o.Language); s != "" && !slices.Contains(e.labels, s) {
				e.labels = append(e.labels, s)
			}
		}
	}
	return d, nil
}

var dotEscapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`)

func dotQuote(s string) string { return `"` + dotEscapes.Replace(visible(s)) + `"` }

// writeDOT writes the answer in the language of Graphviz.
func (t *Table) writeDOT(w io.Writer, o Options) error {
	d, err := t.drawing(o)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "digraph %s {\n  rankdir=LR;\n  node [shape=box];\n", dotQuote(t.Name))
	for _, n := range d.nodes {
		fmt.Fprintf(out, "  %s [label=%s];\n", dotQuote(n), dotQuote(d.label[n]))
	}
	for _, e := range d.edges {
		fmt.Fprintf(out, "  %s -> %s", dotQuote(e.from), dotQuote(e.to))
		if len(e.labels) > 0 {
			fmt.Fprintf(out, " [label=%s]", dotQuote(strings.Join(e.labels, "; ")))
		}
		out.WriteString(";\n")
	}
	out.WriteString("}\n")
	return out.Flush()
}

// Measures of the drawing in pixels.
const (
	boxHeight  = 30
	rowGap     = 16
	layerGap   = 230
	charWidth  = 7.2 // of the 12 px sans-serif text, on average
	boxPadding = 12
	margin     = 20
)

// layers puts each node one layer to the right of what leads to it; edges that would close a circle are
// left aside, as they are met.
func (d *drawing) layers() [][]string {
	next := map[string][]string{}
	for _, e := range d.edges {
		next[e.from] = append(next[e.from], e.to)
	}
	layer := map[string]int{}
	state := map[string]int{} // 1 on the way, 2 done
	var order []string
	var visit func(string)
	visit = func(n string) {
		state[n] = 1
		for _, m := range next[n] {
			if state[m] == 0 {
				visit(m)
			}
		}
		state[n] = 2
		order = append(order, n)
	}
	for _, n := range d.nodes {
		if state[n] == 0 {
			visit(n)
		}
	}
	place := map[string]int{}
	for i, n := range order {
		place[n] = i
	}
	slices.Reverse(order)
	deepest := 0
	for _, n := range order {
		for _, m := range next[n] {
			if place[m] < place[n] { // the edge closes no circle
				layer[m] = max(layer[m], layer[n]+1)
				deepest = max(deepest, layer[m])
			}
		}
	}
	out := make([][]string, deepest+1)
	for _, n := range d.nodes {
		out[layer[n]] = append(out[layer[n]], n)
	}
	// Each layer in the order of the mean place of what leads to it: fewer crossings.
	at := map[string]float64{}
	for i, l := range out {
		if i > 0 {
			mean := map[string]float64{}
			for _, n := range l {
				sum, k := 0.0, 0.0
				for _, e := range d.edges {
					if e.to == n && layer[e.from] < i {
						sum, k = sum+at[e.from], k+1
					}
				}
				if k > 0 {
					mean[n] = sum / k
				}
			}
			slices.SortStableFunc(l, func(a, b string) int {
				switch {
				case mean[a] < mean[b]:
					return -1
				case mean[a] > mean[b]:
					return 1
				}
				return 0
			})
		}
		for j, n := range l {
			at[n] = float64(j)
		}
	}
	return out
}

// maxDrawn bounds the nodes of an SVG drawing: beyond it nobody sees anything.
const maxDrawn = 2000

// writeSVG draws the answer from left to right.
func (t *Table) writeSVG(w io.Writer, o Options) error {
	d, err := t.drawing(o)
	if err != nil {
		return err
	}
	if len(d.nodes) > maxDrawn {
		return fmt.Errorf("the graph has %d nodes; at most %d are drawn\ntry: a limit, or the format %s", len(d.nodes), maxDrawn, DOT)
	}
	layers := d.layers()
	tallest := 0
	for _, l := range layers {
		tallest = max(tallest, len(l))
	}
	type box struct{ x, y, w float64 }
	boxes := map[string]box{}
	x := float64(margin)
	for _, l := range layers {
		widest := 0.0
		top := float64(margin) + float64(tallest-len(l))*(boxHeight+rowGap)/2
		for j, n := range l {
			b := box{x, top + float64(j)*(boxHeight+rowGap), charWidth*float64(len([]rune(d.label[n]))) + 2*boxPadding}
			boxes[n] = b
			widest = max(widest, b.w)
		}
		x += widest + layerGap
	}
	width, height := max(x-layerGap+margin, 2*margin), float64(tallest)*(boxHeight+rowGap)-rowGap+2*margin
	height = max(height, 2*margin)
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" width="%.0f" height="%.0f" font-family="sans-serif" font-size="12">`+"\n",
		width, height, width, height)
	fmt.Fprintf(out, "<title>%s</title>\n", html.EscapeString(t.title(o.Language)))
	out.WriteString(`<defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" fill="#666"/></marker></defs>` + "\n")
	out.WriteString(`<rect width="100%" height="100%" fill="#fff"/>` + "\n")
	var labels []string // above the edges
	for _, e := range d.edges {
		a, b := boxes[e.from], boxes[e.to]
		x1, y1, x2, y2 := a.x+a.w, a.y+boxHeight/2, b.x, b.y+boxHeight/2
		bend := 80.0
		if x2 <= x1 { // back, or to itself: over the top
			x1, x2, bend = a.x+a.w, b.x+b.w, 120
			fmt.Fprintf(out, `<path d="M%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1f" fill="none" stroke="#999" stroke-dasharray="4 3" marker-end="url(#arrow)"/>`+"\n",
				x1, y1, x1+bend, y1-10, x2+bend, y2+10, x2, y2)
		} else {
			fmt.Fprintf(out, `<path d="M%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1f" fill="none" stroke="#999" marker-end="url(#arrow)"/>`+"\n",
				x1, y1, x1+bend, y1, x2-bend, y2, x2, y2)
		}
		if len(e.labels) > 0 {
			labels = append(labels, fmt.Sprintf(`<text x="%.1f" y="%.1f" text-anchor="middle" fill="#555" font-size="11" stroke="#fff" stroke-width="3" paint-order="stroke">%s</text>`+"\n",
				(x1+x2)/2, (y1+y2)/2-4, html.EscapeString(clip(strings.Join(e.labels, "; "), 32))))
		}
	}
	out.WriteString(strings.Join(labels, ""))
	for _, n := range d.nodes {
		b := boxes[n]
		fmt.Fprintf(out, `<g><title>%s</title><rect x="%.1f" y="%.1f" width="%.1f" height="%d" rx="4" fill="#eef3f8" stroke="#456"/>`,
			html.EscapeString(visible(n)), b.x, b.y, b.w, boxHeight)
		fmt.Fprintf(out, `<text x="%.1f" y="%.1f" text-anchor="middle">%s</text></g>`+"\n", b.x+b.w/2, b.y+boxHeight/2+4, html.EscapeString(d.label[n]))
	}
	out.WriteString("</svg>\n")
	return out.Flush()
}

func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

// title is the table's title in a language.
func (t *Table) title(language string) string {
	if s := t.Title[language]; s != "" {
		return s
	}
	if s := t.Title["en"]; s != "" {
		return s
	}
	return t.Name
}
