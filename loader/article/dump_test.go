package article

import (
	"fmt"
	"os"
	"testing"

	"cuibono/schema"
)

func TestDump(t *testing.T) {
	if os.Getenv("DUMP") == "" {
		t.Skip()
	}
	fsys := os.DirFS("../../schema")
	fr, pr := schema.ReadFurniture(fsys, "fr")
	en, pe := schema.ReadFurniture(fsys, "en")
	if len(pr)+len(pe) > 0 {
		t.Fatal(pr, pe)
	}
	data, _ := os.ReadFile(os.Getenv("DUMP"))
	opt := Options{Cues: NewCues(fr, en), Warn: func(w Warning) { fmt.Println("WARN", w) }}
	a, err := Read(os.Getenv("DUMP"), data, opt)
	if err != nil {
		t.Fatal(err)
	}
	p := &page{Article: a, markdown: isMarkdown(a.Source, a.Text), cues: opt.Cues, warn: func(int, string, ...any) {}}
	a.Passages, a.Title = nil, ""
	p.read()
	fmt.Printf("id=%s title=%q date=%q pub=%q\n", a.ID, a.Title, a.Date, a.Publisher)
	for _, l := range p.lines {
		s := []rune(l.text)
		if len(s) > 110 {
			s = append(s[:70:70], append([]rune(" ... "), s[len(s)-35:]...)...)
		}
		fmt.Printf("%-9s %-15s %s\n", l.kind, l.why, string(s))
	}
}
