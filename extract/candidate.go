package extract

import (
	"cmp"
	"slices"
	"strings"

	"cuibono"
	"cuibono/schema"
	"cuibono/schema/strict"
)

// candidate is a claim before it is checked against the others.
type candidate struct {
	relation *schema.Relation
	subject  ref
	object   ref // entity Unresolved where the object is an amount
	amount   *cuibono.Amount
	share    float64
	role     string
	when     string
	horizon  string
	mode     mode
	polarity cuibono.Polarity
	voice    voice
	score    float64

	in       *instance
	s        *sentence
	sentence int
	trigger  int // token, for the order and the distance to amounts
	template *schema.ClaimTemplate
}

// reader finds the claims of one article.
type reader struct {
	d        *document
	schema   *schema.Schema
	cues     *cues
	patterns patternIndex
	out      []candidate
	voices   *voices
	spoken   []spoken
	topics   map[string]int // entity and aspect -> index of the topic's entity
}

// readSentence appends what sentence i claims.
func (r *reader) readSentence(i int) {
	if len(r.d.mentions[i]) == 0 && len(r.d.amounts[i]) == 0 {
		return
	}
	toks := r.d.tree.Sentences[i].Tokens
	if len(toks) > maxTokens {
		return
	}
	s := newSentence(r.d, r.cues, i, r.voices.quote[i])
	for t := range toks {
		if s.isSpeech(t) {
			if who, ok := s.sayer(t, -1); ok && r.speaks(who.entity) {
				r.spoken = append(r.spoken, spoken{who.entity, i})
			}
		}
	}
	var found []instance
	for t := range toks {
		found = r.patterns.matches(s, t, found)
	}
	if len(found) == 0 {
		return
	}
	first := len(r.out)
	r.instantiateAll(found)
	r.attach(s, r.out[first:])
	r.out = append(r.out[:first], withSums(r.out[first:])...)
}

// maxTokens bounds the length of a sentence that is read: longer ones are no prose.
const maxTokens = 400

// instantiateAll makes the claims of all instances, those of longer triggers first: where "maison mère" or "prendre une
// participation" states something, "maison" and "prendre" are not asked.
func (r *reader) instantiateAll(found []instance) {
	order := make([]int, len(found))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(found[b].weight(), found[a].weight()) })
	stated := make([]bool, len(found))
	for _, i := range order {
		in, shadowed := &found[i], false
		for j := range found {
			o := &found[j]
			if i != j && in.shadowedBy(o) && (stated[j] || o.pos == nounTrigger && len(o.words) > len(in.words)) {
				shadowed = true
				break
			}
		}
		if shadowed {
			continue
		}
		before := len(r.out)
		r.instantiate(in)
		stated[i] = len(r.out) > before
	}
}

// weight orders instances: the more words, the more they mean.
func (in *instance) weight() int {
	w := 2 * len(in.words)
	if in.noun >= 0 {
		w++
	}
	return w
}

// shadowedBy tells whether the trigger of o holds that of in and more.
func (in *instance) shadowedBy(o *instance) bool {
	if in.pos != o.pos {
		return false
	}
	if in.tok == o.tok {
		return o.weight() > in.weight()
	}
	return in.pos == nounTrigger && len(o.words) > len(in.words) && in.tok > o.last-len(o.words) && in.tok <= o.last
}

// instantiate appends the claims of one instance.
func (r *reader) instantiate(in *instance) {
	var m mode
	switch {
	case in.pos == verbTrigger:
		m = in.s.modeOf(in.tok, cuibono.Status(in.pattern.Present), cuibono.Status(in.pattern.Past))
		if in.noun >= 0 && in.s.noDeterminer(in.noun) {
			m.denied = true
		}
		if v := in.s.rel(in.tok); v == "acl" && in.s.passive(in.tok) || v == "amod" {
			m.open = false // a participle states what it says even within a question
		}
	case in.pattern.Event:
		m = in.s.eventMode(in.tok, in.pattern)
	default:
		m = in.s.stateMode(in.tok)
	}
	if in.pattern.Quoted && r.voices.quote[in.s.index][in.tok] == 0 {
		return
	}
	if in.pattern.Negated {
		if !m.denied {
			return
		}
		m.denied = false
	}
	if m.open || (in.pattern.State || in.pos == nounTrigger && !in.pattern.Event) && in.s.former(in.tok) {
		return
	}
	v := r.voiceOf(in.s, in.tok)
	in.voice = v
	if m.hearsay && !m.past && v.entity != Unresolved && v.verb >= 0 {
		m.status, m.hearsay, m.why = cuibono.Planned, false, "future in the past" // "a annoncé que Velmor investirait"
	}
	if v.anonymous && v.entity == Unresolved && (m.hearsay || m.tentative || m.status == cuibono.Done) && m.status != cuibono.Reported && (in.pos == verbTrigger || in.pattern.Event) && !(in.s.rel(in.tok) == "acl" && in.s.passive(in.tok)) {
		m.status, m.why = cuibono.Reported, "source without a name"
	}
	for i := range in.pattern.Claims {
		r.fill(in, i, m, v)
	}
}

