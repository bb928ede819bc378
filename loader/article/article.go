// Package article makes an article of the bytes of a source: it finds out the encoding and the form
// (plain text, Markdown with front matter, HTML), reads title, date and the like, and divides the text
// into passages, of which page furniture (menus, subscription notices, teasers of other articles) is
// kept but not read for claims.
//
// The text of an article is its source in UTF-8, Unicode NFC, with "\n" at line ends. HTML is turned
// into Markdown, and the inline markup of Markdown (emphasis, links) is taken off, so that a sentence is
// the text that a person sees. Reading the text of an article again, with Options.Archived, gives the
// same article.
package article

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"cuibono"
	"cuibono/schema"
)

// DefaultMaxSize bounds the bytes of one article. The longest newspaper pages with all their markup
// have about a megabyte.
const DefaultMaxSize = 16 << 20

// Options say how articles are read. The zero value reads any article without a language.
type Options struct {
	// Detect gives the language of a text (ISO 639-1) and the confidence in it, from 0 to 1; without it,
	// or where it gives "", the language stays as the front matter says.
	Detect func(text string) (language string, confidence float64)
	// Cues tell page furniture by its words; nil leaves structure alone to tell it.
	Cues *Cues
	// Root is a folder under which files are named by their path relative to it; see ID.
	Root string
	// ID is the article's IRI, if it is not to be made of the source.
	ID string
	// MaxSize bounds the bytes of a source; 0 stands for DefaultMaxSize.
	MaxSize int
	// Archived says that the data is the text of an article read before.
	Archived bool
	// Warn, if not nil, is told of what was guessed, repaired or left aside.
	Warn func(Warning)
}

// Warning is something about a source that the user should know and that does not keep it from being
// read.
type Warning struct {
	Source string
	Line   int // 1 is the first; 0 for the whole
	Text   string
	// Doubt tells that the text may not be what was written: its encoding was guessed, or bytes were
	// replaced.
	Doubt bool
}

func (w Warning) String() string {
	if w.Line > 0 {
		return fmt.Sprintf("%s:%d: %s", w.Source, w.Line, w.Text)
	}
	return w.Source + ": " + w.Text
}

// Cues are the cues of page furniture of all languages, ready to be matched. They are immutable and safe
// for concurrent use.
type Cues struct {
	cues    []cue
	classes map[string]bool
	// maxWords is the greatest of the cues'.
	maxWords int
}

// CuesOf gathers the cues of all languages of a schema.
func CuesOf(s *schema.Schema) *Cues {
	var list []*schema.Furniture
	for _, language := range s.Languages {
		if l := s.Lexicon(language); l != nil {
			list = append(list, &l.Furniture)
		}
	}
	return NewCues(list...)
}

// Read makes an article of the bytes of a source. Errors are ErrEmpty, ErrBinary and ErrTooLarge, wrapped,
// without the source's name.
func Read(source string, data []byte, opt Options) (*cuibono.Article, error) {
	limit := opt.MaxSize
	if limit <= 0 {
		limit = DefaultMaxSize
	}
	if len(data) > limit {
		return nil, fmt.Errorf("%w: it has more than %d bytes; split it", ErrTooLarge, limit)
	}
	warn := func(line int, format string, args ...any) {
		if opt.Warn != nil {
			opt.Warn(Warning{Source: source, Line: line, Text: fmt.Sprintf(format, args...)})
		}
	}
	text := string(data)
	if !opt.Archived {
		var err error
		doubt := func(s string) {
			if opt.Warn != nil {
				opt.Warn(Warning{Source: source, Text: s, Doubt: true})
			}
		}
		if text, err = decode(data, doubt); err != nil {
			return nil, err
		}
	}
	a := &cuibono.Article{ID: opt.ID, Source: source}
	markdown := isMarkdown(source, text)
	switch {
	case opt.Archived:
	case isHTML(source, text):
		page, err := fromHTML(text, opt.Cues)
		if err != nil {
			return nil, err
		}
		text, markdown = page, true
	case markdown:
		text = plainInline(text)
	}
	if strings.TrimFunc(text, invisible) == "" {
		return nil, ErrEmpty
	}
	a.Text = text
	sum := sha256.Sum256([]byte(text))
	a.SHA256 = hex.EncodeToString(sum[:])
	if a.ID == "" {
		a.ID = ID(source, opt.Root, a.SHA256)
	}
	p := &page{Article: a, markdown: markdown, warn: warn, cues: opt.Cues}
	p.read()
	if a.Language == "" && opt.Detect != nil {
		a.Language, _ = opt.Detect(p.claimText())
	}
	return a, nil
}

// claimText is the text that is read for claims, or all of it where nothing is.
func (p *page) claimText() string {
	var b strings.Builder
	for _, s := range p.Passages {
		if s.Kind.Claims() {
			b.WriteString(p.Text[s.Start:s.End])
			b.WriteByte('\n')
		}
	}
	if b.Len() == 0 {
		return p.Text
	}
	return b.String()
}
