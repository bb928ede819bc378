package schema

import (
	"maps"
	"slices"
	"strings"

	"cuibono/schema/strict"
)

// Lexicon is what the extractor knows of one language's words for names, amounts and dates. The
// words that state relations are not here but in the patterns.
type Lexicon struct {
	Language string
	Amounts  AmountWords
	Dates    DateWords
	Names    NameWords
	Nouns    NounWords
	// Speech is discourse.yaml, Furniture furniture.yaml.
	Speech    Discourse
	Furniture Furniture
	// Symbols maps currency signs and codes, common to all languages, to ISO 4217 codes.
	Symbols map[string]string
}

// AmountWords is the content of amounts.yaml.
type AmountWords struct {
	// Decimal is the decimal mark: "," or "."; the other one groups digits.
	Decimal string `yaml:"decimal,required" enum:",|."`
	// Numbers are the number words and their values; a run of them is read as one number.
	Numbers map[string]float64 `yaml:"numbers,required"`
	// Scales multiply the number before them: "milliard", "bn".
	Scales map[string]float64 `yaml:"scales,required"`
	// Collectives are nouns that say "about so many": "dizaine".
	Collectives map[string]float64 `yaml:"collectives"`
	// HalfBefore stand before a scale ("demi-milliard", "half a billion"), HalfAfter after it ("et demi").
	HalfBefore []string `yaml:"half_before"`
	HalfAfter  []string `yaml:"half_after"`
	// Vague quantifiers make what follows no amount: "quelques milliards".
	Vague []string `yaml:"vague"`
	// Link are the words that may stand between a number and its currency: "de", "of".
	Link       []string       `yaml:"link"`
	Currencies []CurrencyWord `yaml:"currencies,required"`
	// Bounds are phrases before a number by the bound they give, BoundsAfter those after it.
	Bounds      map[string][]string `yaml:"bounds,required" keys:"at_least|at_most|about"`
	BoundsAfter map[string][]string `yaml:"bounds_after" keys:"at_least|at_most|about"`
	// Between opens a range that And parts ("entre 2 et 3"); To parts one without opening ("2 à 3").
	Between []string `yaml:"between"`
	And     []string `yaml:"and"`
	To      []string `yaml:"to"`
	Percent []string `yaml:"percent,required"`
	// Per are phrases after an amount that make it the price of one thing: "par action", "a share".
	Per []string `yaml:"per"`
	// Each are words that give a sum to every one of several, who otherwise give it together: "chacun".
	Each []string `yaml:"each"`
	// Ellipsis are words after which a bare number may take scale and currency of the amount before
	// it: "un total de 500".
	Ellipsis []string `yaml:"ellipsis"`
}

// CurrencyWord is a currency's name in one language.
type CurrencyWord struct {
	Words []string `yaml:"words,required,oneormore"`
	Code  string   `yaml:"code,required"`
	// Qualified are adjectives, before or after, that make it another currency: "canadien": CAD.
	Qualified map[string]string `yaml:"qualified"`
}

// DateWords is the content of dates.yaml.
type DateWords struct {
	Months   map[string]int `yaml:"months,required"`   // 1 to 12
	Weekdays map[string]int `yaml:"weekdays,required"` // 1 (Monday) to 7
	// Ambiguous are month and weekday forms that are also other words ("may", "march", "mars"): they
	// count only beside a number or after one of Before.
	Ambiguous []string `yaml:"ambiguous"`
	// Before are prepositions and determiners that introduce a date: "en", "in", "since".
	Before []string          `yaml:"before"`
	Units  map[string]string `yaml:"units,required"` // noun of time -> D, W, M, Y
	// Ago are phrases around a period that lead back from the article's date: "il y a" before, "ago" after.
	AgoBefore []string       `yaml:"ago_before"`
	AgoAfter  []string       `yaml:"ago_after"`
	Relative  []RelativeDate `yaml:"relative"`
	// Last and Next are words beside a weekday, month or unit: "dernier", "next".
	Last []string `yaml:"last"`
	Next []string `yaml:"next"`
	This []string `yaml:"this"`
	// Horizon are phrases before a period that make it a horizon: "sur", "over the next".
	Horizon []string `yaml:"horizon"`
	// Seasons are nouns that name part of a year: "printemps", "quarter"; Parts stand before a date: "fin", "early".
	Seasons []string `yaml:"seasons"`
	Parts   []string `yaml:"parts"`
	// Ordinal are the endings of day numbers: "er", "th".
	Ordinal []string `yaml:"ordinal"`
}

