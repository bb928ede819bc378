package functions

import (
	"fmt"

	"cuibono/queries/gizmo"
	"cuibono/queries/reader"
)

// values(claims, what) gives the different things that the claims say, sorted.
func (e *Env) values(s *gizmo.Session, args []any) (any, error) {
	claims, base, err := e.claimsAndBase(args)
	if err != nil {
		return nil, err
	}
	var set nodeSet
	said := e.getter(base)
	for _, c := range claims {
		n, err := said(s.Context(), c)
		if err != nil {
			return nil, err
		}
		set.add(n)
	}
	cells, err := e.list(s.Context(), set.nodes(), base)
	if err != nil {
		return nil, err
	}
	if cells == nil {
		return []any{}, nil
	}
	return plainCell(cells), nil
}

// group(claims, what) gives an object with a list of claims for each different node that they say.
func (e *Env) group(s *gizmo.Session, args []any) (any, error) {
	claims, base, err := e.claimsAndBase(args)
	if err != nil {
		return nil, err
	}
	said := e.getter(base)
	lists := map[reader.Node]*claimList{}
	for _, c := range claims {
		n, err := said(s.Context(), c)
		if err != nil {
			return nil, err
		}
		if n == reader.None {
			continue
		}
		if lists[n] == nil {
			lists[n] = &claimList{e: e, s: s}
		}
		lists[n].claims = append(lists[n].claims, c)
	}
	out := map[string]any{}
	for n, l := range lists {
		cell, err := e.nodeCell(s.Context(), n, base)
		if err != nil {
			return nil, err
		}
		out[fmt.Sprint(plainCell(cell))] = s.JS(l)
	}
	return out, nil
}

// without(claims, {field: nodes}) leaves out the claims whose field is one of the nodes.
func (e *Env) without(s *gizmo.Session, args []any) (any, error) {
	if len(args) != 2 {
		return nil, fmt.Errorf("takes claims and an object like {subject: node}")
	}
	claims, err := e.claimArg(args[0])
	if err != nil {
		return nil, err
	}
	m, err := options(args[1], reader.FieldNames()...)
	if err != nil {
		return nil, err
	}
	drop := map[string]map[reader.Node]bool{}
	for name, v := range m {
		nodes, err := e.nodes([]any{v})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		drop[name] = map[reader.Node]bool{}
		for _, n := range nodes {
			drop[name][n] = n != reader.None
		}
	}
	out := &claimList{e: e, s: s}
next:
	for _, c := range claims {
		for name, nodes := range drop {
			if nodes[c.At(name)] {
				continue next
			}
		}
		out.claims = append(out.claims, c)
	}
	return out, nil
}

func (e *Env) claimsAndBase(args []any) ([]*reader.Claim, string, error) {
	if len(args) != 2 {
		return nil, "", fmt.Errorf("takes claims and what they say, like \"subject\"")
	}
	claims, err := e.claimArg(args[0])
	if err != nil {
		return nil, "", err
	}
	base, _ := args[1].(string)
	if !isBase(base) {
		return nil, "", unknownBase(base)
	}
	return claims, base, nil
}
