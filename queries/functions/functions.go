// Package functions are what Gizmo texts may call beside Cayley's own: the parameters of a canned query,
// the members of a super-relation, the entity of a name, claims with what they say, the rows made of
// them, chains of relations. Work that JavaScript does slowly (about 5 µs a row) is done here.
package functions

import (
	"fmt"
	"strings"

	"github.com/cayleygraph/quad"

	"cuibono"
	"cuibono/queries/gizmo"
	"cuibono/queries/names"
	"cuibono/queries/reader"
	"cuibono/schema/strict"
)

// Env is what the functions of one session work on.
type Env struct {
	Reader   *reader.Reader
	Names    *names.Index
	Language string
	// Params are the values of the query's parameters, as texts show them; nil for one left out.
	Params map[string]any
	// Declared are the relations that a query's header names; with Strict, relations gives no others.
	Declared []string
	Strict   bool
	// Blind tells that the store holds nothing and notes what it is asked: names stand for themselves.
	Blind bool
	// Kinds are the kinds of the parameters by name, where a header says so; see Kind.
	Kinds map[string]Kind

	valued  map[reader.Node]bool // by relation: whether its object is an amount
	no      reader.Node          // the polarity of what is denied
	knowsNo bool
}

// Kind says how the value of a parameter is read when it comes from a text's own default.
type Kind struct {
	// Entity tells that the value names an entity, of one of Types if there are any.
	Entity bool
	Types  []string
}

// All gives the functions by the name under which texts call them.
func (e *Env) All() map[string]gizmo.Function {
	return map[string]gizmo.Function{
		"param":     e.param,
		"relations": e.relations,
		"entity":    e.entity,
		"label":     e.label,
		"topics":    e.topics,
		"claims":    e.claims,
		"claim":     e.claim,
		"rows":      e.rows,
		"values":    e.values,
		"group":     e.group,
		"without":   e.without,
		"articles":  e.articles,
		"chains":    e.chains,
		"reachable": e.reachable,
	}
}

// Names lists the functions, sorted as help shows them.
func Names() []string {
	return []string{"articles", "chains", "claim", "claims", "entity", "group", "label", "param", "reachable", "relations", "rows", "topics", "values", "without"}
}

// param(name, default) is the value of a parameter: what the query was called with, else the default,
// which is read as the argument would be.
func (e *Env) param(s *gizmo.Session, args []any) (any, error) {
	if len(args) < 1 || len(args) > 2 {
		return nil, fmt.Errorf("takes the name of a parameter and a default")
	}
	name, ok := args[0].(string)
	if !ok {
		return nil, fmt.Errorf("the name of a parameter is text")
	}
	if v, bound := e.Params[name]; bound {
		return v, nil
	}
	if e.Strict {
		return nil, fmt.Errorf("the header does not name the parameter %q", name)
	}
	if len(args) == 1 || gizmo.Missing(args[1]) {
		return nil, nil
	}
	text, ok := args[1].(string)
	kind, known := e.Kinds[name]
	if !ok || known && !kind.Entity {
		return args[1], nil
	}
	iri, err := e.find(s, text, kind.Types)
	if err != nil {
		return nil, fmt.Errorf("%q: %w", name, err)
	}
	return iri, nil
}

// relations(name…) gives the predicates that the names stand for: the members of a super-relation, or
// the relation itself.
func (e *Env) relations(s *gizmo.Session, args []any) (any, error) {
	var out []string
	seen := map[string]bool{}
	for _, a := range args {
		name, ok := a.(string)
		if !ok {
			return nil, fmt.Errorf("the name of a relation is text")
		}
		name = strings.Trim(name, "<>")
		if e.Strict && !contains(e.Declared, name) && e.Reader.Schema().Relation(name) != nil {
			return nil, fmt.Errorf("the header does not name the relation %q; add it to its list of relations", name)
		}
		members := e.Reader.Schema().Specialisations(name)
		if len(members) == 0 {
			all := e.Reader.Schema().RelationNames()
			if near := strict.Suggest(name, all); near != "" {
				return nil, fmt.Errorf("unknown relation %q (did you mean %q?)", name, near)
			}
			return nil, fmt.Errorf("unknown relation %q\ntry one of: %s", name, strings.Join(all, ", "))
		}
		for _, m := range members {
			if !seen[m] {
				seen[m] = true
				out = append(out, "<"+m+">")
			}
		}
	}
	if len(args) == 0 {
		for _, r := range e.Reader.Schema().Relations() {
			out = append(out, "<"+r.Name.Value+">")
		}
	}
	return out, nil
}

