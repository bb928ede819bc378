package extract

import (
	"slices"
	"strings"

	"cuibono/lang"
)

// mend corrects attachments that a parser often gets wrong in the news: a name before a date, a list of subjects
// after a phrase that opens the sentence, a participle or a relative clause after the subject, what is said on a day.
func (r *reader) mend(i int, toks []lang.Token) {
	named := map[int]bool{}
	for k := range r.d.mentions[i] {
		if m := &r.d.mentions[i][k]; m.Kind == Name {
			named[m.Head] = true
		}
	}
	r.shareOfParticiple(i, toks)
	r.shareOfHolding(i, toks)
	r.receiverOfSum(i, toks, named)
	r.participleAfterName(toks, named)
	r.timeAfterName(i, toks, named)
	r.sourceList(toks, named)
	r.participleOfSubject(toks, named)
	r.invertedRelative(toks, named)
	r.relativeObject(toks)
	r.clauseOfSpeech(i, toks)
	r.relativeOfSubject(toks, named)
	r.namedOffice(toks, named)
	r.accompanied(toks)
	r.including(toks, named)
	r.gapped(toks, named)
	participleAsSubject(toks, named)
	subjectAfterParticiple(toks, named)
	participleOfHead(toks, named)
	r.participleAsNoun(toks)
	r.officeBetween(i, toks)
	r.nameAfterKind(toks, named)
	r.roleBehindTown(i, toks)
	r.kindInList(toks, named)
	officesOfHolder(toks, named)
	firmsOfOfficer(toks, named)
	activeBeforeObject(toks, named)
	r.subjectBeforeInsertion(i, toks, named)
	r.dayAfterSubject(i, toks, named)
	r.subjectAfterOpening(i, toks, named)
	r.subjectBeforeWhose(toks, named)
	headlineInfinitive(toks, named)
}

// participleAsNoun makes a noun of a participle between an article and an adjective of origin that was taken for the noun: "l'associé
// suédois de Velmor".
func (r *reader) participleAsNoun(toks []lang.Token) {
	for t := 1; t+1 < len(toks); t++ {
		next := &toks[t+1]
		if toks[t].UPOS != "VERB" || toks[t].Head != t+1 || next.UPOS != "NOUN" || toks[t-1].UPOS != "DET" || r.d.known.demonym(next.Form) == nil {
			continue
		}
		for u := range toks {
			if toks[u].Head == t+1 && u != t {
				toks[u].Head = t
			}
		}
		toks[t].UPOS, toks[t].Lemma, toks[t].Feats = "NOUN", strings.ToLower(toks[t].Form), next.Feats
		toks[t].Head, toks[t].Deprel = next.Head, next.Deprel
		next.UPOS, next.Head, next.Deprel = "ADJ", t, "amod"
	}
}

// participleOfHead gives a participle after a comma to the name before an apposition, not to the last name of this: "Trinova,
// filiale de Velmor, dirigée par Ana Velt".
func participleOfHead(toks []lang.Token, named map[int]bool) {
	for v := 5; v < len(toks); v++ {
		h := toks[v].Head
		if toks[v].UPOS != "VERB" || toks[v].Deprel != "acl" || toks[v-1].Form != "," || h != v-2 || !named[h] || toks[h].Deprel != "nmod" {
			continue
		}
		noun := toks[h].Head
		if noun < 2 || noun >= h || toks[noun].UPOS != "NOUN" || toks[noun].Deprel != "appos" {
			continue
		}
		if n := toks[noun].Head; n >= 0 && n < noun && named[n] {
			toks[v].Head = n
		}
	}
}

// subjectAfterParticiple gives a finite verb without a subject the name right before it that was listed with the last noun of a
// participle's phrase at the head of the sentence: "Soutenu par Ana Velt, Velmor recrute".
func subjectAfterParticiple(toks []lang.Token, named map[int]bool) {
	first := 0
	for first < len(toks) && (toks[first].UPOS == "ADV" || toks[first].UPOS == "PUNCT") {
		first++
	}
	if first+3 >= len(toks) || !strings.Contains(toks[first].Feats, "VerbForm=Part") && !strings.Contains(toks[first].Deprel, "advcl") {
		return
	}
	for t := first + 2; t+1 < len(toks); t++ {
		if toks[t].Form != "," {
			continue
		}
		n := t + 1
		for n+1 < len(toks) && !named[n] && (toks[n].UPOS == "DET" || toks[n].UPOS == "NOUN" || toks[n].UPOS == "ADJ") {
			n++
		}
		v := n + 1
		for v < len(toks) && (toks[v].UPOS == "PRON" || toks[v].UPOS == "ADV" || toks[v].UPOS == "AUX") {
			v++
		}
		if !named[n] || v >= len(toks) || toks[v].UPOS != "VERB" || toks[first].Head != v {
			return
		}
		head := n
		for toks[head].Head > t && toks[head].Head < n {
			head = toks[head].Head // "la société Velmor"
		}
		if h := toks[head].Head; h < first || h >= t {
			return
		}
		toks[head].Head, toks[head].Deprel = v, "nsubj"
		return
	}
}

