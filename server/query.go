package server

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"cuibono/queries/sandbox"
)

// Headers of answers that have a limit, beside the member "truncated" of the answer itself.
const (
	headerLimit     = "X-Result-Limit"
	headerTruncated = "X-Result-Truncated"
)

// serveQuery answers a free query as Cayley's /api/v2/query does: the parameter lang names its
// language, its text is the body or the parameter qu. Unlike there, the number of results is a
// parameter (limit), and an answer that is cut says so in itself and in a header.
func (s *Server) serveQuery(w http.ResponseWriter, r *http.Request) {
	params := r.URL.Query()
	language := params.Get("lang")
	if language == "" {
		writeError(w, http.StatusBadRequest, errors.New("no query language named\ntry: ?lang="+strings.Join(sandbox.Languages(), ", ?lang=")))
		return
	}
	limit := s.opt.Limit
	if v := params.Get("limit"); v != "" {
		n, err := strconv.Atoi(v)
		if err != nil || n < 1 || n > s.opt.MaxLimit {
			writeError(w, http.StatusBadRequest, fmt.Errorf("limit %s: want a number from 1 to %d", quoted(v), s.opt.MaxLimit))
			return
		}
		limit = n
	}
	req, ok := s.readQuery(w, r, language)
	if !ok {
		return
	}
	req.Limit = limit
	req.JSONLD = prefers(r, "application/ld+json", "application/json")
	res, err := s.opt.Sandbox.Query(r.Context(), req)
	if err != nil {
		s.queryFailed(w, r, language, err)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "application/json")
	if req.JSONLD {
		h.Set("Content-Type", "application/ld+json")
	}
	h.Set(headerLimit, strconv.Itoa(limit))
	h.Set(headerTruncated, strconv.FormatBool(res.Truncated))
	h.Set("Content-Length", strconv.Itoa(len(res.Body)))
	_, _ = w.Write(res.Body)
}

// serveShape tells what a query would look up; see package queries/shape.
func (s *Server) serveShape(w http.ResponseWriter, r *http.Request) {
	language := r.PathValue("lang")
	req, ok := s.readQuery(w, r, language)
	if !ok {
		return
	}
	shape, err := s.opt.Sandbox.Shape(r.Context(), req)
	if err != nil {
		s.queryFailed(w, r, "", err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(shape)
}

// readQuery reads the text of a query, or answers why it cannot.
func (s *Server) readQuery(w http.ResponseWriter, r *http.Request, language string) (sandbox.Request, bool) {
	fail := func(status int, err error) (sandbox.Request, bool) {
		writeError(w, status, err)
		return sandbox.Request{}, false
	}
	if s.opt.Sandbox == nil {
		return fail(http.StatusForbidden, errors.New("this server runs no free queries\ntry: the canned ones at /api/queries"))
	}
	if !slices.Contains(sandbox.Languages(), language) {
		return fail(http.StatusBadRequest, fmt.Errorf("unknown query language %s\ntry: %s", quoted(language), strings.Join(sandbox.Languages(), ", ")))
	}
	text := r.URL.Query().Get("qu")
	if r.Method == http.MethodPost {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, s.opt.MaxQuery))
		if err != nil {
			return fail(bodyStatus(err), fmt.Errorf("read the query: %w", err))
		}
		text = string(body)
	}
	if strings.TrimSpace(text) == "" {
		return fail(http.StatusBadRequest, errors.New("the query is empty"))
	}
	return sandbox.Request{Language: language, Text: text, Timeout: remaining(r)}, true
}

// remaining is the time that a request has left, less what it takes to answer.
func remaining(r *http.Request) time.Duration {
	deadline, ok := r.Context().Deadline()
	if !ok {
		return 0
	}
	return max(time.Until(deadline)-100*time.Millisecond, time.Millisecond)
}

func (s *Server) queryFailed(w http.ResponseWriter, r *http.Request, language string, err error) {
	if errors.Is(err, sandbox.ErrWorker) {
		s.log.Error("query worker", "error", err)
	}
	body := answerError{Error: err.Error()}
	describe(&body, err)
	if language == "graphql" {
		body.Errors = []graphqlError{{Message: err.Error()}}
	}
	writeJSON(w, status(err), body)
}
