package extract

import (
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
