package extract

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"cuibono/lang"
	"cuibono/schema"
)

// nameWords is schema.NameWords made ready for look-up. Sets are in lower case unless said.
type nameWords struct {
	titles     map[string]string // exact form -> gender
	given      map[string]string // exact form -> gender
	particles  set
	headTypes  map[string]string // exact form -> type
	lowerHeads map[string]string
	// directHeads begin a name in lower case too, but with the rest of it right after them.
	directHeads     map[string]string
	organs          map[string][]string // by their first word
	legalForms      map[string]bool     // exact form
	links           set
	headLinks       set
	pairings        set
	groups, houses  set      // exact forms
	fieldEndings    []string // endings of words for a field of work
	syllables       set
	qualifiedHeads  set
	fieldHeads      map[string]bool // whether the field alone makes a name
	wordLinks       set
	joins           set
	suffixes        map[string]string // exact form -> type
	legal           set
	divisions       set
	offerings       set
	common          map[string]bool // exact form
	articles        set
	foreign         set
	placeParts      []string
	speech          set // lemmas of verbs of speech
	locative        set
	siteLocative    set
	family          set
	called          set
	based           set
	honorifics      map[string]bool // exact form
	stakes, holding set
	wordEndings     []string
	notPlace        set
	standing        set
	genitives       set
	transparent     set // lemmas of nouns that stand for what their complement names
	events          set // lemmas of nouns for deals and rounds
	possession      set // prepositions: "de", "of"

	kin                           set // nouns
	personSubjects, personObjects set // lemmas of verbs
}

// names of other languages mix into any text: their given names, endings and titles count too.
func newNameWords(l *schema.Lexicon) nameWords {
	w := nameWords{titles: map[string]string{}, given: map[string]string{}, directHeads: map[string]string{}, honorifics: map[string]bool{}, headTypes: map[string]string{}, lowerHeads: map[string]string{}, suffixes: map[string]string{}, common: map[string]bool{}}
	n := &l.Names
	w.addNames(n)
	for _, c := range n.Common {
		w.common[c] = true
	}
	for _, t := range slices.Sorted(maps.Keys(n.LowerHeads)) {
		for _, h := range n.LowerHeads[t] {
			w.lowerHeads[h] = t
		}
	}
	for _, t := range slices.Sorted(maps.Keys(n.DirectHeads)) {
		for _, h := range n.DirectHeads[t] {
			w.directHeads[h] = t
		}
	}
	w.kin, w.personSubjects, w.personObjects = newSet(n.Kin), newSet(n.PersonSubjects), newSet(n.PersonObjects)
	w.organs, w.legalForms = map[string][]string{}, map[string]bool{}
	for _, o := range n.Organs {
		w.organs[firstWord(o)] = append(w.organs[firstWord(o)], o)
	}
	for _, l := range n.LegalForms {
		w.legalForms[l] = true
	}
	w.articles, w.foreign, w.placeParts = newSet(n.Articles), newSet(n.ForeignLinks), n.PlaceParts
	w.speech = newSet(l.Speech.Speech)
	w.headLinks, w.wordLinks, w.joins = newSet(n.HeadLinks), newSet(n.WordLinks), newSet(n.Joins)
	w.pairings, w.syllables, w.qualifiedHeads = newSet(n.Pairings), newSet(n.Syllables), newSet(n.QualifiedHeads)
	w.offerings = newSet(n.Offerings)
	w.groups, w.houses, w.fieldEndings = exactSet(n.Groups), exactSet(n.Houses), n.FieldEndings
	w.fieldHeads = map[string]bool{}
	for _, h := range n.NationalHeads {
		w.fieldHeads[h] = false
	}
	for _, h := range n.FieldHeads {
		w.fieldHeads[h] = true
	}
	w.particles, w.links, w.legal = newSet(n.Particles), newSet(n.Links), newSet(n.Legal)
	w.divisions, w.locative, w.family = newSet(n.Divisions), newSet(n.Locative), newSet(n.Family)
	w.transparent = newSet(l.Speech.Transparent)
	w.events = newSet(l.Speech.Events)
	w.possession = newSet(l.Speech.Genitive)
	w.stakes, w.holding, w.siteLocative = newSet(n.Stakes), newSet(l.Speech.Holding), newSet(n.SiteLocative)
	w.notPlace, w.standing, w.wordEndings = newSet(n.NotPlace), newSet(n.Standing), n.WordEndings
	w.called, w.based, w.genitives = newSet(n.Called), newSet(n.Based), newSet(n.Genitive)
	return w
}

