package schema

import (
	"fmt"
	"slices"
	"strings"

	"cuibono/schema/strict"
)

// Pattern says how a language states relations: a trigger word, and where in the sentence around it the
// ends of the relations stand. It speaks of logical arguments, not of word order: the logical subject
// of a passive is its agent, of an infinitive the one who is to act, of a participle the noun it
// qualifies.
type Pattern struct {
	strict.Pos
	// Name identifies the pattern within its language, for --explain and for error messages.
	Name string `yaml:"name,required"`

	// Triggers: lemmas by part of speech. A verb may carry a particle ("take over"), or "se" before it
	// ("se offrir") if only the reflexive use counts. A noun or an adjective may be of several words
	// ("maison mère"); so may a participle or adjective ("based").
	Verb      []string `yaml:"verb,oneormore"`
	Noun      []string `yaml:"noun,oneormore"`
	Adjective []string `yaml:"adjective,oneormore"`
	// Evident asks that these ends ("subject", "object") be things the article makes plain, or that are known: for loose patterns.
	Evident []string `yaml:"evident,oneormore" enum:"subject|object"`
	// Unlike keeps off objects that have one of these words in their name: no one owns a party.
	Unlike []string `yaml:"unlike,oneormore"`
	// Quoted limits triggers to quotations.
	Quoted bool `yaml:"quoted"`
	// Negated limits a verb to where it is denied; the claims are then affirmed ("n'ont pas l'argent").
	Negated bool `yaml:"negated"`
	// Entry limits triggers to entries of lists: what follows a name and a colon, without a verb between.
	Entry bool `yaml:"entry"`
	// AnyName makes every name a trigger: "Velmor's Trinova", "Trinova of Lyon".
	AnyName bool `yaml:"any_name"`
	// Behind limits a name or noun to where it stands after one of these prepositions ("Under Ana Velt, Trinova …", "aux
	// mains de").
	Behind []string `yaml:"behind,oneormore"`

	// With limits a verb to those uses that have one of these nouns as object or oblique ("prendre" with
	// "participation"); the noun's complements then count as the verb's.
	With []string `yaml:"with,oneormore"`
	// NotOf keeps "amount" under With off sums that measure one of these nouns: "raise money at a $3 billion valuation".
	NotOf []string `yaml:"not_of,oneormore"`
	// Under limits a noun to those uses that are object, oblique or subject of one of these verbs, and a verb to those that
	// hang on one of these words ("the race to buy"); NotUnder limits a noun to the other uses, and a verb to those that are
	// not the infinitive of one of these ("ordered to pay").
	Under    []string `yaml:"under,oneormore"`
	NotUnder []string `yaml:"not_under,oneormore"`
	// Without forbids these lemmas among the direct dependents of the trigger, and of the noun under "with".
	Without []string `yaml:"without,oneormore"`

	// Claims are what each match states.
	Claims []ClaimTemplate `yaml:"claims,oneormore,required"`

	// Present and Past give the status of claims where a verb stands in the present or past, if it is not "done":
	// "rachète" announces, "lève" reports. Noun gives it for a noun in no tense of its own.
	Present string `yaml:"present" enum:"done|planned|reported"`
	Past    string `yaml:"past" enum:"done|planned|reported"`
	// State tells that the pattern says what holds, so that what held once ("a longtemps possédé") is no claim.
	State bool `yaml:"state"`
	// Event tells that the noun names an act that a verb above it may deny, plan or question; nouns
	// otherwise state what they say wherever they stand ("le fondateur de Trinova").
	Event bool `yaml:"event"`
	// Stands tells that the act the noun names was made even where a verb above it ends it: an abandoned bid was a bid.
	Stands bool `yaml:"stands"`
	// Confidence from 0 to 1 lowers the trust in a loose pattern; 0 stands for 1.
	Confidence float64 `yaml:"confidence"`

	// Match and NoMatch are the pattern's tests.
	Match   []Example `yaml:"match,required"`
	NoMatch []string  `yaml:"no_match,oneormore"`
}

