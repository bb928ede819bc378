// Package film finds Cayley's sample data: 471,705 quads about films, in the data folder of its module.
package film

import (
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// ModuleDir is the folder of the source of Cayley's module. It asks the go command.
func ModuleDir() (string, error) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/cayleygraph/cayley").Output()
	if err != nil {
		return "", fmt.Errorf("find Cayley's module with the go command: %w", err)
	}
	return strings.TrimSpace(string(out)), nil
}

// Path is the compressed sample.
func Path() (string, error) {
	dir, err := ModuleDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, "data", "30kmoviedata.nq.gz"), nil
}

// NQuads is the sample as N-Quads.
func NQuads() ([]byte, error) {
	path, err := Path()
	if err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}
