package loader

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync/atomic"

	"github.com/cayleygraph/quad"

	"cuibono"
	"cuibono/loader/article"
	"cuibono/loader/quadfile"
	"cuibono/loader/rdf"
)

// Load loads inputs: articles are read on all cores and written in the order of the inputs, one
// transaction for each, after their texts are archived; files of quads are added where they stand. What
// fails with one input is in Result.Failed, and the others go in. The error is of the machinery (the
// store, the archive, the context): nothing more can be loaded then; what the result counts is in.
func Load(ctx context.Context, inputs []Input, opt Options) (*Result, error) {
	l := &load{Options: opt, model: rdf.NewModel(opt.Schema), result: &Result{}, total: len(inputs)}
	if l.Workers <= 0 {
		l.Workers = runtime.GOMAXPROCS(0)
	}
	if l.Base == "" {
		l.Base = rdf.DefaultBase
	}
	if err := rdf.CheckBase(l.Base); err != nil {
		return l.result, err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for job := range l.prepare(ctx, inputs) {
		var done prepared
		select {
		case done = <-job:
		case <-ctx.Done():
			return l.result, ctx.Err()
		}
		if err := l.write(ctx, done); err != nil {
			return l.result, err
		}
	}
	return l.result, ctx.Err()
}

type load struct {
	Options
	model  *rdf.Model
	result *Result
	total  int
	done   int
}

// prepared is an input, read and extracted but not written.
type prepared struct {
	in       Input
	err      error
	warnings []Warning
	article  *cuibono.Article
	quads    []quad.Quad
	claims   int
	problems []string
	// For quads, what was opened to recognise them; the writer reads and closes it.
	format quadfile.Format
	body   *bufio.Reader
	closer io.Closer
	count  *countingReader
}

// prepare reads inputs on all cores and gives the results in the order of inputs, at most a few ahead of
// the writer.
func (l *load) prepare(ctx context.Context, inputs []Input) <-chan chan prepared {
	queue := make(chan chan prepared, 2*l.Workers)
	slots := make(chan struct{}, l.Workers)
	go func() {
		defer close(queue)
		for _, in := range inputs {
			job := make(chan prepared, 1)
			select {
			case slots <- struct{}{}:
			case <-ctx.Done():
				return
			}
			go func() {
				defer func() { <-slots }()
				job <- l.prepareOne(ctx, in)
			}()
			select {
			case queue <- job:
			case <-ctx.Done():
				return
			}
		}
	}()
	return queue
}

// prepareOne opens an input, finds out what it is, and reads it if it is an article.
func (l *load) prepareOne(ctx context.Context, in Input) (p prepared) {
	p = prepared{in: in}
	defer func() {
		// One text must not end the load of the others.
		if r := recover(); r != nil {
			p.err = fmt.Errorf("internal error: %v: please report it with the text", r)
		}
	}()
	if in.err != nil {
		p.err = in.err
		return p
	}
	body, err := in.Open()
	if err != nil {
		p.err = err
		return p
	}
	closing := true
	defer func() {
		if closing {
			body.Close()
		}
	}()
	p.count = &countingReader{r: body}
	r, err := quadfile.Unpack(p.count)
	if err != nil {
		p.err = err
		return p
	}
	head, err := r.Peek(quadfile.HeadSize)
	if err != nil && err != io.EOF && len(head) == 0 {
		p.err = err
		return p
	}
	if len(head) == 0 {
		p.err = article.ErrEmpty
		return p
	}
	if format, ok := quadfile.Detect(in.Source, head); ok && !in.archived {
		p.format, p.body, p.closer = format, r, body
		closing = false
		return p
	}
	limit := l.Article.MaxSize
	if limit <= 0 {
		limit = article.DefaultMaxSize
	}
	data, err := io.ReadAll(io.LimitReader(r, int64(limit)+1))
	if err != nil {
		p.err = err
		return p
	}
	l.readArticle(ctx, &p, data)
	return p
}

// readArticle makes the quads of an article.
func (l *load) readArticle(ctx context.Context, p *prepared, data []byte) {
	opt := l.Article
	opt.ID = p.in.ID
	opt.Archived = p.in.archived
	opt.Warn = func(w Warning) { p.warnings = append(p.warnings, w) }
	a, err := article.Read(p.in.Source, data, opt)
	if err != nil {
		p.err = err
		return
	}
	if a.URL == "" {
		a.URL = p.in.url
	}
	p.article = a
	for _, w := range p.warnings {
		if l.Strict && w.Doubt {
			p.err = errors.New(w.Text + "; convert it to UTF-8, or load it without strict")
			p.warnings = nil
			return
		}
	}
	p.extract(ctx, l)
}

// extract makes the quads of p.article.
func (p *prepared) extract(ctx context.Context, l *load) {
	if l.Extractor == nil {
		p.err = errors.New("no extractor to read articles with")
		return
	}
	x, err := l.Extractor.Extract(ctx, p.article)
	if err != nil {
		p.err = fmt.Errorf("extract claims: %w", err)
		return
	}
	x = l.Entities.Resolve(p.article.ID, x)
	p.quads, p.problems = l.model.Quads(p.article, x)
	p.claims = len(x.Claims) - len(p.problems)
	for _, problem := range p.problems {
		p.warnings = append(p.warnings, Warning{Source: p.in.Source, Text: problem})
	}
}

// write puts one input into the store.
func (l *load) write(ctx context.Context, p prepared) error {
	defer func() {
		l.done++
		l.progress(Progress{Source: p.in.Source})
	}()
	if p.closer != nil {
		defer p.closer.Close()
	}
	l.result.Warnings = append(l.result.Warnings, p.warnings...)
	switch {
	case p.err != nil && ctx.Err() != nil:
		return ctx.Err()
	case p.err != nil:
		l.fail(p.in.Source, 0, p.err)
		return nil
	case p.body != nil:
		return l.addQuads(ctx, p)
	}
	_, err := l.writeArticle(ctx, p)
	return err
}

// writeArticle archives the text, then replaces the article's graph: a text without a graph is harmless,
// a graph without its text could not be verified.
func (l *load) writeArticle(ctx context.Context, p prepared) (changed bool, err error) {
	if l.Archive != nil {
		sum, err := l.Archive.Put(p.article.Text)
		if err != nil {
			return false, err
		}
		if sum != p.article.SHA256 {
			return false, fmt.Errorf("archive %s: its text has the digest %s, not %s", p.in.Source, sum, p.article.SHA256)
		}
	}
	added, removed, err := l.Writer.ReplaceGraph(ctx, quad.IRI(p.article.ID), p.quads)
	if err != nil {
		return false, fmt.Errorf("write article %s: %w", p.in.Source, err)
	}
	l.result.Articles++
	l.result.Claims += p.claims
	l.result.Added += int64(added)
	l.result.Removed += int64(removed)
	if added+removed > 0 {
		l.result.Changed++
	}
	return added+removed > 0, nil
}

func (l *load) fail(source string, line int64, err error) {
	l.result.Failed = append(l.result.Failed, InputError{source, line, err})
}

func (l *load) progress(p Progress) {
	if l.Progress != nil {
		p.Done, p.Total = l.done, l.total
		l.Progress(p)
	}
}

// countingReader counts bytes for progress, which may be asked for on another goroutine.
type countingReader struct {
	r io.Reader
	n atomic.Int64
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n.Add(int64(n))
	return n, err
}
