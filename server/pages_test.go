package server_test

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"cuibono"
	"cuibono/loader"
	"cuibono/loader/archive"
	"cuibono/queries"
	"cuibono/schema"
	"cuibono/server"
	"cuibono/store"
)

// annotated is an extractor that knows the claims of the articles in testdata/articles beforehand.
type annotated map[string][]cuibono.Claim

func (claims annotated) Extract(_ context.Context, a *cuibono.Article) (*cuibono.Extraction, error) {
	out := &cuibono.Extraction{}
	seen := map[string]bool{}
	mention := func(r *cuibono.Ref) {
		if r == nil || seen[r.ID] {
			return
		}
		seen[r.ID] = true
		e := cuibono.Entity{ID: r.ID, Name: r.Name, Type: r.Type}
		if about, _, topic := strings.Cut(r.ID, "/"); topic {
			e.About = about
		}
		out.Entities = append(out.Entities, e)
	}
	for _, c := range claims[filepath.Base(a.Source)] {
		at := strings.Index(a.Text, c.Quote.Text)
		if at < 0 {
			return nil, fmt.Errorf("%s does not say %q", a.Source, c.Quote.Text)
		}
		c.Article = a.Source
		c.Quote.Offset, c.Quote.Length = utf8.RuneCountInString(a.Text[:at]), utf8.RuneCountInString(c.Quote.Text)
		mention(&c.Subject)
		mention(c.Object)
		mention(c.SaidBy)
		out.Claims = append(out.Claims, c)
	}
	slices.SortFunc(out.Entities, func(x, y cuibono.Entity) int { return strings.Compare(x.ID, y.ID) })
	return out, nil
}

