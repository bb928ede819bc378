package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"cuibono"
)

// MaxSentence is the number of tokens after which a sentence without an end is cut, at the last
// semicolon or comma where there is one in its second half.
const MaxSentence = 256

// Tokenize splits text into sentences and tokens. Sentences never cross passages, which must be in
// order without overlap; nil means that blank lines part the paragraphs.
func (a *Analyzer) Tokenize(text string, passages []cuibono.Span) *Document {
	d := &Document{Text: text, Language: a.language}
	if passages == nil {
		passages = paragraphs(text)
	}
	s := scanner{rules: a.rules, text: text}
	for _, p := range passages {
		p.Start, p.End = max(p.Start, 0), min(p.End, len(text))
		if p.Start >= p.End {
			continue
		}
		pieces := s.scan(p)
		for len(pieces) > 0 {
			n := a.sentenceEnd(text, pieces)
			d.Sentences = append(d.Sentences, a.sentence(text, pieces[:n]))
			pieces = pieces[n:]
		}
	}
	return d
}

// paragraphs cuts a text at its blank lines.
func paragraphs(text string) []cuibono.Span {
	var spans []cuibono.Span
	start, lineEmpty := 0, true
	for i, r := range text {
		switch {
		case r == '\n':
			if lineEmpty {
				if start < i {
					spans = append(spans, cuibono.Span{Start: start, End: i})
				}
				start = i + 1
			}
			lineEmpty = true
		case !isSpace(r):
			lineEmpty = false
		}
	}
	return append(spans, cuibono.Span{Start: start, End: len(text)})
}

// sentenceEnd gives the number of pieces in the first sentence of pieces.
func (a *Analyzer) sentenceEnd(text string, pieces []piece) int {
	if n := a.dateline(pieces); n > 0 {
		return n
	}
	depth := 0      // of open brackets
	open := false   // a straight double quote is open
	lineStart := 0  // first piece of the current line
	lineBytes := 80 // bytes of the current line, for lists
	for i := range pieces {
		p := &pieces[i]
		if i == MaxSentence {
			return cutLong(pieces[:i])
		}
		if i > 0 && p.newline {
			lineBytes = pieces[i-1].end - pieces[lineStart].start
			if lineBreak(pieces[i-1].form, p.form, lineBytes, nextForm(pieces, i)) {
				return i
			}
			lineStart = i
		}
		switch p.form {
		case "(", "[", "{":
			depth++
		case ")", "]", "}":
			depth = max(depth-1, 0)
		case `"`:
			open = !open
		}
		if !endsSentence(p) {
			continue
		}
		// The closing quotes and brackets belong to the sentence.
		j := i + 1
		inQuote := open
		for j < len(pieces) && (closer(pieces[j].form) || pieces[j].form == `"` && inQuote && (!pieces[j].space || p.form != ".")) {
			if pieces[j].form == `"` {
				inQuote = false
			} else if depth > 0 && strings.Contains(")]}", pieces[j].form) {
				depth--
			}
			j++
		}
		if p.form == "." && j < len(pieces) && !pieces[j].space && len(pieces[j].form) <= 2 && isNumber(pieces[j].form) && i > 0 && !isNumber(pieces[i-1].form) &&
			(j+1 == len(pieces) || pieces[j+1].space) {
			j++ // the number of a note
		}
		if j == len(pieces) {
			return j
		}
		if !a.begins(pieces, i, j, depth) {
			continue
		}
		return j
	}
	return len(pieces)
}

// nextForm is the form after pieces[i], "" at the end.
func nextForm(pieces []piece, i int) string {
	if i+1 < len(pieces) {
		return pieces[i+1].form
	}
	return ""
}

func endsSentence(p *piece) bool {
	switch p.form[len(p.form)-1] {
	case '.':
		return p.abbrev || strings.Trim(p.form, ".") == ""
	case '!', '?':
		return true
	}
	switch {
	case strings.HasPrefix(p.form, "…"), p.form == "。", p.form == "؟", p.form == "।", p.form == "‽":
		return true
	}
	return false
}

func closer(form string) bool {
	switch form {
	case "»", "”", "’", ")", "]", "}", "''", "›":
		return true
	}
	return false
}

func opener(form string) bool {
	switch form {
	case "«", "“", "‘", "(", "[", "{", `"`, "``", "‹", "„", "'", "¿", "¡":
		return true
	}
	return false
}

// begins tells whether a sentence begins at pieces[j], after the end mark at pieces[i].
func (a *Analyzer) begins(pieces []piece, i, j, depth int) bool {
	end, p := &pieces[i], &pieces[j]
	k := j
	for k < len(pieces) && k < j+4 && (opener(pieces[k].form) || dash(pieces[k].form) || bullet(pieces[k].form)) {
		k++
	}
	if k >= len(pieces) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(pieces[k].form)
	upper := unicode.IsUpper(r) || unicode.IsTitle(r) || unicode.IsLetter(r) && !unicode.IsLower(r) || r == '@' || r == '#'
	switch {
	case depth > 0 && j == i+1: // inside brackets that are still open
		return false
	case end.abbrev:
		// Inc. and U.S. end a sentence only before a word that is no name and is written as one.
		return p.space && upper && k == j && a.starters[strings.ToLower(pieces[k].form)]
	case end.form == ".":
		if unicode.IsLower(r) {
			return false
		}
		// "1." before a text is the number of an item.
		if i <= 1 && isNumber(pieces[0].form) && j == i+1 && i == 1 {
			return false
		}
		return upper || isDigit(r) || k > j || p.newline
	case len(end.form) > 1 && end.form[0] == '.', strings.HasPrefix(end.form, "…"):
		return upper && j < len(pieces) && p.space
	default: // ! and ?
		if !p.space && k == j && j == i+1 {
			return false
		}
		return upper || isDigit(r) || k > j && !dash(p.form) && !unicode.IsLower(r)
	}
}

