// Package cmd is the command line: a file for each command, which reads its arguments, wires the
// packages that do the work, and prints what they give. It is the only package that knows the
// configuration and turns errors into exit codes.
//
// Standard output is data, standard error is talk. Progress is shown on a terminal only.
package cmd

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"cuibono/schema/strict"
)

// Main runs the command that args name and returns the exit code. The first interrupt ends the work in an
// orderly way, a second one at once.
func Main(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	root := New()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err != nil {
		report(root.ErrOrStderr(), err)
	}
	return exitCode(err)
}

// New makes the tree of commands.
func New() *cobra.Command {
	root := &cobra.Command{
		Use:   "cuibono",
		Short: "News in, a graph of who funds what out, with who says so",
		Long: `News in, a graph of who funds what out, with who says so, who disputes it, and the sentence
that shows it. French and English, offline.`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}
			return nil
		},
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.PersistentFlags().String("config", "", "configuration file")
	addFlags(root.PersistentFlags(), "")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error { return flagError(cmd, err) })
	root.CompletionOptions.HiddenDefaultCmd = false
	root.AddGroup(
		&cobra.Group{ID: "start", Title: "Start:"},
		&cobra.Group{ID: "ask", Title: "Ask:"},
		&cobra.Group{ID: "feed", Title: "Feed:"},
		&cobra.Group{ID: "keep", Title: "Keep:"},
		&cobra.Group{ID: "extend", Title: "Extend:"},
	)
	root.AddCommand(commands()...)
	root.SetHelpCommandGroupID("extend")
	root.SetCompletionCommandGroupID("extend")
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	refuseUnknownTopics(root)
	plainUseLines(root)
	giveExamples(root)
	return root
}

// commands are all the commands, in the order of their groups.
func commands() []*cobra.Command {
	return []*cobra.Command{
		newQuery(), newGizmo(), newRepl(), newServe(),
		newDemo(),
		newLoad(), newRetract(), newExtract(), newParse(),
		newSources(), newStats(), newEntities(),
		newExport(), newVerify(),
		newInit(), newBackup(), newRestore(),
		newWorker(),
		newSchema(), newEval(),
		newConfig(),
		newVersion(),
	}
}

// refuseUnknownTopics makes the commands that cobra adds fail on a name that they do not know.
func refuseUnknownTopics(root *cobra.Command) {
	for _, c := range root.Commands() {
		switch c.Name() {
		case "help":
			show := c.Run
			c.Run, c.RunE = nil, func(cmd *cobra.Command, args []string) error {
				if _, rest, err := root.Find(args); err != nil || len(rest) > 0 {
					return unknownCommand(root, strings.Join(args, " "))
				}
				show(cmd, args)
				return nil
			}
		case "completion":
			group(c)
		}
	}
}

// plainUseLines leaves "[flags]" out of the lines that show how a command is called; help lists them.
func plainUseLines(cmd *cobra.Command) {
	cmd.DisableFlagsInUseLine = true
	for _, child := range cmd.Commands() {
		plainUseLines(child)
	}
}

// run adapts a command's function: it gets what is in force beside its arguments.
func run(f func(*app, []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		a, err := newApp(cmd)
		if err != nil {
			return err
		}
		defer a.close()
		return f(a, args)
	}
}

// group makes a command that only holds others.
func group(cmd *cobra.Command, children ...*cobra.Command) *cobra.Command {
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return unknownCommand(cmd, args[0])
		}
		return nil
	}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
	cmd.AddCommand(children...)
	return cmd
}

// prefix puts the command's name before an error; the program's own name is put there for every one.
func prefix(cmd *cobra.Command) string {
	if path := commandPath(cmd); path != "" {
		return path + ": "
	}
	return ""
}

// arguments checks how many there are, from least to most (-1: any number).
func arguments(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return usage(cmd.UseLine(), "%san argument is missing", prefix(cmd))
		case most >= 0 && len(args) > most:
			return usage(cmd.UseLine(), "%s%q is one argument too many", prefix(cmd), args[most])
		}
		return nil
	}
}

func unknownCommand(cmd *cobra.Command, name string) error {
	var names []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	try := cmd.CommandPath() + " --help"
	if near := strict.Suggest(name, names); near != "" {
		try = cmd.CommandPath() + " " + near
	}
	return usage(try, "unknown command %q", strings.TrimSpace(commandPath(cmd)+" "+name))
}

// flagError words the errors of the flag parser, with the nearest flag where one was misspelt.
func flagError(cmd *cobra.Command, err error) error {
	message := err.Error()
	try := cmd.CommandPath() + " --help"
	if name, ok := strings.CutPrefix(message, "unknown flag: --"); ok {
		var names []string
		collect := cmd.Flags()
		collect.AddFlagSet(cmd.InheritedFlags())
		collect.VisitAll(flagNames(&names))
		if near := strict.Suggest(name, names); near != "" {
			try = fmt.Sprintf("%s --%s", cmd.CommandPath(), near)
		}
		return usage(try, "%sunknown flag --%s", prefix(cmd), name)
	}
	return usage(try, "%s%s", prefix(cmd), message)
}
