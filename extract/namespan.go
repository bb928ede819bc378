package extract

import (
	"slices"
	"strings"
)

// extend gives the last token of the name that begins at token i.
func (f *nameFinder) extend(s, i int) int {
	tokens := f.d.tree.Sentences[s].Tokens
	if shapeOf(tokens[i].Form) == lowerCase {
		if end := f.lowerComplement(s, i); end > i {
			return end
		}
	}
	end := i
	if _, n := f.known(s, i); n > 1 {
		// A known name is whole, unless more names follow it without a break.
		if end = i + n - 1; end+1 >= len(tokens) || !f.candidate(s, end+1) {
			return f.number(s, end)
		}
	}
	for end-i < maxNameTokens && end+1 < len(tokens) {
		if next := f.step(s, i, end); next > end {
			end = next
			continue
		}
		break
	}
	return f.number(s, end)
}

// step gives the end of the name first..end extended by one more part, or end itself.
func (f *nameFinder) step(s, first, end int) int {
	tokens := f.d.tree.Sentences[s].Tokens
	n := len(tokens)
	next := &tokens[end+1]
	adjacent := tokens[end].End == next.Start
	if tokens[end].Span == next.Span {
		return end
	}
	switch {
	case next.Form == "&" || next.Form == "+":
		if end+2 < n && (f.candidate(s, end+2) || shapeOf(tokens[end+2].Form) == lowerCase && len(tokens[end+2].Form) == 1) {
			return end + 2
		}
		return end
	case next.Form == "," && end+3 < n && f.candidate(s, end+2) && tokens[end+3].Form == "&" && end+4 < n && f.candidate(s, end+4):
		if end == first && !f.x.isWord(lowerForm(&tokens[end]), &tokens[end]) {
			return end + 4 // "Velt, Dunmore & Ryce"
		}
		return end
	case (next.Form == "-" || next.Form == "–" || next.Form == "." || next.Form == "'" || next.Form == "’") && adjacent && end+2 < n && tokens[end+2].Start == next.End:
		if f.candidate(s, end+2) && !f.x.based[lowerForm(&tokens[end+2])] {
			return end + 2
		}
		if k := end + 4; next.Form == "-" && k < n && tokens[k-1].Form == "-" && tokens[end+2].End == tokens[k-1].Start && tokens[k-1].End == tokens[k].Start && shapeOf(tokens[k].Form) == capitalised && len(tokens[end+2].Form) <= 4 {
			return k // "Mar-a-Lago"
		}
		return end
	}
	if f.genitiveName(s, end) {
		return end + 2
	}
	if c := f.complement(s, first, end); c > end {
		return c
	}
	low := lowerForm(next)
	if (end > first || first > 0 && f.x.isTitle(tokens[first-1].Form)) && next.Form != low && f.x.particles[lowerForm(&tokens[end])] && shapeOf(next.Form) == capitalised && !adjacent {
		return end + 1 // "Bruno Le Maire": the word after a particle belongs to the name whatever it means
	}
	if n := f.jointly(s, first, end); n > end {
		return n
	}
	if !f.candidate(s, end+1) {
		switch {
		case shapeOf(next.Form) == singleCap && isWordLike(next.Form) && !f.x.isTitle(next.Form) && (end+2 >= n || next.End < tokens[end+2].Start || !isWordLike(tokens[end+2].Form)) && next.Form != "I" && next.Form != "A":
			return end + 1 // "Circle K", "John F."
		case next.Form != low && (f.x.suffixes[next.Form] != "" || f.x.given[tokens[end].Form] != "") && f.x.common[next.Form]:
			return end + 1 // "Larrowby AI", "Ada Noël"
		case f.x.family[low] && f.x.Names.Premodified && shapeOf(tokens[end].Form) == capitalised && end-first < 2:
			return end + 1 // "the Merrow family"
		case adjacent && (next.Form == "²" || next.Form == "³" || next.Form == "™" || next.Form == "®"):
			return end + 1
		}
		return f.particle(s, first, end)
	}
	if f.x.isArticle(low) && shapeOf(next.Form) == capitalised && !f.x.particles[low] {
		return end
	}
	if _, title := f.x.titles[next.Form]; title {
		return end
	}
	if f.x.family[strings.ToLower(tokens[end].Form)] {
		return end
	}
	if e := f.d.known.demonymIn(f.x.Language, next.Form); e != nil && f.d.known.name(next.Form) == nil && !f.x.Names.Premodified {
		return end
	}
	return end + 1
}

