package extract

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// variant is one form of a name with what is needed to compare it.
type variant struct {
	words []string // folded, without article and legal endings
	plain []string // folded, whole
}

// fold takes case and accents off.
func fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == '’' || r == '\'':
			b.WriteByte('\'')
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

func (x *lexicon) variantOf(name string) variant {
	words := strings.Fields(fold(name))
	if len(words) > 1 && x.articles[words[0]] {
		words = words[1:]
	}
	if len(words) > 0 {
		if k := strings.IndexByte(words[0], '\''); k > 0 && k+1 < len(words[0]) && x.articles[words[0][:k+1]] {
			words = append([]string{words[0][k+1:]}, words[1:]...) // "L'Ardane"
		}
	}
	v := variant{plain: words, words: words}
	for len(v.words) > 1 && x.legal[v.words[len(v.words)-1]] {
		v.words = v.words[:len(v.words)-1]
	}
	return v
}

// joinVariants makes one entity of the names that mean one thing within the article.
func (d *document) joinVariants() {
	n := len(d.entities)
	if n == 0 {
		return
	}
	parent := make([]int, n)
	for i := range parent {
		parent[i] = i
	}
	var find func(int) int
	find = func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	union := func(a, b int) { // b's entity takes a's
		a, b = find(a), find(b)
		if a != b {
			parent[a] = b
		}
	}
	variants := make([]variant, n)
	byFold := map[string]int{}
	byKnown := map[string]int{}
	for i := range d.entities {
		variants[i] = d.words.variantOf(d.entities[i].Name)
		key := strings.ReplaceAll(strings.Join(variants[i].words, ""), "-", "") // "Trinova Bank", "TrinovaBank"
		if d.entities[i].house && d.hasSurname(variants[i].words[0]) {
			continue // "les Velt" are not Jan Velt
		}
		if j, ok := byFold[key]; ok {
			if d.compatible(i, j) && !d.twoForms(i, j) {
				union(i, j)
			}
		} else {
			byFold[key] = i
		}
		if k := d.entities[i].Known; k != nil {
			if j, ok := byKnown[k.ID]; ok {
				union(i, j)
			} else {
				byKnown[k.ID] = i
			}
		}
	}
	d.joinHouses(variants, union)
	// Long names in order of first mention; short ones look for theirs among them. The bound keeps the
	// comparison linear in practice: an article has some dozens of names.
	const maxNames = 2000
	if n <= maxNames {
		d.joinAcronyms(variants, union)
		d.joinParts(variants, union, find)
		d.joinMisspelt(variants, union, find)
	}
	d.merge(parent, find)
}

// compatible tells whether nothing speaks against two forms of one spelling being one thing.
func (d *document) compatible(a, b int) bool {
	ta, va := d.entities[a].best()
	tb, vb := d.entities[b].best()
	return ta == tb || va < 3 || vb < 3
}

// twoForms tells whether two names that differ only by their legal forms are two firms, as one sentence names both: "Velmor Ltd, a
// subsidiary of Velmor Corp".
func (d *document) twoForms(a, b int) bool {
	va, vb := strings.Fields(fold(d.entities[a].Name)), strings.Fields(fold(d.entities[b].Name))
	last, other := va[len(va)-1], vb[len(vb)-1]
	return strings.Trim(last, ".") != strings.Trim(other, ".") && d.words.legal[last] && d.words.legal[other] && d.beside(a, b)
}

