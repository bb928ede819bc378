package quadfile_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"cuibono/loader/quadfile"
)

// load reads a source as the loader does, and gives its quads in N-Quads with short IRIs and its mistakes.
func load(t testing.TB, name string, r io.Reader, opt quadfile.Options) (quads, mistakes []string, err error) {
	t.Helper()
	br, err := quadfile.Unpack(r)
	if err != nil {
		return nil, nil, err
	}
	head, _ := br.Peek(quadfile.HeadSize)
	format, ok := quadfile.Detect(name, head)
	if !ok {
		return nil, nil, errors.New("no quads")
	}
	opt.OnError = func(line int64, err error) { mistakes = append(mistakes, fmt.Sprintf("%d: %v", line, err)) }
	qr, err := quadfile.NewReader(br, format, opt)
	if err != nil {
		return nil, nil, err
	}
	for {
		q, err := qr.ReadQuad()
		if err == io.EOF {
			return quads, mistakes, nil
		}
		if err != nil {
			return quads, mistakes, err
		}
		quads = append(quads, q.NQuad())
	}
}

func packed(t testing.TB, s string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(s)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const someQuads = `# a comment
<https://cuibono.example/Ardane> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://schema.org/Organization> <https://cuibono.example/register> .

<https://cuibono.example/Ardane> <https://cuibono.example/founded_in> "1904"^^<http://www.w3.org/2001/XMLSchema#integer> .
<https://elsewhere.example/x> <http://www.w3.org/2000/01/rdf-schema#label> "Ard\u00E4ne \"the mill\"\n"@de-AT . # another
_:a <p\u00E9> _:b.c _:g .
`

var someShort = []string{
	`<Ardane> <rdf:type> <schema:Organization> <register> .`,
	`<Ardane> <founded_in> "1904"^^<xsd:integer> .`,
	`<https://elsewhere.example/x> <rdfs:label> "Ardäne \"the mill\"\n"@de-AT .`,
	`_:bSCOPE_a <pé> _:bSCOPE_b.c _:bSCOPE_g .`,
}

func TestRead(t *testing.T) {
	for name, data := range map[string]string{
		"plain": someQuads, "x.nq": someQuads, "x.nq.gz": packed(t, someQuads), "packed twice": packed(t, someQuads[:100]) + packed(t, someQuads[100:]),
		"mark": "\ufeff" + someQuads, "line ends": strings.ReplaceAll(someQuads, "\n", "\r\n"), "no last end": strings.TrimSpace(someQuads),
	} {
		quads, mistakes, err := load(t, name, strings.NewReader(data), quadfile.Options{Scope: "SCOPE"})
		if err != nil || len(mistakes) > 0 {
			t.Errorf("%s: %v, %q", name, err, mistakes)
		}
		if !slices.Equal(quads, someShort) {
			t.Errorf("%s: got\n%s", name, strings.Join(quads, "\n"))
		}
	}
}

func TestReadJSON(t *testing.T) {
	want := []string{`<Ardane> <funds> <Velmor> <x> .`, `_:bS_a <says> "a \"b\"" .`, `<Ardane> <price> "3"^^<xsd:integer> .`, `<Ardane> <name> "Ar"@fr .`}
	objects := []string{`{"subject":"<Ardane>","predicate":"<funds>","object":"<https://cuibono.example/Velmor>","label":"<x>"}`,
		`{"subject":"_:a","predicate":"<says>","object":"a \"b\""}`,
		`{"subject":"<Ardane>","predicate":"<price>","object":"\"3\"^^<http://www.w3.org/2001/XMLSchema#integer>"}`,
		`{"subject":"<Ardane>","predicate":"<name>","object":"\"Ar\"@fr"}`}
	for name, data := range map[string]string{
		"array": "[" + strings.Join(objects, ",\n") + "]", "lines": strings.Join(objects, "\n"), "wide": strings.ReplaceAll(strings.Join(objects, "\n"), `,"`, ",\n\""),
		"packed": packed(t, "[\n"+strings.Join(objects, ",")+"\n]\n"),
	} {
		quads, mistakes, err := load(t, name, strings.NewReader(data), quadfile.Options{Scope: "S"})
		if err != nil || len(mistakes) > 0 || !slices.Equal(quads, want) {
			t.Errorf("%s: %v, %q\n%s", name, err, mistakes, strings.Join(quads, "\n"))
		}
	}
	// A mistake does not stop what follows it, as far as the form allows.
	quads, mistakes, err := load(t, "x.json", strings.NewReader("[\n"+objects[0]+",\n{\"subject\":\"Ardane\",\"predicate\":\"<p>\",\"object\":\"o\"},\n{\"subject\":\"<a>\"},\n[1],\n"+objects[3]+"\n]"), quadfile.Options{})
	if err != nil || len(quads) != 2 || len(mistakes) != 3 || !strings.HasPrefix(mistakes[0], "3: the subject") || !strings.HasPrefix(mistakes[1], "4: the predicate is missing") || !strings.HasPrefix(mistakes[2], "5: no valid quad") {
		t.Errorf("%v, %q, %q", err, quads, mistakes)
	}
	_, mistakes, err = load(t, "x.json", strings.NewReader("["+objects[0]+","), quadfile.Options{})
	if err != nil || len(mistakes) != 1 || !strings.Contains(mistakes[0], "ends too early") {
		t.Errorf("%v, %q", err, mistakes)
	}
}

func TestReadJSONLD(t *testing.T) {
	quads, mistakes, err := load(t, "x", strings.NewReader(`{"@context":{"name":"http://schema.org/name","knows":{"@id":"http://schema.org/knows","@type":"@id"}},
	 "@id":"https://cuibono.example/Ana_Kersten","name":"Ana","knows":{"@id":"_:x","name":{"@value":"Ravi","@language":"en"}}}`), quadfile.Options{Scope: "S"})
	want := []string{`<Ana_Kersten> <schema:knows> _:bS_b0 .`, `<Ana_Kersten> <schema:name> "Ana" .`, `_:bS_b0 <schema:name> "Ravi"@en .`}
	slices.Sort(quads)
	if err != nil || len(mistakes) > 0 || !slices.Equal(quads, want) {
		t.Errorf("%v, %q\n%s", err, mistakes, strings.Join(quads, "\n"))
	}
	// Nothing is fetched.
	_, mistakes, err = load(t, "x", strings.NewReader(`{"@context":"https://schema.org/","@id":"https://a.example/x","name":"x"}`), quadfile.Options{})
	if err != nil || len(mistakes) != 1 || !strings.Contains(mistakes[0], "no request") {
		t.Errorf("%v, %q", err, mistakes)
	}
}

func TestMistakes(t *testing.T) {
	good := "<a> <b> <c> .\n"
	for name, c := range map[string]struct {
		data string
		says string
		n    int // quads read all the same
	}{
		"words":       {good + "a b c .\n" + good, "2: the subject \"a\" is no IRI or blank node", 2},
		"unfinished":  {good + "<a> <b>\n" + good, "2: the statement is incomplete", 2},
		"literal":     {good + "\"a\" <b> <c> .\n", "2: the subject \"a\" is no IRI", 1},
		"predicate":   {good + "<a> _:b <c> .\n", "2: ", 1},
		"label":       {good + "<a> <b> <c> \"d\" .\n", "2: the label", 1},
		"empty IRI":   {good + "<a> <> <c> .\n", "2: the predicate is an empty IRI", 1},
		"escape":      {good + "<a> <b> \"\\UFFFFFFFF\" .\n" + good, "2: no valid statement", 2},
		"UTF-8":       {good + "<a> <b> \"\xff\" .\n" + good, "2: it is not valid UTF-8", 2},
		"long":        {good + "<a> <b> \"" + strings.Repeat("x", 3000) + "\" .\n" + good, "2: line is too long: more than 1000 bytes", 2},
		"long at end": {good + "<a> <b> \"" + strings.Repeat("x", 100_000), "2: line is too long", 1},
		"truncated":   {packed(t, strings.Repeat(good, 9000)+"<unique> <b> \"end\" .\n"), "unpack gzip: packed data ends too early", -1},
	} {
		data := c.data
		if name == "truncated" {
			data = data[:len(data)-12]
		}
		opt := quadfile.Options{MaxLine: 1000}
		quads, mistakes, err := load(t, "x.nq", strings.NewReader(data), opt)
		if err != nil || len(mistakes) != 1 || !strings.Contains(mistakes[0], c.says) {
			t.Errorf("%s: %v, %q; want %q", name, err, mistakes, c.says)
		}
		if c.n >= 0 && len(quads) != c.n || c.n < 0 && len(quads) < 1000 {
			t.Errorf("%s: %d quads, want %d", name, len(quads), c.n)
		}
		opt.Strict = true
		var at *quadfile.LineError
		if _, _, err := load(t, "x.nq", strings.NewReader(data), opt); !errors.As(err, &at) || at.Line == 0 {
			t.Errorf("%s, strict: %v", name, err)
		}
	}
}

// endless gives n bytes without holding them.
type endless struct {
	n    int
	fill byte
}

func (e *endless) Read(p []byte) (int, error) {
	if e.n == 0 {
		return 0, io.EOF
	}
	m := min(len(p), e.n)
	for i := range p[:m] {
		p[i] = e.fill
	}
	e.n -= m
	return m, nil
}

// A line of 100 MB is passed over in memory bounded by MaxLine.
func TestHugeLine(t *testing.T) {
	r := io.MultiReader(strings.NewReader("<a> <b> \""), &endless{100 << 20, 'x'}, strings.NewReader("\" .\n<a> <b> <c> .\n"))
	quads, mistakes, err := load(t, "x.nq", r, quadfile.Options{MaxLine: 1 << 16})
	if err != nil || len(quads) != 1 || len(mistakes) != 1 {
		t.Errorf("%v, %q, %q", err, quads, mistakes)
	}
	array := io.MultiReader(strings.NewReader("[{\"subject\":\""), &endless{100 << 20, 'x'}, strings.NewReader("\"}]"))
	_, mistakes, err = load(t, "x.json", array, quadfile.Options{MaxLine: 1 << 16})
	if err != nil || len(mistakes) != 1 || !strings.Contains(mistakes[0], "too long") {
		t.Errorf("JSON: %v, %.200q", err, mistakes)
	}
}

func TestDetect(t *testing.T) {
	for _, c := range []struct {
		name, head string
		want       quadfile.Format
	}{
		{"x", "<a> <b> <c> .", quadfile.NQuads}, {"x", "_:a <b> \"c\" .", quadfile.NQuads}, {"x.txt", "# facts\n\n<a> <b> <c> .", quadfile.NQuads},
		{"x.nt", "<a> <b> <c> .", quadfile.NTriples}, {"x.nq", "broken", quadfile.NQuads}, {"x.nq.gz", "", quadfile.NQuads}, {"x", "<a> <b>\n<a> <b> <c> .", quadfile.NQuads},
		{"x", "\x00pq\x00\x01", quadfile.PQuads}, {"x", `[{"subject":"a"}]`, quadfile.JSON}, {"x", ` {"@id":"a"}`, quadfile.JSONLD}, {"x.json", `{"@graph":[]}`, quadfile.JSONLD},
		{"x.txt", "Ardane funds Velmor.", ""}, {"x.html", "<p>Ardane funds Velmor.</p>", ""}, {"x", "<!DOCTYPE html>\n<html>", ""}, {"x.md", "---\ntitle: x\n---", ""}, {"x.txt", "[Newsletter] Ardane", ""},
		{"x", "", ""},
	} {
		got, ok := quadfile.Detect(c.name, []byte(c.head))
		if got != c.want || ok != (c.want != "") {
			t.Errorf("Detect(%q, %q) = %q, %v", c.name, c.head, got, ok)
		}
	}
}

func quadsOf(t testing.TB, text string) []quad.Quad {
	t.Helper()
	r, err := quadfile.NewReader(bufio.NewReader(strings.NewReader(text)), quadfile.NQuads, quadfile.Options{Strict: true})
	if err != nil {
		t.Fatal(err)
	}
	var out []quad.Quad
	for {
		q, err := r.ReadQuad()
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, q)
	}
}

