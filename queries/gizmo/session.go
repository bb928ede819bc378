// Package gizmo runs Gizmo, Cayley's JavaScript: every call that Cayley's console and documentation
// know, in either spelling (out, Out), and functions of ours beside them (functions.go). It is a
// session of our own on the same JavaScript engine (goja) and the same path builder (query/path), so
// that arguments are checked, counts are exact, results are cut with a notice, and a text runs in the
// goroutine of its caller, whose panics can be told. docs/adr says why it is not a wrapper around
// Cayley's session.
package gizmo

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/query"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/jsonld"
	"github.com/cayleygraph/quad/voc"
	"github.com/dop251/goja"
)

// maxCallStack bounds the recursion of functions in a text. goja keeps the frames of JavaScript on its
// own stack, yet each call through a built-in (a callback of sort, a toString) takes Go's stack too.
const maxCallStack = 4000

// Options say what a session knows beyond the graph.
type Options struct {
	// Functions are further globals by name; see Function.
	Functions map[string]Function
	// Known lists names of predicates that need no warning where the graph holds no quad with them,
	// and from which a misspelt one gets its suggestion.
	Known []string
	// Collation says how values appear: query.JSON as in Cayley's console (the default for anything
	// but JSONLD), query.JSONLD as JSON-LD values.
	Collation query.Collation
}

// Function is a global function of a session. A returned error becomes an exception of the text.
type Function func(s *Session, args []any) (any, error)

// Result is one result of a text: what it emitted, the tags of a path, or the value of its last
// expression (Meta).
type Result struct {
	Meta  bool
	Value any
	Tags  map[string]graph.Ref
}

// Error is a mistake of the text: syntax, a wrong argument, an exception that nothing caught.
type Error struct {
	Message string
	// Line and Column count from 1; 0 where unknown.
	Line, Column int
}

func (e *Error) Error() string {
	if e.Line > 0 {
		return fmt.Sprintf("line %d, column %d: %s", e.Line, e.Column, e.Message)
	}
	return e.Message
}

// ErrPanic is wrapped by the error of a text that broke the engine itself.
var ErrPanic = errors.New("the query broke the query engine")

// Session runs texts on one store, one at a time. Variables live on from one text to the next.
type Session struct {
	qs  graph.QuadStore
	opt Options
	vm  *goja.Runtime
	ns  voc.Namespaces

	pathProto *goja.Object
	native    map[any]any // keys of references to the values shown for them
	seen      map[quad.Value]bool

	ctx       context.Context
	col       query.Collation
	emit      func(Result) error
	limit     int
	count     int
	truncated bool
	warnings  []string
}

// New makes a session on a store.
func New(qs graph.QuadStore, o Options) *Session {
	s := &Session{qs: qs, opt: o, vm: goja.New(), ctx: context.Background(), col: o.Collation}
	s.vm.SetMaxCallStackSize(maxCallStack)
	s.buildEnv()
	return s
}

// errStop ends a text from inside where the limit is reached.
var errStop = errors.New("limit reached")

// Outcome tells how a run ended beside its results.
type Outcome struct {
	// Truncated tells that there were more results than the limit.
	Truncated bool
	Warnings  []string
}

// SetCollation changes how values appear.
func (s *Session) SetCollation(c query.Collation) { s.col = c }

// Context is that of the text that runs; functions of ours obey it.
func (s *Session) Context() context.Context { return s.ctx }

// QuadStore is the store of the session.
func (s *Session) QuadStore() graph.QuadStore { return s.qs }

// Warn adds a sentence for the person who typed the text, once.
func (s *Session) Warn(format string, args ...any) {
	w := fmt.Sprintf(format, args...)
	for _, have := range s.warnings {
		if have == w {
			return
		}
	}
	s.warnings = append(s.warnings, w)
}

// Program is a text that is ready to run, in any session and in several at once.
type Program struct{ p *goja.Program }

// Compile reads a text. The error is of type *Error.
func Compile(text string) (*Program, error) {
	prg, err := goja.Compile("", text, false)
	if err != nil {
		return nil, syntaxError(err)
	}
	return &Program{prg}, nil
}

// Run runs a text; see RunProgram.
func (s *Session) Run(ctx context.Context, text string, limit int, emit func(Result) error) (out Outcome, err error) {
	prg, err := Compile(text)
	if err != nil {
		return out, err
	}
	return s.RunProgram(ctx, prg, limit, emit)
}