// RelativeDate is a fixed phrase resolved against the article's date.
type RelativeDate struct {
	Words  []string `yaml:"words,required,oneormore"`
	Unit   string   `yaml:"unit,required" enum:"D|W|M|Y"`
	Offset int      `yaml:"offset"`
}

// NameWords is the content of names.yaml: what tells names from words, and one kind of name from another.
type NameWords struct {
	// Premodified tells that what qualifies a noun stands before it ("the Velmor chief") rather than behind it
	// ("le patron de Velmor").
	Premodified bool `yaml:"premodified"`
	// DerivedCapitals tells that adjectives made from names, and months and weekdays, take a capital: "American", "March".
	DerivedCapitals bool `yaml:"derived_capitals"`
	// TitleCase tells that headlines may give every word a capital.
	TitleCase bool `yaml:"title_case"`
	// Titles stand before a person's name and are no part of it; the value is the gender, "" for either.
	Titles map[string]string `yaml:"titles,required"`
	// Honorifics are titles that are left out before a full name and kept before one word: "Prince".
	Honorifics []string `yaml:"honorifics"`
	// GivenNames are common given names by gender ("Masc", "Fem", "" for either), several to a line.
	GivenNames map[string][]string `yaml:"given_names" keys:"Masc|Fem|Any"`
	// Particles join the parts of a person's name: "von", "de".
	Particles []string `yaml:"particles"`
	// Heads are nouns that begin the name of an institution and take complements ("Banque de …",
	// "Department of …") by the type of the whole.
	Heads map[string][]string `yaml:"heads"`
	// LowerHeads are those of Heads that begin a name even in lower case: "ministère des …".
	LowerHeads map[string][]string `yaml:"lower_heads"`
	// DirectHeads are those that begin a name in lower case with the rest right after: "famille Velt".
	DirectHeads map[string][]string `yaml:"direct_heads"`
	// Organs are the boards and meetings of a body, which are no bodies of their own: "conseil d'administration".
	Organs []string `yaml:"organs"`
	// LegalForms stand before a firm's name and are no part of it: "la SARL Velmor".
	LegalForms []string `yaml:"legal_forms"`
	// Articles are the definite articles, with which some names begin: "Le Courrier", "The Ledger".
	Articles []string `yaml:"articles,required"`
	// ForeignLinks are words of other languages that hold a name together in a text of this one: "the".
	ForeignLinks []string `yaml:"foreign_links"`
	// PlaceParts are beginnings ("Saint-") and inner parts ("-sur-") of place names.
	PlaceParts []string `yaml:"place_parts"`
	// Links are the words that join a head with its complement inside a name: "de", "of".
	Links []string `yaml:"links"`
	// Joins are the conjunctions that a name may hold: "Food and Drug Administration".
	Joins []string `yaml:"joins"`
	// HeadLinks are those of Links that follow the head of an institution's name before a capital, WordLinks those that join any
	// two capitalised common words to a name: "Spotlight on Waste". ActionEndings are the endings of words that open a name
	// with an article behind them: "Leading the Future".
	HeadLinks     []string `yaml:"head_links"`
	WordLinks     []string `yaml:"word_links"`
	ActionEndings []string `yaml:"action_endings"`
	// Groups are nouns whose genitive opens a body's name, or goes on with one: "the Orvane Sheriff's Office". Houses are nouns that
	// with any genitive before them are a name: "Marchetti's Deli". Saints are what stands before a saint's name: "St."
	Groups []string `yaml:"groups"`
	Houses []string `yaml:"houses"`
	Saints []string `yaml:"saints"`
	// FieldEndings are endings of words for a field of work, with which an institution's name may go on over "and": "Center for
	// Robotics and Biosystems".
	FieldEndings []string `yaml:"field_endings"`
	// Offerings are words that make a product of a firm's name: "Velmor Platform".
	Offerings []string `yaml:"offerings"`
	// Pairings are nouns before or after two names with a hyphen between them: "tandem".
	Pairings []string `yaml:"pairings"`
	// Syllables are parts of given names behind a hyphen, in lower case: "Tae-ho".
	Syllables []string `yaml:"syllables"`
	// QualifiedHeads are those of LowerHeads that open a name only with more than whose they are: "conseil départemental de l'Ain", not
	// "le conseil de Velmor".
	QualifiedHeads []string `yaml:"qualified_heads"`
	// FieldHeads open a name in lower case with what they are for ("ministère de la justice"), NationalHeads with that and a country
	// ("fédération kényane d'aviron").
	FieldHeads    []string `yaml:"field_heads"`
	NationalHeads []string `yaml:"national_heads"`
	// ParticipleEndings are the endings of participles that open a sentence before their object: "Visant Velmor".
	ParticipleEndings []string `yaml:"participle_endings"`
	// OriginEndings are the endings of nouns for one who comes from a town, which stand before the name of a firm: "le Hambourgeois Velmor".
	OriginEndings []string `yaml:"origin_endings"`
	// Suffixes are last words of names by the type they show: "Capital", "Township".
	Suffixes map[string][]string `yaml:"suffixes"`
	// Legal are endings that a name keeps its identity without: "Inc", "Holdings".
	Legal []string `yaml:"legal"`
	// Divisions are endings that make another thing of a name: "Cloud", "France", "Ventures".
	Divisions []string `yaml:"divisions"`
	// Common are capitalised words that are no names: "PDG", "AI", "CEO", days, months, languages.
	Common []string `yaml:"common"`
	// Locative are prepositions before places: "à", "in", "near".
	Locative []string `yaml:"locative"`
	// SiteLocative are prepositions that stand before places only after the noun for a site: "a plant at Larrowby", "an analyst at Velmor".
	SiteLocative []string `yaml:"site_locative"`
	// Nobody maps a word with a capital to those before it after which it names no one: "plainte contre X".
	Nobody map[string][]string `yaml:"nobody"`
	// NotPlace are lemmas whose complement with such a preposition is no place: "stake in", "répondre à".
	NotPlace []string `yaml:"not_place"`
	// Standing are verbs, and nouns for people at work, whose complement with such a preposition is a place: "s'installer à".
	Standing []string `yaml:"standing"`
	// Stakes are lemmas of nouns for a part of a firm: "stake" (in it).
	Stakes []string `yaml:"stakes"`
	// WordEndings are endings of inflected words and adverbs, by which an unknown word at the start of a
	// sentence is told from a name.
	WordEndings []string `yaml:"word_endings"`
	// Family are nouns that make a family of a surname: "famille".
	Family []string `yaml:"family"`
	// Kin are nouns for relatives, which show that a name beside them is a person's: "fille", "daughter".
	Kin []string `yaml:"kin"`
	// PersonSubjects are verbs of which only persons are subjects ("naître", "resign"), PersonObjects those of which they are objects
	// ("nommer", "arrest"). Some things are as well; they count as a hint.
	PersonSubjects []string `yaml:"person_subjects"`
	PersonObjects  []string `yaml:"person_objects"`
	// Called are participles after which a new thing's name stands: "baptisée", "dubbed".
	Called []string `yaml:"called"`
	// Based are words that link a place with what stands there in one compound: "based".
	Based []string `yaml:"based"`
	// Possessor is the mark of the genitive: "'s".
	Genitive []string `yaml:"genitive"`
}

