package otelclerk_test

import (
	"testing"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/internal/zerovalue"
	"github.com/clerkfiber/clerkfiber/otelclerk"
)

func TestZeroValuesAreSafe(t *testing.T) {
	t.Parallel()
	zerovalue.Check(t, ".", nil, otelclerk.Telemetry{})
}

// Nothing that is left out has to be made up for.
func TestOptionsThatAreNil(t *testing.T) {
	t.Parallel()
	if _, err := otelclerk.Instrument(clerkfiber.Options{}, nil, otelclerk.WithMeterProvider(nil), otelclerk.WithTracerProvider(nil)); err != nil {
		t.Error(err)
	}
}
