package lang

import "strings"

// Join makes each unit of a sentence one token. Units must lie within the sentence, in any order; of
// two that overlap the first in the list counts, and one that does not fit is passed over. Call it
// between Tag and Parse: indexes of tokens change. In a sentence that has a tree (read from CoNLL-U) the
// joined token hangs where the highest of its words hung, and takes all that hung on any of them. The joined token has the
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
	became := make([]int, len(s.Tokens)) // old index -> new one
	var highest []int                    // new index -> old index of the word whose place it takes
	for i := 0; i < len(s.Tokens); i++ {
		became[i] = len(tokens)
		if owner[i] == 0 {
			tokens, highest = append(tokens, s.Tokens[i]), append(highest, i)
			continue
		}
		u := units[owner[i]-1]
		tokens, highest = append(tokens, d.joined(s.Tokens, u)), append(highest, s.highest(u))
		for i < u.Last {
			i++
			became[i] = len(tokens) - 1
		}
	}
	for i := range tokens {
		t := &tokens[i]
		t.Head, t.Deprel = -1, s.Tokens[highest[i]].Deprel
		if h := s.Tokens[highest[i]].Head; h >= 0 && h < len(became) && t.Deprel != "" {
			t.Head = became[h]
		}
	}
	s.Tokens = tokens
}

// highest is the word of a unit that is nearest to the root. No word above it is in the unit, so that
// hanging the whole unit in its place makes no circle.
func (s *Sentence) highest(u Unit) int {
	best, least := u.First, len(s.Tokens)+1
	for i := u.First; i <= u.Last; i++ {
		depth := 0
		for h := s.Tokens[i].Head; h >= 0 && h < len(s.Tokens) && depth <= len(s.Tokens); h = s.Tokens[h].Head {
			depth++
		}
		if depth < least {
			best, least = i, depth
		}
	}
	return best
}

// joined is the token of a unit.
func (d *Document) joined(tokens []Token, u Unit) Token {
	t, last := tokens[u.First], &tokens[u.Last]
	t.Head, t.Deprel, t.UPOS, t.Lemma = -1, "", u.UPOS, u.Lemma
	for k := u.First; k <= u.Last && t.Feats == ""; k++ {
		t.Feats = tokens[k].Feats
	}
	if n := u.Last + 1; u.First < u.Last && n < len(tokens) && tokens[n].Span == last.Span && tokens[n].Word == last.Word {
		last = &tokens[u.Last-1] // the first word of a contraction cannot end a unit
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
