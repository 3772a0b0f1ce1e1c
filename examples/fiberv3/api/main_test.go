package main

import (
	"log/slog"
	"net/http"
	"testing"

	"github.com/gofiber/fiber/v3"

	"github.com/clerkfiber/clerkfiber/examples/api/apitest"
	"github.com/clerkfiber/clerkfiber/examples/box/boxtest"
	clerkfiber "github.com/clerkfiber/clerkfiber/fiberv3"
)

func open(environment map[string]string, log *slog.Logger) apitest.Ask {
	app := newApp(clerkfiber.Options{Environment: environment}, log)
	return func(t *testing.T, req *http.Request) (*http.Response, string) {
		t.Helper()
		return boxtest.Ask(t, app.Test, req, fiber.TestConfig{Timeout: 0})
	}
}

var suite = apitest.Suite{Open: open, PageOrigin: pageOrigin, NotThere: `"title":"Not Found"`}

func TestAnswers(t *testing.T) { suite.Answers(t) }

func TestLimit(t *testing.T) { suite.Limit(t) }
