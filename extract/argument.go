package extract

import (
	"slices"
	"strings"

	"cuibono/lang"
)

// arg is a token that fills an argument place, with the trust in its doing so.
type arg struct {
	tok   int
	score float64
	// alone keeps what is coordinated with the token out of the argument: of "Velmor and Trinova, which …" the
	// relative pronoun takes Trinova only.
	alone bool
}

const maxClimb = 8 // steps up a tree in search of a shared argument

// antecedent gives the noun that the relative clause of token t qualifies, or -1.
func (s *sentence) antecedent(t int) int {
	for i := 0; i < maxClimb && t >= 0; i++ {
		if r := s.toks[t].Deprel; r == "acl:relcl" || r == "acl" {
			return s.head(t)
		}
		t = s.head(t)
	}
	return -1
}

// isRelative tells whether a token is a relative pronoun.
func (s *sentence) isRelative(t int) bool {
	if !s.cues.relatives[s.form[t]] {
		return false
	}
	u := s.toks[t].UPOS
	return u == "PRON" || u == "DET" || u == "ADV" || u == "SCONJ" && s.rel(t) != "mark"
}

// through replaces a relative pronoun by its antecedent.
func (s *sentence) through(t int, score float64) arg {
	if s.isRelative(t) {
		if h := s.head(t); t >= 2 && s.toks[t-1].Form == "," && h > t && s.toks[h].Deprel != "acl:relcl" && s.headed[t-2] != nil && s.headed[t-2].Kind == Name && s.prepOf(t) == "" {
			return arg{t - 2, score * 0.95, true} // "merge with Velmor, which it bought": the parser hung the clause elsewhere
		}
		if a := s.antecedent(s.head(t)); a >= 0 && a != t {
			if h := s.head(a); s.headed[a] == nil && h >= 0 && s.rel(a) == "nmod" && s.cues.genitive[s.prepOf(a)] {
				if m := s.headed[h]; m != nil && m.Entity != Unresolved {
					return arg{h, score * 0.9, true} // "l'amicale des brasseurs que préside Ana Velt"
				}
			}
			if n := s.beforeAside(t); n >= 0 && n != a {
				return arg{n, score * 0.95, true} // "Trinova, à Lyon, dont il est actionnaire": not the town between the commas
			}
			if n := t - 2; n > a && s.toks[t-1].Form == "," && s.d.meansOther(&s.toks[t], s.headed[a], s.headed[n]) {
				return arg{n, score * 0.95, true} // "Ana Velt, head of Trinova, which holds"
			}
			if n := t - 2; n > a && s.toks[t-1].Form == "," && s.headed[n] != nil && s.group[n] >= 0 && s.prepOf(t) == "" && !s.plural(a) && s.group[a] != s.group[n] && s.pluralVerb(s.head(t)) {
				return arg{s.groups[s.group[n]][0], score * 0.95, false} // "la propriété de Velmor et d'Ardane, qui détiennent"
			}
			if n := t - 2; n > a && s.toks[t-1].Form == "," && s.prepOf(t) == "" && s.insignificant(a) && s.headed[n] != nil && s.headed[n].Kind == Name && s.head(n) == a {
				return arg{n, score * 0.95, true} // "c'est le cas de Velmor, qui"
			}
			if first := s.head(a); s.rel(a) == "conj" && first >= 0 && s.headed[first] != nil && s.headed[a] != nil && s.rel(t) == "nsubj" && s.pluralVerb(s.head(t)) {
				return arg{first, score, false} // "Velmor and Trinova, which compete with"
			}
			return arg{a, score, true}
		}
		// The parser missed the clause: the nearest noun before the pronoun.
		for u := t - 1; u >= 0 && u >= t-4; u-- {
			if s.nominal(u) {
				return arg{u, score * 0.8, true}
			}
		}
	}
	return arg{t, score, false}
}

