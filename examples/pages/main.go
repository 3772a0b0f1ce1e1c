// Pages is a notebook of HTML pages: forms, signing in and out, and Clerk's
// components where the browser runs scripts.
package main

import (
	"bytes"
	"crypto/rand"
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
	// A session token lives for a minute, and a form may stand open for an hour.
	options.RefreshForms = true

	app := fiber.New(fiber.Config{ReadBufferSize: 16 * 1024, ErrorHandler: showError})
	app.Use(recover.New())
	app.Use(clerkfiber.New(options))
	app.Use(csrf.New(csrf.Config{KeyLookup: "form:csrf", ContextKey: "csrf", CookieHTTPOnly: true, CookieSameSite: "Lax"}))

	n := &notebook{notes: map[string][]string{}}
	app.Get("/", func(c *fiber.Ctx) error { return show(c, view{}) })
	notes := app.Group("/notes", clerkfiber.RequireAuth(clerkfiber.RedirectToSignIn()))
	notes.Get("/", n.list)
	notes.Post("/", n.add)
	app.Post("/sign-out", signOut)
	return app
}

// notebook keeps each user's notes.
type notebook struct {
	mu    sync.Mutex
	notes map[string][]string // by the user's id
}

func (n *notebook) list(c *fiber.Ctx) error {
	auth, err := clerkfiber.GetAuth(c)
	if err != nil {
		return err
	}
	n.mu.Lock()
	notes := n.notes[auth.UserID]
	n.mu.Unlock()
	return show(c, view{Notes: notes, Form: true})
}

func (n *notebook) add(c *fiber.Ctx) error {
	auth, err := clerkfiber.GetAuth(c)
	if err != nil {
		return err
	}
	// FormValue's string is Fiber's own and changes after the handler: copied.
	note := string([]byte(c.FormValue("note")))
	n.mu.Lock()
	n.notes[auth.UserID] = append(n.notes[auth.UserID], note)
	n.mu.Unlock()
	return c.Redirect("/notes", fiber.StatusSeeOther)
}

// signOut is for browsers without scripts. Clerk's cookies are deleted also
// when Clerk cannot be told: that is the operator's to read.
func signOut(c *fiber.Ctx) error {
	if err := clerkfiber.SignOut(c); err != nil {
		slog.Error("the session goes on at Clerk", "error", err)
	}
	return c.Redirect("/", fiber.StatusSeeOther)
}

// view is what a page shows.
type view struct {
	Auth              *clerkfiber.Auth
	Form              bool
	Notes             []string
	Problem           string
	CSRF              any
	Nonce             string
	SignInURL, SignUp string
	Clerk             template.HTML
}

func show(c *fiber.Ctx, v view) error {
	v.Auth, _ = clerkfiber.GetAuth(c) // without the plugin: nobody
	v.CSRF = c.Locals("csrf")
	v.Nonce = rand.Text()
	// Before Scripts, which finds the nonce there.
	c.Set(fiber.HeaderContentSecurityPolicy, "script-src 'nonce-"+v.Nonce+"' 'strict-dynamic'; object-src 'none'; base-uri 'none'")
	v.SignInURL, v.SignUp = clerkfiber.SignInURL(c, "/notes"), clerkfiber.SignUpURL(c, "/notes")
	v.Clerk = clerkfiber.Scripts(c)

	var html bytes.Buffer
	if err := page.Execute(&html, v); err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, "no-store") // a page about one visitor
	return c.Type("html", "utf-8").Send(html.Bytes())
}

// showError tells visitors what is theirs to know, and the log the rest.
func showError(c *fiber.Ctx, err error) error {
	status, problem := fiber.StatusInternalServerError, "Something went wrong here. Try again in a while."
	var known *fiber.Error
	if errors.As(err, &known) && known.Code < fiber.StatusInternalServerError {
		status, problem = known.Code, known.Message
	} else {
		slog.Error("request failed", "method", c.Method(), "path", c.Path(), "error", err)
	}
	if status == fiber.StatusUnauthorized {
		problem = "You are signed out. Sign in, go back and send it again."
	}
	return show(c.Status(status), view{Problem: problem})
}
