package names

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/cayleygraph/quad"

	"cuibono"
	"cuibono/queries/reader"
	"cuibono/schema"
	"cuibono/schema/strict"
)

// MaxNames bounds the index; names beyond it are found as they are written only.
const MaxNames = 4 << 20

// Index finds entities of one state of a store. A name written as the graph has it costs a few look-ups;
// the first name written otherwise reads all names, once. It is safe for concurrent use.
type Index struct {
	r *reader.Reader

	mu     sync.Mutex
	built  bool
	nodes  []node              // entities with a name
	names  []name              // sorted by key, then node
	byKey  map[string][]int    // folded and squeezed, to names
	tokens []token             // sorted: each word of each name
	byRef  map[reader.Node]int // of the references of nodes
}

type node struct {
	ref      reader.Node
	mentions int // label quads: about the number of articles that name it
}

type name struct {
	key   string
	node  int
	alias bool
}

type token struct {
	word string
	name int
}

// New makes an Index of what r reads. It reads nothing yet.
func New(r *reader.Reader) *Index { return &Index{r: r} }

// Find gives the entity that a person names: typed is its IRI in angle brackets, its name or an alias.
// types restricts it to types of the schema and their sub-types. The error is *Unknown or *Ambiguous
// where no one or several are meant.
func (x *Index) Find(ctx context.Context, typed, language string, types ...string) (Entity, error) {
	typed = strings.TrimSpace(typed)
	found, err := x.exact(ctx, typed)
	if err != nil {
		return Entity{}, err
	}
	found, err = x.keep(ctx, found, types)
	if err != nil {
		return Entity{}, err
	}
	if len(found) == 0 && !bracketed(typed) {
		if err := x.build(ctx); err != nil {
			return Entity{}, err
		}
		labels, aliases := x.lookup(typed)
		for _, refs := range [][]reader.Node{labels, aliases} {
			if found, err = x.keep(ctx, refs, types); err != nil {
				return Entity{}, err
			}
			if len(found) > 0 {
				break
			}
		}
	}
	if len(found) == 1 {
		return x.entity(ctx, found[0], language)
	}
	es, err := x.entities(ctx, found, language)
	if err != nil {
		return Entity{}, err
	}
	if len(es) > 1 {
		return Entity{}, &Ambiguous{Typed: typed, Entities: es}
	}
	near, err := x.Nearest(ctx, typed, language, 5, types...)
	if err != nil {
		return Entity{}, err
	}
	return Entity{}, &Unknown{Typed: typed, Nearest: near}
}

func bracketed(s string) bool { return len(s) > 2 && s[0] == '<' && s[len(s)-1] == '>' }

// exact finds a name written as the graph has it: an IRI, else labels, else aliases.
func (x *Index) exact(ctx context.Context, typed string) ([]reader.Node, error) {
	if typed == "" || len(typed) > maxName {
		return nil, nil
	}
	iris := []string{typed}
	if bracketed(typed) {
		iris[0] = typed[1 : len(typed)-1]
	} else if id := cuibono.EntityID(typed); id != typed {
		iris = append(iris, id)
	}
	for _, iri := range iris {
		ref, err := x.r.Ref(quad.IRI(iri))
		if err != nil {
			return nil, err
		}
		if ref == reader.None {
			continue
		}
		if is, err := x.described(ctx, ref); err != nil || is {
			return []reader.Node{ref}, err
		}
		if bracketed(typed) {
			return []reader.Node{ref}, nil
		}
	}
	if bracketed(typed) {
		return nil, nil
	}
	texts := []quad.Value{quad.String(typed)}
	for _, l := range x.r.Schema().Languages {
		texts = append(texts, quad.LangString{Value: quad.String(typed), Lang: l})
	}
	for _, term := range []string{schema.RDFSLabel, schema.SKOSAltLabel} {
		pred, err := x.r.Term(term)
		if err != nil {
			return nil, err
		}
		var out []reader.Node
		seen := map[reader.Node]bool{}
		for _, t := range texts {
			ref, err := x.r.Ref(t)
			if err != nil {
				return nil, err
			}
			err = x.r.Scan(ctx, reader.Pattern{Subject: reader.Any, Predicate: pred, Object: ref, Label: reader.Any}, func(q reader.Quad) bool {
				if k := q.Subject; !seen[k] {
					seen[k] = true
					out = append(out, q.Subject)
				}
				return true
			})
			if err != nil {
				return nil, err
			}
		}
		if len(out) > 0 {
			return out, nil
		}
	}
	return nil, nil
}

// described tells whether a node has a type or a label, so that it is more than a word of a quad.
func (x *Index) described(ctx context.Context, ref reader.Node) (is bool, err error) {
	for _, term := range []string{schema.RDFType, schema.RDFSLabel} {
		pred, err := x.r.Term(term)
		if err != nil {
			return false, err
		}
		err = x.r.Scan(ctx, reader.Pattern{Subject: ref, Predicate: pred, Object: reader.Any, Label: reader.Any}, func(reader.Quad) bool {
			is = true
			return false
		})
		if err != nil || is {
			return is, err
		}
	}
	return false, nil
}

