package extract

import (
	"slices"
	"strings"
	"unicode"

	"cuibono"
	"cuibono/lang"
)

// This file judges capitals: which are there for a name, and which because any word has one there.

// survey learns which capitals mean something and how words are written elsewhere in the text.
func (f *nameFinder) survey() {
	for s := range f.d.tree.Sentences {
		tokens := f.d.tree.Sentences[s].Tokens
		f.headline[s] = f.isHeadline(s)
		for i := range tokens {
			t := &tokens[i]
			if f.abbreviates(tokens, i) {
				f.shortened[t.Form] = true
			}
			if i > 0 && f.x.isTitle(tokens[i-1].Form) {
				f.titled[t.Form] = true
			}
			if t.Form == "(" || t.Form == "[" {
				f.markTicker(tokens, i)
			}
			switch shapeOf(t.Form) {
			case lowerCase:
				f.lower[lowerForm(t)] = true
			case capitalised, mixedCase, allCaps:
				if !f.headline[s] && !f.opens(s, i) {
					f.inner[t.Form]++
				}
			}
			if low := lowerForm(t); shapeOf(t.Form) != lowerCase && f.x.isArticle(low) && i > 0 && i+1 < len(tokens) && isWordLike(tokens[i-1].Form) && !f.headline[s] && !f.opens(s, i) {
				f.articled[lowerForm(&tokens[i+1])] = true
			}
		}
	}
}

// abbreviates tells whether a token in brackets shortens the common words before them: "small modular reactors (SMRs)".
func (f *nameFinder) abbreviates(tokens []lang.Token, i int) bool {
	if i < 3 || i+1 >= len(tokens) || tokens[i-1].Form != "(" || tokens[i+1].Form != ")" {
		return false
	}
	letters := strings.TrimSuffix(tokens[i].Form, "s")
	if len(letters) < 2 || letters != strings.ToUpper(letters) {
		return false
	}
	j := i - 2
	for k := len(letters) - 1; k >= 0; k-- {
		for j >= 0 && (tokens[j].Form == "-" || tokens[j].UPOS == "ADP" || tokens[j].UPOS == "CCONJ" || tokens[j].UPOS == "DET") {
			j--
		}
		if j < 0 || shapeOf(tokens[j].Form) != lowerCase || !strings.EqualFold(tokens[j].Form[:1], letters[k:k+1]) {
			return false
		}
		j--
	}
	return true
}

// numbered tells whether a form that begins with a number goes on as a name does, with a capital among small letters: "48andMe".
func (f *nameFinder) numbered(form string) bool {
	word := strings.TrimLeft(form, "0123456789")
	return len(form)-len(word) <= 3 && len(word) >= 4 && strings.ToLower(word) != word && strings.ToUpper(word) != word && !f.x.common[word] && strings.IndexFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }) < 0
}

// markTicker notes the symbols under which a share is traded, which stand alone between brackets and are no names: "(VLM.O)",
// "[Nasdaq: VLM]".
func (f *nameFinder) markTicker(tokens []lang.Token, open int) {
	shut := open + 1
	colon, dot := -1, -1
	for ; shut < len(tokens) && shut <= open+5; shut++ {
		form := tokens[shut].Form
		if form == ")" || form == "]" {
			break
		}
		switch {
		case form == ":" && colon < 0:
			colon = shut
		case form == "." && dot < 0 && shut > open+1:
			dot = shut
		case shapeOf(form) == allCaps || shapeOf(form) == singleCap || shapeOf(form) == noLetters && isWordLike(form) || colon < 0 && shut == open+1 && shapeOf(form) == capitalised:
			if k := strings.IndexByte(form, '.'); k > 0 && k < len(form)-1 && strings.Count(form, ".") == 1 {
				dot = shut
			}
		default:
			return
		}
	}
	if shut >= len(tokens) || shut > open+5 || tokens[shut].Form != ")" && tokens[shut].Form != "]" || colon < 0 && dot < 0 || colon == shut-1 || colon == open+1 {
		return
	}
	if f.tickers == nil {
		f.tickers = map[int]int{}
	}
	f.tickers[tokens[open].Start] = shut - open + 1
}