// exactSet is newSet with the words as they are written.
func exactSet(words []string) set {
	m := make(set, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

// addNames adds what holds of names in texts of any language.
func (w *nameWords) addNames(n *schema.NameWords) {
	for t, g := range n.Titles {
		w.titles[t] = g
	}
	for _, h := range n.Honorifics {
		w.honorifics[h] = true
	}
	for _, c := range n.Common { // abbreviations; words are each language's own
		if shapeOf(c) == allCaps {
			w.common[c] = true
		}
	}
	for g, list := range n.GivenNames {
		if g == "Any" {
			g = ""
		}
		for _, name := range list {
			if old, ok := w.given[name]; ok && old != g {
				w.given[name] = ""
			} else {
				w.given[name] = g
			}
		}
	}
	for _, t := range slices.Sorted(maps.Keys(n.Heads)) {
		for _, h := range n.Heads[t] {
			if _, ok := w.headTypes[h]; !ok {
				w.headTypes[h] = t
			}
		}
	}
	for _, t := range slices.Sorted(maps.Keys(n.Suffixes)) {
		for _, s := range n.Suffixes[t] {
			if _, ok := w.suffixes[s]; !ok {
				w.suffixes[s] = t
			}
		}
	}
}

// nounWords is schema.NounWords made ready for look-up, by lemma in lower case.
type nounWords struct {
	kinds map[string][]string // noun -> types, sorted
	roles set
	// roleWords are the words of roles of several words: "chief", "executive".
	roleWords                                set
	officeAt, officeOf, notOffices           set
	occupationEndings                        []string
	generic                                  map[string]string // noun -> type
	synonyms                                 map[string][]int  // noun -> numbers of its groups
	definite                                 set
	different                                set
	units                                    set
	indefinite                               set
	ordinalFirst, ordinalSecond, ordinalLast set
	rulers                                   set
	telling, epithets, comment               set
	wide, relational, corporate              set
	sets                                     map[string]int
	classes, nameClasses                     map[string]uint64 // noun in lower case, word of a name -> bits of its classes
	evidentClasses, reporting                uint64
	pronouns, objectPronouns                 map[string]*schema.PronounWord
}

// namesAgents tells whether a noun names persons or organisations, and nothing else.
func (w *nounWords) namesAgents(noun string) bool {
	if w.roles[noun] || w.units[noun] {
		return true
	}
	for _, t := range w.kinds[noun] {
		if t != organizationType && t != personType {
			return false
		}
	}
	return len(w.kinds[noun]) > 0
}

func newNounWords(n *schema.NounWords) nounWords {
	w := nounWords{kinds: map[string][]string{}, generic: map[string]string{}, synonyms: map[string][]int{}, pronouns: map[string]*schema.PronounWord{}}
	for _, t := range slices.Sorted(maps.Keys(n.Kinds)) {
		for _, k := range n.Kinds[t] {
			k = strings.ToLower(k)
			if !slices.Contains(w.kinds[k], t) {
				w.kinds[k] = append(w.kinds[k], t)
			}
		}
	}
	for _, t := range slices.Sorted(maps.Keys(n.Generic)) {
		for _, k := range n.Generic[t] {
			w.generic[strings.ToLower(k)] = t
		}
	}
	w.sets = n.Sets
	w.wide, w.relational, w.corporate = newSet(n.Wide), newSet(n.Relational), newSet(n.Corporate)
	w.telling, w.epithets, w.comment = newSet(n.Telling), newSet(n.Epithets), newSet(n.Comment)
	w.classes, w.nameClasses = map[string]uint64{}, map[string]uint64{}
	for i, c := range n.Classes {
		if c.Reports {
			w.reporting |= 1 << (i % 64)
		}
		if c.Evident {
			w.evidentClasses |= 1 << (i % 64)
		}
		for _, k := range c.Nouns {
			w.classes[strings.ToLower(k)] |= 1 << (i % 64)
		}
		for _, k := range c.Names {
			w.nameClasses[k] |= 1 << (i % 64)
		}
	}
	for i, group := range n.Synonyms {
		for _, k := range group {
			k = strings.ToLower(k)
			w.synonyms[k] = append(w.synonyms[k], i)
		}
	}
	w.roleWords = set{}
	for _, r := range n.Roles {
		if fields := strings.Fields(strings.ToLower(r)); len(fields) > 1 {
			for _, f := range fields {
				w.roleWords[f] = true
			}
		}
	}
	w.officeAt, w.officeOf, w.notOffices, w.occupationEndings = newSet(n.OfficeAt), newSet(n.OfficeOf), newSet(n.NotOffices), n.OccupationEndings
	w.units = newSet(n.Units)
	w.different, w.indefinite = newSet(n.Different), newSet(n.Indefinite)
	w.ordinalFirst, w.ordinalSecond, w.ordinalLast = newSet(n.Ordinals.First), newSet(n.Ordinals.Second), newSet(n.Ordinals.Last)
	w.roles, w.definite, w.rulers = newSet(n.Roles), newSet(n.Definite), newSet(n.Rulers)
	for i := range n.Pronouns {
		for _, p := range n.Pronouns[i].Words {
			w.pronouns[strings.ToLower(p)] = &n.Pronouns[i]
		}
	}
	w.objectPronouns = map[string]*schema.PronounWord{}
	for i := range n.ObjectPronouns {
		for _, p := range n.ObjectPronouns[i].Words {
			w.objectPronouns[strings.ToLower(p)] = &n.ObjectPronouns[i]
		}
	}
	return w
}

// lowerForm is the token's form in lower case, the typographic apostrophe made plain.
func lowerForm(t *lang.Token) string {
	f := strings.ToLower(t.Form)
	if strings.Contains(f, "’") {
		f = strings.ReplaceAll(f, "’", "'")
	}
	return f
}

// feature gives the value of a feature of t: "Fem" for "Gender".
func feature(t *lang.Token, name string) string {
	feats := t.Feats
	for feats != "" {
		var pair string
		pair, feats, _ = strings.Cut(feats, "|")
		if v, ok := strings.CutPrefix(pair, name); ok && strings.HasPrefix(v, "=") {
			return v[1:]
		}
	}
	return ""
}

// shape says how a form is written.
type shape uint8

const (
	noLetters shape = iota
	lowerCase
	capitalised // Abc
	allCaps     // ABC, at least two letters
	singleCap   // A
	mixedCase   // aBc, AbC, a1b
)

func shapeOf(form string) shape {
	upper, lower, digits, inner := 0, 0, 0, false
	first := rune(0)
	previous := rune(0)
	for _, r := range form {
		switch {
		case unicode.IsUpper(r):
			upper++
			if previous != 0 && (unicode.IsLower(previous) || unicode.IsDigit(previous)) {
				inner = true
			}
		case unicode.IsLetter(r):
			lower++
			if previous != 0 && unicode.IsDigit(previous) {
				inner = true
			}
		case unicode.IsDigit(r):
			digits++
		default:
			if r == '-' || r == '\'' || r == '’' || r == '.' {
				previous = 0
				if first == 0 {
					first = r
				}
				continue
			}
		}
		if first == 0 {
			first = r
		}
		previous = r
	}
	switch {
	case upper+lower == 0:
		return noLetters
	case upper == 0:
		if inner && digits > 0 || strings.HasSuffix(form, "&") && lower > 0 {
			return mixedCase
		}
		return lowerCase
	case inner:
		return mixedCase
	case lower == 0 && upper == 1:
		if digits > 0 {
			return allCaps
		}
		return singleCap
	case lower == 0:
		return allCaps
	case unicode.IsUpper(first) || unicode.IsDigit(first):
		return capitalised
	}
	return mixedCase
}

// isWordLike tells whether a form begins with a letter or digit.
func isWordLike(form string) bool {
	r, _ := utf8.DecodeRuneInString(form)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// isArticle tells whether a word in lower case is a definite article, which names may begin with.
func (x *lexicon) isArticle(low string) bool { return x.articles[low] }

// isWord tells whether a form in lower case is a common word of the language: the analyzer knows it as
// one, or, without an analyzer, tagged it as one.
func (x *lexicon) isWord(low string, t *lang.Token) bool {
	if x.word != nil {
		return x.word(low)
	}
	return t.UPOS != "PROPN" && t.UPOS != "X"
}

// isTitle tells whether a form is a title.
func (x *lexicon) isTitle(form string) bool { _, ok := x.titles[form]; return ok }

// suffixIn tells whether one of the next words, while they have capitals, is the last word of a kind of name.
func (x *lexicon) suffixIn(tokens []lang.Token) bool {
	for i := range tokens {
		if i > 3 || shapeOf(tokens[i].Form) == lowerCase || !isWordLike(tokens[i].Form) {
			return false
		}
		if x.suffixes[tokens[i].Form] != "" {
			return true
		}
	}
	return false
}

// currencyCompound tells whether a form is a sum written as one word: "SFr3bn".
func (x *lexicon) currencyCompound(form string) bool {
	i := strings.IndexAny(form, "0123456789")
	return i > 0 && x.Symbols[form[:i]] != ""
}
