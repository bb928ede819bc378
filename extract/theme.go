package extract

import (
	"strings"

	"cuibono"
	"cuibono/schema"
	"cuibono/schema/strict"
)

// An article tells of an event once with its parties and goes on with its noun alone: "the round was led by Velmor",
// "l'opération valorise l'entreprise". This file finds what such a noun is about: the theme of the event told of last.

// themeReach is over how many sentences an event is remembered.
const themeReach = 4

// theme gives what the round, deal or offer is about that the instance speaks of, where neither its noun nor the verb
// says it by name.
func (r *reader) theme(in *instance, n int, fits func(string) bool) ref {
	none := ref{entity: Unresolved}
	s, given := in.s, in.pattern.Claims[n].Given
	same := false // "a round" is told of here for the first time
	verb := -1    // of a noun that names no event, the verb above it whose event alone may be meant
	switch {
	case in.pos == verbTrigger:
		if noun := r.eventNoun(in); noun >= 0 {
			if x := r.complementOf(s, noun, fits); x.entity != Unresolved && r.resumes(in) {
				return x
			}
			if s.ownTheme(noun) {
				return none
			}
			same = s.indefinite(noun)
		}
	case s.ownTheme(in.tok):
		return none
	case !s.isEvent(in.tok) && len(given) == 0:
		// "invested at a valuation of": a valuation is that of what money is put into.
		if verb, _ = s.governor(in.tok); verb < 0 {
			return none
		}
	}
	best := r.lastEvent(in, given, verb, fits)
	if best == nil || same && best.sentence < s.index {
		return none
	}
	x := themeOf(best)
	x.tok, x.named = -1, false
	x.score = min(0.9, x.score)
	if s.index-best.sentence > 1 {
		x.score *= 0.93
	}
	return x
}

// lastEvent gives the claim that told last of an event before the instance, of one of the relations given if any are, or nil where there is
// none or it leaves doubt. With a verb, only the event of that verb counts.
func (r *reader) lastEvent(in *instance, given []strict.Name, verb int, fits func(string) bool) *candidate {
	passage, here := r.voices.passage, in.s.index
	var best *candidate
	several := false
	for i := len(r.out) - 1; i >= 0; i-- {
		c := &r.out[i]
		if here-c.sentence > themeReach || passage[here]-passage[c.sentence] > 1 || best != nil && c.sentence < best.sentence || verb >= 0 && c.sentence < here {
			break
		}
		if c.relation.Theme == "" || c.polarity == cuibono.Denied || c.score < 0.5 || len(given) > 0 && !c.among(given) ||
			verb >= 0 && c.trigger != verb || c.sentence == here && (c.in.tok == in.tok || c.sumless()) {
			continue
		}
		x := themeOf(c)
		if x.entity == Unresolved || fits != nil && !r.fits(x, fits) {
			continue
		}
		switch {
		case best == nil:
			best = c
		case c.trigger == best.trigger:
			several = several || themeOf(best).entity != x.entity
		case later(c, best, in):
			best, several = c, false
		}
	}
	if several || best != nil && r.supplanted(best, in.s, in.tok) {
		return nil
	}
	return best
}

// supplanted tells whether a later paragraph, up to that of the event told by token t of s, opens with something else that it names for the first time: the event
// there is another one's, unless that is only a party to it: "Velmor led the round".
func (r *reader) supplanted(c *candidate, s *sentence, t int) bool {
	passage, here := r.voices.passage, s.index
	for j := c.sentence + 1; j <= here; j++ {
		if passage[j] == passage[j-1] {
			continue
		}
		for k := range r.d.mentions[j] {
			m := &r.d.mentions[j][k]
			if m.Kind != Name {
				continue
			}
			if j == here {
				if h := s.head(m.Head); h < 0 || h == t || h == s.head(t) {
					break
				}
			}
			if e := &r.d.entities[m.Entity]; m.First <= 1 && e.Type == organizationType && e.First == j && m.Entity != c.subject.entity && m.Entity != c.object.entity {
				return true
			}
			break
		}
	}
	return false
}

