package backendapi_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/clerkfiber/clerkfiber/backendapi"
)

const (
	fakeSecret  = "sk_test_fake_secret_key"
	fakeMachine = "ak_fake_machine_key"
)

// serve starts an API that answers every request with the handler.
func serve(t *testing.T, handler http.HandlerFunc) *backendapi.Client {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return newClient(t, backendapi.Options{APIURL: server.URL})
}

func newClient(t *testing.T, opts backendapi.Options) *backendapi.Client {
	t.Helper()
	opts.SecretKey, opts.MachineSecretKey = fakeSecret, fakeMachine
	client, err := backendapi.New(opts)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// sent is a request as it arrived.
type sent struct {
	Method, Path, Query, Body string
	Header                    http.Header
}

// recorder is an API that keeps what it was asked and answers what it is told.
type recorder struct {
	mu       sync.Mutex
	requests []sent
	answer   func(r *http.Request) string
}

func (r *recorder) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	body, _ := io.ReadAll(req.Body)
	r.mu.Lock()
	r.requests = append(r.requests, sent{req.Method, req.URL.EscapedPath(), req.URL.RawQuery, string(body), req.Header})
	r.mu.Unlock()
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	answer := "{}"
	if r.answer != nil {
		answer = r.answer(req)
	}
	fmt.Fprint(w, answer)
}

func (r *recorder) take() []sent {
	r.mu.Lock()
	defer r.mu.Unlock()
	taken := r.requests
	r.requests = nil
	return taken
}

// record returns a client of an API that answers every request with the text.
func record(t *testing.T, answer string) (*backendapi.Client, *recorder) {
	t.Helper()
	rec := &recorder{answer: func(*http.Request) string { return answer }}
	return serve(t, rec.ServeHTTP), rec
}

// operation is a method of a service, ready to be called by reflection.
type operation struct {
	Service, Name string
	fn            reflect.Value
}

func (o operation) String() string { return o.Service + "." + o.Name }

// operations lists every exported method of every service.
func operations(client *backendapi.Client) []operation {
	var all []operation
	c := reflect.ValueOf(client).Elem()
	for i := range c.NumField() {
		if !c.Type().Field(i).IsExported() {
			continue
		}
		service := c.Field(i)
		for j := range service.NumMethod() {
			all = append(all, operation{c.Type().Field(i).Name, service.Type().Method(j).Name, service.Method(j)})
		}
	}
	return all
}

// call calls the method; fill says what a parameter is given.
func (o operation) call(ctx context.Context, fill func(arg int, v reflect.Value)) []reflect.Value {
	t := o.fn.Type()
	args := []reflect.Value{reflect.ValueOf(ctx)}
	for i := 1; i < t.NumIn(); i++ {
		if t.IsVariadic() && i == t.NumIn()-1 {
			break
		}
		v := reflect.New(t.In(i)).Elem()
		fill(i, v)
		args = append(args, v)
	}
	return o.fn.Call(args)
}

// errorOf is the last result.
func errorOf(results []reflect.Value) error {
	err, _ := results[len(results)-1].Interface().(error)
	return err
}

// isIterator reports whether the method walks pages.
func (o operation) isIterator() bool {
	return o.fn.Type().NumOut() == 1 && o.fn.Type().Out(0).Kind() == reflect.Func
}

// fillAll gives every string the name of its place ("arg1", "UserID"), and
// everything else some value that is sent.
func fillAll(arg int, v reflect.Value) {
	fillNamed(fmt.Sprintf("arg%d", arg), v)
}

func fillNamed(name string, v reflect.Value) {
	switch v.Interface().(type) {
	case backendapi.File:
		v.Set(reflect.ValueOf(backendapi.File{Name: "a.png", ContentType: "image/png", Content: strings.NewReader("image")}))
		return
	case json.RawMessage:
		v.SetBytes([]byte(`{"a":1}`))
		return
	case backendapi.Extra, http.Header:
		return
	}
	if unmarshal, ok := v.Addr().Interface().(json.Unmarshaler); ok && strings.HasPrefix(v.Type().Name(), "Optional[") {
		inner := reflect.New(v.Type().Field(0).Type).Elem()
		fillNamed(name, inner)
		text, err := json.Marshal(inner.Interface())
		if err == nil {
			err = unmarshal.UnmarshalJSON(text)
		}
		if err != nil {
			panic(err)
		}
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(name)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int64:
		v.SetInt(7)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fillNamed(name, v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fillNamed(name, v.Index(0))
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
	case reflect.Struct:
		for i := range v.NumField() {
			fillNamed(v.Type().Field(i).Name, v.Field(i))
		}
	}
}
