package extract

import (
	"strings"

	"cuibono/lang"
)

// This file extends a name over what its head noun takes: "Bank of Larrowby", "Agence des eaux de Brissac", "les Oiseaux fous".

// complement extends the name of an institution by what its head noun takes: "Bank of Larrowby",
// "Agence des eaux de Brissac". It gives end where it takes nothing.
func (f *nameFinder) complement(s, first, end int) int {
	tokens := f.d.tree.Sentences[s].Tokens
	if f.x.Names.Premodified {
		return f.complementOf(s, first, end)
	}
	_, head := f.x.headTypes[tokens[end].Form]
	switch {
	case f.organ(s, end), first < end && f.x.legal[lowerForm(&tokens[end])]: // "Velmor Groupe à travers Trinova"
		return end
	case head && first < end && f.x.headTypes[tokens[end].Form] != organizationType && !f.x.isArticle(lowerForm(&tokens[first])):
		return end // "Velmor Republic du producteur Jan Velt"
	case head && f.foreignLink(s, end): // "le Groupe Bank of Larrow"
		return end + f.foreignLength(s, end)
	case head: // also as the second word: "Racing Club de Brissac"
	case first == end && f.commonHead(s, end):
	case first < end && f.x.headTypes[tokens[first].Form] == organizationType && f.x.isWord(lowerForm(&tokens[end]), &tokens[end]) && f.x.suffixes[tokens[end].Form] == "" && f.adjectiveAfter(s, end):
		return end + 1 // "Fonds Scènes neuves"
	case first < end && !f.opens(s, first) && f.x.isWord(lowerForm(&tokens[end]), &tokens[end]) && f.x.suffixes[tokens[end].Form] == "" && f.x.given[tokens[first].Form] == "" &&
		f.d.known.name(tokens[end].Form) == nil && !f.x.isTitle(tokens[first-1].Form) && f.genitiveOf(s, end): // "Vieilles Demeures d'Orvan"
	case first+1 == end && f.x.isArticle(lowerForm(&tokens[first])) && f.commonHead(s, end): // "Les Nuits du Larrow"
	case f.foreignLink(s, end):
		return end + f.foreignLength(s, end)
	default:
		return end
	}
	if last := f.chain(s, end); last > end {
		return last
	}
	return end + f.foreignLength(s, end) // "National Center for Harbors"
}

// commonHead tells whether a capitalised common noun within a sentence opens a name that goes on: "le Défenseur des droits", "les
// Amitiés de Larrow", "la salle Terre d'Ambre". What no lexicon has as a word may be one as well where an article stands before it, or
// the noun for what it names, and a genitive with a capital behind it: "le Quai d'Orvan".
func (f *nameFinder) commonHead(s, i int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	t := &tokens[i]
	low := lowerForm(t)
	if i == 0 || i+2 >= len(tokens) || shapeOf(t.Form) != capitalised || f.opens(s, i) || f.isRoleAt(s, i) || f.x.isTitle(tokens[i-1].Form) ||
		f.x.given[t.Form] != "" || f.d.known.name(t.Form) != nil || f.d.known.demonym(t.Form) != nil {
		return false
	}
	word := f.x.isWord(low, t) && !f.lower[low]
	if f.topical(s, i) {
		return false
	}
	if f.x.legalForms[tokens[i-1].Form] {
		return true // "la SCPI Cœur de Bourgs"
	}
	if !word && f.besides(s, i) {
		return false
	}
	if f.determined(s, i) || f.x.isArticle(lowerForm(&tokens[i-1])) {
		return word && t.UPOS != "ADJ" || f.genitiveOf(s, i) || shapeOf(tokens[i-1].Form) == capitalised && i > 1 && tokens[i-2].UPOS == "NOUN" && f.adjectiveAfter(s, i)
	}
	before := i - 1
	for before > 0 && tokens[before].UPOS == "ADJ" && i-before < 3 {
		before--
	}
	switch tokens[before].UPOS {
	case "NOUN":
		_, types := f.d.noun(tokens, before)
		return len(types) > 0 && (word || strings.HasSuffix(low, "s") && f.genitiveOf(s, i))
	case "ADP":
		return word && f.genitiveOf(s, i)
	}
	return false
}

