package strict

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestDecode(t *testing.T) {
	const text = `name: taille
kind: noun
count: 1_000
on: true
wait: 1m30s
forms: seule
items:
  - court
  - {text: long, size: 2}
deep:
  name: "3"
label: {fr: a, en: b}
`
	var got outer
	if problems := Decode("f.yaml", []byte(text), &got); len(problems) > 0 {
		t.Fatal(problems)
	}
	at := func(line, column int) Pos { return Pos{"f.yaml", line, column} }
	want := outer{
		Pos: at(1, 1), Name: Name{"taille", at(1, 7)}, Kind: "noun", Count: 1000, On: true, Wait: 90 * time.Second,
		Forms: []string{"seule"},
		Items: []inner{{Pos: at(8, 5), Text: "court"}, {Pos: at(9, 5), Text: "long", Size: 2}},
		Deep:  &outer{Pos: at(11, 3), Name: Name{"3", at(11, 9)}},
		Label: map[string]string{"fr": "a", "en": "b"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestProblems(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"all at once", "nmae: a\ncount: many\non: 1\nkind: vreb\n", `
1:1: "name" is missing
1:1: unknown key "nmae" (did you mean "name"?)
2:8: want a whole number, found the text "many"
3:5: want true or false, found the number 1
4:7: want one of verb, noun, found the text "vreb" (did you mean "verb"?)`},
		{"twice", "name: a\nname: b\n", `2:1: key "name" is given twice (first in line 1)`},
		{"empty", "", `1:1: the file is empty`},
		{"only a comment", "# nothing\n", `1:1: the file is empty`},
		{"null", "name:\n", `1:6: want text, found nothing`},
		{"empty text", `name: ""`, `1:7: "name" is empty`},
		{"a date is no text", "name: 2025-01-21\n", `1:7: want text, found the date 2025-01-21: put it in quotes`},
		{"a number is no text", "name: 3\n", `1:7: want text, found the number 3: put it in quotes`},
		{"a list is no text", "name: [a]\n", `1:7: want text, found a list`},
		{"text is no list", "name: a\nitems: b\n", `2:8: want a list, found the text "b"`},
		{"list is no mapping", "- a\n", `1:1: want a mapping, found a list`},
		{"a place inside", "name: a\nitems:\n  - text: b\n    sise: 3\n", `4:5: unknown key "sise" (did you mean "size"?)`},
		{"missing inside", "name: a\nitems:\n  - size: 3\n", `3:5: "text" is missing`},
		{"keys of a map", "name: a\nlabel: {de: b}\n", `2:9: unknown key "de"`},
		{"duration", "name: a\nwait: 3\n", `2:7: want a duration such as 1m30s, found the number 3`},
		{"alias", "name: &a b\nkind: *a\n", `
1:7: anchors and aliases are not read here: write the value out
2:7: anchors and aliases are not read here: write the value out`},
		{"merge", "name: a\n<<: {kind: verb}\n", `2:1: merge keys are not read here: write the keys out`},
		{"two documents", "name: a\n---\nname: b\n", `2:1: a second document; a file holds one`},
		{"broken", "name: a\n  b: [\n", `2:1: not readable as YAML: mapping values are not allowed in this context`},
		{"too deep", "name: a\n" + strings.Repeat("[", 1000), `1:1: brackets nest more than 500 levels deep`},
		{"key that is a list", "? [a]\n: b\nname: a\n", `1:3: want a key, found a list`},
		{"accents count as one", "name: a\nlabel: {fr: é, de: b}\n", `2:16: unknown key "de"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			var o outer
			got := strings.ReplaceAll(Decode("f", []byte(c.text), &o).Error(), "f:", "")
			if want := strings.TrimSpace(c.want); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

func TestDepthIsBounded(t *testing.T) {
	text := ""
	for i := range 60 {
		text += strings.Repeat(" ", i) + "name: a\n" + strings.Repeat(" ", i) + "deep:\n"
	}
	var o outer
	problems := Decode("f", []byte(text), &o)
	if !strings.Contains(problems.Error(), fmt.Sprintf("more than %d levels deep", MaxDepth)) {
		t.Errorf("got %v", problems)
	}
}

func TestSuggest(t *testing.T) {
	known := []string{"invests_in", "funds", "founded", "leads", "owns"}
	for name, want := range map[string]string{
		"invest_in": "invests_in", "INVESTS_IN": "invests_in", "invets_in": "invests_in", "fund": "funds",
		"fonuded": "founded", "laeds": "leads", "own": "owns", "zebra": "", "x": "", "": "",
	} {
		if got := Suggest(name, known); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"ab", "ba", 1}, {"ca", "abc", 3}, {"été", "ete", 2}, {"kitten", "sitting", 3}, {"abcd", "", 4}} {
		if got := Distance(c.a, c.b); got != c.want {
			t.Errorf("distance of %q and %q: got %d, want %d", c.a, c.b, got, c.want)
		}
	}
}
