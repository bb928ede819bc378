package lang

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Repairs is what the repairs after the parse need to know of a language: the file
// data/<language>/repairs.yaml, which a language may lack. They mend errors that a parser makes for want of examples, each by a
// rule that holds whatever the words: see the methods of repairer.
type Repairs struct {
	// Speech are lemmas of verbs whose subject may follow them where they report speech.
	Speech []string `yaml:"speech"`
	// Times are lemmas of nouns that stand after a verb without a preposition and are no object.
	Times []string `yaml:"times"`
	// NameAfterNoun tells that a name stands behind the noun that it explains (le fonds Vexor), which
	// is the head of the two.
	NameAfterNoun bool `yaml:"name_after_noun"`
	// Control are lemmas of verbs that govern an infinitive with one of ControlMarks.
	Control      []string `yaml:"control"`
	ControlMarks []string `yaml:"control_marks"`
	// Raising are verbs, by lemma, whose only arguments are a subject and the infinitive that they govern.
	Raising []string `yaml:"raising"`
	// RelativeObject are words that begin a relative clause as its object (que), in lower case.
	RelativeObject []string `yaml:"relative_object"`
	// RelativePronouns are words that are nothing but relative pronouns (dont), in lower case.
	RelativePronouns []string `yaml:"relative_pronouns"`
	// Reflexives are clitics that stand before nothing but verbs (se), in lower case.
	Reflexives []string `yaml:"reflexives"`
	// Place are lemmas of verbs whose subject follows them where a phrase of place stands before them.
	Place []string `yaml:"place"`
	// AgentCase are the prepositions of the agent of a passive.
	AgentCase []string `yaml:"agent_case"`
	// WorkCase are prepositions before where someone works, which belong to the role (director for games at Vexor).
	WorkCase []string `yaml:"work_case"`
	// PlaceCase are prepositions before the names of places and of nothing else (en Floride).
	PlaceCase []string `yaml:"place_case"`
	// ClauseCase are prepositions that are conjunctions too (after, as).
	ClauseCase []string `yaml:"clause_case"`
	// CompanionCase are prepositions that a bare noun with one of its own governs (in partnership with Vexor).
	CompanionCase []string `yaml:"companion_case"`
	// Including are participles that introduce parts of what stands before them (customers including Vexor).
	Including []string `yaml:"including"`
	// PlainImperative tells that the imperative of every verb has the form of its lemma.
	PlainImperative bool `yaml:"plain_imperative"`
	// PlainPast tells that the past of every verb has one form for all persons, which most often is that of its participle too.
	PlainPast bool `yaml:"plain_past"`
	// Measures are lemmas of adjectives that take a sum (worth).
	Measures []string `yaml:"measures"`
	// OwnerRelative are relative pronouns that stand before what is owned (whose).
	OwnerRelative []string `yaml:"owner_relative"`
	// Possessive are forms of the possessive particle that are also those of an auxiliary ('s).
	Possessive []string `yaml:"possessive"`
	// Adverbials are phrases that are parsed as one adverb.
	Adverbials []string `yaml:"adverbials"`
	// CompoundEndings are the endings of the participles that make one adjective with a hyphenated word before them
	// ("Berlin-based"); empty where the language has no such compounds.
	CompoundEndings []string `yaml:"compound_endings"`
	// Insertions tells that clauses and phrases between commas are parsed by themselves.
	Insertions bool `yaml:"insertions"`
	// MissingVerb finds the verb of a sentence without one.
	MissingVerb MissingVerb `yaml:"missing_verb"`
	// Perfect finds participles taken for adjectives.
	Perfect Perfect `yaml:"perfect"`

	speech, times, control, controlMarks, raising, relativeObject map[string]bool
	place, agentCase, ownerRelative, possessive                   map[string]bool
	relativePronouns, reflexives, workCase, placeCase, measures   map[string]bool
	companionCase, clauseCase, including                          map[string]bool
	adverbials                                                    adverbials
}

func readRepairs(language string) (*Repairs, error) {
	file := "data/" + language + "/repairs.yaml"
	data, err := fs.ReadFile(embedded, file)
	if errors.Is(err, fs.ErrNotExist) {
		return new(Repairs), nil
	}
	if err != nil {
		return nil, fmt.Errorf("read repairs: %w", err)
	}
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	r := new(Repairs)
	if err := d.Decode(r); err != nil {
		return nil, fmt.Errorf("read repairs %s: %w", file, err)
	}
	r.speech, r.times = stringSet(r.Speech), map[string]bool{}
	r.MissingVerb.before, r.MissingVerb.after = stringSet(r.MissingVerb.Before), stringSet(r.MissingVerb.After)
	for _, p := range r.Adverbials {
		if len(phraseWords(p)) < 2 {
			return nil, fmt.Errorf("%s: adverbial %q needs two words or more", file, p)
		}
	}
	r.relativeObject, r.adverbials = stringSet(r.RelativeObject), newAdverbials(r.Adverbials)
	r.control, r.controlMarks, r.raising = stringSet(r.Control), stringSet(r.ControlMarks), stringSet(r.Raising)
	r.place, r.agentCase, r.ownerRelative = stringSet(r.Place), stringSet(r.AgentCase), stringSet(r.OwnerRelative)
	r.companionCase, r.clauseCase, r.including = stringSet(r.CompanionCase), stringSet(r.ClauseCase), stringSet(r.Including)
	r.workCase, r.placeCase, r.measures = stringSet(r.WorkCase), stringSet(r.PlaceCase), stringSet(r.Measures)
	r.possessive, r.relativePronouns, r.reflexives = stringSet(r.Possessive), stringSet(r.RelativePronouns), stringSet(r.Reflexives)
	for _, w := range r.Times {
		r.times[strings.ToLower(w)] = true
	}
	return r, nil
}

