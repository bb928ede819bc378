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

// instantiateAll makes the claims of all instances, those that follow other claims last, those of longer triggers first: where "maison mère" or "prendre une
// participation" states something, "maison" and "prendre" are not asked.
func (r *reader) instantiateAll(found []instance) {
	order := make([]int, len(found))
	for i := range order {
		order[i] = i
	}
	// What asks what an event is about comes after what tells of it, in the order of the text; so does all else that its trigger
	// may mean.
	late := map[int]int{}
	for i := range found {
		if found[i].pattern.late {
			late[found[i].tok] = 1 + found[i].tok
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(late[found[a].tok], late[found[b].tok]), cmp.Compare(found[b].weight(), found[a].weight()))
	})
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
	case in.pos == verbTrigger && !in.pattern.cites && in.s.inserted(in.tok):
		return
	case in.pos == verbTrigger:
		m = in.s.modeOf(in.tok, cuibono.Status(in.pattern.Present), cuibono.Status(in.pattern.Past))
		if in.noun >= 0 && in.s.noDeterminer(in.noun) {
			m.denied = true
		}
		if v := in.s.rel(in.tok); v == "acl" && in.s.passive(in.tok) || v == "amod" {
			m.open = false // a participle states what it says even within a question
		}
	case !in.pattern.Quoted && in.s.modified(in) >= 0:
		m = in.s.modeOf(in.s.modified(in), "", "")
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
	if m.open || (in.pattern.State || (in.pos == nounTrigger || in.pos == adjectiveTrigger) && !in.pattern.Event) && in.s.former(in.tok) {
		return
	}
	v := r.voiceOf(in.s, in.tok)
	in.voice = v
	if m.hearsay && !m.past && (v.entity != Unresolved && v.verb >= 0 || !v.anonymous && in.s.toldBefore(in.tok)) {
		m.status, m.hearsay, m.why = cuibono.Planned, false, "future in the past" // "a annoncé que Velmor investirait"
	}
	if v.anonymous && v.entity == Unresolved && (m.hearsay || m.tentative || m.status == cuibono.Done) && m.status != cuibono.Reported && (in.pos == verbTrigger || in.pattern.Event) && !(in.s.rel(in.tok) == "acl" && in.s.passive(in.tok)) {
		m.status, m.why = cuibono.Reported, "source without a name"
	}
	if v.rumour && m.status != cuibono.Reported {
		m.status, m.why = cuibono.Reported, "passed on"
	}
	for i := range in.pattern.Claims {
		r.fill(in, i, m, v)
	}
}

