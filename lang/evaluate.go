package lang

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// Score counts what an analyzer gets right on a treebank with its tokens, over all of them,
// punctuation included.
type Score struct {
	File                                 string
	Tokens, UPOS, Feats, Lemma, UAS, LAS int
	ByLabel                              map[string]*LabelScore
	// Contractions counts the forms that may be one or not, ContractionsRight those told right.
	Contractions, ContractionsRight int
}

// LabelScore counts the arcs of one label: in the treebank, in the parses, and right in both.
type LabelScore struct{ Gold, Found, Right int }

// F1 is the harmonic mean of precision and recall.
func (l *LabelScore) F1() float64 {
	if l.Gold+l.Found == 0 {
		return 0
	}
	return 2 * float64(l.Right) / float64(l.Gold+l.Found)
}

// String gives the shares in percent.
func (s *Score) String() string {
	p := func(n int) float64 { return 100 * float64(n) / float64(max(s.Tokens, 1)) }
	out := fmt.Sprintf("%s: %d tokens, UPOS %.2f, feats %.2f, lemma %.2f, UAS %.2f, LAS %.2f", filepath.Base(s.File), s.Tokens, p(s.UPOS), p(s.Feats), p(s.Lemma), p(s.UAS), p(s.LAS))
	if s.Contractions > 0 {
		out += fmt.Sprintf(", contractions %.1f of %d", 100*float64(s.ContractionsRight)/float64(s.Contractions), s.Contractions)
	}
	return out
}

// Evaluate tags and parses the test files of the language's recipe and counts what agrees with them:
// gold tokens, predicted tags, labels without their subtypes, punctuation counted.
func Evaluate(a *Analyzer, folders Folders) ([]*Score, error) {
	recipe, err := ReadRecipe(a.language)
	if err != nil {
		return nil, err
	}
	var scores []*Score
	for i, f := range slices.Concat(recipe.Test, recipe.OwnTest) {
		folder := folders.Others
		if i >= len(recipe.Test) {
			folder = folders.Own
		}
		gold, err := recipe.read(folder, []string{f})
		if err != nil {
			return nil, err
		}
		scores = append(scores, a.evaluate(f, gold))
	}
	return scores, nil
}

func universal(label string) string {
	u, _, _ := strings.Cut(label, ":")
	return u
}

func (a *Analyzer) evaluate(file string, gold []Sentence) *Score {
	d := &Document{Language: a.language}
	for _, s := range gold {
		tokens := slices.Clone(s.Tokens)
		for i := range tokens {
			t := &tokens[i]
			t.Lemma, t.UPOS, t.Feats, t.Head, t.Deprel = "", "", "", -1, ""
		}
		d.Sentences = append(d.Sentences, Sentence{Span: s.Span, Tokens: tokens})
	}
	a.Tag(d)
	a.Parse(d)
	sc := &Score{File: file, ByLabel: map[string]*LabelScore{}}
	count := func(label string) *LabelScore {
		if sc.ByLabel[label] == nil {
			sc.ByLabel[label] = new(LabelScore)
		}
		return sc.ByLabel[label]
	}
	for i, s := range gold {
		for k := range a.rules.Contractions {
			if a.rules.Contractions[k].Unless != "" {
				a.evaluateContraction(sc, &a.rules.Contractions[k], s.Tokens)
			}
		}
		for j := range s.Tokens {
			g, t := &s.Tokens[j], &d.Sentences[i].Tokens[j]
			sc.Tokens++
			if g.UPOS == t.UPOS {
				sc.UPOS++
			}
			if g.Feats == t.Feats {
				sc.Feats++
			}
			if strings.EqualFold(lowerApostrophe(g.Lemma), lowerApostrophe(t.Lemma)) {
				sc.Lemma++
			}
			count(g.Deprel).Gold++
			count(t.Deprel).Found++
			if g.Head == t.Head {
				sc.UAS++
				if universal(g.Deprel) == universal(t.Deprel) {
					sc.LAS++
				}
				if g.Deprel == t.Deprel {
					count(g.Deprel).Right++
				}
			}
		}
	}
	return sc
}

func (a *Analyzer) evaluateContraction(sc *Score, c *Contraction, tokens []Token) {
	forms, classes := surfaceForms(tokens, c)
	for i, class := range classes {
		if class < 0 {
			continue
		}
		sc.Contractions++
		if a.expandsAmong(len(forms), i, func(j int) string { return forms[j] }) == (class == expanded) {
			sc.ContractionsRight++
		}
	}
}

// Decode makes an analyzer of a model file that is not embedded.
func Decode(language, file string, data []byte) (*Analyzer, error) {
	return newAnalyzer(language, file, data)
}
