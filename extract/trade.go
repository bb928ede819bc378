package extract

import (
	"slices"
	"strings"

	"cuibono/lang"
)

// This file notes in what trade the article says a thing is ("the oil company Velmor", "Velmor est un opérateur ferroviaire"), by which
// a description tells later which thing it means: "the oil company".

// stemLength is over how many bytes two words for a trade are one: "ferroviaire", "ferroviaires"; "bank", "banking".
const stemLength = 6

// stem cuts a word in lower case to the part that its kin share, "" where it is too short to tell anything.
func stem(word string) string {
	if len(word) < 3 {
		return ""
	}
	if len(word) > stemLength {
		word = word[:stemLength]
	}
	return strings.TrimSuffix(word, "s")
}

// trades gives the stems of the words beside the noun at token n that say what it deals in: "ride", "hailing" of "the ride-hailing
// company", "média" of "le géant danois des médias".
func (d *document) trades(s int, tokens []lang.Token, n int) []string {
	var out []string
	add := func(t *lang.Token) {
		low := lowerForm(t)
		if d.known.demonym(low) != nil || d.words.different[low] || d.words.generic[low] != "" {
			return
		}
		if w := stem(low); w != "" && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	if d.words.Names.Premodified {
		for k := n - 1; k >= 0 && k >= n-5; k-- {
			t := &tokens[k]
			if d.nameAt(s, k) != nil {
				break
			}
			switch {
			case t.UPOS == "NOUN" || t.UPOS == "VERB" && strings.HasPrefix(t.Deprel, "amod") || t.UPOS == "ADJ" && feature(t, "Degree") == "Pos" && len(t.Form) > 5:
				add(t)
				continue
			case t.UPOS == "ADJ" || t.Form == "-":
				continue
			}
			break
		}
	}
	for k := n + 1; k < len(tokens) && k <= n+6; k++ {
		t := &tokens[k]
		switch {
		case d.nameAt(s, k) != nil:
			return out
		case t.UPOS == "ADJ" && !d.words.Names.Premodified, t.UPOS == "NOUN" && tokens[k-1].UPOS != "NOUN":
			add(t)
			continue
		case t.UPOS == "ADP" && d.words.possession[lowerForm(t)], t.UPOS == "DET" && d.words.isArticle(lowerForm(t)), t.UPOS == "ADJ":
			continue
		}
		break
	}
	return out
}

// dealsIn tells whether the article says, in the name or beside it, that a thing is in one of the trades.
func (d *document) dealsIn(e int, trades []string) bool {
	if len(trades) == 0 {
		return false
	}
	entity := &d.entities[e]
	for _, t := range trades {
		if slices.Contains(entity.trades, t) {
			return true
		}
	}
	if entity.Type == personType {
		return false
	}
	for word := range strings.FieldsSeq(entity.Name) {
		if w := stem(strings.ToLower(word)); w != "" && slices.Contains(trades, w) {
			return true
		}
	}
	return false
}

// noteTrades keeps the words of a noun phrase that describes an entity.
func (d *document) noteTrades(e int, trades []string) {
	for _, t := range trades {
		if entity := &d.entities[e]; !slices.Contains(entity.trades, t) {
			entity.trades = append(entity.trades, t)
		}
	}
}

// findPredicates notes what copulas say of names: "Velmor is a ride-hailing company".
func (d *document) findPredicates(clauses []*clause) {
	for s := range d.mentions {
		c := clauses[s]
		for i := range d.mentions[s] {
			m := &d.mentions[s][i]
			t := &c.tokens[m.Head]
			if m.Kind != Name || !strings.HasPrefix(t.Deprel, "nsubj") || t.Head <= m.Head || c.child(t.Head, "cop") < 0 || c.child(m.Head, "conj") >= 0 {
				continue
			}
			noun, types := d.noun(c.tokens, t.Head)
			if e := &d.entities[m.Entity]; noun != "" && slices.Contains(types, e.Type) && !isPlural(&c.tokens[t.Head]) {
				if !slices.Contains(e.Nouns, noun) && !d.isRole(noun) {
					e.Nouns = append(e.Nouns, noun)
				}
				d.noteTrades(m.Entity, d.trades(s, c.tokens, t.Head))
			}
		}
	}
}

// likely tells whether a noun that the article has not used of a thing may mean it nevertheless: what the article turns around, what has the
// origin said, or the only thing of its kind just spoken of, unless the noun says what something is to another or the thing is of another trade.
func (r *resolver) likely(s, e, i int, c *clause, noun string, types []string, excluded []int) bool {
	d := r.d
	if d.words.relational[noun] || d.words.classes[noun]&d.words.evidentClasses != 0 && d.words.classes[noun]&^d.words.evidentClasses == 0 && d.entities[e].Type != organizationType {
		return false
	}
	entity := &d.entities[e]
	if entity.class&d.words.reporting != 0 && d.words.classes[noun]&d.words.reporting == 0 {
		return false
	}
	trade := func(n string) bool {
		_, generic := d.words.generic[n]
		return !generic && !d.words.wide[n] && !d.words.relational[n] && slices.Contains(d.words.kinds[n], entity.Type)
	}
	if !d.words.wide[noun] && slices.ContainsFunc(entity.Nouns, trade) {
		return false
	}
	for word := range strings.FieldsSeq(entity.Name) {
		if entity.Type == organizationType && trade(strings.ToLower(word)) {
			return false // "Larrowby Airline" is no maker of planes
		}
	}
	if said := d.words.classes[noun]; entity.class&said&d.words.evidentClasses != 0 {
		return true
	}
	a := &r.last[e]
	return d.isMain(e) || r.originMatches(e, i, c) || d.isTopic(s, e) && (a.subject || c.mainSubject(i)) && r.turn-a.turn <= 1 || !r.othersNear(s, e, types, excluded)
}

// othersNear tells whether the article just spoke of another thing of one of the types: in sentence s, where it spoke of this one there.
func (r *resolver) othersNear(s, e int, types []string, excluded []int) bool {
	reach := 2
	if r.last[e].sentence == s {
		reach = 0
	}
	for rank := len(r.recent) - 1; rank >= 0; rank-- {
		o := r.recent[rank]
		if r.turn-r.last[o].turn > reach {
			break
		}
		if o != e && !r.d.entities[o].aside && !slices.Contains(excluded, o) && slices.Contains(types, r.d.entities[o].Type) {
			return true
		}
	}
	return false
}
