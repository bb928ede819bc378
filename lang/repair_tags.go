package lang

import (
	"slices"
	"strings"
)

// MissingVerb tells how to find the verb of a sentence in which the tagger found none, because its
// form is also that of a noun: « Vexor, backed by Quorlix, plans to build a plant. »
type MissingVerb struct {
	// Ending is that of the forms in question; without it, or with one of Cut, a form is the lemma.
	Ending string   `yaml:"ending"`
	Cut    []string `yaml:"cut"`
	// Swap are endings of such forms with those of the lemmas (relies, rely).
	Swap []struct{ From, To string } `yaml:"swap"`
	// Feats are the features of such a form as a verb.
	Feats string `yaml:"feats"`
	// After are parts of speech that may stand behind the verb, Before those that may stand before it.
	After  []string `yaml:"after"`
	Before []string `yaml:"before"`

	after, before map[string]bool
}

// Perfect tells how to find a participle taken for an adjective behind the auxiliary of the perfect:
// « Vexor has committed loans. »
type Perfect struct {
	// Auxiliary is the lemma of the auxiliary, Endings those of participles.
	Auxiliary string   `yaml:"auxiliary"`
	Endings   []string `yaml:"endings"`
	// Feats are the features of the participle.
	Feats string `yaml:"feats"`
}

// repairTags mends a tagged sentence.
func (a *Analyzer) repairTags(tokens []Token) {
	for i := range tokens {
		if t := &tokens[i]; dash(t.Form) && (t.UPOS == "PROPN" || t.UPOS == "NOUN" || t.UPOS == "VERB" || t.UPOS == "X") {
			t.UPOS, t.Feats = "PUNCT", "" // treebanks have one kind of dash, texts several
		}
	}
	capitalNames(tokens)
	a.firstNames(tokens)
	if a.repairs.PlainImperative {
		for i := range tokens {
			if t := &tokens[i]; t.UPOS == "VERB" && featValue(t.Feats, "Mood") == "Imp" && !strings.EqualFold(t.Form, t.Lemma) {
				t.Feats = "Mood=Ind|Tense=Past|VerbForm=Fin" // fell is not the imperative of fall
			}
		}
	}
	a.relatives(tokens)
	a.participles(tokens)
	a.reflexiveVerbs(tokens)
	a.missingVerb(tokens)
}

// repairJoined mends the tags of a sentence whose names are joined.
func (a *Analyzer) repairJoined(tokens []Token) {
	a.smallNames(tokens)
	a.presentVerbs(tokens)
	a.possessives(tokens)
	a.ownedParticiples(tokens)
	a.roleNouns(tokens)
}

// capitalNames makes a name of a word in capitals beside a name in capitals: SOCIÉTÉ VEXOR, in a sentence that is not all so.
func capitalNames(tokens []Token) {
	if style(tokens) == styleCapitals {
		return
	}
	capitals := func(t *Token) bool { return len(t.Form) > 3 && shape(t.Form) == shapeUpper }
	for i := 0; i+1 < len(tokens); i++ {
		t, next := &tokens[i], &tokens[i+1]
		if !capitals(t) || !capitals(next) {
			continue
		}
		if t.UPOS == "NOUN" && next.UPOS == "ADJ" && i+2 < len(tokens) && (tokens[i+2].UPOS == "VERB" || tokens[i+2].UPOS == "AUX") {
			next.UPOS, next.Feats, next.Lemma = "PROPN", "", next.Form // BANQUE GÉNÉRALE relève ses objectifs
		}
		for _, pair := range [][2]*Token{{t, next}, {next, t}} {
			if u := pair[0].UPOS; pair[1].UPOS == "PROPN" && (u == "NOUN" || u == "ADJ") {
				pair[0].UPOS, pair[0].Feats, pair[0].Lemma = "PROPN", "", pair[0].Form
			}
		}
	}
}

// firstNames makes a name of an unknown noun with a capital at the head of a sentence, where a relative clause in commas or a verb follows:
// Wang, who founded Vexor, left.
func (a *Analyzer) firstNames(tokens []Token) {
	if len(tokens) < 4 || tokens[0].UPOS != "NOUN" || shape(tokens[0].Form) != shapeTitle || a.tagger.lex.forms != nil {
		return
	}
	var e encoder
	if x := a.tagger.lex.entries[string(e.normal(tokens[0].Form))]; x != nil && slices.ContainsFunc(x.tags, func(t lexTag) bool { return t.upos == upNOUN }) {
		return
	}
	if tokens[1].UPOS == "AUX" || tokens[1].Form == "," && featValue(tokens[2].Feats, "PronType") == "Rel" {
		tokens[0].UPOS, tokens[0].Feats, tokens[0].Lemma = "PROPN", "Number=Sing", tokens[0].Form
	}
}