// entity(name, type…) is the entity that a name stands for.
func (e *Env) entity(s *gizmo.Session, args []any) (any, error) {
	words, err := texts(args)
	if err != nil {
		return nil, err
	}
	if len(words) == 0 {
		return nil, fmt.Errorf("takes a name")
	}
	return e.find(s, words[0], words[1:])
}

// find gives the IRI of the entity that a name stands for.
func (e *Env) find(s *gizmo.Session, name string, types []string) (string, error) {
	if e.Blind {
		return "<" + cuibono.EntityID(strings.Trim(name, "<>")) + ">", nil
	}
	ent, err := e.Names.Find(s.Context(), name, e.Language, types...)
	return "<" + ent.ID + ">", err
}

// label(node) is its name for people.
func (e *Env) label(s *gizmo.Session, args []any) (any, error) {
	nodes, err := e.nodes(args)
	if err != nil {
		return nil, err
	}
	if len(nodes) != 1 {
		return nil, fmt.Errorf("takes one node")
	}
	return e.Reader.Label(s.Context(), nodes[0], e.Language)
}

// topics(node…) gives the nodes and the aspects of each: what is said of one is said of the other.
func (e *Env) topics(s *gizmo.Session, args []any) (any, error) {
	nodes, err := e.nodes(args)
	if err != nil {
		return nil, err
	}
	var out []any
	for _, n := range nodes {
		ts, err := e.Reader.Topics(s.Context(), n)
		if err != nil {
			return nil, err
		}
		for _, ref := range append([]reader.Node{n}, ts...) {
			v, err := e.Reader.Value(ref)
			if err != nil {
				return nil, err
			}
			if v != nil {
				out = append(out, s.Native(v))
			}
		}
	}
	return out, nil
}

// texts takes arguments that are text.
func texts(args []any) ([]string, error) {
	var out []string
	for _, a := range args {
		switch v := a.(type) {
		case string:
			out = append(out, v)
		case quad.IRI:
			out = append(out, v.String())
		case []any:
			inner, err := texts(v)
			if err != nil {
				return nil, err
			}
			out = append(out, inner...)
		default:
			return nil, fmt.Errorf("an argument is no text")
		}
	}
	return out, nil
}

// nodes takes arguments that are nodes, or lists of them: "<iri>", values, claims. A node that the
// graph does not hold is nil.
func (e *Env) nodes(args []any) ([]reader.Node, error) {
	var out []reader.Node
	for _, a := range args {
		var v quad.Value
		switch a := a.(type) {
		case *claimObject:
			out = append(out, a.c.Ref)
			continue
		case []any:
			inner, err := e.nodes(a)
			if err != nil {
				return nil, err
			}
			out = append(out, inner...)
			continue
		case string:
			v = quad.StringToValue(a)
		case quad.Value:
			v = a
		case int64:
			v = quad.Int(a)
		case float64:
			v = quad.Float(a)
		default:
			return nil, fmt.Errorf("a value that should be a node, like \"<name>\", is none")
		}
		if v == nil {
			out = append(out, reader.None)
			continue
		}
		ref, err := e.Reader.Ref(v)
		if err != nil {
			return nil, err
		}
		out = append(out, ref)
	}
	return out, nil
}

// options takes the object of named arguments that a function may be given.
func options(a any, known ...string) (map[string]any, error) {
	if a == nil || gizmo.Missing(a) {
		return nil, nil
	}
	m, ok := a.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("takes an object like {%s: …}", known[0])
	}
	for k := range m {
		if !contains(known, k) {
			advice := "\ntry one of: " + strings.Join(known, ", ")
			if near := strict.Suggest(k, known); near != "" {
				advice = fmt.Sprintf(" (did you mean %q?)", near)
			}
			return nil, fmt.Errorf("unknown key %q%s", k, advice)
		}
	}
	return m, nil
}

func contains(list []string, s string) bool {
	for _, one := range list {
		if one == s {
			return true
		}
	}
	return false
}

// whole takes a whole number from options, or the default.
func whole(m map[string]any, key string, def int) (int, error) {
	switch v := m[key].(type) {
	case nil:
		return def, nil
	case int64:
		return int(v), nil
	}
	if _, there := m[key]; !there || gizmo.Missing(m[key]) {
		return def, nil
	}
	return 0, fmt.Errorf("%s is a whole number", key)
}
