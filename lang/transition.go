package lang

// The parser is greedy arc-eager (Nivre 2003) with the root at the end of the buffer, trained with a
// dynamic oracle (Goldberg and Nivre 2012). Two models decide: one the transition, one the label of a
// new arc.

const (
	shift = iota
	reduce
	left  // the top of the stack hangs on the front of the buffer
	right // the front of the buffer hangs on the top of the stack
	transitions
)

// node is a token as the parser sees it.
type node struct {
	word  uint32 // hash of the form, or of a class of it
	lemma uint32
	pos   uint32 // UPOS and the features that matter most for syntax
	upos  uint32
	feats uint32 // gender and number
	cap   uint32 // shape
}

// state is a configuration of the parser. Index n is the root.
type state struct {
	nodes []node
	n     int
	stack []int32
	front int32 // of the buffer
	head  []int32
	label []uint8
	// The outermost and second outermost children on each side, -1 for none, and their numbers.
	left1, left2, right1, right2 []int32
	lefts, rights                []uint8
	// Sets of the labels of the children on each side.
	leftLabels, rightLabels []uint64
	features                []uint32
	scores                  []int32
	labelScores             []int32
}

var noNode = node{word: 3, lemma: 3, pos: 63, upos: upNone, feats: 63, cap: 31}
var rootNode = node{word: 5, lemma: 5, pos: 62, upos: upNone + 1, feats: 62, cap: 30}

func (s *state) reset(n int) {
	s.n, s.front = n, 0
	s.stack = s.stack[:0]
	grow := func(v []int32, fill int32) []int32 {
		if cap(v) < n+1 {
			v = make([]int32, n+1, 2*n+2)
		}
		v = v[:n+1]
		for i := range v {
			v[i] = fill
		}
		return v
	}
	s.head, s.left1, s.left2, s.right1, s.right2 = grow(s.head, -1), grow(s.left1, -1), grow(s.left2, -1), grow(s.right1, -1), grow(s.right2, -1)
	if cap(s.label) < n+1 {
		s.label, s.lefts, s.rights = make([]uint8, 2*n+2), make([]uint8, 2*n+2), make([]uint8, 2*n+2)
		s.leftLabels, s.rightLabels = make([]uint64, 2*n+2), make([]uint64, 2*n+2)
	}
	s.label, s.lefts, s.rights = s.label[:n+1], s.lefts[:n+1], s.rights[:n+1]
	s.leftLabels, s.rightLabels = s.leftLabels[:n+1], s.rightLabels[:n+1]
	clear(s.label)
	clear(s.lefts)
	clear(s.rights)
	clear(s.leftLabels)
	clear(s.rightLabels)
}

func (s *state) done() bool { return int(s.front) == s.n && len(s.stack) == 0 }

// top gives the i-th node of the stack from the top, -1 if there is none.
func (s *state) top(i int) int32 {
	if i >= len(s.stack) {
		return -1
	}
	return s.stack[len(s.stack)-1-i]
}

func (s *state) legal(t int) bool {
	rooted := int(s.front) == s.n
	switch t {
	case shift:
		return !rooted
	case reduce:
		return len(s.stack) > 0 && s.head[s.top(0)] >= 0
	case left:
		return len(s.stack) > 0 && s.head[s.top(0)] < 0
	default:
		return len(s.stack) > 0 && !rooted
	}
}

func (s *state) arc(head, child int32, label uint8) {
	s.head[child], s.label[child] = head, label
	if child < head {
		if s.left1[head] < 0 || child < s.left1[head] {
			s.left2[head], s.left1[head] = s.left1[head], child
		}
		s.lefts[head]++
		s.leftLabels[head] |= 1 << label
	} else {
		if child > s.right1[head] {
			s.right2[head], s.right1[head] = s.right1[head], child
		}
		s.rights[head]++
		s.rightLabels[head] |= 1 << label
	}
}

