// Package otelclerk makes OpenTelemetry spans and metrics of what clerkfiber
// does. It is a module of its own, so that who does not want OpenTelemetry does
// not get it.
//
//	options, err := otelclerk.Instrument(clerkfiber.Options{})
//	if err != nil {
//		return err
//	}
//	app.Use(clerkfiber.New(options))
//
// The metrics, whose attributes are all from small fixed sets:
//
//   - clerk.requests: decided requests, by clerk.status, clerk.reason,
//     clerk.token_type, clerk.cached and clerk.instance.
//   - clerk.decision.duration: how long a decision took, in seconds, by
//     clerk.status, clerk.token_type and clerk.cached.
//   - clerk.api.duration: how long calls to Clerk took, in seconds, by
//     clerk.operation, http.response.status_code and error.type. Its count is
//     the number of calls.
//   - clerk.keys.fetches: fetches of the keys (JWKS), by clerk.outcome.
//
// The spans are clerk.authenticate and one for each call to Clerk. No token,
// key, id of a person or e-mail address is in any of them.
//
// docs/grafana has a dashboard and alert rules for them.
package otelclerk

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/trace"

	"github.com/clerkfiber/clerkfiber/clerkauth"
)

const scope = "github.com/clerkfiber/clerkfiber/otelclerk"

// clientTimeout is that of the plugin's own client.
const clientTimeout = 10 * time.Second

// Option changes where spans and metrics go.
type Option func(*config)

type config struct {
	tracers trace.TracerProvider
	meters  metric.MeterProvider
}

// WithTracerProvider sets where spans go. Default: otel.GetTracerProvider.
func WithTracerProvider(p trace.TracerProvider) Option { return func(c *config) { c.tracers = p } }

// WithMeterProvider sets where metrics go. Default: otel.GetMeterProvider.
func WithMeterProvider(p metric.MeterProvider) Option { return func(c *config) { c.meters = p } }

// Telemetry observes one plugin or several. One that New did not make observes
// nothing.
type Telemetry struct {
	tracer    trace.Tracer
	requests  metric.Int64Counter
	decisions metric.Float64Histogram
	calls     metric.Float64Histogram
	fetches   metric.Int64Counter
}

// New makes the instruments. The error is that of OpenTelemetry, about the
// provider.
func New(options ...Option) (*Telemetry, error) {
	var c config
	for _, o := range options {
		if o != nil {
			o(&c)
		}
	}
	if c.tracers == nil {
		c.tracers = otel.GetTracerProvider()
	}
	if c.meters == nil {
		c.meters = otel.GetMeterProvider()
	}
	t := &Telemetry{tracer: c.tracers.Tracer(scope)}
	meter := c.meters.Meter(scope)
	var err error
	if t.requests, err = meter.Int64Counter("clerk.requests",
		metric.WithUnit("{request}"), metric.WithDescription("Requests by who was found to make them.")); err != nil {
		return nil, fmt.Errorf("otelclerk: %w", err)
	}
	if t.decisions, err = meter.Float64Histogram("clerk.decision.duration", metric.WithUnit("s"), metric.WithDescription("How long a decision took."),
		metric.WithExplicitBucketBoundaries(5e-6, 10e-6, 25e-6, 50e-6, 100e-6, 250e-6, 500e-6, 1e-3, 5e-3, 25e-3, 0.1, 0.5, 1, 5)); err != nil {
		return nil, fmt.Errorf("otelclerk: %w", err)
	}
	if t.calls, err = meter.Float64Histogram("clerk.api.duration", metric.WithUnit("s"), metric.WithDescription("How long calls to Clerk took."),
		metric.WithExplicitBucketBoundaries(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)); err != nil {
		return nil, fmt.Errorf("otelclerk: %w", err)
	}
	if t.fetches, err = meter.Int64Counter("clerk.keys.fetches",
		metric.WithUnit("{fetch}"), metric.WithDescription("Fetches of Clerk's keys.")); err != nil {
		return nil, fmt.Errorf("otelclerk: %w", err)
	}
	return t, nil
}

// Observable is the Options of either Fiber's package clerkfiber.
type Observable[O any] interface {
	Observed(observe func(earlier clerkauth.Observer) clerkauth.Observer, client func(earlier *http.Client) *http.Client) O
}

// Instrument returns options whose plugin is observed: New, Observe and
// Transport in one. It takes the Options of either Fiber's package clerkfiber.
func Instrument[O Observable[O]](o O, options ...Option) (O, error) {
	t, err := New(options...)
	if err != nil {
		return o, err
	}
	return o.Observed(t.observe, func(earlier *http.Client) *http.Client {
		client := http.Client{Timeout: clientTimeout}
		if earlier != nil {
			client = *earlier
		}
		client.Transport = t.Transport(client.Transport)
		return &client
	}), nil
}

// Observe is for clerkfiber.Options.Observe.
func (t *Telemetry) Observe(ctx context.Context) (context.Context, func(clerkauth.Observation)) {
	return t.observe(nil)(ctx)
}

func (t *Telemetry) made() bool { return t != nil && t.tracer != nil }

// observe lets an observer of the application's own observe as well.
func (t *Telemetry) observe(other clerkauth.Observer) clerkauth.Observer {
	return func(ctx context.Context) (context.Context, func(clerkauth.Observation)) {
		var tell func(clerkauth.Observation)
		if other != nil {
			var otherCtx context.Context
			if otherCtx, tell = other(ctx); otherCtx != nil {
				ctx = otherCtx
			}
		}
		if !t.made() {
			return ctx, tell
		}
		began := time.Now()
		ctx, span := t.tracer.Start(ctx, "clerk.authenticate")
		return ctx, func(o clerkauth.Observation) {
			t.record(ctx, span, o, time.Since(began))
			if tell != nil {
				tell(o)
			}
		}
	}
}

func (t *Telemetry) record(ctx context.Context, span trace.Span, o clerkauth.Observation, took time.Duration) {
	status := attribute.String("clerk.status", o.Status)
	kind := attribute.String("clerk.token_type", string(o.TokenType))
	cached := attribute.Bool("clerk.cached", o.Cached)
	reason := attribute.String("clerk.reason", label(o.Reason))
	instance := attribute.String("clerk.instance", o.Instance)
	if span.IsRecording() {
		span.SetAttributes(status, kind, cached, reason, instance, attribute.String("clerk.rule", o.Rule))
	}
	span.End()
	t.requests.Add(ctx, 1, metric.WithAttributes(status, kind, cached, reason, instance))
	t.decisions.Record(ctx, took.Seconds(), metric.WithAttributes(status, kind, cached))
}

const longestLabel = 80

// label keeps a reason to what is a name: part of it may be a code that Clerk's
// Backend API answered with.
func label(reason string) string {
	if len(reason) > longestLabel {
		return "other"
	}
	for _, r := range reason {
		if r != '-' && r != '_' && r != ' ' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') {
			return "other"
		}
	}
	return reason
}
