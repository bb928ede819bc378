package pebble

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"
)

// lineParser reads lines of N-Quads into stored forms of values. It reads plain lines itself, without
// making values of them, and leaves every other line to the quad library: both give the same forms, which
// a fuzz test holds.
type lineParser struct {
	line    []byte // what is left of the line
	forms   [4][]byte
	n       int       // members of the quad: 3, or 4 with a label
	scratch [4][]byte // for forms that are not a part of the line with a byte in front
}

// parse reads one line, without its end. ok is false where it holds no quad: it is blank or a comment. The
// forms are valid until the next call.
func (p *lineParser) parse(line []byte) (ok bool, err error) {
	line = bytes.TrimSpace(line)
	if len(line) == 0 || line[0] == '#' {
		return false, nil
	}
	p.line = line
	if p.fast() {
		return true, nil
	}
	q, err := parseLine(string(line))
	if err != nil {
		return false, err
	}
	return true, p.set(q)
}

// parseLine reads a line with the quad library, which panics on escapes beyond Unicode (\U80000000).
func parseLine(line string) (q quad.Quad, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v", quad.ErrInvalid, r)
		}
	}()
	if q, err = nquads.Parse(line); err == nil && !q.IsValid() {
		err = quad.ErrInvalid
	}
	return q, err
}

// set takes the forms from q.
func (p *lineParser) set(q quad.Quad) error {
	p.n = 3
	for i, d := range directions {
		v := q.Get(d)
		if v == nil {
			continue
		}
		form, err := appendValue(p.scratch[i][:0], v)
		if err != nil {
			return err
		}
		p.scratch[i], p.forms[i] = form, form
		p.n = i + 1
	}
	return nil
}

// fast reads a line of IRIs, simple blank nodes and strings without escapes.
func (p *lineParser) fast() bool {
	for i := range p.forms {
		if i == 3 && len(p.line) > 0 && p.line[0] == '.' {
			p.n = 3
			break
		}
		if len(p.line) == 0 {
			return false
		}
		var ok bool
		switch p.line[0] {
		case '<':
			ok = p.iri(i)
		case '_':
			ok = p.bnode(i)
		case '"':
			ok = i == 2 && p.literal(i)
		}
		if !ok {
			return false
		}
		p.n = i + 1
		rest := bytes.TrimLeft(p.line, " \t")
		if len(rest) == len(p.line) && (i < 2 || len(rest) != 1) {
			return false // no white space, where only the final dot may do without
		}
		p.line = rest
	}
	if len(p.line) == 0 || p.line[0] != '.' {
		return false
	}
	rest := bytes.TrimLeft(p.line[1:], " \t")
	return len(rest) == 0 || rest[0] == '#'
}

// iriByte tells which bytes an IRI holds unescaped.
var iriByte = func() (t [256]bool) {
	for c := range t {
		t[c] = c > ' ' && c != 0x7f && bytes.IndexByte([]byte("<>\"{}|^`\\"), byte(c)) < 0
	}
	return t
}()

// iriEnd is the index of the > that ends the IRI at the start of b, -1 where it is not a plain one.
func iriEnd(b []byte) int {
	var or byte
	for i := 1; i < len(b); i++ {
		c := b[i]
		if !iriByte[c] {
			if c != '>' || i == 1 || or >= utf8.RuneSelf && !utf8.Valid(b[:i]) {
				return -1
			}
			return i
		}
		or |= c
	}
	return -1
}

func (p *lineParser) iri(i int) bool {
	end := iriEnd(p.line)
	if end < 0 {
		return false
	}
	p.scratch[i] = append(append(p.scratch[i][:0], kindIRI), p.line[1:end]...)
	p.forms[i] = p.scratch[i]
	p.line = p.line[end+1:]
	return true
}

func (p *lineParser) bnode(i int) bool {
	b := p.line
	if len(b) < 3 || b[1] != ':' {
		return false
	}
	end := 2
	for end < len(b) && alnum(b[end]) {
		end++
	}
	// What follows a plain name must end it; dots and other letters are left to the library.
	if end == 2 || end == len(b) || b[end] != ' ' && b[end] != '\t' {
		return false
	}
	p.scratch[i] = append(append(p.scratch[i][:0], kindBNode), b[2:end]...)
	p.forms[i] = p.scratch[i]
	p.line = b[end:]
	return true
}

func alnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

func (p *lineParser) literal(i int) bool {
	b := p.line
	var or byte
	end := 1
	for ; end < len(b) && b[end] != '"'; end++ {
		if c := b[end]; c < ' ' || c == '\\' {
			return false
		}
		or |= b[end]
	}
	if end == len(b) || or >= utf8.RuneSelf && !utf8.Valid(b[:end]) {
		return false
	}
	text, rest := b[1:end], b[end+1:]
	form := p.scratch[i][:0]
	switch {
	case len(rest) > 0 && rest[0] == '@':
		end := 1
		for end < len(rest) && (alnum(rest[end]) && rest[end] > '9' || end > 1 && rest[end] == '-') {
			end++
		}
		if end == 1 || end == len(rest) || rest[end-1] == '-' || rest[end] != ' ' && rest[end] != '\t' {
			return false
		}
		form = binary.AppendUvarint(append(form, kindLang), uint64(end-1))
		form = append(append(form, rest[1:end]...), text...)
		rest = rest[end:]
	case len(rest) > 2 && rest[0] == '^' && rest[1] == '^' && rest[2] == '<':
		end := iriEnd(rest[2:])
		if end < 0 {
			return false
		}
		var v quad.Value = quad.TypedString{Value: quad.String(text), Type: quad.IRI(rest[3 : 2+end])}
		if nquads.AutoConvertTypedString {
			if n, err := v.(quad.TypedString).ParseValue(); err == nil {
				v = n
			}
		}
		var err error
		if form, err = appendValue(form, v); err != nil {
			return false
		}
		rest = rest[2+end+1:]
	default:
		form = append(append(form, kindString), text...)
	}
	p.scratch[i], p.forms[i] = form, form
	p.line = rest
	return true
}