// beforeAside gives the name before the town set off by commas that stands right before the relative pronoun t, or -1.
func (s *sentence) beforeAside(t int) int {
	if t < 4 || s.toks[t-1].Form != "," || s.headed[t-2] == nil || s.headed[t-2].Entity == Unresolved || s.d.entities[s.headed[t-2].Entity].Type != placeType {
		return -1
	}
	c := s.kid(t-2, "case")
	if c < 2 || c > t-2 || s.toks[c-1].Form != "," || s.headed[c-2] == nil || s.headed[c-2].Kind != Name || s.relativeMeans(t, s.prepOf(t-2)) {
		return -1
	}
	return c - 2
}

// insignificant tells whether a noun neither names anything nor says what kind of thing it is.
func (s *sentence) insignificant(t int) bool {
	return s.headed[t] == nil && s.toks[t].UPOS == "NOUN" && len(s.d.words.kinds[s.low[t]]) == 0 && !s.d.words.roles[s.low[t]]
}

// pluralVerb tells whether a finite verb is in the plural.
func (s *sentence) pluralVerb(v int) bool {
	plural := func(t int) bool {
		if n := s.feat(t, "Number"); n != "" {
			return n == "Plur" || s.feat(t, "Person") == "" && s.feat(t, "Tense") == "Past" && n != "Sing"
		}
		return s.feat(t, "VerbForm") == "Fin" && s.feat(t, "Tense") == "Pres" && s.form[t] == s.low[t]
	}
	for _, k := range s.kids(v) {
		if r := s.rel(k); (r == "aux" || r == "cop") && s.feat(k, "VerbForm") == "Fin" {
			return plural(k) || s.cues.pluralForms[s.form[k]]
		}
	}
	return plural(v)
}

// passive tells whether a verb form has its logical object as subject.
func (s *sentence) passive(v int) bool {
	if s.cues.unaccusative[s.low[v]] || s.kid(v, "expl:pv") >= 0 {
		return false // "s'en est prise": reflexive verbs take the same auxiliary
	}
	if s.suffered(v) {
		return true
	}
	if s.takesForItself(v) {
		return false
	}
	if s.kid(v, "aux:pass", "nsubj:pass") >= 0 {
		return true
	}
	if s.toks[v].UPOS == "VERB" && s.kid(v, "cop") >= 0 && s.form[v] != s.low[v] && s.feat(v, "VerbForm") != "Ger" && s.feat(v, "Tense") != "Pres" {
		return true // "was then sold": the auxiliary taken for a copula
	}
	if s.kid(v, "obl:agent") >= 0 && s.kid(v, "obj", "aux") < 0 && s.isVerb(v) {
		return true
	}
	if r := s.rel(v); (r == "acl" || r == "advcl") && s.feat(v, "VerbForm") != "Inf" && s.feat(v, "VerbForm") != "Ger" && s.kid(v, "obj", "nsubj", "aux", "mark") < 0 && s.agentName(v) {
		return true // "run by Velmor", whatever form the tagger saw
	}
	if h := s.head(v); s.rel(v) == "conj" && h >= 0 && s.isVerb(h) && s.kid(h, "aux:pass") >= 0 && s.kid(v, "obj", "nsubj", "aux") < 0 && len(s.underAgent(v)) > 0 {
		return true // "was founded in 2012 and acquired by Velmor"
	}
	if s.feat(v, "VerbForm") != "Part" || s.feat(v, "Tense") != "Past" && s.feat(v, "Voice") != "Pass" {
		return false
	}
	if s.rel(v) == "root" && s.kid(v, "aux", "cop", "obj") < 0 && s.namedAgent(v) {
		return true // a headline: "Velmor rachetée par la française Trinova"
	}
	if s.kid(v, "aux", "aux:tense") >= 0 || s.kid(v, "nsubj") >= 0 && s.kid(v, "cop") < 0 {
		return false
	}
	switch s.rel(v) {
	case "acl", "amod", "advcl", "root", "appos", "dep", "parataxis", "xcomp":
		return s.toks[v].UPOS != "AUX"
	case "conj":
		if h := s.head(v); h >= 0 && s.isVerb(h) {
			return s.passive(h)
		} else if h >= 0 && s.toks[h].UPOS == "ADJ" {
			return true
		}
	}
	return false
}

