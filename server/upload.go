package server

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"
)

var (
	errTooLarge = errors.New("too large")
	errReadOnly = errors.New("the graph is served for reading only\ntry: cuibono serve --writable")
)

// writeResponse is what Cayley answers to a write or a deletion. Count is the number of quads that
// changed the graph; Cayley counts those that were sent.
type writeResponse struct {
	Result string `json:"result"`
	Count  int    `json:"count"`
}

// serveWrite adds the quads of the body, all of them or, on any error, none.
func (s *Server) serveWrite(w http.ResponseWriter, r *http.Request) {
	quads, ok := s.upload(w, r)
	if !ok {
		return
	}
	n, err := s.opt.Writer.AddQuads(r.Context(), quads)
	if err != nil {
		s.writeFailed(w, "write", err)
		return
	}
	text := fmt.Sprintf("Successfully wrote %d quads.", n)
	if n < len(quads) {
		text += fmt.Sprintf(" %d were there already.", len(quads)-n)
	}
	writeJSON(w, http.StatusOK, writeResponse{text, n})
}

// serveDelete removes the quads of the body, all of them or, on any error, none.
func (s *Server) serveDelete(w http.ResponseWriter, r *http.Request) {
	quads, ok := s.upload(w, r)
	if !ok {
		return
	}
	n, err := s.opt.Writer.RemoveQuads(r.Context(), quads)
	if err != nil {
		s.writeFailed(w, "delete", err)
		return
	}
	text := fmt.Sprintf("Successfully deleted %d quads.", n)
	if n < len(quads) {
		text += fmt.Sprintf(" %d were not there.", len(quads)-n)
	}
	writeJSON(w, http.StatusOK, writeResponse{text, n})
}

// serveNodeDelete removes every quad that holds the value in the body.
func (s *Server) serveNodeDelete(w http.ResponseWriter, r *http.Request) {
	f, data, ok := s.body(w, r)
	if !ok {
		return
	}
	if f.UnmarshalValue == nil {
		writeError(w, http.StatusUnsupportedMediaType, fmt.Errorf("format %s has no form for a single value\ntry: Content-Type: application/n-quads", f.Name))
		return
	}
	v, err := safely(func() (quad.Value, error) { return f.UnmarshalValue(bytes.TrimSpace(data)) })
	if err == nil && v == nil {
		err = errors.New("no value")
	}
	if err != nil {
		writeError(w, http.StatusBadRequest, fmt.Errorf("read the value: %w\ntry: <Name>, with the angle brackets", err))
		return
	}
	n, err := s.opt.Writer.RemoveNode(r.Context(), v)
	if err != nil {
		s.writeFailed(w, "delete", err)
		return
	}
	writeJSON(w, http.StatusOK, writeResponse{fmt.Sprintf("Successfully deleted %s with %d quads.", v, n), n})
}

func (s *Server) writeFailed(w http.ResponseWriter, what string, err error) {
	s.log.Error(what, "error", err)
	writeError(w, http.StatusInternalServerError, fmt.Errorf("%s: %w; the graph is as it was", what, err))
}

// upload reads the quads of a request's body, or answers why it cannot. It reads the whole body
// before anything is written, so that a broken one changes nothing.
func (s *Server) upload(w http.ResponseWriter, r *http.Request) ([]quad.Quad, bool) {
	f, data, ok := s.body(w, r)
	if !ok {
		return nil, false
	}
	quads, err := safely(func() ([]quad.Quad, error) { return readQuads(f, data) })
	if err == nil && len(quads) == 0 {
		err = errors.New("no quads in it")
	}
	if err != nil {
		writeError(w, http.StatusBadRequest, fmt.Errorf("read %s: %w", f.Name, err))
		return nil, false
	}
	return quads, true
}

