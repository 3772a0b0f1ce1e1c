package clerktest

import (
	"net/http"
	"slices"
	"sync"
)

// journalSize bounds what a server remembers of its requests, so that a long
// load test does not fill the memory.
const journalSize = 10_000

// Request is one request that the server received.
type Request struct {
	API    string // "backend" or "frontend"
	Method string
	Path   string // without the query, as sent: /v1/users/user_1
	Query  string // raw
	Header http.Header
	Status int // the answer's; 0 while there is none
}

type journal struct {
	mu      sync.Mutex
	entries []*Request
}

// Requests lists what the two APIs were asked, oldest first: the last 10,000.
// Requests that are still being answered are in it, with a zero Status.
func (s *Server) Requests() []Request {
	s.journal.mu.Lock()
	defer s.journal.mu.Unlock()
	list := make([]Request, len(s.journal.entries))
	for i, entry := range s.journal.entries {
		list[i] = *entry
		list[i].Header = entry.Header.Clone()
	}
	return list
}

// CountRequests counts what Requests would list for a method and a path, on
// either API. An empty string stands for any.
func (s *Server) CountRequests(method, path string) int {
	s.journal.mu.Lock()
	defer s.journal.mu.Unlock()
	count := 0
	for _, entry := range s.journal.entries {
		if (method == "" || entry.Method == method) && (path == "" || entry.Path == path) {
			count++
		}
	}
	return count
}

// ForgetRequests empties the list that Requests gives.
func (s *Server) ForgetRequests() {
	s.journal.mu.Lock()
	defer s.journal.mu.Unlock()
	s.journal.entries = nil
}

// Intercept calls f before each request to either API; when it returns true, f
// has answered. A test injects faults with it: a status, an empty body, a
// handler that hangs until r.Context() is done. The two APIs are told apart by
// r.Host, or by path. Nil removes it.
func (s *Server) Intercept(f func(w http.ResponseWriter, r *http.Request) bool) {
	if f == nil {
		s.intercept.Store(nil)
		return
	}
	i := interceptor(f)
	s.intercept.Store(&i)
}

func (j *journal) add(entry *Request) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if len(j.entries) >= journalSize {
		j.entries = slices.Delete(j.entries, 0, len(j.entries)-journalSize+1)
	}
	j.entries = append(j.entries, entry)
}

func (j *journal) answered(entry *Request, status int) {
	j.mu.Lock()
	defer j.mu.Unlock()
	entry.Status = status
}

// observed records each request and lets the interceptor answer first.
func (s *Server) observed(api string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		entry := &Request{API: api, Method: r.Method, Path: r.URL.EscapedPath(), Query: r.URL.RawQuery, Header: r.Header.Clone()}
		s.journal.add(entry)
		watch := &statusWriter{ResponseWriter: w}
		defer func() { s.journal.answered(entry, watch.status) }()

		if f := s.intercept.Load(); f != nil && (*f)(watch, r) {
			return
		}
		next.ServeHTTP(watch, r)
	})
}

// statusWriter remembers the status that was written.
type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *statusWriter) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	return w.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the connection, to hijack it.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
