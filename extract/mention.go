package extract

import (
	"sort"
	"strings"

	"cuibono"
	"cuibono/lang"
)

// MentionKind says by what means a passage refers to an entity.
type MentionKind uint8

// The kinds of mention.
const (
	Name        MentionKind = iota // "Ardane Systems", "Ardane", "M. Velt"
	Pronoun                        // "elle", "qui", "he", "which": any pronoun but possessives
	Description                    // "la start-up", "the Oslo-based lender": a noun phrase without a name of its own
	Possessive                     // "son", "sa", "its": the determiner, which refers to the owner
)

// Unresolved is Mention.Entity where the article does not make clear what is meant.
const Unresolved = -1

// Mention is a run of tokens of one sentence that refers to an entity.
type Mention struct {
	cuibono.Span     // bytes of the article's text, from the first token to the last
	Sentence     int // index into document.tree.Sentences
	First, Last  int // indexes of its tokens, both included
	// Head is the token that carries its syntax: the noun of a description, the (joined) token of a name.
	Head   int
	Kind   MentionKind
	Entity int // index into document.entities, or Unresolved
	// Also are the further entities of a mention of several: "the two companies".
	Also []int
	// Score is the estimated probability that Entity is right, from 0 to 1.
	Score float64
}

// DocEntity is what one article says about one entity; it grows as the article is read.
type DocEntity struct {
	// Name is the fullest form the article uses; Aliases the other forms, in order of appearance.
	Name    string
	Aliases []string
	// Type is the name of a type of the schema, TypeScore how sure that is, from 0 to 1.
	Type      string
	TypeScore float64
	// Gender is "Masc", "Fem" or ""; Number "Sing", "Plur" or "", as in Universal Dependencies.
	Gender, Number string
	// Nouns are the lemmas of common nouns the article uses of it, in lower case: "start-up", "lender".
	Nouns []string
	// Origins are the known places that adjectives of nationality or "X-based" give it, with the mention of each.
	Origins []Origin
	// Known is the entity of the starter list that this one is, nil where unknown.
	Known *KnownEntity
	// Count is the number of mentions by name, First the sentence of the earliest.
	Count, First int
	// About is, for a topic, the index of the entity of which it is an aspect; else Unresolved.
	About int

	// titled tells that a title stood before it ("Mr"), which persons have.
	titled bool
	// pair tells that the name is two words that are no words of the language: a given name and a surname, or a firm.
	pair bool
	// house tells that the name has the article of the plural, as that of a family has: "les Velt".
	house bool
	// misspelt tells that the form is one letter off a name the article has more often.
	misspelt bool
	// aside tells that the article only names it as the source of what others do: "Velmor plans to sell, the Ledger reported".
	aside bool
	// articled tells that the name has an article of its own: "to the Meridian Cup".
	articled bool
	// class are the classes of organisations that the words of the name and the nouns beside it tell; see schema.NounClass.
	class uint64
	// trades are the stems of what nouns beside the name say that it deals in: "oil" of "the oil company Velmor".
	trades []string
	votes  [typeCount]float64
}

// has tells whether the name, or a noun that is used of the thing, has one of the words.
func (e *DocEntity) has(words set) bool {
	for word := range strings.FieldsSeq(e.Name) {
		if words[strings.ToLower(word)] {
			return true
		}
	}
	for _, noun := range e.Nouns {
		if words[noun] {
			return true
		}
	}
	return false
}

// Origin is a place that an adjective gives an entity: the fund, in "le fonds qatari Sarab", comes from Qatar.
type Origin struct {
	Entity   int // index of the place into document.entities
	Sentence int
	Token    int // the adjective
}

// AmountKind says what a number counts.
type AmountKind uint8

// The kinds of amount.
const (
	Money AmountKind = iota
	Percent
	Count // "100,000 jobs": a number of things, no money
)

