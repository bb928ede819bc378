package extract

import "strings"

// This file finds whom a possessive means by the place it stands at in its sentence.

// What the structure of a sentence adds to the likelihood of an owner.
const (
	joinedOwner    = 3.0 // "Velmor et sa filiale Trinova"
	qualifiedOwner = 2.5 // "Velmor, a miner known for its boss"
	subjectOwner   = 2.0 // "Velmor se sépare de son patron"
	relativeOwner  = 1.0 // "Trinova négocie avec l'État, qui a proposé 3 millions pour ses usines"
)

// ownerByPlace gives the entity that the structure around the possessive at token i makes the likeliest owner, and by how much: what its noun
// is joined to, what a phrase is said of that holds it, the subject of its clause, over the verbs that share one. Nameless tells that this
// place is held by someone the article does not name: "le député a vendu sa société".
func (r *resolver) ownerByPlace(s, i int, c *clause) (entity int, points float64, nameless bool) {
	from := i
	t := c.tokens[i].Head
	for steps := 0; t >= 0 && steps < 12; steps++ {
		h := c.tokens[t].Head
		rel, _, _ := strings.Cut(c.tokens[t].Deprel, ":")
		if u := c.tokens[t].UPOS; u == "VERB" || u == "AUX" || c.child(t, "cop") >= 0 {
			if k := c.child(t, "nsubj"); k >= 0 {
				if a := c.child(t, "obl:agent"); k == from || a >= 0 && a < i && a != from {
					return Unresolved, 0, false // "Trinova est géré par Velmor, via sa filiale"
				}
				if r.received(s, t, i, c) {
					return Unresolved, 0, false
				}
				e, open := r.heldBy(s, k, c)
				if c.tokens[t].Deprel == "acl:relcl" {
					return e, relativeOwner, open
				}
				return e, subjectOwner, open
			}
			if h >= 0 && rel == "acl" {
				if e, open := r.heldBy(s, h, c); e != Unresolved || open {
					return e, qualifiedOwner, open
				}
			} else if rel != "conj" && rel != "xcomp" && rel != "advcl" && rel != "ccomp" {
				return Unresolved, 0, false
			}
		} else if rel == "conj" && h >= 0 && c.child(h, "det") >= 0 && r.possessed(h, c) {
			// "sa filiale et son patron": of the same owner
		} else if rel == "conj" && from == i && h >= 0 && h < i && c.child(h, "conj") == t && len(r.d.words.kinds[strings.ToLower(c.tokens[t].Lemma)]) > 0 {
			if m := r.d.mentionHeaded(s, h); m != nil && m.Kind != Possessive && m.Entity != Unresolved && r.d.entities[m.Entity].Type != placeType {
				return m.Entity, joinedOwner, false
			}
		}
		from, t = t, h
	}
	return Unresolved, 0, false
}

// received tells whether someone stands between verb v and the possessive at token i to or from whom something goes, and whose it may as well be:
// "Velmor rachète à Trinova sa division".
func (r *resolver) received(s, v, i int, c *clause) bool {
	for k := c.first[v]; k >= 0; k = c.next[k] {
		if k <= v || k >= i {
			continue
		}
		if rel, _, _ := strings.Cut(c.tokens[k].Deprel, ":"); rel == "iobj" || rel == "obl" {
			if m := r.d.mentionHeaded(s, k); m != nil && m.Entity != Unresolved && (r.d.entities[m.Entity].Type == organizationType || r.d.entities[m.Entity].Type == personType) {
				return true
			}
		}
	}
	return false
}

// heldBy gives the entity that token k stands for, or tells that it is a noun for someone or something that may own and has no name.
func (r *resolver) heldBy(s, k int, c *clause) (entity int, nameless bool) {
	if m := r.d.mentionHeaded(s, k); m != nil && m.Kind != Possessive && m.Entity != Unresolved {
		return m.Entity, false
	}
	if c.tokens[k].UPOS != "NOUN" || isPlural(&c.tokens[k]) {
		return Unresolved, false
	}
	for _, typ := range r.d.words.kinds[strings.ToLower(c.tokens[k].Lemma)] {
		if typ == personType {
			return Unresolved, true
		}
	}
	return Unresolved, false
}

// possessed tells whether a possessive stands with the noun at token t.
func (r *resolver) possessed(t int, c *clause) bool {
	for k := c.first[t]; k >= 0; k = c.next[k] {
		if p := r.d.words.pronouns[lowerForm(&c.tokens[k])]; p != nil && p.Kind == "possessive" {
			return true
		}
	}
	return false
}
