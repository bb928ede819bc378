package extract

import (
	"slices"
	"strings"

	"cuibono/schema"
)

// partOfSpeech says which list of a pattern a trigger is from.
type partOfSpeech uint8

const (
	verbTrigger partOfSpeech = iota
	nounTrigger
	adjectiveTrigger
	nameTrigger
)

// trigger is one word or phrase of a pattern, found by one of its words.
type trigger struct {
	pattern *compiled
	pos     partOfSpeech
	words   []string // the phrase in order, lemmas or forms; words[key] is the one it is found by
	key     int
}

// compiled is a pattern made ready for matching.
type compiled struct {
	*schema.Pattern
	with, under, notUnder, notOf, without, behind set
	// The sources of each claim, with prepositions in the form of the tokenizer.
	subjects, objects, require, forbid [][]schema.Source
	takesAmount, takesShare            bool
	evidentSubject, evidentObject      bool
	unlike                             set
	late                               bool // asks what other claims of the sentence are about, and so comes after them
	cites                              bool // asks what the clause is about that a verb of saying reports
}

// patternIndex finds the triggers that a word can be part of.
type patternIndex map[string][]trigger

// verbs gives the lemmas of the verbs of one word that the patterns and the words of discourse have.
func (x patternIndex) verbs(words *schema.Lexicon) set {
	out := newSet(append(slices.Clone(words.Speech.Speech), words.Speech.Planned...))
	for lemma, triggers := range x {
		if slices.ContainsFunc(triggers, func(t trigger) bool { return t.pos == verbTrigger }) {
			out[lemma] = true
		}
	}
	return out
}

// compile indexes the patterns of a language by the word that each trigger is found by.
func compile(s *schema.Schema, language string) patternIndex {
	words := &s.Lexicon(language).Speech
	contractions, clitics := words.Contractions, newSet(append(slices.Clone(words.Reflexives), words.Proforms...))
	index := patternIndex{}
	add := func(c *compiled, pos partOfSpeech, words []string) {
		key := 0
		for pos == verbTrigger && key < len(words)-1 && clitics[words[key]] {
			key++ // the pronouns that a verb's phrase may begin with ("se en prendre")
		}
		index.add(trigger{c, pos, words, key})
	}
	list := s.Patterns(language)
	for i := range list {
		c := &compiled{Pattern: &list[i], with: newSet(list[i].With), under: newSet(list[i].Under), notUnder: newSet(list[i].NotUnder), without: newSet(list[i].Without), notOf: newSet(list[i].NotOf), behind: canonical(list[i].Behind, contractions)}
		c.unlike = newSet(c.Unlike)
		c.evidentSubject, c.evidentObject = slices.Contains(c.Evident, "subject"), slices.Contains(c.Evident, "object")
		for _, t := range c.Claims {
			c.subjects = append(c.subjects, tokenized(t.Subject, contractions))
			c.objects = append(c.objects, tokenized(t.Object, contractions))
			c.require = append(c.require, tokenized(t.Require, contractions))
			c.forbid = append(c.forbid, tokenized(t.Forbid, contractions))
			c.late = c.late || asksAlong(t.Object) || asksAlong(t.Subject)
			c.cites = c.cites || slices.ContainsFunc(t.Object, func(src schema.Source) bool { return src.Path[0] == "said" })
			r := s.Relation(t.Relation)
			if r == nil {
				continue
			}
			amount := r.ObjectIsValue || r.Takes("amount")
			c.takesAmount = c.takesAmount || amount && (t.Amount == nil || *t.Amount)
			c.takesShare = c.takesShare || r.Takes("share")
		}
		for _, w := range c.Verb {
			add(c, verbTrigger, splitPhrase(w, contractions))
		}
		for _, w := range c.Noun {
			add(c, nounTrigger, splitPhrase(w, contractions))
		}
		if c.AnyName {
			index[anyName] = append(index[anyName], trigger{c, nameTrigger, []string{anyName}, 0})
		}
		for _, w := range c.Adjective {
			add(c, adjectiveTrigger, splitPhrase(w, contractions))
		}
	}
	return index
}

// asksAlong tells whether one of the sources is what another claim is about.
func asksAlong(list []schema.Source) bool {
	for i := range list {
		if step := list[i].Path[0]; step == alongPlace || step == themePlace || step == eventPlace || step == accuserPlace {
			return true
		}
	}
	return false
}