// presentVerbs makes verbs of nouns whose form is also that of a verb in the present: before the mark
// and infinitive that the verb governs (Vexor plans to invest), and joined to such a verb before a name
// or a determiner (competes with Vexor and counts Oslinde among its backers).
func (a *Analyzer) presentVerbs(tokens []Token) {
	m := &a.repairs.MissingVerb
	if m.Ending == "" {
		return
	}
	present := false
	for i := range tokens {
		t := &tokens[i]
		if t.UPOS == "VERB" && featValue(t.Feats, "Tense") == "Pres" && featValue(t.Feats, "Person") == "3" && featValue(t.Feats, "Number") == "Sing" {
			present = true
		}
		if t.UPOS != "NOUN" || i == 0 || i+2 >= len(tokens) || !strings.HasSuffix(t.Form, m.Ending) {
			continue
		}
		before, next := &tokens[i-1], &tokens[i+1]
		governs := before.UPOS == "PROPN" && (i == 1 || tokens[i-2].UPOS == "PUNCT" || tokens[i-2].UPOS == "PROPN" && a.opens(tokens[:i])) &&
			a.repairs.controlMarks[next.Form] && tokens[i+2].UPOS == "VERB" && featValue(tokens[i+2].Feats, "VerbForm") == "Inf"
		joined := present && before.UPOS == "CCONJ" && (next.UPOS == "PROPN" || next.UPOS == "DET")
		// was led by Vexor and values Oslinde at a record
		valued := before.UPOS == "CCONJ" && next.UPOS == "PROPN" && tokens[i+2].UPOS == "ADP" && i+3 < len(tokens) && (tokens[i+3].UPOS == "DET" || tokens[i+3].Lemma == "amount")
		if !governs && !joined && !valued {
			continue
		}
		lemma := a.verbLemma(strings.ToLower(t.Form), m)
		if lemma == "" || governs && !a.repairs.control[lemma] {
			continue
		}
		t.UPOS, t.Feats, t.Lemma = "VERB", m.Feats, lemma
	}
}

// opens tells whether the names at the end of a stretch open the sentence or follow a mark.
func (a *Analyzer) opens(tokens []Token) bool {
	i := len(tokens)
	for i > 0 && tokens[i-1].UPOS == "PROPN" {
		i--
	}
	return i == 0 || tokens[i-1].UPOS == "PUNCT"
}

// possessives makes a particle of an auxiliary with the form of one behind a name that a preposition
// governs: took over as Vexor's first manager.
func (a *Analyzer) possessives(tokens []Token) {
	for i := 2; i+1 < len(tokens); i++ {
		t := &tokens[i]
		if t.UPOS != "AUX" || !a.repairs.possessive[lowerApostrophe(t.Form)] {
			continue
		}
		n := i - 1
		for n > 0 && tokens[n].UPOS == "PROPN" {
			n--
		}
		if n == i-1 || tokens[n].UPOS != "ADP" {
			continue
		}
		if u := tokens[i+1].UPOS; u == "ADJ" || u == "NOUN" || u == "NUM" || u == "PROPN" || u == "ADV" {
			t.UPOS, t.Feats, t.Lemma = "PART", "", t.Form
		}
	}
}

// smallNames makes nouns of common words without a capital that were taken for names: Vexor president Ann Hale.
func (a *Analyzer) smallNames(tokens []Token) {
	for i := range tokens {
		t := &tokens[i]
		if t.UPOS == "PROPN" && t.Form != "" && t.Form == strings.ToLower(t.Form) && a.commonWord(t.Form, upNOUN) {
			t.UPOS = "NOUN"
		}
	}
}

// ownedParticiples makes adjectives of participles between an owner and what is owned: Vexor's planned purchase of Oslinde.
func (a *Analyzer) ownedParticiples(tokens []Token) {
	for i := 1; i+1 < len(tokens); i++ {
		t, owner, next := &tokens[i], &tokens[i-1], &tokens[i+1]
		if t.UPOS == "VERB" && featValue(t.Feats, "VerbForm") == "Part" && featValue(t.Feats, "Tense") == "Past" &&
			(owner.UPOS == "PART" && a.repairs.possessive[lowerApostrophe(owner.Form)] || featValue(owner.Feats, "Poss") == "Yes") &&
			(next.UPOS == "NOUN" || next.UPOS == "ADJ" || next.UPOS == "SYM") {
			t.UPOS, t.Feats = "ADJ", ""
		}
	}
}

// roleNouns makes a noun of a verb in its plain form behind a name and a comma, before another noun, where no verb can
// stand: Ann Hale, research director of Vexor.
func (a *Analyzer) roleNouns(tokens []Token) {
	for i := 2; i+1 < len(tokens); i++ {
		t := &tokens[i]
		if t.UPOS != "VERB" || tokens[i-1].Form != "," || tokens[i-2].UPOS != "PROPN" || tokens[i+1].UPOS != "NOUN" {
			continue
		}
		plain := featValue(t.Feats, "VerbForm") == "Inf" || featValue(t.Feats, "Mood") == "Imp" || featValue(t.Feats, "VerbForm") == "Fin" && featValue(t.Feats, "Tense") == "Pres" && featValue(t.Feats, "Person") != "3"
		if plain && a.commonWord(strings.ToLower(t.Form), upNOUN) {
			t.UPOS, t.Feats, t.Lemma = "NOUN", "Number=Sing", strings.ToLower(t.Form)
		}
	}
}