// jointly extends an institution's name of common words over "and": "Food and Drug Administration".
func (f *nameFinder) jointly(s, first, end int) int {
	tokens := f.d.tree.Sentences[s].Tokens
	if _, given := f.x.given[tokens[end].Form]; given && end == first && end+4 < len(tokens) && tokens[end+1].UPOS == "CCONJ" {
		// "Ana and Paul Velt Foundation"
		if _, second := f.x.given[tokens[end+2].Form]; second {
			for j := end + 3; j < len(tokens) && j <= end+6 && f.candidate(s, j); j++ {
				if f.x.suffixes[tokens[j].Form] == organizationType {
					return j
				}
			}
		}
	}
	if !f.x.joins[tokens[end+1].Form] && tokens[end+1].Form != "&" || end-first > 1 {
		return end
	}
	for j := first; j <= end; j++ {
		if low := lowerForm(&tokens[j]); !f.x.isWord(low, &tokens[j]) && f.d.known.demonym(tokens[j].Form) == nil || f.d.known.name(tokens[j].Form) != nil {
			return end
		}
	}
	for j := end + 2; j < len(tokens) && j <= end+5; j++ {
		if shapeOf(tokens[j].Form) != capitalised || !f.x.isWord(lowerForm(&tokens[j]), &tokens[j]) {
			return end
		}
		if f.x.headTypes[tokens[j].Form] == organizationType && j > end+2 {
			return j
		}
	}
	return end
}

// number takes a number that belongs to a name: "Colossus 2", "Figure 03".
func (f *nameFinder) number(s, end int) int {
	tokens := f.d.tree.Sentences[s].Tokens
	if end+1 >= len(tokens) {
		return end
	}
	t := &tokens[end+1]
	if len(t.Form) > 4 || shapeOf(t.Form) != noLetters || t.Form[0] < '0' || t.Form[0] > '9' || tokens[end].End == t.Start {
		return end
	}
	for _, c := range t.Form {
		if c < '0' || c > '9' {
			return end
		}
	}
	if len(t.Form) == 4 && (t.Form[:2] == "19" || t.Form[:2] == "20") {
		return end
	}
	if end+2 < len(tokens) {
		n := &tokens[end+2]
		if n.UPOS == "NOUN" || n.UPOS == "ADJ" || n.UPOS == "NUM" || n.UPOS == "SYM" || n.Start == t.End && isWordLike(n.Form) || f.x.Amounts.Scales[n.Form] != 0 {
			return end
		}
		if n.Form == "%" || n.Form == "," && f.x.Dates.Months[lowerForm(&tokens[end])] != 0 {
			return end
		}
	}
	return end + 1
}

// particle extends a person's name over its particle: "Ursula von der Leyen", "Luca de Meo".
func (f *nameFinder) particle(s, first, end int) int {
	tokens := f.d.tree.Sentences[s].Tokens
	j := end + 1
	for j < len(tokens) && j <= end+2 && f.x.particles[lowerForm(&tokens[j])] && shapeOf(tokens[j].Form) == lowerCase {
		j++
	}
	if j == end+1 || j >= len(tokens) || !f.candidate(s, j) || tokens[j].Span == tokens[j-1].Span {
		return end
	}
	particle := lowerForm(&tokens[end+1])
	if f.x.links[particle] || !f.x.Names.Premodified && f.x.isArticle(particle) {
		// "de" and its like also part names: only after a given name that stands alone.
		_, given := f.x.given[tokens[end].Form]
		if !given && strings.Contains(tokens[end].Form, "-") {
			before, _, _ := strings.Cut(tokens[end].Form, "-")
			_, given = f.x.given[before]
		}
		foreign := f.x.Names.Premodified && !f.x.isWord(particle, &tokens[end+1]) && f.x.headTypes[tokens[end].Form] == "" // "Koos de Vos" in an English text
		if first != end || !given && !foreign || f.x.isArticle(particle) || f.inner[tokens[j].Form] > f.inner[tokens[end].Form] {
			return end
		}
		if e := f.d.known.name(tokens[j].Form); e != nil && e.Type != personType {
			return end
		}
	}
	return j
}

// complement extends the name of an institution by what its head noun takes: "Bank of Larrowby",
// "Agence des eaux de Brissac". It gives end where it takes nothing.
func (f *nameFinder) complement(s, first, end int) int {
	tokens := f.d.tree.Sentences[s].Tokens
	if f.x.Names.Premodified {
		return f.complementOf(s, first, end)
	}
	if first != end {
		// "Racing Club de Brissac": the head may be the second word.
		if _, head := f.x.headTypes[tokens[end].Form]; !head {
			if f.foreignLink(s, end) {
				return end + f.foreignLength(s, end)
			}
			return end
		}
	} else if _, head := f.x.headTypes[tokens[first].Form]; !head && !f.commonHead(s, first) {
		if f.foreignLink(s, end) {
			return end + f.foreignLength(s, end)
		}
		return end
	}
	return f.chain(s, end)
}

