package main

import (
	"testing"

	"github.com/clerkfiber/clerkfiber/clerktest"
	"github.com/clerkfiber/clerkfiber/examples/pages/pagestest"
	clerkfiber "github.com/clerkfiber/clerkfiber/fiberv3"
)

func open(environment map[string]string) clerktest.App {
	return newApp(clerkfiber.Options{Environment: environment})
}

func TestNotebook(t *testing.T) { pagestest.Notebook(t, open) }

func TestScriptsHaveTheNonce(t *testing.T) { pagestest.ScriptsHaveTheNonce(t, open) }