// Places that other claims fill: those of the sentence, those that tell of an event.
const (
	alongPlace = "along"
	themePlace = "theme"
	eventPlace = "event"
	// accuserPlace is who was said to have a relation to the claim's subject.
	accuserPlace = "accuser"
)

// tokenized gives sources whose prepositions are written as the tokenizer parts them.
func tokenized(list []schema.Source, contractions map[string][]string) []schema.Source {
	out := make([]schema.Source, len(list))
	for i, src := range list {
		out[i] = schema.Source{Topic: src.Topic, Aspect: src.Aspect, Path: make([]string, len(src.Path))}
		for k, step := range src.Path {
			if head, typ, ok := strings.Cut(step, ":"); ok {
				out[i].Path[k] = strings.Join(splitPhrase(head, contractions), " ") + ":" + typ
				continue
			}
			out[i].Path[k] = strings.Join(splitPhrase(step, contractions), " ")
		}
	}
	return out
}

func (x patternIndex) add(t trigger) {
	x[t.words[t.key]] = append(x[t.words[t.key]], t)
	if t.pos == nounTrigger && len(t.words) > 1 {
		// The phrase as one token, which is how joinPhrases leaves it.
		whole := strings.Join(t.words, " ")
		x[whole] = append(x[whole], trigger{t.pattern, t.pos, []string{whole}, 0})
	}
}

// anyName is the key of the triggers that every name is; no lemma has a blank.
const anyName = "a name"

// instance is a pattern found in a sentence.
type instance struct {
	*trigger
	s     *sentence
	tok   int // the trigger's head
	noun  int // the noun of a verb with a noun of its own ("prendre une participation"), or -1
	last  int // the last token of the trigger's phrase
	voice voice
}

// matches gives the patterns whose triggers stand at token t.
func (x patternIndex) matches(s *sentence, t int, out []instance) []instance {
	lists := [3][]trigger{x[s.low[t]]}
	if s.form[t] != s.low[t] {
		lists[1] = x[s.form[t]]
	}
	if (s.toks[t].UPOS == "VERB" || s.verbLike(t)) && !verbAmong(lists[0]) {
		// A lemma that the tagger guessed wrong.
		for k := range s.cues.endings {
			e := &s.cues.endings[k]
			if stem, ok := strings.CutSuffix(s.form[t], e.Form); ok && len(stem) > 2 && len(x[stem+e.Lemma]) > 0 {
				lists[2] = x[stem+e.Lemma]
				break
			}
		}
	}
	if whole := s.d.phrases[s.toks[t].Start]; whole != "" {
		lists[0], lists[1] = x[whole], nil
	} else if s.toks[t].UPOS == "VERB" && len(x[s.form[t]]) == 0 {
		// A participle that a pattern lists as an adjective: "associés" for "associé".
		base := strings.TrimSuffix(s.form[t], "s")
		if lists[1] = x[base]; len(lists[1]) == 0 && strings.HasSuffix(base, "e") {
			lists[1] = x[base[:len(base)-1]]
		}
	}
	if len(lists[0]) == 0 && len(lists[1]) == 0 && (s.toks[t].UPOS == "PROPN" || s.toks[t].UPOS == "NOUN") && len(s.form[t]) > 4 && (strings.HasSuffix(s.form[t], "s") || strings.HasSuffix(s.form[t], "x")) {
		lists[0] = x[s.form[t][:len(s.form[t])-1]] // a plural whose lemma the tagger does not know
	}
	if m := s.headed[t]; m != nil && m.Kind == Name {
		lists[0], lists[1], lists[2] = x[anyName], nil, nil
	}
	for i := range lists {
		for j := range lists[i] {
			g := &lists[i][j]
			if in, ok := s.match(g, t); ok && !seen(out, in) {
				out = append(out, in)
			}
		}
	}
	return out
}

// verbAmong tells whether a trigger of the list is a verb.
func verbAmong(list []trigger) bool {
	for i := range list {
		if list[i].pos == verbTrigger {
			return true
		}
	}
	return false
}

