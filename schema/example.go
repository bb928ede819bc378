package schema

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"cuibono/schema/strict"
)

// Example is a sentence with the claims that must come of it: at once documentation and test.
//
// A claim is written as "Velmor acquires Trinova", followed, where wanted, by qualifiers after
// semicolons: "amount=3000000 EUR", "share=12", "role=PDG", "when=2025-03", "horizon=P4Y",
// "status=planned", "polarity=no", "by=Ardane". An amount may carry its bound: "amount=at_most
// 3000000 EUR", "amount=2000000..3000000 EUR". Where the object is an amount it stands in the
// object's place: "Velmor raises 3000000 EUR". A topic is written "Velmor/funding". ParseClaim
// reads the form.
type Example struct {
	strict.Pos
	Text string `yaml:"text,required"`
	// Date is when the sentence was published, for relative words ("Tuesday").
	Date   string   `yaml:"date"`
	Claims []string `yaml:"claims,oneormore,required"`
}

// ExampleClaim is a claim of an example. Names are as the sentence has them.
type ExampleClaim struct {
	Subject, Relation string
	// Object is empty where Amount takes its place.
	Object string
	// Topic is the aspect of Object that the claim is about ("funding").
	Topic  string
	Amount *ExampleAmount
	// Share is in percent.
	Share               float64
	Role, When, Horizon string
	// Status and Polarity are empty where the example says nothing.
	Status, Polarity string
	SaidBy           string
}

// ExampleAmount is a sum in whole units of an ISO 4217 currency; Max is the upper end of a range.
type ExampleAmount struct {
	Value, Max float64
	Currency   string
	Bound      string
}

var (
	amountForm  = regexp.MustCompile(`^(?:(at_least|at_most|about) )?(\d+(?:\.\d+)?)(?:\.\.(\d+(?:\.\d+)?))? ([A-Z]{3})$`)
	dateForm    = regexp.MustCompile(`^\d{4}(-\d{2}(-\d{2})?)?$`)
	horizonForm = regexp.MustCompile(`^P(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$`)
)

// parseAmount reads "at_least 3000000 EUR" or "2000000..3000000 EUR".
func parseAmount(text string) (*ExampleAmount, error) {
	m := amountForm.FindStringSubmatch(text)
	if m == nil || m[1] != "" && m[3] != "" {
		return nil, fmt.Errorf("amount %q is not of the form 3000000 EUR, at_least 3000000 EUR or 2000000..3000000 EUR", text)
	}
	a := &ExampleAmount{Bound: m[1], Currency: m[4]}
	a.Value, _ = strconv.ParseFloat(m[2], 64)
	if m[3] != "" {
		a.Bound = "range"
		a.Max, _ = strconv.ParseFloat(m[3], 64)
	}
	return a, nil
}

// ParseClaim reads a claim in the form that examples use. The relation is the first word that is
// the name of one, a word at the start not counted, so that names may have several words.
func (s *Schema) ParseClaim(text string) (ExampleClaim, error) {
	var c ExampleClaim
	parts := strings.Split(text, ";")
	words := strings.Fields(parts[0])
	at := -1
	for i := 1; i < len(words); i++ {
		if r := s.Relation(words[i]); r != nil && !r.Abstract {
			at = i
			break
		}
	}
	if at < 0 {
		var near string
		for i := 1; i < len(words)-1 && near == ""; i++ {
			near = s.SuggestRelation(words[i])
		}
		err := fmt.Errorf("claim %q names no relation: write it as subject relation object", text)
		if near != "" {
			err = fmt.Errorf("%w (did you mean %q?)", err, near)
		}
		return c, err
	}
	r := s.Relation(words[at])
	c.Subject, c.Relation = strings.Join(words[:at], " "), words[at]
	object := strings.Join(words[at+1:], " ")
	switch {
	case object == "":
		return c, fmt.Errorf("claim %q has no object", text)
	case r.ObjectIsValue:
		var err error
		if c.Amount, err = parseAmount(object); err != nil {
			return c, err
		}
	default:
		c.Object, c.Topic, _ = strings.Cut(object, "/")
	}
	for _, part := range parts[1:] {
		key, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		if err := c.set(strings.TrimSpace(key), strings.TrimSpace(value)); err != nil {
			return c, err
		}
	}
	return c, nil
}

