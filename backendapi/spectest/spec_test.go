package spectest

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"

	"github.com/clerkfiber/clerkfiber/backendapi"
)

const samplesPerOperation = 12

// TestAgainstTheSpecification calls every operation's method with parameters
// that the specification allows, and answers with what it allows. Each request
// has to be valid and to say what was asked for; each answer has to be read
// without losing anything.
func TestAgainstTheSpecification(t *testing.T) {
	spec := loadSpec(t)
	methods := methodsOf(t)
	seen, calls := 0, 0
	for path, item := range spec.doc.Paths.Map() {
		for _, op := range item.Operations() {
			seen++
			for _, name := range methods[op.OperationID] {
				for i, s := range samplers(samplesPerOperation) {
					calls++
					if err := spec.try(name, path, item, op, s); err != nil {
						t.Errorf("%s as %s, sample %d: %v", op.OperationID, name, i, err)
						break
					}
				}
			}
		}
	}
	t.Logf("%d operations, %d calls", seen, calls)
	if seen != 249 {
		t.Errorf("%d operations, want 249", seen)
	}
}

type specification struct {
	doc    *openapi3.T
	router routers.Router
}

func loadSpec(t *testing.T) *specification {
	t.Helper()
	file := os.Getenv("CLERK_OPENAPI_SPEC")
	if file == "" {
		t.Skip("CLERK_OPENAPI_SPEC names no file")
	}
	doc, err := openapi3.NewLoader().LoadFromFile(file)
	if err != nil {
		t.Fatal(err)
	}
	doc.Servers = nil
	for _, item := range doc.Paths.Map() {
		item.Servers = nil
		for _, op := range item.Operations() {
			op.Servers = nil
		}
	}
	// Fields that the description requires and forgets to declare.
	declare(doc, "SAMLConnection", "authenticatable", openapi3.NewBoolSchema())
	declare(doc, "SAMLConnection", "disable_jit_provisioning", openapi3.NewBoolSchema())
	declare(doc, "EnterpriseConnection", "authenticatable", openapi3.NewBoolSchema())
	declare(doc, "EnterpriseConnection", "disable_jit_provisioning", openapi3.NewBoolSchema())
	declare(doc, "JWKS.rsa.PrivateKey", "crv", openapi3.NewStringSchema())
	// Headers have lists of values, in JavaScript's types and in HTTP.
	refresh := doc.Paths.Find("/sessions/{session_id}/refresh").Post.RequestBody.Value.Content.Get("application/json").Schema.Value
	refresh.Properties["request_headers"].Value.AdditionalProperties = openapi3.AdditionalProperties{
		Schema: openapi3.NewArraySchema().WithItems(openapi3.NewStringSchema()).NewRef(),
	}
	router, err := gorillamux.NewRouter(doc)
	if err != nil {
		t.Fatal(err)
	}
	return &specification{doc, router}
}

func declare(doc *openapi3.T, schema, field string, as *openapi3.Schema) {
	object := doc.Components.Schemas[schema].Value
	if _, ok := object.Properties[field]; !ok {
		object.Properties[field] = as.NewRef()
	}
}

// methodsOf says which methods make the request of an operation.
func methodsOf(t *testing.T) map[string][]string {
	methods := map[string][]string{}
	for _, row := range rows(t, "operations.tsv") {
		methods[row[0]] = strings.Split(row[6], ",")
	}
	return methods
}

