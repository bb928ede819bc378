package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"cuibono"
)

// maxTokenBytes bounds a token; a longer run of letters is cut.
const maxTokenBytes = 1024

// piece is a token as written: a span of the text before contractions are expanded.
type piece struct {
	start, end int
	form       string
	word       int  // pieces cut from one written word share it
	space      bool // white space stands before
	newline    bool // a line end stands before
	abbrev     bool // ends with the full stop of an abbreviation that may end a sentence
}

// scanner cuts one passage into pieces.
type scanner struct {
	rules *Rules
	text  string
	pos   int
	end   int
	out   []piece
	word  int

	space, newline bool
}

// at decodes the rune at i, 0 past the end of the passage.
func (s *scanner) at(i int) (rune, int) {
	if i >= s.end {
		return 0, 0
	}
	if c := s.text[i]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(s.text[i:s.end])
}

// visible skips invisible characters from i.
func (s *scanner) visible(i int) int {
	for {
		r, n := s.at(i)
		if n == 0 || !invisible(r) {
			return i
		}
		i += n
	}
}

// scan cuts text[span] into pieces.
func (s *scanner) scan(span cuibono.Span) []piece {
	s.pos, s.end, s.out = span.Start, span.End, s.out[:0]
	s.space, s.newline = true, true
	for {
		r, n := s.at(s.pos)
		switch {
		case n == 0:
			return s.out
		case isSpace(r):
			s.space = true
			if r == '\n' || r == '\r' || r == 0x2028 || r == 0x2029 {
				s.newline = true
			}
			s.pos += n
		case invisible(r):
			s.pos += n
		case isDigit(r):
			s.number()
		case isLetter(r) || r == '_':
			if end := s.url(); end > 0 {
				s.emit(s.pos, end)
			} else {
				s.letters()
			}
		default:
			s.symbol(r, n)
		}
	}
}

// emit makes text[start:end] a piece of a new word and moves past it.
func (s *scanner) emit(start, end int) {
	s.add(start, end)
	s.word++
	s.pos = end
}

// add makes text[start:end] a piece of the current word.
func (s *scanner) add(start, end int) {
	form := cleanForm(s.text[start:end])
	if form == "" { // nothing but invisible characters
		return
	}
	s.out = append(s.out, piece{start: start, end: end, form: form, word: s.word, space: s.space, newline: s.newline})
	s.space, s.newline = false, false
}