// joinAcronyms joins "AIP" with "Ardane Investment Partners", in brackets after it or by its letters.
func (d *document) joinAcronyms(variants []variant, union func(a, b int)) {
	for s := range d.mentions {
		list := d.mentions[s]
		tokens := d.tree.Sentences[s].Tokens
		for i := 0; i+1 < len(list); i++ {
			a, b := &list[i], &list[i+1]
			if a.Kind != Name || b.Kind != Name || b.First < 1 || tokens[b.First-1].Form != "(" || b.First-a.Last > 4 {
				continue
			}
			if b.Last+1 < len(tokens) && tokens[b.Last+1].Form != ")" {
				continue
			}
			if b.First-a.Last > 2 && tokens[b.First-2].UPOS != "PUNCT" {
				continue
			}
			if initialsMatch(d.entities[a.Entity].Name, d.entities[b.Entity].Name, false) || initialsMatch(d.entities[b.Entity].Name, d.entities[a.Entity].Name, false) {
				union(b.Entity, a.Entity)
			}
		}
	}
	for i := range d.entities {
		name := d.entities[i].Name
		if len(variants[i].plain) != 1 || shapeOf(name) != allCaps && !strings.Contains(name, "&") || len(name) < 2 || len(name) > 7 {
			continue
		}
		match, several := -1, false
		for j := range d.entities {
			if j != i && len(variants[j].plain) > 1 && d.shortens(name, j) {
				several = match >= 0
				match = j
			}
		}
		if match >= 0 && !several && (d.entities[i].Known == nil || d.entities[match].Known == nil) {
			union(i, match)
		}
	}
}

// shortens tells whether a name in capitals is made of the initials of entity j. One of two letters must have them all, and the
// country before an institution's name may have none: "DOJ", the U.S. Department of Justice.
func (d *document) shortens(short string, j int) bool {
	e := &d.entities[j]
	first, rest, _ := strings.Cut(e.Name, " ")
	if len(short) == 2 {
		_, votes := e.best()
		return e.Type != placeType && votes >= 3 && e.votes[typeIndex(organizationType)] == votes && strings.Count(rest, " ") == 0 && first[:1] == short[:1] && strings.HasPrefix(rest, short[1:])
	}
	if initialsMatch(e.Name, short, true) {
		return true
	}
	k := d.known.name(first)
	return k != nil && k.Kind == "country" && strings.Contains(rest, " ") && initialsMatch(rest, short, true)
}

// initialsMatch tells whether short is made of the initials of long's words. Strict wants each letter
// to be the initial of a capitalised word, and every such word to have its letter.
func initialsMatch(long, short string, strict bool) bool {
	var letters []rune
	for _, r := range fold(short) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			letters = append(letters, r)
		}
	}
	var capitals, all []rune
	words := strings.FieldsFunc(long, func(r rune) bool {
		return unicode.IsSpace(r) || r == '-' || r == '\'' || r == '’' || r == ',' || r == '/'
	})
	for _, w := range words {
		f := []rune(fold(w))
		if len(f) == 0 || !unicode.IsLetter(f[0]) && !unicode.IsDigit(f[0]) {
			continue
		}
		all = append(all, f[0])
		if r := []rune(w); unicode.IsUpper(r[0]) || unicode.IsDigit(r[0]) {
			capitals = append(capitals, f[0])
		}
	}
	if len(letters) < 2 || len(words) < 2 {
		return false
	}
	if slices.Equal(letters, capitals) || slices.Equal(letters, all) {
		return true
	}
	if strict {
		// lower-case nouns may count: "Fonds stratégique de participations", FSP
		return len(letters) >= 3 && letters[0] == all[0] && len(all)-len(letters) <= 2 && subsequence(letters, all) && !slices.Equal(capitals, all)
	}
	return letters[0] == all[0] && subsequence(letters, []rune(fold(long)))
}

func subsequence(short, long []rune) bool {
	i := 0
	for _, r := range long {
		if i < len(short) && short[i] == r {
			i++
		}
	}
	return i == len(short)
}

