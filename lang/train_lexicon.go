package lang

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// newLexicon counts forms with their parts of speech and lemmas, and learns suffix rules of them.
func newLexicon(sentences []Sentence) *lexicon {
	type key struct {
		form string
		upos uint8
	}
	lemmas := map[key]map[string]int{}
	e := new(encoder)
	for _, s := range sentences {
		st := style(s.Tokens)
		for i := range s.Tokens {
			t := &s.Tokens[i]
			u, ok := uposIndex[t.UPOS]
			if !ok || st == styleCapitals {
				continue
			}
			k := key{string(e.normal(t.Form)), u}
			if lemmas[k] == nil {
				lemmas[k] = map[string]int{}
			}
			lemmas[k][t.Lemma]++
		}
	}
	keys := slices.SortedFunc(maps.Keys(lemmas), func(a, b key) int {
		return cmp.Or(cmp.Compare(a.form, b.form), cmp.Compare(a.upos, b.upos))
	})
	l := &lexicon{entries: map[string]*lexEntry{}}
	for _, k := range keys {
		x := l.entries[k.form]
		if x == nil {
			x = new(lexEntry)
			l.entries[k.form] = x
		}
		t := lexTag{upos: k.upos}
		most := 0
		for _, lemma := range slices.Sorted(maps.Keys(lemmas[k])) {
			n := lemmas[k][lemma]
			t.count += n
			if n > most {
				most, t.lemma = n, lemma
			}
		}
		x.tags = append(x.tags, t)
	}
	for _, x := range l.entries {
		slices.SortStableFunc(x.tags, func(a, b lexTag) int { return b.count - a.count })
	}
	l.suffixes = suffixRules(sentences)
	return l
}

// suffixRules learns, for each part of speech, which edit makes a lemma of a form by its ending.
func suffixRules(sentences []Sentence) map[string]edit {
	type sample struct{ key, form, lemma string }
	seen := map[sample]bool{}
	e := new(encoder)
	for _, s := range sentences {
		if style(s.Tokens) == styleCapitals {
			continue
		}
		for i := range s.Tokens {
			t := &s.Tokens[i]
			u, ok := uposIndex[t.UPOS]
			if !ok || u == upPROPN || u == upPUNCT || u == upSYM || u == upX || u == upNUM {
				continue
			}
			verbForm := ""
			if u == upVERB || u == upAUX {
				verbForm = featValue(t.Feats, "VerbForm")
			}
			seen[sample{suffixKey(u, verbForm), string(e.normal(t.Form)), lowerApostrophe(t.Lemma)}] = true
		}
	}
	counts := map[string]map[edit]int{}
	for s := range seen {
		common := 0
		for common < len(s.form) && common < len(s.lemma) && s.form[common] == s.lemma[common] {
			common++
		}
		for common > 0 && (common < len(s.form) && !utf8.RuneStart(s.form[common]) || common < len(s.lemma) && !utf8.RuneStart(s.lemma[common])) {
			common--
		}
		ed := edit{len(s.form) - common, s.lemma[common:]}
		runes := []int{}
		for i := range s.form {
			runes = append(runes, i)
		}
		for k := 0; k <= maxSuffix && k < len(runes); k++ {
			from := len(s.form)
			if k > 0 {
				from = runes[len(runes)-k]
			}
			key := s.key + s.form[from:]
			if counts[key] == nil {
				counts[key] = map[edit]int{}
			}
			counts[key][ed]++
		}
	}
	chosen := map[string]edit{}
	for key, c := range counts {
		var top edit
		n, total := 0, 0
		for _, ed := range slices.SortedFunc(maps.Keys(c), func(a, b edit) int { return cmp.Or(a.cut-b.cut, strings.Compare(a.add, b.add)) }) {
			total += c[ed]
			if c[ed] > n {
				top, n = ed, c[ed]
			}
		}
		if total >= 2 || strings.HasSuffix(key, "/") {
			chosen[key] = top
		}
	}
	// A rule that says what the rule of the shorter ending says is left out.
	out := map[string]edit{}
	for key, ed := range chosen {
		slash := strings.IndexByte(key, '/') + 1
		same := false
		for rest := key[slash:]; rest != ""; {
			_, n := utf8.DecodeRuneInString(rest)
			rest = rest[n:]
			if shorter, ok := chosen[key[:slash]+rest]; ok {
				same = shorter == ed
				break
			}
		}
		if !same {
			out[key] = ed
		}
	}
	return out
}

// starters are the words of the closed classes, and adverbs, that begin sentences.
func starters(sentences []Sentence) map[string]bool {
	counts := map[string]int{}
	for _, s := range sentences {
		for i := range s.Tokens {
			switch t := &s.Tokens[i]; t.UPOS {
			case "DET", "PRON", "ADV", "SCONJ", "CCONJ", "ADP", "AUX":
				if i == 0 {
					counts[strings.ToLower(t.Form)]++
				}
			}
		}
	}
	out := map[string]bool{}
	for w, n := range counts {
		if n >= 3 {
			out[w] = true
		}
	}
	return out
}

// functionWords are the most frequent small words with their count in a million tokens, for Detect.
func functionWords(sentences []Sentence) map[string]int {
	counts, total := map[string]int{}, 0
	for _, s := range sentences {
		for i := range s.Tokens {
			t := &s.Tokens[i]
			switch t.UPOS {
			case "PUNCT", "NUM", "PROPN", "SYM", "X":
				continue
			}
			total++
			counts[lowerApostrophe(t.Form)]++
		}
	}
	words := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(counts[b]-counts[a], strings.Compare(a, b))
	})
	out := map[string]int{}
	for _, w := range words[:min(len(words), 150)] {
		out[w] = counts[w] * 1_000_000 / total
	}
	return out
}