// ClaimTemplate is one claim of a pattern: `relation(subject, object)`.
//
// Subject and object name where the entity stands, as alternatives in order of preference, joined by
// "|":
//
//	subj obj iobj   logical arguments of a verb
//	self            what a noun or adjective itself is said of: its name, apposition, or subject
//	named           as self, but only the name beside the noun
//	alone           of a name: itself, without the names that are coordinated with it
//	poss            a possessor ("Velmor's", "sa")
//	compound        a name before the noun ("Velmor chief", "Velmor-owned")
//	before          the name right before a noun phrase in a clause without a verb ("and Velmor the rest")
//	bearer          the name that a noun after "with" says more of ("Velmor, with a 25% stake")
//	gov             the subject of the verb whose object or complement the noun is
//	title           the main thing an entry of a list is about, where no subject is given
//	holder          of a name: the person before it who holds an office there ("Ana Velt, research director at Velmor")
//	officer         of a name: the person after it who holds an office there ("Velmor geologist Ana Velt")
//	joined          the name with which a noun phrase is coordinated ("Velmor and rival Trinova")
//	stating         the verb by which a noun is said to state something ("a lawsuit accusing", "the suit alleges")
//	said            the clause that a verb of saying reports
//	inf             the infinitive under a noun or verb ("a proposal to buy": then "inf.obj")
//	agent           by whom, of a passive or a noun ("le travail accompli par Velmor")
//	apart           of a name: the phrase with a preposition set off by commas after it; with the preposition named, "apart de"
//	seat            of a hyphenated adjective: the town before the region it is joined to ("Larrowby, Ohio-based")
//	town            of a name: the place among the words that introduce it ("the Boston ferry line Velmor", "Velmor, a Boston
//	                ferry line", "Velmor, Denmark's biggest ferry line")
//	introduced in   of a name: the phrase with the preposition behind the noun that says what it is ("Velmor, a maker of toys
//	                in Lyon")
//	next of         of a name: the phrase with the preposition that stands right behind it
//	aside chez      of a name: the phrase with the preposition within the apposition after it ("Ana Velt, chercheuse chez Trinova")
//	y, en           what these pronouns before the verb mean
//	speaker         who says it
//	previous        who spoke last before the sentence
//	accuser         who was said before to have the relation under "given" to the claim's subject
//	complement      of a noun within a preposition of several words: what that stands before ("en partenariat avec Velmor")
//	label           of a noun: the name right behind it ("le député LFI")
//	bracket         of a name: what stands alone in brackets after it
//	bracketed       of a noun in brackets: the name before them ("la papeterie Trinova (groupe Velmor)")
//	sum             of a name: the sum between its determiner and it ("the $3 million Trinova tunnel")
//	clause          the logical subject of the clause that the phrase stands in
//	main            the subject of the sentence's main clause
//	context         for a description without a complement, what the sentence before is about
//	along           what the last claim of the same kind in the sentence, or in the one before, is about: "joined by Ardane"
//	theme           what the event is about that was told of last ("Velmor led the round"), where nothing says it by name
//	event           as theme, where a noun for the event stands beside the verb and its object is no name ("the deal values it")
//	last            the last thing of which a relation under "given" was told: who has the sum, what was bought
//	demonym         the country of an adjective beside a noun ("the French president") or before the noun that introduces a
//	                name ("the French shipping line Velmor")
//	amount          for relations to a sum
//	any preposition ("dans", "auprès de", "into")
//
// In needs and unless, "for!" asks for any such phrase, whether or not it names an entity.
//
// "obj:Organization" takes only what is of that type.
//
// A dot goes on from the noun found: "obj.de" is the complement with "de" of the object. topic(…)
// makes the Topic named by an aspect noun ("le financement de Stargate") from what stands there; topic:funding(…)
// the Topic of that aspect of the thing that stands there.
type ClaimTemplate struct {
	strict.Pos
	Claim string `yaml:"claim,required,short"`
	// Status is what the claim has where the sentence states it as done; Polarity overrides what the sentence says.
	Status   string `yaml:"status" enum:"done|planned|reported"`
	Polarity string `yaml:"polarity" enum:"yes|no"`
	// Amount false keeps the sentence's sum and share off the claim.
	Amount *bool `yaml:"amount"`
	// SubjectType and ObjectType narrow what the relation takes: for "la société de X", X is a Person.
	SubjectType []strict.Name `yaml:"subject_type,oneormore"`
	ObjectType  []strict.Name `yaml:"object_type,oneormore"`
	// SubjectNamed narrows the claim to subjects whose name holds one of these words ("Bank"), SubjectUnnamed to the others:
	// who receives money from a foundation has raised none. ObjectNamed and ObjectUnnamed do so for objects.
	SubjectNamed   []string `yaml:"subject_named,oneormore"`
	SubjectUnnamed []string `yaml:"subject_unnamed,oneormore"`
	ObjectNamed    []string `yaml:"object_named,oneormore"`
	ObjectUnnamed  []string `yaml:"object_unnamed,oneormore"`
	// Tentative is the relation that is claimed in place of this one where the act is only looked into: who is
	// in talks to buy bids.
	Tentative strict.Name `yaml:"tentative"`
	// Needs is a source that must be filled for this claim to be made.
	Needs string `yaml:"needs"`
	// Unless is a source that must not be filled by an entity; UnlessAlso are relations that, stated between the same
	// ends anywhere in the article, make this looser claim needless.
	Unless     string        `yaml:"unless"`
	UnlessAlso []strict.Name `yaml:"unless_also,oneormore"`
	// Given are relations one of which the article must have stated of the claim's object before: "Suivent Velmor et Ardane"
	// names investors where a round was told of.
	Given []strict.Name `yaml:"given,oneormore"`
	// Negatable false keeps the claim, affirmed, where the trigger is negated ("has not repeated").
	Negatable *bool `yaml:"negatable"`

	Relation string   `yaml:"-"`
	Subject  []Source `yaml:"-"`
	Object   []Source `yaml:"-"`
	Require  []Source `yaml:"-"`
	Forbid   []Source `yaml:"-"`
}

