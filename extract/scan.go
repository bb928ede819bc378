package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"cuibono/lang"
)

// This file goes through the sentences for names: running text first, then titles, whose capitals say nothing, and the starts of
// sentences, which take what the running text has shown.

// scan finds the names of a sentence in running text, in order.
func (f *nameFinder) scan(s int) []nameSpan {
	var out []nameSpan
	tokens := f.d.tree.Sentences[s].Tokens
	for i := 0; i < len(tokens); {
		n := nameSpan{first: i}
		if k := f.tickers[tokens[i].Start]; k > 0 {
			out = append(out, nameSpan{first: i, last: i + k - 1, upos: "PUNCT"})
			i += k
			continue
		}
		if known := f.knownLength(s, i); known > 1 {
			n.last = f.extend(s, i)
			out = append(out, f.split(s, n)...)
			i = n.last + 1
			continue
		}
		if last := f.placeLine(s, i); last >= i {
			if f.placeLines == nil {
				f.placeLines = map[int]int{}
			}
			f.placeLines[s] = last
			out = append(out, nameSpan{first: i, last: last, upos: "PUNCT"})
			i = last + 1
			continue
		}
		if last := f.bracketName(s, i); last > i {
			out = append(out, nameSpan{first: i, last: last})
			i = last + 1
			continue
		}
		if last := f.quotedName(s, i); last > i {
			out = append(out, nameSpan{first: i, last: last})
			i = last + 1
			continue
		}
		if j := f.initials(s, i); j > i {
			n.last = f.extend(s, j)
			out = append(out, n)
			i = n.last + 1
			continue
		}
		if f.knownWithArticle(s, i) {
			n.last = f.extend(s, i+1)
			out = append(out, n)
			i = n.last + 1
			continue
		}
		if f.originOfTwo(s, i) {
			out = append(out, nameSpan{first: i, last: i + 1, upos: "ADJ"})
			i += 2
			continue
		}
		if i+2 < len(tokens) && f.x.isTitle(tokens[i+1].Form) && (f.x.isTitle(tokens[i].Form) || f.x.isTitle(tokens[i].Form+" "+tokens[i+1].Form)) && f.candidate(s, i+2) {
			i++ // "Lt. Gen. Jan Velt"
			continue
		}
		if g, ok := f.x.titles[tokens[i].Form]; ok && i+1 < len(tokens) && f.candidate(s, i+1) && f.x.suffixes[tokens[i+1].Form] == "" && f.x.headTypes[tokens[i+1].Form] == "" && tokens[i+1].End-tokens[i+1].Start > 1 {
			n = nameSpan{first: i + 1, title: tokens[i].Form, gender: g}
		} else if !f.isName(s, i) {
			if i+1 < len(tokens) && f.numberName(s, i) {
				n.last = f.extend(s, i+1)
				out = append(out, n)
				i = n.last + 1
				continue
			}
			i++
			continue
		}
		n.last = f.extend(s, n.first)
		if n.last-n.first >= 2 && (f.isOccupation(&tokens[n.first]) || f.opens(s, n.first) && f.x.given[tokens[n.first].Form] == "" && f.x.endsAsOccupation(lowerForm(&tokens[n.first]))) && f.d.known.name(f.d.textOf(s, n.first, n.last)) == nil {
			if _, given := f.x.givenName(tokens[n.first+1].Form); given {
				n.first++ // "Billionaire Ana Velt", "the schools' Superintendent Ana Velt"
			}
		}
		if f.kindBefore(s, n) {
			n.first++ // "Startup Velmor says …"
		}
		if f.townsman(s, n) || f.originBefore(s, n) {
			n.first++
		}
		for f.x.honorifics[tokens[n.first].Form] && n.last-n.first >= 2 && !f.x.links[tokens[n.first+1].Form] && f.x.suffixes[tokens[n.last].Form] == "" {
			n.title = tokens[n.first].Form // "Crown Prince Amir bin Sarab"
			n.first++
		}
		if n.first > 0 && tokens[n.first-1].Form == "$" && tokens[n.first-1].End == tokens[n.first].Start && shapeOf(tokens[n.first].Form) == allCaps {
			n.first-- // "$VELMOR", a token
		}
		n.last = f.spelledOut(s, n.first, n.last)
		out = append(out, f.split(s, n)...)
		i = n.last + 1
	}
	return f.weld(s, out)
}

// placeLine gives the last token of the known place in capitals that opens a report at token i, right before its first word: "NEW LARROW
// Velmor Inc said"; or -1.
func (f *nameFinder) placeLine(s, i int) int {
	tokens := f.d.tree.Sentences[s].Tokens
	if i > 0 || !f.x.Names.Premodified || len(tokens[0].Form) < 3 {
		return -1
	}
	if last := f.dashedLine(s); last > 0 {
		return last
	}
	if shapeOf(tokens[0].Form) != allCaps {
		return -1
	}
	for last := min(2, len(tokens)-2); last >= 0; last-- {
		if shapeOf(tokens[last].Form) == allCaps && capitalised == shapeOf(tokens[last+1].Form) && f.d.placeInCapitals(f.d.textOf(s, 0, last)) != nil {
			return last
		}
	}
	return -1
}

