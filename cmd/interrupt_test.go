package cmd_test

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Ctrl-C ends a load in an orderly way: it says so, exits with 1, and what is in the store is whole.
func TestInterruptedLoad(t *testing.T) {
	dir := writeArticles(t, 1500)
	store := filepath.Join(t.TempDir(), "store")
	cuibono(t, "init", "--store", store, "--quiet")
	load := exec.Command("cuibono", "load", dir, "--store", store)
	var stderr bytes.Buffer
	load.Stderr = &stderr
	if err := load.Start(); err != nil {
		t.Fatal(err)
	}
	// Interrupt as soon as something is in; another process sees it in a snapshot.
	for range 200 {
		out, err := exec.Command("cuibono", "stats", "--store", store, "--format", "json").Output()
		if err == nil && !strings.Contains(string(out), `"articles": 0,`) {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if err := load.Process.Signal(syscall.SIGINT); err != nil {
		t.Skipf("the load was done before it could be interrupted: %v", err)
	}
	err := load.Wait()
	if err == nil {
		t.Skip("the load was done before it could be interrupted")
	}
	if code := load.ProcessState.ExitCode(); code != 1 {
		t.Errorf("exit code %d, want 1", code)
	}
	if !strings.HasSuffix(stderr.String(), "cuibono: interrupted\n") {
		t.Errorf("it says:\n%s", stderr.String())
	}
	cuibono(t, "verify", "--store", store, "--quiet")
}
