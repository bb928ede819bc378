package eval

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strconv"

	"cuibono"
)

// Counts are right, wrong and missed claims.
type Counts struct{ Right, Wrong, Missed int }

// Precision is the part of the extracted claims that is right; 0 where none was extracted.
func (c Counts) Precision() float64 { return ratio(c.Right, c.Right+c.Wrong) }

// Recall is the part of the annotated core claims that was extracted.
func (c Counts) Recall() float64 { return ratio(c.Right, c.Right+c.Missed) }

// F1 is the harmonic mean of precision and recall.
func (c Counts) F1() float64 {
	p, r := c.Precision(), c.Recall()
	return 2 * p * r / max(1e-9, p+r)
}

func (c *Counts) add(d Counts) {
	c.Right += d.Right
	c.Wrong += d.Wrong
	c.Missed += d.Missed
}

func ratio(a, b int) float64 { return float64(a) / float64(max(1, b)) }

// Tally is how often a qualifier of right claims agrees with the annotation, where that gives one.
type Tally struct{ Right, Total int }

// Report is the outcome of a measurement.
type Report struct {
	Counts
	Articles   []ArticleScore    // in the order of the annotations
	Relations  map[string]Counts // by relation
	Languages  map[string]Counts // by language of the article
	Qualifiers map[string]Tally
	Errors     []Error // in the order of the articles: wrong claims, then missed ones
	// Unknown counts claims of articles without annotation; they are left aside.
	Unknown int
}

// ArticleScore is the outcome for one article.
type ArticleScore struct {
	ID, Language string
	Core         int // annotated core claims
	Counts
}

// Error is a wrong claim or a missed one.
type Error struct {
	Article string
	Claim   *cuibono.Claim // wrong; nil where one was missed
	Gold    *GoldClaim     // missed; nil where one is wrong
	// Sentence is the quote of a wrong claim, or the sentence that most likely states a missed one.
	Sentence string
}

// relations names the relations that hold in both directions and those whose object is an amount.
type relations struct{ symmetric, byAmount map[string]bool }

// Score compares claims with annotations. symmetric and byAmount name the relations that hold in both
// directions and those whose object is an amount, as the schema has them. A claim's Article is matched
// to an annotation by the file's name without folder and ending, or by its id. text gives an article's
// text by the annotation's id, for the sentences of missed claims; it may be nil.
func Score(golds []*Gold, claims []cuibono.Claim, symmetric, byAmount map[string]bool, text func(id string) string) *Report {
	s := scorer{relations{symmetric, byAmount}, &Report{Relations: map[string]Counts{}, Languages: map[string]Counts{}, Qualifiers: map[string]Tally{}}}
	byKey := map[string]*Gold{}
	for _, g := range golds {
		for _, k := range g.keys() {
			byKey[k] = g
		}
	}
	predicted := map[string][]*cuibono.Claim{}
	for i := range claims {
		if g := byKey[stem(claims[i].Article)]; g != nil {
			predicted[g.ID] = append(predicted[g.ID], &claims[i])
		} else {
			s.Unknown++
		}
	}
	for _, g := range golds {
		var body string
		if text != nil {
			body = text(g.ID)
		}
		s.article(g, predicted[g.ID], body)
	}
	return s.Report
}

type scorer struct {
	relations
	*Report
}