// openNews gives all that a server needs, over the graph of openGraph and the articles of
// testdata/articles.
func openNews(t testing.TB) server.Options {
	t.Helper()
	st, err := store.Open(t.Context(), store.Config{Backend: store.Memory})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	sch, err := schema.Load("")
	if err != nil {
		t.Fatal(err)
	}
	known, err := os.ReadFile("testdata/articles/claims.json")
	if err != nil {
		t.Fatal(err)
	}
	var claims annotated
	if err := json.Unmarshal(known, &claims); err != nil {
		t.Fatal(err)
	}
	texts := archive.New(t.TempDir())
	inputs, _ := loader.Walk([]string{"testdata/articles/barrage.txt", "testdata/articles/tideway.txt", "testdata/graph.nq"})
	res, err := loader.Load(t.Context(), inputs, loader.Options{Schema: sch, Extractor: claims, Writer: st, Archive: texts,
		Article: loader.NewArticleOptions(sch, nil), Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	if len(res.Failed) > 0 || len(res.Warnings) > 0 || res.Claims != len(claims["barrage.txt"])+len(claims["tideway.txt"]) {
		t.Fatalf("load: %+v", res)
	}
	catalog, err := queries.Load(sch)
	if err != nil {
		t.Fatal(err)
	}
	engine := queries.New(st.QuadStore(), queries.Options{Schema: sch, Catalog: catalog, Generation: st.Generation})
	g := fixedGraph{st.QuadStore()}
	return server.Options{Graph: g, Writer: server.NewWriter(g), Sandbox: inProcess{g}, Catalog: catalog, Archive: texts,
		Engine: func(language string) server.Engine { return engine.WithLanguage(language) }}
}

func TestCannedQueries(t *testing.T) {
	base := start(t, openNews(t))
	status, _, body := call(t, "GET", base+"/api/queries", "")
	var list struct {
		Queries []struct {
			Name, URL, Text string
			Title           map[string]string
			Params          []struct{ Name, Type string }
		}
	}
	if err := json.Unmarshal([]byte(body), &list); err != nil || status != 200 {
		t.Fatalf("%d %v: %s", status, err, body)
	}
	for _, q := range list.Queries {
		if q.Title["en"] == "" || q.Title["fr"] == "" || q.Text == "" || q.URL != "/api/queries/"+q.Name || q.Params == nil {
			t.Errorf("%+v", q)
		}
	}
	if !slices.ContainsFunc(list.Queries, func(q struct {
		Name, URL, Text string
		Title           map[string]string
		Params          []struct{ Name, Type string }
	}) bool {
		return q.Name == "who-funds"
	}) {
		t.Error("no who-funds")
	}

	const ask = "/api/queries/who-funds?target=valmeyrac"
	for _, c := range []struct {
		name, path  string
		header      []string
		status      int
		contentType string
		want        []string
	}{
		{"JSON", ask, nil, 200, "application/json", []string{`"Lorimont"`, `240000000`, `"Odile_Taverne"`}},
		{"CSV by Accept", ask, []string{"Accept", "text/csv"}, 200, "text/csv; charset=utf-8", []string{"Lorimont", "Odile Taverne"}},
		{"CSV by parameter", ask + "&format=csv", []string{"Accept", "application/json"}, 200, "text/csv; charset=utf-8", []string{"Lorimont"}},
		{"Markdown", ask + "&format=markdown", nil, 200, "text/markdown; charset=utf-8", []string{"| ", "Lorimont"}},
		{"SVG", ask + "&format=svg", nil, 200, "image/svg+xml", []string{"<svg", "Lorimont"}},
		{"limit", ask + "&limit=1", nil, 200, "application/json", []string{`"truncated": true`}},
		{"unknown format", ask + "&format=xml", nil, 406, "application/json", []string{"json"}},
		{"unknown query", "/api/queries/who-fund?target=valmeyrac", nil, 404, "application/json", []string{"who-funds"}},
		{"unknown name", "/api/queries/who-funds?target=Valmeyrak", nil, 404, "application/json", []string{`"code":"unknown-name"`, `"Valmeyrac"`}},
		{"missing parameter", "/api/queries/who-funds", nil, 400, "application/json", []string{"target"}},
		{"unknown parameter", ask + "&targt=x", nil, 400, "application/json", []string{"targt", "try: target"}},
		{"parameter twice", ask + "&target=x", nil, 400, "application/json", []string{"2 times"}},
		{"limit of nonsense", ask + "&limit=0", nil, 400, "application/json", []string{"limit"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, h, body := call(t, "GET", base+c.path, "", c.header...)
			if status != c.status || h.Get("Content-Type") != c.contentType {
				t.Errorf("%d %s: %s", status, h.Get("Content-Type"), body)
			}
			for _, want := range c.want {
				if !strings.Contains(body, want) {
					t.Errorf("no %s in\n%s", want, body)
				}
			}
			if strings.HasPrefix(c.contentType, "text/csv") {
				if _, err := csv.NewReader(strings.NewReader(body)).ReadAll(); err != nil {
					t.Error(err)
				}
			}
			if c.contentType == "application/json" && !json.Valid([]byte(body)) {
				t.Errorf("not JSON: %s", body)
			}
		})
	}
	if status, _, _ := call(t, "POST", base+ask, ""); status != 405 {
		t.Errorf("POST: %d", status)
	}
}

var tags = regexp.MustCompile(`<[^>]*>`)

// plain is what a page shows.
func plain(page string) string {
	return strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(page, " "))), " ")
}

