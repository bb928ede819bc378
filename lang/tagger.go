package lang

// tagger assigns UPOS, then Feats, from left to right.
type tagger struct {
	upos  scorer
	feats scorer
	// featNames are the strings of features; uposFeats the classes that go with each part of speech.
	featNames []string
	uposFeats [][]uint16
	lex       *lexicon
}

// tagScratch is the working memory of one sentence.
type tagScratch struct {
	enc      encoder
	lexemes  []lexeme
	tags     []uint8
	feats    []int // class of Feats, -1 for none
	features []uint32
	scores   []int32
	fscores  []int32
}

func (t *tagger) scratch() *tagScratch {
	return &tagScratch{
		enc:    encoder{lex: t.lex},
		scores: make([]int32, len(uposNames)), fscores: make([]int32, len(t.featNames)),
	}
}

var outside = lexeme{word: 1, shape: 31, lex: 31, suffix: [5]uint32{1, 1, 1, 1, 1}, prefix: [3]uint32{1, 1, 1}}

// encode fills s.lexemes.
func (s *tagScratch) encode(tokens []Token) {
	st := style(tokens)
	s.lexemes = s.lexemes[:0]
	first := true
	for i := range tokens {
		x := s.enc.encode(tokens[i].Form, st, first)
		if x.shape != shapeOther {
			first = false
		}
		s.lexemes = append(s.lexemes, x)
	}
	s.tags, s.feats = append(s.tags[:0], make([]uint8, len(tokens))...), append(s.feats[:0], make([]int, len(tokens))...)
}

func (s *tagScratch) lexeme(i int) *lexeme {
	if i < 0 || i >= len(s.lexemes) {
		return &outside
	}
	return &s.lexemes[i]
}

func (s *tagScratch) tag(i int) uint32 {
	if i < 0 || i >= len(s.tags) {
		return upNone
	}
	return uint32(s.tags[i])
}

func (s *tagScratch) feat(i int) uint32 {
	if i < 0 || i >= len(s.feats) {
		return 0
	}
	return uint32(s.feats[i] + 2)
}

// uposFeatures are those of token i; tags before it are known.
func (s *tagScratch) uposFeatures(i int) []uint32 {
	w, p1, p2, n1, n2 := s.lexeme(i), s.lexeme(i-1), s.lexeme(i-2), s.lexeme(i+1), s.lexeme(i+2)
	t1, t2 := s.tag(i-1), s.tag(i-2)
	f := s.features[:0]
	f = append(f,
		feature(0, 0, 0, 0),
		feature(1, w.word, 0, 0),
		feature(2, w.suffix[0], 0, 0),
		feature(3, w.suffix[1], 0, 0),
		feature(4, w.suffix[2], 0, 0),
		feature(5, w.suffix[3], 0, 0),
		feature(6, w.suffix[4], 0, 0),
		feature(7, w.prefix[0], 0, 0),
		feature(8, w.prefix[1], 0, 0),
		feature(9, w.prefix[2], 0, 0),
		feature(10, w.shape, 0, 0),
		feature(11, w.lex, 0, 0),
		feature(12, p1.word, 0, 0),
		feature(13, p2.word, 0, 0),
		feature(14, n1.word, 0, 0),
		feature(15, n2.word, 0, 0),
		feature(16, n1.lex, 0, 0),
		feature(17, n2.lex, n1.lex, 0),
		feature(18, t1, 0, 0),
		feature(19, t1, t2, 0),
		feature(20, t1, w.word, 0),
		feature(21, t1, w.lex, n1.lex),
		feature(22, p1.word, w.word, 0),
		feature(23, w.word, n1.word, 0),
		feature(24, n1.suffix[2], 0, 0),
		feature(25, p1.suffix[2], 0, 0),
		feature(26, w.suffix[2], t1, 0),
		feature(27, w.lex, n1.lex, 0),
		feature(28, w.shape, n1.shape, p1.shape),
		feature(29, w.shape, w.suffix[2], 0),
		feature(30, t1, t2, w.lex),
		feature(31, n1.suffix[1], w.lex, 0),
		feature(32, w.shape, w.lex, t1),
		feature(33, p1.word, n1.word, 0),
		feature(34, t1, n1.word, 0),
	)
	s.features = f
	return f
}

