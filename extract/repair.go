package extract

import (
	"strings"

	"cuibono/lang"
)

// repair corrects, after parsing, arguments that the parser is known to mislabel.
func (r *reader) repair() {
	for i := range r.d.tree.Sentences {
		if len(r.d.mentions[i]) == 0 {
			continue
		}
		toks := r.d.tree.Sentences[i].Tokens
		subject := map[int]int{}
		object := map[int]bool{}
		for t := range toks {
			if h := toks[t].Head; h >= 0 && h < len(toks) {
				switch d := toks[t].Deprel; {
				case strings.HasPrefix(d, "nsubj"):
					if _, ok := subject[h]; !ok {
						subject[h] = t
					}
				case d == "obj" && !strings.Contains(toks[t].Feats, "Reflex=Yes"):
					object[h] = true
				}
			}
		}
		r.invert(toks, subject)
		r.promise(toks)
		r.reattach(i, toks, subject)
		r.mend(i, toks)
		for k := range r.d.mentions[i] {
			m := &r.d.mentions[i][k]
			if m.Kind != Name {
				continue
			}
			t := m.Head
			h := toks[t].Head
			if h < 0 || h >= len(toks) || h >= t || toks[h].UPOS != "VERB" || object[h] {
				continue
			}
			cased := false
			for u := h + 1; u < t; u++ {
				if toks[u].UPOS == "ADP" && toks[u].Head == t || toks[u].UPOS == "PUNCT" || toks[u].UPOS == "VERB" {
					cased = true
				}
			}
			if cased {
				continue
			}
			switch d := toks[t].Deprel; {
			case d == "flat" || d == "appos" || d == "nmod" || d == "dep" || d == "vocative" || d == "compound" || d == "ccomp" || d == "xcomp" && !r.cues.naming[strings.ToLower(toks[h].Lemma)] && !r.cues.copulas[strings.ToLower(toks[h].Lemma)]:
				if strings.Contains(toks[h].Feats, "VerbForm=Part") && !hasAux(toks, h) {
					continue
				}
				toks[t].Deprel, object[h] = "obj", true
			case d == "nsubj":
				// "Velmor s'est offert Trinova": of two subjects the one after the verb is its object.
				if first, ok := subject[h]; ok && first < h && first != t || infinitiveAux(toks, h) {
					toks[t].Deprel, object[h] = "obj", true
				}
			}
		}
	}
}

// reattach mends two things around a name: a subject before its verb that was taken for a form of address ("Velmor, owner of
// Trinova, has agreed"), and a participle right after a name and a comma, which qualifies the name ("Trinova, founded by").
func (r *reader) reattach(i int, toks []lang.Token, subject map[int]int) {
	for k := range r.d.mentions[i] {
		m := &r.d.mentions[i][k]
		if m.Kind != Name {
			continue
		}
		t := m.Head
		h := toks[t].Head
		switch toks[t].Deprel {
		case "vocative", "discourse", "dislocated", "parataxis", "list":
			if h > t && h < len(toks) && (toks[h].UPOS == "VERB" || toks[h].UPOS == "ADJ" || toks[h].UPOS == "NOUN") {
				if _, ok := subject[h]; !ok {
					toks[t].Deprel, subject[h] = "nsubj", t
				}
			}
		}
		if v := t + 1; v < len(toks) && t == 0 && toks[t].Head < 0 && toks[v].UPOS == "VERB" && toks[v].Deprel == "acl" && toks[v].Head == t && !hasVerbElse(toks, v) {
			// "Velmor named Ana Velt …": the only verb after the name that opens the sentence is its verb.
			toks[v].Head, toks[v].Deprel = -1, "root"
			toks[v].Feats = strings.ReplaceAll(strings.ReplaceAll(toks[v].Feats, "VerbForm=Part", "VerbForm=Fin"), "|Voice=Pass", "")
			toks[t].Head, toks[t].Deprel = v, "nsubj"
			for u := range toks {
				if u != v && u != t && toks[u].Head == t && u > v {
					toks[u].Head = v
				}
			}
			subject[v] = t
		}
		v := t + 1
		if v < len(toks) && toks[v].UPOS == "VERB" && toks[v].Deprel == "acl" && toks[v].Head < t && !hasAux(toks, v) && !within(toks, t, v) {
			toks[v].Head = t // "le promoteur Trinova basé à Lyon"
		}
		if v >= len(toks) || toks[v].Form != "," {
			continue
		}
		for v++; v < len(toks) && v <= t+4 && toks[v].UPOS == "ADV"; v++ {
		}
		if v >= len(toks) || toks[v].UPOS != "VERB" || !strings.Contains(toks[v].Feats, "VerbForm=Part") || !strings.Contains(toks[v].Feats, "Tense=Past") {
			continue
		}
		switch toks[v].Deprel {
		case "conj", "parataxis", "advcl", "ccomp", "xcomp", "dep", "appos", "acl", "amod":
			if !hasAux(toks, v) && toks[v].Head != t && !within(toks, t, v) {
				toks[v].Head, toks[v].Deprel = t, "acl"
			}
		}
	}
}

