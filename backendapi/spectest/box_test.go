package spectest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
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

// RoundTrip implements [http.RoundTripper]. A list that was asked for as
// {data, total_count} is asked for as an array, too.
func (j *judge) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := j.exchange(r)
	if query := r.URL.Query(); err == nil && query.Get("paginated") == "true" {
		bare := r.Clone(r.Context())
		query.Del("paginated")
		bare.URL.RawQuery = query.Encode()
		if _, err := j.exchange(bare); err != nil {
			return nil, err
		}
	}
	return res, err
}

func (j *judge) exchange(r *http.Request) (*http.Response, error) {
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
	response := route.Operation.Responses.Status(res.StatusCode)
	if response == nil {
		return fmt.Errorf("the operation does not answer %d", res.StatusCode)
	}
	if res.StatusCode < http.StatusMultipleChoices {
		j.seen[route.Operation.OperationID] = true
	}
	media := response.Value.Content.Get("application/json")
	if asked.URL.Query().Get("paginated") == "true" && media != nil && media.Schema.Value.Type.Is("array") {
		return pageOf(media.Schema.Value, body)
	}
	return openapi3filter.ValidateResponse(r.Context(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: asked, PathParams: params, Route: route},
		Status:                 res.StatusCode, Header: res.Header, Body: io.NopCloser(bytes.NewReader(body)),
		Options: &openapi3filter.Options{IncludeResponseStatus: true, MultiError: true},
	})
}

// pageOf holds a list in the shape that the specification leaves out.
func pageOf(list *openapi3.Schema, body []byte) error {
	var page struct {
		Data       []any  `json:"data"`
		TotalCount *int64 `json:"total_count"`
	}
	if err := json.Unmarshal(body, &page); err != nil {
		return err
	}
	if page.Data == nil || page.TotalCount == nil {
		return errors.New("a page has data and total_count")
	}
	return list.VisitJSON(page.Data)
}