var qualifierKeys = []string{"amount", "share", "role", "when", "horizon", "status", "polarity", "by"}

// set gives the claim a qualifier of its example.
func (c *ExampleClaim) set(key, value string) (err error) {
	if value == "" {
		return fmt.Errorf("qualifier %q has no value: write it as %s=value", key, key)
	}
	switch key {
	case "amount":
		c.Amount, err = parseAmount(value)
	case "share":
		c.Share, err = strconv.ParseFloat(value, 64)
		if err != nil || c.Share < 0 || c.Share > 100 {
			err = fmt.Errorf("share %q is not a number of percent", value)
		}
	case "role":
		c.Role = value
	case "when":
		c.When = value
		if !dateForm.MatchString(value) {
			err = fmt.Errorf("when %q is not of the form 2025, 2025-03 or 2025-03-31", value)
		}
	case "horizon":
		c.Horizon = value
		if !horizonForm.MatchString(value) || value == "P" {
			err = fmt.Errorf("horizon %q is not a period such as P4Y or P6M", value)
		}
	case "status":
		c.Status, err = choice(key, value, "done", "planned", "reported")
	case "polarity":
		c.Polarity, err = choice(key, value, "yes", "no")
	case "by":
		c.SaidBy = value
	default:
		err = fmt.Errorf("unknown qualifier %q", key)
		if near := strict.Suggest(key, qualifierKeys); near != "" {
			err = fmt.Errorf("%w (did you mean %q?)", err, near)
		}
	}
	return err
}

func choice(key, value string, among ...string) (string, error) {
	if !slices.Contains(among, value) {
		return value, fmt.Errorf("%s %q is none of %s", key, value, strings.Join(among, ", "))
	}
	return value, nil
}

// has gives the names of the qualifiers that the claim has and that relations list, in the order of
// qualifierKeys.
func (c *ExampleClaim) has() (names []string) {
	for _, q := range []struct {
		name string
		set  bool
	}{
		{"amount", c.Amount != nil && c.Object != ""},
		{"share", c.Share != 0},
		{"role", c.Role != ""},
		{"when", c.When != ""},
		{"horizon", c.Horizon != ""},
	} {
		if q.set {
			names = append(names, q.name)
		}
	}
	return names
}

// resolveExamples checks the examples of a relation: there is one at least in each language of the
// schema, each states a claim of this relation, and its names are in its text.
func (b *builder) resolveExamples(r *Relation) {
	for _, lang := range b.Languages {
		if len(r.Examples[lang]) == 0 && !r.Abstract {
			b.problems.Add(r.Pos, "relation %q has no example in language %q: give it a sentence with the claim that it states", r.Name, lang)
		}
	}
	for _, lang := range sortedKeys(r.Examples) {
		for _, e := range r.Examples[lang] {
			b.resolveExample(r, e)
		}
	}
}

func (b *builder) resolveExample(r *Relation, e Example) {
	stated := false
	for _, text := range e.Claims {
		c, err := b.ParseClaim(text)
		if err != nil {
			b.problems.Add(e.Pos, "%v", err)
			stated = true // perhaps: the mistake hides it
			continue
		}
		stated = stated || c.Relation == r.Name.Value
		for _, name := range []string{c.Subject, c.Object, c.SaidBy} {
			if !strings.Contains(e.Text, name) {
				b.problems.Add(e.Pos, "%q of the claim is not in the example's text", name)
			}
		}
		for _, q := range c.has() {
			if rel := b.relationByName[c.Relation]; !rel.Takes(q) {
				b.problems.Add(e.Pos, "relation %q does not take the qualifier %q of the claim", c.Relation, q)
			}
		}
	}
	if !stated && len(e.Claims) > 0 {
		b.problems.Add(e.Pos, "no claim of the example is of relation %q", r.Name)
	}
	if e.Date != "" && !dateForm.MatchString(e.Date) {
		b.problems.Add(e.Pos, "date %q is not of the form 2025-03-31", e.Date)
	}
}
