package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

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
