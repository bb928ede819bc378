// Package reader reads the graph of claims by reference, the way the store numbers its nodes: claims
// with what they say, labels, topics, chains of relations. Names are looked up only for what is shown.
package reader

import (
	"context"
	"sync"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"

	"cuibono"
	"cuibono/schema"
)

// Reader reads one state of a store. It is safe for concurrent use; make a new one after a write, since
// it remembers names.
type Reader struct {
	qs        graph.QuadStore
	schema    *schema.Schema
	store     numbers
	estimator estimator

	prepare sync.Once
	failed  error
	terms   map[string]Node // of the terms of the vocabulary that the graph holds
	fields  map[Node]Field  // of the predicates of a claim

	names      cache[Node, quad.Value]
	labels     cache[Node, []labelled]
	amounts    cache[Node, *cuibono.Amount]
	properties cache[propertyKey, Node]
	iris       cache[quad.IRI, Node]
	claims     cache[Node, *Claim] // some 190 bytes each: 50 MB when full
	lists      listCache
}

// New makes a Reader. It reads nothing yet.
func New(qs graph.QuadStore, s *schema.Schema) *Reader {
	r := &Reader{qs: qs, schema: s}
	r.store, r.estimator = numbersOf(qs)
	return r
}

// QuadStore is the store that is read.
func (r *Reader) QuadStore() graph.QuadStore { return r.qs }

// Schema is the schema by which it is read.
func (r *Reader) Schema() *schema.Schema { return r.schema }

// qualifier gives the predicate of a qualifier of the schema, by what the qualifier holds.
func (r *Reader) qualifiers() map[string]Field {
	out := map[string]Field{}
	for _, q := range r.schema.Qualifiers() {
		if f, ok := fieldOfQualifier[q.Name.Value]; ok {
			out[q.IRI] = f
		}
	}
	return out
}

// ready finds the references of the vocabulary, once.
func (r *Reader) ready() error {
	r.prepare.Do(func() {
		r.terms, r.fields = map[string]Node{}, map[Node]Field{}
		add := func(iri string, f Field) {
			ref, err := r.Ref(quad.IRI(iri))
			if err != nil {
				r.failed = err
			}
			if ref == None || err != nil {
				return
			}
			r.terms[iri] = ref
			if f != noField {
				r.fields[ref] = f
			}
		}
		for iri, f := range fieldOfTerm {
			add(iri, f)
		}
		for iri, f := range r.qualifiers() {
			add(iri, f)
		}
		for _, iri := range []string{
			schema.RDFType, schema.RDFSLabel, schema.SKOSAltLabel, schema.About, schema.Headline, schema.ThingName, schema.Publisher, schema.DatePublished,
			schema.URL, schema.InLanguage, schema.NewsArticle, schema.Claim, schema.Value, schema.MaxValue, schema.Currency, bound, schema.SHA256,
		} {
			add(iri, noField)
		}
	})
	return r.failed
}

// Term is the reference of a term of the vocabulary; None where the graph does not hold it.
func (r *Reader) Term(iri string) (Node, error) {
	if err := r.ready(); err != nil {
		return None, err
	}
	return r.terms[iri], nil
}

// Ref finds a value of the graph; None where the graph does not hold it.
func (r *Reader) Ref(v quad.Value) (Node, error) {
	iri, isIRI := v.(quad.IRI)
	if isIRI {
		if n, ok := r.iris.get(iri); ok {
			return n, nil
		}
	}
	id, err := r.store.NodeID(v)
	if isIRI && err == nil {
		r.iris.put(iri, Node(id))
	}
	return Node(id), err
}

// Value is the value of a reference; nil for nil.
func (r *Reader) Value(ref Node) (quad.Value, error) {
	if ref == None {
		return nil, nil
	}
	key := ref
	if v, ok := r.names.get(key); ok {
		return v, nil
	}
	v, err := r.store.NodeValue(uint64(ref))
	if err != nil {
		return nil, err
	}
	r.names.put(key, v)
	return v, nil
}

// IRI is the IRI of a reference, without angle brackets; empty where it is none.
func (r *Reader) IRI(ref Node) (string, error) {
	v, err := r.Value(ref)
	iri, _ := v.(quad.IRI)
	return string(iri), err
}

// labelled is a name in a language.
type labelled struct{ text, lang string }

// maxLabels bounds how many label quads of one node are read: a node has one for each article that
// names it, mostly the same.
const maxLabels = 256

// Label is the name of a node in a language: a label in that language, else one without a language,
// else any, else the words of its IRI.
func (r *Reader) Label(ctx context.Context, ref Node, language string) (string, error) {
	if err := r.ready(); err != nil || ref == None {
		return "", err
	}
	iri, err := r.IRI(ref)
	if err != nil {
		return "", err
	}
	key := ref
	names, ok := r.labels.get(key)
	if !ok {
		n := 0
		seen := map[Node]bool{}
		var texts []Node
		err := r.Scan(ctx, Pattern{ref, r.terms[schema.RDFSLabel], Any, Any}, func(q Quad) bool {
			n++
			if k := q.Object; !seen[k] {
				seen[k] = true
				texts = append(texts, q.Object)
			}
			return n < maxLabels
		})
		if err != nil {
			return "", err
		}
		for _, t := range texts {
			v, err := r.Value(t)
			if err != nil {
				return "", err
			}
			switch v := v.(type) {
			case quad.String:
				names = append(names, labelled{string(v), ""})
			case quad.LangString:
				names = append(names, labelled{string(v.Value), v.Lang})
			}
		}
		r.labels.put(key, names)
	}
	return choose(names, language, cuibono.EntityName(iri)), nil
}

