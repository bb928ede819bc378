package quadfile

import (
	"bytes"
	"path"
	"regexp"
	"strings"
)

// Format is the form of a quad file.
type Format string

// The formats. All can be written, the first five be read too; JSON reads both an array of quads and an
// object on each line.
const (
	NQuads   Format = "nquads"
	NTriples Format = "ntriples"
	JSON     Format = "json"
	JSONLD   Format = "jsonld"
	PQuads   Format = "pquads"
	GraphML  Format = "graphml"
	GML      Format = "gml"
	DOT      Format = "dot"
)

// Formats lists what Write takes, the usual one first.
func Formats() []Format {
	return []Format{NQuads, NTriples, JSONLD, JSON, PQuads, GraphML, GML, DOT}
}

// extensions are the endings of names that say the format whatever the content.
var extensions = map[string]Format{
	".nq": NQuads, ".nquads": NQuads, ".nt": NTriples, ".ntriples": NTriples, ".pq": PQuads, ".jsonld": JSONLD, ".json": JSON, ".jsonl": JSON, ".ndjson": JSON,
}

// HeadSize is how much of a source Detect wants to see.
const HeadSize = 64 << 10

var (
	pquadsMagic = []byte{0, 'p', 'q', 0}
	// Statement begins as a line of N-Quads does.
	statement = regexp.MustCompile(`^(?:<[^<>\s]*>|_:\S+)[ \t]+<[^<>\s]*>[ \t]+(?:<[^<>\s]*>|_:|")`)
	quadKeys  = regexp.MustCompile(`"(?:subject|predicate|object)"\s*:`)
	ldKeys    = regexp.MustCompile(`"@(?:context|id|graph|type|value|list|set)"\s*:`)
)

// Detect tells the format of quads by the first bytes of a source, unpacked, and by its name; ok is
// false for what is no quads.
func Detect(name string, head []byte) (f Format, ok bool) {
	if bytes.HasPrefix(head, pquadsMagic) {
		return PQuads, true
	}
	name = strings.ToLower(name)
	for _, packed := range []string{".gz", ".bz2"} {
		name = strings.TrimSuffix(name, packed)
	}
	byName, named := extensions[path.Ext(name)]
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	trimmed := bytes.TrimLeft(head, " \t\r\n")
	if len(trimmed) > 0 && (trimmed[0] == '{' || trimmed[0] == '[') {
		switch {
		case ldKeys.Match(trimmed):
			return JSONLD, true
		case quadKeys.Match(trimmed):
			return JSON, true
		}
		return byName, named
	}
	for line := range bytes.Lines(head) {
		line = bytes.TrimSpace(line)
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		if statement.Match(line) {
			if byName == NTriples {
				return NTriples, true
			}
			return NQuads, true
		}
		// A first line that is broken does not make quads a text.
		if line[0] != '<' && line[0] != '_' || bytes.Contains(bytes.ToLower(line), []byte("<html")) || bytes.Contains(bytes.ToLower(line), []byte("<!doctype")) {
			break
		}
	}
	return byName, named
}
