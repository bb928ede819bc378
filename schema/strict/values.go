package strict

import (
	"encoding"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

// Name is text that knows where it stands, for names that are resolved later.
type Name struct {
	Value string
	Pos
}

func (n Name) String() string { return n.Value }

// Values gives the text of names.
func Values(names []Name) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = n.Value
	}
	return out
}

var (
	nameType        = reflect.TypeFor[Name]()
	posType         = reflect.TypeFor[Pos]()
	durationType    = reflect.TypeFor[time.Duration]()
	textUnmarshaler = reflect.TypeFor[encoding.TextUnmarshaler]()
)

type decoder struct {
	file     string
	problems Problems
	depth    int
}

func (d *decoder) into(n *yaml.Node, into any) {
	v := reflect.ValueOf(into)
	if v.Kind() != reflect.Pointer || v.IsNil() {
		panic("strict: Decode wants a pointer that is not nil")
	}
	d.value(n, v.Elem(), "")
}

// value decodes n into v. The tag holds the options of the struct field that v stands in.
func (d *decoder) value(n *yaml.Node, v reflect.Value, tag reflect.StructTag) {
	if d.depth++; d.depth > MaxDepth {
		d.problems.Add(d.pos(n), "more than %d levels deep", MaxDepth)
		d.depth--
		return
	}
	defer func() { d.depth-- }()

	if n.Kind == yaml.AliasNode || n.Anchor != "" {
		d.problems.Add(d.pos(n), "anchors and aliases are not read here: write the value out")
		return
	}
	switch {
	case v.Type() == nameType:
		var s string
		d.text(n, reflect.ValueOf(&s).Elem(), tag)
		v.Set(reflect.ValueOf(Name{s, d.pos(n)}))
		return
	case v.Type() == durationType:
		d.duration(n, v)
		return
	case v.Kind() != reflect.Pointer && v.Addr().Type().Implements(textUnmarshaler):
		if d.scalar(n, "text") {
			if err := v.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(n.Value)); err != nil {
				d.problems.Add(d.pos(n), "%v", err)
			}
		}
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(n, v.Elem(), tag)
	case reflect.Struct:
		d.structure(n, v)
	case reflect.Map:
		d.mapping(n, v, tag)
	case reflect.Slice:
		d.list(n, v, tag)
	case reflect.String:
		d.text(n, v, tag)
	case reflect.Bool:
		var b bool
		if n.Kind != yaml.ScalarNode || n.ShortTag() != "!!bool" || n.Decode(&b) != nil {
			d.problems.Add(d.pos(n), "want true or false, found %s", describe(n))
			return
		}
		v.SetBool(b)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		i, err := strconv.ParseInt(strings.ReplaceAll(n.Value, "_", ""), 0, v.Type().Bits())
		if n.Kind != yaml.ScalarNode || n.ShortTag() != "!!int" || err != nil {
			d.problems.Add(d.pos(n), "want a whole number, found %s", describe(n))
			return
		}
		v.SetInt(i)
	case reflect.Float32, reflect.Float64:
		f, err := strconv.ParseFloat(strings.ReplaceAll(n.Value, "_", ""), v.Type().Bits())
		if n.Kind != yaml.ScalarNode || (n.ShortTag() != "!!int" && n.ShortTag() != "!!float") || err != nil {
			d.problems.Add(d.pos(n), "want a number, found %s", describe(n))
			return
		}
		v.SetFloat(f)
	default:
		panic("strict: no rule for a field of type " + v.Type().String())
	}
}

// scalar tells whether n is a plain value, and reports it where it is not.
func (d *decoder) scalar(n *yaml.Node, want string) bool {
	if n.Kind != yaml.ScalarNode || n.ShortTag() == "!!null" {
		d.problems.Add(d.pos(n), "want %s, found %s", want, describe(n))
		return false
	}
	return true
}

func (d *decoder) text(n *yaml.Node, v reflect.Value, tag reflect.StructTag) {
	if n.Kind != yaml.ScalarNode || n.ShortTag() != "!!str" {
		if n.Kind == yaml.ScalarNode && n.Value != "" {
			d.problems.Add(d.pos(n), "want text, found %s: put it in quotes", describe(n))
		} else {
			d.problems.Add(d.pos(n), "want text, found %s", describe(n))
		}
		return
	}
	if enum := tag.Get("enum"); enum != "" {
		known := strings.Split(enum, "|")
		if !slices.Contains(known, n.Value) {
			d.problems = append(d.problems, Problem{
				Pos:        d.pos(n),
				Message:    "want one of " + strings.Join(known, ", ") + ", found " + describe(n),
				Suggestion: Suggest(n.Value, known),
			})
			return
		}
	}
	v.SetString(n.Value)
}

func (d *decoder) duration(n *yaml.Node, v reflect.Value) {
	x, err := time.ParseDuration(n.Value)
	if n.Kind != yaml.ScalarNode || err != nil {
		d.problems.Add(d.pos(n), "want a duration such as 1m30s, found %s", describe(n))
		return
	}
	v.SetInt(int64(x))
}

func (d *decoder) list(n *yaml.Node, v reflect.Value, tag reflect.StructTag) {
	items := n.Content
	if n.Kind != yaml.SequenceNode {
		if !hasOption(tag, "oneormore") || (n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null") {
			d.problems.Add(d.pos(n), "want a list, found %s", describe(n))
			return
		}
		items = []*yaml.Node{n}
	}
	v.Set(reflect.MakeSlice(v.Type(), len(items), len(items)))
	for i, item := range items {
		d.value(item, v.Index(i), tag)
	}
}

func (d *decoder) mapping(n *yaml.Node, v reflect.Value, tag reflect.StructTag) {
	if v.Type().Key().Kind() != reflect.String {
		panic("strict: the keys of a map must be strings")
	}
	if n.Kind != yaml.MappingNode {
		d.problems.Add(d.pos(n), "want a mapping, found %s", describe(n))
		return
	}
	var known []string
	if keys := tag.Get("keys"); keys != "" {
		known = strings.Split(keys, "|")
	}
	v.Set(reflect.MakeMapWithSize(v.Type(), len(n.Content)/2))
	d.pairs(n, func(key, item *yaml.Node) {
		if known != nil && !slices.Contains(known, key.Value) {
			d.problems.AddUnknown(d.pos(key), "key", key.Value, known)
			return
		}
		e := reflect.New(v.Type().Elem()).Elem()
		d.value(item, e, tag)
		v.SetMapIndex(reflect.ValueOf(key.Value).Convert(v.Type().Key()), e)
	})
}

// pairs calls f for each key of a mapping, after reporting keys that are not text or come twice.
func (d *decoder) pairs(n *yaml.Node, f func(key, item *yaml.Node)) {
	seen := make(map[string]Pos, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, item := n.Content[i], n.Content[i+1]
		switch {
		case key.Kind == yaml.ScalarNode && key.ShortTag() == "!!merge":
			d.problems.Add(d.pos(key), "merge keys are not read here: write the keys out")
			continue
		case key.Kind != yaml.ScalarNode:
			d.problems.Add(d.pos(key), "want a key, found %s", describe(key))
			continue
		case key.ShortTag() != "!!str":
			d.problems.Add(d.pos(key), "want text as key, found %s: put it in quotes", describe(key))
			continue
		}
		if first, twice := seen[key.Value]; twice {
			d.problems.Add(d.pos(key), "key %q is given twice (first in line %d)", excerpt(key.Value), first.Line)
			continue
		}
		seen[key.Value] = d.pos(key)
		f(key, item)
	}
}