// choose picks the label that the order of loading has no say in: among equally good ones that which
// the IRI shows, else the first by alphabet.
func choose(names []labelled, language, shown string) string {
	best, rank := shown, 0
	for _, n := range names {
		this := 2
		switch n.lang {
		case language:
			this = 6
		case "":
			this = 4
		}
		if n.text == shown {
			this++
		}
		if this > rank || this == rank && n.text < best {
			best, rank = n.text, this
		}
	}
	return best
}

// Type is the name of the schema's type of a node; empty where the graph gives none. Of several the
// first by alphabet.
func (r *Reader) Type(ctx context.Context, ref Node) (string, error) {
	if err := r.ready(); err != nil || ref == None {
		return "", err
	}
	best, n := "", 0
	var failed error
	err := r.Scan(ctx, Pattern{ref, r.terms[schema.RDFType], Any, Any}, func(q Quad) bool {
		n++
		iri, err := r.IRI(q.Object)
		if err != nil {
			failed = err
			return false
		}
		if t := r.schema.TypeOfIRI(iri); t != nil && (best == "" || t.Name.Value < best) {
			best = t.Name.Value
		}
		return n < maxLabels
	})
	if failed != nil {
		err = failed
	}
	return best, err
}

// Topics are the aspects of an entity: what is about it.
func (r *Reader) Topics(ctx context.Context, ref Node) ([]Node, error) {
	if err := r.ready(); err != nil {
		return nil, err
	}
	return r.distinct(ctx, Pattern{Any, r.terms[schema.About], ref, Any}, func(q Quad) Node { return q.Subject })
}

// distinct gives each node that pick finds in the matching quads once, in the order of the scan.
func (r *Reader) distinct(ctx context.Context, p Pattern, pick func(Quad) Node) ([]Node, error) {
	seen := map[Node]bool{}
	var out []Node
	err := r.Scan(ctx, p, func(q Quad) bool {
		if k := pick(q); !seen[k] {
			seen[k] = true
			out = append(out, pick(q))
		}
		return true
	})
	return out, err
}

// one gives the value of a node's predicate that has one value; nil where there is none.
func (r *Reader) one(ctx context.Context, ref Node, term string) (quad.Value, error) {
	var found Node
	err := r.Scan(ctx, Pattern{ref, r.terms[term], Any, Any}, func(q Quad) bool {
		found = q.Object
		return false
	})
	if err != nil {
		return nil, err
	}
	return r.Value(found)
}

// propertyKey is a node and one of its predicates.
type propertyKey struct {
	node Node
	term string
}

// One is the value, as a node, of a node's predicate that has one value: of several the first by
// alphabet; None where there is none.
func (r *Reader) One(ctx context.Context, ref Node, term string) (Node, error) {
	if err := r.ready(); err != nil || ref == None {
		return None, err
	}
	key := propertyKey{ref, term}
	if n, ok := r.properties.get(key); ok {
		return n, nil
	}
	v, err := r.first(ctx, ref, term)
	if err != nil {
		return None, err
	}
	n := None
	if v != nil {
		if n, err = r.Ref(v); err != nil {
			return None, err
		}
	}
	r.properties.put(key, n)
	return n, nil
}

// Property gives the text of a node's predicate: of several values the first by alphabet.
func (r *Reader) Property(ctx context.Context, ref Node, term string) (string, error) {
	if err := r.ready(); err != nil || ref == None {
		return "", err
	}
	n, err := r.One(ctx, ref, term)
	if err != nil {
		return "", err
	}
	v, err := r.Value(n)
	return Text(v), err
}

// Count is how many quads match p, exactly.
func (r *Reader) Count(ctx context.Context, p Pattern) (n int64, err error) {
	err = r.Scan(ctx, p, func(Quad) bool { n++; return ctx.Err() == nil })
	if err == nil {
		err = ctx.Err()
	}
	return n, err
}

// first gives the value of the least object of a node's predicate; nil where there is none.
func (r *Reader) first(ctx context.Context, ref Node, term string) (best quad.Value, err error) {
	n := 0
	var failed error
	err = r.Scan(ctx, Pattern{ref, r.terms[term], Any, Any}, func(q Quad) bool {
		n++
		v, err := r.Value(q.Object)
		if err != nil {
			failed = err
			return false
		}
		if best == nil || v != nil && quad.StringOf(v) < quad.StringOf(best) {
			best = v
		}
		return n < maxLabels
	})
	if failed != nil {
		err = failed
	}
	return best, err
}

// cacheSize bounds what a Reader remembers of each kind: some tens of megabytes.
const cacheSize = 1 << 18

// cache is a map that is emptied when it is full.
type cache[K comparable, V any] struct {
	mu sync.RWMutex
	m  map[K]V
}

func (c *cache[K, V]) get(key K) (V, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	v, ok := c.m[key]
	return v, ok
}

func (c *cache[K, V]) put(key K, v V) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.m == nil || len(c.m) >= cacheSize {
		c.m = make(map[K]V)
	}
	c.m[key] = v
}

// maxListed bounds the nodes in the lists that a Reader remembers: 32 MB.
const maxListed = 1 << 22

// listCache remembers long lists of claims, by predicate and node. It is emptied when it is full.
type listCache struct {
	cache[[2]Node, []Node]
	nodes int
}

// put remembers a list.
func (c *listCache) put(key [2]Node, list []Node) {
	n := len(list)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.m == nil || c.nodes+n > maxListed {
		c.m, c.nodes = map[[2]Node][]Node{}, 0
	}
	if _, ok := c.m[key]; !ok && n <= maxListed {
		c.m[key] = list
		c.nodes += n
	}
}
