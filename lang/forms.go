package lang

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"slices"
	"sort"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// forms is a table of the inflected forms of a language's nouns, adjectives, verbs and adverbs, far
// more than the treebanks hold: the file data/<language>/forms, which a language may lack. It is made
// of a spelling dictionary by go run ./lang/train -forms. The forms lie sorted in blocks, in each of
// which a form is written as what it shares with the one before and the rest.
type forms struct {
	blocks   [][]byte // of formBlock forms each
	first    []string // of each block
	analyses [][]analysis
}

const (
	formsHeader = "cuibono forms 1\n"
	formBlock   = 16
)

// Kinds of forms; the lowest bits of a mask.
const (
	formNoun = 1 << iota
	formAdjective
	formAdverb
	formFinite
	formInfinitive
	formPresentParticiple
	formPastParticiple
)

// analysis is one reading of a form.
type analysis struct {
	kind uint8
	edit edit // makes the lemma of the form
}

func (a *analysis) upos() uint8 {
	switch a.kind {
	case formNoun:
		return upNOUN
	case formAdjective:
		return upADJ
	case formAdverb:
		return upADV
	}
	return upVERB
}

// readForms reads a language's table of forms; nil without an error where it has none.
func readForms(language string) (*forms, error) {
	file := "data/" + language + "/forms"
	data, err := fs.ReadFile(embedded, file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read forms: %w", err)
	}
	f, err := decodeForms(data)
	if err != nil {
		return nil, fmt.Errorf("read forms %s: %w", file, err)
	}
	return f, nil
}

func decodeForms(data []byte) (*forms, error) {
	if !bytes.HasPrefix(data, []byte(formsHeader)) || len(data) < len(formsHeader)+4 {
		return nil, errors.New("not a table of forms of version 1; make it again with go run ./lang/train -forms")
	}
	data = data[len(formsHeader):]
	if binary.LittleEndian.Uint32(data) != crc32.ChecksumIEEE(data[4:]) {
		return nil, errors.New("its checksum does not agree; the file is damaged")
	}
	z, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxModel))
	if err != nil {
		return nil, err
	}
	defer z.Close()
	raw, err := z.DecodeAll(data[4:], nil)
	if err != nil {
		return nil, err
	}
	r := &modelReader{data: raw}
	f := new(forms)
	f.analyses = make([][]analysis, r.count())
	for i := range f.analyses {
		f.analyses[i] = make([]analysis, r.count())
		for j := range f.analyses[i] {
			f.analyses[i][j] = analysis{kind: uint8(r.uint()), edit: edit{cut: r.uint(), add: r.str()}}
		}
	}
	n := r.count()
	for range n {
		size := r.count()
		block := r.data[:size]
		r.data = r.data[size:]
		f.blocks = append(f.blocks, block)
		b := &modelReader{data: block}
		b.uint()
		f.first = append(f.first, b.str())
		if b.err != nil {
			return nil, b.err
		}
	}
	return f, r.err
}

// lookup gives the readings of a form in lower case.
func (f *forms) lookup(form []byte) []analysis {
	if f == nil {
		return nil
	}
	n := sort.Search(len(f.first), func(i int) bool { return f.first[i] > string(form) })
	if n == 0 {
		return nil
	}
	r := modelReader{data: f.blocks[n-1]}
	var buf [96]byte
	word := buf[:0]
	for len(r.data) > 0 {
		shared := r.uint()
		size := r.count()
		if r.err != nil || shared > len(word) {
			return nil
		}
		word = append(word[:shared], r.data[:size]...)
		r.data = r.data[size:]
		a := r.uint()
		switch c := bytes.Compare(word, form); {
		case c == 0 && a < len(f.analyses):
			return f.analyses[a]
		case c > 0:
			return nil
		}
	}
	return nil
}

// firstFormClass is beyond the classes of lexEntry.class.
const firstFormClass = 8192

// class sums the readings of a form up for the tagger; 0 if there are none.
func (f *forms) class(form []byte) uint32 {
	mask := uint32(0)
	for _, a := range f.lookup(form) {
		mask |= uint32(a.kind)
	}
	if mask == 0 {
		return 0
	}
	return firstFormClass + mask
}

// lemma gives the lemma of a form with a part of speech, "" where the table has none.
func (f *forms) lemma(form []byte, upos uint8, verbForm string) string {
	found := ""
	for _, a := range f.lookup(form) {
		if a.upos() != upos || a.edit.cut > len(form) {
			continue
		}
		lemma := string(form[:len(form)-a.edit.cut]) + a.edit.add
		fits := true
		if upos == upVERB {
			switch verbForm {
			case "Fin":
				fits = a.kind == formFinite
			case "Inf":
				fits = a.kind == formInfinitive
			case "Part", "Ger":
				fits = a.kind == formPresentParticiple || a.kind == formPastParticiple
			}
		}
		if fits {
			return lemma
		}
		if found == "" {
			found = lemma
		}
	}
	return found
}

// reading is a form with its lemma before they are packed.
type reading struct {
	form, lemma string
	kind        uint8
}

// packForms writes a table of forms.
func packForms(readings []reading) ([]byte, error) {
	slices.SortFunc(readings, func(a, b reading) int {
		if c := strings.Compare(a.form, b.form); c != 0 {
			return c
		}
		if a.kind != b.kind {
			return int(a.kind) - int(b.kind)
		}
		return strings.Compare(a.lemma, b.lemma)
	})
	readings = slices.Compact(readings)
	w, blocks := new(modelWriter), [][]byte{}
	number := map[string]int{}
	var kinds [][]analysis
	block, last, inBlock := new(modelWriter), "", 0
	for i := 0; i < len(readings); {
		form := readings[i].form
		var as []analysis
		key := new(modelWriter)
		for ; i < len(readings) && readings[i].form == form; i++ {
			common := 0
			for common < len(form) && common < len(readings[i].lemma) && form[common] == readings[i].lemma[common] {
				common++
			}
			a := analysis{readings[i].kind, edit{len(form) - common, readings[i].lemma[common:]}}
			as = append(as, a)
			key.uint(int(a.kind))
			key.uint(a.edit.cut)
			key.str(a.edit.add)
		}
		n, ok := number[key.String()]
		if !ok {
			n = len(kinds)
			number[key.String()] = n
			kinds = append(kinds, as)
		}
		if inBlock == formBlock {
			blocks = append(blocks, bytes.Clone(block.Bytes()))
			block.Reset()
			last, inBlock = "", 0
		}
		block.prefixed(last, form)
		block.uint(n)
		last = form
		inBlock++
	}
	if inBlock > 0 {
		blocks = append(blocks, block.Bytes())
	}
	w.uint(len(kinds))
	for _, as := range kinds {
		w.uint(len(as))
		for _, a := range as {
			w.uint(int(a.kind))
			w.uint(a.edit.cut)
			w.str(a.edit.add)
		}
	}
	w.uint(len(blocks))
	for _, b := range blocks {
		w.uint(len(b))
		w.Write(b)
	}
	z, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	packed := z.EncodeAll(w.Bytes(), nil)
	out := binary.LittleEndian.AppendUint32([]byte(formsHeader), crc32.ChecksumIEEE(packed))
	return append(out, packed...), nil
}
