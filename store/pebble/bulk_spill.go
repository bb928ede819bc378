package pebble

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"

	"github.com/cockroachdb/pebble/v2/vfs"
)

// spill is a chunk in two files: its dictionary in the order of homes, and its quads. The merge of the
// dictionaries adds the numbers that are not home numbers, which are few.
//
//	dictionary   for each value: home (8 bytes), place (uvarint), length (uvarint), form
//	quads        for each quad: four places + 1, 4 bytes each
type spill struct {
	dictionary, quads string
	values, count     int
	displaced         map[uint32]nodeID // place → number
	runs              [len(orders)]string
}

const spillBuffer = 1 << 20

// create makes a file that write fills.
func (l *loader) create(name string, write func(*bufio.Writer) error) error {
	f, err := l.qs.opt.FS.Create(name, writeCategory)
	if err != nil {
		return wrap("spill", err)
	}
	w := bufio.NewWriterSize(f, spillBuffer)
	err = write(w)
	if err == nil {
		err = w.Flush()
	}
	return wrap("spill", errors.Join(err, f.Close()))
}

// open opens a file to be read once.
func (l *loader) open(name string) (*spillReader, error) {
	f, err := l.qs.opt.FS.Open(name, vfs.SequentialReadsOption)
	if err != nil {
		return nil, wrap("read spilled run", err)
	}
	return &spillReader{bufio.NewReaderSize(f, spillBuffer), f}, nil
}

type spillReader struct {
	*bufio.Reader
	f io.Closer
}

func (l *loader) spill(c *chunk) error {
	c.table, c.sums = nil, nil
	if err := l.mkdir(); err != nil {
		return err
	}
	return l.spillHomed(c, c.homes(l.qs.hash))
}

