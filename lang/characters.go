package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

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

// lowerApostrophe is w in small letters with plain apostrophes.
func lowerApostrophe(w string) string {
	w = strings.ToLower(w)
	if strings.ContainsAny(w, "’ʼ") {
		w = strings.NewReplacer("’", "'", "ʼ", "'").Replace(w)
	}
	return w
}
