package pebble

import (
	"encoding/binary"
	"fmt"
)

// Names after tagMeta.
const (
	metaFormat = "format" // → version of the key format, in decimal
	metaState  = "state"  // → nodes, quads and generation, 8 bytes each, big-endian
)

// FormatVersion is the version of the key format that this package writes, and the only one it reads.
const FormatVersion = 1

func metaKey(name string) []byte { return append([]byte{tagMeta}, name...) }

// state is written by every transaction together with what it changes.
type state struct {
	nodes, quads uint64
	generation   uint64 // raised by every transaction
}

func (s state) bytes() []byte {
	b := binary.BigEndian.AppendUint64(nil, s.nodes)
	b = binary.BigEndian.AppendUint64(b, s.quads)
	return binary.BigEndian.AppendUint64(b, s.generation)
}

func (v *View) state() (s state, err error) {
	found, err := v.get(metaKey(metaState), func(b []byte) error {
		if len(b) != 24 {
			return fmt.Errorf("pebble: state: %w; run verify", errBadValue)
		}
		s.nodes = binary.BigEndian.Uint64(b)
		s.quads = binary.BigEndian.Uint64(b[8:])
		s.generation = binary.BigEndian.Uint64(b[16:])
		return nil
	})
	if err == nil && !found {
		err = fmt.Errorf("pebble: state is missing; restore a backup or load again")
	}
	return s, err
}

// checkFormat refuses a store of another version of the key format.
func (v *View) checkFormat() error {
	var got string
	found, err := v.get(metaKey(metaFormat), func(b []byte) error { got = string(b); return nil })
	if err != nil {
		return err
	}
	if !found {
		return fmt.Errorf("%w: a Pebble database, but of another program; choose an empty directory", ErrFormat)
	}
	if want := fmt.Sprint(FormatVersion); got != want {
		return fmt.Errorf("%w: key format %q, this program reads %s only; export the graph as N-Quads with the "+
			"version that wrote it, and load that into a new store", ErrFormat, got, want)
	}
	return nil
}
