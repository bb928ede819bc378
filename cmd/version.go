package cmd

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// version is set when a release is built: -ldflags "-X cuibono/cmd.version=1.0.0".
var version = "0.1.0-dev"

func newVersion() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Print the version of the program and of Cayley",
		GroupID: "extend",
		Args:    arguments(0, 0),
		RunE: run(func(a *app, _ []string) error {
			revision, cayley := "", "unknown"
			if info, ok := debug.ReadBuildInfo(); ok {
				for _, s := range info.Settings {
					if s.Key == "vcs.revision" && len(s.Value) >= 12 {
						revision = " (" + s.Value[:12] + ")"
					}
				}
				for _, m := range info.Deps {
					if m.Path == "github.com/cayleygraph/cayley" {
						cayley = m.Version
					}
				}
			}
			_, err := fmt.Fprintf(a.out, "cuibono %s%s\nCayley %s\n%s %s/%s\n",
				version, revision, cayley, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		}),
	}
}
