package clerktest

import (
	"fmt"
	"net/http"
	"strings"
)

// backendRoutes is the Backend API. The machine endpoints answer with and
// without /v1, as Clerk's own client leaves it out there.
func (s *Server) backendRoutes() http.Handler {
	mux := http.NewServeMux()
	route := func(pattern string, h handler) {
		method, path, _ := strings.Cut(pattern, " ")
		mux.HandleFunc(method+" /v1"+path, s.serve(s.withSecretKey(h)))
	}
	machineRoute := func(pattern string, h handler) {
		method, path, _ := strings.Cut(pattern, " ")
		guarded := s.serve(s.withMachineOrSecretKey(h))
		mux.HandleFunc(method+" /v1"+path, guarded)
		mux.HandleFunc(method+" "+path, guarded)
	}
	route("GET /jwks", s.getJWKS)
	s.userRoutes(route)
	s.emailRoutes(route)
	s.sessionRoutes(route)
	s.organizationRoutes(route)
	s.membershipRoutes(route)
	s.invitationRoutes(route)
	s.domainRoutes(route)
	s.machineRoutes(route)
	s.machineTokenRoutes(machineRoute)
	mux.HandleFunc("/", s.serve(s.withSecretKey(unknownRoute)))
	return mux
}

type router func(pattern string, h handler)

func unknownRoute(c *call) reply {
	return problem(http.StatusNotFound, "resource_not_found",
		fmt.Sprintf("clerktest has no route %s %s.", c.r.Method, c.r.URL.EscapedPath()))
}

func (s *Server) withSecretKey(h handler) handler {
	return func(c *call) reply {
		if refusal := s.checkKey(bearer(c.r), false); refusal != nil {
			return *refusal
		}
		return h(c)
	}
}

func (s *Server) withMachineOrSecretKey(h handler) handler {
	return func(c *call) reply {
		if refusal := s.checkKey(bearer(c.r), true); refusal != nil {
			return *refusal
		}
		return h(c)
	}
}

func bearer(r *http.Request) string {
	key, found := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !found {
		return ""
	}
	return strings.TrimSpace(key)
}

func (s *Server) checkKey(key string, machinesToo bool) *reply {
	switch {
	case key == "":
		refusal := problem(http.StatusUnauthorized, "authorization_header_format_invalid",
			"The Authorization header must be of the form Bearer <secret key>.")
		return &refusal
	case key == s.instance.secretKey, machinesToo && s.machineBySecret(key) != nil:
		return nil
	default:
		refusal := problem(http.StatusUnauthorized, "clerk_key_invalid",
			"The provided Clerk Secret Key is invalid. Make sure that your Clerk Secret Key is correct.")
		return &refusal
	}
}

func (s *Server) machineBySecret(key string) *machine {
	return s.state.machines.first(func(m *machine) bool { return m.secret == key })
}

func (s *Server) getJWKS(*call) reply {
	keys := make([]object, 0, len(s.keys))
	for _, key := range s.keys {
		keys = append(keys, key.jwk())
	}
	return ok(object{"keys": keys})
}