// NounWords is the content of nouns.yaml: common nouns that can stand for an entity.
type NounWords struct {
	// Kinds lists nouns by the type of entity they describe.
	Kinds map[string][]string `yaml:"kinds,required"`
	// Roles are nouns of office ("patron", "chief executive"): a person with a role at something named beside.
	Roles []string `yaml:"roles,required"`
	// Corporate are offices that are held at an organisation: "son directeur" is not a person's.
	Corporate []string `yaml:"corporate"`
	// OfficeAt and OfficeOf are prepositions between an office and where it is held: the first after whatever it is called ("research
	// director of gaming at"), the second after a noun for a person ("spokesman for"). Such nouns end in one of OccupationEndings
	// where they are not listed; NotOffices are nouns that are no offices though they end so ("shareholder").
	OfficeAt          []string `yaml:"office_at"`
	OfficeOf          []string `yaml:"office_of"`
	OccupationEndings []string `yaml:"occupation_endings"`
	NotOffices        []string `yaml:"not_offices"`
	// Generic are those of Kinds that fit any entity of the type without the article having used them of it.
	Generic map[string][]string `yaml:"generic"`
	// Pronouns by what they can stand for.
	Pronouns []PronounWord `yaml:"pronouns,required"`
	// ObjectPronouns are those before a verb that are its object, where articles look like them ("l'a racheté").
	ObjectPronouns []PronounWord `yaml:"object_pronouns"`
	// Synonyms are groups of nouns that may replace each other.
	Synonyms [][]string `yaml:"synonyms"`
	// Units are nouns for a part of an organisation: what has one is an organisation ("filiale de …").
	Units []string `yaml:"units"`
	// Ordinals are words for the first and the second of two ("le premier", "the latter"), Last those for the
	// one named last ("ce dernier").
	Ordinals struct {
		First  []string `yaml:"first"`
		Second []string `yaml:"second"`
		Last   []string `yaml:"last"`
	} `yaml:"ordinals"`
	// Indefinite are determiners of something new: "un", "a".
	Indefinite []string `yaml:"indefinite"`
	// Definite are determiners that mark a description of something known: "le", "the", "this".
	Definite []string `yaml:"definite"`
	// Different are adjectives that make the noun mean something not yet named: "other", "nouvelle".
	Different []string `yaml:"different"`
	// Classes part the organisations, so that "the company" never means a ministry.
	Classes []NounClass `yaml:"classes"`
	// Telling are participles that add to what is known of a thing ("founded", "basée"): a description with one still
	// means something named before.
	Telling []string `yaml:"telling"`
	// Sets are words for so many things: "pair", "both".
	Sets map[string]int `yaml:"sets"`
	// Comment are words of the sentence that says who would not comment, which makes nobody the subject of the talk.
	Comment []string `yaml:"comment"`
	// Epithets are nouns that, with the name of what it owns or makes, stand for a firm just spoken of: "the Trinova owner".
	Epithets []string `yaml:"epithets"`
	// Wide are nouns that fit a firm of any trade ("giant", "brand"); the others, once used of one, tell that it is of no other trade.
	Wide []string `yaml:"wide"`
	// Relational are nouns for what something is to another ("buyer", "rival"), which mean nothing the article has not called so.
	Relational []string `yaml:"relational"`
	// Rulers are nouns that, made definite, mean a state: "État", "government".
	Rulers []string `yaml:"rulers"`
}

