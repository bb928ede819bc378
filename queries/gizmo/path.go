package gizmo

import (
	"sort"
	"unicode"
	"unicode/utf8"

	"github.com/cayleygraph/cayley/query"
	"github.com/cayleygraph/cayley/query/path"
	"github.com/cayleygraph/cayley/query/shape"
	"github.com/cayleygraph/quad"
	"github.com/dop251/goja"
)

// Path is a path of Gizmo: what g.V(…) and g.M() give and each step continues. It is never changed.
type Path struct {
	s    *Session
	path *path.Path
}

// String is what a path shows as where it is turned into text by mistake.
func (p *Path) String() string { return "[a path; ask it with .all()]" }

// step is a method of a path that gives a longer path.
type step func(p *Path, call string, args []any) (*path.Path, error)

// steps are the methods that continue a path.
var steps = map[string]step{
	"is":                func(p *Path, c string, a []any) (*path.Path, error) { return p.is(c, a) },
	"in":                hop(func(p *path.Path, tags []string, via []any) *path.Path { return p.InWithTags(tags, via...) }),
	"out":               hop(func(p *path.Path, tags []string, via []any) *path.Path { return p.OutWithTags(tags, via...) }),
	"both":              hop(func(p *path.Path, tags []string, via []any) *path.Path { return p.BothWithTags(tags, via...) }),
	"labelContext":      labelContext,
	"follow":            combine(func(p, o *path.Path) *path.Path { return p.Follow(o) }),
	"followR":           combine(func(p, o *path.Path) *path.Path { return p.FollowReverse(o) }),
	"followRecursive":   followRecursive,
	"and":               combine(func(p, o *path.Path) *path.Path { return p.And(o) }),
	"intersect":         combine(func(p, o *path.Path) *path.Path { return p.And(o) }),
	"or":                combine(func(p, o *path.Path) *path.Path { return p.Or(o) }),
	"union":             combine(func(p, o *path.Path) *path.Path { return p.Or(o) }),
	"except":            combine(func(p, o *path.Path) *path.Path { return p.Except(o) }),
	"difference":        combine(func(p, o *path.Path) *path.Path { return p.Except(o) }),
	"back":              back,
	"tag":               tag,
	"as":                tag,
	"has":               func(p *Path, c string, a []any) (*path.Path, error) { return p.has(c, a, false) },
	"hasR":              func(p *Path, c string, a []any) (*path.Path, error) { return p.has(c, a, true) },
	"save":              save(func(p *path.Path, via any, tag string) *path.Path { return p.Save(via, tag) }),
	"saveR":             save(func(p *path.Path, via any, tag string) *path.Path { return p.SaveReverse(via, tag) }),
	"saveOpt":           save(func(p *path.Path, via any, tag string) *path.Path { return p.SaveOptional(via, tag) }),
	"saveOptR":          save(func(p *path.Path, via any, tag string) *path.Path { return p.SaveOptionalReverse(via, tag) }),
	"unique":            plain(func(p *path.Path) *path.Path { return p.Unique() }),
	"labels":            plain(func(p *path.Path) *path.Path { return p.Labels() }),
	"inPredicates":      plain(func(p *path.Path) *path.Path { return p.InPredicates() }),
	"outPredicates":     plain(func(p *path.Path) *path.Path { return p.OutPredicates() }),
	"order":             plain(func(p *path.Path) *path.Path { return p.Order() }),
	"saveInPredicates":  savePredicates(true),
	"saveOutPredicates": savePredicates(false),
	"filter":            filterStep,
	"limit":             page(func(p *path.Path, n int64) *path.Path { return p.Limit(n) }),
	"skip":              page(func(p *path.Path, n int64) *path.Path { return p.Skip(n) }),
}

// Methods lists the methods of paths and of the graph object, in their lower spelling, sorted.
func Methods() []string {
	var out []string
	for name := range steps {
		out = append(out, name)
	}
	for name := range finals {
		out = append(out, name)
	}
	for name := range graphMethods {
		out = append(out, name)
	}
	sort.Strings(out)
	return out
}

// capital is the other spelling of a method: out, Out.
func capital(name string) string {
	r, n := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(r)) + name[n:]
}

