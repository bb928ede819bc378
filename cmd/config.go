package cmd

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/spf13/viper"

	"cuibono/schema/strict"
)

// config is what is in force for one run of a command. This file is the only place that knows viper.
type config struct {
	v *viper.Viper
	// file is the configuration file that was read; empty where there is none.
	file string
	// inFile holds the keys that it sets.
	inFile map[string]bool
	flags  map[string]*pflag.Flag
}

// addFlags declares the flags of a command ("" for those of every command).
func addFlags(flags *pflag.FlagSet, command string) {
	for i := range settings {
		s := &settings[i]
		if !s.on(command) {
			continue
		}
		usage := s.usage
		if len(s.choices) > 0 {
			usage += ": " + strings.Join(s.choices, ", ")
		}
		switch value := s.value.(type) {
		case string:
			flags.StringP(s.flag, s.short, value, usage)
		case bool:
			flags.BoolP(s.flag, s.short, value, usage)
		case int:
			flags.IntP(s.flag, s.short, value, usage)
		case float64:
			flags.Float64P(s.flag, s.short, value, usage)
		case time.Duration:
			flags.DurationP(s.flag, s.short, value, usage)
		case []string:
			flags.StringSliceP(s.flag, s.short, value, usage)
		default:
			panic(fmt.Sprintf("setting %s: no flag for a %T", s.key, value))
		}
	}
}

// commandPath is the name of a command as settings have it: "entities list".
func commandPath(cmd *cobra.Command) string {
	_, path, _ := strings.Cut(cmd.CommandPath(), " ")
	return path
}

// readConfig puts together what defaults, the configuration file, variables and the flags of cmd say.
// The file is the one named by --config or CUIBONO_CONFIG, else config.yaml in the working directory,
// else cuibono/config.yaml in the user's configuration folder.
func readConfig(cmd *cobra.Command) (*config, error) {
	c := &config{v: viper.New(), inFile: map[string]bool{}, flags: map[string]*pflag.Flag{}}
	path := commandPath(cmd)
	for i := range settings {
		s := &settings[i]
		c.v.SetDefault(s.key, s.value)
		names := []string{s.key, s.variable()}
		if s.alias() != "" {
			names = append(names, s.alias())
		}
		if err := c.v.BindEnv(names...); err != nil {
			return nil, err
		}
		if s.on("") || s.on(path) {
			if f := cmd.Flags().Lookup(s.flag); f != nil {
				c.flags[s.key] = f
				if err := c.v.BindPFlag(s.key, f); err != nil {
					return nil, err
				}
			}
		}
	}
	if err := c.readFile(cmd); err != nil {
		return nil, err
	}
	return c, c.check()
}

// findFile names the configuration file, and whether the user named it; "" where there is none.
func findFile(cmd *cobra.Command) (path string, named bool) {
	if f := cmd.Flags().Lookup("config"); f != nil && f.Changed {
		return f.Value.String(), true
	}
	if path := os.Getenv("CUIBONO_CONFIG"); path != "" {
		return path, true
	}
	candidates := []string{"config.yaml"}
	if dir, err := os.UserConfigDir(); err == nil {
		candidates = append(candidates, filepath.Join(dir, "cuibono", "config.yaml"))
	}
	for _, path := range candidates {
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			return path, false
		}
	}
	return "", false
}

func (c *config) readFile(cmd *cobra.Command) error {
	path, named := findFile(cmd)
	if path == "" {
		return nil
	}
	data, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &failure{err: fmt.Errorf("read configuration %s: there is no such file", path),
			try: "cuibono config --defaults > " + path}
	case err != nil:
		return fmt.Errorf("read configuration: %w", err)
	}
	values, problems := decodeConfig(path, data)
	if err := problems.Err(); err != nil {
		try := "cuibono config --defaults (it prints every key with its meaning)"
		if !named {
			try += "\n     If this file is not cuibono's, name another one: --config FILE"
		}
		return &failure{err: err, try: try, code: exitUsage}
	}
	c.file = path
	nested := map[string]any{}
	for key, value := range values {
		c.inFile[key] = true
		section, name, found := strings.Cut(key, ".")
		if !found {
			nested[key] = value
			continue
		}
		if nested[section] == nil {
			nested[section] = map[string]any{}
		}
		nested[section].(map[string]any)[name] = value
	}
	return c.v.MergeConfigMap(nested)
}

