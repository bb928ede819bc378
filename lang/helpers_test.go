package lang

import (
	"os"
	"path/filepath"
	"testing"
)

// sharedFolder finds a folder beside the project, and skips the test where it is not there.
func sharedFolder(t testing.TB, name string) string {
	t.Helper()
	folder := filepath.Join("..", "..", "shared", name)
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("%s is not here: %v", folder, err)
	}
	return folder
}

func load(t testing.TB, language string) *Analyzer {
	t.Helper()
	a, err := Load(language)
	if err != nil {
		t.Fatal(err)
	}
	return a
}
