package server_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
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

// A person uses each page of the console in Chromium, which can reach no other host; see
// browsertest/run.mjs. SCREENSHOTS=DIR keeps pictures of each page.
func TestBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes half a minute")
	}
	node, chromium := browser(t)
	base := start(t, writable(t))
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	dir := os.Getenv("SCREENSHOTS")
	if dir != "" {
		var err error
		if dir, err = filepath.Abs(dir); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.CommandContext(ctx, node, "run.mjs", base, chromium, dir)
	cmd.Dir = "browsertest"
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if !strings.Contains(string(out), "all of "+base) {
		t.Fatalf("no summary:\n%s", out)
	}
	t.Logf("%s", out)
}