// organ tells whether the noun at token i opens the phrase for a board or meeting: "le Conseil d'administration de Velmor".
func (f *nameFinder) organ(s, i int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	for _, phrase := range f.x.organs[lowerForm(&tokens[i])] {
		for j := i; j < len(tokens); j++ {
			if text := strings.ToLower(f.d.textOf(s, i, j)); text == phrase {
				return true
			} else if !strings.HasPrefix(phrase, text) {
				break
			}
		}
	}
	return false
}

// besides tells whether the text has the name at token i also without the genitive behind it: "les Velt de Larrow", where Jan Velt is named.
func (f *nameFinder) besides(s, i int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	if f.inner[tokens[i].Form] < 2 || i+2 >= len(tokens) || !f.x.headLinks[lowerForm(&tokens[i+1])] {
		return false
	}
	whole := f.d.tree.Text[tokens[i].Start:tokens[i+2].End]
	return strings.Count(f.d.tree.Text, tokens[i].Form) > strings.Count(f.d.tree.Text, whole)
}

// topical tells whether the common noun at token i opens a heading on something that the text names by itself: "Le Rôle de Velmor".
// Its capital is that of a title.
func (f *nameFinder) topical(s, i int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	if !f.d.inTitle(s) && !(i <= 2 && f.d.inItem(s)) && !f.titleKind(s) {
		return false
	}
	k := i + 1
	for k < i+3 && k+1 < len(tokens) && (f.x.headLinks[lowerForm(&tokens[k])] || f.x.isArticle(lowerForm(&tokens[k]))) {
		k++
	}
	return k > i+1 && k < len(tokens) && f.inner[tokens[k].Form] > f.inner[tokens[i].Form]
}

// genitiveOf tells whether a genitive with a capital stands behind token i, other than a person's name.
func (f *nameFinder) genitiveOf(s, i int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	k := i + 1
	if !f.x.headLinks[lowerForm(&tokens[k])] {
		return false
	}
	for k < i+3 && k+1 < len(tokens) && (f.x.headLinks[lowerForm(&tokens[k])] || f.x.isArticle(lowerForm(&tokens[k]))) {
		k++
	}
	return f.candidate(s, k) && !f.isPersonAt(s, k)
}

// isPersonAt tells whether a person's given and family name begin at token k.
func (f *nameFinder) isPersonAt(s, k int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	_, given := f.x.givenName(tokens[k].Form)
	return given && k+1 < len(tokens) && (f.candidate(s, k+1) || f.x.particles[lowerForm(&tokens[k+1])] && f.particle(s, k, k) > k)
}

// lowerComplement is complement for a head in lower case, which must lead to a capital.
func (f *nameFinder) lowerComplement(s, i int) int {
	tokens := f.d.tree.Sentences[s].Tokens
	low := lowerForm(&tokens[i])
	if end := f.nationalBody(s, i); end > i {
		return end
	}
	if f.x.directHeads[low] != "" && i+1 < len(tokens) && f.candidate(s, i+1) {
		// "famille Velmont", "loi ARDA": the name follows at once.
		j := max(i+1, f.particle(s, i+1, i+1))
		for j+1 < len(tokens) && f.candidate(s, j+1) && j-i < 4 {
			j++
		}
		return f.number(s, j)
	}
	if f.x.lowerHeads[low] == "" || f.organ(s, i) {
		return i
	}
	if i > 0 && i+2 < len(tokens) && f.x.indefinite[lowerForm(&tokens[i-1])] && f.x.headLinks[lowerForm(&tokens[i+1])] && f.candidate(s, i+2) {
		return i // "un tribunal de Brissac"
	}
	if e, _ := f.known(s, min(i+2, len(tokens)-1)); i > 1 && e != nil && e.Type == placeType && f.x.headLinks[lowerForm(&tokens[i+1])] && f.x.isArticle(lowerForm(&tokens[i-1])) && tokens[i-2].UPOS == "ADP" && !f.x.headLinks[lowerForm(&tokens[i-2])] && f.x.lowerHeads[low] != organizationType {
		return i // "arrivé au port de Rotterdam"
	}
	if f.x.lowerHeads[low] != organizationType {
		// A site is named by the place right after it, and is definite: "la gigafactory de Brissac", not "une
		// usine géante à Brissac".
		if i+1 >= len(tokens) || !f.x.link[lowerForm(&tokens[i+1])] || i > 0 && f.x.indefinite[lowerForm(&tokens[i-1])] {
			return i
		}
	}
	if k := i + 2; f.x.qualifiedHeads[low] && k < len(tokens) && f.x.headLinks[lowerForm(&tokens[i+1])] {
		if f.x.isArticle(lowerForm(&tokens[k])) && k+1 < len(tokens) {
			k++
		}
		if f.candidate(s, k) {
			return i // "le conseil de Velmor", "le conseil de l'ARDA"
		}
	}
	end := f.chain(s, i)
	for j := i + 1; j <= end; j++ {
		if sh := shapeOf(tokens[j].Form); sh == capitalised || sh == allCaps || sh == mixedCase {
			if f.x.lowerHeads[low] == organizationType {
				return end
			}
			// A site's name has the place right after its link: "stade de la Meinau".
			if j-i <= 3 {
				return end
			}
		}
	}
	return i
}

