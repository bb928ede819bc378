package extract

import (
	"slices"
	"strings"

	"cuibono/lang"
)

// This file finds the common nouns that stand beside a name: appositions and the offices held there.

// bareRelative tells whether the name at token i is the subject of a relative clause without its pronoun, whose verb stands right behind it:
// "an entity Velt controlled", "the companies Velt has sued". The noun before it is new or in the plural, which none with its name is.
func (d *document) bareRelative(tokens []lang.Token, i int) bool {
	if !d.words.Names.Premodified || i < 2 || i+1 >= len(tokens) || tokens[i-1].UPOS != "NOUN" || tokens[i+1].UPOS != "AUX" && (tokens[i+1].UPOS != "VERB" || feature(&tokens[i+1], "VerbForm") == "Ger") {
		return false
	}
	if feature(&tokens[i-1], "Number") == "Plur" {
		return true
	}
	k := i - 2
	for k > 0 && (tokens[k].UPOS == "ADJ" || tokens[k].UPOS == "NOUN") {
		k--
	}
	return tokens[k].UPOS == "DET" && d.words.indefinite[lowerForm(&tokens[k])]
}

// nounBefore gives the noun that stands right before the name at token i as its class, or -1.
func (d *document) nounBefore(tokens []lang.Token, i int) int {
	j := i - 1
	for j >= 0 && i-j <= 3 && (tokens[j].UPOS == "ADJ" || d.known.demonym(tokens[j].Form) != nil || tokens[j].Form == "«" || tokens[j].Form == "\"" || tokens[j].Form == "“") && tokens[j].UPOS != "NOUN" {
		j--
	}
	if d.isLabel(tokens, i) || j == i-1 && d.bareRelative(tokens, i) {
		return -1
	}
	if j == i-1 && j > 1 && d.isLabel(tokens, j) {
		j--
	} else if j == i-1 && j > 1 && tokens[j].UPOS == "PROPN" && !d.words.Names.Premodified {
		// "le patron de Velmor Jan Velt": the office is of the second name.
		k := j - 1
		for k > 0 && (tokens[k].UPOS == "DET" || tokens[k].UPOS == "ADP" && d.words.links[lowerForm(&tokens[k])]) {
			k--
		}
		for k > 0 && tokens[k].UPOS == "ADJ" {
			k--
		}
		if noun, _ := d.noun(tokens, k); k < j-1 && d.isRole(noun) {
			return k
		}
	}
	if j < 0 || tokens[j].UPOS != "NOUN" && !d.words.common[tokens[j].Form] {
		return -1
	}
	if noun, _ := d.noun(tokens, j); noun != "" {
		if k := d.makerBefore(tokens, j); k >= 0 {
			return k
		}
		return j
	}
	// "le fonds d'investissement X": the noun of which this is a complement
	for steps := 0; steps < 2 && j >= 2 && (tokens[j].UPOS == "NOUN" || d.words.common[tokens[j].Form]); steps++ {
		if d.known.demonym(tokens[j].Form) != nil {
			return -1 // "la société du Canadien Jan Velt"
		}
		k := j - 1
		for k > 0 && tokens[k].UPOS == "ADP" || k > 0 && tokens[k].UPOS == "DET" {
			k--
		}
		for k > 0 && tokens[k].UPOS == "ADJ" {
			k--
		}
		if k == j-1 || tokens[k].UPOS != "NOUN" {
			return -1
		}
		if noun, _ := d.noun(tokens, k); noun != "" && !d.words.Names.Premodified {
			return k
		}
		j = k
	}
	return -1
}

