package server

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"cuibono"
	"cuibono/queries"
	"cuibono/queries/names"
	"cuibono/queries/table"
)

//go:embed pages
var pageFiles embed.FS

var pageTemplates = template.Must(template.New("").Funcs(template.FuncMap{
	"t": text, "tf": textf, "title": pick,
	"word": func(lang string, column table.Column, c table.Cell) template.HTML {
		if column.Kind == table.Text {
			c = statusCell(lang, c)
		}
		return renderCell(lang, column.Kind, c)
	},
	"cell": func(lang string, kind any, c table.Cell) template.HTML {
		return renderCell(lang, table.Kind(fmt.Sprint(kind)), c)
	},
	"form": func(lang string, q any) formData {
		switch q := q.(type) {
		case *pageQuery:
			return formData{lang, q}
		case pageQuery:
			return formData{lang, &q}
		}
		return formData{}
	},
	"claim":         func(lang string, c *claimView) claimData { return claimData{lang, c} },
	"status":        statusText,
	"otherLanguage": otherLanguage,
}).ParseFS(pageFiles, "pages/*.html"))

// pagePolicy allows a page its style sheet, its forms and nothing else: no script at all.
const pagePolicy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// page is what a template gets.
type page struct {
	Lang, Title string
	// Path is where the page is, for the links to other languages.
	Path  string
	Error string
	Next  string
	// Nearest are entities that may have been meant, with the address that asks for each.
	Nearest []nearest
	Queries []pageQuery
	Query   *pageQuery
	Table   *table.Table
	Entity  names.Entity
	Claim   *claimView
	Article *articleView
}

// formData and claimData are what the templates of those names get.
type formData struct {
	Lang  string
	Query *pageQuery
}

type claimData struct {
	Lang  string
	Claim *claimView
}

// statusText words a status as claims and canned queries give it; any other text stands as it is.
func statusText(lang, status string) string {
	switch status {
	case string(cuibono.Done), string(cuibono.Planned), string(cuibono.Reported), "denied":
		return text(lang, status)
	}
	return status
}

// statusCell words the statuses in a cell.
func statusCell(lang string, c table.Cell) table.Cell {
	switch c := c.(type) {
	case string:
		return statusText(lang, c)
	case []table.Cell:
		out := make([]table.Cell, len(c))
		for i, e := range c {
			out[i] = statusCell(lang, e)
		}
		return out
	}
	return c
}

// otherLanguage is the same page in the other language.
func otherLanguage(path, lang string) string {
	u, err := url.Parse(path)
	if err != nil {
		return "/ask"
	}
	q := u.Query()
	q.Set("lang", text(lang, "other"))
	u.RawQuery = q.Encode()
	return u.String()
}

type nearest struct {
	names.Entity
	URL string
}

// pageQuery is a canned query with what was filled in.
type pageQuery struct {
	*queries.Query
	Values map[string]string
	// URL asks the same in another form ("json", "csv") or runs it.
	URL string
}

func (s *Server) pages(mux *http.ServeMux) {
	mux.HandleFunc("GET /ask", s.serveAsk)
	mux.Handle("GET /ask/{name}", s.computing(s.serveAnswer))
	mux.Handle("GET /find", s.computing(s.serveFind))
	mux.Handle("GET /entity", s.computing(s.serveEntity))
	mux.Handle("GET /claim", s.computing(s.serveClaim))
	mux.Handle("GET /article", s.computing(s.serveArticle))
	mux.HandleFunc("GET /pages.css", func(w http.ResponseWriter, r *http.Request) {
		data, err := pageFiles.ReadFile("pages/pages.css")
		if err != nil {
			panic(err) // embedded
		}
		w.Header().Set("Content-Type", "text/css; charset=utf-8")
		w.Header().Set("Cache-Control", "no-cache")
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
	})
}