// former tells whether what a noun or verb says is a thing of the past: "ancien patron", "then chaired by", "a longtemps possédé".
func (s *sentence) former(t int) bool {
	near := func(k int) bool {
		r := s.rel(k)
		return r == "amod" || r == "advmod" || r == "compound" || r == "case" || r == "nmod" || r == "obl" || r == "discourse"
	}
	for _, k := range s.kids(t) {
		if near(k) && (s.cues.former[s.form[k]] || s.cues.former[s.low[k]]) {
			return true
		}
	}
	for u := t - 1; u >= 0 && u >= t-2; u-- {
		if s.cues.former[s.form[u]] || s.cues.former[s.low[u]] {
			return true
		}
		if s.toks[u].UPOS != "ADJ" && s.toks[u].UPOS != "DET" && s.toks[u].UPOS != "NOUN" && s.toks[u].Form != "-" {
			break
		}
	}
	for _, words := range s.cues.formerPhrases {
		for u := max(0, t-6); u < min(len(s.toks), t+4); u++ {
			if len(words) > 1 && s.matchForms(u, words) {
				return true
			}
		}
	}
	if !s.isVerb(t) || s.rel(t) == "acl" && s.passive(t) {
		return false
	}
	past := false
	for _, k := range s.kids(t) {
		if s.toks[k].Deprel == "aux:tense" {
			past = true
		}
	}
	return past && !s.passive(t)
}

// stateMode reads how a noun or adjective that names a state is stated: denied or asked only where it is a predicate.
func (s *sentence) stateMode(n int) mode {
	m := mode{status: cuibono.Done}
	if h := s.head(n); h >= 0 && s.question && s.cues.copulas[s.low[h]] && s.interrogative(h) {
		m.open, m.why = true, "question"
		return m
	}
	if s.kid(n, "cop") >= 0 || s.rel(n) == "xcomp" {
		m = s.modeOf(n, "", "")
		if h := s.head(n); s.rel(n) == "xcomp" && h >= 0 && s.cues.copulas[s.low[h]] {
			s.tense(h, cuibono.Done, cuibono.Done, &m)
			m.denied = s.negated(h)
		}
	}
	return m
}

// fill makes the claims of a template.
func (r *reader) fill(in *instance, n int, m mode, v voice) {
	t := &in.pattern.Claims[n]
	rel := r.schema.Relation(t.Relation)
	if rel == nil || rel.Abstract {
		return
	}
	if m.tentative && t.Tentative.Value != "" {
		rel = r.schema.Relation(t.Tentative.Value)
	}
	if len(t.Require) > 0 && len(r.find(in, n, in.pattern.require[n], nil)) == 0 {
		return
	}
	if len(t.Forbid) > 0 && len(r.find(in, n, in.pattern.forbid[n], nil)) > 0 {
		return
	}
	if m.denied && t.Negatable != nil && !*t.Negatable {
		m.denied = false
	}
	base := candidate{relation: rel, mode: m, voice: v, in: in, s: in.s, sentence: in.s.index, trigger: in.tok, template: t,
		polarity: cuibono.Affirmed, object: ref{entity: Unresolved}}
	if t.Status != "" && m.status == cuibono.Done {
		base.mode.status = cuibono.Status(t.Status)
	}
	if m.denied {
		base.polarity = cuibono.Denied
	}
	if t.Polarity == string(cuibono.Denied) {
		base.polarity = cuibono.Denied
	}
	base.score = 1
	if in.pattern.Confidence > 0 {
		base.score = in.pattern.Confidence
	}
	subjects := r.find(in, n, in.pattern.subjects[n], func(typ string) bool {
		return r.schema.FitsSubject(t.Relation, typ) && r.oneOf(typ, t.SubjectType)
	})
	if len(subjects) == 0 {
		return
	}
	if rel.ObjectIsValue {
		for _, sub := range subjects {
			c := base
			c.subject = sub
			c.score *= sub.score
			r.out = append(r.out, c)
		}
		return
	}
	objects := r.find(in, n, in.pattern.objects[n], func(typ string) bool {
		return r.schema.FitsObject(t.Relation, typ) && r.oneOf(typ, t.ObjectType)
	})
	same := rel.Symmetric && sameSources(t.Subject, t.Object)
	for i, sub := range subjects {
		for j, obj := range objects {
			if t.Given.Value != "" && !r.isSubject(obj, t.Given.Value) {
				continue
			}
			if sub.entity == obj.entity || same && j <= i {
				continue
			}
			if contains(subjects, obj.entity) && !same && len(subjects) > 1 {
				continue
			}
			if in.pattern.Evident && !(r.d.entities[sub.entity].evident() && r.d.entities[obj.entity].evident()) {
				continue
			}
			c := base
			c.subject, c.object = sub, obj
			c.score *= sub.score * obj.score
			r.out = append(r.out, c)
		}
	}
}