// agentOfNoun gives who is to do what a noun with an infinitive says: "son intention d'investir".
func (s *sentence) agentOfNoun(n, depth int) []arg {
	if p := s.possessors(n); len(p) > 0 {
		return p
	}
	for _, k := range s.kids(n) {
		if s.rel(k) == "nmod" && s.cues.genitive[s.prepOf(k)] {
			return []arg{{k, 0.95, false}}
		}
	}
	if c := s.compounds(n); len(c) > 0 {
		return s.scaled(c, 0.9)
	}
	for u := n + 1; u < len(s.toks) && u <= n+3; u++ {
		// "la promesse distincte de Velmor d'investir"
		if p := s.toks[u].UPOS; p == "ADJ" {
			continue
		} else if p == "ADP" && s.cues.genitive[s.low[u]] && u+1 < len(s.toks) && s.headed[u+1] != nil {
			return []arg{{u + 1, 0.9, false}}
		}
		break
	}
	h := s.head(n)
	if s.kid(n, "nsubj") >= 0 {
		return s.surfaceSubject(n, depth+1) // "Velmor is in talks to"
	}
	switch s.rel(n) {
	case "obj", "obl", "xcomp", "iobj", "nmod":
		if h >= 0 && s.isVerb(h) && !(s.cues.support[s.low[h]] || s.cues.planned[s.low[h]] || s.cues.speech[s.low[h]] || s.cues.copulas[s.low[h]] || s.cues.negative[s.low[h]] || s.cues.achieved[s.low[h]] || s.cues.ending[s.low[h]]) {
			return nil
		}
		if h >= 0 && s.isVerb(h) {
			if k := s.kid(h, "iobj"); k >= 0 && s.rel(n) == "obj" && s.headed[k] != nil && s.headed[k].Kind == Name {
				return []arg{{k, 0.9, false}} // "gives Velmor the means to compete"
			}
			return s.surfaceSubject(h, depth+1)
		}
		if h >= 0 && s.toks[h].UPOS == "NOUN" {
			return s.agentOfNoun2(h, depth+1)
		}
		if h >= 0 && s.toks[h].UPOS == "ADJ" && s.kid(h, "cop") >= 0 {
			return s.surfaceSubject(h, depth+1) // "is close to a deal to buy"
		}
	case "appos", "conj":
		if h >= 0 && s.toks[h].UPOS == "NOUN" {
			return s.agentOfNoun2(h, depth+1)
		}
	case "root":
		return s.surfaceSubject(n, depth+1)
	}
	if s.kid(n, "cop") >= 0 || s.kid(n, "nsubj") >= 0 {
		return s.surfaceSubject(n, depth+1)
	}
	return nil
}

func (s *sentence) agentOfNoun2(n, depth int) []arg {
	if depth > maxClimb {
		return nil
	}
	return s.agentOfNoun(n, depth)
}

// relativeKid gives the relative pronoun within the clause of v, or -1.
func (s *sentence) relativeKid(v int) int {
	for _, k := range s.kids(v) {
		if k < v && s.isRelative(k) {
			return k
		}
		if k < v && s.nominal(k) || s.rel(k) == "xcomp" {
			for _, kk := range s.kids(k) {
				if kk < v && s.isRelative(kk) {
					return kk
				}
			}
		}
	}
	return -1
}

