package server

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"runtime/debug"
	"slices"
	"strings"
	"time"
)

// tokenCookie carries not the token but a digest of it, so that reading a browser's cookies does not
// give the token away.
const tokenCookie = "cuibono_session"

// guard stands before every request: it logs, bounds, sets the headers every answer has, and refuses
// what comes from elsewhere (a foreign page, a foreign name for this address) or lacks the token.
func (s *Server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begin := time.Now()
		rec := &recorder{ResponseWriter: w}
		defer func() {
			err := recover()
			// The query is left out: it may hold a token, and names that are no one else's business.
			attrs := []any{"method", r.Method, "path", r.URL.Path, "status", rec.status, "bytes", rec.bytes,
				"ms", time.Since(begin).Milliseconds(), "from", r.RemoteAddr}
			switch {
			case err == http.ErrAbortHandler:
				s.log.Warn("request cut off", attrs...)
				panic(err)
			case err != nil:
				s.log.Error("request failed", append(attrs, "panic", err, "stack", string(debug.Stack()))...)
				if rec.status != 0 {
					panic(http.ErrAbortHandler) // the answer is half sent: cut it off rather than end it
				}
				writeError(rec, http.StatusInternalServerError, errors.New("internal error; the server's log has more"))
			default:
				s.log.Info("request", attrs...)
			}
		}()
		commonHeaders(rec.Header(), strings.HasPrefix(r.URL.Path, "/api/"))
		if err := s.checkHost(r); err != nil {
			writeError(rec, http.StatusMisdirectedRequest, err)
			return
		}
		if err := checkOrigin(r); err != nil {
			writeError(rec, http.StatusForbidden, err)
			return
		}
		if !s.open(r) && !s.authorized(r) {
			s.refuse(rec, r)
			return
		}
		next.ServeHTTP(rec, r)
	})
}

func commonHeaders(h http.Header, api bool) {
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	if api {
		h.Set("Cache-Control", "no-store")
	}
}

// checkHost refuses names under which this server is not known: a page of another site whose name is
// made to point here (DNS rebinding) would otherwise count as our own. Addresses cannot be so made.
func (s *Server) checkHost(r *http.Request) error {
	host := r.Host
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	host = strings.TrimSuffix(strings.Trim(host, "[]"), ".")
	listen, _, _ := net.SplitHostPort(s.opt.Address)
	if isLoopback(host) || host != "" && strings.EqualFold(host, listen) ||
		slices.ContainsFunc(s.opt.Hosts, func(h string) bool { return strings.EqualFold(h, host) }) {
		return nil
	}
	if _, err := netip.ParseAddr(host); err == nil && !isLoopback(listen) {
		return nil
	}
	return errors.New("this server is not known as " + quoted(host) + "\ntry: its address in numbers, or add the name to the allowed hosts")
}

// checkOrigin refuses requests that a page of another site makes a browser send: all that change
// something, and all to the API.
func checkOrigin(r *http.Request) error {
	err := http.NewCrossOriginProtection().Check(r)
	if site := r.Header.Get("Sec-Fetch-Site"); err == nil && strings.HasPrefix(r.URL.Path, "/api/") &&
		site != "" && site != "same-origin" && site != "none" {
		err = errors.New("cross-origin request")
	}
	if origin := r.Header.Get("Origin"); err == nil && origin != "" && strings.HasPrefix(r.URL.Path, "/api/") {
		u, perr := url.Parse(origin)
		if perr != nil || !strings.EqualFold(u.Host, r.Host) {
			err = errors.New("cross-origin request")
		}
	}
	if err != nil {
		return errors.New("this request comes from a page of another site; it is refused")
	}
	return nil
}

// open tells the paths that show nothing of the graph.
func (s *Server) open(r *http.Request) bool {
	p := r.URL.Path
	return p == "/health" || p == "/login" || p == "/pages.css" || p != "/" && p != "/index.html" && s.console.Has(p)
}

func (s *Server) session() string {
	sum := sha256.Sum256([]byte("session " + s.opt.Token))
	return hex.EncodeToString(sum[:])
}

// same compares in a time that tells nothing of where the two differ.
func same(a, b string) bool {
	x, y := sha256.Sum256([]byte(a)), sha256.Sum256([]byte(b))
	return subtle.ConstantTimeCompare(x[:], y[:]) == 1
}

func (s *Server) authorized(r *http.Request) bool {
	if s.opt.Token == "" {
		return true
	}
	if scheme, token, ok := strings.Cut(r.Header.Get("Authorization"), " "); ok && strings.EqualFold(scheme, "Bearer") {
		return same(strings.TrimSpace(token), s.opt.Token)
	}
	c, err := r.Cookie(tokenCookie)
	return err == nil && same(c.Value, s.session())
}

func (s *Server) refuse(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet && !strings.HasPrefix(r.URL.Path, "/api/") {
		http.Redirect(w, r, "/login?"+url.Values{"next": {r.URL.RequestURI()}}.Encode(), http.StatusSeeOther)
		return
	}
	w.Header().Set("WWW-Authenticate", `Bearer realm="cuibono"`)
	writeError(w, http.StatusUnauthorized, errors.New("a token is needed\ntry: the header Authorization: Bearer TOKEN, or the link that cuibono serve printed"))
}

// computing bounds how many requests compute at the same time, and for how long each may.
func (s *Server) computing(h http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), s.opt.Timeout)
		defer cancel()
		select {
		case s.slots <- struct{}{}:
			defer func() { <-s.slots }()
		case <-ctx.Done():
			w.Header().Set("Retry-After", "5")
			writeError(w, http.StatusServiceUnavailable, errors.New("the server is busy with other requests\ntry: again in a moment"))
			return
		}
		// The time spent waiting is not taken from the query.
		ctx, cancelQuery := context.WithTimeout(r.Context(), s.opt.Timeout)
		defer cancelQuery()
		h(w, r.WithContext(ctx))
	})
}

// recorder notes what is answered, for the log.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(p []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	n, err := r.ResponseWriter.Write(p)
	r.bytes += int64(n)
	return n, err
}

func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }
