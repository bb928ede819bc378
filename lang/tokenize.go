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

// invisible tells the characters that neither show nor part words: zero-width ones, marks of writing
// direction, soft hyphens, control characters.
func invisible(r rune) bool {
	switch {
	case r < 0x20:
		return r != '\n' && r != '\r' && r != '\t' && r != '\v' && r != '\f'
	case r < 0x7f:
		return false
	case r == 0x7f, r == 0xad, r == 0x61c, r == 0xfeff:
		return true
	case r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x206f:
		return true
	}
	return false
}

func isSpace(r rune) bool {
	if r < 0x80 {
		return r == ' ' || r >= '\t' && r <= '\r'
	}
	return unicode.IsSpace(r)
}

func isLetter(r rune) bool {
	if r < 0x80 {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) && !variation(r)
}

// variation tells the selectors that follow an emoji.
func variation(r rune) bool { return r >= 0xfe00 && r <= 0xfe0f }

func isDigit(r rune) bool { return r >= '0' && r <= '9' || r >= 0x80 && unicode.IsDigit(r) }

func isAlnum(r rune) bool { return isLetter(r) || isDigit(r) }

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' }

func isHyphen(r rune) bool { return r == '-' || r == '‐' || r == '‑' }

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

// cleanForm takes invisible characters out of a form and makes every space in it a plain one.
func cleanForm(t string) string {
	clean := true
	for i := 0; i < len(t); i++ {
		if c := t[i]; c >= utf8.RuneSelf || c <= ' ' {
			clean = false
			break
		}
	}
	if clean {
		return t
	}
	changed := false
	out := strings.Map(func(r rune) rune {
		switch {
		case invisible(r):
			changed = true
			return -1
		case r != ' ' && isSpace(r):
			changed = true
			return ' '
		case r == utf8.RuneError:
			changed = true // an invalid byte and a real U+FFFD look the same here
			return utf8.RuneError
		}
		return r
	}, t)
	if !changed {
		return t
	}
	return out
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

// number reads a number and what is written against it.
func (s *scanner) number() {
	i, groups := s.pos, 0 // groups of three digits parted by spaces
	digits := func(j int) int {
		for {
			r, n := s.at(j)
			if n == 0 || !isDigit(r) {
				return j
			}
			j += n
		}
	}
	i = digits(i)
	first := i - s.pos
	for i-s.pos < maxTokenBytes {
		r, n := s.at(i)
		if n == 0 {
			break
		}
		j := i + n
		d, _ := s.at(j)
		if !isDigit(d) {
			break
		}
		k := digits(j)
		if r == '.' || r == ',' || r == ':' || r == '/' || isApostrophe(r) && k-j == 3 {
			i = k
			continue
		}
		if isSpace(r) && (r != ' ' || s.rules.NumberSpaces) && r != '\n' && r != '\r' && r != '\t' && k-j == 3 && (groups > 0 || first <= 3 && i-s.pos == first) {
			groups++
			i = k
			continue
		}
		break
	}
	r, n := s.at(i)
	switch {
	case n > 0 && isHyphen(r):
		j, hyphens := i, 0
		for j-s.pos < maxTokenBytes { // 2025-01-21 is one token, 10-15 a range of two numbers
			r, n := s.at(j)
			d, _ := s.at(j + n)
			if n == 0 || !isHyphen(r) || !isDigit(d) {
				break
			}
			hyphens++
			j = digits(j + n)
		}
		month := hyphens == 1 && first == 4 && i-s.pos == 4 && j-i == 3 // 2025-01
		if d, _ := s.at(j); (hyphens >= 2 || month) && !isAlnum(d) {
			s.emit(s.pos, j)
			return
		}
		if d, _ := s.at(i + n); hyphens == 0 && isLetter(d) && groups == 0 {
			s.letters() // 10-year, 7-Eleven
			return
		}
		s.emit(s.pos, i)
		if hyphens == 1 {
			_, n := s.at(s.pos)
			s.emit(s.pos, s.pos+n) // the hyphen of a range; the number after it is read next
		}
	case n > 0 && isLetter(r):
		j := i
		for j-i < maxTokenBytes {
			r, n := s.at(j)
			if n == 0 || !isLetter(r) {
				break
			}
			j += n
		}
		unit := s.text[i:j]
		after, _ := s.at(j)
		if isDigit(after) {
			unit = "" // 10h30, 5G2
		}
		money := s.isCurrency(after) || len(s.out) > 0 && !s.space && s.isCurrencyForm(s.out[len(s.out)-1].form)
		if s.rules.mult[unit] || s.rules.weak[unit] && money || groups > 0 {
			s.emit(s.pos, i)
			return
		}
		s.letters()
	default:
		s.emit(s.pos, i)
	}
}

func (s *scanner) isCurrency(r rune) bool {
	return r != 0 && s.rules.currency[string(r)]
}

func (s *scanner) isCurrencyForm(form string) bool {
	r, _ := utf8.DecodeLastRuneInString(form)
	return s.isCurrency(r)
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

// dotInside tells whether the full stop at i belongs to the word: U.S, acme.com, J.-P, but not the
// end of a sentence that lacks its space (states.The).
func (s *scanner) dotInside(i int, prev, next rune) bool {
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

// abbreviation tells whether the full stop at i is part of the word before it, and whether a
// sentence may end with it all the same.
func (s *scanner) abbreviation(i int) (ok, mayEnd bool) {
	if next, _ := s.at(i + 1); next == '.' {
		return false, false
	}
	w := s.text[s.pos : i+1]
	j := s.visible(i + 1)
	spaces := 0
	for {
		r, n := s.at(j)
		if n == 0 || !isSpace(r) && !invisible(r) || spaces > 8 {
			break
		}
		spaces++
		j += n
	}
	next, n := s.at(j)
	switch {
	case s.rules.numbered[w]:
		return isDigit(next), false
	case s.rules.title[w]:
		return n > 0, false
	case s.rules.abbrev[w]:
		return true, true
	}
	if r, n := utf8.DecodeRuneInString(w); n == len(w)-1 {
		// An initial: J. Smith. A single small letter, or a capital at the end, is a word.
		return unicode.IsUpper(r) && isLetter(next) && unicode.IsUpper(next) && spaces <= 1, false
	}
	if strings.IndexByte(w[:len(w)-1], '.') > 0 && lettersWithDots(w) {
		return true, true
	}
	return false, false
}

// lettersWithDots tells words such as U.S. and J.-P.: single letters, each with its full stop.
func lettersWithDots(w string) bool {
	letter := false
	for _, r := range w {
		switch {
		case r == '.':
			if !letter {
				return false
			}
			letter = false
		case isHyphen(r):
			if letter {
				return false
			}
		case letter || !isLetter(r):
			return false
		default:
			letter = true
		}
	}
	return !letter
}

func lowerApostrophe(w string) string {
	w = strings.ToLower(w)
	if strings.ContainsAny(w, "’ʼ") {
		w = strings.NewReplacer("’", "'", "ʼ", "'").Replace(w)
	}
	return w
}