// isHeadline tells whether a sentence has capitals that say nothing: nearly all of its words have them.
func (f *nameFinder) isHeadline(s int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	stopped := len(tokens) > 0 && tokens[len(tokens)-1].Form == "." // titles have no full stop
	capitals, lower, shouted, words, short := 0, 0, 0, 0, 0
	for i := range tokens {
		t := &tokens[i]
		if len(t.Form) < 4 {
			switch shapeOf(t.Form) {
			case lowerCase:
				words++
				if t.UPOS == "VERB" && len(t.Form) == 3 {
					lower++ // "Velmor to buy Trinova"
				}
			case allCaps, singleCap:
				short++
			}
			continue
		}
		switch shapeOf(t.Form) {
		case capitalised:
			capitals++
		case allCaps:
			shouted++
		case lowerCase:
			lower++
		}
	}
	switch {
	case shouted >= 1 && lower+words+capitals == 0 && (shouted+short >= 2 || len(tokens) <= 2):
		return true
	case stopped:
		return false
	case lower == 0 && capitals < 4 && f.x.Names.TitleCase && f.titledWords(s) >= 2 && f.titleKind(s):
		return true
	case lower == 0:
		return capitals >= 4 && (capitals >= 6 || f.x.Names.TitleCase) && f.titleKind(s)
	}
	return capitals >= 4 && capitals >= 3*lower && f.titleKind(s)
}

// titledWords counts the common words with a capital behind the first word of a sentence that no name's ending is, verbs among them: in
// "Velmor Files to Go Public" there are three. It is 0 where no verb is.
func (f *nameFinder) titledWords(s int) int {
	tokens := f.d.tree.Sentences[s].Tokens
	n, verbs := 0, 0
	for i := 1; i < len(tokens); i++ {
		t := &tokens[i]
		if low := lowerForm(t); shapeOf(t.Form) == capitalised && (f.x.isWord(low, t) || f.x.isVerbForm(low)) && f.x.suffixes[t.Form] == "" && f.x.headTypes[t.Form] == "" && f.d.known.name(t.Form) == nil && !f.x.common[t.Form] {
			n++
			if t.UPOS == "VERB" || f.x.isVerbForm(low) {
				verbs++
			}
		}
	}
	if verbs == 0 {
		return 0
	}
	return n
}

// titleKind tells whether a sentence stands in a title, heading or list entry, or alone in its line.
func (f *nameFinder) titleKind(s int) bool {
	span := f.d.tree.Sentences[s].Span
	for _, p := range f.d.article.Passages {
		if p.Contains(span) {
			return p.Kind == cuibono.Title || p.Kind == cuibono.Heading || p.Kind == cuibono.Body && p.Len() <= span.Len()+2
		}
	}
	return len(f.d.article.Passages) == 0
}

// opens tells whether a token stands where any word has a capital: at the start of the sentence, of a
// quotation, or of an entry of a list.
func (f *nameFinder) opens(s, i int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	if last, ok := f.placeLines[s]; ok && last == i-1 {
		return true
	}
	for j := i - 1; j >= 0; j-- {
		form := tokens[j].Form
		switch form {
		case "«", "“", "\"", "‘", "»", "”", "?", "!", "…", "★", "•", "*", "—", "–", "-", "|", "[", ">":
			if form == "-" && tokens[j].End == tokens[i].Start {
				return false
			}
			return true
		case "(":
			return j == 0
		case ":":
			return f.x.Names.TitleCase || j+1 < len(tokens) && i > j+1
		case ".":
			return true
		}
		if isWordLike(form) {
			// "1. Le projet", "07h05 | Bonjour"
			return j == 0 && shapeOf(form) == noLetters && tokens[j].End < tokens[i].Start && i == 1
		}
	}
	return true
}

