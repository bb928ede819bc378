package cuibono

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// EntityID is the IRI inside the store of the entity that goes by name: the name with underscores for
// spaces, "Elon_Musk". It is reversible but for runs of white space (EntityName), and for any name it
// gives a valid single path segment of an IRI (RFC 3987), so that a base can be put in front of it. What
// an IRI or a prefixed name would read as syntax (colon, slash, question mark, …) is percent-encoded.
// A name of ASCII lower-case letters alone begins with a capital ("iliad" is <Iliad>), since relation
// names and the store's own names ("article", "claim", "amount") have that form. A name without a
// visible character gives "".
//
// Names are compared in Unicode NFC; articles are read in that form.
func EntityID(name string) string {
	id, plain := segment(name)
	if plain {
		return strings.ToUpper(id[:1]) + id[1:]
	}
	return id
}

// TopicID is the IRI inside the store of an aspect of an entity: "Stargate/funding".
func TopicID(entity, aspect string) string {
	id, _ := segment(aspect)
	return entity + "/" + id
}

// segment is name as one segment of an IRI, and tells whether it is made of ASCII lower-case letters
// and underscores alone.
func segment(name string) (id string, plain bool) {
	name = strings.Trim(strings.Join(strings.Fields(name), "_"), "_")
	if name == "" {
		return "", false
	}
	return EscapeSegment(name), strings.Trim(name, "_abcdefghijklmnopqrstuvwxyz") == ""
}

// EscapeSegment percent-encodes what must not stand in one segment of an IRI's path: different texts give
// different segments.
func EscapeSegment(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for i, r := range s {
		if _, size := utf8.DecodeRuneInString(s[i:]); r == utf8.RuneError && size == 1 {
			escapeByte(&b, s[i]) // not UTF-8: keep the byte
			continue
		}
		if inSegment(r) {
			b.WriteRune(r)
			continue
		}
		for _, c := range []byte(string(r)) {
			escapeByte(&b, c)
		}
	}
	if out := b.String(); strings.Trim(out, ".") != "" {
		return out
	}
	return strings.ReplaceAll(b.String(), ".", "%2E") // "." and ".." would be taken for steps of a path
}

// EntityName is the name that an IRI made by EntityID or TopicID shows: "Elon Musk", "Stargate funding". It
// is valid UTF-8.
func EntityName(id string) string {
	if !strings.ContainsAny(id, "%_/") {
		return id
	}
	b := make([]byte, 0, len(id))
	for i := 0; i < len(id); i++ {
		switch c := id[i]; {
		case c == '_' || c == '/':
			b = append(b, ' ')
		case c == '%' && i+2 < len(id) && unhex(id[i+1]) >= 0 && unhex(id[i+2]) >= 0:
			b = append(b, byte(unhex(id[i+1])<<4|unhex(id[i+2])))
			i += 2
		default:
			b = append(b, c)
		}
	}
	return strings.ToValidUTF8(string(b), "\uFFFD")
}

// inSegment tells whether r stands for itself in a segment of an IRI of the store: the ipchar of RFC
// 3987 without percent and colon, and without characters that cannot be seen or that change the
// direction of writing (section 4.1 there).
func inSegment(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' ||
			strings.ContainsRune("-._~!$&'()*+,;=@", r)
	}
	if r >= 0xE000 && r <= 0xF8FF || r >= 0xF0000 || r&0xFFFE == 0xFFFE || r >= 0xFDD0 && r <= 0xFDEF || r >= 0xFFF0 && r <= 0xFFFF {
		return false // private use, non-characters and specials
	}
	return r >= 0xA0 && unicode.IsPrint(r)
}

const hexDigits = "0123456789ABCDEF"

func escapeByte(b *strings.Builder, c byte) {
	b.WriteByte('%')
	b.WriteByte(hexDigits[c>>4])
	b.WriteByte(hexDigits[c&15])
}

func unhex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}