// body reads a request's body and its format, or answers why it cannot.
func (s *Server) body(w http.ResponseWriter, r *http.Request) (*quad.Format, []byte, bool) {
	fail := func(status int, err error) (*quad.Format, []byte, bool) {
		writeError(w, status, err)
		return nil, nil, false
	}
	if s.opt.Writer == nil {
		return fail(http.StatusForbidden, errReadOnly)
	}
	f, gzipped, ok := contentFormat(r)
	if !ok || f.Reader == nil {
		return fail(http.StatusUnsupportedMediaType, fmt.Errorf("quads of type %s cannot be read\ntry: one of %s",
			quoted(r.Header.Get("Content-Type")), mediaTypes()))
	}
	limit := s.opt.MaxUpload
	if f.Name == "jsonld" {
		limit /= 8 // its reader makes a multiple of it in memory
	}
	data, err := readBounded(http.MaxBytesReader(w, r.Body, limit), gzipped, limit)
	if err != nil {
		status := bodyStatus(err)
		if status == http.StatusRequestEntityTooLarge {
			err = fmt.Errorf("more than %d bytes\ntry: cuibono load, which has no limit", limit)
		}
		return fail(status, fmt.Errorf("read the quads: %w", err))
	}
	return f, data, true
}

func readBounded(r io.Reader, gzipped bool, limit int64) ([]byte, error) {
	if gzipped {
		zr, err := gzip.NewReader(r)
		if err != nil {
			return nil, err
		}
		r = zr
	}
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = errTooLarge
	}
	return data, err
}

// readQuads parses quads; an error tells the line, or the number of the quad.
func readQuads(f *quad.Format, data []byte) ([]quad.Quad, error) {
	switch f.Name {
	case "nquads":
		return readNQuads(data)
	case "jsonld":
		if err := checkContexts(data); err != nil {
			return nil, err
		}
	}
	r := f.Reader(bytes.NewReader(data))
	defer r.Close()
	var out []quad.Quad
	for {
		q, err := r.ReadQuad()
		if err == io.EOF {
			return out, nil
		}
		if err == nil && !q.IsValid() {
			err = quad.ErrIncomplete
		}
		if err != nil {
			return nil, fmt.Errorf("quad %d: %w", len(out)+1, err)
		}
		out = append(out, q)
	}
}

// readNQuads parses N-Quads by line. Cayley's reader does not tell the line, and leaves out, without
// a word, lines that are not whole quads.
func readNQuads(data []byte) ([]quad.Quad, error) {
	var out []quad.Quad
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, len(data)+1)
	for n := 1; lines.Scan(); n++ {
		line := bytes.TrimSpace(lines.Bytes())
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		q, err := nquads.Parse(string(line))
		if err == nil && !q.IsValid() {
			err = quad.ErrIncomplete
		}
		if err != nil {
			return nil, fmt.Errorf("line %d: %w: %s", n, err, shorten(string(line), 120))
		}
		out = append(out, q)
	}
	return out, lines.Err()
}

func shorten(s string, n int) string {
	runes := []rune(s)
	if len(runes) <= n {
		return s
	}
	return string(runes[:n]) + "…"
}

// checkContexts refuses JSON-LD that names a context elsewhere: its reader would fetch it, and no
// request leaves this machine.
func checkContexts(data []byte) error {
	var doc any
	if err := json.Unmarshal(data, &doc); err != nil {
		return err
	}
	var walk func(v any, context bool) error
	walk = func(v any, context bool) error {
		switch v := v.(type) {
		case string:
			if context {
				return fmt.Errorf("the context %s is elsewhere, and nothing is fetched\ntry: put the context itself into the document", quoted(v))
			}
		case []any:
			for _, e := range v {
				if err := walk(e, context); err != nil {
					return err
				}
			}
		case map[string]any:
			for key, e := range v {
				if err := walk(e, key == "@context" || key == "@import"); err != nil {
					return err
				}
			}
		}
		return nil
	}
	return walk(doc, false)
}

// safely turns a panic of a parser into an error: what it reads comes from outside.
func safely[T any](parse func() (T, error)) (v T, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("malformed: %v", p)
		}
	}()
	return parse()
}
