package article_test

import (
	"os"
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
