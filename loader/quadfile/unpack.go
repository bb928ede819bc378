package quadfile

import (
	"bufio"
	"compress/bzip2"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
)

// ErrTruncated is returned, wrapped, for packed data that ends too early or is damaged.
var ErrTruncated = errors.New("packed data ends too early or is damaged")

// Unpack gives what r holds, unpacked if it is gzip or bzip2 by its first bytes.
func Unpack(r io.Reader) (*bufio.Reader, error) {
	br := bufio.NewReaderSize(r, HeadSize)
	head, err := br.Peek(3)
	if err != nil && err != io.EOF {
		return nil, err
	}
	switch {
	case len(head) >= 2 && head[0] == 0x1f && head[1] == 0x8b:
		z, err := gzip.NewReader(br)
		if err != nil {
			return nil, fmt.Errorf("unpack gzip: %w", unpackError(err))
		}
		return bufio.NewReaderSize(unpacking{"gzip", z}, HeadSize), nil
	case len(head) == 3 && string(head) == "BZh":
		return bufio.NewReaderSize(unpacking{"bzip2", bzip2.NewReader(br)}, HeadSize), nil
	}
	return br, nil
}

// unpacking names the packing in errors.
type unpacking struct {
	kind string
	r    io.Reader
}

func (u unpacking) Read(p []byte) (int, error) {
	n, err := u.r.Read(p)
	if err != nil && err != io.EOF {
		err = fmt.Errorf("unpack %s: %w", u.kind, unpackError(err))
	}
	return n, err
}

func unpackError(err error) error {
	var syntax bzip2.StructuralError
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) || errors.Is(err, gzip.ErrChecksum) || errors.Is(err, gzip.ErrHeader) || errors.As(err, &syntax) {
		return ErrTruncated
	}
	return err
}
