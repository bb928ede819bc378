package extract

import (
	"slices"
	"strings"

	"cuibono/schema"
)

func (r *reader) typeOf(x ref) string { return r.d.entities[x.entity].Type }

// typesOf gives the types that an entity may be taken for: its own, and those of the nouns the article uses of it. A joint
// venture is a company and a project.
func (r *reader) typesOf(x ref) []string {
	e := &r.d.entities[x.entity]
	out := []string{e.Type}
	if e.undecided() {
		out = []string{organizationType, personType}
	}
	if e.Type == organizationType && e.could(projectType) {
		out = append(out, projectType)
	}
	if e.Type == projectType {
		return out // a project invests in nothing; it is what is invested in
	}
	for _, noun := range e.Nouns {
		for _, typ := range r.d.words.kinds[noun] {
			if typ != organizationType && typ != projectType || e.Type != organizationType && e.Type != projectType {
				continue
			}
			if !slices.Contains(out, typ) {
				out = append(out, typ)
			}
		}
	}
	return out
}

// alike tells whether two entities may be of one kind: two persons, two places, or two others.
func (r *reader) alike(a, b ref) bool {
	kind := func(typ string) string {
		if typ == personType || typ == placeType {
			return typ
		}
		return ""
	}
	of := r.typesOf(b)
	return slices.ContainsFunc(r.typesOf(a), func(typ string) bool {
		return slices.ContainsFunc(of, func(other string) bool { return kind(typ) == kind(other) })
	})
}

// fits tells whether an entity may stand where the test allows a type.
func (r *reader) fits(x ref, test func(string) bool) bool {
	for _, typ := range r.typesOf(x) {
		if test(typ) {
			return true
		}
	}
	return false
}

