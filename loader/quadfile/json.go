package quadfile

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"
)

// newJSONSource reads Cayley's JSON: an array of objects with subject, predicate, object and label, or one
// object a line.
func newJSONSource(r *bufio.Reader, limit int) source {
	for {
		b, err := r.Peek(1)
		if err != nil || !bytes.Contains([]byte(" \t\r\n\ufeff"), b) {
			if err == nil && b[0] == '[' {
				c := &counted{r: r}
				return &arraySource{c: c, dec: json.NewDecoder(c), max: limit}
			}
			// An object a line can go on after a broken one; objects over several lines cannot.
			head, _ := r.Peek(HeadSize)
			if severalLines(head) {
				c := &counted{r: r}
				return &arraySource{c: c, dec: json.NewDecoder(c), max: limit, opened: true, bare: true}
			}
			return &lineSource{lines: lines{r: r, max: limit}, parse: parseObject}
		}
		_, _ = r.Discard(1)
	}
}

// severalLines tells whether the first value in head goes over several lines.
func severalLines(head []byte) bool {
	dec := json.NewDecoder(bytes.NewReader(head))
	var first json.RawMessage
	return dec.Decode(&first) == nil && bytes.Contains(bytes.TrimSpace(head[:dec.InputOffset()]), []byte("\n"))
}

// parseObject parses a quad that is one object.
func parseObject(text string) (quad.Quad, error) {
	var o struct{ Subject, Predicate, Object, Label *string }
	dec := json.NewDecoder(strings.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&o); err != nil {
		var mismatch *json.UnmarshalTypeError
		if errors.As(err, &mismatch) {
			err = errors.New("want an object with subject, predicate, object and perhaps label, all text")
		}
		return quad.Quad{}, fmt.Errorf("no valid quad in JSON: %w: %s", err, excerpt(text))
	}
	if dec.More() {
		return quad.Quad{}, fmt.Errorf("more than one value on the line: %s", excerpt(text))
	}
	return quad.Quad{Subject: term(o.Subject), Predicate: term(o.Predicate), Object: term(o.Object), Label: term(o.Label)}, nil
}

// term reads a value in the mixed notation of Cayley's JSON: N-Quads for IRIs, blank nodes and literals
// in quotes, anything else a plain string.
func term(s *string) quad.Value {
	if s == nil {
		return nil
	}
	t := *s
	switch {
	case len(t) > 1 && t[0] == '<' && t[len(t)-1] == '>':
		return quad.IRI(t[1 : len(t)-1])
	case strings.HasPrefix(t, "_:"):
		return quad.BNode(t[2:])
	case len(t) > 1 && t[0] == '"':
		if v, ok := literal(t); ok {
			return v
		}
	}
	return quad.String(t)
}

// literal parses a literal in N-Quads notation.
func literal(t string) (v quad.Value, ok bool) {
	defer func() {
		if recover() != nil {
			v, ok = nil, false
		}
	}()
	q, err := nquads.Parse("<s> <p> " + t + " .")
	if err != nil || q.Label != nil {
		return nil, false
	}
	return q.Object, q.Object != nil
}

// counted counts the lines and bytes that a JSON decoder reads ahead of what it gives.
type counted struct {
	r      io.Reader
	offset int64
	ends   []int64 // offsets of line ends not yet passed
	line   int64
	budget int64
}

var errTooMuch = errors.New("one value is too long")

func (c *counted) Read(p []byte) (int, error) {
	if c.budget <= 0 {
		return 0, errTooMuch
	}
	n, err := c.r.Read(p)
	for i, b := range p[:n] {
		if b == '\n' {
			c.ends = append(c.ends, c.offset+int64(i))
		}
	}
	c.offset += int64(n)
	c.budget -= int64(n)
	return n, err
}

// lineAt is the line of an offset; offsets must not go back.
func (c *counted) lineAt(offset int64) int64 {
	n := 0
	for n < len(c.ends) && c.ends[n] < offset {
		n++
	}
	c.line += int64(n)
	c.ends = append(c.ends[:0], c.ends[n:]...)
	return c.line + 1
}

// arraySource gives the quads of an array, one decoded at a time.
type arraySource struct {
	c      *counted
	dec    *json.Decoder
	max    int
	opened bool
	bare   bool  // objects follow each other without an array around them
	last   int64 // line of the last quad
}

func (s *arraySource) at() int64 { return s.last }

func (s *arraySource) next() (quad.Quad, error) {
	// The decoder reads ahead by less than what it holds.
	s.c.budget = 2*int64(s.max) + 1<<16
	if !s.opened {
		if _, err := s.dec.Token(); err != nil {
			return quad.Quad{}, s.broken(err)
		}
		s.opened = true
	}
	if !s.dec.More() {
		if s.bare {
			return quad.Quad{}, io.EOF
		}
		if _, err := s.dec.Token(); err != nil {
			return quad.Quad{}, s.broken(err)
		}
		return quad.Quad{}, io.EOF
	}
	var raw json.RawMessage
	if err := s.dec.Decode(&raw); err != nil {
		return quad.Quad{}, s.broken(err)
	}
	s.last = s.c.lineAt(s.dec.InputOffset())
	if len(raw) > s.max {
		return quad.Quad{}, &LineError{s.last, fmt.Errorf("%w: more than %d bytes in one quad; it was passed over", ErrLineTooLong, s.max)}
	}
	q, err := parseObject(string(raw))
	if err != nil {
		return quad.Quad{}, &LineError{s.last, err}
	}
	return q, nil
}

// broken says what ends the reading of an array.
func (s *arraySource) broken(err error) error {
	s.last = s.c.lineAt(s.dec.InputOffset())
	switch {
	case errors.Is(err, errTooMuch):
		return fmt.Errorf("%w: more than %d bytes in one quad; what follows was not read", ErrLineTooLong, s.max)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("the array of quads is not closed: the file ends too early")
	case errors.Is(err, ErrTruncated):
		return err
	}
	return fmt.Errorf("no valid JSON: %w; what follows was not read", err)
}