// Source is a place where an argument stands: a path of steps from the trigger.
type Source struct {
	Path  []string
	Topic bool
	// Aspect is the key of the topic where the pattern gives it: topic:funding(…).
	Aspect string
}

type patternFile struct {
	Patterns []Pattern `yaml:"patterns,required"`
}

// Patterns gives the patterns of a language by its ISO 639-1 code, in the order of their files' names.
func (s *Schema) Patterns(language string) []Pattern { return s.patterns[language] }

// parsePatterns reads patterns/<language>/<name>.yaml.
func (b *builder) parsePatterns(f file) {
	language, name, found := strings.Cut(strings.TrimPrefix(f.path, "patterns/"), "/")
	if !found || strings.Contains(name, "/") {
		b.problems.Add(strict.Pos{File: f.name, Line: 1, Column: 1}, "files of patterns belong in patterns/<language>/")
		return
	}
	var content patternFile
	b.decode(f, &content)
	if b.patterns == nil {
		b.patterns = map[string][]Pattern{}
	}
	b.patterns[language] = append(b.patterns[language], content.Patterns...)
}

// resolvePatterns checks the patterns of all languages against the relations.
func (b *builder) resolvePatterns() {
	for _, language := range sortedKeys(b.patterns) {
		if !slices.Contains(b.Languages, language) {
			b.problems.Add(b.patterns[language][0].Pos, "language %q of the patterns is not one of the schema", language)
		}
		seen := map[string]strict.Pos{}
		for i := range b.patterns[language] {
			p := &b.patterns[language][i]
			if at, dup := seen[p.Name]; dup {
				b.problems.Add(p.Pos, "pattern %q is already at %s: give this one another name", p.Name, at)
			}
			seen[p.Name] = p.Pos
			p.resolve(b)
		}
	}
}

