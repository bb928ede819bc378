package extract

import (
	"slices"
	"sort"
	"strings"

	"cuibono"
	"cuibono/lang"
)

// nameFinder finds the names of one document by form and context, before it is parsed.
type nameFinder struct {
	d *document
	x *lexicon
	// lower holds the words seen in lower case, inner those seen with a capital where only names have one.
	lower map[string]bool
	inner map[string]int
	// articled holds the words, in lower case, that follow a capitalised article within a sentence.
	articled map[string]bool
	// titled holds the words that stand behind a title somewhere ("M. Velt").
	titled map[string]bool
	// shortened holds the abbreviations of common words, which are no names ("small modular reactors (SMRs)").
	shortened map[string]bool
	// tickers holds the symbols of shares: the number of tokens of each, its brackets included, by the offset where it begins. It is nil
	// where there are none.
	tickers map[int]int
	// placeLines holds the last token of the place line that opens a sentence, nil where there are none.
	placeLines map[int]int
	// found holds the names found in running text, by their form.
	found map[string]bool
	// parted holds the offsets of the hyphens between the two names of a pair.
	parted map[int]bool
	// headline tells of sentences whose capitals say nothing: titles in title case, lines in capitals.
	headline []bool
}

// nameSpan is a name as a run of tokens.
type nameSpan struct {
	first, last int
	title       string // the title before it, "Mr"
	gender      string // what the title says of it
	upos        string // where it is no name, what it is: an adjective of origin of two words, the symbol of a share
}

// findNames finds the names, joins each into one token, and makes a mention and an entity of each.
func (d *document) findNames() {
	f := &nameFinder{d: d, x: d.words, lower: map[string]bool{}, inner: map[string]int{}, found: map[string]bool{}, articled: map[string]bool{}, shortened: map[string]bool{}, titled: map[string]bool{}, parted: map[int]bool{}, headline: make([]bool, len(d.tree.Sentences))}
	if d.known == nil {
		d.known = NewGazetteer(nil)
	}
	f.partPairs()
	f.survey()
	spans := make([][]nameSpan, len(d.tree.Sentences))
	for s := range d.tree.Sentences {
		if !f.headline[s] {
			spans[s] = f.scan(s)
			for _, n := range spans[s] {
				if n.upos != "" {
					continue
				}
				f.found[d.textOf(s, n.first, n.last)] = true
			}
		}
	}
	for s := range d.tree.Sentences {
		if f.headline[s] {
			spans[s] = f.scanHeadline(s)
		} else {
			spans[s] = f.revise(s, spans[s])
		}
	}
	byForm := map[string]int{}
	for s, list := range spans {
		units := make([]lang.Unit, len(list))
		for i, n := range list {
			units[i] = lang.Unit{First: n.first, Last: n.last, UPOS: n.upos}
		}
		forms := make([]string, len(list))
		for i, n := range list {
			forms[i] = d.textOf(s, n.first, n.last)
		}
		d.tree.Join(s, units)
		shift := 0
		for i, n := range list {
			at := n.first - shift
			shift += n.last - n.first
			if n.upos != "" {
				continue
			}
			d.addName(s, at, forms[i], n, byForm)
		}
	}
}

// addName records a mention by name at token at, which is already joined.
func (d *document) addName(s, at int, form string, n nameSpan, byForm map[string]int) {
	key, house := form, d.pluralName(s, at, form)
	if house {
		key = "\x00" + form // apart from the one who has the surname
	}
	e, ok := byForm[key]
	if !ok {
		e = len(d.entities)
		byForm[key] = e
		first := s
		if d.inTitle(s) {
			first = titleOnly
		}
		d.entities = append(d.entities, DocEntity{Name: form, First: first, About: Unresolved, Known: d.knownAs(form), house: house})
	}
	entity := &d.entities[e]
	if entity.First > s && !d.inTitle(s) {
		entity.First = s
	}
	entity.Count++
	if n.title != "" {
		entity.titled = true
		if n.gender != "" {
			entity.Gender = n.gender
		}
	}
	t := &d.tree.Sentences[s].Tokens[at]
	d.addMention(Mention{Span: t.Span, Sentence: s, First: at, Last: at, Head: at, Kind: Name, Entity: e, Score: 1})
}

