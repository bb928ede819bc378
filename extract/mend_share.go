package extract

import (
	"strings"

	"cuibono/lang"
)

// shareOfParticiple makes the percentage right before a participle with an agent tell how much, not what: "Trinova is 60% held by
// Velmor", "a firm 51 percent owned by Velmor".
func (r *reader) shareOfParticiple(i int, toks []lang.Token) {
	for k := range r.d.amounts[i] {
		a := &r.d.amounts[i][k]
		t, v := a.Head, a.Last+1
		if a.Kind != Percent || v+1 >= len(toks) || toks[v].UPOS != "VERB" || toks[v].Head != t || !strings.HasPrefix(toks[v].Deprel, "acl") || !r.cues.agents[strings.ToLower(toks[v+1].Form)] {
			continue
		}
		toks[v].Head, toks[v].Deprel = toks[t].Head, toks[t].Deprel
		toks[v].Feats = "Tense=Past|VerbForm=Part|Voice=Pass"
		toks[t].Head, toks[t].Deprel = v, "obl:unmarked"
		for u := range toks {
			if toks[u].Head != t || u >= a.First && u <= a.Last {
				continue
			}
			toks[u].Head = v
			switch {
			case toks[u].Deprel == "cop":
				toks[u].Deprel = "aux:pass"
			case toks[u].Deprel == "nsubj":
				toks[u].Deprel = "nsubj:pass"
			}
		}
	}
}

// shareOfHolding makes a noun of the word for a stake after a percentage where it was taken for a verb: "a 5.3% holding in
// Velmor".
func (r *reader) shareOfHolding(i int, toks []lang.Token) {
	for k := range r.d.amounts[i] {
		a := &r.d.amounts[i][k]
		t, n := a.Head, a.Last+1
		if a.Kind != Percent || n >= len(toks) || toks[n].UPOS != "VERB" || toks[n].Head != t || !r.d.words.stakes[lowerForm(&toks[n])] {
			continue
		}
		toks[n].Head, toks[n].Deprel = toks[t].Head, toks[t].Deprel
		toks[n].UPOS, toks[n].Lemma, toks[n].Feats = "NOUN", lowerForm(&toks[n]), "Number=Sing"
		for u := range toks {
			switch {
			case toks[u].Head == t && (u < a.First || u > a.Last):
				toks[u].Head = n
			case toks[u].Head == n && toks[u].Deprel == "obl":
				toks[u].Deprel = "nmod"
			}
		}
		toks[t].Head, toks[t].Deprel = n, "compound"
	}
}

// participleAfterName hangs a participle with an agent on the name that a comma parts it from, where it was listed with the
// name: "Velmor, majority-owned by Trinova,".
func (r *reader) participleAfterName(toks []lang.Token, named map[int]bool) {
	for v := 2; v+1 < len(toks); v++ {
		n := toks[v].Head
		if toks[v].UPOS != "VERB" || n < 0 || n >= v-1 || v-n > 6 || !named[n] || toks[n+1].Form != "," || toks[v].Deprel != "conj" && toks[v].Deprel != "list" || !r.cues.agents[strings.ToLower(toks[v+1].Form)] {
			continue
		}
		toks[v].Deprel, toks[v].Feats = "acl", "Tense=Past|VerbForm=Part|Voice=Pass"
	}
}