// nationalBody gives the last token of an institution in lower case that is told from its like by its field, and by the country where
// its noun asks for that: "ministère de la justice", "fédération kényane d'aviron"; or i.
func (f *nameFinder) nationalBody(s, i int) int {
	tokens := f.d.tree.Sentences[s].Tokens
	field, listed := f.x.fieldHeads[lowerForm(&tokens[i])]
	if !listed || i == 0 || !f.determined(s, i) || f.x.indefinite[lowerForm(&tokens[i-1])] {
		return i
	}
	j := i + 1
	if j < len(tokens) && tokens[j].UPOS == "ADJ" && f.d.known.demonym(tokens[j].Form) != nil {
		j++
	} else if !field {
		return i
	}
	if j+1 >= len(tokens) || !f.x.headLinks[lowerForm(&tokens[j])] {
		return i
	}
	for j+1 < len(tokens) && (f.x.headLinks[lowerForm(&tokens[j])] || f.x.isArticle(lowerForm(&tokens[j]))) {
		j++
	}
	if tokens[j].UPOS != "NOUN" || shapeOf(tokens[j].Form) != lowerCase || f.isRoleAt(s, j) {
		return i
	}
	return f.epithets(s, j)
}

// chain follows links and complements after a head noun: adjectives in lower case, then up to two of
// "de …", each with lower-case nouns or a name.
func (f *nameFinder) chain(s, head int) int {
	tokens := f.d.tree.Sentences[s].Tokens
	n := len(tokens)
	end := head
	j := head + 1
	for j < n && j <= head+3 && tokens[j].UPOS == "ADJ" && shapeOf(tokens[j].Form) == lowerCase {
		j++
	}
	if j > head+1 && j < n && (tokens[j].UPOS == "DET" || tokens[j].UPOS == "NUM") && tokens[j].Span != tokens[j-1].Span {
		j-- // a verb taken for an adjective, before its object: "la Caisse régionale double la mise"
	}
	adjectives := j - 1
	capital := shapeOf(tokens[head].Form) != lowerCase
	article := false // whether the last complement has a plain one
	for links := 0; links < 3 && j < n; links++ {
		low := lowerForm(&tokens[j])
		and := links > 0 && f.x.joins[low]
		if and && (f.parts(s, j, end, article) || f.x.headTypes[tokens[head].Form] != organizationType && shapeOf(tokens[end].Form) != lowerCase && f.lowerBehind(s, j+1)) {
			break // "le Bois de Brissac et des quartiers riches"
		}
		if !f.x.links[low] || !and && tokens[j].UPOS == "CCONJ" {
			break
		}
		if f.x.locative[low] && (links > 0 || adjectives > head || f.x.headTypes[tokens[head].Form] == "" && j+1 < n && f.x.isArticle(lowerForm(&tokens[j+1]))) {
			break // "vend La Voix blanche à la compagnie"
		}
		k := j + 1
		for k < n && k <= j+3 && (f.x.links[lowerForm(&tokens[k])] || tokens[k].Span == tokens[k-1].Span) && shapeOf(tokens[k].Form) == lowerCase {
			k++
		}
		if k >= n || tokens[k].Span == tokens[k-1].Span && k == n-1 {
			break
		}
		var stop int
		switch {
		case f.x.locative[low] && f.candidate(s, k) && !f.x.isWord(lowerForm(&tokens[k]), &tokens[k]):
			stop = -1 // "la Banque de Velmont à Larrow"
		case f.candidate(s, k) || shapeOf(tokens[k].Form) == capitalised && isWordLike(tokens[k].Form):
			if (!capital || links > 0) && f.isPersonAt(s, k) {
				stop = -1 // "la mairie de Jan Velt"
				break
			}
			stop = k
			for stop+1 < n && stop-k < 4 && f.candidate(s, stop+1) {
				stop++
			}
		case (capital || links > 0 && f.x.isWord(lowerForm(&tokens[end]), &tokens[end])) && tokens[k].UPOS == "NOUN" && !and && (links == 0 || f.introduces(s, head, k) || shapeOf(tokens[end].Form) == lowerCase && f.field(s, k)), capital && and && shapeOf(tokens[k].Form) == lowerCase && (tokens[k].UPOS == "NOUN" || k+1 < n && tokens[k+1].UPOS == "ADP"):
			stop = k
			stop = f.epithets(s, stop)
		default:
			stop = -1
		}
		if stop < 0 {
			break
		}
		article = f.x.isArticle(lowerForm(&tokens[k-1])) && k-1 > j && tokens[k-1].Span != tokens[k-2].Span
		end = stop
		j = stop + 1
	}
	if end == head && adjectives > head && capital {
		// "Commission européenne", "Banque publique": an adjective of origin or a bracket with the acronym.
		last := adjectives
		if !f.opens(s, head) && f.x.generic[lowerForm(&tokens[head])] == "" && (f.x.headTypes[tokens[head].Form] == organizationType || f.x.headTypes[tokens[head].Form] == "") {
			return last // "le Parti radical", "l'Assemblée nationale"
		}
		if f.d.known.demonym(tokens[last].Form) != nil || f.opensBracket(s, last+1) || f.d.known.name(f.d.textOf(s, head, last)) != nil {
			return last
		}
	}
	if end > head && f.adjectiveAfter(s, end) && (f.d.known.demonym(tokens[end+1].Form) != nil || f.x.isWord(lowerForm(&tokens[end]), &tokens[end])) {
		return end + 1 // "Ministère de la Santé letton", "Ateliers du Bocage brissacois"
	}
	return end
}

