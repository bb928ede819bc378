package server

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/cayleygraph/cayley/graph"
	qshape "github.com/cayleygraph/cayley/query/shape"
	"github.com/cayleygraph/quad"
)

// maxJSONLD bounds the quads of an answer in JSON-LD, whose writer holds them all in memory.
const maxJSONLD = 100_000

// maxStream is the longest time that a stream of quads may take, in multiples of Options.Timeout.
const maxStream = 20

// serveRead streams the quads that match the parameters sub, pred, obj and label, as Cayley's
// /api/v2/read does. An answer is whole, or its connection is cut: Cayley ends it as if it were whole.
func (s *Server) serveRead(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, s.opt.MaxQuery)
	if err := r.ParseForm(); err != nil {
		writeError(w, bodyStatus(err), fmt.Errorf("read the parameters: %w", err))
		return
	}
	f, err := answerFormat(r)
	if err != nil {
		writeError(w, http.StatusNotAcceptable, err)
		return
	}
	// Streaming may take longer than a query, but may neither stand still (see answer) nor go on for ever.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), maxStream*s.opt.Timeout)
	defer cancel()
	defer context.AfterFunc(r.Context(), func() {
		if errors.Is(r.Context().Err(), context.Canceled) { // the client left; a deadline alone is let pass
			cancel()
		}
	})()
	qs := s.opt.Graph.QuadStore()
	out := &answer{w: w, r: r, contentType: f.Mime[0], timeout: s.opt.Timeout, ctl: http.NewResponseController(w)}
	qw := iriWriter(f.Writer(out), r.FormValue("iri"))
	n, err := copyQuads(ctx, qw, qs, readFilter(r), f.Name == "jsonld")
	if cerr := qw.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = out.Close()
	}
	switch {
	case err == nil:
	case out.started:
		s.log.Error("read quads: cut off", "quads", n, "error", err)
		panic(http.ErrAbortHandler)
	case errors.Is(err, errTooLarge):
		writeError(w, http.StatusRequestEntityTooLarge, fmt.Errorf("more than %d quads do not go into one JSON-LD document\ntry: ?format=nquads", maxJSONLD))
	default:
		s.log.Error("read quads", "error", err)
		writeError(w, http.StatusInternalServerError, fmt.Errorf("read the graph: %w", err))
	}
}

// answerFormat is the format asked for by the parameter format or the header Accept; N-Quads where
// neither names one. A format named that we cannot write is an error; Cayley would answer N-Quads.
func answerFormat(r *http.Request) (*quad.Format, error) {
	if name := r.FormValue("format"); name != "" {
		if f := quad.FormatByName(name); f != nil && f.Writer != nil && len(f.Mime) > 0 {
			return f, nil
		}
		return nil, fmt.Errorf("format %s cannot be written\ntry: one of /api/v2/formats", quoted(name))
	}
	specs := accepted(r, "Accept")
	slices.SortStableFunc(specs, func(a, b acceptSpec) int {
		switch {
		case a.Q > b.Q:
			return -1
		case a.Q < b.Q:
			return 1
		}
		return 0
	})
	for _, a := range specs {
		if f := quad.FormatByMime(a.Value); f != nil && f.Writer != nil {
			return f, nil
		}
	}
	return quad.FormatByName("nquads"), nil
}

// readFilter makes the quads of the parameters. A parameter may be repeated, or hold several values
// with commas between, as Cayley has it.
func readFilter(r *http.Request) qshape.Shape {
	values := func(name string) []quad.Value {
		var out []quad.Value
		for _, p := range r.Form[name] {
			for _, v := range strings.Split(p, ",") {
				if v != "" {
					out = append(out, quad.StringToValue(v))
				}
			}
		}
		return out
	}
	return qshape.FilterQuads(values("sub"), values("pred"), values("obj"), values("label"))
}

type quadWriteCloser struct {
	quad.Writer
	io.Closer
}

func iriWriter(w quad.WriteCloser, form string) quadWriteCloser {
	switch form {
	case "short":
		return quadWriteCloser{quad.IRIWriter(w, quad.IRIOptions{Format: quad.IRIShort}), w}
	case "full":
		return quadWriteCloser{quad.IRIWriter(w, quad.IRIOptions{Format: quad.IRIFull}), w}
	}
	return quadWriteCloser{w, w}
}

func copyQuads(ctx context.Context, w quad.Writer, qs graph.QuadStore, filter qshape.Shape, bounded bool) (n int, err error) {
	it := qshape.BuildIterator(ctx, qs, filter).Iterate()
	defer func() {
		if cerr := it.Close(); err == nil {
			err = cerr
		}
	}()
	for it.Next(ctx) {
		q, err := qs.Quad(it.Result())
		if err != nil {
			return n, err
		}
		if n++; bounded && n > maxJSONLD {
			return n, errTooLarge
		}
		if _, err := w.WriteQuads([]quad.Quad{q}); err != nil {
			return n, err
		}
	}
	if err := it.Err(); err != nil {
		return n, err
	}
	return n, ctx.Err()
}

// answer is the body of a streamed answer. Its headers go out with the first byte, so that an error
// before it can still be told; each write moves the connection's deadline on.
type answer struct {
	w           http.ResponseWriter
	r           *http.Request
	ctl         *http.ResponseController
	contentType string
	timeout     time.Duration
	started     bool
	zip         *gzip.Writer
}

func (a *answer) Write(p []byte) (int, error) {
	if !a.started {
		a.start()
	}
	_ = a.ctl.SetWriteDeadline(time.Now().Add(a.timeout)) // not every connection has one
	if a.zip != nil {
		return a.zip.Write(p)
	}
	return a.w.Write(p)
}

func (a *answer) start() {
	a.started = true
	h := a.w.Header()
	h.Set("Content-Type", a.contentType)
	h.Set("Vary", "Accept, Accept-Encoding")
	for _, e := range accepted(a.r, "Accept-Encoding") {
		if e.Value == "gzip" && e.Q > 0 {
			h.Set("Content-Encoding", "gzip")
			a.zip = gzip.NewWriter(a.w)
			return
		}
	}
}

func (a *answer) Close() error {
	if !a.started {
		a.start()
	}
	if a.zip != nil {
		return a.zip.Close()
	}
	return nil
}
