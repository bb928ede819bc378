package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"cuibono/lang"
)

// retag corrects, before parsing, the tagger's commonest mistake in the news: a verb between two names it has never
// seen ("Velmor fustige Trinova"), which it takes for a foreign word or an adjective. A word counts as a verb
// there if by its ending it is a form of one that patterns or words of discourse know.
func (r *reader) retag() {
	for i := range r.d.tree.Sentences {
		toks := r.d.tree.Sentences[i].Tokens
		named := map[int]bool{}
		for k := range r.d.mentions[i] {
			if m := &r.d.mentions[i][k]; m.Kind == Name {
				named[m.Head] = true
			}
		}
		if len(named) == 0 {
			continue
		}
		r.participial(toks)
		gerundOfName(toks, named)
		r.deniedVerb(toks)
		for t := 1; t < len(toks); t++ {
			tok := &toks[t]
			if named[t] {
				continue
			}
			if tok.UPOS == "ADP" && toks[t-1].Form == "," && t+2 < len(toks) && named[t+1] && (toks[t+2].UPOS == "VERB" || toks[t+2].UPOS == "AUX") && r.cues.relatives[strings.ToLower(tok.Form)] {
				tok.UPOS, tok.Feats = "PRON", "PronType=Rel" // ", dont Velmor possède 12 %,"
				continue
			}
			if r.bareGenitive(toks, named, t) {
				tok.UPOS, tok.Lemma, tok.Feats = "PART", "'s", ""
				continue
			}
			if r.genitiveTaken(toks, named, t) {
				tok.UPOS, tok.Lemma, tok.Feats = "PART", tok.Form, ""
				continue
			}
			if tok.UPOS == "VERB" || tok.UPOS == "AUX" {
				r.mood(tok)
			}
			if tok.UPOS == "PROPN" && tok.Form == strings.ToLower(tok.Form) && r.isAdjective(tok.Form) {
				tok.UPOS, tok.Feats, tok.Lemma = "ADJ", "Degree=Pos", tok.Form // "jets from Velmor worth $4 million"
				continue
			}
			if r.pluralTaken(toks, t) {
				toks[t-1].UPOS, toks[t-1].Feats = "ADP", ""
				tok.UPOS, tok.Feats, tok.Lemma = "NOUN", "Number=Plur", strings.TrimSuffix(strings.ToLower(tok.Form), "s")
				continue
			}
			if tok.UPOS == "PROPN" && shapeOf(tok.Form) == allCaps && r.d.words.roles[strings.ToLower(tok.Form)] {
				tok.UPOS, tok.Feats, tok.Lemma = "NOUN", "Number=Sing", tok.Form // "Ana Velt, DRH de Velmor": an office that is written as a name
				continue
			}
			if r.participleOfOffice(toks, named, t) {
				tok.UPOS, tok.Feats, tok.Lemma = "NOUN", "Number=Sing", strings.ToLower(tok.Form)
				continue
			}
			if r.officeTaken(toks, named, t) {
				tok.UPOS, tok.Feats, tok.Lemma = "NOUN", "Number=Sing", strings.ToLower(tok.Form)
				if base := strings.TrimSuffix(tok.Lemma, "s"); base != tok.Lemma && r.d.words.endsAsOccupation(base) {
					tok.Feats, tok.Lemma = "Number=Plur", base
				}
				continue
			}
			if tok.UPOS == "VERB" && toks[t-1].Form == "," && r.isNoun(strings.ToLower(tok.Form)) && !r.knownVerb(strings.ToLower(tok.Lemma)) {
				tok.UPOS, tok.Feats = "NOUN", ""
				tok.Lemma = strings.ToLower(tok.Form)
				continue
			}
			afterQue := r.cues.objectRelatives[strings.ToLower(strings.ReplaceAll(toks[t-1].Form, "’", "'"))] && t+1 < len(toks) && named[t+1]
			switch tok.UPOS {
			case "DET", "ADP", "SCONJ":
				if !afterQue {
					continue
				}
			case "X", "ADJ", "NOUN", "PROPN", "ADV":
			default:
				continue
			}
			if first, _ := utf8.DecodeRuneInString(tok.Form); !unicode.IsLower(first) {
				continue
			}
			if r.infinitiveTaken(toks, named, t) {
				toks[t-1].UPOS, toks[t-1].Feats = "PART", ""
				tok.UPOS, tok.Lemma, tok.Feats = "VERB", strings.ToLower(tok.Form), "VerbForm=Inf"
				continue
			}
			before := toks[t-1].UPOS
			afterName := named[t-1] || before == "PRON" && tok.UPOS == "X"
			next := ""
			if t+1 < len(toks) {
				next = toks[t+1].UPOS
			}
			if afterName && t+1 < len(toks) && (toks[t+1].UPOS == "AUX" || toks[t+1].UPOS == "VERB") && strings.Contains(toks[t+1].Feats, "VerbForm=Inf") {
				next = "DET" // "Velmor dément avoir vendu": a verb
			}
			object := t+1 < len(toks) && (named[t+1] || next == "DET" || next == "NUM" || next == "SYM" || next == "ADP")
			switch {
			case tok.UPOS == "NOUN" && strings.HasSuffix(tok.Form, "s") && next != "" && next != "ADP" && next != "PUNCT" && next != "VERB" && next != "AUX" && r.lacksVerb(toks, named, t):
			case tok.UPOS == "NOUN" && afterName && next == "CCONJ" && t+2 < len(toks) && toks[t+2].UPOS == "VERB" && strings.HasSuffix(tok.Form, "s") && strings.HasSuffix(toks[t+2].Form, "s"): // "Velmor owns and runs"
			case tok.UPOS == "X", afterQue:
			case r.clauseVerb(toks, named, t):
			case r.afterDay(toks, named, t):
			case afterName && next == "PART" && toks[t-1].Form != "-": // "Velmor plans to"
			case t >= 2 && toks[t-1].Form == "," && closesQuote(toks[t-2].Form) && t+1 < len(toks) && named[t+1]:
			case afterName && object && toks[t-1].Form != "-" && !(next == "ADP" && tok.UPOS == "NOUN"):
			case before == "NOUN" && t+1 < len(toks) && named[t+1] && (tok.UPOS == "ADJ" || tok.UPOS == "NOUN"):
			case afterName && tok.UPOS == "ADJ" && next == "NOUN" && toks[t-1].Form != "-":
			case toks[t-1].Form == "," && tok.UPOS == "NOUN" && t+1 < len(toks) && toks[t+1].UPOS == "AUX" && strings.Contains(toks[t+1].Feats, "VerbForm=Inf"):
			case toks[t-1].Form == "," && (next == "SYM" || next == "NUM") && tok.UPOS == "NOUN":
			default:
				continue
			}
			form := strings.ToLower(tok.Form)
			for k := range r.cues.endings {
				e := &r.cues.endings[k]
				stem, ok := strings.CutSuffix(form, e.Form)
				if !ok || len(stem) < 2 {
					continue
				}
				if lemma := stem + e.Lemma; r.knownVerb(lemma) {
					tok.UPOS, tok.Lemma, tok.Feats = "VERB", lemma, e.Feats
					break
				}
			}
		}
	}
}

