package main

import (
	"fmt"
	"os"

	"cuibono/lang"
)

func main() {
	b, _ := os.ReadFile(os.Args[2])
	a, err := lang.Load(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	d := a.Tokenize(string(b), nil)
	for _, s := range d.Sentences {
		for _, t := range s.Tokens {
			fmt.Print(t.Form, "|")
		}
		fmt.Println()
	}
}
