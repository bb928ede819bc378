package table

import (
	"fmt"
	"io"
	"strings"
)

// Format names a way to write a table.
type Format string

// The formats.
const (
	Aligned  Format = "table"
	JSON     Format = "json"
	CSV      Format = "csv"
	Markdown Format = "markdown"
	DOT      Format = "dot"
	SVG      Format = "svg"
)

// Formats lists the formats in the order in which help shows them.
func Formats() []Format { return []Format{Aligned, JSON, CSV, Markdown, DOT, SVG} }

// ParseFormat finds a format by its name.
func ParseFormat(name string) (Format, error) {
	for _, f := range Formats() {
		if name == string(f) {
			return f, nil
		}
	}
	var names []string
	for _, f := range Formats() {
		names = append(names, string(f))
	}
	return "", fmt.Errorf("unknown format %q\ntry one of: %s", name, strings.Join(names, ", "))
}

// Options say how to write a table.
type Options struct {
	// Width is the number of columns of the terminal; 0 writes lines of any length.
	Width int
	// Language is the code of the headings and of numbers for people: "fr", "en" (the default).
	Language string
	// Color uses ANSI colours in the aligned table.
	Color bool
}

// Write writes t to w in the format f. DOT and SVG are for answers that are edges of a graph. What the
// table says of itself beside its rows (Truncated, Warnings) is in JSON only: the caller tells it.
func (t *Table) Write(w io.Writer, f Format, o Options) error {
	switch f {
	case Aligned:
		return t.writeAligned(w, o)
	case JSON:
		return t.writeJSON(w)
	case CSV:
		return t.writeCSV(w)
	case Markdown:
		return t.writeMarkdown(w, o)
	case DOT, SVG:
		if t.Edges == nil {
			return fmt.Errorf("the answer of %s is no graph\ntry one of: %s, %s, %s, %s", t.Name, Aligned, JSON, CSV, Markdown)
		}
		if f == DOT {
			return t.writeDOT(w, o)
		}
		return t.writeSVG(w, o)
	}
	_, err := ParseFormat(string(f))
	return err
}

// heading is the title of a column in a language.
func (c Column) heading(language string) string {
	if h := c.Title[language]; h != "" {
		return h
	}
	if h := c.Title["en"]; h != "" {
		return h
	}
	return c.Name
}
