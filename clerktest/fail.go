package clerktest

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"sync"
)

// Failure is how a call fails: a status from 400 to 599, answered as Clerk
// answers with it, or one of Hang, CutOff and RateLimited.
type Failure int

const (
	// Hang answers nothing until the caller leaves, or the server is closed.
	Hang Failure = -1 - iota

	// CutOff does what was asked and breaks the connection in the middle of the
	// answer.
	CutOff

	// RateLimited is Clerk's refusal of too many calls: 429, with a Retry-After
	// of one second.
	RateLimited Failure = http.StatusTooManyRequests
)

// Fail makes the next calls that match fail, so many times:
//
//	s.Fail("GET /v1/users/{id}", 503, 2)
//	s.Fail("/v1/jwks", clerktest.Hang, 1)
//	s.Fail("POST frontend/v1/client/", clerktest.RateLimited, -1)
//
// What matches is said as to an http.ServeMux, where the host is one of the
// words backend and frontend, the API that is called; without it, either. "/"
// is every call. Below zero times means from now on, and zero takes back what
// was said of the same match before. A call that matches several counts for the
// oldest. Requests lists the failed calls, too.
//
// It panics for a match that http.ServeMux does not take, and for a status that
// is no failure.
func (s *Server) Fail(match string, how Failure, times int) {
	if how != Hang && how != CutOff && (how < 400 || how > 599) {
		panic(fmt.Sprintf("clerktest: Fail(%q, %d, %d): %d is no status from 400 to 599, nor Hang or CutOff", match, how, times, how))
	}
	f := &failure{match: match, how: how, left: times, mux: http.NewServeMux()}
	f.mux.Handle(match, http.NotFoundHandler())
	s.failures.add(f)
}

// failure is one rule of Fail's. Its mux has one pattern, and only answers
// whether a request matches.
type failure struct {
	match string
	mux   *http.ServeMux
	how   Failure
	left  int // below zero: for ever
}

type failures struct {
	mu   sync.Mutex
	list []*failure
}

func (l *failures) add(f *failure) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if f.left != 0 {
		l.list = append(l.list, f)
		return
	}
	kept := l.list[:0]
	for _, other := range l.list {
		if other.match != f.match {
			kept = append(kept, other)
		}
	}
	l.list = kept
}

// next is how a call to an API has to fail, or 0.
func (l *failures) next(api string, r *http.Request) Failure {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.list) == 0 {
		return 0
	}
	asked := r.Clone(r.Context())
	asked.Host, asked.URL.Host = api, api
	for i, f := range l.list {
		if _, pattern := f.mux.Handler(asked); pattern == "" {
			continue
		}
		if f.left > 0 {
			f.left--
		}
		if f.left == 0 {
			l.list = append(l.list[:i:i], l.list[i+1:]...)
		}
		return f.how
	}
	return 0
}

// failing lets the calls fail that Fail has spoken of.
func (s *Server) failing(api string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch how := s.failures.next(api, r); how {
		case 0:
			next.ServeHTTP(w, r)
		case Hang:
			hang(w, r)
		case CutOff:
			cutOff(w, r, next)
		default:
			if how == RateLimited {
				w.Header().Set("Retry-After", strconv.Itoa(1))
			}
			writeReply(w, failed(int(how)))
		}
	})
}

// hang reads the body first: before its end net/http does not notice that the
// caller has left.
func hang(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, http.MaxBytesReader(w, r.Body, maxBody))
	<-r.Context().Done()
	panic(http.ErrAbortHandler)
}

func cutOff(w http.ResponseWriter, r *http.Request, next http.Handler) {
	whole := &heldAnswer{header: w.Header()}
	next.ServeHTTP(whole, r)
	if len(whole.body) > 0 {
		w.Header().Set("Content-Length", strconv.Itoa(len(whole.body)))
		w.WriteHeader(whole.status)
		_, _ = w.Write(whole.body[:len(whole.body)/2]) // it is cut off either way
		_ = http.NewResponseController(w).Flush()
	}
	panic(http.ErrAbortHandler)
}

// heldAnswer keeps an answer back.
type heldAnswer struct {
	header http.Header
	status int
	body   []byte
}

func (h *heldAnswer) Header() http.Header { return h.header }

func (h *heldAnswer) WriteHeader(status int) {
	if h.status == 0 {
		h.status = status
	}
}

func (h *heldAnswer) Write(b []byte) (int, error) {
	h.WriteHeader(http.StatusOK)
	h.body = append(h.body, b...)
	return len(b), nil
}

// failed is Clerk's body for a status.
func failed(status int) reply {
	code, message := "internal_clerk_error", "There was an internal error on our servers. We've been notified and are working on fixing it."
	switch status {
	case http.StatusBadRequest:
		code, message = "bad_request", "The request is invalid."
	case http.StatusUnauthorized:
		code, message = "authentication_invalid", "Unable to authenticate the request, you need to supply an active session."
	case http.StatusForbidden:
		code, message = "authorization_invalid", "You are not authorized to perform this request."
	case http.StatusNotFound:
		code, message = "resource_not_found", "The resource was not found."
	case http.StatusConflict:
		code, message = "conflict", "The resource is being changed by another request."
	case http.StatusUnprocessableEntity:
		code, message = "form_param_invalid", "A parameter is invalid."
	case http.StatusTooManyRequests:
		code, message = "too_many_requests", "Too many requests. Please try again in a bit."
	case http.StatusServiceUnavailable:
		code, message = "service_unavailable", "The service is unavailable."
	default:
		if status < http.StatusInternalServerError {
			code, message = "request_failed", http.StatusText(status)
		}
	}
	return problem(status, code, message)
}
