package quadfile

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"
)

// lines reads lines of bounded length.
type lines struct {
	r   *bufio.Reader
	max int
	n   int64 // of the last line
	buf []byte
}

// next gives the next line without its end; it is valid until the next call. A line that is too long is
// passed over, with a LineError. A last line without an end counts.
func (l *lines) next() ([]byte, error) {
	l.buf = l.buf[:0]
	long := false
	for {
		part, err := l.r.ReadSlice('\n')
		if !long {
			if len(l.buf)+len(part) > l.max {
				long = true
				l.buf = l.buf[:0]
			} else {
				l.buf = append(l.buf, part...)
			}
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err != nil && err != io.EOF:
			l.n++
			return nil, err
		case err == io.EOF && len(l.buf) == 0 && !long:
			return nil, io.EOF
		}
		l.n++
		if cap(l.buf) > 1<<20 && len(l.buf) < 1<<16 {
			l.buf = append([]byte(nil), l.buf...) // do not keep the memory of one long line
		}
		if long {
			return nil, &LineError{l.n, fmt.Errorf("%w: more than %d bytes; it was passed over", ErrLineTooLong, l.max)}
		}
		return l.buf, nil
	}
}

// lineSource gives the quads of a file that has one on each line.
type lineSource struct {
	lines lines
	parse func(line string) (quad.Quad, error)
}

func (s *lineSource) at() int64 { return s.lines.n }

func (s *lineSource) next() (quad.Quad, error) {
	for {
		line, err := s.lines.next()
		if err != nil {
			return quad.Quad{}, err
		}
		if s.lines.n == 1 {
			line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))
		}
		line = bytes.TrimSpace(line)
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		q, err := s.parse(string(line))
		if err != nil {
			return quad.Quad{}, &LineError{s.lines.n, err}
		}
		return q, nil
	}
}

// parseStatement parses a line of N-Quads.
func parseStatement(line string) (q quad.Quad, err error) {
	if !utf8.ValidString(line) {
		return q, errors.New("it is not valid UTF-8")
	}
	if q, ok := parseFast(line); ok {
		return q, nil
	}
	return parseSlow(line)
}

// parseSlow parses a line with the quad library.
func parseSlow(line string) (q quad.Quad, err error) {
	defer func() {
		// The library panics on escapes beyond Unicode.
		if r := recover(); r != nil {
			q, err = quad.Quad{}, fmt.Errorf("no valid statement: %v: %s", r, excerpt(line))
		}
	}()
	q, err = nquads.Parse(line)
	switch {
	case errors.Is(err, quad.ErrIncomplete):
		return quad.Quad{}, fmt.Errorf("the statement is incomplete, it lacks a part or the full stop: %s", excerpt(line))
	case err != nil:
		return quad.Quad{}, fmt.Errorf("no valid statement (%v): %s", err, excerpt(line))
	}
	for _, v := range []*quad.Value{&q.Subject, &q.Predicate, &q.Object, &q.Label} {
		if iri, ok := (*v).(quad.IRI); ok && strings.Contains(string(iri), `\`) {
			*v = unescapeIRI(iri)
		}
	}
	return q, nil
}

// unescapeIRI resolves \u and \U in an IRI, which the library leaves as they are.
func unescapeIRI(iri quad.IRI) quad.IRI {
	s := string(iri)
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		n := 0
		if s[i] == '\\' && i+1 < len(s) {
			n = map[byte]int{'u': 4, 'U': 8}[s[i+1]]
		}
		if n == 0 || i+2+n > len(s) {
			b.WriteByte(s[i])
			continue
		}
		code, err := strconv.ParseUint(s[i+2:i+2+n], 16, 32)
		if err != nil || !utf8.ValidRune(rune(code)) {
			b.WriteByte(s[i])
			continue
		}
		b.WriteRune(rune(code))
		i += 1 + n
	}
	return quad.IRI(b.String())
}
