package sandbox

import (
	"context"
	"fmt"
	"sync"
)

// Sandbox runs queries in workers. It is safe for concurrent use.
type Sandbox struct {
	opt Options
	// slots bounds the queries that run at once; sourcing lets one goroutine at a time ask the source.
	slots, sourcing chan struct{}

	mu      sync.Mutex
	closed  bool
	current *held
	idle    []*process
}

// held is a snapshot with the number of those who use it: its workers, and the pool while it is current.
type held struct {
	snapshot *Snapshot
	users    int
}

// drop gives a use of a snapshot back. The pool's lock is held; what it returns is called without it.
func (h *held) drop() func() {
	if h.users--; h.users == 0 && h.snapshot.Release != nil {
		return h.snapshot.Release
	}
	return func() {}
}

// take gives a worker on the store as it is now, and holds a slot until give.
func (s *Sandbox) take(ctx context.Context) (*process, error) {
	select {
	case s.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, fmt.Errorf("wait for a query worker: %w", ctx.Err())
	}
	w, err := s.worker(ctx)
	if err != nil {
		<-s.slots
	}
	return w, err
}

// worker gives a worker that waits, or starts one.
func (s *Sandbox) worker(ctx context.Context) (*process, error) {
	h, err := s.snapshot(ctx)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	for i := len(s.idle) - 1; i >= 0; i-- {
		w := s.idle[i]
		if w.held == h {
			s.idle = append(s.idle[:i], s.idle[i+1:]...)
			release := h.drop() // the worker has a use of its own
			s.mu.Unlock()
			release()
			if w.alive() {
				return w, nil
			}
			s.bury(w)
			return s.worker(ctx)
		}
	}
	s.mu.Unlock()
	w, err := start(ctx, s.opt, h.snapshot.Config)
	if err != nil {
		s.release(h)
		return nil, err
	}
	w.held = h // the use that snapshot counted is now the worker's
	return w, nil
}

// snapshot gives the store as it is now, with a use counted for the caller.
func (s *Sandbox) snapshot(ctx context.Context) (*held, error) {
	select {
	case s.sourcing <- struct{}{}:
		defer func() { <-s.sourcing }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return nil, ErrClosed
	}
	var have *Snapshot
	if s.current != nil {
		have = s.current.snapshot
	}
	s.mu.Unlock()
	now, err := s.opt.Source(ctx, have)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrWorker, err)
	}
	s.mu.Lock()
	var old []*process
	release := func() {}
	if now != have || s.current == nil {
		if s.current != nil {
			release = s.current.drop()
		}
		s.current = &held{snapshot: now, users: 1}
		old, s.idle = s.idle, nil
	}
	h := s.current
	h.users++
	s.mu.Unlock()
	release()
	for _, w := range old {
		s.bury(w)
	}
	return h, nil
}

func (s *Sandbox) release(h *held) {
	s.mu.Lock()
	f := h.drop()
	s.mu.Unlock()
	f()
}

// bury ends a worker and gives its snapshot back.
func (s *Sandbox) bury(w *process) {
	w.stop()
	s.release(w.held)
}

// give takes a worker back after a query.
func (s *Sandbox) give(w *process) {
	s.mu.Lock()
	keep := !s.closed && w.good() && w.held == s.current && len(s.idle) < s.opt.Warm
	if keep {
		s.idle = append(s.idle, w)
	}
	s.mu.Unlock()
	if !keep {
		s.bury(w)
	}
	<-s.slots
}

// Warm starts the workers that wait ready, so that the first query need not.
func (s *Sandbox) Warm(ctx context.Context) error {
	w, err := s.take(ctx)
	if err != nil {
		return err
	}
	s.give(w)
	return nil
}

// Close ends the workers that wait and releases the snapshot; those that run end with their query.
func (s *Sandbox) Close() error {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return nil
	}
	s.closed = true
	idle := s.idle
	s.idle = nil
	release := func() {}
	if s.current != nil {
		release = s.current.drop()
		s.current = nil
	}
	s.mu.Unlock()
	for _, w := range idle {
		s.bury(w)
	}
	release()
	return nil
}