// seen tells whether the pattern was found at the token by another of its triggers.
func seen(list []instance, in instance) bool {
	for _, o := range list {
		if o.pattern == in.pattern && o.tok == in.tok {
			return true
		}
	}
	return false
}

func (s *sentence) match(g *trigger, t int) (instance, bool) {
	in := instance{trigger: g, s: s, tok: t, noun: -1, last: t}
	switch g.pos {
	case nameTrigger:
		if s.namesThing(t) {
			return in, false
		}
	case verbTrigger:
		if !s.isVerb(t) && !(s.toks[t].UPOS == "ADJ" && s.feat(t, "VerbForm") == "Part") && !s.verbLike(t) {
			return in, false
		}
		if s.toks[t].UPOS == "AUX" && (s.rel(t) == "aux" || s.rel(t) == "cop") {
			return in, false
		}
		if g.key == 0 && s.reflexive(t) || s.inNounRow(t) {
			return in, false
		}
		for i, w := range g.words {
			if i < g.key && !s.clitic(t, w) || i > g.key && !s.particle(t, w, &in.last) {
				return in, false
			}
		}
		if h := s.head(t); h >= 0 && g.pattern.notUnder[s.low[h]] && s.rel(t) == "xcomp" || len(g.pattern.under) > 0 && (h < 0 || !g.pattern.under[s.low[h]]) {
			return in, false
		}
		if len(g.pattern.with) > 0 {
			if in.noun = s.withNoun(t, g.pattern.with, g.pattern.notOf); in.noun < 0 {
				return in, false
			}
		}
	case nounTrigger, adjectiveTrigger:
		if whole := s.d.phrases[s.toks[t].Start]; whole != "" && len(g.words) == 1 && whole != g.words[0] {
			return in, false
		} else if whole == "" && !s.matchForms(t, g.words) && !(len(g.words) == 1 && (g.pos == adjectiveTrigger || strings.HasPrefix(s.form[t], g.words[0]))) {
			return in, false
		}
		in.last = t + len(g.words) - 1
		for u := t; u <= in.last; u++ {
			if h := s.head(u); h < t || h > in.last {
				in.tok = u
				break
			}
		}
		switch u := s.toks[in.tok].UPOS; {
		case g.pos == nounTrigger && u != "NOUN" && u != "PROPN" && u != "ADJ" && u != "X" && u != "NUM" && !(u == "VERB" && s.kid(in.tok, "cop") >= 0):
			return in, false
		case g.pos == nounTrigger && s.headed[in.tok] != nil && s.headed[in.tok].Kind == Name:
			return in, false
		case g.pos == adjectiveTrigger && u != "ADJ" && u != "VERB" && u != "ADV" && u != "NOUN" && u != "PROPN" && u != "ADP":
			return in, false
		}
		if len(g.pattern.under) > 0 {
			if v, _ := s.governor(in.tok); (v < 0 || !g.pattern.under[s.low[v]]) && !s.underRelative(in.tok, g.pattern.under) {
				return in, false
			}
		}
		if len(g.pattern.notUnder) > 0 {
			if v, _ := s.governor(in.tok); v >= 0 && g.pattern.notUnder[s.low[v]] {
				return in, false
			}
		}
	}
	if len(g.pattern.behind) > 0 && !g.pattern.behind[s.prepOf(in.tok)] {
		return in, false
	}
	if g.pattern.Entry && !s.inEntry(t) {
		return in, false
	}
	for _, k := range s.kids(in.tok) {
		if g.pattern.without[s.low[k]] {
			return in, false
		}
	}
	if in.noun >= 0 && len(g.pattern.without) > 0 {
		for _, k := range s.kids(in.noun) {
			if g.pattern.without[s.low[k]] {
				return in, false // "€1 billion in aid"
			}
		}
	}
	return in, true
}

// underRelative tells whether a noun is the object of one of the verbs by a relative clause: "the round that Velmor closed".
func (s *sentence) underRelative(n int, verbs set) bool {
	for _, k := range s.kids(n) {
		if s.toks[k].Deprel == "acl:relcl" && verbs[s.low[k]] && s.kid(k, "obj") <= k {
			return true
		}
	}
	return false
}

