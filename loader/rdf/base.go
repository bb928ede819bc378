package rdf

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/cayleygraph/quad"

	"cuibono/schema"
)

// DefaultBase is put in front of the graph's own names on export, if nothing else is configured. The domain
// .example is reserved (RFC 2606), so that it never is somebody's.
const DefaultBase = "https://cuibono.example/"

// CheckBase tells what is wrong with a base.
func CheckBase(base string) error {
	u, err := url.Parse(base)
	switch {
	case err != nil || !u.IsAbs():
		return fmt.Errorf("base %q is not absolute: write it as %s", base, DefaultBase)
	case !strings.HasSuffix(base, "/") && !strings.HasSuffix(base, "#") && !strings.HasSuffix(base, ":"):
		return fmt.Errorf("base %q does not end in a slash, a number sign or a colon, so that names would run into it", base)
	case strings.ContainsAny(base, " <>\"{}|^`\\"):
		return fmt.Errorf("base %q holds a character that an IRI must not", base)
	}
	return nil
}

// AbsoluteIRI gives the absolute form of an IRI of the store.
func AbsoluteIRI(iri quad.IRI, base string) quad.IRI {
	s := string(iri)
	if full := schema.Expand(s); full != s {
		return quad.IRI(full)
	}
	if hasScheme(s) {
		return iri
	}
	return quad.IRI(base + s)
}

// ShortIRI is the inverse of AbsoluteIRI.
func ShortIRI(iri quad.IRI, base string) quad.IRI {
	s := string(iri)
	if rest, ok := strings.CutPrefix(s, base); ok && base != "" && rest != "" && !hasScheme(rest) {
		return quad.IRI(rest)
	}
	return quad.IRI(schema.Compact(s))
}

// hasScheme tells whether s begins as an absolute IRI does, or a prefixed name: the graph's own names have no
// colon before their first slash.
func hasScheme(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == ':':
			return i > 0
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
		case i > 0 && (c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.'):
		default:
			return false
		}
	}
	return false
}

// Absolute gives q with absolute IRIs, and with its numbers, truth values and times as typed strings
// whose types are absolute too: the form in which quads leave the program.
func Absolute(q quad.Quad, base string) quad.Quad {
	q.Subject = absoluteValue(q.Subject, base)
	q.Predicate = absoluteValue(q.Predicate, base)
	q.Object = absoluteValue(q.Object, base)
	q.Label = absoluteValue(q.Label, base)
	return q
}

func absoluteValue(v quad.Value, base string) quad.Value {
	switch v := v.(type) {
	case quad.IRI:
		return AbsoluteIRI(v, base)
	case quad.Bool: // the library writes "True", which is no lexical form of xsd:boolean
		s := quad.TypedString{Value: "false", Type: xsdBoolean}
		if v {
			s.Value = "true"
		}
		return s
	case quad.TypedString:
		v.Type = AbsoluteIRI(v.Type, base)
		return v
	case quad.TypedStringer:
		t := v.TypedString()
		t.Type = AbsoluteIRI(t.Type, base)
		return t
	}
	return v
}

// Short is the inverse of Absolute. Typed strings of numbers, truth values and times become native ones,
// as Cayley's own readers do, so that they compare as such in queries.
func Short(q quad.Quad, base string) quad.Quad {
	q.Subject = shortValue(q.Subject, base)
	q.Predicate = shortValue(q.Predicate, base)
	q.Object = shortValue(q.Object, base)
	q.Label = shortValue(q.Label, base)
	return q
}

func shortValue(v quad.Value, base string) quad.Value {
	switch v := v.(type) {
	case quad.IRI:
		return ShortIRI(v, base)
	case quad.TypedString:
		if v.Type == xsdString || v.Type == "xsd:string" {
			return v.Value
		}
		if n, err := v.ParseValue(); err == nil {
			if _, still := n.(quad.TypedString); !still {
				return n
			}
		}
		v.Type = ShortIRI(v.Type, base)
		return v
	}
	return v
}

const (
	xsd                 = "http://www.w3.org/2001/XMLSchema#"
	xsdBoolean quad.IRI = xsd + "boolean"
	xsdString  quad.IRI = xsd + "string"
)
