package pebble

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/pebble/v2"
)

// Progress is told how far a bulk load is. It is called from one goroutine at a time, a few times a
// second at most.
type Progress struct {
	Phase   string        // "read", "sort", "write"
	Quads   int64         // quads read so far
	Bytes   int64         // bytes of input consumed so far
	Total   int64         // bytes of input altogether, 0 where unknown
	Elapsed time.Duration // since the start of the load
}

// BulkOptions tunes BulkLoad; the zero value is meant for use.
type BulkOptions struct {
	// Memory bounds the working memory in bytes; 0 means 512 MiB. What exceeds it is spilled to disk,
	// beside the graph.
	Memory int64
	// Size is the length of the input in bytes where it is known, for Progress.Total.
	Size int64
	// Label, where set, is given to quads that have none.
	Label quad.Value
	// Progress may be nil.
	Progress func(Progress)
	// BadLine is called for each line that is not a quad, in their order; where it returns an error the
	// load ends with it and leaves the store as it was. nil means: the first bad line ends the load.
	BadLine func(line int64, err error) error
}

// BulkStats is what a bulk load did.
type BulkStats struct {
	Read     int64 // quads read
	Added    int64 // quads that were new
	BadLines int64 // lines left out
	Runs     int   // sorted runs that were spilled to disk; 0 where all fitted in memory
}

const (
	defaultBulkMemory = 512 << 20
	blockBytes        = 1 << 20  // of input given to a goroutine at once
	maxLine           = 64 << 20 // bytes of a line
	minChunk          = 1 << 16  // bytes; below, files would cost more than they help
)

// BulkLoad adds all quads of a source of N-Quads, in one transaction: all of them, or after an error none.
// Lines are read on all cores into chunks with dictionaries of their own; the dictionaries are merged,
// which gives values their numbers; quads are sorted in each order and written as tables, which Pebble
// takes over at once. What exceeds BulkOptions.Memory goes through files.
func (qs *QuadStore) BulkLoad(ctx context.Context, r io.Reader, opt BulkOptions) (BulkStats, error) {
	l, err := qs.newLoader(opt)
	if err != nil {
		return BulkStats{}, err
	}
	defer l.cleanup()
	if err := l.read(ctx, r); err != nil {
		return l.stats, fmt.Errorf("bulk load: %w", err)
	}
	if err := l.finish(ctx); err != nil {
		return l.stats, fmt.Errorf("bulk load: %w", err)
	}
	return l.stats, nil
}

// loader is one bulk load.
type loader struct {
	qs      *QuadStore
	opt     BulkOptions
	pebble  *pebble.Options
	start   time.Time
	workers int
	limit   int64 // bytes of a chunk
	label   []byte
	dir     string // for files; made when first needed

	mu      sync.Mutex
	stats   BulkStats
	bytes   int64
	told    time.Time
	chunks  []*chunk  // that are in memory, complete
	homes   [][]homed // of chunks
	spilled []*spill  // that are in files
}

func (qs *QuadStore) newLoader(opt BulkOptions) (*loader, error) {
	qs.write.Lock()
	_, err := qs.begin(context.Background())
	qs.write.Unlock()
	if err != nil {
		return nil, err
	}
	l := &loader{qs: qs, opt: opt, start: time.Now(), workers: runtime.GOMAXPROCS(0)}
	l.pebble = pebbleOptions(qs.opt, qs.fs)
	l.pebble.EnsureDefaults()
	if opt.Memory <= 0 {
		l.opt.Memory = defaultBulkMemory
	}
	l.limit = max(minChunk, l.opt.Memory/int64(2*l.workers))
	if opt.Label != nil {
		if l.label, err = appendValue(nil, opt.Label); err != nil {
			return nil, err
		}
	}
	l.dir = qs.opt.FS.PathJoin(bulkDir(qs.dir), fmt.Sprint(qs.loads.Add(1)))
	return l, nil
}

// bulkDir is where the files of bulk loads into the store at dir are; what a crash left there is removed
// when the store is opened.
func bulkDir(dir string) string { return dir + ".bulk" }

func (l *loader) cleanup() {
	l.qs.opt.FS.RemoveAll(l.dir)
	l.qs.opt.FS.Remove(bulkDir(l.qs.dir)) // stays while another load uses it
}

func (l *loader) mkdir() error { return wrap("make directory", l.qs.opt.FS.MkdirAll(l.dir, 0o755)) }

// block is a run of whole lines.
type block struct {
	n    int64 // 0, 1, 2…
	line int64 // number of the first line, from 1
	b    []byte
	long bool // one line that exceeds maxLine; b is its beginning
}

var errLongLine = fmt.Errorf("line longer than %d MiB", maxLine>>20)

// read cuts the input into blocks, which as many goroutines as there are cores read into chunks.
func (l *loader) read(ctx context.Context, r io.Reader) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	blocks := make(chan block, 2*l.workers)
	free := make(chan []byte, 4*l.workers)
	rep := &badLines{l: l, waiting: make(map[int64][]badLine)}
	var wg sync.WaitGroup
	for range l.workers {
		wg.Go(func() {
			if err := l.readBlocks(ctx, blocks, free, rep); err != nil {
				cancel(err)
			}
		})
	}
	err := l.cut(ctx, r, blocks, free)
	close(blocks)
	if err != nil {
		cancel(err)
	}
	wg.Wait()
	return context.Cause(ctx)
}

