package extract

// This file finds names that are all of what stands between quotation marks or brackets.

// quotedName gives the last token of a name that is all of what stands between quotation marks after a participle of naming, each of
// its words with a capital: "rebaptisé « AI Trinova Partnership »"; or i.
func (f *nameFinder) quotedName(s, i int) int {
	tokens := f.d.tree.Sentences[s].Tokens
	if i < 2 || !f.x.called[lowerForm(&tokens[i-2])] {
		return i
	}
	switch tokens[i-1].Form {
	case "«", "“", "\"":
	default:
		return i
	}
	for j := i; j < len(tokens) && j < i+8; j++ {
		switch tokens[j].Form {
		case "»", "”", "\"":
			return max(i, j-1)
		}
		if sh := shapeOf(tokens[j].Form); sh == lowerCase || sh == noLetters {
			return i
		}
	}
	return i
}

// bracketName gives the last token of a name of several words, some of them in lower case, that is all that stands between brackets: "le
// conseiller Jan Velt (Brissac en commun)"; or i.
func (f *nameFinder) bracketName(s, i int) int {
	tokens := f.d.tree.Sentences[s].Tokens
	if f.x.Names.Premodified || i < 2 || tokens[i-1].Form != "(" || !f.candidate(s, i) || f.x.given[tokens[i].Form] != "" {
		return i
	}
	lower := false
	for j := i + 1; j < len(tokens) && j < i+6; j++ {
		switch t := &tokens[j]; {
		case t.Form == ")":
			if lower {
				return j - 1
			}
			return i
		case f.candidate(s, j):
			if f.x.locative[lowerForm(&tokens[j-1])] || f.isPersonAt(s, j) {
				return i
			}
		case shapeOf(t.Form) != lowerCase || t.UPOS != "ADP" && t.UPOS != "ADJ" && t.UPOS != "NOUN" && t.UPOS != "DET":
			return i
		case t.UPOS == "NOUN" && len(f.x.kinds[lowerForm(t)]) > 0:
			return i
		default:
			lower = true
		}
	}
	return i
}
