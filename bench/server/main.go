// Command server answers with the id of the user that a bearer token names, by
// way of one of the libraries that the load test compares. Its configuration
// is Clerk's own environment variables.
package main

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"flag"
	"fmt"
	"log"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"runtime/pprof"
	"time"

	clerk "github.com/clerk/clerk-sdk-go/v2"
	clerkhttp "github.com/clerk/clerk-sdk-go/v2/http"
	contrib "github.com/gofiber/contrib/jwt"
	"github.com/gofiber/fiber/v2"
	"github.com/golang-jwt/jwt/v5"

	"github.com/clerkfiber/clerkfiber"
)

func main() {
	kind := flag.String("kind", "clerkfiber", "fiber, clerkfiber, tenants, fiber-v3, clerkfiber-v3, contrib-jwt or clerk-sdk-go")
	address := flag.String("address", "127.0.0.1:0", "where to listen")
	profile := flag.String("cpuprofile", "", "a file for the CPU profile of everything until SIGINT")
	flag.Parse()
	if *profile != "" {
		if err := profileUntilInterrupt(*profile); err != nil {
			log.Fatal(err)
		}
	}
	if err := serve(*kind, *address); err != nil {
		log.Fatal(err)
	}
}

func profileUntilInterrupt(name string) error {
	file, err := os.Create(name) //nolint:gosec // the caller's own file
	if err != nil {
		return err
	}
	if err := pprof.StartCPUProfile(file); err != nil {
		return err
	}
	interrupt := make(chan os.Signal, 1)
	signal.Notify(interrupt, os.Interrupt)
	go func() {
		<-interrupt
		pprof.StopCPUProfile()
		if err := file.Close(); err != nil {
			log.Fatal(err)
		}
		os.Exit(0)
	}()
	return nil
}

func serve(kind, address string) error {
	switch kind {
	case "fiber":
		return bare().Listen(address)
	case "clerkfiber":
		return clerkFiber(clerkfiber.New(options())).Listen(address)
	case "tenants":
		return clerkFiber(thousandTenants()).Listen(address)
	case "fiber-v3":
		return listenV3(bareV3(), address)
	case "clerkfiber-v3":
		return listenV3(clerkFiberV3(), address)
	case "contrib-jwt":
		app, err := contribJWT()
		if err != nil {
			return err
		}
		return app.Listen(address)
	case "clerk-sdk-go":
		server := &http.Server{Addr: address, Handler: clerkSDK(), ReadHeaderTimeout: time.Minute}
		return server.ListenAndServe()
	}
	return errors.New("unknown kind " + kind)
}

func newApp() *fiber.App {
	return fiber.New(fiber.Config{DisableStartupMessage: true, ReadBufferSize: 16 << 10})
}

func bare() *fiber.App {
	app := newApp()
	app.Get("/", func(c *fiber.Ctx) error { return c.SendString("user_000000000000000000000000000") })
	return app
}

func options() clerkfiber.Options { return clerkfiber.Options{Logger: slog.New(slog.DiscardHandler)} }

// thousandTenants are told apart by host, as most are: 0.example.com to 999.example.com.
// They verify with the same key, so that one Clerk is enough.
func thousandTenants() fiber.Handler {
	tenants := map[string]clerkfiber.Options{}
	shared := options()
	for i := range 1_000 {
		one := shared
		one.SecretKey = fmt.Sprintf("sk_live_faketenant%030d", i)
		tenants[fmt.Sprintf("%d.example.com", i)] = one
	}
	return clerkfiber.NewPerRequest(func(c *fiber.Ctx) (clerkfiber.Options, error) {
		one, ok := tenants[c.Hostname()]
		if !ok {
			return one, fiber.ErrNotFound
		}
		return one, nil
	})
}

func clerkFiber(plugin fiber.Handler) *fiber.App {
	app := newApp()
	app.Use(plugin)
	app.Get("/", func(c *fiber.Ctx) error {
		auth, err := clerkfiber.GetAuth(c)
		if err != nil {
			return err
		}
		if !auth.IsAuthenticated {
			return fiber.ErrUnauthorized
		}
		return c.SendString(auth.UserID)
	})
	return app
}

func contribJWT() (*fiber.App, error) {
	block, _ := pem.Decode([]byte(os.Getenv("CLERK_JWT_KEY")))
	if block == nil {
		return nil, errors.New("CLERK_JWT_KEY is no PEM")
	}
	parsed, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		return nil, err
	}
	key, ok := parsed.(*rsa.PublicKey)
	if !ok {
		return nil, errors.New("CLERK_JWT_KEY is no RSA key")
	}
	app := newApp()
	app.Use(contrib.New(contrib.Config{SigningKey: contrib.SigningKey{JWTAlg: "RS256", Key: key}}))
	app.Get("/", func(c *fiber.Ctx) error {
		token, ok := c.Locals("user").(*jwt.Token)
		if !ok {
			return fiber.ErrUnauthorized
		}
		subject, err := token.Claims.GetSubject()
		if err != nil {
			return err
		}
		return c.SendString(subject)
	})
	return app, nil
}

func clerkSDK() http.Handler {
	clerk.SetKey(os.Getenv("CLERK_SECRET_KEY"))
	protect := clerkhttp.RequireHeaderAuthorization(clerkhttp.JSONWebKey(os.Getenv("CLERK_JWT_KEY")))
	return protect(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		claims, ok := clerk.SessionClaimsFromContext(r.Context())
		if !ok {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		_, _ = w.Write([]byte(claims.Subject))
	}))
}
