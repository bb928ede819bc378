package server_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"cuibono/server"
)

func zipped(t testing.TB, s string) []byte {
	t.Helper()
	var buf bytes.Buffer
	w := gzip.NewWriter(&buf)
	if _, err := io.WriteString(w, s); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

const token = "0123456789abcdef-a-token"

func TestForeignRequestsAreRefused(t *testing.T) {
	base := start(t, writable(t))
	host := strings.TrimPrefix(base, "http://")
	_, port, _ := net.SplitHostPort(host)
	const quads = "<evil> <was> <here> .\n"
	for _, c := range []struct {
		name, method, path string
		header             []string
		status             int
	}{
		{"another site's page", "POST", "/api/v2/write", []string{"Origin", "http://evil.test", "Content-Type", "text/plain"}, 403},
		{"another port", "POST", "/api/v2/write", []string{"Origin", "http://127.0.0.1:1"}, 403},
		{"another scheme and host", "POST", "/api/v2/write", []string{"Origin", "https://localhost:" + port}, 403},
		{"a page without origin", "POST", "/api/v2/write", []string{"Origin", "null"}, 403},
		{"by fetch metadata", "POST", "/api/v2/write", []string{"Sec-Fetch-Site", "cross-site"}, 403},
		{"same site, other origin", "POST", "/api/v2/delete", []string{"Sec-Fetch-Site", "same-site"}, 403},
		{"a query by GET", "GET", "/api/v2/query?lang=gizmo&qu=g.V().all()", []string{"Sec-Fetch-Site", "cross-site"}, 403},
		{"a query with an origin", "GET", "/api/v2/read", []string{"Origin", "http://evil.test"}, 403},
		{"a name made to point here", "GET", "/api/v2/read", []string{"Host", "evil.test"}, 421},
		{"the same with a port", "POST", "/api/v2/write", []string{"Host", "evil.test:" + port}, 421},
		{"a name that begins as ours", "GET", "/", []string{"Host", "localhost.evil.test"}, 421},
		{"an address that is not ours", "GET", "/", []string{"Host", "192.0.2.7"}, 421},
		{"no host", "GET", "/", []string{"Host", " "}, 421},
		{"preflight", "OPTIONS", "/api/v2/write", []string{"Origin", "http://evil.test", "Access-Control-Request-Method", "POST"}, 403},
		{"ours by name", "GET", "/api/v2/formats", []string{"Host", "localhost:" + port}, 200},
		{"ours by IPv6", "GET", "/api/v2/formats", []string{"Host", "[::1]:" + port}, 200},
		{"our own page", "POST", "/api/v2/write", []string{"Origin", base, "Sec-Fetch-Site", "same-origin"}, 200},
		{"a link from another site", "GET", "/ask", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate"}, 200},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, h, body := call(t, c.method, base+c.path, quads, c.header...)
			if status != c.status {
				t.Errorf("%d %s, want %d", status, body, c.status)
			}
			if h.Get("Access-Control-Allow-Origin") != "" {
				t.Error("allows other origins to read")
			}
		})
	}
	if _, _, got := call(t, "GET", base+"/api/v2/read?sub=<evil>", ""); strings.Count(got, "\n") != 1 {
		t.Errorf("written by others: %q", got)
	}
}

func TestToken(t *testing.T) {
	o := readOnly(t)
	o.Token, o.Address = token, "0.0.0.0:0"
	base := start(t, o)
	_, port, _ := net.SplitHostPort(strings.TrimPrefix(base, "http://"))
	base = "http://127.0.0.1:" + port
	for _, path := range []string{"/api/queries", "/api/v2/read", "/api/v2/formats", "/api/v2/query?lang=gizmo&qu=g.V().all()", "/api/nosuch"} {
		status, h, body := call(t, "GET", base+path, "")
		if status != 401 || !strings.Contains(h.Get("WWW-Authenticate"), "Bearer") {
			t.Errorf("%s without a token: %d %s", path, status, body)
		}
		for _, wrong := range []string{"Bearer " + token + "x", "Bearer " + token[1:], "Bearer ", "Basic " + token, token} {
			if status, _, _ := call(t, "GET", base+path, "", "Authorization", wrong); status != 401 {
				t.Errorf("%s with %q: %d", path, wrong, status)
			}
		}
		if status, _, _ := call(t, "GET", base+path, "", "Authorization", "Bearer "+token); status == 401 {
			t.Errorf("%s with the token: %d", path, status)
		}
	}
	for _, path := range []string{"/", "/ask", "/index.html", "/claim?id=x"} {
		status, h, _ := call(t, "GET", base+path, "")
		if status != 303 || !strings.HasPrefix(h.Get("Location"), "/login?next=") {
			t.Errorf("%s: %d to %q", path, status, h.Get("Location"))
		}
	}
	for _, path := range []string{"/health", "/login", "/pages.css", "/cuibono/console.css"} {
		if status, _, _ := call(t, "GET", base+path, ""); status != 200 {
			t.Errorf("%s: %d", path, status)
		}
	}
	if status, h, _ := call(t, "GET", base+"/login?token=wrong", ""); status != 401 || h.Get("Set-Cookie") != "" {
		t.Errorf("wrong token: %d, cookie %q", status, h.Get("Set-Cookie"))
	}
	status, h, body := call(t, "POST", base+"/login", url.Values{"token": {token}, "next": {"//evil.test"}}.Encode(), "Content-Type", "application/x-www-form-urlencoded")
	cookie := h.Get("Set-Cookie")
	if status != 200 || !strings.Contains(cookie, "HttpOnly") || !strings.Contains(cookie, "SameSite=Strict") || strings.Contains(cookie, token) {
		t.Fatalf("login: %d, cookie %q", status, cookie)
	}
	if strings.Contains(body, "evil.test") {
		t.Error("forwards elsewhere")
	}
	value, _, _ := strings.Cut(cookie, ";")
	if status, _, _ := call(t, "GET", base+"/api/v2/formats", "", "Cookie", value); status != 200 {
		t.Errorf("with the cookie: %d", status)
	}
	if status, _, _ := call(t, "GET", base+"/api/v2/formats", "", "Cookie", value+"x"); status != 401 {
		t.Errorf("with another cookie: %d", status)
	}
}

