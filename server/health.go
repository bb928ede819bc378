package server

import (
	"context"
	"errors"
	"net/http"
	"time"
)

// serveHealth tells whether the graph can be read. It says nothing of what is in it.
func (s *Server) serveHealth(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 5*time.Second)
	defer cancel()
	if _, err := s.opt.Graph.QuadStore().Stats(ctx, false); err != nil {
		s.log.Error("health", "error", err)
		writeError(w, http.StatusServiceUnavailable, errors.New("the graph cannot be read; the server's log has more"))
		return
	}
	writeJSON(w, http.StatusOK, map[string]string{"status": "ok"})
}
