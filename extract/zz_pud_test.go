package extract

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"cuibono"
)

func TestZZPud(t *testing.T) {
	file := os.Getenv("PUD")
	if file == "" {
		t.Skip()
	}
	x := goldExtractor(t)
	f, _ := os.Open(file)
	sc := bufio.NewScanner(f)
	sc.Buffer(make([]byte, 1<<20), 1<<20)
	text := ""
	var forms, upos []string
	tp, fp, fn, n := 0, 0, 0, 0
	flush := func() {
		if text == "" {
			return
		}
		n++
		a := &cuibono.Article{Text: text, Language: os.Getenv("LG"), Date: "2016-06-20"}
		r, err := x.read(context.Background(), a, nil)
		if err != nil {
			t.Fatal(err)
		}
		inName := func(s, e int) bool {
			for _, list := range r.d.mentions {
				for _, m := range list {
					if m.Kind == Name && m.Start <= s && e <= m.End {
						return true
					}
				}
			}
			return false
		}
		at := 0
		var fps, fns []string
		for i, w := range forms {
			k := strings.Index(text[at:], w)
			if k < 0 {
				continue
			}
			s := at + k
			at = s + len(w)
			in := inName(s, at)
			switch {
			case upos[i] == "PROPN" && in:
				tp++
			case upos[i] == "PROPN":
				fn++
				fns = append(fns, w)
			case in && (upos[i] == "NOUN" || upos[i] == "VERB" || upos[i] == "ADJ" || upos[i] == "ADV" || upos[i] == "PRON" || upos[i] == "INTJ"):
				fp++
				fps = append(fps, w)
			}
		}
		if len(fps)+len(fns) > 0 {
			fmt.Printf("%s\n    FP %q FN %q\n", text, fps, fns)
		}
		text, forms, upos = "", nil, nil
	}
	for sc.Scan() {
		l := sc.Text()
		if strings.HasPrefix(l, "# text = ") {
			text = strings.TrimPrefix(l, "# text = ")
		} else if l == "" {
			flush()
		} else if l[0] != '#' {
			c := strings.Split(l, "\t")
			if !strings.ContainsAny(c[0], "-.") {
				forms = append(forms, c[1])
				upos = append(upos, c[3])
			}
		}
	}
	fmt.Println("sentences", n, "tp", tp, "fp", fp, "fn", fn)
}