// participial makes adjectives of the words that before a noun are no participles: "from existing investors".
func (r *reader) participial(toks []lang.Token) {
	for t := 0; t+1 < len(toks); t++ {
		form := strings.ToLower(toks[t].Form)
		if toks[t].UPOS != "VERB" || !r.cues.participial[form] || toks[t+1].UPOS != "NOUN" && toks[t+1].UPOS != "ADJ" && toks[t+1].UPOS != "SYM" && !strings.ContainsAny(toks[t+1].Form, "0123456789") {
			continue
		}
		if t > 0 {
			switch u := toks[t-1].UPOS; {
			case u == "VERB" && r.cues.support[strings.ToLower(toks[t-1].Lemma)] && !r.cues.achieved[strings.ToLower(toks[t-1].Lemma)]: // "faces growing competition"
			case u == "DET", u == "PART", u == "ADP", u == "SCONJ", u == "ADJ", u == "CCONJ", u == "PRON" && strings.Contains(toks[t-1].Feats, "Poss=Yes"):
			default:
				continue
			}
		}
		toks[t].UPOS, toks[t].Lemma, toks[t].Feats = "ADJ", form, "Degree=Pos"
		if t > 0 && toks[t-1].UPOS == "SCONJ" {
			toks[t-1].UPOS, toks[t-1].Feats = "ADP", ""
		}
	}
}

