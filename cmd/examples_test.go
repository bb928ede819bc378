package cmd

import (
	"regexp"
	"strings"
	"testing"

	"cuibono/schema/strict"
)

var (
	remark   = regexp.MustCompile(`\s{4,}.*$`)
	redirect = regexp.MustCompile(`\s>\s*\S+\s*$`)
	word     = regexp.MustCompile(`'[^']*'|"[^"]*"|\S+`)
)

// Every example is a call that its command accepts.
func TestExamples(t *testing.T) {
	var examples map[string]string
	if problems := strict.Decode("examples.yaml", examplesFile, &examples); len(problems) > 0 {
		t.Fatal(problems)
	}
	for path, text := range examples {
		root := New()
		owner, rest, err := root.Find(strings.Fields(path))
		if err != nil || len(rest) > 0 {
			t.Errorf("%q: no such command", path)
			continue
		}
		shown := false
		for line := range strings.Lines(text) {
			for part := range strings.SplitSeq(redirect.ReplaceAllString(remark.ReplaceAllString(strings.TrimSpace(line), ""), ""), " | ") {
				words := word.FindAllString(part, -1)
				for len(words) > 0 && strings.HasPrefix(words[0], "CUIBONO_") {
					words = words[1:]
					for len(words) > 0 && strings.HasSuffix(words[0], ")") || len(words) > 0 && words[0] != "cuibono" {
						words = words[1:]
					}
				}
				if len(words) == 0 || words[0] != "cuibono" {
					continue
				}
				for i := range words {
					words[i] = strings.Trim(words[i], `'"`)
				}
				c, args, err := New().Find(words[1:])
				if err == nil {
					err = c.ParseFlags(args)
				}
				if err == nil {
					err = c.ValidateArgs(c.Flags().Args())
				}
				if err != nil {
					t.Errorf("%s: %s: %v", path, part, err)
				}
				shown = shown || c.CommandPath() == owner.CommandPath() || path == ""
			}
		}
		if !shown {
			t.Errorf("%q: no example shows it", path)
		}
	}
}
