package server

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"cuibono/queries"
	"cuibono/queries/table"
)

// cannedQuery describes a canned query in /api/queries.
type cannedQuery struct {
	Name      string            `json:"name"`
	Title     map[string]string `json:"title"`
	Help      map[string]string `json:"help,omitempty"`
	Params    []cannedParam     `json:"params"`
	Columns   []table.Column    `json:"columns"`
	Relations []string          `json:"relations,omitempty"`
	// URL is where it is run; the parameters go into its query string.
	URL string `json:"url"`
	// Text is the query itself, as it may be pasted into the console.
	Text string `json:"text"`
}

type cannedParam struct {
	Name     string            `json:"name"`
	Type     queries.ParamType `json:"type"`
	Types    []string          `json:"types,omitempty"`
	Choices  []string          `json:"choices,omitempty"`
	Optional bool              `json:"optional"`
	Title    map[string]string `json:"title,omitempty"`
}

// serveQueries lists the canned queries.
func (s *Server) serveQueries(w http.ResponseWriter, _ *http.Request) {
	out := []cannedQuery{}
	for _, q := range s.opt.Catalog.Queries() {
		c := cannedQuery{Name: q.Name, Title: q.Title, Help: q.Help, Params: []cannedParam{}, Columns: q.Columns,
			Relations: q.Relations, URL: "/api/queries/" + url.PathEscape(q.Name), Text: q.Text}
		for _, p := range q.Params {
			c.Params = append(c.Params, cannedParam(p))
		}
		out = append(out, c)
	}
	writeJSON(w, http.StatusOK, map[string]any{"queries": out})
}

// answerTypes are the forms of an answer to a canned query, by the name of the parameter format; the
// first is given where nothing else is asked for.
var answerTypes = []struct {
	format    table.Format
	mediaType string
}{
	{table.JSON, "application/json"},
	{table.CSV, "text/csv"},
	{table.Markdown, "text/markdown"},
	{table.Aligned, "text/plain"},
	{table.DOT, "text/vnd.graphviz"},
	{table.SVG, "image/svg+xml"},
}

// tableFormat is the form asked for by the parameter format or the header Accept.
func tableFormat(r *http.Request) (table.Format, string, error) {
	name := r.URL.Query().Get("format")
	best, bestQ := answerTypes[0], 0.0
	for _, t := range answerTypes {
		if name == string(t.format) {
			return t.format, t.mediaType, nil
		}
		for _, a := range accepted(r, "Accept") {
			if a.Value == t.mediaType && a.Q > bestQ {
				best, bestQ = t, a.Q
			}
		}
	}
	if name != "" {
		_, err := table.ParseFormat(name)
		if err == nil {
			err = fmt.Errorf("format %s is not for answers over HTTP", quoted(name))
		}
		return "", "", err
	}
	return best.format, best.mediaType, nil
}

// serveCanned answers a canned query, in the form that format or Accept ask for.
func (s *Server) serveCanned(w http.ResponseWriter, r *http.Request) {
	format, mediaType, err := tableFormat(r)
	if err != nil {
		writeError(w, http.StatusNotAcceptable, err)
		return
	}
	lang := language(r)
	t, err := s.runCanned(r, r.PathValue("name"), lang)
	if err != nil {
		writeError(w, status(err), err)
		return
	}
	var buf strings.Builder
	if err := t.Write(&buf, format, table.Options{Language: lang}); err != nil {
		writeError(w, http.StatusNotAcceptable, err)
		return
	}
	h := w.Header()
	if strings.HasPrefix(mediaType, "text/") {
		mediaType += "; charset=utf-8"
	}
	h.Set("Content-Type", mediaType)
	h.Set("Content-Language", lang)
	h.Set("Vary", "Accept, Accept-Language")
	h.Set(headerTruncated, strconv.FormatBool(t.Truncated))
	if format == table.CSV {
		h.Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", r.PathValue("name")+".csv"))
	}
	_, _ = w.Write([]byte(buf.String()))
}

// reserved are parameters of the address that are no parameters of a query.
var reserved = []string{"format", "lang", "limit"}

// runCanned runs the canned query name with the parameters of r's address.
func (s *Server) runCanned(r *http.Request, name, lang string) (*table.Table, error) {
	if s.opt.Engine == nil {
		return nil, fmt.Errorf("%w: this server has none", queries.ErrUnknownQuery)
	}
	q, err := s.opt.Catalog.Query(name)
	if err != nil {
		return nil, err
	}
	values := r.URL.Query()
	args, err := arguments(q, values)
	if err != nil {
		return nil, err
	}
	limit := s.opt.Limit
	if v := values.Get("limit"); v != "" {
		limit, err = strconv.Atoi(v)
		if err != nil || limit < 1 || limit > s.opt.MaxLimit {
			return nil, fmt.Errorf("%w: limit %s: want a number from 1 to %d", queries.ErrUsage, quoted(v), s.opt.MaxLimit)
		}
	}
	return s.opt.Engine(lang).Run(r.Context(), name, args, queries.RunOptions{Limit: limit})
}

// arguments puts the named parameters of an address into the order of the query's.
func arguments(q *queries.Query, values url.Values) ([]string, error) {
	known := map[string]bool{}
	var names, args []string
	for _, p := range q.Params {
		known[p.Name] = true
		names = append(names, p.Name)
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		switch {
		case slices.Contains(reserved, name):
		case !known[name]:
			return nil, fmt.Errorf("%w: %s has no parameter %s\ntry: %s", queries.ErrUsage, q.Name, quoted(name), strings.Join(append(names, reserved...), ", "))
		case len(values[name]) > 1:
			return nil, fmt.Errorf("%w: parameter %s is given %d times", queries.ErrUsage, name, len(values[name]))
		}
	}
	for _, p := range q.Params {
		v := strings.TrimSpace(values.Get(p.Name))
		if v == "" && !p.Optional {
			return nil, fmt.Errorf("%w: %s needs the parameter %s", queries.ErrUsage, q.Name, p.Name)
		}
		args = append(args, v)
	}
	for len(args) > 0 && args[len(args)-1] == "" {
		args = args[:len(args)-1]
	}
	return args, nil
}

// serveNoAPI answers what is asked of the API and is not in it.
func (s *Server) serveNoAPI(w http.ResponseWriter, r *http.Request) {
	var paths []string
	for _, route := range s.api() {
		paths = append(paths, route.path)
	}
	writeError(w, http.StatusNotFound, fmt.Errorf("there is no %s\ntry: %s", quoted(r.URL.Path), strings.Join(paths, ", ")))
}
