package clerktest

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/clerkfiber/clerkfiber/clerktest/internal/contract"
)

// The Backend API. Each operation of Clerk's description has a route, and what
// it takes is checked against the description before the operation is asked;
// see internal/contract. Resources with the common verbs are a resource each
// (backend_resource.go); what is special about them stands in its file.

// operation answers a request to the Backend API, or refuses it with an error.
type operation func(c *call) (any, error)

// router adds an operation under its method and path in Clerk's description.
type router func(pattern string, do operation)

// operations are all that the Backend API does.
func (s *Server) operations(route router) {
	s.userOperations(route)
	s.identificationOperations(route)
	s.sessionOperations(route)
	s.organizationOperations(route)
	s.membershipOperations(route)
	s.invitationOperations(route)
	s.organizationDomainOperations(route)
	s.roleOperations(route)
	s.roleSetOperations(route)
	s.accessListOperations(route)
	s.waitlistOperations(route)
	s.ticketOperations(route)
	s.instanceOperations(route)
	s.domainOperations(route)
	s.jwtTemplateOperations(route)
	s.redirectURLOperations(route)
	s.oauthApplicationOperations(route)
	s.connectionOperations(route)
	s.directoryOperations(route)
	s.messageTemplateOperations(route)
	s.emailOperations(route)
	s.billingOperations(route)
	s.machineOperations(route)
	s.apiKeyOperations(route)
	s.m2mOperations(route)
	s.portalOperations(route)
	s.signUpOperations(route)
	s.webhookOperations(route)
	s.keyOperations(route)
}

// backendRoutes serves every operation of the description, with 501 for one
// that has no code. The machine endpoints answer with and without /v1, as
// Clerk's own client leaves it out there.
func (s *Server) backendRoutes() http.Handler {
	served := map[string]operation{}
	s.operations(func(pattern string, do operation) {
		if contract.ByPattern()[pattern] == nil || served[pattern] != nil {
			panic("clerktest: " + pattern + " is no operation of the Backend API, or it is served twice")
		}
		served[pattern] = do
	})
	mux := http.NewServeMux()
	for _, op := range contract.All() {
		do := served[op.Pattern()]
		if do == nil {
			do = unserved
		}
		h := s.serve(s.checked(op, do))
		mux.HandleFunc(op.Method+" /v1"+op.Path, h)
		if op.Worker {
			mux.HandleFunc(op.Pattern(), h)
		}
	}
	mux.HandleFunc("/", s.serve(func(c *call) reply {
		if refusal := s.checkKey(bearer(c.r), false); refusal != nil {
			return *refusal
		}
		return notServed(c)
	}))
	return mux
}

// openOperations need no key.
var openOperations = map[string]bool{
	"GetPublicInterstitial": true, "createAccountlessApplication": true, "completeAccountlessApplicationOnboarding": true,
}

// checked asks an operation only what its description allows.
func (s *Server) checked(op *contract.Operation, do operation) handler {
	return func(c *call) reply {
		if !openOperations[op.ID] {
			if refusal := s.checkKey(bearer(c.r), op.Worker); refusal != nil {
				return *refusal
			}
		}
		if err := c.check(op); err != nil {
			return refused(err)
		}
		result, err := do(c)
		if err != nil {
			return refused(err)
		}
		if answer, complete := result.(reply); complete {
			return answer
		}
		return ok(result)
	}
}

// check holds a call against what the operation takes.
func (c *call) check(op *contract.Operation) error {
	if fault := op.CheckQuery(c.query); fault != nil {
		return refuseFault(op, fault)
	}
	if op.Body == nil || c.form {
		return nil
	}
	body := c.json
	if body == nil {
		body = object{}
	}
	if fields, isObject := body.(object); isObject && c.before("2026-05-12") && (op.ID == "UpdateUser" || op.ID == "UpdateOrganization") {
		body = withoutMetadata(fields)
	}
	if fault := op.CheckBody(body); fault != nil {
		return refuseFault(op, fault)
	}
	return nil
}

// before reports whether the caller was written for an older version of the API.
func (c *call) before(version string) bool { return c.r.Header.Get("Clerk-Api-Version") < version }

// withoutMetadata is a body without what only older versions of the API take.
func withoutMetadata(body object) object {
	rest := object{}
	for name, value := range body {
		if !strings.HasSuffix(name, "_metadata") {
			rest[name] = value
		}
	}
	return rest
}

func unserved(c *call) (any, error) { return notServed(c), nil }

// notServed is for what Clerk may have and clerktest lacks: it must not look
// like a resource that is not there.
func notServed(c *call) reply {
	return problem(http.StatusNotImplemented, "clerktest_not_served",
		fmt.Sprintf("clerktest has no route %s %s.", c.r.Method, c.r.URL.EscapedPath()))
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
