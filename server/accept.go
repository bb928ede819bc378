package server

import (
	"net/http"
	"strings"

	cayleyhttp "github.com/cayleygraph/cayley/server/http"
)

type acceptSpec = cayleyhttp.AcceptSpec

// accepted lists the media types or languages of an Accept header with their weights; Cayley's parser
// reads both.
func accepted(r *http.Request, header string) []acceptSpec {
	return cayleyhttp.ParseAccept(r.Header, header)
}

// prefers tells whether a request asks for the media type want rather than for other.
func prefers(r *http.Request, want, other string) bool {
	var wantQ, otherQ float64
	for _, a := range accepted(r, "Accept") {
		switch a.Value {
		case want:
			wantQ = a.Q
		case other:
			otherQ = a.Q
		}
	}
	return wantQ > otherQ
}

// languageCookie keeps the language that a person chose on a page.
const languageCookie = "cuibono_language"

// language is the language of an answer, "fr" or "en": that of the parameter lang, or that chosen
// before, or the first of the two in the order of Accept-Language.
func language(r *http.Request) string {
	if v := r.URL.Query().Get("lang"); v == "fr" || v == "en" {
		return v
	}
	if c, err := r.Cookie(languageCookie); err == nil && (c.Value == "fr" || c.Value == "en") {
		return c.Value
	}
	best, bestQ := "en", 0.0
	for _, a := range accepted(r, "Accept-Language") {
		code, _, _ := strings.Cut(strings.ToLower(a.Value), "-")
		if (code == "fr" || code == "en") && a.Q > bestQ {
			best, bestQ = code, a.Q
		}
	}
	return best
}
