package lang

// The label of an arc is chosen when the arc is made, before the parser has seen what else hangs on
// the two words. When the tree is complete, a second model chooses all labels again, with the first
// ones around as features.

// relabelFeatures are those that choose the label of child's arc in a complete tree.
func (s *state) relabelFeatures(child int32) []uint32 {
	head := s.head[child]
	f := s.labelFeatures(head, child)
	h, c := s.node(head), s.node(child)
	isLeft := bit(child < head)
	hh := s.node(s.head[head])
	var grand int32 = -1
	if s.head[head] >= 0 {
		grand = s.head[head]
	}
	own, headLab := s.lab(child), s.lab(head)
	lc, rc := s.leftLabels[child], s.rightLabels[child]
	r1, r2 := s.right1[child], s.right2[child]
	rn := s.node(r1)
	before, after := s.sibling(child, -1), s.sibling(child, 1)
	bn, an := s.node(before), s.node(after)
	sub := s.node(s.lastRight(child) + 1) // what stands behind the child's phrase
	f = append(f,
		feature(500, own, isLeft, 0),
		feature(501, own, h.pos, c.pos),
		feature(502, own, h.lemma, c.pos),
		feature(503, own, c.lemma, h.pos),
		feature(504, own, headLab, c.pos*64+h.pos),
		feature(505, c.pos, uint32(rc), uint32(rc>>32)),
		feature(506, c.pos*64+h.pos, uint32(rc), uint32(rc>>32)),
		feature(507, own, uint32(lc), uint32(lc>>32)),
		feature(508, own, uint32(rc), uint32(rc>>32)),
		feature(509, h.pos*2+isLeft, rn.pos, c.pos),
		feature(510, rn.lemma, c.pos, h.pos),
		feature(511, own, s.lab(before), s.lab(after)),
		feature(512, own, s.lab(before), c.pos*64+h.pos),
		feature(513, own, s.lab(after), c.pos*64+h.pos),
		feature(514, bn.lemma, own, c.pos),
		feature(515, an.lemma, own, c.pos),
		feature(516, own, uint32(s.leftLabels[head]), uint32(s.leftLabels[head]>>32)),
		feature(517, own, uint32(s.rightLabels[head]), uint32(s.rightLabels[head]>>32)),
		feature(518, own, sub.pos, c.pos*64+h.pos),
		feature(519, own, sub.word, h.pos),
		feature(520, own, hh.pos, s.lab(grand)),
		feature(521, hh.lemma, h.pos, own),
		feature(522, own, distance(min(head, child), max(head, child)), h.pos*64+c.pos),
		feature(523, s.lab(r1), s.lab(r2), own*64+c.pos),
		feature(524, h.lemma, own, uint32(s.rightLabels[head])),
		feature(525, h.lemma, own, uint32(s.leftLabels[head])),
	)
	s.features = f
	return f
}

// sibling is the next child of child's head on the same side, in a direction; -1 if there is none.
// It looks at most 12 words far, so that a sentence costs time linear in its length.
func (s *state) sibling(child, direction int32) int32 {
	head := s.head[child]
	for i, n := child+direction, 0; i >= 0 && int(i) < s.n && n < 12; i, n = i+direction, n+1 {
		if i == head {
			return -1
		}
		if s.head[i] == head {
			return i
		}
	}
	return -1
}

// lastRight is the last word of i's phrase, by the rightmost children.
func (s *state) lastRight(i int32) int32 {
	for n := 0; s.right1[i] >= 0 && n < 32; n++ {
		i = s.right1[i]
	}
	return i
}

// relabelAll chooses all labels of a complete tree again, from left to right.
func (p *parser) relabelAll(s *state) {
	if p.relabel == nil {
		return
	}
	for i := range int32(s.n) {
		if h := s.head[i]; h >= 0 && int(h) < s.n {
			p.relabel.score(s.relabelFeatures(i), s.labelScores)
			s.labelScores[p.root] = -1 << 30
			s.setLabel(i, uint8(best(s.labelScores)))
		}
	}
}

// setLabel changes the label of a child in a complete tree. The sets of labels keep the first ones.
func (s *state) setLabel(child int32, label uint8) { s.label[child] = label }

// trainRelabeler learns the second choice of labels from the trees that parsers trained on one half
// of the sentences give the other half.
func trainRelabeler(p *parser, gold, tagged []Sentence, progress func(string, ...any)) scorer {
	half := func(i int) int { return i / 10 % 2 }
	l := newLearner(len(p.labels))
	var parsers [2]*parser
	done := make(chan int, 2)
	for k := range parsers {
		go func() {
			var g, t []Sentence
			for i := range gold {
				if half(i) != k {
					g, t = append(g, gold[i]), append(t, tagged[i])
				}
			}
			parsers[k] = trainTransitions(g, t, p.labels, halfEpochs, func(string, ...any) {})
			done <- k
		}()
	}
	<-done
	<-done
	progress("parsers of the halves")
	class := map[string]uint8{}
	for i, name := range p.labels {
		class[name] = uint8(i)
	}
	s, e := p.state(), new(encoder)
	rng := random(4)
	for epoch := range relabelEpochs {
		wrong, total := 0, 0
		for _, n := range rng.shuffle(len(gold)) {
			s.encode(tagged[n].Tokens, e)
			parsers[half(n)].run(s)
			for i := range int32(s.n) {
				h := s.head[i]
				if int(h) >= s.n {
					continue
				}
				f := s.relabelFeatures(i)
				l.step++
				l.score(f, s.labelScores)
				s.labelScores[p.root] = -1 << 30
				guess := uint8(best(s.labelScores))
				g := &gold[n].Tokens[i]
				if right := class[g.Deprel]; int32(g.Head) == h && right != p.root {
					total++
					if guess != right {
						wrong++
					}
					s.labelScores[right] -= labelMargin
					l.update(f, int(right), best(s.labelScores))
				}
				s.setLabel(i, guess)
			}
		}
		progress("labels: epoch %d of %d, %.2f%% wrong", epoch+1, relabelEpochs, 100*float64(wrong)/float64(max(total, 1)))
	}
	return l.finish(2, 64)
}
