package extract

import "cuibono"

// phraseBook finds fixed phrases in a list of items, forward from a place or backward to one. The value
// says what the phrase means.
type phraseBook[V any] struct {
	first map[string][]phrase[V] // by first word, longest first
	last  map[string][]phrase[V] // by last word, longest first
}

type phrase[V any] struct {
	words []string
	value V
}

func newPhraseBook[V any]() *phraseBook[V] {
	return &phraseBook[V]{first: map[string][]phrase[V]{}, last: map[string][]phrase[V]{}}
}

// add cuts the phrase into items as a text is cut.
func (p *phraseBook[V]) add(text string, decimal byte, value V) {
	items := scanItems(text, cuibono.Span{Start: 0, End: len(text)}, decimal, nil)
	if len(items) == 0 {
		return
	}
	ph := phrase[V]{value: value}
	for _, it := range items {
		ph.words = append(ph.words, it.low)
	}
	insert := func(m map[string][]phrase[V], key string) {
		list := m[key]
		i := 0
		for i < len(list) && len(list[i].words) >= len(ph.words) {
			i++
		}
		list = append(list, phrase[V]{})
		copy(list[i+1:], list[i:])
		list[i] = ph
		m[key] = list
	}
	insert(p.first, ph.words[0])
	insert(p.last, ph.words[len(ph.words)-1])
}

// at gives the longest phrase that begins at items[i], and the number of its items, 0 where there is none.
func (p *phraseBook[V]) at(items []item, i int) (v V, n int) {
	if i < 0 || i >= len(items) {
		return v, 0
	}
next:
	for _, ph := range p.first[items[i].low] {
		if i+len(ph.words) > len(items) {
			continue
		}
		for k, w := range ph.words {
			if items[i+k].low != w {
				continue next
			}
		}
		return ph.value, len(ph.words)
	}
	return v, 0
}

// before gives the longest phrase that ends just before items[i].
func (p *phraseBook[V]) before(items []item, i int) (v V, n int) {
	if i <= 0 || i > len(items) {
		return v, 0
	}
next:
	for _, ph := range p.last[items[i-1].low] {
		from := i - len(ph.words)
		if from < 0 {
			continue
		}
		for k, w := range ph.words {
			if items[from+k].low != w {
				continue next
			}
		}
		return ph.value, len(ph.words)
	}
	return v, 0
}