// knownAs gives the known entity of a name. A place is known in capitals too, as the place line of a report has it.
func (d *document) knownAs(form string) *KnownEntity {
	if k := d.known.name(form); k != nil {
		return k
	}
	return d.placeInCapitals(form)
}

// placeInCapitals gives the known place of a name that is written in capitals, or nil.
func (d *document) placeInCapitals(form string) *KnownEntity {
	if len(form) <= 3 || shapeOf(strings.ReplaceAll(form, " ", "")) != allCaps {
		return nil
	}
	words := strings.Fields(form)
	for i, w := range words {
		words[i] = w[:1] + strings.ToLower(w[1:])
	}
	if k := d.known.name(strings.Join(words, " ")); k != nil && k.Type == placeType {
		return k
	}
	return nil
}

// pluralName tells whether a name of one word without the ending of the plural stands behind the article of the plural, as that of a
// family does: "les Velt".
func (d *document) pluralName(s, at int, form string) bool {
	if at == 0 || d.words.Names.Premodified || shapeOf(form) != capitalised || strings.ContainsAny(form, " -") || d.known.name(form) != nil {
		return false
	}
	t := &d.tree.Sentences[s].Tokens[at-1]
	return t.UPOS == "DET" && feature(t, "Number") == "Plur" && d.words.isArticle(lowerForm(t)) && (d.words.word == nil || !d.words.word(strings.ToLower(form)))
}

// titleOnly is the First of an entity that only a title names: titles shorten names before the text
// gives them in full.
const titleOnly = 1 << 30

// inTitle tells whether a sentence stands in a title or heading.
func (d *document) inTitle(s int) bool {
	k := d.passageKind(s)
	return k == cuibono.Title || k == cuibono.Heading
}

// inItem tells whether a sentence stands in an entry of a list.
func (d *document) inItem(s int) bool { return d.passageKind(s) == cuibono.Item }

// passageKind is the kind of the passage that holds a sentence, "" where the article has none marked.
func (d *document) passageKind(s int) cuibono.PassageKind {
	at := d.tree.Sentences[s].Start
	list := d.article.Passages
	i := sort.Search(len(list), func(i int) bool { return list[i].End > at })
	if i < len(list) && list[i].Start <= at {
		return list[i].Kind
	}
	return ""
}

// textOf gives the text from token first to last with single spaces and plain apostrophes.
func (d *document) textOf(s, first, last int) string {
	tokens := d.tree.Sentences[s].Tokens
	text := d.tree.Text[tokens[first].Start:tokens[last].End]
	if tokens[first].Start < tokens[first].End && first == last {
		text = tokens[first].Form
	} else if first > 0 && tokens[first-1].Span == tokens[first].Span {
		text = tokens[first].Form + d.tree.Text[tokens[first].End:tokens[last].End]
	}
	if strings.ContainsAny(text, "\n\t ’") || strings.Contains(text, "  ") {
		text = strings.Join(strings.Fields(text), " ")
		text = strings.ReplaceAll(text, "’", "'")
	}
	return text
}

// known gives the longest known name that begins at token i and the number of its tokens.
func (f *nameFinder) known(s, i int) (*KnownEntity, int) {
	tokens := f.d.tree.Sentences[s].Tokens
	longest := f.d.known.longest[firstWord(tokens[i].Form)]
	if longest == 0 {
		return nil, 0
	}
	// A name of so many words has at most twice as many tokens: "Côte d'Ivoire", "Johnson & Johnson".
	for n := min(2*longest+1, len(tokens)-i); n >= 1; n-- {
		if i+n < len(tokens) && tokens[i+n].Span == tokens[i+n-1].Span {
			continue
		}
		if e := f.d.known.name(f.d.textOf(s, i, i+n-1)); e != nil {
			return e, n
		}
	}
	return nil, 0
}

