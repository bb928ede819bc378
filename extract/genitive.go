package extract

import (
	"slices"
	"strings"
)

// This file finds names that hold a genitive: "the Sheriff's Office", "Marchetti's Kitchen", "St. Brendan's".

// genitiveAfter tells whether the mark of the genitive stands right behind token end and a capital behind that.
func (f *nameFinder) genitiveAfter(s, end int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	return end+2 < len(tokens) && f.x.genitives[tokens[end+1].Form] && tokens[end].End == tokens[end+1].Start && shapeOf(tokens[end+2].Form) == capitalised && tokens[end+1].End < tokens[end+2].Start
}

// groupOf gives the last token of the name that goes on at token i with the noun for those whom a body is for or whose it is, up to the
// noun behind it: "the Orvane Sheriff's Office", "Quillon Women's University"; or -1.
func (f *nameFinder) groupOf(s, i int) int {
	tokens := f.d.tree.Sentences[s].Tokens
	if i >= len(tokens) || !f.x.groups[tokens[i].Form] || !f.genitiveAfter(s, i) || f.isOffice(&tokens[i+2]) || f.x.given[tokens[i+2].Form] != "" {
		return -1
	}
	for j := i + 2; j < len(tokens) && j <= i+5 && shapeOf(tokens[j].Form) == capitalised; j++ {
		if form := tokens[j].Form; f.x.suffixes[form] == organizationType || f.x.headTypes[form] == organizationType || f.x.houses[form] {
			return i + 2
		}
	}
	return -1
}

// saintly tells whether the genitive of a saint opens the name of a house: "St. Brendan's Healthcare".
func (f *nameFinder) saintly(s, first, end int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	return end == first+1 && slices.Contains(f.x.Names.Saints, tokens[first].Form) && f.genitiveAfter(s, end) && f.candidate(s, end+2) && !f.isOffice(&tokens[end+2]) && f.x.given[tokens[end+2].Form] == ""
}

// genitiveName tells whether the mark of the genitive after token end is part of a name of common words: "the Sheriff's Office", "the People's
// Party".
func (f *nameFinder) genitiveName(s, end int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	if end+2 >= len(tokens) || !slices.Contains(f.x.Names.Genitive, lowerForm(&tokens[end+1])) || tokens[end].End != tokens[end+1].Start {
		return false
	}
	common := func(t int) bool {
		return shapeOf(tokens[t].Form) == capitalised && f.x.isWord(lowerForm(&tokens[t]), &tokens[t]) && f.d.known.name(tokens[t].Form) == nil && !f.x.common[tokens[t].Form]
	}
	return common(end) && common(end+2) && !f.opens(s, end+2) && !(end+3 < len(tokens) && f.candidate(s, end+3))
}

// houseOf tells whether a name and the mark of the genitive open the name of a house: "Marchetti's Kitchen". What follows is a common word
// with a capital that it has for that only.
func (f *nameFinder) houseOf(s, first, end int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	if end > first+1 || !f.genitiveAfter(s, end) || f.d.known.name(tokens[end].Form) != nil || f.x.isTitle(tokens[first].Form) {
		return false
	}
	t := &tokens[end+2]
	if f.x.houses[t.Form] && (end+3 >= len(tokens) || !f.candidate(s, end+3)) {
		return true // "Marchetti's Deli", "Jersey Jan's Subs"
	}
	low := lowerForm(t)
	return end == first && f.inner[tokens[end].Form] <= 1 && f.candidate(s, end+2) && f.x.isWord(low, t) && !f.lower[low] && f.inner[t.Form] == 1 && f.x.headTypes[t.Form] == "" && f.x.suffixes[t.Form] == "" &&
		f.d.known.name(t.Form) == nil && f.d.known.demonym(t.Form) == nil && !f.isOffice(t) && f.x.given[t.Form] == "" && !(end+3 < len(tokens) && f.candidate(s, end+3))
}

// trader tells whether token i is the noun for an organisation or for one who trades, beside which a name in the genitive is a shop's.
func (f *nameFinder) trader(s, i int) bool {
	t := &f.d.tree.Sentences[s].Tokens[i]
	return t.UPOS == "NOUN" && slices.Contains(f.x.kinds[lowerForm(t)], organizationType)
}

// ownGenitive tells whether the mark of the genitive ends a name, as of a shop or a hospital: nothing follows that it may own ("a bed at
// St. Brendan's, where …").
func (f *nameFinder) ownGenitive(s, first, end int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	if end+2 >= len(tokens) || !f.x.genitives[tokens[end+1].Form] || len(tokens[end+1].Form) < 2 || tokens[end].End != tokens[end+1].Start || tokens[end+1].UPOS != "PART" ||
		end > first && !f.x.particles[strings.ToLower(strings.TrimSuffix(tokens[first].Form, "."))] || f.d.known.name(tokens[end].Form) != nil {
		return false
	}
	if n := &tokens[end+2]; first > 0 && n.UPOS == "CCONJ" && f.trader(s, first-1) {
		return true // "the grocer Orde's and the trust"
	}
	if f.inner[tokens[end].Form] > 1 {
		return false
	}
	switch t := &tokens[end+2]; t.UPOS {
	case "AUX":
		return true
	case "VERB":
		return feature(t, "Tense") == "Pres" && feature(t, "VerbForm") == "Fin"
	case "ADP":
		return shapeOf(t.Form) == lowerCase
	case "CCONJ":
		return end+4 < len(tokens) && f.candidate(s, end+3) && !f.x.genitives[tokens[end+4].Form]
	case "PUNCT":
		return t.Form == "," || t.Form == "." || t.Form == ";" || t.Form == ":"
	}
	return false
}
