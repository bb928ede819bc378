package extract

import (
	"context"
	"os"
	"strings"
	"testing"

	"cuibono"
)

// TestOffTopic holds that ordinary text claims nothing: the first half of the file is English, the second, after the blank line, French.
func TestOffTopic(t *testing.T) {
	x := shippedExtractor(t)
	data, err := os.ReadFile("testdata/offtopic.txt")
	if err != nil {
		t.Fatal(err)
	}
	_, text, _ := strings.Cut(string(data), "\n\n")
	for i, part := range strings.SplitN(text, "\n\n", 2) {
		language := []string{"en", "fr"}[i]
		for line := range strings.Lines(part) {
			found, err := x.Extract(context.Background(), &cuibono.Article{Source: "offtopic.txt", Text: strings.TrimSpace(line), Language: language})
			if err != nil {
				t.Fatal(err)
			}
			for k := range found.Claims {
				c := &found.Claims[k]
				object := ""
				if c.Object != nil {
					object = c.Object.Name
				}
				t.Errorf("%s\n got %s %s %s (pattern %s, confidence %.2f)", strings.TrimSpace(line), c.Subject.Name, c.Predicate, object, c.Pattern, c.Confidence)
			}
		}
	}
}
