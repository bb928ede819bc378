package pebble

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/pebble/v2"
)

// TestDamage truncates a file of a store, flips a bit in it or takes it away. Opening or verifying must say
// so; it must not panic, or answer as if nothing had happened.
func TestDamage(t *testing.T) {
	ctx := context.Background()
	rnd := rand.New(rand.NewSource(1))
	quads := someQuads(rnd, 5_000, 1_000)
	source := t.TempDir()
	qs := newStore(t, source, Options{})
	if _, err := qs.BulkLoad(ctx, bytes.NewReader(asNQuads(quads[:4_000])), BulkOptions{}); err != nil {
		t.Fatal(err)
	}
	if _, err := qs.AddQuads(ctx, quad.NewReader(quads[4_000:]), nil); err != nil {
		t.Fatal(err)
	}
	want := len(contents(t, qs))
	if err := qs.Close(); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(source)
	if err != nil {
		t.Fatal(err)
	}
	damages := map[string]func(b []byte) []byte{
		"truncated": func(b []byte) []byte { return b[:len(b)/2] },
		"flipped": func(b []byte) []byte {
			b = bytes.Clone(b)
			b[len(b)/3] ^= 4
			return b
		},
		"missing": func([]byte) []byte { return nil },
	}
	tried := 0
	for _, f := range files {
		name := f.Name()
		data, err := os.ReadFile(filepath.Join(source, name))
		if err != nil {
			t.Fatal(err)
		}
		// An options file only informs; markers have no content.
		if len(data) == 0 || name == lockName || strings.HasPrefix(name, "OPTIONS") {
			continue
		}
		for kind, damage := range damages {
			tried++
			dir := filepath.Join(t.TempDir(), "copy")
			if err := os.CopyFS(dir, os.DirFS(source)); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(dir, name)
			if b := damage(data); b == nil {
				err = os.Remove(path)
			} else {
				err = os.WriteFile(path, b, 0o644)
			}
			if err != nil {
				t.Fatal(err)
			}
			qs, err := Open(dir, Options{})
			if err != nil {
				if !errors.Is(err, ErrCorrupt) {
					t.Errorf("%s %s: open: %v", name, kind, err)
				}
				continue
			}
			err = qs.Verify(ctx, nil)
			switch {
			case err != nil && !errors.Is(err, ErrCorrupt):
				t.Errorf("%s %s: %v", name, kind, err)
			case err == nil && strings.HasSuffix(name, ".log"):
				// The end of the log may be missing, as after a crash of the machine that lies about syncing.
			case err == nil && len(contents(t, qs)) != want:
				t.Errorf("%s %s: nothing was noticed", name, kind)
			}
			qs.Close()
		}
	}
	if tried < 9 {
		t.Errorf("only %d damages tried", tried)
	}
}

// TestPermission opens a store that this user may not read.
func TestPermission(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may read everything")
	}
	dir := t.TempDir()
	if err := Init(dir, Options{}); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(dir, 0o755) })
	if _, err := Open(dir, Options{}); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("%v", err)
	}
}

// TestVerifyNames breaks single entries, and expects verify to name what is wrong.
func TestVerifyNames(t *testing.T) {
	q := mk("a", "p", "b", "l")
	for name, c := range map[string]struct {
		spoil func(t *testing.T, qs *QuadStore, k quadKey) error
		want  string
	}{
		"index lacks a quad": {func(t *testing.T, qs *QuadStore, k quadKey) error {
			return qs.db.Delete(orders[1].appendKey(nil, k), nil)
		}, "<a> -- <p> -> <b>"},
		"index invents a quad": {func(t *testing.T, qs *QuadStore, k quadKey) error {
			k[dirS], k[dirO] = k[dirO], k[dirS]
			return qs.db.Set(orders[2].appendKey(nil, k), nil, nil)
		}, "index o and not in s"},
		"value is missing": {func(t *testing.T, qs *QuadStore, k quadKey) error {
			return qs.db.Delete(valueKey(k[dirO]), nil)
		}, "has no value"},
		"value is unused": {func(t *testing.T, qs *QuadStore, k quadKey) error {
			form, _ := appendValue(nil, quad.String("orphan"))
			return qs.db.Set(valueKey(qs.hash.home(form)), form, nil)
		}, `"orphan" is used by no quad`},
		"value is elsewhere": {func(t *testing.T, qs *QuadStore, k quadKey) error {
			form, _ := appendValue(nil, quad.IRI("other"))
			return qs.db.Set(valueKey(k[dirO]), form, nil)
		}, "cannot be found by what it is"},
		"count is wrong": {func(t *testing.T, qs *QuadStore, k quadKey) error {
			return qs.db.Delete(idKey(tagCount, k[dirP]), nil)
		}, "count of predicate"},
		"state is wrong": {func(t *testing.T, qs *QuadStore, k quadKey) error {
			return qs.db.Set(metaKey(metaState), state{nodes: 4, quads: 9}.bytes(), nil)
		}, "state says 9 quads, there are 1"},
		"key is unknown": {func(t *testing.T, qs *QuadStore, k quadKey) error {
			return qs.db.Set([]byte("zzz"), nil, pebble.NoSync)
		}, "unknown key"},
	} {
		t.Run(name, func(t *testing.T) {
			qs := newMemory(t)
			if _, _, err := qs.ReplaceGraph(context.Background(), "l", []quad.Quad{q}); err != nil {
				t.Fatal(err)
			}
			var k quadKey
			qs.scan(context.Background(), pattern{}, func(x quadKey) bool { k = x; return true })
			if err := c.spoil(t, qs, k); err != nil {
				t.Fatal(err)
			}
			var problems []string
			err := qs.Verify(context.Background(), func(p string) { problems = append(problems, p) })
			if !errors.Is(err, ErrCorrupt) || !strings.Contains(strings.Join(problems, "\n"), c.want) {
				t.Errorf("%q, want %q, %v", problems, c.want, err)
			}
		})
	}
}
