package entity

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"cuibono"
)

// personType is the schema's name for human beings, whose names are not unique as others' are.
const personType = "Person"

// Resolver gives the entities of an article their IRIs in the graph. It is immutable and safe for
// concurrent use; nil resolves with no decisions.
type Resolver struct {
	decisions Decisions
}

// NewResolver gives the resolver of the user's decisions.
func NewResolver(ds Decisions) *Resolver { return &Resolver{decisions: slices.Clone(ds)} }

// Resolve gives x with the IRIs that its entities have in the graph. It does not change x. Claims whose
// ends are the same thing after that are left out.
func (r *Resolver) Resolve(article string, x *cuibono.Extraction) *cuibono.Extraction {
	if x == nil {
		return nil
	}
	// First the names, then the topics, which follow the things that they are aspects of.
	renamed := map[string]cuibono.Entity{}
	for _, e := range x.Entities {
		if e.About == "" {
			renamed[e.ID] = r.resolve(article, e)
		}
	}
	for _, e := range x.Entities {
		if e.About == "" {
			continue
		}
		about, ok := renamed[e.About]
		if !ok {
			about = r.resolve(article, cuibono.Entity{ID: e.About, Name: cuibono.EntityName(e.About)})
		}
		old := e.ID
		if aspect, ok := strings.CutPrefix(e.ID, e.About+"/"); ok {
			e.ID = about.ID + "/" + aspect
		}
		e.About = about.ID
		e = r.resolve(article, e)
		renamed[old] = e
	}
	out := &cuibono.Extraction{}
	byID := map[string]int{}
	for _, old := range x.Entities {
		e := renamed[old.ID]
		if i, there := byID[e.ID]; there {
			out.Entities[i] = join(out.Entities[i], e)
			continue
		}
		byID[e.ID] = len(out.Entities)
		out.Entities = append(out.Entities, e)
	}
	ref := func(old *cuibono.Ref) *cuibono.Ref {
		if old == nil {
			return nil
		}
		e, ok := renamed[old.ID]
		if !ok {
			e = r.resolve(article, cuibono.Entity{ID: old.ID, Name: old.Name, Type: old.Type})
		}
		if i, there := byID[e.ID]; there {
			e = out.Entities[i]
		}
		got := e.Ref()
		return &got
	}
	for _, c := range x.Claims {
		c.Subject = *ref(&c.Subject)
		c.Object, c.SaidBy = ref(c.Object), ref(c.SaidBy)
		if c.Object != nil && c.Object.ID == c.Subject.ID {
			continue
		}
		out.Claims = append(out.Claims, c)
	}
	slices.SortFunc(out.Entities, func(a, b cuibono.Entity) int { return strings.Compare(a.ID, b.ID) })
	return out
}

// resolve gives one entity its IRI.
func (r *Resolver) resolve(article string, e cuibono.Entity) cuibono.Entity {
	if unknownByOneWord(&e) {
		e.ID += "_(" + Scope(article) + ")"
	}
	if r == nil {
		return e
	}
	for _, d := range r.decisions {
		switch {
		case len(d.Merge) > 0 && e.ID != d.Into && slices.Contains(d.Merge, e.ID):
			// Its own name stays as one by which the other goes too.
			e = withName(e, cuibono.EntityName(d.Into))
			e.ID, e.SameAs, e.Labels = d.Into, "", nil
		case d.Split == e.ID && e.ID != "" && slices.Contains(d.Articles, article):
			// It is another than the known one of that name.
			e = withName(e, d.As)
			e.ID, e.SameAs, e.Labels = cuibono.EntityID(d.As), "", nil
		case d.Rename == e.ID && e.ID != "":
			e = withName(e, d.To)
			e.ID, e.Labels = cuibono.EntityID(d.To), nil
		}
	}
	return e
}

// unknownByOneWord tells whether e is a person of whom only one word is known, and that to nobody but
// the article.
func unknownByOneWord(e *cuibono.Entity) bool {
	return e.Type == personType && e.SameAs == "" && len(e.Labels) == 0 && e.ID != "" && !strings.ContainsAny(strings.TrimSpace(e.Name), " \u00a0")
}

// Scope is what the IRI of a person known by one word carries of the article: eight digits of the
// SHA-256 of the article's IRI.
func Scope(article string) string {
	sum := sha256.Sum256([]byte(article))
	return hex.EncodeToString(sum[:4])
}

// withName gives e with another name; the old ones are aliases from then on.
func withName(e cuibono.Entity, name string) cuibono.Entity {
	aliases := slices.Clone(e.Aliases)
	for _, label := range e.Labels {
		aliases = append(aliases, label)
	}
	aliases = append(aliases, e.Name)
	slices.Sort(aliases)
	aliases = slices.Compact(aliases)
	e.Name = name
	e.Aliases = slices.DeleteFunc(aliases, func(s string) bool { return s == "" || s == name })
	return e
}

// join makes one of two entities that have the same IRI. What is known of either is kept.
func join(a, b cuibono.Entity) cuibono.Entity {
	if a.SameAs == "" && len(a.Labels) == 0 && (b.SameAs != "" || len(b.Labels) > 0) {
		a, b = b, a
	}
	aliases := slices.Concat(a.Aliases, b.Aliases)
	if b.Name != a.Name {
		aliases = append(aliases, b.Name)
	}
	slices.Sort(aliases)
	a.Aliases = slices.DeleteFunc(slices.Compact(aliases), func(s string) bool { return s == a.Name })
	return a
}
