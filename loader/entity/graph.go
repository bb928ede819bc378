package entity

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"

	"cuibono/loader/internal/scan"
	"cuibono/schema"
)

// known is what a graph says of one entity.
type known struct {
	id string
	// types by the articles that give them.
	types map[string][]string
	// labels and aliases, sorted.
	labels, aliases []string
	sameAs          string
	// neighbours are the entities in relation with it, by article.
	neighbours map[string]map[string]bool
}

// graphOf reads what a store says of entities, by IRI.
func graphOf(ctx context.Context, qs graph.QuadStore, s *schema.Schema) (map[string]*known, error) {
	all := map[string]*known{}
	get := func(v quad.Value) *known {
		id := string(v.(quad.IRI))
		if all[id] == nil {
			all[id] = &known{id: id, types: map[string][]string{}, neighbours: map[string]map[string]bool{}}
		}
		return all[id]
	}
	iris := func(q quad.Quad) (s, o quad.IRI, ok bool) {
		s, ok1 := q.Subject.(quad.IRI)
		o, ok2 := q.Object.(quad.IRI)
		return s, o, ok1 && ok2
	}
	article := func(q quad.Quad) string { return strings.Trim(quad.StringOf(q.Label), "<>") }
	read := func(predicate string, visit func(quad.Quad)) error {
		return scan.By(ctx, qs, quad.Predicate, quad.IRI(predicate), func(q quad.Quad) error { visit(q); return nil })
	}
	// Types first: they tell entities from claims, amounts and articles.
	err := read(schema.RDFType, func(q quad.Quad) {
		subject, class, ok := iris(q)
		if t := s.TypeOfIRI(string(class)); ok && t != nil && (t.Kind == "" || t.Kind == schema.KindEntity) {
			k := get(subject)
			if name := t.Name.Value; !slices.Contains(k.types[name], article(q)) {
				k.types[name] = append(k.types[name], article(q))
			}
		}
	})
	if err != nil {
		return nil, fmt.Errorf("read entities: %w", err)
	}
	name := func(list func(*known) *[]string) func(quad.Quad) {
		return func(q quad.Quad) {
			subject, ok := q.Subject.(quad.IRI)
			if k := all[string(subject)]; ok && k != nil {
				text := fmt.Sprint(quad.NativeOf(q.Object))
				if to := list(k); !slices.Contains(*to, text) {
					*to = append(*to, text)
				}
			}
		}
	}
	for predicate, visit := range map[string]func(quad.Quad){
		schema.RDFSLabel:    name(func(k *known) *[]string { return &k.labels }),
		schema.SKOSAltLabel: name(func(k *known) *[]string { return &k.aliases }),
		schema.SameAs: func(q quad.Quad) {
			if subject, same, ok := iris(q); ok && all[string(subject)] != nil {
				all[string(subject)].sameAs = string(same)
			}
		},
	} {
		if err := read(predicate, visit); err != nil {
			return nil, fmt.Errorf("read entities: %w", err)
		}
	}
	for _, r := range s.Relations() {
		err := read(r.Name.Value, func(q quad.Quad) {
			subject, object, ok := iris(q)
			if !ok || all[string(subject)] == nil || all[string(object)] == nil {
				return
			}
			for _, pair := range [][2]quad.IRI{{subject, object}, {object, subject}} {
				by := get(pair[0]).neighbours
				if by[article(q)] == nil {
					by[article(q)] = map[string]bool{}
				}
				by[article(q)][string(pair[1])] = true
			}
		})
		if err != nil {
			return nil, fmt.Errorf("read relations: %w", err)
		}
	}
	for _, k := range all {
		slices.Sort(k.labels)
		slices.Sort(k.aliases)
		for _, articles := range k.types {
			slices.Sort(articles)
		}
	}
	return all, nil
}

// isPerson tells whether some article takes it for a human being.
func (k *known) isPerson() bool { return len(k.types[personType]) > 0 }

// onlyPerson tells whether every article does.
func (k *known) onlyPerson() bool { return k.isPerson() && len(k.types) == 1 }

// shared gives the entities that are in relation with both, sorted.
func shared(a, b *known) []string {
	var out []string
	mine := a.all()
	for id := range b.all() {
		if mine[id] {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

func (k *known) all() map[string]bool {
	all := map[string]bool{}
	for _, by := range k.neighbours {
		maps.Copy(all, by)
	}
	return all
}

// label is the name to call it by.
func (k *known) label() string {
	if len(k.labels) > 0 {
		return k.labels[0]
	}
	return k.id
}