// joinParts joins a part of a name with the whole: a surname with the person, "Ardane" with "Ardane Energy".
func (d *document) joinParts(variants []variant, union func(a, b int), find func(int) int) {
	x := d.words
	order := make([]int, 0, len(d.entities))
	for i := range d.entities {
		order = append(order, i)
	}
	for _, a := range order {
		va := variants[a].words
		if len(va) > 3 {
			continue
		}
		ea := &d.entities[a]
		ta, wa := ea.best()
		candidates := map[int]bool{}
		pick, pickScore, rivals := -1, 0, 0
		for _, b := range order {
			if b == a || find(a) == find(b) {
				continue
			}
			eb := &d.entities[b]
			vb := variants[b].words
			if len(vb) <= len(va) && !(len(vb) == len(va) && len(va) >= 2) {
				continue
			}
			tb, _ := eb.best()
			score := 0
			switch {
			case tb == personType:
				score = d.personPart(ea, eb, va, vb, ta, wa)
			case x.family[vb[len(vb)-1]] && len(va) == 1 && va[0] == vb[0]+"s":
				score = 4
			case len(vb) > len(va):
				score = d.namePart(a, b, va, vb, ta, wa)
			}
			if score > 0 {
				candidates[find(b)] = true
				switch {
				case score > pickScore:
					rivals = 0
				case score == pickScore:
					rivals++
				}
				if score > pickScore || score == pickScore && eb.First <= ea.First && (pick < 0 || eb.First > d.entities[pick].First) {
					pick, pickScore = b, score
				}
			}
		}
		if t, _ := ea.best(); pick >= 0 && ea.Known != nil && t == placeType && d.entities[pick].votes[typeIndex(placeType)] == 0 {
			ea.Known, ea.votes[typeIndex(placeType)] = nil, 0 // a namesake of the town
		}
		switch {
		case pick < 0:
		case len(candidates) == 1, pickScore >= 4, pickScore == 3 && rivals == 0:
			union(a, pick)
		default:
			if t, _ := d.entities[pick].best(); t == personType { // two of one surname: the one last named
				union(a, pick)
			}
		}
	}
}

// personPart scores whether va is a part of the person's name vb.
func (d *document) personPart(ea, eb *DocEntity, va, vb []string, ta string, wa float64) int {
	if ta != personType && (wa >= 3 || wa >= 1.9 && ea.votes[typeIndex(personType)] == 0 && !ea.titled) && !d.resumes(ea, eb) {
		return 0
	}
	if ea.Known != nil && ea.Known.Type != personType || ea.house {
		return 0
	}
	last := vb[len(vb)-1]
	if len(va) == len(vb) && slices.Equal(va[1:], vb[1:]) && ta == personType && d.words.sameGiven(va[0], vb[0]) {
		return 3
	}
	if k := strings.IndexByte(last, '\''); k > 0 && d.words.particles[last[:k+1]] && len(va) == 1 && va[0] == last[k+1:] {
		return 3 // "Jan d'Orvann"
	}
	switch {
	case len(va) == 1 && va[0] == last:
		return 3
	case len(va) < len(vb) && slices.Equal(va, vb[len(vb)-len(va):]):
		return 3
	case len(va) >= 2 && va[0] == vb[0] && va[len(va)-1] == last && len(va) < len(vb):
		return 3
	case len(va) == 1 && va[0] == vb[0] && len(vb) == 2:
		if _, given := d.words.givenName(ea.Name); given || ta == personType && wa >= 2 {
			return 2
		}
		return 1
	}
	return 0
}

// resumes tells whether a surname that looks like a firm's can only be that of the person the article names in full before it: no firm is
// named so, and the person heads none of that name.
func (d *document) resumes(short, full *DocEntity) bool {
	if short.Known != nil || full.First >= short.First && short.First != titleOnly && !d.inTitle(short.First) || len(short.Nouns) > 0 {
		return false
	}
	first := strings.Fields(full.Name)[0]
	_, given := d.words.givenName(first)
	return given
}