// isLabel tells whether the name at token i, right behind an office, says for whom it is held, as an acronym does or a name
// before that of the holder: "le député ARDA Jan Velt", "le patron Trinova, Jan Velt,".
func (d *document) isLabel(tokens []lang.Token, i int) bool {
	if d.words.Names.Premodified || i == 0 || strings.Contains(tokens[i].Form, " ") {
		return false
	}
	if len(tokens[i].Form) > 6 || shapeOf(tokens[i].Form) != allCaps {
		if i+3 >= len(tokens) || tokens[i+1].Form != "," || tokens[i+3].Form != "," || tokens[i+2].UPOS != "PROPN" || !strings.Contains(tokens[i+2].Form, " ") {
			return false
		}
	}
	noun, _ := d.noun(tokens, i-1)
	return d.isRole(noun)
}

// heldBefore tells whether the office right before the name at token i is that of the person named before it, so that the name is where
// it is held: "Jan Velt, CEO Velmor Europe".
func (d *document) heldBefore(s int, tokens []lang.Token, i int) bool {
	if d.words.Names.Premodified || i < 3 || tokens[i-2].Form != "," {
		return false
	}
	noun, _ := d.noun(tokens, i-1)
	m := d.nameAt(s, i-3)
	return d.isRole(noun) && m != nil && d.entities[m.Entity].given(d.words) && !d.entities[d.nameAt(s, i).Entity].given(d.words)
}

// makerBefore gives the noun of which the plural at token j is the bare complement, where that can be named and j only says of what:
// "l'éditeur" in "l'éditeur de logiciels Velmor"; or -1.
func (d *document) makerBefore(tokens []lang.Token, j int) int {
	if j < 2 || !isPlural(&tokens[j]) || !d.words.possession[lowerForm(&tokens[j-1])] {
		return -1
	}
	k := j - 2
	for k > 0 && tokens[k].UPOS == "ADJ" {
		k--
	}
	if noun, _ := d.noun(tokens, k); noun != "" && tokens[k].UPOS == "NOUN" && !isPlural(&tokens[k]) {
		return k
	}
	return -1
}

// nounAfterComma gives the noun of an apposition after the name that ends at token i, unless the noun
// phrase leads to a name of its own: "X, le géant des puces Y".
func (d *document) nounAfterComma(s int, tokens []lang.Token, i int) int {
	n := d.appositionAfter(s, tokens, i)
	if n < 0 {
		return -1
	}
	if m := d.nameAt(s, i); m != nil && m.First > 0 && strings.HasPrefix(tokens[n].Deprel, "nsubj") && (tokens[m.First-1].UPOS == "ADP" || tokens[m.First-1].UPOS == "DET" && m.First > 1 && tokens[m.First-2].UPOS == "ADP") {
		return -1 // "Maison mère de X, le groupe …": the subject follows
	}
	if d.words.rulers[lowerForm(&tokens[n])] {
		return -1
	}
	if h := tokens[n].Head; h > n && strings.HasPrefix(tokens[n].Deprel, "nsubj") && !d.words.Names.Premodified && d.words.roles[lowerForm(&tokens[n])] && !slices.ContainsFunc(tokens[n:h], func(t lang.Token) bool { return t.Form == "," }) {
		return -1 // "En marge du salon Velmor, le PDG a confirmé"
	}
	if h := tokens[n].Head; h > n && strings.HasPrefix(tokens[n].Deprel, "nsubj") && d.words.speech[strings.ToLower(tokens[h].Lemma)] && inReportedClause(tokens, i, h) {
		return -1 // "will buy Velmor, a spokesman said"
	}
	if m := d.nameAt(s, i); m != nil && d.ofHolder(s, tokens, m.First) {
		return -1
	}
	if m := d.nameAt(s, i); m != nil && m.First > 0 && tokens[m.First-1].UPOS == "ADP" {
		// "en remplacement de X, le directeur général, Y, …": the office is Y's.
		for j := n + 1; j+1 < len(tokens) && j < n+6; j++ {
			if tokens[j].Form == "," {
				if o := d.nameAt(s, j+1); o != nil && d.phraseBeforeComma(s, tokens, j+1) == n {
					return -1
				}
				break
			}
		}
	}
	for j := n + 1; j < len(tokens) && j < n+10; j++ {
		switch tokens[j].UPOS {
		case "PROPN", "X":
			if d.words.common[tokens[j].Form] {
				continue
			}
			if u := tokens[j-1].UPOS; u != "ADP" && u != "DET" && u != "PUNCT" && d.nameAt(s, j) != nil {
				return -1
			}
			return n
		case "ADJ", "ADP", "DET", "NOUN":
		default:
			if q := tokens[j].Form; q == "«" || q == "»" || q == "\"" || q == "“" || q == "”" || q == "-" {
				continue
			}
			return n
		}
	}
	return n
}