// infinitiveTaken tells whether the token is an infinitive that was tagged as a noun: a known verb after the word that marks one,
// with an object right after it ("threatened to sue Velmor").
func (r *reader) infinitiveTaken(toks []lang.Token, named map[int]bool, t int) bool {
	if toks[t].UPOS != "NOUN" || t < 2 || t+1 >= len(toks) || !r.cues.infinitiveMarks[strings.ToLower(toks[t-1].Form)] {
		return false
	}
	return (named[t+1] || toks[t+1].UPOS == "DET") && r.knownVerb(strings.ToLower(toks[t].Form))
}

// clauseVerb tells whether a noun in the plural is the verb of a relative clause: "Velmor, which counts Trinova among", "which Velmor denies".
func (r *reader) clauseVerb(toks []lang.Token, named map[int]bool, t int) bool {
	if toks[t].UPOS != "NOUN" || !strings.HasSuffix(toks[t].Form, "s") || len(r.cues.infinitiveMarks) == 0 {
		return false
	}
	relative := func(u int) bool {
		return u > 0 && toks[u].UPOS != "DET" && r.cues.relatives[strings.ToLower(toks[u].Form)] && toks[u-1].Form == ","
	}
	if relative(t-1) && t+1 < len(toks) && len(r.cues.relativeMeans[strings.ToLower(toks[t-1].Form)]) == 0 {
		switch u := toks[t+1].UPOS; {
		case named[t+1], u == "DET", u == "NOUN", u == "ADJ", u == "PRON":
			return true
		}
	}
	return t >= 2 && named[t-1] && t+1 < len(toks) && toks[t+1].UPOS == "PUNCT" && (r.cues.relatives[strings.ToLower(toks[t-2].Form)] || r.cues.statements[strings.ToLower(toks[t-2].Form)])
}

// participleOfOffice tells whether an office that is a participle by its form was taken for a verb: "Ana Velt, déléguée CGT".
func (r *reader) participleOfOffice(toks []lang.Token, named map[int]bool, t int) bool {
	x := r.d.words
	if toks[t].UPOS != "VERB" || t < 2 || t+1 >= len(toks) || toks[t-1].Form != "," || !named[t-2] || !x.roles[lowerForm(&toks[t])] || !strings.Contains(toks[t].Feats, "VerbForm=Part") {
		return false
	}
	next := lowerForm(&toks[t+1])
	return named[t+1] || toks[t+1].UPOS == "ADJ" || x.officeAt[next] || x.officeOf[next]
}

// officeTaken tells whether a noun of an office was tagged as a verb: "Ana Velt, research director of", "Velmor geologist Ana Velt".
func (r *reader) officeTaken(toks []lang.Token, named map[int]bool, t int) bool {
	tok := &toks[t]
	if tok.UPOS != "VERB" || strings.Contains(tok.Feats, "VerbForm=Part") || strings.Contains(tok.Feats, "VerbForm=Ger") || len(r.d.words.occupationEndings) == 0 {
		return false
	}
	form := strings.ToLower(tok.Form)
	if r.d.words.endsAsOccupation(strings.TrimSuffix(form, "s")) && !r.knownVerb(form) && !r.knownVerb(strings.ToLower(tok.Lemma)) && t+1 < len(toks) &&
		(named[t-1] && named[t+1] || toks[t-1].Form == "," && t >= 2 && named[t-2] && toks[t+1].UPOS == "ADP") {
		return true
	}
	return t >= 2 && toks[t-1].Form == "," && named[t-2] && t+1 < len(toks) && toks[t+1].UPOS == "NOUN" && !strings.Contains(tok.Feats, "Tense=")
}

