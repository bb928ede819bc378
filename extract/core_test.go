package extract

import (
	"context"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"cuibono"
)

// coreSample is a sentence of the CORE benchmark (company relations between two given names).
type coreSample struct {
	ID       string   `json:"id"`
	Relation string   `json:"relation"`
	Invert   int      `json:"invert_relation"`
	E1Start  int      `json:"e1_start"`
	E1End    int      `json:"e1_end"`
	E2Start  int      `json:"e2_start"`
	E2End    int      `json:"e2_end"`
	Context  []string `json:"context"`
}

// coreRelations maps a relation of the benchmark to those of the schema, "<" where subject and object change places. Near
// are those of the benchmark that a claim of ours may be without being wrong.
var coreRelations = []struct {
	name string
	ours []string
	near []string
}{
	{"acquired_by", []string{"<acquires"}, []string{"merged_with"}},
	{"shareholder_of", []string{"owns", "invests_in", "acquires"}, []string{"subsidiary_of", "acquired_by", "brand_of", "product_or_service_of", "merged_with"}},
	{"subsidiary_of", []string{"<owns"}, []string{"acquired_by", "brand_of", "product_or_service_of", "merged_with", "shareholder_of"}},
	{"collaboration", []string{"partners_with", "<partners_with", "participates_in", "<participates_in"}, []string{"merged_with"}},
	{"competitor_of", []string{"competes_with", "<competes_with"}, nil},
	{"client_of", []string{"<supplies"}, []string{"product_or_service_of"}},
}

// TestCore measures precision and recall on the CORE benchmark and holds the precision of the six relations together to the
// goal. The benchmark is not part of the project; the test needs ../shared beside it.
func TestCore(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 4,000 texts")
	}
	data, err := os.ReadFile("../../shared/benchmarks/core-train.json")
	if err != nil {
		t.Skip("the CORE benchmark is not beside the project: ", err)
	}
	var list []coreSample
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	x := shippedExtractor(t)
	right, wrong, want := map[string]int{}, map[string]int{}, map[string]int{}
	for _, p := range list {
		want[p.Relation]++
		stated := coreClaims(t, x, p)
		for _, rel := range coreRelations {
			if !stated[rel.name] {
				continue
			}
			near := false
			for _, n := range rel.near {
				near = near || n == p.Relation
			}
			switch {
			case rel.name == p.Relation:
				right[rel.name]++
			case !near:
				wrong[rel.name]++
			}
		}
	}
	allRight, allWrong := 0, 0
	for _, rel := range coreRelations {
		r, w := right[rel.name], wrong[rel.name]
		allRight, allWrong = allRight+r, allWrong+w
		t.Logf("%-16s wanted %4d  right %4d  wrong %3d  precision %.2f  recall %.2f", rel.name, want[rel.name], r, w,
			float64(r)/float64(max(1, r+w)), float64(r)/float64(max(1, want[rel.name])))
	}
	if p := float64(allRight) / float64(max(1, allRight+allWrong)); p < 0.85 {
		t.Errorf("precision %.3f, want at least 0.85", p)
	}
}

// coreClaims gives the relations of the benchmark that the extractor finds between the two names of a sample.
func coreClaims(t *testing.T, x *Extractor, p coreSample) map[string]bool {
	t.Helper()
	if p.Invert == 1 {
		p.E1Start, p.E1End, p.E2Start, p.E2End = p.E2Start, p.E2End, p.E1Start, p.E1End
	}
	text := detokenize(p.Context)
	first, second := detokenize(p.Context[p.E1Start:p.E1End+1]), detokenize(p.Context[p.E2Start:p.E2End+1])
	e, err := x.Extract(context.Background(), &cuibono.Article{Source: p.ID, Text: text, Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	names := map[string][]string{}
	for _, n := range e.Entities {
		names[n.ID] = append([]string{n.Name}, n.Aliases...)
	}
	is := func(r cuibono.Ref, name string) bool {
		b := plainName(name)
		for _, n := range append(names[r.ID], r.Name) {
			a := plainName(n)
			if a == b || len(a) > 3 && strings.HasPrefix(b, a+" ") || len(b) > 3 && strings.HasPrefix(a, b+" ") {
				return true
			}
		}
		return false
	}
	out := map[string]bool{}
	for _, rel := range coreRelations {
		for _, c := range e.Claims {
			if c.Object == nil || c.Polarity == cuibono.Denied {
				continue
			}
			for _, name := range rel.ours {
				n, back := strings.CutPrefix(name, "<")
				if c.Predicate == n && (!back && is(c.Subject, first) && is(*c.Object, second) || back && is(c.Subject, second) && is(*c.Object, first)) {
					out[rel.name] = true
				}
			}
		}
	}
	return out
}

func plainName(s string) string {
	s = strings.TrimPrefix(strings.ToLower(s), "the ")
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '.' || r == ',' || r == '-' }), " ")
}

// detokenize makes text of the benchmark's words.
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
