package server

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"strconv"

	"cuibono/queries"
	"cuibono/queries/names"
	"cuibono/queries/sandbox"
)

// answerError is the body of an answer that is no result, as Cayley's API has it; code and nearest
// are added where there is something to tell a program.
type answerError struct {
	Error string `json:"error"`
	// Code is "timeout", "memory", "crash", "too-large", "unknown-name", "ambiguous-name",
	// "unknown-query", "usage", or absent.
	Code string `json:"code,omitempty"`
	// Nearest are the entities that may have been meant.
	Nearest []names.Entity `json:"nearest,omitempty"`
	// Errors repeats the error as GraphQL clients expect it.
	Errors []graphqlError `json:"errors,omitempty"`
}

type graphqlError struct {
	Message string `json:"message"`
}

func quoted(s string) string { return strconv.Quote(s) }

func writeError(w http.ResponseWriter, status int, err error) {
	body := answerError{Error: err.Error()}
	describe(&body, err)
	writeJSON(w, status, body)
}

// describe adds what a program may want to tell apart.
func describe(body *answerError, err error) {
	var unknown *names.Unknown
	var ambiguous *names.Ambiguous
	switch {
	case errors.As(err, &unknown):
		body.Code, body.Nearest = "unknown-name", unknown.Nearest
	case errors.As(err, &ambiguous):
		body.Code, body.Nearest = "ambiguous-name", ambiguous.Entities
	case errors.Is(err, queries.ErrUnknownQuery):
		body.Code = "unknown-query"
	case errors.Is(err, queries.ErrUsage):
		body.Code = "usage"
	case errors.Is(err, sandbox.ErrTimeout), errors.Is(err, context.DeadlineExceeded):
		body.Code = "timeout"
	case errors.Is(err, sandbox.ErrMemory):
		body.Code = "memory"
	case errors.Is(err, sandbox.ErrCrash):
		body.Code = "crash"
	case errors.Is(err, sandbox.ErrTooLarge):
		body.Code = "too-large"
	}
}

// status is the HTTP status of an error of a query. A query that was ended for its time or its memory
// is 422: it was understood, and asking again would not help (408 makes browsers do that).
func status(err error) int {
	var unknown *names.Unknown
	var ambiguous *names.Ambiguous
	switch {
	case errors.As(err, &unknown), errors.Is(err, queries.ErrUnknownQuery):
		return http.StatusNotFound
	case errors.As(err, &ambiguous):
		return http.StatusConflict
	case errors.Is(err, sandbox.ErrWorker):
		return http.StatusInternalServerError
	case errors.Is(err, sandbox.ErrTimeout), errors.Is(err, sandbox.ErrMemory), errors.Is(err, sandbox.ErrCrash),
		errors.Is(err, sandbox.ErrTooLarge), errors.Is(err, context.DeadlineExceeded):
		return http.StatusUnprocessableEntity
	}
	return http.StatusBadRequest
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(err) // only values of ours come here
	}
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Content-Length", strconv.Itoa(buf.Len()))
	w.WriteHeader(status)
	_, _ = w.Write(buf.Bytes())
}

// bodyStatus is the HTTP status of an error in reading a request's body.
func bodyStatus(err error) int {
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge), errors.Is(err, errTooLarge):
		return http.StatusRequestEntityTooLarge
	case errors.Is(err, os.ErrDeadlineExceeded):
		return http.StatusRequestTimeout
	}
	return http.StatusBadRequest
}
