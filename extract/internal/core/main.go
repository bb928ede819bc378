// Command core measures precision and recall of the relations between two given names on the CORE benchmark of
// company relations: go run ./extract/internal/core [-v] [-n N] FILE
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"

	"cuibono"
	"cuibono/extract"
	"cuibono/schema"
	"cuibono/seeds"
)

type sample struct {
	ID       string   `json:"id"`
	Relation string   `json:"relation"`
	Invert   int      `json:"invert_relation"`
	E1Start  int      `json:"e1_start"`
	E1End    int      `json:"e1_end"`
	E2Start  int      `json:"e2_start"`
	E2End    int      `json:"e2_end"`
	Context  []string `json:"context"`
}

// ours maps a relation of the benchmark to those of the schema, "<" where subject and object change places.
var ours = map[string][]string{
	"acquired_by":    {"<acquires"},
	"shareholder_of": {"owns", "invests_in", "acquires"},
	"subsidiary_of":  {"<owns"},
	"collaboration":  {"partners_with", "<partners_with", "participates_in", "<participates_in"},
	"competitor_of":  {"competes_with", "<competes_with"},
	"client_of":      {"<supplies"},
}

var order = []string{"acquired_by", "shareholder_of", "subsidiary_of", "collaboration", "competitor_of", "client_of"}

func main() {
	verbose := flag.Bool("v", false, "list errors")
	limit := flag.Int("n", 0, "samples")
	flag.Parse()
	data, err := os.ReadFile(flag.Arg(0))
	check(err)
	var list []sample
	check(json.Unmarshal(data, &list))
	s, err := schema.Load("")
	check(err)
	raw, err := seeds.FS.ReadFile("entities.yaml")
	check(err)
	known, err := schema.ParseKnown("seeds/entities.yaml", raw)
	check(err)
	x, err := extract.New(s, extract.Options{Known: extract.NewGazetteer(known)})
	check(err)
	right, wrong, want := map[string]int{}, map[string]int{}, map[string]int{}
	for i, p := range list {
		if *limit > 0 && i >= *limit {
			break
		}
		if p.Invert == 1 {
			p.E1Start, p.E1End, p.E2Start, p.E2End = p.E2Start, p.E2End, p.E1Start, p.E1End
		}
		want[p.Relation]++
		text := detokenize(p.Context)
		e1, e2 := detokenize(p.Context[p.E1Start:p.E1End+1]), detokenize(p.Context[p.E2Start:p.E2End+1])
		e, err := x.Extract(context.Background(), &cuibono.Article{Source: p.ID, Text: text, Language: "en"})
		check(err)
		names := map[string][]string{}
		for _, ent := range e.Entities {
			names[ent.ID] = append([]string{ent.Name}, ent.Aliases...)
		}
		is := func(r cuibono.Ref, name string) bool {
			for _, n := range append(names[r.ID], r.Name) {
				if a, b := norm(n), norm(name); a == b || len(a) > 3 && strings.HasPrefix(b, a+" ") || len(b) > 3 && strings.HasPrefix(a, b+" ") {
					return true
				}
			}
			return false
		}
		for _, rel := range order {
			found := false
			var by string
			for _, c := range e.Claims {
				if c.Object == nil || c.Polarity == cuibono.Denied {
					continue
				}
				for _, name := range ours[rel] {
					n, back := strings.CutPrefix(name, "<")
					if c.Predicate != n {
						continue
					}
					if !back && is(c.Subject, e1) && is(*c.Object, e2) || back && is(c.Subject, e2) && is(*c.Object, e1) {
						found, by = true, c.Pattern
					}
				}
			}
			if !found {
				if rel == p.Relation && *verbose {
					fmt.Printf("miss %s (%s | %s) %s\n", rel, e1, e2, text)
				}
				continue
			}
			if rel == p.Relation || rel == "shareholder_of" && p.Relation == "subsidiary_of" {
				right[rel]++
			} else if p.Relation == "acquired_by" && (rel == "subsidiary_of") || p.Relation == "merged_with" || p.Relation == "brand_of" && rel == "subsidiary_of" || p.Relation == "product_or_service_of" {
				// near enough not to count either way
			} else {
				wrong[rel]++
				if *verbose {
					fmt.Printf("WRONG %s, is %s (%s | %s) by %s: %s\n", rel, p.Relation, e1, e2, by, text)
				}
			}
		}
	}
	for _, rel := range order {
		fmt.Printf("%-16s wanted %4d right %4d wrong %4d  P %.2f R %.2f\n", rel, want[rel], right[rel], wrong[rel],
			float64(right[rel])/float64(max(1, right[rel]+wrong[rel])), float64(right[rel])/float64(max(1, want[rel])))
	}
}

func norm(s string) string {
	s = strings.ToLower(strings.TrimPrefix(strings.TrimPrefix(s, "the "), "The "))
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '.' || r == ',' || r == '-' }), " ")
}

func detokenize(words []string) string {
	s := strings.Join(words, " ")
	for _, p := range []string{",", ".", ";", ":", ")", "?", "!", "'s", "%", "n't"} {
		s = strings.ReplaceAll(s, " "+p, p)
	}
	for _, p := range []string{"(", "$", "€", "£"} {
		s = strings.ReplaceAll(s, p+" ", p)
	}
	return s
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
