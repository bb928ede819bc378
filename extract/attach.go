package extract

import (
	"slices"
	"strings"

	"cuibono"
)

// attach gives each candidate of a sentence the amounts, shares, dates, periods and titles that belong to it: those
// that hang, in the tree, from its trigger more closely than from another's.
func (r *reader) attach(s *sentence, list []candidate) {
	if len(list) == 0 {
		return
	}
	wantsAmount := map[int]bool{}
	wantsShare := map[int]bool{}
	all := map[int]bool{}
	for i := range list {
		c := &list[i]
		all[c.trigger] = true
		if c.template.Amount == nil || *c.template.Amount {
			if c.relation.ObjectIsValue || c.relation.Takes("amount") {
				wantsAmount[c.trigger] = true
			}
		}
		if c.relation.Takes("share") {
			wantsShare[c.trigger] = true
		}
	}
	amounts := map[int][]*AmountMention{}
	shares := map[int][]*AmountMention{}
	for k := range r.d.amounts[s.index] {
		a := &r.d.amounts[s.index][k]
		switch a.Kind {
		case Money:
			if a.PerUnit {
				continue
			}
			t := s.measured(list, a.Head)
			if t < 0 {
				t = s.nearestTrigger(a.Head, wantsAmount)
			}
			if t < 0 {
				t = ownNoun(list, a.Head)
			}
			if t >= 0 {
				amounts[t] = append(amounts[t], a)
			}
		case Percent:
			if t := s.nearestTrigger(a.Head, wantsShare); t >= 0 {
				shares[t] = append(shares[t], a)
			}
		}
	}
	for i := range list {
		c := &list[i]
		if c.in.pos == nameTrigger && c.relation.ObjectIsValue {
			if a := s.sumBefore(c.trigger); a != nil {
				v := a.Amount
				v.Bound = a.Bound
				c.amount = &v
			}
			continue
		}
		if wantsAmount[c.trigger] && (c.relation.ObjectIsValue || c.relation.Takes("amount")) && (c.template.Amount == nil || *c.template.Amount) {
			a := s.pickFor(list, i, amounts[c.trigger])
			if own := s.ownSum(c); own != nil && !slices.Contains(amounts[c.trigger], own) {
				a = nil // something nearer has the sum that the pattern asks for; what is left is another's
			}
			if a != nil && (c.relation.ObjectIsValue || !c.subject.among) && (!c.describes() || s.ofNoun(a.Head, c.trigger)) {
				v := a.Amount
				v.Bound = a.Bound
				if !c.relation.ObjectIsValue || v.Value >= leastSum {
					c.amount = &v
				}
			}
		}
		if c.relation.Takes("share") && (c.template.Amount == nil || *c.template.Amount) {
			if a := s.pickFor(list, i, shares[c.trigger]); a != nil {
				c.share = a.Value
			}
		}
		if c.relation.Takes("when") {
			for k := range r.d.dates[s.index] {
				dm := &r.d.dates[s.index][k]
				if s.nearestTrigger(headOf(&r.d.tree.Sentences[s.index], dm.First, dm.Last), all) == c.trigger {
					c.when = dm.Value
				}
			}
		}
		if c.relation.Takes("horizon") {
			for k := range r.d.horizons[s.index] {
				hm := &r.d.horizons[s.index][k]
				if len(r.d.horizons[s.index]) == 1 || s.nearestTrigger(headOf(&r.d.tree.Sentences[s.index], hm.First, hm.Last), all) == c.trigger {
					c.horizon = hm.Value
				}
			}
		}
		if c.relation.Takes("role") && c.in.pos == nounTrigger {
			c.role = s.title(c.in)
		}
	}
	r.keepJointSums(s, list)
}

// ownSum gives the sum that a verb's pattern asks for, or nil.
func (s *sentence) ownSum(c *candidate) *AmountMention {
	if c.in.noun < 0 || !s.amountHead[c.in.noun] || !c.relation.ObjectIsValue {
		return nil
	}
	for k := range s.d.amounts[s.index] {
		if a := &s.d.amounts[s.index][k]; a.Head == c.in.noun && a.Kind == Money && !a.PerUnit {
			return a
		}
	}
	return nil
}

