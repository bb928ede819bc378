package extract

import (
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
	with, under, without set
	// The sources of each claim, with prepositions in the form of the tokenizer.
	subjects, objects, require, forbid [][]schema.Source
	takesAmount, takesShare            bool
}

// patternIndex finds the triggers that a word can be part of.
type patternIndex map[string][]trigger

// compile indexes the patterns of a language by the word that each trigger is found by.
func compile(s *schema.Schema, language string) patternIndex {
	contractions := s.Lexicon(language).Speech.Contractions
	index := patternIndex{}
	list := s.Patterns(language)
	for i := range list {
		c := &compiled{Pattern: &list[i], with: newSet(list[i].With), under: newSet(list[i].Under), without: newSet(list[i].Without)}
		for _, t := range c.Claims {
			c.subjects = append(c.subjects, tokenized(t.Subject, contractions))
			c.objects = append(c.objects, tokenized(t.Object, contractions))
			c.require = append(c.require, tokenized(t.Require, contractions))
			c.forbid = append(c.forbid, tokenized(t.Forbid, contractions))
			r := s.Relation(t.Relation)
			if r == nil {
				continue
			}
			amount := r.ObjectIsValue || r.Takes("amount")
			c.takesAmount = c.takesAmount || amount && (t.Amount == nil || *t.Amount)
			c.takesShare = c.takesShare || r.Takes("share")
		}
		for _, w := range c.Verb {
			index.add(c, verbTrigger, splitPhrase(w, contractions))
		}
		for _, w := range c.Noun {
			index.add(c, nounTrigger, splitPhrase(w, contractions))
		}
		if c.AnyName {
			index[anyName] = append(index[anyName], trigger{c, nameTrigger, []string{anyName}, 0})
		}
		for _, w := range c.Adjective {
			index.add(c, adjectiveTrigger, splitPhrase(w, contractions))
		}
	}
	return index
}

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

func (x patternIndex) add(c *compiled, pos partOfSpeech, words []string) {
	key := 0
	for pos == verbTrigger && key < len(words)-1 && clitics[words[key]] {
		key++
	}
	x[words[key]] = append(x[words[key]], trigger{c, pos, words, key})
	if pos == nounTrigger && len(words) > 1 {
		// The phrase as one token, which is how joinPhrases leaves it.
		whole := strings.Join(words, " ")
		x[whole] = append(x[whole], trigger{c, pos, []string{whole}, 0})
	}
}

// anyName is the key of the triggers that every name is; no lemma has a blank.
const anyName = "a name"

