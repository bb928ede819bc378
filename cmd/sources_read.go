package cmd

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"cuibono"
	"cuibono/lang"
	"cuibono/loader"
	"cuibono/loader/article"
)

// textEndings are the files of a folder that are read as articles.
var textEndings = []string{".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml"}

// textSources gives the files that paths name: a folder is walked for texts, sorted by name. No path
// stands for standard input, unless that is a terminal.
func (a *app) textSources(paths []string) ([]string, error) {
	if len(paths) == 0 {
		if _, ok := terminal(a.in); ok {
			return nil, usage(a.cmd.CommandPath()+" PATH", "%snothing to read: name a file or a folder", prefix(a.cmd))
		}
		return []string{article.Stdin}, nil
	}
	var sources []string
	for _, path := range paths {
		info, err := os.Stat(path)
		if path == article.Stdin || err != nil || !info.IsDir() {
			sources = append(sources, path) // a file that cannot be read is reported when it is its turn
			continue
		}
		err = filepath.WalkDir(path, func(p string, e fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case p != path && strings.HasPrefix(e.Name(), "."):
				if e.IsDir() {
					return fs.SkipDir
				}
			case e.Type().IsRegular() && slices.Contains(textEndings, strings.ToLower(filepath.Ext(p))):
				sources = append(sources, p)
			}
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("read folder %s: %w", path, err)
		}
	}
	return sources, nil
}

// readSource gives the bytes of a file or of standard input, up to the size of an article.
func (a *app) readSource(source string) ([]byte, error) {
	var r io.Reader = a.in
	if source != article.Stdin {
		f, err := os.Open(source)
		if err != nil {
			return nil, withoutPath(err, "read "+source)
		}
		defer f.Close()
		r = f
	}
	data, err := io.ReadAll(io.LimitReader(r, article.DefaultMaxSize+1))
	if err != nil {
		return nil, withoutPath(err, "read "+source)
	}
	return data, nil
}

// withoutPath words an error of the file system without saying the path twice.
func withoutPath(err error, operation string) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	return fmt.Errorf("%s: %w", operation, err)
}

// articleOptions say how every command reads articles.
func (a *app) articleOptions() (loader.ArticleOptions, error) {
	s, err := a.loadSchema()
	if err != nil {
		return loader.ArticleOptions{}, err
	}
	o := loader.NewArticleOptions(s, lang.Detect)
	o.Root = a.conf.text("load.root")
	o.Warn = func(w loader.Warning) { a.say("%s", w) }
	return o, nil
}

// eachArticle reads the articles that paths name and calls do for each, in their order. An article
// that cannot be read, or that do fails on, is reported and the rest goes on; the error then says how
// many failed.
func (a *app) eachArticle(paths []string, do func(*cuibono.Article) error) error {
	o, err := a.articleOptions()
	if err != nil {
		return err
	}
	sources, err := a.textSources(paths)
	if err != nil {
		return err
	}
	return a.eachSource(sources, func(source string, data []byte) error {
		article, err := loader.ReadArticle(source, data, o)
		if err != nil {
			return err
		}
		return do(article)
	})
}

// eachSource calls do with the bytes of each source and reports those that failed.
func (a *app) eachSource(sources []string, do func(source string, data []byte) error) error {
	failed := 0
	var last error
	for _, source := range sources {
		if err := a.ctx.Err(); err != nil {
			return err
		}
		data, err := a.readSource(source)
		if err == nil {
			err = do(source, data)
		}
		if err != nil {
			if a.ctx.Err() != nil {
				return a.ctx.Err()
			}
			failed++
			last = err
			if len(sources) > 1 {
				report(a.err, err)
			}
		}
	}
	switch {
	case failed == 0:
		return nil
	case failed == len(sources) && len(sources) == 1:
		return last
	case failed == len(sources):
		return fmt.Errorf("all %d inputs failed", failed)
	}
	return errPartial{failed, len(sources)}
}
