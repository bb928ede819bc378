package gizmo

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"time"

	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/cayley/query/path"
	"github.com/cayleygraph/cayley/query/shape"
	"github.com/cayleygraph/cayley/schema"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/voc"
	"github.com/dop251/goja"

	"cuibono/schema/strict"
)

// filter is a condition on values: gt("x").
type filter struct{ f shape.ValueFilter }

// graphMethods are the methods of the graph object, g.
var graphMethods = map[string]func(s *Session, call string, args []any) (goja.Value, error){
	"V":                    vertex,
	"vertex":               vertex,
	"M":                    morphism,
	"morphism":             morphism,
	"emit":                 emit,
	"IRI":                  fullIRI,
	"uri":                  fullIRI,
	"addNamespace":         addNamespace,
	"addDefaultNamespaces": addDefaultNamespaces,
	"loadNamespaces":       loadNamespaces,
}

// valueFuncs are the globals that make values and filters.
var valueFuncs = map[string]func(call string, args []any) (any, error){
	"iri":   text1(func(v string) any { return quad.IRI(v) }),
	"bnode": text1(func(v string) any { return quad.BNode(v) }),
	//lint:ignore SA1019 a script may ask for what Cayley's Gizmo calls raw
	"raw":   text1(func(v string) any { return quad.Raw(v) }),
	"str":   text1(func(v string) any { return quad.String(v) }),
	"lang":  text2(func(v, l string) any { return quad.LangString{Value: quad.String(v), Lang: l} }),
	"typed": text2(func(v, t string) any { return quad.TypedString{Value: quad.String(v), Type: quad.IRI(t)} }),
	"lt":    compare(iterator.CompareLT),
	"lte":   compare(iterator.CompareLTE),
	"gt":    compare(iterator.CompareGT),
	"gte":   compare(iterator.CompareGTE),
	"regex": regex,
	"like":  like,
}

// buildEnv fills the globals of the session.
func (s *Session) buildEnv() {
	// The same text gives the same answer: no clock of the machine, the same dice.
	s.vm.SetRandSource(rand.New(rand.NewPCG(1, 2)).Float64)
	s.vm.SetTimeSource(func() time.Time { return time.Unix(0, 0).UTC() })
	s.buildPaths()
	g := s.vm.NewObject()
	set := func(o *goja.Object, name string, v any) {
		if err := o.Set(name, v); err != nil {
			panic(err)
		}
	}
	for name, f := range graphMethods {
		method := func(call goja.FunctionCall) goja.Value {
			v, err := f(s, name, s.args(call))
			if err != nil {
				return s.throw(err)
			}
			return v
		}
		set(g, name, method)
		if c := capital(name); c != name {
			set(g, c, method)
		}
	}
	global := s.vm.GlobalObject()
	set(global, "g", g)
	set(global, "graph", g)
	for name, f := range valueFuncs {
		set(global, name, func(call goja.FunctionCall) goja.Value {
			v, err := f(name, s.args(call))
			if err != nil {
				return s.throw(err)
			}
			return s.vm.ToValue(v)
		})
	}
	for name, f := range s.opt.Functions {
		set(global, name, func(call goja.FunctionCall) goja.Value {
			v, err := f(s, s.args(call))
			if err != nil {
				return s.throw(fmt.Errorf("%s: %w", name, err))
			}
			return s.js(v)
		})
	}
}

// js makes what a function of ours returns a value of the text: lists become real arrays.
func (s *Session) js(v any) goja.Value {
	switch v := v.(type) {
	case nil:
		return goja.Undefined()
	case []any:
		vs := make([]any, len(v))
		for i, one := range v {
			vs[i] = s.js(one)
		}
		return s.vm.NewArray(vs...)
	case []string:
		vs := make([]any, len(v))
		for i, one := range v {
			vs[i] = one
		}
		return s.vm.NewArray(vs...)
	case goja.DynamicObject:
		return s.vm.NewDynamicObject(v)
	case goja.DynamicArray:
		return s.vm.NewDynamicArray(v)
	}
	return s.vm.ToValue(v)
}

// JS makes a Go value one of the text.
func (s *Session) JS(v any) goja.Value { return s.js(v) }

func vertex(s *Session, call string, args []any) (goja.Value, error) {
	vs, err := values(call, args)
	if err != nil {
		return nil, err
	}
	if len(args) > 0 && len(vs) == 0 {
		return nil, argError(call, "the list of nodes is empty; write g.V() for every node")
	}
	return s.wrap(path.StartMorphism(vs...)), nil
}

func morphism(s *Session, call string, args []any) (goja.Value, error) {
	if err := count(call, args, 0, 0); err != nil {
		return nil, err
	}
	return s.wrap(path.StartMorphism()), nil
}

