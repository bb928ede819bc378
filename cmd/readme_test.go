package cmd_test

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var updateREADME = flag.Bool("update-readme", false, "write the output of the commands into README.md")

// volatile is what a command prints that differs from run to run.
var volatile = regexp.MustCompile(`\b[0-9.]+m?s\b`)

// TestReadme runs the sessions of README.md and holds what they print against what is written there.
func TestReadme(t *testing.T) {
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	readme := filepath.Join(root, "README.md")
	data, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	build := exec.Command("go", "build", "-o", filepath.Join(dir, "bin", "cuibono"), "./cmd/cuibono")
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	if err := os.CopyFS(filepath.Join(dir, "seeds"), os.DirFS(filepath.Join(root, "seeds"))); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	session, ran := false, 0
	for line := range strings.Lines(string(data)) {
		switch {
		case line == "```console\n":
			session = true
		case session && line == "```\n":
			session = false
		case session && strings.HasPrefix(line, "$ "):
			ran++
			command := exec.Command("sh", "-c", strings.TrimPrefix(line, "$ "))
			command.Dir = dir
			command.Env = append(os.Environ(), "PATH="+filepath.Join(dir, "bin")+":"+os.Getenv("PATH"), "COLUMNS=100", "LANG=C.UTF-8",
				"CUIBONO_LOAD_ROOT="+dir) // names of articles, and so of claims, do not depend on the folder
			printed, err := command.CombinedOutput()
			if err != nil {
				t.Fatalf("%s%s%v", line, printed, err)
			}
			if !strings.HasPrefix(out.String()[strings.LastIndex(strings.TrimSuffix(out.String(), "\n"), "\n")+1:], "```") {
				out.WriteByte('\n')
			}
			out.WriteString(line)
			out.Write(printed)
			continue
		case session:
			continue
		}
		out.WriteString(line)
	}
	if ran == 0 {
		t.Fatal("README.md holds no session")
	}
	if *updateREADME {
		if err := os.WriteFile(readme, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, got := volatile.ReplaceAllString(string(data), "TIME"), volatile.ReplaceAllString(out.String(), "TIME")
	if got != want {
		t.Errorf("README.md shows other answers than the program gives\ntry: go test ./cmd -run TestReadme -update-readme\n%s", firstDifference(want, got))
	}
}

// firstDifference shows the first line in which two texts differ.
func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return "README: " + w[i] + "\nprints: " + g[i]
		}
	}
	return "one is longer than the other"
}
