package backendapi_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/backendapi"
)

// TestNoKeyIsPrinted: seven characters at most, however an Options, a Client
// or an error is shown.
func TestNoKeyIsPrinted(t *testing.T) {
	opts := backendapi.Options{SecretKey: fakeSecret, MachineSecretKey: fakeMachine}
	client := serve(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusUnauthorized) })
	_, refusal := client.Users.GetUser(context.Background(), "user_1")

	var shown strings.Builder
	show := func(v any) {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			fmt.Fprintf(&shown, verb+"\n", v)
		}
		var log bytes.Buffer
		slog.New(slog.NewTextHandler(&log, nil)).Info("text", "v", v)
		slog.New(slog.NewJSONHandler(&log, nil)).Info("json", "v", v)
		shown.Write(log.Bytes())
		if text, err := json.Marshal(v); err == nil {
			shown.Write(text)
		}
	}
	show(opts)
	show(&opts)
	show(struct{ Nested backendapi.Options }{opts})
	show([]backendapi.Options{opts})
	show(map[string]any{"options": &opts})
	show(client)
	show(*client)
	show(struct{ Nested *backendapi.Client }{client})
	show(client.Users)
	show(refusal)

	if strings.Contains(shown.String(), fakeSecret[:8]) || strings.Contains(shown.String(), fakeMachine[:8]) {
		t.Errorf("a key is shown: %s", shown.String())
	}
	for _, hexed := range []string{fakeSecret[:8], fakeMachine[:8]} {
		if strings.Contains(shown.String(), fmt.Sprintf("%x", hexed)) {
			t.Errorf("a key is shown in hex: %s", shown.String())
		}
	}
	if !strings.Contains(shown.String(), "SecretKey:"+fakeSecret[:7]+" ") {
		t.Error("the first seven characters are not shown")
	}
}

func TestAFaultyKeyIsNotRepeated(t *testing.T) {
	_, err := backendapi.New(backendapi.Options{SecretKey: fakeSecret + "\r\n"})
	if err == nil || strings.Contains(err.Error(), fakeSecret) {
		t.Errorf("got %v", err)
	}
	client := serve(t, http.NotFound)
	_, err = client.M2M.List(context.Background(), backendapi.ListM2MTokensParams{MachineSecretKey: "ak_other fake"})
	if err == nil || strings.Contains(err.Error(), "ak_other") {
		t.Errorf("got %v", err)
	}
}