// decodeConfig reads a configuration file and gives the keys that it sets. The struct that it is
// decoded into is made of the table of settings, so that file and flags cannot drift apart.
func decodeConfig(name string, data []byte) (map[string]any, strict.Problems) {
	if len(strings.TrimSpace(string(data))) == 0 || onlyComments(data) {
		return nil, nil
	}
	bySection := map[string][]reflect.StructField{}
	for i, s := range settings {
		section, key, found := strings.Cut(s.key, ".")
		if !found {
			section, key = "", s.key
		}
		tag := fmt.Sprintf(`yaml:"%s"`, key)
		if len(s.choices) > 0 {
			tag += fmt.Sprintf(` enum:"%s"`, strings.Join(s.choices, "|"))
		}
		bySection[section] = append(bySection[section], reflect.StructField{
			Name: fmt.Sprintf("F%d", i),
			// A pointer tells a key that is given from one that is not.
			Type: reflect.PointerTo(reflect.TypeOf(s.value)),
			Tag:  reflect.StructTag(tag),
		})
	}
	top := bySection[""]
	for _, section := range slices.Sorted(maps.Keys(bySection)) {
		if section != "" {
			top = append(top, reflect.StructField{
				Name: "Section" + section,
				Type: reflect.StructOf(bySection[section]),
				Tag:  reflect.StructTag(fmt.Sprintf(`yaml:"%s"`, section)),
			})
		}
	}
	into := reflect.New(reflect.StructOf(top))
	problems := strict.Decode(name, data, into.Interface())
	values := map[string]any{}
	for i, s := range settings {
		v := into.Elem()
		if section, _, found := strings.Cut(s.key, "."); found {
			v = v.FieldByName("Section" + section)
		}
		if f := v.FieldByName(fmt.Sprintf("F%d", i)); !f.IsNil() {
			values[s.key] = f.Elem().Interface()
		}
	}
	return values, problems
}

// onlyComments tells whether a file sets nothing, which is no mistake.
func onlyComments(data []byte) bool {
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			return false
		}
	}
	return true
}

// check reports values that are not allowed, wherever they come from.
func (c *config) check() error {
	for i := range settings {
		s := &settings[i]
		value, source := c.v.Get(s.key), c.source(s)
		if text, ok := value.(string); ok && source.variable {
			// A variable is text: see that it reads as what the setting is.
			if err := parses(s, text); err != nil {
				return &failure{err: fmt.Errorf("%s from %s: %w", s.key, source.name, err), code: exitUsage, try: "cuibono config (it shows what is in force and from where)"}
			}
		}
		if len(s.choices) > 0 && !slices.Contains(s.choices, c.v.GetString(s.key)) {
			err := fmt.Errorf("%s %q from %s is none of %s", s.key, c.v.GetString(s.key), source.name, strings.Join(s.choices, ", "))
			try := "one of " + strings.Join(s.choices, ", ")
			if near := strict.Suggest(c.v.GetString(s.key), s.choices); near != "" {
				try = near
			}
			return &failure{err: err, try: try, code: exitUsage}
		}
		if c.negative(s) {
			return usage("0 or more", "%s %v from %s is below 0", s.key, value, source.name)
		}
	}
	return nil
}

// negative tells whether s is a number or a time below 0: none can be.
func (c *config) negative(s *setting) bool {
	switch s.value.(type) {
	case int:
		return c.v.GetInt(s.key) < 0
	case float64:
		return c.v.GetFloat64(s.key) < 0
	case time.Duration:
		return c.v.GetDuration(s.key) < 0
	}
	return false
}

// parses tells whether text can be read as a value of s.
func parses(s *setting, text string) error {
	flags := pflag.NewFlagSet("", pflag.ContinueOnError)
	one := *s
	switch value := one.value.(type) {
	case bool:
		flags.Bool("x", value, "")
	case int:
		flags.Int("x", value, "")
	case float64:
		flags.Float64("x", value, "")
	case time.Duration:
		flags.Duration("x", value, "")
	default:
		return nil
	}
	if flags.Set("x", text) != nil {
		return fmt.Errorf("%q is not a %s", text, kindName(one.value))
	}
	return nil
}

func kindName(value any) string {
	switch value.(type) {
	case bool:
		return "truth value (true or false)"
	case int:
		return "whole number"
	case float64:
		return "number"
	case time.Duration:
		return "duration such as 1m30s"
	}
	return "text"
}

// source says where a value comes from.
type source struct {
	name     string
	variable bool
}

func (c *config) source(s *setting) source {
	if f := c.flags[s.key]; f != nil && f.Changed {
		return source{name: "flag --" + s.flag}
	}
	for _, name := range []string{s.variable(), s.alias()} {
		if name != "" && os.Getenv(name) != "" {
			return source{name: "variable " + name, variable: true}
		}
	}
	if c.inFile[s.key] {
		return source{name: c.file}
	}
	return source{name: "default"}
}

