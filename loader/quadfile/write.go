package quadfile

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/dot"
	"github.com/cayleygraph/quad/gml"
	"github.com/cayleygraph/quad/graphml"
	"github.com/cayleygraph/quad/pquads"
	"github.com/piprate/json-gold/ld"

	"cuibono/loader/internal/extsort"
	"cuibono/loader/rdf"
)

// WriteOptions say how quads are written.
type WriteOptions struct {
	// Base is put in front of the graph's own names; "" stands for rdf.DefaultBase.
	Base string
	// TempDir holds what does not fit in memory while it is sorted; "" is the system's folder.
	TempDir string
	// Memory bounds the bytes of quads held while sorting; 0 stands for 64 MiB. JSON-LD takes more:
	// its documents are made as a whole.
	Memory int
}

// Write writes quads of the store to w, sorted by their N-Quads form and each once, so that the same graph
// gives the same bytes whatever the order of quads. RDF formats get absolute IRIs; the drawing formats
// (GraphML, GML, DOT) short ones, since they are for people, and like N-Triples no labels.
func Write(w io.Writer, format Format, quads iter.Seq2[quad.Quad, error], opt WriteOptions) (err error) {
	if opt.Base == "" {
		opt.Base = rdf.DefaultBase
	}
	if err := rdf.CheckBase(opt.Base); err != nil {
		return err
	}
	bw := bufio.NewWriterSize(w, 1<<16)
	out, err := newWriter(bw, format, opt.Base)
	if err != nil {
		return err
	}
	s := &extsort.Sorter{Dir: opt.TempDir, Memory: opt.Memory}
	defer func() {
		if cerr := s.Close(); err == nil {
			err = cerr
		}
	}()
	for q, err := range quads {
		if err != nil {
			return err
		}
		q = rdf.Absolute(q, opt.Base)
		if !out.labels {
			q.Label = nil
		}
		if err := s.Add(q.NQuad()); err != nil {
			return err
		}
	}
	if err := s.Each(out.line); err != nil {
		return err
	}
	if err := out.close(); err != nil {
		return err
	}
	return bw.Flush()
}

// writer takes sorted lines of N-Quads.
type writer struct {
	line   func(string) error
	close  func() error
	labels bool
}

func newWriter(w io.Writer, format Format, base string) (writer, error) {
	nothing := func() error { return nil }
	switch format {
	case NQuads, NTriples:
		return writer{labels: format == NQuads, close: nothing, line: func(line string) error {
			_, err := io.WriteString(w, line+"\n")
			return err
		}}, nil
	case JSON:
		return jsonWriter(w), nil
	case JSONLD:
		return ldWriter(w), nil
	case PQuads:
		pw := pquads.NewWriter(w, nil)
		return writer{labels: true, close: pw.Close, line: parsed(pw.WriteQuad)}, nil
	case GraphML:
		return drawing(graphml.NewWriter(w), base), nil
	case GML:
		return drawing(gml.NewWriter(w), base), nil
	case DOT:
		return drawing(dot.NewWriter(w), base), nil
	}
	var names []string
	for _, f := range Formats() {
		names = append(names, string(f))
	}
	return writer{}, fmt.Errorf("unknown format %q: the formats are %s", format, strings.Join(names, ", "))
}

// parsed takes lines apart for write.
func parsed(write func(quad.Quad) error) func(string) error {
	return func(line string) error {
		q, err := parseStatement(line)
		if err != nil {
			return fmt.Errorf("write quad: %w", err)
		}
		return write(q)
	}
}

func drawing(qw quad.WriteCloser, base string) writer {
	return writer{close: qw.Close, line: parsed(func(q quad.Quad) error {
		_, err := qw.WriteQuads([]quad.Quad{rdf.Short(q, base)})
		return err
	})}
}

// jsonWriter writes an array of Cayley's JSON quads. Strings that could be taken for something else are
// written in N-Quads notation.
func jsonWriter(w io.Writer) writer {
	type object struct {
		Subject   string `json:"subject"`
		Predicate string `json:"predicate"`
		Object    string `json:"object"`
		Label     string `json:"label,omitempty"`
	}
	before := "[\n\t"
	enc := func(v any) error {
		var b strings.Builder
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		if err := e.Encode(v); err != nil {
			return err
		}
		_, err := io.WriteString(w, before+strings.TrimSuffix(b.String(), "\n"))
		before = ",\n\t"
		return err
	}
	return writer{labels: true,
		line: parsed(func(q quad.Quad) error {
			q = rdf.Absolute(q, "") // the numbers; the IRIs are absolute already
			return enc(object{q.Subject.String(), q.Predicate.String(), q.Object.String(), quad.StringOf(q.Label)})
		}),
		close: func() error {
			end := "\n]\n"
			if before == "[\n\t" {
				end = "[]\n"
			}
			_, err := io.WriteString(w, end)
			return err
		}}
}

// ldWriter writes a JSON-LD document in expanded form.
func ldWriter(w io.Writer) writer {
	ds := ld.NewRDFDataset()
	return writer{labels: true,
		line: parsed(func(q quad.Quad) error {
			q = rdf.Absolute(q, "")
			graph := "@default"
			switch l := q.Label.(type) {
			case quad.IRI:
				graph = string(l)
			case quad.BNode:
				graph = "_:" + string(l)
			}
			ds.Graphs[graph] = append(ds.Graphs[graph], ld.NewQuad(ldNode(q.Subject), ldNode(q.Predicate), ldNode(q.Object), graph))
			return nil
		}),
		close: func() error {
			doc, err := ld.NewJsonLdApi().FromRDF(ds, ldOptions("", &offline{}))
			if err != nil {
				return fmt.Errorf("write JSON-LD: %w", err)
			}
			enc := json.NewEncoder(w)
			enc.SetEscapeHTML(false)
			enc.SetIndent("", " ")
			return enc.Encode(doc)
		}}
}
