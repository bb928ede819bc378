package article

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"cuibono"
)

// line is a paragraph of the source: a line, or several of a text that was wrapped at a fixed width.
type line struct {
	cuibono.Span // without white space around it
	text         string
	words        int
	// marker is the length in bytes of the mark of a list ("- ", "* ", "1. ") or heading ("## ") before
	// the text.
	marker int
	item   bool
	level  int // of a Markdown heading, from 1
	// ended tells that it ends as a sentence does.
	ended bool
	// gap tells that a blank line is before it.
	gap  bool
	fold string
	kind cuibono.PassageKind
	// cut is where an inline cue divides it, as offset in Text; 0 nowhere.
	cut int
	// why names the reason for its kind, for tests and debugging.
	why string
}

// body is the text after a marker.
func (l *line) body() string { return l.text[l.marker:] }

var (
	bullet  = regexp.MustCompile(`^(?:[-–—*•●▪◦‣·>►▶★☆✔✓➤→+]+|\(?\d{1,2}[.)]|\d{1,2}[.)]-|#\d{1,2})[ \t\x{A0}]+`)
	numeral = regexp.MustCompile(`^\d{1,2} {1,2}`)
	heading = regexp.MustCompile(`^(#{1,6})[ \t]+`)
)

// split divides text from start into lines.
func (p *page) split(start int) []line {
	var lines []line
	gap := false
	for at := start; at < len(p.Text); {
		end := strings.IndexByte(p.Text[at:], '\n')
		if end < 0 {
			end = len(p.Text)
		} else {
			end += at
		}
		raw := p.Text[at:end]
		trimmed := strings.TrimFunc(raw, invisible)
		if trimmed == "" {
			gap = true
		} else {
			from := at + strings.Index(raw, trimmed)
			lines = append(lines, line{Span: cuibono.Span{Start: from, End: from + len(trimmed)}, gap: gap})
			gap = false
		}
		at = end + 1
	}
	lines = p.unwrap(lines)
	for i := range lines {
		l := &lines[i]
		l.text = p.Text[l.Start:l.End]
		if m := heading.FindStringSubmatch(l.text); m != nil {
			l.marker, l.level = len(m[0]), len(m[1])
		} else if m := bullet.FindString(l.text); m != "" && len(m) < len(l.text) {
			l.marker, l.item = len(m), true
		}
		l.words = len(strings.Fields(l.body()))
		l.ended = endsSentence(l.text)
		l.fold = trimMarks(fold(l.body()))
	}
	return lines
}

// endsSentence tells whether s ends with a sentence's mark, quotes and brackets after it left aside.
func endsSentence(s string) bool {
	s = strings.TrimRightFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("\"'»”’)]*_", r)
	})
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?…;:。！？", r)
}

// Text wrapped by a program fills its lines up to a width that few exceed.
const (
	minWidth = 40
	maxWidth = 130
)

// unwrap joins the lines of paragraphs that were wrapped at a fixed width.
func (p *page) unwrap(lines []line) []line {
	width, full, inner := 0, 0, 0
	for _, l := range lines {
		width = max(width, utf8.RuneCountInString(p.Text[l.Start:l.End]))
	}
	if width < minWidth || width > maxWidth {
		return lines
	}
	// Of the lines that have one after them in their paragraph, nearly all must be full: the next word
	// would not have fitted.
	filled := func(a, b *line) bool {
		word, _, _ := strings.Cut(p.Text[b.Start:b.End], " ")
		return utf8.RuneCountInString(p.Text[a.Start:a.End])+1+utf8.RuneCountInString(word) > width-2
	}
	for i := 0; i+1 < len(lines); i++ {
		if !lines[i+1].gap {
			inner++
			if filled(&lines[i], &lines[i+1]) {
				full++
			}
		}
	}
	if inner < 3 || full*10 < inner*7 {
		return lines
	}
	out := lines[:1]
	for i := 1; i < len(lines); i++ {
		last, l := &out[len(out)-1], lines[i]
		if !l.gap && filled(&lines[i-1], &l) && !bullet.MatchString(p.Text[l.Start:l.End]) {
			last.End = l.End
			// out shares lines' memory: what was overwritten is before i.
			continue
		}
		out = append(out, l)
	}
	return out
}
