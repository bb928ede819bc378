package extract

import (
	"context"
	"fmt"
	"os"
	"testing"

	"cuibono"
)

func TestZZShow(t *testing.T) {
	if f := os.Getenv("TXTFILE"); f != "" {
		b, _ := os.ReadFile(f)
		os.Setenv("TXT", string(b))
	}
	text := os.Getenv("TXT")
	if text == "" {
		t.Skip()
	}
	x := goldExtractor(t)
	r, err := x.read(context.Background(), &cuibono.Article{Text: text, Language: os.Getenv("LG"), Date: "2025-06-20"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	d := r.d
	for s := range d.tree.Sentences {
		for i, tk := range d.tree.Sentences[s].Tokens {
			fmt.Printf("%d:%s/%s/%d/%s ", i, tk.Form, tk.UPOS, tk.Head, tk.Deprel)
		}
		fmt.Println()
		for _, m := range d.mentions[s] {
			n := "-"
			if m.Entity >= 0 {
				n = d.entities[m.Entity].Name
			}
			fmt.Printf("   [%d-%d h%d k%d] %q -> %s %.2f\n", m.First, m.Last, m.Head, m.Kind, d.tree.Text[m.Start:m.End], n, m.Score)
		}
		for _, a := range d.amounts[s] {
			fmt.Printf("   amount %q %+v\n", d.tree.Text[a.Start:a.End], a)
		}
	}
	for i, e := range d.entities {
		fmt.Printf("%d %s (%s) %v aliases %q nouns %q origins %v\n", i, e.Name, e.Type, e.votes, e.Aliases, e.Nouns, e.Origins)
	}
}

func TestZZArt(t *testing.T) {
	id := os.Getenv("ART")
	if id == "" {
		t.Skip()
	}
	golds, articles := readGold(t)
	x := goldExtractor(t)
	for i, g := range golds {
		if g.ID != id {
			continue
		}
		r, err := x.read(context.Background(), articles[i], nil)
		if err != nil {
			t.Fatal(err)
		}
		d := r.d
		for s := range d.tree.Sentences {
			fmt.Printf("S%d %s\n", s, d.tree.Text[d.tree.Sentences[s].Start:d.tree.Sentences[s].End])
			for _, m := range d.mentions[s] {
				n := "-"
				if m.Entity >= 0 {
					n = d.entities[m.Entity].Name
				}
				if m.Kind != Name || d.tree.Text[m.Start:m.End] != n {
					fmt.Printf("      [%d-%d h%d k%d] %q -> %s %.2f\n", m.First, m.Last, m.Head, m.Kind, d.tree.Text[m.Start:m.End], n, m.Score)
				}
			}
		}
		for i, e := range d.entities {
			fmt.Printf("%d %s (%s %.2f) n=%d first=%d aliases %q nouns %q origins %v main=%v\n", i, e.Name, e.Type, e.TypeScore, e.Count, e.First, e.Aliases, e.Nouns, e.Origins, d.isMain(i))
		}
	}
}
