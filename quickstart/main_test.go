package main

import (
	"testing"

	"github.com/clerkfiber/clerkfiber/internal/quickstart/quicktest"
)

func TestMain(m *testing.M) { quicktest.Main(m, main) }

func TestQuickstart(t *testing.T) {
	quicktest.Run(t, quicktest.Program{Routes: routes, NotFound: "Cannot GET /unknown"})
}
