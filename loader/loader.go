// Package loader brings sources into a graph: texts become articles (package article), are kept
// (archive), read for claims by an extractor, and become quads (rdf) in the named graph of the
// article; files of quads (quadfile) are added as they are. Entities of several articles are one by
// their names, by what is known, and by what the user decided (entity).
//
// All is a function of the sources, the schema and the user's decisions: the order of loading and the
// number of cores change nothing, and loading again changes nothing either.
package loader

import (
	"context"
	"fmt"

	"github.com/cayleygraph/quad"

	"cuibono"
	"cuibono/loader/archive"
	"cuibono/loader/article"
	"cuibono/loader/entity"
	"cuibono/schema"
)

// Extractor finds claims in an article. It is called from several goroutines at once.
type Extractor interface {
	Extract(context.Context, *cuibono.Article) (*cuibono.Extraction, error)
}

// QuadWriter is the side of a store that the loader writes to. Each call is atomic but AddQuads, which
// commits in batches.
type QuadWriter interface {
	// ReplaceGraph makes quads the whole content of the graph named label, in one transaction. All quads
	// carry that label.
	ReplaceGraph(ctx context.Context, label quad.IRI, quads []quad.Quad) (added, removed int, err error)
	// DeleteGraph takes all quads of that label out.
	DeleteGraph(ctx context.Context, label quad.IRI) (removed int, err error)
	// AddQuads streams quads of any label in, in batches, ignoring those that are there.
	AddQuads(ctx context.Context, r quad.Reader, progress func(n int64)) (added int64, err error)
}

// ArticleOptions say how articles are read.
type ArticleOptions = article.Options

// Warning is something about a source that the user should know and that does not keep it from being
// loaded.
type Warning = article.Warning

// ReadArticle makes an article of the bytes of a source: plain text, Markdown with front matter, or
// HTML. Its errors name the source.
func ReadArticle(source string, data []byte, opt ArticleOptions) (*cuibono.Article, error) {
	a, err := article.Read(source, data, opt)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", source, err)
	}
	return a, nil
}

// NewArticleOptions gives the options that a schema and a language detector (lang.Detect; nil for none)
// make.
func NewArticleOptions(s *schema.Schema, detect func(string) (string, float64)) ArticleOptions {
	return ArticleOptions{Detect: detect, Cues: article.CuesOf(s)}
}

// Options say how sources are loaded.
type Options struct {
	Schema    *schema.Schema // required
	Extractor Extractor      // required for articles
	Writer    QuadWriter     // required
	// Archive keeps the texts; nil keeps none, and then nothing can be verified.
	Archive *archive.Archive
	Article ArticleOptions
	// Entities holds the user's decisions about entities; nil is none.
	Entities *entity.Resolver
	// Base is taken off IRIs of quad files; "" stands for rdf.DefaultBase.
	Base string
	// Strict refuses a source with any mistake as a whole: a quad file with a malformed line or a
	// truncated end, an article whose encoding was guessed. Otherwise what can be read of it goes in.
	Strict bool
	// Workers is the number of articles read at once; 0 stands for the number of cores.
	Workers int
	// MaxLine bounds the bytes of a line of a quad file; 0 stands for quadfile.DefaultMaxLine.
	MaxLine int
	// Progress, if not nil, is told how far the load is, from one goroutine at a time.
	Progress func(Progress)
}

// Progress says how far a load is.
type Progress struct {
	// Source is the one that was just finished, or is being read (a quad file).
	Source string
	// Done and Total count sources; Total is 0 where it is not known.
	Done, Total int
	// Quads counts those of a quad file read so far, Bytes those of the file and Size its size (0 if unknown).
	Quads, Bytes, Size int64
}

// Result says what a load did.
type Result struct {
	// Articles were loaded, of which Changed were new or differed from what was there.
	Articles, Changed int
	// QuadFiles were read.
	QuadFiles int
	// Claims were found in the articles.
	Claims int
	// Added and Removed count quads.
	Added, Removed int64
	// Skipped counts files of folders that are neither texts nor quads by their names.
	Skipped int
	// Failed are the inputs that failed, wholly or in part, in their order. The rest went in.
	Failed []InputError
	// Warnings are in the order of the inputs.
	Warnings []Warning
}

// InputError is what failed with one input.
type InputError struct {
	Source string
	// Line is that of a quad file, 1 being the first; 0 for the whole.
	Line int64
	Err  error
}

func (e InputError) Error() string {
	if e.Line > 0 {
		return fmt.Sprintf("%s:%d: %v", e.Source, e.Line, e.Err)
	}
	return fmt.Sprintf("%s: %v", e.Source, e.Err)
}

func (e InputError) Unwrap() error { return e.Err }
