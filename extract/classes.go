package extract

import (
	"slices"
	"strings"
)

// This file tells firms from public bodies, parties, clubs and media, so that "the company" never means a ministry.

// findClasses notes of each organisation the classes that the words of its name tell, and the nouns beside it.
func (d *document) findClasses() {
	for i := range d.entities {
		e := &d.entities[i]
		if e.Type != organizationType {
			continue
		}
		for _, name := range append([]string{e.Name}, e.Aliases...) {
			for w := range strings.FieldsSeq(name) {
				e.class |= d.words.nameClasses[w]
			}
		}
		for _, noun := range e.Nouns {
			e.class |= d.words.classes[noun]
		}
	}
}

// findArticles notes the gender and number that the article before a name shows: "la Caisse", "les Glazer".
func (d *document) findArticles() {
	for s := range d.mentions {
		tokens := d.tree.Sentences[s].Tokens
		for i := range d.mentions[s] {
			m := &d.mentions[s][i]
			if m.Kind != Name || m.First == 0 || !d.words.isArticle(lowerForm(&tokens[m.First-1])) {
				continue
			}
			e := &d.entities[m.Entity]
			if e.Type == personType {
				continue
			}
			if m.Last+1 >= len(tokens) || tokens[m.Last+1].UPOS != "NOUN" && tokens[m.Last+1].UPOS != "ADJ" && tokens[m.Last+1].UPOS != "PROPN" && tokens[m.Last+1].UPOS != "NUM" && tokens[m.Last+1].Form != "-" {
				e.articled = true
			}
			det := &tokens[m.First-1]
			if isPlural(det) {
				e.Number = "Plur"
			}
			if g := feature(det, "Gender"); g != "" && e.Gender == "" {
				e.Gender = g
			}
		}
	}
}

// findAside marks the media that the article names only for what they report: "the company" of the next sentence is none of them.
func (d *document) findAside(clauses []*clause) {
	involved, source := map[int]bool{}, map[int]bool{}
	for s := range d.mentions {
		for i := range d.mentions[s] {
			m := &d.mentions[s][i]
			if m.Kind != Name || d.entities[m.Entity].class&d.words.reporting == 0 {
				continue
			}
			t := &clauses[s].tokens[m.Head]
			switch {
			case d.inTitle(s), t.Deprel == "obj", t.Deprel == "obl:agent", t.Deprel == "nsubj:pass":
				involved[m.Entity] = true
			case strings.HasPrefix(t.Deprel, "nsubj"):
				if h := t.Head; h < 0 || !d.words.speech[strings.ToLower(clauses[s].tokens[h].Lemma)] {
					involved[m.Entity] = true
				} else {
					source[m.Entity] = true
				}
			case strings.HasPrefix(t.Deprel, "obl"):
				source[m.Entity] = true
			}
		}
	}
	for i := range d.entities {
		e := &d.entities[i]
		e.aside = e.Type == organizationType && source[i] && !involved[i]
	}
}

// classFits tells whether a noun can be said of an entity by the class of organisations it is known to belong to.
func (r *resolver) classFits(e int, noun string) bool {
	d := r.d
	entity := &d.entities[e]
	said := d.words.classes[noun]
	if said == 0 || entity.Type != organizationType || slices.Contains(entity.Nouns, noun) {
		return true
	}
	if entity.class == 0 {
		return said&^d.words.evidentClasses != 0
	}
	return entity.class&said != 0
}

// amongSeveral tells whether an entity was referred to last as one of several things of its type: of "Velmor and Trinova", neither
// is "the company" of the next sentence.
func (r *resolver) amongSeveral(e int) bool {
	d, a := r.d, &r.last[e]
	if a.sentence < 0 {
		return false
	}
	tokens := d.tree.Sentences[a.sentence].Tokens
	if a.token >= len(tokens) {
		return false
	}
	same := func(t int) bool {
		m := d.mentionHeaded(a.sentence, t)
		return m != nil && m.Entity != Unresolved && m.Entity != e && d.entities[m.Entity].Type == d.entities[e].Type
	}
	if t := &tokens[a.token]; t.Deprel == "conj" && t.Head >= 0 && same(t.Head) {
		return true
	}
	for k := a.token + 1; k < len(tokens) && k < a.token+12; k++ {
		if tokens[k].Deprel == "conj" && tokens[k].Head == a.token && same(k) {
			return true
		}
	}
	return false
}
