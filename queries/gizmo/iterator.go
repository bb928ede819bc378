package gizmo

import (
	"context"
	"fmt"
	"math"
	"sort"
	"strings"

	"github.com/cayleygraph/cayley/query"
	"github.com/cayleygraph/quad"
)

var _ query.Session = (*Session)(nil)

// Execute runs a text as Cayley's sessions do, for callers that pull results. The text runs in a
// goroutine of its own, from the first Next until Close; a panic in it becomes the iterator's error.
func (s *Session) Execute(ctx context.Context, text string, opt query.Options) (query.Iterator, error) {
	switch opt.Collation {
	case query.Raw, query.JSON, query.JSONLD, query.REPL:
	default:
		return nil, &query.ErrUnsupportedCollation{Collation: opt.Collation}
	}
	s.col = opt.Collation
	return &pull{s: s, text: text, opt: opt, results: make(chan Result), done: make(chan struct{})}, nil
}

// pull turns a Run into an iterator.
type pull struct {
	s       *Session
	text    string
	opt     query.Options
	cancel  context.CancelFunc
	results chan Result
	done    chan struct{}
	outcome Outcome
	err     error
	cur     Result
	ctxErr  error
}

func (it *pull) Next(ctx context.Context) bool {
	if it.cancel == nil {
		run, cancel := context.WithCancel(context.WithoutCancel(ctx))
		it.cancel = cancel
		go func() {
			defer close(it.done)
			it.outcome, it.err = it.s.Run(run, it.text, it.opt.Limit, func(r Result) error {
				select {
				case it.results <- r:
					return nil
				case <-run.Done():
					return run.Err()
				}
			})
		}()
	}
	select {
	case it.cur = <-it.results:
		return true
	case <-it.done:
		return false
	case <-ctx.Done():
		it.ctxErr = ctx.Err()
		it.cancel()
		return false
	}
}

func (it *pull) Result() any {
	switch it.opt.Collation {
	case query.Raw:
		return it.cur
	case query.REPL:
		return it.s.replText(it.cur)
	}
	v, err := it.s.JSONValue(it.cur)
	if err != nil {
		return nil
	}
	return v
}

func (it *pull) Err() error {
	if it.ctxErr != nil {
		return it.ctxErr
	}
	select {
	case <-it.done:
		return it.err
	default:
		return nil
	}
}

// Outcome tells after the last Next whether results were cut off, and the warnings.
func (it *pull) Outcome() Outcome {
	select {
	case <-it.done:
		return it.outcome
	default:
		return Outcome{}
	}
}

func (it *pull) Close() error {
	if it.cancel != nil {
		it.cancel()
		<-it.done
	}
	return nil
}

// JSONValue gives a result as Cayley's HTTP API shows it: the tags of a path as an object, anything
// else as it was emitted.
func (s *Session) JSONValue(r Result) (any, error) {
	if r.Tags != nil {
		return s.TagValues(r.Tags)
	}
	return s.Plain(r.Value), nil
}

// Plain makes what a text emitted a value that encodes to JSON: nodes as texts show them.
func (s *Session) Plain(v any) any { return s.plain(v, 0) }

// plainer is a value of a function of ours that shows itself in a form that encodes to JSON.
type plainer interface{ Plain() any }

// maxDepth bounds how deep an emitted object nests; what lies below is left out. A text can build
// an object that holds itself.
const maxDepth = 64

func (s *Session) plain(v any, depth int) any {
	if depth > maxDepth {
		return nil
	}
	switch v := v.(type) {
	case undefined, function:
		return nil
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil // JSON has no such numbers
		}
	case plainer:
		return v.Plain()
	case quad.Value:
		return s.Native(v)
	case *Path:
		return v.String()
	case filter:
		return "[a filter]"
	case []any:
		out := make([]any, len(v))
		for i, one := range v {
			out[i] = s.plain(one, depth+1)
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, one := range v {
			out[k] = s.plain(one, depth+1)
		}
		return out
	}
	return v
}

// replText gives a result as Cayley's own command line shows it.
func (s *Session) replText(r Result) string {
	if r.Meta {
		return fmt.Sprintln("=>", s.Plain(r.Value))
	}
	if r.Tags == nil {
		m, ok := r.Value.(map[string]any)
		if !ok {
			return fmt.Sprintf("****\n%v\n", s.Plain(r.Value))
		}
		return "****\n" + lines(m, func(v any) string { return fmt.Sprint(s.Plain(v)) })
	}
	named := make(map[string]any, len(r.Tags))
	for k, ref := range r.Tags {
		if v, err := s.qs.NameOf(ref); err == nil && v != nil && k != "$_" {
			named[k] = v
		}
	}
	return "****\n" + lines(named, func(v any) string { return quad.ToString(v.(quad.Value)) })
}

func lines(m map[string]any, text func(any) string) string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	var b strings.Builder
	for _, k := range keys {
		fmt.Fprintf(&b, "%s : %s\n", k, text(m[k]))
	}
	return b.String()
}
