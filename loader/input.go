package loader

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"cuibono/loader/article"
)

// Input is one source: a file, a URL's content, standard input.
type Input struct {
	// Source is the path or URL as the user gave it, article.Stdin for standard input.
	Source string
	// ID is the IRI of the article that it may hold, where it is not to be made of Source.
	ID string
	// Open opens it; each call begins at its start. Inputs that can be read only once (standard input)
	// give the same reader.
	Open func() (io.ReadCloser, error)
	// Size is in bytes, packed as it is; 0 where unknown.
	Size int64
	// err is why the input cannot be opened at all.
	err error
	// archived inputs are texts of articles read before; url is what the article had for one.
	archived bool
	url      string
}

// Bytes gives an input that holds data, for what was fetched or comes from standard input.
func Bytes(source string, data []byte) Input {
	return Input{Source: source, Size: int64(len(data)), Open: func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(string(data))), nil
	}}
}

// Stream gives an input that is read once: standard input.
func Stream(source string, r io.Reader) Input {
	return Input{Source: source, Open: func() (io.ReadCloser, error) { return io.NopCloser(r), nil }}
}

// readable are the endings of files that are taken out of folders; what has another is left aside there,
// and is read only if named itself. Files without an ending are read.
var readable = map[string]bool{
	"": true, ".txt": true, ".text": true, ".md": true, ".markdown": true, ".mkd": true, ".html": true, ".htm": true, ".xhtml": true,
	".nq": true, ".nquads": true, ".nt": true, ".ntriples": true, ".json": true, ".jsonl": true, ".ndjson": true, ".jsonld": true, ".pq": true,
}

// plainFiles are names without an ending that no folder of articles means by its content.
var plainFiles = map[string]bool{"LICENSE": true, "NOTICE": true, "Makefile": true, "Dockerfile": true, "CODEOWNERS": true, "AUTHORS": true, "CONTRIBUTORS": true}

// wanted tells whether a file found in a folder is read.
func wanted(name string) bool {
	lower := strings.ToLower(name)
	for _, packed := range []string{".gz", ".bz2"} {
		lower = strings.TrimSuffix(lower, packed)
	}
	ext := path.Ext(lower)
	if plainFiles[name] || strings.EqualFold(strings.TrimSuffix(name, path.Ext(name)), "README") {
		return false
	}
	return readable[ext]
}

// Walk gives the inputs of paths, files and folders, in the order of the paths and within a folder sorted
// by name. Folders are walked to their depth; hidden files and those that are neither texts nor quads
// by their names are left aside, and counted. A path that cannot be read becomes an input that fails. No
// file is given twice.
func Walk(paths []string) (inputs []Input, skipped int) {
	seen := map[string]bool{}
	add := func(in Input) {
		key := in.Source
		if abs, err := filepath.Abs(in.Source); err == nil {
			key = abs
		}
		if !seen[key] {
			seen[key] = true
			inputs = append(inputs, in)
		}
	}
	for _, p := range paths {
		info, err := os.Stat(p)
		if err != nil {
			add(Input{Source: p, err: pathError(err)})
			continue
		}
		if !info.IsDir() {
			add(file(p, info))
			continue
		}
		found := 0
		err = filepath.WalkDir(p, func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				add(Input{Source: name, err: pathError(err)})
				if d != nil && d.IsDir() {
					return fs.SkipDir
				}
				return nil
			case name != p && strings.HasPrefix(d.Name(), "."):
				if d.IsDir() {
					return fs.SkipDir
				}
				return nil
			case d.IsDir() && isStore(name):
				return fs.SkipDir
			case d.IsDir():
				return nil
			case !wanted(d.Name()):
				skipped++
				return nil
			}
			info, err := os.Stat(name) // follows links to files
			if err != nil {
				add(Input{Source: name, err: pathError(err)})
				return nil
			}
			if info.Mode().IsRegular() {
				found++
				add(file(name, info))
			}
			return nil
		})
		if err != nil {
			add(Input{Source: p, err: pathError(err)})
		} else if found == 0 {
			add(Input{Source: p, err: errors.New("nothing to load in this folder: no file that is a text or quads by its name")})
		}
	}
	return inputs, skipped
}

// isStore tells whether a folder is a store, whose files are not there to be loaded: the one of a user
// who loads the folder that he works in.
func isStore(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, "graph", "LOCK"))
	return err == nil
}

func file(name string, info fs.FileInfo) Input {
	return Input{Source: name, Size: info.Size(), Open: func() (io.ReadCloser, error) {
		f, err := os.Open(name)
		if err != nil {
			return nil, pathError(err)
		}
		return f, nil
	}}
}

// pathError leaves the path out, which the report names already.
func pathError(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return errNoFile{}
		case errors.Is(err, fs.ErrPermission):
			return errors.New("permission denied: check who may read it")
		}
		return fmt.Errorf("%s: %w", p.Op, p.Err)
	}
	return err
}

// errNoFile is fs.ErrNotExist in plain words.
type errNoFile struct{}

func (errNoFile) Error() string        { return "no such file or folder" }
func (errNoFile) Is(target error) bool { return target == fs.ErrNotExist }

// WalkFS gives the texts of a file system that comes with the program (the sample articles), sorted
// by name. Their articles are named by their paths in it, below folder: "article/seeds/1.md".
func WalkFS(fsys fs.FS, folder string) ([]Input, error) {
	var inputs []Input
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !wanted(d.Name()) {
			return err
		}
		source := path.Join(folder, name)
		inputs = append(inputs, Input{Source: source, ID: article.NameID(source), Open: func() (io.ReadCloser, error) {
			return fsys.Open(name)
		}})
		return nil
	})
	slices.SortFunc(inputs, func(a, b Input) int { return strings.Compare(a.Source, b.Source) })
	return inputs, err
}
