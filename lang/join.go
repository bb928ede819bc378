package lang

import "strings"

// Join makes each unit of a sentence one token. Units must lie within the sentence, in any order; of
// two that overlap the first in the list counts, and one that does not fit is passed over. Call it
// between Tag and Parse: indexes of tokens change, and heads are forgotten. The joined token has the
// words of the unit as form, the features of its first word that has any, and its Word is that of its
// first word. Where a unit begins with the second word of a contraction (the "le" of "du" in the name
// Le Monde), its form has that word, and its span begins with the next.
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
	tokens := make([]Token, 0, len(s.Tokens))
	for i := 0; i < len(s.Tokens); i++ {
		if owner[i] == 0 {
			t := s.Tokens[i]
			t.Head, t.Deprel = -1, ""
			tokens = append(tokens, t)
			continue
		}
		tokens = append(tokens, d.joined(s.Tokens, units[owner[i]-1]))
		i = units[owner[i]-1].Last
	}
	s.Tokens = tokens
}

// joined is the token of a unit.
func (d *Document) joined(tokens []Token, u Unit) Token {
	t, last := tokens[u.First], &tokens[u.Last]
	t.Head, t.Deprel, t.UPOS, t.Lemma = -1, "", u.UPOS, u.Lemma
	for k := u.First; k <= u.Last && t.Feats == ""; k++ {
		t.Feats = tokens[k].Feats
	}
	if u.First < u.Last {
		t.Form = strings.Join(strings.Fields(t.Form+cleanForm(d.slice(t.End, last.End))), " ")
		if u.First > 0 && tokens[u.First-1].Span == t.Span && tokens[u.First+1].Span != t.Span {
			t.Start = tokens[u.First+1].Start
		}
		t.End = last.End
	}
	if t.UPOS == "" {
		t.UPOS = "PROPN"
	}
	if t.Lemma == "" {
		t.Lemma = t.Form
	}
	return t
}

// slice is the text between two places, empty where they are out of order or of the text.
func (d *Document) slice(start, end int) string {
	if start < 0 || start > end || end > len(d.Text) {
		return ""
	}
	return d.Text[start:end]
}
