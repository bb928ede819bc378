package cmd

import (
	"errors"
	"io/fs"

	"cuibono/loader"
	"cuibono/loader/article"
	"cuibono/queries"
	"cuibono/queries/names"
	"cuibono/queries/sandbox"
	"cuibono/store"
)

// classify gives, for errors of the packages below, the exit code (0 for the usual one) and what a
// person can do next, unless the error says so itself.
func classify(err error) (code int, try string) {
	for _, c := range classes {
		if errors.Is(err, c.err) {
			return c.code, c.try
		}
	}
	var unknown *names.Unknown
	var ambiguous *names.Ambiguous
	switch {
	case errors.As(err, &unknown) && len(unknown.Nearest) == 0:
		return 0, "cuibono entities list (it lists the names that the store has)"
	case errors.As(err, &ambiguous):
		return exitUsage, ""
	}
	return 0, ""
}

// classes are the errors that packages tell apart.
var classes = []struct {
	err  error
	code int
	try  string
}{
	{err: queries.ErrUnknownQuery, code: exitUsage},
	{err: queries.ErrUsage, code: exitUsage},
	{err: sandbox.ErrTimeout, try: "a longer --timeout, or a question that starts from one thing"},
	{err: sandbox.ErrMemory, try: "a --limit, or more --memory"},
	{err: store.ErrReadOnly, try: "--writable"},
	{err: store.ErrFormat, try: "the version of cuibono that wrote it: export there, load here"},
	{err: store.ErrCorrupt, try: "cuibono verify (it names what is wrong), then cuibono restore"},
	{err: store.ErrDiskFull, try: "free some room and run it again; what was loaded before is safe"},
	{err: article.ErrBinary, try: "text, Markdown, HTML, or a file of quads"},
	{err: article.ErrEmpty, try: "a file with text in it"},
	{err: article.ErrTooLarge, try: "splitting it into its articles"},
	{err: loader.ErrNoArticle, try: "cuibono sources (it lists the articles)"},
	{err: fs.ErrNotExist, try: "another path: see its spelling, and the folder that you are in"},
}
