package clerktest

import (
	"net/http"
	"strings"
)

// scriptRoutes serve Clerk's own scripts from directories that the
// configuration names. The version in the path is not looked at: tags ask for
// @6, what they load asks for the exact one.
func (s *Server) scriptRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /npm/@clerk/{package}/dist/{file...}", func(w http.ResponseWriter, r *http.Request) {
		name, _, _ := strings.Cut(r.PathValue("package"), "@")
		dir := map[string]string{"clerk-js": s.config.ClerkJSDir, "ui": s.config.ClerkUIDir}[name]
		if dir == "" {
			writeReply(w, problem(http.StatusNotFound, "resource_not_found",
				"Clerk's scripts are not here: Config.ClerkJSDir and Config.ClerkUIDir name their directories."))
			return
		}
		r.URL.Path = "/" + r.PathValue("file")
		http.FileServer(http.Dir(dir)).ServeHTTP(w, r)
	})
}