// apply makes a transition; label is that of the new arc of left and right.
func (s *state) apply(t int, label uint8) {
	switch t {
	case shift:
		s.stack = append(s.stack, s.front)
		s.front++
	case reduce:
		s.stack = s.stack[:len(s.stack)-1]
	case left:
		s.arc(s.front, s.top(0), label)
		s.stack = s.stack[:len(s.stack)-1]
	case right:
		s.arc(s.top(0), s.front, label)
		s.stack = append(s.stack, s.front)
		s.front++
	}
}

func (s *state) node(i int32) *node {
	switch {
	case i < 0 || int(i) > s.n:
		return &noNode
	case int(i) == s.n:
		return &rootNode
	}
	return &s.nodes[i]
}

// lab gives the label of node i for a feature: 0 for none.
func (s *state) lab(i int32) uint32 {
	if i < 0 || int(i) >= s.n || s.head[i] < 0 {
		return 0
	}
	return uint32(s.label[i]) + 1
}

func distance(a, b int32) uint32 {
	switch d := b - a; {
	case a < 0 || b < 0:
		return 0
	case d <= 4:
		return uint32(d)
	case d <= 6:
		return 5
	case d <= 10:
		return 6
	default:
		return 7
	}
}

func bit(b bool) uint32 {
	if b {
		return 1
	}
	return 0
}

