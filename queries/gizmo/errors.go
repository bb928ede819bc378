package gizmo

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"cuibono/schema/strict"
)

// parserPlace finds the place in the messages of goja's parser: "(anonymous): Line 1:7 Unexpected …".
var parserPlace = regexp.MustCompile(`Line (\d+):(\d+) (.*)`)

// parserError makes an error of goja's parser one of ours.
func parserError(message string) *Error {
	m := parserPlace.FindStringSubmatch(message)
	if m == nil {
		return &Error{Message: message}
	}
	line, _ := strconv.Atoi(m[1])
	column, _ := strconv.Atoi(m[2])
	message, _, _ = strings.Cut(m[3], " (and ")
	return &Error{Message: "syntax: " + message, Line: line, Column: column}
}

// syntaxError makes an error of goja's compiler or parser one of ours.
func syntaxError(err error) *Error {
	var syntax *goja.CompilerSyntaxError
	if !errors.As(err, &syntax) {
		return parserError(err.Error()) // it carries its place in its text
	}
	if e := parserError(syntax.Message); e.Line > 0 {
		return e
	}
	e := &Error{Message: "syntax: " + syntax.Message}
	if syntax.File != nil {
		p := syntax.File.Position(syntax.Offset)
		e.Line, e.Column = p.Line, p.Column
	}
	return e
}

// missingMember finds the name in what goja says of a call to a method that is not there.
var missingMember = regexp.MustCompile(`^TypeError: Object has no member '([^']*)'`)

// adviseMember adds the nearest method to an error about one that does not exist.
func adviseMember(message string) string {
	m := missingMember.FindStringSubmatch(message)
	if m == nil {
		return message
	}
	out := fmt.Sprintf("there is no method %q", m[1])
	if near := strict.Suggest(m[1], Methods()); near != "" {
		out += fmt.Sprintf(" (did you mean %q?)", near)
	}
	return out
}

// argError is a mistake in the arguments of a call.
func argError(call, format string, args ...any) error {
	return fmt.Errorf(call+": "+format, args...)
}

// describe says what an argument is, for a message.
func describe(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case undefined:
		return "undefined"
	case string:
		return strconv.Quote(clip(v, 30))
	case bool, int64, float64:
		return fmt.Sprint(v)
	case []any:
		return "a list"
	case map[string]any:
		return "an object"
	case *Path:
		return "a path"
	case filter:
		return "a filter"
	case function:
		return "a function"
	}
	return "an object"
}

// clip shortens text to at most n characters.
func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}
