package extract

import (
	"context"
	"strings"
	"testing"

	"cuibono"
)

// TestHardTexts holds that texts made to be hard end, and within the test's own time; TestMain of the
// toolchain stops what does not.
func TestHardTexts(t *testing.T) {
	x := shippedExtractor(t)
	for name, text := range map[string]string{
		"no full stop":  strings.Repeat("Velmor and Solmar 3 ", 5000),
		"numbers":       strings.Repeat("1 000 ", 5000),
		"number words":  strings.Repeat("deux cent mille ", 5000),
		"scales":        strings.Repeat("1 milliard de milliards ", 5000),
		"brackets":      strings.Repeat("(", 20000),
		"capitals":      strings.Repeat("Abc ", 5000),
		"names":         strings.Repeat("Ada Velt & Zed ", 5000),
		"heads":         strings.Repeat("Agence des ", 5000),
		"signs":         strings.Repeat("$-€", 5000),
		"zero width":    strings.Repeat("\u200bVelmor\u200f ", 5000),
		"apostrophes":   strings.Repeat("l’", 5000),
		"many names":    manyNames(1500),
		"not a word":    "\xff\xfe\x00",
		"only new line": "\n\n\n",
	} {
		text = strings.ToValidUTF8(text, "")
		for _, language := range []string{"en", "fr"} {
			if _, err := x.Extract(context.Background(), &cuibono.Article{Source: name, Text: text, Language: language, Date: "2025-01-01"}); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// manyNames gives sentences with n different names.
func manyNames(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("Hier, V")
		for k := i; k > 0; k /= 26 {
			b.WriteByte(byte('a' + k%26))
		}
		b.WriteString("ol Energy a rencontré Solmar. ")
	}
	return b.String()
}
