package archive_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"cuibono/loader/archive"
)

func TestArchive(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "archive")
	a := archive.New(dir)
	const text = "Ardane rachète Velmor.\n"
	const sum = "c5d6f1c1" // only to show the form; the digest is checked by Get
	if _, err := a.Get(sum); !errors.Is(err, archive.ErrNotFound) {
		t.Fatalf("Get of a short digest: %v", err)
	}
	got, err := a.Put(text)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Get(strings.Repeat("0", 64)); !errors.Is(err, archive.ErrNotFound) {
		t.Fatalf("Get of an unknown digest: %v", err)
	}
	if back, err := a.Get(got); err != nil || back != text {
		t.Fatalf("Get = %q, %v", back, err)
	}
	file := filepath.Join(dir, got[:2], got+".zst")
	if _, err := os.Stat(file); err != nil {
		t.Fatal(err)
	}

	// Damage is seen, and mended by storing again.
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, broken := range [][]byte{nil, data[:len(data)-3], append([]byte("x"), data...)} {
		if err := os.WriteFile(file, broken, 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := a.Get(got); !errors.Is(err, archive.ErrDamaged) {
			t.Errorf("Get of a damaged text: %v", err)
		}
	}
	if _, err := a.Put(text); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Get(got); err != nil {
		t.Fatal(err)
	}
	n := 0
	if err := a.Each(func(sum string) error { n++; return nil }); err != nil || n != 1 {
		t.Errorf("Each visits %d, %v", n, err)
	}
}

// Many at once may store the same text; no unfinished file stays behind.
func TestArchiveConcurrent(t *testing.T) {
	dir := t.TempDir()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if _, err := archive.New(dir).Put(strings.Repeat("Velmor ", 1000)); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	files, err := filepath.Glob(filepath.Join(dir, "*", "*"))
	if err != nil || len(files) != 1 {
		t.Errorf("files %v, %v", files, err)
	}
	hidden, _ := filepath.Glob(filepath.Join(dir, "*", ".new*"))
	if len(hidden) != 0 {
		t.Errorf("left behind: %v", hidden)
	}
}

func TestArchiveUnwritable(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := archive.New(file).Put("x"); err == nil || !strings.Contains(err.Error(), "archive text") {
		t.Errorf("Put into a file: %v", err)
	}
}