// candidate tells whether a token is written as a name is, wherever it stands.
func (f *nameFinder) candidate(s, i int) bool {
	t := &f.d.tree.Sentences[s].Tokens[i]
	form := t.Form
	switch shapeOf(form) {
	case noLetters, lowerCase:
		return false
	case singleCap:
		return f.d.known.name(form) != nil && !f.x.common[form]
	case mixedCase:
		if form[0] >= '0' && form[0] <= '9' {
			return f.d.known.name(form) != nil || f.numbered(form)
		}
		if k := strings.IndexByte(form, '-'); k > 0 && strings.ToLower(form[:k]) == form[:k] && !strings.ContainsAny(form[:k], "0123456789") {
			return false // "outre-Atlantique", "pro-Velmor"
		}
		if strings.ContainsAny(form, "@/#_") || f.x.currencyCompound(form) {
			return false
		}
	}
	if k := strings.IndexByte(form, '-'); k == 1 && strings.ToLower(form[2:]) == form[2:] {
		return false // "X-rays"
	}
	if strings.ContainsAny(form, "$€£¥") {
		return false
	}
	if f.shortened[form] || f.x.common[form] || strings.HasPrefix(form, "http") || strings.HasPrefix(form, "@") || strings.HasPrefix(form, "#") {
		return false
	}
	low := lowerForm(t)
	if f.x.called[low] || f.roleWord(s, i) {
		return false
	}
	if f.x.Names.DerivedCapitals {
		if bare := strings.TrimSuffix(low, "."); f.x.Dates.Months[bare] != 0 || f.x.Dates.Weekdays[bare] != 0 {
			tokens := f.d.tree.Sentences[s].Tokens
			if f.dated(s, i) {
				return true
			}
			_, given := f.x.given[form]
			return given && i+1 < len(tokens) && shapeOf(tokens[i+1].Form) == capitalised && (i == 0 || tokens[i-1].UPOS != "ADP" || f.inner[tokens[i+1].Form] <= 1)
		}
	}
	return true
}

// dated tells whether the month or day at token i opens the name of a firm, whose last word stands right behind it: "Velmor and March
// Capital", not "in March Capital One Velmor said".
func (f *nameFinder) dated(s, i int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	if !f.x.Names.DerivedCapitals || i+1 >= len(tokens) || f.x.suffixes[tokens[i+1].Form] != organizationType || shapeOf(tokens[i].Form) != capitalised || tokens[i].Form[len(tokens[i].Form)-1] == '.' || f.d.known.name(tokens[i+1].Form) != nil {
		return false
	}
	if low := lowerForm(&tokens[i]); f.x.Dates.Months[low] == 0 && f.x.Dates.Weekdays[low] == 0 {
		return false
	}
	if _, n := f.known(s, i+1); n > 1 {
		return false
	}
	if i == 0 || i+2 >= len(tokens) || shapeOf(tokens[i+2].Form) == lowerCase || !isWordLike(tokens[i+2].Form) {
		return true
	}
	return f.x.suffixes[tokens[i+2].Form] == organizationType || !slices.Contains(f.x.Dates.Before, lowerForm(&tokens[i-1]))
}

// roleWord tells whether a capitalised word belongs to the name of an office: "Chairman", "Chief Executive".
func (f *nameFinder) roleWord(s, i int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	low := lowerForm(&tokens[i])
	if f.x.roles[low] {
		return true
	}
	if !f.x.roleWords[low] {
		return false
	}
	near := func(j int) bool {
		return j >= 0 && j < len(tokens) && (f.x.roles[lowerForm(&tokens[j])] || f.x.roleWords[lowerForm(&tokens[j])])
	}
	return near(i-1) || near(i+1)
}

// closed tells whether a token is a function word by its tag.
func closed(t *lang.Token) bool {
	switch t.UPOS {
	case "DET", "ADP", "PRON", "CCONJ", "SCONJ", "AUX", "PART", "INTJ":
		return true
	}
	return false
}

