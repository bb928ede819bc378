// Command train learns the language models of the project from treebanks, measures them, and shows
// what they make of a text. It is run in the root folder of the project:
//
//	go run ./lang/train fr en                 train, and write lang/data/<language>/model
//	go run ./lang/train -check fr             train, and compare with the model that is there
//	go run ./lang/train -evaluate fr          measure the model that is there
//	go run ./lang/train -forms /usr/share/hunspell/fr fr
//	                                          make lang/data/fr/forms of a spelling dictionary
//	go run ./lang/train -show "text" fr       tokens, tags and trees of a text ("-" reads standard input)
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"cuibono/lang"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run() error {
	treebanks := flag.String("treebanks", "../shared/treebanks", "folder of the treebanks of others")
	own := flag.String("own", "lang/treebank", "folder of the treebanks of this project")
	out := flag.String("out", "lang/data", "folder of the models")
	check := flag.Bool("check", false, "compare with the model that is there instead of writing")
	evaluate := flag.Bool("evaluate", false, "measure the model that is there")
	labels := flag.Bool("labels", false, "with the measures, those of each label")
	forms := flag.String("forms", "", "make the table of forms of a Hunspell dictionary: its path without .aff and .dic")
	show := flag.String("show", "", "parse this text, or standard input if it is -")
	flag.Parse()
	if flag.NArg() == 0 {
		return errors.New("name a language\ntry: go run ./lang/train fr")
	}
	folders := lang.Folders{Others: *treebanks, Own: *own}
	for _, language := range flag.Args() {
		file := filepath.Join(*out, language, "model")
		var err error
		switch {
		case *forms != "":
			err = packForms(*forms, filepath.Join(*out, language, "forms"))
		case *show != "":
			err = showText(language, file, *show)
		case *evaluate:
			err = measure(language, file, folders, *labels)
		default:
			err = train(language, file, folders, *check, *labels)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func load(language, file string) (*lang.Analyzer, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	return lang.Decode(language, file, data)
}

func train(language, file string, treebanks lang.Folders, check, labels bool) error {
	start := time.Now()
	data, err := lang.Train(language, treebanks, func(format string, args ...any) {
		fmt.Fprintf(os.Stderr, "%5.0fs ", time.Since(start).Seconds())
		fmt.Fprintf(os.Stderr, format+"\n", args...)
	})
	if err != nil {
		return err
	}
	if check {
		old, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if !bytes.Equal(old, data) {
			return fmt.Errorf("%s: training gives another model (%d bytes, was %d)", file, len(data), len(old))
		}
		fmt.Printf("%s: training gives the same %d bytes\n", file, len(data))
		return nil
	}
	if err := os.WriteFile(file, data, 0o644); err != nil {
		return err
	}
	fmt.Printf("%s: %d bytes\n", file, len(data))
	return measure(language, file, treebanks, labels)
}

func packForms(base, file string) error {
	data, err := lang.PackHunspell(base)
	if err != nil {
		return err
	}
	fmt.Printf("%s: %d bytes\n", file, len(data))
	return os.WriteFile(file, data, 0o644)
}

func measure(language, file string, treebanks lang.Folders, labels bool) error {
	a, err := load(language, file)
	if err != nil {
		return err
	}
	scores, err := lang.Evaluate(a, treebanks)
	if err != nil {
		return err
	}
	for _, s := range scores {
		fmt.Println(s)
		if !labels {
			continue
		}
		names := make([]string, 0, len(s.ByLabel))
		for l := range s.ByLabel {
			names = append(names, l)
		}
		slices.SortFunc(names, func(a, b string) int { return s.ByLabel[b].Gold - s.ByLabel[a].Gold })
		for _, l := range names {
			fmt.Printf("  %-14s %5d  F1 %.1f\n", l, s.ByLabel[l].Gold, 100*s.ByLabel[l].F1())
		}
	}
	return nil
}

func showText(language, file, text string) error {
	if text == "-" {
		data, err := io.ReadAll(io.LimitReader(os.Stdin, 64<<20))
		if err != nil {
			return err
		}
		text = string(data)
	}
	a, err := load(language, file)
	if err != nil {
		return err
	}
	d := a.Tokenize(text, nil)
	a.Tag(d)
	a.Parse(d)
	for _, s := range d.Sentences {
		for i, t := range s.Tokens {
			fmt.Printf("%3d  %-22s %-18s %-6s %3d  %-12s %s\n", i+1, t.Form, t.Lemma, t.UPOS, t.Head+1, t.Deprel, t.Feats)
		}
		fmt.Println()
	}
	return nil
}
