package clerktest

import "net/http"

// visitor is who asks the Frontend API.
type visitor struct{}

func (s *Server) frontendRoutes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/", s.serve(unknownRoute))
	return mux
}
