package server_test

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestReadWriteDelete(t *testing.T) {
	base := start(t, writable(t))
	read := func(params string, header ...string) string {
		t.Helper()
		status, _, body := call(t, "GET", base+"/api/v2/read?"+params, "", header...)
		if status != 200 {
			t.Fatalf("read %s: %d %s", params, status, body)
		}
		return body
	}
	const quads = "<Elm> <owns> <Oak> <article/x> .\n# a remark\n\n<Elm> <owns> <Oak> <article/y> .\n"
	step := func(path, body string, want string, header ...string) {
		t.Helper()
		status, _, got := call(t, "POST", base+path, body, header...)
		if status != 200 || !strings.Contains(got, want) {
			t.Fatalf("%s: %d %s, want %s", path, status, got, want)
		}
	}
	step("/api/v2/write", quads, `"count":2`)
	step("/api/v2/write", quads, `2 were there already.`, "Content-Type", "application/n-quads")
	if got := read("sub=<Elm>"); strings.Count(got, "<Elm>") != 2 {
		t.Errorf("read back: %s", got)
	}
	if got := read("sub=<Elm>&label=<article/y>&format=json"); !strings.Contains(got, `"label":"\u003carticle/y\u003e"`) {
		t.Errorf("as JSON: %s", got)
	}
	if got := read("sub=<Elm>", "Accept", "text/html, application/json;q=0.5"); !json.Valid([]byte(got)) {
		t.Errorf("by Accept: %s", got)
	}
	if got := read("sub=<Nobody>"); got != "" {
		t.Errorf("nothing: %q", got)
	}
	step("/api/v2/delete", "<Elm> <owns> <Oak> <article/z> .\n", `"count":0`)
	step("/api/v2/delete", "<Elm> <owns> <Oak> <article/x> .\n", `"count":1`)
	if got := read("sub=<Elm>"); got != "<Elm> <owns> <Oak> <article/y> .\n" {
		t.Errorf("after deleting one label: %q", got)
	}
	step("/api/v2/write", `[{"subject":"<Elm>","predicate":"<name>","object":"Elm \"the tree\"","label":"<article/y>"}]`, `"count":1`, "Content-Type", "application/json")
	step("/api/v2/write", `{"@id":"http://x.test/a","http://x.test/b":{"@id":"http://x.test/c"}}`, `"count":1`, "Content-Type", "application/ld+json; charset=utf-8")
	step("/api/v2/node/delete", "<Elm>", `with 2 quads`)
	if got := read("sub=<Elm>"); got != "" {
		t.Errorf("after deleting the node: %q", got)
	}
}

func TestWriteRefused(t *testing.T) {
	o := writable(t)
	o.MaxUpload = 1000
	base := start(t, o)
	_, _, before := call(t, "GET", base+"/api/v2/read", "")
	good := "<a> <b> <c> .\n"
	for _, c := range []struct {
		name, body  string
		contentType string
		status      int
		want        string
	}{
		{"broken line", good + "<d> <e>\n", "", 400, "line 2"},
		{"broken last line", good + strings.Repeat(good, 30) + "nonsense", "text/plain", 400, "line 32"},
		{"empty", "# only a remark\n", "", 400, "no quads"},
		{"form", good, "application/x-www-form-urlencoded", 415, "application/n-quads"},
		{"multipart", good, "multipart/form-data; boundary=x", 415, "application/n-quads"},
		{"html", good, "text/html", 415, "application/n-quads"},
		{"unreadable type", good, ";;", 415, "application/n-quads"},
		{"too large", strings.Repeat(good, 100), "", 413, "cuibono load"},
		{"half a quad", `[{"subject":"<a>","predicate":"<b>"}]`, "application/json", 400, "quad 1"},
		{"broken JSON", `[{"subject":`, "application/json", 400, "unexpected EOF"},
		{"context elsewhere", `{"@context":"http://x.test/","@id":"a"}`, "application/ld+json", 400, "nothing is fetched"},
		{"no pquads", "nonsense", "application/x-protobuf", 400, "pquads"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var header []string
			if c.contentType != "" {
				header = []string{"Content-Type", c.contentType}
			}
			status, _, body := call(t, "POST", base+"/api/v2/write", c.body, header...)
			if status != c.status || !strings.Contains(body, c.want) {
				t.Errorf("%d %s\nwant %d with %q", status, body, c.status, c.want)
			}
			if _, _, after := call(t, "GET", base+"/api/v2/read", ""); after != before {
				t.Errorf("the graph has changed:\n%s", after)
			}
		})
	}
	t.Run("decompressed too large", func(t *testing.T) {
		status, _, body := call(t, "POST", base+"/api/v2/write", string(zipped(t, strings.Repeat(good, 5000))), "Content-Encoding", "gzip")
		if status != 413 {
			t.Errorf("%d %s", status, body)
		}
	})
	t.Run("gzip", func(t *testing.T) {
		status, _, body := call(t, "POST", base+"/api/v2/write", string(zipped(t, good)), "Content-Type", "application/gzip")
		if status != 200 {
			t.Errorf("%d %s", status, body)
		}
	})
}

func TestReadOnly(t *testing.T) {
	base := start(t, readOnly(t))
	for _, path := range []string{"/api/v2/write", "/api/v2/delete", "/api/v2/node/delete"} {
		status, _, body := call(t, "POST", base+path, "<Northwind> <invests_in> <Sundial> <article/one> .\n")
		if status != 403 || !strings.Contains(body, "--writable") {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
}

func TestFormats(t *testing.T) {
	base := start(t, readOnly(t))
	_, _, first := call(t, "GET", base+"/api/v2/formats", "")
	for _, want := range []string{`"nquads"`, `"json"`, `"jsonld"`, `"pquads"`} {
		if !strings.Contains(first, `"id":`+want) {
			t.Errorf("no %s in %s", want, first)
		}
	}
	for range 5 {
		if _, _, again := call(t, "GET", base+"/api/v2/formats", ""); again != first {
			t.Fatal("another order")
		}
	}
}
