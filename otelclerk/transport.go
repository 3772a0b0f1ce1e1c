package otelclerk

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"strings"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/trace"
)

// Transport observes what goes through next, which by default is
// http.DefaultTransport: give it to the http.Client in
// clerkfiber.Options.HTTPClient. It changes neither request nor answer, and
// sends no trace headers to Clerk.
func (t *Telemetry) Transport(next http.RoundTripper) http.RoundTripper {
	if next == nil {
		next = http.DefaultTransport
	}
	if !t.made() {
		return next
	}
	return &transport{telemetry: t, next: next}
}

type transport struct {
	telemetry *Telemetry
	next      http.RoundTripper
}

func (o *transport) RoundTrip(r *http.Request) (*http.Response, error) {
	operation := operationOf(r)
	began := time.Now()
	ctx, span := o.telemetry.tracer.Start(r.Context(), "clerk.api "+operation, trace.WithSpanKind(trace.SpanKindClient))
	res, err := o.next.RoundTrip(r.WithContext(ctx))

	attributes := []attribute.KeyValue{attribute.String("clerk.operation", operation)}
	outcome := "success"
	if err != nil {
		kind := kindOf(err)
		outcome = kind
		attributes = append(attributes, attribute.String("error.type", kind))
		span.SetStatus(codes.Error, kind) // not the error's text: addresses have ids in them
	} else {
		attributes = append(attributes, attribute.Int("http.response.status_code", res.StatusCode))
		if res.StatusCode >= http.StatusBadRequest {
			outcome = "refused"
			span.SetStatus(codes.Error, http.StatusText(res.StatusCode))
		}
	}
	span.SetAttributes(attributes...)
	span.SetAttributes(attribute.String("server.address", r.URL.Hostname()))
	span.End()
	// The request's own context may be over, which must not lose its metrics.
	lasting := context.WithoutCancel(ctx)
	o.telemetry.calls.Record(lasting, time.Since(began).Seconds(), metric.WithAttributes(attributes...))
	if operation == "GET /jwks" {
		o.telemetry.fetches.Add(lasting, 1, metric.WithAttributes(attribute.String("clerk.outcome", outcome)))
	}
	return res, err
}

// operationOf names a call: its method, and its path without ids. What the
// Frontend API proxy forwards has one name, since strangers choose its paths.
func operationOf(r *http.Request) string {
	if r.Header.Get("Clerk-Proxy-Url") != "" {
		return "frontend-api-proxy"
	}
	var b strings.Builder
	b.WriteString(methodOf(r.Method) + " ")
	for part := range strings.SplitSeq(strings.Trim(r.URL.Path, "/"), "/") {
		switch {
		case part == "v1" && b.Len() <= len("DELETE "):
		case isWord(part):
			b.WriteString("/" + part)
		default:
			b.WriteString("/{id}")
		}
	}
	return b.String()
}

func methodOf(m string) string {
	switch m {
	case http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete:
		return m
	}
	return "OTHER"
}

// isWord knows the segments that calls of the plugin, and the most common ones
// of its client, have beside ids. All others are counted as ids, so that no id
// and no stranger's text becomes a label.
func isWord(part string) bool {
	switch part {
	case "jwks", "sessions", "refresh", "tokens", "verify", "revoke", "clients", "handshake_payload", "api_keys", "m2m_tokens",
		"oauth_applications", "access_tokens", "users", "count", "ban", "unban", "lock", "unlock", "metadata", "verify_password", "verify_totp",
		"oauth_access_tokens", "organization_memberships", "organizations", "memberships", "invitations", "domains", "machines", "secret_key",
		"email_addresses", "phone_numbers", "sign_in_tokens", "actor_tokens", "jwt_templates", "allowlist_identifiers", "blocklist_identifiers",
		"redirect_urls", "instance", "billing", "subscription", "plans", "waitlist_entries", "testing_tokens":
		return true
	}
	return false
}

// kindOf names a failure.
func kindOf(err error) string {
	var dns *net.DNSError
	var certificate *tls.CertificateVerificationError
	var timeout interface{ Timeout() bool }
	switch {
	case errors.Is(err, context.Canceled):
		return "canceled"
	case errors.As(err, &dns):
		return "dns"
	case errors.As(err, &certificate):
		return "certificate"
	case errors.As(err, &timeout) && timeout.Timeout():
		return "timeout"
	}
	return "connection"
}