// NounClass is a class of organisations: nouns of one class are not said of an organisation that only others tell.
type NounClass struct {
	// Nouns are said of members; some are said of members of several classes.
	Nouns []string `yaml:"nouns,required,oneormore"`
	// Evident classes have nouns that are said only of those known to be members.
	Evident bool `yaml:"evident"`
	// Reports tells that its members are sources of news, which an article names for what they report on others.
	Reports bool `yaml:"reports"`
	// Names are words, capitalised as in names, by which a name tells that it is a member's.
	Names []string `yaml:"names,oneormore"`
}

// PronounWord is a pronoun or possessive determiner.
type PronounWord struct {
	Words  []string `yaml:"words,required,oneormore"`
	Kind   string   `yaml:"kind,required" enum:"personal|relative|possessive|demonstrative|reflexive"`
	Gender string   `yaml:"gender" enum:"Masc|Fem"`
	Number string   `yaml:"number" enum:"Sing|Plur"`
	// Types are the types it can stand for; empty means any.
	Types []string `yaml:"types"`
}

// lexiconFiles says what each file of a language's folder fills.
var lexiconFiles = map[string]func(*Lexicon) any{
	"amounts.yaml":   func(l *Lexicon) any { return &l.Amounts },
	"dates.yaml":     func(l *Lexicon) any { return &l.Dates },
	"names.yaml":     func(l *Lexicon) any { return &l.Names },
	"nouns.yaml":     func(l *Lexicon) any { return &l.Nouns },
	"discourse.yaml": func(l *Lexicon) any { return &l.Speech },
	"furniture.yaml": func(l *Lexicon) any { return &l.Furniture },
}

