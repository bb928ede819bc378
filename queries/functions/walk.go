package functions

import (
	"fmt"

	"cuibono/queries/gizmo"
	"cuibono/queries/reader"
)

// The bounds of a walk where a text gives none.
const (
	defaultSteps  = 6
	defaultChains = 10
)

// chains(from, to, {relations: […], most: steps, limit: chains}) gives the shortest chains of relations
// between two nodes, walked in either direction: a list of lists of {subject, predicate, object}.
func (e *Env) chains(s *gizmo.Session, args []any) (any, error) {
	if len(args) < 2 || len(args) > 3 {
		return nil, fmt.Errorf("takes two nodes and, perhaps, an object with relations, most and limit")
	}
	ends, err := e.nodes(args[:2])
	if err != nil {
		return nil, err
	}
	if len(ends) != 2 {
		return nil, fmt.Errorf("takes two nodes")
	}
	m, err := options(at(args, 2), "relations", "most", "limit")
	if err != nil {
		return nil, err
	}
	most, err := whole(m, "most", defaultSteps)
	if err != nil {
		return nil, err
	}
	limit, err := whole(m, "limit", defaultChains)
	if err != nil {
		return nil, err
	}
	preds, err := e.predicates(s, m["relations"])
	if err != nil {
		return nil, err
	}
	found, err := e.Reader.Chains(s.Context(), ends[0], ends[1], preds, most, max(limit, 1))
	if err != nil {
		return nil, err
	}
	var out []any
	for _, chain := range found {
		var hops []any
		for _, edge := range chain {
			hop := map[string]any{}
			for name, ref := range map[string]reader.Node{"subject": edge.Subject, "predicate": edge.Predicate, "object": edge.Object} {
				v, err := e.Reader.Value(ref)
				if err != nil {
					return nil, err
				}
				hop[name] = s.Native(v)
			}
			hops = append(hops, hop)
		}
		out = append(out, hops)
	}
	return emptyList(out), nil
}

// reachable(from, {relations: […], most: steps, reverse: true, both: true}) gives what can be reached
// over relations: a list of {id, depth}, nearest first.
func (e *Env) reachable(s *gizmo.Session, args []any) (any, error) {
	if len(args) < 1 || len(args) > 2 {
		return nil, fmt.Errorf("takes a node and, perhaps, an object with relations, most, reverse and both")
	}
	from, err := e.nodes(args[:1])
	if err != nil {
		return nil, err
	}
	if len(from) != 1 {
		return nil, fmt.Errorf("takes one node")
	}
	m, err := options(at(args, 1), "relations", "most", "reverse", "both")
	if err != nil {
		return nil, err
	}
	most, err := whole(m, "most", defaultSteps)
	if err != nil {
		return nil, err
	}
	preds, err := e.predicates(s, m["relations"])
	if err != nil {
		return nil, err
	}
	reverse, _ := m["reverse"].(bool)
	both, _ := m["both"].(bool)
	found, err := e.Reader.Reachable(s.Context(), from[0], preds, most, reverse, both)
	if err != nil {
		return nil, err
	}
	var out []any
	for _, f := range found {
		v, err := e.Reader.Value(f.Ref)
		if err != nil {
			return nil, err
		}
		out = append(out, map[string]any{"id": s.Native(v), "depth": int64(f.Depth)})
	}
	return emptyList(out), nil
}

func emptyList(l []any) []any {
	if l == nil {
		return []any{}
	}
	return l
}

func at(args []any, i int) any {
	if i < len(args) {
		return args[i]
	}
	return nil
}

// predicates gives the relations to walk: those given, else all that lead from entity to entity.
func (e *Env) predicates(s *gizmo.Session, given any) ([]reader.Node, error) {
	if given == nil || gizmo.Missing(given) {
		var names []any
		for _, r := range e.Reader.Schema().Relations() {
			if !r.ObjectIsValue {
				names = append(names, "<"+r.Name.Value+">")
			}
		}
		given = names
	}
	refs, err := e.nodes([]any{given})
	if err != nil {
		return nil, fmt.Errorf("relations: %w", err)
	}
	return compact(refs), nil
}

func compact(in []reader.Node) []reader.Node {
	var out []reader.Node
	for _, ref := range in {
		if ref != reader.None {
			out = append(out, ref)
		}
	}
	return out
}