// namePart scores whether va, part of the name vb of no person, means the same.
func (d *document) namePart(a, b int, va, vb []string, ta string, wa float64) int {
	ea, eb := &d.entities[a], &d.entities[b]
	x := d.words
	if ea.Known != nil && (eb.Known == nil || ea.Known.ID != eb.Known.ID) {
		// A known thing is not a part of another, unless its name is a word or a place's; a project has no
		// divisions as a company has.
		if ea.Known.Type != projectType && (ea.Known.Type != placeType || eb.First > ea.First) {
			return 0
		}
	}
	if ta == personType && wa >= 3 {
		return 0
	}
	tb, wb := eb.best()
	if ea.Known != nil && ea.Known.Type == placeType && tb != placeType && !d.namesake(ea, eb, va, vb) {
		return 0
	}
	prefix := slices.Equal(va, vb[:len(va)])
	suffix := slices.Equal(va, vb[len(vb)-len(va):])
	if !prefix && !suffix {
		return 0
	}
	if wa >= 4 && ta != tb && (wa < 2*wb || !prefix || len(vb) != len(va)+1) {
		return 0
	}
	if d.together(a, b) {
		return 0
	}
	if prefix {
		rest := strings.Fields(eb.Name)
		if len(rest) <= len(va) {
			return 0
		}
		tail := rest[len(rest)-1]
		if tail[0] >= '0' && tail[0] <= '9' {
			return 0 // "Orion 3" is no other name of Orion
		}
		if x.legal[strings.ToLower(tail)] {
			return 4
		}
		if d.beside(a, b) {
			return 0 // both in one sentence are two things
		}
		if x.offerings[vb[len(va)]] && len(rest) == len(va)+1 && ea.First < eb.First && ea.First != titleOnly && !slices.ContainsFunc(eb.Nouns, func(n string) bool { return x.generic[n] == organizationType }) {
			if ta == organizationType && wb < 3 {
				eb.vote(productType, 1)
			}
			return 0 // "Velmor Platform" is what Velmor sells
		}
		if x.divisions[vb[len(va)]] {
			// "Ardane France" is a part of Ardane, unless the article says Ardane for short.
			if eb.First < ea.First && ea.Known == nil && (ea.Count > eb.Count || x.suffixes[tail] == organizationType) && !slices.ContainsFunc(eb.Nouns, func(n string) bool { return x.units[n] }) {
				return 1
			}
			return 0
		}
		if t, ok := x.suffixes[tail]; ok && t == organizationType && len(rest)-len(va) <= 2 && !(len(rest)-len(va) == 2 && x.divisions[vb[len(vb)-1]]) {
			return 3
		}
		if eb.First <= ea.First {
			return 2
		}
		if tb == projectType || tb == productType {
			return 1
		}
		return 0
	}
	if words := strings.Fields(eb.Name); x.lowerHeads[words[0]] != "" && len(words) > len(va) && !x.articles[strings.ToLower(words[len(words)-len(va)-1])] {
		return 0 // "gigafactory de Brissac" is not Brissac
	} else if len(words) > len(va) && x.headTypes[words[0]] != "" && x.headLinks[strings.ToLower(words[len(words)-len(va)-1])] {
		return 0 // nor is "Chambre de commerce de Brissac"
	}
	if eb.First < ea.First || eb.First == ea.First && len(va) == 1 {
		if _, place := d.known.byName[ea.Name]; place && d.known.byName[ea.Name].Type == placeType {
			return 0
		}
		if ta == placeType && wa > 1.5 {
			return 0
		}
		if tb == organizationType || tb == projectType {
			return 1
		}
	}
	return 0
}

// namesake tells whether the name of a town is short for a firm named before, whose name begins with it: it is the subject of a verb, and
// nothing shows a place ("Larrow Capital won. Larrow said").
func (d *document) namesake(town, firm *DocEntity, va, vb []string) bool {
	return d.words.Names.Premodified && town.Known.Kind == "" && firm.First < town.First && len(vb) == len(va)+1 && slices.Equal(va, vb[:len(va)]) && firm.votes[typeIndex(organizationType)] >= 3.5 &&
		town.votes[typeIndex(organizationType)] >= 0.8 && town.votes[typeIndex(placeType)] <= knownVotes
}

// beside tells whether a sentence of the text names both.
func (d *document) beside(a, b int) bool {
	for s := range d.mentions {
		foundA, foundB := false, false
		for i := range d.mentions[s] {
			m := &d.mentions[s][i]
			foundA = foundA || m.Entity == a
			foundB = foundB || m.Entity == b
		}
		if foundA && foundB && !d.inTitle(s) {
			return true
		}
	}
	return false
}

