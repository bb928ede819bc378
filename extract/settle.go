package extract

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"cuibono"
)

// settle merges candidates that say the same, drops those below the threshold and puts the rest in the
// order of the text.
func (r *reader) settle(threshold float64) []candidate {
	list := slices.Clone(r.out)
	slices.SortStableFunc(list, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.sentence, b.sentence), cmp.Compare(a.trigger, b.trigger))
	})
	var out []candidate
	at := map[string]int{}
	for _, c := range list {
		if calibrated(c.score) < threshold {
			continue
		}
		k := r.key(&c)
		if i, ok := at[k]; ok && r.merge(&out[i], &c) {
			continue
		}
		if _, ok := at[k]; !ok {
			at[k] = len(out)
		}
		out = append(out, c)
	}
	return r.withoutRepeats(r.withoutNeedless(out))
}

// calibration tells of each score what share of the claims that had it were right, in annotated articles and single sentences of
// the press.
var calibration = [...]struct{ score, share float64 }{{0, 0}, {0.5, 0.5}, {0.65, 0.54}, {0.7, 0.6}, {0.75, 0.7}, {0.8, 0.75}, {0.9, 0.8}, {1, 0.86}}

// calibrated turns the score of a candidate, a product of trusts in its parts, into the share of such claims that are right.
func calibrated(score float64) float64 {
	for i := 1; i < len(calibration); i++ {
		a, b := calibration[i-1], calibration[i]
		if score <= b.score {
			return a.share + (score-a.score)/(b.score-a.score)*(b.share-a.share)
		}
	}
	return calibration[len(calibration)-1].share
}

// What the kinds of its ends make of a claim, by the shares of right claims in the same texts.
const (
	pronounTrust = 0.75 // an object that is a pronoun: "it" may mean what has no name
	placeTrust   = 0.72 // a place that acts and is no state: often the town of who does
	placeAsAim   = 0.74 // a place that is acted on: often that of the thing meant
)

// doubt gives by how much the kinds of its ends lower the trust in a candidate.
func (r *reader) doubt(c *candidate) float64 {
	trust := 1.0
	if k := r.d.entities[c.subject.entity].Known; r.typeOf(c.subject) == placeType && (k == nil || k.Kind != "country") {
		trust *= placeTrust
	}
	if c.object.entity == Unresolved {
		return trust
	}
	if c.object.taken {
		trust *= pronounTrust
	}
	if r.typeOf(c.object) == placeType && c.in.pos == verbTrigger && r.schema.FitsObject(c.relation.Name.Value, organizationType) {
		trust *= placeAsAim
	}
	return trust
}

// key is the same for candidates of one relation between the same ends and of one polarity.
func (r *reader) key(c *candidate) string {
	a, b := c.subject.entity, c.object.entity
	if c.relation.Symmetric && a > b {
		a, b = b, a
	}
	k := fmt.Sprintf("%s %d %d %s", c.relation.Name.Value, a, b, c.polarity)
	if c.relation.ObjectIsValue {
		k += fmt.Sprintf(" %v %s", c.amount.Value, c.amount.Currency)
	}
	return k
}

// merge joins c into o, unless their amounts or speakers make them two claims.
func (r *reader) merge(o, c *candidate) bool {
	if o.amount != nil && c.amount != nil && (o.amount.Value != c.amount.Value || o.amount.Currency != c.amount.Currency) {
		return false
	}
	if c.relation.ObjectIsValue && o.voice.entity != c.voice.entity {
		return false // a figure counts by who gives it
	}
	if o.voice.entity != c.voice.entity && o.voice.entity != Unresolved && c.voice.entity != Unresolved {
		return false
	}
	if c.score > o.score {
		o.score = c.score
	}
	if o.amount == nil && c.amount != nil {
		// The sentence with the sum is the better evidence.
		o.amount, o.sentence, o.trigger, o.in, o.s = c.amount, c.sentence, c.trigger, c.in, c.s
		o.mode, o.voice = c.mode, c.voice
	}
	if o.share == 0 {
		o.share = c.share
	}
	if o.role == "" {
		o.role = c.role
	}
	if o.when == "" {
		o.when = c.when
	}
	if o.horizon == "" {
		o.horizon = c.horizon
	}
	return true
}

