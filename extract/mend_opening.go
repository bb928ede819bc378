package extract

import (
	"slices"
	"strings"

	"cuibono/lang"
)

// subjectBeforeInsertion gives the verb of a sentence the name that opens it as its subject, where an apposition or a relative
// clause between commas parts the two and the parser lost the one in the other: "Velmor, a two-year-old, Lyon-based maker of
// pumps that saves water, has raised $3 million", "Velmor, in which Trinova holds a third, said".
func (r *reader) subjectBeforeInsertion(i int, toks []lang.Token, named map[int]bool) {
	name := 0
	for name < len(toks) && name < 4 && !named[name] && (toks[name].UPOS == "DET" || toks[name].UPOS == "NOUN" || toks[name].UPOS == "ADJ" || toks[name].UPOS == "PROPN") {
		name++
	}
	if name+4 >= len(toks) || !named[name] || toks[name+1].Form != "," {
		return
	}
	who := name + 2
	if toks[who].UPOS == "ADP" {
		who++
	}
	clause := r.cues.relatives[strings.ToLower(toks[who].Form)]
	if toks[name+2].UPOS != "DET" && !clause {
		return
	}
	for t := name + 4; t+1 < len(toks); t++ {
		switch toks[t].Form {
		case ";", ":":
			return
		case ",", "—", "–":
			if v := r.predicateAt(i, toks, t+1); v >= 0 {
				r.takeSubject(toks, named, name, t, v, clause)
				return
			}
		}
	}
}

// predicateAt gives the finite verb, over auxiliaries, adverbs and a date, that begins at token t, or -1.
func (r *reader) predicateAt(i int, toks []lang.Token, t int) int {
	finite := false
	for ; t < len(toks); t++ {
		switch {
		case toks[t].UPOS == "AUX":
			finite = finite || strings.Contains(toks[t].Feats, "VerbForm=Fin")
		case toks[t].UPOS == "VERB":
			if finite || strings.Contains(toks[t].Feats, "VerbForm=Fin") || strings.Contains(toks[t].Feats, "Tense=Past") {
				return t
			}
			return -1
		case toks[t].UPOS != "ADV" && !r.inDate(i, t) && !(toks[t].UPOS == "ADP" && r.inDate(i, t+1)):
			return -1
		}
	}
	return -1
}

// takeSubject makes the name that opens the sentence the subject of the verb v after the comma t, unless v has one or belongs
// to what stands between.
func (r *reader) takeSubject(toks []lang.Token, named map[int]bool, name, t, v int, clause bool) {
	subject := -1
	for u := range toks {
		if toks[u].Head != v || !strings.HasPrefix(toks[u].Deprel, "nsubj") && toks[u].Deprel != "vocative" {
			continue
		}
		switch {
		case u == name && toks[u].Deprel != "vocative", u > v, named[u] && u != name && toks[name].Head >= 0, clause && u < t, r.cues.relatives[strings.ToLower(toks[u].Form)]:
			return // has its subject
		case u > t:
			toks[u].Deprel = "obl:unmarked" // "Velmor, a maker of pumps, today announced"
		default:
			subject = u
		}
	}
	h := toks[v].Head
	switch {
	case clause && h >= 0:
		if h <= name || h >= t || toks[h].Head >= 0 {
			return // "Velmor, which makes pumps, employs 30": one verb within the clause beside another
		}
		toks[v].Head, toks[v].Deprel = -1, "root"
		toks[h].Head, toks[h].Deprel = name, "acl:relcl"
		for u := name + 1; u < h; u++ {
			if toks[u].Head == name && toks[u].Deprel == "acl:relcl" {
				toks[h].Head, toks[h].Deprel = u, "conj" // "who founded Trinova and still runs it"
			}
		}
	case !clause && toks[name].Head >= 0 && (toks[v].Deprel == "advcl" || toks[v].Deprel == "acl:relcl" && h > name+1):
		return
	}
	for u := name; u <= t; u++ {
		if toks[u].Head < 0 {
			toks[u].Head, toks[u].Deprel = v, "appos"
		}
	}
	if h := toks[v].Head; h >= name && h <= t {
		toks[v].Head, toks[v].Deprel = -1, "root"
	}
	if subject >= 0 && subject != name {
		toks[subject].Head, toks[subject].Deprel = name, "appos"
	}
	toks[name].Head, toks[name].Deprel = v, "nsubj"
	if governs(toks, v, "aux:pass") {
		toks[name].Deprel = "nsubj:pass"
	}
}

