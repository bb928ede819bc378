package store_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/cayleygraph/quad"

	"cuibono/store"
)

// startPostgres starts a server of its own on a loopback port and gives the address of an empty database. A
// server does not run as root: there it runs as the user "postgres" or "nobody". Where PostgreSQL is not
// installed the test is skipped, unless CI is set.
func startPostgres(t *testing.T) string {
	t.Helper()
	bin := postgresBin()
	if bin == "" {
		const why = "PostgreSQL is not installed (Debian: apt-get install postgresql)"
		if os.Getenv("CI") != "" {
			t.Fatal(why)
		}
		t.Skip(why)
	}
	dir, err := os.MkdirTemp("", "postgres-test-") // readable by another user, unlike t.TempDir
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	var as *syscall.SysProcAttr
	if os.Geteuid() == 0 {
		as = unprivileged(t, dir)
	}
	run := func(name string, args ...string) {
		t.Helper()
		cmd := exec.Command(filepath.Join(bin, name), args...)
		cmd.SysProcAttr, cmd.Dir = as, dir
		cmd.Env = append(os.Environ(), "LC_ALL=C", "HOME="+dir)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", name, err, out)
		}
	}
	data := filepath.Join(dir, "data")
	run("initdb", "-D", data, "-U", "cuibono", "-A", "trust", "-E", "UTF8", "--no-sync")
	port := freePort(t)
	options := fmt.Sprintf("-c listen_addresses=127.0.0.1 -c port=%d -c unix_socket_directories=%s -c fsync=off", port, dir)
	run("pg_ctl", "-D", data, "-w", "-l", filepath.Join(dir, "log"), "-o", options, "start")
	t.Cleanup(func() { run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop") })
	return fmt.Sprintf("postgres://cuibono@127.0.0.1:%d/postgres?sslmode=disable", port)
}

// postgresBin is where the server's programs are, "" where they are not.
func postgresBin() string {
	dirs, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	slices.Reverse(dirs)
	if p, err := exec.LookPath("initdb"); err == nil {
		if p, err = filepath.EvalSymlinks(p); err == nil {
			dirs = append(dirs, filepath.Dir(p))
		}
	}
	for _, d := range dirs {
		if _, err := os.Stat(filepath.Join(d, "pg_ctl")); err == nil {
			if _, err := os.Stat(filepath.Join(d, "initdb")); err == nil {
				return d
			}
		}
	}
	return ""
}

// unprivileged gives dir to a user that may run a server.
func unprivileged(t *testing.T, dir string) *syscall.SysProcAttr {
	t.Helper()
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err1 := strconv.Atoi(u.Uid)
		gid, err2 := strconv.Atoi(u.Gid)
		if err := errors.Join(err1, err2, os.Chown(dir, uid, gid)); err != nil {
			t.Fatal(err)
		}
		return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
	}
	t.Skip("a PostgreSQL server does not run as root, and there is no other user")
	return nil
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

func TestPostgres(t *testing.T) {
	ctx := context.Background()
	c := store.Config{Backend: store.Postgres, Address: startPostgres(t)}
	if _, err := store.Open(ctx, c); !errors.Is(err, store.ErrNotInitialized) {
		t.Errorf("before init: %v", err)
	}
	if err := store.Init(ctx, c); err != nil {
		t.Fatal(err)
	}
	if err := store.Init(ctx, c); !errors.Is(err, store.ErrExists) {
		t.Errorf("init twice: %v", err)
	}
	s := open(t, c)
	other := q("A", "funds", "B", quad.IRI("article/2"))
	for want := range []int64{1, 0} { // the second time it is there
		if n, err := s.AddQuads(ctx, quad.NewReader([]quad.Quad{other, other}), nil); err != nil || n != int64(1-want) {
			t.Errorf("added %d, %v", n, err)
		}
	}
	first := []quad.Quad{q("A", "funds", "B", article), q("A", "funds", "C", nil)}
	if a, r, err := s.ReplaceGraph(ctx, article, first); err != nil || a != 2 || r != 0 {
		t.Fatalf("added %d, removed %d, %v", a, r, err)
	}
	gen := s.Generation()
	if a, r, err := s.ReplaceGraph(ctx, article, first); err != nil || a != 0 || r != 0 || s.Generation() != gen {
		t.Fatalf("the same again: added %d, removed %d, %v", a, r, err)
	}
	st, err := s.BulkLoad(ctx, strings.NewReader("<D> <funds> <E> .\n"), store.BulkOptions{Label: article})
	if err != nil || st.Added != 1 {
		t.Errorf("bulk: %+v, %v", st, err)
	}
	if a, r, err := s.ReplaceGraph(ctx, article, first[:1]); err != nil || a != 0 || r != 2 {
		t.Fatalf("added %d, removed %d, %v", a, r, err)
	}
	if r, err := s.DeleteGraph(ctx, article); err != nil || r != 1 {
		t.Fatalf("removed %d, %v", r, err)
	}
	if got := contents(t, s.QuadStore()); len(got) != 1 || got[0] != other.String() {
		t.Errorf("after delete: %v", got)
	}
	if st, err := s.Stats(ctx); err != nil || st.Quads != 1 || st.Nodes != 4 {
		t.Errorf("after delete: %+v, %v", st, err)
	}
	if err := s.Snapshot(ctx, t.TempDir()); !errors.Is(err, store.ErrUnsupported) || !strings.Contains(err.Error(), "pg_dump") {
		t.Errorf("snapshot: %v", err)
	}
}