// repairer mends one tree.
type repairer struct {
	rules *Repairs
	t     []Token
}

// repair applies the rules to a tree, in a fixed order; it remains a tree.
func (r *Repairs) repair(tokens []Token) {
	if len(tokens) < 3 {
		return
	}
	p := repairer{r, tokens}
	p.offMarks()
	if r.NameAfterNoun {
		p.nameAfterNoun()
		p.nameBehindAdjectives()
		p.namesInARow()
		p.firstAdjective()
		p.objectBehindPhrase()
		p.roleBehindPlace()
		p.nameBehindPreposition()
	}
	p.verbBehindDash()
	p.heldPerfect()
	p.auxiliaryWithObject()
	p.nameAsArgument()
	if !r.NameAfterNoun {
		p.objectAsComplement()
		p.flatNoun()
		p.caseAsMark()
		p.clauseCase()
		p.reflexiveObject()
		p.nounBeforeName()
	}
	p.roleForPredicate()
	p.verbUnderName()
	p.openedByParticiple()
	p.compoundSubject()
	p.relativeAsMain()
	p.secondSubjectBefore()
	p.speechBeforeQuote()
	p.sourceSubject()
	p.clauseBeforeSpeech()
	p.strayRelative()
	p.strayRelativePredicate()
	p.relativeOnVerb()
	p.relativeOfRole()
	p.verbJoinedToNoun()
	p.agentOfNoun()
	p.agentOfParticiple()
	p.besideRole()
	p.placeOfWork()
	p.worthOfName()
	p.titledName()
	p.roleAfterName()
	p.detached()
	p.timeSubject()
	p.timeObject()
	p.nameBehindObject()
	if r.NameAfterNoun {
		p.frontedRole()
	}
	p.recipient()
	p.nameBetweenCommas()
	p.phraseBetweenCommas()
	p.bareRole()
	p.namedPart()
	p.brokenList()
	p.casedPart()
	p.parallelList()
	p.partUnderVerb()
	p.crossedList()
	p.openList()
	p.companion()
	p.namesOfPlural()
	p.parallelPreposition()
	p.nounUnderVerb()
	p.beyondApposition()
	p.participleAsCase()
	p.participleOfSubject()
	p.possessor()
	p.agentBehindTime()
	p.absolute()
	p.ownerRelative()
	p.mainVerb()
	p.secondInRelative()
	p.joinedSubjects()
	p.relativeBeforeMain()
	p.roleBesideName()
	p.looseSubject()
	p.subjectBeforeConjunction()
	p.lostSubject()
	p.secondConjunct()
	p.flatList()
	p.listSubject()
	p.frontedSubject()
	p.subjectBehindPhrase()
	p.conjunctBehindClause()
	p.secondBehindClause()
	p.phraseBehindClause()
	p.subjectBehindColon()
	p.subjectOfReport()
	p.includedParts()
	p.roleForSubject()
	p.invertedAfterPlace()
	p.invertedSubject()
	p.invertedInRelative()
	p.relativeMark()
	p.raisedRelative()
	p.relativeWithoutPronoun()
	p.secondSubject()
	p.governedInfinitive()
}

// under tells whether i is a or hangs on it, at any depth.
func (p *repairer) under(i, a int) bool {
	for steps := 0; i >= 0 && steps <= len(p.t); steps++ {
		if i == a {
			return true
		}
		i = p.t[i].Head
	}
	return false
}

// attach hangs i on head unless that makes a circle.
func (p *repairer) attach(i, head int, label string) bool {
	if i == head || p.under(head, i) {
		return false
	}
	p.t[i].Head, p.t[i].Deprel = head, label
	return true
}

// child finds the first dependent of i with one of the labels between from and to, -1 if none.
func (p *repairer) child(i, from, to int, labels ...string) int {
	for j := max(from, 0); j < min(to, len(p.t)); j++ {
		if p.t[j].Head != i {
			continue
		}
		for _, l := range labels {
			if p.t[j].Deprel == l {
				return j
			}
		}
	}
	return -1
}

func (p *repairer) has(i int, labels ...string) bool {
	return p.child(i, 0, len(p.t), labels...) >= 0
}

func (p *repairer) hasSubject(i int) bool {
	return p.has(i, "nsubj", "nsubj:pass", "csubj", "expl:subj")
}

// finite tells a verb in a finite form, or a participle with its auxiliary.
func (p *repairer) finite(i int) bool {
	t := &p.t[i]
	if t.UPOS != "VERB" {
		return false
	}
	switch featValue(t.Feats, "VerbForm") {
	case "Fin":
		return featValue(t.Feats, "Mood") != "Imp"
	case "Part":
		return p.has(i, "aux", "aux:tense")
	}
	return false
}

func (p *repairer) nominal(i int) bool {
	return p.t[i].UPOS == "NOUN" || p.t[i].UPOS == "PROPN"
}

func (p *repairer) time(i int) bool { return p.rules.times[strings.ToLower(p.t[i].Lemma)] }