// knownLength gives the number of tokens of the known name that begins with the capital at token i.
func (f *nameFinder) knownLength(s, i int) int {
	tokens := f.d.tree.Sentences[s].Tokens
	switch shapeOf(tokens[i].Form) {
	case lowerCase:
		return 0
	case noLetters: // "20 Minutes"
		if i+1 >= len(tokens) || !isCapital(shapeOf(tokens[i+1].Form)) {
			return 0
		}
	}
	_, n := f.known(s, i)
	return n
}

// isName tells whether a name begins at token i.
func (f *nameFinder) isName(s, i int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	t := &tokens[i]
	low := lowerForm(t)
	if f.x.legalForms[t.Form] && f.namedBehind(s, i) || f.x.legal[low] && shapeOf(t.Form) == allCaps && !(i+1 < len(tokens) && f.candidate(s, i+1)) && f.d.known.name(t.Form) == nil {
		return false
	}
	if list := f.x.Names.Nobody[t.Form]; list != nil && i > 0 && slices.Contains(list, lowerForm(&tokens[i-1])) && (i+1 == len(tokens) || !f.candidate(s, i+1)) {
		return false
	}
	if f.x.isArticle(low) && shapeOf(t.Form) != lowerCase && i+1 < len(tokens) && f.candidate(s, i+1) && !f.x.isArticle(lowerForm(&tokens[i+1])) {
		// "Le Monde", "L'Oréal": with its article where that has a capital within a sentence, or where the text
		// has the whole elsewhere.
		if !f.opens(s, i) {
			return i > 0 && isWordLike(tokens[i-1].Form)
		}
		return f.found[f.d.textOf(s, i, i+1)] || f.articled[lowerForm(&tokens[i+1])]
	}
	if f.groupOf(s, i) > i || f.dated(s, i) || f.tradeBody(s, i) || f.twoSyllables(s, i) {
		return true
	}
	if !f.candidate(s, i) {
		// "the Board of Education"
		return f.lowerName(s, i) || f.x.common[t.Form] && f.x.headTypes[t.Form] != "" && shapeOf(t.Form) == capitalised && f.complement(s, i, i) > i
	}
	if f.adjective(s, i) || f.ofOffice(s, i) || f.x.isTitle(t.Form) && f.x.Names.Premodified && i+1 < len(tokens) && tokens[i+1].Form == "," {
		return false
	}
	next := i+1 < len(tokens) && (f.candidate(s, i+1) || tokens[i].End < tokens[i+1].Start && f.x.suffixes[tokens[i+1].Form] != "" && shapeOf(tokens[i+1].Form) != lowerCase)
	if _, numeral := f.x.Amounts.Numbers[low]; numeral && f.opens(s, i) && f.inner[t.Form] == 0 && !(i+1 < len(tokens) && tokens[i+1].Form == "&") {
		return false
	}
	if !f.opens(s, i) {
		if closed(t) && f.x.isWord(low, t) {
			return next && f.x.particles[low] && shapeOf(t.Form) == capitalised // "De Velt"
		}
		if e := f.d.known.demonymIn(f.x.Language, t.Form); e != nil && f.d.known.name(t.Form) == nil {
			// "American Dynamics" is a name, "the American lender" and "le Tchèque Jan Novak" are not.
			return next && f.x.Names.DerivedCapitals && f.x.given[tokens[i+1].Form] == "" && (f.d.known.demonymIn(f.x.Language, tokens[i+1].Form) == nil || i+2 < len(tokens) && f.candidate(s, i+2)) && (f.inner[tokens[i+1].Form] <= 1 || f.commonBody(s, i+1))
		}
		if !next && (f.generic(s, i) || f.abstraction(s, i) || f.afterRole(s, i) && !(f.x.Names.Premodified && f.x.locative[lowerForm(&tokens[i-1])]) && f.x.isWord(low, t) && f.d.known.name(t.Form) == nil && !f.institution(s, i)) {
			return false
		}
		return true
	}
	if e := f.d.known.demonymIn(f.x.Language, t.Form); e != nil && f.d.known.name(t.Form) == nil {
		return next && f.x.Names.DerivedCapitals && f.x.given[tokens[i+1].Form] == "" && f.x.suffixIn(tokens[i+1:]) && f.inner[tokens[i+1].Form] <= 1
	}
	if _, n := f.known(s, i); n > 1 {
		return true
	}
	if i+2 < len(tokens) && tokens[i+1].Form == "&" && f.candidate(s, i+2) {
		return true // "Marks & Velt"
	}
	if i > 0 && i+1 < len(tokens) && quoteMarks(tokens[i-1].Form, tokens[i+1].Form) {
		return !f.x.isWord(low, t) || t.UPOS == "PROPN"
	}
	if closed(t) && !f.strange(t) {
		return false
	}
	word := f.x.isWord(low, t)
	if k := strings.IndexByte(low, '-'); k > 0 && k <= 5 && k+1 < len(low) && strings.HasSuffix(t.Form, low[k:]) && f.x.isWord(low[k+1:], t) && !f.x.syllables[low[k+1:]] {
		return false // "Co-investisseurs"
	}
	switch shapeOf(t.Form) {
	case mixedCase:
		return true
	case allCaps:
		return !word || f.inner[t.Form] > 0 || t.UPOS == "PROPN" && !f.lower[low]
	}
	if !next && f.inner[t.Form] > 0 && f.x.Names.Premodified && i+1 < len(tokens) && tokens[i+1].UPOS == "NOUN" && shapeOf(tokens[i+1].Form) == lowerCase && !f.found[t.Form] {
		return false // "Casino mogul Ana Velt", where the text has the capital elsewhere for the Larrow Casino only
	}
	if f.inner[t.Form] > 0 && (t.UPOS == "PROPN" || !f.lower[low] && (!word || f.predicateAfter(s, i))) {
		return true
	}
	known := f.d.known.name(t.Form) != nil
	if next && !known && word && f.x.given[t.Form] == "" && f.x.headTypes[t.Form] == "" && endsWith(low, f.x.Names.ParticipleEndings) {
		return false // "Visant Velmor, il …"
	}
	if next {
		if _, given := f.x.given[t.Form]; given || t.UPOS == "PROPN" || !word {
			return true
		}
		if _, head := f.x.headTypes[t.Form]; head {
			return true
		}
		if f.ownWords(s, i) {
			return true
		}
		return f.x.suffixes[tokens[i+1].Form] != "" && t.UPOS != "NUM" && t.UPOS != "VERB" && t.UPOS != "ADV" // "Base Power", "Silver Lake"
	}
	if word && f.lower[low] {
		return false
	}
	if f.x.Names.Premodified && !next && f.complementOf(s, i, i) > i && f.x.headTypes[t.Form] == "" {
		return true // "Spotlight on Waste, a charity"
	}
	if known && (!word || f.predicateAfter(s, i)) {
		return true
	}
	if !word && t.UPOS == "PROPN" && (f.x.Names.DerivedCapitals || len(tokens) <= 3) {
		return true
	}
	if f.particle(s, i, i) > i {
		return true
	}
	if word && f.introducedFirm(s, i) {
		return true
	}
	if word || t.UPOS == "ADV" {
		return false
	}
	return f.predicateAfter(s, i) || f.appositionAfter(s, i) || f.unlikeWord(s, i)
}