func (p *Pattern) resolve(b *builder) {
	problems := &b.problems
	if len(p.Verb)+len(p.Noun)+len(p.Adjective) == 0 && !p.AnyName {
		problems.Add(p.Pos, "pattern %q has no trigger: give it verb, noun or adjective", p.Name)
	}
	if len(p.Match) == 0 {
		problems.Add(p.Pos, "pattern %q has no example: give it a sentence under match", p.Name)
	}
	if p.Confidence < 0 || p.Confidence > 1 {
		problems.Add(p.Pos, "confidence %v is not between 0 and 1", p.Confidence)
	}
	for i := range p.Claims {
		c := &p.Claims[i]
		if err := c.parse(); err != nil {
			problems.Add(c.Pos, "%v", err)
			continue
		}
		for _, name := range append(slices.Clone(c.SubjectType), c.ObjectType...) {
			if b.Type(name.Value) == nil {
				problems.AddUnknown(name.Pos, "type", name.Value, b.TypeNames())
			}
		}
		for _, name := range c.Given {
			if b.Relation(name.Value) == nil {
				problems.AddUnknown(name.Pos, "relation", name.Value, b.RelationNames())
			}
		}
		if c.Tentative.Value != "" && b.Relation(c.Tentative.Value) == nil {
			problems.AddUnknown(c.Tentative.Pos, "relation", c.Tentative.Value, b.RelationNames())
		}
		for _, name := range c.UnlessAlso {
			if b.Relation(name.Value) == nil {
				problems.AddUnknown(name.Pos, "relation", name.Value, b.RelationNames())
			}
		}
		if r := b.Relation(c.Relation); r == nil || r.Abstract {
			problems.AddUnknown(c.Pos, "relation", c.Relation, b.RelationNames())
		}
	}
	for _, e := range p.Match {
		for _, claim := range e.Claims {
			if _, err := b.ParseClaim(claim); err != nil {
				problems.Add(e.Pos, "%v", err)
			}
		}
	}
}

func (c *ClaimTemplate) parse() error {
	bad := fmt.Errorf("claim %q is not of the form relation(subject, object)", c.Claim)
	open := strings.IndexByte(c.Claim, '(')
	if open <= 0 || !strings.HasSuffix(c.Claim, ")") {
		return bad
	}
	c.Relation = strings.TrimSpace(c.Claim[:open])
	subject, object, ok := strings.Cut(c.Claim[open+1:len(c.Claim)-1], ",")
	if !ok {
		return bad
	}
	var err error
	if c.Subject, err = sources(subject); err != nil {
		return err
	}
	if c.Object, err = sources(object); err != nil {
		return err
	}
	if c.Unless != "" {
		if c.Forbid, err = sources(c.Unless); err != nil {
			return err
		}
	}
	if c.Needs != "" {
		c.Require, err = sources(c.Needs)
	}
	return err
}

func sources(text string) ([]Source, error) {
	var out []Source
	for part := range strings.SplitSeq(text, "|") {
		part = strings.TrimSpace(part)
		s := Source{}
		if inner, ok := strings.CutPrefix(part, "topic("); ok {
			s.Topic = true
			part = strings.TrimSuffix(inner, ")")
		} else if inner, ok := strings.CutPrefix(part, "topic:"); ok {
			key, inner, found := strings.Cut(inner, "(")
			if !found || !strings.HasSuffix(inner, ")") {
				return nil, fmt.Errorf("%q is not of the form topic:aspect(place)", part)
			}
			s.Topic, s.Aspect = true, key
			part = strings.TrimSuffix(inner, ")")
		}
		for step := range strings.SplitSeq(part, ".") {
			step = strings.TrimSpace(step)
			if step == "" {
				return nil, fmt.Errorf("%q names no place in the sentence: write for instance subj or dans", text)
			}
			s.Path = append(s.Path, step)
		}
		out = append(out, s)
	}
	return out, nil
}
