package server

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"cuibono"
	"cuibono/queries/names"
	"cuibono/queries/reader"
	"cuibono/queries/table"
	"cuibono/schema"
)

// claimView is what a page tells of a claim.
type claimView struct {
	ID                         string
	Subject, Object, Speaker   table.Ref
	Predicate                  string
	Amount                     string
	Share, Confidence          float64
	Role, When, Horizon        string
	Status, Quote, ArticleID   string
	Denied                     bool
	Start, End                 int // code points of the archived text
	Article                    *articleView
	Before, Sentence, After    string // the quote in its text; empty where the archive has none
	QuoteMissing, ArticleSpoke bool
}

// articleView is what a page tells of an article.
type articleView struct {
	ID                                               string
	Headline, Publisher, Date, URL, Language, SHA256 string
	HasText                                          bool
	Segments                                         []segment
	Claims                                           []*claimView
}

// segment is a run of an article's text.
type segment struct {
	Text string
	// Claim is the claim that the run shows; empty for plain text. Number counts the quotes from 1.
	Claim  string
	Number int
	This   bool
}

// contextLength is how much of the text is shown on either side of a quote, in code points.
const contextLength = 400

var errNotFound = errors.New("not in the graph")

// evidence reads claims and articles for one request.
type evidence struct {
	*reader.Reader
	lang    string
	archive Archive
}

func (s *Server) evidence(lang string) (*evidence, error) {
	if s.opt.Engine == nil {
		return nil, errNotFound
	}
	return &evidence{s.opt.Engine(lang).Reader(), lang, s.opt.Archive}, nil
}

func (s *Server) serveClaim(w http.ResponseWriter, r *http.Request) {
	lang := language(r)
	c, err := s.claim(r, lang)
	if err != nil {
		s.evidenceFailed(w, r, lang, "no-claim", err)
		return
	}
	s.render(w, r, http.StatusOK, "claim", page{Lang: lang, Title: text(lang, "claim"), Claim: c})
}

func (s *Server) claim(r *http.Request, lang string) (*claimView, error) {
	ev, err := s.evidence(lang)
	if err != nil {
		return nil, err
	}
	ref, err := ev.find(r.URL.Query().Get("id"))
	if err != nil {
		return nil, err
	}
	found, err := ev.Claim(r.Context(), ref)
	if err != nil {
		return nil, err
	}
	if found == nil {
		return nil, errNotFound
	}
	c, err := ev.claimView(r.Context(), found)
	if err != nil {
		return nil, err
	}
	c.Article, err = ev.articleView(r.Context(), found.At("article"))
	if err != nil {
		return nil, err
	}
	full, ok := ev.text(c.Article.SHA256)
	c.Article.HasText = ok
	if !ok {
		return c, nil
	}
	runes := []rune(full)
	if !quoteStands(runes, c) {
		c.QuoteMissing = true
		return c, nil
	}
	from, to := max(0, c.Start-contextLength), min(len(runes), c.End+contextLength)
	c.Before, c.Sentence, c.After = closeGaps(string(runes[from:c.Start])), string(runes[c.Start:c.End]), closeGaps(string(runes[c.End:to]))
	if from > 0 {
		c.Before = "… " + c.Before
	}
	if to < len(runes) {
		c.After += " …"
	}
	return c, nil
}

func quoteStands(text []rune, c *claimView) bool {
	return c.Start >= 0 && c.Start < c.End && c.End <= len(text) && string(text[c.Start:c.End]) == c.Quote
}

func (s *Server) serveArticle(w http.ResponseWriter, r *http.Request) {
	lang := language(r)
	a, err := s.article(r, lang)
	if err != nil {
		s.evidenceFailed(w, r, lang, "no-article", err)
		return
	}
	title := a.Headline
	if title == "" {
		title = a.ID
	}
	s.render(w, r, http.StatusOK, "article", page{Lang: lang, Title: title, Article: a})
}

func (s *Server) article(r *http.Request, lang string) (*articleView, error) {
	ev, err := s.evidence(lang)
	if err != nil {
		return nil, err
	}
	ctx := r.Context()
	ref, err := ev.find(r.URL.Query().Get("id"))
	if err != nil {
		return nil, err
	}
	a, err := ev.articleView(ctx, ref)
	if err != nil {
		return nil, err
	}
	claims, err := ev.Claims(ctx, reader.Filter{"article": {ref}})
	if err != nil {
		return nil, err
	}
	if a.SHA256 == "" && len(claims) == 0 {
		return nil, errNotFound
	}
	for _, found := range claims {
		c, err := ev.claimView(ctx, found)
		if err != nil {
			return nil, err
		}
		a.Claims = append(a.Claims, c)
	}
	slices.SortFunc(a.Claims, func(x, y *claimView) int {
		return cmp.Or(x.Start-y.Start, x.End-y.End, cmp.Compare(x.ID, y.ID))
	})
	full, ok := ev.text(a.SHA256)
	a.HasText = ok
	if ok {
		a.Segments = segments([]rune(full), a.Claims, r.URL.Query().Get("claim"))
	}
	return a, nil
}

// segments cuts a text at the quotes of its claims. Of quotes that overlap the first is marked; the
// claims that share a quote are told by the first of them, or by this.
func segments(text []rune, claims []*claimView, this string) []segment {
	var out []segment
	at, number := 0, 0
	for _, c := range claims {
		if !quoteStands(text, c) {
			continue
		}
		if n := len(out); n > 0 && c.Start < at {
			if last := &out[n-1]; last.Claim != "" && c.ID == this {
				last.Claim, last.This = c.ID, true
			}
			continue
		}
		if c.Start > at {
			out = append(out, segment{Text: closeGaps(string(text[at:c.Start]))})
		}
		number++
		out = append(out, segment{Text: string(text[c.Start:c.End]), Claim: c.ID, Number: number, This: c.ID == this})
		at = c.End
	}
	if at < len(text) {
		out = append(out, segment{Text: closeGaps(string(text[at:]))})
	}
	return out
}