// find gives the entities at the first of the places that holds one of a fitting type.
func (r *reader) find(in *instance, n int, list []schema.Source, fits func(string) bool) []ref {
	for k := range list {
		src := &list[k]
		if len(src.Path) == 1 && src.Path[0] == "title" {
			if x := r.titleOf(in.s.index); x.entity != Unresolved && (fits == nil || r.fits(x, fits)) {
				return []ref{x}
			}
			continue
		}
		if step, ok := strings.CutSuffix(src.Path[len(src.Path)-1], "!"); ok && len(src.Path) == 2 {
			for _, a := range in.places(src.Path[0]) {
				if len(in.s.places(a.tok, step)) > 0 {
					return []ref{{entity: Unresolved}}
				}
			}
			continue
		} else if ok && len(src.Path) > 2 {
			continue
		}
		if step, ok := strings.CutSuffix(src.Path[0], "!"); ok {
			if len(in.places(step)) > 0 {
				return []ref{{entity: Unresolved}}
			}
			continue
		}
		if x, special := r.special(in, n, src, fits); special {
			if x.entity != Unresolved {
				if src.Topic {
					x = r.topicOf(x, src.Aspect)
				}
				return []ref{x}
			}
			continue
		}
		if len(src.Path) == 1 && src.Path[0] == "context" {
			if !in.s.bare(in.tok) {
				continue
			}
			if x := in.s.subjectBefore(in.tok, func(x ref) bool { return fits == nil || r.fits(x, fits) }); x.entity != Unresolved {
				return []ref{x}
			}
			if x := r.contextOf(in.s.index, fits); x.entity != Unresolved {
				return []ref{x}
			}
			continue
		}
		if len(src.Path) == 1 && src.Path[0] == "demonym" {
			if x := r.homeland(in); x.entity != Unresolved && (fits == nil || r.fits(x, fits)) {
				return []ref{x}
			}
			continue
		}
		if len(src.Path) == 1 && src.Path[0] == alongPlace {
			if x := r.alongside(in, n); x.entity != Unresolved && (fits == nil || r.fits(x, fits)) {
				return []ref{x}
			}
			continue
		}
		if len(src.Path) == 1 && src.Path[0] == "last" {
			if x := r.lastTold(in.s, in.tok, in.pattern.Claims[n].Given); x.entity != Unresolved && (fits == nil || r.fits(x, fits)) {
				return []ref{x}
			}
			continue
		}
		if len(src.Path) == 1 && src.Path[0] == "amount" {
			for k := range r.d.amounts[in.s.index] {
				if r.d.amounts[in.s.index][k].Kind == Money {
					return []ref{{entity: Unresolved}}
				}
			}
			continue
		}
		if len(src.Path) == 1 && r.cues.proforms[src.Path[0]] {
			if x := r.proform(in, src.Path[0], fits); x.entity != Unresolved {
				return []ref{x}
			}
			if src.Path[0] != "en" {
				continue
			}
		}
		step, only, _ := strings.Cut(src.Path[0], ":")
		args := in.places(step)
		for _, step := range src.Path[1:] {
			var next []arg
			for _, a := range args {
				if r.denotes(in.s, a.tok) && in.s.kid(a.tok, "det") >= 0 && step != "obj" && step != "subj" {
					continue // "le propriétaire de Velmor" is someone, if it is not known who
				}
				found := in.s.places(a.tok, step)
				if len(found) == 0 && in.s.toks[a.tok].UPOS == "NOUN" {
					found = in.s.adjacent(a.tok, step) // "dans une aciérie à Lyon", hung on the verb
				}
				for _, b := range found {
					b.score *= a.score
					next = append(next, b)
				}
			}
			args = next
		}
		if last := src.Path[len(src.Path)-1]; r.cues.genitive[last] && !src.Topic {
			// "le tsar de l'IA de Velmor", "filiale de gestion de fortune de Velmor": the complement of a complement that names nothing.
			for n := range args {
				for range 2 {
					a := args[n]
					if len(in.s.refs(a.tok, true)) > 0 || r.denotes(in.s, a.tok) || in.s.amountHead[a.tok] {
						break
					}
					b := in.s.underDirect(a.tok, last, a.score*0.9)
					if len(b) == 0 {
						break
					}
					args[n] = b[0]
				}
			}
		}
		var out []ref
		valued := r.schema.Relation(in.pattern.Claims[n].Relation).ObjectIsValue
		for _, a := range args {
			if valued && r.d.words.stakes[in.s.low[a.tok]] {
				continue // "des actions de Velmor évaluées à 3 millions": the worth of the shares, not of Velmor
			}
			if src.Topic && src.Aspect != "" {
				for _, x := range in.s.refs(a.tok, a.alone) {
					x.score *= a.score
					addRef(&out, r.topicOf(x, src.Aspect))
				}
				continue
			}
			if src.Topic {
				if x, ok := r.topic(in.s, a.tok); ok {
					x.score *= a.score
					addRef(&out, x)
				}
				continue
			}
			if len(out) > 0 && in.pos == nounTrigger && len(src.Path) == 1 && r.cues.genitive[step] {
				break // "président de l'association des amis de Velmor": the first complement says of what
			}
			for _, x := range in.s.refs(a.tok, a.alone) {
				if only != "" && !r.schema.IsA(r.typeOf(x), only) {
					continue
				}
				if fits != nil && !r.fits(x, fits) {
					continue
				}
				x.score *= a.score
				addRef(&out, x)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// spoken is a sentence in which someone was said to speak.
type spoken struct{ entity, sentence int }

// special gives what a place means that is not in the tree: who speaks, who spoke before, what the text is about.
func (r *reader) special(in *instance, n int, src *schema.Source, fits func(string) bool) (ref, bool) {
	none := ref{entity: Unresolved}
	if len(src.Path) != 1 {
		return none, false
	}
	switch src.Path[0] {
	case "speaker":
		if in.voice.entity == Unresolved {
			return none, true
		}
		return ref{entity: in.voice.entity, tok: in.tok, score: max(0.9, in.voice.score)}, true
	case "previous":
		if in.noun >= 0 && in.s.kid(in.noun, "acl", "nmod") >= 0 {
			return none, true // "les accusations portées contre lui": not those told just now
		}
		taken := map[int]bool{}
		for _, x := range r.find(in, n, in.pattern.subjects[n], nil) {
			taken[x.entity] = true
		}
		for i := len(r.spoken) - 1; i >= 0; i-- {
			s := r.spoken[i]
			if in.s.index-s.sentence > 5 {
				break
			}
			if s.sentence < in.s.index && !taken[s.entity] {
				return ref{entity: s.entity, tok: in.tok, score: 0.75}, true
			}
		}
		return none, true
	case themePlace:
		return r.theme(in, n, fits), true
	case eventPlace:
		if !r.resumes(in) {
			return none, true
		}
		return r.theme(in, n, fits), true
	case accuserPlace:
		for _, x := range r.find(in, n, in.pattern.subjects[n], nil) {
			for i := len(r.out) - 1; i >= 0; i-- {
				c := &r.out[i]
				if in.s.index-c.sentence > 3 {
					break
				}
				if c.among(in.pattern.Claims[n].Given) && c.object.entity == x.entity && c.subject.entity != x.entity {
					return ref{entity: c.subject.entity, tok: in.tok, score: 0.85}, true
				}
			}
		}
		return none, true
	case "context":
		if !src.Topic {
			return none, false
		}
		return r.contextOf(in.s.index+1, func(typ string) bool { return typ == projectType }), true
	}
	return none, false
}

// alongside gives the object of the last claim in the sentence of the relation that template n states, or of one that
// gives a share as it does: those who join in do so in the same thing. Failing that, it is what has raised a sum or is
// worth it.
func (r *reader) alongside(in *instance, n int) ref {
	want := r.schema.Relation(in.pattern.Claims[n].Relation)
	sum := ref{entity: Unresolved}
	for i := len(r.out) - 1; i >= 0; i-- {
		c := &r.out[i]
		if c.sentence != in.s.index && (c.sentence != in.s.index-1 || !r.goesOn(c.sentence)) {
			break
		}
		if c.object.entity != Unresolved && (c.relation == want || c.relation.Takes("share") && want.Takes("share")) {
			x := c.object
			x.score, x.taken = 0.9*min(1, c.score), false
			return x
		}
		if c.relation.ObjectIsValue && want.Takes("share") && sum.entity == Unresolved && c.sentence == in.s.index {
			sum = c.subject // "a round that values Velmor at"
			sum.score = 0.85 * min(1, c.score)
		}
	}
	return sum
}

// goesOn tells whether sentence i ends in a semicolon, so that the next one goes on with it.
func (r *reader) goesOn(i int) bool {
	toks := r.d.tree.Sentences[i].Tokens
	return len(toks) > 0 && toks[len(toks)-1].Form == ";"
}

// proform gives what a pronoun for a phrase ("y", "en") before the verb means: the thing that fits which was named last
// before it.
func (r *reader) proform(in *instance, form string, fits func(string) bool) ref {
	s := in.s
	at := -1
	for u := in.tok - 1; u >= 0 && u >= in.tok-5; u-- {
		if s.form[u] == form && s.toks[u].UPOS == "PRON" {
			at = u
			break
		}
	}
	if at < 0 {
		return ref{entity: Unresolved}
	}
	taken := map[int]bool{}
	for _, a := range s.subjects(in.tok) {
		for _, x := range s.refs(a.tok, a.alone) {
			taken[x.entity] = true
		}
	}
	// Someone puts money "there" rather into a thing than into the country named after it.
	place := ref{entity: Unresolved}
	for i := s.index; i >= 0 && i >= s.index-2; i-- {
		list := r.d.mentions[i]
		for k := len(list) - 1; k >= 0; k-- {
			m := &list[k]
			if i == s.index && m.First >= at || m.Entity == Unresolved || taken[m.Entity] || m.Kind == Possessive {
				continue
			}
			x := ref{entity: m.Entity, tok: -1, score: 0.75}
			if fits != nil && !r.fits(x, fits) {
				continue
			}
			if r.typeOf(x) != placeType {
				return x
			}
			if place.entity == Unresolved {
				place = x
			}
		}
	}
	return place
}

// denotes tells whether a noun is one for a person or an organization.
func (r *reader) denotes(s *sentence, t int) bool {
	if s.toks[t].UPOS != "NOUN" || s.cues.transparent[s.low[t]] || s.feat(t, "Number") == "Plur" {
		return false
	}
	if r.d.words.roles[s.low[t]] {
		return true
	}
	for _, typ := range r.d.words.kinds[s.low[t]] {
		if typ == personType || typ == organizationType {
			return true
		}
	}
	return false
}

// bare tells whether a noun has no complement that could say whose it is.
func (s *sentence) bare(t int) bool {
	for _, k := range s.kids(t) {
		switch s.rel(k) {
		case "nmod", "acl", "compound":
			return false
		case "amod":
			if s.headed[k] != nil {
				return false
			}
		}
	}
	if t+2 < len(s.toks) && s.toks[t+1].Form == "," && s.headed[t+2] != nil && s.headed[t+2].Kind == Name && s.rel(t+2) != "nsubj" && s.head(t+2) != t {
		return false // "Ana Velt, CEO, Velmor Systems"
	}
	return s.kid(t, "cop") < 0
}

// subjectBefore gives the subject of what someone is said to say before token t in the sentence: "Velmor is hiring, the chief
// executive said".
func (s *sentence) subjectBefore(t int, fits func(ref) bool) ref {
	none := ref{entity: Unresolved}
	if t == 0 || s.quoted[t] > 0 {
		return none
	}
	for u := 0; u < t; u++ {
		h := s.head(u)
		if s.rel(u) != "nsubj" || h < 0 || h > t || s.quoted[u] > 0 {
			continue
		}
		if r := s.rel(h); r != "ccomp" && r != "root" {
			continue
		}
		if refs := s.refs(u, true); len(refs) > 0 && fits(refs[0]) {
			refs[0].score *= 0.85
			return refs[0]
		}
		return none
	}
	return none
}

// contextOf gives what a description without a complement is about: of the things that fit, that which is the subject of the
// sentence before or, of the one before that, where the article is about it; failing that the one named first in the nearest.
func (r *reader) contextOf(i int, fits func(string) bool) ref {
	passage := r.voices.passage
	here := passage[min(i, len(passage)-1)]
	nearest := ref{entity: Unresolved}
	for j := i - 1; j >= 0 && j >= i-2 && here-passage[j] <= 1; j-- {
		best, subject := ref{entity: Unresolved}, false
		toks := r.d.tree.Sentences[j].Tokens
		for k := range r.d.mentions[j] {
			m := &r.d.mentions[j][k]
			if m.Entity == Unresolved || m.Kind == Possessive {
				continue
			}
			x := ref{entity: m.Entity, tok: -1, score: 0.75}
			if fits != nil && !r.fits(x, fits) {
				continue
			}
			if subject = m.Head < len(toks) && strings.HasPrefix(toks[m.Head].Deprel, "nsubj"); subject || best.entity == Unresolved {
				best = x
				if subject {
					break
				}
			}
		}
		if subject && (nearest.entity == Unresolved || r.d.isMain(best.entity) && !r.d.isMain(nearest.entity)) {
			return best
		}
		if nearest.entity == Unresolved {
			nearest = best
		}
	}
	return nearest
}

// titleOf gives the thing that the entry holding sentence i is about: the name that opens it.
func (r *reader) titleOf(i int) ref {
	none := ref{entity: Unresolved}
	start := r.d.tree.Sentences[i].Start
	from := strings.LastIndexByte(r.d.tree.Text[:start], '\n') + 1
	for _, p := range r.d.article.Passages {
		if p.Start <= start && start < p.End {
			from = p.Start
			break
		}
	}
	for j := i; j >= 0 && r.d.tree.Sentences[j].Start >= from; j-- {
		for k := range r.d.mentions[j] {
			if m := &r.d.mentions[j][k]; m.Kind == Name && m.Start-from <= 6 && m.Entity != Unresolved {
				if r.d.tree.Sentences[j].Tokens[m.Head].Deprel == "compound" {
					return none // "Larrowby native Ana Velt has raised"
				}
				return ref{entity: m.Entity, tok: -1, score: 0.85, named: true}
			}
		}
	}
	return none
}