func sequence(quads []quad.Quad) func(func(quad.Quad, error) bool) {
	return func(yield func(quad.Quad, error) bool) {
		for _, q := range quads {
			if !yield(q, nil) {
				return
			}
		}
	}
}

// Every format writes the same bytes whatever the order of quads and the memory for sorting.
func TestWriteOrder(t *testing.T) {
	var text strings.Builder
	for i := range 300 {
		fmt.Fprintf(&text, "<s%d> <p> \"%d \\\"quoted\\\" & <more>\"@fr <g%d> .\n_:n%d <p> <s%d> .\n<s%d> <n> \"%d\"^^<xsd:integer> .\n", i%7, i, i%3, i%5, i, i, i)
	}
	quads := quadsOf(t, text.String())
	for _, format := range quadfile.Formats() {
		var want string
		for i, memory := range []int{0, 10_000} {
			if i == 1 {
				slices.Reverse(quads)
			}
			var b bytes.Buffer
			if err := quadfile.Write(&b, format, sequence(quads), quadfile.WriteOptions{Memory: memory, TempDir: t.TempDir()}); err != nil {
				t.Fatal(format, err)
			}
			if i == 0 {
				want = b.String()
			} else if b.String() != want {
				t.Errorf("%s depends on the order", format)
			}
		}
		if len(want) < 1000 {
			t.Errorf("%s: %q", format, want)
		}
	}
	var b bytes.Buffer
	if err := quadfile.Write(&b, "turtle", sequence(quads), quadfile.WriteOptions{}); err == nil || !strings.Contains(err.Error(), "nquads") {
		t.Errorf("unknown format: %v", err)
	}
	if err := quadfile.Write(&b, quadfile.NQuads, sequence(quads), quadfile.WriteOptions{Base: "nothing"}); err == nil {
		t.Error("a base that is none")
	}
}

