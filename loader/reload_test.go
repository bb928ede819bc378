package loader_test

import (
	"path/filepath"
	"strings"
	"testing"

	"cuibono/loader"
	"cuibono/loader/entity"
	"cuibono/loader/quadfile"
)

// A decision reaches what is loaded already, and gives the graph that loading after it would have given;
// taken back, it leaves the graph as it was.
func TestReload(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, world)
	write(t, dir, map[string]string{"news/page.html": "<html lang=en><title>A page</title><nav>Menu</nav><p>Ardane funds Calva &amp; others, it says. Ardane funds Bolder.</p></html>"})
	w := newWorkplace(t)
	w.load(dir)
	before := w.export(quadfile.NQuads)
	if r, err := loader.Reload(t.Context(), w.qs(), nil, w.opt); err != nil || len(r.Failed) > 0 || r.Articles != 4 || r.Changed != 0 {
		t.Fatalf("%+v, %v", r, err)
	}
	decisions := entity.Decisions{{Rename: "Ardane", To: "Ardane: the mill"}, {Merge: []string{"Trinova", "Velmor"}, Into: "Velmor"}}
	w.opt.Entities = entity.NewResolver(decisions)
	if r, err := loader.Reload(t.Context(), w.qs(), nil, w.opt); err != nil || len(r.Failed) > 0 || r.Changed != 4 {
		t.Fatalf("%+v, %v", r, err)
	}
	decided := w.export(quadfile.NQuads)
	if strings.Contains(decided, "/Trinova>") || !strings.Contains(decided, "<https://cuibono.example/Ardane%3A_the_mill> <https://cuibono.example/funds> <https://cuibono.example/Velmor>") {
		t.Error(diff(before, decided))
	}
	fresh := newWorkplace(t)
	fresh.opt.Entities = w.opt.Entities
	fresh.load(dir)
	if got := fresh.export(quadfile.NQuads); got != decided {
		t.Errorf("loading with the decisions differs:\n%s", diff(decided, got))
	}
	report, err := loader.Verify(t.Context(), w.qs(), w.opt.Archive, w.opt.Schema)
	if err != nil || len(report.Problems) > 0 {
		t.Errorf("%v, %v", report, err)
	}
	w.opt.Entities = nil
	if _, err := loader.Reload(t.Context(), w.qs(), nil, w.opt); err != nil {
		t.Fatal(err)
	}
	if got := w.export(quadfile.NQuads); got != before {
		t.Errorf("taken back:\n%s", diff(before, got))
	}
	id, err := loader.FindArticle(t.Context(), w.qs(), filepath.Join(dir, "news/page.html"), "")
	if err != nil {
		t.Fatal(err)
	}
	if r, err := loader.Reload(t.Context(), w.qs(), []string{id}, w.opt); err != nil || r.Articles != 1 {
		t.Errorf("%+v, %v", r, err)
	}
}

// Files of quads: blank nodes of two files stay two, of one file one; strict refuses a file as a whole.
func TestQuadFiles(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"a/facts.nq": "_:x <name> \"Amoult\" .\n_:x <kind> \"town\" .\n", "b/facts.nq": "_:x <name> \"Velmor\" .\n",
		"broken.nq": "<a> <b> \"one\" .\nbroken\n<a> <b> \"two\" .\n", "long.nq": "<a> <b> \"" + strings.Repeat("x", 5000) + "\" .\n<a> <b> \"three\" .\n",
	})
	w := newWorkplace(t)
	w.opt.MaxLine = 4000
	r := w.load(dir)
	got := w.export(quadfile.NQuads)
	if nodes := strings.Count(got, "_:"); nodes != 3 || len(r.Failed) != 2 || r.QuadFiles != 4 {
		t.Errorf("%+v\n%s", r, got)
	}
	for _, text := range []string{"one", "two", "three"} {
		if !strings.Contains(got, text) {
			t.Errorf("%q is lost", text)
		}
	}
	if again := w.load(dir); again.Added != 0 {
		t.Errorf("loading again adds %d", again.Added)
	}
	strict := newWorkplace(t)
	strict.opt.Strict = true
	strict.opt.MaxLine = 4000
	r = strict.load(dir)
	got = strict.export(quadfile.NQuads)
	if len(r.Failed) != 2 || r.QuadFiles != 2 || strings.Contains(got, "one") || strings.Contains(got, "three") || !strings.Contains(r.Failed[0].Error(), "broken.nq:2:") || !strings.Contains(r.Failed[0].Error(), "nothing of the file was added") {
		t.Errorf("%v\n%s", r.Failed, got)
	}
	// Standard input can be read only once.
	in := loader.Stream("-", strings.NewReader("<a> <b> \"four\" .\n<a> <b> \"five\" .\n"))
	if r := strict.loadInputs(in); len(r.Failed) > 0 || r.Added != 2 {
		t.Errorf("%+v", r)
	}
	in = loader.Stream("-", strings.NewReader("<a> <b> \"six\" .\n<a> <b>\n"))
	if r := strict.loadInputs(in); len(r.Failed) != 1 || r.Added != 0 {
		t.Errorf("%+v", r)
	}
}
