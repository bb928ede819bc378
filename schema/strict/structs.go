package strict

import (
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// field is what a struct's tags say of one of its fields.
type field struct {
	name     string
	index    []int
	tag      reflect.StructTag
	required bool
	short    bool
}

// fields lists the tagged fields of t, those of embedded structs included, in their order. The
// index of a field of type Pos is at.
func fields(t reflect.Type) (list []field, at []int) {
	for i := range t.NumField() {
		f := t.Field(i)
		switch {
		case f.Type == posType && f.Tag.Get("yaml") == "":
			at = f.Index
			continue
		case f.Anonymous && f.Type.Kind() == reflect.Struct && f.Tag.Get("yaml") == "":
			inner, innerAt := fields(f.Type)
			for _, g := range inner {
				g.index = append(slices.Clone(f.Index), g.index...)
				list = append(list, g)
			}
			if innerAt != nil && at == nil {
				at = append(slices.Clone(f.Index), innerAt...)
			}
			continue
		}
		tag := f.Tag.Get("yaml")
		name, _, _ := strings.Cut(tag, ",")
		if name == "" || name == "-" || !f.IsExported() {
			continue
		}
		list = append(list, field{
			name: name, index: f.Index, tag: f.Tag,
			required: hasOption(f.Tag, "required"), short: hasOption(f.Tag, "short"),
		})
	}
	return list, at
}

func hasOption(tag reflect.StructTag, option string) bool {
	parts := strings.Split(tag.Get("yaml"), ",")
	return slices.Contains(parts[1:], option)
}

func (d *decoder) structure(n *yaml.Node, v reflect.Value) {
	list, at := fields(v.Type())
	if at != nil {
		v.FieldByIndex(at).Set(reflect.ValueOf(d.pos(n)))
	}
	if n.Kind != yaml.MappingNode {
		for _, f := range list {
			if f.short && !(n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null") {
				d.value(n, v.FieldByIndex(f.index), f.tag)
				return
			}
		}
		d.problems.Add(d.pos(n), "want a mapping, found %s", describe(n))
		return
	}
	names := make([]string, len(list))
	for i, f := range list {
		names[i] = f.name
	}
	given := make([]bool, len(list))
	d.pairs(n, func(key, item *yaml.Node) {
		i := slices.Index(names, key.Value)
		if i < 0 {
			d.problems.AddUnknown(d.pos(key), "key", excerpt(key.Value), names)
			return
		}
		given[i] = true
		before := len(d.problems)
		d.value(item, v.FieldByIndex(list[i].index), list[i].tag)
		if list[i].required && len(d.problems) == before && empty(v.FieldByIndex(list[i].index)) {
			d.problems.Add(d.pos(item), "%q is empty", key.Value)
		}
	})
	for i, f := range list {
		if f.required && !given[i] {
			d.problems.Add(d.pos(n), "%q is missing", f.name)
		}
	}
}

// empty tells whether a required value was given without content. Numbers and truth values always
// have content.
func empty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.String, reflect.Slice, reflect.Map:
		return v.Len() == 0
	}
	if v.Type() == nameType {
		return v.Interface().(Name).Value == ""
	}
	return false
}