// adjectiveAfter tells whether an adjective in lower case stands behind the capital at token i, and no object of a verb behind that.
func (f *nameFinder) adjectiveAfter(s, i int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	if i+1 >= len(tokens) || shapeOf(tokens[i].Form) == lowerCase || tokens[i+1].UPOS != "ADJ" || shapeOf(tokens[i+1].Form) != lowerCase || feature(&tokens[i+1], "VerbForm") != "" {
		return false
	}
	return i+2 >= len(tokens) || !f.candidate(s, i+2) && tokens[i+2].UPOS != "DET" && tokens[i+2].UPOS != "NUM"
}

// lowerBehind tells whether a word in lower case stands behind the links and articles from token i on.
func (f *nameFinder) lowerBehind(s, i int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	for i < len(tokens) && (f.x.headLinks[lowerForm(&tokens[i])] || f.x.isArticle(lowerForm(&tokens[i]))) {
		i++
	}
	return i < len(tokens) && shapeOf(tokens[i].Form) == lowerCase
}

// parts tells whether the conjunction at token j, behind a complement that ends with a capital, parts two names instead of going on
// with the first: it does unless a further link follows ("Ministère de l'Industrie et des Ports"). Behind a complement in lower case an
// article alone goes on only where that has one ("Ligue contre le racisme et l'alcool").
func (f *nameFinder) parts(s, j, end int, article bool) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	if j+2 >= len(tokens) {
		return false
	}
	low := lowerForm(&tokens[j+1])
	if shapeOf(tokens[end].Form) != lowerCase {
		return !f.x.headLinks[low]
	}
	if f.candidate(s, j+1) || f.x.locative[low] {
		return true
	}
	return f.x.isArticle(low) && (!article || f.x.headTypes[tokens[j+2].Form] != "" || f.d.known.demonym(tokens[j+2].Form) != nil || f.isRoleAt(s, j+2))
}

