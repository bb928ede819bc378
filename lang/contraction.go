package lang

import "slices"

// contractionFeatures are those that tell whether a form such as "des" is a contraction or one word.
// word gives the lexeme at a distance from it in surface tokens.
func contractionFeatures(f []uint32, word func(int) *lexeme) []uint32 {
	w, p1, p2, p3 := word(0), word(-1), word(-2), word(-3)
	n1, n2, n3 := word(1), word(2), word(3)
	return append(f,
		feature(400, w.word, 0, 0),
		feature(401, w.word, w.shape, 0),
		feature(402, w.word, p1.word, 0),
		feature(403, w.word, p1.suffix[2], 0),
		feature(404, w.word, p1.suffix[1], 0),
		feature(405, w.word, p1.lex, 0),
		feature(406, w.word, p1.lex, p2.lex),
		feature(407, w.word, p2.word, p1.lex),
		feature(408, w.word, n1.word, 0),
		feature(409, w.word, n1.suffix[2], 0),
		feature(410, w.word, n1.suffix[3], 0),
		feature(411, w.word, n1.lex, n1.shape),
		feature(412, w.word, p1.lex, n1.lex),
		feature(413, w.word, n1.lex, n2.lex),
		feature(414, w.word, p1.shape, n1.shape),
		feature(415, w.word, p1.suffix[2], n1.lex),
		feature(416, w.word, n2.word, 0),
		feature(417, w.word, p2.word, p1.word),
		feature(418, w.word, p3.lex, p2.lex),
		feature(419, w.word, n2.lex, n3.lex),
		feature(420, w.word, n1.suffix[0], p1.suffix[0]),
		feature(421, w.word, p1.word, n1.word),
	)
}

const (
	oneWord = iota
	expanded
)

// expands tells whether the ambiguous contraction pieces[i] stands for its words.
func (a *Analyzer) expands(pieces []piece, i int) bool {
	return a.expandsAmong(len(pieces), i, func(j int) string { return pieces[j].form })
}

// expandsAmong is expands for the i-th of n surface tokens.
func (a *Analyzer) expandsAmong(n, i int, form func(int) string) bool {
	e := encoder{lex: a.tagger.lex}
	var near [7]lexeme
	for k := range near {
		if j := i + k - 3; j >= 0 && j < n {
			near[k] = e.encode(form(j), styleText, j == 0)
		} else {
			near[k] = outside
		}
	}
	var scores [2]int32
	var buf [32]uint32
	a.contractions.score(contractionFeatures(buf[:0], func(d int) *lexeme { return &near[3+d] }), scores[:])
	return scores[expanded] >= scores[oneWord]
}

// trainContractions learns where the ambiguous contractions of the rules are one word.
func trainContractions(r *Rules, lex *lexicon, sentences []Sentence) *linear {
	l := newLearner(2)
	rng := random(3)
	type sample struct {
		features []uint32
		class    int
	}
	var samples []sample
	for _, c := range r.Contractions {
		if c.Unless == "" {
			continue
		}
		for _, s := range sentences {
			forms, classes := surfaceForms(s.Tokens, &c)
			for i, class := range classes {
				if class < 0 {
					continue
				}
				e := encoder{lex: lex}
				f := contractionFeatures(nil, func(d int) *lexeme {
					j := i + d
					if j < 0 || j >= len(forms) {
						return &outside
					}
					x := e.encode(forms[j], styleText, j == 0)
					return &x
				})
				samples = append(samples, sample{f, class})
			}
		}
	}
	scores := make([]int32, 2)
	for range 15 {
		for _, n := range rng.shuffle(len(samples)) {
			l.step++
			l.score(samples[n].features, scores)
			l.update(samples[n].features, samples[n].class, best(scores))
		}
	}
	return l.finish(1, 4)
}

// surfaceForms gives the forms of a treebank's sentence with contraction c as it is written, and the
// class of each place where it may stand, -1 elsewhere.
func surfaceForms(tokens []Token, c *Contraction) (forms []string, classes []int) {
	e := new(encoder)
	for i := 0; i < len(tokens); i++ {
		t := &tokens[i]
		form, class := t.Form, -1
		n := len(c.Words)
		if i+n <= len(tokens) && tokens[i+n-1].Word == t.Word && n > 1 {
			same := slices.EqualFunc(tokens[i:i+n], c.Words, func(t Token, w string) bool {
				return string(e.normal(t.Form)) == w
			})
			if same {
				form, class = likeCase(c.Form, t.Form), expanded
				i += n - 1
			}
		} else if t.UPOS == c.Unless && string(e.normal(t.Form)) == c.Form {
			class = oneWord
		}
		forms, classes = append(forms, form), append(classes, class)
	}
	return forms, classes
}
