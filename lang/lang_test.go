package lang

import (
	"os"
	"path/filepath"
	"testing"
)

// sharedFolder finds a folder beside the project, and skips the test where it is not there.
func sharedFolder(t testing.TB, name string) string {
	t.Helper()
	folder := filepath.Join("..", "..", "shared", name)
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("%s is not here: %v", folder, err)
	}
	return folder
}

func load(t testing.TB, language string) *Analyzer {
	t.Helper()
	a, err := Load(language)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// BenchmarkText measures text to syntax on one core, in words (surface tokens) a second.
func BenchmarkText(b *testing.B) {
	folder := sharedFolder(b, "corpus")
	for _, language := range Languages() {
		a := load(b, language)
		text := ""
		files, err := filepath.Glob(filepath.Join(folder, language+"-*.txt"))
		if err != nil || len(files) == 0 {
			b.Fatalf("no %s articles: %v", language, err)
		}
		for _, f := range files {
			data, err := os.ReadFile(f)
			if err != nil {
				b.Fatal(err)
			}
			text += string(data) + "\n\n"
		}
		stage := func(name string, run func() int) {
			b.Run(language+"/"+name, func(b *testing.B) {
				n := 0
				for b.Loop() {
					n += run()
				}
				b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "tokens/s")
			})
		}
		tokens := func(d *Document) (n int) {
			for _, s := range d.Sentences {
				n += len(s.Tokens)
			}
			return n
		}
		d := a.Tokenize(text, nil)
		stage("tokenize", func() int { return tokens(a.Tokenize(text, nil)) })
		stage("tag", func() int { a.Tag(d); return tokens(d) })
		stage("parse", func() int { a.Parse(d); return tokens(d) })
		stage("all", func() int {
			d := a.Tokenize(text, nil)
			a.Tag(d)
			a.Parse(d)
			return tokens(d)
		})
	}
}
