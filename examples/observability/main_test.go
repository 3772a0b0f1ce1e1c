package main

import (
	"context"
	"io"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"

	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerktest"
	"github.com/clerkfiber/clerkfiber/examples/box"
)

func TestWhatIsSeen(t *testing.T) {
	t.Parallel()
	clerk := box.Open(clerktest.Config{})
	t.Cleanup(clerk.Server.Close)
	kept := tracetest.NewInMemoryExporter()
	telemetry, err := newTelemetry(trace.WithSyncer(kept))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(telemetry.close)
	var log strings.Builder
	records := slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	app, err := telemetry.newApp(clerkfiber.Options{Environment: clerk.Env, Logger: records})
	if err != nil {
		t.Fatal(err)
	}

	const traceID = "0af7651916cd43dd8448eb211c80319c"
	token := clerk.Server.SessionToken(clerk.AdaID)
	for _, bearer := range []string{token, clerk.Server.SessionToken(clerk.AdaID, clerktest.Expired())} {
		req := httptest.NewRequest("GET", "/me", nil)
		req.Header.Set("Authorization", "Bearer "+bearer)
		req.Header.Set("traceparent", "00-"+traceID+"-b7ad6b7169203331-01")
		res, err := app.Test(req, -1)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
	}

	below := map[string]bool{} // whether a span is below the caller's
	for _, span := range kept.GetSpans() {
		below[span.Name] = span.SpanContext.TraceID().String() == traceID && span.Parent.IsValid()
	}
	for _, want := range []string{"GET /me", "clerk.authenticate", "clerk.api GET /users/{id}"} {
		if !below[want] {
			t.Errorf("no span %s below the caller's: %v", want, below)
		}
	}

	page := httptest.NewRecorder()
	telemetry.page.ServeHTTP(page, httptest.NewRequestWithContext(context.Background(), "GET", "/", nil))
	metrics, err := io.ReadAll(page.Body)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"clerk_requests_total{", `clerk_status="signed-in"`, `clerk_reason="session-token-expired`, "clerk_keys_fetches_total{", "clerk_api_duration_seconds_bucket{"} {
		if !strings.Contains(string(metrics), want) {
			t.Errorf("the metrics have no %s:\n%s", want, metrics)
		}
	}
	if !strings.Contains(log.String(), "reason=session-token-expired") {
		t.Errorf("the log does not say why: %s", &log)
	}
	for what, text := range map[string]string{"metrics": string(metrics), "log": log.String()} {
		if strings.Contains(text, token) || strings.Contains(text, clerk.AdaID) {
			t.Errorf("the %s name who it was:\n%s", what, text)
		}
	}
}
