package extract

import "strings"

// A paragraph, an entry of a list, and an article each turn around something, which descriptions and
// pronouns take up more often than what was named in passing. This file finds it.

// focus is what a passage or article turns around, by type: entity numbers, Unresolved for none.
type focus [typeCount]int

func noFocus() (f focus) {
	for i := range f {
		f[i] = Unresolved
	}
	return f
}

// findFocus fills d.passageOf, d.passageFocus and d.articleFocus. Names must be settled.
func (d *document) findFocus(clauses []*clause) {
	d.articleFocus = noFocus()
	best := [typeCount]int{}
	inTitle := map[int]bool{}
	for s := range d.mentions {
		if !d.inTitle(s) {
			continue
		}
		for i := range d.mentions[s] {
			inTitle[d.mentions[s][i].Entity] = true
		}
	}
	for i := range d.entities {
		e := &d.entities[i]
		k := typeIndex(e.Type)
		if k < 0 {
			continue
		}
		points := 2 * e.Count
		if inTitle[i] {
			points += 3
		}
		if points > best[k] && e.Count > 0 {
			best[k], d.articleFocus[k] = points, i
		}
	}
	d.passageOf = make([]int, len(d.tree.Sentences))
	var passing []focus // named in passing, for passages that name nothing else
	p := -1
	end := -1
	var first [typeCount]int         // the sentence of the passage's focus
	var chief, opens [typeCount]bool // it is the subject of that sentence, it opens it
	for s := range d.tree.Sentences {
		at := d.tree.Sentences[s].Start
		if at >= end {
			p++
			d.passageFocus = append(d.passageFocus, noFocus())
			passing = append(passing, noFocus())
			end = len(d.tree.Text) + 1
			if k := strings.Index(d.tree.Text[at:], "\n\n"); k > 0 && len(d.article.Passages) == 0 {
				end = at + k
			}
			for _, q := range d.article.Passages {
				if q.Start <= at && at < q.End {
					end = q.End
					break
				}
			}
		}
		d.passageOf[s] = p
		f := &d.passageFocus[p]
		for i := range d.mentions[s] {
			m := &d.mentions[s][i]
			k := typeIndex(d.entities[m.Entity].Type)
			if m.Kind != Name || k < 0 {
				continue
			}
			if f[k] != Unresolved {
				// "Trois ans après avoir vendu ses parts au fonds Sarab, Velmor …": what the first sentence says it of.
				if first[k] == s && !chief[k] && !opens[k] && clauses[s].mainSubject(m.Head) {
					f[k], chief[k] = m.Entity, true
				}
				continue
			}
			// The first one named, unless in passing: as subject, at the start, or alone.
			rel := clauses[s].tokens[m.Head].Deprel
			if strings.HasPrefix(rel, "nsubj") || rel == "root" || m.First <= 2 || rel != "conj" && clauses[s].child(m.Head, "case") < 0 {
				f[k], first[k], chief[k], opens[k] = m.Entity, s, clauses[s].mainSubject(m.Head), m.First <= 2
			} else if passing[p][k] == Unresolved {
				passing[p][k] = m.Entity
			}
		}
	}
	for p := range passing {
		for k, e := range passing[p] {
			if d.passageFocus[p][k] == Unresolved {
				d.passageFocus[p][k] = e
			}
		}
	}
}

// mainSubject tells whether a token is the subject of the sentence's main verb.
func (c *clause) mainSubject(t int) bool {
	h := c.tokens[t].Head
	return strings.HasPrefix(c.tokens[t].Deprel, "nsubj") && h >= 0 && c.tokens[h].Deprel == "root" || c.beforeMain(t)
}

// beforeMain tells whether a name that the parser hung elsewhere stands, after a comma or at the start and over brackets, right before
// the sentence's main verb, whose subject it then is.
func (c *clause) beforeMain(t int) bool {
	if t > 0 && c.tokens[t-1].Form != "," || c.child(t, "case") >= 0 {
		return false
	}
	switch c.tokens[t].Deprel {
	case "appos", "dep", "nmod", "flat", "parataxis":
	default:
		return false
	}
	u, depth := t+1, 0
	for ; u < len(c.tokens) && u < t+12; u++ {
		switch c.tokens[u].Form {
		case "(":
			depth++
			continue
		case ")":
			depth--
			continue
		}
		if depth <= 0 {
			break
		}
	}
	if u >= len(c.tokens) {
		return false
	}
	v := &c.tokens[u]
	return v.UPOS == "VERB" && v.Deprel == "root" || v.UPOS == "AUX" && v.Head >= 0 && c.tokens[v.Head].Deprel == "root"
}

// topic gives what the passage of a sentence turns around, of a type, or Unresolved.
func (d *document) topic(sentence int, typ string) int {
	k := typeIndex(typ)
	if k < 0 || sentence >= len(d.passageOf) {
		return Unresolved
	}
	return d.passageFocus[d.passageOf[sentence]][k]
}

// isTopic tells whether an entity is what the passage of a sentence turns around.
func (d *document) isTopic(sentence, e int) bool {
	return d.topic(sentence, d.entities[e].Type) == e
}

// isMain tells whether an entity is what the article turns around, among those of its type.
func (d *document) isMain(e int) bool {
	k := typeIndex(d.entities[e].Type)
	return k >= 0 && d.articleFocus[k] == e
}
