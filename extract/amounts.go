package extract

import (
	"cuibono"
	"cuibono/lang"
)

// findAmounts fills d.amounts. The tree must be parsed.
func (d *document) findAmounts() {
	x := d.words
	var buffer []item
	type pending struct {
		sentence int
		index    int
	}
	var currencyless []pending
	last := figure{} // the latest sum with a currency, for what leaves its unit out
	firstCurrency := ""
	for s := range d.tree.Sentences {
		sentence := &d.tree.Sentences[s]
		buffer = scanItems(d.tree.Text, sentence.Span, x.decimal, buffer)
		figures := x.figures(buffer)
		if len(figures) == 0 {
			continue
		}
		x.shareUnits(buffer, figures)
		inSentence := false
		for i := range figures {
			f := &figures[i]
			if d.inName(s, buffer, f) {
				continue
			}
			m := AmountMention{
				Span:     cuibono.Span{Start: buffer[f.first].Start, End: buffer[f.last].End},
				Sentence: s, Value: f.value,
			}
			m.First, m.Last = tokensOf(sentence, m.Span)
			if m.First < 0 {
				continue
			}
			switch {
			case f.percent:
				m.Kind = Percent
			case f.currency != "":
				m.Kind = Money
				last, inSentence = *f, true
				if firstCurrency == "" {
					firstCurrency = f.currency
				}
			case f.scale >= 1e6:
				if noun := d.counted(sentence, m.Last+1); noun != "" {
					m.Kind, m.Noun = Count, noun
					break
				}
				m.Kind, m.Inferred = Money, true
				if last.currency == "" {
					currencyless = append(currencyless, pending{s, len(d.amounts[s])})
				}
				f.currency = last.currency
				last.scale, inSentence = f.scale, true
			case inSentence && x.elliptic(buffer, f) && last.scale >= 1e3 && d.counted(sentence, m.Last+1) == "":
				m.Kind, m.Inferred = Money, true
				f.currency = last.currency
				f.value *= last.scale
				m.Value = f.value
			default:
				if noun := d.counted(sentence, m.Last+1); noun != "" && f.scale >= 1000 {
					m.Kind, m.Noun = Count, noun
					break
				}
				continue
			}
			m.Bound = x.boundOf(buffer, f)
			if m.Kind == Money {
				m.Amount = cuibono.Amount{Value: f.value, Max: f.max, Currency: f.currency, Bound: m.Bound}
				_, n := x.per.at(buffer, f.last+1)
				m.PerUnit = n > 0
			}
			m.Head = headOf(sentence, m.First, m.Last)
			d.amounts[s] = append(d.amounts[s], m)
		}
	}
	// Sums whose currency came later ("8 milliards" in a title) take the first of the article; without
	// any they are counts of something unsaid.
	for _, p := range currencyless {
		m := &d.amounts[p.sentence][p.index]
		if firstCurrency == "" {
			m.Kind = Count
			continue
		}
		m.Amount.Currency = firstCurrency
	}
	for s := range d.amounts {
		list := d.amounts[s]
		for i := range list {
			if list[i].Kind == Money && list[i].Amount.Currency == "" {
				list[i].Amount.Currency = firstCurrency
				if firstCurrency == "" {
					list[i].Kind = Count
				}
			}
		}
	}
}

// counted gives the lemma of the noun that the number before token i counts, "" where it counts none.
func (d *document) counted(sentence *lang.Sentence, i int) string {
	for steps := 0; i < len(sentence.Tokens) && steps < 4; steps++ {
		t := &sentence.Tokens[i]
		switch {
		case t.UPOS == "NOUN":
			return t.Lemma
		case t.UPOS == "ADJ" && steps < 3, steps == 0 && d.words.link[lowerForm(t)]:
			i++
		default:
			return ""
		}
	}
	return ""
}

// inName tells whether a figure is part of a name: "Avenue 21", "3M".
func (d *document) inName(s int, items []item, f *figure) bool {
	return d.spanInName(s, cuibono.Span{Start: items[f.first].Start, End: items[f.last].End})
}

// spanInName tells whether span shares a byte with a name of the sentence.
func (d *document) spanInName(s int, span cuibono.Span) bool {
	for i := range d.mentions[s] {
		if m := &d.mentions[s][i]; m.Kind == Name && m.Overlaps(span) {
			return true
		}
	}
	return false
}

// tokensOf gives the first and last token that share a byte with span, -1 where none does.
func tokensOf(sentence *lang.Sentence, span cuibono.Span) (first, last int) {
	first, last = -1, -1
	for i := range sentence.Tokens {
		t := &sentence.Tokens[i]
		if t.Start >= span.End {
			break
		}
		if t.Overlaps(span) {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	return first, last
}

// headOf gives the token of a run whose head lies outside it, the first of several.
func headOf(sentence *lang.Sentence, first, last int) int {
	for i := first; i <= last; i++ {
		if h := sentence.Tokens[i].Head; h < first || h > last {
			if sentence.Tokens[i].UPOS != "ADP" && sentence.Tokens[i].UPOS != "PUNCT" && sentence.Tokens[i].UPOS != "DET" {
				return i
			}
		}
	}
	return last
}
