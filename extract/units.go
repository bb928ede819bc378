package extract

import (
	"slices"
	"strings"

	"cuibono/lang"
)

// joinAmounts makes each sum and percentage, with the words of approximation before it, one token, so that the parser
// sees a noun where the text has "about £1.7bn". Amounts must have been found; they are forgotten, since they must be found again
// in the new tokens.
func (d *document) joinAmounts() {
	for i := range d.amounts {
		var units []lang.Unit
		toks := d.tree.Sentences[i].Tokens
		for k := range d.amounts[i] {
			a := &d.amounts[i][k]
			if a.Kind == Count || a.First < 0 || a.Last >= len(toks) {
				continue
			}
			units = append(units, lang.Unit{First: d.boundBefore(toks, a.First), Last: a.Last, UPOS: "NOUN", Lemma: "amount"})
		}
		d.join(i, units)
		d.amounts[i] = nil
	}
}

// boundBefore gives the first token of the words of approximation that stand right before token t, t itself without any.
func (d *document) boundBefore(toks []lang.Token, t int) int {
	best := t
	for n := 1; n <= 3 && t-n >= 0; n++ {
		var words []string
		for u := t - n; u < t; u++ {
			words = append(words, strings.ToLower(toks[u].Form))
		}
		if d.words.boundPhrases[strings.ReplaceAll(strings.Join(words, " "), "’", "'")] {
			best = t - n
		}
	}
	return best
}

// join makes each unit of a sentence one token and moves the mentions of the sentence to their new places.
func (d *document) join(sentence int, units []lang.Unit) {
	if len(units) == 0 {
		return
	}
	before := len(d.tree.Sentences[sentence].Tokens)
	owner := make([]int, before)
	list := units[:0]
	for _, u := range units {
		free := u.First >= 0 && u.Last < before && u.First <= u.Last
		for t := u.First; free && t <= u.Last; t++ {
			free = owner[t] == 0
		}
		for k := range d.mentions[sentence] {
			m := &d.mentions[sentence][k]
			free = free && (m.Last < u.First || m.First > u.Last)
		}
		if !free {
			continue
		}
		list = append(list, u)
		for t := u.First; t <= u.Last; t++ {
			owner[t] = len(list)
		}
	}
	place := make([]int, before)
	n := -1
	for t := range place {
		if t == 0 || owner[t] == 0 || owner[t] != owner[t-1] {
			n++
		}
		place[t] = n
	}
	d.tree.Join(sentence, list)
	for k := range d.mentions[sentence] {
		m := &d.mentions[sentence][k]
		m.First, m.Last, m.Head = place[m.First], place[m.Last], place[m.Head]
	}
}

// quietDates makes nouns of the days and months that are tagged as names, so that the parser does not join them with the
// name that follows ("On Friday Velmor …"). Dates must have been found; they are forgotten.
func (d *document) quietDates() {
	for i := range d.dates {
		toks := d.tree.Sentences[i].Tokens
		for k := range d.dates[i] {
			m := &d.dates[i][k]
			for t := max(0, m.First); t <= m.Last && t < len(toks); t++ {
				if toks[t].UPOS == "PROPN" {
					toks[t].UPOS = "NOUN"
				}
			}
		}
		d.dates[i], d.horizons[i] = nil, nil
	}
}

// headNoun gives the word of a phrase that the others qualify: the last noun before a preposition, failing that the last word.
func headNoun(toks []lang.Token, first, last int) int {
	end := last
	for t := first; t <= last; t++ {
		if toks[t].UPOS == "ADP" {
			end = t - 1
			break
		}
	}
	for t := end; t >= first; t-- {
		if toks[t].UPOS == "NOUN" || toks[t].UPOS == "PROPN" {
			return t
		}
	}
	return max(first, end)
}

