package deploytest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/caarlos0/env/v10"
	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/csrf"
	storage "github.com/gofiber/storage/redis/v3"
	"github.com/redis/go-redis/v9"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/webhooks"
)

// machineTTL is how long the answer about a machine token is remembered.
const machineTTL = 2 * time.Second

// nodeSettings make this program an instance of the application and not a test.
// The plugin's own settings come from its own variables.
type nodeSettings struct {
	Address       string `env:"NODE_ADDRESS"`
	Redis         string `env:"NODE_REDIS"`
	Prefork       bool   `env:"NODE_PREFORK"`
	WebhookSecret string `env:"NODE_WEBHOOK_SECRET"`
	Origin        string `env:"NODE_ORIGIN"`
}

func TestMain(m *testing.M) {
	var s nodeSettings
	if err := env.Parse(&s); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if s.Address == "" {
		os.Exit(m.Run())
	}
	if err := s.run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func (s nodeSettings) run() error {
	app := fiber.New(fiber.Config{
		DisableStartupMessage: true, Prefork: s.Prefork, ReadBufferSize: 16 << 10,
		EnableTrustedProxyCheck: true, TrustedProxies: []string{"127.0.0.1"},
	})
	app.Use(closeWhenLeaving)
	var o clerkfiber.Options
	if s.Origin != "" {
		o.AuthorizedParties = []string{s.Origin}
		o.FrontendAPIProxy.Enabled = true
	}
	if s.Redis != "" {
		shared, err := s.storage()
		if err != nil {
			return err
		}
		o.MachineTokenCache = clerkfiber.MachineTokenCacheOptions{TTL: machineTTL, Storage: shared}
		s.receiveWebhooks(app, shared)
		app.Use("/form", csrf.New(csrf.Config{Storage: shared}))
	}
	app.Use("/own", csrf.New())
	app.Use(clerkfiber.New(o))
	app.Get("/", answer)
	app.Post("/", answer)
	app.Get("/page", clerkfiber.RequireAuth(clerkfiber.RedirectToSignIn()), answer)
	app.All("/form", answer)
	app.All("/own", answer)
	stream(app)
	return serve(app, s.Address)
}

// storage gives up on Redis after a fraction of a second: with the client's own
// settings a request would wait for four seconds while Redis is down.
func (s nodeSettings) storage() (*storage.Storage, error) {
	o, err := redis.ParseURL(s.Redis)
	if err != nil {
		return nil, err
	}
	o.DialTimeout, o.ReadTimeout, o.WriteTimeout = 200*time.Millisecond, 200*time.Millisecond, 200*time.Millisecond
	o.MaxRetries, o.DialerRetries = -1, 1
	return storage.NewFromConnection(redis.NewClient(o)), nil
}

// receiveWebhooks counts in Redis how often each message was handled.
func (s nodeSettings) receiveWebhooks(app *fiber.App, shared *storage.Storage) {
	handled := webhooks.Once(shared, 0, webhooks.OnceOptions{Claim: webhooks.SetNX(shared.Conn())})
	app.Post("/webhooks", func(c *fiber.Ctx) error {
		event, err := webhooks.VerifyWebhook(c, webhooks.Options{SigningSecret: s.WebhookSecret})
		if err != nil {
			return err
		}
		return handled.Do(c.UserContext(), event, func(ctx context.Context) error {
			select {
			case <-time.After(20 * time.Millisecond): // work, during which the next delivery comes
			case <-ctx.Done():
				return errors.New("no time left")
			}
			return shared.Conn().Incr(ctx, "handled:"+event.MessageID).Err()
		})
	})
}

// answer tells who asks and which process was asked. It takes a while, so that
// a process that is killed has requests in hand.
func answer(c *fiber.Ctx) error {
	auth, err := clerkfiber.GetAuth(c, clerkfiber.AcceptsToken(clerkfiber.AnyToken))
	if err != nil {
		return err
	}
	select {
	case <-time.After(time.Duration(c.QueryInt("ms")) * time.Millisecond):
	case <-c.Context().Done():
	}
	subject := auth.UserID
	if subject == "" {
		subject = auth.Subject
	}
	return c.JSON(reply{Process: os.Getpid(), Subject: subject})
}

type reply struct {
	Process int    `json:"process"`
	Subject string `json:"subject"`
}