// inEntry tells whether token t is part of an entry of a list: the sentence opens with a name, a colon follows, and no verb
// stands before t.
func (s *sentence) inEntry(t int) bool {
	named, colon := false, false
	for u := 0; u < t; u++ {
		switch {
		case s.headed[u] != nil && s.headed[u].Kind == Name && u <= 2:
			named = true
		case s.toks[u].Form == ":":
			colon = true
		case s.isVerb(u) && s.feat(u, "VerbForm") == "Fin":
			return false
		}
	}
	for u := t; !colon && u < len(s.toks) && u <= t+3; u++ {
		colon = s.toks[u].Form == ":"
	}
	return named && colon
}

// verbLike tells whether a tag other than verb may be the tagger's mistake: a lower-case word with a subject or object.
func (s *sentence) verbLike(t int) bool {
	u := s.toks[t].UPOS
	return (u == "ADJ" || u == "NOUN") && s.kid(t, "nsubj", "obj", "obl:agent", "aux") >= 0 && s.kid(t, "cop", "det") < 0
}

// inNounRow tells whether what was taken for a verb stands in a row of nouns: "the grocery buying platform".
func (s *sentence) inNounRow(t int) bool {
	if t == 0 || s.toks[t-1].Deprel != "compound" || s.head(t-1) != t || s.feat(t, "VerbForm") == "Fin" {
		return false
	}
	o := s.kid(t, "obj")
	return o == t+1 && s.kid(o, "det", "amod", "nummod") < 0
}

// reflexive tells whether a verb is used with a reflexive pronoun, which makes another verb of it.
func (s *sentence) reflexive(t int) bool {
	if s.suffered(t) {
		return false
	}
	for _, k := range s.kids(t) {
		if k < t && t-k <= 4 && (s.toks[k].Deprel == "expl:pv" && !s.cues.proforms[s.form[k]] || s.toks[k].Deprel == "expl:pass" || s.feat(k, "Reflex") == "Yes" && s.toks[k].UPOS == "PRON" && s.cues.reflexives[s.low[k]]) {
			return true
		}
	}
	return false
}

// clitic tells whether a pronoun stands before the verb: for a reflexive one any that is.
func (s *sentence) clitic(t int, word string) bool {
	reflexive := s.cues.reflexives[word]
	for u := t - 1; u >= 0 && u >= t-5; u-- {
		if s.form[u] == word {
			return true
		}
		if reflexive && (s.feat(u, "Reflex") == "Yes" || s.cues.reflexives[s.form[u]] || s.rel(u) == "expl" && s.cues.reflexives[s.low[u]]) {
			return true
		}
	}
	return false
}

// particle tells whether a further word of a verb's phrase stands after it, and moves last on to it.
func (s *sentence) particle(t int, word string, last *int) bool {
	for u := *last + 1; u < len(s.toks) && u <= *last+4; u++ {
		if s.form[u] == word || s.low[u] == word {
			*last = u
			return true
		}
		if s.toks[u].UPOS == "PUNCT" && s.toks[u].Form != "\"" {
			break
		}
	}
	return false
}