// later tells whether event a, of one sentence with b, is the one meant by what follows: the last one before it.
func later(a, b *candidate, in *instance) bool {
	if a.sentence == in.s.index && (a.trigger > in.tok) != (b.trigger > in.tok) {
		return a.trigger < in.tok
	}
	return a.trigger > b.trigger
}

// themeOf gives the end of a claim that its relation names as what the event is about.
func themeOf(c *candidate) ref {
	if c.relation.Theme == schema.ThemeSubject {
		return c.subject
	}
	return c.object
}

// isEvent tells whether a noun is one for an event that relations tell of.
func (s *sentence) isEvent(t int) bool {
	return t >= 0 && s.toks[t].UPOS == "NOUN" && (s.cues.eventNouns[s.low[t]] || s.cues.eventNouns[s.d.phrases[s.toks[t].Start]])
}

// resumes tells whether the verb of the instance says of an event, by its noun, something of what is not named beside it: "the deal
// values the company".
func (r *reader) resumes(in *instance) bool {
	if in.pos != verbTrigger || r.eventNoun(in) < 0 {
		return false
	}
	for _, a := range in.s.objects(in.tok) {
		if x, ok := in.s.own(a.tok); ok && x.named {
			return false
		}
	}
	return true
}

// eventNoun gives the noun for an event that the verb of the instance has as subject, object or oblique, or qualifies; or -1.
func (r *reader) eventNoun(in *instance) int {
	s := in.s
	if s.isEvent(in.noun) {
		return in.noun
	}
	for _, k := range s.kids(in.tok) {
		switch s.rel(k) {
		case "nsubj", "obj", "obl":
			if s.isRelative(k) && k >= 2 && s.toks[k-1].Form == "," && s.isEvent(k-2) {
				return k - 2 // "the round, which valued": wherever the parser hung the clause
			}
			if k = s.through(k, 1).tok; s.isEvent(k) {
				return k
			}
		}
	}
	for _, a := range s.surfaceSubject(in.tok, 0) {
		if s.isEvent(a.tok) {
			return a.tok
		}
	}
	if h := s.head(in.tok); strings.HasPrefix(s.toks[in.tok].Deprel, "acl") && s.isEvent(h) {
		return h
	}
	return -1
}

// complementOf gives the name that the noun for an event has as complement: "a deal for Trinova that values the chain".
func (r *reader) complementOf(s *sentence, t int, fits func(string) bool) ref {
	for _, k := range s.kids(t) {
		if m := s.headed[k]; k > t && s.rel(k) == "nmod" && s.prepOf(k) != "" && m != nil && m.Kind == Name && m.Entity != Unresolved {
			if x := (ref{entity: m.Entity, tok: -1, score: 0.88}); r.typeOf(x) != placeType && (fits == nil || r.fits(x, fits)) {
				return x
			}
		}
	}
	return ref{entity: Unresolved}
}

// indefinite tells whether a noun stands for something new: "a round", "un tour de table".
func (s *sentence) indefinite(t int) bool {
	for _, k := range s.kids(t) {
		if s.rel(k) == "det" && s.d.words.indefinite[s.form[k]] {
			return true
		}
	}
	return false
}

// ownTheme tells whether the noun for an event says itself whose it is: "the Trinova deal", "its round", "le rachat de Trinova".
func (s *sentence) ownTheme(t int) bool {
	for _, k := range s.kids(t) {
		switch s.rel(k) {
		case "nmod", "compound", "appos", "flat":
			if m := s.headed[k]; m != nil && m.Kind == Name && (s.prepOf(k) == "" || s.cues.genitive[s.prepOf(k)] || s.cues.holding[s.prepOf(k)]) {
				return true
			}
		}
	}
	return len(s.possessors(t)) > 0
}