// clitics are the pronouns that a verb's phrase may begin with ("se en prendre").
var clitics = set{"se": true, "s'": true, "en": true, "y": true}

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
	if s.toks[t].UPOS == "VERB" && len(lists[0]) == 0 {
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
	case verbTrigger:
		if !s.isVerb(t) && !(s.toks[t].UPOS == "ADJ" && s.feat(t, "VerbForm") == "Part") && !s.verbLike(t) {
			return in, false
		}
		if s.toks[t].UPOS == "AUX" && (s.rel(t) == "aux" || s.rel(t) == "cop") {
			return in, false
		}
		if g.key == 0 && s.reflexive(t) {
			return in, false
		}
		for i, w := range g.words {
			if i < g.key && !s.clitic(t, w) || i > g.key && !s.particle(t, w, &in.last) {
				return in, false
			}
		}
		if len(g.pattern.with) > 0 {
			if in.noun = s.withNoun(t, g.pattern.with); in.noun < 0 {
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
		case g.pos == nounTrigger && u != "NOUN" && u != "PROPN" && u != "ADJ" && u != "X" && u != "NUM":
			return in, false
		case g.pos == nounTrigger && s.headed[in.tok] != nil && s.headed[in.tok].Kind == Name:
			return in, false
		case g.pos == adjectiveTrigger && u != "ADJ" && u != "VERB" && u != "ADV" && u != "NOUN" && u != "PROPN" && u != "ADP":
			return in, false
		}
		if len(g.pattern.under) > 0 {
			if v, _ := s.governor(in.tok); v < 0 || !g.pattern.under[s.low[v]] {
				return in, false
			}
		}
	}
	if g.pattern.Entry && !s.inEntry(t) {
		return in, false
	}
	for _, k := range s.kids(in.tok) {
		if g.pattern.without[s.low[k]] {
			return in, false
		}
	}
	return in, true
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

// reflexive tells whether a verb is used with a reflexive pronoun, which makes another verb of it.
func (s *sentence) reflexive(t int) bool {
	for _, k := range s.kids(t) {
		if k < t && t-k <= 4 && (s.toks[k].Deprel == "expl:pv" || s.toks[k].Deprel == "expl:pass" || s.feat(k, "Reflex") == "Yes" && s.toks[k].UPOS == "PRON" && s.low[k] == "soi") {
			return true
		}
	}
	return false
}

// clitic tells whether a pronoun stands before the verb: for "se" any reflexive one.
func (s *sentence) clitic(t int, word string) bool {
	for u := t - 1; u >= 0 && u >= t-5; u-- {
		if s.form[u] == word || word == "se" && (s.feat(u, "Reflex") == "Yes" || s.form[u] == "s'") {
			return true
		}
		if word == "se" && s.rel(u) == "expl" && s.low[u] == "soi" {
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
func (s *sentence) withNoun(v int, want set) int {
	if want["amount"] {
		if t := s.withAmount(v); t >= 0 {
			return t
		}
	}
	for _, k := range s.kids(v) {
		switch s.rel(k) {
		case "obj", "obl", "nsubj", "xcomp", "iobj", "nmod", "dep", "conj", "advmod":
			if want[s.low[k]] && (k > v || s.rel(k) == "nsubj") {
				return k
			}
			// "prendre le contrôle", "a third of the shares": one noun down.
			for _, kk := range s.kids(k) {
				if want[s.low[kk]] && kk > v && (s.rel(kk) == "nmod" || s.rel(kk) == "conj" || s.rel(kk) == "obl" || s.rel(kk) == "compound" || s.rel(kk) == "amod" || s.rel(kk) == "appos" || s.rel(kk) == "flat") {
					return kk
				}
			}
		}
	}
	if s.passive(v) && s.rel(v) == "acl" && want[s.low[s.head(v)]] {
		return s.head(v)
	}
	if s.toks[v].Deprel == "acl:relcl" {
		if h := s.head(v); h >= 0 && want[s.low[h]] {
			if r := s.relativeKid(v); r < 0 || s.rel(r) == "obj" || s.rel(r) == "nsubj" && s.passive(v) {
				return h
			}
		}
	}
	for u := v + 1; u < len(s.toks) && u <= v+5; u++ {
		switch s.toks[u].UPOS {
		case "VERB", "PUNCT", "PROPN":
			return -1
		case "NOUN":
			if want[s.low[u]] {
				return u
			}
		}
	}
	return -1
}

// withAmount gives the head of a sum of money that is the verb's object, or its subject where it is passive, or -1.
func (s *sentence) withAmount(v int) int {
	for k := range s.d.amounts[s.index] {
		a := &s.d.amounts[s.index][k]
		if a.Kind != Money {
			continue
		}
		for t, i := a.Head, 0; t >= 0 && i < 4; t, i = s.head(t), i+1 {
			h := s.head(t)
			r := s.rel(t)
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

// places gives the tokens that a step of a source leads to from the trigger.
func (in *instance) places(step string) []arg {
	s := in.s
	if in.pos == nameTrigger {
		if step == "apart" {
			// "La centrale Trinova, à Lyon,": the phrase between commas right after the name.
			if u := in.tok + 2; u < len(s.toks) && s.toks[u-1].Form == "," && s.toks[u].UPOS == "ADP" {
				if h := s.head(u); h > u && s.rel(u) == "case" {
					return []arg{{h, 0.9, true}}
				}
			}
			return nil
		}
		if step == "self" {
			// "Velmor's Trinova and Ardane": what follows is possessed as well; what stands before is not.
			g := s.group[in.tok]
			first := g >= 0 && s.groups[g][0] == in.tok && in.tok > 0 && s.genitiveMark(in.tok-1)
			return []arg{{in.tok, 1, !first}}
		}
		return s.places(in.tok, step)
	}
	switch step {
	case "subj":
		if in.pos == verbTrigger {
			return s.subjects(in.tok)
		}
		if a := s.agents(in.tok); len(a) > 0 {
			return a
		}
		if a := s.actors(in.tok); len(a) > 0 {
			return a
		}
		// "sa levée de 3 millions": the subject of a verbless or copular statement.
		return s.surfaceSubject(in.tok, 0)
	case "agent":
		return s.agents(in.tok)
	case "obj":
		if in.pos == verbTrigger {
			return s.objects(in.tok)
		}
		return nil
	case "iobj":
		var out []arg
		for _, k := range s.kids(in.tok) {
			if s.rel(k) == "iobj" {
				out = append(out, s.through(k, 1))
			}
		}
		return out
	case "gov":
		return s.actors(in.tok)
	}
	if in.noun >= 0 && in.noun > in.tok {
		if step == "self" {
			return s.identities(in.noun)
		}
		if step == "poss" || step == "compound" || s.cues.genitive[step] {
			out := s.places(in.noun, step)
			if r := s.relativeKid(in.tok); len(out) == 0 && s.cues.genitive[step] && r >= 0 && s.relativeMeans(r, step) {
				return []arg{s.through(r, 0.95)} // "dont Ana Velt préside le directoire"
			}
			return out
		}
		if out := s.places(in.noun, step); len(out) > 0 {
			return out
		}
		return s.places(in.tok, step)
	}
	if step == "self" && in.pos == adjectiveTrigger {
		return s.qualified(in.tok)
	}
	out := s.places(in.tok, step)
	if len(out) > 0 {
		return out
	}
	if in.pos == nounTrigger {
		// A complement may hang on any word of the phrase: "la levée de fonds de Trinova".
		for u := in.last - len(in.words) + 1; u <= in.last && step != "self"; u++ {
			if u == in.tok {
				continue
			}
			for _, a := range s.places(u, step) {
				if a.tok < in.last-len(in.words)+1 || a.tok > in.last {
					out = append(out, a)
				}
			}
			if len(out) > 0 {
				return out
			}
		}
		// "a lawsuit filed against Velmor by Trinova": the participle adds nothing to the act.
		for _, k := range s.kids(in.tok) {
			if s.rel(k) == "acl" && k > in.tok && s.isVerb(k) && s.cues.support[s.low[k]] && step != "self" && !s.cues.genitive[step] {
				if out = s.places(k, step); len(out) > 0 {
					return out
				}
			}
		}
		if len(out) == 0 && s.cues.genitive[step] {
			// "une reprise en commun de Velmor": behind a noun without determiner.
			for _, k := range s.kids(in.tok) {
				if k > in.last && k <= in.last+2 && (s.rel(k) == "obl" || s.rel(k) == "nmod") && s.headed[k] == nil && s.kid(k, "case") >= 0 && s.kid(k, "det") < 0 {
					if out = s.underDirect(k, step, 0.93); len(out) > 0 {
						return out
					}
				}
			}
		}
		// A complement shared with a coordinated noun: "fondateur et patron de Velmor".
		if step == "poss" || step == "compound" || s.cues.genitive[step] {
			if s.rel(in.tok) == "conj" && s.kid(in.tok, "case", "det") < 0 && s.kid(in.tok, "punct") < 0 {
				if h := s.head(in.tok); h >= 0 && s.toks[h].UPOS == "NOUN" {
					out = s.places(h, step)
				}
			}
			for _, k := range s.kids(in.tok) {
				if len(out) == 0 && s.rel(k) == "conj" && s.toks[k].UPOS == "NOUN" && s.kid(k, "case", "det", "punct") < 0 {
					out = s.places(k, step)
				}
			}
			return s.scaled(out, 0.95)
		}
		// "lancer une offre sur Velmor": the phrase may hang on the verb.
		if v, rel := s.governor(in.tok); v >= 0 && v < in.tok && (strings.HasPrefix(rel, "obj") || strings.HasPrefix(rel, "obl") || strings.HasPrefix(rel, "nsubj")) && step != "self" {
			if after := s.underDirect(v, step, 0.9); len(after) > 0 && after[0].tok > v {
				return after
			}
		}
	}
	if in.pos == nounTrigger && step != "self" {
		if h := s.head(in.tok); h >= 0 && s.rel(in.tok) == "nsubj" && s.prepOf(h) == step {
			return []arg{{h, 0.95, false}} // "Velmor's deal is with Trinova"
		}
		return s.adjacent(in.last, step)
	}
	if in.pos == verbTrigger && !s.cues.genitive[step] && step != "self" && s.rel(in.tok) == "xcomp" {
		if h := s.head(in.tok); h >= 0 {
			return s.underDirect(h, step, 0.9)
		}
	}
	return out
}

// adjacent gives the phrase with a preposition that stands right after token t, over adjectives, wherever the parser hung it.
func (s *sentence) adjacent(t int, prep string) []arg {
	for u := t + 1; u < len(s.toks) && u <= t+3; u++ {
		switch s.toks[u].UPOS {
		case "ADJ", "ADV":
			continue
		case "ADP":
			if h := s.head(u); h > u && s.rel(u) == "case" && s.prepOf(h) == prep {
				return []arg{{h, 0.85, false}}
			}
		}
		return nil
	}
	return nil
}

// places gives the tokens that a step leads to from any token.
func (s *sentence) places(t int, step string) []arg {
	switch step {
	case "self":
		return s.identities(t)
	case "named":
		if k := s.nameBeside(t); k >= 0 {
			return []arg{{k, 0.98, true}}
		}
		if k := s.apposed(t); k >= 0 {
			return []arg{{k, 0.95, true}}
		}
		return nil
	case "poss":
		return s.possessors(t)
	case "compound":
		return s.compounds(t)
	case "subj":
		if s.isVerb(t) {
			return s.subjects(t)
		}
		return s.actors(t)
	case "obj":
		return s.objects(t)
	case "agent":
		return s.agents(t)
	case "gov":
		return s.actors(t)
	case "main":
		for i := 0; i < 3*maxClimb && s.head(t) >= 0; i++ {
			t = s.head(t)
		}
		if s.isVerb(t) || s.kid(t, "nsubj") >= 0 {
			return s.scaled(s.surfaceSubject(t, 0), 0.8)
		}
		return nil
	case "inf":
		var out []arg
		for _, k := range s.kids(t) {
			if (s.rel(k) == "acl" || s.rel(k) == "xcomp" || s.rel(k) == "advcl") && s.feat(k, "VerbForm") == "Inf" {
				out = append(out, arg{k, 0.97, false})
			}
		}
		return out
	}
	return s.under(t, step)
}

// compounds gives the name that stands before a noun without a preposition: "Velmor chief", "the Velmor chairman".
func (s *sentence) compounds(n int) []arg {
	for _, k := range s.kids(n) {
		if k < n && (s.rel(k) == "compound" || s.rel(k) == "amod" || s.rel(k) == "nmod" || s.rel(k) == "flat" || s.rel(k) == "obl") && s.prepOf(k) == "" {
			if m := s.headed[k]; m != nil && m.Kind == Name {
				return []arg{{k, 1, true}}
			}
		}
	}
	for t := n - 1; t >= 0 && t >= n-4; t-- {
		if m := s.headed[t]; m != nil && m.Kind == Name {
			if s.kid(t, "case") >= 0 && s.toks[s.kid(t, "case")].UPOS != "ADP" {
				return nil
			}
			return []arg{{t, 0.93, true}}
		}
		if u := s.toks[t].UPOS; u != "ADJ" && u != "NOUN" && u != "PROPN" && s.toks[t].Form != "-" {
			break
		}
	}
	return nil
}

// qualified gives the noun that an adjective qualifies.
func (s *sentence) qualified(a int) []arg {
	for _, k := range s.kids(a) {
		if s.rel(k) == "nsubj" {
			return []arg{s.through(k, 1)}
		}
	}
	if a >= 2 && s.toks[a-1].Form == "-" && a+1 < len(s.toks) && s.headed[a+1] != nil && s.headed[a+1].Kind == Name {
		return []arg{{a + 1, 1, true}} // "Velmor-owned Trinova"
	}
	h := s.head(a)
	if h < 0 {
		return nil
	}
	if s.amountHead[h] {
		return s.surfaceSubject(h, 0) // "could be worth $5bn": the sum is the predicate
	}
	switch s.rel(a) {
	case "amod", "acl", "nmod", "appos", "compound":
		return []arg{{h, 1, s.rel(a) == "appos" || s.rel(a) == "acl"}}
	case "conj":
		if s.passive(h) {
			return s.objects(h)
		}
		if s.toks[h].UPOS == "ADJ" && s.rel(h) != "conj" {
			return s.qualified(h)
		}
	case "xcomp", "advcl", "obl", "dep", "ccomp":
		return s.scaled(s.surfaceSubject(h, 0), 0.9)
	case "root", "parataxis":
		return s.looseSubjectOf(a)
	}
	return nil
}

// looseSubjectOf guesses what a verbless predicate is said of: the name nearest before it.
func (s *sentence) looseSubjectOf(a int) []arg {
	for t := a - 1; t >= 0 && t >= a-4; t-- {
		if m := s.headed[t]; m != nil && m.Kind == Name {
			return []arg{{t, 0.75, true}}
		}
	}
	return nil
}
