package extract

import (
	"slices"
	"strings"
)

// This file resolves what stands for several things at once: "they", "the two companies", "les deux groupes", "the pair".

// several gives the entities of a group that was named before token i: n of them, or any number for 0. They stand in one enumeration
// or, where their number is said, are all of the type that a sentence speaks of. Nil where that leaves doubt.
func (r *resolver) several(s, i, n int, types []string, bare bool) []int {
	seen := 0
	for sentence := s; sentence >= 0 && seen < 3 && s-sentence <= 4; sentence-- {
		end := len(r.d.tree.Sentences[sentence].Tokens)
		if sentence == s {
			end = i
		}
		group, subject, any := r.enumerated(sentence, end, n, types)
		if bare && r.commonPlural(sentence, end, subject) {
			return nil // "Analysts said they": something without a name
		}
		if group != nil && (!bare || subject) {
			return group
		}
		if n > 1 {
			if all := r.spokenOf(sentence, end, types); len(all) == n {
				return all
			} else if len(all) > n {
				return nil
			}
		}
		if any || sentence < s {
			seen++
		}
		if bare && seen > 1 {
			return nil
		}
	}
	return nil
}

// enumerated gives the last enumeration of n entities in a sentence before token end, and whether it is a subject; any tells that an
// entity is mentioned at all.
func (r *resolver) enumerated(sentence, end, n int, types []string) (group []int, subject, any bool) {
	d := r.d
	tokens := d.tree.Sentences[sentence].Tokens
	list := d.mentions[sentence]
	for k := len(list) - 1; k >= 0; k-- {
		m := &list[k]
		if m.Kind == Possessive || m.Entity == Unresolved || m.First >= end {
			continue
		}
		any = true
		members := m.Also
		if len(members) > 0 {
			members = append([]int{m.Entity}, members...)
		} else {
			members = r.conjoined(sentence, m.Head, end)
		}
		if len(members) < 2 || n > 0 && len(members) != n || !r.allOf(members, types) {
			continue
		}
		if is := strings.HasPrefix(tokens[m.Head].Deprel, "nsubj"); group == nil || is && !subject {
			group, subject = members, is
		}
	}
	return group, subject, any
}

// conjoined gives the entities coordinated under the mention headed by token t, its own first; nil where it is a conjunct itself.
func (r *resolver) conjoined(sentence, t, end int) []int {
	tokens := r.d.tree.Sentences[sentence].Tokens
	if tokens[t].Deprel == "conj" {
		return nil
	}
	heads := []int{t}
	var out []int
	for u := t; u < end && u < len(tokens) && u < t+40; u++ {
		if u != t && (tokens[u].Deprel != "conj" || !slices.Contains(heads, tokens[u].Head)) {
			continue
		}
		m := r.d.mentionHeaded(sentence, u)
		if m == nil || m.Kind == Possessive || m.Entity == Unresolved {
			if u == t || tokens[u].UPOS == "VERB" {
				continue
			}
			return nil // one of them has no name
		}
		heads = append(heads, u)
		if !slices.Contains(out, m.Entity) {
			out = append(out, m.Entity)
		}
	}
	return out
}

// allOf tells whether all entities are of one of the types, and all persons or none.
func (r *resolver) allOf(list []int, types []string) bool {
	persons := 0
	for _, e := range list {
		typ := r.d.entities[e].Type
		if !slices.Contains(types, typ) {
			return false
		}
		if typ == personType {
			persons++
		}
	}
	return persons == 0 || persons == len(list)
}

// spokenOf gives the entities of the types that a sentence mentions before token end, but for those who only report.
func (r *resolver) spokenOf(sentence, end int, types []string) []int {
	var out []int
	for k := range r.d.mentions[sentence] {
		m := &r.d.mentions[sentence][k]
		if m.Entity == Unresolved || m.First >= end || slices.Contains(out, m.Entity) || r.d.entities[m.Entity].aside {
			continue
		}
		if slices.Contains(types, r.d.entities[m.Entity].Type) {
			out = append(out, m.Entity)
		}
	}
	return out
}