// featFeatures are those of token i for its features; all parts of speech are known.
func (s *tagScratch) featFeatures(i int) []uint32 {
	w, p1, p2, n1, n2 := s.lexeme(i), s.lexeme(i-1), s.lexeme(i-2), s.lexeme(i+1), s.lexeme(i+2)
	t, t1, t2, u1, u2 := s.tag(i), s.tag(i-1), s.tag(i-2), s.tag(i+1), s.tag(i+2)
	f1, f2 := s.feat(i-1), s.feat(i-2)
	f := s.features[:0]
	f = append(f,
		feature(40, t, 0, 0),
		feature(41, t, w.word, 0),
		feature(42, t, w.suffix[0], 0),
		feature(43, t, w.suffix[1], 0),
		feature(44, t, w.suffix[2], 0),
		feature(45, t, w.suffix[3], 0),
		feature(46, t, w.suffix[4], 0),
		feature(47, t, f1, 0),
		feature(48, t, f1, f2),
		feature(49, t, w.word, f1),
		feature(50, t, w.suffix[1], f1),
		feature(51, t, p1.word, 0),
		feature(52, t, n1.word, 0),
		feature(53, t, u1, u2),
		feature(54, t, n1.suffix[1], u1),
		feature(55, t, n1.suffix[0], w.suffix[0]),
		feature(56, t, t1, t2),
		feature(57, t, w.shape, 0),
		feature(58, t, p2.word, t1),
		feature(59, t, w.word, n1.word),
		feature(60, t, w.word, p1.word),
		feature(61, t, n2.suffix[1], u1),
		feature(62, t, w.prefix[2], 0),
		feature(63, t, w.suffix[2], p1.word),
	)
	s.features = f
	return f
}

// tag sets UPOS and Feats of a sentence.
func (t *tagger) tag(tokens []Token, s *tagScratch) {
	s.encode(tokens)
	for i := range tokens {
		t.upos.score(s.uposFeatures(i), s.scores)
		s.tags[i] = s.lexemes[i].bestTag(s.scores)
		tokens[i].UPOS = uposNames[s.tags[i]]
	}
	for i := range tokens {
		c := t.featClass(s, i)
		s.feats[i] = c
		tokens[i].Feats = ""
		if c >= 0 {
			tokens[i].Feats = t.featNames[c]
		}
	}
}

// knownWell is how often a form must have been seen in small letters to have no other parts of speech than it had there.
const knownWell = 30

// bestTag chooses the part of speech with the highest score among those that the form can have.
func (x *lexeme) bestTag(scores []int32) uint8 {
	b := uint8(best(scores))
	if x.entry == nil || x.shape != shapeLower {
		return b
	}
	seen, top := 0, -1
	for k := range x.entry.tags {
		t := &x.entry.tags[k]
		if t.upos == b {
			return b
		}
		seen += t.count
		if top < 0 || scores[t.upos] > scores[x.entry.tags[top].upos] {
			top = k
		}
	}
	if seen < knownWell {
		return b
	}
	return x.entry.tags[top].upos
}

// featClass chooses the features of token i.
func (t *tagger) featClass(s *tagScratch, i int) int {
	classes := t.uposFeats[s.tags[i]]
	switch len(classes) {
	case 0:
		return -1
	case 1:
		return int(classes[0])
	}
	t.feats.score(s.featFeatures(i), s.fscores)
	return bestOf(s.fscores, classes)
}

// lemmas sets the lemmas of a tagged sentence whose lexemes are in s.
func (t *tagger) lemmas(tokens []Token, s *tagScratch) {
	for i := range tokens {
		k := &tokens[i]
		verbForm := ""
		if s.tags[i] == upVERB || s.tags[i] == upAUX {
			verbForm = featValue(k.Feats, "VerbForm")
		}
		k.Lemma = t.lex.lemma(&s.enc, k.Form, &s.lexemes[i], s.tags[i], verbForm)
	}
}
