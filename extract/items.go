package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"cuibono"
)

// An item is a piece of text as amounts and dates see it: a run of letters, a number, or one other
// character. The analysis of numbers does not build on the tokens of package lang, because those cut
// "500Mds$" or "SFr3bn" as the treebanks of a language do, and amounts are written alike in all.
type item struct {
	cuibono.Span
	kind  itemKind
	text  string  // as it stands, the typographic apostrophe made straight
	low   string  // text in lower case
	value float64 // of a number
	// glued tells that no space parts it from the item before.
	glued bool
	// whole tells of a number that it has neither decimals nor grouped digits, as years have.
	whole bool
	// commaGroup tells that exactly three digits follow a decimal comma, which may be thousands after all.
	commaGroup bool
}

type itemKind uint8

const (
	letters itemKind = iota
	number
	sign
)

// maxDigits bounds the digits of one number: 10^15 dollars is more than there are.
const maxDigits = 18

// scanItems cuts text[span] into items. decimal is the language's decimal mark.
func scanItems(text string, span cuibono.Span, decimal byte, items []item) []item {
	items = items[:0]
	i, end := span.Start, span.End
	glued := false
	for i < end {
		c := text[i]
		switch {
		case c >= '0' && c <= '9':
			it := scanNumber(text, i, end, decimal)
			it.glued = glued
			items = append(items, it)
			i, glued = it.End, true
		case isLetterByte(c):
			j := i + 1
			for j < end && isLetterByte(text[j]) {
				j++
			}
			j, it := finishLetters(text, i, j, end)
			it.glued = glued
			items = append(items, it)
			i, glued = j, true
		case c < utf8.RuneSelf:
			if c == ' ' || c == '\n' || c == '\t' || c == '\r' {
				i++
				glued = false
				continue
			}
			items = append(items, item{Span: cuibono.Span{Start: i, End: i + 1}, kind: sign, text: text[i : i+1], low: text[i : i+1], glued: glued})
			i++
			glued = true
		default:
			r, n := utf8.DecodeRuneInString(text[i:end])
			switch {
			case unicode.IsSpace(r):
				i += n
				glued = false
			case unicode.IsLetter(r) || unicode.IsMark(r):
				j := i + n
				j, it := finishLetters(text, i, j, end)
				it.glued = glued
				items = append(items, it)
				i, glued = j, true
			case r == '\u200b' || r == '\ufeff' || r == '\u200e' || r == '\u200f':
				i += n // invisible: neither a space nor a sign
			default:
				items = append(items, item{Span: cuibono.Span{Start: i, End: i + n}, kind: sign, text: text[i : i+n], low: text[i : i+n], glued: glued})
				i += n
				glued = true
			}
		}
	}
	return items
}

func isLetterByte(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// finishLetters extends a run of letters text[i:j] to its end and takes an apostrophe that ends it.
func finishLetters(text string, i, j, end int) (int, item) {
	for j < end {
		if isLetterByte(text[j]) {
			j++
			continue
		}
		if text[j] < utf8.RuneSelf {
			break
		}
		r, n := utf8.DecodeRuneInString(text[j:end])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			break
		}
		j += n
	}
	it := item{Span: cuibono.Span{Start: i, End: j}, text: text[i:j]}
	if j < end {
		if text[j] == '\'' {
			j++
			it.End, it.text = j, text[i:j]
		} else if strings.HasPrefix(text[j:end], "’") {
			it.text = text[i:j] + "'"
			j += len("’")
			it.End = j
		}
	}
	it.low = strings.ToLower(it.text)
	return j, it
}

// scanNumber reads the number at text[i:end]: digits, groups of three parted by spaces or by the
// mark that is not the decimal one, and decimals.
func scanNumber(text string, i, end int, decimal byte) item {
	j := i
	value := 0.0
	n := 0
	for j < end && text[j] >= '0' && text[j] <= '9' {
		if n++; n <= maxDigits {
			value = value*10 + float64(text[j]-'0')
		}
		j++
	}
	it := item{kind: number, whole: true}
	group := byte('.')
	if decimal == '.' {
		group = ','
	}
	if n <= 3 && text[i] != '0' {
		for j < end {
			w := 0
			switch {
			case text[j] == group || text[j] == ' ' && decimal == ',' || text[j] == '\'':
				w = 1
			case strings.HasPrefix(text[j:end], "\u00a0"), strings.HasPrefix(text[j:end], "’"):
				w = len("\u00a0")
				if text[j] == "’"[0] {
					w = len("’")
				}
			case strings.HasPrefix(text[j:end], "\u202f"), strings.HasPrefix(text[j:end], "\u2009"):
				w = len("\u202f")
			}
			if w == 0 || !threeDigits(text[j+w:end]) || n > maxDigits {
				break
			}
			for k := range 3 {
				value = value*10 + float64(text[j+w+k]-'0')
			}
			j += w + 3
			n += 3
			it.whole = false
		}
	}
	// Decimals: after the language's mark, and after a point in any language unless three digits
	// follow, which then are thousands.
	if j+1 < end && (text[j] == decimal || text[j] == '.') && text[j+1] >= '0' && text[j+1] <= '9' {
		k, unit := j+1, 0.1
		fraction := 0.0
		for k < end && text[k] >= '0' && text[k] <= '9' {
			fraction += float64(text[k]-'0') * unit
			unit /= 10
			k++
		}
		if it.whole && text[j] == ',' && k-j == 4 && n <= 3 {
			it.commaGroup = true
		}
		value += fraction
		j = k
		it.whole = false
	}
	it.Span = cuibono.Span{Start: i, End: j}
	it.text = text[i:j]
	it.low = it.text
	it.value = value
	return it
}

// threeDigits tells whether s begins with exactly three digits.
func threeDigits(s string) bool {
	if len(s) < 3 {
		return false
	}
	for k := range 3 {
		if s[k] < '0' || s[k] > '9' {
			return false
		}
	}
	return len(s) == 3 || s[3] < '0' || s[3] > '9'
}