// url gives the end of the address at the current position, 0 if there is none.
func (s *scanner) url() int {
	rest := s.text[s.pos:s.end]
	if !hasPrefixFold(rest, "http://") && !hasPrefixFold(rest, "https://") && !hasPrefixFold(rest, "www.") {
		return 0
	}
	i := s.pos
	for i < s.end && i-s.pos < maxTokenBytes {
		r, n := s.at(i)
		if isSpace(r) || strings.ContainsRune(`<>"«»“”`, r) {
			break
		}
		i += n
	}
	for i > s.pos && strings.IndexByte(".,;:!?')]", s.text[i-1]) >= 0 {
		i--
	}
	return i
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// symbol reads what begins with neither letter nor digit.
func (s *scanner) symbol(r rune, n int) {
	next, m := s.at(s.pos + n)
	switch {
	case (r == '@' || r == '#') && m > 0 && (isLetter(next) || next == '_' || r == '@' && isDigit(next)):
		i := s.pos + n
		for i-s.pos < maxTokenBytes {
			c, k := s.at(i)
			if k == 0 || !isAlnum(c) && c != '_' {
				break
			}
			i += k
		}
		s.emit(s.pos, i)
	case isApostrophe(r) && s.suffix():
	case r == '.' || r == '!' || r == '?' || r == '-' || r == '–' || r == '—' || r == '*' || r == '=' || r == '~' || r == '_' || r == '`' || r == '\'' || r == '…':
		i := s.pos + n
		for i-s.pos < maxTokenBytes {
			c, k := s.at(i)
			same := c == r || (r == '!' || r == '?') && (c == '!' || c == '?') || r == '…' && c == '.'
			if k == 0 || !same {
				break
			}
			i += k
		}
		s.emit(s.pos, i)
	default:
		i := s.pos + n
		for i-s.pos < maxTokenBytes { // an emoji keeps its modifiers
			c, k := s.at(i)
			if k == 0 || !variation(c) && c != 0x200d && !(c >= 0x1f3fb && c <= 0x1f3ff) {
				break
			}
			i += k
			if c == 0x200d {
				if c, k = s.at(i); k > 0 && !isSpace(c) && !isAlnum(c) && c > 0xff {
					i += k
				}
			}
		}
		s.emit(s.pos, i)
	}
}

// suffix reads a clitic that stands behind a quote or a number: « Acme »'s, 2010's.
func (s *scanner) suffix() bool {
	if len(s.rules.Suffixes) == 0 || s.space {
		return false
	}
	_, n := s.at(s.pos)
	i := s.pos + n
	for {
		r, k := s.at(i)
		if k == 0 || !isLetter(r) || i-s.pos > 8 {
			break
		}
		i += k
	}
	form := lowerApostrophe(s.text[s.pos:i])
	for _, f := range s.rules.Suffixes {
		if f == form {
			s.emit(s.pos, i)
			return true
		}
	}
	return false
}

// letters reads a word: letters and digits with what joins them.
func (s *scanner) letters() {
	i := s.pos
	var prev rune
	email := false
	for i-s.pos < maxTokenBytes {
		r, n := s.at(i)
		if n == 0 {
			break
		}
		if isAlnum(r) || r == '_' {
			prev = r
			i += n
			continue
		}
		if invisible(r) {
			j := s.visible(i)
			if c, _ := s.at(j); !isAlnum(c) || j-s.pos > maxTokenBytes {
				break
			}
			i = j
			continue
		}
		next, _ := s.at(i + n)
		if isApostrophe(r) {
			if isAlnum(next) {
				i += n
				continue
			}
			if s.rules.elision[strings.ToLower(lastPart(s.text[s.pos:i]))] { // l'« eau »
				i += n
			}
			break
		}
		if !isAlnum(next) {
			if (r == '+' || r == '&') && isLetter(prev) && next != r { // Canal+, e&
				i += n
			}
			break
		}
		if isHyphen(r) || r == '&' || r == '@' || r == '.' && (email || s.dotInside(i, prev, next)) {
			email = email || r == '@'
			i += n
			continue
		}
		break
	}
	if i == s.pos { // a lone invisible mark among letters cannot get here; be safe
		_, n := s.at(s.pos)
		i = s.pos + max(n, 1)
	}
	if r, n := s.at(i); s.isCurrency(r) && s.rules.curPrefix[s.text[s.pos:i]] {
		s.emit(s.pos, i+n) // US$
		return
	}
	abbrev := false
	if r, _ := s.at(i); r == '.' && !email {
		var ok bool
		if ok, abbrev = s.abbreviation(i); ok {
			s.emit(s.pos, i+1) // never empty: it ends with a full stop
			s.out[len(s.out)-1].abbrev = abbrev
			return
		}
	}
	if email {
		s.emit(s.pos, i)
		return
	}
	end := i
	s.split(s.pos, end)
	s.word++
	s.pos = end
}

// lastPart is the part of a word behind its last hyphen or apostrophe.
func lastPart(w string) string {
	for i := len(w); i > 0; {
		r, n := utf8.DecodeLastRuneInString(w[:i])
		if isApostrophe(r) || isHyphen(r) {
			return w[i:]
		}
		i -= n
	}
	return w
}

// noteMark tells whether the digits at i, right behind the full stop of a sentence, are the number of a note: at most two of them,
// and what follows begins as a sentence does ("by Acme.12 The price").
func (s *scanner) noteMark(i int) bool {
	j := i
	for r, n := s.at(j); isDigit(r); r, n = s.at(j) {
		j += n
	}
	if before := s.text[s.pos:i]; j-i > 2 || len(before) < 3 || strings.ContainsAny(before, "0123456789") {
		return false
	}
	r, n := s.at(j)
	if n > 0 && !isSpace(r) {
		return false
	}
	for n > 0 && isSpace(r) {
		if r == '\n' {
			return true
		}
		j += n
		r, n = s.at(j)
	}
	return n == 0 || unicode.IsUpper(r)
}

// dotInside tells whether the full stop at i belongs to the word: U.S, acme.com, J.-P, but not the
// end of a sentence that lacks its space (states.The).
func (s *scanner) dotInside(i int, prev, next rune) bool {
	if isLetter(prev) && isDigit(next) && s.noteMark(i+1) {
		return false
	}
	if isDigit(prev) || isDigit(next) {
		return isDigit(prev) == isDigit(next) || isDigit(next)
	}
	j, letters, single := i+1, 0, s.pos
	for j-i < 32 {
		r, n := s.at(j)
		if n == 0 || !isLetter(r) {
			break
		}
		letters++
		j += n
	}
	// What stands before: one letter (an initial) or more.
	_, first := s.at(single)
	before := s.text[s.pos:i]
	if k := strings.LastIndexAny(before, ".-"); k >= 0 {
		before = before[k+1:]
		_, first = utf8.DecodeRuneInString(before)
	}
	if len(before) == first { // one letter before the stop
		return letters <= 2 || unicode.IsUpper(next) == unicode.IsUpper(prev) || !unicode.IsUpper(next)
	}
	if unicode.IsUpper(next) {
		return false
	}
	return letters >= 2 && letters <= 5
}