// isSubject tells whether the article said before that the entity has the relation.
func (r *reader) isSubject(x ref, relation string) bool {
	for i := range r.out {
		if c := &r.out[i]; c.subject.entity == x.entity && c.relation.Name.Value == relation {
			return true
		}
	}
	return false
}

// oneOf tells whether a type is one of the names or a kind of one; no names allow all.
func (r *reader) oneOf(typ string, names []strict.Name) bool {
	for _, n := range names {
		if r.schema.IsA(typ, n.Value) {
			return true
		}
	}
	return len(names) == 0
}

// homeland gives the country that an adjective beside a noun means: "the French president".
func (r *reader) homeland(in *instance) ref {
	toks := in.s.toks
	for _, t := range [2]int{in.last + 1, in.last - len(in.words)} {
		if t < 0 || t >= len(toks) {
			continue
		}
		k := r.d.known.demonymIn(r.d.words.Language, toks[t].Form)
		if k == nil || k.Kind != "country" {
			continue
		}
		for e := range r.d.entities {
			if r.d.entities[e].Known == k {
				return ref{entity: e, score: 0.95}
			}
		}
	}
	return ref{entity: Unresolved}
}

func contains(list []ref, entity int) bool {
	for _, o := range list {
		if o.entity == entity {
			return true
		}
	}
	return false
}

func sameSources(a, b []schema.Source) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if len(a[i].Path) != 1 || len(b[i].Path) != 1 || a[i].Path[0] != b[i].Path[0] {
			return false
		}
	}
	return true
}

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
		if len(src.Path) == 1 && src.Path[0] == "last" {
			// The last of which the relation that is given was told.
			rel := in.pattern.Claims[n].Given.Value
			for i := len(r.out) - 1; i >= 0; i-- {
				if c := &r.out[i]; c.relation.Name.Value == rel && in.s.index-c.sentence <= 4 {
					x := c.subject
					x.score *= 0.85
					return []ref{x}
				}
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
				if r.denotes(in.s, a.tok) && step != "obj" && step != "subj" {
					continue // "le propriétaire de Velmor" is someone, if it is not known who
				}
				for _, b := range in.s.places(a.tok, step) {
					b.score *= a.score
					next = append(next, b)
				}
			}
			args = next
		}
		if last := src.Path[len(src.Path)-1]; r.cues.genitive[last] && !src.Topic {
			// "le tsar de l'IA de Velmor": the complement of a complement that names nothing.
			for n, a := range args {
				if len(in.s.refs(a.tok, true)) == 0 && !r.denotes(in.s, a.tok) && !in.s.amountHead[a.tok] {
					for _, b := range in.s.underDirect(a.tok, last, a.score*0.9) {
						args[n] = b
						break
					}
				}
			}
		}
		var out []ref
		for _, a := range args {
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
	case "context":
		if !src.Topic {
			return none, false
		}
		return r.contextOf(in.s.index+1, func(typ string) bool { return typ == projectType }), true
	}
	return none, false
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
	for i := s.index; i >= 0 && i >= s.index-2; i-- {
		list := r.d.mentions[i]
		for k := len(list) - 1; k >= 0; k-- {
			m := &list[k]
			if i == s.index && m.First >= at || m.Entity == Unresolved || taken[m.Entity] || m.Kind == Possessive {
				continue
			}
			x := ref{entity: m.Entity, tok: -1, score: 0.75}
			if fits == nil || r.fits(x, fits) {
				return x
			}
		}
	}
	return ref{entity: Unresolved}
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
	return s.kid(t, "cop") < 0
}

// contextOf gives what a description without a complement is about: of the things that fit, that named last in the sentence
// before, the first of them where it is its subject.
func (r *reader) contextOf(i int, fits func(string) bool) ref {
	passage := r.voices.passage
	here := passage[min(i, len(passage)-1)]
	for j := i - 1; j >= 0 && j >= i-2 && here-passage[j] <= 1; j-- {
		best := ref{entity: Unresolved}
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
			if m.Head < len(toks) && strings.HasPrefix(toks[m.Head].Deprel, "nsubj") || best.entity == Unresolved {
				best = x
				if m.Head < len(toks) && strings.HasPrefix(toks[m.Head].Deprel, "nsubj") {
					break
				}
			}
		}
		if best.entity != Unresolved {
			return best
		}
	}
	return ref{entity: Unresolved}
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
				return ref{entity: m.Entity, tok: -1, score: 0.85, named: true}
			}
		}
	}
	return none
}
