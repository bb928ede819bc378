package cmd

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

var update = flag.Bool("update", false, "write config.yaml anew")

// config.yaml at the root of the project is what `cuibono config --defaults` prints.
func TestConfigFileIsTheDefaults(t *testing.T) {
	path := filepath.Join("..", "config.yaml")
	var b bytes.Buffer
	if err := writeDefaults(&b); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, b.Bytes()) {
		t.Error("config.yaml is not what `cuibono config --defaults` prints; `go test ./cmd -run ConfigFile -update` writes it")
	}
	values, problems := decodeConfig(path, got)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if len(values) != len(settings) {
		t.Errorf("%d keys read back of %d", len(values), len(settings))
	}
	for i := range settings {
		s := &settings[i]
		got, want := values[s.key], s.value
		if a, ok := got.([]string); ok {
			if !slices.Equal(a, want.([]string)) {
				t.Errorf("%s: got %v, want %v", s.key, got, want)
			}
		} else if got != want {
			t.Errorf("%s: got %v, want %v", s.key, got, want)
		}
	}
}

// Every flag has a key in the configuration, but for the few that ask for something else to be
// printed, and every setting that names a command names one that has its flag.
func TestFlagsAndSettingsAgree(t *testing.T) {
	without := []string{"config", "defaults", "help", "version", "no-descriptions"} // the last is of cobra's completion
	found := map[string]bool{}
	var walk func(*cobra.Command)
	walk = func(c *cobra.Command) {
		path := commandPath(c)
		check := func(f *pflag.Flag) {
			if slices.Contains(without, f.Name) {
				return
			}
			i := slices.IndexFunc(settings, func(s setting) bool { return s.flag == f.Name && s.on(path) })
			if i < 0 {
				t.Errorf("%s: flag --%s has no setting", c.CommandPath(), f.Name)
				return
			}
			found[settings[i].key] = true
		}
		if path == "" {
			c.PersistentFlags().VisitAll(check)
		} else {
			c.LocalNonPersistentFlags().VisitAll(check)
		}
		for _, child := range c.Commands() {
			walk(child)
		}
	}
	walk(New())
	keys := map[string]bool{}
	for _, s := range settings {
		if s.flag != "" && !found[s.key] {
			t.Errorf("%s: no command %q with flag --%s", s.key, s.command, s.flag)
		}
		if keys[s.key] {
			t.Errorf("%s is declared twice", s.key)
		}
		keys[s.key] = true
		section, _, nested := strings.Cut(s.key, ".")
		if !nested {
			section = ""
		}
		if !slices.ContainsFunc(sections, func(x struct{ name, comment string }) bool { return x.name == section }) {
			t.Errorf("%s: section %q is not listed", s.key, section)
		}
	}
}

// Every command says what it does, shows itself in use, and stands in a group.
func TestHelp(t *testing.T) {
	var walk func(*cobra.Command)
	walk = func(c *cobra.Command) {
		if c.Short == "" || c.Name() == "help" || c.Hidden {
			return
		}
		if strings.HasSuffix(c.Short, ".") {
			t.Errorf("%s: the short help ends in a full stop", c.CommandPath())
		}
		if !c.HasSubCommands() && c.Example == "" && !strings.Contains(c.CommandPath(), "completion") {
			t.Errorf("%s has no example", c.CommandPath())
		}
		if c.Parent() != nil && !c.Parent().HasParent() && c.GroupID == "" {
			t.Errorf("%s is in no group", c.CommandPath())
		}
		for _, child := range c.Commands() {
			walk(child)
		}
	}
	walk(New())
}
