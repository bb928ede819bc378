package names

import (
	_ "embed"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

//go:embed articles.txt
var articlesFile string

// articles are the words that a name may begin with and that count for nothing.
var articles = func() map[string]bool {
	m := map[string]bool{}
	for line := range strings.Lines(articlesFile) {
		line, _, _ = strings.Cut(line, "#")
		for _, word := range strings.Fields(line) {
			m[word] = true
		}
	}
	return m
}()

// letters that decompose into nothing simpler, and how people type them.
var letters = strings.NewReplacer("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "đ", "d", "ł", "l", "þ", "th", "ð", "d", "ı", "i")

// maxName is the longest name that is looked at, in bytes.
const maxName = 512

// Fold is the form in which names are compared: without case, accents and punctuation, without leading
// articles, its words separated by one space. "L'Oréal" and "loreal" differ in their words, not in their
// letters, so Squeeze compares them.
func Fold(name string) string {
	if len(name) > maxName {
		name = name[:maxName]
	}
	var b strings.Builder
	space := false
	for _, r := range norm.NFKD.String(strings.ToValidUTF8(name, " ")) {
		switch {
		case unicode.Is(unicode.Mn, r):
			continue
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r):
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(unicode.ToLower(r))
		case r == '&' || r == '+':
			if b.Len() > 0 {
				b.WriteByte(' ')
			}
			b.WriteRune(r)
			space = true
		default:
			space = true
		}
	}
	key := letters.Replace(b.String())
	for {
		word, rest, more := strings.Cut(key, " ")
		if !more || rest == "" || !articles[word] {
			return key
		}
		key = rest
	}
}

// Squeeze is a folded name without its spaces: "open ai" and "openai" are one.
func Squeeze(key string) string { return strings.ReplaceAll(key, " ", "") }
