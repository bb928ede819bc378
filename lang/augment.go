package lang

import "slices"

// joinedCopies are copies of the sentences that hold names or sums of money of several words, with
// these joined into one token, as callers do before parsing. tagged are the same sentences with
// predicted tags; the copies are given for both.
func joinedCopies(r *Rules, gold, tagged []Sentence) (g, t []Sentence) {
	money := stringSet(r.Money)
	for n := range gold {
		units := treebankUnits(gold[n].Tokens, money, r)
		if len(units) == 0 {
			continue
		}
		g = append(g, joinTree(gold[n].Tokens, gold[n].Tokens, units))
		t = append(t, joinTree(tagged[n].Tokens, gold[n].Tokens, units))
	}
	return g, t
}

// treebankUnits finds runs of names, and of words of money, that hang together: one word of the run
// has its head outside.
func treebankUnits(tokens []Token, money map[string]bool, r *Rules) []Unit {
	var units []Unit
	kind := func(i int) string {
		t := &tokens[i]
		switch {
		case t.UPOS == "PROPN":
			return "PROPN"
		case t.UPOS == "NUM" || r.currency[t.Form] || money[lowerApostrophe(t.Form)]:
			return "NUM"
		}
		return ""
	}
	for i := 0; i < len(tokens); {
		k := kind(i)
		j := i
		for j+1 < len(tokens) && k != "" && kind(j+1) == k {
			j++
		}
		for k == "NUM" && j > i && tokens[j].UPOS == "ADP" { // "3 millions de" without what follows
			j--
		}
		if j > i && k != "" && connected(tokens, i, j) && (k == "PROPN" || isSum(tokens[i:j+1], r)) {
			units = append(units, Unit{First: i, Last: j, UPOS: k})
		}
		i = j + 1
	}
	return units
}

// isSum tells a number with a word of money behind it or before.
func isSum(tokens []Token, r *Rules) bool {
	if tokens[0].UPOS != "NUM" && !r.currency[tokens[0].Form] {
		return false
	}
	return slices.ContainsFunc(tokens, func(t Token) bool { return t.UPOS == "NUM" }) &&
		slices.ContainsFunc(tokens, func(t Token) bool { return t.UPOS == "NOUN" || t.UPOS == "SYM" })
}

// connected tells whether exactly one of the tokens from i to j has its head outside.
func connected(tokens []Token, i, j int) bool {
	outside := 0
	for k := i; k <= j; k++ {
		if tokens[k].Head < i || tokens[k].Head > j {
			outside++
		}
	}
	return outside == 1
}

// joinTree joins the units of a sentence whose tree is that of gold.
func joinTree(tokens, gold []Token, units []Unit) Sentence {
	place := make([]int, len(tokens)) // new index of each old token
	head := make([]int, len(tokens))  // in old indexes, of the token that stands for each
	n, u := 0, 0
	for i := 0; i < len(tokens); i++ {
		last := i
		if u < len(units) && units[u].First == i {
			last = units[u].Last
			u++
		}
		top := i
		for k := i; k <= last; k++ {
			place[k] = n
			if gold[k].Head < i || gold[k].Head > last {
				top = k
			}
		}
		for k := i; k <= last; k++ {
			head[k] = top
		}
		i = last
		n++
	}
	var s Sentence
	d := &Document{}
	u = 0
	for i := 0; i < len(tokens); i++ {
		t := tokens[i]
		if u < len(units) && units[u].First == i {
			form := ""
			for k := i; k <= units[u].Last; k++ {
				if k > i {
					form += " "
				}
				form += tokens[k].Form
			}
			t = d.joined(tokens, units[u])
			t.Form, t.Lemma = form, form
			i = units[u].Last
			u++
		}
		top := head[i]
		t.Head, t.Deprel = gold[top].Head, gold[top].Deprel
		if t.Head >= 0 {
			t.Head = place[t.Head]
		}
		s.Tokens = append(s.Tokens, t)
	}
	return s
}
