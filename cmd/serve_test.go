package cmd_test

import (
	"bufio"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// startServe starts `cuibono serve` and gives the address that it says it serves.
func startServe(t *testing.T, store string, args ...string) (address string, c *exec.Cmd) {
	t.Helper()
	c = exec.Command("cuibono", append([]string{"serve", "--store", store, "--address", "127.0.0.1:0"}, args...)...)
	stderr, err := c.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Process.Kill() })
	said := bufio.NewScanner(stderr)
	at := regexp.MustCompile(`serving (http://\S+?)/? `)
	for said.Scan() {
		if m := at.FindStringSubmatch(said.Text()); m != nil {
			go io.Copy(io.Discard, stderr)
			return m[1], c
		}
		t.Log(said.Text())
	}
	t.Fatal("serve said no address")
	return "", nil
}

func get(t *testing.T, url string) string {
	t.Helper()
	r, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != http.StatusOK {
		t.Fatalf("GET %s: %s, %v\n%s", url, r.Status, err, body)
	}
	return string(body)
}

func TestServe(t *testing.T) {
	article := filepath.Join(t.TempDir(), "one.md")
	if err := os.WriteFile(article, []byte(articleText(0)), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, writable := range []bool{false, true} {
		name := "read-only"
		var args []string
		if writable {
			name, args = "writable", []string{"--writable"}
		}
		t.Run(name, func(t *testing.T) {
			store := filepath.Join(t.TempDir(), "store")
			cuibono(t, "load", article, "--store", store, "--quiet")
			address, c := startServe(t, store, args...)
			get(t, address+"/health")
			if body := get(t, address+"/api/queries"); !strings.Contains(body, "who-funds") {
				t.Errorf("the canned queries are not listed: %s", body)
			}
			if body := get(t, address+"/"); !strings.Contains(body, "<html") {
				t.Errorf("no console: %.200s", body)
			}
			query := `g.V().Has("<rdf:type>", "<schema:NewsArticle>").Out("<schema:headline>").All()`
			r, err := http.Post(address+"/api/v2/query?lang=gizmo", "text/plain", strings.NewReader(query))
			if err != nil {
				t.Fatal(err)
			}
			body, _ := io.ReadAll(r.Body)
			r.Body.Close()
			if !strings.Contains(string(body), "part 1") {
				t.Errorf("a free query answers %s: %s", r.Status, body)
			}

			// While it is served others may read and copy it; only one may write.
			if out := cuibono(t, "stats", "--store", store); !strings.Contains(string(out), "articles") {
				t.Errorf("stats beside it: %s", out)
			}
			copied := filepath.Join(t.TempDir(), "copy")
			cuibono(t, "backup", copied, "--store", store, "--quiet")
			cuibono(t, "verify", "--store", copied, "--quiet")
			if out, err := exec.Command("cuibono", "load", article, "--store", store).CombinedOutput(); err == nil || !strings.Contains(string(out), "in use by process") {
				t.Errorf("who uses the store is not said (%v): %s", err, out)
			}

			if err := c.Process.Signal(syscall.SIGINT); err != nil {
				t.Fatal(err)
			}
			done := make(chan error, 1)
			go func() { done <- c.Wait() }()
			select {
			case err := <-done:
				if err != nil {
					t.Errorf("serve ended with %v after Ctrl-C", err)
				}
			case <-time.After(30 * time.Second):
				t.Error("serve goes on after Ctrl-C")
			}
			cuibono(t, "verify", "--store", store, "--quiet")
		})
	}
}
