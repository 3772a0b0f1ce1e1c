package otelclerk_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerktest"
	"github.com/clerkfiber/clerkfiber/otelclerk"
)

// watched is an application with everything that was recorded of it.
type watched struct {
	clerk *clerktest.Server
	app   *fiber.App
	meter *metric.ManualReader
	spans *tracetest.SpanRecorder
}

func watch(t *testing.T, change func(*clerkfiber.Options)) *watched {
	t.Helper()
	w := &watched{clerk: clerktest.NewServer(), meter: metric.NewManualReader(), spans: tracetest.NewSpanRecorder()}
	t.Cleanup(w.clerk.Close)
	o := clerkfiber.Options{PublishableKey: w.clerk.PublishableKey(), SecretKey: w.clerk.SecretKey(), APIURL: w.clerk.BackendURL(), FrontendAPIURL: w.clerk.FrontendURL()}
	o.Logger = slog.New(slog.DiscardHandler)
	if change != nil {
		change(&o)
	}
	o, err := otelclerk.Instrument(o,
		otelclerk.WithMeterProvider(metric.NewMeterProvider(metric.WithReader(w.meter))),
		otelclerk.WithTracerProvider(trace.NewTracerProvider(trace.WithSpanProcessor(w.spans))))
	if err != nil {
		t.Fatal(err)
	}
	w.app = fiber.New(fiber.Config{ReadBufferSize: 16 << 10, DisableStartupMessage: true})
	w.app.Use(clerkfiber.New(o))
	w.app.Get("/*", func(c *fiber.Ctx) error { return c.SendStatus(http.StatusOK) })
	return w
}

func (w *watched) send(t *testing.T, target string, headers ...string) {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, target, http.NoBody)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	res, err := w.app.Test(r, 10_000)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
}

// recorded lists the data points, as name{attributes} and their count.
func (w *watched) recorded(t *testing.T) map[string]int64 {
	t.Helper()
	var all metricdata.ResourceMetrics
	if err := w.meter.Collect(context.Background(), &all); err != nil {
		t.Fatal(err)
	}
	points := map[string]int64{}
	for _, scope := range all.ScopeMetrics {
		for _, m := range scope.Metrics {
			switch data := m.Data.(type) {
			case metricdata.Sum[int64]:
				for _, p := range data.DataPoints {
					points[m.Name+encode(p.Attributes)] = p.Value
				}
			case metricdata.Histogram[float64]:
				for _, p := range data.DataPoints {
					points[m.Name+encode(p.Attributes)] = int64(p.Count)
				}
			}
		}
	}
	return points
}

func encode(set attribute.Set) string {
	return "{" + set.Encoded(attribute.DefaultEncoder()) + "}"
}

func TestMetrics(t *testing.T) {
	w := watch(t, nil)
	instance := ",clerk.instance=" + w.clerk.FrontendAPI()
	token, key := w.clerk.SessionToken("user_ada"), w.clerk.APIKey("user_ada")
	w.send(t, "/", "Authorization", "Bearer "+token)
	w.send(t, "/", "Authorization", "Bearer "+token)
	w.send(t, "/", "Authorization", "Bearer "+w.clerk.SessionToken("user_ada", clerktest.Expired()))
	w.send(t, "/", "Authorization", "Bearer "+key)
	w.send(t, "/", "Sec-Fetch-Dest", "document")
	got := w.recorded(t)
	for point, want := range map[string]int64{
		"clerk.requests{clerk.cached=false" + instance + ",clerk.reason=,clerk.status=signed-in,clerk.token_type=session_token}":                    1,
		"clerk.requests{clerk.cached=true" + instance + ",clerk.reason=,clerk.status=signed-in,clerk.token_type=session_token}":                     1,
		"clerk.requests{clerk.cached=false" + instance + ",clerk.reason=,clerk.status=signed-in,clerk.token_type=api_key}":                          1,
		"clerk.requests{clerk.cached=false" + instance + ",clerk.reason=dev-browser-missing,clerk.status=handshake,clerk.token_type=session_token}": 1,
		"clerk.decision.duration{clerk.cached=true,clerk.status=signed-in,clerk.token_type=session_token}":                                          1,
		"clerk.api.duration{clerk.operation=GET /jwks,http.response.status_code=200}":                                                               1,
		"clerk.api.duration{clerk.operation=POST /api_keys/verify,http.response.status_code=200}":                                                   1,
		"clerk.keys.fetches{clerk.outcome=success}":                                                                                                 1,
	} {
		if got[point] != want {
			t.Errorf("%s is %d, want %d", point, got[point], want)
		}
	}
	if t.Failed() {
		t.Logf("recorded: %v", got)
	}
}