// participleAsSubject mends a sentence whose subject was taken for that of the participle after it, and the participle for
// the subject: "Velmor, valued at $30 billion, is hiring".
func participleAsSubject(toks []lang.Token, named map[int]bool) {
	for v := 2; v < len(toks); v++ {
		n := v - 2
		if toks[v].UPOS != "VERB" || toks[v-1].Form != "," || !named[n] || toks[n].Head != v || !strings.HasPrefix(toks[v].Deprel, "nsubj") && toks[v].Deprel != "csubj" {
			continue
		}
		toks[n].Head, toks[n].Deprel = toks[v].Head, "nsubj"
		toks[v].Head, toks[v].Deprel, toks[v].Feats = n, "acl", "Tense=Past|VerbForm=Part|Voice=Pass"
	}
}

// gapped parts a name from the list before it where it shares no more than their verb: "Velmor holds 85% of Trinova and
// Ardane the rest".
func (r *reader) gapped(toks []lang.Token, named map[int]bool) {
	for t := 1; t+2 < len(toks); t++ {
		h := toks[t].Head
		if !named[t] || toks[t].Deprel != "conj" || h < 0 || toks[t+1].UPOS != "DET" || !r.cues.remainder[strings.ToLower(toks[t+2].Lemma)] {
			continue
		}
		for h >= 0 && h < len(toks) && toks[h].UPOS != "VERB" {
			h = toks[h].Head
		}
		if h >= 0 && h < t {
			toks[t].Head, toks[t].Deprel = h, "orphan"
		}
	}
}

// including makes a preposition of "including" between a noun and its examples where the parser took it for a verb:
// "partnerships with retailers including Velmor".
func (r *reader) including(toks []lang.Token, named map[int]bool) {
	for t := 1; t+1 < len(toks); t++ {
		n := t - 1
		if toks[t].UPOS != "VERB" || len(r.cues.including[strings.ToLower(toks[t].Form)]) == 0 || !named[t+1] || toks[n].UPOS != "NOUN" || toks[n].Head != t || toks[t].Head < 0 || toks[t].Head == t+1 {
			continue
		}
		toks[n].Head, toks[n].Deprel = toks[t].Head, "nmod"
		if toks[toks[t].Head].UPOS == "VERB" {
			toks[n].Deprel = "obl"
		}
		cased := false
		for u := 0; u < n; u++ {
			if toks[u].Head == t && (toks[u].UPOS == "ADP" || toks[u].UPOS == "SCONJ") {
				toks[u].Head, toks[u].Deprel, cased = n, "case", true
			}
		}
		if !cased && toks[n].Deprel == "obl" {
			toks[n].Deprel = "obj"
		}
		toks[t].Head, toks[t].Deprel = t+1, "case"
		toks[t+1].Head, toks[t+1].Deprel = n, "nmod"
	}
}

// accompanied makes of a name after "with" the subject of the participle right after it: "with Velmor also participating",
// "with Velmor holding the rest".
func (r *reader) accompanied(toks []lang.Token) {
	for v := 2; v < len(toks); v++ {
		if toks[v].UPOS != "VERB" || !strings.Contains(toks[v].Feats, "VerbForm=Ger") && !strings.Contains(toks[v].Feats, "Tense=Pres|VerbForm=Part") {
			continue
		}
		n := v - 1
		for n > 0 && toks[n].UPOS == "ADV" {
			n--
		}
		for i := 0; i < len(toks) && toks[n].Deprel == "conj" && toks[n].Head < n && toks[n].Head >= 0; i++ {
			n = toks[n].Head
		}
		if toks[n].UPOS != "PROPN" && toks[n].UPOS != "NOUN" || toks[n].Head > v {
			continue
		}
		for u := n - 1; u >= 0 && u >= n-5; u-- {
			if toks[u].Head != n && u != n-1 {
				break
			}
			if r.cues.accompanying[strings.ToLower(toks[u].Form)] {
				if within(toks, v, n) {
					toks[v].Head, toks[v].Deprel = toks[n].Head, "advcl"
				}
				toks[n].Head, toks[n].Deprel = v, "nsubj"
				toks[u].Head, toks[u].Deprel = v, "mark"
				break
			}
		}
	}
}

