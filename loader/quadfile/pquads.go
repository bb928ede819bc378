package quadfile

import (
	"errors"
	"fmt"
	"io"

	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/pquads"
)

// pquadsSource gives the quads of Cayley's protobuf format.
type pquadsSource struct {
	r   io.Reader
	max int
	pr  *pquads.Reader
	n   int64
}

func (s *pquadsSource) next() (q quad.Quad, err error) {
	defer func() {
		// The library panics on values of an unknown kind.
		if r := recover(); r != nil {
			q, err = quad.Quad{}, fmt.Errorf("pquads: quad %d is damaged: %v; what follows was not read", s.n, r)
		}
	}()
	if s.pr == nil {
		s.pr = pquads.NewReader(s.r, s.max)
	}
	s.n++
	q, err = s.pr.ReadQuad()
	switch {
	case err == io.EOF:
		if s.n == 1 {
			return q, errors.New("pquads: the file has a head at most: it ends too early")
		}
		return q, io.EOF
	case errors.Is(err, io.ErrShortBuffer):
		return q, fmt.Errorf("%w: quad %d has more than %d bytes; what follows was not read", ErrLineTooLong, s.n, s.max)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return q, fmt.Errorf("pquads: the file ends within quad %d", s.n)
	case err != nil:
		return q, fmt.Errorf("pquads: quad %d: %w; what follows was not read", s.n, err)
	}
	return q, nil
}
