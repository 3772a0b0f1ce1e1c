// Package boxtest asks an application in the tests of the examples.
package boxtest

import (
	"io"
	"net/http"
	"testing"
)

// Ask returns the answer to a request, and its body. The test is the Test of a
// Fiber application, and the config what that Fiber's takes.
func Ask[C any](t *testing.T, test func(*http.Request, ...C) (*http.Response, error), req *http.Request, config ...C) (res *http.Response, body string) {
	t.Helper()
	res, err := test(req, config...)
	if err != nil {
		t.Fatal(err)
	}
	return res, Read(t, res)
}

// Read returns the body of an answer.
func Read(t *testing.T, res *http.Response) string {
	t.Helper()
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
