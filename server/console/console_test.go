package console

import (
	"io/fs"
	"net/http/httptest"
	"path"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/cayleygraph/cayley/ui"
)

// clone copies Cayley's files, so that a test can change them.
func clone(t *testing.T) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	err := fs.WalkDir(ui.FS, "web", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(ui.FS, name)
		out[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// No file served names another host, but for the names of XML and in addresses of documentation that
// nothing loads.
func TestNothingFromElsewhere(t *testing.T) {
	c, err := New(ui.FS)
	if err != nil {
		t.Fatal(err)
	}
	harmless := regexp.MustCompile(`^(www\.w3\.org|reactjs\.org|fb\.me|goo\.gl|github\.com|www\.robotstxt\.org|bit\.ly)$`)
	address := regexp.MustCompile(`(?:https?:)?//([a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+|localhost)(?::\d+)?`)
	for name, f := range c.files {
		switch path.Ext(name) {
		case ".js", ".css", ".html", ".json", "":
		default:
			continue
		}
		for _, m := range address.FindAllStringSubmatch(string(f.data), -1) {
			if strings.HasPrefix(m[0], "http") && !harmless.MatchString(m[1]) {
				t.Errorf("%s names %s", name, m[0])
			}
		}
	}
}

func TestServe(t *testing.T) {
	c, err := New(ui.FS)
	if err != nil {
		t.Fatal(err)
	}
	for p, want := range map[string]string{
		"/": "text/html; charset=utf-8", "/index.html": "text/html; charset=utf-8", "/favicon.ico": "image/x-icon",
		"/monaco/vs/loader.js": "text/javascript; charset=utf-8", "/cuibono/console.css": "text/css; charset=utf-8",
		"/gizmo.d.ts": "text/plain; charset=utf-8", "/manifest.json": "application/json",
	} {
		rec := httptest.NewRecorder()
		c.ServeHTTP(rec, httptest.NewRequest("GET", p, nil))
		if rec.Code != 200 || rec.Header().Get("Content-Type") != want || rec.Body.Len() == 0 {
			t.Errorf("%s: %d %s, %d bytes", p, rec.Code, rec.Header().Get("Content-Type"), rec.Body.Len())
		}
		again := httptest.NewRequest("GET", p, nil)
		again.Header.Set("If-None-Match", rec.Header().Get("ETag"))
		rec = httptest.NewRecorder()
		if c.ServeHTTP(rec, again); rec.Code != 304 {
			t.Errorf("%s asked again: %d", p, rec.Code)
		}
	}
	for _, p := range []string{"/service-worker.js", "/static/js/main.84d3ab8c.chunk.js.map", "/nosuch", "/../etc/passwd", "/static"} {
		rec := httptest.NewRecorder()
		r := httptest.NewRequest("GET", "/", nil)
		r.URL.Path = p
		if c.ServeHTTP(rec, r); rec.Code != 404 {
			t.Errorf("%s: %d", p, rec.Code)
		}
	}
}

// Each of the places that bind the console to the outside must be found, or nothing is served.
func TestNewRefusesOtherFiles(t *testing.T) {
	for _, r := range rewrites {
		files := clone(t)
		for _, f := range files {
			f.Data = []byte(strings.ReplaceAll(string(f.Data), r.old, "something new"))
		}
		if _, err := New(files); err == nil || !strings.Contains(err.Error(), "rewrite the console") {
			t.Errorf("without %s: %v", r.what, err)
		}
	}
	files := clone(t)
	files["web/more.js"] = &fstest.MapFile{Data: []byte(`fetch("https://cdn.jsdelivr.net/npm/other")`)}
	if _, err := New(files); err == nil || !strings.Contains(err.Error(), "still names cdn.jsdelivr.net") {
		t.Errorf("with another address: %v", err)
	}
	files = clone(t)
	index := files["web/index.html"]
	index.Data = []byte(strings.Replace(string(index.Data), "</body>", "<script>alert(1)</script></body>", 1))
	if _, err := New(files); err == nil || !strings.Contains(err.Error(), "3 inline scripts") {
		t.Errorf("with another script: %v", err)
	}
}
