package schema

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"cuibono/schema/strict"
)

// Doc prints the ontology as Markdown in a language. The same schema gives the same text.
func (s *Schema) Doc(w io.Writer, language string) error {
	d := &document{Schema: s, w: bufio.NewWriter(w), language: language}
	d.line("# %s\n", d.heading("title"))
	d.line("## %s\n", d.heading("types"))
	for _, t := range s.types {
		d.typ(t)
	}
	d.line("## %s\n", d.heading("relations"))
	for _, r := range s.Relations() {
		d.relation(r)
	}
	d.line("## %s\n", d.heading("super_relations"))
	for _, r := range s.SuperRelations() {
		d.relation(r)
	}
	d.line("## %s\n", d.heading("qualifiers"))
	for _, q := range s.qualifiers {
		d.line("### `%s`: %s\n", q.Name, s.Label(q.Labels, language))
		d.line("%s\n", s.Label(q.Description, language))
		value := q.Value
		if len(q.Choices) > 0 {
			value = strings.Join(q.Choices, ", ")
		}
		d.item("value", value)
		d.item("IRI", "`"+q.IRI+"`")
		if q.General {
			d.line("- %s", d.heading("every_claim"))
		}
		d.line("")
	}
	return d.w.Flush()
}

// document is a text in the making. Errors of writing stay in w until it is flushed.
type document struct {
	*Schema
	w        *bufio.Writer
	language string
}

func (d *document) line(format string, args ...any) { fmt.Fprintf(d.w, format+"\n", args...) }

func (d *document) heading(key string) string {
	if h := d.Label(d.headings[key], d.language); h != "" {
		return h
	}
	return key
}

// item prints a line of a list, unless it has nothing to say.
func (d *document) item(key, value string) {
	if value != "" {
		d.line("- %s: %s", d.heading(key), value)
	}
}

// code lists names as Markdown code.
func code(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return "`" + strings.Join(names, "`, `") + "`"
}

func (d *document) typ(t *Type) {
	d.line("### `%s`: %s\n", t.Name, d.Label(t.Labels, d.language))
	d.line("%s\n", d.Label(t.Description, d.language))
	d.item("is_a", code(strict.Values(t.IsA)))
	d.item("acts_as", code(strict.Values(t.ActsAs)))
	d.item("IRI", "`"+t.IRI+"`")
	d.item("examples", strings.Join(t.Examples[d.exampleLanguage(t.Examples[d.language] != nil)], ", "))
	d.line("")
}

// exampleLanguage is the language of the document, or the one to fall back to where there are no
// examples in it.
func (d *document) exampleLanguage(has bool) string {
	if has || len(d.Languages) == 0 {
		return d.language
	}
	return d.Languages[0]
}

func (d *document) relation(r *Relation) {
	d.line("### `%s`: %s\n", r.Name, d.Label(r.Labels, d.language))
	d.line("%s\n", d.Label(r.Description, d.language))
	d.item("domain", code(strict.Values(r.Domain)))
	d.item("range", code(strict.Values(r.Range)))
	d.item("reverse", d.Label(r.Reverse, d.language))
	if r.Symmetric {
		d.line("- %s", d.heading("symmetric"))
	}
	d.item("qualifiers", code(strict.Values(r.Qualifiers)))
	d.item("specialises", code(strict.Values(r.Specialises)))
	if r.Abstract {
		d.item("gathers", code(d.Specialisations(r.Name.Value)))
	}
	if r.CloseMatch != "" {
		d.item("close_match", "`"+r.CloseMatch+"`")
	}
	for _, e := range r.Examples[d.exampleLanguage(r.Examples[d.language] != nil)] {
		d.line("- “%s”", e.Text)
		for _, c := range e.Claims {
			d.line("  `%s`", c)
		}
	}
	d.line("")
}