// What reads as quads writes and reads back the same; nothing panics.
func FuzzRead(f *testing.F) {
	f.Add("x.nq", []byte(someQuads))
	f.Add("x.json", []byte(`[{"subject":"<a>","predicate":"<b>","object":"\"c\"@fr","label":"_:l"}]`))
	f.Add("x.jsonld", []byte(`{"@id":"http://a.example/","http://b.example/":[{"@value":"c","@language":"fr"},{"@list":[1,2.5,true]}]}`))
	f.Add("x.gz", []byte(packed(f, someQuads)))
	var pq bytes.Buffer
	if err := quadfile.Write(&pq, quadfile.PQuads, sequence(quadsOf(f, someQuads)), quadfile.WriteOptions{}); err != nil {
		f.Fatal(err)
	}
	f.Add("x.pq", pq.Bytes())
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		br, err := quadfile.Unpack(io.LimitReader(bytes.NewReader(data), 1<<16))
		if err != nil {
			return
		}
		head, _ := br.Peek(quadfile.HeadSize)
		format, ok := quadfile.Detect(name, head)
		if !ok {
			return
		}
		r, err := quadfile.NewReader(br, format, quadfile.Options{MaxLine: 1 << 12, Scope: "0123456789"})
		if err != nil {
			t.Fatal(err)
		}
		var quads []quad.Quad
		for {
			q, err := r.ReadQuad()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if quads = append(quads, q); len(quads) > 1000 {
				return
			}
		}
		var first, second bytes.Buffer
		if err := quadfile.Write(&first, quadfile.NQuads, sequence(quads), quadfile.WriteOptions{}); err != nil {
			t.Fatal(err)
		}
		if err := quadfile.Write(&second, quadfile.NQuads, sequence(quadsOf(t, first.String())), quadfile.WriteOptions{}); err != nil {
			t.Fatal(err)
		}
		if first.String() != second.String() {
			t.Fatalf("written\n%s\nreads back as\n%s", first.String(), second.String())
		}
	})
}
