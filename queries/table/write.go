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
	return "", fmt.Errorf("unknown format %q\ntry: %s", name, strings.Join(formatNames(), ", "))
}

func formatNames() []string {
	var out []string
	for _, f := range Formats() {
		out = append(out, string(f))
	}
	return out
}

// Options say how to write a table.
type Options struct {
	// Width is the number of columns of the terminal; 0 writes lines of any length.
	Width int
	// Language is the code of the headings and of numbers in the aligned table: "fr", "en" (the default).
	Language string
	// Color uses ANSI colours in the aligned table.
	Color bool
}

// Write writes t to w in the format f.
func (t *Table) Write(w io.Writer, f Format, o Options) error {
	return fmt.Errorf("write %s: not written yet", f)
}