// commonHead tells whether a capitalised common noun within a sentence opens a name that goes on: "le Défenseur des droits", "les
// Amitiés de Larrow".
func (f *nameFinder) commonHead(s, i int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	t := &tokens[i]
	low := lowerForm(t)
	return i > 0 && shapeOf(t.Form) == capitalised && !f.opens(s, i) && t.UPOS != "ADJ" && f.x.isWord(low, t) && !f.lower[low] && !f.isRoleAt(s, i) &&
		f.determined(s, i) && f.d.known.name(t.Form) == nil && f.d.known.demonym(t.Form) == nil && f.x.given[t.Form] == ""
}

// lowerComplement is complement for a head in lower case, which must lead to a capital.
func (f *nameFinder) lowerComplement(s, i int) int {
	tokens := f.d.tree.Sentences[s].Tokens
	low := lowerForm(&tokens[i])
	if f.x.directHeads[low] != "" {
		// "famille Velmont", "loi ARDA": the name follows at once.
		if i+1 < len(tokens) && f.candidate(s, i+1) {
			j := i + 1
			for j+1 < len(tokens) && f.candidate(s, j+1) && j-i < 4 {
				j++
			}
			return f.number(s, j)
		}
		return i
	}
	if f.x.lowerHeads[low] != organizationType {
		// A site is named by the place right after it, and is definite: "la gigafactory de Brissac", not "une
		// usine géante à Brissac".
		if i+1 >= len(tokens) || !f.x.link[lowerForm(&tokens[i+1])] || i > 0 && f.x.indefinite[lowerForm(&tokens[i-1])] {
			return i
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

// chain follows links and complements after a head noun: adjectives in lower case, then up to two of
// "de …", each with lower-case nouns or a name.
func (f *nameFinder) chain(s, head int) int {
	tokens := f.d.tree.Sentences[s].Tokens
	n := len(tokens)
	end := head
	j := head + 1
	for j < n && j <= head+2 && tokens[j].UPOS == "ADJ" && shapeOf(tokens[j].Form) == lowerCase {
		j++
	}
	adjectives := j - 1
	capital := shapeOf(tokens[head].Form) != lowerCase
	for links := 0; links < 3 && j < n; links++ {
		low := lowerForm(&tokens[j])
		and := links > 0 && f.x.joins[low]
		if and && f.parts(s, j, end) {
			break
		}
		if !f.x.links[low] || !and && tokens[j].UPOS == "CCONJ" {
			break
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
			if _, given := f.x.givenName(tokens[k].Form); given && !capital && k+1 < n && f.candidate(s, k+1) {
				stop = -1 // "la mairie de Jan Velt"
				break
			}
			stop = k
			for stop+1 < n && stop-k < 4 && f.candidate(s, stop+1) {
				stop++
			}
		case capital && tokens[k].UPOS == "NOUN" && !and && (links == 0 || f.introduces(s, head, k) || shapeOf(tokens[end].Form) == lowerCase && f.field(s, k)), capital && and && shapeOf(tokens[k].Form) == lowerCase && (tokens[k].UPOS == "NOUN" || k+1 < n && tokens[k+1].UPOS == "ADP"):
			stop = k
			stop = f.epithets(s, stop)
		default:
			stop = -1
		}
		if stop < 0 {
			break
		}
		end = stop
		j = stop + 1
	}
	if end == head && adjectives > head && capital {
		// "Commission européenne", "Banque publique": an adjective of origin or a bracket with the acronym.
		last := adjectives
		if !f.opens(s, head) && f.x.generic[lowerForm(&tokens[head])] == "" && f.x.headTypes[tokens[head].Form] == organizationType {
			return last // "le Parti radical", "l'Assemblée nationale"
		}
		if f.d.known.demonym(tokens[last].Form) != nil || f.opensBracket(s, last+1) || f.d.known.name(f.d.textOf(s, head, last)) != nil {
			return last
		}
	}
	return end
}

// parts tells whether the conjunction at token j, behind a complement that ends with a capital, parts two names instead of going on
// with the first: it does unless a further link follows ("Ministère de l'Industrie et des Ports").
func (f *nameFinder) parts(s, j, end int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	if shapeOf(tokens[end].Form) == lowerCase || j+1 >= len(tokens) {
		return j+2 < len(tokens) && f.x.isArticle(lowerForm(&tokens[j+1])) && f.x.headTypes[tokens[j+2].Form] != ""
	}
	low := lowerForm(&tokens[j+1])
	return !f.x.links[low] || f.x.isArticle(low)
}

// field tells whether the noun at token k, after its article, says what an institution is for ("de l'énergie", "des travailleurs")
// and stands for nothing that the article may name.
func (f *nameFinder) field(s, k int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	noun, types := f.d.noun(tokens, k)
	return shapeOf(tokens[k].Form) == lowerCase && f.x.isArticle(lowerForm(&tokens[k-1])) && (noun == "" || len(types) == 0) && !f.isRoleAt(s, k)
}

// epithets extends a complement in lower case over its adjectives: "Fonds pour les soins solidaires", "Groupement des industries
// navales et portuaires". An adjective of origin alone says where the institution is, and is no part of the name.
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
	if end == noun+1 && f.d.known.demonym(tokens[end].Form) != nil && !f.opensBracket(s, end+1) {
		return noun
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
	case head && f.x.headLinks[low]:
		return k
	case f.x.isArticle(low) && first == end && endsWith(tokens[end].Form, f.x.Names.ActionEndings):
		return k // "Leading the Future"
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

func endsWith(form string, endings []string) bool {
	return slices.ContainsFunc(endings, func(e string) bool { return strings.HasSuffix(form, e) })
}

// split parts a run that holds two names: the organisation of a role and the person who has it
// ("co-fondateur de Velmor Ada Merrow").
func (f *nameFinder) split(s int, n nameSpan) []nameSpan {
	tokens := f.d.tree.Sentences[s].Tokens
	if n.last-n.first < 1 || f.found[f.d.textOf(s, n.first, n.last)] || f.d.known.name(f.d.textOf(s, n.first, n.last)) != nil {
		return []nameSpan{n}
	}
	for k := n.first + 1; k+1 < n.last; k++ {
		if _, given := f.x.givenName(tokens[k+1].Form); given && f.isOffice(&tokens[k]) {
			return []nameSpan{{first: n.first, last: k - 1}, {first: k + 1, last: n.last}} // "Larrowby Superintendent Ana Velt"
		}
	}
	for k := n.first + 1; k < n.last; k++ {
		if _, given := f.x.given[tokens[k].Form]; !given || !f.candidate(s, k+1) && !f.x.particles[lowerForm(&tokens[k+1])] {
			continue
		}
		if _, given := f.x.given[tokens[k-1].Form]; given {
			break
		}
		left := f.d.textOf(s, n.first, k-1)
		if k == n.first+1 && n.first > 0 && !f.x.Names.Premodified && shapeOf(left) == allCaps && f.isRoleAt(s, n.first-1) {
			return []nameSpan{{first: n.first, last: n.first}, {first: k, last: n.last}} // "le député ARDA Jan Velt"
		}
		if f.found[left] || f.d.known.name(left) != nil || f.inner[tokens[n.first].Form] > 1 || f.afterRole(s, n.first) {
			return []nameSpan{{first: n.first, last: k - 1}, {first: k, last: n.last}}
		}
	}
	if e, k := f.known(s, n.first); e != nil && n.first+k <= n.last {
		if e2, k2 := f.known(s, n.first+k); e2 != nil && n.first+k+k2-1 == n.last && e.Type != e2.Type && e2.Type == personType {
			return []nameSpan{{first: n.first, last: n.first + k - 1}, {first: n.first + k, last: n.last}}
		}
	}
	return []nameSpan{n}
}

// afterRole tells whether "patron de" or its like stands before token i.
func (f *nameFinder) afterRole(s, i int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	j := i - 1
	for j >= 0 && (f.x.links[lowerForm(&tokens[j])] || tokens[j].UPOS == "ADP" || tokens[j].UPOS == "DET") && i-j <= 3 {
		j--
	}
	for j >= 1 && j < i-1 && tokens[j].UPOS == "ADJ" {
		j--
	}
	return j >= 0 && j < i-1 && f.isRoleAt(s, j)
}

// isRoleAt tells whether token j is a noun for a person in office.
func (f *nameFinder) isRoleAt(s, j int) bool {
	t := &f.d.tree.Sentences[s].Tokens[j]
	return f.x.roles[lowerForm(t)] || f.x.roles[strings.ToLower(t.Lemma)]
}

// genitiveName tells whether the mark of the genitive after token end is part of a name of common words: "the Sheriff's Office", "the People's
// Party".
func (f *nameFinder) genitiveName(s, end int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	if end+2 >= len(tokens) || !slices.Contains(f.x.Names.Genitive, lowerForm(&tokens[end+1])) || tokens[end].End != tokens[end+1].Start {
		return false
	}
	common := func(t int) bool {
		return shapeOf(tokens[t].Form) == capitalised && f.x.isWord(lowerForm(&tokens[t]), &tokens[t]) && f.d.known.name(tokens[t].Form) == nil
	}
	return common(end) && common(end+2) && !f.opens(s, end+2) && !(end+3 < len(tokens) && f.candidate(s, end+3))
}