// agents gives the agent phrases of a passive or a noun: "par Velmor", "by Velmor".
func (s *sentence) agents(t int) []arg {
	var out []arg
	if t >= 2 && s.toks[t-1].Form == "-" && s.headed[t-2] != nil && s.headed[t-2].Kind == Name {
		return []arg{{t - 2, 1, true}} // "Velmor-backed"
	}
	for _, k := range s.kids(t) {
		if s.toks[k].Deprel == "obl:agent" {
			out = append(out, s.through(k, 1))
		}
	}
	if len(out) == 1 && s.isVerb(t) {
		for _, k := range s.kids(t) {
			if k > out[0].tok && s.rel(k) == "obl" && s.toks[k].Deprel != "obl:agent" && s.cues.agents[s.prepOf(k)] && s.headed[k] != nil {
				out = append(out, arg{k, 0.95, false}) // "détenu à 51 % par Velmor et à 49 % par Ardane"
			}
		}
	}
	if len(out) == 0 {
		for _, k := range s.kids(t) {
			if s.cues.agents[s.prepOf(k)] && (s.rel(k) == "obl" || s.rel(k) == "nmod") {
				out = append(out, s.through(k, 0.98))
			}
		}
	}
	if len(out) == 0 && s.isVerb(t) {
		for _, p := range s.cues.agentList {
			if out = s.underDeep(t, p, 0.9, 3); len(out) > 0 {
				return out
			}
		}
	}
	if len(out) == 0 && s.toks[t].UPOS == "NOUN" {
		// "le travail accompli par Velmor"
		for _, k := range s.kids(t) {
			if s.rel(k) == "acl" && s.isVerb(k) && s.passive(k) {
				for _, a := range s.agents(k) {
					a.score *= 0.9
					out = append(out, a)
				}
			}
		}
	}
	if len(out) == 0 && s.rel(t) == "conj" {
		// "fondé et dirigé par": the agent may hang on either.
		if h := s.head(t); h >= 0 && s.isVerb(h) {
			for _, k := range s.kids(h) {
				if s.toks[k].Deprel == "obl:agent" {
					out = append(out, arg{k, 0.9, false})
				}
			}
		}
	}
	if len(out) == 0 {
		for _, k := range s.kids(t) {
			if s.rel(k) == "conj" && s.isVerb(k) && s.kid(k, "nsubj") < 0 {
				for _, kk := range s.kids(k) {
					if s.toks[kk].Deprel == "obl:agent" {
						out = append(out, arg{kk, 0.9, false})
					}
				}
			}
		}
	}
	return out
}

// objects gives the logical object of a verb: of a passive the subject, of a participle its noun.
func (s *sentence) objects(v int) []arg {
	if s.passive(v) {
		if s.rel(v) == "xcomp" && s.kid(v, "nsubj") < 0 {
			return s.surfaceSubject(v, 0)
		}
		return s.surfaceSubject(v, 0)
	}
	var out []arg
	for _, k := range s.kids(v) {
		if s.rel(k) == "mark" && k >= 2 && s.cues.objectRelatives[s.form[k]] && s.toks[k-1].Form == "," && s.rel(v) != "ccomp" {
			// "la maison Trinova, que Velmor aurait payée": the pronoun taken for a conjunction.
			if m := s.d.mentionAt(s.index, k-2); m != nil && m.Kind != Pronoun {
				return []arg{{m.Head, 0.85, true}}
			}
		}
		if s.rel(k) == "obj" {
			a := s.through(k, 1)
			out = append(out, a)
		}
	}
	if len(out) == 0 {
		for _, k := range s.kids(v) {
			if s.rel(k) == "obl" && k < v && s.isRelative(k) && s.prepOf(k) == "" && s.toks[k].UPOS == "PRON" && len(s.cues.relativeMeans[s.form[k]]) == 0 {
				out = append(out, s.through(k, 0.9))
			}
		}
	}
	if len(out) > 0 {
		return out
	}
	if s.takesForItself(v) {
		return []arg{{s.secondSubject(v), 0.95, false}}
	}
	if v+2 < len(s.toks) && s.toks[v+1].Form == ":" && s.headed[v+2] != nil && s.headed[v+2].Kind == Name {
		return []arg{{v + 2, 0.95, false}} // "its clients include: Velmor, Trinova and Ardane"
	}
	if s.toks[v].Deprel == "acl:relcl" || s.rel(v) == "acl" && s.feat(v, "VerbForm") == "Fin" {
		// "the firm he founded": no pronoun stands for the object. If one stands, it is not the object.
		if s.relativeKid(v) < 0 {
			if h := s.head(v); h >= 0 && s.kid(v, "nsubj") >= 0 {
				return []arg{{h, 0.9, true}}
			}
		}
	}
	if s.rel(v) == "acl" && s.feat(v, "VerbForm") == "Inf" {
		return nil
	}
	// "conçoit et fabrique des puces": the object stands after the last of the verbs.
	for _, k := range s.kids(v) {
		if s.rel(k) == "conj" && s.isVerb(k) && s.kid(k, "nsubj") < 0 && k-v <= 3 {
			if o := s.kid(k, "obj"); o >= 0 {
				return []arg{{o, 0.85, false}}
			}
		}
	}
	return nil
}

