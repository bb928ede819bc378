package extract

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"cuibono/eval"
	"cuibono/schema"
)

func TestZZCoref(t *testing.T) {
	golds, articles := readGold(t)
	_ = golds
	x := goldExtractor(t)
	gs, err := eval.ReadGold(filepath.Join(shared, "gold"))
	if err != nil {
		t.Fatal(err)
	}
	s, _ := schema.Load("")
	sym, am := eval.Kinds(s)
	both, none := 0, 0
	for i, g := range gs {
		e, err := x.Extract(context.Background(), articles[i])
		if err != nil {
			t.Fatal(err)
		}
		for k := range e.Claims {
			e.Claims[k].Article = g.ID
		}
		rep := eval.Score([]*eval.Gold{g}, e.Claims, sym, am, func(string) string { return articles[i].Text })
		r, _ := x.read(context.Background(), articles[i], nil)
		d := r.d
		names := func(n string) map[string]bool {
			m := map[string]bool{normName(d.words, n): true}
			for _, e := range g.Entities {
				if e.Name == n {
					for _, a := range e.Aliases {
						m[normName(d.words, a)] = true
					}
				}
			}
			return m
		}
		for _, er := range rep.Errors {
			if er.Gold == nil {
				continue
			}
			c := er.Gold
			want := [][2]map[string]bool{{names(c.Subject), nil}}
			if c.Object != "" {
				want[0][1] = names(c.Object)
			}
			found := -1
			for sn := range d.mentions {
				a, b := false, c.Object == ""
				if c.Object == "" && len(d.amounts[sn]) == 0 {
					continue
				}
				for _, m := range d.mentions[sn] {
					if m.Entity < 0 {
						continue
					}
					en := &d.entities[m.Entity]
					for _, f := range append([]string{en.Name}, en.Aliases...) {
						nf := normName(d.words, f)
						a = a || want[0][0][nf]
						b = b || want[0][1] != nil && want[0][1][nf]
					}
				}
				if a && b {
					found = sn
					break
				}
			}
			if found >= 0 {
				both++
				fmt.Printf("BOTH %s %s\n     %s\n", g.ID, c, d.tree.Text[d.tree.Sentences[found].Start:d.tree.Sentences[found].End])
			} else {
				none++
				fmt.Printf("%s %s\n     %s\n", g.ID, c, er.Sentence)
			}
		}
	}
	fmt.Println("both ends in one sentence:", both, "not:", none)
}
