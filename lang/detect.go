package lang

import (
	"math"
	"math/bits"
	"strings"
)

// detectBytes is how much of a text Detect reads.
const detectBytes = 32 << 10

// rareWord is the frequency, in a million, that Detect gives a word that is not among the function
// words of a language.
const rareWord = 100

// Detect names the language of a text among Languages, and the probability that it is right if it is
// one of them. It weighs the function words of each (naive Bayes on the first 32 kB). A text without
// any gives the first language with confidence 0.
func Detect(text string) (language string, confidence float64) {
	languages := Languages()
	if len(languages) == 0 {
		return "", 0
	}
	if len(text) > detectBytes {
		text = text[:detectBytes]
	}
	analyzers := make([]*Analyzer, 0, len(languages))
	for _, l := range languages {
		if a, err := Load(l); err == nil {
			analyzers = append(analyzers, a)
		}
	}
	scores := make([]int, len(analyzers))
	known := 0
	words := strings.FieldsFunc(lowerApostrophe(text), func(r rune) bool { return !isLetter(r) && r != '\'' })
	for _, w := range words {
		// An elided word counts with its apostrophe, as the treebanks write it.
		if cut := strings.IndexByte(w, '\''); cut > 0 && cut < len(w)-1 {
			w = w[:cut+1]
		}
		found := false
		for i, a := range analyzers {
			n := a.words[w]
			found = found || n > 0
			scores[i] += log2(max(n, rareWord))
		}
		if found {
			known++
		}
	}
	if known == 0 {
		return languages[0], 0
	}
	top, second := 0, -1
	for i := 1; i < len(scores); i++ {
		switch {
		case scores[i] > scores[top]:
			top, second = i, top
		case second < 0 || scores[i] > scores[second]:
			second = i
		}
	}
	if second < 0 {
		return analyzers[top].language, 1
	}
	margin := min(float64(scores[top]-scores[second])/16, 60)
	return analyzers[top].language, 1 / (1 + math.Exp2(-margin))
}

// log2 is 16 times the binary logarithm of n, rounded down to a sixteenth by linear interpolation:
// integers, so that no processor's rounding can tip the balance.
func log2(n int) int {
	b := bits.Len(uint(n)) - 1
	return b*16 + (n-1<<b)*16/(1<<b)
}
