package sandbox

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"time"

	"github.com/cayleygraph/cayley/graph"

	"cuibono/queries"
)

// OpenFunc opens the store that a Snapshot's Config describes, for reading, with the engine to run
// queries on it. It runs in the worker.
type OpenFunc func(ctx context.Context, config json.RawMessage) (*Opened, error)

// Opened is a store that a worker has opened.
type Opened struct {
	QuadStore graph.QuadStore
	// Engine gives Gizmo its names, relations and canned queries.
	Engine *queries.Engine
	Close  func() error
}

const (
	// maxStack bounds the stack of one goroutine: deep recursion in a parser ends the worker early.
	maxStack = 128 << 20
	// watchEvery is how often the worker looks at its heap.
	watchEvery = 10 * time.Millisecond
	// threads is how many processors a worker uses: a query and the collector.
	threads = 2
)

// Serve is the worker: it reads requests from in and writes answers to out until in ends.
// The process is the query's: Serve sets bounds on its memory and may end it.
func Serve(ctx context.Context, in io.Reader, out io.Writer, open OpenFunc) error {
	debug.SetMaxStack(maxStack)
	runtime.GOMAXPROCS(min(threads, runtime.NumCPU()))
	noCore()
	w := &worker{out: bufio.NewWriterSize(out, 64<<10)}
	r := bufio.NewReaderSize(in, 64<<10)
	first, err := readLine(r, maxRequest)
	if err != nil {
		return fmt.Errorf("read the first line: %w\nthis command is for cuibono itself, not for people", err)
	}
	var h hello
	if err := json.Unmarshal(first, &h); err != nil {
		return fmt.Errorf("read the first line: %w\nthis command is for cuibono itself, not for people", err)
	}
	opened, err := open(ctx, h.Config)
	if err != nil {
		return w.finish(message{Done: true, Error: err.Error(), Kind: kindWorker})
	}
	if opened.Close != nil {
		defer opened.Close()
	}
	w.opened = opened
	if h.Memory > 0 {
		if err := limitMemory(h.Memory); err != nil {
			return w.finish(message{Done: true, Error: "bound the memory: " + err.Error(), Kind: kindWorker})
		}
		go w.watch(h.Memory)
	}
	if err := w.finish(message{Done: true}); err != nil {
		return err
	}
	requests := make(chan request)
	go w.receive(r, requests)
	for req := range requests {
		if err := w.answer(ctx, req); err != nil {
			return err
		}
	}
	return nil
}

type worker struct {
	opened *Opened

	mu     sync.Mutex // of out and cancel
	out    *bufio.Writer
	cancel context.CancelFunc
}

// receive reads the parent's lines. It goes on while a query runs, so that the end of the input, when
// the parent is gone, ends the process even in the midst of an endless loop.
func (w *worker) receive(r *bufio.Reader, requests chan<- request) {
	for {
		data, err := readLine(r, maxRequest)
		if err != nil {
			os.Exit(0)
		}
		var req request
		if err := json.Unmarshal(data, &req); err != nil {
			os.Exit(1)
		}
		if req.Op != "cancel" {
			requests <- req
			continue
		}
		w.mu.Lock()
		if w.cancel != nil {
			w.cancel()
		}
		w.mu.Unlock()
	}
}

// watch ends the process when its heap grows beyond the limit. The limit of the system, where there is
// one, catches what grows too fast to be seen.
func (w *worker) watch(limit int64) {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/memory/classes/heap/stacks:bytes"}}
	for {
		time.Sleep(watchEvery)
		metrics.Read(sample)
		if sample[0].Value.Uint64()+sample[1].Value.Uint64() > uint64(limit) {
			if w.mu.TryLock() { // else the query is writing: the parent learns the reason from the words below
				_ = w.write(message{Done: true, Error: fmt.Sprintf("it used more than %d MB", limit>>20), Kind: kindMemory})
				_ = w.out.Flush()
			}
			fmt.Fprintln(os.Stderr, "out of memory: the heap passed the worker's limit")
			os.Exit(2)
		}
	}
}

// write adds a message to the output. The lock is held.
func (w *worker) write(m message) error {
	data, err := json.Marshal(m)
	if err != nil {
		return err
	}
	if _, err := w.out.Write(data); err != nil {
		return err
	}
	return w.out.WriteByte('\n')
}

// result gives one result to the parent.
func (w *worker) result(data json.RawMessage) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, err := w.out.WriteString(`{"r":`); err != nil {
		return err
	}
	if _, err := w.out.Write(data); err != nil {
		return err
	}
	_, err := w.out.WriteString("}\n")
	return err
}

// finish ends an answer.
func (w *worker) finish(m message) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.write(m); err != nil {
		return err
	}
	return w.out.Flush()
}

// answer runs one request. Its error is one of the pipe to the parent.
func (w *worker) answer(ctx context.Context, req request) error {
	ctx, cancel := context.WithTimeout(ctx, time.Duration(req.TimeoutMS)*time.Millisecond)
	w.mu.Lock()
	w.cancel = cancel
	w.mu.Unlock()
	end := message{Done: true}
	err := w.guard(ctx, req, &end)
	cancel()
	var mistake *QueryError
	switch {
	case err == nil:
	case errors.As(err, &mistake):
		end.Error, end.Kind = mistake.Message, kindQuery
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		end.Error, end.Kind = err.Error(), kindTimeout
	default:
		end.Error, end.Kind = err.Error(), kindCrash
	}
	return w.finish(end)
}

// guard tells a panic of a query engine as a sentence.
func (w *worker) guard(ctx context.Context, req request, end *message) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%s", clip(fmt.Sprint(r)))
		}
	}()
	if req.Op == "shape" {
		return w.shape(ctx, req)
	}
	return w.query(ctx, req, end)
}
