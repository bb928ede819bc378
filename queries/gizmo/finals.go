package gizmo

import (
	"context"
	"errors"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/cayley/query/path"
	"github.com/cayleygraph/cayley/query/shape"
	"github.com/cayleygraph/quad"
	"github.com/dop251/goja"
)

// topTag is the tag of the node at which a path ends.
const topTag = "id"

// final is a method of a path that asks it.
type final func(p *Path, call string, args goja.FunctionCall) (goja.Value, error)

// finals are the methods that ask a path.
var finals = map[string]final{
	"all": func(p *Path, call string, c goja.FunctionCall) (goja.Value, error) {
		if err := count(call, p.s.args(c), 0, 0); err != nil {
			return nil, err
		}
		return goja.Undefined(), p.all(-1)
	},
	"getLimit": func(p *Path, call string, c goja.FunctionCall) (goja.Value, error) {
		n, err := p.limitArg(call, p.s.args(c), 1)
		if err != nil {
			return nil, err
		}
		return goja.Undefined(), p.all(n)
	},
	"toArray":  func(p *Path, call string, c goja.FunctionCall) (goja.Value, error) { return p.array(call, c, false) },
	"tagArray": func(p *Path, call string, c goja.FunctionCall) (goja.Value, error) { return p.array(call, c, true) },
	"toValue":  func(p *Path, call string, c goja.FunctionCall) (goja.Value, error) { return p.first(call, c, false) },
	"tagValue": func(p *Path, call string, c goja.FunctionCall) (goja.Value, error) { return p.first(call, c, true) },
	"map":      forEach,
	"forEach":  forEach,
	"count": func(p *Path, call string, c goja.FunctionCall) (goja.Value, error) {
		if err := count(call, p.s.args(c), 0, 0); err != nil {
			return nil, err
		}
		n, err := p.count()
		return p.s.vm.ToValue(n), err
	},
}

// limitArg is the number of results that a final was given; -1 where none is.
func (p *Path) limitArg(call string, args []any, least int) (int, error) {
	if err := count(call, args, least, 1); err != nil {
		return 0, err
	}
	if len(args) == 0 {
		return -1, nil
	}
	if _, ok := args[0].(undefined); ok {
		return -1, nil
	}
	n, err := number(call, args[0])
	if err == nil && n <= 0 {
		n = -1
	}
	return n, err
}

