//go:build unix

package lang

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// processor is the processor time that the process has used.
func processor(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkText measures text to syntax on one core, in tokens a second, and in tokens a second of
// processor time, which says more on a machine that does other things too.
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
				n, start := 0, processor(b)
				for b.Loop() {
					n += run()
				}
				b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "tokens/s")
				b.ReportMetric(float64(n)/(processor(b)-start).Seconds(), "tokens/cpu-s")
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