// transitionFeatures are those that choose the next transition (after Zhang and Nivre 2011).
func (s *state) transitionFeatures() []uint32 {
	s0i, s1i, s2i, b0i := s.top(0), s.top(1), s.top(2), s.front
	s0, s1, s2 := s.node(s0i), s.node(s1i), s.node(s2i)
	b0, b1, b2, b3 := s.node(b0i), s.node(b0i+1), s.node(b0i+2), s.node(b0i+3)
	var s0h, s0h2, s0l, s0l2, s0r, s0r2, b0l, b0l2 int32 = -1, -1, -1, -1, -1, -1, -1, -1
	var s0lv, s0rv, b0lv uint32
	var s0ll, s0rl, b0ll uint64
	hasHead := false
	if s0i >= 0 {
		s0h, s0l, s0l2, s0r, s0r2 = s.head[s0i], s.left1[s0i], s.left2[s0i], s.right1[s0i], s.right2[s0i]
		s0lv, s0rv = min(uint32(s.lefts[s0i]), 5), min(uint32(s.rights[s0i]), 5)
		s0ll, s0rl = s.leftLabels[s0i], s.rightLabels[s0i]
		hasHead = s0h >= 0
		if s0h >= 0 {
			s0h2 = s.head[s0h]
		}
	}
	b0l, b0l2 = s.left1[b0i], s.left2[b0i]
	b0lv, b0ll = min(uint32(s.lefts[b0i]), 5), s.leftLabels[b0i]
	hh := bit(hasHead)
	d := distance(s0i, b0i)
	hS, hS2 := s.node(s0h), s.node(s0h2)
	l0, l02, r0, r02, bl, bl2 := s.node(s0l), s.node(s0l2), s.node(s0r), s.node(s0r2), s.node(b0l), s.node(b0l2)
	prev := s.node(b0i - 1)
	next := s.node(s0i + 1)
	if s0i < 0 {
		next = &noNode
	}

	f := s.features[:0]
	f = append(f,
		feature(100, hh, 0, 0),
		// one word
		feature(101, s0.word, s0.pos, hh),
		feature(102, s0.word, hh, 0),
		feature(103, s0.pos, hh, 0),
		feature(104, b0.word, b0.pos, 0),
		feature(105, b0.word, 0, 0),
		feature(106, b0.pos, 0, 0),
		feature(107, b1.word, b1.pos, 0),
		feature(108, b1.pos, 0, 0),
		feature(109, b2.word, b2.pos, 0),
		feature(110, b2.pos, 0, 0),
		feature(111, s1.word, s1.pos, 0),
		feature(112, s1.pos, hh, 0),
		feature(113, s0.lemma, b0.lemma, hh),
		feature(114, prev.word, prev.pos, 0),
		feature(115, next.word, next.pos, 0),
		// two words
		feature(120, s0.word, b0.word, hh),
		feature(121, s0.word, b0.pos, hh),
		feature(122, s0.pos, b0.word, hh),
		feature(123, s0.pos, b0.pos, hh),
		feature(124, b0.pos, b1.pos, 0),
		feature(125, b0.word, b1.pos, 0),
		feature(126, b0.pos, b1.word, 0),
		feature(127, s0.lemma, b0.pos, d),
		feature(128, s0.pos, b0.lemma, d),
		feature(129, s0.lemma, b1.lemma, b0.pos),
		feature(130, s1.lemma, b0.lemma, 0),
		feature(131, s1.pos, b0.pos, hh),
		feature(132, s1.pos, s0.pos, b0.pos*2+hh),
		// three words
		feature(140, b0.pos, b1.pos, b2.pos),
		feature(141, s0.pos, b0.pos, b1.pos*2+hh),
		feature(142, s0.pos, b0.pos, b2.pos),
		feature(143, hS.pos, s0.pos, b0.pos),
		feature(144, s0.pos, l0.pos, b0.pos),
		feature(145, s0.pos, r0.pos, b0.pos),
		feature(146, s0.pos, b0.pos, bl.pos),
		feature(147, s2.pos, s1.pos, s0.pos),
		feature(148, s1.pos, b0.pos, b1.pos),
		feature(149, prev.pos, b0.pos, s0.pos),
		feature(150, b1.pos, b2.pos, b3.pos),
		feature(151, b0.pos*64+b1.pos, b2.pos*64+b3.pos, s0.pos*2+hh),
		feature(152, next.pos, s0.pos, b0.pos),
		// distance
		feature(160, s0.pos, d, hh),
		feature(161, s0.word, d, 0),
		feature(162, b0.pos, d, 0),
		feature(163, b0.word, d, 0),
		feature(164, s0.pos, b0.pos, d*2+hh),
		// valency and labels
		feature(170, s0.pos, s0rv*2+hh, b0.pos),
		feature(171, s0.pos, s0lv, b0.pos),
		feature(172, b0.pos, b0lv, s0.pos),
		feature(173, s0.word, s0rv*8+s0lv, 0),
		feature(174, b0.word, b0lv, 0),
		feature(175, s0.lemma, uint32(s0rl), uint32(s0rl>>32)),
		feature(176, s0.pos, uint32(s0rl), uint32(s0rl>>32)),
		feature(177, s0.pos, uint32(s0ll), uint32(s0ll>>32)),
		feature(178, b0.pos, uint32(b0ll), uint32(b0ll>>32)),
		feature(179, b0.lemma, uint32(b0ll), uint32(b0ll>>32)),
		feature(180, s0.pos*64+b0.pos, uint32(s0rl), uint32(s0rl>>32)),
		feature(181, s0.pos*64+b0.pos, uint32(b0ll), uint32(b0ll>>32)),
		feature(182, s.lab(s0i), s0.pos, b0.pos),
		feature(183, s.lab(s0i), s0.lemma, b0.pos),
		feature(184, s.lab(s0i), hS.pos, b0.pos),
		feature(185, s.lab(s0i), hS.lemma, b0.pos),
		feature(186, hS.lemma, b0.lemma, s0.pos),
		feature(187, s.lab(s0i), s.lab(s0h), b0.pos),
		feature(188, hS2.pos, hS.pos, b0.pos),
		feature(189, s.lab(s1i), s.lab(s0i), b0.pos),
		// children
		feature(190, hS.word, hS.pos, s.lab(s0i)),
		feature(191, l0.word, l0.pos, s.lab(s0l)),
		feature(192, r0.word, r0.pos, s.lab(s0r)),
		feature(193, bl.word, bl.pos, s.lab(b0l)),
		feature(194, s0.pos, l0.pos, l02.pos),
		feature(195, s0.pos, r0.pos, r02.pos),
		feature(196, b0.pos, bl.pos, bl2.pos),
		feature(197, s0.lemma, bl.lemma, b0.pos),
		feature(198, s0.pos, bl.lemma, b0.pos),
		feature(199, r0.lemma, b0.pos, s0.pos),
		// agreement, capitals
		feature(200, s0.feats, b0.feats, s0.upos*32+b0.upos),
		feature(201, hS.feats, b0.feats, s0.upos*32+b0.upos),
		feature(202, s0.cap, b0.cap, s0.upos*32+b0.upos),
		feature(203, s0.cap*32+s1.cap, b0.cap*32+b1.cap, s0.upos*32+b0.upos),
		feature(204, b0.word, b1.word, s0.pos),
		feature(205, s0.lemma, s.lab(s0r), b0.lemma),
	)
	s.features = f
	return f
}

