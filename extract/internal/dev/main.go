// Command dev prints the claims of articles as JSON lines, or explains them: the work bench of package extract.
//
//	go run ./extract/internal/dev [-explain] [-text TEXT -lang fr] FILE...
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"cuibono"
	"cuibono/extract"
	"cuibono/lang"
	"cuibono/loader"
	"cuibono/schema"
	"cuibono/seeds"
)

func main() {
	explain := flag.Bool("explain", false, "explain each claim")
	text := flag.String("text", "", "text to read instead of files")
	language := flag.String("lang", "", "language of the text")
	threshold := flag.Float64("threshold", 0, "least confidence")
	flag.Parse()
	s, err := schema.Load("")
	check(err)
	data, err := seeds.FS.ReadFile("entities.yaml")
	check(err)
	known, err := schema.ParseKnown("seeds/entities.yaml", data)
	check(err)
	x, err := extract.New(s, extract.Options{Threshold: *threshold, Known: extract.NewGazetteer(known)})
	check(err)
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	read := func(a *cuibono.Article) {
		if *explain {
			t, err := x.Explain(context.Background(), a)
			check(err)
			fmt.Print(t)
			return
		}
		e, err := x.Extract(context.Background(), a)
		check(err)
		for _, c := range e.Claims {
			check(out.Encode(c))
		}
	}
	if *text != "" {
		read(&cuibono.Article{Source: "text", Text: *text, Language: *language, Date: "2025-01-23"})
		return
	}
	opt := loader.NewArticleOptions(s, lang.Detect)
	for _, f := range flag.Args() {
		data, err := os.ReadFile(f)
		check(err)
		a, err := loader.ReadArticle(filepath.Join(filepath.Base(filepath.Dir(f)), filepath.Base(f)), data, opt)
		check(err)
		if a.Date == "" && strings.Contains(f, "seeds") {
			fmt.Fprintln(os.Stderr, f, "has no date")
		}
		read(a)
	}
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