// ofHolder tells whether the name at token i is that of which someone named right before holds an office, so that an office
// after it is that person's too: "Jan Velt, ancien patron de X, conseiller de".
func (d *document) ofHolder(s int, tokens []lang.Token, i int) bool {
	j := i - 1
	for j > 0 && (tokens[j].UPOS == "DET" || tokens[j].UPOS == "ADP" && d.words.links[lowerForm(&tokens[j])]) {
		j--
	}
	if j == i-1 {
		return false
	}
	for j > 0 && tokens[j].UPOS == "ADJ" {
		j--
	}
	if noun, _ := d.noun(tokens, j); !d.isRole(noun) {
		return false
	}
	for j--; j > 0 && (tokens[j].UPOS == "DET" || tokens[j].UPOS == "ADJ" || tokens[j].UPOS == "ADV"); j-- {
	}
	return j > 0 && tokens[j].Form == "," && d.nameAt(s, j-1) != nil
}

// inReportedClause tells whether token t stands in the clause that the verb v reports, so that it is no part of its subject.
func inReportedClause(tokens []lang.Token, t, v int) bool {
	for steps := 0; t >= 0 && steps < 12; t, steps = tokens[t].Head, steps+1 {
		if r := tokens[t].Deprel; tokens[t].Head == v && (r == "ccomp" || r == "parataxis") {
			return true
		}
	}
	return false
}

// appositionAfter gives the noun of an apposition after the name that ends at token i: "X, a hedge fund,".
func (d *document) appositionAfter(s int, tokens []lang.Token, i int) int {
	if i+2 < len(tokens) && (tokens[i+1].Form == "»" || tokens[i+1].Form == "”" || tokens[i+1].Form == "\"") {
		i++
	}
	if i+5 < len(tokens) && tokens[i+1].Form == "(" && tokens[i+3].Form == ")" && tokens[i+4].Form == "," && shapeOf(tokens[i+2].Form) == allCaps {
		i += 3 // "Automobile Trinova (ATV), la coentreprise"
	}
	if i+2 >= len(tokens) || tokens[i+1].Form != "," && tokens[i+1].Form != "(" {
		return -1
	}
	j := i + 2
	if u := tokens[j].UPOS; u != "DET" && u != "NOUN" && u != "ADJ" && u != "PRON" && u != "PROPN" && u != "ADV" {
		return -1
	}
	if p := d.words.pronouns[lowerForm(&tokens[j])]; p != nil && p.Kind == "relative" {
		return -1
	}
	determined := (tokens[j].UPOS == "DET" || tokens[j].UPOS == "PRON") && tokens[j].Deprel != "cc:preconj" // "both offer"
	best := -1
	for ; j < len(tokens) && j < i+10; j++ {
		switch tokens[j].UPOS {
		case "DET", "ADJ", "NUM", "ADV", "PART", "PRON":
			continue
		case "SYM":
			continue
		case "PUNCT":
			if tokens[j].Form == "-" {
				continue
			}
			return best
		case "PROPN", "X":
			// "X, Velmor's chair": a genitive goes on; another name ends the phrase and has the noun for itself.
			if j+1 < len(tokens) && (d.words.genitives[tokens[j+1].Form] || tokens[j+1].UPOS == "NOUN" || tokens[j+1].Form == "-") {
				continue
			}
			if best >= 0 && j == best+1 {
				return -1
			}
			return best
		case "NOUN":
			if j+1 < len(tokens) && d.words.genitives[tokens[j+1].Form] {
				continue // "the retailer's chairman"
			}
			if noun, _ := d.noun(tokens, j); noun != "" && (best < 0 || d.words.Names.Premodified) {
				if determined || d.isRole(noun) {
					best = j
				}
			} else if best < 0 && !d.words.Names.Premodified {
				return -1
			}
			if d.words.Names.Premodified && best >= 0 && j+1 < len(tokens) && tokens[j+1].UPOS != "NOUN" && !(j+1 < len(tokens) && (tokens[j+1].UPOS == "PROPN" || tokens[j+1].UPOS == "X")) {
				return best
			}
		default:
			if best >= 0 {
				return best
			}
			if tokens[j].UPOS == "ADP" && !d.words.Names.Premodified {
				return -1
			}
			if tokens[j].UPOS == "VERB" && feature(&tokens[j], "VerbForm") == "Fin" || tokens[j].UPOS == "AUX" || tokens[j].UPOS == "ADP" || tokens[j].UPOS == "CCONJ" {
				return -1
			}
		}
	}
	return best
}

