package lang

import "slices"

// contractionFeatures are those that tell whether a form such as "des" is a contraction or one word.
// s holds the surface tokens around, with it at i, and the parts of speech of a first guess.
func contractionFeatures(f []uint32, s *tagScratch, i int) []uint32 {
	w, p1, p2, p3 := s.lexeme(i), s.lexeme(i-1), s.lexeme(i-2), s.lexeme(i-3)
	n1, n2, n3 := s.lexeme(i+1), s.lexeme(i+2), s.lexeme(i+3)
	t1, t2, t3, u1, u2 := s.tag(i-1), s.tag(i-2), s.tag(i-3), s.tag(i+1), s.tag(i+2)
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
		feature(422, w.word, t1, 0),
		feature(423, w.word, t1, t2),
		feature(424, w.word, t1, u1),
		feature(425, w.word, t1*32+t2, u1),
		feature(426, w.word, t1, p1.suffix[2]),
		feature(427, w.word, t1*32+t2, t3),
		feature(428, w.word, t1*32+u1, u2),
		feature(429, w.word, t1, n1.word),
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
	s := a.tagger.scratch()
	at := a.tagger.guess(s, n, i, form)
	var scores [2]int32
	var buf [40]uint32
	a.contractions.score(contractionFeatures(buf[:0], s, at), scores[:])
	return scores[expanded] >= scores[oneWord]
}

// guess tags the surface tokens around the i-th of n, and gives its place among them.
func (t *tagger) guess(s *tagScratch, n, i int, form func(int) string) int {
	from, to := max(i-5, 0), min(i+4, n)
	s.lexemes = s.lexemes[:0]
	for j := from; j < to; j++ {
		s.lexemes = append(s.lexemes, s.enc.encode(form(j), styleText, j == 0))
	}
	s.tags = append(s.tags[:0], make([]uint8, to-from)...)
	for j := range s.tags {
		t.upos.score(s.uposFeatures(j), s.scores)
		s.tags[j] = uint8(best(s.scores))
	}
	return i - from
}

// trainContractions learns where the ambiguous contractions of the rules are one word.
func trainContractions(r *Rules, t *tagger, sentences []Sentence) *linear {
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
				s := t.scratch()
				at := t.guess(s, len(forms), i, func(j int) string { return forms[j] })
				f := contractionFeatures(nil, s, at)
				samples = append(samples, sample{f, class})
			}
		}
	}
	scores := make([]int32, 2)
	for range 15 {
		for _, n := range rng.shuffle(len(samples)) {
			l.step++
			l.score(samples[n].features, scores)
			scores[samples[n].class] -= labelMargin
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
