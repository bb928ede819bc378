package article

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"cuibono/schema"
)

// defaultMaxWords is the length beyond which a line is text whatever words it has.
const defaultMaxWords = 40

// cue is a schema.FurnitureCue made ready.
type cue struct {
	name, effect                                  string
	whole, label, start, finish, anywhere, inline []string // folded
	maxWords                                      int
	unended, names                                bool
}

// NewCues makes the cues of several languages ready. A nil list is none.
func NewCues(lists ...*schema.Furniture) *Cues {
	c := &Cues{classes: map[string]bool{}}
	for _, f := range lists {
		if f == nil {
			continue
		}
		for _, class := range f.Classes {
			c.classes[strings.ToLower(class)] = true
		}
		for _, from := range f.Cues {
			made := cue{name: from.Name, effect: from.Effect, maxWords: from.MaxWords,
				whole: foldAll(from.Whole, true), label: foldAll(from.Label, true), start: foldAll(from.Start, false),
				finish: foldAll(from.Finish, true), anywhere: foldAll(from.Anywhere, false), inline: foldAll(from.Inline, true),
				unended: from.Unended, names: from.Names}
			if made.maxWords == 0 {
				made.maxWords = defaultMaxWords
			}
			c.maxWords = max(c.maxWords, made.maxWords)
			c.cues = append(c.cues, made)
		}
	}
	return c
}

func foldAll(phrases []string, words bool) (out []string) {
	for _, s := range phrases {
		s = fold(s)
		if words {
			s = strings.TrimSpace(trimMarks(s))
		}
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// fold is s in lower case, without accents, with straight apostrophes and single spaces.
func fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r) || r == 0x200B || r == 0xFEFF:
			continue
		case unicode.IsSpace(r):
			space = b.Len() > 0
			continue
		case r == '’' || r == 'ʼ':
			r = '\''
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// mark tells whether r may stand around the words of a line without being part of them.
func mark(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

func trimMarks(s string) string { return strings.TrimFunc(s, mark) }

// trimCount takes marks and numbers off both ends, for "12 comments", "Comments (3)".
func trimCount(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
}

// cueHit is what a cue says of a line: its effect, and for an inline cue where in the line it begins.
type cueHit struct {
	effect string
	from   int // byte offset in the line; 0 for the whole
}

// match finds the first cue that marks line.
func (c *Cues) match(line string) (cueHit, bool) {
	if c == nil {
		return cueHit{}, false
	}
	words := len(strings.Fields(line))
	if words <= c.maxWords {
		folded := fold(line)
		lead := strings.TrimLeftFunc(folded, mark)
		bare, bareWords := trimMarks(folded), trimCount(folded)
		for i := range c.cues {
			q := &c.cues[i]
			if words <= q.maxWords && (q.marks(folded, lead, bare, bareWords) || q.glued(line)) && !(q.unended && endsSentence(line)) && !(q.names && !allNames(line)) {
				return cueHit{effect: q.effect}, true
			}
		}
	}
	if !strings.ContainsAny(line, inlineMarks) {
		return cueHit{}, false
	}
	for i := range c.cues {
		if at := c.cues[i].inLine(line); at > 0 && len(strings.Fields(line[at:])) <= c.cues[i].maxWords {
			return cueHit{effect: c.cues[i].effect, from: at}, true
		}
	}
	return cueHit{}, false
}

// linkLetters is the length of a word that may stand between names in lower case: "and", "avec", "pour".
const linkLetters = 4

// allNames tells whether the words of a line after the first are names.
func allNames(line string) bool {
	words := strings.FieldsFunc(line, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",/|-–—()", r) })
	names := 0
	for i, word := range words {
		r, _ := utf8.DecodeRuneInString(word)
		switch {
		case i == 0:
		case unicode.IsUpper(r):
			names++
		case utf8.RuneCountInString(word) > linkLetters:
			return false
		}
	}
	return names > 0
}

