// Observability has the plugin's metrics for Prometheus, its spans below those
// of the requests, and a record of each decision, by OpenTelemetry and slog.
// The dashboard and the alerts in docs/grafana read these metrics.
package main

import (
	"context"
	"fmt"
	"log"
	"log/slog"
	"net/http"
	"os"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/recover"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	exporter "go.opentelemetry.io/otel/exporters/prometheus"
	"go.opentelemetry.io/otel/exporters/stdout/stdouttrace"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/trace"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/examples/box"
	"github.com/clerkfiber/clerkfiber/otelclerk"
)

func main() {
	clerk := box.Start()
	spans, err := stdouttrace.New(stdouttrace.WithWriter(os.Stderr)) // otlptracehttp for a collector
	if err != nil {
		log.Fatal(err)
	}
	t, err := newTelemetry(trace.WithBatcher(spans))
	if err != nil {
		log.Fatal(err)
	}
	defer t.close()
	// Metrics are not for visitors: an address of their own, on this machine.
	go func() { slog.Warn("no metrics", "error", http.ListenAndServe("localhost:9464", t.page)) }()

	options := clerkfiber.Options{
		Environment: clerk.Env,
		// One record for each decision at debug level; warnings in any case.
		Logger: slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	app, err := t.newApp(options)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("curl -i %s/me -H 'Authorization: Bearer %s'\ncurl localhost:9464\n", clerk.Origin(), clerk.Token(clerk.AdaID))
	log.Print(app.Listen(clerk.Address()))
}

// telemetry is where spans and metrics go.
type telemetry struct {
	spans   *trace.TracerProvider
	metrics *metric.MeterProvider
	page    http.Handler // the metrics, as Prometheus reads them
}

func newTelemetry(options ...trace.TracerProviderOption) (*telemetry, error) {
	registry := prometheus.NewRegistry()
	reader, err := exporter.New(exporter.WithRegisterer(registry))
	if err != nil {
		return nil, err
	}
	return &telemetry{
		spans:   trace.NewTracerProvider(options...),
		metrics: metric.NewMeterProvider(metric.WithReader(reader)),
		page:    promhttp.HandlerFor(registry, promhttp.HandlerOpts{}),
	}, nil
}

func (t *telemetry) close() {
	_ = t.spans.Shutdown(context.Background()) // what it cannot send now is lost
	_ = t.metrics.Shutdown(context.Background())
}

func (t *telemetry) newApp(options clerkfiber.Options) (*fiber.App, error) {
	options, err := otelclerk.Instrument(options, otelclerk.WithTracerProvider(t.spans), otelclerk.WithMeterProvider(t.metrics))
	if err != nil {
		return nil, err
	}
	app := fiber.New(fiber.Config{ReadBufferSize: 16 * 1024})
	app.Use(recover.New())
	app.Use(t.traced) // before the plugin, whose spans are then below the request's
	app.Use(clerkfiber.New(options))

	app.Get("/", func(c *fiber.Ctx) error { return c.SendString("for everybody") })
	app.Get("/me", clerkfiber.RequireAuth(), func(c *fiber.Ctx) error {
		auth, err := clerkfiber.GetAuth(c)
		if err != nil {
			return err
		}
		// A call to Clerk is a span, too.
		user, err := clerkfiber.Client(c).Users.GetUser(c.UserContext(), auth.UserID)
		if err != nil {
			return err
		}
		return c.JSON(user.FirstName)
	})
	return app, nil
}

// traced makes a span of each request, below the caller's where it says so
// (traceparent, https://www.w3.org/TR/trace-context/).
func (t *telemetry) traced(c *fiber.Ctx) error {
	caller := propagation.MapCarrier{"traceparent": string([]byte(c.Get("traceparent")))}
	ctx := propagation.TraceContext{}.Extract(c.UserContext(), caller)
	ctx, span := t.spans.Tracer("example").Start(ctx, "request")
	defer span.End()
	c.SetUserContext(ctx)
	err := c.Next()
	span.SetName(c.Method() + " " + string([]byte(c.Route().Path))) // the pattern: of these there are few
	return err
}
