package table

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"strings"
)

// writeJSON writes {"query", "columns", "rows", "truncated", "warnings"}; a row is an object with every
// column, null where nothing is known.
func (t *Table) writeJSON(w io.Writer) error {
	out := bufio.NewWriter(w)
	enc := func(v any) ([]byte, error) {
		var buf bytes.Buffer
		e := json.NewEncoder(&buf)
		e.SetEscapeHTML(false)
		err := e.Encode(v)
		return bytes.TrimRight(buf.Bytes(), "\n"), err
	}
	write := func(before string, v any) error {
		data, err := enc(v)
		if err == nil {
			out.WriteString(before)
			out.Write(data)
		}
		return err
	}
	columns := t.Columns
	if columns == nil {
		columns = []Column{}
	}
	if err := write(`{"query": `, t.Name); err != nil {
		return err
	}
	if err := write(",\n\"columns\": ", columns); err != nil {
		return err
	}
	out.WriteString(",\n\"rows\": [")
	for i, row := range t.Rows {
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteString("\n{")
		for j, col := range t.Columns {
			if j > 0 {
				out.WriteString(", ")
			}
			if err := write("", col.Name); err != nil {
				return err
			}
			if err := write(": ", row[j]); err != nil {
				return err
			}
		}
		out.WriteByte('}')
	}
	if len(t.Rows) > 0 {
		out.WriteByte('\n')
	}
	if err := write("],\n\"truncated\": ", t.Truncated); err != nil {
		return err
	}
	if len(t.Warnings) > 0 {
		if err := write(",\n\"warnings\": ", t.Warnings); err != nil {
			return err
		}
	}
	out.WriteString("}\n")
	return out.Flush()
}

// writeCSV writes RFC 4180 with the columns' names as first line. Text that a spreadsheet would run as a
// formula gets an apostrophe in front.
func (t *Table) writeCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	names := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		names[i] = harmless(c.Name)
	}
	if err := out.Write(names); err != nil {
		return err
	}
	for _, row := range t.Rows {
		fields := make([]string, len(row))
		for i, c := range row {
			fields[i] = forMachines(c, t.Columns[i].Kind)
			switch c.(type) {
			case int64, float64, bool:
			default:
				fields[i] = harmless(fields[i])
			}
		}
		if err := out.Write(fields); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// harmless keeps text from being a formula: spreadsheets run what begins with one of these characters,
// leading white space aside.
func harmless(s string) string {
	if t := strings.TrimLeft(s, " \t\r\n\u00a0\ufeff"); t != "" && strings.ContainsRune("=+-@|%", []rune(t)[0]) ||
		strings.HasPrefix(s, "\t") || strings.HasPrefix(s, "\r") {
		return "'" + s
	}
	return s
}

// markdownEscapes are what Markdown would read as its own.
var markdownEscapes = strings.NewReplacer(`\`, `\\`, `|`, `\|`, "`", "\\`", `*`, `\*`, `_`, `\_`, `[`, `\[`, `]`, `\]`, `<`, `&lt;`, `>`, `&gt;`, `&`, `&amp;`)

func (t *Table) writeMarkdown(w io.Writer, o Options) error {
	out := bufio.NewWriter(w)
	out.WriteByte('|')
	for _, c := range t.Columns {
		out.WriteString(" " + markdownEscapes.Replace(visible(c.heading(o.Language))) + " |")
	}
	out.WriteString("\n|")
	for _, c := range t.Columns {
		if right(c.Kind) {
			out.WriteString("---:|")
		} else {
			out.WriteString("---|")
		}
	}
	out.WriteByte('\n')
	for _, row := range t.Rows {
		out.WriteByte('|')
		for i, c := range row {
			out.WriteString(" " + markdownEscapes.Replace(forPeople(c, t.Columns[i].Kind, o.Language)) + " |")
		}
		out.WriteByte('\n')
	}
	return out.Flush()
}

// right tells whether the cells of a kind stand at the right of their column.
func right(k Kind) bool { return k == Number || k == Amount || k == Share }
