package pebble

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/cayleygraph/quad"
)

// A value is stored as a byte for its kind and its content:
//
//	i IRI            the IRI
//	_ blank node     its name
//	s string         the string
//	l language       uvarint length of the tag, tag, string
//	t typed string   uvarint length of the type's IRI, IRI, lexical form
//	n integer        8 bytes, big-endian, sign bit flipped
//	f float          8 bytes, big-endian, IEEE 754; every NaN is the same
//	b boolean        0 or 1
//	d time           8 bytes of Unix seconds as an integer, 4 bytes of nanoseconds; always UTC
const (
	kindIRI    = 'i'
	kindBNode  = '_'
	kindString = 's'
	kindLang   = 'l'
	kindTyped  = 't'
	kindInt    = 'n'
	kindFloat  = 'f'
	kindBool   = 'b'
	kindTime   = 'd'
)

var errBadValue = errors.New("stored value is malformed")

// appendValue appends the stored form of v. Two values are the same node where their forms are equal. A
// typed string that is exactly what the library prints for a number, a boolean or a time is that
// number, boolean or time, as in Cayley's own stores, which compare printed forms.
func appendValue(b []byte, v quad.Value) ([]byte, error) {
	switch v := v.(type) {
	case quad.IRI:
		return append(append(b, kindIRI), v...), nil
	case quad.BNode:
		return append(append(b, kindBNode), v...), nil
	case quad.String:
		return append(append(b, kindString), v...), nil
	case quad.LangString:
		b = binary.AppendUvarint(append(b, kindLang), uint64(len(v.Lang)))
		return append(append(b, v.Lang...), v.Value...), nil
	case quad.TypedString:
		if n, err := v.ParseValue(); err == nil {
			if t, ok := n.(quad.TypedStringer); ok {
				if ts := t.TypedString(); ts.Value == v.Value && ts.Type.Full() == v.Type.Full() {
					return appendValue(b, n)
				}
			}
		}
		b = binary.AppendUvarint(append(b, kindTyped), uint64(len(v.Type)))
		return append(append(b, v.Type...), v.Value...), nil
	case quad.Int:
		return binary.BigEndian.AppendUint64(append(b, kindInt), uint64(v)^1<<63), nil
	case quad.Float:
		f := float64(v)
		if f != f {
			f = math.NaN()
		}
		return binary.BigEndian.AppendUint64(append(b, kindFloat), math.Float64bits(f)), nil
	case quad.Bool:
		if v {
			return append(b, kindBool, 1), nil
		}
		return append(b, kindBool, 0), nil
	case quad.Time:
		t := time.Time(v)
		b = binary.BigEndian.AppendUint64(append(b, kindTime), uint64(t.Unix())^1<<63)
		return binary.BigEndian.AppendUint32(b, uint32(t.Nanosecond())), nil
	case nil:
		return nil, errors.New("no value")
	}
	return nil, fmt.Errorf("value of type %T is none of the quad library's", v)
}

// parseValue is the inverse of appendValue. It copies b.
func parseValue(b []byte) (quad.Value, error) {
	if len(b) == 0 {
		return nil, errBadValue
	}
	kind, c := b[0], b[1:]
	switch kind {
	case kindIRI:
		return quad.IRI(c), nil
	case kindBNode:
		return quad.BNode(c), nil
	case kindString:
		return quad.String(c), nil
	case kindLang, kindTyped:
		n, k := binary.Uvarint(c)
		if k <= 0 || n > uint64(len(c)-k) {
			return nil, errBadValue
		}
		first, rest := string(c[k:k+int(n)]), quad.String(c[k+int(n):])
		if kind == kindLang {
			return quad.LangString{Value: rest, Lang: first}, nil
		}
		return quad.TypedString{Value: rest, Type: quad.IRI(first)}, nil
	case kindInt:
		if len(c) == 8 {
			return quad.Int(binary.BigEndian.Uint64(c) ^ 1<<63), nil
		}
	case kindFloat:
		if len(c) == 8 {
			return quad.Float(math.Float64frombits(binary.BigEndian.Uint64(c))), nil
		}
	case kindBool:
		if len(c) == 1 && c[0] <= 1 {
			return quad.Bool(c[0] == 1), nil
		}
	case kindTime:
		if len(c) == 12 {
			sec := int64(binary.BigEndian.Uint64(c) ^ 1<<63)
			return quad.Time(time.Unix(sec, int64(binary.BigEndian.Uint32(c[8:]))).UTC()), nil
		}
	}
	return nil, errBadValue
}

// hasher derives the number of a value from its stored form.
type hasher struct {
	mask uint64 // bits of a number in use; fewer than idMask only in tests, to make values collide
}

// home is the number that a value has unless another value has taken it.
func (h hasher) home(form []byte) nodeID {
	sum := sha256.Sum256(form)
	return h.clamp(binary.BigEndian.Uint64(sum[:]) >> (64 - idBits))
}

// next is the number to try after id.
func (h hasher) next(id nodeID) nodeID { return h.clamp(uint64(id) + 1) }

func (h hasher) clamp(x uint64) nodeID {
	if x &= h.mask; x == 0 {
		return 1
	}
	return nodeID(x)
}
