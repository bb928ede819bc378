package eval

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"cuibono"
	"cuibono/schema"
)

// Extractor finds the claims of an article.
type Extractor interface {
	Extract(context.Context, *cuibono.Article) (*cuibono.Extraction, error)
}

// ArticleReader makes an article of a source's content.
type ArticleReader func(source string, data []byte) (*cuibono.Article, error)

// Run extracts the claims of the articles annotated in dir and scores them; see ReadGold. The articles are looked for
// at the path that each annotation gives, relative to the parent of dir, or within dir, unless it holds their text.
func Run(ctx context.Context, dir string, s *schema.Schema, read ArticleReader, x Extractor) (*Report, error) {
	golds, err := ReadGold(dir)
	if err != nil {
		return nil, err
	}
	var claims []cuibono.Claim
	texts := map[string]string{}
	for _, g := range golds {
		source, data, err := articleOf(dir, g)
		if err != nil {
			return nil, err
		}
		a, err := read(source, data)
		if err != nil {
			return nil, fmt.Errorf("read article %s: %w", source, err)
		}
		if g.Text != "" && g.Language != "" {
			a.Language = g.Language // a sentence is too short to tell
		}
		e, err := x.Extract(ctx, a)
		if err != nil {
			return nil, fmt.Errorf("extract claims of %s: %w", source, err)
		}
		for i := range e.Claims {
			e.Claims[i].Article = g.ID
		}
		claims = append(claims, e.Claims...)
		texts[g.ID] = a.Text
	}
	symmetric, byAmount := Kinds(s)
	return Score(golds, claims, symmetric, byAmount, func(id string) string { return texts[id] }), nil
}

func articleOf(dir string, g *Gold) (source string, data []byte, err error) {
	if g.Text != "" {
		return g.ID + ".txt", []byte(g.Text), nil
	}
	if g.File == "" {
		return "", nil, fmt.Errorf("read annotations: %s has neither \"file\" nor \"text\": say where its article is, relative to the parent of %s", g.ID, dir)
	}
	for _, source = range []string{filepath.Join(filepath.Dir(filepath.Clean(dir)), g.File), filepath.Join(dir, g.File)} {
		if data, err = os.ReadFile(source); err == nil {
			return source, data, nil
		}
	}
	return "", nil, fmt.Errorf("read article of %s: %w", g.ID, err)
}

// Kinds gives the names of the relations that are symmetric and of those whose object is an amount.
func Kinds(s *schema.Schema) (symmetric, byAmount map[string]bool) {
	symmetric, byAmount = map[string]bool{}, map[string]bool{}
	for _, r := range s.Relations() {
		if r.Symmetric {
			symmetric[r.Name.Value] = true
		}
		if r.ObjectIsValue {
			byAmount[r.Name.Value] = true
		}
	}
	return symmetric, byAmount
}
