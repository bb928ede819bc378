package extract

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"

	"cuibono"
	"cuibono/lang"
	"cuibono/loader/article"
	"cuibono/schema"
)

// goldFile is a hand annotation, as far as entities are concerned.
type goldFile struct {
	ID, File, Lang, Date string
	Entities             []struct {
		Name, Type string
		Aliases    []string
	}
}

const shared = "../../shared"

// readGold reads the hand annotations and their articles; it skips the test where they are absent.
func readGold(t testing.TB) ([]goldFile, []*cuibono.Article) {
	t.Helper()
	files, _ := filepath.Glob(filepath.Join(shared, "gold", "*.json"))
	if len(files) == 0 {
		t.Skip("no hand annotations beside the repository (../shared/gold)")
	}
	s, err := schema.Load("")
	if err != nil {
		t.Fatal(err)
	}
	var golds []goldFile
	var articles []*cuibono.Article
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var g goldFile
		if err := json.Unmarshal(data, &g); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(filepath.Join(shared, g.File))
		if err != nil {
			t.Fatal(err)
		}
		a, err := article.Read(g.File, text, article.Options{Cues: article.CuesOf(s), Detect: lang.Detect})
		if err != nil {
			t.Fatal(err)
		}
		if a.Language != g.Lang {
			t.Errorf("%s: language %s, want %s", g.ID, a.Language, g.Lang)
		}
		golds = append(golds, g)
		articles = append(articles, a)
	}
	return golds, articles
}

func normName(x *lexicon, name string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if r == '-' || r == '.' || r == '&' || r == ',' || r == '\'' {
			return ' '
		}
		return r
	}, strings.Join(x.variantOf(name).words, " "))), " ")
}

// TestGoldEntities measures how many of the annotated entities are found, typed, and kept one each.
func TestGoldEntities(t *testing.T) {
	golds, articles := readGold(t)
	x := shippedExtractor(t)
	var found, total, typed, split, merged, extra int
	report := map[string][]string{}
	note := func(kind, format string, args ...any) {
		report[kind] = append(report[kind], fmt.Sprintf(format, args...))
	}
	for i, g := range golds {
		r, err := x.read(context.Background(), articles[i], nil)
		if err != nil {
			t.Fatal(err)
		}
		words := r.d.words
		byForm := map[string][]int{}
		for k := range r.d.entities {
			e := &r.d.entities[k]
			for _, f := range append([]string{e.Name}, e.Aliases...) {
				byForm[normName(words, f)] = append(byForm[normName(words, f)], k)
			}
		}
		text := articles[i].Text
		owner := map[int]string{}
		for _, e := range g.Entities {
			if e.Type == "Topic" {
				continue
			}
			hits := map[int]bool{}
			names := append([]string{e.Name}, e.Aliases...)
			for _, f := range names {
				for _, k := range byForm[normName(words, f)] {
					hits[k] = true
				}
			}
			inText := false
			for _, f := range names {
				inText = inText || strings.Contains(strings.ReplaceAll(text, "’", "'"), strings.ReplaceAll(f, "’", "'"))
			}
			if !inText {
				continue
			}
			total++
			if len(hits) == 0 {
				note("missed", "%s %s (%s)", g.ID, e.Name, e.Type)
				continue
			}
			found++
			right := false
			for k := range hits {
				right = right || r.d.entities[k].Type == e.Type
				if o, ok := owner[k]; ok && o != e.Name {
					merged++
					note("merged", "%s %s and %s in %s", g.ID, o, e.Name, r.d.entities[k].Name)
				}
				owner[k] = e.Name
			}
			if right {
				typed++
			} else {
				for k := range hits {
					note("typed wrong", "%s %s is %s, got %s %.2f", g.ID, e.Name, e.Type, r.d.entities[k].Type, r.d.entities[k].votes)
				}
			}
			if len(hits) > 1 {
				split++
				var list []string
				for k := range hits {
					list = append(list, r.d.entities[k].Name)
				}
				sort.Strings(list)
				note("split", "%s %s: %s", g.ID, e.Name, strings.Join(list, " | "))
			}
		}
		for k := range r.d.entities {
			if e := &r.d.entities[k]; owner[k] == "" && e.Count > 0 {
				extra++
				note("extra", "%s %s (%s) %v", g.ID, e.Name, e.Type, e.Aliases)
			}
		}
	}
	kinds := make([]string, 0)
	for k := range report {
		kinds = append(kinds, k)
	}
	slices.Sort(kinds)
	for _, k := range kinds {
		t.Logf("%s:\n  %s", k, strings.Join(report[k], "\n  "))
	}
	t.Logf("entities: %d of %d found (%.3f), %d typed (%.3f), %d split, %d merged, %d extra", found, total, float64(found)/float64(total), typed, float64(typed)/float64(found), split, merged, extra)
	if float64(found) < 0.96*float64(total) || float64(typed) < 0.94*float64(found) {
		t.Errorf("too few entities found or typed")
	}
}