func (q *cue) marks(folded, lead, bare, bareWords string) bool {
	for _, p := range q.whole {
		if bare == p || bareWords == p {
			return true
		}
	}
	for _, p := range q.label {
		if rest, ok := strings.CutPrefix(lead, p); ok && labelEnd(rest) {
			return true
		}
	}
	for _, p := range q.inline {
		if rest, ok := strings.CutPrefix(lead, p); ok && labelEnd(rest) && trimMarks(rest) != "" {
			return true
		}
	}
	for _, p := range q.start {
		s := lead
		if r, _ := utf8.DecodeRuneInString(p); mark(r) {
			s = folded
		}
		if rest, ok := strings.CutPrefix(s, p); ok && wordEnd(p, rest) {
			return true
		}
	}
	for _, p := range q.finish {
		if before, ok := strings.CutSuffix(bare, p); ok && (before == "" || !letterEnd(before)) {
			return true
		}
	}
	for _, p := range q.anywhere {
		if hasPhrase(folded, p) {
			return true
		}
	}
	return false
}

// glued tells whether a cue that opens a line runs into the capital after it, as text taken off a page has it: "Lire aussiVelmor vend".
func (q *cue) glued(line string) bool {
	line = strings.TrimLeftFunc(line, mark)
	for _, p := range q.start {
		if len(line) <= len(p) || !letterEnd(p) {
			continue
		}
		before, n := rune(0), utf8.RuneCountInString(p)
		for i, r := range line {
			if n == 0 {
				if unicode.IsLower(before) && unicode.IsUpper(r) && fold(line[:i]) == p {
					return true
				}
				break
			}
			before, n = r, n-1
		}
	}
	return false
}

// labelEnd tells whether a label ends where rest begins: at the end of the line or at a mark that sets
// it off. A comma, an apostrophe or a hyphen does not.
func labelEnd(rest string) bool {
	rest = strings.TrimLeft(rest, " ")
	if rest == "" {
		return true
	}
	r, _ := utf8.DecodeRuneInString(rest)
	switch r {
	case ':', '|', '>', '»', '›', '→', '–', '—', '•', '/', ']', ')', '…', '·', '►', '▶':
		return true
	case '.', '!', '-':
		return strings.TrimLeftFunc(rest, mark) == ""
	}
	return false
}

func letterEnd(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return !mark(r)
}

// wordEnd tells whether phrase ends as a word before rest.
func wordEnd(phrase, rest string) bool {
	if rest == "" || !letterEnd(phrase) || unicode.IsDigit(rune(phrase[len(phrase)-1])) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return mark(r)
}

// hasPhrase tells whether s has phrase in it as whole words.
func hasPhrase(s, phrase string) bool {
	for at := 0; ; {
		i := strings.Index(s[at:], phrase)
		if i < 0 {
			return false
		}
		i += at
		before := s[:i]
		first, _ := utf8.DecodeRuneInString(phrase)
		if (before == "" || !letterEnd(before) || mark(first)) && wordEnd(phrase, s[i+len(phrase):]) {
			return true
		}
		at = i + len(phrase)
	}
}

// inlineMarks set a label off within a line.
const inlineMarks = ":|>→►"

// inLine gives the offset at which an inline cue cuts a line: after a sentence, "Lire aussi : …".
func (q *cue) inLine(line string) int {
	if len(q.inline) == 0 {
		return 0
	}
	for i := 0; i < len(line); i++ {
		if line[i] != ' ' {
			continue
		}
		if !endsSentence(line[max(0, i-16):i]) { // closing quotes and brackets are a few at most
			continue
		}
		rest := line[i+1:]
		if len(rest) > 40 {
			rest = strings.ToValidUTF8(rest[:40], "")
		}
		rest = strings.TrimLeftFunc(fold(rest), mark)
		for _, p := range q.inline {
			// The colon or bar is wanted here: "Il faut aussi lire. Voir aussi…" is more often text.
			if after, ok := strings.CutPrefix(rest, p); ok {
				after = strings.TrimLeft(after, " ")
				if r, _ := utf8.DecodeRuneInString(after); after != "" && strings.ContainsRune(inlineMarks, r) {
					return i + 1
				}
			}
		}
	}
	return 0
}
