package cmd_test

import (
	"os"
	"path/filepath"
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
		Setup: func(e *testscript.Env) error {
			// Nothing of the machine's own configuration may show.
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("XDG_CONFIG_HOME", filepath.Join(e.WorkDir, "config"))
			e.Setenv("LC_ALL", "C.UTF-8")
			return nil
		},
	})
}
