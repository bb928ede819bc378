package quadfile

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/cayleygraph/quad"

	"cuibono/loader/rdf"
)

// DefaultMaxLine bounds the bytes of one line, or of one quad in JSON and pquads.
const DefaultMaxLine = 16 << 20

// MaxDocument bounds the bytes of a JSON-LD document, which is read as a whole.
const MaxDocument = 256 << 20

// Options say how a quad file is read.
type Options struct {
	// Base is taken off IRIs; "" stands for rdf.DefaultBase.
	Base string
	// Scope keeps the blank nodes of files apart: files of one scope share them. It is made of letters
	// and digits; "" leaves blank nodes as they are.
	Scope string
	// MaxLine bounds the bytes of one line; 0 stands for DefaultMaxLine.
	MaxLine int
	// Strict makes the first mistake an error of ReadQuad. Otherwise it goes to OnError, and reading goes on.
	Strict bool
	// OnError is told of mistakes; line 1 is the first, 0 is unknown. nil ignores them.
	OnError func(line int64, err error)
}

// LineError is a mistake in a file read with Options.Strict.
type LineError struct {
	Line int64
	Err  error
}

func (e *LineError) Error() string {
	if e.Line == 0 {
		return e.Err.Error()
	}
	return fmt.Sprintf("line %d: %v", e.Line, e.Err)
}

func (e *LineError) Unwrap() error { return e.Err }

// ErrLineTooLong is returned, wrapped, for a line of more bytes than Options.MaxLine.
var ErrLineTooLong = errors.New("line is too long")

// source gives quads as they stand in the file. Its errors are io.EOF; a *LineError, after which it goes
// on; or another, after which it cannot.
type source interface {
	next() (quad.Quad, error)
}

// Reader reads the quads of a file, with short IRIs and scoped blank nodes. It implements quad.ReadCloser.
type Reader struct {
	opt Options
	src source
	// finished tells that the source finishes its quads itself.
	finished bool
	fail     error
}

// NewReader reads r, which is unpacked already (Unpack), in a format that Detect gave.
func NewReader(r *bufio.Reader, format Format, opt Options) (*Reader, error) {
	if opt.Base == "" {
		opt.Base = rdf.DefaultBase
	}
	if opt.MaxLine <= 0 {
		opt.MaxLine = DefaultMaxLine
	}
	reader := &Reader{opt: opt}
	var src source
	switch format {
	case NQuads, NTriples:
		reader.src = newStatements(r, opt.MaxLine, reader.finish)
		reader.finished = true
		return reader, nil
	case JSON:
		src = newJSONSource(r, opt.MaxLine)
	case JSONLD:
		src = &ldSource{r: r, base: opt.Base}
	case PQuads:
		src = &pquadsSource{r: r, max: opt.MaxLine}
	default:
		return nil, fmt.Errorf("format %q cannot be read; those that can are nquads, ntriples, json, jsonld and pquads", format)
	}
	reader.src = src
	return reader, nil
}

// Close ends the reading. It must be called if the reader is not read to its end.
func (r *Reader) Close() error {
	if c, ok := r.src.(io.Closer); ok {
		return c.Close()
	}
	return nil
}

// finish checks a quad as it stands in the file and gives it as the store takes it. It is called from
// several goroutines at once.
func (r *Reader) finish(q quad.Quad) (quad.Quad, error) {
	if err := valid(q); err != nil {
		return q, err
	}
	return rdf.Short(r.scoped(q), r.opt.Base), nil
}

// ReadQuad gives the next quad, io.EOF after the last.
func (r *Reader) ReadQuad() (quad.Quad, error) {
	for r.fail == nil {
		q, err := r.src.next()
		if err == nil && !r.finished {
			if q, err = r.finish(q); err != nil {
				err = &LineError{r.line(), err}
			}
		}
		if err == nil {
			return q, nil
		}
		if err == io.EOF {
			r.fail = io.EOF
			break
		}
		var at *LineError
		goesOn := errors.As(err, &at)
		if !goesOn {
			at = &LineError{r.line(), err}
			var end *endError
			if errors.As(err, &end) {
				at = &LineError{end.line, end.err}
			}
		}
		if r.opt.Strict {
			r.fail = at
			break
		}
		if r.opt.OnError != nil {
			r.opt.OnError(at.Line, at.Err)
		}
		if !goesOn {
			r.fail = io.EOF
		}
	}
	return quad.Quad{}, r.fail
}

