package gizmo

import (
	"fmt"
	"math"
	"time"

	"github.com/cayleygraph/cayley/query/path"
	"github.com/cayleygraph/quad"
	"github.com/dop251/goja"
)

// undefined stands for JavaScript's undefined where it was written out as an argument. Cayley takes
// it for "every predicate", so that a misspelt variable follows the whole graph; here it is a mistake.
type undefined struct{}

// function is an argument that is a function.
type function struct{ call goja.Callable }

// args gives the arguments of a call as Go values: nil, undefined, bool, int64, float64, string,
// time.Time, quad.Value, *Path, filter, function, []any, map[string]any.
func (s *Session) args(call goja.FunctionCall) []any {
	out := make([]any, len(call.Arguments))
	for i, a := range call.Arguments {
		out[i] = s.export(a)
	}
	return out
}

// export gives a JavaScript value as a Go value.
func (s *Session) export(v goja.Value) any {
	switch {
	case v == nil || goja.IsUndefined(v):
		return undefined{}
	case goja.IsNull(v):
		return nil
	}
	if f, ok := goja.AssertFunction(v); ok {
		return function{f}
	}
	return v.Export()
}

// value makes an argument a value of the graph. Strings are read as Gizmo reads them: "<iri>",
// "_:blank", "\"text\"@en"; anything else is text.
func value(call string, v any) (quad.Value, error) {
	switch v := v.(type) {
	case quad.Value:
		return v, nil
	case string:
		if v == "" {
			return quad.String(""), nil
		}
		return quad.StringToValue(v), nil
	case bool:
		return quad.Bool(v), nil
	case int64:
		return quad.Int(v), nil
	case float64:
		if v == math.Trunc(v) && math.Abs(v) < 1<<53 {
			return quad.Int(int64(v)), nil
		}
		return quad.Float(v), nil
	case time.Time:
		return quad.Time(v), nil
	}
	return nil, argError(call, "%s is no node; give a string like \"<name>\", a number or iri(…)", describe(v))
}

// values makes arguments values of the graph; lists are spread out.
func values(call string, args []any) ([]quad.Value, error) {
	var out []quad.Value
	for _, a := range args {
		if list, ok := a.([]any); ok {
			inner, err := values(call, list)
			if err != nil {
				return nil, err
			}
			out = append(out, inner...)
			continue
		}
		v, err := value(call, a)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// via makes the argument of a step its predicates: nothing for null (every predicate), a path, or values.
func (s *Session) via(call string, arg any) ([]any, error) {
	switch v := arg.(type) {
	case nil:
		return nil, nil
	case undefined:
		return nil, argError(call, "the predicate is undefined; write %s() or %s(null) to follow every predicate", call, call)
	case *Path:
		return []any{v.path}, nil
	case []any:
		if len(v) == 0 {
			return nil, argError(call, "the list of predicates is empty; write %s(null) to follow every predicate", call)
		}
		var out []any
		for _, one := range v {
			switch p := one.(type) {
			case *Path:
				return nil, argError(call, "a list of predicates holds a path; give the path alone")
			default:
				qv, err := s.predicate(call, p)
				if err != nil {
					return nil, err
				}
				out = append(out, qv)
			}
		}
		return out, nil
	}
	qv, err := s.predicate(call, arg)
	if err != nil {
		return nil, err
	}
	return []any{qv}, nil
}

// predicate makes an argument a predicate and warns where no quad holds it.
func (s *Session) predicate(call string, arg any) (quad.Value, error) {
	switch arg.(type) {
	case string, quad.Value:
	default:
		return nil, argError(call, "%s is no predicate; give a string like \"<name>\", a list of them, a path, or null for all", describe(arg))
	}
	v, err := value(call, arg)
	if err != nil {
		return nil, err
	}
	return v, s.checkPredicate(v)
}

// one is the single value among the predicates, for steps that take one predicate or path.
func (s *Session) one(call string, arg any) (any, error) {
	vs, err := s.via(call, arg)
	if err != nil {
		return nil, err
	}
	if len(vs) != 1 {
		return nil, argError(call, "one predicate or path is needed, not %s", describe(arg))
	}
	return vs[0], nil
}

// tags makes arguments the names of tags.
func tags(call string, args []any) ([]string, error) {
	var out []string
	for _, a := range args {
		switch t := a.(type) {
		case string:
			out = append(out, t)
		case nil:
		case []any:
			inner, err := tags(call, t)
			if err != nil {
				return nil, err
			}
			out = append(out, inner...)
		default:
			return nil, argError(call, "%s is no name of a tag; give a string", describe(a))
		}
	}
	return out, nil
}

// number makes an argument a whole number.
func number(call string, v any) (int, error) {
	switch n := v.(type) {
	case int64:
		return int(n), nil
	case float64:
		if n == math.Trunc(n) && math.Abs(n) < 1<<53 {
			return int(n), nil
		}
	}
	return 0, argError(call, "%s is no whole number", describe(v))
}

// count checks how many arguments there are.
func count(call string, args []any, least, most int) error {
	if len(args) >= least && (most < 0 || len(args) <= most) {
		return nil
	}
	want := fmt.Sprint(least)
	switch {
	case most < 0:
		want = fmt.Sprintf("at least %d", least)
	case most > least:
		want = fmt.Sprintf("%d to %d", least, most)
	}
	plural := "s"
	if want == "1" || want == "at least 1" {
		plural = ""
	}
	return argError(call, "takes %s argument%s, not %d", want, plural, len(args))
}

// paths makes arguments paths.
func paths(call string, args []any) ([]*path.Path, error) {
	var out []*path.Path
	for _, a := range args {
		p, ok := a.(*Path)
		if !ok {
			return nil, argError(call, "%s is no path; give one like g.V(…).out(…)", describe(a))
		}
		out = append(out, p.path)
	}
	return out, nil
}

// Missing tells whether an argument is JavaScript's undefined or null, or was left out.
func Missing(v any) bool {
	_, undef := v.(undefined)
	return v == nil || undef
}
