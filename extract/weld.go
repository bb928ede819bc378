package extract

import "strings"

// weld joins spans that are one name: over a genitive ("the Alzheimer's Foundation of Larrowby"), over "and" inside the name of
// an institution ("National Aeronautics and Space Administration"), and to a particle before it ("von Holtz").
func (f *nameFinder) weld(s int, spans []nameSpan) []nameSpan {
	tokens := f.d.tree.Sentences[s].Tokens
	out := spans[:0:0]
	for _, n := range spans {
		if len(out) > 0 {
			last := &out[len(out)-1]
			if f.possessorName(s, *last, n) || f.pairedName(s, *last, n) || f.pairedField(s, *last, n) {
				last.last = n.last
				continue
			}
		}
		if i := n.first - 1; f.x.Names.Premodified && i >= 0 && n.title == "" && f.x.particles[tokens[i].Form] && tokens[i].Form == lowerForm(&tokens[i]) &&
			!f.x.links[tokens[i].Form] && !f.x.isArticle(tokens[i].Form) && tokens[i].Span.End < tokens[n.first].Span.Start && (len(out) == 0 || out[len(out)-1].last < i) {
			n.first = i
		}
		if i := n.first - 2; f.x.Names.Premodified && i >= 0 && tokens[i+1].Form == "-" && f.x.particles[tokens[i].Form] && !f.x.links[tokens[i].Form] && tokens[i].End == tokens[i+1].Start && tokens[i+1].End == tokens[n.first].Start {
			n.first = i // "al-Velmar"
		}
		out = append(out, n)
	}
	return out
}

// possessorName tells whether a possessor, common word or not, opens the name of an institution: an article stands before it,
// which no proper name has there, and nothing else is known of it.
func (f *nameFinder) possessorName(s int, possessor, head nameSpan) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	if head.first != possessor.last+2 || !f.x.genitives[tokens[possessor.last+1].Form] || possessor.first == 0 || !f.x.isArticle(lowerForm(&tokens[possessor.first-1])) {
		return false
	}
	if !f.institutional(s, head) || shapeOf(tokens[possessor.last].Form) != capitalised || f.x.legal[tokens[possessor.last].Form] {
		return false
	}
	form := f.d.textOf(s, possessor.first, possessor.last)
	return f.d.known.name(form) == nil && f.d.known.demonym(form) == nil && f.x.suffixes[tokens[possessor.last].Form] == "" && f.inner[tokens[possessor.first].Form] <= 2
}

// pairedName tells whether "and" joins two parts of one institution's name: the first part begins as such names do and has no
// institution of its own, which the second ends with.
func (f *nameFinder) pairedName(s int, first, second nameSpan) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	if second.first != first.last+2 || tokens[first.last+1].UPOS != "CCONJ" || tokens[first.last+1].Form == "&" || !f.institutional(s, second) && f.x.suffixes[tokens[second.last].Form] != projectType || f.institutional(s, first) {
		return false
	}
	t := &tokens[first.first]
	if !f.x.isWord(lowerForm(t), t) || !f.x.isWord(lowerForm(&tokens[second.first]), &tokens[second.first]) || second.last == second.first {
		return false
	}
	return first.first > 0 && f.x.isArticle(lowerForm(&tokens[first.first-1])) && f.d.known.name(f.d.textOf(s, first.first, first.last)) == nil &&
		f.d.known.name(f.d.textOf(s, second.first, second.last)) == nil
}

// pairedField tells whether "and" joins two fields of one institution: "Department of Housing and Urban Development".
func (f *nameFinder) pairedField(s int, first, second nameSpan) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	if second.first != first.last+2 || tokens[first.last+1].UPOS != "CCONJ" || tokens[first.last+1].Form == "&" || first.last-first.first < 2 ||
		!f.x.links[strings.ToLower(tokens[first.last-1].Form)] || !f.institutional(s, first) || f.institutional(s, second) {
		return false
	}
	common := func(i int) bool {
		t := &tokens[i]
		return shapeOf(t.Form) == capitalised && f.x.isWord(lowerForm(t), t) && f.d.known.name(t.Form) == nil
	}
	for i := second.first; i <= second.last; i++ {
		if !common(i) {
			return false
		}
	}
	return common(first.last) && f.d.known.name(f.d.textOf(s, second.first, second.last)) == nil
}

// institutional tells whether a name has the noun of an institution as its head: "Space Administration", "Foundation of Larrowby".
func (f *nameFinder) institutional(s int, n nameSpan) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	is := func(form string) bool {
		return f.x.suffixes[form] == organizationType && !f.x.legal[form] || f.x.headTypes[form] == organizationType
	}
	if is(tokens[n.last].Form) {
		return true
	}
	for i := n.first + 1; i <= n.last; i++ {
		if f.x.links[strings.ToLower(tokens[i].Form)] {
			return is(tokens[i-1].Form)
		}
	}
	return false
}
