package article_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"cuibono"
	"cuibono/loader/article"
)

func read(t testing.TB, source, text string) (*cuibono.Article, []string) {
	t.Helper()
	var warnings []string
	a, err := article.Read(source, []byte(text), article.Options{
		Cues: article.NewCues(furniture(t, "fr", "en")...),
		Warn: func(w article.Warning) { warnings = append(warnings, w.String()) },
	})
	if err != nil {
		t.Fatal(err)
	}
	checkPassages(t, a)
	return a, warnings
}

const sample = "Velmor s’agrandit\n\nLa coopérative Velmor a levé « 3 millions d’euros » à Saint-Amoult. Été 2025 : 40 œuvres, 12 €.\n"

func TestEncodings(t *testing.T) {
	cp1252, err := charmap.Windows1252.NewEncoder().String(sample)
	if err != nil {
		t.Fatal(err)
	}
	latin1, err := charmap.ISO8859_1.NewEncoder().String("Le café\n\nVelmor a ouvert un café à Amoult, près du marché, en été.\n")
	if err != nil {
		t.Fatal(err)
	}
	u16 := func(order string) string {
		var b strings.Builder
		for _, u := range utf16.Encode([]rune(sample)) {
			if order == "le" {
				b.WriteByte(byte(u))
			}
			b.WriteByte(byte(u >> 8))
			if order == "be" {
				b.WriteByte(byte(u))
			}
		}
		return b.String()
	}
	for name, c := range map[string]struct{ data, warning, text string }{
		"UTF-8":              {sample, "", sample},
		"mark":               {"\xef\xbb\xbf" + sample, "", sample},
		"decomposed":         {strings.ReplaceAll(sample, "é", "e\u0301"), "", sample},
		"line ends":          {strings.ReplaceAll(sample, "\n", "\r\n"), "", sample},
		"UTF-16 LE":          {"\xff\xfe" + u16("le"), "", sample},
		"UTF-16 BE":          {"\xfe\xff" + u16("be"), "", sample},
		"UTF-16 LE unmarked": {u16("le"), "UTF-16", sample},
		"UTF-16 BE unmarked": {u16("be"), "UTF-16", sample},
		"Windows-1252":       {cp1252, "Windows-1252", sample},
		"Latin-1":            {latin1, "Latin-1", "Le café\n\nVelmor a ouvert un café à Amoult, près du marché, en été.\n"},
		"damaged":            {sample + "\xe9", "1 bytes", sample + "\uFFFD"},
	} {
		a, warnings := read(t, "x.txt", c.data)
		if a.Text != c.text {
			t.Errorf("%s: text %q", name, a.Text)
		}
		if (c.warning == "") != (len(warnings) == 0) || c.warning != "" && !strings.Contains(warnings[0], c.warning) {
			t.Errorf("%s: warnings %q, want %q", name, warnings, c.warning)
		}
	}
}