// dashedLine gives the dash that closes the place line at the head of a sentence, of known places and a day: "Larrow, Texas, March 3 - Velmor
// said"; or -1.
func (f *nameFinder) dashedLine(s int) int {
	tokens := f.d.tree.Sentences[s].Tokens
	for j := 0; j < len(tokens)-1 && j < 12; j++ {
		t := &tokens[j]
		switch t.Form {
		case "-", "–", "—":
			if e, _ := f.known(s, j+1); j > 0 && tokens[j-1].End < t.Start && t.End < tokens[j+1].Start && (e == nil || e.Type != placeType) {
				return j
			}
			return -1
		case ",", ".":
			if j == 0 {
				return -1
			}
			continue
		}
		if e, n := f.known(s, j); n > 0 && e.Type == placeType {
			j += n - 1
			continue
		}
		if f.d.placeInCapitals(t.Form) == nil && (j == 0 || shapeOf(t.Form) != noLetters && f.x.Dates.Months[strings.TrimSuffix(lowerForm(t), ".")] == 0) {
			return -1
		}
	}
	return -1
}

// kindBefore tells whether the first word of a name that opens a sentence is the noun for a kind of organisation before its name, which
// lost its article there: a word of no name, with one behind it that is none of the language.
func (f *nameFinder) kindBefore(s int, n nameSpan) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	if n.last == n.first || !f.opens(s, n.first) || !f.x.Names.Premodified {
		return false
	}
	t, next := &tokens[n.first], &tokens[n.first+1]
	return slices.Contains(f.x.kinds[lowerForm(t)], organizationType) && f.x.headTypes[t.Form] == "" && f.x.suffixes[t.Form] == "" && f.inner[t.Form] == 0 &&
		!f.x.isWord(lowerForm(next), next) && f.x.suffixes[tokens[n.last].Form] == "" && f.d.known.name(f.d.textOf(s, n.first, n.last)) == nil
}

// ownWords tells whether two common words with capitals that open a sentence are a name: the second has its capital for that only
// ("Farmers First, the lobby").
func (f *nameFinder) ownWords(s, i int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	t, next := &tokens[i], &tokens[i+1]
	if !f.x.Names.Premodified || f.isOccupation(t) || len(f.x.kinds[lowerForm(t)]) > 0 || t.UPOS != "NOUN" && t.UPOS != "ADJ" {
		return false
	}
	return tokens[i].End < next.Start && f.x.isWord(lowerForm(next), next) && f.d.known.name(next.Form) == nil && f.x.headTypes[next.Form] == "" && f.d.known.demonym(next.Form) == nil &&
		f.x.given[next.Form] == "" && !f.x.isTitle(next.Form) && (i+2 >= len(tokens) || !f.candidate(s, i+2))
}

// initials gives the token of the name that the initials at token i open, or i where there are none: "J. Thornley & Sons", "V. K.
// Velt".
func (f *nameFinder) initials(s, i int) int {
	tokens := f.d.tree.Sentences[s].Tokens
	j := i
	for j < len(tokens) && j < i+3 && isInitial(tokens[j].Form) {
		j++
	}
	if _, title := f.x.titles[tokens[i].Form]; title {
		return i
	}
	if j == i || j >= len(tokens) || closed(&tokens[j]) || shapeOf(tokens[j].Form) != capitalised || !f.candidate(s, j) || tokens[j].Start-tokens[j-1].End > 1 {
		return i
	}
	return j
}

// isInitial tells whether a token is a capital with a full stop: "J."
func isInitial(form string) bool {
	letter, ok := strings.CutSuffix(form, ".")
	r, n := utf8.DecodeRuneInString(letter)
	return ok && n == len(letter) && unicode.IsUpper(r)
}

// isOffice tells whether a capitalised token is a word for an office: "Superintendent".
func (f *nameFinder) isOffice(t *lang.Token) bool {
	low := lowerForm(t)
	if _, title := f.x.titles[t.Form]; title {
		return true
	}
	return f.x.roles[low] || f.x.isWord(low, t) && f.x.endsAsOccupation(low) && f.x.suffixes[t.Form] == "" && f.x.headTypes[t.Form] == ""
}

// isOccupation tells whether a token is a word for a person by what one does or is: "billionaire".
func (f *nameFinder) isOccupation(t *lang.Token) bool {
	low := lowerForm(t)
	return f.x.roles[low] || slices.Contains(f.x.kinds[low], personType) || f.x.isWord(low, t) && f.x.endsAsOccupation(low)
}

