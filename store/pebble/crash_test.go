package pebble

import (
	"bufio"
	"context"
	"fmt"
	"math/rand"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"
)

// crashEnv makes the test binary load and delete in the directory it names, until it is killed.
const crashEnv = "CUIBONO_CRASH_DIR"

func TestMain(m *testing.M) {
	if dir := os.Getenv(crashEnv); dir != "" {
		if err := crashWriter(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// crashWriter prints "begin article version …" before and "done" after each step.
func crashWriter(dir string) error {
	seed, err := strconv.ParseInt(os.Getenv("CUIBONO_CRASH_SEED"), 10, 64)
	if err != nil {
		return err
	}
	qs, err := Open(dir, Options{tune: smallTables})
	if err != nil {
		return err
	}
	w := &workload{qs: qs, acked: make(map[int]int)}
	w.begun = func() {
		fmt.Print("begin")
		for a, v := range w.during {
			fmt.Printf(" %d %d", a, v)
		}
		fmt.Println()
	}
	w.ended = func() { fmt.Println("done") }
	return w.run(1_000_000, seed)
}

// TestCrash kills a process that loads, replaces and deletes articles, at random moments, and opens what it
// left: everything that was acknowledged is there, nothing is there in part. CUIBONO_CRASHES says how
// often.
func TestCrash(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes: not in short mode")
	}
	n := 10
	if s := os.Getenv("CUIBONO_CRASHES"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			t.Fatal(err)
		}
	}
	seed := time.Now().UnixNano()
	if s := os.Getenv("CUIBONO_CRASH_SEED"); s != "" {
		var err error
		if seed, err = strconv.ParseInt(s, 10, 64); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("seed %d; set CUIBONO_CRASH_SEED to repeat", seed)
	rnd := rand.New(rand.NewSource(seed))
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	w := &workload{acked: make(map[int]int)} // across all crashes
	steps := 0
	for i := range n {
		if i%20 == 0 { // the store must not grow without bounds
			dir = t.TempDir()
			if err := Init(dir, Options{}); err != nil {
				t.Fatal(err)
			}
			w = &workload{acked: make(map[int]int)}
		}
		cmd := exec.Command(exe)
		cmd.Env = append(os.Environ(), crashEnv+"="+dir, fmt.Sprintf("CUIBONO_CRASH_SEED=%d", rnd.Int63()))
		cmd.Stderr = os.Stderr
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(time.Duration(10+rnd.Intn(150))*time.Millisecond, func() { cmd.Process.Kill() })
		w.during = nil
		for in := bufio.NewScanner(out); in.Scan(); {
			if in.Text() == "done" {
				for a, v := range w.during {
					w.acked[a] = v
				}
				w.during = nil
				steps++
				continue
			}
			w.during = parseBegin(in.Text())
		}
		cmd.Wait()
		qs, err := Open(dir, Options{})
		if err != nil {
			t.Fatalf("crash %d: %v", i, err)
		}
		w.check(t, qs)
		// What was being written when the process died is now known.
		for a := range w.during {
			w.acked[a] = versionOf(t, qs, a)
		}
		if err := qs.Close(); err != nil {
			t.Fatal(err)
		}
		if t.Failed() {
			t.Fatalf("crash %d", i)
		}
	}
	t.Logf("%d crashes, %d acknowledged steps", n, steps)
}

func parseBegin(line string) map[int]int {
	m := make(map[int]int)
	f := strings.Fields(line)
	for i := 1; i+1 < len(f); i += 2 {
		a, err1 := strconv.Atoi(f[i])
		v, err2 := strconv.Atoi(f[i+1])
		if err1 == nil && err2 == nil {
			m[a] = v
		}
	}
	return m
}

// versionOf is the version of an article that is in the store, 0 where it is not.
func versionOf(t *testing.T, qs *QuadStore, article int) (version int) {
	t.Helper()
	label, _ := articleQuads(article, 0)
	id, err := qs.lookup(label)
	if err != nil {
		t.Fatal(err)
	}
	if id == 0 {
		return 0
	}
	err = qs.scan(context.Background(), pattern{dirG: id}, func(k quadKey) bool {
		v, err := qs.name(k[dirO])
		if err != nil {
			t.Fatal(err)
		}
		version, err = strconv.Atoi(fmt.Sprint(v.Native()))
		if err != nil {
			t.Fatal(err)
		}
		return false
	})
	if err != nil {
		t.Fatal(err)
	}
	return version
}
