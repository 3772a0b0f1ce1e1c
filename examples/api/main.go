// API is the server of a single-page app on another origin: CORS, problem
// details (RFC 9457), a limit for each caller, and a log that says who it was.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"net/http"
	"os"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/cors"
	"github.com/gofiber/fiber/v2/middleware/limiter"
	"github.com/gofiber/fiber/v2/middleware/recover"
	"github.com/gofiber/fiber/v2/middleware/requestid"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/clerktest"
	"github.com/clerkfiber/clerkfiber/examples/box"
)

// pageOrigin is where the single-page app is served from.
const pageOrigin = "http://localhost:5173"

func main() {
	clerk := box.Start()
	app := newApp(clerkfiber.Options{Environment: clerk.Env}, slog.New(slog.NewJSONHandler(os.Stderr, nil)))
	if token := clerk.Token(clerk.AdaID, clerktest.AZP(pageOrigin)); token != "" {
		fmt.Printf("curl -i %s/api/me -H 'Authorization: Bearer %s'\n", clerk.Origin(), token)
	}
	log.Fatal(app.Listen(clerk.Address()))
}

func newApp(options clerkfiber.Options, records *slog.Logger) *fiber.App {
	options.DisableHandshake = true // a script cannot follow a redirect to a sign-in
	options.AuthorizedParties = []string{pageOrigin}
	options.Logger = records

	app := fiber.New(fiber.Config{ReadBufferSize: 16 * 1024, ErrorHandler: answerProblem})
	app.Use(recover.New(), requestid.New(), record(records))
	app.Use(cors.New(cors.Config{
		AllowOrigins:  pageOrigin,
		AllowHeaders:  "Authorization, Content-Type",
		ExposeHeaders: "Retry-After, X-Request-Id, WWW-Authenticate",
	}))
	app.Use(clerkfiber.New(options))

	api := app.Group("/api", clerkfiber.RequireAuth(), limiter.New(limiter.Config{
		Max: 60, Expiration: time.Minute,
		KeyGenerator: principal, // not the address: an office has one for all
		LimitReached: func(*fiber.Ctx) error { return fiber.ErrTooManyRequests },
	}))
	api.Get("/me", me)
	api.Get("/orders", func(c *fiber.Ctx) error { return c.JSON(ordersOfCaller(c.UserContext())) })
	// A password or a second factor within the last ten minutes, or Clerk's
	// frontend asks for one and sends the request again.
	fresh := clerkfiber.Requires(clerkfiber.AuthorizationParams{Reverification: clerkfiber.Strict})
	api.Delete("/orders", clerkfiber.RequireAuth(fresh), func(c *fiber.Ctx) error { return c.SendStatus(fiber.StatusNoContent) })
	return app
}

func me(c *fiber.Ctx) error {
	auth, err := clerkfiber.GetAuth(c)
	if err != nil {
		return err
	}
	user, err := clerkfiber.Client(c).Users.GetUser(c.UserContext(), auth.UserID)
	if err != nil {
		return fmt.Errorf("the user %s: %w", auth.UserID, err)
	}
	return c.JSON(fiber.Map{"id": user.ID, "firstName": user.FirstName, "organization": auth.OrgID})
}

type order struct {
	ID    string `json:"id"`
	Buyer string `json:"buyer"`
}

// ordersOfCaller is a service: it knows no Fiber, and whose request it is.
func ordersOfCaller(ctx context.Context) []order {
	auth, ok := clerkauth.FromContext(ctx)
	if !ok || !auth.IsAuthenticated {
		return nil
	}
	return []order{{ID: "order_1", Buyer: auth.UserID}}
}

// principal is who is calling, user or machine.
func principal(c *fiber.Ctx) string {
	auth, _ := clerkfiber.GetAuth(c, clerkfiber.AcceptsToken(clerkfiber.AnyToken))
	return auth.Principal()
}

// record writes one record for each request, when its answer is made.
func record(records *slog.Logger) fiber.Handler {
	return func(c *fiber.Ctx) error {
		began := time.Now()
		err := c.Next()
		var refused *clerkfiber.AuthError
		reason := ""
		if errors.As(err, &refused) {
			reason = refused.Reason
		}
		if err != nil { // the ErrorHandler's answer is what is recorded
			if err := c.App().ErrorHandler(c, err); err != nil {
				return err
			}
		}
		attributes := []any{
			"request", requestID(c), "method", c.Method(), "path", c.Path(), "status", c.Response().StatusCode(),
			"took", time.Since(began), "principal", principal(c), "reason", reason,
		}
		if c.Response().StatusCode() >= fiber.StatusInternalServerError {
			records.Error("request failed", append(attributes, "error", err)...)
			return nil
		}
		records.Info("request", attributes...)
		return nil
	}
}

// problem is a body by RFC 9457. Its request is what a visitor tells support,
// who finds the rest in the log.
type problem struct {
	Title   string `json:"title"`
	Status  int    `json:"status"`
	Detail  string `json:"detail,omitempty"`
	Request string `json:"request"`
}

// answerProblem tells visitors nothing of Clerk's: not its messages, its codes
// or its trace ids, which record has written down.
func answerProblem(c *fiber.Ctx, err error) error {
	p := problem{Status: fiber.StatusInternalServerError, Request: requestID(c)}
	var known *fiber.Error // an *AuthError is one as well
	if errors.As(err, &known) {
		p.Status = known.Code
	}
	p.Title = http.StatusText(p.Status)
	if p.Status < fiber.StatusInternalServerError && known.Message != p.Title {
		p.Detail = known.Message
	}
	return c.Status(p.Status).JSON(p, "application/problem+json")
}

func requestID(c *fiber.Ctx) string { return string(c.Response().Header.Peek(fiber.HeaderXRequestID)) }