// knownWithArticle tells whether an article in lower case, maybe within a contraction ("au Monde"),
// begins a known name that has it.
func (f *nameFinder) knownWithArticle(s, i int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	low := lowerForm(&tokens[i])
	if i+1 >= len(tokens) || len(low) < 2 || !f.x.isArticle(low) || shapeOf(tokens[i].Form) != lowerCase || shapeOf(tokens[i+1].Form) != capitalised {
		return false
	}
	next := tokens[i+1].Form
	if f.d.known.name(next) != nil || !f.x.isWord(strings.ToLower(next), &tokens[i+1]) {
		return false
	}
	return f.d.known.name(strings.ToUpper(low[:1])+low[1:]+" "+next) != nil
}

// numberName tells whether a number opens a name: "1789 Capital", "The 1958" is taken with its article.
func (f *nameFinder) numberName(s, i int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	return shapeOf(tokens[i].Form) == noLetters && isWordLike(tokens[i].Form) && shapeOf(tokens[i+1].Form) == capitalised &&
		f.x.suffixes[tokens[i+1].Form] != "" && !f.opens(s, i+1)
}

// scanHeadline finds the names that the running text has, where capitals say nothing.
func (f *nameFinder) scanHeadline(s int) []nameSpan {
	var out []nameSpan
	tokens := f.d.tree.Sentences[s].Tokens
	for i := 0; i < len(tokens); {
		n := f.longestFound(s, i)
		if n == 0 {
			if _, k := f.known(s, i); k > 0 && shapeOf(tokens[i].Form) != lowerCase && (k > 1 || !f.x.isWord(lowerForm(&tokens[i]), &tokens[i])) {
				n = k
			}
		}
		if n == 0 && shapeOf(tokens[i].Form) == mixedCase && f.candidate(s, i) {
			n = 1
		}
		if n == 0 {
			n = f.titledName(s, i)
		}
		if n == 0 {
			i++
			continue
		}
		out = append(out, nameSpan{first: i, last: i + n - 1})
		i += n
	}
	return out
}

// titledName gives the number of tokens of the name at token i of a title in which every word has a capital: words that no lexicon has,
// and the endings of firms.
func (f *nameFinder) titledName(s, i int) int {
	tokens := f.d.tree.Sentences[s].Tokens
	strange := func(j int) bool {
		t := &tokens[j]
		return shapeOf(t.Form) == capitalised && f.candidate(s, j) && t.UPOS == "PROPN" && !f.x.isWord(lowerForm(t), t) && !f.x.isVerbForm(lowerForm(t)) && f.d.known.demonym(t.Form) == nil && !f.isOccupation(t) && !endsWith(t.Form, f.x.wordEndings) && !strings.Contains(t.Form, "-")
	}
	if !f.x.Names.TitleCase || !strange(i) {
		return 0
	}
	j := i + 1
	for j < len(tokens) && j < i+4 && (strange(j) || f.x.suffixes[tokens[j].Form] == organizationType && tokens[j].Start > tokens[j-1].End) {
		j++
	}
	if j < len(tokens) && tokens[j].Start > tokens[j-1].End && shapeOf(tokens[j].Form) == capitalised && !closed(&tokens[j]) && tokens[j].UPOS != "VERB" && tokens[j].UPOS != "ADV" && !f.x.isVerbForm(lowerForm(&tokens[j])) {
		return 0 // where the name ends is not to be seen: "Larrow Data Halls"
	}
	return j - i
}

// maxNameTokens bounds a name: "Mobilizing Economic Transformation Across California" has five words.
const maxNameTokens = 14

func (f *nameFinder) longestFound(s, i int) int {
	tokens := f.d.tree.Sentences[s].Tokens
	if !f.candidate(s, i) && shapeOf(tokens[i].Form) != allCaps {
		return 0
	}
	for n := min(maxNameTokens, len(tokens)-i); n >= 1; n-- {
		text := f.d.textOf(s, i, i+n-1)
		if f.found[text] {
			return n
		}
	}
	return 0
}

// revise takes what later parts of the text show: a name at the start of a sentence that was taken
// for a word, when the text has it elsewhere.
func (f *nameFinder) revise(s int, spans []nameSpan) []nameSpan {
	tokens := f.d.tree.Sentences[s].Tokens
	for i := range tokens {
		if !f.opens(s, i) {
			if i > 3 {
				break
			}
			continue
		}
		taken := false
		for _, n := range spans {
			taken = taken || n.first <= i && i <= n.last
		}
		if taken || shapeOf(tokens[i].Form) == lowerCase || shapeOf(tokens[i].Form) == noLetters {
			continue
		}
		n := f.longestFound(s, i)
		if n == 0 || n == 1 && f.x.isWord(lowerForm(&tokens[i]), &tokens[i]) && f.lower[lowerForm(&tokens[i])] {
			continue
		}
		if n == 1 && closed(&tokens[i]) {
			continue
		}
		var out []nameSpan
		done := false
		for _, m := range spans {
			if m.first <= i+n-1 && m.last >= i {
				continue
			}
			if m.first > i && !done {
				out = append(out, nameSpan{first: i, last: i + n - 1})
				done = true
			}
			out = append(out, m)
		}
		if !done {
			out = append(out, nameSpan{first: i, last: i + n - 1})
		}
		spans = out
	}
	return spans
}
