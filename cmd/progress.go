package cmd

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// progress is a line on a terminal that says how far the work is. Elsewhere, and with --quiet, it
// says nothing: a log file is no place for it. It is safe for concurrent use.
type progress struct {
	w     io.Writer
	width int

	mu    sync.Mutex
	last  time.Time
	shown bool
	start time.Time
}

// newProgress gives the line of a command.
func (a *app) newProgress() *progress {
	p := &progress{start: time.Now()}
	if _, ok := terminal(a.err); ok && !a.conf.yes("quiet") {
		p.w, p.width = a.err, 79
	}
	return p
}

// show replaces the line, at most ten times a second.
func (p *progress) show(format string, args ...any) {
	if p.w == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	if now.Sub(p.last) < 100*time.Millisecond {
		return
	}
	p.last, p.shown = now, true
	line := []rune(fmt.Sprintf(format, args...))
	if len(line) > p.width {
		line = append(line[:p.width-1], '…')
	}
	fmt.Fprintf(p.w, "\r\x1b[K%s", string(line))
}

// elapsed is the time since the work began.
func (p *progress) elapsed() time.Duration { return time.Since(p.start) }

// clear takes the line away, so that something else can be written.
func (p *progress) clear() {
	if p.w == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.shown = false
	}
}

// bytesText writes a number of bytes for a person.
func bytesText(n int64) string {
	switch {
	case n >= 1<<30:
		return fmt.Sprintf("%.1f GiB", float64(n)/(1<<30))
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%.1f KiB", float64(n)/(1<<10))
	}
	return fmt.Sprintf("%d B", n)
}