// phraseBeforeComma gives the noun of a noun phrase that ends at a comma before the name at token i:
// "La start-up d'Elon Musk, xAI". The noun is the first of the phrase.
func (d *document) phraseBeforeComma(s int, tokens []lang.Token, i int) int {
	if i < 3 || tokens[i-1].Form != "," {
		return -1
	}
	first := -1
	j := i - 2
scan:
	for ; j >= 0 && j > i-14; j-- {
		if first >= 0 && d.words.genitives[tokens[j].Form] {
			break // "the institute's owner": the head is after the genitive
		}
		switch tokens[j].UPOS {
		case "NOUN":
			if d.words.genitives[tokens[j+1].Form] {
				break // "the company's geologist, X": the owner is not X
			}
			if noun, _ := d.noun(tokens, j); noun != "" {
				first = j
			}
		case "ADP":
			if low := lowerForm(&tokens[j]); !d.words.links[low] && (first >= 0 || !hangsOnNoun(tokens, j)) {
				break scan
			}
		case "ADJ", "DET", "PROPN", "NUM", "PART", "X", "PRON":
			if tokens[j].UPOS == "PRON" && !d.words.definite[lowerForm(&tokens[j])] {
				break scan
			}
		default:
			if tokens[j].Form == "-" {
				continue
			}
			break scan
		}
	}
	if first < 0 {
		return -1
	}
	// The phrase must be definite or possessed, and the name not one of an enumeration.
	for k := first - 1; k >= 0 && k >= first-4; k-- {
		if d.words.definite[lowerForm(&tokens[k])] || d.words.genitives[tokens[k].Form] {
			break
		}
		if tokens[k].UPOS != "ADJ" && tokens[k].UPOS != "ADV" && tokens[k].UPOS != "NOUN" || k == first-4 {
			return -1
		}
	}
	if tokens[i].Deprel == "conj" {
		return -1
	}
	if h := tokens[first].Head; d.words.Names.Premodified && h > first && h < i && tokens[first].Deprel == "compound" && tokens[h].UPOS == "NOUN" {
		if noun, _ := d.noun(tokens, h); noun == "" {
			return -1 // "in a shareholder letter, Velt said"
		}
	}
	if h := tokens[first].Head; h >= 0 && h < first && tokens[h].UPOS == "VERB" && strings.HasPrefix(tokens[i].Deprel, "nsubj") && tokens[i].Head > i && (tokens[first].Deprel == "obj" || strings.HasPrefix(tokens[first].Deprel, "obl")) {
		return -1 // "En cherchant un associé pour l'usine, Velmor …": the object of one verb, the subject of another
	}
	if m := d.nameAt(s, i-2); m != nil && d.nounBefore(tokens, m.First) == first {
		return -1 // "l'homme d'affaires Jan Velt, Solmar": the noun has its name
	}
	return first
}