// withoutRepeats drops what is no claim of its own: one without a sum where the same is stated with one.
func (r *reader) withoutRepeats(list []candidate) []candidate {
	var out []candidate
	for i := range list {
		c := &list[i]
		double := false
		for j := range list {
			o := &list[j]
			if i != j && !double && r.key(o) == r.key(c) && c.amount == nil && o.amount != nil && (c.voice.entity == o.voice.entity || c.voice.entity == Unresolved || o.voice.entity == Unresolved) {
				double = true
			}
		}
		if !double {
			out = append(out, *c)
		}
	}
	return out
}

// withoutNeedless drops claims of loose patterns where the article says more exactly what holds between the two.
func (r *reader) withoutNeedless(list []candidate) []candidate {
	var out []candidate
	for i := range list {
		c := &list[i]
		needless := false
		for _, name := range c.template.UnlessAlso {
			for j := range list {
				o := &list[j]
				if o.relation.Name.Value == name.Value && o.polarity == c.polarity && o.subject.entity == c.subject.entity && o.object.entity == c.object.entity {
					needless = true
				}
			}
		}
		if !needless {
			out = append(out, *c)
		}
	}
	return out
}

// claim gives a candidate in the form of a result.
func (r *reader) claim(c *candidate) cuibono.Claim {
	a := r.d.article
	out := cuibono.Claim{
		Article: a.Source, Predicate: c.relation.Name.Value,
		Amount: c.amount, Share: c.share, Role: c.role, When: c.when, Horizon: c.horizon,
		Status: c.mode.status, Polarity: c.polarity, Confidence: float64(int(calibrated(c.score)*100+0.5)) / 100,
		Pattern: c.in.pattern.Name,
	}
	out.Subject = r.ref(c.subject.entity)
	if c.object.entity != Unresolved {
		o := r.ref(c.object.entity)
		out.Object = &o
	}
	if c.voice.entity != Unresolved {
		v := r.ref(c.voice.entity)
		out.SaidBy = &v
	}
	span := r.d.tree.Sentences[c.sentence].Span
	out.Quote.Offset, out.Quote.Length = a.CodePoints(span)
	out.Quote.Text = a.Text[span.Start:span.End]
	return out
}

func (r *reader) ref(i int) cuibono.Ref {
	e := r.entity(i)
	return e.Ref()
}

// topicBase gives the name by which a topic calls the thing it is an aspect of: the shortest of its names that begins the
// full one ("Stargate" for "Stargate Project").
func (r *reader) topicBase(i int, name string) string {
	base := name
	for _, alias := range append(slices.Clone(r.d.entities[i].Aliases), r.d.entities[i].Name) {
		if len(alias) >= 4 && len(alias) < len(base) && strings.HasPrefix(name, alias+" ") {
			base = alias
		}
	}
	return base
}

// wikidata begins the IRIs of the items of Wikidata.
const wikidata = "http://www.wikidata.org/entity/"

// entity gives an entity of the document in the form of a result.
func (r *reader) entity(i int) cuibono.Entity {
	d := &r.d.entities[i]
	e := cuibono.Entity{ID: cuibono.EntityID(d.Name), Name: d.Name, Type: d.Type}
	if d.Type == topicType && d.About != Unresolved && len(d.Nouns) > 0 {
		about := r.entity(d.About)
		e.About = about.ID
		e.ID = cuibono.TopicID(about.ID, d.Nouns[0])
		e.Name = r.topicBase(d.About, about.Name) + " " + d.Nouns[0]
		return e
	}
	if k := d.Known; k != nil {
		e.ID = k.ID
		e.Labels = k.Names
		if k.Wikidata != "" {
			e.SameAs = wikidata + k.Wikidata
		}
	}
	for _, alias := range d.Aliases {
		if alias != e.Name && !slices.Contains(e.Aliases, alias) && strings.TrimSpace(alias) != "" {
			e.Aliases = append(e.Aliases, alias)
		}
	}
	slices.Sort(e.Aliases)
	return e
}