// ofOffice tells whether a common word with a capital belongs to the office behind it, whose holder follows: "District Attorney Ana Velt".
func (f *nameFinder) ofOffice(s, i int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	if !f.x.Names.Premodified || i+2 >= len(tokens) || shapeOf(tokens[i].Form) != capitalised || shapeOf(tokens[i+1].Form) != capitalised || !f.isOffice(&tokens[i+1]) || !f.candidate(s, i+2) || i > 0 && f.candidate(s, i-1) {
		return false
	}
	_, given := f.x.givenName(tokens[i+2].Form)
	low := lowerForm(&tokens[i])
	return given && f.x.isWord(low, &tokens[i]) && f.d.known.name(tokens[i].Form) == nil && f.d.known.demonym(tokens[i].Form) == nil
}

// namedBehind tells whether a firm's name stands behind its legal form: a word of no lexicon, or more than one.
func (f *nameFinder) namedBehind(s, i int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	if i+1 >= len(tokens) || shapeOf(tokens[i+1].Form) == lowerCase || !isWordLike(tokens[i+1].Form) {
		return true // nor is it a name by itself
	}
	return !f.x.isWord(lowerForm(&tokens[i+1]), &tokens[i+1]) || i+2 < len(tokens) && (f.candidate(s, i+2) || f.genitiveOf(s, i+1))
}

