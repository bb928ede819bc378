package lang

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"maps"
	"slices"

	"github.com/klauspost/compress/zstd"
)

// A model file is a header line, the CRC-32 (IEEE, little-endian) of the rest, and the rest: numbers
// and strings as varints, compressed by zstd. Version 1 of the format:
//
//	language; lexicon; suffix rules; starters; function words; names of features; features by part of
//	speech; labels; then the linear models upos, feats, contraction, action, label, each as a number
//	of classes, a number of rows, and for each row, in the order of their keys, the difference to the
//	key before, the number of cells, and the cells as class and weight.
const modelHeader = "cuibono language model 1\n"

// modelUnit is how many units of a trained weight make one of the file: rounding them costs nothing in
// accuracy and saves a fifth of the file.
const modelUnit = 16

// roundDiv divides and rounds half away from zero.
func roundDiv(n, by int) int {
	if n < 0 {
		return -roundDiv(-n, by)
	}
	return (n + by/2) / by
}

// maxModel bounds what a model file may unpack to.
const maxModel = 256 << 20

// model is all that is learned of a language.
type model struct {
	language    string
	lex         *lexicon
	starters    map[string]bool
	words       map[string]int // function words by frequency in a million
	tagger      *tagger
	contraction *linear
	parser      *parser
}

type modelWriter struct{ bytes.Buffer }

func (w *modelWriter) uint(n int)   { w.Write(binary.AppendUvarint(nil, uint64(n))) }
func (w *modelWriter) int(n int)    { w.Write(binary.AppendVarint(nil, int64(n))) }
func (w *modelWriter) str(s string) { w.uint(len(s)); w.WriteString(s) }
func (w *modelWriter) strs(s []string) {
	w.uint(len(s))
	for _, v := range s {
		w.str(v)
	}
}

// prefixed writes sorted strings, each as the length of what it shares with the one before and the rest.
func (w *modelWriter) prefixed(last, s string) {
	n := 0
	for n < len(last) && n < len(s) && last[n] == s[n] {
		n++
	}
	w.uint(n)
	w.str(s[n:])
}

func (w *modelWriter) linear(m *linear) {
	type row struct {
		key   uint32
		cells []cell
	}
	var rows []row
	m.each(func(key uint32, cells []cell) {
		var coarse []cell
		for _, c := range cells {
			if w := roundDiv(int(c.weight), modelUnit); w != 0 {
				coarse = append(coarse, cell{c.class, int16(w)})
			}
		}
		if len(coarse) > 0 {
			rows = append(rows, row{key, coarse})
		}
	})
	slices.SortFunc(rows, func(a, b row) int {
		if a.key < b.key {
			return -1
		}
		return 1
	})
	w.uint(m.classes)
	w.uint(len(rows))
	last := uint32(0)
	for _, r := range rows { // one column after the other: alike things together pack better
		w.uint(int(r.key - last))
		last = r.key
	}
	for _, r := range rows {
		w.uint(len(r.cells))
	}
	for _, r := range rows {
		for _, c := range r.cells {
			w.uint(int(c.class))
		}
	}
	for _, r := range rows {
		for _, c := range r.cells {
			w.int(int(c.weight))
		}
	}
}

// encode writes the model file.
func (m *model) encode() ([]byte, error) {
	w := new(modelWriter)
	w.str(m.language)
	last := ""
	w.uint(len(m.lex.entries))
	for _, form := range slices.Sorted(maps.Keys(m.lex.entries)) {
		w.prefixed(last, form)
		last = form
		x := m.lex.entries[form]
		w.uint(len(x.tags))
		for _, t := range x.tags {
			w.uint(int(t.upos))
			w.uint(t.count)
			w.prefixed(form, t.lemma)
		}
	}
	last = ""
	w.uint(len(m.lex.suffixes))
	for _, k := range slices.Sorted(maps.Keys(m.lex.suffixes)) {
		w.prefixed(last, k)
		last = k
		w.uint(m.lex.suffixes[k].cut)
		w.str(m.lex.suffixes[k].add)
	}
	w.strs(slices.Sorted(maps.Keys(m.starters)))
	w.uint(len(m.words))
	for _, k := range slices.Sorted(maps.Keys(m.words)) {
		w.str(k)
		w.uint(m.words[k])
	}
	w.strs(m.tagger.featNames)
	for _, classes := range m.tagger.uposFeats {
		w.uint(len(classes))
		for _, c := range classes {
			w.uint(int(c))
		}
	}
	w.strs(m.parser.labels)
	for _, s := range []scorer{m.tagger.upos, m.tagger.feats, m.contraction, m.parser.action, m.parser.label} {
		l, ok := s.(*linear)
		if !ok {
			return nil, errors.New("encode model: its training has not finished")
		}
		w.linear(l)
	}
	z, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, fmt.Errorf("encode model: %w", err)
	}
	packed := z.EncodeAll(w.Bytes(), nil)
	out := []byte(modelHeader)
	out = binary.LittleEndian.AppendUint32(out, crc32.ChecksumIEEE(packed))
	return append(out, packed...), nil
}

type modelReader struct {
	data []byte
	err  error
}

