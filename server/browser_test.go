package server_test

import (
	"bufio"
	"context"
	"encoding/json"
	"html"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// browser finds what the browser test needs, installing its one package from the lock file. Without a
// browser the test is skipped; where CI is set it fails instead, so that it cannot be lost unseen.
func browser(t *testing.T) (node, chromium string) {
	t.Helper()
	missing := func(what, advice string) {
		t.Helper()
		if os.Getenv("CI") != "" {
			t.Fatalf("%s\ntry: %s", what, advice)
		}
		t.Skipf("%s; try: %s", what, advice)
	}
	chromium = os.Getenv("CHROMIUM")
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if chromium == "" {
			chromium, _ = exec.LookPath(name)
		}
	}
	if chromium == "" {
		missing("no Chromium is installed", "scripts/setup")
	}
	node, err := exec.LookPath("node")
	if err != nil {
		missing("Node.js is not installed", "Node.js 20 or later with npm")
	}
	if _, err := os.Stat("browsertest/node_modules/playwright-core/package.json"); err != nil {
		cmd := exec.CommandContext(t.Context(), "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
		cmd.Dir = "browsertest"
		if out, err := cmd.CombinedOutput(); err != nil {
			missing("npm ci in server/browsertest: "+err.Error()+"\n"+string(out), "once with a connection to the npm registry")
		}
	}
	return node, chromium
}

// A person uses each page of the console, and the pages, in Chromium, which can reach no other host;
// see browsertest/run.mjs. SCREENSHOTS=DIR keeps pictures of each page.
func TestBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes half a minute")
	}
	node, chromium := browser(t)
	base := start(t, openNews(t))
	drive(t, node, chromium, base, "CUIBONO_PAGES="+pagesToLookAt(t, base))
}

// The same on the program itself, with its store on disk and its query workers, under another name and
// port, and behind a token: the browser logs in by the link that the program prints.
func TestBrowserOnTheProgram(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes half a minute")
	}
	node, chromium := browser(t)
	dir := t.TempDir()
	binary := filepath.Join(dir, "cuibono")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", binary, "../cmd/cuibono").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	at := filepath.Join(dir, "store")
	command := func(args ...string) *exec.Cmd {
		cmd := exec.Command(binary, append(args, "--store", at)...)
		cmd.Dir = dir
		return cmd
	}
	graph, err := filepath.Abs("testdata/graph.nq")
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"init"}, {"load", graph}} {
		if out, err := command(args...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out)
		}
	}
	serve := command("serve", "--writable", "--address", "localhost:0")
	serve.Env = append(os.Environ(), "CUIBONO_SERVE_TOKEN="+token)
	talk, err := serve.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := serve.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(talk)
	var said []string
	base, login := "", ""
	for base == "" && lines.Scan() {
		said = append(said, lines.Text())
		if m := regexp.MustCompile(`(http://localhost:\d+)(/login\?token=\S+)`).FindStringSubmatch(lines.Text()); m != nil {
			base, login = m[1], m[2]
		}
	}
	rest := make(chan string, 1)
	go func() {
		data, _ := io.ReadAll(talk)
		rest <- string(data)
	}()
	defer func() {
		if err := serve.Process.Signal(os.Interrupt); err != nil {
			t.Error(err)
		}
		out := <-rest
		if err := serve.Wait(); err != nil {
			t.Errorf("serve ended with %v\n%s\n%s", err, strings.Join(said, "\n"), out)
		}
	}()
	if base == "" {
		t.Fatalf("serve told no address:\n%s", strings.Join(said, "\n"))
	}
	drive(t, node, chromium, base, "CUIBONO_LOGIN="+login)
}

// drive runs browsertest/run.mjs with a setting on the server at base.
func drive(t *testing.T, node, chromium, base, setting string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	dir := os.Getenv("SCREENSHOTS")
	if dir != "" {
		var err error
		if dir, err = filepath.Abs(filepath.Join(dir, t.Name())); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.CommandContext(ctx, node, "run.mjs", base, chromium, dir)
	cmd.Dir = "browsertest"
	cmd.Env = append(os.Environ(), setting)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if !strings.Contains(string(out), "all of "+base) {
		t.Fatalf("no summary:\n%s", out)
	}
	t.Logf("%s", out)
}

// pagesToLookAt lists, as JSON, the pages that the browser opens: a name, a path, and what they show.
func pagesToLookAt(t *testing.T, base string) string {
	t.Helper()
	_, _, answer := call(t, "GET", base+"/ask/who-funds?target=Valmeyrac&lang=en", "")
	link := regexp.MustCompile(`href="(/claim\?id=[^"]*)"`).FindStringSubmatch(answer)
	if link == nil {
		t.Fatalf("no claim in\n%s", answer)
	}
	_, _, claim := call(t, "GET", base+html.UnescapeString(link[1])+"&lang=en", "")
	article := regexp.MustCompile(`href="(/article\?id=[^"]*)"`).FindStringSubmatch(claim)
	if article == nil {
		t.Fatalf("no article in\n%s", claim)
	}
	type look []any
	list, err := json.Marshal([]look{
		{"ask", "/ask?lang=en", []string{"Who funds it"}},
		{"ask-fr", "/ask?lang=fr", []string{"Qui le finance"}},
		{"answer", "/ask/who-funds?target=Valmeyrac&lang=en", []string{"Lorimont", "at least 240 million EUR"}},
		{"answer-fr", "/ask/who-funds?target=Valmeyrac&lang=fr", []string{"au moins 240 millions EUR"}},
		{"all", "/ask/who-funds-what?lang=en", []string{"Harbour Fund", "Tideway"}},
		{"unknown", "/ask/who-funds?target=Valmeyrak&lang=en", []string{"Perhaps you mean", "Valmeyrac"}},
		{"entity", "/entity?id=Lorimont&lang=en", []string{"Lorimont"}},
		{"claim", html.UnescapeString(link[1]) + "&lang=en", []string{"In the archived article"}},
		{"article", strings.ReplaceAll(html.UnescapeString(article[1]), "#this", "&lang=en#this"), []string{"What is claimed"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return string(list)
}