// commonPlural tells whether a plural noun without an entity is a subject before token end, unless the enumeration found is one itself.
func (r *resolver) commonPlural(sentence, end int, subject bool) bool {
	tokens := r.d.tree.Sentences[sentence].Tokens
	for j := 0; j < end && j < len(tokens); j++ {
		if t := &tokens[j]; t.UPOS == "NOUN" && isPlural(t) && (strings.HasPrefix(t.Deprel, "nsubj") || !subject && t.Deprel == "obj") && r.d.mentionHeaded(sentence, j) == nil {
			return true
		}
	}
	return false
}

// pluralDescription resolves the plural noun, the number or the noun for a set at token i: "the two companies", "les deux", "the pair".
func (r *resolver) pluralDescription(s, i int, c *clause) bool {
	d, t := r.d, &c.tokens[i]
	low := lowerForm(t)
	n := d.words.sets[low]
	if n == 0 && (t.UPOS == "NUM" || t.UPOS == "PRON") {
		n = int(d.words.Amounts.Numbers[low])
	}
	types := []string{organizationType, personType}
	var first int
	var determiner string
	switch {
	case n > 1 && n < 7 && t.UPOS == "NOUN":
		first, _, determiner = r.phrase(i, c)
	case n > 1 && n < 7:
		// "The two also share", "les deux": no noun after it.
		if i == 0 || i+1 < len(c.tokens) && slices.Contains([]string{"NOUN", "PROPN", "ADJ", "NUM", "SYM", "X"}, c.tokens[i+1].UPOS) || c.child(i, "nmod") >= 0 {
			return false
		}
		first, determiner = i-1, lowerForm(&c.tokens[i-1])
	case t.UPOS == "NOUN" && isPlural(t):
		noun, kinds := d.noun(c.tokens, i)
		if noun == "" || r.qualified(i, c) || c.child(i, "nmod", "acl", "appos") >= 0 {
			return false
		}
		types = kinds
		first, _, determiner = r.phrase(i, c)
		for k := first; k < i; k++ {
			w := lowerForm(&c.tokens[k])
			if v := int(d.words.Amounts.Numbers[w]); v > 1 && v < 7 {
				n = v
			} else if v := d.words.sets[w]; v > 0 {
				n, determiner = v, w
			}
		}
		if _, generic := d.words.generic[noun]; !generic && n == 0 {
			return false
		}
	default:
		return false
	}
	if !d.words.definite[determiner] && d.words.sets[determiner] == 0 || d.words.pronouns[determiner] != nil {
		return false
	}
	group := r.several(s, i, n, types, n == 0)
	if group == nil {
		return false
	}
	r.mentionGroup(Mention{Span: t.Span, Sentence: s, First: max(first, 0), Last: i, Head: i, Kind: Description, Score: 0.85}, group, c)
	return true
}

// pluralPronoun resolves "they", "ils" and "leur" at token i to an enumeration that is the last subject before.
func (r *resolver) pluralPronoun(s, i int, c *clause, kind MentionKind) {
	if group := r.several(s, i, 0, []string{organizationType, personType, placeType}, true); group != nil {
		r.mentionGroup(Mention{Span: c.tokens[i].Span, Sentence: s, First: i, Last: i, Head: i, Kind: kind, Score: 0.8}, group, c)
	}
}

// mentionGroup notes a mention of several entities.
func (r *resolver) mentionGroup(m Mention, group []int, c *clause) {
	m.Span.Start = c.tokens[m.First].Start
	m.Entity, m.Also = group[0], group[1:]
	r.d.addMention(m)
	if m.Kind != Possessive {
		for _, e := range group {
			r.appear(e, m.Sentence, m.Head, c, "")
		}
	}
}