// splitClauses parts sentences at semicolons outside brackets and quotation marks: each side is a clause of its own, and the parser, which has seen
// few of them, mixes them up. A part without a verb stays with what is before it.
func splitClauses(tree *lang.Document) {
	out := make([]lang.Sentence, 0, len(tree.Sentences))
	for _, s := range tree.Sentences {
		if n := len(out) - 1; n >= 0 && len(s.Tokens) > 0 && s.Tokens[0].Form == "," && !strings.Contains(tree.Text[out[n].End:s.Start], "\n") {
			s = rejoined(out[n], s) // "Velmor. , Trinova et Ardane": a stray full stop
			out = out[:n]
		}
		depth, verb, from := 0, false, 0
		if t := dateline(s.Tokens); t > 0 && t < len(s.Tokens) {
			out = append(out, part(s, 0, t))
			s = part(s, t, len(s.Tokens))
		}
		for t := range s.Tokens {
			switch s.Tokens[t].Form {
			case "(", "[", "«", "“":
				depth++
			case ")", "]", "»", "”":
				depth--
			}
			switch s.Tokens[t].UPOS {
			case "VERB", "AUX":
				verb = true
			}
			if full := s.Tokens[t].Form == "." && t+1 < len(s.Tokens) && s.Tokens[t+1].Start > s.Tokens[t].End &&
				strings.ToLower(s.Tokens[t+1].Form) != s.Tokens[t+1].Form; (s.Tokens[t].Form == ";" || full) && depth == 0 && verb && hasVerb(s.Tokens[t+1:]) {
				out = append(out, part(s, from, t+1))
				from, verb = t+1, false
			}
		}
		if from == 0 {
			out = append(out, s)
		} else if from < len(s.Tokens) {
			out = append(out, part(s, from, len(s.Tokens)))
		}
	}
	tree.Sentences = out
}

// dateline gives the number of tokens of a place line that a sentence begins with ("MIDDLETOWN, Pa. -"), 0 where it begins with none:
// names, numbers and commas up to a dash.
func dateline(toks []lang.Token) int {
	for t := 1; t < len(toks) && t <= 8; t++ {
		switch toks[t].Form {
		case "-", "–", "—":
			if toks[t].Start > toks[t-1].End && t+1 < len(toks) && toks[t+1].Start > toks[t].End && strings.ToUpper(toks[0].Form) == toks[0].Form {
				return t + 1
			}
			return 0
		}
		switch toks[t].UPOS {
		case "PROPN", "PUNCT", "NUM", "NOUN", "X":
		default:
			return 0
		}
	}
	return 0
}

// rejoined is one sentence of two.
func rejoined(a, b lang.Sentence) lang.Sentence {
	s := lang.Sentence{Tokens: slices.Clone(a.Tokens)}
	words := 0
	if n := len(s.Tokens); n > 0 {
		words = s.Tokens[n-1].Word + 1
		if s.Tokens[n-1].Form == "." {
			s.Tokens = s.Tokens[:n-1]
		}
	}
	for _, t := range b.Tokens {
		t.Word += words
		s.Tokens = append(s.Tokens, t)
	}
	s.Start, s.End = a.Start, b.End
	return s
}

func hasVerb(toks []lang.Token) bool {
	for i := range toks {
		if toks[i].Form == ";" {
			return false
		}
		if toks[i].UPOS == "VERB" || toks[i].UPOS == "AUX" {
			return true
		}
	}
	return false
}

// part is the run from..to of a sentence's tokens as a sentence.
func part(s lang.Sentence, from, to int) lang.Sentence {
	p := lang.Sentence{Tokens: slices.Clone(s.Tokens[from:to])}
	p.Start, p.End = p.Tokens[0].Start, p.Tokens[len(p.Tokens)-1].End
	first := p.Tokens[0].Word
	for i := range p.Tokens {
		p.Tokens[i].Word -= first
	}
	return p
}

// joinPhrases makes each noun of several words that the patterns know ("chief executive officer", "levée de fonds") one token, so that its
// complements hang on it and not on one of its words.
func (r *reader) joinPhrases() {
	for i := range r.d.tree.Sentences {
		toks := r.d.tree.Sentences[i].Tokens
		var units []lang.Unit
		low := make([]string, len(toks))
		form := make([]string, len(toks))
		for t := range toks {
			low[t], form[t] = strings.ToLower(toks[t].Lemma), strings.ToLower(strings.ReplaceAll(toks[t].Form, "’", "'"))
		}
		for t := 0; t < len(toks); t++ {
			var best []string
			for _, key := range [2]string{low[t], form[t]} {
				list := r.patterns[key]
				for k := range list {
					g := &list[k]
					if g.pos != nounTrigger || len(g.words) <= max(1, len(best)) || t+len(g.words) > len(toks) {
						continue
					}
					same := true
					for n, w := range g.words {
						same = same && (form[t+n] == w || low[t+n] == w)
					}
					if same {
						best = g.words
					}
				}
				if low[t] == form[t] {
					break
				}
			}
			if best != nil {
				last := t + len(best) - 1
				units = append(units, lang.Unit{First: t, Last: last, UPOS: "NOUN", Lemma: toks[headNoun(toks, t, last)].Lemma})
				r.d.phrases[toks[t].Start] = strings.Join(best, " ")
				t = last
			}
		}
		r.d.join(i, units)
	}
}
