package cmd

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"cuibono/loader"
	"cuibono/queries/table"
	"cuibono/schema/strict"
	"cuibono/seeds"
)

// demoFile says what the demonstration asks.
const demoFile = "demo.yaml"

// demonstration is the content of demo.yaml.
type demonstration struct {
	Questions []struct {
		Query string   `yaml:"query,required"`
		Args  []string `yaml:"args"`
		// Title is what is said above the answer, by language.
		Title map[string]string `yaml:"title,required"`
	} `yaml:"questions,required"`
}

func newDemo() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Load sample articles, show an answer, serve the console",
		Long: `Load the sample articles that come with the program, show who funds what in them and on whose word, and
serve Cayley's console on the graph until Ctrl-C.

The store is temporary, unless --store (or a variable, or the configuration) names one.`,
		GroupID: "start",
		Args:    arguments(0, 0),
		RunE:    run(runDemo),
	}
	addFlags(cmd.Flags(), "demo")
	return cmd
}

func runDemo(a *app, _ []string) error {
	data, err := seeds.FS.ReadFile(demoFile)
	if err != nil {
		return err
	}
	var demo demonstration
	if err := strict.Decode("seeds/"+demoFile, data, &demo).Err(); err != nil {
		return err
	}
	if !a.conf.given("store.path") && !a.conf.given("store.address") && !a.conf.given("store.backend") {
		dir, err := os.MkdirTemp("", "cuibono-demo-")
		if err != nil {
			return fmt.Errorf("make room for a temporary store: %w", err)
		}
		a.onClose(func() error { return os.RemoveAll(dir) })
		a.conf.set("store.path", filepath.Join(dir, "store"))
	}
	samples, err := loader.WalkFS(seeds.FS, "seeds")
	if err != nil {
		return fmt.Errorf("read the sample articles: %w", err)
	}
	st, err := a.openWrite()
	if err != nil {
		return err
	}
	o, err := a.loaderOptions(st)
	if err != nil {
		return err
	}
	if err := a.load(samples, 0, o); err != nil {
		return err
	}
	for _, q := range demo.Questions {
		fmt.Fprintf(a.out, "\n%s\n$ cuibono query %s\n\n", q.Title[a.language()], strings.Join(quoted(append([]string{q.Query}, q.Args...)), " "))
		if err := answerFrom(a, st, table.Aligned, q.Query, q.Args, 0); err != nil {
			return err
		}
	}
	if a.conf.yes("demo.no_serve") {
		return nil
	}
	return serve(a, st)
}

// quoted puts arguments of several words in quotes, as they are typed in a shell.
func quoted(args []string) []string {
	out := make([]string, len(args))
	for i, arg := range args {
		if out[i] = arg; strings.ContainsAny(arg, " <>'") {
			out[i] = `"` + arg + `"`
		}
	}
	return out
}