// predicateAfter tells whether token i is followed as a subject without article is, which common
// nouns are not: by a verb, a clitic, a bracket, a genitive.
func (f *nameFinder) predicateAfter(s, i int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	if i+1 >= len(tokens) {
		return false
	}
	switch n := &tokens[i+1]; {
	case n.UPOS == "AUX", n.UPOS == "VERB" && feature(n, "VerbForm") == "Fin", n.Form == "(" && n.Start > tokens[i].End, f.x.genitives[n.Form]:
		return true
	case n.UPOS == "PRON" && feature(n, "Reflex") == "Yes", n.UPOS == "ADV" && feature(n, "Polarity") == "Neg":
		return true
	case n.UPOS == "ADV" && i+2 < len(tokens):
		return tokens[i+2].UPOS == "AUX" || tokens[i+2].UPOS == "VERB" && feature(&tokens[i+2], "VerbForm") == "Fin"
	case n.UPOS == "CCONJ" && i+2 < len(tokens):
		return f.candidate(s, i+2)
	case n.Form == "," && i+2 < len(tokens) && f.candidate(s, i+2):
		return tokens[i].UPOS == "PROPN"
	}
	if j := asideEnd(tokens, i+1); j > 0 && tokens[i].UPOS == "PROPN" && j+1 < len(tokens) {
		n := &tokens[j+1]
		return n.UPOS == "AUX" || n.UPOS == "VERB" && feature(n, "VerbForm") == "Fin" || n.UPOS == "PRON" && feature(n, "Reflex") == "Yes" || n.UPOS == "ADV" && feature(n, "Polarity") == "Neg"
	}
	return false
}

// maxInsert bounds the length of what is inserted behind a name, in tokens.
const maxInsert = 20

// asideEnd gives the mark that closes what stands aside from the mark at token i, a comma or a dash: "Velmor – 300 people – has"; or -1.
func asideEnd(tokens []lang.Token, i int) int {
	mark := tokens[i].Form
	if mark != "," && mark != "–" && mark != "—" {
		return -1
	}
	for j := i + 2; j < len(tokens) && j <= i+maxInsert; j++ {
		if tokens[j].Form == mark {
			return j
		}
	}
	return -1
}

// appositionAfter tells whether a comma and an apposition or relative clause follow token i.
func (f *nameFinder) appositionAfter(s, i int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	if i+3 >= len(tokens) || tokens[i+1].Form != "," || tokens[i].UPOS == "VERB" {
		return false
	}
	n := &tokens[i+2]
	low := lowerForm(n)
	if p := f.x.pronouns[low]; p != nil {
		return p.Kind == "relative" || p.Kind == "possessive"
	}
	if f.x.roles[low] {
		return true
	}
	if n.UPOS == "NOUN" { // "Velmor, partenaire de Trinova"
		_, kind := f.x.kinds[low]
		return kind
	}
	return n.UPOS == "DET"
}

// introducedFirm tells whether a comma and an indefinite apposition with the noun for an organisation follow the word that opens a
// sentence, which is so no noun without its article: "Grindstone, an esports outfit".
func (f *nameFinder) introducedFirm(s, i int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	if !f.x.Names.Premodified || i+4 >= len(tokens) || tokens[i+1].Form != "," || !f.x.indefinite[lowerForm(&tokens[i+2])] || tokens[i].UPOS == "ADV" || tokens[i].UPOS == "VERB" || f.isOccupation(&tokens[i]) {
		return false
	}
	last := -1
	for j := i + 3; j < len(tokens) && j < i+10; j++ {
		switch tokens[j].UPOS {
		case "NOUN":
			last = j
			continue
		case "ADJ", "PROPN", "NUM", "VERB", "ADV":
			if last < 0 {
				continue
			}
		case "PUNCT":
			if tokens[j].Form == "-" {
				continue
			}
		}
		break
	}
	return last >= 0 && slices.Contains(f.x.kinds[lowerForm(&tokens[last])], organizationType)
}

