package pebble

import (
	"bytes"
	"strings"
	"testing"
)

// sameAsLibrary checks that a line gives the forms of what the quad library reads in it.
func sameAsLibrary(t *testing.T, line string) {
	t.Helper()
	var p, want lineParser
	ok, err := p.parse([]byte(line))
	trimmed := strings.TrimSpace(line)
	if trimmed == "" || trimmed[0] == '#' {
		if ok || err != nil {
			t.Errorf("%q: %v, %v", line, ok, err)
		}
		return
	}
	q, wantErr := parseLine(trimmed)
	if wantErr != nil {
		if err == nil {
			t.Errorf("%q: taken, the library says: %v, %v", line, q, wantErr)
		}
		return
	}
	if err != nil || !ok {
		t.Fatalf("%q: %v, the library reads %v", line, err, q)
	}
	if err := want.set(q); err != nil {
		t.Fatal(err)
	}
	if p.n != want.n {
		t.Fatalf("%q: %d members, the library reads %v", line, p.n, q)
	}
	for i := range p.n {
		if !bytes.Equal(p.forms[i], want.forms[i]) {
			t.Errorf("%q: %q, the library reads %v", line, p.forms[i], q)
		}
	}
}

var lines = []string{
	``, `  `, `# comment`,
	`<a> <b> <c> .`, `<a> <b> <c> <d> .`, "<a>\t<b>\t<c>\t.", `<a> <b> <c>.`, `<a> <b> <c> . # comment`,
	`_:a <b> _:c _:d .`, `_:a.b <b> _:c. `, `_:a <b> _:c .`, `_:a <b> _:c.`,
	`<a> <b> "c" .`, `<a> <b> "c"@en .`, `<a> <b> "c"@en-GB <g> .`, `<a> <b> "c"@en- .`, `<a> <b> "c"@ .`,
	`<a> <b> "5"^^<xsd:integer> .`, `<a> <b> "05"^^<xsd:integer> .`, `<a> <b> "x"^^<xsd:integer> .`,
	`<a> <b> "5"^^<http://www.w3.org/2001/XMLSchema#integer> .`, `<a> <b> "1.50"^^<xsd:decimal> .`,
	`<a> <b> "2025-01-21T00:00:00Z"^^<xsd:dateTime> .`, `<a> <b> "2025-01-21"^^<xsd:date> .`,
	`<a> <b> "tab\tquote\"é\u00e9\U0001F600" .`, "<a> <b> \"raw\ttab\" .", `<a> <b> "é" .`, "<a> <b> \"\xff\" .",
	"<\xff> <b> <c> .", `<é> <b> <c> .`, `<a\u00e9> <b> <c> .`, `<> <b> <c> .`, `<a b> <b> <c> .`,
	`<a> <b> .`, `<a> <b> <c>`, `<a> <b> <c> <d> <e> .`, `a b c .`, `"s" <b> <c> .`, `<a> "p" <c> .`,
	`<a> <b> "c" "d" .`, `<a><b><c>.`, `<a> <b> <c> . trailing`, `<a> <b> "unclosed .`, `<a> <b> <unclosed .`,
	`<a> <b> "\U80000000" .`, `_: <b> <c> .`, `_:a_b <b> <c> .`, `_:é <b> <c> .`, `<a> <b> "x"^^<> .`, `<a> <b> "x"^^y .`, `<a> <b> "" .`,
}

func TestLineParser(t *testing.T) {
	for _, l := range lines {
		sameAsLibrary(t, l)
	}
}

func FuzzLineParser(f *testing.F) {
	for _, l := range lines {
		f.Add(l)
	}
	f.Fuzz(func(t *testing.T, line string) {
		if !strings.ContainsAny(line, "\n\r") {
			sameAsLibrary(t, line)
		}
	})
}
