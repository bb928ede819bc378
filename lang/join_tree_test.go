package lang

import (
	"strings"
	"testing"
)

// A name of several words joined in a sentence with a tree hangs where its highest word hung, and what
// hung on any of its words hangs on it.
func TestJoinKeepsTheTree(t *testing.T) {
	const text = `1	Banque	banque	NOUN	_	_	4	nsubj	_	_
2	du	de	ADP	_	_	3	case	_	_
3	Nord	Nord	PROPN	_	_	1	nmod	_	_
4	finance	financer	VERB	_	_	0	root	_	_
5	le	le	DET	_	_	6	det	_	_
6	pont	pont	NOUN	_	_	4	obj	_	_
7	Vertval	Vertval	PROPN	_	_	6	appos	_	_

`
	d, err := ReadCoNLLU("test", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	d.Join(0, []Unit{{First: 0, Last: 2}, {First: 5, Last: 6}})
	var got []string
	for _, w := range d.Sentences[0].Tokens {
		head := "-"
		if w.Head >= 0 {
			head = d.Sentences[0].Tokens[w.Head].Form
		}
		got = append(got, w.Form+" "+w.Deprel+" < "+head)
	}
	want := "Banque du Nord nsubj < finance; finance root < -; le det < pont Vertval; pont Vertval obj < finance"
	if s := strings.Join(got, "; "); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
}
