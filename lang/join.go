package lang

import (
	"strings"

	"cuibono"
)

// Join makes each unit of a sentence one token. Units must lie within the sentence, in any order; of
// two that overlap the first in the list counts. Call it between Tag and Parse: indexes of tokens
// change, and heads are forgotten. The joined token has the text between its ends as form, and the
// features of its first word that has any; its Word is that of its first word.
func (d *Document) Join(sentence int, units []Unit) {
	if len(units) == 0 {
		return
	}
	s := &d.Sentences[sentence]
	owner := make([]int, len(s.Tokens)) // unit number + 1
	for n, u := range units {
		if u.First < 0 || u.Last >= len(s.Tokens) || u.First > u.Last {
			continue
		}
		free := true
		for i := u.First; i <= u.Last; i++ {
			free = free && owner[i] == 0
		}
		if free {
			for i := u.First; i <= u.Last; i++ {
				owner[i] = n + 1
			}
		}
	}
	out := s.Tokens[:0]
	for i := 0; i < len(s.Tokens); i++ {
		t := s.Tokens[i]
		t.Head, t.Deprel = -1, ""
		if owner[i] == 0 {
			out = append(out, t)
			continue
		}
		u := units[owner[i]-1]
		t.UPOS = u.UPOS
		if t.UPOS == "" {
			t.UPOS = "PROPN"
		}
		last := s.Tokens[u.Last]
		for k := u.First; k <= u.Last && t.Feats == ""; k++ {
			t.Feats = s.Tokens[k].Feats
		}
		if u.First < u.Last {
			t.Span = cuibono.Span{Start: t.Start, End: last.End}
			// The first word may be the second of a contraction: "le" of "du" in the name Le Monde.
			t.Form = strings.Join(strings.Fields(t.Form+cleanForm(d.Text[s.Tokens[u.First].End:t.End])), " ")
		}
		t.Lemma = u.Lemma
		if t.Lemma == "" {
			t.Lemma = t.Form
		}
		i = u.Last
		out = append(out, t)
	}
	s.Tokens = out
}
