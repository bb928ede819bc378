package reader

import (
	"cmp"
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"

	"github.com/cayleygraph/quad"

	"cuibono"
	"cuibono/schema"
)

// Field is one thing that a claim says.
type Field int

const (
	noField Field = iota
	subject
	predicate
	object
	amount
	share
	role
	when
	horizon
	status
	polarity
	confidence
	speaker
	article
	quote
	start
	end
	fields
)

// fieldOfTerm are the predicates of claims that are terms of public vocabularies.
var fieldOfTerm = map[string]Field{
	schema.RDFSubject:   subject,
	schema.RDFPredicate: predicate,
	schema.RDFObject:    object,
	schema.DerivedFrom:  article,
	schema.AttributedTo: speaker,
	schema.OAExact:      quote,
	schema.OAStart:      start,
	schema.OAEnd:        end,
}

// fieldOfQualifier are those that the schema names, by the name of the qualifier.
var fieldOfQualifier = map[string]Field{
	"amount": amount, "share": share, "role": role, "when": when, "horizon": horizon,
	"status": status, "polarity": polarity, "confidence": confidence, "said_by": speaker, "quote": quote,
}

// fieldNames are the names by which texts ask for a field.
var fieldNames = map[string]Field{
	"subject": subject, "predicate": predicate, "object": object, "amount": amount, "share": share, "role": role,
	"when": when, "horizon": horizon, "status": status, "polarity": polarity, "confidence": confidence,
	"speaker": speaker, "article": article, "quote": quote, "start": start, "end": end,
}

// FieldNames lists the names of what a claim says, sorted.
func FieldNames() []string {
	var out []string
	for name := range fieldNames {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// FieldOf is the field of that name, which must be a field's.
func FieldOf(name string) Field { return fieldNames[name] }

// IsField tells whether a claim can say something of that name.
func IsField(name string) bool { return fieldNames[name] != noField }

// Claim is a claim by reference.
type Claim struct {
	Ref Node
	at  [fields]Node
}

// At is the node of a field, None where the claim says nothing of it. The name must be a field's.
func (c *Claim) At(name string) Node { return c.at[fieldNames[name]] }

// Get is At for a field that FieldOf gave.
func (c *Claim) Get(f Field) Node { return c.at[f] }

// Claim reads one claim; nil where ref is none.
func (r *Reader) Claim(ctx context.Context, ref Node) (*Claim, error) {
	if err := r.ready(); err != nil || ref == None {
		return nil, err
	}
	if c, ok := r.claims.get(ref); ok {
		return c, nil
	}
	c := &Claim{Ref: ref}
	label := None
	err := r.Scan(ctx, Pattern{ref, Any, Any, Any}, func(q Quad) bool {
		if f := r.fields[q.Predicate]; f != noField && c.at[f] == None {
			c.at[f], label = q.Object, q.Label
		}
		return true
	})
	if c.at[article] == None {
		c.at[article] = label
	}
	if c.at[subject] == None || c.at[predicate] == None {
		return nil, err
	}
	if err == nil {
		r.claims.put(ref, c)
	}
	return c, err
}

// Filter says which claims are wanted: those whose field is one of the nodes, for each field given.
// A field given without nodes matches nothing.
type Filter map[string][]Node

// Claims gives the claims that match f, each once. It starts from the field with the fewest claims, so
// that a well-known entity costs no more than the rest of the filter asks for.
func (r *Reader) Claims(ctx context.Context, f Filter) ([]*Claim, error) {
	if err := r.ready(); err != nil {
		return nil, err
	}
	var dims []dimension
	for name, nodes := range f {
		d := dimension{field: fieldNames[name], nodes: nodes, set: map[Node]bool{}}
		d.pred = r.terms[r.Predicate(name)]
		for _, n := range nodes {
			if n == None {
				continue
			}
			d.set[n] = true
			size, err := r.estimate(ctx, Pattern{Any, d.pred, n, Any})
			if err != nil {
				return nil, err
			}
			d.size += size
		}
		if len(d.set) == 0 || d.pred == None {
			return nil, nil
		}
		dims = append(dims, d)
	}
	if len(dims) == 0 {
		if c := r.terms[schema.Claim]; c != None {
			dims = append(dims, dimension{pred: r.terms[schema.RDFType], nodes: []Node{c}})
		}
	}
	slices.SortFunc(dims, func(a, b dimension) int {
		if a.size != b.size {
			return int(min(max(a.size-b.size, -1), 1))
		}
		return int(a.field - b.field)
	})
	if len(dims) == 0 {
		return nil, nil
	}
	found, err := r.subjects(ctx, dims[0])
	if err != nil {
		return nil, err
	}
	for _, d := range dims[1:] {
		if d.size >= 4*int64(len(found)) || r.remembers(found) {
			break
		}
		// Going through the claims of the next field by their numbers costs less than reading each claim.
		if found, err = r.intersect(ctx, found, d); err != nil {
			return nil, err
		}
	}
	return r.readAll(ctx, found, dims[1:])
}

// dimension is one field of a filter.
type dimension struct {
	field Field
	pred  Node
	nodes []Node
	set   map[Node]bool
	size  int64
}

// Predicate is the predicate of a field, by its name.
func (r *Reader) Predicate(name string) string {
	f := fieldNames[name]
	for iri, ff := range fieldOfTerm {
		if ff == f {
			return iri
		}
	}
	for iri, ff := range r.qualifiers() {
		if ff == f {
			return iri
		}
	}
	return ""
}

// remembers tells whether claims were read before, most of them, by a sample.
func (r *Reader) remembers(found []Node) bool {
	const sample = 16
	if len(found) == 0 {
		return true
	}
	known := 0
	for i := range sample {
		if _, ok := r.claims.get(found[i*len(found)/sample]); ok {
			known++
		}
	}
	return known >= sample*3/4
}

// A list of claims of at least this many is remembered.
const longList = 256

// members gives the claims with a node under a predicate, each once, in the order of the scan. The list
// is shared and must not be changed.
func (r *Reader) members(ctx context.Context, pred, n Node) ([]Node, error) {
	key := [2]Node{pred, n}
	if list, ok := r.lists.get(key); ok {
		return list, nil
	}
	var out []Node
	last, sorted := None, true
	err := r.Scan(ctx, Pattern{Any, pred, n, Any}, func(q Quad) bool {
		if q.Subject != last {
			sorted = sorted && last < q.Subject
			out, last = append(out, q.Subject), q.Subject
		}
		return ctx.Err() == nil
	})
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return nil, err
	}
	if !sorted { // a store that scans in another order may repeat a subject later
		out = unique(out)
	}
	if len(out) >= longList {
		r.lists.put(key, out)
	}
	return out, nil
}

// unique leaves the first of each node.
func unique(in []Node) []Node {
	seen := make(map[Node]bool, len(in))
	return slices.DeleteFunc(in, func(n Node) bool {
		was := seen[n]
		seen[n] = true
		return was
	})
}

// subjects gives the claims of a dimension, each once.
func (r *Reader) subjects(ctx context.Context, d dimension) ([]Node, error) {
	var out []Node
	for _, n := range d.nodes {
		if n == None {
			continue
		}
		list, err := r.members(ctx, d.pred, n)
		if err != nil {
			return nil, err
		}
		out = append(out, list...)
	}
	if len(d.nodes) > 1 {
		out = unique(out)
	}
	return out, nil
}

// intersect keeps those of found that the dimension holds.
func (r *Reader) intersect(ctx context.Context, found []Node, d dimension) ([]Node, error) {
	wanted := make(map[Node]bool, len(found))
	for _, ref := range found {
		wanted[ref] = false
	}
	for _, n := range d.nodes {
		if n == None {
			continue
		}
		list, err := r.members(ctx, d.pred, n)
		if err != nil {
			return nil, err
		}
		for _, k := range list {
			if _, ok := wanted[k]; ok {
				wanted[k] = true
			}
		}
	}
	return slices.DeleteFunc(found, func(ref Node) bool { return !wanted[ref] }), ctx.Err()
}

// A selection of at least this many claims is read by several goroutines.
const manyClaims = 512

// readAll reads claims and keeps those that the other dimensions hold too, in their order.
func (r *Reader) readAll(ctx context.Context, found []Node, rest []dimension) ([]*Claim, error) {
	out := make([]*Claim, len(found))
	read := func(from, to int) error {
		for i := from; i < to; i++ {
			if err := ctx.Err(); err != nil {
				return err
			}
			c, err := r.Claim(ctx, found[i])
			if err != nil {
				return err
			}
			if c != nil && matches(c, rest) {
				out[i] = c
			}
		}
		return nil
	}
	workers := 1
	if len(found) >= manyClaims {
		workers = min(runtime.GOMAXPROCS(0), 8)
	}
	errs := make([]error, workers)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() { errs[w] = read(w*len(found)/workers, (w+1)*len(found)/workers) })
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		return nil, cmp.Or(ctx.Err(), err)
	}
	return slices.DeleteFunc(out, func(c *Claim) bool { return c == nil }), nil
}