// relatives makes words that are nothing but relative pronouns such.
func (a *Analyzer) relatives(tokens []Token) {
	if len(a.repairs.relativePronouns) == 0 {
		return
	}
	for i := range tokens {
		if t := &tokens[i]; t.UPOS != "PRON" && a.repairs.relativePronouns[strings.ToLower(t.Form)] {
			t.UPOS, t.Feats = "PRON", "PronType=Rel"
		}
	}
}

// participles makes adjectives behind the auxiliary of the perfect participles.
func (a *Analyzer) participles(tokens []Token) {
	r := &a.repairs.Perfect
	if r.Auxiliary == "" {
		return
	}
	for i := 0; i+1 < len(tokens); i++ {
		if tokens[i].UPOS != "AUX" || tokens[i].Lemma != r.Auxiliary {
			continue
		}
		j := i + 1
		for j < len(tokens) && tokens[j].UPOS == "ADV" {
			j++
		}
		if j == len(tokens) || tokens[j].UPOS != "ADJ" {
			continue
		}
		t := &tokens[j]
		for _, e := range r.Endings {
			if strings.HasSuffix(t.Form, e) {
				enc := encoder{lex: a.tagger.lex}
				x := enc.encode(t.Form, styleText, false)
				t.UPOS, t.Feats = "VERB", r.Feats
				t.Lemma = a.tagger.lex.lemma(&enc, t.Form, &x, upVERB, "Part")
				break
			}
		}
	}
}

// reflexiveVerbs makes verbs of adjectives and nouns behind a reflexive clitic: « … », s'indigne Ann Hale.
func (a *Analyzer) reflexiveVerbs(tokens []Token) {
	m := &a.repairs.MissingVerb
	for i := 1; i < len(tokens); i++ {
		t := &tokens[i]
		if t.UPOS != "ADJ" && t.UPOS != "NOUN" || !a.repairs.reflexives[strings.ToLower(tokens[i-1].Form)] || tokens[i-1].UPOS != "PRON" || !strings.HasSuffix(t.Form, m.Ending) {
			continue
		}
		if lemma := a.verbLemma(strings.ToLower(t.Form), m); lemma != "" {
			t.UPOS, t.Feats, t.Lemma = "VERB", m.Feats, lemma
		}
	}
}

// missingVerb gives a sentence without a finite verb the one that it can have.
func (a *Analyzer) missingVerb(tokens []Token) {
	m := &a.repairs.MissingVerb
	if m.Ending == "" || len(tokens) < 4 {
		return
	}
	for i := range tokens {
		t := &tokens[i]
		if (t.UPOS == "VERB" || t.UPOS == "AUX") && featValue(t.Feats, "VerbForm") == "Fin" {
			return
		}
	}
	for i := 1; i+1 < len(tokens); i++ {
		t := &tokens[i]
		if t.UPOS != "NOUN" || !m.before[tokens[i-1].UPOS] || !m.after[tokens[i+1].UPOS] || !strings.HasSuffix(t.Form, m.Ending) {
			continue
		}
		if tokens[i-1].UPOS == "PUNCT" && (tokens[i-1].Form != "," || i < 3 || tokens[i+1].UPOS == "ADP" && a.repairs.NameAfterNoun) {
			continue // "…, filiale de Vexor"
		}
		lemma := a.verbLemma(strings.ToLower(t.Form), m)
		if lemma == "" {
			continue
		}
		t.UPOS, t.Feats, t.Lemma = "VERB", m.Feats, lemma
		return
	}
}

// verbLemma gives the lemma of a form as a verb if the treebanks have such a verb.
func (a *Analyzer) verbLemma(form string, m *MissingVerb) string {
	var e encoder
	verb := func(form string) string {
		if x := a.tagger.lex.entries[string(e.normal(form))]; x != nil {
			for _, t := range x.tags {
				if t.upos == upVERB {
					return t.lemma
				}
			}
		}
		if f := a.tagger.lex.forms; f != nil {
			return f.lemma(e.normal(form), upVERB, "Fin")
		}
		return ""
	}
	if lemma := verb(form); lemma != "" && lemma != form {
		return lemma
	}
	for _, cut := range append([]string{m.Ending}, m.Cut...) {
		if stem, ok := strings.CutSuffix(form, cut); ok {
			if lemma := verb(stem); lemma != "" {
				return lemma
			}
		}
	}
	for _, s := range m.Swap {
		if stem, ok := strings.CutSuffix(form, s.From); ok {
			return verb(stem + s.To)
		}
	}
	return ""
}
