package extract

import (
	"maps"
	"slices"
	"strings"

	"cuibono"
	"cuibono/schema"
)

// lexicon is a schema.Lexicon made ready for look-up. It is immutable.
type lexicon struct {
	*schema.Lexicon
	decimal byte

	// boundPhrases are the words of approximation before an amount, in lower case.
	boundPhrases set

	// amounts
	currencies   map[string]*schema.CurrencyWord
	qualifiers   *phraseBook[string] // phrase -> marker only; the currency's own map decides
	bounds       *phraseBook[cuibono.Bound]
	boundsAfter  *phraseBook[cuibono.Bound]
	halfBefore   *phraseBook[bool]
	halfAfter    *phraseBook[bool]
	percent      *phraseBook[bool]
	per          *phraseBook[bool]
	ellipsis     *phraseBook[bool]
	link         set
	between, and set
	to, each     set

	// dates
	relative  *phraseBook[schema.RelativeDate]
	dateWords set // words at which a date can begin
	ambiguous set
	before    *phraseBook[bool]
	horizon   *phraseBook[bool]
	agoBefore *phraseBook[bool]
	agoAfter  *phraseBook[bool]
	last      set
	next      set
	this      set
	seasons   set
	ordinal   set

	nameWords
	nounWords
	// word tells whether a form in lower case is a common word; nil where unknown.
	word func(string) bool
	// verbs are the lemmas of the verbs that patterns and discourse know.
	verbs set
}

// isVerbForm tells whether a form in lower case is by its ending one of a known verb: "acquires".
func (x *lexicon) isVerbForm(low string) bool {
	for i := range x.Speech.VerbEndings {
		e := &x.Speech.VerbEndings[i]
		if stem, ok := strings.CutSuffix(low, e.Form); ok && x.verbs[stem+e.Lemma] {
			return true
		}
	}
	return false
}

// newLexicon prepares l.
func newLexicon(l *schema.Lexicon) *lexicon {
	x := &lexicon{Lexicon: l, decimal: l.Amounts.Decimal[0]}
	flag := func(words []string) *phraseBook[bool] {
		p := newPhraseBook[bool]()
		for _, w := range words {
			p.add(w, x.decimal, true)
		}
		return p
	}
	bound := func(byBound map[string][]string) *phraseBook[cuibono.Bound] {
		p := newPhraseBook[cuibono.Bound]()
		for _, b := range slices.Sorted(maps.Keys(byBound)) {
			for _, w := range byBound[b] {
				p.add(w, x.decimal, cuibono.Bound(b))
			}
		}
		return p
	}
	a := &l.Amounts
	x.currencies = map[string]*schema.CurrencyWord{}
	for i := range a.Currencies {
		for _, w := range a.Currencies[i].Words {
			x.currencies[w] = &a.Currencies[i]
		}
	}
	x.qualifiers = newPhraseBook[string]()
	for i := range a.Currencies {
		for _, q := range slices.Sorted(maps.Keys(a.Currencies[i].Qualified)) {
			x.qualifiers.add(q, x.decimal, q)
		}
	}
	x.bounds, x.boundsAfter = bound(a.Bounds), bound(a.BoundsAfter)
	x.halfBefore, x.halfAfter = flag(a.HalfBefore), flag(a.HalfAfter)
	x.percent, x.per, x.ellipsis = flag(a.Percent), flag(a.Per), flag(a.Ellipsis)
	x.link, x.between, x.and, x.to = newSet(a.Link), newSet(a.Between), newSet(a.And), newSet(a.To)
	x.each = newSet(a.Each)

	x.boundPhrases = set{}
	for _, b := range slices.Sorted(maps.Keys(a.Bounds)) {
		for _, w := range a.Bounds[b] {
			x.boundPhrases[strings.ToLower(strings.ReplaceAll(w, "’", "'"))] = true
		}
	}

	d := &l.Dates
	x.relative = newPhraseBook[schema.RelativeDate]()
	for _, r := range d.Relative {
		for _, w := range r.Words {
			x.relative.add(w, x.decimal, r)
		}
	}
	x.ambiguous = newSet(d.Ambiguous)
	x.before, x.horizon = flag(d.Before), flag(d.Horizon)
	x.agoBefore, x.agoAfter = flag(d.AgoBefore), flag(d.AgoAfter)
	x.last, x.next, x.this = newSet(d.Last), newSet(d.Next), newSet(d.This)
	x.seasons, x.ordinal = newSet(d.Seasons), newSet(d.Ordinal)

	x.nameWords = newNameWords(l)
	x.nounWords = newNounWords(&l.Nouns)
	for link := range x.links {
		delete(x.roleWords, link) // "secretary of state"
	}
	return x
}