func TestRefused(t *testing.T) {
	for name, c := range map[string]struct {
		data string
		want error
		says string
	}{
		"empty":       {"", article.ErrEmpty, ""},
		"blank":       {" \n\t\u00a0\ufeff\n", article.ErrEmpty, ""},
		"zero byte":   {"Velmor\x00Ardane", article.ErrBinary, "offset 6"},
		"PDF":         {"%PDF-1.4\n%âãÏÓ", article.ErrBinary, "pdftotext"},
		"PNG":         {"\x89PNG\r\n", article.ErrBinary, "PNG"},
		"Cyrillic":    {strings.Repeat("\xcf\xf0\xe8\xe2\xe5\xf2 ", 20), article.ErrBinary, "iconv"},
		"controls":    {strings.Repeat("a\x01\x02", 100), article.ErrBinary, "control"},
		"large":       {strings.Repeat("x ", 2000), article.ErrTooLarge, "more than 3000 bytes"},
		"empty HTML":  {"<html><body><script>1</script></body></html>", article.ErrEmpty, ""},
		"only a menu": {"<html><body><nav>Menu of the site</nav></body></html>", article.ErrEmpty, ""},
	} {
		_, err := article.Read("x", []byte(c.data), article.Options{MaxSize: 3000})
		if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestFrontMatter(t *testing.T) {
	a, warnings := read(t, "x.md", `---
title: "Velmor: the loan"
publisher: Amoult Gazette
date: 2025-01-23T10:00:00+01:00
url: https://gazette.example/1
lang: en-GB
author: Ana Kersten
tags: [a, b]
---

# Velmor: the loan

The cooperative *Velmor* took a **loan** from [Ardane](https://ardane.example/x_(y)), the *only* bank in town.

![Photo of a mill](mill.jpg)

## What it costs

- Ardane: 3%
- Velmor: `+"`nothing`"+`
`)
	if a.Title != "Velmor: the loan" || a.Publisher != "Amoult Gazette" || a.Date != "2025-01-23" || a.URL != "https://gazette.example/1" || a.Language != "en" {
		t.Errorf("%+v", a)
	}
	if len(warnings) != 2 || !strings.Contains(warnings[0], `x.md:7: front matter key "author" is not used`) || !strings.Contains(warnings[1], `x.md:8: front matter key "tags"`) {
		t.Errorf("warnings %q", warnings)
	}
	want := []string{"title: Velmor: the loan", "body: The cooperative Velmor took a loan from Ardane, the only bank in town.",
		"heading: What it costs", "item: Ardane: 3%", "item: Velmor: nothing"}
	var got []string
	for _, p := range a.Passages {
		if p.Kind.Claims() {
			got = append(got, string(p.Kind)+": "+a.Text[p.Start:p.End])
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q\n%s", got, want, show(a))
	}

	// The archived text read again gives the same article.
	b, err := article.Read("x.md", []byte(a.Text), article.Options{Archived: true, ID: a.ID, Cues: article.NewCues(furniture(t, "fr", "en")...)})
	if err != nil || b.Text != a.Text || !slices.Equal(a.Passages, b.Passages) || b.Title != a.Title {
		t.Errorf("again: %v\n%s", err, show(b))
	}
}

func TestFrontMatterMistakes(t *testing.T) {
	for text, want := range map[string]string{
		"---\ntitle: [\n---\nText of it.":                         "not readable",
		"---\ntitle: x\nText of it.":                              "nothing closes",
		"---\n- a\n---\nText of it.":                              "no list of keys",
		"---\ndate: yesterday\n---\nText of it.":                  "2025-01-31",
		"---\nlang: French\n---\nText of it.":                     "ISO 639-1",
		"---\nurl: somewhere\n---\nText of it.":                   "not absolute",
		"---\na: " + strings.Repeat("[", 500) + "\n---\nText it.": "nest",
	} {
		a, warnings := read(t, "x.md", text)
		if len(warnings) != 1 || !strings.Contains(warnings[0], want) {
			t.Errorf("%.40q: warnings %q, want %q", text, warnings, want)
		}
		if !strings.Contains(a.Text, "Text ") {
			t.Errorf("%.40q: text %q", text, a.Text)
		}
	}
}

func TestDateLine(t *testing.T) {
	for text, want := range map[string][3]string{
		"date 2025-05-19\nVelmor s'agrandit\n\nArdane paie la moitié.":                  {"2025-05-19", "Velmor s'agrandit", "Ardane paie la moitié."},
		" date 2025-01 Velmor a ouvert mardi son troisième moulin.\n\nArdane a payé.":   {"2025-01", "", "Velmor a ouvert mardi son troisième moulin."},
		"Date: 2024\n\nVelmor grows again\n\nArdane has paid for it.":                   {"2024", "Velmor grows again", "Ardane has paid for it."},
		"date 2025-99-99\nVelmor s'agrandit\n\nArdane paie.":                            {"", "", "Velmor s'agrandit"},
		"dateline 2025-01\nVelmor grows again this year\n\nArdane has paid for it all.": {"", "", "Ardane has paid for it all."},
	} {
		a, _ := read(t, "x.txt", text)
		if a.Date != want[0] || want[1] != "" && a.Title != want[1] {
			t.Errorf("%q: date %q, title %q", text, a.Date, a.Title)
		}
		if !slices.ContainsFunc(a.Passages, func(p cuibono.Passage) bool { return p.Kind.Claims() && a.Text[p.Start:p.End] == want[2] }) {
			t.Errorf("%q: no passage %q:\n%s", text, want[2], show(a))
		}
	}
}

const webPage = `<!DOCTYPE html>
<html lang="fr-FR"><head><title>Velmor s'agrandit - Gazette</title>
<meta property="og:title" content="Velmor : l'agrandissement"><meta property="og:site_name" content="Gazette d'Amoult">
<meta property="article:published_time" content="2025-03-04T08:00:00Z"><link rel="canonical" href="https://gazette.example/velmor">
<script>var x = "Ardane owns all";</script></head>
<body><header><a>Accueil</a></header><nav><ul><li>Sports</li></ul></nav>
<div class="cookie-banner">Nous utilisons des cookies de Calva.</div>
<article><h1>Velmor&nbsp;: l'agrandissement</h1>
<p>La coopérative <b>Velmor</b> agrandit son moulin &amp; embauche douze personnes, pour un coût de 3&nbsp;millions d'euros que partagent Ardane et la commune de Saint-Amoult.</p>
<figure><img src="x.jpg"><figcaption>Le moulin, photographié par Bolder</figcaption></figure>
<div class="related-articles"><p>Calva rachète Brissot</p></div>
<h2>Qui paie</h2><ul><li>Ardane&nbsp;: 2 millions</li><li>la commune : le reste</li></ul>
<p>Les travaux dureront<br>deux ans.</p></article>
<aside><p>Trinova attaque Bolder en justice.</p></aside>
<footer>© Gazette</footer></body></html>`

// A plain text may mark its headings as Markdown does.
func TestHeadingInPlainText(t *testing.T) {
	a, _ := read(t, "x.txt", "# Velmor raises 3 million\n\nThe start-up Velmor has raised 3 million euros from Ardane, it said.\n\n## Who pays\n\nThe bank Trinova lends as much again.\n")
	var got []string
	for _, p := range a.Passages {
		if p.Kind.Claims() {
			got = append(got, string(p.Kind)+": "+a.Text[p.Start:p.End])
		}
	}
	want := []string{"title: Velmor raises 3 million", "body: The start-up Velmor has raised 3 million euros from Ardane, it said.",
		"heading: Who pays", "body: The bank Trinova lends as much again."}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestHTML(t *testing.T) {
	a, warnings := read(t, "page.html", webPage)
	if len(warnings) > 0 || a.Title != "Velmor : l'agrandissement" || a.Publisher != "Gazette d'Amoult" || a.Date != "2025-03-04" || a.URL != "https://gazette.example/velmor" || a.Language != "fr" {
		t.Errorf("%q %+v", warnings, a)
	}
	var got []string
	for _, p := range a.Passages {
		if p.Kind.Claims() {
			got = append(got, string(p.Kind)+": "+a.Text[p.Start:p.End])
		}
	}
	want := []string{"title: Velmor : l'agrandissement",
		"body: La coopérative Velmor agrandit son moulin & embauche douze personnes, pour un coût de 3 millions d'euros que partagent Ardane et la commune de Saint-Amoult.",
		"heading: Qui paie", "item: Ardane : 2 millions", "item: la commune : le reste", "body: Les travaux dureront deux ans."}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q\n%s", got, want, a.Text)
	}
	for _, kept := range []string{"Calva rachète Brissot", "Trinova attaque", "photographié par Bolder"} {
		if !strings.Contains(a.Text, kept) {
			t.Errorf("%q is not kept", kept)
		}
	}
	if strings.Contains(a.Text, "Ardane owns all") {
		t.Error("a script is text")
	}
	b, err := article.Read("page.html", []byte(a.Text), article.Options{Archived: true, ID: a.ID, Cues: article.NewCues(furniture(t, "fr", "en")...)})
	if err != nil || !slices.Equal(a.Passages, b.Passages) || b.Title != a.Title || b.SHA256 != a.SHA256 {
		t.Errorf("again: %v\n%s", err, show(b))
	}
}

func TestID(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	a, b := article.ID("news/1.txt", "", ""), article.ID("old/news/1.txt", "", "")
	if a == b || !strings.HasPrefix(a, "article/news-") || !strings.HasSuffix(a, "/1.txt") || len(a) != len("article/news-0123456789/1.txt") {
		t.Errorf("%q and %q", a, b)
	}
	if strings.Contains(a, filepath.Base(dir)) {
		t.Errorf("%q gives the path away", a)
	}
	for _, same := range []string{"./news/1.txt", "news//1.txt", "old/../news/1.txt", filepath.Join(dir, "news/1.txt")} {
		if got := article.ID(same, "", ""); got != a {
			t.Errorf("%s is %q, want %q", same, got, a)
		}
	}
	for source, want := range map[string]string{
		"https://www.gazette.example/a b/1?x=2#top": "article/www.gazette.example/a%20b/1%3Fx=2",
		"-":                  "article/stdin/abcdef0123",
		"news/été 1.txt":     "article/news/été%201.txt",
		"news/_été_1.txt":    "article/news/_été_1.txt",
		"news/a:b/c%d?.txt":  "article/news/a%3Ab/c%25d%3F.txt",
		"/elsewhere/1.txt":   article.ID("/elsewhere/1.txt", "", ""),
		"../outside/of.text": article.ID("../outside/of.text", "", ""),
	} {
		if got := article.ID(source, dir, "abcdef0123456789"); got != want {
			t.Errorf("%s is %q, want %q", source, got, want)
		}
	}
}

// On the annotated articles no claim is lost: what its ends are called stands in passages that are read.
func TestNoClaimLost(t *testing.T) {
	files, err := filepath.Glob("../../../shared/gold/*.json")
	if err != nil || len(files) == 0 {
		t.Skip("the annotated articles are not there")
	}
	claims, words, furnished := 0, 0, 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var gold struct {
			File     string
			Entities []struct {
				Name    string
				Aliases []string
			}
			Claims []struct {
				S, P, O string
				Core    *bool
			}
		}
		if err := json.Unmarshal(data, &gold); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(filepath.Join("../../../shared", gold.File))
		if err != nil {
			t.Fatal(err)
		}
		a, _ := read(t, gold.File, string(text))
		var kept strings.Builder
		for _, p := range a.Passages {
			n := len(strings.Fields(a.Text[p.Start:p.End]))
			words += n
			if p.Kind.Claims() {
				kept.WriteString(strings.ToLower(a.Text[p.Start:p.End]) + "\n")
			} else {
				furnished += n
			}
		}
		names := map[string][]string{}
		for _, e := range gold.Entities {
			names[e.Name] = append([]string{e.Name}, e.Aliases...)
		}
		named := func(name string) bool {
			return slices.ContainsFunc(append(names[name], name), func(s string) bool { return strings.Contains(kept.String(), strings.ToLower(s)) })
		}
		for _, c := range gold.Claims {
			if c.Core != nil && !*c.Core {
				continue // neither asked for nor held against anybody
			}
			claims++
			for _, end := range []string{c.S, c.O} {
				inText := slices.ContainsFunc(append(names[end], end), func(s string) bool { return strings.Contains(strings.ToLower(a.Text), strings.ToLower(s)) })
				if inText && !named(end) {
					t.Errorf("%s: %q of (%s, %s, %s) stands in furniture only", file, end, c.S, c.P, c.O)
				}
			}
		}
	}
	t.Logf("%d claims; %d of %d words are not read", claims, furnished, words)
	if claims < 100 || furnished*5 > words {
		t.Errorf("%d claims; %d of %d words are not read", claims, furnished, words)
	}
}

// Any bytes give an article that holds together, or an error, and what is archived reads back.
func FuzzRead(f *testing.F) {
	f.Add("x.txt", []byte(sample))
	f.Add("x.html", []byte(webPage))
	f.Add("x.md", []byte("---\ntitle: x\n---\n# x\n\n::: furniture\n\na\n\n:::\n\n```\ncode\n```\n[a](b) **c**\n"))
	f.Add("x.txt", []byte(" date 2025-01 Velmor | Ardane | Bolder\n- a\n- b\n\nVelmor. Lire aussi : Ardane\n"))
	f.Add("x", []byte("\xff\xfea\x00b\x00"))
	files, _ := filepath.Glob("testdata/pages/*.txt")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add("x.txt", data)
	}
	cues := article.NewCues(furniture(f, "fr", "en")...)
	f.Fuzz(func(t *testing.T, source string, data []byte) {
		a, err := article.Read(source, data, article.Options{Cues: cues, MaxSize: 1 << 16})
		if err != nil {
			return
		}
		if !utf8.ValidString(a.Text) {
			t.Fatal("text is no UTF-8")
		}
		checkPassages(t, a)
		b, err := article.Read(source, []byte(a.Text), article.Options{Cues: cues, Archived: true, ID: a.ID})
		if err != nil || b.SHA256 != a.SHA256 || !slices.Equal(a.Passages, b.Passages) || a.Title != b.Title {
			t.Fatalf("read again: %v\n%s\n%s", err, show(a), show(b))
		}
	})
}

// Texts made to be slow are read in a time that grows with their length: each of these would take
// hours if it grew with its square.
func TestLinear(t *testing.T) {
	const n = 1 << 18
	fill := func(s string) string { return strings.Repeat(s, n/len(s)) }
	for name, text := range map[string]string{
		"one line":         fill("velmor "),
		"no space":         fill("v"),
		"brackets":         fill("["),
		"quotes":           fill("\" . "),
		"lines":            fill("v\n"),
		"comments":         fill("Comments\n"),
		"doubled":          fill("Ardane\nArdane\nBolder\n"),
		"bars":             fill("| "),
		"zero width":       fill("\u200b\u200fv"),
		"combining":        fill("e\u0301\u0301"),
		"markdown":         "---\ntitle: x\n---\n" + fill("[a](b **c _d "),
		"divisions":        "---\ntitle: x\n---\n" + fill("::: furniture\n"),
		"HTML":             "<html>" + fill("<div><p>a"),
		"HTML attributes":  "<html>" + fill("<p class='a b c'>a</p>"),
		"unclosed matter":  "---\n" + fill("a: b\n"),
		"numbered":         fill("1. Velmor\n"),
		"sentence by line": fill("Ardane funds Velmor, which is a mill on the river, and has done so for long.\n"),
	} {
		a, err := article.Read(map[bool]string{true: "x.md", false: "x.txt"}[strings.HasPrefix(text, "---")], []byte(text),
			article.Options{Cues: article.NewCues(furniture(t, "fr", "en")...)})
		if err != nil {
			if name != "HTML" {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		checkPassages(t, a)
	}
}

// The article is found among others on the page, and where nothing marks it.
func TestHTMLMain(t *testing.T) {
	text := "<p>" + strings.Repeat("Ardane funds the mill of Velmor and says so to everybody who asks. ", 4) + "</p>"
	teaser := "<article><p>Calva buys Brissot for nine million after a night of talks, and nobody knows who pays for it in the end, or why the price rose so much in a week.</p></article>"
	for name, page := range map[string]string{
		"article among teasers":    "<body><main><article>" + text + "</article></main>" + teaser + teaser + "</body>",
		"main with nothing marked": "<body><nav>Calva</nav><main>" + text + "</main><div>Calva and others</div></body>",
		"teasers below the text":   "<body><main><article>" + text + "</article>" + teaser + "</main></body>",
		"nothing marked":           "<body><div class=page>" + text + "<div class='related-posts'>Calva buys Brissot</div></div></body>",
	} {
		a, _ := read(t, "x.html", "<html>"+page+"</html>")
		var claims string
		for _, p := range a.Passages {
			if p.Kind.Claims() {
				claims += a.Text[p.Start:p.End]
			}
		}
		if !strings.Contains(claims, "Ardane funds") || strings.Contains(claims, "Calva") || !strings.Contains(a.Text, "Calva") {
			t.Errorf("%s:\n%s", name, show(a))
		}
	}
}
