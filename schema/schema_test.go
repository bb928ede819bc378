package schema

import (
	"strings"
	"testing"
)

func ontology(t *testing.T, dir string) *Schema {
	t.Helper()
	s, err := loadOntology(dir)
	if err != nil {
		t.Fatalf("load:\n%v", err)
	}
	return s
}

func TestEmbeddedSchemaIsSound(t *testing.T) {
	s, err := Load("")
	if err != nil {
		t.Fatalf("load:\n%v", err)
	}
	if len(s.Relations()) < 22 || len(s.Types()) < 7 {
		t.Errorf("%d relations and %d types; want at least 22 and 7", len(s.Relations()), len(s.Types()))
	}
	// An example's claims must fit the relations they state, which examples of other relations
	// cannot show: a relation that fits nothing is a mistake of its file.
	for _, r := range s.Relations() {
		subjects, objects := 0, 0
		for _, typ := range s.Types() {
			if typ.Abstract {
				continue
			}
			if s.FitsSubject(r.Name.Value, typ.Name.Value) {
				subjects++
			}
			if s.FitsObject(r.Name.Value, typ.Name.Value) {
				objects++
			}
		}
		if subjects == 0 || objects == 0 {
			t.Errorf("%s: %d types fit its subject, %d its object", r.Name, subjects, objects)
		}
		for _, lang := range s.Languages {
			if s.Label(r.Labels, lang) == "" {
				t.Errorf("%s has no label in %s", r.Name, lang)
			}
		}
	}
}

func TestQuestionsAboutTheSchema(t *testing.T) {
	s := ontology(t, "")
	for _, c := range []struct {
		name      string
		got, want any
	}{
		{"who funds", strings.Join(s.Specialisations("gives_money_to"), " "), "funds invests_in"},
		{"a relation answers for itself", strings.Join(s.Specialisations("sues"), " "), "sues"},
		{"an unknown relation", len(s.Specialisations("suse")), 0},
		{"suggestion", s.SuggestRelation("invest_in"), "invests_in"},
		{"no suggestion", s.SuggestRelation("zebra_crossing"), ""},
		{"a person is an agent", s.IsA("Person", "Agent"), true},
		{"a place is none", s.IsA("Place", "Agent"), false},
		{"a place acts as one", s.ActsAs("Place", "Agent"), true},
		{"a state funds", s.Fits("funds", "Place", "Organization"), true},
		{"a product funds nobody", s.Fits("funds", "Product", "Organization"), false},
		{"a sum is no subject", s.Fits("budget", "Amount", ""), false},
		{"budget of a project", s.Fits("budget", "Project", ""), true},
		{"unknown relation fits nothing", s.Fits("x", "Person", "Person"), false},
		{"IRI", s.TypeOfIRI("<http://schema.org/Person>").Name.Value, "Person"},
		{"short IRI", s.TypeOfIRI("schema:Person").Name.Value, "Person"},
		{"round trip", Compact(Expand("oa:exact")), "oa:exact"},
		{"label of a language without one", s.Label(s.Type("Person").Labels, "de"), "person"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, c.got, c.want)
		}
	}
}

func TestParseClaim(t *testing.T) {
	s := ontology(t, "")
	c, err := s.ParseClaim("Ada Merrow disputes Project Meridian/funding; by=Tom Harwick; polarity=no")
	if err != nil {
		t.Fatal(err)
	}
	want := ExampleClaim{Subject: "Ada Merrow", Relation: "disputes", Object: "Project Meridian", Topic: "funding", SaidBy: "Tom Harwick", Polarity: "no"}
	if c != want {
		t.Errorf("got %+v, want %+v", c, want)
	}
	c, err = s.ParseClaim("Quillon raises 2..3.5 EUR")
	if err != nil || *c.Amount != (ExampleAmount{Value: 2, Max: 3.5, Currency: "EUR", Bound: "range"}) {
		t.Errorf("got %+v, %v", c.Amount, err)
	}
}