// subjectAfterOpening gives the verb the name before it as its subject, where the phrase with a preposition that opens the sentence
// was taken for it: "With funding from Velmor, Trinova hired five people".
func (r *reader) subjectAfterOpening(i int, toks []lang.Token, named map[int]bool) {
	if len(toks) < 6 || toks[0].Deprel != "case" {
		return
	}
	h := toks[0].Head
	if h >= 0 && toks[h].Deprel == "nmod:desc" && toks[h].Head > h {
		h = toks[h].Head // "Under chief executive Ana Velt,"
		toks[0].Head = h
	}
	if h < 0 || !strings.HasPrefix(toks[h].Deprel, "nsubj") || toks[h].Head <= h+2 {
		return
	}
	v := toks[h].Head
	for n := h + 2; n < v; n++ {
		comma := n - 1
		if toks[comma].UPOS == "DET" {
			comma--
		}
		if !named[n] || toks[comma].Form != "," || r.predicateAt(i, toks, n+1) != v {
			continue
		}
		toks[n].Head, toks[n].Deprel = v, toks[h].Deprel
		toks[h].Deprel = "obl"
		return
	}
}

// subjectBeforeWhose gives the main verb the name before a clause with "whose", where the name was taken for a second subject of the
// clause: "Ana Velt — whose firm makes pumps — warned".
func (r *reader) subjectBeforeWhose(toks []lang.Token, named map[int]bool) {
	for t := 2; t+1 < len(toks); t++ {
		n, m := toks[t].Head, t-2
		if toks[t].Deprel != "nmod:poss" || n <= t || !named[m] || toks[t-1].UPOS != "PUNCT" || !r.cues.relatives[lowerForm(&toks[t])] {
			continue
		}
		v := toks[n].Head
		if v <= n || !strings.HasPrefix(toks[n].Deprel, "nsubj") || toks[m].Head != v || !strings.HasPrefix(toks[m].Deprel, "nsubj") {
			continue
		}
		if main := toks[v].Head; main > v {
			toks[m].Head = main
			toks[v].Head, toks[v].Deprel = m, "acl:relcl"
		}
	}
}

// headlineInfinitive makes the infinitive of a headline its predicate, where the parser hung it on the name before it: "Velmor to
// buy Trinova", "Velmor, Ardane to invest in Trinova".
func headlineInfinitive(toks []lang.Token, named map[int]bool) {
	for to := 1; to+1 < len(toks); to++ {
		if toks[to].UPOS != "PART" || toks[to].Deprel != "mark" {
			continue
		}
		v, n := toks[to].Head, to-1
		if v <= to || v > to+3 || v >= len(toks) || toks[v].UPOS != "VERB" || !named[n] || !strings.Contains(toks[v].Feats, "VerbForm=Inf") {
			return
		}
		for i := 0; toks[n].Head >= 0 && toks[n].Head < n && i < len(toks); i++ {
			n = toks[n].Head
		}
		if toks[n].Head >= 0 || !named[n] || toks[v].Head != n && toks[v].Head != to-1 {
			return
		}
		toks[v].Head, toks[v].Deprel = -1, "root"
		toks[n].Head, toks[n].Deprel = v, "nsubj"
		return
	}
}

// dayAfterSubject gives the verb the name before a day that was taken for the subject: "Velmor today announced".
func (r *reader) dayAfterSubject(i int, toks []lang.Token, named map[int]bool) {
	for t := 1; t+1 < len(toks); t++ {
		n, v := t-1, toks[t].Head
		if !named[n] || v <= t || toks[n].Head != t && toks[n].Deprel != "vocative" || !strings.HasPrefix(toks[t].Deprel, "nsubj") || !r.inDate(i, t) {
			continue
		}
		toks[n].Head, toks[n].Deprel = v, toks[t].Deprel
		toks[t].Deprel = "obl:unmarked"
	}
}

// inDate tells whether token t is part of a date, or names a day.
func (r *reader) inDate(i, t int) bool {
	toks := r.d.tree.Sentences[i].Tokens
	if t >= len(toks) {
		return false
	}
	if _, day := r.d.words.Dates.Weekdays[lowerForm(&toks[t])]; day {
		return true
	}
	for k := range r.d.words.Dates.Relative {
		if d := &r.d.words.Dates.Relative[k]; d.Unit == "D" && slices.Contains(d.Words, lowerForm(&toks[t])) {
			return true
		}
	}
	for k := range r.d.dates[i] {
		if d := &r.d.dates[i][k]; d.First <= t && t <= d.Last {
			return true
		}
	}
	return false
}
