package rdf_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"

	"cuibono"
	"cuibono/loader/rdf"
	"cuibono/schema"
)

func ontology(t testing.TB) *schema.Schema {
	t.Helper()
	s, err := schema.Load("")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func nq(quads []quad.Quad) string {
	var b strings.Builder
	for _, q := range quads {
		b.WriteString(q.NQuad() + "\n")
	}
	return b.String()
}

// The example of docs/FORMAT.md: what is written there is what the model gives.
func TestModel(t *testing.T) {
	const text = "Velmor, dit Ana Kersten, a levé entre 2 et 3 millions d’euros. Ravi Tolmer conteste le financement de Velmor : « Ardane n’a pas investi. »"
	quote := func(s string) cuibono.Quote {
		at := strings.Index(text, s)
		if at < 0 {
			t.Fatalf("%q is not in the text", s)
		}
		return cuibono.Quote{Offset: len([]rune(text[:at])), Length: len([]rune(s)), Text: s}
	}
	velmor := cuibono.Entity{ID: "Velmor", Name: "Velmor", Type: "Organization", Labels: map[string]string{"fr": "Velmor", "en": "Velmor Mills"},
		Aliases: []string{"la Velmor"}, SameAs: "http://www.wikidata.org/entity/Q0"}
	kersten := cuibono.Entity{ID: "Ana_Kersten", Name: "Ana Kersten", Type: "Person"}
	tolmer := cuibono.Entity{ID: "Ravi_Tolmer", Name: "Ravi Tolmer", Type: "Person"}
	ardane := cuibono.Entity{ID: "Ardane", Name: "Ardane", Type: "Organization"}
	funding := cuibono.Entity{ID: "Velmor/financement", Name: "financement de Velmor", Type: "Topic", About: "Velmor"}
	ref := func(e cuibono.Entity) *cuibono.Ref { r := e.Ref(); return &r }
	a := &cuibono.Article{ID: "article/gazette/1.md", Source: "gazette/1.md", Title: "Velmor", Publisher: "La Gazette", Date: "2025-03-04", Language: "fr",
		URL: "https://gazette.example/1", Text: text, SHA256: strings.Repeat("0", 64)}
	x := &cuibono.Extraction{Entities: []cuibono.Entity{kersten, ardane, tolmer, velmor, funding}, Claims: []cuibono.Claim{
		{Subject: velmor.Ref(), Predicate: "raises", Amount: &cuibono.Amount{Value: 2e6, Max: 3e6, Currency: "EUR", Bound: cuibono.Range}, When: "2025-03", Status: cuibono.Done,
			Polarity: cuibono.Affirmed, SaidBy: ref(kersten), Confidence: 0.9, Quote: quote("Velmor, dit Ana Kersten, a levé entre 2 et 3 millions d’euros.")},
		{Subject: tolmer.Ref(), Predicate: "disputes", Object: ref(funding), Status: cuibono.Done, Polarity: cuibono.Affirmed, Confidence: 0.8,
			Quote: quote("Ravi Tolmer conteste le financement de Velmor : « Ardane n’a pas investi. »")},
		{Subject: ardane.Ref(), Predicate: "invests_in", Object: ref(velmor), Share: 12.5, Role: "actionnaire", Status: cuibono.Reported, Polarity: cuibono.Denied, SaidBy: ref(tolmer), Confidence: 0.7,
			Quote: quote("Ravi Tolmer conteste le financement de Velmor : « Ardane n’a pas investi. »")},
	}}
	x.Claims = append(x.Claims, x.Claims[0]) // said once
	quads, problems := rdf.NewModel(ontology(t)).Quads(a, x)
	if len(problems) > 0 {
		t.Error(problems)
	}
	got := strings.ReplaceAll(nq(quads), " <article/gazette/1.md> .\n", " <article/gazette/1.md> .\n")
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile("testdata/model.nq", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/model.nq")
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("got (UPDATE=1 writes it anew)\n%s", got)
	}
	for text, there := range map[string]bool{"<Ardane> <invests_in> <Velmor>": false, "<Velmor> <raises> <amount/EUR2000000-3000000>": true, "<Ravi_Tolmer> <disputes> <Velmor/financement>": true} {
		if strings.Contains(got, text) != there {
			t.Errorf("%s in the graph: %v", text, !there)
		}
	}
}

func TestProblems(t *testing.T) {
	a := &cuibono.Article{ID: "article/x", Text: "Ardane funds Velmor."}
	ref := func(name string) *cuibono.Ref {
		return &cuibono.Ref{ID: cuibono.EntityID(name), Name: name, Type: "Organization"}
	}
	good := cuibono.Quote{Offset: 0, Length: 20, Text: a.Text}
	for says, c := range map[string]cuibono.Claim{
		"no such relation":     {Subject: *ref("Ardane"), Predicate: "feeds", Object: ref("Velmor"), Quote: good},
		"subject has no name":  {Predicate: "funds", Object: ref("Velmor"), Quote: good},
		"object has no name":   {Subject: *ref("Ardane"), Predicate: "funds", Quote: good},
		"lacks the amount":     {Subject: *ref("Ardane"), Predicate: "raises", Quote: good},
		"does not stand at 1 ": {Subject: *ref("Ardane"), Predicate: "funds", Object: ref("Velmor"), Quote: cuibono.Quote{Offset: 1, Length: 19, Text: a.Text}},
		"at 10 to 30":          {Subject: *ref("Ardane"), Predicate: "funds", Object: ref("Velmor"), Quote: cuibono.Quote{Offset: 10, Length: 20, Text: a.Text}},
		"at -1 to 3":           {Subject: *ref("Ardane"), Predicate: "funds", Object: ref("Velmor"), Quote: cuibono.Quote{Offset: -1, Length: 4, Text: a.Text}},
	} {
		quads, problems := rdf.NewModel(ontology(t)).Quads(a, &cuibono.Extraction{Claims: []cuibono.Claim{c}})
		if len(problems) != 1 || !strings.Contains(problems[0], says) || strings.Contains(nq(quads), "schema:Claim") {
			t.Errorf("%s: %q\n%s", says, problems, nq(quads))
		}
	}
}

func TestAmountIRI(t *testing.T) {
	for want, a := range map[string]cuibono.Amount{
		"amount/USD500000000000":         {Value: 5e11, Currency: "USD"},
		"amount/USD19000000000_at_least": {Value: 1.9e10, Currency: "USD", Bound: cuibono.AtLeast},
		"amount/GBP0.5_about":            {Value: 0.5, Currency: "GBP", Bound: cuibono.About},
		"amount/EUR30-50":                {Value: 30, Max: 50, Currency: "EUR", Bound: cuibono.Range},
		"amount/XXX3_at_most":            {Value: 3, Bound: cuibono.AtMost},
	} {
		if got := string(rdf.AmountIRI(a)); got != want {
			t.Errorf("%+v: %s, want %s", a, got, want)
		}
	}
}

// Each part of a claim, but for the confidence, tells it from others.
func TestClaimIRI(t *testing.T) {
	base := func() cuibono.Claim {
		return cuibono.Claim{Subject: cuibono.Ref{ID: "A"}, Predicate: "funds", Object: &cuibono.Ref{ID: "B"}, Quote: cuibono.Quote{Offset: 1, Length: 2, Text: "ab"}}
	}
	seen := map[quad.IRI]string{}
	note := func(name, article string, change func(*cuibono.Claim)) {
		c := base()
		change(&c)
		iri := rdf.ClaimIRI(article, &c)
		if before, dup := seen[iri]; dup {
			t.Errorf("%s has the IRI of %s", name, before)
		}
		seen[iri] = name
	}
	note("base", "article/x", func(*cuibono.Claim) {})
	note("article", "article/y", func(*cuibono.Claim) {})
	note("subject", "article/x", func(c *cuibono.Claim) { c.Subject.ID = "C" })
	note("predicate", "article/x", func(c *cuibono.Claim) { c.Predicate = "owns" })
	note("object", "article/x", func(c *cuibono.Claim) { c.Object.ID = "C" })
	note("amount", "article/x", func(c *cuibono.Claim) { c.Amount = &cuibono.Amount{Value: 1} })
	note("share", "article/x", func(c *cuibono.Claim) { c.Share = 1 })
	note("role", "article/x", func(c *cuibono.Claim) { c.Role = "x" })
	note("when", "article/x", func(c *cuibono.Claim) { c.When = "x" })
	note("horizon", "article/x", func(c *cuibono.Claim) { c.Horizon = "x" })
	note("status", "article/x", func(c *cuibono.Claim) { c.Status = "x" })
	note("polarity", "article/x", func(c *cuibono.Claim) { c.Polarity = "x" })
	note("speaker", "article/x", func(c *cuibono.Claim) { c.SaidBy = &cuibono.Ref{ID: "x"} })
	note("place", "article/x", func(c *cuibono.Claim) { c.Quote.Offset = 2 })
	note("words", "article/x", func(c *cuibono.Claim) { c.Quote.Text = "cd" })
	c := base()
	c.Confidence = 0.5
	if _, same := seen[rdf.ClaimIRI("article/x", &c)]; !same {
		t.Error("the confidence changes the IRI")
	}
}

func TestBase(t *testing.T) {
	for _, base := range []string{rdf.DefaultBase, "https://a.example/x#", "urn:example:"} {
		if err := rdf.CheckBase(base); err != nil {
			t.Error(err)
		}
		for short, want := range map[quad.IRI]quad.IRI{
			"Ardane": quad.IRI(base) + "Ardane", "rdf:type": "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "article/x/1%3A2": quad.IRI(base) + "article/x/1%3A2",
			"https://elsewhere.example/": "https://elsewhere.example/", "mailto:a@b.example": "mailto:a@b.example", "/m/abc": quad.IRI(base) + "/m/abc", "schema:url": "http://schema.org/url",
		} {
			got := rdf.AbsoluteIRI(short, base)
			if got != want {
				t.Errorf("%s: absolute %s, want %s", short, got, want)
			}
			if back := rdf.ShortIRI(got, base); back != short {
				t.Errorf("%s: %s comes back as %s", base, short, back)
			}
		}
	}
	for _, bad := range []string{"", "x/", "https://a.example", "https://a.example/<x>/"} {
		if rdf.CheckBase(bad) == nil {
			t.Errorf("base %q passes", bad)
		}
	}
}

// Whatever an extraction holds, its quads are valid N-Quads, read back the same, and their absolute forms
// come back short.
func FuzzQuads(f *testing.F) {
	f.Add("Elon Musk", "A/S <b>: 100%", "PDG\n\"x\"\\", "fr", "https://a.example/é b", 1.5)
	f.Add("\x00\xff", ".", "\u202e", "en", "x", -1e300)
	m := rdf.NewModel(ontology(f))
	f.Fuzz(func(t *testing.T, subject, object, role, alias, url string, value float64) {
		valid := func(s string) string { return strings.ToValidUTF8(s, "") }
		s := cuibono.Entity{ID: cuibono.EntityID(subject), Name: valid(subject), Type: "Organization", Aliases: []string{valid(alias)}, SameAs: valid(url)}
		o := cuibono.Entity{ID: cuibono.EntityID(object), Name: valid(object), Type: "Place", Labels: map[string]string{"fr": valid(role)}}
		to := o.Ref()
		a := &cuibono.Article{ID: "article/x", Text: "text", Title: valid(role), URL: valid(url), Publisher: valid(alias)}
		x := &cuibono.Extraction{Entities: []cuibono.Entity{s, o}, Claims: []cuibono.Claim{{Subject: s.Ref(), Predicate: "invests_in", Object: &to, Role: valid(role), Share: value,
			Amount: &cuibono.Amount{Value: value, Currency: valid(alias), Bound: cuibono.AtLeast}, Quote: cuibono.Quote{Length: 4, Text: "text"}}}}
		quads, _ := m.Quads(a, x)
		for _, q := range quads {
			absolute := rdf.Absolute(q, rdf.DefaultBase)
			for _, form := range []quad.Quad{q, absolute} {
				back, err := nquads.Parse(form.NQuad())
				if err != nil {
					t.Fatalf("%s: %v", form.NQuad(), err)
				}
				if got := rdf.Short(back, rdf.DefaultBase).NQuad(); got != q.NQuad() {
					t.Fatalf("%s\nreads back as\n%s", q.NQuad(), got)
				}
			}
		}
		if !slices.IsSortedFunc(quads, func(a, b quad.Quad) int { return strings.Compare(a.NQuad(), b.NQuad()) }) {
			t.Fatal("not sorted")
		}
	})
}