func (l *loader) spillHomed(c *chunk, homes []homed) error {
	l.mu.Lock()
	n := len(l.spilled)
	name := func(kind string) string { return l.qs.opt.FS.PathJoin(l.dir, fmt.Sprintf("%s-%04d", kind, n)) }
	s := &spill{
		dictionary: name("dictionary"), quads: name("quads"),
		values: c.len(), count: len(c.quads), displaced: make(map[uint32]nodeID),
	}
	for i, o := range orders {
		s.runs[i] = name("run-" + string(o.tag))
	}
	l.spilled = append(l.spilled, s)
	l.stats.Runs++
	l.mu.Unlock()

	var buf []byte
	err := l.create(s.dictionary, func(w *bufio.Writer) error {
		for _, h := range homes {
			form := c.form(int(h.at))
			buf = binary.BigEndian.AppendUint64(buf[:0], uint64(h.home))
			buf = binary.AppendUvarint(buf, uint64(h.at))
			buf = binary.AppendUvarint(buf, uint64(len(form)))
			if _, err := w.Write(buf); err != nil {
				return err
			}
			if _, err := w.Write(form); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return l.create(s.quads, func(w *bufio.Writer) error {
		for _, q := range c.quads {
			buf = buf[:0]
			for _, x := range q {
				buf = binary.LittleEndian.AppendUint32(buf, x)
			}
			if _, err := w.Write(buf); err != nil {
				return err
			}
		}
		return nil
	})
}

// fileSource is a dictionary in a file.
type fileSource struct {
	r    *spillReader
	n    int
	form []byte
}

func (s *fileSource) next() (home nodeID, at uint32, form []byte, ok bool, err error) {
	if s.n == 0 {
		return 0, 0, nil, false, nil
	}
	s.n--
	var b [8]byte
	if _, err = io.ReadFull(s.r, b[:]); err != nil {
		return 0, 0, nil, false, wrap("read spilled run", err)
	}
	place, err1 := binary.ReadUvarint(s.r)
	n, err2 := binary.ReadUvarint(s.r)
	if err := errors.Join(err1, err2); err != nil {
		return 0, 0, nil, false, wrap("read spilled run", err)
	}
	s.form = slices.Grow(s.form[:0], int(n))[:n]
	if _, err = io.ReadFull(s.r, s.form); err != nil {
		return 0, 0, nil, false, wrap("read spilled run", err)
	}
	return nodeID(binary.BigEndian.Uint64(b[:])), uint32(place), s.form, true, nil
}

// finishSpilled merges chunks that are in files.
func (l *loader) finishSpilled(ctx context.Context) error {
	l.progress("sort", 0, 0)
	sources := make([]source, len(l.spilled))
	for i, s := range l.spilled {
		r, err := l.open(s.dictionary)
		if err != nil {
			return err
		}
		defer r.f.Close()
		sources[i] = &fileSource{r: r, n: s.values}
	}
	values := l.newValueWriter(true, 16)
	newNodes, err := l.qs.assignAll(ctx, sources, func(id nodeID, isNew bool, form []byte, at []*head) error {
		if isNew {
			values.add(id, at[0].home, form)
		}
		if id != at[0].home {
			for _, x := range at {
				l.spilled[x.chunk].displaced[x.at] = id
			}
		}
		return nil
	})
	valuePaths, err2 := values.end()
	if err := errors.Join(err, err2); err != nil {
		return err
	}
	// Each chunk becomes a run in each order.
	next := make(chan *spill, len(l.spilled))
	for _, s := range l.spilled {
		next <- s
	}
	close(next)
	var g group
	for range l.workers {
		g.run(func() error {
			for s := range next {
				if err := ctx.Err(); err != nil {
					return err
				}
				if err := l.sortSpill(s); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err := g.wait(); err != nil {
		return err
	}
	l.progress("write", 0, 0)
	res := &orderResult{counts: make(map[nodeID]int64)}
	todo := make(chan int, len(orders))
	for i := range orders {
		todo <- i
	}
	close(todo)
	var w group
	for range l.workers {
		w.run(func() error {
			for i := range todo {
				if err := l.mergeRuns(ctx, i, res); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err := w.wait(); err != nil {
		return err
	}
	return l.ingest(ctx, newNodes, valuePaths, res)
}

// sortSpill reads a chunk and writes its runs.
func (l *loader) sortSpill(s *spill) error {
	dict, err := l.open(s.dictionary)
	if err != nil {
		return err
	}
	src := fileSource{r: dict, n: s.values}
	ids := make([]nodeID, 0, s.values)
	rank := make([]uint32, s.values)
	for {
		home, at, _, ok, err := src.next()
		if err != nil {
			return errors.Join(err, dict.f.Close())
		}
		if !ok {
			break
		}
		if id, ok := s.displaced[at]; ok {
			home = id
		}
		ids = append(ids, home)
		rank[at] = uint32(len(ids))
	}
	if err := dict.f.Close(); err != nil {
		return wrap("read spilled run", err)
	}
	if !slices.IsSorted(ids) {
		sortRanks(ids, [][]uint32{rank})
	}
	in, err := l.open(s.quads)
	if err != nil {
		return err
	}
	quads := make([]local, s.count)
	var b [16]byte
	for i := range quads {
		if _, err := io.ReadFull(in, b[:]); err != nil {
			return wrap("read spilled run", errors.Join(err, in.f.Close()))
		}
		for d := range quads[i] {
			if x := binary.LittleEndian.Uint32(b[4*d:]); x != 0 {
				quads[i][d] = rank[x-1]
			}
		}
	}
	fs := l.qs.opt.FS
	err = errors.Join(in.f.Close(), fs.Remove(s.dictionary), fs.Remove(s.quads))
	if err != nil {
		return wrap("read spilled run", err)
	}
	limit := uint32(len(ids))
	quads = sortSPO(quads, limit)
	if err := l.writeRun(s, 0, quads, ids); err != nil {
		return err
	}
	if err := l.writeRun(s, 3, derive(quads, dirG, limit), ids); err != nil {
		return err
	}
	osp := derive(quads, dirO, limit)
	quads = nil
	if err := l.writeRun(s, 2, osp, ids); err != nil {
		return err
	}
	return l.writeRun(s, 1, derive(osp, dirP, limit), ids)
}

// A run is a sorted list of quads as numbers. Of each quad only what differs from the one before is
// written, in the order of the index: a byte with the number of members that are the same, then the
// others. The end is marked by a byte.
const runEnd = math.MaxUint8

func (l *loader) writeRun(s *spill, index int, quads []local, ids []nodeID) error {
	o := &orders[index]
	return l.create(s.runs[index], func(w *bufio.Writer) error {
		var last local
		buf := make([]byte, 0, 1+4*idLen)
		for _, q := range quads {
			same := 0
			for same < 4 && q[o.dirs[same]] == last[o.dirs[same]] {
				same++
			}
			last = q
			buf = append(buf[:0], byte(same))
			for _, d := range o.dirs[same:] {
				var id nodeID
				if q[d] != 0 {
					id = ids[q[d]-1]
				}
				buf = appendID(buf, id)
			}
			if _, err := w.Write(buf); err != nil {
				return err
			}
		}
		return w.WriteByte(runEnd)
	})
}

// run reads a run.
type run struct {
	r   *spillReader
	o   *order
	cur [4]nodeID // in the order of the index
}

func (r *run) next() (ok bool, err error) {
	same, err := r.r.ReadByte()
	if err != nil {
		return false, wrap("read spilled run", err)
	}
	if same == runEnd {
		return false, nil
	}
	var b [1 + 4*idLen]byte
	n := (4 - int(same)) * idLen
	if _, err := io.ReadFull(r.r, b[1:1+n]); err != nil {
		return false, wrap("read spilled run", err)
	}
	for i := range 4 - int(same) {
		r.cur[int(same)+i] = idAt(b[:], i)
	}
	return true, nil
}

// runHeap merges runs: the run with the least quad is first.
type runHeap struct {
	o     *order
	runs  []*run
	begun bool
}

func (h *runHeap) less(i, j int) bool {
	a, b := &h.runs[i].cur, &h.runs[j].cur
	for k := range a {
		if a[k] != b[k] {
			return a[k] < b[k]
		}
	}
	return false
}

func (h *runHeap) down(i int) {
	for {
		c := 2*i + 1
		if c >= len(h.runs) {
			return
		}
		if c+1 < len(h.runs) && h.less(c+1, c) {
			c++
		}
		if !h.less(c, i) {
			return
		}
		h.runs[i], h.runs[c] = h.runs[c], h.runs[i]
		i = c
	}
}

func (h *runHeap) next() (q quadKey, ok bool, err error) {
	if h.begun && len(h.runs) > 0 {
		more, err := h.runs[0].next()
		if err != nil {
			return q, false, err
		}
		if !more {
			last := len(h.runs) - 1
			h.runs[0] = h.runs[last]
			h.runs = h.runs[:last]
		}
		h.down(0)
	}
	h.begun = true
	if len(h.runs) == 0 {
		return q, false, nil
	}
	for i, id := range h.runs[0].cur {
		q[h.o.dirs[i]] = id
	}
	return q, true, nil
}

// mergeRuns writes one order from the runs of all chunks.
func (l *loader) mergeRuns(ctx context.Context, index int, res *orderResult) error {
	h := &runHeap{o: &orders[index]}
	for _, s := range l.spilled {
		f, err := l.open(s.runs[index])
		if err != nil {
			return err
		}
		defer f.f.Close()
		r := &run{r: f, o: h.o}
		ok, err := r.next()
		if err != nil {
			return err
		}
		if ok {
			h.runs = append(h.runs, r)
		}
	}
	for i := len(h.runs)/2 - 1; i >= 0; i-- {
		h.down(i)
	}
	if err := l.writeOrder(ctx, h.o, h, res); err != nil {
		return err
	}
	var err error
	for _, s := range l.spilled {
		err = errors.Join(err, l.qs.opt.FS.Remove(s.runs[index]))
	}
	return wrap("remove spilled run", err)
}
