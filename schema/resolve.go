package schema

import (
	"cmp"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"cuibono/schema/strict"
)

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// wantFileName reports a file that is not called after what it holds, since a file of the user's
// replaces the embedded one by its path.
func (b *builder) wantFileName(f file, name strict.Name) {
	base := strings.TrimSuffix(path.Base(f.path), ".yaml")
	if name.Value != "" && !strings.EqualFold(base, name.Value) {
		b.problems.Add(name.Pos, "%q stands in %s: a file is called after what it holds, %s.yaml",
			name.Value, path.Base(f.path), strings.ToLower(name.Value))
	}
}

func (b *builder) parseType(f file) {
	t := &Type{Kind: KindEntity}
	b.decode(f, t)
	if t.Name.Value == "" {
		return
	}
	b.wantFileName(f, t.Name)
	if first, twice := b.typeByName[t.Name.Value]; twice {
		b.problems.Add(t.Name.Pos, "type %q is already defined at %s", t.Name, first.Name.Pos)
		return
	}
	b.typeByName[t.Name.Value] = t
	b.types = append(b.types, t)
}

var relationName = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

func (b *builder) parseRelation(f file) {
	r := &Relation{}
	b.decode(f, r)
	if r.Name.Value == "" {
		return
	}
	b.wantFileName(f, r.Name)
	if !relationName.MatchString(r.Name.Value) {
		b.problems.Add(r.Name.Pos, "relation %q is not of the form lower_case_words", r.Name)
	}
	if first, twice := b.relationByName[r.Name.Value]; twice {
		b.problems.Add(r.Name.Pos, "relation %q is already defined at %s", r.Name, first.Name.Pos)
		return
	}
	b.relationByName[r.Name.Value] = r
	b.relations = append(b.relations, r)
}

func (b *builder) parseQualifiers(f file) {
	b.decode(f, &b.qualifiers)
}

// known is a type or a relation, for the checks that both need.
type known struct {
	name   strict.Name
	supers []strict.Name
}

// ancestors gives for each name itself and all that it specialises, and reports unknown names and
// circles.
func (b *builder) ancestors(kind string, all []known) map[string]map[string]bool {
	byName := map[string]known{}
	var names []string
	for _, k := range all {
		byName[k.name.Value] = k
		names = append(names, k.name.Value)
	}
	for _, k := range all {
		for _, super := range k.supers {
			if _, ok := byName[super.Value]; !ok {
				b.problems.AddUnknown(super.Pos, kind, super.Value, names)
			}
		}
	}
	result := map[string]map[string]bool{}
	for _, k := range all {
		set := map[string]bool{}
		var visit func(name string)
		visit = func(name string) {
			if set[name] {
				return
			}
			set[name] = true
			for _, super := range byName[name].supers {
				if super.Value == k.name.Value {
					b.problems.Add(k.name.Pos, "%s %q is above itself, by way of %q", kind, k.name, name)
				}
				visit(super.Value)
			}
		}
		visit(k.name.Value)
		result[k.name.Value] = set
	}
	return result
}

var iriForm = regexp.MustCompile(`^[a-z]+:[A-Za-z0-9]+$`)

// wantIRI reports an IRI whose prefix is not one of vocabulary.go.
func (b *builder) wantIRI(pos strict.Pos, iri string) {
	if iri == "" || iriForm.MatchString(iri) && Expand(iri) != iri {
		return
	}
	b.problems.Add(pos, "IRI %q has no known prefix (known: %s)", iri, strings.Join(sortedKeys(Prefixes()), ", "))
}

func (b *builder) resolveTypes() {
	slices.SortFunc(b.types, func(x, y *Type) int { return cmp.Compare(x.Name.Value, y.Name.Value) })
	var all []known
	for _, t := range b.types {
		all = append(all, known{t.Name, t.IsA})
	}
	b.typeAncestors = b.ancestors("type", all)
	for _, t := range b.types {
		for _, role := range t.ActsAs {
			b.wantType(role)
		}
		b.wantLabels(t.Pos, "the label", t.Labels)
		b.wantLabels(t.Pos, "the description", t.Description)
		b.wantIRI(t.Pos, t.IRI)
		for _, lang := range b.Languages {
			if len(t.Examples[lang]) == 0 && !t.Abstract {
				b.problems.Add(t.Pos, "type %q has no example in language %q: give it the name of such a thing", t.Name, lang)
			}
		}
	}
}