// together tells whether two names stand in one enumeration or one belongs to the other, so that they
// are two things: "Ardane, filiale d'Ardane Groupe".
func (d *document) together(a, b int) bool {
	for s := range d.mentions {
		list := d.mentions[s]
		for i := range list {
			if list[i].Entity != a || list[i].Kind != Name {
				continue
			}
			for j := range list {
				if list[j].Entity != b || list[j].Kind != Name {
					continue
				}
				first, second := &list[min(i, j)], &list[max(i, j)]
				tokens := d.tree.Sentences[s].Tokens
				if tokens[second.Head].Deprel == "conj" && tokens[second.Head].Head == first.Head {
					return true
				}
				// nothing but a noun of kinship and "de" or a genitive between
				if second.First-first.Last <= 5 {
					for k := first.Last + 1; k < second.First; k++ {
						if tokens[k].UPOS == "NOUN" && tokens[k].Form != "(" {
							return true
						}
					}
				}
			}
		}
	}
	return false
}

// merge carries the unions out: one entity of each set, under its fullest name.
func (d *document) merge(parent []int, find func(int) int) {
	index := make([]int, len(d.entities))
	var merged []DocEntity
	position := map[int]int{}
	for i := range d.entities {
		root := find(i)
		p, ok := position[root]
		if !ok {
			p = len(merged)
			position[root] = p
			merged = append(merged, DocEntity{First: d.entities[i].First, About: Unresolved})
		}
		index[i] = p
	}
	for i := range d.entities {
		from, to := &d.entities[i], &merged[index[i]]
		better := to.Name != "" && fuller(from, to) // before to counts what from does
		to.Count += from.Count
		to.First = min(to.First, from.First)
		to.titled = to.titled || from.titled
		to.pair = to.pair || from.pair
		if to.Known == nil || from.Known != nil && !from.misspelt && len(from.Name) > len(to.Name) {
			if from.Known != nil {
				to.Known = from.Known
			}
		}
		if to.Gender == "" {
			to.Gender = from.Gender
		}
		for k := range to.votes {
			to.votes[k] += from.votes[k]
		}
		for _, n := range from.Nouns {
			if !slices.Contains(to.Nouns, n) {
				to.Nouns = append(to.Nouns, n)
			}
		}
		switch {
		case to.Name == "":
			to.Name, to.misspelt = from.Name, from.misspelt
		case better:
			to.Aliases = append(to.Aliases, to.Name)
			to.Name, to.misspelt = from.Name, from.misspelt
		default:
			to.Aliases = append(to.Aliases, from.Name)
		}
	}
	d.entities = merged
	for s := range d.mentions {
		for i := range d.mentions[s] {
			if m := &d.mentions[s][i]; m.Entity != Unresolved {
				m.Entity = index[m.Entity]
			}
		}
	}
}

// fuller tells whether a's form is the better name: more words, then not in capitals, then longer.
func fuller(a, b *DocEntity) bool {
	if a.misspelt != b.misspelt {
		return b.misspelt
	}
	wa, wb := len(strings.Fields(a.Name)), len(strings.Fields(b.Name))
	if ca, cb := shapeOf(strings.ReplaceAll(a.Name, " ", "")) == allCaps, shapeOf(strings.ReplaceAll(b.Name, " ", "")) == allCaps; ca != cb && wa == wb {
		return cb
	}
	if wa != wb {
		// A project goes by the name that the article gives it; a longer one that it hardly uses is said in passing.
		long, short := a, b
		if wb > wa {
			long, short = b, a
		}
		if t, _ := short.best(); t == projectType && short.Count >= 3*long.Count && strings.HasPrefix(fold(long.Name), fold(short.Name)+" ") {
			return a == short
		}
		return wa > wb
	}
	if strings.HasPrefix(fold(a.Name), fold(b.Name)) || strings.HasPrefix(fold(b.Name), fold(a.Name)) {
		return len(a.Name) > len(b.Name)
	}
	return len(a.Name) > len(b.Name) && a.Count >= b.Count
}