func emit(s *Session, call string, args []any) (goja.Value, error) {
	if err := count(call, args, 1, 1); err != nil {
		return nil, err
	}
	switch v := args[0].(type) {
	case nil, undefined:
		return goja.Null(), nil
	case *Path:
		return nil, argError(call, "a path is no result; emit path.toArray() or ask the path with .all()")
	case function:
		return nil, argError(call, "a function is no result")
	default:
		return goja.Null(), s.send(Result{Value: v})
	}
}

func fullIRI(s *Session, call string, args []any) (goja.Value, error) {
	if err := count(call, args, 1, 1); err != nil {
		return nil, err
	}
	text, err := toText(call, args[0])
	if err != nil {
		return nil, err
	}
	return s.vm.ToValue(quad.IRI(s.ns.FullIRI(text))), nil
}

func addNamespace(s *Session, call string, args []any) (goja.Value, error) {
	if err := count(call, args, 2, 2); err != nil {
		return nil, err
	}
	prefix, err := toText(call, args[0])
	if err != nil {
		return nil, err
	}
	full, err := toText(call, args[1])
	if err != nil {
		return nil, err
	}
	s.ns.Register(voc.Namespace{Prefix: prefix + ":", Full: full})
	return goja.Undefined(), nil
}

func addDefaultNamespaces(s *Session, call string, args []any) (goja.Value, error) {
	voc.CloneTo(&s.ns)
	return goja.Undefined(), nil
}

func loadNamespaces(s *Session, call string, args []any) (goja.Value, error) {
	return goja.Undefined(), schema.NewConfig().LoadNamespaces(s.ctx, s.qs, &s.ns)
}

func toText(call string, v any) (string, error) {
	switch v := v.(type) {
	case string:
		return v, nil
	case quad.Value:
		return quad.StringOf(v), nil
	}
	return "", argError(call, "%s is no text", describe(v))
}

func text1(f func(string) any) func(string, []any) (any, error) {
	return func(call string, args []any) (any, error) {
		if err := count(call, args, 1, 1); err != nil {
			return nil, err
		}
		v, err := toText(call, args[0])
		if err != nil {
			return nil, err
		}
		return f(v), nil
	}
}

func text2(f func(a, b string) any) func(string, []any) (any, error) {
	return func(call string, args []any) (any, error) {
		if err := count(call, args, 2, 2); err != nil {
			return nil, err
		}
		a, err := toText(call, args[0])
		if err != nil {
			return nil, err
		}
		b, err := toText(call, args[1])
		if err != nil {
			return nil, err
		}
		return f(a, b), nil
	}
}

func compare(op iterator.Operator) func(string, []any) (any, error) {
	return func(call string, args []any) (any, error) {
		if err := count(call, args, 1, 1); err != nil {
			return nil, err
		}
		v, err := value(call, args[0])
		if err != nil {
			return nil, err
		}
		return filter{shape.Comparison{Op: op, Val: v}}, nil
	}
}

func like(call string, args []any) (any, error) {
	if err := count(call, args, 1, 1); err != nil {
		return nil, err
	}
	pattern, ok := args[0].(string)
	if !ok {
		return nil, argError(call, "%s is no pattern; give text with %% and ?", describe(args[0]))
	}
	return filter{shape.Wildcard{Pattern: pattern}}, nil
}

// regex takes Go's regular expressions (RE2), which cannot run away; true as second argument
// matches IRIs too.
func regex(call string, args []any) (any, error) {
	if err := count(call, args, 1, 2); err != nil {
		return nil, err
	}
	refs := false
	if len(args) == 2 {
		b, ok := args[1].(bool)
		if !ok {
			return nil, argError(call, "the second argument says whether IRIs match; it is true or false, not %s", describe(args[1]))
		}
		refs = b
	}
	var pattern string
	switch v := args[0].(type) {
	case string:
		pattern = v
	case quad.String:
		pattern = string(v)
	default:
		return nil, argError(call, "%s is no pattern; give text, and true as second argument to match IRIs", describe(v))
	}
	re, err := regexp.Compile(pattern)
	if err != nil {
		return nil, argError(call, "%s", clip(err.Error(), 120))
	}
	return filter{shape.Regexp{Re: re, Refs: refs}}, nil
}

// suggest gives the known name that was probably meant by v.
func suggest(v quad.Value, known []string) string {
	switch v := v.(type) {
	case quad.IRI:
		return strict.Suggest(string(v), known)
	case quad.String:
		return strict.Suggest(string(v), known)
	}
	return ""
}

// Globals lists the globals of every session, sorted: the graph object and what makes values and filters.
func Globals() []string {
	out := []string{"g", "graph"}
	for name := range valueFuncs {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}
