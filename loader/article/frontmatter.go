package article

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"cuibono"
)

const (
	frontMatterMark = "---\n"
	// Front matter of more bytes, or nested deeper, is taken for text: it is the YAML parser's memory
	// that is guarded.
	maxFrontMatter = 64 << 10
	maxNesting     = 100
)

// frontMatter reads the YAML block that a text may begin with and gives the offset after it, 0 where
// there is none.
func (p *page) frontMatter() int {
	text := p.Text
	if !strings.HasPrefix(text, frontMatterMark) {
		return 0
	}
	end, after := -1, 0
	for at := len(frontMatterMark); at <= len(text) && at < maxFrontMatter; {
		stop := strings.IndexByte(text[at:], '\n')
		next := len(text) + 1
		if stop >= 0 {
			next = at + stop + 1
		} else {
			stop = len(text) - at
		}
		if line := strings.TrimRight(text[at:at+stop], " \t"); line == "---" || line == "..." {
			end, after = at, min(next, len(text))
			break
		}
		at = next
	}
	if end < 0 {
		p.warn(1, `"---" opens front matter that nothing closes: read as text`)
		return 0
	}
	block := text[len(frontMatterMark):end]
	root, err := parseYAML(block)
	if err != nil {
		p.warn(1, "front matter is not readable and was left aside: %v", err)
		return after
	}
	if root == nil {
		return after
	}
	if root.Kind != yaml.MappingNode {
		p.warn(1, "front matter is no list of keys and values and was left aside")
		return after
	}
	for i := 0; i+1 < len(root.Content); i += 2 {
		key, value := root.Content[i], root.Content[i+1]
		line := key.Line + 1
		if value.Kind != yaml.ScalarNode {
			p.warn(line, "front matter key %q was left aside: its value is no plain text", key.Value)
			continue
		}
		v := strings.TrimSpace(value.Value)
		if v == "" || value.Tag == "!!null" {
			continue
		}
		switch strings.ToLower(key.Value) {
		case "title":
			p.Title = strings.Join(strings.Fields(v), " ")
		case "publisher":
			p.Publisher = v
		case "date":
			d, ok := isoDate(v)
			if !ok {
				p.warn(line, "date %q was left aside: write it as 2025-01-31", v)
			}
			p.Date = d
		case "url":
			if u, err := url.Parse(v); err != nil || !u.IsAbs() {
				p.warn(line, "url %q was left aside: it is not absolute", v)
			} else {
				p.URL = v
			}
		case "lang":
			p.Language = languageCode(v)
			if p.Language == "" {
				p.warn(line, "lang %q was left aside: write it as a code of two letters (ISO 639-1), such as fr", v)
			}
		default:
			p.warn(line, "front matter key %q is not used (title, publisher, date, url and lang are)", key.Value)
		}
	}
	return after
}

// parseYAML gives the root of a YAML document, nil for an empty one. The library panics on some broken
// input.
func parseYAML(block string) (root *yaml.Node, err error) {
	depth := 0
	for _, c := range block {
		switch c {
		case '[', '{':
			if depth++; depth > maxNesting {
				return nil, fmt.Errorf("brackets nest more than %d levels deep", maxNesting)
			}
		case ']', '}':
			depth--
		}
	}
	defer func() {
		if r := recover(); r != nil {
			root, err = nil, fmt.Errorf("%v", r)
		}
	}()
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(block), &doc); err != nil {
		return nil, err
	}
	if len(doc.Content) == 0 {
		return nil, nil
	}
	return doc.Content[0], nil
}

var language = regexp.MustCompile(`^([a-zA-Z]{2})(?:[-_].*)?$`)

// languageCode is the language of a code that may carry a region: "fr" of "fr-CA".
func languageCode(code string) string {
	m := language.FindStringSubmatch(code)
	if m == nil {
		return ""
	}
	return strings.ToLower(m[1])
}

var (
	isoLike = regexp.MustCompile(`^\d{4}(-\d{2}(-\d{2})?)?($|[T ])`)
	// The day comes first, as everywhere but in the United States; there the month's name is usual.
	dateLayouts = []string{
		"02/01/2006", "2/1/2006", "02.01.2006", "2.1.2006", "2006/01/02", "20060102",
		"2 January 2006", "January 2, 2006", "January 2 2006", "2 Jan 2006", "Jan 2, 2006", "Jan. 2, 2006",
		time.RFC1123, time.RFC1123Z, time.RFC850, time.ANSIC,
	}
)

// isoDate gives a date or a part of one in ISO 8601.
func isoDate(s string) (string, bool) {
	s = strings.TrimSpace(s)
	if m := isoLike.FindString(s); m != "" {
		d := strings.TrimRight(m, "T ")
		layout := "2006-01-02"[:len(d)]
		_, err := time.Parse(layout, d)
		return d, err == nil
	}
	for _, layout := range dateLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return t.Format(time.DateOnly), true
		}
	}
	return "", false
}

var dateLine = regexp.MustCompile(`^(?i)[ \t]*date[ \t]*:?[ \t]+(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:[ \t]+|$)`)

// dateHeader reads "date 2025-01" at the start of the text from offset start and gives the offset
// after it. Text may follow on the same line.
func (p *page) dateHeader(start int) int {
	rest := p.Text[start:]
	skipped := len(rest) - len(strings.TrimLeft(rest, "\n \t"))
	line, _, _ := strings.Cut(rest[skipped:], "\n")
	m := dateLine.FindStringSubmatchIndex(line)
	if m == nil {
		return start
	}
	d, ok := isoDate(line[m[2]:m[3]])
	if !ok {
		return start
	}
	if p.Date == "" {
		p.Date = d
	}
	at := start + skipped
	p.add(at, at+len(strings.TrimRight(line[:m[1]], " \t")), cuibono.Meta)
	return at + m[1]
}