// timeAfterName frees a name from the date that follows it: "an offer from Velmor last summer" is one from Velmor.
func (r *reader) timeAfterName(i int, toks []lang.Token, named map[int]bool) {
	for k := range r.d.dates[i] {
		d := &r.d.dates[i][k]
		t := d.First - 1
		if t < 1 || !named[t] {
			continue
		}
		h := toks[t].Head
		if h < d.First || h > d.Last || toks[t].Deprel != "compound" && toks[t].Deprel != "nmod" && toks[t].Deprel != "nmod:poss" {
			continue
		}
		if toks[t-1].UPOS != "ADP" && toks[t-1].UPOS != "VERB" {
			continue
		}
		toks[t].Head, toks[t].Deprel = toks[h].Head, toks[h].Deprel
		if toks[t-1].UPOS == "VERB" && toks[t].Head == t-1 {
			toks[t].Deprel = "obj"
		}
		for u := range toks {
			if u < t && toks[u].Head == h {
				toks[u].Head = t
			}
		}
		if n := toks[t].Head; n >= 0 && t >= 2 && toks[t-1].UPOS == "ADP" && toks[t-2].UPOS == "NOUN" {
			toks[h].Head, toks[h].Deprel = n, "obl:unmarked"
			toks[t].Head, toks[t].Deprel = t-2, "nmod"
			continue
		}
		toks[h].Head, toks[h].Deprel = t, "nmod:unmarked"
	}
}

// sourceList parts the name of a source from the subjects that follow it: in "According to Velmor, Trinova and Ardane will
// sell" it is Trinova and Ardane who sell.
func (r *reader) sourceList(toks []lang.Token, named map[int]bool) {
	for source := 1; source < len(toks) && source < 8; source++ {
		if !named[source] {
			continue
		}
		h := toks[source].Head
		if h <= source || h >= len(toks) || !strings.HasPrefix(toks[source].Deprel, "obl") || toks[h].UPOS != "VERB" && toks[h].UPOS != "NOUN" && toks[h].UPOS != "ADJ" {
			return
		}
		// A phrase with a preposition, not itself one of a list: "Selon Velmor,", "In France,".
		if source+2 >= len(toks) || toks[source+1].Form != "," || toks[0].UPOS != "ADP" && !r.opensSource(toks) {
			return
		}
		for u := range toks {
			if toks[u].Head == h && strings.HasPrefix(toks[u].Deprel, "nsubj") {
				return
			}
		}
		first := -1
		for u := source + 2; u < h; u++ {
			if toks[u].Head != source || toks[u].Deprel != "conj" && toks[u].Deprel != "appos" || !named[u] && toks[u].UPOS != "NOUN" {
				continue
			}
			if first < 0 && cased(toks, u) {
				return
			}
			if first < 0 {
				first = u
				toks[u].Head, toks[u].Deprel = h, "nsubj"
			} else {
				toks[u].Head, toks[u].Deprel = first, "conj"
			}
		}
		return
	}
}

// opensSource tells whether the sentence opens with a preposition of source.
func (r *reader) opensSource(toks []lang.Token) bool {
	return len(r.cues.according[strings.ToLower(strings.ReplaceAll(toks[0].Form, "’", "'"))]) > 0
}

// cased tells whether token t has a preposition.
func cased(toks []lang.Token, t int) bool {
	for u := range toks[:t] {
		if toks[u].Head == t && toks[u].Deprel == "case" {
			return true
		}
	}
	return false
}

