package eval_test

import (
	"bytes"
	"context"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"cuibono"
	"cuibono/eval"
	"cuibono/extract"
	"cuibono/lang"
	"cuibono/loader"
	"cuibono/schema"
)

const shared = "../../shared"

func loadSchema(t testing.TB) *schema.Schema {
	t.Helper()
	s, err := schema.Load("")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// lines gives the lines of a report.
func lines(t *testing.T, r *eval.Report, errors bool) []string {
	t.Helper()
	var b bytes.Buffer
	if err := r.Write(&b, errors); err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimRight(b.String(), "\n"), "\n")
}

const annotation = `{"id": "x1", "file": "texts/one.txt", "lang": "en", "entities": [
 {"name": "Ardane Energy", "type": "Organization", "aliases": ["Ardane", "the utility"]},
 {"name": "Velmor", "type": "Organization"}, {"name": "Ada Merrow", "type": "Person", "aliases": ["Merrow"]}],
 "claims": [
 {"s": "Velmor", "p": "invests_in", "o": "Ardane Energy", "amount": {"value": 2e9, "currency": "EUR"}, "status": "planned", "said_by": "Ada Merrow"},
 {"s": "Ardane Energy", "p": "raises", "amount": {"value": 2e9, "currency": "EUR"}},
 {"s": "Velmor", "p": "partners_with", "o": "Ardane Energy"},
 {"s": "Ada Merrow", "p": "leads", "o": "Velmor", "p_alt": ["works_for"], "role": "chief"},
 {"s": "Velmor", "p": "owns", "o": "Ardane Energy", "polarity": "no"},
 {"s": "Velmor", "p": "supports", "o": "Ardane Energy", "core": false}]}`

func TestScore(t *testing.T) {
	g, err := eval.ParseGold("x1.json", []byte(annotation))
	if err != nil {
		t.Fatal(err)
	}
	claim := func(s, p, o string, change func(*cuibono.Claim)) cuibono.Claim {
		c := cuibono.Claim{Article: "/elsewhere/one.md", Subject: cuibono.Ref{Name: s}, Predicate: p, Status: cuibono.Done, Polarity: cuibono.Affirmed}
		if o != "" {
			c.Object = &cuibono.Ref{Name: o}
		}
		if change != nil {
			change(&c)
		}
		return c
	}
	sum := func(v float64, code string) func(*cuibono.Claim) {
		return func(c *cuibono.Claim) { c.Amount = &cuibono.Amount{Value: v, Currency: code} }
	}
	claims := []cuibono.Claim{
		claim("Velmor Inc", "invests_in", "ardane", func(c *cuibono.Claim) {
			sum(2.001e9, "EUR")(c)
			c.Status = cuibono.Planned
			c.SaidBy = &cuibono.Ref{Name: "Velmor"}
		}),
		claim("Ardane", "raises", "", sum(2e9, "USD")),                                                   // wrong currency
		claim("Ardane", "raises", "", sum(2e9, "USD")),                                                   // the same mistake again
		claim("Ardane Energy", "partners_with", "Velmor", nil),                                           // the other way round
		claim("Merrow", "works_for", "Velmor", func(c *cuibono.Claim) { c.Role = "Chief" }),              // an alternative
		claim("Velmor", "owns", "Ardane", nil),                                                           // the denial is missing
		claim("Velmor", "supports", "Ardane", nil),                                                       // not core: neither right nor wrong
		{Article: "two.txt", Subject: cuibono.Ref{Name: "A"}, Object: &cuibono.Ref{}, Predicate: "owns"}, // not annotated
	}
	r := eval.Score([]*eval.Gold{g}, claims, map[string]bool{"partners_with": true}, map[string]bool{"raises": true},
		func(string) string {
			return "Ada Merrow runs Velmor. Velmor does not own Ardane Energy, she says. The end."
		})
	want := strings.Split(`x1  wrong   (Ardane, raises, 2000000000 USD)
x1  wrong   (Velmor, owns, Ardane)
x1  missed  (Ardane Energy, raises, 2000000000)
          «Velmor does not own Ardane Energy, she says.»
x1  missed  (Velmor, owns, Ardane Energy)
          «Velmor does not own Ardane Energy, she says.»
x1         core   5  right   3  wrong   2  P 0.60  R 0.60

invests_in       right   1  wrong   0  missed   0
leads            right   1  wrong   0  missed   0
owns             right   0  wrong   1  missed   1
partners_with    right   1  wrong   0  missed   0
raises           right   0  wrong   1  missed   1
qualifier amount   1/1
qualifier role     1/1
qualifier said_by  0/1
qualifier status   1/1
language en  P 0.600  R 0.600  F1 0.600  (3 right, 2 wrong, 2 missed)
1 claims of articles without gold, left aside
P 0.600  R 0.600  F1 0.600  (3 right, 2 wrong, 2 missed)`, "\n")
	got := lines(t, r, true)
	for i := range max(len(got), len(want)) {
		var a, b string
		if i < len(got) {
			a = got[i]
		}
		if i < len(want) {
			b = want[i]
		}
		if a != b {
			t.Errorf("line %d\n got %s\nwant %s", i+1, a, b)
		}
	}
}

func TestBadAnnotations(t *testing.T) {
	for text, want := range map[string]string{
		"{":            "x.json:1",
		"{\n\"id\": 3": "x.json:2",
		`{}`:           `"id" is missing`,
		`{"id": "a", "claims": [{"s": "A", "p": "owns"}]}`: "claim 1 lacks",
	} {
		if _, err := eval.ParseGold("x.json", []byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got error %v, want one with %q", text, err, want)
		}
	}
	if _, err := eval.ReadGold(t.TempDir()); err == nil || !strings.Contains(err.Error(), "no .json file") {
		t.Errorf("empty folder: got %v", err)
	}
}