// ownNoun gives the trigger of which the sum at token t is the noun that its pattern asks for: "les 20 millions levés".
func ownNoun(list []candidate, t int) int {
	for i := range list {
		if c := &list[i]; c.in.noun == t && c.relation.ObjectIsValue {
			return c.trigger
		}
	}
	return -1
}

// measured gives the trigger that says what the sum at token t is a sum of: "5 milliards de valorisation"; or -1.
func (s *sentence) measured(list []candidate, t int) int {
	for i := range list {
		if c := &list[i]; c.relation.ObjectIsValue && c.in.pos == nounTrigger && s.head(c.trigger) == t && c.trigger > t && s.cues.genitive[s.prepOf(c.trigger)] {
			return c.trigger
		}
	}
	return -1
}

// leastSum is the least that something is said to raise, to cost or to be worth as a claim; what is less is the price of a thing.
const leastSum = 1000

// keepJointSums takes a sum off the claims of several subjects that give it together: "A et B investissent 3 millions"
// says of neither how much it invests.
func (r *reader) keepJointSums(s *sentence, list []candidate) {
	for i := range s.toks {
		if r.d.words.each[strings.ToLower(s.toks[i].Form)] {
			return
		}
	}
	joint := make([]bool, len(list))
	for i := range list {
		a := &list[i]
		for j := range list[:i] {
			b := &list[j]
			if a.trigger == b.trigger && a.template == b.template && !a.relation.ObjectIsValue && a.object.entity == b.object.entity &&
				a.subject.entity != b.subject.entity && a.amount != nil && b.amount != nil && a.amount.Value == b.amount.Value {
				joint[i], joint[j] = true, true
			}
		}
	}
	for i := range list {
		if joint[i] {
			list[i].amount = nil
		}
	}
}

// describes tells whether the claim is that a noun, as such, has a sum: "un programme de 500 millions".
func (c *candidate) describes() bool {
	t := c.template
	return c.in.pos == nounTrigger && c.relation.ObjectIsValue && len(t.Subject) == 1 && len(t.Subject[0].Path) == 1 && t.Subject[0].Path[0] == "self"
}

// sumBefore gives the sum that stands between the determiner or possessor of a name and the name, other qualities aside: "the $3
// million Trinova tunnel", "Velmor's 80-mile, $3 million Trinova tunnel"; or nil.
func (s *sentence) sumBefore(t int) *AmountMention {
	for u := t - 1; u >= 0 && u >= t-6; u-- {
		if s.amountHead[u] {
			for k := range s.d.amounts[s.index] {
				a := &s.d.amounts[s.index][k]
				if a.Kind != Money || a.PerUnit || a.Head != u {
					continue
				}
				for b := a.First - 1; b >= 0 && b >= a.First-5; b-- {
					switch {
					case s.toks[b].UPOS == "DET", s.genitiveMark(b), s.headed[b] != nil && s.headed[b].Kind == Possessive:
						return a
					case s.toks[b].UPOS != "ADJ" && s.toks[b].UPOS != "NUM" && s.toks[b].UPOS != "NOUN" && s.toks[b].UPOS != "ADV" && s.toks[b].Form != "-" && s.toks[b].Form != ",":
						return nil
					}
				}
			}
			return nil
		}
		switch s.toks[u].UPOS {
		case "ADJ", "NUM", "NOUN", "ADV":
		default:
			if f := s.toks[u].Form; f != "-" && f != "," && !(s.toks[u].UPOS == "VERB" && s.rel(u) == "amod") {
				return nil
			}
		}
	}
	return nil
}

// ofNoun tells whether the sum at token t belongs to the noun n or is its predicate, and is no complement of a verb of its own.
func (s *sentence) ofNoun(t, n int) bool {
	if s.head(n) == t {
		return true
	}
	for u, i := t, 0; u >= 0 && i < maxClimb; u, i = s.head(u), i+1 {
		if u == n {
			return true
		}
		if u != t && s.isVerb(u) {
			return s.rel(n) == "nsubj" && s.head(n) == u && s.cues.copulas[s.low[u]]
		}
	}
	return false
}