// unlikeWord tells whether an unknown word that opens a sentence has neither the ending of an inflected
// word nor a complement, and is so rather a name than a noun without its article.
func (f *nameFinder) unlikeWord(s, i int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	low := lowerForm(&tokens[i])
	for _, ending := range f.x.wordEndings {
		if strings.HasSuffix(low, ending) {
			return false
		}
	}
	if strings.Contains(low, "-") || len(low) < 4 || i+2 >= len(tokens) {
		return false
	}
	n := &tokens[i+1]
	return n.UPOS != "ADP" && n.UPOS != "ADJ" && n.Form != "." && n.Form != "!" && n.Form != "?" && (n.Form == "," || n.Form == ":" || isWordLike(n.Form) && shapeOf(n.Form) == lowerCase)
}

// quoteMarks tells whether two tokens open and close a quotation.
func quoteMarks(open, shut string) bool {
	switch open {
	case "«", "“", "\"", "‘":
		return shut == "»" || shut == "”" || shut == "\"" || shut == "’"
	}
	return false
}

// strange tells whether a function tag is hardly right: the word is none of the language.
func (f *nameFinder) strange(t *lang.Token) bool { return !f.x.isWord(lowerForm(t), t) }

// generic tells whether a single capitalised word is a common noun in fact: "le Groupe", "la Région".
func (f *nameFinder) generic(s, i int) bool {
	t := &f.d.tree.Sentences[s].Tokens[i]
	if shapeOf(t.Form) != capitalised {
		return false
	}
	low := lowerForm(t)
	if f.d.known.name(t.Form) != nil && !f.lower[low] {
		return false
	}
	if tokens := f.d.tree.Sentences[s].Tokens; i+2 < len(tokens) && tokens[i+1].Form == "&" && f.candidate(s, i+2) {
		return false
	}
	if !f.determined(s, i) {
		return false // a common noun in the singular has an article
	}
	noun := low
	if t.Lemma != "" {
		noun = strings.ToLower(t.Lemma)
	}
	_, kind := f.x.kinds[noun]
	if !kind {
		_, kind = f.x.kinds[low]
	}
	if _, head := f.x.headTypes[t.Form]; head && !kind {
		kind = f.x.isWord(low, t)
	}
	if kind {
		if i+1 < len(f.d.tree.Sentences[s].Tokens) {
			if f.number(s, i) > i {
				return false // "Unit 2"
			}
			if end := f.complement(s, i, i); end > i {
				return false
			}
		}
		return true
	}
	return f.lower[low] && f.x.isWord(low, t)
}

// adjective tells whether a capitalised word is an adjective before its noun: "the Macedonian king".
func (f *nameFinder) adjective(s, i int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	t := &tokens[i]
	if t.UPOS != "ADJ" || !f.x.Names.DerivedCapitals || shapeOf(t.Form) != capitalised || i+1 >= len(tokens) || f.d.known.name(t.Form) != nil {
		return false
	}
	n := &tokens[i+1]
	return n.UPOS == "NOUN" && shapeOf(n.Form) == lowerCase && f.inner[t.Form] <= 1
}

// determined tells whether an article or other determiner stands before token i, adjectives aside.
func (f *nameFinder) determined(s, i int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		if tokens[j].UPOS == "DET" || f.x.definite[lowerForm(&tokens[j])] {
			return true
		}
		if tokens[j].UPOS != "ADJ" && tokens[j].UPOS != "NUM" {
			return false
		}
	}
	return false
}

// abstraction tells whether a capitalised common word after an article is an idea and no name: "la
// Défense", "l'Économie".
func (f *nameFinder) abstraction(s, i int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	t := &tokens[i]
	if i == 0 || shapeOf(t.Form) != capitalised || f.x.Names.Premodified || f.d.known.name(t.Form) != nil {
		return false
	}
	if f.number(s, i) > i || f.complement(s, i, i) > i {
		return false
	}
	article := lowerForm(&tokens[i-1])
	return f.x.isArticle(article) && shapeOf(tokens[i-1].Form) == lowerCase && f.x.isWord(lowerForm(t), t) && f.inner[t.Form] <= 1 && t.UPOS != "PROPN"
}