// line is the line that the source stands at, if it knows.
func (r *Reader) line() int64 {
	if l, ok := r.src.(interface{ at() int64 }); ok {
		return l.at()
	}
	return 0
}

var (
	ours     = regexp.MustCompile(`^b[0-9a-f]{10}_`)
	langTag  = regexp.MustCompile(`^[a-zA-Z]+(?:-[a-zA-Z0-9]+)*$`)
	nodeName = regexp.MustCompile(`^[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?$`)
)

// valid tells what RDF does not allow in q. The parsers of the quad library let more pass.
func valid(q quad.Quad) error {
	if err := resource("subject", q.Subject, true); err != nil {
		return err
	}
	if err := resource("predicate", q.Predicate, false); err != nil {
		return err
	}
	if q.Label != nil {
		if err := resource("label", q.Label, true); err != nil {
			return err
		}
	}
	switch o := q.Object.(type) {
	case nil:
		return errors.New("the object is missing")
	case quad.IRI, quad.BNode:
		return resource("object", o, true)
	case quad.LangString:
		if !langTag.MatchString(o.Lang) {
			return fmt.Errorf("%q is no language tag", o.Lang)
		}
	case quad.TypedString:
		return resource("type of the object", o.Type, false)
	}
	return nil
}

func resource(what string, v quad.Value, blank bool) error {
	switch v := v.(type) {
	case nil:
		return fmt.Errorf("the %s is missing", what)
	case quad.IRI:
		if v == "" {
			return fmt.Errorf("the %s is an empty IRI", what)
		}
		if !plainIRI(string(v)) {
			i := strings.IndexFunc(string(v), forbidden)
			return fmt.Errorf("the %s holds %q, which an IRI must not: percent-encode it", what, []rune(string(v)[i:])[0])
		}
		return nil
	case quad.BNode:
		if blank && v != "" {
			return nil
		}
		if blank {
			return fmt.Errorf("the %s is a blank node without a name", what)
		}
		return fmt.Errorf("the %s is a blank node; only an IRI can be", what)
	}
	return fmt.Errorf("the %s %s is no IRI or blank node: write IRIs as <name>", what, excerpt(quad.StringOf(v)))
}

// plainIRI tells whether s holds nothing forbidden.
func plainIRI(s string) bool {
	for i := 0; i < len(s); i++ {
		if noIRI[s[i]] && s[i] != 0x7F {
			return false
		}
	}
	return true
}

// forbidden tells whether r must not stand in an IRI (N-Quads, IRIREF).
func forbidden(r rune) bool {
	return r <= ' ' || strings.ContainsRune("<>\"{}|^`\\", r)
}

// excerpt is the beginning of s, for messages.
func excerpt(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	const most = 60
	r := []rune(strings.ToValidUTF8(s[:min(len(s), 4*most)], "\uFFFD"))
	if len(r) > most {
		return string(r[:most]) + "…"
	}
	return string(r)
}

// scoped gives q with its blank nodes in the scope of the file.
func (r *Reader) scoped(q quad.Quad) quad.Quad {
	q.Subject, q.Object, q.Label = r.node(q.Subject), r.node(q.Object), r.node(q.Label)
	return q
}

// node renames a blank node. One that an export of the graph named keeps its name, so that exporting and
// loading again gives the same graph.
func (r *Reader) node(v quad.Value) quad.Value {
	b, ok := v.(quad.BNode)
	if !ok {
		return v
	}
	name := string(b)
	if !nodeName.MatchString(name) {
		name = fmt.Sprintf("x%x", name)
	}
	if r.opt.Scope != "" && !ours.MatchString(name) {
		name = "b" + r.opt.Scope + "_" + name
	}
	return quad.BNode(name)
}