// hasVerbElse tells whether the sentence has a finite verb besides v, or v an agent.
func hasVerbElse(toks []lang.Token, v int) bool {
	for t := range toks {
		if t != v && strings.Contains(toks[t].Feats, "VerbForm=Fin") {
			return true
		}
		if toks[t].Head == v && toks[t].Deprel == "obl:agent" {
			return true
		}
	}
	return false
}

// promise hangs an infinitive on the noun of intention before it: in "a qualifié la promesse de Velmor d'investir" it is not Trinova,
// who qualifies, that is to invest.
func (r *reader) promise(toks []lang.Token) {
	for t := range toks {
		if toks[t].UPOS != "VERB" || !strings.Contains(toks[t].Feats, "VerbForm=Inf") {
			continue
		}
		h := toks[t].Head
		if h < 0 || h >= t || toks[h].UPOS != "VERB" || toks[t].Deprel != "xcomp" && toks[t].Deprel != "advcl" && toks[t].Deprel != "ccomp" {
			continue
		}
		for u := t - 1; u > h && u >= t-9; u-- {
			if toks[u].UPOS == "VERB" || toks[u].UPOS == "PUNCT" {
				break
			}
			if toks[u].UPOS == "NOUN" && toks[u].Head == h && r.cues.planned[strings.ToLower(toks[u].Lemma)] {
				toks[t].Head, toks[t].Deprel = u, "acl"
				break
			}
		}
	}
}

// within tells whether token t is below top in the tree.
func within(toks []lang.Token, t, top int) bool {
	for i := 0; i < len(toks) && t >= 0 && t < len(toks); i++ {
		if t == top {
			return true
		}
		t = toks[t].Head
	}
	return false
}

// invert makes a subject of what stands after the verb of a relative clause whose object is the relative pronoun: "la start-up
// que dirige Ana Velt".
func (r *reader) invert(toks []lang.Token, subject map[int]int) {
	for t := range toks {
		if !r.cues.objectRelatives[strings.ToLower(strings.ReplaceAll(toks[t].Form, "’", "'"))] || toks[t].Deprel == "mark" {
			continue
		}
		v := toks[t].Head
		if v <= t || v >= len(toks) || toks[v].UPOS != "VERB" {
			continue
		}
		if at, ok := subject[v]; ok && at != t && at < v {
			continue
		}
		for u := v + 1; u < len(toks) && u <= v+6; u++ {
			if toks[u].UPOS == "PUNCT" || toks[u].UPOS == "ADP" || toks[u].UPOS == "VERB" {
				break
			}
			if toks[u].Head != v || toks[u].UPOS != "PROPN" && toks[u].UPOS != "NOUN" {
				continue
			}
			switch toks[u].Deprel {
			case "obj", "nsubj", "flat", "appos", "nmod", "dep", "xcomp", "ccomp", "obl":
				toks[u].Deprel, subject[v] = "nsubj", u
				toks[t].Deprel = "obj"
			}
			break
		}
	}
}

// infinitiveAux tells whether a verb form has an auxiliary in the infinitive, which has no subject of its own: "avoir racheté Velmor".
func infinitiveAux(toks []lang.Token, v int) bool {
	for t := range toks {
		if toks[t].Head == v && strings.HasPrefix(toks[t].Deprel, "aux") && strings.Contains(toks[t].Feats, "VerbForm=Inf") {
			return true
		}
	}
	return false
}

// hasAux tells whether a verb form has an auxiliary.
func hasAux(toks []lang.Token, v int) bool {
	for t := range toks {
		if toks[t].Head == v && strings.HasPrefix(toks[t].Deprel, "aux") {
			return true
		}
	}
	return false
}