// invertedRelative makes a relative clause with its subject after the verb of what was taken for the predicate:
// "Velmor, que dirige Ana Velt, prêtera".
func (r *reader) invertedRelative(toks []lang.Token, named map[int]bool) {
	for v := 3; v+1 < len(toks); v++ {
		que := v - 1
		if toks[v].UPOS != "VERB" || toks[que-1].Form != "," || !named[que-2] && toks[que-2].UPOS != "NOUN" || !r.cues.objectRelatives[strings.ToLower(strings.ReplaceAll(toks[que].Form, "’", "'"))] {
			continue
		}
		subject := v + 1
		for subject < len(toks) && (toks[subject].UPOS == "DET" || toks[subject].UPOS == "NOUN" && !named[subject]) && subject < v+3 {
			subject++
		}
		if subject >= len(toks) || !named[subject] || toks[subject].Head != v && toks[subject].Head != subject-1 {
			continue
		}
		head := que - 2
		if toks[v].Head < 0 {
			// Another verb is to take its place.
			verb := -1
			for u := subject + 1; u < len(toks) && verb < 0; u++ {
				if toks[u].Head == v && (toks[u].UPOS == "VERB" || toks[u].UPOS == "AUX") && (toks[u].Deprel == "conj" || toks[u].Deprel == "parataxis" || toks[u].Deprel == "advcl") {
					verb = u
				}
			}
			if verb < 0 {
				continue
			}
			toks[verb].Head, toks[verb].Deprel = -1, "root"
			for u := range toks {
				if toks[u].Head == v && u != que && u != subject && (u < que || u > verb) {
					toks[u].Head = verb
				}
			}
			toks[head].Head, toks[head].Deprel = verb, "nsubj"
		} else if toks[v].Head != head {
			continue
		}
		if toks[subject].Head == v {
			toks[subject].Deprel = "nsubj"
		}
		toks[v].Head, toks[v].Deprel = head, "acl:relcl"
		toks[que].UPOS, toks[que].Head, toks[que].Deprel = "PRON", v, "obj"
	}
}

// relativeObject makes the object of a relative clause of a pronoun before the clause's subject that was taken for a second one:
// "Trinova, which Velmor bought in 2019".
func (r *reader) relativeObject(toks []lang.Token) {
	for t := 0; t+2 < len(toks); t++ {
		v := toks[t].Head
		if v <= t+1 || v > t+8 || v >= len(toks) || !strings.HasPrefix(toks[t].Deprel, "nsubj") || !strings.HasPrefix(toks[v].Deprel, "acl") || !r.cues.relatives[strings.ToLower(toks[t].Form)] || governs(toks, v, "obj", "aux:pass") {
			continue
		}
		for u := t + 1; u < v; u++ {
			if toks[u].Head == v && toks[u].Deprel == "nsubj" {
				toks[t].Deprel = "obj"
				break
			}
		}
	}
}

// clauseOfSpeech gives a clause with a conjunction to the verb of speech before the day on which it was hung: "a annoncé jeudi qu'il
// investirait".
func (r *reader) clauseOfSpeech(i int, toks []lang.Token) {
	for t := range toks {
		h := toks[t].Head
		if toks[t].UPOS != "VERB" || h < 1 || h >= t || !strings.HasPrefix(toks[t].Deprel, "acl") || toks[h].UPOS != "NOUN" && toks[h].UPOS != "PROPN" {
			continue
		}
		day := false
		for k := range r.d.dates[i] {
			day = day || r.d.dates[i][k].First <= h && h <= r.d.dates[i][k].Last
		}
		v := toks[h].Head
		if v < 0 || v >= h || toks[v].UPOS != "VERB" || !r.cues.speech[strings.ToLower(toks[v].Lemma)] {
			continue
		}
		if !day && (!strings.HasPrefix(toks[h].Deprel, "obl") || governs(toks, v, "ccomp", "obj")) {
			continue // "said in a filing that"
		}
		for u := h + 1; u < t; u++ {
			if toks[u].Head == t && toks[u].Deprel == "mark" {
				toks[t].Head, toks[t].Deprel = v, "ccomp"
				if day {
					toks[h].Deprel = "obl:unmarked"
				}
				break
			}
		}
	}
}

// governs tells whether token v has a dependent with one of the relations.
func governs(toks []lang.Token, v int, rels ...string) bool {
	for u := range toks {
		if toks[u].Head == v && slices.Contains(rels, toks[u].Deprel) {
			return true
		}
	}
	return false
}

// relativeOfSubject parts the subject of a sentence from the relative clause after it where the parser gave it to the clause's
// verb: "Velmor, whose backers include Trinova, is based in Lyon".
func (r *reader) relativeOfSubject(toks []lang.Token, named map[int]bool) {
	for t := range toks {
		v := toks[t].Head
		if !named[t] && toks[t].UPOS != "NOUN" || !strings.HasPrefix(toks[t].Deprel, "nsubj") || v < t+3 || v >= len(toks) || toks[t+1].Form != "," {
			continue
		}
		h := toks[v].Head
		who := t + 2
		if toks[who].UPOS == "ADP" {
			who++ // "Velmor, in which Trinova has a stake, is based in Lyon"
		}
		if h <= v || toks[v].Deprel != "advcl" && toks[v].Deprel != "parataxis" && toks[v].Deprel != "ccomp" || !r.cues.relatives[strings.ToLower(toks[who].Form)] {
			continue
		}
		toks[t].Head, toks[t].Deprel = h, "nsubj"
		toks[v].Head, toks[v].Deprel = t, "acl:relcl"
	}
}

