package lang

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// Epochs of training, folds of the jack-knife. Fixed, as the random seeds are: they are part of what
// makes the models repeatable.
const (
	taggerEpochs = 6
	foldEpochs   = 3
	parserEpochs = 8
	folds        = 4
)

// Margins by which the right answer must win in training, in units of a single update.
const (
	tagMargin    = 30
	actionMargin = 40
	labelMargin  = 20
)

// Train learns the models of a language from treebanks, as its recipe says, and gives the model file. The same treebanks give the same bytes. progress is told each step.
func Train(language string, folders Folders, progress func(format string, args ...any)) ([]byte, error) {
	recipe, err := ReadRecipe(language)
	if err != nil {
		return nil, err
	}
	sentences, err := recipe.training(folders)
	if err != nil {
		return nil, err
	}
	rules, err := readEmbeddedRules(language)
	if err != nil {
		return nil, err
	}
	progress("%s: %d sentences", language, len(sentences))
	m := &model{language: language}
	forms, err := readForms(language)
	if err != nil {
		return nil, err
	}
	m.lex = newLexicon(sentences)
	m.lex.forms = forms
	m.starters = starters(sentences)
	m.words = functionWords(sentences)
	trained := trainTagger(sentences, m.lex, taggerEpochs, progress)
	m.tagger = trained
	m.contraction = trainContractions(rules, m.tagger, sentences)
	progress("%s: contractions", language)
	tagged := jackknife(sentences, forms, progress)
	gold, joined := joinedCopies(rules, sentences, tagged)
	m.parser = trainParser(append(slices.Clone(sentences), gold...), append(tagged, joined...), progress)
	return m.encode()
}

// variants are copies of some sentences as headlines write them, so that capitals are no surprise.
func variants(sentences []Sentence) []Sentence {
	var out []Sentence
	for n := range sentences {
		var change func(string) string
		switch n % 24 {
		case 5:
			change = strings.ToUpper
		case 17:
			change = func(w string) string {
				r, k := utf8.DecodeRuneInString(w)
				return strings.ToUpper(string(r)) + w[k:]
			}
		default:
			continue
		}
		s := Sentence{Tokens: slices.Clone(sentences[n].Tokens)}
		for i := range s.Tokens {
			s.Tokens[i].Form = change(s.Tokens[i].Form)
		}
		out = append(out, s)
	}
	return out
}

// trainTagger learns UPOS and Feats.
func trainTagger(sentences []Sentence, lex *lexicon, epochs int, progress func(string, ...any)) *tagger {
	t := &tagger{lex: lex, uposFeats: make([][]uint16, len(uposNames))}
	all := append(slices.Clone(sentences), variants(sentences)...)
	type pair struct {
		upos  uint8
		feats string
	}
	counts := map[pair]int{}
	for _, s := range all {
		for i := range s.Tokens {
			counts[pair{uposIndex[s.Tokens[i].UPOS], s.Tokens[i].Feats}]++
		}
	}
	names := map[string]uint16{}
	for _, p := range slices.SortedFunc(maps.Keys(counts), func(a, b pair) int {
		return cmp.Or(int(a.upos)-int(b.upos), counts[b]-counts[a], strings.Compare(a.feats, b.feats))
	}) {
		if counts[p] < 2 && len(t.uposFeats[p.upos]) > 0 {
			continue
		}
		c, ok := names[p.feats]
		if !ok {
			c = uint16(len(t.featNames))
			names[p.feats] = c
			t.featNames = append(t.featNames, p.feats)
		}
		t.uposFeats[p.upos] = append(t.uposFeats[p.upos], c)
	}
	upos, feats := newLearner(len(uposNames)), newLearner(len(t.featNames))
	t.upos, t.feats = upos, feats
	s := t.scratch()
	rng := random(1)
	for epoch := range epochs {
		wrong, total := 0, 0
		for _, n := range rng.shuffle(len(all)) {
			tokens := all[n].Tokens
			s.encode(tokens)
			inLexicon := n < len(sentences) && style(tokens) != styleCapitals
			gold := make([]uint8, len(tokens))
			for i := range tokens {
				gold[i] = uposIndex[tokens[i].UPOS]
				if inLexicon {
					s.lexemes[i].lex = s.enc.class(s.enc.normal(tokens[i].Form), s.lexemes[i].entry, int(gold[i]))
				}
			}
			for i := range tokens {
				f := s.uposFeatures(i)
				upos.step++
				upos.score(f, s.scores)
				b := best(s.scores)
				s.scores[gold[i]] -= tagMargin
				upos.update(f, int(gold[i]), best(s.scores))
				s.tags[i] = uint8(b)
				total++
				if b != int(gold[i]) {
					wrong++
				}
			}
			copy(s.tags, gold)
			for i := range tokens {
				right, ok := names[tokens[i].Feats]
				if !ok || !slices.Contains(t.uposFeats[gold[i]], right) {
					s.feats[i] = t.featClass(s, i)
					continue
				}
				if len(t.uposFeats[gold[i]]) == 1 {
					s.feats[i] = int(right)
					continue
				}
				f := s.featFeatures(i)
				feats.step++
				feats.score(f, s.fscores)
				s.feats[i] = bestOf(s.fscores, t.uposFeats[gold[i]])
				s.fscores[right] -= tagMargin
				feats.update(f, int(right), bestOf(s.fscores, t.uposFeats[gold[i]]))
			}
		}
		if progress != nil {
			progress("tagger: epoch %d of %d, %.2f%% wrong", epoch+1, epochs, 100*float64(wrong)/float64(total))
		}
	}
	t.upos, t.feats = upos.finish(2, 40), feats.finish(2, 40)
	return t
}

// jackknife gives the sentences with the tags that a tagger trained on the others gives them, as a
// new text would get, for the parser to learn from.
func jackknife(sentences []Sentence, forms *forms, progress func(string, ...any)) []Sentence {
	out := make([]Sentence, len(sentences))
	fold := func(i int) int { return i / 10 % folds } // runs of ten: neighbours are of one document
	var wait sync.WaitGroup
	limit := make(chan bool, 2)
	for k := range folds {
		wait.Add(1)
		go func() {
			defer wait.Done()
			limit <- true
			defer func() { <-limit }()
			var rest []Sentence
			for i, s := range sentences {
				if fold(i) != k {
					rest = append(rest, s)
				}
			}
			lex := newLexicon(rest)
			lex.forms = forms
			t := trainTagger(rest, lex, foldEpochs, nil)
			s := t.scratch()
			for i := range sentences {
				if fold(i) == k {
					out[i].Tokens = slices.Clone(sentences[i].Tokens)
					t.tag(out[i].Tokens, s)
					t.lemmas(out[i].Tokens, s)
				}
			}
		}()
	}
	wait.Wait()
	progress("jack-knife: %d folds", folds)
	return out
}