// wantType reports a name that is not a type's.
func (b *builder) wantType(name strict.Name) bool {
	if b.typeByName[name.Value] == nil {
		if name.Value == "" {
			return false // reported by the decoder
		}
		b.problems.AddUnknown(name.Pos, "type", name.Value, b.TypeNames())
		return false
	}
	return true
}

func (b *builder) resolveQualifiers() {
	seen := map[string]*Qualifier{}
	for _, q := range b.qualifiers {
		if q.Name.Value == "" {
			continue
		}
		if first := seen[q.Name.Value]; first != nil {
			b.problems.Add(q.Name.Pos, "qualifier %q is already defined at %s", q.Name, first.Name.Pos)
		}
		seen[q.Name.Value] = q
		b.wantLabels(q.Pos, "the label", q.Labels)
		b.wantLabels(q.Pos, "the description", q.Description)
		if (q.Value == "choice") != (len(q.Choices) > 0) {
			b.problems.Add(q.Pos, "choices belong to a qualifier whose value is a choice, and to no other")
		}
	}
}

func (b *builder) resolveRelations() {
	slices.SortFunc(b.relations, func(x, y *Relation) int { return cmp.Compare(x.Name.Value, y.Name.Value) })
	var all []known
	for _, r := range b.relations {
		all = append(all, known{r.Name, r.Specialises})
	}
	b.relationAncestors = b.ancestors("relation", all)
	for _, r := range b.relations {
		b.resolveRange(r)
	}
	for _, r := range b.relations {
		b.resolveRelation(r)
		b.resolveExamples(r)
	}
}

// resolveRange resolves the types of a relation and finds out whether its object is a value.
func (b *builder) resolveRange(r *Relation) {
	for _, name := range r.Domain {
		if b.wantType(name) && b.typeByName[name.Value].Kind != KindEntity {
			b.problems.Add(name.Pos, "the domain of a relation is of things with a name, not %q", name)
		}
	}
	values := 0
	for _, name := range r.Range {
		if b.wantType(name) && b.typeByName[name.Value].Kind == KindValue {
			values++
		}
	}
	r.ObjectIsValue = values > 0
	if values > 0 && values < len(r.Range) {
		b.problems.Add(r.Range[0].Pos, "the range of relation %q mixes values with things: make it two relations", r.Name)
	}
}

// resolveRelation checks what does not depend on examples.
func (b *builder) resolveRelation(r *Relation) {
	var qualifiers []string
	general := map[string]bool{}
	for _, q := range b.qualifiers {
		qualifiers = append(qualifiers, q.Name.Value)
		general[q.Name.Value] = q.General
	}
	for _, name := range r.Qualifiers {
		switch {
		case !slices.Contains(qualifiers, name.Value):
			b.problems.AddUnknown(name.Pos, "qualifier", name.Value, qualifiers)
		case general[name.Value]:
			b.problems.Add(name.Pos, "every claim takes the qualifier %q: leave it out", name)
		}
	}
	for _, super := range r.Specialises {
		if s := b.relationByName[super.Value]; s != nil && s.ObjectIsValue != r.ObjectIsValue {
			b.problems.Add(super.Pos, "relation %q and %q do not both have an amount as object", r.Name, super)
		}
	}
	b.wantLabels(r.Pos, "the label", r.Labels)
	b.wantLabels(r.Pos, "the description", r.Description)
	switch hasReverse := len(r.Reverse) > 0; {
	case (r.Symmetric || r.ObjectIsValue) && hasReverse:
		b.problems.Add(r.Pos, "relation %q reads the same from its object, or has an amount there: leave reverse out", r.Name)
	case !r.Symmetric && !r.ObjectIsValue && !hasReverse:
		b.problems.Add(r.Pos, "%q is missing", "reverse")
	default:
		b.wantLabels(r.Pos, "the reverse label", r.Reverse)
	}
	b.wantIRI(r.Pos, r.CloseMatch)
	if r.Abstract && len(b.Specialisations(r.Name.Value)) == 0 {
		b.problems.Add(r.Pos, "relation %q is abstract and no relation specialises it", r.Name)
	}
}