// pluralTaken tells whether a noun in the plural after the word that marks infinitives was tagged as one: "lost ground to rivals such as".
func (r *reader) pluralTaken(toks []lang.Token, t int) bool {
	form := strings.ToLower(toks[t].Form)
	return toks[t].UPOS == "VERB" && r.cues.infinitiveMarks[strings.ToLower(toks[t-1].Form)] && strings.HasSuffix(form, "s") && !strings.HasSuffix(form, "ss") &&
		r.isNoun(strings.TrimSuffix(form, "s")) && !r.knownVerb(form)
}

// bareGenitive tells whether an apostrophe after a name in s is the mark of the genitive: "Velmor Games' lawsuit".
func (r *reader) bareGenitive(toks []lang.Token, named map[int]bool, t int) bool {
	if f := toks[t].Form; f != "'" && f != "’" || !named[t-1] || toks[t].Start != toks[t-1].End || !strings.HasSuffix(toks[t-1].Form, "s") || t+1 >= len(toks) || toks[t+1].Start == toks[t].End {
		return false
	}
	if u := toks[t+1].UPOS; u != "NOUN" && u != "ADJ" && u != "PROPN" {
		return false
	}
	for u := 0; u < t; u++ {
		if f := toks[u].Form; f == "‘" || f == "'" && (u == 0 || toks[u].Start > toks[u-1].End) {
			return false // it may close a quotation
		}
	}
	return slices.Contains(r.d.words.Names.Genitive, "'")
}

// afterDay tells whether a participle stands where the verb should, after a name and a day: "Velmor on Tuesday unveiled Trinova".
func (r *reader) afterDay(toks []lang.Token, named map[int]bool, t int) bool {
	if toks[t].UPOS != "ADJ" || t < 2 || t+1 >= len(toks) || !named[t+1] && toks[t+1].UPOS != "DET" && toks[t+1].UPOS != "NUM" && toks[t+1].UPOS != "SYM" {
		return false
	}
	day := r.d.words.Dates.Weekdays[strings.ToLower(toks[t-1].Form)] != 0
	return day && (named[t-2] || t >= 3 && named[t-3] && toks[t-2].UPOS == "ADP")
}

// deniedVerb makes a verb of a word that patterns know as one, after an auxiliary and its negation ("does not own") or
// after a word that deals out ("each own").
func (r *reader) deniedVerb(toks []lang.Token) {
	for t := 2; t < len(toks); t++ {
		if form := strings.ToLower(toks[t].Form); toks[t].UPOS == "ADJ" && r.d.words.each[strings.ToLower(toks[t-1].Form)] && r.knownVerb(form) {
			toks[t].UPOS, toks[t].Lemma, toks[t].Feats = "VERB", form, "Mood=Ind|Tense=Pres|VerbForm=Fin" // "Velmor and Trinova each own"
			continue
		}
		if u := toks[t].UPOS; u != "ADJ" && u != "NOUN" || toks[t-1].UPOS != "PART" || toks[t-2].UPOS != "AUX" || r.cues.copulas[strings.ToLower(toks[t-2].Lemma)] || !r.cues.negators[strings.ToLower(toks[t-1].Form)] {
			continue
		}
		if form := strings.ToLower(toks[t].Form); r.knownVerb(form) {
			toks[t].UPOS, toks[t].Lemma, toks[t].Feats = "VERB", form, "VerbForm=Inf"
		}
	}
}