func (s *scorer) article(g *Gold, claims []*cuibono.Claim, text string) {
	found := map[int]bool{}
	seen := map[string]bool{}
	wrong := 0
	for _, p := range claims {
		var core, fresh []int
		hit := false
		for i := range g.Claims {
			if !s.fits(g, &g.Claims[i], p) {
				continue
			}
			hit = true
			if g.Claims[i].core() {
				core = append(core, i)
				if !found[i] {
					fresh = append(fresh, i)
				}
			}
		}
		switch {
		case len(core) > 0:
			list := fresh
			if len(list) == 0 {
				list = core
			}
			best := list[0]
			if i := slices.IndexFunc(fresh, func(i int) bool { return sameAmount(g.Claims[i].Amount, p.Amount) }); i >= 0 {
				best = fresh[i]
			}
			if !found[best] {
				s.qualifiers(g, &g.Claims[best], p)
			}
			found[best] = true
		case !hit:
			key := signature(p)
			if seen[key] {
				continue
			}
			seen[key] = true
			wrong++
			s.count(p.Predicate, Counts{Wrong: 1})
			s.Errors = append(s.Errors, Error{Article: g.ID, Claim: p, Sentence: p.Quote.Text})
		}
	}
	counts := Counts{Wrong: wrong}
	core := 0
	for i := range g.Claims {
		c := &g.Claims[i]
		if !c.core() {
			continue
		}
		core++
		if found[i] {
			counts.Right++
			s.count(c.Predicate, Counts{Right: 1})
			continue
		}
		counts.Missed++
		s.count(c.Predicate, Counts{Missed: 1})
		s.Errors = append(s.Errors, Error{Article: g.ID, Gold: c, Sentence: likelySentence(g, c, text)})
	}
	s.add(counts)
	language := s.Languages[g.Language]
	language.add(counts)
	s.Languages[g.Language] = language
	s.Articles = append(s.Articles, ArticleScore{ID: g.ID, Language: g.Language, Core: core, Counts: counts})
}

func (s *scorer) count(relation string, c Counts) {
	r := s.Relations[relation]
	r.add(c)
	s.Relations[relation] = r
}

// fits tells whether the extracted claim p says what the annotated claim c says.
func (s *scorer) fits(g *Gold, c *GoldClaim, p *cuibono.Claim) bool {
	if p.Predicate != c.Predicate && !slices.Contains(c.PredicateAlt, p.Predicate) {
		return false
	}
	if cmp.Or(c.Polarity, string(cuibono.Affirmed)) != cmp.Or(string(p.Polarity), string(cuibono.Affirmed)) {
		return false
	}
	subjects := append([]string{c.Subject}, c.SubjectAlt...)
	if s.byAmount[c.Predicate] && c.Object == "" {
		return g.means(p.Subject.Name, subjects...) && sameAmount(c.Amount, p.Amount)
	}
	object := ""
	if p.Object != nil {
		object = p.Object.Name
	}
	objects := append([]string{c.Object}, c.ObjectAlt...)
	if g.means(p.Subject.Name, subjects...) && g.means(object, objects...) {
		return true
	}
	return s.symmetric[c.Predicate] && g.means(p.Subject.Name, objects...) && g.means(object, subjects...)
}

// qualifiers notes which qualifiers of a right claim agree with the annotation.
func (s *scorer) qualifiers(g *Gold, c *GoldClaim, p *cuibono.Claim) {
	note := func(name string, asked, right bool) {
		if asked {
			t := s.Qualifiers[name]
			t.Total++
			if right {
				t.Right++
			}
			s.Qualifiers[name] = t
		}
	}
	said := ""
	if p.SaidBy != nil {
		said = p.SaidBy.Name
	}
	note("amount", c.Amount != nil, sameAmount(c.Amount, p.Amount))
	note("said_by", c.SaidBy != "", g.means(said, c.SaidBy))
	note("status", c.Status != "", fold(string(p.Status)) == fold(c.Status))
	note("role", c.Role != "", fold(p.Role) == fold(c.Role))
	note("share", c.Share != 0, p.Share == c.Share)
	note("when", c.When != "", p.When == c.When)
	note("horizon", c.Horizon != "", p.Horizon == c.Horizon)
	if c.Amount != nil && p.Amount != nil {
		note("bound", c.Amount.Bound != "", string(p.Amount.Bound) == c.Amount.Bound)
	}
}

// signature is what makes two wrong claims of an article the same mistake.
func signature(p *cuibono.Claim) string {
	object, amount := "", ""
	if p.Object != nil {
		object = fold(p.Object.Name)
	} else {
		data, _ := json.Marshal(p.Amount) // a struct of numbers and strings
		amount = string(data)
	}
	return fold(p.Subject.Name) + "\x00" + p.Predicate + "\x00" + object + "\x00" + amount
}

// number writes a sum without an exponent and without decimals it has not.
func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// sortedKeys gives the keys of a map in order.
func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
