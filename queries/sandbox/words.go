package sandbox

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"sync"
)

// lastWords keeps the first words that a worker writes to its standard error during a query: Go's
// runtime says there why it ends the process. What follows, the stacks, is left out.
type lastWords struct {
	mu   sync.Mutex
	text []byte
}

// maxWords is how many bytes are kept.
const maxWords = 8 << 10

func (l *lastWords) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if room := maxWords - len(l.text); room > 0 {
		l.text = append(l.text, p[:min(len(p), room)]...)
	}
	return len(p), nil
}

func (l *lastWords) reset() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.text = l.text[:0]
}

// tell gives the first line, for a message; empty where nothing was said.
func (l *lastWords) tell() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	first, _, _ := bytes.Cut(bytes.TrimSpace(l.text), []byte("\n"))
	if len(first) == 0 {
		return ""
	}
	return ": " + strings.ToValidUTF8(string(first), "?")
}

// reason makes the last words of a dead worker a sentence.
func (l *lastWords) reason(state *os.ProcessState) error {
	l.mu.Lock()
	text := string(l.text)
	l.mu.Unlock()
	switch {
	case strings.Contains(text, "out of memory"), strings.Contains(text, "cannot allocate memory"),
		strings.Contains(text, "pthread_create failed"), strings.Contains(text, "new OS thread"):
		return fmt.Errorf("%w: it asked for more than a query may have", ErrMemory)
	case strings.Contains(text, "stack exceeds"), strings.Contains(text, "stack overflow"):
		return fmt.Errorf("%w: it nests too deep", ErrCrash)
	}
	for _, line := range strings.Split(text, "\n") {
		if rest, ok := strings.CutPrefix(line, "panic: "); ok {
			return fmt.Errorf("%w: %s", ErrCrash, clip(rest))
		}
		if rest, ok := strings.CutPrefix(line, "fatal error: "); ok {
			return fmt.Errorf("%w: %s", ErrCrash, clip(rest))
		}
	}
	if state != nil && killed(state) {
		// Nobody here killed it: the system did, as it does to the largest when memory is short.
		return fmt.Errorf("%w: the system ended it", ErrMemory)
	}
	if text == "" && state != nil && !state.Success() {
		// The runtime lacks even the memory to say so.
		return fmt.Errorf("%w: it ended without a word", ErrMemory)
	}
	return fmt.Errorf("%w: it ended unasked", ErrCrash)
}

func clip(s string) string {
	s = strings.ToValidUTF8(strings.TrimSpace(s), "?")
	if r := []rune(s); len(r) > 200 {
		return string(r[:199]) + "…"
	}
	return s
}
