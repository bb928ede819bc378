package quadfile

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"runtime"
	"sync"

	"github.com/cayleygraph/quad"
)

// blockSize is the number of bytes of lines that a goroutine parses at once.
const blockSize = 256 << 10

// statements gives the quads of a file of N-Quads, parsed on all cores, in the order of the file.
type statements struct {
	queue <-chan chan parsedBlock
	stop  chan struct{}
	once  sync.Once
	block parsedBlock
	quads int // of the block, given
	bad   int // mistakes of the block, given
	line  int64
}

// block is some lines of the file.
type block struct {
	first int64 // number of its first line
	text  []byte
	// err ends the file after the lines: io.EOF, or what went wrong with reading.
	err error
	// long is the line that was passed over after the lines, 0 for none.
	long int64
}

// parsedBlock is what the lines of a block gave.
type parsedBlock struct {
	quads    []quad.Quad
	mistakes []mistake
	err      error
}

// mistake stands before the quad of that index in its block.
type mistake struct {
	before int
	err    *LineError
}

func newStatements(r *bufio.Reader, limit int, finish func(quad.Quad) (quad.Quad, error)) *statements {
	workers := runtime.GOMAXPROCS(0)
	queue := make(chan chan parsedBlock, workers)
	s := &statements{queue: queue, stop: make(chan struct{})}
	go func() {
		defer close(queue)
		slots := make(chan struct{}, workers)
		in := &blocks{r: r, max: limit}
		for {
			b := in.next()
			out := make(chan parsedBlock, 1)
			select {
			case slots <- struct{}{}:
			case <-s.stop:
				return
			}
			go func() {
				defer func() { <-slots }()
				out <- b.parse(limit, finish)
			}()
			select {
			case queue <- out:
			case <-s.stop:
				return
			}
			if b.err != nil {
				return
			}
		}
	}()
	return s
}

// Close ends the goroutines of a source that is not read to its end.
func (s *statements) Close() error {
	s.once.Do(func() { close(s.stop) })
	return nil
}

func (s *statements) at() int64 { return s.line }

// next gives the next quad, finished.
func (s *statements) next() (quad.Quad, error) {
	for {
		if s.bad < len(s.block.mistakes) && s.block.mistakes[s.bad].before <= s.quads {
			m := s.block.mistakes[s.bad]
			s.bad++
			s.line = m.err.Line
			return quad.Quad{}, m.err
		}
		if s.quads < len(s.block.quads) {
			s.quads++
			return s.block.quads[s.quads-1], nil
		}
		if s.block.err != nil {
			return quad.Quad{}, s.block.err
		}
		out, more := <-s.queue
		if !more {
			return quad.Quad{}, io.EOF
		}
		s.block, s.quads, s.bad = <-out, 0, 0
	}
}

// blocks reads lines.
type blocks struct {
	r    *bufio.Reader
	max  int
	line int64
}

// next gives some whole lines. A line that is too long is passed over.
func (in *blocks) next() block {
	b := block{first: in.line + 1, text: make([]byte, 0, blockSize+4096)}
	for len(b.text) < blockSize {
		start := len(b.text)
		for {
			part, err := in.r.ReadSlice('\n')
			b.text = append(b.text, part...)
			if err == bufio.ErrBufferFull {
				if len(b.text)-start > in.max {
					b.text = b.text[:start]
					err = in.pass()
					in.line++
					b.long, b.err = in.line, err
					return b
				}
				continue
			}
			if err != nil {
				if len(b.text) > start {
					in.line++
				}
				if err != io.EOF {
					b.text = b.text[:start] // a line cut off by the error is no line
				}
				b.err = err
				return b
			}
			break
		}
		in.line++
	}
	return b
}

// pass reads to the end of a line.
func (in *blocks) pass() error {
	for {
		_, err := in.r.ReadSlice('\n')
		if err != bufio.ErrBufferFull {
			return err
		}
	}
}

// parse parses the lines of a block and finishes the quads.
func (b block) parse(limit int, finish func(quad.Quad) (quad.Quad, error)) (out parsedBlock) {
	out.err = b.err
	out.quads = make([]quad.Quad, 0, len(b.text)/80)
	number := b.first - 1
	wrong := func(line int64, err error) {
		out.mistakes = append(out.mistakes, mistake{len(out.quads), &LineError{line, err}})
	}
	for line := range bytes.Lines(b.text) {
		number++
		if number == 1 {
			line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))
		}
		line = bytes.TrimSpace(line)
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		if len(line) > limit {
			wrong(number, tooLong(limit))
			continue
		}
		q, err := parseStatement(string(line))
		if err == nil {
			q, err = finish(q)
		}
		if err != nil {
			wrong(number, err)
			continue
		}
		out.quads = append(out.quads, q)
	}
	if b.long > 0 {
		wrong(b.long, tooLong(limit))
	}
	if b.err != nil && b.err != io.EOF {
		out.err = &endError{number + 1, b.err}
	}
	return out
}

func tooLong(limit int) error {
	return fmt.Errorf("%w: more than %d bytes; it was passed over", ErrLineTooLong, limit)
}

// endError is an error of reading, with the line that it cut off.
type endError struct {
	line int64
	err  error
}

func (e *endError) Error() string { return e.err.Error() }
func (e *endError) Unwrap() error { return e.err }
