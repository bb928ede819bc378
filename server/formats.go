package server

import (
	"cmp"
	"mime"
	"net/http"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"
	_ "github.com/cayleygraph/quad/json" // formats are found by name and media type
	_ "github.com/cayleygraph/quad/jsonld"
	_ "github.com/cayleygraph/quad/nquads"
	_ "github.com/cayleygraph/quad/pquads"
)

// format is a line of /api/v2/formats, as Cayley gives it.
type format struct {
	ID     string   `json:"id"`
	Read   bool     `json:"read,omitempty"`
	Write  bool     `json:"write,omitempty"`
	Nodes  bool     `json:"nodes,omitempty"`
	Ext    []string `json:"ext,omitempty"`
	Mime   []string `json:"mime,omitempty"`
	Binary bool     `json:"binary,omitempty"`
}

// serveFormats lists the formats of quads, sorted: Cayley's own handler gives them in another order
// each time.
func (s *Server) serveFormats(w http.ResponseWriter, _ *http.Request) {
	out := []format{}
	for _, f := range quad.Formats() {
		out = append(out, format{ID: f.Name, Read: f.Reader != nil, Write: f.Writer != nil,
			Nodes: f.UnmarshalValue != nil, Ext: f.Ext, Mime: f.Mime, Binary: f.Binary})
	}
	slices.SortFunc(out, func(a, b format) int { return cmp.Compare(a.ID, b.ID) })
	writeJSON(w, http.StatusOK, out)
}

// contentFormat finds the format of a request's body. Browsers send text/plain, or nothing, for what
// the console's Write page holds: these are N-Quads. Any other type must be one that we know; Cayley
// takes all it does not know for N-Quads.
func contentFormat(r *http.Request) (f *quad.Format, gzipped, ok bool) {
	gzipped = strings.EqualFold(r.Header.Get("Content-Encoding"), "gzip")
	value := r.Header.Get("Content-Type")
	if value == "" {
		return quad.FormatByName("nquads"), gzipped, true
	}
	mediaType, _, err := mime.ParseMediaType(value)
	if err != nil {
		return nil, gzipped, false
	}
	switch mediaType {
	case "text/plain":
		return quad.FormatByName("nquads"), gzipped, true
	case "application/gzip", "application/x-gzip": // a compressed file chosen on the Write page
		return quad.FormatByName("nquads"), true, true
	}
	f = quad.FormatByMime(mediaType)
	return f, gzipped, f != nil
}

// mediaTypes lists what contentFormat takes, for messages.
func mediaTypes() string {
	var out []string
	for _, f := range quad.Formats() {
		if f.Reader != nil {
			out = append(out, f.Mime...)
		}
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}
