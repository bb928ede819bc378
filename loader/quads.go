package loader

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/cayleygraph/quad"

	"cuibono/loader/article"
	"cuibono/loader/quadfile"
)

// maxReported is the number of mistakes of one quad file that are reported each; the rest is counted.
const maxReported = 20

// addQuads adds a file of quads. In strict mode it is read to its end before anything is added, so that a
// mistake anywhere leaves the store as it was.
func (l *load) addQuads(ctx context.Context, p prepared) error {
	source := p.in.Source
	mistakes := 0
	report := func(line int64, err error) {
		if mistakes++; mistakes <= maxReported {
			l.fail(source, line, err)
		}
	}
	opt := quadfile.Options{Base: l.Base, MaxLine: l.MaxLine, Strict: l.Strict, OnError: report, Scope: article.Place(source, l.Article.Root)}
	if l.Strict {
		spooled, cleanup, err := l.rehearse(ctx, p, opt)
		if cleanup != nil {
			defer cleanup()
		}
		if err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			at := strictError(err)
			l.fail(source, at.Line, fmt.Errorf("%w; nothing of the file was added", at.Err))
			return nil
		}
		p = spooled
	}
	r, err := quadfile.NewReader(p.body, p.format, opt)
	if err != nil {
		l.fail(source, 0, err)
		return nil
	}
	defer r.Close()
	added, err := l.Writer.AddQuads(ctx, quadReader{ctx, r}, func(n int64) {
		l.progress(Progress{Source: source, Quads: n, Bytes: p.count.n.Load(), Size: p.in.Size})
	})
	l.result.Added += added
	if err != nil {
		return fmt.Errorf("add quads of %s: %w", source, err)
	}
	l.result.QuadFiles++
	if mistakes > maxReported {
		l.fail(source, 0, fmt.Errorf("%d more mistakes are not listed", mistakes-maxReported))
	}
	return nil
}

// quadReader ends with the context.
type quadReader struct {
	ctx context.Context
	r   *quadfile.Reader
}

func (q quadReader) ReadQuad() (quad.Quad, error) {
	if err := q.ctx.Err(); err != nil {
		return quad.Quad{}, err
	}
	return q.r.ReadQuad()
}

func strictError(err error) *quadfile.LineError {
	var at *quadfile.LineError
	if errors.As(err, &at) {
		return at
	}
	return &quadfile.LineError{Err: err}
}

// rehearse reads a file of quads without adding them, and gives it opened anew. What can be read only
// once is kept in a temporary file meanwhile.
func (l *load) rehearse(ctx context.Context, p prepared, opt quadfile.Options) (again prepared, cleanup func(), err error) {
	reopen := p.in.Open
	if p.in.Size == 0 || p.in.Source == article.Stdin {
		f, err := os.CreateTemp("", "cuibono-stdin-*")
		if err != nil {
			return p, nil, fmt.Errorf("keep %s while it is checked: %w", p.in.Source, err)
		}
		cleanup = func() { f.Close(); os.Remove(f.Name()) }
		if _, err := io.Copy(f, p.body); err != nil {
			return p, cleanup, err
		}
		reopen = func() (io.ReadCloser, error) {
			if _, err := f.Seek(0, io.SeekStart); err != nil {
				return nil, err
			}
			return io.NopCloser(f), nil
		}
		if p, err = open(p, reopen); err != nil {
			return p, cleanup, err
		}
	}
	r, err := quadfile.NewReader(p.body, p.format, opt)
	if err != nil {
		return p, cleanup, err
	}
	defer r.Close()
	for {
		if _, err := (quadReader{ctx, r}).ReadQuad(); err == io.EOF {
			break
		} else if err != nil {
			return p, cleanup, err
		}
	}
	again, err = open(p, reopen)
	if err == nil {
		before := cleanup
		cleanup = func() {
			again.closer.Close()
			if before != nil {
				before()
			}
		}
	}
	return again, cleanup, err
}

// open gives p read from its start again.
func open(p prepared, reopen func() (io.ReadCloser, error)) (prepared, error) {
	body, err := reopen()
	if err != nil {
		return p, err
	}
	p.count = &countingReader{r: body}
	p.closer = body
	p.body, err = quadfile.Unpack(p.count)
	return p, err
}
