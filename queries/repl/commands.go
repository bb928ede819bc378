package repl

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"cuibono/queries/functions"
	"cuibono/queries/sandbox"
	"cuibono/queries/table"
	"cuibono/schema/strict"
)

// command is one command of the loop, typed with a colon in front.
type command struct {
	name, args, help string
	run              func(l *loop, ctx context.Context, args []string) error
}

// commands lists the commands in the order in which :help shows them. It is a function, since help
// refers to it.
func commands() []command {
	return []command{
		{"help", "", "show this", (*loop).help},
		{"query", "NAME [ARG]...", "answer a canned query; without a name, list them", (*loop).runQuery},
		{"find", "NAME", "show the entity that a name stands for", (*loop).find},
		{"lang", "[LANGUAGE]", "show or change the query language", (*loop).setLang},
		{"limit", "[N]", "show or change the number of results, 0 for all", (*loop).setLimit},
		{"timeout", "[DURATION]", "show or change the time a query may take", (*loop).setTimeout},
		{"format", "[FORMAT]", "show or change the format of canned queries", (*loop).setFormat},
		{"quit", "", "leave", func(*loop, context.Context, []string) error { return errQuit }},
	}
}

func commandNames() []string {
	var out []string
	for _, c := range commands() {
		out = append(out, c.name)
	}
	return out
}

func (l *loop) command(ctx context.Context, text string) error {
	words, err := split(strings.TrimPrefix(text, ":"))
	if err != nil {
		return err
	}
	if len(words) == 0 {
		return l.help(ctx, nil)
	}
	for _, c := range commands() {
		if c.name == words[0] {
			return c.run(l, ctx, words[1:])
		}
	}
	if near := strict.Suggest(words[0], commandNames()); near != "" {
		return fmt.Errorf("unknown command :%s (did you mean :%s?)", words[0], near)
	}
	return fmt.Errorf("unknown command :%s\ntry: :help", words[0])
}

// split cuts a line into words; quotes keep words together.
func split(line string) ([]string, error) {
	var out []string
	var word strings.Builder
	in, quote := false, rune(0)
	for _, r := range line {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
			word.WriteRune(r)
		case r == '"' || r == '\'' && !in: // an apostrophe within a word is one
			in, quote = true, r
		case r == ' ' || r == '\t':
			if in {
				out = append(out, word.String())
				word.Reset()
				in = false
			}
		default:
			in = true
			word.WriteRune(r)
		}
	}
	if quote != 0 {
		return nil, fmt.Errorf("a quotation mark is not closed: %c", quote)
	}
	if in {
		out = append(out, word.String())
	}
	return out, nil
}

func (l *loop) help(context.Context, []string) error {
	var b strings.Builder
	b.WriteString("What is typed is a query in the language of the prompt; it goes on over several lines until its\nbrackets are closed, or after a \\ at the end of a line. Each query stands for itself.\n\n")
	for _, c := range commands() {
		fmt.Fprintf(&b, "  %-24s %s\n", strings.TrimSpace(":"+c.name+" "+c.args), c.help)
	}
	fmt.Fprintf(&b, "\nLanguages: %s\nFunctions of Gizmo here: %s\n", strings.Join(sandbox.Languages(), ", "), strings.Join(functions.Names(), ", "))
	fmt.Fprintf(&b, "Example: g.V(entity(\"a name\")).out(relations(\"gives_money_to\")).all()\n")
	if _, err := l.Out.Write([]byte(b.String())); err != nil {
		return &outputError{err}
	}
	return nil
}

func (l *loop) runQuery(ctx context.Context, args []string) error {
	if len(args) > 0 {
		return l.canned(ctx, args[0], args[1:])
	}
	for _, q := range l.Engine.Catalog().Queries() {
		if _, err := fmt.Fprintf(l.Out, "  %-32s %s\n", q.Usage(), l.Engine.Schema().Label(q.Title, l.Language)); err != nil {
			return &outputError{err}
		}
	}
	return nil
}

func (l *loop) find(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return errors.New(":find needs a name")
	}
	e, err := l.Engine.WithLanguage(l.Language).Resolve(ctx, strings.Join(args, " "))
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(l.Out, "<%s>  %s  %s\n", e.ID, e.Label, e.Type); err != nil {
		return &outputError{err}
	}
	return nil
}

func (l *loop) setLang(_ context.Context, args []string) error {
	if len(args) == 0 {
		l.say("%s (of %s)", l.lang, strings.Join(sandbox.Languages(), ", "))
		return nil
	}
	if !slices.Contains(sandbox.Languages(), args[0]) {
		return fmt.Errorf("unknown language %q\ntry one of: %s", args[0], strings.Join(sandbox.Languages(), ", "))
	}
	l.lang = args[0]
	return nil
}

func (l *loop) setLimit(_ context.Context, args []string) error {
	if len(args) == 0 {
		l.say("%d", max(l.Limit, 0))
		return nil
	}
	n, err := strconv.Atoi(args[0])
	if err != nil || n < 0 {
		return fmt.Errorf("a limit is a number, 0 for all, not %q", args[0])
	}
	l.Limit = n
	return nil
}

func (l *loop) setTimeout(_ context.Context, args []string) error {
	if len(args) == 0 {
		l.say("%v", l.Timeout)
		return nil
	}
	d, err := time.ParseDuration(args[0])
	if err != nil || d <= 0 {
		return fmt.Errorf("a timeout is a duration like 30s or 2m, not %q", args[0])
	}
	l.Timeout = d
	return nil
}

func (l *loop) setFormat(_ context.Context, args []string) error {
	if len(args) == 0 {
		l.say("%s", l.format)
		return nil
	}
	f, err := table.ParseFormat(args[0])
	if err != nil {
		return err
	}
	l.format = f
	return nil
}