// A call to Clerk is a part of the decision that made it; the fetch of keys is
// everybody's and stands alone.
func TestSpans(t *testing.T) {
	w := watch(t, nil)
	w.send(t, "/", "Authorization", "Bearer "+w.clerk.APIKey("user_ada"))
	w.send(t, "/", "Authorization", "Bearer "+w.clerk.SessionToken("user_ada"))
	ended := map[string]trace.ReadOnlySpan{}
	for _, s := range w.spans.Ended() {
		if ended[s.Name()] == nil {
			ended[s.Name()] = s
		}
	}
	decision, call, keys := ended["clerk.authenticate"], ended["clerk.api POST /api_keys/verify"], ended["clerk.api GET /jwks"]
	if decision == nil || call == nil || keys == nil {
		t.Fatalf("spans: %v", ended)
	}
	if call.Parent().SpanID() != decision.SpanContext().SpanID() {
		t.Error("the call is no child of the decision")
	}
	if keys.Parent().IsValid() {
		t.Error("the fetch of keys belongs to one request")
	}
}

func TestFailures(t *testing.T) {
	w := watch(t, func(o *clerkfiber.Options) { o.FrontendAPIProxy.Enabled = true })
	w.clerk.Intercept(func(rw http.ResponseWriter, _ *http.Request) bool {
		rw.WriteHeader(http.StatusInternalServerError)
		return true
	})
	w.send(t, "/", "Authorization", "Bearer "+w.clerk.SessionToken("user_ada"))
	w.send(t, "/__clerk/v1/users/user_ada")
	w.clerk.Close()
	w.send(t, "/", "Authorization", "Bearer "+w.clerk.APIKey("user_ada"))
	got := w.recorded(t)
	for _, point := range []string{
		"clerk.keys.fetches{clerk.outcome=refused}",
		"clerk.api.duration{clerk.operation=GET /jwks,http.response.status_code=500}",
		"clerk.api.duration{clerk.operation=frontend-api-proxy,http.response.status_code=500}",
		"clerk.api.duration{clerk.operation=POST /api_keys/verify,error.type=connection}",
	} {
		if got[point] != 1 {
			t.Errorf("%s is not recorded: %v", point, got)
		}
	}
}

// Nothing that opens a door or names a person is in spans and metrics, also
// where strangers choose the text.
func TestNoSecrets(t *testing.T) {
	w := watch(t, func(o *clerkfiber.Options) { o.FrontendAPIProxy.Enabled = true })
	token := w.clerk.SessionToken("user_ada", clerktest.Claims(map[string]any{"email": "ada@example.com"}))
	key, oauth := w.clerk.APIKey("user_ada"), w.clerk.OAuthToken("user_ada")
	expired := w.clerk.SessionToken("user_ada", clerktest.Expired(), clerktest.InSession("sess_stranger"))
	for _, one := range []string{token, key, oauth, expired} {
		w.send(t, "/private/ada@example.com?token="+one, "Authorization", "Bearer "+one)
	}
	cookies := "__client_uat=1; __clerk_db_jwt=dvb_fake; __session=" + expired + "; __refresh_" + w.clerk.CookieSuffix() + "=refresh_fake"
	w.send(t, "/", "Cookie", cookies, "Sec-Fetch-Dest", "document")
	w.send(t, "/?__clerk_handshake_nonce=nonce_fake", "Sec-Fetch-Dest", "document")
	w.send(t, "/__clerk/v1/client/stranger@example.com?_clerk_js_version=nonce_fake")
	var all strings.Builder
	fmt.Fprintln(&all, w.recorded(t))
	for _, s := range w.spans.Ended() {
		fmt.Fprintln(&all, s.Name(), s.Attributes(), s.Status(), s.Events())
	}
	for _, secret := range []string{
		token, key, oauth, expired, w.clerk.SecretKey(), "user_ada", "sess_", "@example.com", "refresh_fake", "nonce_fake", "dvb_fake", "eyJ",
	} {
		if strings.Contains(all.String(), secret) {
			t.Errorf("%q is in\n%s", secret, all.String())
		}
	}
	if !strings.Contains(all.String(), "POST /sessions/{id}/refresh") {
		t.Errorf("the refresh is not there:\n%s", all.String())
	}
}

// An observer of the application's own may return no context, as without
// OpenTelemetry, and is still told.
func TestAnotherObserver(t *testing.T) {
	var told []string
	w := watch(t, func(o *clerkfiber.Options) {
		o.Observe = func(context.Context) (context.Context, func(clerkfiber.Observation)) {
			return nil, func(o clerkfiber.Observation) { told = append(told, o.Status) }
		}
	})
	w.send(t, "/", "Authorization", "Bearer "+w.clerk.SessionToken("user_ada"))
	if len(told) != 1 || told[0] != "signed-in" || len(w.spans.Ended()) == 0 {
		t.Errorf("told %q, %d spans", told, len(w.spans.Ended()))
	}
}

func BenchmarkObserve(b *testing.B) {
	telemetry, err := otelclerk.New(otelclerk.WithMeterProvider(metric.NewMeterProvider(metric.WithReader(metric.NewManualReader()))))
	if err != nil {
		b.Fatal(err)
	}
	o := clerkfiber.Observation{Status: "signed-in", TokenType: clerkfiber.SessionToken, Cached: true, Instance: "clerk.example"}
	b.ReportAllocs()
	for b.Loop() {
		_, done := telemetry.Observe(context.Background())
		done(o)
	}
}
