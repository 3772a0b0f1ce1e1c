package spectest

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3filter"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerktest"
	"github.com/clerkfiber/clerkfiber/internal/boxtour"
)

// TestClerktestAgainstTheSpecification holds every answer that clerktest gives
// on the tour through all operations against the specification.
func TestClerktestAgainstTheSpecification(t *testing.T) {
	spec := loadSpec(t)
	judge := &judge{spec: spec, seen: map[string]bool{}}
	dev, prod := clerktest.NewServer(), clerktest.NewServer(clerktest.Config{Production: true})
	t.Cleanup(dev.Close)
	t.Cleanup(prod.Close)
	boxtour.Tour{TB: t, Dev: dev, Prod: prod, Client: judge.client(t, dev), Changes: judge.client(t, prod)}.Walk()
	for _, fault := range judge.faults {
		t.Error(fault)
	}
	for _, id := range operationsInOrder(t) {
		if !judge.seen[id] {
			t.Errorf("%s was not answered with success", id)
		}
	}
	t.Logf("%d operations, %d answers", len(judge.seen), judge.answers)
}

// judge sits between a client and a server.
type judge struct {
	spec    *specification
	mu      sync.Mutex
	seen    map[string]bool
	faults  []string
	answers int
}

func (j *judge) client(t *testing.T, s *clerktest.Server) *backendapi.Client {
	client, err := backendapi.New(backendapi.Options{SecretKey: s.SecretKey(), APIURL: s.BackendURL(), HTTPClient: &http.Client{Transport: j}})
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// RoundTrip implements [http.RoundTripper].
func (j *judge) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, err
	}
	if err := res.Body.Close(); err != nil {
		return nil, err
	}
	res.Body = io.NopCloser(bytes.NewReader(body))
	j.mu.Lock()
	defer j.mu.Unlock()
	if fault := j.hold(r, res, body); fault != nil {
		j.faults = append(j.faults, fmt.Sprintf("%s %s: %v\n%s", r.Method, r.URL, fault, body))
	}
	return res, nil
}

// hold says what is wrong with an answer. What the specification does not list
// is Clerk's own client's business.
func (j *judge) hold(r *http.Request, res *http.Response, body []byte) error {
	asked := r.Clone(r.Context())
	asked.URL.Path = strings.TrimPrefix(r.URL.Path, "/v1")
	route, params, err := j.spec.router.FindRoute(asked)
	if err != nil {
		return nil //nolint:nilerr // no operation of the specification's
	}
	j.answers++
	if res.StatusCode < http.StatusMultipleChoices {
		j.seen[route.Operation.OperationID] = true
	}
	if route.Operation.Responses.Status(res.StatusCode) == nil {
		return fmt.Errorf("the operation does not answer %d", res.StatusCode)
	}
	listed := route.Operation.Responses.Status(res.StatusCode).Value.Content.Get("application/json")
	if asked.URL.Query().Get("paginated") == "true" && listed != nil && listed.Schema.Value.Type.Is("array") {
		return nil // a list in the shape that the specification leaves out
	}
	return openapi3filter.ValidateResponse(r.Context(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: asked, PathParams: params, Route: route},
		Status:                 res.StatusCode, Header: res.Header, Body: io.NopCloser(bytes.NewReader(body)),
		Options: &openapi3filter.Options{IncludeResponseStatus: true, MultiError: true},
	})
}
