package extract

import (
	"context"
	"math"
	"strings"
	"testing"

	"cuibono"
	"cuibono/schema"
)

// TestPatternExamples reads every example of every pattern through the whole pipeline.
func TestPatternExamples(t *testing.T) {
	x := shippedExtractor(t)
	s := x.schema
	for _, language := range s.Languages {
		for _, p := range s.Patterns(language) {
			t.Run(language+"/"+p.Name, func(t *testing.T) {
				for _, e := range p.Match {
					got := extractText(t, x, language, e.Text, e.Date)
					for _, want := range e.Claims {
						c, err := s.ParseClaim(want)
						if err != nil {
							t.Fatal(err)
						}
						if !stated(got, c) {
							t.Errorf("%s\n%s\nwant %s\ngot  %s", e.Pos, e.Text, want, show(got))
						}
					}
				}
				for _, text := range p.NoMatch {
					for _, c := range extractText(t, x, language, text, "") {
						for _, template := range p.Claims {
							if c.Predicate == template.Relation && c.Polarity != cuibono.Denied {
								t.Errorf("%s\n%s\nwant no %s\ngot  %s", p.Pos, text, template.Relation, show([]cuibono.Claim{c}))
							}
						}
					}
				}
			})
		}
	}
}

func extractText(t *testing.T, x *Extractor, language, text, date string) []cuibono.Claim {
	t.Helper()
	e, err := x.Extract(context.Background(), &cuibono.Article{Source: "example", Text: text, Language: language, Date: date})
	if err != nil {
		t.Fatal(err)
	}
	return e.Claims
}

// stated tells whether one of the claims says what the example wants.
func stated(got []cuibono.Claim, want schema.ExampleClaim) bool {
	for _, c := range got {
		object := ""
		if c.Object != nil {
			object = c.Object.Name
		}
		wantObject := want.Object
		if want.Topic != "" {
			wantObject += " " + want.Topic
		}
		subject, symmetric := c.Subject.Name, subjectAndObject(c, want)
		if c.Predicate != want.Relation || !(subject == want.Subject && object == wantObject || symmetric) {
			continue
		}
		if want.Amount != nil && (c.Amount == nil || math.Abs(c.Amount.Value-want.Amount.Value) > 0.001*want.Amount.Value || c.Amount.Currency != want.Amount.Currency) {
			continue
		}
		if want.Share != 0 && c.Share != want.Share || want.Role != "" && c.Role != want.Role || want.When != "" && c.When != want.When ||
			want.Horizon != "" && c.Horizon != want.Horizon || want.Status != "" && string(c.Status) != want.Status {
			continue
		}
		polarity := want.Polarity
		if polarity == "" {
			polarity = "yes"
		}
		if string(c.Polarity) != polarity {
			continue
		}
		if want.SaidBy != "" && (c.SaidBy == nil || c.SaidBy.Name != want.SaidBy) {
			continue
		}
		return true
	}
	return false
}

// subjectAndObject tells whether the claim has the ends that are wanted the other way round, which says the same of
// relations that are symmetric.
func subjectAndObject(c cuibono.Claim, want schema.ExampleClaim) bool {
	return symmetricRelations[c.Predicate] && c.Object != nil && c.Subject.Name == want.Object && c.Object.Name == want.Subject
}

var symmetricRelations = func() map[string]bool {
	m := map[string]bool{}
	s, err := schema.Load("")
	if err != nil {
		return m
	}
	for _, r := range s.Relations() {
		m[r.Name.Value] = r.Symmetric
	}
	return m
}()

func show(list []cuibono.Claim) string {
	var lines []string
	for _, c := range list {
		line := c.Subject.Name + " " + c.Predicate
		if c.Object != nil {
			line += " " + c.Object.Name
		}
		line += "; " + string(c.Status) + "; " + string(c.Polarity)
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n     ")
}