var gap = regexp.MustCompile(`[ \t]*\n\s*\n[ \t]*`)

// closeGaps shows runs of empty lines as one.
func closeGaps(text string) string { return gap.ReplaceAllString(text, "\n\n") }

func (s *Server) evidenceFailed(w http.ResponseWriter, r *http.Request, lang, missing string, err error) {
	if errors.Is(err, errNotFound) {
		s.render(w, r, http.StatusNotFound, "problem", page{Lang: lang, Title: text(lang, missing), Error: text(lang, missing)})
		return
	}
	s.log.Error("read evidence", "error", err)
	s.render(w, r, http.StatusInternalServerError, "problem", page{Lang: lang, Title: text(lang, "questions"), Error: err.Error()})
}

// entity finds what an entity is called.
func (s *Server) entity(r *http.Request, id, lang string) (names.Entity, error) {
	ev, err := s.evidence(lang)
	if err != nil {
		return names.Entity{}, err
	}
	ref, err := ev.find(id)
	if errors.Is(err, errNotFound) {
		err = errors.New(text(lang, "no-entity"))
	}
	if err != nil {
		return names.Entity{}, err
	}
	e := names.Entity{ID: id}
	if e.Label, err = ev.Label(r.Context(), ref, lang); err != nil {
		return e, err
	}
	if e.Type, err = ev.Type(r.Context(), ref); err != nil {
		return e, err
	}
	if t := ev.Schema().Type(e.Type); t != nil {
		e.Type = ev.Schema().Label(t.Labels, lang)
	}
	return e, nil
}

// find gives the node of an IRI, with or without angle brackets.
func (ev *evidence) find(id string) (reader.Node, error) {
	id = strings.TrimSuffix(strings.TrimPrefix(id, "<"), ">")
	if id == "" || !utf8.ValidString(id) {
		return reader.None, errNotFound
	}
	ref, err := ev.Ref(quad.IRI(id))
	if err == nil && ref == reader.None {
		err = errNotFound
	}
	return ref, err
}

func (ev *evidence) text(digest string) (string, bool) {
	if ev.archive == nil || digest == "" {
		return "", false
	}
	t, err := ev.archive.Get(digest)
	return t, err == nil
}

func (ev *evidence) claimView(ctx context.Context, c *reader.Claim) (*claimView, error) {
	var v claimView
	var err error
	keep := func(e error) {
		if err == nil {
			err = e
		}
	}
	node := func(field string) table.Ref {
		ref := c.At(field)
		if ref == reader.None {
			return table.Ref{}
		}
		id, e := ev.IRI(ref)
		keep(e)
		label, e := ev.Label(ctx, ref, ev.lang)
		keep(e)
		return table.Ref{ID: id, Label: label}
	}
	value := func(field string) quad.Value {
		val, e := ev.Value(c.At(field))
		keep(e)
		return val
	}
	word := func(field string) string { return reader.Text(value(field)) }
	number := func(field string) float64 {
		n, _ := reader.Number(value(field))
		return n
	}
	v.ID, err = ev.IRI(c.Ref)
	v.Subject, v.Object, v.Speaker = node("subject"), node("object"), node("speaker")
	v.ArticleID = node("article").ID
	v.Predicate = word("predicate")
	if rel := ev.Schema().Relation(v.Predicate); rel != nil {
		v.Predicate = ev.Schema().Label(rel.Labels, ev.lang)
	}
	amount, e := ev.Amount(ctx, c.At("amount"))
	keep(e)
	sum, e := ev.Amount(ctx, c.At("object")) // of relations whose object is an amount
	keep(e)
	if sum != nil {
		amount, v.Object = sum, table.Ref{}
	}
	if amount != nil {
		v.Amount = formatAmount(ev.lang, *amount)
	}
	v.Share, v.Confidence = number("share"), number("confidence")
	v.Role, v.When, v.Horizon, v.Quote = word("role"), word("when"), word("horizon"), word("quote")
	v.Status, v.Denied = word("status"), word("polarity") == string(cuibono.Denied)
	v.Start, v.End = int(number("start")), int(number("end"))
	v.ArticleSpoke = v.Speaker.ID == ""
	return &v, err
}

// articleView reads what the graph says of an article; ref may be None.
func (ev *evidence) articleView(ctx context.Context, ref reader.Node) (*articleView, error) {
	a := &articleView{}
	if ref == reader.None {
		return a, nil
	}
	var err error
	if a.ID, err = ev.IRI(ref); err != nil {
		return nil, err
	}
	for _, p := range []struct {
		term  string
		field *string
	}{
		{schema.Headline, &a.Headline}, {schema.Publisher, &a.Publisher}, {schema.DatePublished, &a.Date},
		{schema.URL, &a.URL}, {schema.InLanguage, &a.Language}, {schema.SHA256, &a.SHA256},
	} {
		if *p.field, err = ev.Property(ctx, ref, p.term); err != nil {
			return nil, err
		}
	}
	if a.Headline == "" {
		if a.Headline, err = ev.Property(ctx, ref, schema.ThingName); err != nil {
			return nil, err
		}
	}
	return a, nil
}
