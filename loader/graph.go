package loader

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"

	"cuibono/loader/archive"
	"cuibono/loader/article"
	"cuibono/loader/internal/scan"
	"cuibono/loader/quadfile"
	"cuibono/loader/rdf"
	"cuibono/schema"
)

// ErrNoArticle is returned, wrapped, where the store has no article of that name.
var ErrNoArticle = errors.New("no such article in the store")

// Articles gives the IRIs of the articles in a store, sorted, without angle brackets.
func Articles(ctx context.Context, qs graph.QuadStore) ([]string, error) {
	var ids []string
	err := scan.By(ctx, qs, quad.Object, quad.IRI(schema.NewsArticle), func(q quad.Quad) error {
		if s, ok := q.Subject.(quad.IRI); ok && q.Predicate == quad.IRI(schema.RDFType) && q.Label == q.Subject {
			ids = append(ids, string(s))
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list articles: %w", err)
	}
	slices.Sort(ids)
	return slices.Compact(ids), nil
}

// FindArticle gives the IRI of the article in the store that name means: its IRI, with or without angle
// brackets or "article/", the end of one after a slash, the path or URL that it was loaded from, or its
// title. More than one is an error that lists them.
func FindArticle(ctx context.Context, qs graph.QuadStore, name, root string) (string, error) {
	ids, err := Articles(ctx, qs)
	if err != nil {
		return "", err
	}
	bare := strings.Trim(name, "<>")
	for _, exact := range []string{bare, rdf.ArticlePrefix + bare, article.ID(name, root, "")} {
		if slices.Contains(ids, exact) {
			return exact, nil
		}
	}
	var found []string
	for _, id := range ids {
		if strings.HasSuffix(id, "/"+bare) {
			found = append(found, id)
		}
	}
	if len(found) == 0 {
		err := scan.By(ctx, qs, quad.Object, quad.String(name), func(q quad.Quad) error {
			if s, ok := q.Subject.(quad.IRI); ok && q.Predicate == quad.IRI(schema.Headline) && q.Label == q.Subject {
				found = append(found, string(s))
			}
			return nil
		})
		if err != nil {
			return "", err
		}
	}
	switch len(found) {
	case 0:
		return "", fmt.Errorf("%q: %w", name, ErrNoArticle)
	case 1:
		return found[0], nil
	}
	slices.Sort(found)
	return "", fmt.Errorf("%q means several articles: %s; name one by its IRI", name, strings.Join(found, ", "))
}

// Retract takes an article out of the graph with all that it alone supports. Its text stays in the archive,
// where another article may need it.
func Retract(ctx context.Context, w QuadWriter, id string) (removed int, err error) {
	removed, err = w.DeleteGraph(ctx, quad.IRI(id))
	if err != nil {
		return removed, fmt.Errorf("retract %s: %w", id, err)
	}
	if removed == 0 {
		return 0, fmt.Errorf("%q: %w", id, ErrNoArticle)
	}
	return removed, nil
}

// Quads gives the quads of a store, in its order.
func Quads(ctx context.Context, qs graph.QuadStore) iter.Seq2[quad.Quad, error] {
	return func(yield func(quad.Quad, error) bool) {
		stop := errors.New("stop")
		err := scan.All(ctx, qs, func(q quad.Quad) error {
			if !yield(q, nil) {
				return stop
			}
			return nil
		})
		if err != nil && err != stop {
			yield(quad.Quad{}, err)
		}
	}
}

// Reload reads articles of the store again from their archived texts, with the extractor, the schema and
// the user's decisions of opt, and replaces their graphs. It is how a decision about an entity reaches
// what is loaded already. No IDs mean all articles.
func Reload(ctx context.Context, qs graph.QuadStore, ids []string, opt Options) (*Result, error) {
	if opt.Archive == nil {
		return &Result{}, errors.New("reload: no archive to read the texts from")
	}
	if len(ids) == 0 {
		var err error
		if ids, err = Articles(ctx, qs); err != nil {
			return &Result{}, err
		}
	}
	var inputs []Input
	for _, id := range ids {
		in := Input{Source: strings.TrimPrefix(id, rdf.ArticlePrefix), ID: id}
		d, err := describe(ctx, qs, id)
		if err != nil {
			return &Result{}, err
		}
		in.archived = true
		in.url = d.url
		text, err := opt.Archive.Get(d.sha256)
		switch {
		case d.sha256 == "":
			in.err = fmt.Errorf("%w: its description has no digest of a text", ErrNoArticle)
		case errors.Is(err, archive.ErrNotFound), errors.Is(err, archive.ErrDamaged):
			in.err = fmt.Errorf("%w: load the article again from its source", err)
		case err != nil:
			return &Result{}, err
		default:
			in.Open = Bytes(in.Source, []byte(text)).Open
		}
		inputs = append(inputs, in)
	}
	return Load(ctx, inputs, opt)
}

// description is what a store says of an article.
type description struct {
	sha256, url string
}

func describe(ctx context.Context, qs graph.QuadStore, id string) (d description, err error) {
	err = scan.By(ctx, qs, quad.Subject, quad.IRI(id), func(q quad.Quad) error {
		if q.Label != q.Subject {
			return nil
		}
		switch q.Predicate {
		case quad.IRI(schema.SHA256):
			d.sha256, _ = quad.NativeOf(q.Object).(string)
		case quad.IRI(schema.URL):
			if u, ok := q.Object.(quad.IRI); ok {
				d.url = string(u)
			}
		}
		return nil
	})
	if err != nil {
		return d, fmt.Errorf("describe %s: %w", id, err)
	}
	return d, nil
}

// Formats lists the formats that Export writes.
func Formats() []quadfile.Format { return quadfile.Formats() }