func (s *Server) render(w http.ResponseWriter, r *http.Request, status int, name string, p page) {
	u := *r.URL
	q := u.Query()
	q.Del("lang")
	q.Del("token")
	u.RawQuery = q.Encode()
	p.Path = u.RequestURI()
	var buf bytes.Buffer
	if err := pageTemplates.ExecuteTemplate(&buf, name+".html", p); err != nil {
		panic(fmt.Errorf("page %s: %w", name, err))
	}
	if r.URL.Query().Get("lang") == p.Lang {
		http.SetCookie(w, &http.Cookie{Name: languageCookie, Value: p.Lang, Path: "/", HttpOnly: true,
			SameSite: http.SameSiteLaxMode, MaxAge: int(sessionLength.Seconds())})
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", p.Lang)
	h.Set("Content-Security-Policy", pagePolicy)
	h.Set("Cache-Control", "no-store")
	h.Set("Vary", "Accept-Language, Cookie")
	w.WriteHeader(status)
	_, _ = w.Write(buf.Bytes())
}

// serveAsk lists the questions.
func (s *Server) serveAsk(w http.ResponseWriter, r *http.Request) {
	lang := language(r)
	p := page{Lang: lang, Title: text(lang, "questions")}
	for _, q := range s.opt.Catalog.Queries() {
		p.Queries = append(p.Queries, pageQuery{Query: q})
	}
	// Questions that need the fewest words first; the catalog's order among equals.
	slices.SortStableFunc(p.Queries, func(a, b pageQuery) int { return required(a.Query) - required(b.Query) })
	s.render(w, r, http.StatusOK, "ask", p)
}

func required(q *queries.Query) int {
	n := 0
	for _, p := range q.Params {
		if !p.Optional {
			n++
		}
	}
	return n
}

// serveAnswer asks one question and shows the answer; without what it needs, the empty form.
func (s *Server) serveAnswer(w http.ResponseWriter, r *http.Request) {
	lang := language(r)
	name := r.PathValue("name")
	q, err := s.opt.Catalog.Query(name)
	if err != nil {
		s.render(w, r, http.StatusNotFound, "problem", page{Lang: lang, Title: text(lang, "questions"), Error: err.Error()})
		return
	}
	values := r.URL.Query()
	p := page{Lang: lang, Title: pick(q.Title, lang), Query: &pageQuery{Query: q, Values: map[string]string{}}}
	filled := 0
	for _, param := range q.Params {
		v := strings.TrimSpace(values.Get(param.Name))
		p.Query.Values[param.Name] = v
		if v != "" && !param.Optional {
			filled++
		}
	}
	if filled < required(q) {
		s.render(w, r, http.StatusOK, "answer", p)
		return
	}
	keep := url.Values{}
	for key, vs := range values {
		if key != "format" && key != "lang" {
			keep[key] = vs
		}
	}
	keep.Set("lang", lang)
	p.Query.URL = "/api/queries/" + url.PathEscape(name) + "?" + keep.Encode()
	p.Table, err = s.runCanned(r, name, lang)
	code := http.StatusOK
	if err != nil {
		code, p.Error = status(err), problem(lang, err)
		p.Nearest = alternatives(r, q, err)
	}
	s.render(w, r, code, "answer", p)
}

// problem words an error for a page. Its second line, which says what to type on a command line, is
// left out.
func problem(lang string, err error) string {
	var unknown *names.Unknown
	var ambiguous *names.Ambiguous
	switch {
	case errors.As(err, &unknown):
		return textf(lang, "unknown-name", unknown.Typed)
	case errors.As(err, &ambiguous):
		return textf(lang, "ambiguous-name", ambiguous.Typed)
	}
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}

// candidates gives, for a name that no entity or several bear, the entities that may have been meant.
func candidates(err error) (typed string, list []names.Entity) {
	var unknown *names.Unknown
	var ambiguous *names.Ambiguous
	switch {
	case errors.As(err, &unknown):
		return unknown.Typed, unknown.Nearest
	case errors.As(err, &ambiguous):
		return ambiguous.Typed, ambiguous.Entities
	}
	return "", nil
}

// serveFind leads from a name that a person typed to the page of its entity.
func (s *Server) serveFind(w http.ResponseWriter, r *http.Request) {
	lang := language(r)
	typed := strings.TrimSpace(r.URL.Query().Get("name"))
	if s.opt.Engine == nil || typed == "" {
		http.Redirect(w, r, "/ask", http.StatusSeeOther)
		return
	}
	e, err := s.opt.Engine(lang).Resolve(r.Context(), typed)
	if err != nil {
		p := page{Lang: lang, Title: typed, Error: problem(lang, err)}
		_, list := candidates(err)
		for _, e := range list {
			p.Nearest = append(p.Nearest, nearest{e, "/entity?" + url.Values{"id": {e.ID}}.Encode()})
		}
		s.render(w, r, status(err), "problem", p)
		return
	}
	http.Redirect(w, r, "/entity?"+url.Values{"id": {e.ID}}.Encode(), http.StatusSeeOther)
}

// alternatives gives for such a name the addresses that ask the same of each entity that may have
// been meant.
func alternatives(r *http.Request, q *queries.Query, err error) []nearest {
	typed, list := candidates(err)
	var out []nearest
	for _, e := range list {
		values := r.URL.Query()
		for _, p := range q.Params {
			if strings.TrimSpace(values.Get(p.Name)) == typed {
				values.Set(p.Name, "<"+e.ID+">")
			}
		}
		out = append(out, nearest{e, "/ask/" + url.PathEscape(q.Name) + "?" + values.Encode()})
	}
	return out
}

// serveEntity lists the questions that can be asked of one entity.
func (s *Server) serveEntity(w http.ResponseWriter, r *http.Request) {
	lang := language(r)
	id := r.URL.Query().Get("id")
	e, err := s.entity(r, id, lang)
	if err != nil {
		s.render(w, r, http.StatusNotFound, "problem", page{Lang: lang, Title: id, Error: problem(lang, err)})
		return
	}
	p := page{Lang: lang, Title: e.Label, Entity: e}
	for _, q := range s.opt.Catalog.Queries() {
		if param := subjectParam(q); param != "" {
			p.Queries = append(p.Queries, pageQuery{Query: q,
				URL: "/ask/" + url.PathEscape(q.Name) + "?" + url.Values{param: {"<" + id + ">"}}.Encode()})
		}
	}
	s.render(w, r, http.StatusOK, "entity", p)
}

// subjectParam is the parameter of a query that an entity alone answers; empty where there is none.
func subjectParam(q *queries.Query) string {
	found := ""
	for _, p := range q.Params {
		switch {
		case p.Type == queries.EntityParam && found == "":
			found = p.Name
		case !p.Optional:
			return ""
		}
	}
	return found
}
