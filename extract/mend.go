package extract

import (
	"strings"

	"cuibono/lang"
)

// mend corrects three attachments that a sentence of the news often gets wrong: a name before a date, a list
// of subjects after the name of a source, a participle after the subject.
func (r *reader) mend(i int, toks []lang.Token) {
	named := map[int]bool{}
	for k := range r.d.mentions[i] {
		if m := &r.d.mentions[i][k]; m.Kind == Name {
			named[m.Head] = true
		}
	}
	r.timeAfterName(i, toks, named)
	r.sourceList(toks, named)
	r.participleOfSubject(toks, named)
}

// timeAfterName frees a name from the date that follows it: "an offer from Velmor last summer" is one from Velmor.
func (r *reader) timeAfterName(i int, toks []lang.Token, named map[int]bool) {
	for k := range r.d.dates[i] {
		d := &r.d.dates[i][k]
		t := d.First - 1
		if t < 1 || !named[t] {
			continue
		}
		h := toks[t].Head
		if h < d.First || h > d.Last || toks[t].Deprel != "compound" && toks[t].Deprel != "nmod" && toks[t].Deprel != "nmod:poss" {
			continue
		}
		if toks[t-1].UPOS != "ADP" && toks[t-1].UPOS != "VERB" {
			continue
		}
		toks[t].Head, toks[t].Deprel = toks[h].Head, toks[h].Deprel
		if toks[t-1].UPOS == "VERB" && toks[t].Head == t-1 {
			toks[t].Deprel = "obj"
		}
		for u := range toks {
			if u < t && toks[u].Head == h {
				toks[u].Head = t
			}
		}
		if n := toks[t].Head; n >= 0 && t >= 2 && toks[t-1].UPOS == "ADP" && toks[t-2].UPOS == "NOUN" {
			toks[h].Head, toks[h].Deprel = n, "obl:unmarked"
			toks[t].Head, toks[t].Deprel = t-2, "nmod"
			continue
		}
		toks[h].Head, toks[h].Deprel = t, "nmod:unmarked"
	}
}

// sourceList parts the name of a source from the subjects that follow it: in "According to Velmor, Trinova and Ardane will
// sell" it is Trinova and Ardane who sell.
func (r *reader) sourceList(toks []lang.Token, named map[int]bool) {
	for source := 1; source < len(toks) && source < 8; source++ {
		if !named[source] {
			continue
		}
		h := toks[source].Head
		if h <= source || h >= len(toks) || !strings.HasPrefix(toks[source].Deprel, "obl") || toks[h].UPOS != "VERB" && toks[h].UPOS != "NOUN" && toks[h].UPOS != "ADJ" {
			return
		}
		words := make([]string, 0, 3)
		for u := 0; u < source; u++ {
			words = append(words, strings.ToLower(strings.ReplaceAll(toks[u].Form, "’", "'")))
		}
		opening := strings.Join(words, " ")
		according := false
		for a := range r.cues.accordingSet {
			according = according || opening == a || strings.HasPrefix(opening, a+" ")
		}
		if !according || source+1 >= len(toks) || toks[source+1].Form != "," {
			return
		}
		for u := range toks {
			if toks[u].Head == h && strings.HasPrefix(toks[u].Deprel, "nsubj") {
				return
			}
		}
		first := -1
		for u := source + 2; u < h; u++ {
			if toks[u].Head != source || toks[u].Deprel != "conj" && toks[u].Deprel != "appos" {
				continue
			}
			if first < 0 {
				first = u
				toks[u].Head, toks[u].Deprel = h, "nsubj"
			} else {
				toks[u].Head, toks[u].Deprel = first, "conj"
			}
		}
		return
	}
}

// participleOfSubject makes a verb that is parted from its subject by no more than a comma, and has an agent, a
// participle of it where another verb is there to be the predicate: "Trinova, founded by Ana Velt, turned down".
func (r *reader) participleOfSubject(toks []lang.Token, named map[int]bool) {
	for v := 2; v < len(toks); v++ {
		if toks[v].UPOS != "VERB" || toks[v-1].Form != "," || !named[v-2] || toks[v-2].Head != v || !strings.HasPrefix(toks[v-2].Deprel, "nsubj") {
			continue
		}
		agent, comma := false, -1
		for u := v + 1; u < len(toks); u++ {
			if toks[u].Head == v && r.cues.agents[strings.ToLower(toks[u].Form)] {
				agent = true
			}
			if h := toks[u].Head; h == v && named[u] && u > 0 {
				for k := v + 1; k < u; k++ {
					agent = agent || toks[k].Head == u && r.cues.agents[strings.ToLower(toks[k].Form)]
				}
			}
			if toks[u].Form == "," {
				comma = u
			}
			if comma > 0 && u == comma+1 && agent && (toks[u].UPOS == "VERB" || toks[u].UPOS == "AUX") {
				verb := u
				if toks[u].UPOS == "AUX" && toks[u].Head > u && toks[u].Head < len(toks) {
					verb = toks[u].Head
				}
				if toks[verb].Head != v {
					break
				}
				toks[verb].Head, toks[verb].Deprel = toks[v].Head, toks[v].Deprel
				subject := v - 2
				toks[subject].Head = verb
				toks[v].Head, toks[v].Deprel = subject, "acl"
				toks[v].Feats = "Tense=Past|VerbForm=Part|Voice=Pass"
				for k := verb + 1; k < len(toks); k++ {
					if toks[k].Head == v {
						toks[k].Head = verb
					}
				}
				break
			}
		}
	}
}
