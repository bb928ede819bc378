package queries

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"
	"go.yaml.in/yaml/v3"

	"cuibono"
	"cuibono/loader/rdf"
	"cuibono/schema"
)

var update = flag.Bool("update", false, "write what is found into the files")

type exampleGraph struct {
	Entities map[string]struct {
		Type, About string
		Labels      map[string]string
		Aliases     []string
	}
	Articles []struct {
		ID, Title, Date, Publisher, Language string
		Claims                               []exampleClaim
	}
}

type exampleClaim struct {
	S, P, O, By, Role, When, Horizon, Status, Polarity, Quote string
	Amount                                                    []any
	Share                                                     float64
}

// exampleQuads makes the example graph by the loader's own model.
func exampleQuads(t testing.TB, s *schema.Schema) []quad.Quad {
	t.Helper()
	data, err := os.ReadFile("testdata/example.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var g exampleGraph
	dec := yaml.NewDecoder(bytes.NewReader(data))
	dec.KnownFields(true)
	if err := dec.Decode(&g); err != nil {
		t.Fatal(err)
	}
	model := rdf.NewModel(s)
	var out []quad.Quad
	for _, a := range g.Articles {
		art := &cuibono.Article{ID: a.ID, Title: a.Title, Date: a.Date, Publisher: a.Publisher, Language: a.Language}
		x := &cuibono.Extraction{}
		for id, e := range g.Entities {
			x.Entities = append(x.Entities, cuibono.Entity{
				ID: id, Name: cuibono.EntityName(id), Type: e.Type, Labels: e.Labels, Aliases: e.Aliases, About: e.About,
			})
		}
		ref := func(id string) *cuibono.Ref {
			if id == "" {
				return nil
			}
			if g.Entities[id].Type == "" {
				t.Fatalf("%s: the example names %s and does not describe it", a.ID, id)
			}
			return &cuibono.Ref{ID: id, Name: cuibono.EntityName(id), Type: g.Entities[id].Type}
		}
		for _, c := range a.Claims {
			claim := cuibono.Claim{
				Article: a.ID, Subject: *ref(c.S), Predicate: c.P, Object: ref(c.O), SaidBy: ref(c.By), Role: c.Role, When: c.When,
				Horizon: c.Horizon, Status: cuibono.Status(c.Status), Polarity: cuibono.Polarity(c.Polarity), Share: c.Share, Confidence: 0.9,
				Quote: cuibono.Quote{Offset: utf8.RuneCountInString(art.Text), Length: utf8.RuneCountInString(c.Quote), Text: c.Quote},
			}
			if len(c.Amount) >= 3 {
				claim.Amount = &cuibono.Amount{Bound: cuibono.Bound(c.Amount[0].(string)), Value: float64(c.Amount[1].(int)), Currency: c.Amount[2].(string)}
				if len(c.Amount) == 4 {
					claim.Amount.Max = float64(c.Amount[3].(int))
				}
			}
			art.Text += c.Quote + "\n"
			x.Claims = append(x.Claims, claim)
		}
		quads, problems := model.Quads(art, x)
		if len(problems) > 0 {
			t.Fatalf("%s: %s", a.ID, strings.Join(problems, "\n"))
		}
		out = append(out, quads...)
	}
	return out
}

// TestExampleGraph holds example.nq, which the binary carries, to its source and to the loader's model.
func TestExampleGraph(t *testing.T) {
	var want bytes.Buffer
	for _, q := range rdf.Sorted(exampleQuads(t, loadSchema(t))) {
		want.WriteString(q.NQuad() + "\n")
	}
	if *update {
		if err := os.WriteFile("example.nq", want.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(want.Bytes(), exampleFile) {
		t.Error("example.nq is not what testdata/example.yaml gives; run the test with -update")
	}
	if _, err := quad.ReadAll(nquads.NewReader(bytes.NewReader(exampleFile), false)); err != nil {
		t.Error(err)
	}
}
