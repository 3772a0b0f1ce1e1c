// Tenants is one application for many customers, each with a Clerk instance of
// its own: the host says whose request it is.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"os"
	"strings"
	"sync"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/recover"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerktest"
	"github.com/clerkfiber/clerkfiber/examples/box"
)

func main() {
	r := new(registry)
	clerk := box.Start()
	if clerk.Server == nil {
		if err := r.load("tenants.json"); err != nil {
			log.Fatal(err)
		}
	} else {
		other := box.Open(clerktest.Config{})
		r.add("acme.localhost", clerkfiber.Options{Environment: clerk.Env})
		r.add("globex.localhost", clerkfiber.Options{Environment: other.Env})
		say(clerk, "acme", clerk.Token(clerk.AdaID))
		say(clerk, "globex", other.Token(other.AdaID))
	}
	app := newApp(r)
	log.Fatal(app.Listen(clerk.Address()))
}

func say(clerk *box.Box, name, token string) {
	fmt.Printf("curl -i %s/whoami -H 'Host: %s.localhost' -H 'Authorization: Bearer %s'\n", clerk.Origin(), name, token)
}

// registry has each customer's options. Customers may come while it serves.
type registry struct {
	mu     sync.RWMutex
	byHost map[string]clerkfiber.Options
}

func (r *registry) add(host string, options clerkfiber.Options) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.byHost == nil {
		r.byHost = map[string]clerkfiber.Options{}
	}
	r.byHost[host] = options
}

// load reads a file of {"acme.example.com": {"publishableKey": …, "secretKey": …}}.
// It fails for options that are wrong, which would else be a customer's 500.
func (r *registry) load(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var keys map[string]struct{ PublishableKey, SecretKey string }
	if err := json.Unmarshal(text, &keys); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	for host, k := range keys {
		options := clerkfiber.Options{
			PublishableKey: k.PublishableKey, SecretKey: k.SecretKey,
			// Whatever the process's environment says is nobody's of these.
			Environment: map[string]string{},
		}
		if _, err := clerkfiber.NewAuthenticator(options); err != nil {
			return fmt.Errorf("%s: %s: %w", file, host, err)
		}
		r.add(strings.ToLower(host), options)
	}
	return nil
}

// of returns a request's customer. What it returns for one is always the same,
// so that each has one plugin.
func (r *registry) of(c *fiber.Ctx) (clerkfiber.Options, error) {
	host, _, _ := strings.Cut(strings.ToLower(c.Hostname()), ":") // without the port
	r.mu.RLock()
	defer r.mu.RUnlock()
	options, known := r.byHost[host]
	if !known {
		return options, fiber.NewError(fiber.StatusNotFound, "There is nothing at this address.")
	}
	c.Locals("tenant", host)
	return options, nil
}

func newApp(r *registry) *fiber.App {
	app := fiber.New(fiber.Config{
		ReadBufferSize: 16 * 1024, ErrorHandler: onError,
		// X-Forwarded-Host is a stranger's to choose, unless your proxy sends it.
		EnableTrustedProxyCheck: true, TrustedProxies: nil,
	})
	app.Use(recover.New())
	app.Use(clerkfiber.NewPerRequest(r.of))

	n := &notes{of: map[owner][]string{}}
	app.Get("/", func(c *fiber.Ctx) error { return c.SendString("This is " + tenant(c)) })
	mine := app.Group("/", clerkfiber.RequireAuth())
	mine.Get("/whoami", whoami)
	mine.Get("/notes", n.list)
	mine.Post("/notes", n.add)
	return app
}

// whoami asks the customer's own instance.
func whoami(c *fiber.Ctx) error {
	auth, err := clerkfiber.GetAuth(c)
	if err != nil {
		return err
	}
	user, err := clerkfiber.Client(c).Users.GetUser(c.UserContext(), auth.UserID)
	if err != nil {
		return fmt.Errorf("%s: the user: %w", tenant(c), err)
	}
	return c.JSON(fiber.Map{"tenant": tenant(c), "id": user.ID, "firstName": user.FirstName})
}

func tenant(c *fiber.Ctx) string {
	host, _ := c.Locals("tenant").(string)
	return host
}

// owner is whose something is. An id without its customer is not enough.
type owner struct{ tenant, user string }

func ownerOf(c *fiber.Ctx) (owner, error) {
	auth, err := clerkfiber.GetAuth(c)
	return owner{tenant(c), auth.UserID}, err
}

type notes struct {
	mu sync.Mutex
	of map[owner][]string
}

func (n *notes) list(c *fiber.Ctx) error {
	who, err := ownerOf(c)
	if err != nil {
		return err
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	return c.JSON(n.of[who])
}

func (n *notes) add(c *fiber.Ctx) error {
	who, err := ownerOf(c)
	if err != nil {
		return err
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.of[who] = append(n.of[who], string(c.Body())) // a copy
	return c.SendStatus(fiber.StatusCreated)
}

// onError tells visitors what is theirs to know, and the log the rest.
func onError(c *fiber.Ctx, err error) error {
	var known *fiber.Error
	if errors.As(err, &known) && known.Code < fiber.StatusInternalServerError {
		return c.Status(known.Code).SendString(known.Message)
	}
	slog.Error("request failed", "method", c.Method(), "path", c.Path(), "error", err)
	return c.SendStatus(fiber.StatusInternalServerError)
}