// gerundOfName makes a noun of the word between a name with an article and the noun for it: "the Velmor streaming service".
func gerundOfName(toks []lang.Token, named map[int]bool) {
	for t := 2; t+1 < len(toks); t++ {
		if toks[t].UPOS == "VERB" && named[t-1] && toks[t-2].UPOS == "DET" && toks[t+1].UPOS == "NOUN" && (strings.Contains(toks[t].Feats, "VerbForm=Ger") || strings.Contains(toks[t].Feats, "Tense=Pres|VerbForm=Part")) {
			toks[t].UPOS, toks[t].Lemma, toks[t].Feats = "NOUN", strings.ToLower(toks[t].Form), "Number=Sing"
		}
	}
}

// lacksVerb tells whether a sentence that opens with a name has no verb but in a relative clause between commas, and the token
// t stands where the verb should: "Velmor faces competition", "Velmor, which makes chips, supplies Trinova".
func (r *reader) lacksVerb(toks []lang.Token, named map[int]bool, t int) bool {
	if !named[0] {
		return false
	}
	from := 0
	if t > 1 {
		if toks[1].Form != "," || toks[t-1].Form != "," || !r.cues.relatives[strings.ToLower(toks[2].Form)] {
			return false
		}
		from = t
	}
	for u := from; u < len(toks); u++ {
		if u != t && (toks[u].UPOS == "VERB" || toks[u].UPOS == "AUX") && strings.Contains(toks[u].Feats, "VerbForm=Fin") {
			return false
		}
	}
	return true
}

// genitiveTaken tells whether the token is a genitive mark that was tagged as a form of "be": one after a name and before
// a noun phrase.
func (r *reader) genitiveTaken(toks []lang.Token, named map[int]bool, t int) bool {
	form := strings.ReplaceAll(toks[t].Form, "’", "'")
	if toks[t].UPOS != "AUX" || !named[t-1] || !slices.Contains(r.d.words.Names.Genitive, form) {
		return false
	}
	for u := t + 1; u < len(toks) && u <= t+5; u++ {
		switch toks[u].UPOS {
		case "ADJ", "NUM":
		case "NOUN", "PROPN":
			return true
		default:
			return false
		}
	}
	return false
}

// closesQuote tells whether a token ends a quotation.
func closesQuote(form string) bool {
	return form == "»" || form == "”" || form == "\"" || form == "’"
}

// mood gives a verb the mood that its ending shows beyond doubt, where the tagger, which has seen few conditionals, gave another.
func (r *reader) mood(tok *lang.Token) {
	form := strings.ToLower(tok.Form)
	for k := range r.cues.endings {
		e := &r.cues.endings[k]
		if !e.Sure || !strings.HasSuffix(form, e.Form) {
			continue
		}
		if strings.TrimSuffix(form, e.Form)+e.Lemma == strings.ToLower(tok.Lemma) {
			tok.Feats = e.Feats
			return
		}
	}
}

// isNoun tells whether a form is a noun of the patterns.
func (r *reader) isNoun(form string) bool {
	for i := range r.patterns[form] {
		if g := &r.patterns[form][i]; g.pos == nounTrigger && len(g.words) == 1 {
			return true
		}
	}
	return false
}

// isAdjective tells whether a form is an adjective of the patterns.
func (r *reader) isAdjective(form string) bool {
	for i := range r.patterns[form] {
		if g := &r.patterns[form][i]; g.pos == adjectiveTrigger && len(g.words) == 1 {
			return true
		}
	}
	return false
}

// knownVerb tells whether a lemma is that of a verb of the patterns or of the words of discourse.
func (r *reader) knownVerb(lemma string) bool {
	if r.cues.speech[lemma] || r.cues.denial[lemma] || r.cues.support[lemma] || r.cues.planned[lemma] {
		return true
	}
	for i := range r.patterns[lemma] {
		if r.patterns[lemma][i].pos == verbTrigger {
			return true
		}
	}
	return false
}
