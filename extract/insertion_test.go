package extract

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"cuibono"
	"cuibono/schema"

	"go.yaml.in/yaml/v3"
)

// insertions are harmless changes of a sentence; see testdata/insertions. Each has one "%".
type insertions struct {
	Organization, Person, Sentence []string
	// Before are words behind which a noun with its article can stand, Elided those that lose their ending before a vowel.
	Before []string
	Elided map[string]string
}

// altered is an example of a pattern with one insertion.
type altered struct {
	insertion, text string
	want            []schema.ExampleClaim
}

// TestInsertions puts into the examples of the patterns what any sentence of a newspaper has more of (an apposition, a relative clause, a
// second firm, an opening phrase), and counts the claims that are lost. Each example gets a few of the insertions, in turn.
func TestInsertions(t *testing.T) {
	x := shippedExtractor(t)
	s := x.schema
	for _, language := range s.Languages {
		data, err := os.ReadFile("testdata/insertions/" + language + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		var ins insertions
		if err := yaml.Unmarshal(data, &ins); err != nil {
			t.Fatal(err)
		}
		kept, all := map[string]int{}, map[string]int{}
		turn := 0
		for _, p := range s.Patterns(language) {
			for _, e := range p.Match {
				for _, v := range ins.alter(t, s, x, language, e, turn) {
					got := extractText(t, x, language, v.text, e.Date)
					for _, want := range v.want {
						all[v.insertion]++
						if stated(got, want) {
							kept[v.insertion]++
						} else if testing.Verbose() {
							t.Logf("%s: %s\nlost %s %s %s", p.Name, v.text, want.Subject, want.Relation, want.Object)
						}
					}
				}
				turn++
			}
		}
		found, total := 0, 0
		for _, insertion := range slices.Sorted(maps.Keys(all)) {
			n := all[insertion]
			t.Logf("%s %-50s kept %d of %d", language, insertion, kept[insertion], n)
			found, total = found+kept[insertion], total+n
			if n >= 20 && kept[insertion]*10 < n*6 {
				t.Errorf("%s: with %q only %d of %d claims are found", language, insertion, kept[insertion], n)
			}
		}
		t.Logf("%s: kept %d of %d", language, found, total)
		if share := float64(found) / float64(total); share < 0.9 {
			t.Errorf("%s: %.1f %% of the claims are found with an insertion, want 90 %%", language, 100*share)
		}
	}
}

// perExample is the number of insertions that an example gets at each of its names, and round it.
const perExample = 2

// alter gives the example with some of the insertions, and the claims that hold in each: those of what is found without.
func (ins *insertions) alter(t *testing.T, s *schema.Schema, x *Extractor, language string, e schema.Example, turn int) []altered {
	var want []schema.ExampleClaim
	got := extractText(t, x, language, e.Text, e.Date)
	for _, text := range e.Claims {
		c, err := s.ParseClaim(text)
		if err != nil {
			t.Fatal(err)
		}
		c = schema.ExampleClaim{Subject: c.Subject, Relation: c.Relation, Object: c.Object, Topic: c.Topic} // its qualifiers may change
		if stated(got, c) {
			want = append(want, c)
		}
	}
	var out []altered
	for _, claim := range got {
		ends := []cuibono.Ref{claim.Subject}
		if claim.Object != nil {
			ends = append(ends, *claim.Object)
		}
		for _, end := range ends {
			list := ins.Organization
			if end.Type == personType {
				list = ins.Person
			} else if end.Type != organizationType {
				continue
			}
			of := slices.DeleteFunc(slices.Clone(want), func(c schema.ExampleClaim) bool { return c.Subject != end.Name && c.Object != end.Name })
			for k := range perExample {
				insertion := list[(turn*perExample+k)%len(list)]
				if text := ins.insertAt(e.Text, end.Name, insertion); text != "" && !slices.ContainsFunc(out, func(v altered) bool { return v.text == text }) {
					out = append(out, altered{insertion, text, of})
				}
			}
		}
	}
	body, stopped := strings.CutSuffix(e.Text, ".")
	if !stopped || strings.ContainsAny(body, ".:;«\"“\n") {
		return out
	}
	for k := range perExample {
		insertion := ins.Sentence[(turn*perExample+k)%len(ins.Sentence)]
		inner := body
		if first, size := utf8.DecodeRuneInString(body); !strings.HasPrefix(insertion, "%") && !startsWithName(body, want) {
			inner = string(unicode.ToLower(first)) + body[size:]
		}
		out = append(out, altered{insertion, strings.Replace(insertion, "%", inner, 1), want})
	}
	return out
}

// startsWithName tells whether a sentence begins with a name of a claim.
func startsWithName(text string, claims []schema.ExampleClaim) bool {
	return slices.ContainsFunc(claims, func(c schema.ExampleClaim) bool {
		return strings.HasPrefix(text, c.Subject) || c.Object != "" && strings.HasPrefix(text, c.Object)
	})
}

// insertAt puts an insertion in the place of a name that stands once in a text, alone and without a noun of its own; else "".
func (ins *insertions) insertAt(text, name, insertion string) string {
	before, after, ok := strings.Cut(text, name)
	if !ok || strings.Contains(after, name) || strings.HasSuffix(before, "-") || strings.HasSuffix(before, "(") {
		return ""
	}
	next, _ := utf8.DecodeRuneInString(after)
	if unicode.IsLetter(next) || strings.ContainsRune("-'’$", next) {
		return ""
	}
	if r, _ := utf8.DecodeRuneInString(strings.TrimLeft(after, " ")); unicode.IsUpper(r) || strings.HasPrefix(insertion, "%") && strings.HasSuffix(insertion, ",") && strings.HasPrefix(after, " (") {
		return "" // a part of a longer name
	}
	replaced := strings.Replace(insertion, "%", name, 1)
	if !strings.HasPrefix(insertion, "%") {
		for short, full := range ins.Elided {
			if head, ok := strings.CutSuffix(before, short); ok {
				before = head + full + " "
			}
		}
		if words := strings.Fields(before); len(words) > 0 && !slices.Contains(ins.Before, strings.ToLower(words[len(words)-1])) {
			return "" // it has a noun or a determiner already
		}
		if before == "" {
			first, size := utf8.DecodeRuneInString(replaced)
			replaced = string(unicode.ToUpper(first)) + replaced[size:]
		}
	}
	if rest := strings.TrimLeft(after, " "); strings.HasSuffix(replaced, ",") && (rest == "" || strings.ContainsRune(".,;:)", rune(rest[0]))) {
		replaced = strings.TrimSuffix(replaced, ",")
	}
	return before + replaced + after
}