// TestAgainstScript compares the report with that of the reference script, on the annotations turned
// into claims with mistakes of every kind put in.
func TestAgainstScript(t *testing.T) {
	script := filepath.Join(shared, "score.py")
	if _, err := os.Stat(script); err != nil {
		t.Skip("no reference script beside the repository (../shared/score.py)")
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not installed")
	}
	dir := filepath.Join(shared, "gold")
	golds, err := eval.ReadGold(dir)
	if err != nil {
		t.Fatal(err)
	}
	const seed = 7
	t.Logf("seed %d", seed)
	rng := rand.New(rand.NewPCG(seed, seed))
	var claims []cuibono.Claim
	for _, g := range golds {
		name := func(n string) string {
			for _, e := range g.Entities {
				if e.Name == n && len(e.Aliases) > 0 && rng.IntN(3) == 0 {
					return e.Aliases[rng.IntN(len(e.Aliases))]
				}
			}
			switch rng.IntN(12) {
			case 0:
				return strings.ToUpper(n)
			case 1:
				return "The " + n + " Group"
			case 2:
				return g.Entities[rng.IntN(len(g.Entities))].Name
			}
			return n
		}
		for _, c := range g.Claims {
			for range rng.IntN(3) {
				p := cuibono.Claim{Article: g.File, Subject: cuibono.Ref{Name: name(c.Subject)}, Predicate: c.Predicate, Status: cuibono.Status(c.Status), Polarity: cuibono.Polarity(c.Polarity), Role: c.Role}
				if rng.IntN(9) == 0 {
					p.Article = g.ID
				}
				if len(c.PredicateAlt) > 0 && rng.IntN(2) == 0 {
					p.Predicate = c.PredicateAlt[0]
				}
				if c.Object != "" {
					p.Object = &cuibono.Ref{Name: name(c.Object)}
					if rng.IntN(10) == 0 {
						p.Subject, *p.Object = *p.Object, p.Subject
					}
				}
				if c.Amount != nil && rng.IntN(5) > 0 {
					p.Amount = &cuibono.Amount{Value: c.Amount.Value, Currency: c.Amount.Currency}
					if p.Amount.Currency == "" {
						p.Amount.Currency = "USD"
					}
					if rng.IntN(6) == 0 {
						p.Amount.Value *= 1.004
					}
					if rng.IntN(6) == 0 {
						p.Amount.Value *= 2
					}
				}
				if c.SaidBy != "" && rng.IntN(4) > 0 {
					p.SaidBy = &cuibono.Ref{Name: name(c.SaidBy)}
				}
				if rng.IntN(15) == 0 {
					p.Polarity = cuibono.Denied
				}
				claims = append(claims, p)
			}
		}
	}
	claims = append(claims, cuibono.Claim{Article: "nowhere.txt", Predicate: "owns"})
	file := filepath.Join(t.TempDir(), "claims.jsonl")
	var b bytes.Buffer
	for _, c := range claims {
		if err := json.NewEncoder(&b).Encode(c); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(python, script, dir, file).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	symmetric, byAmount := eval.Kinds(loadSchema(t))
	got := lines(t, eval.Score(golds, claims, symmetric, byAmount, nil), false)
	at := 0
	for _, want := range strings.Split(strings.TrimRight(string(out), "\n"), "\n") {
		for at < len(got) && got[at] != want {
			if !strings.HasPrefix(got[at], "qualifier") && !strings.HasPrefix(got[at], "language") {
				t.Fatalf("got  %s\nwant %s", got[at], want)
			}
			at++
		}
		if at == len(got) {
			t.Fatalf("missing: %s", want)
		}
		at++
	}
}

func goldExtractor(t testing.TB, s *schema.Schema) *extract.Extractor {
	t.Helper()
	data, err := os.ReadFile("../seeds/entities.yaml")
	if err != nil {
		t.Fatal(err)
	}
	known, err := schema.ParseKnown("seeds/entities.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	x, err := extract.New(s, extract.Options{Known: extract.NewGazetteer(known)})
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// TestGold measures extraction on the annotated articles, from text to claims.
func TestGold(t *testing.T) {
	dir := filepath.Join(shared, "gold")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no hand annotations beside the repository (../shared/gold)")
	}
	hold(t, dir, 0.94, 0.77)
}

// TestWire holds the same for the articles of testdata/wire, which go with the repository.
func TestWire(t *testing.T) {
	hold(t, filepath.Join("testdata", "wire", "gold"), 0.93, 0.82)
}

// TestPress holds a lower mark for sentences of the press, written without regard to what the program can read, and kept aside
// when its patterns were made.
func TestPress(t *testing.T) {
	hold(t, filepath.Join("testdata", "press", "aside.jsonl"), 0.60, 0.33)
}

// hold measures the extractor on annotated articles and fails below a precision or an F1.
func hold(t *testing.T, dir string, precision, f1 float64) {
	t.Helper()
	s := loadSchema(t)
	options := loader.NewArticleOptions(s, lang.Detect)
	r, err := eval.Run(context.Background(), dir, s, func(source string, data []byte) (*cuibono.Article, error) {
		return loader.ReadArticle(source, data, options)
	}, goldExtractor(t, s))
	if err != nil {
		t.Fatal(err)
	}
	t.Log("\n" + strings.Join(lines(t, r, testing.Verbose()), "\n"))
	if r.Precision() < precision || r.F1() < f1 {
		t.Errorf("P %.3f F1 %.3f: below %.2f, %.2f", r.Precision(), r.F1(), precision, f1)
	}
}