// fill makes the claims of a template.
func (r *reader) fill(in *instance, n int, m mode, v voice) {
	t := &in.pattern.Claims[n]
	rel := r.schema.Relation(t.Relation)
	if rel == nil || rel.Abstract {
		return
	}
	if m.offered && t.Tentative.Value == "" {
		return
	}
	if (m.tentative || m.dropped) && t.Tentative.Value != "" {
		rel = r.schema.Relation(t.Tentative.Value)
	} else if m.dropped {
		m.denied = !m.denied
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
	subjects = r.named(subjects, t.SubjectNamed, t.SubjectUnnamed)
	if len(subjects) == 0 {
		return
	}
	if rel.ObjectIsValue {
		for _, sub := range subjects {
			if in.pattern.evidentSubject && !r.d.entities[sub.entity].evident() || in.pos == adjectiveTrigger && sub.named && sub.tok >= 0 && in.s.prepOf(sub.tok) != "" {
				continue // "a contract from Velmor worth 3 million"
			}
			c := base
			c.subject = sub
			c.score *= sub.score * r.d.trust(sub.entity) * r.doubt(&c)
			r.out = append(r.out, c)
		}
		return
	}
	objects := r.find(in, n, in.pattern.objects[n], func(typ string) bool {
		return r.schema.FitsObject(t.Relation, typ) && r.oneOf(typ, t.ObjectType)
	})
	objects = r.named(objects, t.ObjectNamed, t.ObjectUnnamed)
	same := rel.Symmetric && sameSources(t.Subject, t.Object)
	for i, sub := range subjects {
		for j, obj := range objects {
			if len(t.Given) > 0 && t.Object[0].Path[0] != accuserPlace && !r.told(obj, t.Given) {
				continue
			}
			if of := &r.d.entities[obj.entity]; of.Type == topicType && of.About == sub.entity && r.d.entities[sub.entity].Type == personType {
				continue // "Ana Velt conteste ses chiffres": those of someone else
			}
			if sub.entity == obj.entity || same && j <= i || r.d.surnameOf(sub.entity, obj.entity) || r.d.surnameOf(obj.entity, sub.entity) {
				continue
			}
			if rel.Alike && !r.alike(sub, obj) || in.pos == nameTrigger && r.typeOf(sub) == personType && !r.schema.FitsSubject(t.Relation, personType) {
				continue // a name alone says no more of what it is than its form
			}
			if contains(subjects, obj.entity) && !same && len(subjects) > 1 {
				continue
			}
			if len(in.pattern.unlike) > 0 && r.d.entities[obj.entity].has(in.pattern.unlike) {
				continue
			}
			if in.pattern.evidentSubject && !r.d.entities[sub.entity].evident() || in.pattern.evidentObject && !r.d.entities[obj.entity].evident() {
				continue
			}
			c := base
			c.subject, c.object = sub, obj
			c.score *= sub.score * r.d.trust(sub.entity) * obj.score * r.d.trust(obj.entity) * r.doubt(&c)
			r.out = append(r.out, c)
		}
	}
}

// told tells whether the article said before one of the relations of the entity.
func (r *reader) told(x ref, relations []strict.Name) bool {
	for i := range r.out {
		if c := &r.out[i]; c.among(relations) && c.topic().entity == x.entity {
			return true
		}
	}
	return false
}

// lastTold gives the last thing of which one of the relations was told in the sentences before s or before token t of it.
func (r *reader) lastTold(s *sentence, t int, relations []strict.Name) ref {
	for i := len(r.out) - 1; i >= 0; i-- {
		c := &r.out[i]
		if c.sentence < s.index-maxRecall {
			break
		}
		if c.sentence < s.index-4 && !(c.amount != nil && s.mentionsSum(c.amount.Value)) {
			continue // a thing told of long ago comes back by its sum only
		}
		if c.sentence == s.index && (c.trigger >= t || c.sumless()) {
			continue // in the sentence itself, only what stands before and has its sum
		}
		if !c.relation.ObjectIsValue && c.in.pos != verbTrigger && !c.in.pattern.Event {
			continue // what a thing is called in passing ("Trinova, le réseau de Paul Renard") is not told of
		}
		if c.among(relations) && c.topic().entity != Unresolved {
			if r.supplanted(c, s, t) {
				break
			}
			x := c.topic()
			x.score *= 0.85
			return x
		}
	}
	return ref{entity: Unresolved}
}

// sumless tells whether a claim of a sum, whose sum is not looked up yet, will have none: no sum stands under its trigger.
func (c *candidate) sumless() bool {
	if !c.relation.ObjectIsValue {
		return false
	}
	for k := range c.s.d.amounts[c.s.index] {
		a := &c.s.d.amounts[c.s.index][k]
		if a.Kind != Money {
			continue
		}
		for u, i := a.Head, 0; u >= 0 && i < maxClimb; u, i = c.s.head(u), i+1 {
			if u == c.trigger || c.in.noun == u {
				return false
			}
			if c.s.isVerb(u) {
				break
			}
		}
	}
	return true
}

// maxRecall is how many sentences back a thing is found again by a sum told of it.
const maxRecall = 40

// mentionsSum tells whether the sentence holds a sum of that value.
func (s *sentence) mentionsSum(value float64) bool {
	for k := range s.d.amounts[s.index] {
		if a := &s.d.amounts[s.index][k]; a.Kind == Money && a.Value == value {
			return true
		}
	}
	return false
}

func (c *candidate) among(relations []strict.Name) bool {
	for _, name := range relations {
		if c.relation.Name.Value == name.Value {
			return true
		}
	}
	return false
}

// topic gives what a claim is about: who has the sum, or what is bought, held, paid for.
func (c *candidate) topic() ref {
	x := c.object
	if c.relation.ObjectIsValue {
		x = c.subject
	}
	x.taken = false // a pronoun there is none here
	return x
}

// named leaves of the entities those whose names hold one of the words wanted, where there are any, and none of the unwanted.
func (r *reader) named(list []ref, wanted, unwanted []string) []ref {
	if len(wanted) == 0 && len(unwanted) == 0 {
		return list
	}
	holds := func(x ref, words []string) bool {
		for word := range strings.FieldsSeq(strings.ToLower(r.d.entities[x.entity].Name)) {
			if slices.Contains(words, word) {
				return true
			}
		}
		return false
	}
	var out []ref
	for _, x := range list {
		if (len(wanted) == 0 || holds(x, wanted)) && !holds(x, unwanted) {
			out = append(out, x)
		}
	}
	return out
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

// homeland gives the country that an adjective beside a noun means ("the French president") or one among the words that
// introduce a name ("the French shipping line Velmor").
func (r *reader) homeland(in *instance) ref {
	if in.pos == nameTrigger {
		first, last := in.s.introduction(in.tok)
		for t := first; t < last; t++ {
			if x := r.countryOf(in.s, t); x.entity != Unresolved {
				return x
			}
		}
		return ref{entity: Unresolved}
	}
	for _, t := range [2]int{in.last + 1, in.last - len(in.words)} {
		if x := r.countryOf(in.s, t); x.entity != Unresolved {
			return x
		}
	}
	return ref{entity: Unresolved}
}

// countryOf gives the country that the adjective at token t means.
func (r *reader) countryOf(s *sentence, t int) ref {
	if t < 0 || t >= len(s.toks) {
		return ref{entity: Unresolved}
	}
	if k := r.d.known.demonymIn(r.d.words.Language, s.toks[t].Form); k != nil && k.Kind == "country" {
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