// field tells whether the noun at token k, after its article, says what an institution is for ("de l'énergie", "des travailleurs")
// and stands for nothing that the article may name.
func (f *nameFinder) field(s, k int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	noun, types := f.d.noun(tokens, k)
	if k+2 < len(tokens) && f.x.headLinks[lowerForm(&tokens[k+1])] && !f.candidate(s, k+2) {
		return false // "l'annonce par l'Agence de santé du gel de ses aides"
	}
	return shapeOf(tokens[k].Form) == lowerCase && (f.x.isArticle(lowerForm(&tokens[k-1])) || tokens[k-2].UPOS == "NOUN") && (noun == "" || len(types) == 0) && !f.isRoleAt(s, k)
}

// epithets extends a complement in lower case over its adjectives: "Fonds pour les soins solidaires", "Groupement des industries
// navales et portuaires", "Ligue des contribuables bernois".
func (f *nameFinder) epithets(s, noun int) int {
	tokens := f.d.tree.Sentences[s].Tokens
	end := noun
	for j := noun + 1; j < len(tokens) && j <= noun+4; j++ {
		if tokens[j].UPOS == "CCONJ" && end == j-1 && end > noun {
			continue
		}
		if tokens[j].UPOS != "ADJ" || shapeOf(tokens[j].Form) != lowerCase || feature(&tokens[j], "VerbForm") != "" {
			break
		}
		end = j
	}
	if end > noun && end+1 < len(tokens) && f.candidate(s, end+1) {
		end-- // a verb taken for an adjective, before its object
	}
	return end
}

// introduces tells whether a further lower-case complement still belongs to the name: the acronym in
// brackets after it has its letter.
func (f *nameFinder) introduces(s, head, k int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	for j := k + 1; j < len(tokens) && j <= k+5; j++ {
		if tokens[j].Form == "(" && j+1 < len(tokens) {
			acronym := strings.ToLower(tokens[j+1].Form)
			r := strings.ToLower(tokens[k].Form)
			return len(acronym) >= 2 && len(acronym) <= 8 && len(r) > 0 && strings.Contains(acronym, r[:1])
		}
	}
	return f.x.joins[lowerForm(&tokens[k-1])]
}

func (f *nameFinder) opensBracket(s, i int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	return i+1 < len(tokens) && tokens[i].Form == "(" && shapeOf(tokens[i+1].Form) == allCaps
}

// foreignLink tells whether an English function word holds a name together in a French text:
// "Leading the Future".
func (f *nameFinder) foreignLink(s, end int) bool { return f.foreignLength(s, end) > 0 }

func (f *nameFinder) foreignLength(s, end int) int {
	tokens := f.d.tree.Sentences[s].Tokens
	if end+2 >= len(tokens) || !f.x.foreign[tokens[end+1].Form] {
		return 0
	}
	n := 2
	if f.x.foreign[tokens[end+2].Form] && end+3 < len(tokens) {
		n = 3
	}
	if f.candidate(s, end+n) {
		return n
	}
	return 0
}

// complementOf extends a name of a language whose adjectives stand before the noun, over "of", "for", "on": after the noun of an institution, or
// between capitalised common words ("Spotlight on Waste").
func (f *nameFinder) complementOf(s, first, end int) int {
	tokens := f.d.tree.Sentences[s].Tokens
	n := len(tokens)
	if end+2 >= n {
		return end
	}
	low := lowerForm(&tokens[end+1])
	if tokens[end+1].Form != low || !f.x.links[low] {
		return end
	}
	k := end + 2
	if f.x.isArticle(lowerForm(&tokens[k])) && k+1 < n {
		k++
	}
	if !f.candidate(s, k) {
		return end
	}
	_, head := f.x.headTypes[tokens[end].Form]
	switch {
	case first == end && f.firmAt(s, k):
		return end
	case head && f.x.headLinks[low] && !f.isPersonAt(s, k):
		return f.andField(s, k)
	case head && f.x.wordLinks[low] && f.commonAt(s, k): // "Commission on Good Government"
		return f.andField(s, k)
	case first < end && f.x.headLinks[low] && f.headWithin(s, first, end) && (f.commonAt(s, k) || f.placeAt(s, k)):
		if _, n := f.known(s, k); n > 1 {
			return k + n - 1
		}
		return k // "Court of Claims for the District of Larrowby"
	case f.x.isArticle(low) && first == end && endsWith(tokens[end].Form, f.x.Names.ActionEndings) && f.commonAt(s, k):
		return k // "Leading the Future"
	case f.x.headLinks[low] && !f.opens(s, first) && !f.isPersonAt(s, k) && f.commonWords(s, first, end):
		return k // "Voice of Larrowby", "the Small Farmers of Larrowby"
	case f.x.wordLinks[low]:
		lt, rt := &tokens[end], &tokens[k]
		if first == end && !f.opens(s, first) && f.x.isWord(lowerForm(lt), lt) && f.x.isWord(lowerForm(rt), rt) && lt.UPOS != "VERB" &&
			f.d.known.name(lt.Form) == nil && f.d.known.name(rt.Form) == nil {
			return k
		}
		if first == end && f.opens(s, first) && k+2 < n && tokens[k+1].Form == "," && tokens[k+2].UPOS == "DET" && f.d.known.name(rt.Form) == nil {
			return k // "Spotlight on Waste, a charity, …"
		}
	}
	return end
}