// nearestTrigger climbs from token t to the first of the triggers; failing that, it takes the last trigger before t in
// the same stretch of text between strong punctuation.
func (s *sentence) nearestTrigger(t int, triggers map[int]bool) int {
	for u, i := t, 0; u >= 0 && i < 3*maxClimb; u, i = s.head(u), i+1 {
		if triggers[u] {
			return u
		}
		// A verb whose noun is the trigger: "faire une offre de 3 millions".
		best := -1
		for _, k := range s.kids(u) {
			if triggers[k] && k != t && (s.rel(k) == "obj" || s.rel(k) == "xcomp" || s.rel(k) == "obl" || s.rel(k) == "nsubj" || s.rel(k) == "acl") && !(s.isVerb(k) && s.rel(k) == "acl" && k > t) {
				if best < 0 || s.rel(k) == "nsubj" && s.rel(best) == "nsubj" && k < t {
					best = k // of two subjects, that of the clause with the sum: "le projet, dont le coût s'élève à"
				}
			}
		}
		if best >= 0 {
			return best
		}
		if s.rel(u) == "acl" && s.toks[u].Deprel == "acl:relcl" || s.rel(u) == "advcl" {
			if s.isVerb(u) {
				break
			}
		}
	}
	for u := t - 1; u >= 0; u-- {
		if f := s.toks[u].Form; f == ";" || f == ":" {
			break
		}
		if triggers[u] && (s.isVerb(u) || t-u <= 4) {
			return u
		}
	}
	return -1
}

// pickFor gives candidate i of the list its amount: where the trigger has several amounts and several subjects or objects, the
// one beside its own ("détenu à 51 % par Velmor et à 49 % par Ardane"), otherwise the one nearest to the trigger.
func (s *sentence) pickFor(list []candidate, i int, amounts []*AmountMention) *AmountMention {
	c := &list[i]
	if len(amounts) > 1 {
		for j := range list {
			o := &list[j]
			if o.trigger != c.trigger || o.template != c.template {
				continue
			}
			if o.subject.entity != c.subject.entity && c.subject.tok >= 0 {
				return closest(c.subject.tok, amounts)
			}
			if o.object.entity != c.object.entity && c.object.tok >= 0 {
				return closest(c.object.tok, amounts)
			}
		}
	}
	return s.pick(c.trigger, amounts)
}

func closest(t int, amounts []*AmountMention) *AmountMention {
	best := amounts[0]
	for _, a := range amounts[1:] {
		if max(a.Head-t, t-a.Head) < max(best.Head-t, t-best.Head) {
			best = a
		}
	}
	return best
}

// pick gives of several amounts the one nearest to the trigger, those after it first.
func (s *sentence) pick(t int, list []*AmountMention) *AmountMention {
	var best *AmountMention
	bestAt := 1 << 30
	for _, a := range list {
		d := a.Head - t
		if d < 0 {
			d = -2 * d
		}
		if d < bestAt {
			best, bestAt = a, d
		}
	}
	return best
}

// title gives a role as the text has it: the noun with its adjectives and those complements that are no names.
func (s *sentence) title(in *instance) string {
	first, last := in.last-len(in.words)+1, in.last
	for first > 0 && (s.toks[first-1].UPOS == "ADJ" || s.toks[first-1].UPOS == "NOUN" && s.head(first-1) >= first) && s.headed[first-1] == nil && s.toks[first-1].Form != "-" {
		first--
	}
	for last+1 < len(s.toks) && s.toks[last+1].UPOS == "ADJ" && s.headed[last+1] == nil {
		last++
	}
	// "président français": where one is from is no part of the office.
	for last > in.last && s.d.known.demonym(s.toks[last].Form) != nil {
		last--
	}
	for first < in.last-len(in.words)+1 && s.d.known.demonym(s.toks[first].Form) != nil {
		first++
	}
	span := cuibono.Span{Start: s.toks[first].Start, End: s.toks[last].End}
	return strings.Join(strings.Fields(s.d.tree.Text[span.Start:span.End]), " ")
}

// withSums leaves out candidates of relations to a sum that found none.
func withSums(list []candidate) []candidate {
	out := list[:0]
	for _, c := range list {
		if c.relation.ObjectIsValue && c.amount == nil {
			continue
		}
		out = append(out, c)
	}
	return out
}
