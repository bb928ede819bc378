package repl

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode"

	"cuibono/queries/functions"
	"cuibono/queries/gizmo"
	"cuibono/queries/sandbox"
	"cuibono/queries/table"
)

// completer gives what may follow the cursor.
type completer struct{ l *loop }

const (
	// completeIn bounds how long the completion of names may take.
	completeIn = 2 * time.Second
	// mostNames bounds how many names are offered.
	mostNames = 40
)

// Do implements readline.AutoCompleter: the endings of the word before the cursor, and its length.
func (c *completer) Do(line []rune, pos int) ([][]rune, int) {
	ctx, cancel := context.WithTimeout(context.Background(), completeIn)
	defer cancel()
	word, candidates := c.l.complete(ctx, string(line[:pos]))
	var out [][]rune
	for _, cand := range candidates {
		if rest, ok := strings.CutPrefix(cand, word); ok {
			out = append(out, []rune(rest))
		}
	}
	return out, len([]rune(word))
}

// complete gives the word that a line ends in and what it may become.
func (l *loop) complete(ctx context.Context, line string) (word string, candidates []string) {
	if strings.HasPrefix(line, ":") {
		return l.completeCommand(ctx, line[1:])
	}
	if l.lang != "gizmo" {
		return "", nil
	}
	// Within "<… a node is written.
	if i := strings.LastIndexAny(line, `"'`); i >= 0 && strings.HasPrefix(line[i+1:], "<") && !strings.Contains(line[i+1:], ">") {
		word = line[i+2:]
		return word, append(l.nodes(word), l.entities(ctx, word)...)
	}
	start := len(line)
	for start > 0 && (unicode.IsLetter(rune(line[start-1])) || unicode.IsDigit(rune(line[start-1]))) {
		start--
	}
	word = line[start:]
	if start > 0 && line[start-1] == '.' {
		for _, m := range gizmo.Methods() {
			candidates = append(candidates, m, strings.ToUpper(m[:1])+m[1:])
		}
	} else if word != "" {
		candidates = append(functions.Names(), gizmo.Globals()...)
	}
	return word, prefixed(candidates, word)
}

func (l *loop) completeCommand(ctx context.Context, line string) (string, []string) {
	name, rest, more := strings.Cut(line, " ")
	if !more {
		return name, prefixed(commandNames(), name)
	}
	args := strings.Fields(rest)
	word := ""
	if rest != "" && !strings.HasSuffix(rest, " ") {
		word, args = args[len(args)-1], args[:len(args)-1]
	}
	switch {
	case name == "lang" && len(args) == 0:
		return word, prefixed(sandbox.Languages(), word)
	case name == "format" && len(args) == 0:
		var all []string
		for _, f := range table.Formats() {
			all = append(all, string(f))
		}
		return word, prefixed(all, word)
	case name == "find" && len(args) == 0:
		return word, l.entities(ctx, word)
	case name == "query" && len(args) == 0:
		return word, prefixed(l.Engine.Catalog().Names(), word)
	case name == "query":
		found, err := l.Engine.CompleteArg(ctx, args[0], args[1:], word, mostNames)
		if err != nil {
			return word, nil
		}
		return word, prefixed(found, word)
	}
	return word, nil
}

// nodes are the predicates and types of the schema that begin with word.
func (l *loop) nodes(word string) []string {
	var all []string
	for _, r := range l.Engine.Schema().Relations() {
		all = append(all, r.Name.Value+">")
	}
	for _, q := range l.Engine.Schema().Qualifiers() {
		all = append(all, q.IRI+">")
	}
	for _, t := range l.Engine.Schema().Types() {
		all = append(all, t.IRI+">")
	}
	slices.Sort(all)
	return prefixed(slices.Compact(all), word)
}

func (l *loop) entities(ctx context.Context, word string) []string {
	if word == "" {
		return nil
	}
	es, err := l.Engine.CompleteEntity(ctx, strings.ReplaceAll(word, "_", " "), mostNames)
	if err != nil {
		return nil
	}
	var out []string
	for _, e := range es {
		out = append(out, e.ID)
	}
	return prefixed(out, word)
}

func prefixed(list []string, word string) []string {
	var out []string
	for _, s := range list {
		if strings.HasPrefix(s, word) {
			out = append(out, s)
		}
	}
	return out
}
