package backendapi_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/backendapi"
)

// canned answers every request with one body.
type canned struct {
	status int
	header http.Header
	body   []byte
	asked  *http.Request
}

func (c *canned) RoundTrip(r *http.Request) (*http.Response, error) {
	c.asked = r
	return &http.Response{StatusCode: c.status, Header: c.header, Body: io.NopCloser(bytes.NewReader(c.body))}, nil
}

func fuzzClient(t *testing.T, api *canned) *backendapi.Client {
	t.Helper()
	return newClient(t, backendapi.Options{HTTPClient: &http.Client{Transport: api}})
}

// FuzzUser: an answer is read or is an error, and what was read can be written
// and read again to the same.
func FuzzUser(f *testing.F) {
	f.Add([]byte(someUser))
	f.Add([]byte(`{"created_at":1e12,"updated_at":1.5,"scim":{"directory_id":"a","external_id":null}}`))
	f.Add([]byte(`{"ID":1,"id":"a","":0,"email_addresses":[null,{"verification":null}]}`))
	f.Add([]byte(`[]`))
	f.Fuzz(func(t *testing.T, body []byte) {
		client := fuzzClient(t, &canned{status: 200, header: http.Header{}, body: body})
		user, err := client.Users.GetUser(context.Background(), "user_1")
		if err != nil {
			return
		}
		once, err := json.Marshal(user)
		if err != nil {
			t.Fatalf("cannot be written: %v", err)
		}
		var again backendapi.User
		if err := json.Unmarshal(once, &again); err != nil {
			t.Fatalf("cannot be read again: %v: %s", err, once)
		}
		twice, err := json.Marshal(again)
		if err != nil || !bytes.Equal(once, twice) {
			t.Fatalf("%v\n%s\n%s", err, once, twice)
		}
	})
}

// FuzzList: any answer is a list or an error.
func FuzzList(f *testing.F) {
	f.Add([]byte(`{"data":[{"id":"a"}],"total_count":1}`))
	f.Add([]byte(`{"m2m_tokens":[],"total_count":-1}`))
	f.Add([]byte(`[null]`))
	f.Fuzz(func(t *testing.T, body []byte) {
		client := fuzzClient(t, &canned{status: 200, header: http.Header{}, body: body})
		list, err := client.M2M.List(context.Background(), backendapi.ListM2MTokensParams{Subject: "mch_1"})
		if (list == nil) != (err != nil) {
			t.Fatalf("got %v, %v", list, err)
		}
	})
}

// FuzzError: any refusal is an *Error with its status, and shows no key.
func FuzzError(f *testing.F) {
	f.Add(404, "3", []byte(`{"errors":[{"code":"a","message":"b","meta":{}}],"clerk_trace_id":"c"}`))
	f.Add(429, "Wed, 21 Oct 2026 07:28:00 GMT", []byte(`{"errors":[null]}`))
	f.Add(502, "-1", []byte(`<html>`))
	f.Fuzz(func(t *testing.T, status int, retryAfter string, body []byte) {
		if status < 300 || status > 599 {
			return
		}
		client := fuzzClient(t, &canned{status: status, header: http.Header{"Retry-After": {retryAfter}}, body: body})
		_, err := client.Users.GetUser(context.Background(), "user_1")
		var answer *backendapi.Error
		if !errors.As(err, &answer) || answer.Status != status || answer.RetryAfter < 0 {
			t.Fatalf("got %v", err)
		}
		if !strings.Contains(err.Error(), fmt.Sprint(status)) {
			t.Fatalf("does not say %d: %v", status, err)
		}
	})
}

// FuzzIDs: an id stays one segment of the path, whatever it is.
func FuzzIDs(f *testing.F) {
	for _, id := range []string{"user_1", "../instance", "a/b", "%2e%2e", "?x=1", "#", "\x00", "é", "."} {
		f.Add(id)
	}
	f.Fuzz(func(t *testing.T, id string) {
		api := &canned{status: 200, header: http.Header{}, body: []byte(`{"id":"user_1"}`)}
		_, err := fuzzClient(t, api).Users.GetUser(context.Background(), id)
		if err != nil {
			if api.asked != nil || !errors.Is(err, backendapi.ErrInvalidID) {
				t.Fatalf("%q: %v", id, err)
			}
			return
		}
		last, found := strings.CutPrefix(api.asked.URL.EscapedPath(), "/v1/users/")
		back, err := url.PathUnescape(last)
		if !found || err != nil || back != id || strings.Contains(last, "/") || api.asked.URL.RawQuery != "" {
			t.Fatalf("%q is sent as %s", id, api.asked.URL)
		}
	})
}
