package cmd_test

import (
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"cuibono/cmd"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"cuibono": func() { os.Exit(cmd.Main(os.Args[1:])) },
	})
}

// The scripts of testdata/script are the manual of the commands: each shows one, with what it prints.
// `UPDATE_SCRIPTS=1 go test ./cmd -run Scripts` writes what changed into them.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"listen": listen,
			"web":    web,
			"errors": errorLines,
		},
		Setup: func(e *testscript.Env) error {
			// Nothing of the machine's own configuration may show.
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("XDG_CONFIG_HOME", filepath.Join(e.WorkDir, "config"))
			e.Setenv("LC_ALL", "C.UTF-8")
			return nil
		},
	})
}

// listen NAME opens a port until the script ends, and sets the variable NAME to its address.
func listen(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: listen NAME")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Defer(func() { l.Close() })
	ts.Setenv(args[0], l.Addr().String())
}

// web NAME DIR serves the files of a folder until the script ends, and sets the variable NAME to the
// address.
func web(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: web NAME DIR")
	}
	s := httptest.NewServer(http.FileServer(http.Dir(ts.MkAbs(args[1]))))
	ts.Defer(s.Close)
	ts.Setenv(args[0], s.URL)
}

// errors N sees that standard error has N lines that begin with "cuibono: ", and no trace of a panic.
func errorLines(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: errors N")
	}
	text := ts.ReadFile("stderr")
	got := 0
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "cuibono: ") {
			got++
		}
	}
	if want, err := strconv.Atoi(args[0]); err != nil || got != want || strings.Contains(text, "goroutine ") {
		ts.Fatalf("want %s lines of errors, got:\n%s", args[0], text)
	}
}
