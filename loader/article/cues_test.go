package article_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cuibono/loader/article"
	"cuibono/schema"
)

// The cues of the schema's own files, read alone so that mistakes elsewhere do not hide theirs.
func furniture(t testing.TB, languages ...string) []*schema.Furniture {
	t.Helper()
	var list []*schema.Furniture
	for _, language := range languages {
		f, problems := schema.ReadFurniture(os.DirFS("../../schema"), language)
		if err := problems.Err(); err != nil {
			t.Fatal(err)
		}
		if f == nil {
			t.Fatalf("no cues for %s", language)
		}
		list = append(list, f)
	}
	return list
}

// Every cue marks its own examples by itself, and leaves its counterexamples alone; so do all together.
func TestCueExamples(t *testing.T) {
	all := article.NewCues(furniture(t, "fr", "en")...)
	for _, f := range furniture(t, "fr", "en") {
		for _, c := range f.Cues {
			alone := article.NewCues(&schema.Furniture{Cues: []schema.FurnitureCue{c}})
			for _, s := range c.Match {
				if effect, ok := article.Match(alone, s); !ok || effect != c.Effect {
					t.Errorf("%s: cue %q does not mark %q (effect %q)", c.Pos, c.Name, s, effect)
				}
			}
			for _, s := range c.NoMatch {
				if effect, ok := article.Match(all, s); ok {
					t.Errorf("%s: %q under no_match of %q is marked: %s", c.Pos, s, c.Name, effect)
				}
			}
		}
	}
}

// Sentences of all kinds of text, as treebanks gather them, are hardly ever taken for furniture: body text
// must not be lost.
func TestSentencesStay(t *testing.T) {
	files, err := filepath.Glob("../../../shared/treebanks/*/*.conllu")
	if err != nil || len(files) == 0 {
		t.Skip("the treebanks are not there")
	}
	cues := article.NewCues(furniture(t, "fr", "en")...)
	sentences := 0
	var marked []string
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			s, ok := strings.CutPrefix(strings.TrimSpace(line), "# text = ")
			if !ok || len(strings.Fields(s)) < 6 || !strings.ContainsAny(s[len(s)-1:], ".!?") {
				continue
			}
			sentences++
			if _, cued := article.Match(cues, s); cued || article.IsMenu(s) {
				marked = append(marked, s)
			}
		}
	}
	t.Logf("%d of %d sentences", len(marked), sentences)
	if sentences < 1000 || len(marked)*2000 > sentences {
		t.Errorf("%d of %d sentences are marked:\n%s", len(marked), sentences, strings.Join(marked, "\n"))
	}
}
