// Package extract reads an article for the claims it makes: who invests in whom, who heads what, who
// disputes what, with the sums, the speakers and the words that say so.
//
// An Extractor takes an article through these stages: tokens and tags (package lang), names, trees,
// amounts and dates, pronouns and descriptions, and then sentence by sentence the patterns of the
// schema. What a word means for a relation is data (schema/patterns); what is here is syntax.
package extract

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"cuibono"
	"cuibono/lang"
	"cuibono/schema"
)

// DefaultThreshold is the confidence below which claims are left out.
const DefaultThreshold = 0.5

// Options adjust an Extractor.
type Options struct {
	// Threshold is the least confidence of a claim that is given, DefaultThreshold where 0; negative gives all.
	Threshold float64
	// Known are the entities known beforehand; nil for none.
	Known *Gazetteer
}

// Extractor finds claims. It is immutable and safe for concurrent use.
type Extractor struct {
	schema    *schema.Schema
	options   Options
	languages map[string]*language
}

// language is what is needed to read one language.
type language struct {
	analyzer *lang.Analyzer
	words    *lexicon
	cues     *cues
	patterns patternIndex
}

// New prepares an Extractor for the languages that both the schema and package lang know.
func New(s *schema.Schema, opt Options) (*Extractor, error) {
	if opt.Threshold == 0 {
		opt.Threshold = DefaultThreshold
	}
	x := &Extractor{schema: s, options: opt, languages: map[string]*language{}}
	for _, code := range lang.Languages() {
		words := s.Lexicon(code)
		if words == nil {
			continue
		}
		analyzer, err := lang.Load(code)
		if err != nil {
			return nil, fmt.Errorf("load language %s: %w", code, err)
		}
		lexicon := newLexicon(words)
		lexicon.word = analyzer.Word
		for _, other := range s.Languages { // names of other languages stand in any text
			if l := s.Lexicon(other); l != nil && other != code {
				lexicon.addNames(&l.Names)
			}
		}
		patterns := compile(s, code)
		lexicon.verbs = patterns.verbs(words)
		x.languages[code] = &language{analyzer, lexicon, newCues(&words.Speech), patterns}
	}
	if len(x.languages) == 0 {
		return nil, fmt.Errorf("prepare extraction: the schema has words of no language that can be read (%v)", lang.Languages())
	}
	return x, nil
}

// Extract gives the claims of an article, in the order of its text, and the entities they name. The
// article's Language must be one that the extractor knows, or empty for it to be found out.
func (x *Extractor) Extract(ctx context.Context, a *cuibono.Article) (*cuibono.Extraction, error) {
	r, err := x.read(ctx, a, nil)
	if err != nil {
		return nil, err
	}
	return x.result(r), nil
}

// ExtractParsed is Extract for an article whose sentences come with their trees, from a CoNLL-U file.
func (x *Extractor) ExtractParsed(ctx context.Context, a *cuibono.Article, tree *lang.Document) (*cuibono.Extraction, error) {
	r, err := x.read(ctx, a, tree)
	if err != nil {
		return nil, err
	}
	return x.result(r), nil
}

// language gives what is needed to read an article.
func (x *Extractor) language(a *cuibono.Article) (*language, error) {
	code := a.Language
	if code == "" {
		code, _ = lang.Detect(a.Text)
	}
	l := x.languages[code]
	if l == nil {
		return nil, fmt.Errorf("extract claims of %s: language %q is not known; known are %v", a.Source, code, lang.Languages())
	}
	return l, nil
}

// read takes an article through all stages. Tree may be nil.
func (x *Extractor) read(ctx context.Context, a *cuibono.Article, tree *lang.Document) (*reader, error) {
	l, err := x.language(a)
	if err != nil {
		return nil, err
	}
	parsed := tree != nil
	if !parsed {
		tree = l.analyzer.Tokenize(a.Text, readable(a))
		l.analyzer.Tag(tree)
		splitClauses(tree)
	}
	d := newDocument(a, tree, l.words, x.options.Known)
	d.findNames()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	r := &reader{d: d, schema: x.schema, cues: l.cues, patterns: l.patterns, topics: map[string]int{}}
	if !parsed {
		r.retag()
		d.findDates()
		d.quietDates()
		d.findAmounts()
		d.joinAmounts()
		r.joinPhrases()
		l.analyzer.Parse(tree)
	}
	d.findAmounts()
	d.findDates()
	if !parsed {
		r.repair()
	}
	d.resolveMentions()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	r.findVoices()
	for i := range tree.Sentences {
		if i%64 == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
		}
		r.readSentence(i)
	}
	return r, nil
}

// readable gives the spans of the passages that are read for claims; nil where the article has none marked.
func readable(a *cuibono.Article) []cuibono.Span {
	var spans []cuibono.Span
	for _, p := range a.Passages {
		if p.Kind.Claims() {
			spans = append(spans, p.Span)
		}
	}
	if len(a.Passages) > 0 && spans == nil {
		spans = []cuibono.Span{}
	}
	return spans
}

// result makes claims and entities of the candidates.
func (x *Extractor) result(r *reader) *cuibono.Extraction {
	list := r.settle(x.options.Threshold)
	e := &cuibono.Extraction{}
	used := map[int]bool{}
	for i := range list {
		c := &list[i]
		e.Claims = append(e.Claims, r.claim(c))
		for _, n := range []int{c.subject.entity, c.object.entity, c.voice.entity} {
			if n != Unresolved {
				used[n] = true
				if about := r.d.entities[n].About; r.d.entities[n].Type == topicType && about != Unresolved {
					used[about] = true
				}
			}
		}
	}
	for i := range r.d.entities {
		if used[i] {
			e.Entities = append(e.Entities, r.entity(i))
		}
	}
	slices.SortFunc(e.Entities, func(a, b cuibono.Entity) int { return cmp.Compare(a.ID, b.ID) })
	e.Entities = slices.CompactFunc(e.Entities, func(a, b cuibono.Entity) bool { return a.ID == b.ID })
	return e
}
