// Package console serves Cayley's own web console from the files embedded in Cayley's module, bent
// to work at any address and without a network.
//
// Three things bind those files to the outside: the address of Cayley's server, the place from which
// they load their editor (Monaco), and the font of their icons. New rewrites them once, and refuses
// files in which it does not find all three, since a console half rewritten would call home. What
// takes their place is in assets/: an editor on a plain text area, the icons, and notices for what
// the console keeps to itself (errors, the result of writing).
package console

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

//go:embed assets
var own embed.FS

// ownFiles maps the paths of our files to those below assets/.
var ownFiles = map[string]string{
	"/monaco/vs/loader.js": "editor.js",
	"/cuibono/editor.css":  "editor.css",
	"/cuibono/console.js":  "console.js",
	"/cuibono/console.css": "console.css",
}

// rewrite is one thing that binds the console to the outside.
type rewrite struct {
	what, old, new string
	in             string // the extension of the files in which it is looked for
}

var rewrites = []rewrite{
	{"the address of its server", `"http://localhost:64210"`, `""`, ".js"},
	{"the address of its editor", "https://cdn.jsdelivr.net/npm/monaco-editor@0.18.1/min/vs", "/monaco/vs", ".js"},
	{"the address of its icons", "https://fonts.googleapis.com/icon?family=Material+Icons", "/cuibono/console.css", ".css"},
	{"the start of its scripts", `<div id="root"></div>`, `<div id="root"></div><script src="/cuibono/console.js"></script>`, ".html"},
	{"the words for those without scripts", "You need to enable JavaScript to run this app.",
		`The console needs JavaScript. <a href="/ask">The pages with ready questions</a> do not.`, ".html"},
}

// outside are hosts that no file may name once it is rewritten.
var outside = []string{"localhost:64210", "cdn.jsdelivr.net", "fonts.googleapis.com", "fonts.gstatic.com"}

// editorScript is the script that the console makes, word for word, around the address of its editor.
var editorScript = regexp.MustCompile(`innerHTML=("(?:[^"\\]|\\.)*")\.concat\([^,]*monacoBase,("(?:[^"\\]|\\.)*")\)`)

var inlineScript = regexp.MustCompile(`(?s)<script>(.*?)</script>`)

type file struct {
	data        []byte
	contentType string
	etag        string
}

// Console is an http.Handler for the console's files. It is immutable and safe for concurrent use.
type Console struct {
	files   map[string]file
	scripts []string // hashes of the inline scripts, as in a content security policy
}

// New rewrites the console's files. assets holds them below web/, as cayley/ui.FS does.
func New(assets fs.FS) (*Console, error) {
	c := &Console{files: map[string]file{}}
	count := make([]int, len(rewrites))
	err := fs.WalkDir(assets, "web", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || unwanted(path.Base(name)) {
			return err
		}
		data, err := fs.ReadFile(assets, name)
		if err != nil {
			return err
		}
		for i, r := range rewrites {
			if path.Ext(name) == r.in {
				count[i] += bytes.Count(data, []byte(r.old))
				data = bytes.ReplaceAll(data, []byte(r.old), []byte(r.new))
			}
		}
		for _, host := range outside {
			if bytes.Contains(data, []byte(host)) {
				return fmt.Errorf("%s still names %s", name, host)
			}
		}
		if err := c.hashScripts(path.Ext(name), data); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		c.put(strings.TrimPrefix(name, "web"), data)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("rewrite the console: %w", err)
	}
	for i, r := range rewrites {
		if count[i] == 0 {
			return nil, fmt.Errorf("rewrite the console: %s (%s) is not in its files; "+
				"this version of Cayley needs other rewrites in server/console", r.what, r.old)
		}
	}
	if len(c.scripts) != 2 {
		return nil, fmt.Errorf("rewrite the console: %d inline scripts found, want 2; "+
			"this version of Cayley needs another content security policy", len(c.scripts))
	}
	index, ok := c.files["/index.html"]
	if !ok {
		return nil, errors.New("rewrite the console: it has no index.html")
	}
	c.files["/"] = index
	for at, name := range ownFiles {
		data, err := own.ReadFile("assets/" + name)
		if err != nil {
			return nil, err
		}
		c.put(at, data)
	}
	return c, nil
}

// unwanted tells the files that are not served: source maps, which name files that are not there, and
// the service worker, which loads its library from elsewhere and which the console itself unregisters.
func unwanted(name string) bool {
	return path.Ext(name) == ".map" || name == "service-worker.js" ||
		strings.HasPrefix(name, "precache-manifest.") || name == "asset-manifest.json"
}

func (c *Console) hashScripts(ext string, data []byte) error {
	var texts []string
	switch ext {
	case ".html":
		for _, m := range inlineScript.FindAllSubmatch(data, -1) {
			texts = append(texts, string(m[1]))
		}
	case ".js":
		for _, m := range editorScript.FindAllSubmatch(data, -1) {
			before, err1 := strconv.Unquote(string(m[1]))
			after, err2 := strconv.Unquote(string(m[2]))
			if err := errors.Join(err1, err2); err != nil {
				return err
			}
			texts = append(texts, before+"/monaco/vs"+after)
		}
	}
	for _, text := range texts {
		sum := sha256.Sum256([]byte(text))
		c.scripts = append(c.scripts, "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'")
	}
	slices.Sort(c.scripts)
	return nil
}

func (c *Console) put(at string, data []byte) {
	contentType := mime.TypeByExtension(path.Ext(at))
	switch path.Ext(at) { // not left to the machine's table of types
	case ".js":
		contentType = "text/javascript; charset=utf-8"
		// The maps are not served; without this line a browser's tools would ask for them.
		data = regexp.MustCompile(`(?m)^//# sourceMappingURL=.*$`).ReplaceAll(data, nil)
	case ".css":
		contentType = "text/css; charset=utf-8"
		data = regexp.MustCompile(`/\*# sourceMappingURL=.*?\*/`).ReplaceAll(data, nil)
	case ".html":
		contentType = "text/html; charset=utf-8"
	case ".ts", ".txt":
		contentType = "text/plain; charset=utf-8"
	case ".json":
		contentType = "application/json"
	case ".svg":
		contentType = "image/svg+xml"
	case ".ico":
		contentType = "image/x-icon"
	}
	sum := sha256.Sum256(data)
	c.files[at] = file{data, contentType, `"` + hex.EncodeToString(sum[:8]) + `"`}
}

// Has tells whether the console has a file at a path.
func (c *Console) Has(path string) bool {
	_, ok := c.files[path]
	return ok
}

// Policy is the content security policy under which the console works: nothing from another origin,
// no script but its own files and the two inline scripts it is known to have.
func (c *Console) Policy() string {
	return "default-src 'self'; script-src 'self' " + strings.Join(c.scripts, " ") +
		"; style-src 'self'; img-src 'self' data:; connect-src 'self'; object-src 'none'" +
		"; worker-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
}

func (c *Console) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f, ok := c.files[r.URL.Path]
	switch {
	case !ok:
		http.NotFound(w, r)
		return
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	h := w.Header()
	h.Set("Content-Type", f.contentType)
	h.Set("Content-Security-Policy", c.Policy())
	h.Set("ETag", f.etag)
	h.Set("Cache-Control", "no-cache") // ask again; a new version of the program is seen at once
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(f.data))
}
