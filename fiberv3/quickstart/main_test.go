package main

import (
	"testing"

	"github.com/clerkfiber/clerkfiber/internal/quickstart"
	"github.com/clerkfiber/clerkfiber/internal/quickstart/quicktest"
)

func TestMain(m *testing.M) { quicktest.Main(m, main) }

func TestQuickstart(t *testing.T) {
	open := func(clerk *quickstart.Clerk) (quickstart.Server, error) {
		app, err := newApp(clerk)
		return server(app), err
	}
	quicktest.Run(t, quicktest.Program{Server: open, NotFound: "Not Found"})
}
