// Package entity says which names of several articles are one thing.
//
// The IRI of an entity is a function of the article that names it and of what does not change with
// loading: the known entities, which the extractor applies, and the user's decisions. So the order of
// loading changes nothing. Two articles name one entity where they give it the same name; a person of
// whom an article knows only one word ("Martin"), and whom nobody knows, stays with that article, since
// the next Martin is most likely another. What looks like one thing under two names, or two under one,
// is proposed with the reasons, and the user decides.
package entity

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"cuibono"
	"cuibono/schema/strict"
)

// Decision is one thing that the user said about entities. Exactly one of Merge, Split, Rename and Apart
// is given. Entities are named by their IRIs without angle brackets.
type Decision struct {
	strict.Pos `yaml:"-"`
	// Merge: these are one, named Into.
	Merge []string `yaml:"merge,omitempty"`
	Into  string   `yaml:"into,omitempty"`
	// Split: what these Articles call so is another, with the name As.
	Split    string   `yaml:"split,omitempty"`
	As       string   `yaml:"as,omitempty"`
	Articles []string `yaml:"articles,omitempty"`
	// Rename: its name is To.
	Rename string `yaml:"rename,omitempty"`
	To     string `yaml:"to,omitempty"`
	// Apart: these are what they are; no more proposals about them.
	Apart []string `yaml:"apart,omitempty"`
}

// Decisions are what the user said, in the order of saying: each sees what those before it made.
type Decisions []Decision

const header = `# Decisions about entities, replayed in this order on every load. Written by
# ` + "`cuibono entities merge|split|rename`" + `; may be edited.
#
#   - merge: [Vance_Holt, V._Holt]      # these are one,
#     into: Vance_Holt                  # under this name
#   - split: Vance_Holt                 # what these articles call so
#     articles: [article/news/2.txt]
#     as: Vance Holt (banker)           # is another, with this name
#   - rename: Velmor
#     to: Velmor Industries
#   - apart: [Vance_Holt, Vance_Holm]   # are two; no more proposals about them
`

// ReadDecisions reads a file of decisions; a file that is not there holds none. Its error, for mistakes in
// the file, is a strict.Problems that holds all of them.
func ReadDecisions(file string) (Decisions, error) {
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read decisions: %w", err)
	}
	return ParseDecisions(file, data)
}

// ParseDecisions parses the content of a file of decisions.
func ParseDecisions(file string, data []byte) (Decisions, error) {
	if blank(data) {
		return nil, nil
	}
	var list []struct {
		strict.Pos
		Merge    []string `yaml:"merge"`
		Into     string   `yaml:"into"`
		Split    string   `yaml:"split"`
		As       string   `yaml:"as"`
		Articles []string `yaml:"articles"`
		Rename   string   `yaml:"rename"`
		To       string   `yaml:"to"`
		Apart    []string `yaml:"apart"`
	}
	problems := strict.Decode(file, data, &list)
	var out Decisions
	for _, d := range list {
		made := Decision{Pos: d.Pos, Merge: d.Merge, Into: d.Into, Split: d.Split, As: d.As, Articles: d.Articles, Rename: d.Rename, To: d.To, Apart: d.Apart}
		if err := made.Check(); err != nil {
			problems.Add(d.Pos, "%v", err)
			continue
		}
		out = append(out, made)
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return out, nil
}

// blank tells whether data holds nothing but comments.
func blank(data []byte) bool {
	for line := range bytes.Lines(data) {
		if line = bytes.TrimSpace(line); len(line) > 0 && line[0] != '#' {
			return false
		}
	}
	return true
}

// Check tells what is wrong with a decision.
func (d Decision) Check() error {
	merge, split, rename, apart := len(d.Merge) > 0, d.Split != "", d.Rename != "", len(d.Apart) > 0
	kinds := 0
	for _, is := range []bool{merge, split, rename, apart} {
		if is {
			kinds++
		}
	}
	switch {
	case kinds != 1:
		return errors.New("a decision says one of merge, split, rename and apart")
	case apart && (d.Into != "" || d.As != "" || d.To != "" || len(d.Articles) > 0):
		return errors.New("apart takes nothing else")
	case merge && (d.Into == "" || d.As != "" || d.To != "" || len(d.Articles) > 0):
		return errors.New("merge takes into, the IRI that stays, and nothing else")
	case merge && !slices.ContainsFunc(d.Merge, func(id string) bool { return id != d.Into }):
		return errors.New("merge names nothing besides the one that stays")
	case split && (d.As == "" || len(d.Articles) == 0 || d.Into != "" || d.To != ""):
		return errors.New("split takes as, the other's name, and articles, where it is meant")
	case rename && (d.To == "" || d.Into != "" || d.As != "" || len(d.Articles) > 0):
		return errors.New("rename takes to, the new name, and nothing else")
	case split && cuibono.EntityID(d.As) == "" || rename && cuibono.EntityID(d.To) == "":
		return errors.New("the new name has no visible character")
	case split && cuibono.EntityID(d.As) == d.Split:
		return fmt.Errorf("split gives the other the same name %q", d.As)
	}
	for _, id := range slices.Concat(d.Merge, d.Apart, []string{d.Into, d.Split, d.Rename}) {
		if strings.ContainsAny(id, "<> \t\n\"") {
			return fmt.Errorf("%q is no IRI of an entity: write it as in the graph, without angle brackets, such as %s", id, cuibono.EntityID(strings.Trim(id, "<>")))
		}
	}
	return nil
}

// Write writes decisions to a file, whole or not at all.
func (ds Decisions) Write(file string) error {
	for _, d := range ds {
		if err := d.Check(); err != nil {
			return fmt.Errorf("write decisions: %w", err)
		}
	}
	var b bytes.Buffer
	b.WriteString(header)
	if len(ds) > 0 {
		b.WriteByte('\n')
		enc := yaml.NewEncoder(&b)
		enc.SetIndent(2)
		if err := enc.Encode([]Decision(ds)); err != nil {
			return fmt.Errorf("write decisions: %w", err)
		}
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		return fmt.Errorf("write decisions: %w", err)
	}
	f, err := os.CreateTemp(filepath.Dir(file), ".decisions-*")
	if err != nil {
		return fmt.Errorf("write decisions: %w", err)
	}
	defer os.Remove(f.Name()) // no longer there after the rename
	_, err = f.Write(b.Bytes())
	err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), file)
	}
	if err != nil {
		return fmt.Errorf("write decisions: %w", err)
	}
	return nil
}

// Add appends a decision to the file.
func Add(file string, d Decision) error {
	if err := d.Check(); err != nil {
		return err
	}
	ds, err := ReadDecisions(file)
	if err != nil {
		return err
	}
	return append(ds, d).Write(file)
}