// possessors gives the possessor of a noun as determiner or genitive: "sa", "its", "Velmor's".
func (s *sentence) possessors(n int) []arg {
	for i := 0; i < 3 && n >= 0; i++ {
		if out := s.possessorsOf(n); len(out) > 0 {
			return out
		}
		// "son fondateur et directeur": one determiner for both.
		if s.rel(n) != "conj" {
			break
		}
		n = s.head(n)
	}
	return nil
}

// possessorsOf is possessors for what stands before the noun itself.
func (s *sentence) possessorsOf(n int) []arg {
	for _, k := range s.kids(n) {
		if k > n {
			break
		}
		if s.toks[k].Deprel == "nmod:poss" || s.rel(k) == "det" && s.feat(k, "Poss") == "Yes" || s.toks[k].Deprel == "det:poss" {
			return []arg{s.through(k, 1)}
		}
		if m := s.headed[k]; m != nil && m.Kind == Possessive {
			return []arg{{k, 1, true}}
		}
	}
	if n >= 2 && s.genitiveMark(n-1) && s.headed[n-2] != nil && s.headed[n-2].Kind == Name {
		return []arg{{n - 2, 0.95, true}}
	}
	return nil
}

// genitiveMark tells whether a token is the mark of the genitive ("'s").
func (s *sentence) genitiveMark(t int) bool {
	return s.toks[t].UPOS == "PART" && slices.Contains(s.d.words.Names.Genitive, s.form[t])
}

// governor gives the verb whose object, complement or subject the noun n is, and the noun's relation to it.
func (s *sentence) governor(n int) (verb int, rel string) {
	for i := 0; i < 3 && n >= 0; i++ {
		h := s.head(n)
		r := s.toks[n].Deprel
		if h < 0 {
			return -1, ""
		}
		if s.isVerb(h) {
			return h, r
		}
		// "ownership of", "a proposal to": through nouns that hold the act.
		if b := s.rel(n); b != "nmod" && b != "conj" && b != "appos" {
			return -1, ""
		}
		n = h
	}
	return -1, ""
}

// relativeActors gives who does what a noun names by the relative clause that it is the object of: "the round that Velmor
// completed".
func (s *sentence) relativeActors(n int) []arg {
	for _, k := range s.kids(n) {
		if s.toks[k].Deprel != "acl:relcl" || !s.cues.support[s.low[k]] || s.passive(k) || s.kid(k, "obj") > k {
			continue
		}
		if v := s.kid(k, "nsubj"); v >= 0 && !s.isRelative(v) {
			return []arg{{v, 0.95, false}}
		}
	}
	return nil
}

// actors gives who does what a noun names, by the verb above it: of "Velmor a lancé une offre", Velmor.
func (s *sentence) actors(n int) []arg {
	verb, rel := s.governor(n)
	if verb < 0 || !s.cues.support[s.low[verb]] {
		return s.relativeActors(n)
	}
	switch {
	case strings.HasPrefix(rel, "obj"), strings.HasPrefix(rel, "obl"), rel == "nmod", rel == "conj", rel == "appos":
		return s.subjects(verb)
	case rel == "nsubj:pass", strings.HasPrefix(rel, "nsubj") && s.passive(verb):
		return s.agents(verb)
	}
	return nil
}

// meansOther tells whether a relative pronoun cannot mean what it is hung on, by the kind of this, but can mean the name before it.
func (d *document) meansOther(pronoun *lang.Token, hung, name *Mention) bool {
	if hung == nil || name == nil || name.Kind != Name || hung.Entity == Unresolved || name.Entity == Unresolved {
		return false
	}
	p := d.words.pronouns[lowerForm(pronoun)]
	return p != nil && len(p.Types) > 0 && !slices.Contains(p.Types, d.entities[hung.Entity].Type) && slices.Contains(p.Types, d.entities[name.Entity].Type)
}
