// Htmx is a page whose parts are fetched by htmx. A part that is asked for by
// somebody whose session has ended must not become the sign-in page: the whole
// page goes there, and comes back.
package main

import (
	"bytes"
	_ "embed"
	"errors"
	"html/template"
	"log"
	"log/slog"
	"sync"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/csrf"
	"github.com/gofiber/fiber/v2/middleware/recover"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/examples/box"
)

//go:embed page.html
var pageHTML string

var page = template.Must(template.New("page").Parse(pageHTML))

func main() {
	clerk := box.Start()
	app := newApp(clerkfiber.Options{Environment: clerk.Env})
	log.Fatal(app.Listen(clerk.Address()))
}

func newApp(options clerkfiber.Options) *fiber.App {
	options.RefreshForms = true // hx-post is no GET: see docs/pages.md

	app := fiber.New(fiber.Config{ReadBufferSize: 16 * 1024, ErrorHandler: onError})
	app.Use(recover.New())
	app.Use(clerkfiber.New(options))
	app.Use(csrf.New(csrf.Config{ContextKey: "csrf", CookieHTTPOnly: true, CookieSameSite: "Lax"})) // X-Csrf-Token
	// The same address may answer with a page or with a part of it.
	app.Use(func(c *fiber.Ctx) error { c.Vary("HX-Request"); return c.Next() })

	l := &likes{of: map[string]int{}}
	mine := app.Group("/", clerkfiber.RequireAuth(clerkfiber.RedirectToSignIn()))
	mine.Get("/", l.page)
	mine.Get("/likes", l.part)
	mine.Post("/likes", l.add)
	return app
}

// likes counts what each user likes.
type likes struct {
	mu sync.Mutex
	of map[string]int
}

func (l *likes) page(c *fiber.Ctx) error { return l.show(c, "whole") }
func (l *likes) part(c *fiber.Ctx) error { return l.show(c, "likes") }

func (l *likes) add(c *fiber.Ctx) error {
	auth, err := clerkfiber.GetAuth(c)
	if err != nil {
		return err
	}
	l.mu.Lock()
	l.of[auth.UserID]++
	l.mu.Unlock()
	return l.part(c)
}

func (l *likes) show(c *fiber.Ctx, name string) error {
	auth, err := clerkfiber.GetAuth(c)
	if err != nil {
		return err
	}
	l.mu.Lock()
	count := l.of[auth.UserID]
	l.mu.Unlock()
	var html bytes.Buffer
	if err := page.ExecuteTemplate(&html, name, fiber.Map{"Auth": auth, "Likes": count, "CSRF": c.Locals("csrf")}); err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.Type("html", "utf-8").Send(html.Bytes())
}

// onError sends the page to sign in when it is htmx that was refused: a part is
// no page, so RedirectToSignIn leaves it alone, and htmx would follow a redirect
// by itself and put the sign-in page into the part.
func onError(c *fiber.Ctx, err error) error {
	status, message := fiber.StatusInternalServerError, "Something went wrong here."
	var known *fiber.Error
	if errors.As(err, &known) && known.Code < fiber.StatusInternalServerError {
		status, message = known.Code, known.Message
	} else {
		slog.Error("request failed", "method", c.Method(), "path", c.Path(), "error", err)
	}
	if status == fiber.StatusUnauthorized && c.Get("HX-Request") == "true" {
		// The page that the part is on. On another origin it would not be taken.
		c.Set("HX-Redirect", clerkfiber.SignInURL(c, c.Get("HX-Current-URL")))
	}
	return c.Status(status).SendString(message)
}
