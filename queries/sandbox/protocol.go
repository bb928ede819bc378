package sandbox

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
)

// The protocol is one JSON value a line. The parent writes a hello, then requests, one at a time, and
// perhaps a cancellation of the one that runs. The worker answers the hello and each request with
// messages, the last of which says Done. The end of its input ends the worker, whatever it is doing.

// hello is the first line to a worker.
type hello struct {
	// Config is the snapshot's.
	Config json.RawMessage `json:"config"`
	// Memory is the most bytes that the worker may use.
	Memory int64 `json:"memory"`
}

// request is one query to a worker.
type request struct {
	// Op is "query", "shape" or "cancel".
	Op        string `json:"op"`
	Language  string `json:"language,omitempty"`
	Text      string `json:"text,omitempty"`
	Limit     int    `json:"limit,omitempty"`
	TimeoutMS int64  `json:"timeout_ms,omitempty"`
	JSONLD    bool   `json:"jsonld,omitempty"`
	Labels    string `json:"labels,omitempty"`
}

// message is a line from a worker: a result, or the end of an answer.
type message struct {
	Result    json.RawMessage `json:"r,omitempty"`
	Done      bool            `json:"done,omitempty"`
	Truncated bool            `json:"truncated,omitempty"`
	Warnings  []string        `json:"warnings,omitempty"`
	// Error tells why there is no (whole) answer, Kind what sort of error it is.
	Error string `json:"error,omitempty"`
	Kind  string `json:"kind,omitempty"`
}

// The kinds of error of a message.
const (
	kindQuery   = "query"   // a mistake of the query
	kindTimeout = "timeout" // the worker ended the query at its deadline
	kindMemory  = "memory"  // the worker saw itself grow too large and ends
	kindCrash   = "crash"   // a panic was caught
	kindWorker  = "worker"  // the store does not open
)

// maxRequest is the most bytes of a request's line.
const maxRequest = 8 << 20

var errLineTooLong = errors.New("line too long")

// readLine reads one line of at most limit bytes, without its end.
func readLine(r *bufio.Reader, limit int64) ([]byte, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		if int64(len(line)+len(part)) > limit {
			return nil, errLineTooLong
		}
		if err == nil {
			return append(line, part[:len(part)-1]...), nil
		}
		line = append(line, part...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			if len(line) > 0 && errors.Is(err, io.EOF) {
				err = io.ErrUnexpectedEOF
			}
			return nil, err
		}
	}
}