// throw raises err in the text.
func (s *Session) throw(err error) goja.Value { panic(s.vm.ToValue(err)) }

// Throw makes an error one that a function of ours can panic with to raise it in the text.
func (s *Session) Throw(err error) goja.Value { return s.vm.ToValue(err) }

// wrap makes a path an object of the text.
func (s *Session) wrap(p *path.Path) goja.Value {
	o := s.vm.ToValue(&Path{s: s, path: p}).ToObject(s.vm)
	if err := o.SetPrototype(s.pathProto); err != nil {
		return s.throw(err)
	}
	return o
}

// buildPaths makes the prototype that all paths of the session share.
func (s *Session) buildPaths() {
	s.pathProto = s.vm.NewObject()
	define := func(name string, f func(p *Path, call goja.FunctionCall) goja.Value) {
		method := s.vm.ToValue(func(call goja.FunctionCall) goja.Value {
			p, ok := call.This.Export().(*Path)
			if !ok {
				return s.throw(argError(name, "called on %s, which is no path", describe(s.export(call.This))))
			}
			return f(p, call)
		})
		for _, n := range []string{name, capital(name)} {
			if err := s.pathProto.DefineDataProperty(n, method, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE); err != nil {
				panic(err)
			}
		}
	}
	for name, f := range steps {
		define(name, func(p *Path, call goja.FunctionCall) goja.Value {
			np, err := f(p, name, s.args(call))
			if err != nil {
				return s.throw(err)
			}
			return s.wrap(np)
		})
	}
	for name, f := range finals {
		define(name, func(p *Path, call goja.FunctionCall) goja.Value {
			v, err := f(p, name, call)
			if err != nil {
				return s.throw(err)
			}
			return v
		})
	}
}

func hop(f func(*path.Path, []string, []any) *path.Path) step {
	return func(p *Path, call string, args []any) (*path.Path, error) {
		via, ts, err := p.viaAndTags(call, args)
		if err != nil {
			return nil, err
		}
		return f(p.path, ts, via), nil
	}
}

func (p *Path) viaAndTags(call string, args []any) (via []any, ts []string, err error) {
	if len(args) == 0 {
		return nil, nil, nil
	}
	if via, err = p.s.via(call, args[0]); err != nil {
		return nil, nil, err
	}
	ts, err = tags(call, args[1:])
	return via, ts, err
}

func labelContext(p *Path, call string, args []any) (*path.Path, error) {
	if len(args) == 0 {
		return p.path.LabelContext(), nil
	}
	var via []any
	switch v := args[0].(type) {
	case nil:
	case undefined:
		return nil, argError(call, "the label is undefined; write %s(null) to consider every label", call)
	case *Path:
		via = []any{v.path}
	default:
		vs, err := values(call, []any{v})
		if err != nil {
			return nil, err
		}
		for _, qv := range vs {
			via = append(via, qv)
		}
	}
	ts, err := tags(call, args[1:])
	if err != nil {
		return nil, err
	}
	return p.path.LabelContextWithTags(ts, via...), nil
}

func combine(f func(p, other *path.Path) *path.Path) step {
	return func(p *Path, call string, args []any) (*path.Path, error) {
		if err := count(call, args, 1, 1); err != nil {
			return nil, err
		}
		other, err := paths(call, args)
		if err != nil {
			return nil, err
		}
		return f(p.path, other[0]), nil
	}
}

func followRecursive(p *Path, call string, args []any) (*path.Path, error) {
	if err := count(call, args, 1, -1); err != nil {
		return nil, err
	}
	via, err := p.s.one(call, args[0])
	if err != nil {
		return nil, err
	}
	depth, rest := 0, args[1:]
	if len(rest) > 0 {
		if n, err := number(call, rest[0]); err == nil {
			depth, rest = n, rest[1:]
		}
	}
	ts, err := tags(call, rest)
	if err != nil {
		return nil, err
	}
	return p.path.FollowRecursive(via, depth, ts), nil
}

func plain(f func(*path.Path) *path.Path) step {
	return func(p *Path, call string, args []any) (*path.Path, error) {
		if err := count(call, args, 0, 0); err != nil {
			return nil, err
		}
		return f(p.path), nil
	}
}