// each gives every result of a path to f: its tags, the end of the path under "id"; for a path that
// reaches a node in several ways, each way. limit -1 is none.
func (s *Session) each(ctx context.Context, p *path.Path, limit int, ways bool, f func(it iterator.Scanner) error) error {
	sh := iterator.Tag(p.BuildIteratorOn(ctx, s.qs), topTag)
	sh, _ = sh.Optimize(ctx)
	it := sh.Iterate()
	defer it.Close()
	n := 0
	for n != limit && it.Next(ctx) {
		for {
			if err := ctx.Err(); err != nil {
				return err
			}
			n++
			if err := f(it); err != nil {
				return err
			}
			if !ways || n == limit || !it.NextPath(ctx) {
				break
			}
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return it.Err()
}

func tagsOf(it iterator.Scanner) map[string]graph.Ref {
	tags := make(map[string]graph.Ref)
	it.TagResults(tags)
	return tags
}

func (p *Path) all(limit int) error {
	return p.s.each(p.s.ctx, p.path, limit, true, func(it iterator.Scanner) error {
		return p.s.send(Result{Tags: tagsOf(it)})
	})
}

func (p *Path) collect(limit int, withTags bool) ([]any, error) {
	out := []any{}
	err := p.s.each(p.s.ctx, p.path, limit, withTags, func(it iterator.Scanner) error {
		if withTags {
			m, err := p.s.TagValues(tagsOf(it))
			if err == nil && len(m) > 0 {
				out = append(out, m)
			}
			return err
		}
		v, err := p.s.nativeOf(it.Result())
		if err == nil && v != nil {
			out = append(out, v)
		}
		return err
	})
	return out, err
}

func (p *Path) array(call string, c goja.FunctionCall, withTags bool) (goja.Value, error) {
	limit, err := p.limitArg(call, p.s.args(c), 0)
	if err != nil {
		return nil, err
	}
	out, err := p.collect(limit, withTags)
	if err != nil {
		return nil, err
	}
	return p.s.list(out), nil
}

// Emit gives a result, as g.emit does. Its error must be returned: it ends the text.
func (s *Session) Emit(v any) error { return s.send(Result{Value: v}) }

// list makes a real array of JavaScript, to which a text may add and which it may sort.
func (s *Session) list(in []any) goja.Value {
	vs := make([]any, len(in))
	for i, v := range in {
		vs[i] = s.vm.ToValue(v)
	}
	return s.vm.NewArray(vs...)
}

func (p *Path) first(call string, c goja.FunctionCall, withTags bool) (goja.Value, error) {
	if err := count(call, p.s.args(c), 0, 0); err != nil {
		return nil, err
	}
	out, err := p.collect(1, withTags)
	if err != nil || len(out) == 0 {
		return goja.Null(), err
	}
	return p.s.vm.ToValue(out[0]), nil
}

func forEach(p *Path, call string, c goja.FunctionCall) (goja.Value, error) {
	args := p.s.args(c)
	if err := count(call, args, 1, 2); err != nil {
		return nil, err
	}
	f, ok := args[len(args)-1].(function)
	if !ok {
		return nil, argError(call, "%s is no function; write %s(function(row) { … })", describe(args[len(args)-1]), call)
	}
	limit, err := p.limitArg(call, args[:len(args)-1], 0)
	if err != nil {
		return nil, err
	}
	err = p.s.each(p.s.ctx, p.path, limit, true, func(it iterator.Scanner) error {
		m, err := p.s.TagValues(tagsOf(it))
		if err != nil || len(m) == 0 {
			return err
		}
		_, err = f.call(c.This, p.s.vm.ToValue(m))
		return err
	})
	var exception *goja.Exception
	if errors.As(err, &exception) {
		panic(exception.Value()) // the callback's own exception goes on, with what it threw
	}
	return goja.Null(), err
}

// count is the number of results that all() would give, found by going through them: the sizes that
// iterators call exact are not, for intersections and differences (Chain.Count trusts them).
func (p *Path) count() (int64, error) {
	ctx := p.s.ctx
	if _, all := p.path.Shape().(shape.AllNodes); all {
		st, err := p.s.qs.Stats(ctx, true)
		if err == nil && st.Nodes.Exact {
			return st.Nodes.Value, nil
		}
	}
	var n int64
	err := p.s.each(ctx, p.path, -1, true, func(iterator.Scanner) error { n++; return nil })
	return n, err
}

// checkPredicate warns where no quad of the graph holds v as its predicate.
func (s *Session) checkPredicate(v quad.Value) error {
	if s.seen == nil || s.seen[v] {
		return nil
	}
	s.seen[v] = true
	if iri, ok := v.(quad.IRI); ok {
		for _, known := range s.opt.Known {
			if known == string(iri) {
				return nil
			}
		}
	}
	held, err := s.holds(quad.Predicate, v)
	if err != nil || held {
		return err
	}
	if text, ok := v.(quad.String); ok {
		if held, err := s.holds(quad.Predicate, quad.IRI(text)); err == nil && held {
			s.Warn("no quad has the predicate %s, which is text; the predicate of that name is written \"<%s>\"", quad.StringOf(v), string(text))
			return nil
		}
	}
	advice := ""
	if near := suggest(v, s.opt.Known); near != "" {
		advice = " (did you mean \"<" + near + ">\"?)"
	}
	s.Warn("no quad has the predicate %s%s", quad.StringOf(v), advice)
	return nil
}

// holds tells whether any quad has v in the direction d.
func (s *Session) holds(d quad.Direction, v quad.Value) (bool, error) {
	ref, err := s.qs.ValueOf(v)
	if err != nil || ref == nil {
		return false, err
	}
	it := s.qs.QuadIterator(d, ref).Iterate()
	defer it.Close()
	return it.Next(s.ctx), it.Err()
}
