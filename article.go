package cuibono

import "unicode/utf8"

// Article is one source text with what is known about it.
type Article struct {
	// ID is the article's IRI inside the store, without angle brackets: "article/…". The loader
	// derives it from Source, so that a changed article at the same place replaces its earlier version.
	ID string
	// Source says where the article was read: a path or a URL, as the user gave it.
	Source string
	// Title, Publisher and URL come from the front matter or the first lines; empty where unknown.
	Title, Publisher, URL string
	// Date is the day of publication in ISO 8601, or a part of one ("2025-01"); empty where unknown.
	Date string
	// Language is an ISO 639-1 code: "fr", "en".
	Language string
	// Text is the archived text: valid UTF-8, everything the source held, furniture included.
	Text string
	// SHA256 is the digest of Text, in lower-case hexadecimal: the key of the text in the archive.
	SHA256 string
	// Passages cover Text in order without overlap. Text between them is white space.
	Passages []Passage
}

// Passage is a run of an article's text of one kind: a paragraph, a title, a menu.
type Passage struct {
	Span
	Kind PassageKind
}

// PassageKind says what a passage is for; only Title, Heading, Body and Item are read for claims.
type PassageKind string

// The kinds of passage.
const (
	Title     PassageKind = "title"
	Heading   PassageKind = "heading"
	Body      PassageKind = "body"
	Item      PassageKind = "item"      // an entry of a list
	Meta      PassageKind = "meta"      // front matter, date line, byline
	Furniture PassageKind = "furniture" // menus, subscription notices, "read also", teasers, cookies
)

// Claims tells whether passages of this kind are read for claims.
func (k PassageKind) Claims() bool {
	return k == Title || k == Heading || k == Body || k == Item
}

// Span is a half-open range of byte offsets.
type Span struct {
	Start, End int
}

// Len is the number of bytes in s.
func (s Span) Len() int { return s.End - s.Start }

// Contains tells whether o lies within s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Overlaps tells whether s and o share a byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// CodePoints converts a span of a.Text into an offset and a length in Unicode code points.
func (a *Article) CodePoints(s Span) (offset, length int) {
	return utf8.RuneCountInString(a.Text[:s.Start]), utf8.RuneCountInString(a.Text[s.Start:s.End])
}