// RunProgram runs a text and gives each result to emit, in the goroutine of the caller, until limit results
// (0 or less for all) are given, emit returns an error, or ctx ends. The error is of type *Error for
// mistakes of the text, ctx's or emit's own, or wraps ErrPanic.
func (s *Session) RunProgram(ctx context.Context, prg *Program, limit int, emit func(Result) error) (out Outcome, err error) {
	s.ctx, s.emit, s.limit = ctx, emit, limit
	s.count, s.truncated, s.warnings = 0, false, nil
	s.native, s.seen = map[any]any{}, map[quad.Value]bool{}
	if err := ctx.Err(); err != nil {
		return out, err
	}
	s.vm.ClearInterrupt()
	done, watched := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(watched)
		select {
		case <-ctx.Done():
			s.vm.Interrupt(ctx.Err())
		case <-done:
		}
	}()
	defer func() {
		close(done)
		<-watched
		s.vm.ClearInterrupt()
		out = Outcome{Truncated: s.truncated, Warnings: s.warnings}
		s.ctx, s.emit = context.Background(), nil
	}()
	v, err := s.run(prg.p)
	switch {
	case s.truncated:
		return out, nil
	case err != nil:
		return out, s.mistake(err)
	}
	if p, ok := v.Export().(*Path); ok && s.count == 0 && p != nil {
		s.Warn("the query builds a path and asks nothing of it: add .all()")
		return out, nil
	}
	if !goja.IsNull(v) && !goja.IsUndefined(v) {
		return out, s.emit(Result{Meta: true, Value: s.export(v)}) // beside the limit
	}
	return out, nil
}

// run turns a panic below JavaScript into an error with its place.
func (s *Session) run(prg *goja.Program) (v goja.Value, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v\n%s", ErrPanic, r, debug.Stack())
		}
	}()
	return s.vm.RunProgram(prg)
}

// mistake makes an error of the engine one of ours.
func (s *Session) mistake(err error) error {
	var interrupted *goja.InterruptedError
	if errors.As(err, &interrupted) {
		if cause, ok := interrupted.Value().(error); ok {
			return cause
		}
		return err
	}
	var overflow *goja.StackOverflowError
	if errors.As(err, &overflow) {
		return &Error{Message: fmt.Sprintf("functions call each other more than %d levels deep", maxCallStack)}
	}
	var exception *goja.Exception
	if errors.As(err, &exception) {
		e := &Error{Message: strings.TrimPrefix(exception.Value().String(), "GoError: ")}
		if cause, ok := exception.Value().Export().(error); ok {
			if s.ctx.Err() != nil && errors.Is(cause, s.ctx.Err()) || errors.Is(cause, errEmit) {
				return cause
			}
			e.Message = cause.Error()
		}
		for _, frame := range exception.Stack() {
			if p := frame.Position(); p.Line > 0 {
				e.Line, e.Column = p.Line, p.Column
				break
			}
		}
		e.Message = adviseMember(e.Message)
		return e
	}
	if errors.Is(err, ErrPanic) || s.ctx.Err() != nil && errors.Is(err, s.ctx.Err()) {
		return err
	}
	return syntaxError(err) // of a text that the text itself read: eval
}

// errEmit marks an error of the receiver, which is no mistake of the text.
var errEmit = errors.New("give result")

// send gives one result to the receiver; errStop means that the limit is reached.
func (s *Session) send(r Result) error {
	if s.emit == nil {
		return nil
	}
	if s.limit > 0 && s.count >= s.limit {
		s.truncated = true
		s.vm.Interrupt(errStop)
		return errStop
	}
	s.count++
	if err := s.emit(r); err != nil {
		return fmt.Errorf("%w: %w", errEmit, err)
	}
	return nil
}

// nativeOf gives the value of a reference as the text and the results show it: an IRI as "<iri>", text
// as text, numbers as numbers; nil for a reference without a value.
func (s *Session) nativeOf(ref graph.Ref) (any, error) {
	if ref == nil {
		return nil, nil
	}
	key := ref.Key()
	if v, ok := s.native[key]; ok {
		return v, nil
	}
	qv, err := s.qs.NameOf(ref)
	if err != nil {
		return nil, err
	}
	v := s.Native(qv)
	if len(s.native) < 1<<16 {
		s.native[key] = v
	}
	return v, nil
}

// Native gives a value of the graph as texts and results show it.
func (s *Session) Native(v quad.Value) any {
	if v == nil {
		return nil
	}
	if s.col == query.JSONLD {
		return jsonld.FromValue(v)
	}
	out := v.Native()
	if nv, ok := out.(quad.Value); ok && v == nv {
		return quad.StringOf(v)
	}
	return out
}

// TagValues resolves the tags of a result.
func (s *Session) TagValues(tags map[string]graph.Ref) (map[string]any, error) {
	out := make(map[string]any, len(tags))
	for k, ref := range tags {
		v, err := s.nativeOf(ref)
		if err != nil {
			return nil, err
		}
		if v != nil {
			out[k] = v
		}
	}
	return out, nil
}
