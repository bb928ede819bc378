package extract

import "strings"

// prepOf gives the preposition before the phrase of token k: "dans", "auprès de", "" without one.
func (s *sentence) prepOf(k int) string {
	simple := ""
	for _, c := range s.kids(k) {
		if c > k {
			break
		}
		if s.rel(c) != "case" && s.rel(c) != "mark" {
			continue
		}
		if s.prep[c] != "" {
			return s.prep[c]
		}
		for _, f := range s.kids(c) {
			if s.prep[f] != "" {
				return s.prep[f]
			}
		}
		if (s.rel(c) == "case" || s.rel(c) == "mark" && s.cues.purpose[s.form[c]]) && (simple == "" || s.cues.agents[s.low[c]]) {
			// Of "paid for by Velmor", the last: the one before is the verb's. "v." is "v".
			simple = strings.TrimSuffix(s.low[c], ".")
		}
	}
	// A preposition of several words may be parsed as anything; it stands right before the phrase.
	left := k
	for left > 0 && k-left < 6 {
		t := left - 1
		if h := s.head(t); h != k && !(h >= 0 && s.head(h) == k && h < k) {
			break
		}
		if u := s.toks[t].UPOS; u == "PUNCT" || u == "VERB" {
			break
		}
		left = t
		if s.prep[t] != "" {
			return s.prep[t]
		}
	}
	if left > 0 && s.prep[left-1] != "" {
		return s.prep[left-1]
	}
	return simple
}

// under gives the phrases with a preposition that depend on token t, those hung lower where a
// parser often puts them included: of "lever des fonds auprès de Velmor", "auprès de Velmor" for "lever".
func (s *sentence) under(t int, prep string) []arg {
	out := s.underDirect(t, prep, 1)
	if len(out) > 0 || s.cues.genitive[prep] {
		return out
	}
	return s.underDeep(t, prep, 0.92, 3)
}

func (s *sentence) underDirect(t int, prep string, score float64) []arg {
	var out []arg
	for _, k := range s.kids(t) {
		switch s.rel(k) {
		case "obl", "nmod", "iobj", "advmod", "xcomp", "dep", "appos", "obj", "parataxis", "orphan", "advcl":
		default:
			continue
		}
		if s.isRelative(k) {
			if p := s.prepOf(k); p == prep || p == "" && s.relativeMeans(k, prep) {
				out = append(out, s.through(k, score))
			}
			continue
		}
		if p := s.prepOf(k); p == prep || strings.Contains(p, " ") && s.simplePrep(k) == prep && s.partOfPrep(t, k, p) {
			out = append(out, arg{k, score, false})
		}
		if p := s.prepOf(k); s.cues.genitive[prep] && s.amountHead[k] && (p == "" || s.cues.genitive[p]) {
			// "80 millions d'euros de Velmor": the complement of a sum is that of what the sum measures.
			for _, a := range s.underDirect(k, prep, score*0.95) {
				if m := s.headed[a.tok]; m != nil {
					out = append(out, a)
				}
			}
		}
	}
	return out
}

// simplePrep gives the single preposition before the phrase of token k.
func (s *sentence) simplePrep(k int) string {
	if c := s.kid(k, "case"); c >= 0 && c < k {
		return s.low[c]
	}
	return ""
}

// partOfPrep tells whether t is itself a word of the preposition of several words before k: "capital" in "au capital de".
func (s *sentence) partOfPrep(t, k int, prep string) bool {
	c := s.kid(k, "case")
	return c > t && c-t < strings.Count(prep, " ")+1
}

// relativeMeans tells whether a relative pronoun or adverb stands for a phrase with the preposition.
func (s *sentence) relativeMeans(k int, prep string) bool {
	return s.cues.relativeMeans[s.form[k]][prep]
}

func (s *sentence) underDeep(t int, prep string, score float64, depth int) []arg {
	if depth == 0 {
		return nil
	}
	for _, k := range s.kids(t) {
		if k < t && s.toks[k].UPOS != "NOUN" {
			continue
		}
		if r := s.rel(k); r == "advmod" && s.toks[k].UPOS != "ADV" && s.toks[k].UPOS != "ADP" {
			continue
		}
		switch s.rel(k) {
		case "obj", "obl", "nmod", "iobj", "xcomp", "conj", "appos", "flat", "compound", "nummod", "advmod", "case":
		default:
			continue
		}
		if s.isVerb(k) && s.rel(k) != "xcomp" {
			continue
		}
		if out := s.underDirect(k, prep, score); len(out) > 0 {
			return out
		}
		if out := s.underDeep(k, prep, score*0.95, depth-1); len(out) > 0 {
			return out
		}
	}
	return nil
}
