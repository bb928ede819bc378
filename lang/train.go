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

// Train learns the models of a language from the treebanks in folder, as its recipe says, and gives
// the model file. The same treebanks give the same bytes. progress is told each step.
func Train(language, folder string, progress func(format string, args ...any)) ([]byte, error) {
	recipe, err := ReadRecipe(language)
	if err != nil {
		return nil, err
	}
	sentences, err := recipe.read(folder, recipe.Train)
	if err != nil {
		return nil, err
	}
	rules, err := readEmbeddedRules(language)
	if err != nil {
		return nil, err
	}
	progress("%s: %d sentences", language, len(sentences))
	m := &model{language: language}
	verbs, err := readVerbs(language)
	if err != nil {
		return nil, err
	}
	m.lex = newLexicon(sentences)
	m.lex.setVerbs(verbs)
	m.starters = starters(sentences)
	m.words = functionWords(sentences)
	trained := trainTagger(sentences, m.lex, taggerEpochs, progress)
	m.tagger = trained
	m.contraction = trainContractions(rules, m.tagger, sentences)
	progress("%s: contractions", language)
	tagged := jackknife(sentences, verbs, progress)
	gold, joined := joinedCopies(rules, sentences, tagged)
	m.parser = trainParser(append(slices.Clone(sentences), gold...), append(tagged, joined...), progress)
	return m.encode()
}

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
					s.lexemes[i].lex = s.lexemes[i].entry.class(int(gold[i]))
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
func jackknife(sentences []Sentence, verbs *Verbs, progress func(string, ...any)) []Sentence {
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
			lex.setVerbs(verbs)
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

// trainParser learns transitions and labels: gold trees over the tags of tagged.
func trainParser(gold, tagged []Sentence, progress func(string, ...any)) *parser {
	p := &parser{labels: labelSet(gold)}
	class := map[string]uint8{}
	for i, l := range p.labels {
		class[l] = uint8(i)
	}
	p.root, p.loose = class["root"], class["parataxis"]
	action, label := newLearner(transitions), newLearner(len(p.labels))
	p.action, p.label = action, label
	s := p.state()
	e := new(encoder)
	rng := random(2)
	inStack := []bool{}
	for epoch := range parserEpochs {
		wrong, total := 0, 0
		for _, n := range rng.shuffle(len(gold)) {
			tokens := tagged[n].Tokens
			if len(tokens) < 2 {
				continue
			}
			tree := newGoldTree(gold[n].Tokens, class)
			s.encode(tokens, e)
			inStack = append(inStack[:0], make([]bool, len(tokens)+1)...)
			var costs [transitions]int
			for !s.done() {
				f := s.transitionFeatures()
				action.step++
				action.score(f, s.scores)
				s.costs(&tree, inStack, &costs)
				guess, wanted, least := -1, -1, 1<<30
				for t := range transitions {
					if costs[t] >= 0 {
						least = min(least, costs[t])
						if guess < 0 || s.scores[t] > s.scores[guess] {
							guess = t
						}
					}
				}
				rival := -1 // the best of the wrong ones
				for t := range transitions {
					switch {
					case costs[t] < 0:
					case costs[t] == least:
						if wanted < 0 || s.scores[t] > s.scores[wanted] {
							wanted = t
						}
					case rival < 0 || s.scores[t] > s.scores[rival]:
						rival = t
					}
				}
				total++
				take := guess
				if rival >= 0 && s.scores[wanted] < s.scores[rival]+actionMargin {
					action.update(f, wanted, rival)
				}
				if costs[guess] > least {
					wrong++
					if epoch == 0 || rng.intn(10) == 0 {
						take = wanted
					}
				}
				var l uint8
				if take == left || take == right {
					head, child := s.top(0), s.front
					if take == left {
						head, child = s.front, s.top(0)
					}
					if int(head) == s.n {
						l = p.root
					} else {
						lf := s.labelFeatures(head, child)
						label.step++
						label.score(lf, s.labelScores)
						s.labelScores[p.root] = -1 << 30
						guess := best(s.labelScores)
						l = uint8(guess)
						if right := int(tree.label[child]); tree.head[child] == head && right != int(p.root) {
							s.labelScores[right] -= labelMargin
							label.update(lf, right, best(s.labelScores))
						}
					}
				}
				switch take {
				case shift, right:
					inStack[s.front] = true
				default:
					inStack[s.top(0)] = false
				}
				s.apply(take, l)
			}
		}
		progress("parser: epoch %d of %d, %.2f%% wrong", epoch+1, parserEpochs, 100*float64(wrong)/float64(total))
	}
	p.action, p.label = action.finish(2, 96), label.finish(2, 80)
	return p
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
