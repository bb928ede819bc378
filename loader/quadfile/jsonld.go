package quadfile

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/piprate/json-gold/ld"
)

// ldSource gives the quads of a JSON-LD document.
type ldSource struct {
	r     io.Reader
	base  string
	quads []quad.Quad
	read  bool
}

// offline refuses contexts at other places, and notes which: loading makes no request.
type offline struct{ refused string }

func (o *offline) LoadDocument(u string) (*ld.RemoteDocument, error) {
	o.refused = u
	return nil, errors.New("not fetched")
}

func ldOptions(base string, loader ld.DocumentLoader) *ld.JsonLdOptions {
	opt := ld.NewJsonLdOptions(base)
	opt.DocumentLoader = loader
	return opt
}

func (s *ldSource) next() (quad.Quad, error) {
	if !s.read {
		s.read = true
		if err := s.load(); err != nil {
			return quad.Quad{}, err
		}
	}
	if len(s.quads) == 0 {
		return quad.Quad{}, io.EOF
	}
	q := s.quads[0]
	s.quads = s.quads[1:]
	return q, nil
}

func (s *ldSource) load() (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("no valid JSON-LD: %v", r)
		}
	}()
	limited := &io.LimitedReader{R: s.r, N: MaxDocument + 1}
	dec := json.NewDecoder(limited)
	var doc any
	if err := dec.Decode(&doc); err != nil {
		if limited.N <= 0 {
			return fmt.Errorf("the JSON-LD document has more than %d bytes: split it, or convert it to N-Quads", MaxDocument)
		}
		return fmt.Errorf("no valid JSON: %w", err)
	}
	var contexts offline
	data, err := ld.NewJsonLdProcessor().ToRDF(doc, ldOptions(s.base, &contexts))
	if contexts.refused != "" {
		return fmt.Errorf("the context %s is elsewhere, and loading makes no request: put the context itself into the file", contexts.refused)
	}
	if err != nil {
		return fmt.Errorf("no valid JSON-LD: %s", strings.TrimSpace(err.Error()))
	}
	graphs := data.(*ld.RDFDataset).Graphs
	for _, name := range slices.Sorted(maps.Keys(graphs)) {
		var label quad.Value
		if name != "@default" {
			label = graphName(name)
		}
		for _, q := range graphs[name] {
			s.quads = append(s.quads, quad.Quad{Subject: ldValue(q.Subject), Predicate: ldValue(q.Predicate), Object: ldValue(q.Object), Label: label})
		}
	}
	return nil
}

func graphName(name string) quad.Value {
	if b, ok := strings.CutPrefix(name, "_:"); ok {
		return quad.BNode(b)
	}
	return quad.IRI(name)
}

func ldValue(n ld.Node) quad.Value {
	switch n := n.(type) {
	case *ld.IRI:
		return quad.IRI(n.Value)
	case *ld.BlankNode:
		return quad.BNode(strings.TrimPrefix(n.Attribute, "_:"))
	case *ld.Literal:
		switch {
		case n.Language != "":
			return quad.LangString{Value: quad.String(n.Value), Lang: n.Language}
		case n.Datatype == "" || n.Datatype == ld.XSDString:
			return quad.String(n.Value)
		}
		return quad.TypedString{Value: quad.String(n.Value), Type: quad.IRI(n.Datatype)}
	}
	return nil
}

// ldNode is the inverse of ldValue, for values with absolute IRIs.
func ldNode(v quad.Value) ld.Node {
	switch v := v.(type) {
	case quad.IRI:
		return ld.NewIRI(string(v))
	case quad.BNode:
		return ld.NewBlankNode("_:" + string(v))
	case quad.LangString:
		return ld.NewLiteral(string(v.Value), ld.RDFLangString, v.Lang)
	case quad.TypedString:
		return ld.NewLiteral(string(v.Value), string(v.Type), "")
	case quad.String:
		return ld.NewLiteral(string(v), ld.XSDString, "")
	}
	return nil
}
