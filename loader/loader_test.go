package loader_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"

	"cuibono/loader"
	"cuibono/loader/archive"
	"cuibono/loader/article"
	"cuibono/loader/quadfile"
	"cuibono/loader/rdf"
)

const first = `---
title: Ardane pays
publisher: Amoult Gazette
date: 2025-05-02
url: https://gazette.example/ardane
lang: en
---

Ardane funds Velmor with 3000 EUR, says Ana Kersten. The mill stands in Amoult.

Trinova does not fund Velmor, says Ana Kersten.
`

var world = map[string]string{
	"news/1.md":     first,
	"news/2.txt":    "date 2025-05\nMore money for Trinova\n\nArdane funds Trinova. Nobody knows how much. The café is “open”.\n",
	"old/2.txt":     "date 2024-01-31\n\nBolder funds Ardane, says Ravi Tolmer.\n",
	"facts.nq":      "<Ardane> <located_in> <Amoult> <register> .\n_:a <name> \"Amoult\"@fr .\n",
	"more/facts.nt": "_:a <name> \"Trinova\" .\n",
}

// The graph, and with it every export, does not depend on the order of loading or the number of cores,
// nor on loading twice.
func TestLoadOrder(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, world)
	var paths []string
	for name := range world {
		paths = append(paths, filepath.Join(dir, name))
	}
	slices.Sort(paths)
	var want string
	for i, workers := range []int{1, 2, 7} {
		w := newWorkplace(t)
		w.opt.Workers = workers
		if i == 1 {
			slices.Reverse(paths)
		}
		r := w.load(paths...)
		if len(r.Failed) > 0 || r.Articles != 3 || r.QuadFiles != 2 || r.Claims != 4 {
			t.Fatalf("%+v", r)
		}
		got := w.export(quadfile.NQuads)
		if i == 0 {
			want = got
			golden(t, "testdata/world.nq", strings.ReplaceAll(want, folderDigest(t, filepath.Join(dir, "news")), "NEWS"), dir)
		}
		if got != want {
			t.Errorf("%d workers: the export differs:\n%s", workers, diff(want, got))
		}
		again := w.load(dir)
		if again.Changed != 0 || again.Added != 0 || again.Removed != 0 {
			t.Errorf("loading again: %+v", again)
		}
		if w.export(quadfile.NQuads) != want {
			t.Error("loading again changes the export")
		}
		report, err := loader.Verify(t.Context(), w.qs(), w.opt.Archive, w.opt.Schema)
		if err != nil || len(report.Problems) > 0 || report.Articles != 3 || report.Claims != 4 {
			t.Errorf("verify: %+v, %v", report, err)
		}
	}
}

func folderDigest(t *testing.T, dir string) string {
	t.Helper()
	id := article.ID(filepath.Join(dir, "x"), "", "")
	return strings.TrimSuffix(strings.TrimPrefix(id, "article/"), "/x")
}

// golden compares the export with a file, after taking the temporary folder's digests out.
func golden(t *testing.T, file, got, dir string) {
	t.Helper()
	for _, sub := range []string{"old", "more", ""} {
		got = strings.ReplaceAll(got, folderDigest(t, filepath.Join(dir, sub)), "FOLDER")
	}
	for _, name := range []string{"facts.nq", "more/facts.nt"} {
		got = strings.ReplaceAll(got, article.Place(filepath.Join(dir, name), ""), "PLACE")
	}
	// Claims are named by the place of their article too.
	lines := strings.Split(got, "\n")
	for i, line := range lines {
		if at := strings.Index(line, "/claim/"); at >= 0 {
			lines[i] = line[:at+7] + "…" + line[at+7+24:]
		}
	}
	slices.Sort(lines)
	got = strings.Join(lines, "\n")
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("%s (UPDATE=1 writes it anew):\n%s", file, diff(string(want), got))
	}
}

// diff lists the lines of only one of two texts.
func diff(want, got string) string {
	var b strings.Builder
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for _, line := range w {
		if !slices.Contains(g, line) {
			fmt.Fprintln(&b, "- "+line)
		}
	}
	for _, line := range g {
		if !slices.Contains(w, line) {
			fmt.Fprintln(&b, "+ "+line)
		}
	}
	return b.String()
}

