package sandbox

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"time"
)

// process is a worker seen from its parent. It runs one query at a time.
type process struct {
	cmd   *exec.Cmd
	in    io.WriteCloser
	lines chan line
	ended chan struct{} // closed when the process is gone
	said  *lastWords
	held  *held

	uses   int
	broken bool // it must not be asked again
}

// line is one line of the worker's output, or the error that ended it.
type line struct {
	data []byte
	err  error
}

// start starts a worker and waits until it has opened the store.
func start(ctx context.Context, o Options, config json.RawMessage) (*process, error) {
	argv := o.Command
	if len(argv) == 0 {
		self, err := os.Executable()
		if err != nil {
			return nil, fmt.Errorf("%w: find the program's own file: %w", ErrWorker, err)
		}
		argv = []string{self, WorkerCommand}
	}
	cmd := exec.Command(argv[0], argv[1:]...)
	// The soft limit makes the collector work harder before the hard one ends the process.
	cmd.Env = append(os.Environ(), "GOMEMLIMIT="+strconv.FormatInt(o.Memory*3/4, 10), "GOTRACEBACK=single")
	cmd.SysProcAttr = apart()
	said := &lastWords{}
	cmd.Stderr = said
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrWorker, err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrWorker, err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("%w: start it: %w", ErrWorker, err)
	}
	w := &process{cmd: cmd, in: in, lines: make(chan line), ended: make(chan struct{}), said: said}
	go w.read(out, o.MaxResponse)
	if err := w.send(hello{Config: config, Memory: o.Memory}); err != nil {
		w.stop()
		return nil, fmt.Errorf("%w: %w", ErrWorker, err)
	}
	timer := time.NewTimer(startTimeout)
	defer timer.Stop()
	select {
	case l := <-w.lines:
		m, err := w.message(l)
		switch {
		case err != nil:
			w.stop()
			return nil, fmt.Errorf("%w: it ended before it was ready%s", ErrWorker, w.said.tell())
		case m.Error != "":
			w.stop()
			return nil, fmt.Errorf("%w: %s", ErrWorker, m.Error)
		}
		return w, nil
	case <-timer.C:
		w.stop()
		return nil, fmt.Errorf("%w: the store did not open within %v", ErrWorker, startTimeout)
	case <-ctx.Done():
		w.stop()
		return nil, fmt.Errorf("start a query worker: %w", ctx.Err())
	}
}

// read gives the lines of the worker's output until it ends, then waits for the process.
func (w *process) read(out io.Reader, limit int64) {
	r := bufio.NewReaderSize(out, 64<<10)
	for {
		data, err := readLine(r, limit+4096)
		select {
		case w.lines <- line{data, err}:
		case <-w.ended:
		}
		if err != nil {
			break
		}
	}
	_ = w.cmd.Process.Kill()
	_, _ = io.Copy(io.Discard, out)
	_ = w.cmd.Wait()
	close(w.ended)
}

func (w *process) message(l line) (m message, err error) {
	if l.err != nil {
		return m, l.err
	}
	if err := json.Unmarshal(l.data, &m); err != nil {
		return m, fmt.Errorf("read the worker's answer: %w", err)
	}
	return m, nil
}

func (w *process) send(v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	_, err = w.in.Write(append(data, '\n'))
	return err
}

// ask runs one request.
func (w *process) ask(ctx context.Context, r request, timeout time.Duration, most int64) (*answer, error) {
	w.uses++
	w.said.reset()
	if err := w.send(r); err != nil {
		w.broken = true
		return nil, fmt.Errorf("%w: %w%s", ErrWorker, err, w.said.tell())
	}
	deadline := time.NewTimer(timeout + grace)
	defer deadline.Stop()
	cancelled := ctx.Done()
	out := &answer{}
	var size int64
	for {
		select {
		case l := <-w.lines:
			m, err := w.message(l)
			if err != nil {
				return nil, w.died(err, most)
			}
			if m.Result != nil {
				if size += int64(len(m.Result)); size > most {
					w.kill()
					return nil, tooLarge(most)
				}
				out.results = append(out.results, m.Result)
			}
			if m.Done {
				out.truncated, out.warnings = m.Truncated, m.Warnings
				return out, w.told(ctx, m, timeout)
			}
		case <-deadline.C:
			w.kill()
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			return nil, tooLong(timeout)
		case <-cancelled:
			// The worker is asked to stop, and killed soon if it does not.
			cancelled = nil
			deadline.Reset(grace)
			if err := w.send(request{Op: "cancel"}); err != nil {
				w.kill()
				return nil, ctx.Err()
			}
		}
	}
}

func tooLong(timeout time.Duration) error {
	return fmt.Errorf("%w: it was stopped after %v", ErrTimeout, timeout)
}

func tooLarge(most int64) error {
	return fmt.Errorf("%w: more than %d MB of results; ask for fewer", ErrTooLarge, most>>20)
}

// told makes the worker's own error one of ours.
func (w *process) told(ctx context.Context, m message, timeout time.Duration) error {
	if m.Error == "" {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	switch m.Kind {
	case kindQuery:
		return &QueryError{m.Error}
	case kindTimeout:
		return tooLong(timeout)
	case kindMemory:
		w.broken = true
		return fmt.Errorf("%w: %s", ErrMemory, m.Error)
	case kindCrash:
		w.broken = true
		return fmt.Errorf("%w: %s", ErrCrash, m.Error)
	}
	w.broken = true
	return fmt.Errorf("%w: %s", ErrWorker, m.Error)
}

// died says why the worker ended, from its last words.
func (w *process) died(err error, most int64) error {
	w.kill()
	if errors.Is(err, errLineTooLong) {
		return tooLarge(most)
	}
	<-w.ended
	return w.said.reason(w.cmd.ProcessState)
}

// kill ends the process at once.
func (w *process) kill() {
	w.broken = true
	_ = w.cmd.Process.Kill()
}

// alive tells whether the process runs.
func (w *process) alive() bool {
	select {
	case <-w.ended:
		return false
	default:
		return true
	}
}

// good tells whether the worker may be asked again.
func (w *process) good() bool { return !w.broken && w.uses < maxUses && w.alive() }

// stop ends the worker and waits until it is gone.
func (w *process) stop() {
	_ = w.in.Close()
	_ = w.cmd.Process.Kill()
	for {
		select {
		case <-w.lines:
		case <-w.ended:
			return
		}
	}
}