func isNumber(form string) bool {
	for _, r := range form {
		if !isDigit(r) {
			return false
		}
	}
	return form != ""
}

func dash(form string) bool {
	switch form {
	case "-", "–", "—", "--", "―":
		return true
	}
	return false
}

// bullet tells the marks that begin an item of a list.
func bullet(form string) bool {
	r, n := utf8.DecodeRuneInString(form)
	if n != len(form) {
		return false
	}
	switch r {
	case '•', '·', '◦', '▪', '▫', '‣', '⁃', '∙', '●', '○', '■', '□', '★', '☆', '►', '▶', '→', '➜', '➤', '✓', '✔', '*', '–', '—', '-':
		return true
	}
	return false
}

// lineBreak tells whether a line end within a passage ends a sentence: before an item of a list, after
// an end mark, and after a short line that a capital follows (a heading, a verse).
func lineBreak(prev, form string, lineBytes int, next string) bool {
	if bullet(form) && next != "" {
		return true
	}
	switch prev[len(prev)-1] {
	case '.', '!', '?', ':', ';':
		return true
	}
	if closer(prev) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(form)
	return lineBytes < 50 && prev != "," && !unicode.IsLower(r)
}

// cutLong gives where to cut a sentence that is too long.
func cutLong(pieces []piece) int {
	for _, mark := range []string{";", ":", ","} {
		for i := len(pieces) - 1; i > len(pieces)/2; i-- {
			if pieces[i].form == mark {
				return i + 1
			}
		}
	}
	n := len(pieces)
	for n > 1 && pieces[n-1].word == pieces[n-2].word { // not within a word
		n--
	}
	if n <= 1 {
		return len(pieces)
	}
	return n - 1
}

// dateline gives the length of a dateline (PARIS, July 17 -) at the beginning of a passage, 0 if
// there is none: up to fourteen words, numbers and brackets before a dash between spaces, the first
// in capitals, and with a sign of a dateline among them (a month, a bracket, a number, or nothing
// but capitals).
func (a *Analyzer) dateline(pieces []piece) int {
	if len(pieces) == 0 || !pieces[0].newline {
		return 0
	}
	sign, capitals, inside := false, true, false
	for i := range pieces {
		p := &pieces[i]
		if i > 14 {
			return 0
		}
		r, _ := utf8.DecodeRuneInString(p.form)
		switch {
		case dash(p.form) && i > 0:
			if !p.space || i+1 == len(pieces) || !pieces[i+1].space || !(sign || capitals && i > 0 && len(pieces[0].form) > 3) {
				return 0
			}
			return i + 1
		case p.form == "(":
			inside, sign = true, true
		case p.form == ")":
			inside = false
		case inside || p.form == "," || p.form == "/" || p.form == ".":
		case a.rules.month[p.form]:
			sign = true
		case isDigit(r):
			sign = sign || i > 0
			if i == 0 {
				return 0
			}
		case unicode.IsUpper(r):
			capitals = capitals && strings.ToUpper(p.form) == p.form
		default:
			return 0
		}
	}
	return 0
}

// sentence makes a Sentence of pieces, with the contractions expanded.
func (a *Analyzer) sentence(text string, pieces []piece) Sentence {
	tokens := make([]Token, 0, len(pieces)+len(pieces)/8+1)
	word, last := -1, -1
	for i := range pieces {
		p := &pieces[i]
		if p.word != last {
			word++
			last = p.word
		}
		t := Token{Span: cuibono.Span{Start: p.start, End: p.end}, Form: p.form, Head: -1, Word: word}
		if c := a.contraction(pieces, i); c != nil {
			for k, w := range c.Words {
				t.Form = w
				if k == 0 {
					t.Form = likeCase(w, p.form)
				}
				tokens = append(tokens, t)
			}
			continue
		}
		tokens = append(tokens, t)
	}
	s := Sentence{Tokens: tokens}
	if len(tokens) > 0 {
		s.Span = cuibono.Span{Start: tokens[0].Start, End: tokens[len(tokens)-1].End}
	}
	return s
}

// contraction gives the expansion of pieces[i], nil where it is one word.
func (a *Analyzer) contraction(pieces []piece, i int) *Contraction {
	form := pieces[i].form
	if len(a.rules.contraction) == 0 || len(form) > 16 {
		return nil
	}
	c := a.rules.contraction[form]
	if c == nil {
		r, _ := utf8.DecodeRuneInString(form)
		if !unicode.IsUpper(r) {
			return nil
		}
		if c = a.rules.contraction[strings.ToLower(form)]; c == nil {
			return nil
		}
	}
	if c.Unless != "" && !a.expands(pieces, i) {
		return nil
	}
	return c
}

// likeCase writes w with the capitals of form: all, the first, or none.
func likeCase(w, form string) string {
	r, n := utf8.DecodeRuneInString(form)
	if !unicode.IsUpper(r) {
		return w
	}
	if len(form) > n && strings.ToUpper(form) == form {
		return strings.ToUpper(w)
	}
	_, m := utf8.DecodeRuneInString(w)
	return strings.ToUpper(w[:m]) + w[m:]
}