// A changed article at the same place replaces its earlier version, and nothing of that stays behind;
// retracting takes out what the article alone supports.
func TestReplaceAndRetract(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, world)
	w := newWorkplace(t)
	w.load(filepath.Join(dir, "news"), filepath.Join(dir, "old"))
	write(t, dir, map[string]string{"news/2.txt": "Other money\n\nBolder funds Trinova.\n"})
	if r := w.load(filepath.Join(dir, "news")); r.Articles != 2 || r.Changed != 1 {
		t.Fatalf("%+v", r)
	}
	got := w.export(quadfile.NTriples)
	for text, want := range map[string]bool{
		"Ardane> <https://cuibono.example/funds> <https://cuibono.example/Trinova>": false,
		"Bolder> <https://cuibono.example/funds> <https://cuibono.example/Trinova>": true,
		"Bolder> <https://cuibono.example/funds> <https://cuibono.example/Ardane>":  true,
		`"More money for Trinova"`: false,
	} {
		if strings.Contains(got, text) != want {
			t.Errorf("%s: in the graph: %v, want %v", text, !want, want)
		}
	}
	id, err := loader.FindArticle(t.Context(), w.qs(), filepath.Join(dir, "news/2.txt"), "")
	if err != nil {
		t.Fatal(err)
	}
	if by, err := loader.FindArticle(t.Context(), w.qs(), "Other money", ""); err != nil || by != id {
		t.Errorf("by title: %q, %v; want %q", by, err, id)
	}
	if _, err := loader.FindArticle(t.Context(), w.qs(), "2.txt", ""); err == nil || !strings.Contains(err.Error(), "several") {
		t.Errorf("2.txt is two articles: %v", err)
	}
	if _, err := loader.Retract(t.Context(), w.store, id); err != nil {
		t.Fatal(err)
	}
	if got := w.export(quadfile.NQuads); strings.Contains(got, "Other money") || strings.Contains(got, "Trinova> <https://cuibono.example/funds>") {
		t.Errorf("retracted, and still there:\n%s", got)
	}
	if _, err := loader.Retract(t.Context(), w.store, id); !errors.Is(err, loader.ErrNoArticle) {
		t.Errorf("retract again: %v", err)
	}
}

// Inputs that cannot be read fail one by one, and the rest goes in.
func TestBadInputs(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"a/binary.txt": "\x00\x01\x02binary", "a/empty.txt": "", "a/blank.md": " \n\n", "a/paper.txt": "%PDF-1.7 …",
		"a/good.txt": "Title\n\nArdane funds Velmor.\n", "a/latin.txt": "Caf\xe9 news\n\nArdane funds Velmor. Caf\xe9s.\n",
		"a/.hidden": "x", "a/picture.png": "x", "a/README.md": "# no article",
		"a/broken.nq": "<a> <b> <c> .\nnonsense\n<a> <b> .\n<d> <e> \"f\" .\n", "nothing/x.css": "p{}",
	})
	w := newWorkplace(t)
	inputs, skipped := loader.Walk([]string{filepath.Join(dir, "a"), filepath.Join(dir, "nothing"), filepath.Join(dir, "missing.txt")})
	r := w.loadInputs(inputs...)
	if r.Articles != 2 || r.QuadFiles != 1 || skipped != 3 {
		t.Errorf("%d articles, %d quad files, %d skipped", r.Articles, r.QuadFiles, skipped)
	}
	var got []string
	for _, f := range r.Failed {
		got = append(got, strings.ReplaceAll(f.Error(), dir+string(filepath.Separator), ""))
	}
	want := []string{
		"a/binary.txt: not a text: it holds a zero byte at offset 0",
		"a/blank.md: no text in it",
		"a/broken.nq:2: the statement is incomplete",
		"a/broken.nq:3: the statement is incomplete",
		"a/empty.txt: no text in it",
		"a/paper.txt: not a text: it is a PDF file; convert it",
		"nothing: nothing to load in this folder",
		"missing.txt: no such file or folder",
	}
	if len(got) != len(want) {
		t.Fatalf("failed:\n%s", strings.Join(got, "\n"))
	}
	for i := range want {
		if !strings.HasPrefix(got[i], want[i]) {
			t.Errorf("got  %s\nwant %s…", got[i], want[i])
		}
	}
	if len(r.Warnings) != 1 || !strings.Contains(r.Warnings[0].Text, "Latin-1") {
		t.Errorf("warnings %v", r.Warnings)
	}
}

