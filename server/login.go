package server

import (
	"net/http"
	"net/url"
	"strings"
	"time"
)

// sessionLength is for how long a browser stays logged in.
const sessionLength = 30 * 24 * time.Hour

// serveLogin takes the token of a login link or of the form, and leaves a cookie.
func (s *Server) serveLogin(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 4<<10)
	if err := r.ParseForm(); err != nil {
		writeError(w, bodyStatus(err), err)
		return
	}
	next := localPath(r.Form.Get("next"))
	if s.opt.Token == "" {
		http.Redirect(w, r, next, http.StatusSeeOther)
		return
	}
	lang := language(r)
	token := strings.TrimSpace(r.Form.Get("token"))
	switch {
	case token == "":
		s.render(w, r, http.StatusOK, "login", page{Lang: lang, Title: text(lang, "login"), Next: next})
	case !same(token, s.opt.Token):
		s.log.Warn("login refused", "from", r.RemoteAddr)
		s.render(w, r, http.StatusUnauthorized, "login", page{Lang: lang, Title: text(lang, "login"), Next: next, Error: text(lang, "wrong-token")})
	default:
		http.SetCookie(w, &http.Cookie{Name: tokenCookie, Value: s.session(), Path: "/", HttpOnly: true,
			SameSite: http.SameSiteStrictMode, Secure: r.TLS != nil, MaxAge: int(sessionLength.Seconds())})
		// A page that forwards, not a redirect: after a redirect from a link in another program a
		// strict cookie is not sent yet.
		s.render(w, r, http.StatusOK, "forward", page{Lang: lang, Title: text(lang, "login"), Next: next})
	}
}

// localPath keeps a forward on this server: "//host" and "/\\host" lead elsewhere.
func localPath(p string) string {
	u, err := url.Parse(p)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(p, "/") || strings.HasPrefix(p, "//") || strings.ContainsAny(p, "\\\n\r") {
		return "/"
	}
	return p
}