func TestURL(t *testing.T) {
	o := readOnly(t)
	o.Address, o.Token = "127.0.0.1:0", token
	srv, err := server.New(o)
	if err != nil {
		t.Fatal(err)
	}
	l, err := srv.Listen(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if got, want := srv.URL(l), fmt.Sprintf("http://%s/login?token=%s", l.Addr(), token); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestBodyBounds(t *testing.T) {
	o := readOnly(t)
	o.MaxQuery = 100
	base := start(t, o)
	status, _, body := call(t, "POST", base+"/api/v2/query?lang=gizmo", strings.Repeat(" ", 101)+hop)
	if status != 413 {
		t.Errorf("%d %s", status, body)
	}
	if status, _, body := call(t, "POST", base+"/api/v1/shape/gizmo", strings.Repeat(" ", 101)+hop); status != 413 {
		t.Errorf("shape: %d %s", status, body)
	}
}

// A client that sends its request too slowly is answered, or cut off, within the bound.
func TestSlowClients(t *testing.T) {
	o := readOnly(t)
	o.Timeout = 400 * time.Millisecond
	host := strings.TrimPrefix(start(t, o), "http://")
	for name, begin := range map[string]string{
		"header": "POST /api/v2/query?lang=gizmo HTTP/1.1\r\nHost: " + host + "\r\nX-Slow: ",
		"body":   "POST /api/v2/query?lang=gizmo HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 1000\r\n\r\ng.V(",
	} {
		t.Run(name, func(t *testing.T) {
			c, err := net.Dial("tcp", host)
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			if _, err := io.WriteString(c, begin); err != nil {
				t.Fatal(err)
			}
			if err := c.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
				t.Fatal(err)
			}
			res, err := http.ReadResponse(bufio.NewReader(c), nil)
			if err == nil {
				defer res.Body.Close()
				if res.StatusCode != http.StatusRequestTimeout {
					t.Errorf("answered %d", res.StatusCode)
				}
			} else if ne, ok := err.(net.Error); ok && ne.Timeout() {
				t.Error("still waiting after 20 s")
			}
		})
	}
}

func TestSecurityHeaders(t *testing.T) {
	base := start(t, readOnly(t))
	for path, script := range map[string]string{
		"/": "script-src 'self' 'sha256-", "/ask": "default-src 'none'", "/api/v2/formats": "default-src 'none'", "/health": "default-src 'none'",
		"/static/js/main.84d3ab8c.chunk.js": "", "/nosuch": "default-src 'none'",
	} {
		_, h, _ := call(t, "GET", base+path, "")
		csp := h.Get("Content-Security-Policy")
		for _, forbidden := range []string{"unsafe-inline", "unsafe-eval", "http:", "https:", "*"} {
			if strings.Contains(csp, forbidden) {
				t.Errorf("%s: policy allows %s: %s", path, forbidden, csp)
			}
		}
		if !strings.Contains(csp, script) || !strings.Contains(csp, "frame-ancestors 'none'") {
			t.Errorf("%s: policy %q", path, csp)
		}
		for key, want := range map[string]string{"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
			"Cross-Origin-Resource-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin"} {
			if h.Get(key) != want {
				t.Errorf("%s: %s is %q", path, key, h.Get(key))
			}
		}
	}
}

var _ server.Sandbox = inProcess{}