// rows reads one of the tables, without its headline.
func rows(t *testing.T, name string) [][]string {
	t.Helper()
	file, err := os.Open("../testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	reader := csv.NewReader(file)
	reader.Comma = '\t'
	all, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all[1:]
}

// exchange is one request and its answer.
type exchange struct {
	spec     *specification
	item     *openapi3.PathItem
	op       *openapi3.Operation
	body     any
	query    url.Values
	answer   any
	status   int
	anything *sampler
	faults   []error
	met      bool
}

func (x *exchange) fault(format string, args ...any) {
	x.faults = append(x.faults, fmt.Errorf(format, args...))
}

// try makes one call. The answer's part is in ServeHTTP.
func (spec *specification) try(name, path string, item *openapi3.PathItem, op *openapi3.Operation, s *sampler) error {
	x := &exchange{spec: spec, item: item, op: op, query: url.Values{}, anything: &sampler{rng: s.rng, optional: 1}}
	x.status, x.answer = answerTo(op, s)
	server := httptest.NewServer(x)
	defer server.Close()
	client, err := backendapi.New(backendapi.Options{SecretKey: "sk_test_fake", APIURL: server.URL})
	if err != nil {
		return err
	}
	service, methodName, _ := strings.Cut(name, ".")
	method := reflect.ValueOf(client).Elem().FieldByName(service).MethodByName(methodName)
	args, err := x.arguments(name, path, method.Type(), s)
	if err != nil {
		return err
	}
	results := method.Call(args)
	replacesMetadata := strings.HasPrefix(op.OperationID, "Replace") && strings.HasPrefix(methodName, "Update")
	if !x.met && !replacesMetadata {
		x.fault("the operation was not called")
	}
	if len(x.faults) > 0 || !x.met {
		return errors.Join(x.faults...)
	}
	if err, _ := results[len(results)-1].Interface().(error); err != nil {
		if x.answerIsInactive() {
			return nil
		}
		sent, _ := json.Marshal(x.answer)
		return fmt.Errorf("%w\nanswer: %s", err, sent)
	}
	if len(results) == 1 || name == "Miscellaneous.GetPublicInterstitial" {
		return nil
	}
	return x.compare(results[0].Interface(), name)
}

// answerIsInactive: an inactive OAuth token is an error on purpose.
func (x *exchange) answerIsInactive() bool {
	object, _ := x.answer.(map[string]any)
	return x.op.OperationID == "verifyOAuthAccessToken" && object["active"] == false
}

// ServeHTTP checks the request and gives the answer.
func (x *exchange) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	r.URL.Path = strings.TrimPrefix(r.URL.Path, "/v1")
	body, err := io.ReadAll(r.Body)
	if err != nil {
		x.fault("reading the body: %w", err)
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	route, params, err := x.spec.router.FindRoute(r)
	if err != nil {
		x.fault("%s %s: %w", r.Method, r.URL, err)
		return
	}
	query := r.URL.Query()
	query.Del("paginated")
	status, answer := answerTo(route.Operation, x.anything)
	if route.Operation.OperationID == x.op.OperationID {
		x.met = true
		status, answer = x.status, x.answer
		if query.Encode() != x.query.Encode() {
			x.fault("query %s, want %s", query.Encode(), x.query.Encode())
		}
		if x.body != nil {
			x.compareBody(body)
		}
	}
	// The key goes into a header, whatever the operation asks for.
	err = openapi3filter.ValidateRequest(r.Context(), &openapi3filter.RequestValidationInput{
		Request: r, PathParams: params, Route: route,
		Options: &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc},
	})
	if err != nil {
		x.fault("the request is not valid: %w\nbody: %s", err, body)
	}
	text, err := json.Marshal(answer)
	if err != nil {
		x.fault("%w", err)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if status != http.StatusNoContent && answer != nil {
		_, _ = w.Write(text)
	}
}

func (x *exchange) compareBody(body []byte) {
	var got any
	if err := json.Unmarshal(body, &got); err != nil {
		x.fault("body: %w: %s", err, body)
		return
	}
	if !reflect.DeepEqual(got, normal(x.body)) {
		want, _ := json.Marshal(x.body)
		x.fault("body %s, want %s", body, want)
	}
}

// compare encodes the result again: nothing may be lost or changed.
func (x *exchange) compare(result any, name string) error {
	text, err := json.Marshal(result)
	if err != nil {
		return err
	}
	var got any
	if err := json.Unmarshal(text, &got); err != nil {
		return err
	}
	want := normal(x.answer)
	if object, ok := want.(map[string]any); ok && object["m2m_tokens"] != nil {
		object["data"] = object["m2m_tokens"]
		delete(object, "m2m_tokens")
	}
	if list, ok := want.([]any); ok {
		got, want = got.(map[string]any)["data"], any(list)
	}
	if !reflect.DeepEqual(got, want) {
		sent, _ := json.Marshal(want)
		back, _ := json.Marshal(got)
		return fmt.Errorf("%s lost something\nsent: %s\nback: %s", name, sent, back)
	}
	return nil
}

// normal is the value as JSON would give it back.
func normal(v any) any {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	var out any
	if err := json.Unmarshal(text, &out); err != nil {
		panic(err)
	}
	return out
}

// answerTo samples the successful answer of an operation.
func answerTo(op *openapi3.Operation, s *sampler) (int, any) {
	for _, status := range []int{200, 201, 202, 204} {
		response := op.Responses.Status(status)
		if response == nil {
			continue
		}
		media := response.Value.Content.Get("application/json")
		if media == nil || media.Schema == nil {
			return status, nil
		}
		answer, err := s.allowed(media.Schema.Value)
		if err != nil && op.OperationID != "GetJWKS" { // its union cannot be told apart
			panic(err)
		}
		return status, answer
	}
	return http.StatusOK, nil
}