func page(f func(*path.Path, int64) *path.Path) step {
	return func(p *Path, call string, args []any) (*path.Path, error) {
		if err := count(call, args, 1, 1); err != nil {
			return nil, err
		}
		n, err := number(call, args[0])
		if err != nil {
			return nil, err
		}
		return f(p.path, int64(n)), nil
	}
}

func (p *Path) is(call string, args []any) (*path.Path, error) {
	vs, err := values(call, args)
	if err != nil {
		return nil, err
	}
	return p.path.Is(vs...), nil
}

func back(p *Path, call string, args []any) (*path.Path, error) {
	if err := count(call, args, 1, 1); err != nil {
		return nil, err
	}
	ts, err := tags(call, args)
	if err != nil {
		return nil, err
	}
	if len(ts) != 1 {
		return nil, argError(call, "takes the name of one tag")
	}
	return p.path.Back(ts[0]), nil
}

func tag(p *Path, call string, args []any) (*path.Path, error) {
	ts, err := tags(call, args)
	if err != nil {
		return nil, err
	}
	if len(ts) == 0 {
		return nil, argError(call, "takes the name of a tag")
	}
	return p.path.Tag(ts...), nil
}

func (p *Path) has(call string, args []any, reverse bool) (*path.Path, error) {
	if err := count(call, args, 1, -1); err != nil {
		return nil, err
	}
	via, err := p.s.one(call, args[0])
	if err != nil {
		return nil, err
	}
	if fs, ok := filters(args[1:]); ok && len(fs) > 0 {
		return p.path.HasFilter(via, reverse, fs...), nil
	}
	vs, err := values(call, args[1:])
	if err != nil {
		return nil, err
	}
	if reverse {
		return p.path.HasReverse(via, vs...), nil
	}
	return p.path.Has(via, vs...), nil
}

func save(f func(p *path.Path, via any, tag string) *path.Path) step {
	return func(p *Path, call string, args []any) (*path.Path, error) {
		if err := count(call, args, 1, 2); err != nil {
			return nil, err
		}
		via, err := p.s.one(call, args[0])
		if err != nil {
			return nil, err
		}
		ts, err := tags(call, args[1:])
		if err != nil {
			return nil, err
		}
		if len(ts) > 1 {
			return nil, argError(call, "takes the name of one tag")
		}
		if len(ts) == 1 && ts[0] != "" {
			return f(p.path, via, ts[0]), nil
		}
		qv, ok := via.(quad.Value)
		if !ok {
			return nil, argError(call, "what a path saves needs the name of a tag: %s(path, \"name\")", call)
		}
		name := quad.StringOf(qv)
		if iri, ok := qv.(quad.IRI); ok && p.s.col == query.JSONLD {
			name = string(iri)
		} else if text, ok := qv.(quad.String); ok && p.s.col == query.JSONLD {
			name = string(text)
		}
		return f(p.path, via, name), nil
	}
}

func savePredicates(in bool) step {
	return func(p *Path, call string, args []any) (*path.Path, error) {
		if err := count(call, args, 1, 1); err != nil {
			return nil, err
		}
		ts, err := tags(call, args)
		if err != nil {
			return nil, err
		}
		if len(ts) != 1 {
			return nil, argError(call, "takes the name of one tag")
		}
		return p.path.SavePredicates(in, ts[0]), nil
	}
}

// filters takes arguments that are all filters; ok is false where one is not.
func filters(args []any) (out []shape.ValueFilter, ok bool) {
	for _, a := range args {
		switch f := a.(type) {
		case filter:
			out = append(out, f.f)
		case []any:
			inner, ok := filters(f)
			if !ok {
				return nil, false
			}
			out = append(out, inner...)
		default:
			return nil, false
		}
	}
	return out, true
}

func filterStep(p *Path, call string, args []any) (*path.Path, error) {
	if err := count(call, args, 1, -1); err != nil {
		return nil, err
	}
	fs, ok := filters(args)
	if !ok {
		return nil, argError(call, "takes filters: lt(…), lte(…), gt(…), gte(…), regex(…) or like(…)")
	}
	return p.path.Filters(fs...), nil
}