// AmountMention is a number that the text gives with what it counts.
type AmountMention struct {
	cuibono.Span
	Sentence, First, Last int
	// Head is the token by which it hangs in the tree: "milliards" of "2 milliards d'euros", or the currency.
	Head   int
	Kind   AmountKind
	Amount cuibono.Amount // Money only
	// Value is the number itself: the percentage of a Percent, the count of a Count.
	Value float64
	Bound cuibono.Bound
	// Noun is the lemma of what a Count counts: "job".
	Noun string
	// PerUnit tells that it is the price of one thing: "$30 a share".
	PerUnit bool
	// Inferred tells that scale or currency was taken from an amount before it.
	Inferred bool
}

// DateMention is a day, month or year that the text names, resolved against the article's date.
type DateMention struct {
	cuibono.Span
	Sentence, First, Last int
	// Value is an ISO 8601 date or a part of one: "2025-01-21", "2025-01", "2025".
	Value string
	// Future tells that the words point to a time after the article's date ("next year").
	Future bool
}

// HorizonMention is a period over which something is to happen: "over four years".
type HorizonMention struct {
	cuibono.Span
	Sentence, First, Last int
	Value                 string // ISO 8601: "P4Y"
}

// document is one article as the stages of extraction fill it: first the tree and the names, then
// the relations. All slices by sentence have the length of tree.Sentences.
type document struct {
	article *cuibono.Article
	tree    *lang.Document
	words   *lexicon // of the article's language
	known   *Gazetteer

	// phrases are the nouns of several words that were joined to one token, by the offset of their first byte.
	phrases map[int]string

	entities []DocEntity
	mentions [][]Mention // by sentence, in order of First, never overlapping except that a Possessive may start a Description
	amounts  [][]AmountMention
	dates    [][]DateMention
	horizons [][]HorizonMention

	passageOf    []int   // by sentence: number of its passage
	passageFocus []focus // by passage
	articleFocus focus
}

// newDocument prepares the analysis of one tokenised and tagged article.
func newDocument(a *cuibono.Article, tree *lang.Document, words *lexicon, known *Gazetteer) *document {
	n := len(tree.Sentences)
	return &document{
		article: a, tree: tree, words: words, known: known, phrases: map[int]string{},
		mentions: make([][]Mention, n),
		amounts:  make([][]AmountMention, n),
		dates:    make([][]DateMention, n),
		horizons: make([][]HorizonMention, n),
	}
}

// The order of the stages, which the Extractor calls:
//
//	tree := analyzer.Tokenize(text, passages); analyzer.Tag(tree)
//	d := newDocument(article, tree, words, known)
//	d.findNames()     // joins each name into one PROPN token; fills entities and mentions of kind Name
//	analyzer.Parse(tree)
//	d.findAmounts()   // amounts, percentages, counts
//	d.findDates()     // dates and horizons
//	d.resolveMentions() // descriptions, pronouns, possessives; types settled; variants joined

// mentionAt returns the mention that holds the token, the innermost where several do, or nil.
// The pointer is valid until the next stage that adds mentions.
func (d *document) mentionAt(sentence, token int) *Mention {
	var best *Mention
	list := d.mentions[sentence]
	for i := range list {
		m := &list[i]
		if m.First <= token && token <= m.Last {
			if best == nil || m.Last-m.First < best.Last-best.First {
				best = m
			}
		}
	}
	return best
}

// mentionHeaded returns the mention whose head is the token, or nil: the one to ask when a relation's
// argument is a token of the tree.
func (d *document) mentionHeaded(sentence, token int) *Mention {
	list := d.mentions[sentence]
	for i := range list {
		if list[i].Head == token && list[i].Kind != Possessive {
			return &list[i]
		}
	}
	for i := range list {
		if list[i].Head == token {
			return &list[i]
		}
	}
	return nil
}

// addMention keeps the mentions of a sentence in order.
func (d *document) addMention(m Mention) {
	list := d.mentions[m.Sentence]
	i := sort.Search(len(list), func(i int) bool {
		return list[i].First > m.First || list[i].First == m.First && list[i].Last < m.Last
	})
	list = append(list, Mention{})
	copy(list[i+1:], list[i:])
	list[i] = m
	d.mentions[m.Sentence] = list
}
