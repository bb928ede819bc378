package article

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"path"
	"path/filepath"
	"strings"

	"cuibono"
)

// Stdin is the source of what is read from standard input.
const Stdin = "-"

// ID is the IRI inside the store of the article at a source. It names the place, not the text, so that
// a changed article at the same place replaces its earlier version, and does so from whatever folder
// and by whatever spelling of the path it is loaded:
//
//	article/www.example.org/news/1   a URL, without its scheme and fragment
//	article/news-3f2a9c1b44/1.txt    a file: the name of its folder with the first ten hexadecimal
//	                                 digits of the SHA-256 of the folder's absolute path, which tells
//	                                 two folders of one name apart without giving the path away
//	article/news/1.txt               a file below root: its path relative to root
//	article/stdin/3f2a9c1b44         standard input: the text's digest
func ID(source, root, sha256 string) string {
	const prefix = "article/"
	if source == Stdin || source == "" {
		return prefix + "stdin/" + sha256[:min(10, len(sha256))]
	}
	if u, ok := webAddress(source); ok {
		rest := u.Host + "/" + strings.TrimPrefix(u.Path, "/")
		if u.RawQuery != "" {
			rest += "?" + u.RawQuery
		}
		return prefix + segments(strings.TrimSuffix(rest, "/"))
	}
	abs, err := filepath.Abs(source)
	if err != nil {
		abs = filepath.Clean(source)
	}
	if root != "" {
		if absRoot, err := filepath.Abs(root); err == nil {
			rel, err := filepath.Rel(absRoot, abs)
			if err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
				return prefix + segments(filepath.ToSlash(rel))
			}
		}
	}
	dir, name := path.Split(filepath.ToSlash(abs))
	return prefix + segments(path.Base(dir)+"-"+place(dir)+"/"+name)
}

// place is a short digest of a folder's path.
func place(dir string) string {
	sum := sha256.Sum256([]byte(path.Clean(dir)))
	return hex.EncodeToString(sum[:5])
}

// segments escapes each segment of a path for an IRI.
func segments(p string) string {
	parts := strings.Split(p, "/")
	kept := parts[:0]
	for _, part := range parts {
		if part != "" {
			kept = append(kept, cuibono.EscapeSegment(part))
		}
	}
	return strings.Join(kept, "/")
}

// webAddress parses a source that is a URL of the web.
func webAddress(source string) (*url.URL, bool) {
	if !strings.Contains(source, "://") {
		return nil, false
	}
	u, err := url.Parse(source)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, false
	}
	return u, true
}

// NameID is the IRI of an article that is named by a path of its own, not by a place on this machine.
func NameID(name string) string { return "article/" + segments(path.Clean(name)) }

// Place is a short name, of ten hexadecimal digits, of where a source is: what ID puts behind the name
// of a folder, but for the file itself. Blank nodes of quad files carry it.
func Place(source, root string) string {
	sum := sha256.Sum256([]byte(ID(source, root, "")))
	return hex.EncodeToString(sum[:5])
}
