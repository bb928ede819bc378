package strict

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Bounds on what is read. A lexicon of a language is about a megabyte; nothing here nests deeper
// than a dozen levels.
const (
	MaxSize  = 16 << 20 // bytes of one file
	MaxDepth = 50       // levels of lists and mappings
	// MaxProblems of one file are reported; what follows is mostly the echo of the first.
	MaxProblems = 200
)

// Decode reads the YAML document data into the struct, map or slice that into points to. It fills
// what it can and returns all problems, in the order of the file; none means that the file is good.
// The name file is for the problems' places only.
func Decode(file string, data []byte, into any) Problems {
	d := &decoder{file: file}
	if n := d.parse(data); n != nil {
		d.into(n, into)
	}
	d.problems.Sort()
	if len(d.problems) > MaxProblems {
		d.problems = d.problems[:MaxProblems:MaxProblems]
	}
	return d.problems
}

// parse gives the root node of the only document in data, or nil after reporting why there is none.
func (d *decoder) parse(data []byte) (root *yaml.Node) {
	start := Pos{d.file, 1, 1}
	if len(data) > MaxSize {
		d.problems.Add(start, "the file has %d bytes; at most %d are read", len(data), MaxSize)
		return nil
	}
	// The scanner of the library has no bound on the depth of flow collections that would stop its
	// recursion early, and it reports some broken inputs by a panic of its own.
	if depth := nesting(data); depth > 10*MaxDepth {
		d.problems.Add(start, "brackets nest more than %d levels deep", 10*MaxDepth)
		return nil
	}
	defer func() {
		if r := recover(); r != nil {
			d.problems.Add(start, "not readable as YAML: %v", r)
			root = nil
		}
	}()
	dec := yaml.NewDecoder(bytes.NewReader(data))
	var doc, more yaml.Node
	switch err := dec.Decode(&doc); {
	case errors.Is(err, io.EOF):
		d.problems.Add(start, "the file is empty")
		return nil
	case err != nil:
		d.syntax(err)
		return nil
	}
	switch err := dec.Decode(&more); {
	case err == nil:
		d.problems.Add(d.pos(&more), "a second document; a file holds one")
	case !errors.Is(err, io.EOF):
		d.syntax(err)
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) != 1 {
		d.problems.Add(start, "the file is empty")
		return nil
	}
	return doc.Content[0]
}

// nesting is the greatest number of brackets open at once, strings and comments not told apart.
func nesting(data []byte) (deepest int) {
	depth := 0
	for _, b := range data {
		switch b {
		case '[', '{':
			depth++
			deepest = max(deepest, depth)
		case ']', '}':
			depth = max(0, depth-1)
		}
	}
	return deepest
}

var errorLine = regexp.MustCompile(`^(?:yaml: )?(?:line (\d+): )?(?s:(.*))$`)

// syntax reports an error of the YAML scanner, which knows the line but not the column.
func (d *decoder) syntax(err error) {
	m := errorLine.FindStringSubmatch(err.Error())
	line := 1
	if n, e := strconv.Atoi(m[1]); e == nil && n > 0 {
		line = n
	}
	d.problems.Add(Pos{d.file, line, 1}, "not readable as YAML: %s", m[2])
}

// pos is where a node stands.
func (d *decoder) pos(n *yaml.Node) Pos {
	return Pos{d.file, max(n.Line, 1), max(n.Column, 1)}
}

// describe names what a node is, for a message.
func describe(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	case yaml.AliasNode:
		return "an alias"
	}
	switch n.ShortTag() {
	case "!!null":
		return "nothing"
	case "!!bool":
		return fmt.Sprintf("the truth value %s", excerpt(n.Value))
	case "!!int", "!!float":
		return fmt.Sprintf("the number %s", excerpt(n.Value))
	case "!!timestamp":
		return fmt.Sprintf("the date %s", excerpt(n.Value))
	}
	return fmt.Sprintf("the text %q", excerpt(n.Value))
}

// excerpt keeps a message short and on one line.
func excerpt(s string) string {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "\uFFFD")), " ")
	if r := []rune(s); len(r) > 40 {
		return string(r[:39]) + "…"
	}
	return s
}