// keep leaves those of one of the types; all where no type is asked for.
func (x *Index) keep(ctx context.Context, in []reader.Node, types []string) ([]reader.Node, error) {
	if len(types) == 0 {
		return in, nil
	}
	var out []reader.Node
	for _, ref := range in {
		t, err := x.r.Type(ctx, ref)
		if err != nil {
			return nil, err
		}
		if t == "" || slices.ContainsFunc(types, func(want string) bool { return x.r.Schema().ActsAs(t, want) }) {
			out = append(out, ref)
		}
	}
	return out, nil
}

func (x *Index) entity(ctx context.Context, ref reader.Node, language string) (e Entity, err error) {
	if e.ID, err = x.r.IRI(ref); err != nil {
		return e, err
	}
	if e.Label, err = x.r.Label(ctx, ref, language); err != nil {
		return e, err
	}
	if e.Type, err = x.r.Type(ctx, ref); err != nil {
		return e, err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if i, ok := x.byRef[ref]; ok {
		e.Mentions = x.nodes[i].mentions
	}
	return e, nil
}

// entities gives entities, the best known first.
func (x *Index) entities(ctx context.Context, in []reader.Node, language string) ([]Entity, error) {
	var out []Entity
	for _, ref := range in {
		e, err := x.entity(ctx, ref, language)
		if err != nil {
			return nil, err
		}
		if e.ID != "" {
			out = append(out, e)
		}
	}
	slices.SortFunc(out, func(a, b Entity) int {
		return cmp.Or(cmp.Compare(b.Mentions, a.Mentions), cmp.Compare(a.ID, b.ID))
	})
	return out, nil
}

// build reads all names, once.
func (x *Index) build(ctx context.Context) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.built {
		return nil
	}
	x.nodes, x.names, x.tokens = nil, nil, nil
	x.byKey, x.byRef = map[string][]int{}, map[reader.Node]int{}
	type pair struct{ node, text reader.Node }
	seen := map[pair]bool{}
	for _, term := range []string{schema.RDFSLabel, schema.SKOSAltLabel} {
		pred, err := x.r.Term(term)
		if err != nil {
			return err
		}
		var failed error
		err = x.r.Scan(ctx, reader.Pattern{Subject: reader.Any, Predicate: pred, Object: reader.Any, Label: reader.Any}, func(q reader.Quad) bool {
			key := q.Subject
			i, ok := x.byRef[key]
			if !ok {
				i = len(x.nodes)
				x.byRef[key] = i
				x.nodes = append(x.nodes, node{ref: q.Subject})
			}
			if term == schema.RDFSLabel {
				x.nodes[i].mentions++
			}
			p := pair{key, q.Object}
			if seen[p] {
				return true
			}
			seen[p] = true
			v, err := x.r.Value(q.Object)
			if err != nil {
				failed = err
				return false
			}
			if folded := Fold(reader.Text(v)); folded != "" {
				x.names = append(x.names, name{key: folded, node: i, alias: term != schema.RDFSLabel})
			}
			return len(x.names) < MaxNames && ctx.Err() == nil
		})
		if err = cmp.Or(err, failed, ctx.Err()); err != nil {
			return err
		}
	}
	slices.SortFunc(x.names, func(a, b name) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.node, b.node))
	})
	for i, n := range x.names {
		for _, key := range keys(n.key) {
			x.byKey[key] = append(x.byKey[key], i)
		}
		for _, word := range suffixes(n.key) {
			x.tokens = append(x.tokens, token{word, i})
		}
	}
	slices.SortFunc(x.tokens, func(a, b token) int {
		return cmp.Or(cmp.Compare(a.word, b.word), cmp.Compare(a.name, b.name))
	})
	x.built = true
	return nil
}

func keys(key string) []string {
	if s := Squeeze(key); s != key {
		return []string{key, s}
	}
	return []string{key}
}

// suffixes are a name from each of its words on: "elon musk", "musk".
func suffixes(key string) []string {
	out := []string{key}
	for {
		_, rest, more := strings.Cut(key, " ")
		if !more {
			return out
		}
		out, key = append(out, rest), rest
	}
}

// lookup gives the entities that bear a name as label and as alias, in no order that matters.
func (x *Index) lookup(typed string) (labels, aliases []reader.Node) {
	x.mu.Lock()
	defer x.mu.Unlock()
	seenLabel, seenAlias := map[int]bool{}, map[int]bool{}
	for _, key := range keys(Fold(typed)) {
		for _, i := range x.byKey[key] {
			n := x.names[i]
			switch {
			case !n.alias && !seenLabel[n.node]:
				seenLabel[n.node] = true
				labels = append(labels, x.nodes[n.node].ref)
			case n.alias && !seenAlias[n.node]:
				seenAlias[n.node] = true
				aliases = append(aliases, x.nodes[n.node].ref)
			}
		}
	}
	return labels, aliases
}