func (r *modelReader) fail() {
	if r.err == nil {
		r.err = errors.New("the data end too early or do not make sense")
	}
	r.data = nil
}

func (r *modelReader) uint() int {
	n, k := binary.Uvarint(r.data)
	if k <= 0 || n > 1<<40 {
		r.fail()
		return 0
	}
	r.data = r.data[k:]
	return int(n)
}

// count reads a number of things of which each takes a byte or more.
func (r *modelReader) count() int {
	n := r.uint()
	if n > len(r.data) {
		r.fail()
		return 0
	}
	return n
}

func (r *modelReader) int() int {
	n, k := binary.Varint(r.data)
	if k <= 0 {
		r.fail()
		return 0
	}
	r.data = r.data[k:]
	return int(n)
}

func (r *modelReader) str() string {
	n := r.count()
	s := string(r.data[:n])
	r.data = r.data[n:]
	return s
}

func (r *modelReader) strs() []string {
	out := make([]string, r.count())
	for i := range out {
		out[i] = r.str()
	}
	return out
}

func (r *modelReader) prefixed(last string) string {
	n := r.uint()
	if n > len(last) {
		r.fail()
		return ""
	}
	return last[:n] + r.str()
}

func (r *modelReader) linear() *linear {
	classes, n := r.uint(), r.count()
	if classes > 1<<15 {
		r.fail()
		return newLinear(0, nil, nil)
	}
	keys, rows := make([]uint32, n), make([][]cell, n)
	last := uint32(0)
	for i := range keys {
		last += uint32(r.uint())
		keys[i] = last
		if last == 0 {
			r.fail()
			return newLinear(0, nil, nil)
		}
	}
	for i := range rows {
		k := r.uint()
		if k > classes {
			r.fail()
			return newLinear(0, nil, nil)
		}
		rows[i] = make([]cell, k)
	}
	for _, row := range rows {
		for i := range row {
			c := r.uint()
			if c >= classes {
				r.fail()
				return newLinear(0, nil, nil)
			}
			row[i].class = uint16(c)
		}
	}
	for _, row := range rows {
		for i := range row {
			row[i].weight = int16(r.int())
		}
	}
	return newLinear(classes, keys, rows)
}

// decodeModel reads a model file.
func decodeModel(file string, data []byte) (*model, error) {
	if !bytes.HasPrefix(data, []byte(modelHeader)) {
		return nil, fmt.Errorf("read model %s: not a model of version 1; train it again with go run ./lang/train", file)
	}
	data = data[len(modelHeader):]
	if len(data) < 4 || binary.LittleEndian.Uint32(data) != crc32.ChecksumIEEE(data[4:]) {
		return nil, fmt.Errorf("read model %s: its checksum does not agree; the file is damaged", file)
	}
	z, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxModel))
	if err != nil {
		return nil, fmt.Errorf("read model %s: %w", file, err)
	}
	defer z.Close()
	raw, err := z.DecodeAll(data[4:], nil)
	if err != nil {
		return nil, fmt.Errorf("read model %s: %w", file, err)
	}
	r := &modelReader{data: raw}
	m := r.model()
	if r.err != nil {
		return nil, fmt.Errorf("read model %s: %w", file, r.err)
	}
	return m, nil
}

func (r *modelReader) model() *model {
	m := &model{language: r.str(), lex: &lexicon{entries: map[string]*lexEntry{}, suffixes: map[string]edit{}}}
	n := r.count()
	m.lex.entries = make(map[string]*lexEntry, n)
	last := ""
	for range n {
		last = r.prefixed(last)
		x := &lexEntry{tags: make([]lexTag, r.count())}
		for i := range x.tags {
			x.tags[i] = lexTag{upos: uint8(r.uint()), count: r.uint(), lemma: r.prefixed(last)}
			if int(x.tags[i].upos) >= len(uposNames) {
				r.fail()
				return m
			}
		}
		m.lex.entries[last] = x
	}
	last = ""
	for range r.count() {
		last = r.prefixed(last)
		m.lex.suffixes[last] = edit{cut: r.uint(), add: r.str()}
	}
	m.starters = stringSet(r.strs())
	m.words = map[string]int{}
	for range r.count() {
		w := r.str()
		m.words[w] = r.uint()
	}
	t := &tagger{lex: m.lex, featNames: r.strs(), uposFeats: make([][]uint16, len(uposNames))}
	for u := range t.uposFeats {
		t.uposFeats[u] = make([]uint16, r.count())
		for i := range t.uposFeats[u] {
			c := r.uint()
			if c >= len(t.featNames) {
				r.fail()
				return m
			}
			t.uposFeats[u][i] = uint16(c)
		}
	}
	p := &parser{labels: r.strs()}
	p.root, p.loose = uint8(max(slices.Index(p.labels, "root"), 0)), uint8(max(slices.Index(p.labels, "parataxis"), 0))
	t.upos, t.feats, m.contraction, p.action, p.label = r.linear(), r.linear(), r.linear(), r.linear(), r.linear()
	if len(p.labels) == 0 || len(p.labels) > 64 {
		r.fail()
	}
	m.tagger, m.parser = t, p
	return m
}