// namedOffice parts who is named to an office from the office: "Velmor has appointed Ana Velt chief executive".
func (r *reader) namedOffice(toks []lang.Token, named map[int]bool) {
	for t := 1; t+1 < len(toks); t++ {
		v, h := t-1, toks[t].Head
		if named[t] && h == v && toks[t].Deprel == "xcomp" && r.cues.naming[strings.ToLower(toks[v].Lemma)] {
			for u := t + 1; u < len(toks) && u <= t+5; u++ {
				if toks[u].Head == v && (toks[u].Deprel == "xcomp" || strings.HasPrefix(toks[u].Deprel, "obl")) {
					toks[t].Deprel = "obj"
					break
				}
			}
			continue
		}
		if !named[t] || toks[v].UPOS != "VERB" || !r.cues.naming[strings.ToLower(toks[v].Lemma)] || h <= t || h > t+3 || toks[h].UPOS != "NOUN" || toks[h].Head != v || toks[t].Deprel != "compound" && toks[t].Deprel != "nmod" && toks[t].Deprel != "flat" {
			continue
		}
		toks[t].Head, toks[t].Deprel = v, "obj"
		toks[h].Deprel = "xcomp"
	}
}

// participleOfSubject makes a verb that is parted from its subject by no more than a comma, and is a participle or has an agent, a
// participle of it where another verb is there to be the predicate: "Trinova, founded by Ana Velt, turned down".
func (r *reader) participleOfSubject(toks []lang.Token, named map[int]bool) {
	for v := 2; v < len(toks); v++ {
		if toks[v].UPOS != "VERB" || toks[v-1].Form != "," || !named[v-2] || toks[v-2].Head != v || !strings.HasPrefix(toks[v-2].Deprel, "nsubj") {
			continue
		}
		agent, comma := strings.Contains(toks[v].Feats, "VerbForm=Part"), -1
		for u := v + 1; u < len(toks); u++ {
			if toks[u].Head == v && r.cues.agents[strings.ToLower(toks[u].Form)] {
				agent = true
			}
			if h := toks[u].Head; h == v && named[u] && u > 0 {
				for k := v + 1; k < u; k++ {
					agent = agent || toks[k].Head == u && r.cues.agents[strings.ToLower(toks[k].Form)]
				}
			}
			if toks[u].Form == "," {
				comma = u
			}
			if comma > 0 && comma+1 < u && (toks[u-1].UPOS == "PRON" || toks[u-1].UPOS == "ADV") {
				comma++ // "élue présidente, se tait"
			}
			if comma > 0 && u == comma+1 && agent && (toks[u].UPOS == "VERB" || toks[u].UPOS == "AUX") {
				verb := u
				if toks[u].UPOS == "AUX" && toks[u].Head > u && toks[u].Head < len(toks) {
					verb = toks[u].Head
				}
				if toks[verb].Head != v {
					break
				}
				toks[verb].Head, toks[verb].Deprel = toks[v].Head, toks[v].Deprel
				subject := v - 2
				toks[subject].Head = verb
				toks[v].Head, toks[v].Deprel = subject, "acl"
				toks[v].Feats = "Tense=Past|VerbForm=Part|Voice=Pass"
				for k := verb + 1; k < len(toks); k++ {
					if toks[k].Head == v {
						toks[k].Head = verb
					}
				}
				break
			}
		}
	}
}

// activeBeforeObject makes a verb active that was taken for a passive without auxiliary although it has a name for an object: "Trinova
// named Ana Velt as chief executive".
func activeBeforeObject(toks []lang.Token, named map[int]bool) {
	for s := 0; s+2 < len(toks); s++ {
		v := toks[s].Head
		if toks[s].Deprel != "nsubj:pass" || v <= s || toks[v].UPOS != "VERB" || v+1 >= len(toks) || !named[v+1] || toks[v+1].Head != v || toks[v+1].Deprel != "obj" || governs(toks, v, "aux:pass", "aux") {
			continue
		}
		toks[s].Deprel = "nsubj"
		toks[v].Feats = "Mood=Ind|Tense=Past|VerbForm=Fin"
	}
}
