package entity_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"cuibono"
	"cuibono/loader/entity"
	"cuibono/schema"
	"cuibono/store"
)

func extraction(entities ...cuibono.Entity) *cuibono.Extraction {
	x := &cuibono.Extraction{Entities: entities}
	for i := 1; i < len(entities); i++ {
		object := entities[i].Ref()
		x.Claims = append(x.Claims, cuibono.Claim{Subject: entities[0].Ref(), Predicate: "supports", Object: &object})
	}
	return x
}

func show(x *cuibono.Extraction) string {
	var b strings.Builder
	for _, e := range x.Entities {
		fmt.Fprintf(&b, "%s %q", e.ID, e.Name)
		if len(e.Aliases) > 0 {
			fmt.Fprintf(&b, " %q", e.Aliases)
		}
		if e.About != "" {
			fmt.Fprintf(&b, " about %s", e.About)
		}
		b.WriteString("\n")
	}
	for _, c := range x.Claims {
		fmt.Fprintf(&b, "%s -> %s\n", c.Subject.ID, c.Object.ID)
	}
	return b.String()
}

func TestResolve(t *testing.T) {
	velmor := cuibono.Entity{ID: "Velmor", Name: "Velmor", Type: "Organization"}
	funding := cuibono.Entity{ID: "Velmor/funding", Name: "Velmor funding", Type: "Topic", About: "Velmor"}
	tolmer := cuibono.Entity{ID: "Ravi_Tolmer", Name: "Ravi Tolmer", Type: "Person", Aliases: []string{"Tolmer"}}
	bare := cuibono.Entity{ID: "Tolmer", Name: "Tolmer", Type: "Person"}
	famous := cuibono.Entity{ID: "Cherine", Name: "Cherine", Type: "Person", SameAs: "http://www.wikidata.org/entity/Q0"}
	for name, c := range map[string]struct {
		decisions, want string
		in              *cuibono.Extraction
	}{
		"nothing decided": {"", "Ravi_Tolmer \"Ravi Tolmer\" [\"Tolmer\"]\nVelmor \"Velmor\"\nVelmor/funding \"Velmor funding\" about Velmor\nRavi_Tolmer -> Velmor\nRavi_Tolmer -> Velmor/funding\n",
			extraction(tolmer, velmor, funding)},
		"a surname stays with its article": {"", "Cherine \"Cherine\"\nTolmer_(" + entity.Scope("article/1") + ") \"Tolmer\"\nVelmor \"Velmor\"\nTolmer_(" + entity.Scope("article/1") + ") -> Velmor\nTolmer_(" + entity.Scope("article/1") + ") -> Cherine\n",
			extraction(bare, velmor, famous)},
		"merge": {"- merge: [Velmor, Velmor_SA]\n  into: Velmor_SA\n", "Ravi_Tolmer \"Ravi Tolmer\" [\"Tolmer\"]\nVelmor_SA \"Velmor SA\" [\"Velmor\"]\nVelmor_SA/funding \"Velmor funding\" about Velmor_SA\nRavi_Tolmer -> Velmor_SA\nRavi_Tolmer -> Velmor_SA/funding\n",
			extraction(tolmer, velmor, funding)},
		"merge the surname": {"- merge: [Ravi_Tolmer, Tolmer_(" + entity.Scope("article/1") + ")]\n  into: Ravi_Tolmer\n", "Ravi_Tolmer \"Ravi Tolmer\" [\"Tolmer\"]\nVelmor \"Velmor\"\nRavi_Tolmer -> Velmor\n",
			extraction(bare, velmor, tolmer)},
		"split here": {"- split: Velmor\n  as: Velmor (mill)\n  articles: [article/1]\n", "Ravi_Tolmer \"Ravi Tolmer\" [\"Tolmer\"]\nVelmor_(mill) \"Velmor (mill)\" [\"Velmor\"]\nRavi_Tolmer -> Velmor_(mill)\n",
			extraction(tolmer, velmor)},
		"split elsewhere": {"- split: Velmor\n  as: Velmor (mill)\n  articles: [article/2]\n", "Ravi_Tolmer \"Ravi Tolmer\" [\"Tolmer\"]\nVelmor \"Velmor\"\nRavi_Tolmer -> Velmor\n",
			extraction(tolmer, velmor)},
		"rename, then merge the new name": {"- rename: Velmor\n  to: \"Velmor: the mill\"\n- merge: [\"Velmor%3A_the_mill\", Mill]\n  into: Mill\n", "Mill \"Mill\" [\"Velmor\" \"Velmor: the mill\"]\nRavi_Tolmer \"Ravi Tolmer\" [\"Tolmer\"]\nRavi_Tolmer -> Mill\n",
			extraction(tolmer, velmor)},
	} {
		ds, err := entity.ParseDecisions("decisions.yaml", []byte(c.decisions))
		if err != nil {
			t.Fatal(name, err)
		}
		before := show(c.in)
		if got := show(entity.NewResolver(ds).Resolve("article/1", c.in)); got != c.want {
			t.Errorf("%s: got\n%swant\n%s", name, got, c.want)
		}
		if show(c.in) != before {
			t.Errorf("%s: changes its argument", name)
		}
	}
	if got := (*entity.Resolver)(nil).Resolve("article/1", extraction(tolmer, velmor)); len(got.Claims) != 1 {
		t.Errorf("without decisions: %s", show(got))
	}
}

func TestDecisionsFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "store", "decisions.yaml")
	if ds, err := entity.ReadDecisions(file); err != nil || ds != nil {
		t.Fatal(ds, err)
	}
	want := entity.Decisions{
		{Merge: []string{"A", "B:c"}, Into: "A"}, {Split: "A", As: "A: the other", Articles: []string{"article/x"}}, {Rename: "yes", To: "No"}, {Apart: []string{"C", "D"}},
	}
	for _, d := range want {
		if err := entity.Add(file, d); err != nil {
			t.Fatal(err)
		}
	}
	got, err := entity.ReadDecisions(file)
	if err != nil {
		t.Fatal(err)
	}
	for i := range got {
		got[i].Pos = want[i].Pos
		if fmt.Sprint(got[i]) != fmt.Sprint(want[i]) {
			t.Errorf("%v, want %v", got[i], want[i])
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d decisions, want %d", len(got), len(want))
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(file), ".dec*")); len(left) > 0 {
		t.Errorf("left behind %v", left)
	}
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := entity.Add(file, entity.Decision{Merge: []string{"A"}, Into: "A"}); err == nil {
		t.Error("a merge of one")
	}
	if after, _ := os.ReadFile(file); string(after) != string(before) {
		t.Error("a refused decision is written")
	}
	if err := os.WriteFile(file, []byte("- merge: [A, B]\n  into: A\n- merges: [A]\n- rename: A\n  to: B\n  into: C\n- split: <A>\n  as: B\n  articles: [x]\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err = entity.ReadDecisions(file)
	if err == nil {
		t.Fatal("mistakes pass")
	}
	for _, says := range []string{":3:", "merges", ":4:", "rename takes to", ":7:", "no IRI"} {
		if !strings.Contains(err.Error(), says) {
			t.Errorf("%q lacks %q", err, says)
		}
	}
}

// people is a graph with things to merge and to split, an article a line: subject, relation, object, with
// types after a slash.
const people = `
1: Ravi Tolmer/Person leads Velmor/Organization
2: Tolmer/Person leads Velmor/Organization
3: Ravi Tolmar/Person supports Velmor/Organization
4: Ana Kersten/Person leads Bolder/Organization
4: Bolder/Organization funds Calva/Organization
5: Ana Kersten/Person leads Ministry of Mills/Organization
5: Ministry of Mills/Organization criticizes Brissot/Organization
6: Soft Mill/Organization funds Velmor/Organization
7: SoftMill Inc/Organization funds Calva/Organization
8: Amoult Infrastructure Pool/Project located_in Amoult/Place
9: AIP/Organization located_in Amoult/Place
10: Isaure Hock/Person supports Brissot/Organization
11: Isaure Hock/Organization supports Brissot/Organization
12: Trinova 2/Product competes_with Velmor/Organization
14: Velmor France/Organization competes_with Trinova 2/Product
15: Velmor Mills/Organization competes_with Trinova 2/Product
13: Trinova 3/Product competes_with Velmor/Organization
`

func TestProposals(t *testing.T) {
	ctx := t.Context()
	s, err := schema.Load("")
	if err != nil {
		t.Fatal(err)
	}
	st, err := store.Open(ctx, store.Config{Backend: store.Memory})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	graphs := map[string][]quad.Quad{}
	for line := range strings.Lines(people) {
		article, claim, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok {
			continue
		}
		label := quad.IRI("article/" + article)
		add := func(s, p, o quad.Value) {
			graphs[string(label)] = append(graphs[string(label)], quad.Quad{Subject: s, Predicate: p, Object: o, Label: label})
		}
		var relation string
		for _, r := range s.Relations() {
			if strings.Contains(claim, " "+r.Name.Value+" ") {
				relation = r.Name.Value
			}
		}
		var ends [2]quad.IRI
		subject, object, _ := strings.Cut(claim, " "+relation+" ")
		for i, end := range []string{subject, object} {
			name, typ, _ := strings.Cut(end, "/")
			id := cuibono.EntityID(name)
			if typ == "Person" && !strings.Contains(name, " ") {
				id += "_(" + entity.Scope(string(label)) + ")"
			}
			ends[i] = quad.IRI(id)
			add(ends[i], quad.IRI(schema.RDFType), quad.IRI(s.ShortIRI(typ)))
			add(ends[i], quad.IRI(schema.RDFSLabel), quad.String(name))
		}
		add(ends[0], quad.IRI(relation), ends[1])
	}
	for label, quads := range graphs {
		if _, _, err := st.ReplaceGraph(ctx, quad.IRI(label), quads); err != nil {
			t.Fatal(err)
		}
	}
	proposals, err := entity.Proposals(ctx, st.QuadStore(), s, nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range proposals {
		if err := p.Decision.Check(); err != nil {
			t.Errorf("%v cannot be decided: %v", p, err)
		}
		if p.Decision.Split != "" {
			got = append(got, fmt.Sprintf("split %s in %v as %s: %s", p.Decision.Split, p.Decision.Articles, p.Decision.As, strings.Join(p.Reasons, "; ")))
		} else {
			got = append(got, fmt.Sprintf("merge %v into %s: %s", p.Decision.Merge, p.Decision.Into, strings.Join(p.Reasons, "; ")))
		}
	}
	bare := "Tolmer_(" + entity.Scope("article/2") + ")"
	want := []string{
		`merge [Amoult_Infrastructure_Pool AIP] into Amoult_Infrastructure_Pool: "AIP" are the initials, and both are in relation with Amoult`,
		`merge [Ravi_Tolmar Ravi_Tolmer] into Ravi_Tolmar: "Ravi Tolmar" and "Ravi Tolmer" differ by a letter, and both are in relation with Velmor`,
		`merge [Ravi_Tolmer ` + bare + `] into Ravi_Tolmer: Ravi Tolmer has that surname, and both are in relation with Velmor`,
		`merge [SoftMill_Inc Soft_Mill] into SoftMill_Inc: "SoftMill Inc" and "Soft Mill" are the same but for case, accents, spaces or legal form`,
		`merge [Velmor Velmor_Mills] into Velmor: "Velmor" and "Velmor Mills" differ by a word, and both are in relation with Trinova 2`,
		`split Ana_Kersten in [article/5] as Ana Kersten (Ministry of Mills): in article/5 with Ministry of Mills, elsewhere with Bolder, and nothing links the two`,
		`split Isaure_Hock in [article/11] as Isaure Hock (organization): organization in article/11, person in article/10`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	rest, err := entity.Proposals(ctx, st.QuadStore(), s, entity.Decisions{{Apart: []string{"Ravi_Tolmer", "Ravi_Tolmar"}}, {Apart: []string{"Ana_Kersten"}}})
	if err != nil || len(rest) != len(proposals)-2 {
		t.Errorf("%d of %d proposals after two are left apart, %v", len(rest), len(proposals), err)
	}
}
