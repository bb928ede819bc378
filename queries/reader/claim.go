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

// field is one thing that a claim says.
type field int

const (
	noField field = iota
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
var fieldOfTerm = map[string]field{
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
var fieldOfQualifier = map[string]field{
	"amount": amount, "share": share, "role": role, "when": when, "horizon": horizon,
	"status": status, "polarity": polarity, "confidence": confidence, "said_by": speaker, "quote": quote,
}

// fieldNames are the names by which texts ask for a field.
var fieldNames = map[string]field{
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

// IsField tells whether a claim can say something of that name.
func IsField(name string) bool { return fieldNames[name] != noField }

// Claim is a claim by reference.
type Claim struct {
	Ref Node
	at  [fields]Node
}

// At is the node of a field, None where the claim says nothing of it. The name must be a field's.
func (c *Claim) At(name string) Node { return c.at[fieldNames[name]] }

// Claim reads one claim; nil where ref is none.
func (r *Reader) Claim(ctx context.Context, ref Node) (*Claim, error) {
	if err := r.ready(); err != nil || ref == None {
		return nil, err
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
	rest := dims[1:]
	for len(rest) > 0 && rest[0].size < 4*int64(len(found)) {
		// Going through the claims of the next field by their numbers costs less than reading each claim.
		if found, err = r.intersect(ctx, found, rest[0]); err != nil {
			return nil, err
		}
		rest = rest[1:]
	}
	return r.readAll(ctx, found, rest)
}

// dimension is one field of a filter.
type dimension struct {
	field field
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

// subjects gives the claims of a dimension, each once.
func (r *Reader) subjects(ctx context.Context, d dimension) ([]Node, error) {
	seen := map[Node]bool{}
	var out []Node
	for _, n := range d.nodes {
		if n == None {
			continue
		}
		err := r.Scan(ctx, Pattern{Any, d.pred, n, Any}, func(q Quad) bool {
			if k := q.Subject; !seen[k] {
				seen[k] = true
				out = append(out, q.Subject)
			}
			return ctx.Err() == nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, ctx.Err()
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
		err := r.Scan(ctx, Pattern{Any, d.pred, n, Any}, func(q Quad) bool {
			k := q.Subject
			if _, ok := wanted[k]; ok {
				wanted[k] = true
			}
			return ctx.Err() == nil
		})
		if err != nil {
			return nil, err
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
