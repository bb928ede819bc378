package extract

import (
	"slices"
	"strings"
)

// This file keeps what appositions say: who is the patron, the owner, the chair of what.

// fact is what an apposition says: the entity is the noun of another ("patron", SoftBank).
type fact struct {
	noun string
	of   int
}

// gatherFacts reads appositions between names and described ones, wherever they stand: "Ada Merrow,
// patronne de Velmor", "Velmor's chair, Ada Merrow".
func (r *resolver) gatherFacts(clauses []*clause) {
	d := r.d
	for s := range d.mentions {
		c := clauses[s]
		for k := range d.mentions[s] {
			m := &d.mentions[s][k]
			if m.Kind != Name {
				continue
			}
			for _, n := range []int{d.nounBefore(c.tokens, m.First), d.nounAfterComma(s, c.tokens, m.Last), d.phraseBeforeComma(s, c.tokens, m.First)} {
				if n < 0 || d.entities[m.Entity].Type == placeType && !d.entityFits(m.Entity, n, c) {
					continue // "établi à Lyon, propriétaire de Trinova"
				}
				noun, _ := d.noun(c.tokens, n)
				d.noteTrades(m.Entity, d.trades(s, c.tokens, n))
				for _, of := range r.complements(s, c, n, m) {
					r.addFact(noun, of, m.Entity)
				}
			}
		}
	}
}

func (r *resolver) addFact(noun string, of, entity int) {
	if noun == "" || of == entity {
		return
	}
	keys := []fact{{noun, of}}
	for _, g := range r.d.words.synonyms[noun] {
		keys = append(keys, fact{groupKey(g), of})
	}
	for _, k := range keys {
		if !slices.Contains(r.facts[k], entity) {
			r.facts[k] = append(r.facts[k], entity)
		}
	}
}

// findEmployers fills r.employers from the facts.
func (r *resolver) findEmployers() {
	r.employers = map[int]int{}
	several := map[int]bool{}
	for key, list := range r.facts {
		if r.d.entities[key.of].Type != organizationType {
			continue
		}
		for _, p := range list {
			if r.d.entities[p].Type != personType {
				continue
			}
			if e, ok := r.employers[p]; ok && e != key.of {
				several[p] = true
			}
			r.employers[p] = key.of
		}
	}
	for p := range several {
		delete(r.employers, p)
	}
}

// speakersFirm gives the organisation at which the person holds an office who speaks in a sentence, or Unresolved: "the company" in what
// he says is most often his.
func (r *resolver) speakersFirm(s int, c *clause) int {
	for i := range c.tokens {
		t := &c.tokens[i]
		if t.UPOS != "VERB" || !r.d.words.speech[strings.ToLower(t.Lemma)] {
			continue
		}
		if k := c.child(i, "nsubj"); k >= 0 {
			if m := r.d.mentionHeaded(s, k); m != nil && m.Entity != Unresolved {
				if e, ok := r.employers[m.Entity]; ok {
					return e
				}
			}
		}
	}
	return Unresolved
}

func groupKey(group int) string { return string(rune(0xE000 + group)) }

// lookUp gives the one entity that is the noun of another, or Unresolved.
func (r *resolver) lookUp(noun string, of int) int {
	list := r.facts[fact{noun, of}]
	if len(list) == 0 {
		for _, g := range r.d.words.synonyms[noun] {
			if list = r.facts[fact{groupKey(g), of}]; len(list) > 0 {
				break
			}
		}
	}
	if len(list) == 1 {
		return list[0]
	}
	return Unresolved
}

// complements gives the named entities that the noun at token n belongs to: "patron de X et de Y",
// "X's boss", "the X chief". The mention except is the one described.
func (r *resolver) complements(s int, c *clause, n int, except *Mention) []int {
	d := r.d
	var out []int
	add := func(m *Mention) {
		if m != nil && m.Entity != Unresolved && (except == nil || m.Entity != except.Entity) && !slices.Contains(out, m.Entity) {
			out = append(out, m.Entity)
		}
	}
	tokens := c.tokens
	// after it: ADJ* (de|of) (DET) NAME
	for j := n + 1; j < len(tokens) && j <= n+8; j++ {
		if d.words.links[lowerForm(&tokens[j])] && tokens[j].UPOS == "ADP" {
			k := j + 1
			for k < len(tokens) && (tokens[k].UPOS == "DET" || tokens[k].UPOS == "ADJ") {
				k++
			}
			if k < len(tokens) {
				if m := d.nameAt(s, k); m != nil {
					add(m)
					// coordinated ones
					for e := c.first[m.Head]; e >= 0; e = c.next[e] {
						if c.tokens[e].Deprel == "conj" {
							add(d.nameAt(s, e))
						}
					}
				} else if k+1 < len(tokens) && tokens[k].UPOS == "NOUN" {
					if m := d.nameAt(s, k+1); m != nil { // "président du promoteur Damac"
						add(m)
					}
				}
			}
			break
		}
		if tokens[j].UPOS != "ADJ" && tokens[j].UPOS != "NOUN" {
			break
		}
	}
	// before it: NAME 's … noun, NAME noun
	for j := n - 1; j >= 0 && j >= n-6; j-- {
		if d.words.genitives[tokens[j].Form] && j > 0 {
			add(d.nameAt(s, j-1))
			break
		}
		if tokens[j].UPOS == "PROPN" && j == n-1 && d.words.Names.Premodified && (d.isRole(strings.ToLower(tokens[n].Lemma)) || d.words.epithets[strings.ToLower(tokens[n].Lemma)]) {
			add(d.nameAt(s, j))
			break
		}
		if tokens[j].UPOS != "ADJ" && tokens[j].UPOS != "NOUN" && tokens[j].UPOS != "PUNCT" && tokens[j].UPOS != "ADV" && tokens[j].UPOS != "NUM" {
			break
		}
	}
	return out
}
