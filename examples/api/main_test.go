package main

import (
	"log/slog"
	"net/http"
	"testing"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/examples/api/apitest"
	"github.com/clerkfiber/clerkfiber/examples/box/boxtest"
)

func open(environment map[string]string, log *slog.Logger) apitest.Ask {
	app := newApp(clerkfiber.Options{Environment: environment}, log)
	return func(t *testing.T, req *http.Request) (*http.Response, string) {
		t.Helper()
		return boxtest.Ask(t, app.Test, req, -1)
	}
}

var suite = apitest.Suite{Open: open, PageOrigin: pageOrigin, NotThere: `"detail":"Cannot GET /api/nowhere"`}

func TestAnswers(t *testing.T) { suite.Answers(t) }

func TestLimit(t *testing.T) { suite.Limit(t) }