// given tells whether the user said something about a setting.
func (c *config) given(key string) bool {
	for i := range settings {
		if settings[i].key == key {
			return c.source(&settings[i]).name != "default"
		}
	}
	panic("no setting " + key)
}

// set puts a value in force for this run, whatever the user said.
func (c *config) set(key string, value any) { c.v.Set(known(key), value) }

func (c *config) text(key string) string            { return c.v.GetString(known(key)) }
func (c *config) yes(key string) bool               { return c.v.GetBool(known(key)) }
func (c *config) number(key string) int             { return c.v.GetInt(known(key)) }
func (c *config) decimal(key string) float64        { return c.v.GetFloat64(known(key)) }
func (c *config) duration(key string) time.Duration { return c.v.GetDuration(known(key)) }

// list gives a list; a variable gives it with commas.
func (c *config) list(key string) (items []string) {
	for _, item := range c.v.GetStringSlice(known(key)) {
		for part := range strings.SplitSeq(item, ",") {
			if part = strings.TrimSpace(part); part != "" {
				items = append(items, part)
			}
		}
	}
	return items
}

// known guards against a key that no setting has, which viper would answer with nothing.
func known(key string) string {
	if !slices.ContainsFunc(settings, func(s setting) bool { return s.key == key }) {
		panic("no setting " + key)
	}
	return key
}

// unknownVariables lists the variables CUIBONO_… that no setting has, each with the one probably meant.
func unknownVariables(environ []string) (warnings []string) {
	names := []string{"CUIBONO_CONFIG"}
	for i := range settings {
		names = append(names, settings[i].variable())
		if a := settings[i].alias(); a != "" {
			names = append(names, a)
		}
	}
	for _, entry := range environ {
		name, _, _ := strings.Cut(entry, "=")
		if !strings.HasPrefix(name, "CUIBONO_") || slices.Contains(names, name) {
			continue
		}
		warning := "variable " + name + " has no effect"
		if near := strict.Suggest(name, names); near != "" {
			warning += fmt.Sprintf(" (did you mean %s?)", near)
		}
		warnings = append(warnings, warning)
	}
	slices.Sort(warnings)
	return warnings
}

// writeDefaults prints config.yaml: every key with its meaning and its default.
func writeDefaults(w io.Writer) error {
	var b strings.Builder
	b.WriteString("# Configuration of cuibono. Every key is here with its default; what you leave out keeps it.\n" +
		"# Flags are stronger than variables, variables stronger than this file. A key that does not exist\n" +
		"# is an error. `cuibono config` prints what is in force and from where.\n")
	for _, section := range sections {
		started := false
		for i := range settings {
			s := &settings[i]
			in, key, found := strings.Cut(s.key, ".")
			if !found {
				in, key = "", s.key
			}
			if in != section.name {
				continue
			}
			indent := ""
			if section.name != "" {
				indent = "  "
				if !started {
					fmt.Fprintf(&b, "\n# %s\n%s:\n", section.comment, section.name)
				}
			}
			if section.name == "" || started {
				b.WriteString("\n")
			}
			started = true
			s.comments(&b, indent)
			fmt.Fprintf(&b, "%s%s: %s\n", indent, key, yamlValue(s.value))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// comments prints what config.yaml says above a key.
func (s *setting) comments(b *strings.Builder, indent string) {
	usage := strings.ToUpper(s.usage[:1]) + s.usage[1:]
	if len(s.choices) > 0 {
		usage += ": " + strings.Join(s.choices, ", ")
	}
	fmt.Fprintf(b, "%s# %s.\n", indent, strings.TrimSuffix(usage, "."))
	if s.comment != "" {
		for line := range strings.SplitSeq(s.comment, "\n") {
			fmt.Fprintf(b, "%s# %s\n", indent, line)
		}
	}
	ways := s.variable()
	if a := s.alias(); a != "" && a != ways {
		ways = a + " or " + ways
	}
	if s.flag != "" {
		ways = "--" + s.flag + ", " + ways
	}
	fmt.Fprintf(b, "%s# (%s)\n", indent, ways)
}

// yamlValue writes a default so that the strict decoder reads it back.
func yamlValue(value any) string {
	switch value := value.(type) {
	case string:
		if value == "" || strings.ContainsAny(value, ":#{}[],&*!|>'\"%@` ") {
			return fmt.Sprintf("%q", value)
		}
		return value
	case []string:
		if len(value) == 0 {
			return "[]"
		}
		return "[" + strings.Join(value, ", ") + "]"
	}
	return fmt.Sprint(value)
}