// Complete gives the entities one of whose names, from one of its words on, begins as typed; the best
// known first.
func (x *Index) Complete(ctx context.Context, typed, language string, limit int, types ...string) ([]Entity, error) {
	if err := x.build(ctx); err != nil {
		return nil, err
	}
	key := Fold(typed)
	// Scored without looking at types or labels, which cost look-ups, on at most this many names.
	const most = 20000
	x.mu.Lock()
	from, _ := slices.BinarySearchFunc(x.tokens, key, func(t token, k string) int { return cmp.Compare(t.word, k) })
	seen := map[int]bool{}
	var found []int
	for i := from; i < len(x.tokens) && i < from+most && strings.HasPrefix(x.tokens[i].word, key); i++ {
		if n := x.names[x.tokens[i].name].node; !seen[n] {
			seen[n] = true
			found = append(found, n)
		}
	}
	slices.SortStableFunc(found, func(a, b int) int { return cmp.Compare(x.nodes[b].mentions, x.nodes[a].mentions) })
	refs := make([]reader.Node, len(found))
	for i, n := range found {
		refs[i] = x.nodes[n].ref
	}
	x.mu.Unlock()
	return x.firstOf(ctx, refs, language, limit, types)
}

// firstOf gives the first entities of the types.
func (x *Index) firstOf(ctx context.Context, in []reader.Node, language string, limit int, types []string) ([]Entity, error) {
	var out []Entity
	for _, ref := range in {
		if len(out) == limit {
			break
		}
		kept, err := x.keep(ctx, []reader.Node{ref}, types)
		if err != nil {
			return nil, err
		}
		if len(kept) == 0 {
			continue
		}
		e, err := x.entity(ctx, ref, language)
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, nil
}

// Nearest gives the entities with names like the one typed: few letters differ, or words are shared.
func (x *Index) Nearest(ctx context.Context, typed, language string, limit int, types ...string) ([]Entity, error) {
	if bracketed(typed) {
		typed = cuibono.EntityName(typed[1 : len(typed)-1])
	}
	key := Fold(typed)
	if key == "" {
		return nil, nil
	}
	if err := x.build(ctx); err != nil {
		return nil, err
	}
	x.mu.Lock()
	// Ties go by the name, whose place in the sorted list does not depend on the order of loading.
	type match struct {
		score float64
		name  int
	}
	best := map[int]match{}
	consider := func(i int, score float64) {
		if m, ok := best[x.names[i].node]; !ok || score > m.score || score == m.score && i < m.name {
			best[x.names[i].node] = match{score, i}
		}
	}
	length := len([]rune(key))
	allowed := max(1, length/3)
	for i, n := range x.names {
		if i%4096 == 0 && ctx.Err() != nil {
			x.mu.Unlock()
			return nil, ctx.Err()
		}
		if d := len(n.key) - len(key); d > 2*allowed || d < -2*allowed || !alike(n.key, key) {
			continue
		}
		if d := strict.Distance(key, n.key); d <= allowed {
			consider(i, 1-float64(d)/float64(length+1))
		}
	}
	words := strings.Fields(key)
	for _, w := range words {
		if len(w) < 3 {
			continue
		}
		from, _ := slices.BinarySearchFunc(x.tokens, w, func(t token, k string) int { return cmp.Compare(t.word, k) })
		for i := from; i < len(x.tokens) && i < from+2000 && strings.HasPrefix(x.tokens[i].word, w); i++ {
			shared := 0
			name := strings.Fields(x.names[x.tokens[i].name].key)
			for _, v := range words {
				if slices.Contains(name, v) {
					shared++
				}
			}
			consider(x.tokens[i].name, 0.2+0.6*float64(shared)/float64(len(words)+len(name)-shared))
		}
	}
	found := slices.Collect(maps.Values(best))
	slices.SortFunc(found, func(a, b match) int {
		return cmp.Or(cmp.Compare(b.score, a.score),
			cmp.Compare(x.nodes[x.names[b.name].node].mentions, x.nodes[x.names[a.name].node].mentions), cmp.Compare(a.name, b.name))
	})
	refs := make([]reader.Node, 0, len(found))
	for _, m := range found[:min(len(found), 20*limit)] {
		refs = append(refs, x.nodes[x.names[m.name].node].ref)
	}
	x.mu.Unlock()
	return x.firstOf(ctx, refs, language, limit, types)
}

// alike tells whether two names share enough letters for their distance to be worth computing: most
// pairs do not, and counting is many times cheaper.
func alike(a, b string) bool {
	var have [256]int8
	for i := 0; i < len(a); i++ {
		if have[a[i]] < 100 {
			have[a[i]]++
		}
	}
	common := 0
	for i := 0; i < len(b); i++ {
		if have[b[i]] > 0 {
			have[b[i]]--
			common++
		}
	}
	return 3*common >= 2*max(len(a), len(b))-3
}
