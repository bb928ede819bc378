// Command bench measures the store against its peers, in one run on one machine: Cayley's LevelDB and Bolt
// backends, and Oxigraph. It prints a report in Markdown; docs/BENCHMARKS.md holds one.
//
//	go run ./store/bench                       peers, on Cayley's film sample
//	go run ./store/bench -claims 10000000      this store alone, on a generated claim graph of that size
//	go run ./store/bench -generate 1000000     write a generated claim graph as N-Quads
//
// Each measurement is a process of its own, so that memory is that of one store.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"

	"cuibono/store/bench/claims"
)

var (
	peers    = flag.String("peers", "pebble,leveldb,bolt,oxigraph", "stores to compare, separated by commas")
	python   = flag.String("python", "python3", "python that has pyoxigraph; without it Oxigraph is left out")
	size     = flag.Int64("claims", 0, "quads of a generated claim graph to load instead of comparing peers")
	generate = flag.Int64("generate", 0, "write a claim graph of about this many quads to standard output")
	keep     = flag.String("dir", "", "directory for data; a temporary one by default")
	repeat   = flag.Int("repeat", 3, "loads of each store; the median counts")
	task     = flag.String("task", "", "internal: what a child process does")
	store    = flag.String("store", "", "internal: the store of a child process")
	data     = flag.String("data", "", "internal: the data of a child process")
)

func main() {
	flag.Parse()
	err := run()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run() error {
	switch {
	case *task != "":
		return child()
	case *generate > 0:
		w := bufio.NewWriter(os.Stdout)
		if _, err := claims.Write(w, *generate); err != nil {
			return err
		}
		return w.Flush()
	}
	dir := *keep
	if dir == "" {
		var err error
		if dir, err = os.MkdirTemp("", "cuibono-bench-"); err != nil {
			return err
		}
		defer os.RemoveAll(dir)
	}
	fmt.Printf("%s, %d cores, %s\n\n", processor(), runtime.NumCPU(), runtime.Version())
	if *size > 0 {
		return compareSizes(dir, *size)
	}
	return comparePeers(dir)
}

// processor is the model of the machine's processor, where the system tells it.
func processor() string {
	b, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return runtime.GOARCH
	}
	for _, line := range strings.Split(string(b), "\n") {
		if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return runtime.GOARCH
}

// result is what a child process measured.
type result struct {
	Seconds float64            `json:"seconds,omitempty"`
	Quads   int64              `json:"quads,omitempty"`
	Disk    int64              `json:"disk,omitempty"`
	Runs    int                `json:"runs,omitempty"`
	Times   map[string]float64 `json:"times,omitempty"` // milliseconds
	Rows    map[string]int     `json:"rows,omitempty"`
	RSS     int64              `json:"-"` // peak, of the process
	CPU     float64            `json:"-"` // seconds on all cores, of the process
}

// measure runs a child process.
func measure(name string, args ...string) (r result, err error) {
	cmd := exec.Command(name, args...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return r, fmt.Errorf("%s: %w", strings.Join(args, " "), err)
	}
	if err := json.Unmarshal(out, &r); err != nil {
		return r, fmt.Errorf("%s: %w: %q", strings.Join(args, " "), err, out)
	}
	r.CPU = (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()
	if u, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		r.RSS = u.Maxrss * 1024
	}
	return r, nil
}

func self(task, store, data, dir string) (result, error) {
	exe, err := os.Executable()
	if err != nil {
		return result{}, err
	}
	return measure(exe, "-task", task, "-store", store, "-data", data, "-dir", dir)
}

// oxigraph runs the script beside this file.
func oxigraph(task, data, dir string) (result, error) {
	f, err := os.CreateTemp("", "oxigraph-*.py")
	if err != nil {
		return result{}, err
	}
	defer os.Remove(f.Name())
	if _, err := io.WriteString(f, script); err != nil {
		return result{}, err
	}
	if err := f.Close(); err != nil {
		return result{}, err
	}
	return measure(*python, f.Name(), task, data, dir)
}

// diskUse is the size of all files in dir.
func diskUse(dir string) (n int64, err error) {
	err = filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		i, err := e.Info()
		if errors.Is(err, os.ErrNotExist) {
			return nil
		}
		if err == nil {
			n += i.Size()
		}
		return err
	})
	return n, err
}
