package queries

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"

	"cuibono/queries/functions"
	"cuibono/queries/gizmo"
	"cuibono/queries/names"
	"cuibono/queries/reader"
	"cuibono/queries/table"
	"cuibono/schema"
)

// Options configure an Engine.
type Options struct {
	Schema  *schema.Schema
	Catalog *Catalog
	// Language is the code of the labels in answers; empty for the schema's first.
	Language string
	// Generation tells one state of the store from another, so that what is learned of the store
	// (names, predicates) is learned again after a write. nil stands for a store that does not change.
	Generation func() uint64
}

// Engine answers questions about one store. It is safe for concurrent use.
type Engine struct {
	qs   graph.QuadStore
	opt  Options
	know *knowledge
}

// knowledge is what was learned of one state of the store, shared by the engines of all languages.
type knowledge struct {
	mu         sync.Mutex
	generation uint64
	reader     *reader.Reader
	names      *names.Index
	answers    answers
	labels     *labels
}

// New makes an Engine on a store. It reads nothing yet.
func New(qs graph.QuadStore, o Options) *Engine {
	if o.Language == "" && o.Schema != nil && len(o.Schema.Languages) > 0 {
		o.Language = o.Schema.Languages[0]
	}
	return &Engine{qs: qs, opt: o, know: &knowledge{}}
}

// WithLanguage is the same engine, giving labels in another language.
func (e *Engine) WithLanguage(language string) *Engine {
	out := *e
	if language != "" {
		out.opt.Language = language
	}
	return &out
}

// Catalog holds the queries that the engine answers.
func (e *Engine) Catalog() *Catalog { return e.opt.Catalog }

// Schema is the schema of the engine.
func (e *Engine) Schema() *schema.Schema { return e.opt.Schema }

// Language is the code of the labels in answers.
func (e *Engine) Language() string { return e.opt.Language }

// learned gives the reader and the names of the store as it is now.
func (e *Engine) learned() (*reader.Reader, *names.Index) {
	k := e.know
	k.mu.Lock()
	defer k.mu.Unlock()
	e.renew(k)
	return k.reader, k.names
}

// renew forgets what was learned of another state of the store. The lock is held.
func (e *Engine) renew(k *knowledge) {
	var generation uint64
	if e.opt.Generation != nil {
		generation = e.opt.Generation()
	}
	if k.reader == nil || k.generation != generation {
		k.generation = generation
		k.reader = reader.New(e.qs, e.opt.Schema)
		k.names = names.New(k.reader)
		k.answers = answers{}
		k.labels = &labels{}
	}
}

// labelsOf gives the labels that were found with r.
func (e *Engine) labelsOf(r *reader.Reader) *labels {
	e.know.mu.Lock()
	defer e.know.mu.Unlock()
	if e.know.reader == r {
		return e.know.labels
	}
	return &labels{} // the store has changed since
}

// remembered gives the answer to a run, if it was given before in this state of the store.
func (e *Engine) remembered(key string) *table.Table {
	e.know.mu.Lock()
	defer e.know.mu.Unlock()
	e.renew(e.know)
	return e.know.answers.get(key)
}

// remember keeps an answer that r read, unless the store has changed since.
func (e *Engine) remember(key string, r *reader.Reader, t *table.Table) {
	e.know.mu.Lock()
	defer e.know.mu.Unlock()
	e.renew(e.know)
	if e.know.reader == r {
		kept := *t
		e.know.answers.put(key, &kept)
	}
}

// Reader reads the store as it is now.
func (e *Engine) Reader() *reader.Reader {
	r, _ := e.learned()
	return r
}

// RunOptions bound one run.
type RunOptions struct {
	// Limit is the most rows; 0 for all. A table cut off says so.
	Limit int
	// Fresh computes the answer even if it is remembered, as measurements want it.
	Fresh bool
}

// ErrUsage is wrapped by errors about the arguments of a query: too few, too many, not a number.
var ErrUsage = errors.New("wrong arguments")

// ErrUnknownQuery is wrapped by errors about a query's name.
var ErrUnknownQuery = errors.New("unknown query")

// Run answers the query name for args, given as a person types them. The rows of the table are shared
// with later answers and must not be changed. Errors about a name that no
// entity or several bear are of type *names.Unknown and *names.Ambiguous; a mistake in the query's own
// text is a *gizmo.Error.
func (e *Engine) Run(ctx context.Context, name string, args []string, o RunOptions) (*table.Table, error) {
	q, err := e.opt.Catalog.Query(name)
	if err != nil {
		return nil, err
	}
	key := answerKey(e.opt.Language, name, args, o.Limit)
	if t := e.remembered(key); t != nil && !o.Fresh {
		return t, nil
	}
	r, index := e.learned()
	env := &functions.Env{Reader: r, Names: index, Language: e.opt.Language, Declared: q.Relations, Strict: true}
	if env.Params, err = e.bind(ctx, index, q, args); err != nil {
		return nil, err
	}
	s := gizmo.New(e.qs, gizmo.Options{Functions: env.All(), Known: e.predicates()})
	t := &table.Table{Name: q.Name, Title: q.Title, Columns: q.Columns, Edges: q.Edges}
	prg, err := q.compile()
	if err != nil {
		return nil, e.explain(q, err)
	}
	made := &rows{e: e, s: s, r: r, q: q, labels: e.labelsOf(r)}
	out, err := s.RunProgram(ctx, prg, o.Limit, func(res gizmo.Result) error {
		row, err := made.row(ctx, res)
		if err == nil && row != nil {
			t.Rows = append(t.Rows, row)
		}
		return err
	})
	if err != nil {
		return nil, e.explain(q, err)
	}
	t.Truncated, t.Warnings = out.Truncated, out.Warnings
	e.remember(key, r, t)
	return t, nil
}

