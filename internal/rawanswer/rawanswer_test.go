package rawanswer_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/internal/rawanswer"
)

// Whatever the answer is, its status and body are kept; without a whole answer
// nothing is, and the error says why.
func TestKeep(t *testing.T) {
	tests := []struct {
		name   string
		answer func(w http.ResponseWriter)
		want   rawanswer.Answer
	}{
		{"keys", func(w http.ResponseWriter) { _, _ = w.Write([]byte(`{"keys":[]}`)) }, rawanswer.Answer{Status: 200, Body: []byte(`{"keys":[]}`)}},
		{"keys that JWKS has no type for", func(w http.ResponseWriter) { _, _ = w.Write([]byte(`{"keys":[{"kid":1}]}`)) }, rawanswer.Answer{Status: 200, Body: []byte(`{"keys":[{"kid":1}]}`)}},
		{"a refusal", func(w http.ResponseWriter) { w.WriteHeader(401); _, _ = w.Write([]byte(`no`)) }, rawanswer.Answer{Status: 401, Body: []byte(`no`)}},
		{"broken off", func(w http.ResponseWriter) { w.Header().Set("Content-Length", "9"); _, _ = w.Write([]byte(`{`)) }, rawanswer.Answer{}},
	}
	for _, test := range tests {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { test.answer(w) }))
		client, err := backendapi.New(backendapi.Options{SecretKey: "sk_test_fake", APIURL: server.URL})
		if err != nil {
			t.Fatal(err)
		}
		var got rawanswer.Answer
		_, err = client.JWKS.GetJWKS(rawanswer.Keep(context.Background(), &got))
		if got.Status != test.want.Status || string(got.Body) != string(test.want.Body) || got.Status == 0 && (err == nil || !strings.Contains(err.Error(), "EOF")) {
			t.Errorf("%s: kept %+v, error %v", test.name, got, err)
		}
		server.Close()
	}
}
