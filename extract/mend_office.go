package extract

import (
	"slices"
	"strings"

	"cuibono/lang"
)

// officeBetween hangs what stands before an office, and the office itself, on the name of its holder: "Larrowby Mayor Ana Velt
// backed".
func (r *reader) officeBetween(i int, toks []lang.Token) {
	x := r.d.words
	if !x.Names.Premodified {
		return
	}
	for t := 1; t+1 < len(toks); t++ {
		a, b := r.d.nameAt(i, t-1), r.d.nameAt(i, t+1)
		if a == nil || b == nil || a.Last != t-1 || b.First != t+1 {
			continue
		}
		if _, title := x.titles[toks[t].Form]; !title && !x.roles[lowerForm(&toks[t])] && !x.roles[r.d.phrases[toks[t].Start]] {
			continue
		}
		before, holder := a.Head, b.Head
		if toks[before].Head == t && toks[t].Head == holder || toks[before].Head == holder {
			continue
		}
		inner := func(k int) bool { return k == before || k == t || k == holder }
		if inner(toks[holder].Head) {
			// The name takes the place of the one of the two that the parser hung on the rest of the sentence.
			from := before
			if inner(toks[from].Head) {
				from = t
			}
			if inner(toks[from].Head) {
				continue
			}
			toks[holder].Head, toks[holder].Deprel = toks[from].Head, toks[from].Deprel
		}
		for k := range toks {
			if !inner(k) && (toks[k].Head == before || toks[k].Head == t) {
				toks[k].Head = holder
			}
		}
		toks[before].Head, toks[before].Deprel = t, "compound"
		toks[t].Head, toks[t].Deprel = holder, "nmod:desc"
	}
}

// nameAfterKind hangs a name on the noun for its kind that a comma parts it from, where it was hung higher up: "an investment from
// the global investment firm, Velmor".
func (r *reader) nameAfterKind(toks []lang.Token, named map[int]bool) {
	for n := 3; n < len(toks); n++ {
		k, h := n-2, toks[n].Head
		if !named[n] || toks[n].Deprel != "appos" || toks[n-1].Form != "," || toks[k].UPOS != "NOUN" || h == k || h < 0 || h >= k || named[h] || toks[h].UPOS == "PROPN" || toks[k].Deprel == "conj" && toks[k].Head == h {
			continue
		}
		kind := r.d.phrases[toks[k].Start]
		if len(r.d.words.kinds[strings.ToLower(toks[k].Lemma)]) > 0 || len(r.d.words.kinds[kind]) > 0 {
			toks[n].Head = k
		}
	}
}

// roleBehindTown hangs a noun for a person or a firm, behind a clause that ends with a town, on whom the clause is about, where it was
// taken to explain the town: "Ana Velt, qui vit à Lyon, économiste chez Velmor"; and on the noun what was hung on the clause behind it.
func (r *reader) roleBehindTown(i int, toks []lang.Token) {
	for k := range r.d.mentions[i] {
		m := &r.d.mentions[i][k]
		if m.Kind != Name || m.Entity == Unresolved {
			continue
		}
		if known := r.d.entities[m.Entity].Known; known == nil || known.Type != placeType {
			continue
		}
		for t := m.Head + 2; t < len(toks); t++ {
			if toks[t].Head != m.Head || toks[t].Deprel != "appos" || toks[t].UPOS != "NOUN" || cased(toks, t) {
				continue
			}
			kinds := r.d.words.kinds[strings.ToLower(toks[t].Lemma)]
			if !slices.Contains(kinds, personType) && !slices.Contains(kinds, organizationType) || slices.Contains(kinds, placeType) {
				continue
			}
			v := toks[m.Head].Head
			for n := 0; v >= 0 && n < maxClimb && !strings.HasPrefix(toks[v].Deprel, "acl"); n++ {
				v = toks[v].Head
			}
			if v < 0 || !strings.HasPrefix(toks[v].Deprel, "acl") || toks[v].Head < 0 || toks[v].Head > v {
				continue
			}
			toks[t].Head = toks[v].Head
			for u := t + 1; u < len(toks) && toks[u].Form != ","; u++ {
				if toks[u].Head == v && toks[u].Deprel == "obl" {
					toks[u].Head, toks[u].Deprel = t, "nmod"
				}
			}
		}
	}
}

// kindInList hangs the noun for the kind of a firm that ends a list of names on the first of them, where it was coordinated with what
// the list belongs to: "contributions from Velmor, Solmar and the early-stage fund Trinova".
func (r *reader) kindInList(toks []lang.Token, named map[int]bool) {
	for n := 5; n < len(toks); n++ {
		k := toks[n].Head
		if !named[n] || toks[n].Deprel != "appos" || k != n-1 || toks[k].UPOS != "NOUN" || toks[k].Deprel != "conj" || !slices.Contains(r.d.words.kinds[lowerForm(&toks[k])], organizationType) || cased(toks, k) {
			continue
		}
		h := toks[k].Head
		if h < 0 || toks[h].UPOS != "NOUN" || named[h] || len(r.d.words.kinds[strings.ToLower(toks[h].Lemma)]) > 0 || r.d.words.roles[lowerForm(&toks[h])] {
			continue
		}
		and := k
		for and > h && !(toks[and].UPOS == "CCONJ" && toks[and].Head == k) {
			and--
		}
		first := and - 1
		for first > h && named[first] && toks[first].Deprel == "conj" && toks[first].Head < first {
			first = toks[first].Head
		}
		if first > h && named[first] && toks[first].Head == h && toks[first].Deprel == "nmod" {
			toks[k].Head = first
		}
	}
}

// officesOfHolder hangs a second office on the first, where it was hung on their holder's name: "Ana Velt, chief executive and founder
// of Trinova".
func officesOfHolder(toks []lang.Token, named map[int]bool) {
	for t := 2; t+2 < len(toks); t++ {
		n := t - 2
		if toks[t].UPOS != "NOUN" || !named[n] || toks[t-1].Form != "," || toks[t].Head != n || toks[t].Deprel != "list" && toks[t].Deprel != "appos" || toks[t+1].UPOS != "CCONJ" {
			continue
		}
		toks[t].Deprel = "appos"
		if k := toks[t+1].Head; k > t && k <= t+4 && toks[k].UPOS == "NOUN" && toks[k].Deprel == "conj" && toks[k].Head == n {
			toks[k].Head = t
		}
	}
}

// firmsOfOfficer hangs the first of two firms on the office that is held in both: "Velmor and Trinova chief executive Ana Velt".
func firmsOfOfficer(toks []lang.Token, named map[int]bool) {
	for t := 3; t+1 < len(toks); t++ {
		a, b, holder := t-3, t-1, toks[t].Head
		if holder <= t || toks[t].Deprel != "nmod:desc" || toks[t-2].UPOS != "CCONJ" || !named[a] || !named[b] || toks[b].Head != t || toks[a].Head != holder || toks[a].Deprel != "compound" {
			continue
		}
		toks[a].Head = t
		toks[t-2].Head = b
		toks[b].Head, toks[b].Deprel = a, "conj"
	}
}