// Lexicon gives the lexicon of a language by its ISO 639-1 code, nil when there is none.
func (s *Schema) Lexicon(language string) *Lexicon { return s.lexicons[language] }

// parseLexicon reads lexicon/currencies.yaml or lexicon/<language>/<part>.yaml.
func (b *builder) parseLexicon(f file) {
	at := strict.Pos{File: f.name, Line: 1, Column: 1}
	language, name, found := strings.Cut(strings.TrimPrefix(f.path, "lexicon/"), "/")
	if !found {
		if language != "currencies.yaml" {
			b.problems.AddUnknown(at, "lexicon file", language, []string{"currencies.yaml"})
			return
		}
		var content struct {
			Symbols map[string]string `yaml:"symbols,required"`
		}
		b.decode(f, &content)
		b.symbols = content.Symbols
		return
	}
	into, ok := lexiconFiles[name]
	if !ok {
		b.problems.AddUnknown(at, "lexicon file", name, slices.Sorted(maps.Keys(lexiconFiles)))
		return
	}
	if b.lexicons == nil {
		b.lexicons = map[string]*Lexicon{}
	}
	l := b.lexicons[language]
	if l == nil {
		l = &Lexicon{Language: language}
		b.lexicons[language] = l
	}
	b.decode(f, into(l))
}

// resolveLexicons checks what one file cannot: that every language is whole and that the types exist.
func (b *builder) resolveLexicons() {
	for _, language := range slices.Sorted(maps.Keys(b.lexicons)) {
		l := b.lexicons[language]
		l.Symbols = b.symbols
		l.Furniture.check(&b.problems)
		at := strict.Pos{File: "lexicon/" + language, Line: 1, Column: 1}
		if !slices.Contains(b.Languages, language) {
			b.problems.AddUnknown(at, "language", language, b.Languages)
		}
		for _, part := range []struct {
			file  string
			empty bool
		}{
			{"amounts.yaml", len(l.Amounts.Numbers) == 0}, {"dates.yaml", len(l.Dates.Months) == 0},
			{"names.yaml", len(l.Names.Titles) == 0}, {"nouns.yaml", len(l.Nouns.Kinds) == 0},
		} {
			if part.empty {
				b.problems.Add(at, "%s is missing or empty", part.file)
			}
		}
		for _, byType := range []map[string][]string{l.Names.Heads, l.Names.LowerHeads, l.Names.DirectHeads, l.Names.Suffixes, l.Nouns.Kinds, l.Nouns.Generic} {
			for _, name := range slices.Sorted(maps.Keys(byType)) {
				if b.typeByName[name] == nil {
					b.problems.AddUnknown(at, "type", name, b.TypeNames())
				}
			}
		}
	}
}
