package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"

	"github.com/cayleygraph/cayley/ui"

	"cuibono/queries"
	"cuibono/server/console"
)

// minToken is the least length of a token, in bytes. A token is guarded by its length alone.
const minToken = 16

// Server is an HTTP server over one graph. It is safe for concurrent use.
type Server struct {
	opt     Options
	log     *slog.Logger
	console *console.Console
	handler http.Handler
	slots   chan struct{}
}

// New makes a server. It does not listen yet.
func New(o Options) (*Server, error) {
	if o.Graph == nil {
		return nil, errors.New("server without a graph")
	}
	if o.Catalog == nil {
		o.Catalog = &queries.Catalog{}
	}
	if o.Address == "" {
		o.Address = DefaultAddress
	}
	defaultTo(&o.Limit, 10_000)
	defaultTo(&o.MaxLimit, 1_000_000)
	defaultTo(&o.Timeout, 30*time.Second)
	defaultTo(&o.MaxQuery, 1<<20)
	defaultTo(&o.MaxUpload, 32<<20)
	defaultTo(&o.Concurrency, 4)
	if o.Limit > o.MaxLimit {
		o.Limit = o.MaxLimit
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	host, _, err := net.SplitHostPort(o.Address)
	if err != nil {
		return nil, fmt.Errorf("address %q is no host:port\ntry: as in %s", o.Address, DefaultAddress)
	}
	switch {
	case o.Token == "" && !isLoopback(host):
		return nil, fmt.Errorf("address %q can be reached from other machines, and no token is set\n"+
			"try: listen on %s, or set a token", o.Address, DefaultAddress)
	case o.Token != "" && len(o.Token) < minToken:
		return nil, fmt.Errorf("the token has %d characters; it needs at least %d", len(o.Token), minToken)
	}
	files, err := console.New(ui.FS)
	if err != nil {
		return nil, err
	}
	s := &Server{opt: o, log: o.Logger, console: files, slots: make(chan struct{}, o.Concurrency)}
	s.handler = s.guard(s.routes())
	return s, nil
}

func defaultTo[T int | int64 | time.Duration](v *T, d T) {
	if *v <= 0 {
		*v = d
	}
}

// isLoopback tells whether only this machine can reach host: an address of the loopback network, or
// the name that is one by RFC 6761.
func isLoopback(host string) bool {
	if strings.EqualFold(strings.TrimSuffix(host, "."), "localhost") {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.Unmap().IsLoopback()
}

// Handler answers the requests, with every check but those on connections (slow clients).
func (s *Server) Handler() http.Handler { return s.handler }

// route is a path of the API. Paths that compute share the slots of Options.Concurrency.
type route struct {
	methods, path string
	handler       http.HandlerFunc
	computes      bool
}

func (s *Server) api() []route {
	return []route{
		{"GET POST", "/api/v2/query", s.serveQuery, true},
		{"GET POST", "/api/v2/read", s.serveRead, true},
		{"GET", "/api/v2/formats", s.serveFormats, false},
		{"POST", "/api/v2/write", s.serveWrite, true},
		{"POST", "/api/v2/delete", s.serveDelete, true},
		{"POST", "/api/v2/node/delete", s.serveNodeDelete, true},
		{"POST", "/api/v1/shape/{lang}", s.serveShape, true},
		{"GET", "/api/queries", s.serveQueries, false},
		{"GET", "/api/queries/{name}", s.serveCanned, true},
	}
}

func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	for _, r := range s.api() {
		var h http.Handler = r.handler
		if r.computes {
			h = s.computing(r.handler)
		}
		for _, m := range strings.Fields(r.methods) {
			mux.Handle(m+" "+r.path, h)
		}
		// The patterns with a method are more specific than this one.
		mux.HandleFunc(r.path, func(w http.ResponseWriter, req *http.Request) {
			allow := strings.ReplaceAll(r.methods, " ", ", ")
			w.Header().Set("Allow", allow)
			writeError(w, http.StatusMethodNotAllowed, fmt.Errorf("%s does not take %s\ntry: %s", req.URL.Path, req.Method, allow))
		})
	}
	mux.HandleFunc("/api/", s.serveNoAPI)
	mux.HandleFunc("GET /health", s.serveHealth)
	mux.HandleFunc("GET /login", s.serveLogin)
	mux.HandleFunc("POST /login", s.serveLogin)
	s.pages(mux)
	mux.Handle("/", s.console)
	return mux
}

// Listen opens the configured address. The listener is the caller's until Serve takes it.
func (s *Server) Listen(ctx context.Context) (net.Listener, error) {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", s.opt.Address)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		_, port, _ := net.SplitHostPort(s.opt.Address)
		return nil, fmt.Errorf("listen on %s: another program uses port %s (perhaps another cuibono serve)\n"+
			"try: end it, or another port, or port 0 for any free one", s.opt.Address, port)
	case errors.Is(err, syscall.EACCES):
		return nil, fmt.Errorf("listen on %s: not permitted\ntry: a port above 1023", s.opt.Address)
	case errors.Is(err, syscall.EADDRNOTAVAIL):
		return nil, fmt.Errorf("listen on %s: this machine has no such address\ntry: %s", s.opt.Address, DefaultAddress)
	case err != nil:
		return nil, fmt.Errorf("listen on %s: %w", s.opt.Address, err)
	}
	return l, nil
}

// URL is where a person reaches a server that listens on l; with a token, by a link that logs in.
func (s *Server) URL(l net.Listener) string {
	host, _, _ := net.SplitHostPort(s.opt.Address)
	_, port, _ := net.SplitHostPort(l.Addr().String())
	if addr, err := netip.ParseAddr(host); host == "" || err == nil && addr.IsUnspecified() {
		host = "localhost"
	}
	u := url.URL{Scheme: "http", Host: net.JoinHostPort(host, port), Path: "/"}
	if s.opt.Token != "" {
		u.Path, u.RawQuery = "/login", url.Values{"token": {s.opt.Token}}.Encode()
	}
	return u.String()
}

// Serve answers requests on l until ctx ends, then lets those under way finish, for as long as
// Options.Timeout, and closes l. It returns nil after such an end.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	base, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	srv := &http.Server{
		Handler:           s.handler,
		ReadHeaderTimeout: min(10*time.Second, s.opt.Timeout),
		ReadTimeout:       s.opt.Timeout,
		WriteTimeout:      3 * s.opt.Timeout, // waiting, computing, sending; longer answers move it on
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		BaseContext:       func(net.Listener) context.Context { return base },
		ErrorLog:          slog.NewLogLogger(s.log.Handler(), slog.LevelDebug),
	}
	s.log.Info("serving", "address", l.Addr().String(), "writable", s.opt.Writer != nil, "token", s.opt.Token != "")
	done := make(chan error, 1)
	go func() { done <- srv.Serve(l) }()
	select {
	case err := <-done:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	s.log.Info("stopping", "address", l.Addr().String())
	end, stop := context.WithTimeout(base, s.opt.Timeout)
	defer stop()
	if err := srv.Shutdown(end); err != nil {
		cancel()
		_ = srv.Close()
		return fmt.Errorf("stop serving: requests under way were cut off: %w", err)
	}
	return nil
}
