package queries

import (
	"cmp"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"cuibono/queries/gizmo"
	"cuibono/queries/table"
	"cuibono/schema"
	"cuibono/schema/strict"
)

//go:embed *.js
var embedded embed.FS

// maxFile is the most bytes of one query's file.
const maxFile = 1 << 20

// Query is one canned query.
type Query struct {
	// Name is what a person types: "who-funds"; the file's name without ".js".
	Name string
	// Title and Help are by language code.
	Title, Help map[string]string
	// Params are in the order in which arguments are given.
	Params []Param
	// Relations are the relations and super-relations that the query follows.
	Relations []string
	Columns   []table.Column
	Edges     *table.Edges
	// File is where the query was read, Text the whole file: what may be pasted into the console.
	File, Text string
	// Own tells that the query comes from the user's directory.
	Own bool

	example headerExample
	// compile reads Text once, at the first run.
	compile func() (*gizmo.Program, error)
}

// column is the place of a column, -1 where there is none of that name.
func (q *Query) column(name string) int {
	return slices.IndexFunc(q.Columns, func(c table.Column) bool { return c.Name == name })
}

// Usage is how the query is called: "path FROM TO", "disputes [TARGET]".
func (q *Query) Usage() string {
	out := q.Name
	for _, p := range q.Params {
		if p.Optional {
			out += " [" + strings.ToUpper(p.Name) + "]"
		} else {
			out += " " + strings.ToUpper(p.Name)
		}
	}
	return out
}

// ParamType says what a parameter takes.
type ParamType string

// The types of parameter.
const (
	EntityParam  ParamType = "entity" // a name, or an IRI in angle brackets
	ClaimParam   ParamType = "claim"  // the IRI of a claim, or the beginning of it
	TextParam    ParamType = "text"
	NumberParam  ParamType = "number"
	ChoiceParam  ParamType = "choice"  // one of Param.Choices
	ArticleParam ParamType = "article" // the IRI of an article
)

// Param is one parameter of a query.
type Param struct {
	Name string
	Type ParamType
	// Types restricts an entity to types of the schema; empty for any.
	Types    []string
	Choices  []string
	Optional bool
	// Title is by language code.
	Title map[string]string
}

// Catalog holds the canned queries. It is immutable and safe for concurrent use.
type Catalog struct {
	queries []*Query
}

// Load reads the embedded queries and those in dirs, in that order; a query in dirs takes the place of
// an embedded one of its name. The error, if any, is a strict.Problems that lists every mistake as
// file:line:col, or tells of a folder that cannot be read; the catalog that comes with it holds the
// queries that are good.
func Load(s *schema.Schema, dirs ...string) (*Catalog, error) {
	c := &Catalog{}
	var ps strict.Problems
	if err := c.read(s, embedded, "queries", false, &ps); err != nil {
		return c, err
	}
	for _, dir := range dirs {
		info, err := os.Stat(dir)
		if err == nil && !info.IsDir() {
			err = fmt.Errorf("%s is not a folder", dir)
		}
		if err != nil {
			return c, fmt.Errorf("read the folder of queries: %w", err)
		}
		if err := c.read(s, os.DirFS(dir), dir, true, &ps); err != nil {
			return c, fmt.Errorf("read the folder of queries: %w", err)
		}
	}
	slices.SortFunc(c.queries, func(a, b *Query) int { return cmp.Compare(a.Name, b.Name) })
	return c, ps.Err()
}

// read adds the queries of one folder.
func (c *Catalog) read(s *schema.Schema, fsys fs.FS, root string, own bool, ps *strict.Problems) error {
	files, err := fs.Glob(fsys, "*.js")
	if err != nil {
		return err
	}
	for _, name := range files {
		if strings.HasPrefix(name, ".") {
			continue
		}
		file := path.Join(root, name)
		if own {
			file = filepath.Join(root, name)
		}
		text, err := readFile(fsys, name)
		if err != nil {
			ps.Add(strict.Pos{File: file, Line: 1, Column: 1}, "%v", err)
			continue
		}
		q, problems := parse(s, file, text)
		*ps = append(*ps, problems...)
		if q == nil {
			continue
		}
		q.Own = own
		c.queries = slices.DeleteFunc(c.queries, func(o *Query) bool { return o.Name == q.Name })
		c.queries = append(c.queries, q)
	}
	return nil
}

func readFile(fsys fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, err
	}
	if info.Size() > maxFile {
		return nil, fmt.Errorf("the file has %d bytes; at most %d are read", info.Size(), maxFile)
	}
	return fs.ReadFile(fsys, name)
}

// Queries lists the queries by name.
func (c *Catalog) Queries() []*Query { return c.queries }

// Names lists the queries' names, sorted.
func (c *Catalog) Names() []string {
	out := make([]string, len(c.queries))
	for i, q := range c.queries {
		out[i] = q.Name
	}
	return out
}

// Query finds a query by name. The error wraps ErrUnknownQuery and names the nearest.
func (c *Catalog) Query(name string) (*Query, error) {
	for _, q := range c.queries {
		if q.Name == name {
			return q, nil
		}
	}
	if near := strict.Suggest(name, c.Names()); near != "" {
		return nil, fmt.Errorf("%w %q (did you mean %q?)", ErrUnknownQuery, name, near)
	}
	return nil, fmt.Errorf("%w %q\ntry one of: %s", ErrUnknownQuery, name, strings.Join(c.Names(), ", "))
}
