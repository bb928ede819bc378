package cmd

import "errors"

// classify gives, for errors of the packages below, the exit code (0 for the usual one) and what a
// person can do next.
func classify(err error) (code int, try string) {
	for _, c := range classes {
		if errors.Is(err, c.err) {
			return c.code, c.try
		}
	}
	return 0, ""
}

var classes = []struct {
	err  error
	code int
	try  string
}{}