// andField extends the complement of an institution's head that begins at token k over "and" and a second field of work: "Center for Robotics and
// Biosystems". It gives k where there is none, as the rest of the first is taken word by word.
func (f *nameFinder) andField(s, k int) int {
	tokens := f.d.tree.Sentences[s].Tokens
	end := k
	for end+1 < len(tokens) && end < k+2 && f.candidate(s, end+1) {
		end++
	}
	j := end + 2
	if j >= len(tokens) || !f.x.joins[tokens[end+1].Form] || !f.isField(&tokens[end]) {
		return k
	}
	for j+1 < len(tokens) && j < end+4 && f.candidate(s, j+1) {
		j++
	}
	if f.isField(&tokens[j]) && f.candidate(s, j) && f.d.known.name(tokens[j].Form) == nil {
		return j
	}
	return k
}

// isField tells whether a capitalised word is one for a field of work.
func (f *nameFinder) isField(t *lang.Token) bool {
	return shapeOf(t.Form) == capitalised && endsWith(t.Form, f.x.fieldEndings)
}

// commonAt tells whether the capitalised token k is a common word and no name that is known.
func (f *nameFinder) commonAt(s, k int) bool {
	t := &f.d.tree.Sentences[s].Tokens[k]
	return shapeOf(t.Form) == capitalised && f.x.isWord(lowerForm(t), t) && f.d.known.name(t.Form) == nil && f.x.given[t.Form] == ""
}

// placeAt tells whether a known place begins at token k.
func (f *nameFinder) placeAt(s, k int) bool {
	e, _ := f.known(s, k)
	return e != nil && e.Type == placeType
}

// headWithin tells whether a name has taken a complement already: the head of an institution stands within it, before a link.
func (f *nameFinder) headWithin(s, first, end int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	for i := first; i+1 < end; i++ {
		if f.x.headTypes[tokens[i].Form] == organizationType && f.x.headLinks[tokens[i+1].Form] {
			return true
		}
	}
	return false
}

// commonWords tells whether all words of a name are common ones, none of them for an office, so that the name goes on with what hangs on
// it. With an article before it, one word may be any.
func (f *nameFinder) commonWords(s, first, end int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	article := first > 0 && f.x.isArticle(lowerForm(&tokens[first-1]))
	for i := first; i <= end; i++ {
		t := &tokens[i]
		if shapeOf(t.Form) != capitalised || f.d.known.name(t.Form) != nil || f.d.known.demonym(t.Form) != nil || f.isOffice(t) || f.x.given[t.Form] != "" || t.UPOS == "VERB" ||
			!f.x.isWord(lowerForm(t), t) && !(article && first == end) {
			return false
		}
	}
	return first == end || f.x.suffixes[tokens[end].Form] == ""
}

// firmAt tells whether the name that begins at token k has the last word of a firm: "the Board of Velmor Foods".
func (f *nameFinder) firmAt(s, k int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	for j := k + 1; j < len(tokens) && f.candidate(s, j); j++ {
		if f.x.suffixes[tokens[j].Form] == organizationType && (j+1 >= len(tokens) || !f.candidate(s, j+1)) {
			return !f.x.isWord(lowerForm(&tokens[k]), &tokens[k])
		}
	}
	return false
}
