package lang

import "unicode/utf8"

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
