package lang

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
)

const conlluSample = `# newdoc id = 1
# text = Vexor va au Mans. Il n'a rien.
1	Vexor	Vexor	PROPN	_	_	2	nsubj	_	_
2	va	aller	VERB	_	Mood=Ind|VerbForm=Fin	0	root	_	_
3-4	au	_	_	_	_	_	_	_	_
3	à	à	ADP	_	_	5	case	_	_
4	le	le	DET	_	_	5	det	_	_
5	Mans	Mans	PROPN	_	_	2	obl	_	SpaceAfter=No
6	.	.	PUNCT	_	_	2	punct	_	_

1-2	cannot	_	_	_	_	_	_	_	SpaceAfter=No
1	can	can	AUX	_	_	0	root	_	_
2	not	not	PART	_	_	1	advmod	_	_
2.1	go	go	VERB	_	_	_	_	_	_
3	!	!	PUNCT	_	_	1	punct	_	_
`

func TestReadCoNLLU(t *testing.T) {
	d, err := ReadCoNLLU("sample", strings.NewReader(conlluSample))
	if err != nil {
		t.Fatal(err)
	}
	// The first text comment does not agree with its tokens, so the text is made of the forms.
	if want := "Vexor va au Mans. cannot!"; d.Text != want {
		t.Errorf("text %q, want %q", d.Text, want)
	}
	checkSpans(t, d)
	checkTrees(t, d)
	var got []string
	for _, s := range d.Sentences {
		for _, tok := range s.Tokens {
			got = append(got, tok.Form+"="+d.Text[tok.Start:tok.End])
		}
	}
	if want := "Vexor=Vexor va=va à=au le=au Mans=Mans .=. can=can not=not !=!"; strings.Join(got, " ") != want {
		t.Errorf("tokens %q, want %q", got, want)
	}
	var b bytes.Buffer
	if err := WriteCoNLLU(&b, d); err != nil {
		t.Fatal(err)
	}
	again, err := ReadCoNLLU("again", &b)
	if err != nil {
		t.Fatalf("%v in\n%s", err, b.String())
	}
	if !reflect.DeepEqual(d, again) {
		t.Errorf("written and read again it is another:\n%v\n%v", d, again)
	}
}

func TestReadCoNLLUErrors(t *testing.T) {
	line := func(f ...string) string { return strings.Join(f, "\t") + "\n" }
	token := func(id, head string) string {
		return line(id, "a", "a", "X", "_", "_", head, "dep", "_", "_")
	}
	for _, c := range []struct{ name, text, want string }{
		{"fields", "1\ta\n", "f:1: a token line has 10 fields parted by tabs, this one 2"},
		{"empty field", line("1", "", "a", "X", "_", "_", "0", "root", "_", "_"), "f:1: field 2 is empty"},
		{"number", token("2", "0"), `f:1: token number "2"; want 1`},
		{"head", token("1", "x"), `f:1: head "x"`},
		{"own head", token("1", "1"), "f:1: token 1 is its own head"},
		{"far head", token("1", "0") + token("2", "7"), "f:2: head 7, but the sentence has 2 tokens"},
		{"two roots", token("1", "0") + token("2", "0"), "f:2: a second root"},
		{"no root", token("1", "2") + token("2", "1"), "f:1: the sentence has no root"},
		{"circle", token("1", "0") + token("2", "3") + token("3", "2"), "hangs on itself"},
		{"some heads", token("1", "0") + token("2", "_"), "f:1: 1 of 2 tokens have no head"},
		{"range", line("2-3", "a", "_", "_", "_", "_", "_", "_", "_", "_"), `f:1: range "2-3"`},
		{"open range", line("1-3", "a", "_", "_", "_", "_", "_", "_", "_", "_") + token("1", "0") + "\n", "f:3: range 1-3 goes past the last token, 1"},
		{"long line", strings.Repeat("x", maxLine+1), "f:1: read CoNLL-U"},
	} {
		_, err := ReadCoNLLU("f", strings.NewReader(c.text))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", c.name, err, c.want)
		}
	}
}

func FuzzReadCoNLLU(f *testing.F) {
	f.Add(conlluSample)
	f.Add("1-2\tau\t_\t_\t_\t_\t_\t_\t_\t_\n")
	f.Fuzz(func(t *testing.T, text string) {
		d, err := ReadCoNLLU("f", strings.NewReader(text))
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := WriteCoNLLU(&b, d); err != nil {
			t.Fatal(err)
		}
		again, err := ReadCoNLLU("again", bytes.NewReader(b.Bytes()))
		if err != nil {
			t.Fatalf("%v in\n%s", err, b.String())
		}
		if len(again.Sentences) != len(d.Sentences) {
			t.Fatalf("%d sentences, written and read again %d", len(d.Sentences), len(again.Sentences))
		}
	})
}
