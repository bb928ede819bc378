package lang

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