// explain puts the query's file before a mistake of its text.
func (e *Engine) explain(q *Query, err error) error {
	var mistake *gizmo.Error
	if errors.As(err, &mistake) {
		return fmt.Errorf("%s: %w", q.File, err)
	}
	return err
}

// bind reads the arguments of a query as its parameters say.
func (e *Engine) bind(ctx context.Context, index *names.Index, q *Query, args []string) (map[string]any, error) {
	if len(args) > len(q.Params) {
		return nil, fmt.Errorf("%w: %s takes %d, not %d\ntry: %s", ErrUsage, q.Name, len(q.Params), len(args), q.Usage())
	}
	out := map[string]any{}
	for i, p := range q.Params {
		if i >= len(args) || args[i] == "" {
			if !p.Optional {
				return nil, fmt.Errorf("%w: %s needs %s\ntry: %s", ErrUsage, q.Name, strings.ToUpper(p.Name), q.Usage())
			}
			out[p.Name] = nil
			continue
		}
		v, err := e.bindOne(ctx, index, p, args[i])
		if err != nil {
			return nil, err
		}
		out[p.Name] = v
	}
	return out, nil
}

func (e *Engine) bindOne(ctx context.Context, index *names.Index, p Param, arg string) (any, error) {
	switch p.Type {
	case EntityParam:
		ent, err := index.Find(ctx, arg, e.opt.Language, p.Types...)
		if err != nil {
			return nil, err
		}
		return quad.IRI(ent.ID).String(), nil
	case ClaimParam, ArticleParam:
		iri := strings.Trim(arg, "<>")
		r, _ := e.learned()
		ref, err := r.Ref(quad.IRI(iri))
		if err != nil {
			return nil, err
		}
		if ref == reader.None {
			return nil, fmt.Errorf("%w: no %s has the IRI <%s>", ErrUsage, p.Type, iri)
		}
		return quad.IRI(iri).String(), nil
	case NumberParam:
		n, err := strconv.ParseFloat(arg, 64)
		if err != nil {
			return nil, fmt.Errorf("%w: %s is a number, not %q", ErrUsage, strings.ToUpper(p.Name), arg)
		}
		return n, nil
	case ChoiceParam:
		for _, c := range p.Choices {
			if c == arg {
				return arg, nil
			}
		}
		return nil, fmt.Errorf("%w: %s is one of %s, not %q", ErrUsage, strings.ToUpper(p.Name), strings.Join(p.Choices, ", "), arg)
	}
	return arg, nil
}

// predicates are the names that need no warning where the graph has no quad with them.
func (e *Engine) predicates() []string {
	out := e.opt.Schema.RelationNames()
	for _, q := range e.opt.Schema.Qualifiers() {
		out = append(out, q.IRI)
	}
	return append(out, schema.RDFType, schema.RDFSubject, schema.RDFPredicate, schema.RDFObject, schema.RDFSLabel, schema.SKOSAltLabel,
		schema.Headline, schema.ThingName, schema.DatePublished, schema.InLanguage, schema.Publisher, schema.URL, schema.SameAs, schema.About,
		schema.Value, schema.Currency, schema.MinValue, schema.MaxValue, schema.AttributedTo, schema.DerivedFrom,
		schema.OAExact, schema.OAStart, schema.OAEnd)
}

// Session gives a session for free texts in Gizmo: the same functions as canned queries have, each
// parameter at its default, so that a canned query may be pasted as it is.
func (e *Engine) Session(text string) *gizmo.Session {
	r, index := e.learned()
	env := &functions.Env{Reader: r, Names: index, Language: e.opt.Language, Kinds: kinds(text)}
	return gizmo.New(e.qs, gizmo.Options{Functions: env.All(), Known: e.predicates()})
}

// Blind gives a session on a store that holds nothing and notes what it is asked, for the shape of a
// text: names stand for themselves, and functions of ours ask as paths would.
func (e *Engine) Blind(qs graph.QuadStore, text string) *gizmo.Session {
	r := reader.New(qs, e.opt.Schema)
	env := &functions.Env{Reader: r, Names: names.New(r), Language: e.opt.Language, Kinds: kinds(text), Blind: true}
	return gizmo.New(qs, gizmo.Options{Functions: env.All(), Known: e.predicates()})
}

// Resolve finds the entity that a person names; types restricts it to types of the schema.
func (e *Engine) Resolve(ctx context.Context, typed string, types ...string) (names.Entity, error) {
	_, index := e.learned()
	return index.Find(ctx, typed, e.opt.Language, types...)
}

// CompleteEntity lists entities with a name that begins as typed, the best known first.
func (e *Engine) CompleteEntity(ctx context.Context, typed string, limit int, types ...string) ([]names.Entity, error) {
	_, index := e.learned()
	return index.Complete(ctx, typed, e.opt.Language, limit, types...)
}

// CompleteArg lists what may be typed as the argument after args of the query name: the IRIs of entities
// without brackets, which shells take without quotes, or choices.
func (e *Engine) CompleteArg(ctx context.Context, name string, args []string, typed string, limit int) ([]string, error) {
	q, err := e.opt.Catalog.Query(name)
	if err != nil || len(args) >= len(q.Params) {
		return nil, err
	}
	var out []string
	switch p := q.Params[len(args)]; p.Type {
	case EntityParam:
		es, err := e.CompleteEntity(ctx, typed, limit, p.Types...)
		if err != nil {
			return nil, err
		}
		for _, ent := range es {
			out = append(out, ent.ID)
		}
	case ChoiceParam:
		for _, c := range p.Choices {
			if strings.HasPrefix(c, typed) {
				out = append(out, c)
			}
		}
	}
	return out, nil
}
