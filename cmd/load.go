package cmd

import (
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"cuibono/loader"
	"cuibono/loader/archive"
	"cuibono/loader/article"
	"cuibono/loader/entity"
	"cuibono/store"
)

func newLoad() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "load [PATH|URL|-]...",
		Short: "Read articles or quads into the store",
		Long: `Read articles (plain text, Markdown, HTML) and files of quads (N-Quads, N-Triples, JSON, JSON-LD,
pquads; also gzipped), told apart by their content. A folder is walked. Standard input is read for -,
or where nothing is named.

Loading an article again changes nothing; a changed article at the same place takes the place of its
earlier version. An article is in the store whole or not at all, whatever happens. An input that fails
is told and the others go in; the exit code is then 3.`,
		GroupID: "feed",
		Args:    arguments(0, -1),
		RunE: run(func(a *app, inputs []string) error {
			if len(inputs) == 0 {
				if _, ok := terminal(a.in); ok {
					return usage("cuibono load PATH", "cuibono load: nothing to read: name a file or a folder")
				}
				inputs = []string{article.Stdin}
			}
			found, skipped, err := a.inputs(inputs)
			if err != nil {
				return err
			}
			st, err := a.openWrite()
			if err != nil {
				return err
			}
			o, err := a.loaderOptions(st)
			if err != nil {
				return err
			}
			return a.load(found, skipped, o)
		}),
	}
	addFlags(cmd.Flags(), "load")
	return cmd
}

// archiveOf is the archive of texts beside a store.
func archiveOf(c store.Config) *archive.Archive {
	if c.Path == "" || c.Backend == store.Memory {
		return nil
	}
	return archive.New(filepath.Join(c.Path, archiveDir))
}

// decisionsOf is the file of the user's decisions beside a store.
func decisionsOf(c store.Config) string { return filepath.Join(c.Path, decisionsFile) }

// loaderOptions say how a store is fed.
func (a *app) loaderOptions(st *store.Store) (loader.Options, error) {
	s, err := a.loadSchema()
	if err != nil {
		return loader.Options{}, err
	}
	x, err := a.newExtractor()
	if err != nil {
		return loader.Options{}, err
	}
	read, err := a.articleOptions()
	if err != nil {
		return loader.Options{}, err
	}
	decisions, err := entity.ReadDecisions(decisionsOf(a.storeConfig()))
	if err != nil {
		return loader.Options{}, err
	}
	return loader.Options{
		Schema: s, Extractor: x, Writer: st,
		Archive:  archiveOf(a.storeConfig()),
		Article:  read,
		Entities: entity.NewResolver(decisions),
		Base:     a.conf.text("base"),
		Strict:   a.conf.yes("load.strict"),
		Workers:  a.conf.number("load.workers"),
	}, nil
}

// load brings inputs into a store and tells what came of it.
func (a *app) load(inputs []loader.Input, skipped int, o loader.Options) error {
	return a.loading(len(inputs), skipped, o, func(o loader.Options) (*loader.Result, error) {
		return loader.Load(a.ctx, inputs, o)
	})
}

// loading runs a load of that many inputs with its progress, and tells what came of it.
func (a *app) loading(inputs, skipped int, o loader.Options, run func(loader.Options) (*loader.Result, error)) error {
	p := a.newProgress()
	o.Progress = func(now loader.Progress) { p.show("%s", progressLine(now, p.elapsed())) }
	o.Article.Warn = nil // told in the order of the inputs, below
	result, err := run(o)
	p.clear()
	if result != nil {
		result.Skipped += skipped
		for _, w := range result.Warnings {
			a.say("%s", w)
		}
		went := result.Articles > 0 || result.Added > 0 || result.QuadFiles > 0 && len(result.Failed) == 0
		if err == nil && !went && inputs == 1 && len(result.Failed) == 1 {
			return result.Failed[0] // the one input failed: that is all there is to say
		}
		for _, f := range result.Failed {
			report(a.err, f)
		}
		if went || err == nil && len(result.Failed) == 0 {
			a.say("%s", summary(result, p.elapsed()))
		}
	}
	if err != nil {
		return err
	}
	return failedInputs(inputs, result)
}

// failedInputs is the error of a load some or all of whose inputs failed. A file of quads of which some
// lines are malformed counts as failed, though the rest of it went in.
func failedInputs(inputs int, r *loader.Result) error {
	if len(r.Failed) == 0 {
		return nil
	}
	failed := map[string]bool{}
	for _, f := range r.Failed {
		failed[f.Source] = true
	}
	if len(failed) >= inputs && r.Articles == 0 && r.Added == 0 {
		return fmt.Errorf("%s failed: nothing was loaded", count(len(failed), "input"))
	}
	return errPartial{len(failed), max(inputs, len(failed))}
}

func progressLine(p loader.Progress, elapsed time.Duration) string {
	var parts []string
	if p.Total > 1 || p.Quads == 0 {
		parts = append(parts, fmt.Sprintf("%d of %d", p.Done, max(p.Total, p.Done)))
	}
	if p.Quads > 0 {
		parts = append(parts, fmt.Sprintf("%d quads", p.Quads))
		if seconds := elapsed.Seconds(); seconds > 0.5 {
			parts = append(parts, fmt.Sprintf("%.0f/s", float64(p.Quads)/seconds))
		}
	}
	if p.Size > 0 && p.Bytes > 0 {
		left := time.Duration(float64(elapsed) * float64(p.Size-p.Bytes) / float64(p.Bytes))
		parts = append(parts, fmt.Sprintf("%d %%, %s left", 100*p.Bytes/p.Size, left.Round(time.Second)))
	}
	return strings.Join(append(parts, p.Source), "  ")
}

// summary says in a line what a load did.
func summary(r *loader.Result, elapsed time.Duration) string {
	var parts []string
	if r.Articles > 0 {
		parts = append(parts, fmt.Sprintf("%s (%d new or changed), %s", count(r.Articles, "article"), r.Changed, count(r.Claims, "claim")))
	}
	if r.QuadFiles > 0 {
		parts = append(parts, count(r.QuadFiles, "quad file"))
	}
	parts = append(parts, fmt.Sprintf("%s added, %d removed", count(int(r.Added), "quad"), r.Removed))
	if r.Skipped > 0 {
		parts = append(parts, fmt.Sprintf("%s of other kinds left alone", count(r.Skipped, "file")))
	}
	return strings.Join(parts, "; ") + fmt.Sprintf(" in %s", elapsed.Round(10*time.Millisecond))
}

// count writes a number with its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
