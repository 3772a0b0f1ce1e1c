package deploytest

import (
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/csrf"
	storage "github.com/gofiber/storage/redis/v3"
	"github.com/redis/go-redis/v9"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerktest"
	"github.com/clerkfiber/clerkfiber/webhooks"
)

// docs/deployment.md shows these lines, without Redis on this machine.
func TestTheGuidesRedis(t *testing.T) {
	s := clerktest.NewServer()
	t.Cleanup(s.Close)
	for name, value := range s.Env() {
		t.Setenv(name, value)
	}
	app := fiber.New()
	client := redis.NewClient(&redis.Options{ // github.com/redis/go-redis/v9
		Addr:        "redis:6379",
		DialTimeout: 200 * time.Millisecond, ReadTimeout: 200 * time.Millisecond, WriteTimeout: 200 * time.Millisecond,
		MaxRetries: -1, DialerRetries: 1,
	})
	shared := storage.NewFromConnection(client) // github.com/gofiber/storage/redis/v3

	app.Use(clerkfiber.New(clerkfiber.Options{
		MachineTokenCache: clerkfiber.MachineTokenCacheOptions{TTL: 5 * time.Second, Storage: shared},
	}))
	app.Use(csrf.New(csrf.Config{Storage: shared})) // and so for session, limiter, idempotency
	handled := webhooks.Once(shared, 0, webhooks.OnceOptions{Claim: webhooks.SetNX(shared.Conn())})
	if handled == nil || len(app.Stack()) == 0 {
		t.Error("not taken")
	}
}
