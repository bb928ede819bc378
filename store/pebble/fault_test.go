package pebble

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/cockroachdb/pebble/v2/vfs/errorfs"
)

// articleQuads are the quads of version n of an article: all share a node that tells the version, so that
// a mixture of two versions shows.
func articleQuads(article, version int) (label quad.IRI, quads []quad.Quad) {
	label = quad.IRI(fmt.Sprintf("article/%d", article))
	for i := range 10 {
		quads = append(quads, quad.Quad{
			Subject:   quad.IRI(fmt.Sprintf("claim/%d/%d", article, i)),
			Predicate: quad.IRI("version"),
			Object:    quad.Int(version),
			Label:     label,
		})
	}
	return label, quads
}

// workload is a fixed course of replacements, removals and bulk loads. After each it says which version of
// each article was acknowledged; 0 is none.
type workload struct {
	qs    *QuadStore
	acked map[int]int
	// during is the change that was begun and not acknowledged: article → version.
	during map[int]int
	// begun and ended, which may be nil, are called around each step.
	begun, ended func()
}

func (w *workload) run(steps int, seed int64) error {
	ctx := context.Background()
	rnd := rand.New(rand.NewSource(seed))
	if w.begun == nil {
		w.begun, w.ended = func() {}, func() {}
	}
	base := int(w.qs.Generation()) // so that versions never repeat in one store
	for step := range steps {
		version := base + step + 1
		article := rnd.Intn(8)
		w.during = map[int]int{article: version}
		var err error
		switch k := rnd.Intn(10); {
		case k < 6:
			label, quads := articleQuads(article, version)
			w.begun()
			_, _, err = w.qs.ReplaceGraph(ctx, label, quads)
		case k < 8:
			w.during[article] = 0
			label, _ := articleQuads(article, 0)
			w.begun()
			_, err = w.qs.DeleteGraph(ctx, label)
		case k < 9:
			// A bulk load adds two new articles at once, which are whole or absent together.
			article = 100 + 2*version
			w.during = map[int]int{article: version, article + 1: version}
			var all []quad.Quad
			for a := range w.during {
				_, quads := articleQuads(a, version)
				all = append(all, quads...)
			}
			w.begun()
			_, err = w.qs.BulkLoad(ctx, bytes.NewReader(asNQuads(all)), BulkOptions{Memory: int64(1 + step%2<<30)})
		default:
			w.during = nil
			w.begun()
			err = w.qs.fs.guard(w.qs.db.Flush)
		}
		if err != nil {
			return err
		}
		for a, v := range w.during {
			w.acked[a] = v
		}
		w.during = nil
		w.ended()
	}
	return nil
}

// check compares a store with what was acknowledged: what was being changed may be there or not, whole.
func (w *workload) check(t testing.TB, qs *QuadStore) {
	t.Helper()
	verify(t, qs)
	got := make(map[int]map[int]int) // article → version → quads
	err := qs.scan(context.Background(), pattern{}, func(k quadKey) bool {
		q, err := qs.quad(k)
		if err != nil {
			t.Fatal(err)
		}
		var a int
		fmt.Sscanf(string(q.Label.(quad.IRI)), "article/%d", &a)
		if got[a] == nil {
			got[a] = make(map[int]int)
		}
		got[a][int(q.Object.(quad.Int))]++
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
	articles := make(map[int]bool)
	for _, m := range []map[int]int{w.acked, w.during} {
		for a := range m {
			articles[a] = true
		}
	}
	for a := range got {
		if !articles[a] {
			t.Errorf("article %d was never loaded", a)
		}
	}
	done := make(map[bool]bool) // of what was being changed: there, not there
	for a := range articles {
		version := 0
		for v, n := range got[a] {
			if n != 10 || version != 0 {
				t.Errorf("article %d is there in part: %v", a, got[a])
			}
			version = v
		}
		during, changing := w.during[a]
		if changing && during != w.acked[a] {
			done[version == during] = true
		}
		if version != w.acked[a] && !(changing && version == during) {
			t.Errorf("article %d: version %d, acknowledged %d, being written %v", a, version, w.acked[a], w.during)
		}
	}
	if len(done) > 1 {
		t.Errorf("of %v, one is there and the other not", w.during)
	}
}

// TestFaults makes the k-th write to the file system fail, for k = 1, 2, 3… until the course ends without
// one: once as an error of that write only, once as a disk that stays full. Then the machine crashes, what
// was not synced is lost, and the store is opened again.
func TestFaults(t *testing.T) {
	const steps, seed = 25, 1
	stride := int32(1)
	if testing.Short() {
		stride = 7
	}
	for _, forGood := range []bool{false, true} {
		t.Run(fmt.Sprintf("stays=%v", forGood), func(t *testing.T) {
			t.Logf("seed %d", seed)
			for k := int32(0); ; k += stride {
				mem := vfs.NewCrashableMem()
				if err := Init("graph", Options{FS: mem}); err != nil {
					t.Fatal(err)
				}
				var left atomic.Int32
				left.Store(k)
				var armed, fired atomic.Bool
				armed.Store(true)
				f := errorfs.Wrap(mem, errorfs.InjectorFunc(func(op errorfs.Op) error {
					if !armed.Load() || op.Kind.ReadOrWrite() != errorfs.OpIsWrite {
						return nil
					}
					if n := left.Add(-1); n == -1 || forGood && n < 0 {
						fired.Store(true)
						return syscall.ENOSPC
					}
					return nil
				}))
				w := &workload{acked: make(map[int]int)}
				qs, err := Open("graph", Options{FS: f, tune: smallTables})
				if err == nil {
					w.qs = qs
					if err = w.run(steps, seed); err != nil && fired.Load() && !errors.Is(err, ErrDiskFull) && !errors.Is(err, ErrFailed) {
						t.Errorf("k = %d: the error does not say that the disk is full: %v", k, err)
					}
					qs.Close()
				}
				if err != nil && !fired.Load() {
					t.Fatalf("k = %d: %v", k, err)
				}
				armed.Store(false)
				after, err := Open("graph", Options{FS: mem.CrashClone(vfs.CrashCloneCfg{})})
				if err != nil {
					t.Fatalf("k = %d: open after the crash: %v", k, err)
				}
				w.check(t, after)
				if err := after.Close(); err != nil {
					t.Fatal(err)
				}
				if t.Failed() {
					t.Fatalf("k = %d", k)
				}
				if !fired.Load() {
					t.Logf("%d writes in the course", k)
					break
				}
			}
		})
	}
}

// smallTables makes flushes and compactions frequent.
func smallTables(o *pebble.Options) {
	o.MemTableSize = 64 << 10
	o.L0CompactionThreshold = 2
	o.LBaseMaxBytes = 64 << 10
}