// withNoun gives the noun among those wanted that is the verb's object, subject of its passive or oblique, or -1.
func (s *sentence) withNoun(v int, want, notOf set) int {
	if want["amount"] {
		if t := s.withAmount(v, notOf); t >= 0 {
			return t
		}
	}
	for _, k := range s.kids(v) {
		switch s.rel(k) {
		case "obj", "obl", "nsubj", "xcomp", "iobj", "nmod", "dep", "conj", "advmod":
			if (want[s.nounAt(k)] || want[s.form[k]] || want[s.d.phrases[s.toks[k].Start]]) && (k > v || s.rel(k) == "nsubj" || s.rel(k) == "obl" && (s.kid(v, "nsubj") > v || s.impersonal(v))) {
				return k
			}
			if s.isVerb(k) && s.rel(k) == "conj" {
				continue // "bought land and borrowed against its stake"
			}
			if notOf[s.low[k]] {
				continue
			}
			// "prendre le contrôle", "a third of the shares": one noun down.
			for _, kk := range s.kids(k) {
				if want[s.nounAt(kk)] && kk > v && (s.rel(kk) == "nmod" || s.rel(kk) == "conj" || s.rel(kk) == "obl" || s.rel(kk) == "compound" || s.rel(kk) == "amod" || s.rel(kk) == "appos" || s.rel(kk) == "flat") {
					return kk
				}
			}
		}
	}
	if h := s.head(v); h >= 0 && s.rel(v) == "acl" && want[s.low[h]] && s.kid(v, "nsubj") < 0 && s.feat(v, "VerbForm") == "Fin" {
		return h // "whose investors include Velmor"
	} else if h >= 0 && s.rel(v) == "acl" && s.passive(v) {
		if want[s.low[h]] || want[s.d.phrases[s.toks[h].Start]] {
			return h
		}
		if up := s.head(h); up >= 0 && s.rel(h) == "nmod" && want[s.low[up]] {
			return up // "a stake in Trinova held by Velmor"
		}
	}
	if s.toks[v].Deprel == "acl:relcl" {
		r := s.relativeKid(v)
		if h := s.head(v); h >= 0 && want[s.low[h]] && (r < 0 || s.rel(r) == "obj" || s.rel(r) == "nsubj") {
			return h
		}
		if r >= 0 && s.rel(r) == "obl" && s.prepOf(r) != "" {
			// "un tour mené par Velmor, auquel ont participé": the clause may be hung on a name within the phrase of the noun.
			for h, i := s.head(v), 0; h >= 0 && i < 4; h, i = s.head(h), i+1 {
				if want[s.low[h]] {
					return h
				}
			}
		}
	}
	for u := v + 1; u < len(s.toks) && u <= v+5; u++ {
		switch s.toks[u].UPOS {
		case "VERB", "PUNCT", "PROPN":
			return -1
		case "NOUN":
			if h := s.head(u); want[s.nounAt(u)] && (h < 0 || !notOf[s.low[h]]) {
				return u
			}
		}
	}
	return -1
}

// impersonal tells whether the verb's subject is a pronoun that stands for no one: "au capital, on trouve".
func (s *sentence) impersonal(v int) bool {
	k := s.kid(v, "nsubj")
	return k >= 0 && s.toks[k].UPOS == "PRON" && s.headed[k] == nil && !s.isRelative(k)
}

// nounAt gives the noun at token k as patterns list it: an office of several words is none of one ("directeur de la stratégie").
func (s *sentence) nounAt(k int) string {
	if whole := s.d.phrases[s.toks[k].Start]; whole != "" && (s.d.words.roles[s.low[k]] || s.d.words.roles[whole]) {
		return whole
	}
	return s.low[k]
}

// withAmount gives the head of a sum of money that is the verb's object, or its subject where it is passive, or -1. What measures
// one of the nouns in notOf does not count.
func (s *sentence) withAmount(v int, notOf set) int {
	for k := range s.d.amounts[s.index] {
		a := &s.d.amounts[s.index][k]
		if a.Kind != Money {
			continue
		}
		measures := false
		for t, i := a.Head, 0; t >= 0 && i < 4; t, i = s.head(t), i+1 {
			h := s.head(t)
			r := s.rel(t)
			if t != a.Head && t != v && notOf[s.low[t]] {
				measures = true
				break // "raise money at a $3 billion valuation"
			}
			if h == v && (r == "obj" || r == "obl" || r == "iobj" || r == "xcomp" || r == "nummod" || r == "appos" || r == "dep" || r == "nsubj" && (s.passive(v) || a.Head > v) || r == "advmod" || r == "ccomp" || r == "parataxis") {
				return a.Head
			}
			if r == "acl" && s.passive(t) && t == v {
				return a.Head
			}
			if t != a.Head && s.isVerb(t) {
				break
			}
		}
		if measures {
			continue
		}
		if s.rel(v) == "acl" {
			// "les 20 millions annoncés", "the $5 million it raised"
			if h := s.head(v); h >= 0 && (h == a.Head || a.First <= h && h <= a.Last) {
				return a.Head
			}
		}
		if a.First > v && a.First-v <= 3 {
			return a.Head
		}
	}
	return -1
}

// namesThing tells whether a name stands before a noun of which it is the name, and the noun is not one for an organization:
// "the Orion mission"; but "Velmor geologist Ana Velt".
func (s *sentence) namesThing(t int) bool {
	h := s.head(t)
	return h > t && s.rel(t) == "compound" && !slices.Contains(s.d.words.kinds[s.low[h]], organizationType) && len(s.officer(t)) == 0
}
