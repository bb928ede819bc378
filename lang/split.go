package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// split cuts the word text[start:end] into its syntactic parts, by the rules of the language.
func (s *scanner) split(start, end int) {
	w := s.text[start:end]
	apostrophe, hyphen := false, false
	for _, r := range w {
		apostrophe = apostrophe || isApostrophe(r)
		hyphen = hyphen || isHyphen(r)
	}
	if !apostrophe && !hyphen {
		if len(s.rules.split) > 0 && len(w) < 16 {
			if c := s.rules.split[strings.ToLower(w)]; c != nil {
				for _, p := range c.Words {
					s.add(start, start+len(p))
					start += len(p)
				}
				return
			}
		}
		s.add(start, end)
		return
	}
	lower := lowerApostrophe(w)
	if apostrophe && !s.rules.whole.has(lower) {
		if cut := s.elided(w); cut > 0 {
			s.add(start, start+cut)
			if start+cut < end {
				s.split(start+cut, end)
			}
			return
		}
		if cut := s.cliticStart(w); cut > 0 {
			s.split(start, start+cut)
			s.add(start+cut, end)
			return
		}
	}
	if !hyphen {
		s.add(start, end)
		return
	}
	if cut := s.enclitic(w, lower); cut > 0 {
		s.split(start, start+cut)
		s.add(start+cut, end)
		return
	}
	if s.rules.SplitHyphens && !s.rules.hyphenWhole.has(lower) {
		s.hyphens(start, end)
		return
	}
	s.add(start, end)
}

// elided gives the length of the elided word at the beginning of w with its apostrophe, 0 if none.
func (s *scanner) elided(w string) int {
	for i, r := range w {
		if isHyphen(r) {
			return 0
		}
		if isApostrophe(r) {
			if i <= 8 && s.rules.elision[strings.ToLower(w[:i])] {
				return i + utf8.RuneLen(r)
			}
			return 0
		}
	}
	return 0
}

// cliticStart gives where the clitic at the end of w begins, 0 if there is none.
func (s *scanner) cliticStart(w string) int {
	for _, f := range s.rules.Suffixes {
		// The apostrophe of w may be longer than that of f: compare from the end, rune by rune.
		i, j := len(w), len(f)
		for j > 0 && i > 0 {
			a, n := utf8.DecodeLastRuneInString(w[:i])
			b, m := utf8.DecodeLastRuneInString(f[:j])
			if a != b && unicode.ToLower(a) != b && !(isApostrophe(a) && isApostrophe(b)) {
				break
			}
			i -= n
			j -= m
		}
		if j == 0 && i > 0 {
			return i
		}
	}
	return 0
}

// enclitic gives where the enclitic at the end of w begins, 0 if there is none.
func (s *scanner) enclitic(w, lower string) int {
	if len(s.rules.Enclitics) == 0 || len(lower) != len(w) || s.rules.encWhole.has(lower) {
		return 0
	}
	for _, e := range s.rules.Enclitics {
		if strings.HasSuffix(lower, e) && len(e) < len(w) {
			return len(w) - len(e)
		}
	}
	return 0
}

// hyphens cuts a compound at its hyphens.
func (s *scanner) hyphens(start, end int) {
	type part struct{ start, end int }
	var parts []part
	from := start
	for i, r := range s.text[start:end] {
		if isHyphen(r) {
			parts = append(parts, part{from, start + i})
			from = start + i + utf8.RuneLen(r)
		}
	}
	parts = append(parts, part{from, end})
	name := true // every part begins with a capital or a digit, and one with a capital
	capital := false
	for _, p := range parts {
		r, _ := utf8.DecodeRuneInString(s.text[p.start:p.end])
		capital = capital || unicode.IsUpper(r)
		name = name && (unicode.IsUpper(r) || isDigit(r))
	}
	if name && capital {
		s.add(start, end)
		return
	}
	for i := 0; i < len(parts); i++ {
		p := parts[i]
		if i == 0 && len(parts) > 1 && s.rules.prefix[strings.ToLower(s.text[p.start:p.end])] {
			i++
			p.end = parts[i].end
		}
		s.add(p.start, p.end)
		if i+1 < len(parts) {
			s.add(p.end, parts[i+1].start)
		}
	}
}