// hangsOnNoun tells whether the phrase of the preposition at token j is the complement of a noun.
func hangsOnNoun(tokens []lang.Token, j int) bool {
	h := tokens[j].Head
	return h > j && strings.HasPrefix(tokens[h].Deprel, "nmod") && tokens[h].Head < j
}

// genitiveNoun gives the noun to which the name belongs: "patron" in "le patron de X" and in "X's boss".
func (d *document) genitiveNoun(tokens []lang.Token, m *Mention) int {
	if j := m.Last + 1; j+1 < len(tokens) && d.words.genitives[tokens[j].Form] {
		for k := j + 1; k < len(tokens) && k <= j+6; k++ {
			if tokens[k].UPOS == "NOUN" && (k+1 >= len(tokens) || tokens[k+1].UPOS != "NOUN") {
				return k
			}
			if tokens[k].UPOS != "ADJ" && tokens[k].UPOS != "NOUN" && tokens[k].UPOS != "NUM" && tokens[k].UPOS != "ADV" {
				return -1
			}
		}
		return -1
	}
	j := m.First - 1
	if j >= 1 && tokens[j].UPOS == "DET" {
		j--
	}
	if j >= 1 && d.words.links[lowerForm(&tokens[j])] && tokens[j].UPOS == "ADP" {
		k := j - 1
		for k > 0 && tokens[k].UPOS == "ADJ" {
			k--
		}
		if tokens[k].UPOS == "NOUN" || d.words.roles[lowerForm(&tokens[k])] {
			return k
		}
	}
	if d.words.Names.Premodified && m.Last+1 < len(tokens) { // "the SpaceX chief"
		if t := &tokens[m.Last+1]; t.UPOS == "NOUN" && d.words.roles[strings.ToLower(t.Lemma)] {
			return m.Last + 1
		}
	}
	return -1
}

// noun gives the common noun at token i as the lexicon lists it, of one or several words, and its types;
// "" where it is none that stands for an entity.
func (d *document) noun(tokens []lang.Token, i int) (noun string, types []string) {
	t := &tokens[i]
	if t.UPOS != "NOUN" && t.UPOS != "PROPN" && t.UPOS != "ADJ" && t.UPOS != "X" {
		return "", nil
	}
	lemma := strings.ToLower(t.Lemma)
	form := lowerForm(t)
	try := func(s string) bool {
		if k, ok := d.words.kinds[s]; ok {
			noun, types = s, k
			return true
		}
		return false
	}
	// Three and two words: "centre de données", "chief executive", "joint venture".
	if strings.Contains(form, " ") && try(form) {
		return // words that are one token: "premier ministre"
	}
	if i+2 < len(tokens) && try(form+" "+lowerForm(&tokens[i+1])+" "+lowerForm(&tokens[i+2])) {
		return
	}
	if d.words.Names.Premodified && i > 1 && try(lowerForm(&tokens[i-2])+" "+lowerForm(&tokens[i-1])+" "+lemma) {
		return
	}
	if i > 0 && (d.words.Names.Premodified || tokens[i-1].UPOS == "ADJ" || tokens[i-1].UPOS == "NUM" || tokens[i-1].UPOS == "PROPN") && (try(lowerForm(&tokens[i-1])+" "+lemma) || try(lowerForm(&tokens[i-1])+" "+form)) {
		return
	}
	if i+1 < len(tokens) && try(form+" "+lowerForm(&tokens[i+1])) {
		return
	}
	if i > 1 && tokens[i-1].Form == "-" && (try(lowerForm(&tokens[i-2])+"-"+lemma) || try(lowerForm(&tokens[i-2])+lemma)) {
		return
	}
	if t.UPOS == "ADJ" {
		return "", nil
	}
	if try(lemma) || try(form) || try(strings.TrimSuffix(form, "s")) {
		return
	}
	if k := strings.LastIndexByte(lemma, '-'); k > 0 && try(lemma[k+1:]) {
		return
	}
	return "", nil
}

