package main

import (
	"io"
	"net/http"
	"testing"

	"github.com/gofiber/fiber/v2"
)

// answer hands a request to the application and reads the whole answer.
func answer(t *testing.T, app *fiber.App, req *http.Request) (status int, body string) {
	t.Helper()
	res, err := app.Test(req, -1)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(text)
}