// labelFeatures are those that choose the label of the arc from head to child.
func (s *state) labelFeatures(head, child int32) []uint32 {
	h, c := s.node(head), s.node(child)
	isLeft := bit(child < head)
	var hl, hr uint64
	hl, hr = s.leftLabels[head], s.rightLabels[head]
	var cl, cr, cl2 int32 = s.left1[child], s.right1[child], s.left2[child]
	clab := s.leftLabels[child]
	ln, rn, ln2 := s.node(cl), s.node(cr), s.node(cl2)
	p1, n1 := s.node(child-1), s.node(child+1)
	hp, hn := s.node(head-1), s.node(head+1)
	if child == 0 {
		p1 = &noNode
	}
	hh := s.node(s.head[head])
	d := distance(min(head, child), max(head, child))
	cv := min(uint32(s.lefts[child]), 3)
	f := s.features[:0]
	f = append(f,
		feature(300, isLeft, 0, 0),
		feature(301, h.word, isLeft, c.pos),
		feature(302, h.pos, isLeft, 0),
		feature(303, c.word, isLeft, h.pos),
		feature(304, c.word, isLeft, 0),
		feature(305, h.pos, c.pos, isLeft),
		feature(306, h.lemma, c.lemma, isLeft),
		feature(307, h.lemma, c.pos, isLeft),
		feature(308, h.pos, c.lemma, isLeft),
		feature(309, h.pos, c.pos, d*2+isLeft),
		feature(310, c.pos, ln.lemma, isLeft),
		feature(311, c.pos, ln.lemma, h.pos),
		feature(312, h.lemma, ln.lemma, c.pos),
		feature(313, c.pos, uint32(clab), uint32(clab>>32)),
		feature(314, c.pos*64+h.pos, uint32(clab), uint32(clab>>32)),
		feature(315, h.pos*64+c.pos, uint32(hl), uint32(hl>>32)),
		feature(316, h.pos*64+c.pos, uint32(hr), uint32(hr>>32)),
		feature(317, h.lemma, uint32(hl), c.pos*2+isLeft),
		feature(318, h.lemma, uint32(hr), c.pos*2+isLeft),
		feature(319, c.pos, p1.pos, isLeft),
		feature(320, c.pos, n1.pos, isLeft),
		feature(321, c.pos, p1.lemma, isLeft),
		feature(322, c.pos, n1.lemma, isLeft),
		feature(323, c.pos*64+p1.pos, n1.pos*64+h.pos, isLeft),
		feature(324, h.pos, hp.pos, c.pos*2+isLeft),
		feature(325, h.pos, hn.pos, c.pos*2+isLeft),
		feature(326, hh.pos, h.pos, c.pos*2+isLeft),
		feature(327, s.lab(head), h.pos, c.pos*2+isLeft),
		feature(328, s.lab(head), h.lemma, c.pos*2+isLeft),
		feature(329, h.feats, c.feats, (h.upos*32+c.upos)*2+isLeft),
		feature(330, h.cap, c.cap, (h.upos*32+c.upos)*2+isLeft),
		feature(331, s.lab(cl), s.lab(cl2), c.pos*2+isLeft),
		feature(332, c.pos, ln2.lemma, ln.pos),
		feature(333, c.lemma, ln.lemma, isLeft),
		feature(334, c.pos, cv, isLeft),
		feature(335, rn.pos, s.lab(cr), c.pos*2+isLeft),
		feature(336, h.lemma, p1.lemma, c.pos*2+isLeft),
		feature(337, hn.lemma, h.lemma, c.pos*2+isLeft),
		feature(338, hp.lemma, h.pos, c.pos*2+isLeft),
		feature(339, h.pos, c.lemma, ln.lemma),
	)
	s.features = f
	return f
}
