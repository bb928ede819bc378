package cmd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"cuibono/schema/strict"
)

// The exit codes.
const (
	exitDone    = 0 // done; also: nothing found
	exitFailed  = 1 // failed
	exitUsage   = 2 // wrong usage
	exitPartial = 3 // some inputs failed and the rest went in
)

// failure is an error with what a person can do about it and the exit code that it means.
type failure struct {
	err error
	// try is what to do next; empty where there is nothing better than the error itself.
	try string
	// code is exitFailed where it is 0.
	code int
}

func (f *failure) Error() string { return f.err.Error() }
func (f *failure) Unwrap() error { return f.err }

// usage is the error of a command that was called wrongly.
func usage(try, format string, args ...any) error {
	return &failure{err: fmt.Errorf(format, args...), try: try, code: exitUsage}
}

// errPartial is returned by a command whose inputs failed in part; each was reported when it did.
type errPartial struct{ failed, all int }

func (e errPartial) Error() string {
	if e.failed == e.all {
		return "a part failed; the rest went in"
	}
	return fmt.Sprintf("%d of %d inputs failed; the rest went in", e.failed, e.all)
}

// exitCode says what an error means for the shell.
func exitCode(err error) int {
	var f *failure
	var p errPartial
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &p):
		return exitPartial
	case errors.As(err, &f) && f.code != 0:
		return f.code
	}
	if code, _ := classify(err); code != 0 {
		return code
	}
	return exitFailed
}

// report prints an error as a person reads it: what failed, then what to do.
func report(w io.Writer, err error) {
	if errors.Is(err, context.Canceled) {
		fmt.Fprintln(w, "cuibono: interrupted")
		return
	}
	var problems strict.Problems
	if errors.As(err, &problems) {
		for _, p := range problems {
			fmt.Fprintln(w, "cuibono: "+p.Error())
		}
	} else {
		message, rest, _ := strings.Cut(err.Error(), "\n")
		fmt.Fprintln(w, "cuibono: "+message)
		for line := range strings.Lines(rest) {
			fmt.Fprintln(w, strings.TrimRight(line, "\n"))
		}
	}
	var f *failure
	try := ""
	if errors.As(err, &f) {
		try = f.try
	}
	if try == "" && !strings.Contains(err.Error(), "\ntry") {
		_, try = classify(err)
	}
	if try != "" {
		fmt.Fprintln(w, "try: "+try)
	}
}
