package replay

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"sync"
)

const (
	apiVersion  = "2026-05-12"
	contentType = "application/json"
)

// upstream plays Clerk's APIs: it answers from a case's script, writes down
// what it was asked, and reaches no network.
type upstream struct {
	script    map[string]scripted
	jwks      json.RawMessage
	secretKey string
	headers   bool // whether every header is written down

	mu    sync.Mutex
	calls []call
}

func newUpstream(s *shared, c *recorded) *upstream {
	secretKey := c.Options.SecretKey
	if secretKey == "" {
		secretKey = c.Env["CLERK_SECRET_KEY"]
	}
	return &upstream{script: c.Backend, jwks: s.JWKS, secretKey: secretKey, headers: c.Options.FrontendAPIProxy != nil}
}

// taken returns the calls since the last time.
func (u *upstream) taken() []call {
	u.mu.Lock()
	defer u.mu.Unlock()
	calls := u.calls
	u.calls = nil
	return calls
}

func (u *upstream) RoundTrip(r *http.Request) (*http.Response, error) {
	made := call{Method: r.Method, URL: r.URL.String()}
	if r.Body != nil {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		made.Body = string(body)
	}
	u.describe(&made, r)
	u.mu.Lock()
	u.calls = append(u.calls, made)
	u.mu.Unlock()

	if s, ok := u.script[r.Method+" "+r.URL.EscapedPath()]; ok {
		return s.response(r)
	}
	if s, ok := u.script["*"]; ok {
		return s.response(r)
	}
	if bytes.HasSuffix([]byte(r.URL.Path), []byte("/jwks")) {
		return scripted{Body: u.jwks}.response(r)
	}
	notFound := json.RawMessage(`{"errors":[{"code":"resource_not_found","message":"not found"}]}`)
	return scripted{Status: http.StatusNotFound, Body: notFound}.response(r)
}

func (u *upstream) describe(made *call, r *http.Request) {
	if u.headers {
		made.Headers = [][2]string{{"host", cmp.Or(r.Host, r.URL.Host)}}
		for name, values := range r.Header {
			for _, value := range values {
				if value != "" || name != "User-Agent" { // empty: net/http is to add none of its own
					made.Headers = append(made.Headers, [2]string{name, fromLatin1(value)})
				}
			}
		}
		return
	}
	if value := r.Header.Get("Authorization"); value != "Bearer "+u.secretKey {
		made.Authorization = value
	}
	if value := r.Header.Get("Clerk-API-Version"); value != apiVersion {
		made.Version = value
	}
	if value := r.Header.Get("Content-Type"); value != contentType {
		made.ContentType = value
	}
}

func (s scripted) response(r *http.Request) (*http.Response, error) {
	if s.Fails != "" {
		return nil, errors.New(s.Fails)
	}
	status := s.Status
	if status == 0 {
		status = http.StatusOK
	}
	body, header := []byte(s.Body), http.Header{}
	var text string
	switch {
	case len(body) == 0:
	case json.Unmarshal(body, &text) == nil:
		body = []byte(text)
		header.Set("Content-Type", "text/plain;charset=UTF-8")
	default:
		header.Set("Content-Type", contentType)
	}
	for _, pair := range s.Headers {
		if pair[0] == "content-type" {
			header.Set(pair[0], pair[1])
		} else {
			header.Add(pair[0], pair[1])
		}
	}
	return &http.Response{
		Status: http.StatusText(status), StatusCode: status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: header, Body: io.NopCloser(bytes.NewReader(body)), ContentLength: int64(len(body)), Request: r,
	}, nil
}