// isRole tells whether a noun names an office.
func (d *document) isRole(noun string) bool { return d.words.roles[noun] }

// knownVotes is what the list of known things counts for the type of one of them.
const knownVotes = 10

// holdsGenitive tells whether one of the words of a name is in the genitive.
func (x *lexicon) holdsGenitive(name string) bool {
	for word := range strings.FieldsSeq(name) {
		if k := strings.LastIndexByte(word, '\''); k > 0 && x.genitives[word[k:]] {
			return true
		}
	}
	return false
}

// voteForms lets the form of each name say what type it has.
func (d *document) voteForms() {
	x := d.words
	for i := range d.entities {
		e := &d.entities[i]
		e.vote(organizationType, 0.5)
		if e.Known != nil {
			e.vote(e.Known.Type, knownVotes)
			if e.Known.Gender != "" {
				e.Gender = e.Known.Gender
			}
		}
		if e.titled {
			e.vote(personType, 8)
		}
		words := strings.Fields(e.Name)
		first, last := words[0], words[len(words)-1]
		if first[0] == '$' {
			e.vote(productType, 6) // "$VELMOR"
		}
		joined := strings.Contains(e.Name, "&") || strings.Contains(e.Name, "+")
		if joined {
			e.vote(organizationType, 5)
		}
		if t, ok := x.directHeads[first]; ok {
			e.vote(t, 7)
			continue
		}
		if t, ok := x.lowerHeads[first]; ok {
			e.vote(t, 7)
			if _, kind := x.kinds[first]; kind {
				e.Nouns = append(e.Nouns, first)
			}
			continue
		}
		if x.family[strings.ToLower(last)] && len(words) > 1 {
			e.vote(organizationType, 7)
			continue
		}
		suffix, hasSuffix := x.suffixes[last]
		legal := x.legal[strings.ToLower(last)]
		if len(words) > 1 {
			switch {
			case legal:
				e.vote(organizationType, 6)
			case hasSuffix:
				e.vote(suffix, 3.5)
			}
			for _, w := range words[:len(words)-1] {
				if t, ok := x.headTypes[w]; ok {
					e.vote(t, 3)
					break
				}
			}
			if x.holdsGenitive(e.Name) {
				e.vote(organizationType, 7) // "St. Brendan's", "Marchetti's Deli"
			} else if gender, given := x.givenName(first); given && !joined {
				if hasSuffix || legal {
					e.vote(personType, 1)
				} else if len(words) <= 4 || len(words) <= 6 && d.words.withParticle(words) {
					e.vote(personType, 5)
					if e.Gender == "" {
						e.Gender = gender
					}
				}
			} else if k := d.known.name(last); !hasSuffix && !joined && len(words) == 2 && (x.divisions[fold(last)] || k != nil && k.Kind == "country") {
				e.vote(organizationType, 1.5) // "Velmor Europe"
			} else if d.plainPair(words) && !hasSuffix && !joined {
				e.vote(personType, 0.3)
				e.pair = true
			}
		} else if t, ok := x.headTypes[first]; ok {
			e.vote(t, 1)
		}
		switch shapeOf(e.Name) {
		case mixedCase:
			if len(words) == 1 {
				e.vote(organizationType, 1.5)
			}
		case allCaps:
			if len(words) == 1 && len(e.Name) <= 6 {
				e.vote(organizationType, 1)
			}
		}
		if last[0] >= '0' && last[0] <= '9' && len(words) > 1 { // "Orion 3"
			e.vote(productType, 0.7)
		} else if k := strings.IndexByte(e.Name, '-'); k > 0 && strings.ContainsAny(e.Name[k:], "0123456789") { // "KR-21"
			e.vote(productType, 1.5)
		}
		for _, part := range x.placeParts {
			if strings.HasPrefix(e.Name, part) && part[0] != '-' || part[0] == '-' && strings.Contains(e.Name, part) && first == e.Name {
				e.vote(placeType, 3)
				break
			}
		}
	}
}