// commonBody tells whether common words with capitals from token i on end as the name of a body or a gathering does: of "the
// Orvannish Music Awards" what follows the adjective.
func (f *nameFinder) commonBody(s, i int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	last := i
	for last+1 < len(tokens) && last < i+4 && f.candidate(s, last+1) {
		last++
	}
	for k := i; k < last; k++ {
		if !f.x.isWord(lowerForm(&tokens[k]), &tokens[k]) || f.isOffice(&tokens[k]) {
			return false
		}
	}
	return f.x.suffixes[tokens[last].Form] != "" || last > i && f.x.headTypes[tokens[last].Form] != ""
}

// twoSyllables tells whether a given name of two syllables begins at token i, with the surname behind it: "Kwon-min Velt".
func (f *nameFinder) twoSyllables(s, i int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	return i+3 < len(tokens) && tokens[i+1].Form == "-" && f.x.syllables[tokens[i+2].Form] && shapeOf(tokens[i].Form) == capitalised && len(tokens[i].Form) <= 5 &&
		tokens[i].End == tokens[i+1].Start && tokens[i+1].End == tokens[i+2].Start && f.candidate(s, i+3)
}

// tradeBody tells whether an abbreviation or a word that is no name opens that of a body, all words of which are common ones: "the AI Safety
// Institute", not "the AI firm".
func (f *nameFinder) tradeBody(s, i int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	if !f.x.Names.Premodified || !f.x.common[tokens[i].Form] || i > 0 && !closed(&tokens[i-1]) && f.candidate(s, i-1) {
		return false
	}
	if sh := shapeOf(tokens[i].Form); sh != allCaps && (sh != capitalised || f.opens(s, i) && (i+1 >= len(tokens) || f.x.suffixes[tokens[i+1].Form] == "") || f.x.isTitle(tokens[i].Form) || f.roleWord(s, i) || f.x.headTypes[tokens[i].Form] != "") {
		return false // "the Republican Harbors Council", not "President of the Council"
	}
	for j := i + 1; j < len(tokens) && j <= i+5 && shapeOf(tokens[j].Form) == capitalised; j++ {
		t := &tokens[j]
		switch {
		case f.x.suffixes[t.Form] == organizationType, f.x.headTypes[t.Form] == organizationType:
			if j+1 >= len(tokens) || !f.candidate(s, j+1) {
				return true
			}
		case !f.x.isWord(lowerForm(t), t) && !f.x.groups[t.Form], f.x.roles[lowerForm(t)]:
			return false
		}
	}
	return false
}

// institution tells whether the noun at token i has a complement that makes a name of it, other than an adjective of origin: "le
// vice-président du Front national", not "la présidente du Conseil italien".
func (f *nameFinder) institution(s, i int) bool {
	end := f.complement(s, i, i)
	return end > i && f.d.known.demonym(f.d.tree.Sentences[s].Tokens[end].Form) == nil
}

// lowerName tells whether a name begins with a word in lower case: a known one written so, or the
// lower-case noun that opens an institution's name.
func (f *nameFinder) lowerName(s, i int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	t := &tokens[i]
	if shapeOf(t.Form) != lowerCase {
		return false
	}
	low := lowerForm(t)
	if _, field := f.x.fieldHeads[low]; field || f.x.lowerHeads[low] != "" || f.x.directHeads[low] != "" {
		return f.lowerComplement(s, i) > i
	}
	if _, number := f.x.Amounts.Numbers[low]; number {
		return false
	}
	if len(low) >= 4 && (i == 0 || tokens[i-1].UPOS == "ADP" || tokens[i-1].UPOS == "VERB" || tokens[i-1].UPOS == "CCONJ" || tokens[i-1].UPOS == "PUNCT") && !closed(t) && t.UPOS != "NOUN" && !f.x.isWord(low, t) {
		r := strings.ToUpper(low[:1]) + low[1:]
		return f.d.known.name(r) != nil
	}
	return false
}