// cut sends the blocks of r.
func (l *loader) cut(ctx context.Context, r io.Reader, blocks chan<- block, free <-chan []byte) error {
	next := func() []byte {
		select {
		case b := <-free:
			return b[:0]
		default:
			return make([]byte, 0, blockBytes+blockBytes/4)
		}
	}
	n, line := int64(0), int64(1)
	buf := next()
	searched := 0 // no line ends before this
	for skip := false; ; {
		if cap(buf)-len(buf) < blockBytes/4 {
			buf = append(make([]byte, 0, 2*cap(buf)), buf...)
		}
		k, err := r.Read(buf[len(buf):min(cap(buf), max(blockBytes, len(buf)+blockBytes/4))])
		buf = buf[:len(buf)+k]
		ended := errors.Is(err, io.EOF)
		if err != nil && !ended {
			return fmt.Errorf("line %d: %w", line+int64(bytes.Count(buf, newline)), err)
		}
		if !ended && len(buf) < blockBytes {
			continue
		}
		end := bytes.LastIndexByte(buf[searched:], '\n') + 1
		if end > 0 {
			end += searched
		}
		if searched = len(buf); skip { // the rest of a long line
			if i := bytes.IndexByte(buf, '\n'); i >= 0 {
				buf = append(buf[:0], buf[i+1:]...)
				line++
				skip = false
			} else {
				buf = buf[:0]
			}
			if searched = 0; ended && len(buf) == 0 {
				return nil
			}
			continue
		}
		switch {
		case ended:
			end = len(buf)
		case end == 0 && len(buf) <= maxLine:
			continue // a line longer than a block
		case end == 0:
			if err := send(ctx, blocks, block{n, line, bytes.Clone(buf[:64]), true}); err != nil {
				return err
			}
			n++
			buf, skip, searched = next(), true, 0
			continue
		}
		rest := append(next(), buf[end:]...)
		b := block{n: n, line: line, b: buf[:end]}
		n++
		line += int64(bytes.Count(b.b, newline))
		if err := send(ctx, blocks, b); err != nil {
			return err
		}
		if ended {
			return nil
		}
		buf, searched = rest, 0
	}
}

var newline = []byte{'\n'}

func send(ctx context.Context, blocks chan<- block, b block) error {
	select {
	case blocks <- b:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// readBlocks reads blocks into chunks until there are no more.
func (l *loader) readBlocks(ctx context.Context, blocks <-chan block, free chan<- []byte, rep *badLines) error {
	c := newChunk()
	var p lineParser
	for b := range blocks {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		var bad []badLine
		before := len(c.quads)
		if b.long {
			bad = append(bad, badLine{b.line, errLongLine})
		}
		rest, line := b.b, b.line
		for len(rest) > 0 && !b.long {
			var text []byte
			if i := bytes.IndexByte(rest, '\n'); i >= 0 {
				text, rest = rest[:i], rest[i+1:]
			} else {
				text, rest = rest, nil
			}
			ok, err := p.parse(text)
			switch {
			case err != nil:
				bad = append(bad, badLine{line, fmt.Errorf("%w in %s", err, shorten(text))})
			case ok:
				c.add(&p, l.label)
			}
			line++
		}
		if err := rep.done(b.n, bad); err != nil {
			return err
		}
		l.progress("read", int64(len(c.quads)-before), int64(len(b.b)))
		if cap(b.b) <= 2*blockBytes {
			select {
			case free <- b.b:
			default:
			}
		}
		if c.bytes() > l.limit {
			if err := l.spill(c); err != nil {
				return err
			}
			c = newChunk()
		}
	}
	return l.complete(c)
}

// shorten is the beginning of a line, quoted.
func shorten(b []byte) string {
	const most = 100
	if len(b) > most {
		return fmt.Sprintf("%q…", b[:most])
	}
	return fmt.Sprintf("%q", b)
}

// complete keeps a last chunk in memory.
func (l *loader) complete(c *chunk) error {
	if len(c.quads) == 0 {
		return nil
	}
	c.table, c.sums = nil, nil
	h := c.homes(l.qs.hash)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.chunks = append(l.chunks, c)
	l.homes = append(l.homes, h)
	return nil
}

func (l *loader) progress(phase string, quads, read int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.stats.Read += quads
	l.bytes += read
	now := time.Now()
	if l.opt.Progress == nil || now.Sub(l.told) < 200*time.Millisecond {
		return
	}
	l.told = now
	l.opt.Progress(Progress{phase, l.stats.Read, l.bytes, l.opt.Size, now.Sub(l.start)})
}

// badLines tells of bad lines in the order of the input, whichever goroutine found them first.
type badLines struct {
	l       *loader
	mu      sync.Mutex
	next    int64
	waiting map[int64][]badLine
}

type badLine struct {
	line int64
	err  error
}

func (r *badLines) done(n int64, bad []badLine) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.waiting[n] = bad
	for {
		bad, ok := r.waiting[r.next]
		if !ok {
			return nil
		}
		delete(r.waiting, r.next)
		r.next++
		for _, b := range bad {
			if r.l.opt.BadLine == nil {
				return fmt.Errorf("line %d: %w; nothing was loaded: correct the line, or leave bad lines out", b.line, b.err)
			}
			if err := r.l.opt.BadLine(b.line, b.err); err != nil {
				return err
			}
			r.l.mu.Lock()
			r.l.stats.BadLines++
			r.l.mu.Unlock()
		}
	}
}

// group runs goroutines and keeps the first error.
type group struct {
	wg   sync.WaitGroup
	once sync.Once
	err  error
}

func (g *group) run(f func() error) {
	g.wg.Go(func() {
		if err := f(); err != nil {
			g.once.Do(func() { g.err = err })
		}
	})
}

func (g *group) wait() error {
	g.wg.Wait()
	return g.err
}
