package cmd

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"
)

func newConfig() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "config",
		Short: "Print what is in force and from where",
		Long: `Print every setting with its value and where the value comes from: a flag, a variable, the
configuration file or the default. Flags are stronger than variables, variables than the file.

The file is the one that --config or CUIBONO_CONFIG names, else config.yaml in the working
directory, else cuibono/config.yaml in your configuration folder (~/.config).`,
		GroupID: "extend",
		Args:    arguments(0, 0),
	}
	defaults := cmd.Flags().Bool("defaults", false, "print a configuration file with every key, its meaning and its default")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if *defaults { // also where the file that is in force has a mistake
			return writeDefaults(cmd.OutOrStdout())
		}
		return run(printConfig)(cmd, args)
	}
	return cmd
}

func printConfig(a *app, _ []string) error {
	file := a.conf.file
	if file == "" {
		file = "none"
	}
	fmt.Fprintf(a.out, "# configuration file: %s\n", file)
	w := tabwriter.NewWriter(a.out, 0, 8, 2, ' ', 0)
	for i := range settings {
		s := &settings[i]
		value := yamlValue(a.conf.value(s))
		if strings.HasSuffix(s.key, "token") && a.conf.text(s.key) != "" {
			value = "(set)" // a secret does not belong on a screen
		}
		fmt.Fprintf(w, "%s:\t%s\t# %s\n", s.key, value, a.conf.source(s).name)
	}
	return w.Flush()
}

// value is what is in force for s, in the type of its default.
func (c *config) value(s *setting) any {
	switch s.value.(type) {
	case bool:
		return c.yes(s.key)
	case []string:
		return c.list(s.key)
	case int:
		return c.number(s.key)
	case float64:
		return c.decimal(s.key)
	case string:
		return c.text(s.key)
	}
	return c.duration(s.key)
}
