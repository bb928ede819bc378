// Package extsort sorts lines in bounded memory: runs that do not fit are sorted, spilled to temporary
// files and merged.
package extsort

import (
	"bufio"
	"container/heap"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
)

// DefaultMemory is the size of lines held in memory at once.
const DefaultMemory = 64 << 20

// Sorter gathers lines and gives them back sorted by their bytes, each once.
type Sorter struct {
	// Dir is the folder of temporary files; "" is the system's.
	Dir string
	// Memory bounds the bytes of lines held at once; 0 stands for DefaultMemory.
	Memory int

	lines []string
	size  int
	runs  []*os.File
}

// lineOverhead is what a string costs besides its bytes.
const lineOverhead = 32

// Add adds a line.
func (s *Sorter) Add(line string) error {
	limit := s.Memory
	if limit <= 0 {
		limit = DefaultMemory
	}
	s.lines = append(s.lines, line)
	s.size += len(line) + lineOverhead
	if s.size > limit {
		return s.spill()
	}
	return nil
}

// settle sorts the lines in memory and takes repetitions out.
func (s *Sorter) settle() {
	slices.Sort(s.lines)
	s.lines = slices.Compact(s.lines)
}

func (s *Sorter) spill() (err error) {
	s.settle()
	f, err := os.CreateTemp(s.Dir, "cuibono-sort-*")
	if err != nil {
		return fmt.Errorf("spill sorted lines: %w", err)
	}
	s.runs = append(s.runs, f)
	w := bufio.NewWriterSize(f, 1<<16)
	var length [binary.MaxVarintLen64]byte
	for _, line := range s.lines {
		n := binary.PutUvarint(length[:], uint64(len(line)))
		_, _ = w.Write(length[:n]) // the writer keeps the first error for Flush
		_, _ = w.WriteString(line)
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("spill sorted lines: %w", err)
	}
	s.lines, s.size = s.lines[:0], 0
	return nil
}

// Each calls visit with every line, sorted, once, until it gives an error.
func (s *Sorter) Each(visit func(string) error) error {
	s.settle()
	if len(s.runs) == 0 {
		for _, line := range s.lines {
			if err := visit(line); err != nil {
				return err
			}
		}
		return nil
	}
	h := &merge{}
	memory := s.lines
	h.push(&run{next: func() (string, error) {
		if len(memory) == 0 {
			return "", io.EOF
		}
		line := memory[0]
		memory = memory[1:]
		return line, nil
	}})
	for _, f := range s.runs {
		if _, err := f.Seek(0, io.SeekStart); err != nil {
			return fmt.Errorf("read sorted lines: %w", err)
		}
		r := bufio.NewReaderSize(f, 1<<16)
		h.push(&run{next: func() (string, error) {
			n, err := binary.ReadUvarint(r)
			if err != nil {
				return "", err
			}
			line := make([]byte, n)
			if _, err := io.ReadFull(r, line); err != nil {
				return "", fmt.Errorf("read sorted lines: %w", err)
			}
			return string(line), nil
		}})
	}
	last, any := "", false
	for h.Len() > 0 {
		top := (*h).runs[0]
		if !any || top.line != last {
			if err := visit(top.line); err != nil {
				return err
			}
			last, any = top.line, true
		}
		if top.advance() {
			heap.Fix(h, 0)
		} else {
			heap.Pop(h)
		}
		if top.err != nil && !errors.Is(top.err, io.EOF) {
			return top.err
		}
	}
	return h.err
}

// Close removes the temporary files.
func (s *Sorter) Close() error {
	var errs []error
	for _, f := range s.runs {
		errs = append(errs, f.Close(), os.Remove(f.Name()))
	}
	s.runs = nil
	return errors.Join(errs...)
}

type run struct {
	next func() (string, error)
	line string
	err  error
}

func (r *run) advance() bool {
	r.line, r.err = r.next()
	return r.err == nil
}

// merge is a heap of runs by their next lines.
type merge struct {
	runs []*run
	err  error
}

func (m *merge) push(r *run) {
	if r.advance() {
		heap.Push(m, r)
	} else if r.err != io.EOF {
		m.err = r.err
	}
}

func (m *merge) Len() int           { return len(m.runs) }
func (m *merge) Less(i, j int) bool { return m.runs[i].line < m.runs[j].line }
func (m *merge) Swap(i, j int)      { m.runs[i], m.runs[j] = m.runs[j], m.runs[i] }
func (m *merge) Push(x any)         { m.runs = append(m.runs, x.(*run)) }
func (m *merge) Pop() any {
	last := m.runs[len(m.runs)-1]
	m.runs = m.runs[:len(m.runs)-1]
	return last
}
