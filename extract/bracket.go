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
	if shut := f.closing(s, i); i > 2 && shut > i+1 && f.spells(s, i, shut-1, tokens[i-2].Form) {
		return shut - 1
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

// maxSpelled bounds the words of a name whose short form stands beside it in brackets.
const maxSpelled = 14

// closing gives the bracket that closes the one before token i, or i.
func (f *nameFinder) closing(s, i int) int {
	tokens := f.d.tree.Sentences[s].Tokens
	for j := i + 1; j < len(tokens) && j <= i+maxSpelled; j++ {
		if tokens[j].Form == ")" {
			return j
		}
	}
	return i
}

// spelledOut extends the name of an institution over the words in lower case up to its short form in brackets, which has a letter for
// each of them: "Bureau d'analyse rurale pour une pêche durable (BARPD)".
func (f *nameFinder) spelledOut(s, first, end int) int {
	tokens := f.d.tree.Sentences[s].Tokens
	if f.x.Names.Premodified || end+3 >= len(tokens) || tokens[end+1].Form == "(" {
		return end
	}
	for j := end + 1; j+2 < len(tokens) && j <= first+maxSpelled; j++ {
		switch t := &tokens[j]; {
		case t.Form == "(":
			if tokens[j+2].Form == ")" && f.spells(s, first, j-1, tokens[j+1].Form) {
				return j - 1
			}
			return end
		case shapeOf(t.Form) != lowerCase || t.UPOS == "AUX" || t.UPOS == "PRON":
			return end
		}
	}
	return end
}

// spells tells whether a short form has, in order, the first letter of each of the words from token first to last other than links and
// articles, or some of its first letters ("Afeco"). It may lack one.
func (f *nameFinder) spells(s, first, last int, short string) bool {
	letters := []rune(fold(short))
	if len(letters) < 3 || len(letters) > 10 || shapeOf(short) == lowerCase || shapeOf(short) == noLetters {
		return false
	}
	tokens := f.d.tree.Sentences[s].Tokens
	var words [][]rune
	for i := first; i <= last; i++ {
		low := lowerForm(&tokens[i])
		if !f.x.links[low] && !f.x.isArticle(low) && !f.x.indefinite[low] && isWordLike(low) {
			words = append(words, []rune(fold(low)))
		}
	}
	return len(words) >= 2 && spelt(letters, words, len(words) >= 4)
}

// spelt tells whether letters are the beginnings of words, one of them left out if spare allows.
func spelt(letters []rune, words [][]rune, spare bool) bool {
	if len(words) == 0 || len(letters) == 0 {
		return len(words) == 0 && len(letters) == 0
	}
	for n := 1; n <= min(len(letters), len(words[0])) && letters[n-1] == words[0][n-1]; n++ {
		if spelt(letters[n:], words[1:], spare) {
			return true
		}
	}
	return spare && spelt(letters, words[1:], false)
}
