package extract

// This file tells words of origin from the names that they stand before: "le Hambourgeois Velmor", "the South African lender".

// townsman tells whether the first word of a name is the noun for one who comes from a town, before the name of the firm: "le
// Hambourgeois Velmor".
func (f *nameFinder) townsman(s int, n nameSpan) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	t := &tokens[n.first]
	return n.last > n.first && n.first > 0 && f.x.isArticle(lowerForm(&tokens[n.first-1])) && len(f.x.Names.OriginEndings) > 0 && endsWith(t.Form, f.x.Names.OriginEndings) &&
		shapeOf(t.Form) == capitalised && tokens[n.first+1].Start > t.End && f.candidate(s, n.first+1) && f.d.known.name(t.Form) == nil && f.x.given[t.Form] == "" &&
		f.x.headTypes[t.Form] == "" && f.d.known.name(f.d.textOf(s, n.first, n.last)) == nil
}

// originBefore tells whether an adjective of origin with its article stands for what a firm is, before its name of one word that is none
// of the language: "the Russian Velmor".
func (f *nameFinder) originBefore(s int, n nameSpan) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	if !f.x.Names.DerivedCapitals || n.last != n.first+1 || n.first == 0 || !f.x.isArticle(lowerForm(&tokens[n.first-1])) || f.d.known.demonym(tokens[n.first].Form) == nil {
		return false
	}
	t := &tokens[n.last]
	return !f.x.isWord(lowerForm(t), t) && f.x.suffixes[t.Form] == "" && f.x.headTypes[t.Form] == "" && f.d.known.name(f.d.textOf(s, n.first, n.last)) == nil
}

// originOfTwo tells whether an adjective of origin of two words stands at token i, and opens no firm's name: "the South African lender".
func (f *nameFinder) originOfTwo(s, i int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	if !f.x.Names.DerivedCapitals || i+2 >= len(tokens) || shapeOf(tokens[i].Form) != capitalised || shapeOf(tokens[i+1].Form) != capitalised {
		return false
	}
	return f.d.known.demonym(tokens[i].Form+" "+tokens[i+1].Form) != nil && !f.x.suffixIn(tokens[i+2:])
}
