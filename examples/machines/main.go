// Machines is a service for people and programs: API keys that users make for
// their scripts, OAuth tokens, tokens by which one service calls another (M2M),
// and sessions beside them.
package main

import (
	"errors"
	"fmt"
	"log"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/recover"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerktest"
	"github.com/clerkfiber/clerkfiber/examples/box"
)

// What a key may do.
const (
	canRead  = "measurements:read"
	canWrite = "measurements:write"
)

func main() {
	clerk := box.Start()
	s := service{}
	if clerk.Server != nil {
		var secret string
		s.reporter, secret = clerk.Server.NewMachine("reporter")
		say(clerk, secret, s.reporter)
	}
	app := s.newApp(clerkfiber.Options{Environment: clerk.Env})
	log.Fatal(app.Listen(clerk.Address()))
}

// say prints what to paste.
func say(clerk *box.Box, reporterSecret, reporter string) {
	at := clerk.Origin()
	fmt.Printf(`The reporter's secret is %s. To paste:
curl -i %s/keys -d name=thermometer -H 'Authorization: Bearer %s'
curl -i %s/measurements -d celsius=21.5 -H 'Authorization: Bearer %s'
curl -i %s/report -H 'Authorization: Bearer %s'
`, reporterSecret, at, clerk.Token(clerk.AdaID), at, clerk.Server.APIKey(clerk.AdaID, clerktest.Scopes(canWrite)), at, clerk.Server.M2MToken(reporter))
}

// service keeps what thermometers measured.
type service struct {
	reporter string // the id of the machine that may have the report: mch_…

	mu       sync.Mutex
	measured []measurement
}

type measurement struct {
	By      string `json:"by"`   // a user, or the organization of an API key
	With    string `json:"with"` // the kind of token
	Celsius string `json:"celsius"`
}

func (s *service) newApp(options clerkfiber.Options) *fiber.App {
	options.DisableHandshake = true
	// Clerk is asked once in five seconds about an opaque token, and a revoked
	// one is accepted for as long.
	options.MachineTokenCache.TTL = 5 * time.Second

	app := fiber.New(fiber.Config{ReadBufferSize: 16 * 1024, ErrorHandler: onError})
	app.Use(recover.New())
	app.Use(clerkfiber.New(options))

	// People alone: without options a guard takes sessions and no machine.
	keys := app.Group("/keys", clerkfiber.RequireAuth())
	keys.Post("/", createKey)
	keys.Delete("/:id", revokeKey)

	// A user's program with the scope. A session has no scopes, so RequiresScope
	// refuses it; where people may as well, the guard says so.
	program := clerkfiber.AcceptsToken(clerkfiber.APIKey, clerkfiber.OAuthToken)
	personOrProgram := clerkfiber.AcceptsToken(clerkfiber.SessionToken, clerkfiber.APIKey, clerkfiber.OAuthToken)
	app.Post("/measurements", clerkfiber.RequireAuth(program, clerkfiber.RequiresScope(canWrite)), s.add)
	app.Get("/measurements", clerkfiber.RequireAuth(personOrProgram, clerkfiber.RequiresFunc(func(a *clerkfiber.Auth) bool {
		return a.TokenType == clerkfiber.SessionToken || slices.Contains(a.Scopes, canRead)
	})), s.own)

	// One other service. The scopes of an M2M token are the machines that it may
	// call, which Clerk checks by Options.MachineSecretKey.
	app.Get("/report", clerkfiber.RequireAuth(clerkfiber.AcceptsToken(clerkfiber.M2MToken), clerkfiber.RequiresFunc(func(a *clerkfiber.Auth) bool {
		return s.reporter != "" && a.MachineID == s.reporter
	})), s.report)
	return app
}

// createKey shows the key's secret this once.
func createKey(c *fiber.Ctx) error {
	auth, err := clerkfiber.GetAuth(c)
	if err != nil {
		return err
	}
	key, err := clerkfiber.Client(c).APIKeys.Create(c.UserContext(), backendapi.CreateAPIKeyParams{
		Name: c.FormValue("name"), Subject: auth.UserID, CreatedBy: backendapi.Set(auth.UserID),
		Scopes:                 []string{canRead, canWrite}, // ours to say, not the caller's
		SecondsUntilExpiration: backendapi.Set(int64(90 * 24 * 60 * 60)),
	})
	if err != nil {
		return fmt.Errorf("an API key: %w", err)
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.Status(fiber.StatusCreated).JSON(fiber.Map{"id": key.ID, "secret": key.Secret})
}

// revokeKey ends a key of the caller's: Clerk would end anybody's.
func revokeKey(c *fiber.Ctx) error {
	auth, err := clerkfiber.GetAuth(c)
	if err != nil {
		return err
	}
	client, id := clerkfiber.Client(c).APIKeys, c.Params("id")
	key, err := client.Get(c.UserContext(), id)
	if errors.Is(err, backendapi.ErrNotFound) || err == nil && key.Subject != auth.UserID {
		return fiber.ErrNotFound // the same for another's and for none
	}
	if err != nil {
		return fmt.Errorf("the API key: %w", err)
	}
	if _, err := client.Revoke(c.UserContext(), backendapi.RevokeAPIKeyParams{APIKeyID: id}); err != nil {
		return fmt.Errorf("revoking the API key %s: %w", key.ID, err)
	}
	return c.SendStatus(fiber.StatusNoContent)
}

func (s *service) add(c *fiber.Ctx) error {
	auth, err := clerkfiber.GetAuth(c) // behind a guard: what the guard took
	if err != nil {
		return err
	}
	m := measurement{By: auth.Principal(), With: string(auth.TokenType), Celsius: string([]byte(c.FormValue("celsius")))}
	s.mu.Lock()
	s.measured = append(s.measured, m)
	s.mu.Unlock()
	return c.Status(fiber.StatusCreated).JSON(m)
}

func (s *service) own(c *fiber.Ctx) error {
	auth, err := clerkfiber.GetAuth(c)
	if err != nil {
		return err
	}
	return c.JSON(s.list(func(m measurement) bool { return m.By == auth.Principal() }))
}

func (s *service) report(c *fiber.Ctx) error {
	return c.JSON(s.list(func(measurement) bool { return true }))
}

func (s *service) list(wanted func(measurement) bool) []measurement {
	s.mu.Lock()
	defer s.mu.Unlock()
	found := []measurement{}
	for _, m := range s.measured {
		if wanted(m) {
			found = append(found, m)
		}
	}
	return found
}

// onError tells callers what is theirs to know, and the log the rest.
func onError(c *fiber.Ctx, err error) error {
	var known *fiber.Error
	if errors.As(err, &known) && known.Code < fiber.StatusInternalServerError {
		return c.Status(known.Code).SendString(known.Message)
	}
	slog.Error("request failed", "method", c.Method(), "path", c.Path(), "error", err)
	return c.SendStatus(fiber.StatusInternalServerError)
}
