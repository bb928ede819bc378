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

func TestZZClaims(t *testing.T) {
	file := os.Getenv("PUD")
	if file == "" {
		t.Skip()
	}
	x := goldExtractor(t)
	f, _ := os.Open(file)
	sc := bufio.NewScanner(f)
	sc.Buffer(make([]byte, 1<<20), 1<<20)
	n, words := 0, 0
	for sc.Scan() {
		text, ok := strings.CutPrefix(sc.Text(), "# text = ")
		if !ok {
			continue
		}
		words += len(strings.Fields(text))
		e, err := x.Extract(context.Background(), &cuibono.Article{Source: "x", Text: text, Language: os.Getenv("LG"), Date: "2016-06-20"})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range e.Claims {
			n++
			o := ""
			if c.Object != nil {
				o = c.Object.Name
			} else if c.Amount != nil {
				o = fmt.Sprint(c.Amount.Value)
			}
			fmt.Printf("(%s, %s, %s) %.2f %s\n      %s\n", c.Subject.Name, c.Predicate, o, c.Confidence, c.Polarity, text)
		}
	}
	fmt.Println("claims", n, "words", words)
}