// A reader asks a question, follows a claim to its page, and from there to the sentence in the article.
func TestPages(t *testing.T) {
	base := start(t, openNews(t))
	get := func(path string, status int, header ...string) string {
		t.Helper()
		got, h, body := call(t, "GET", base+path, "", header...)
		if got != status || !strings.HasPrefix(h.Get("Content-Type"), "text/html") {
			t.Fatalf("%s: %d %s\n%s", path, got, h.Get("Content-Type"), body)
		}
		if strings.Contains(body, "<script") || strings.Contains(body, "?no-") || regexp.MustCompile(`[>\s]\?[a-z]`).MatchString(plain(body)) {
			t.Errorf("%s holds a script or a missing word:\n%s", path, body)
		}
		return body
	}
	shows := func(page string, words ...string) {
		t.Helper()
		for _, w := range words {
			if !strings.Contains(plain(page), w) {
				t.Errorf("no %q in\n%s", w, plain(page))
			}
		}
	}
	first := func(page, pattern string) string {
		t.Helper()
		m := regexp.MustCompile(pattern).FindStringSubmatch(page)
		if m == nil {
			t.Fatalf("no %s in\n%s", pattern, page)
		}
		return html.UnescapeString(m[1])
	}

	shows(get("/ask", 200), "Questions", "Who funds it")
	shows(get("/ask", 200, "Accept-Language", "fr-FR,fr;q=0.9,en;q=0.8"), "Qui le finance", "Demander")
	shows(get("/ask?lang=fr", 200, "Accept-Language", "en"), "Qui le finance")
	shows(get("/ask", 200, "Accept-Language", "en", "Cookie", "cuibono_language=fr"), "Qui le finance")
	shows(get("/ask/who-funds", 200), "Who funds it", "Ask")

	answer := get("/ask/who-funds?target=Valmeyrac", 200)
	shows(answer, "Lorimont", "at least 240 million EUR", "Odile Taverne", "50 million to 80 million EUR", "Aquilon", "La banque Lorimont investira", "CSV", "JSON")
	shows(get("/ask/who-funds?target=Valmeyrac&lang=fr", 200), "au moins 240 millions EUR", "de 50 millions à 80 millions EUR", "rapporté, non confirmé")
	shows(get("/ask/who-funds?target=Valmeyrak", 404), "Nothing in the graph is called “Valmeyrak”.", "Perhaps you mean:", "Valmeyrac")
	shows(get("/ask/nosuch", 404), "nosuch")
	shows(get("/ask/who-funds?target="+strings.Repeat("x", 3000), 404), "Nothing in the graph")

	entity := get(first(answer, `href="(/entity\?id=Lorimont)"`), 200)
	shows(entity, "Lorimont", "Ask about Lorimont")
	get(first(entity, `href="(/ask/[^"]*Lorimont[^"]*)"`), 200)
	shows(get("/entity?id=Nobody", 404), "no such thing")
	if status, h, _ := call(t, "GET", base+"/find?name=lorimont", ""); status != 303 || h.Get("Location") != "/entity?id=Lorimont" {
		t.Errorf("find: %d to %s", status, h.Get("Location"))
	}
	shows(get("/find?name=Lorimond", 404), "Perhaps you mean:", "Lorimont")

	claim := get(first(answer, `href="(/claim\?id=[^"]*)"`), 200)
	shows(claim, "In the archived article", "La Gazette des Cimes", "2031-03-04", "Said by")
	if got := first(claim, `(?s)<mark[^>]*>(.*?)</mark>`); !strings.Contains(got, "Lorimont investira") && !strings.Contains(got, "Aquilon pourrait") {
		t.Errorf("marked: %s", got)
	}
	shows(claim, "Le chantier est estimé") // the words around

	article := get(strings.TrimSuffix(first(claim, `href="(/article\?id=[^"]*)"`), "#this"), 200)
	shows(article, "Le barrage de Valmeyrac trouve ses financeurs", "dix recettes & trois < quatre", "SHA-256", "(denied)", "Valmeyrac has the budget 1.5 billion EUR →")
	if n := strings.Count(article, `id="this"`); n != 1 {
		t.Errorf("%d sentences are the one asked for", n)
	}
	if n := strings.Count(article, "<mark"); n != 4 {
		t.Errorf("%d sentences marked, want 4", n)
	}
	for _, path := range []string{"/claim", "/claim?id=nosuch", "/claim?id=Lorimont", "/article", "/article?id=nosuch", "/article?id=%FF"} {
		get(path, 404)
	}
}

// Every word that a page asks for is there, in both languages.
func TestPageTexts(t *testing.T) {
	used := regexp.MustCompile(`(?:\bt|tf) (?:\.Lang|\$lang) "([^"]+)"|textf?\(lang, "([^"]+)"`)
	files, _ := filepath.Glob("pages/*.html")
	more, _ := filepath.Glob("*.go")
	n := 0
	for _, file := range append(files, more...) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range used.FindAllStringSubmatch(string(data), -1) {
			n++
			for _, lang := range []string{"en", "fr"} {
				if !server.HasText(lang, m[1]+m[2]) {
					t.Errorf("%s: no text %q in %s", file, m[1]+m[2], lang)
				}
			}
		}
	}
	if n < 30 {
		t.Errorf("only %d texts found: the pattern does not fit the pages", n)
	}
}