// A store that fails ends the load; what was acknowledged is in.
func TestUnwritableArchive(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, world)
	w := newWorkplace(t)
	w.opt.Archive = archive.New(filepath.Join(dir, "news/1.md"))
	inputs, _ := loader.Walk([]string{filepath.Join(dir, "news")})
	if _, err := loader.Load(t.Context(), inputs, w.opt); err == nil || !strings.Contains(err.Error(), "archive text") {
		t.Errorf("load into a file for an archive: %v", err)
	}
	if n := strings.Count(w.export(quadfile.NQuads), "\n"); n != 0 {
		t.Errorf("%d quads of an article whose text is not archived", n)
	}
}

// Verify finds what was tampered with.
func TestVerifyFinds(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, world)
	w := newWorkplace(t)
	w.load(filepath.Join(dir, "news"), filepath.Join(dir, "old"))
	check := func(want ...string) {
		t.Helper()
		report, err := loader.Verify(t.Context(), w.qs(), w.opt.Archive, w.opt.Schema)
		if err != nil {
			t.Fatal(err)
		}
		if len(report.Problems) != len(want) {
			t.Fatalf("problems %v, want %q", report.Problems, want)
		}
		for i, p := range report.Problems {
			if !strings.Contains(p.String(), want[i]) {
				t.Errorf("%s: want %s", p, want[i])
			}
		}
	}
	check()
	id, err := loader.FindArticle(t.Context(), w.qs(), "Ardane pays", "")
	if err != nil {
		t.Fatal(err)
	}
	var quads []quad.Quad
	for q, err := range loader.Quads(t.Context(), w.qs()) {
		if err != nil {
			t.Fatal(err)
		}
		if q.Label == quad.IRI(id) {
			quads = append(quads, q)
		}
	}
	tamper := func(change func(q quad.Quad) quad.Quad) {
		t.Helper()
		var changed []quad.Quad
		for _, q := range quads {
			if q = change(q); q.Subject != nil {
				changed = append(changed, q)
			}
		}
		if _, _, err := w.store.ReplaceGraph(t.Context(), quad.IRI(id), changed); err != nil {
			t.Fatal(err)
		}
	}
	tamper(func(q quad.Quad) quad.Quad {
		if q.Predicate == quad.IRI("oa:exact") && strings.Contains(q.Object.String(), "Ardane") {
			q.Object = quad.String("Ardane funds everybody.")
		}
		return q
	})
	check("its quote is not what stands")
	tamper(func(q quad.Quad) quad.Quad {
		if q.Predicate == quad.IRI("funds") {
			q.Object = quad.IRI("Somebody")
		}
		return q
	})
	check("affirms a relation", "relation without a claim")
	tamper(func(q quad.Quad) quad.Quad { return q })
	check()
	files, err := filepath.Glob(filepath.Join(w.dir, "archive/*/*"))
	if err != nil || len(files) != 3 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		if err := os.Remove(f); err != nil {
			t.Fatal(err)
		}
	}
	check("not in the archive", "not in the archive", "not in the archive")
}

// An export reads back to the same graph, by this program and by Cayley's own reader.
func TestRoundTrip(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, world)
	w := newWorkplace(t)
	w.load(dir)
	want := w.export(quadfile.NQuads)
	for _, format := range []quadfile.Format{quadfile.NQuads, quadfile.JSON, quadfile.JSONLD, quadfile.PQuads} {
		back := newWorkplace(t)
		r := back.loadInputs(loader.Bytes("export."+map[quadfile.Format]string{quadfile.NQuads: "nq", quadfile.JSON: "json", quadfile.JSONLD: "jsonld", quadfile.PQuads: "pq"}[format], []byte(w.export(format))))
		if len(r.Failed) > 0 {
			t.Fatalf("%s: %v", format, r.Failed)
		}
		got, want := back.export(quadfile.NQuads), want
		if format == quadfile.JSONLD { // its blank nodes have no names of their own
			got, want = withoutBlanks(got), withoutBlanks(want)
		}
		if got != want {
			t.Errorf("%s: reads back to another graph:\n%s", format, diff(want, got))
		}
	}
	r := nquads.NewReader(strings.NewReader(want), false)
	var lines []string
	for {
		q, err := r.ReadQuad()
		if err != nil {
			break
		}
		lines = append(lines, rdf.Absolute(q, "").NQuad())
	}
	slices.Sort(lines)
	if got := strings.Join(lines, "\n") + "\n"; got != want {
		t.Errorf("Cayley reads another graph:\n%s", diff(want, got))
	}
}

func withoutBlanks(export string) string {
	lines := strings.Split(export, "\n")
	return strings.Join(slices.DeleteFunc(lines, func(line string) bool { return strings.HasPrefix(line, "_:") }), "\n")
}
