package lang

import (
	"slices"
	"strings"
)

// adverbials finds phrases of several words that are parsed as one adverb.
type adverbials struct {
	phrases map[string][][]string // words in lower case, by their first
}

func newAdverbials(list []string) adverbials {
	a := adverbials{phrases: map[string][][]string{}}
	for _, p := range list {
		words := phraseWords(p)
		a.phrases[words[0]] = append(a.phrases[words[0]], words)
	}
	for _, ps := range a.phrases { // the longest first
		slices.SortStableFunc(ps, func(x, y []string) int { return len(y) - len(x) })
	}
	return a
}

// phraseWords parts a phrase as the tokeniser does, but for contractions.
func phraseWords(p string) []string {
	return strings.Fields(strings.ReplaceAll(p, "'", "' "))
}

// find gives the phrases in a sentence, in order. The words of a contraction count by its form.
func (a *adverbials) find(tokens []Token, text string) []Unit {
	var units []Unit
	for i := 0; i < len(tokens); i++ {
		if u := tokens[i].UPOS; u != "ADP" && u != "SCONJ" && u != "ADV" {
			continue
		}
		for _, words := range a.phrases[surface(tokens, i, text)] {
			j, ok := i, true
			for _, w := range words {
				if ok = j < len(tokens) && surface(tokens, j, text) == w; !ok {
					break
				}
				j++
				for j < len(tokens) && tokens[j].Span == tokens[j-1].Span {
					j++
				}
			}
			if ok {
				units = append(units, Unit{First: i, Last: j - 1})
				i = j - 1
				break
			}
		}
	}
	return units
}

// surface is the written form of a token in lower case: of a contraction the whole.
func surface(tokens []Token, i int, text string) string {
	t := &tokens[i]
	if i+1 < len(tokens) && tokens[i+1].Span == t.Span && t.Start >= 0 && t.End <= len(text) && t.Start < t.End {
		return lowerApostrophe(text[t.Start:t.End])
	}
	return lowerApostrophe(t.Form)
}

// compoundAdjectives finds participles and adjectives with a hyphenated first part ("Berlin-based", "Acme-owned", "fast-growing"),
// which parse as one adjective.
func compoundAdjectives(tokens []Token, ends []string) []Unit {
	var units []Unit
	for i := 0; i+3 < len(tokens) && len(ends) > 0; i++ {
		first, last := &tokens[i], &tokens[i+2]
		if tokens[i+1].Form != "-" || first.End != tokens[i+1].Start || tokens[i+1].End != last.Start || tokens[i+3].Form == "-" {
			continue
		}
		if i > 0 && tokens[i-1].Form == "-" && tokens[i-1].End == first.Start {
			continue
		}
		switch first.UPOS {
		case "PROPN", "NOUN", "ADJ", "ADV", "X":
		default:
			continue
		}
		if last.UPOS != "VERB" && last.UPOS != "ADJ" {
			continue
		}
		if last.Form != strings.ToLower(last.Form) || !slices.ContainsFunc(ends, func(e string) bool { return strings.HasSuffix(last.Form, e) }) {
			continue
		}
		units = append(units, Unit{First: i, Last: i + 2, UPOS: "ADJ"})
		i += 2
	}
	return units
}

// fold makes each phrase one adverb, or what its unit says, and gives the old index of each token that remains.
func fold(tokens []Token, units []Unit) (out []Token, place []int) {
	u := 0
	for i := 0; i < len(tokens); i++ {
		t := tokens[i]
		place = append(place, i)
		if u < len(units) && units[u].First == i {
			t.UPOS, t.Feats = "ADV", ""
			var words []string
			for k := i; k <= units[u].Last; k++ {
				words = append(words, tokens[k].Form)
			}
			t.Form = strings.Join(words, " ")
			if p := units[u].UPOS; p != "" {
				t.UPOS, t.Feats = p, "Degree=Pos"
				t.Form = strings.Join(words, "")
			}
			t.Lemma = strings.ToLower(t.Form)
			i = units[u].Last
			u++
		}
		out = append(out, t)
	}
	return out, place
}

// unfold writes the tree of the folded tokens to the sentence: the last noun of a phrase stands for it,
// the other words hang on that noun.
func unfold(tokens, folded []Token, place []int, units []Unit) {
	head := slices.Clone(place) // the word that stands for each folded token
	u := 0
	for n, i := range place {
		if u >= len(units) || units[u].First != i {
			continue
		}
		core := units[u].Last
		if units[u].UPOS != "" {
			tokens[i].Head, tokens[i].Deprel = core, "compound"
			tokens[i+1].Head, tokens[i+1].Deprel = core, "punct"
			head[n] = core
			u++
			continue
		}
		for k := units[u].Last; k >= i; k-- {
			if tokens[k].UPOS == "NOUN" || tokens[k].UPOS == "PROPN" {
				core = k
				break
			}
		}
		for k := i; k <= units[u].Last; k++ {
			tokens[k].Head = core
			switch tokens[k].UPOS {
			case "ADP", "SCONJ", "PART":
				tokens[k].Deprel = "case"
			case "DET":
				tokens[k].Deprel = "det"
			case "ADJ":
				tokens[k].Deprel = "amod"
			default:
				tokens[k].Deprel = "fixed"
			}
		}
		head[n] = core
		u++
	}
	for n := range folded {
		i, h := head[n], folded[n].Head
		if h >= 0 {
			h = head[h]
		}
		tokens[i].Head, tokens[i].Deprel = h, folded[n].Deprel
		if i != place[n] && tokens[i].Deprel == "advmod" && tokens[i].UPOS == "NOUN" {
			tokens[i].Deprel = "obl"
		}
	}
}
