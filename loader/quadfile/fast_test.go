package quadfile

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"cuibono/loader/rdf"
)

// Where the fast parser takes a line, the quad library reads the same from it.
func FuzzFast(f *testing.F) {
	for _, line := range []string{
		`<a> <b> <c> .`, `_:a <b> "c" <d> .`, `<a> <b> "c"@fr-BE .`, `<a>	<b> "5"^^<http://www.w3.org/2001/XMLSchema#integer> _:g .`, `<a> <b> "c d" .`, `<a> <b> <c>.`, `<a> <b> <c> . # x`,
		`<a> <b> "" .`, `<a> <b> "c"^^<> .`, `<é> <b> "ü" .`, "<a> <b> \"\x01\" .", `<a> <b> _:c.d .`, `<a\u0041> <b> <c> .`,
	} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		line = strings.TrimSpace(line)
		if !utf8.ValidString(line) || strings.ContainsAny(line, "\n\r") {
			return
		}
		fast, ok := parseFast(line)
		if !ok {
			return
		}
		slow, err := parseSlow(line)
		if err != nil {
			t.Fatalf("%q is refused by the library: %v", line, err)
		}
		if a, b := rdf.Short(fast, "x:/"), rdf.Short(slow, "x:/"); fmt.Sprintf("%#v", a) != fmt.Sprintf("%#v", b) {
			t.Fatalf("%q\nfast %#v\nslow %#v", line, a, b)
		}
	})
}

// Blocks are cut anywhere and still count their lines.
func TestManyBlocks(t *testing.T) {
	var text strings.Builder
	want, bad := 0, []int64{}
	for i := int64(1); text.Len() < 5*blockSize; i++ {
		switch {
		case i%1000 == 7:
			text.WriteString("broken " + strings.Repeat("x", int(i%300)) + "\n")
			bad = append(bad, i)
		case i%2000 == 500:
			text.WriteString(strings.Repeat("y", 70_000) + "\n")
			bad = append(bad, i)
		case i%50 == 0:
			text.WriteString("\n")
		default:
			fmt.Fprintf(&text, "<a> <b> \"%d\" .\n", i)
			want++
		}
	}
	in, err := Unpack(strings.NewReader(text.String()))
	if err != nil {
		t.Fatal(err)
	}
	var got []int64
	r, err := NewReader(in, NQuads, Options{MaxLine: 66_000, OnError: func(line int64, err error) { got = append(got, line) }})
	if err != nil {
		t.Fatal(err)
	}
	n, last := 0, ""
	for {
		q, err := r.ReadQuad()
		if err != nil {
			break
		}
		n++
		last = q.Object.String()
	}
	if n != want || fmt.Sprint(got) != fmt.Sprint(bad) {
		t.Errorf("%d quads, want %d, the last %s; mistakes in %v, want %v", n, want, last, got, bad)
	}
}
