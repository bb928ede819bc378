package schema

import (
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"cuibono/schema/strict"
)

//go:embed schema.yaml qualifiers.yaml types relations lexicon patterns
var embedded embed.FS

// file is one file of a schema.
type file struct {
	// path is relative to the schema's folder, with slashes.
	path string
	// name is how messages call it.
	name string
	data []byte
}

// Load reads the embedded schema, with the folder dir laid over it unless dir is "". Its error, for
// mistakes in the files, is a strict.Problems that holds all of them.
func Load(dir string) (*Schema, error) {
	files, err := readFiles(dir)
	if err != nil {
		return nil, err
	}
	return build(files)
}

// readFiles gives the files of a schema, sorted by path.
func readFiles(dir string) ([]file, error) {
	byPath := map[string]file{}
	if err := collect(byPath, embedded, "schema"); err != nil {
		return nil, err
	}
	if dir != "" {
		info, err := os.Stat(dir)
		if err != nil {
			return nil, fmt.Errorf("read schema folder: %w", err)
		}
		if !info.IsDir() {
			return nil, fmt.Errorf("read schema folder: %s is not a folder", dir)
		}
		if err := collect(byPath, os.DirFS(dir), dir); err != nil {
			return nil, fmt.Errorf("read schema folder: %w", err)
		}
	}
	var files []file
	for _, p := range slices.Sorted(maps.Keys(byPath)) {
		files = append(files, byPath[p])
	}
	return files, nil
}

// collect adds the files of fsys to byPath, replacing those at the same path. Hidden files and
// those meant for people (README.md) are left out.
func collect(byPath map[string]file, fsys fs.FS, root string) error {
	return fs.WalkDir(fsys, ".", func(p string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case p != "." && strings.HasPrefix(e.Name(), "."):
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		case e.IsDir(), path.Ext(p) == ".md":
			return nil
		}
		data, err := fs.ReadFile(fsys, p)
		if err != nil {
			return err
		}
		byPath[p] = file{path: p, name: filepath.ToSlash(filepath.Join(root, filepath.FromSlash(p))), data: data}
		return nil
	})
}

// builder gathers what the files say before names are resolved.
type builder struct {
	*Schema
	problems strict.Problems
	settings settings
	symbols  map[string]string // of currencies, for every language
}

// settings is what schema.yaml says.
type settings struct {
	strict.Pos
	Languages []strict.Name                `yaml:"languages,required"`
	Headings  map[string]map[string]string `yaml:"headings,required"`
}

// parts says which files a schema has and who parses them: the first phase. A pattern that ends
// in "/" covers a folder.
var parts = []struct {
	path  string
	parse func(*builder, file)
}{
	{"schema.yaml", (*builder).parseSettings},
	{"qualifiers.yaml", (*builder).parseQualifiers},
	{"types/", (*builder).parseType},
	{"relations/", (*builder).parseRelation},
	{"lexicon/", (*builder).parseLexicon},
	{"patterns/", (*builder).parsePatterns},
}

// resolvers is the second phase, in order: each may rely on what those before it resolved.
var resolvers = []func(*builder){
	(*builder).resolveTypes,
	(*builder).resolveQualifiers,
	(*builder).resolveRelations,
	(*builder).resolveLexicons,
	(*builder).resolvePatterns,
}

// build makes a schema of files.
func build(files []file) (*Schema, error) {
	b := &builder{Schema: &Schema{
		typeByName:     map[string]*Type{},
		relationByName: map[string]*Relation{},
	}}
	for _, f := range files {
		b.parse(f)
	}
	for _, resolve := range resolvers {
		resolve(b)
	}
	if err := b.problems.Err(); err != nil {
		return nil, err
	}
	return b.Schema, nil
}

// parse hands a file to the part that it belongs to.
func (b *builder) parse(f file) {
	var known []string
	for _, part := range parts {
		if part.path == f.path || strings.HasSuffix(part.path, "/") && strings.HasPrefix(f.path, part.path) {
			if path.Ext(f.path) != ".yaml" {
				b.problems.Add(strict.Pos{File: f.name, Line: 1, Column: 1}, "files of a schema end in .yaml")
				return
			}
			part.parse(b, f)
			return
		}
		known = append(known, strings.TrimSuffix(part.path, "/"))
	}
	first, _, _ := strings.Cut(f.path, "/")
	b.problems.AddUnknown(strict.Pos{File: f.name, Line: 1, Column: 1}, "part of a schema", first, known)
}

func (b *builder) parseSettings(f file) {
	b.problems = append(b.problems, strict.Decode(f.name, f.data, &b.settings)...)
	b.Languages = strict.Values(b.settings.Languages)
	b.headings = b.settings.Headings
}

// decode decodes a file into a struct and collects its problems.
func (b *builder) decode(f file, into any) {
	b.problems = append(b.problems, strict.Decode(f.name, f.data, into)...)
}

// wantLabels reports the languages of the schema that labels leave out or leave empty.
func (b *builder) wantLabels(pos strict.Pos, what string, labels map[string]string) {
	if len(labels) == 0 {
		return // reported as missing by the decoder
	}
	for _, lang := range b.Languages {
		if strings.TrimSpace(labels[lang]) == "" {
			b.problems.Add(pos, "%s in language %q is missing", what, lang)
		}
	}
}
