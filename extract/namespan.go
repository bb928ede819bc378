package extract

import (
	"slices"
	"strings"

	"cuibono/lang"
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
		if end = i + n - 1; end+1 >= len(tokens) || !f.candidate(s, end+1) && !(f.x.common[tokens[end+1].Form] && f.complement(s, end+1, end+1) > end+1) {
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
	if k := f.number(s, end); k > end {
		if k+1 < len(tokens) && f.candidate(s, k+1) && f.x.suffixes[tokens[k+1].Form] == organizationType {
			return k + 1 // "Hartley 2 Capital"
		}
		return k
	}
	return end
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
		if f.parted[next.Start] {
			return end
		}
		if f.candidate(s, end+2) && !f.x.based[lowerForm(&tokens[end+2])] {
			return end + 2
		}
		if k := end + 4; next.Form == "-" && k < n && tokens[k-1].Form == "-" && tokens[end+2].End == tokens[k-1].Start && tokens[k-1].End == tokens[k].Start && shapeOf(tokens[k].Form) == capitalised && len(tokens[end+2].Form) <= 4 {
			return k // "Mar-a-Lago"
		}
		if low := lowerForm(&tokens[end+2]); next.Form == "-" && shapeOf(tokens[end+2].Form) == lowerCase && len(low) <= 5 && len(tokens[end].Form) <= 5 && shapeOf(tokens[end].Form) == capitalised &&
			(f.x.syllables[low] || !f.x.isWord(low, &tokens[end+2]) && !f.x.isWord(lowerForm(&tokens[end]), &tokens[end])) {
			return end + 2 // "Kwon Tae-ho"
		}
		return end
	}
	if f.genitiveName(s, end) || f.houseOf(s, first, end) || f.saintly(s, first, end) || f.groupOf(s, end) > end {
		return end + 2
	}
	if k := f.groupOf(s, end+1); k > end {
		return k // "Orvane County Sheriff's Office"
	}
	if f.closes(&tokens[end]) && f.candidate(s, end+1) && f.x.suffixes[next.Form] == "" && strings.Trim(next.Form, "IVX") != "" {
		return end // "a client of Velmor Inc. Trinova's technology": a sentence ends there
	}
	if f.ownGenitive(s, first, end) {
		return end + 1
	}
	if k := f.nickname(s, end); k > end {
		return k
	}
	if c := f.complement(s, first, end); c > end {
		return c
	}
	low := lowerForm(next)
	if (end > first || first > 0 && f.x.isTitle(tokens[first-1].Form)) && next.Form != low && f.x.particles[lowerForm(&tokens[end])] && shapeOf(next.Form) == capitalised && !adjacent {
		return end + 1 // "Bruno Le Maire": the word after a particle belongs to the name whatever it means
	}
	if f.fieldsJoined(s, first, end) {
		return end + 2
	}
	if n := f.jointly(s, first, end); n > end {
		return n
	}
	if !f.candidate(s, end+1) {
		switch {
		case shapeOf(next.Form) == singleCap && isWordLike(next.Form) && !f.x.isTitle(next.Form) && (end+2 >= n || next.End < tokens[end+2].Start || !isWordLike(tokens[end+2].Form)) && next.Form != "I" && next.Form != "A":
			return end + 1 // "Circle K", "John F."
		case f.x.common[next.Form] && next.Form != low && f.x.headTypes[next.Form] != "" && f.complement(s, end+1, end+1) > end+1:
			return end + 1 // "Federal Reserve Board of Governors"
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
	if f.x.family[tokens[end].Form] && f.x.suffixes[next.Form] == "" {
		return end
	}
	if e := f.d.known.demonymIn(f.x.Language, next.Form); e != nil && f.d.known.name(next.Form) == nil && !f.x.Names.Premodified && !(end == first && f.x.given[tokens[end].Form] != "") {
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

// fieldsJoined tells whether a conjunction joins two fields behind the head of an institution's name, all with capitals: "Fonds Ports et
// Logistique".
func (f *nameFinder) fieldsJoined(s, first, end int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	if f.x.Names.Premodified || end == first || end+2 >= len(tokens) || !f.x.joins[tokens[end+1].Form] || f.x.headTypes[tokens[first].Form] != organizationType {
		return false
	}
	common := func(i int) bool {
		t := &tokens[i]
		return shapeOf(t.Form) == capitalised && f.x.isWord(lowerForm(t), t) && f.d.known.name(t.Form) == nil && f.x.headTypes[t.Form] == "" && f.x.given[t.Form] == ""
	}
	return common(end) && common(end+2) && !f.opens(s, end+2)
}

// number takes a number that belongs to a name: "Colossus 2", "Figure 03".
func (f *nameFinder) number(s, end int) int {
	tokens := f.d.tree.Sentences[s].Tokens
	if end+1 >= len(tokens) {
		return end
	}
	t := &tokens[end+1]
	if f.x.family[strings.ToLower(tokens[end].Form)] || len(t.Form) > 4 || shapeOf(t.Form) != noLetters || t.Form[0] < '0' || t.Form[0] > '9' || tokens[end].End == t.Start {
		return end
	}
	for k, c := range t.Form {
		if (c < '0' || c > '9') && !(c == '.' && k > 0 && k+1 < len(t.Form)) {
			return end // but "Grok 4.6"
		}
	}
	if len(t.Form) == 4 && (t.Form[:2] == "19" || t.Form[:2] == "20") {
		return end
	}
	if end+2 < len(tokens) {
		n := &tokens[end+2]
		if n.UPOS == "NOUN" && f.x.suffixes[n.Form] == "" || n.UPOS == "ADJ" || n.UPOS == "NUM" || n.UPOS == "SYM" || n.Start == t.End && isWordLike(n.Form) || f.x.Amounts.Scales[n.Form] != 0 {
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
	if j >= len(tokens) {
		return end
	}
	if before, after, found := strings.Cut(tokens[j].Form, "-"); found && f.x.particles[before] && shapeOf(before) == lowerCase && shapeOf(after) == capitalised {
		return j // «Khalid al-Velmari»
	}
	if j+2 < len(tokens) && tokens[j+1].Form == "-" && tokens[j].End == tokens[j+1].Start && tokens[j+1].End == tokens[j+2].Start && f.x.particles[tokens[j].Form] &&
		shapeOf(tokens[j].Form) == lowerCase && f.candidate(s, j+2) {
		return j + 2 // "Khalid al-Velmari"
	}
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
		if first < end && first+2 > end && f.nobleName(s, first, j) {
			return j
		}
		if first != end || !given && !foreign || f.x.isArticle(particle) || f.inner[tokens[j].Form] > f.inner[tokens[end].Form] && !f.titled[tokens[j].Form] {
			return end
		}
		if e := f.d.known.name(tokens[j].Form); e != nil && e.Type != personType {
			return end
		}
	}
	return j
}

// nobleName tells whether a person's given name and surname go on over a particle up to token last: the text has the whole again,
// and its last part nowhere by itself ("Laure Velt de la Roncière").
func (f *nameFinder) nobleName(s, first, last int) bool {
	tokens := f.d.tree.Sentences[s].Tokens
	if _, given := f.x.givenName(tokens[first].Form); !given || f.x.headTypes[tokens[last].Form] != "" || f.d.known.name(tokens[last].Form) != nil {
		return false
	}
	whole := f.d.tree.Text[tokens[first].Start:tokens[last].End]
	return f.inner[tokens[last].Form] > 1 && strings.Count(f.d.tree.Text, whole) >= f.inner[tokens[last].Form]
}

// closes tells whether a token is a legal form with a full stop, behind which a name only goes on with another: "Velmor Co. Ltd."
func (f *nameFinder) closes(t *lang.Token) bool {
	return f.x.Names.Premodified && len(t.Form) > 2 && t.Form[len(t.Form)-1] == '.' && f.x.legal[lowerForm(t)]
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
		_, given := f.x.givenName(tokens[k+1].Form)
		if given && f.isOffice(&tokens[k]) || f.x.Names.Premodified && k+2 <= n.last && shapeOf(tokens[k].Form) == capitalised && f.isOccupation(&tokens[k]) && f.x.suffixes[tokens[n.last].Form] == "" && !f.x.isWord(lowerForm(&tokens[k+1]), &tokens[k+1]) {
			return []nameSpan{{first: n.first, last: k - 1}, {first: k + 1, last: n.last, title: tokens[k].Form}} // "Larrowby Superintendent Ana Velt"
		}
	}
	for k := n.first + 1; k < n.last; k++ {
		if _, given := f.x.given[tokens[k].Form]; !given || f.x.genitives[tokens[k+1].Form] || !f.candidate(s, k+1) && !f.x.particles[lowerForm(&tokens[k+1])] {
			continue
		}
		if _, given := f.x.given[tokens[k-1].Form]; given {
			break
		}
		if k+1 == n.last && k == n.first+1 && f.x.suffixes[tokens[n.last].Form] == organizationType {
			break // "Orde Clark Productions"
		}
		if k == n.first+1 && !f.x.Names.Premodified && f.x.headTypes[tokens[n.first].Form] == organizationType {
			break // "la Fondation Jan Velt"
		}
		left := f.d.textOf(s, n.first, k-1)
		if k == n.first+1 && n.first > 0 && !f.x.Names.Premodified && shapeOf(left) == allCaps && f.isRoleAt(s, n.first-1) {
			return []nameSpan{{first: n.first, last: n.first}, {first: k, last: n.last}} // "le député ARDA Jan Velt"
		}
		if k == n.first+1 && n.first > 1 && !f.x.Names.Premodified && shapeOf(left) == allCaps && tokens[n.first-1].UPOS == "ADJ" && f.isRoleAt(s, n.first-2) {
			return []nameSpan{{first: n.first, last: n.first}, {first: k, last: n.last}} // "le conseiller national ARDA Jan Velt"
		}
		if f.found[left] || f.d.known.name(left) != nil || k == n.first+1 && n.first > 0 && !f.x.Names.Premodified && f.x.isArticle(lowerForm(&tokens[n.first-1])) || f.inner[tokens[n.first].Form] > 1 || f.afterRole(s, n.first) {
			return []nameSpan{{first: n.first, last: k - 1}, {first: k, last: n.last}}
		}
	}
	if e, k := f.known(s, n.first); e != nil && n.first+k <= n.last {
		if i := n.first - 2; i >= 0 && e.Type == placeType && !f.x.Names.Premodified && f.x.headLinks[lowerForm(&tokens[i+1])] && tokens[i].UPOS == "NOUN" && n.first+k == n.last && f.x.suffixes[tokens[n.last].Form] == "" {
			if _, types := f.d.noun(tokens, i); slices.Contains(types, organizationType) && !f.x.isWord(lowerForm(&tokens[n.last]), &tokens[n.last]) {
				return []nameSpan{{first: n.first, last: n.last - 1}, {first: n.last, last: n.last}} // "l'éditeur de Lyon Velmor"
			}
		}
		if e2, k2 := f.known(s, n.first+k); e2 != nil && n.first+k+k2-1 == n.last && e != e2 && (e.Type != e2.Type && e2.Type == personType || f.x.Names.Premodified && (e.Type == personType || e.Type == organizationType && (e2.Type == productType || e2.Type == organizationType && shapeOf(f.d.textOf(s, n.first, n.first+k-1)) == allCaps))) || f.model(s, e, n, k) {
			return []nameSpan{{first: n.first, last: n.first + k - 1}, {first: n.first + k, last: n.last}}
		}
	}
	return []nameSpan{n}
}

// model tells whether the last token of a name is the number or code of what the known firm before it makes: "Velmor KR-21".
func (f *nameFinder) model(s int, maker *KnownEntity, n nameSpan, k int) bool {
	form := f.d.tree.Sentences[s].Tokens[n.last].Form
	return n.first+k == n.last && maker.Type == organizationType && f.x.Names.Premodified && shapeOf(form) != capitalised && len(form) > 2 && strings.ContainsAny(form, "0123456789")
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

// nickname gives the last token of a name that goes on behind a nickname between quotation marks: Jan "Bomber" Velt.
func (f *nameFinder) nickname(s, end int) int {
	tokens := f.d.tree.Sentences[s].Tokens
	if end+4 >= len(tokens) || !f.candidate(s, end+2) {
		return end
	}
	if _, given := f.x.givenName(tokens[end].Form); !given {
		return end
	}
	for k := end + 3; k <= end+4 && k+1 < len(tokens); k++ {
		if quoteMarks(tokens[end+1].Form, tokens[k].Form) && f.candidate(s, k+1) {
			return k + 1
		}
	}
	return end
}
