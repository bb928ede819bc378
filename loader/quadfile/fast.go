package quadfile

import (
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
)

// parseFast parses the plain lines of N-Quads, which nearly all are: IRIs without escapes, simple blank
// nodes, literals without escapes. For others ok is false, and the quad library parses them; where ok is
// true both give the same (a fuzz test holds it). The values are parts of line.
func parseFast(line string) (q quad.Quad, ok bool) {
	rest := line
	if q.Subject, rest, ok = fastResource(rest, true); !ok {
		return q, false
	}
	if q.Predicate, rest, ok = fastResource(rest, false); !ok {
		return q, false
	}
	if rest != "" && rest[0] == '"' {
		q.Object, rest, ok = fastLiteral(rest)
	} else {
		q.Object, rest, ok = fastResource(rest, true)
	}
	if !ok || rest == "" {
		return q, false
	}
	if rest[0] != '.' {
		if q.Label, rest, ok = fastResource(rest, true); !ok {
			return q, false
		}
	}
	return q, rest == "."
}

// fastResource parses an IRI, or a blank node if it may be one, and the white space after it.
func fastResource(s string, blank bool) (v quad.Value, rest string, ok bool) {
	switch {
	case len(s) > 2 && s[0] == '<':
		for i := 1; i < len(s); i++ {
			c := s[i]
			if c == '>' {
				rest, ok = skipSpace(s[i+1:])
				return quad.IRI(s[1:i]), rest, ok && i > 1
			}
			if noIRI[c] {
				return nil, s, false
			}
		}
	case blank && len(s) > 3 && s[0] == '_' && s[1] == ':':
		i := 2
		for i < len(s) && (s[i] >= 'a' && s[i] <= 'z' || s[i] >= 'A' && s[i] <= 'Z' || s[i] >= '0' && s[i] <= '9') {
			i++
		}
		rest, ok = skipSpace(s[i:])
		return quad.BNode(s[2:i]), rest, ok && i > 2
	}
	return nil, s, false
}

// noIRI holds the bytes that an IRI must not hold, and the backslash of its escapes.
var noIRI = func() (t [256]bool) {
	for r := rune(0); r < utf8.RuneSelf; r++ {
		t[r] = forbidden(r) || r == 0x7F
	}
	return t
}()

// skipSpace takes off the white space that has to follow a term.
func skipSpace(s string) (rest string, ok bool) {
	i := 0
	for i < len(s) && (s[i] == ' ' || s[i] == '\t') {
		i++
	}
	return s[i:], i > 0
}

func fastLiteral(s string) (v quad.Value, rest string, ok bool) {
	end := 1
	for end < len(s) && s[end] != '"' {
		if s[end] == '\\' || s[end] == '\n' || s[end] == '\r' {
			return nil, s, false
		}
		end++
	}
	if end >= len(s) {
		return nil, s, false
	}
	text := quad.String(s[1:end])
	s = s[end+1:]
	switch {
	case s == "":
		return nil, s, false
	case s[0] == '@':
		tag, _, _ := strings.Cut(s[1:], " ")
		if !langTag.MatchString(tag) {
			return nil, s, false
		}
		rest, ok = skipSpace(s[1+len(tag):])
		return quad.LangString{Value: text, Lang: tag}, rest, ok
	case strings.HasPrefix(s, "^^<"):
		typ, rest, ok := fastResource(s[2:], false)
		if !ok {
			return nil, s, false
		}
		return quad.TypedString{Value: text, Type: typ.(quad.IRI)}, rest, true
	}
	rest, ok = skipSpace(s)
	return text, rest, ok
}