func matches(c *Claim, dims []dimension) bool {
	for _, d := range dims {
		if at := c.at[d.field]; at == None || !d.set[at] {
			return false
		}
	}
	return true
}

// Amount reads a sum of money; nil where ref is none.
func (r *Reader) Amount(ctx context.Context, ref Node) (*cuibono.Amount, error) {
	if err := r.ready(); err != nil || ref == None {
		return nil, err
	}
	key := ref
	if a, ok := r.amounts.get(key); ok {
		return a, nil
	}
	a, err := r.readAmount(ctx, ref)
	if err == nil {
		r.amounts.put(key, a)
	}
	return a, err
}

// bound is the predicate that says how a sum limits the true one (docs/FORMAT.md).
const bound = "bound"

func (r *Reader) readAmount(ctx context.Context, ref Node) (*cuibono.Amount, error) {
	currency, err := r.one(ctx, ref, schema.Currency)
	if err != nil || currency == nil {
		return nil, err
	}
	value, err := r.one(ctx, ref, schema.Value)
	if err != nil {
		return nil, err
	}
	limit, err := r.one(ctx, ref, bound)
	if err != nil {
		return nil, err
	}
	a := &cuibono.Amount{Currency: Text(currency), Bound: cuibono.Bound(Text(limit))}
	a.Value, _ = Number(value)
	if a.Bound == cuibono.Range {
		most, err := r.one(ctx, ref, schema.MaxValue)
		if err != nil {
			return nil, err
		}
		a.Max, _ = Number(most)
	}
	return a, nil
}

// Number is the number that a value holds.
func Number(v quad.Value) (float64, bool) {
	switch v := v.(type) {
	case quad.Int:
		return float64(v), true
	case quad.Float:
		return float64(v), true
	case quad.TypedString:
		if p, err := v.ParseValue(); err == nil && p != quad.Value(v) {
			return Number(p)
		}
	}
	return 0, false
}

// Text is the text of a value: of a literal its words, of a node its IRI.
func Text(v quad.Value) string {
	switch v := v.(type) {
	case nil:
		return ""
	case quad.String:
		return string(v)
	case quad.LangString:
		return string(v.Value)
	case quad.TypedString:
		return string(v.Value)
	case quad.IRI:
		return string(v)
	}
	return quad.StringOf(v)
}
