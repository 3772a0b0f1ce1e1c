package bench

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/proxy"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/bench/tokens"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// BenchmarkKnownMachineToken is an API key that the cache has, and a machine's JWT
// that was verified before.
func BenchmarkKnownMachineToken(b *testing.B) {
	s := tokens.NewServer()
	defer s.Close()
	o := options(s)
	o.MachineTokenCache.TTL = time.Hour
	app := fiber.New(fiber.Config{DisableStartupMessage: true})
	app.Use(clerkfiber.New(o))
	app.Get("/*", func(c *fiber.Ctx) error {
		auth, err := clerkfiber.GetAuth(c, clerkfiber.AcceptsToken(clerkfiber.APIKey, clerkfiber.M2MToken))
		if err != nil {
			return err
		}
		if auth.IsAuthenticated {
			c.Status(fiber.StatusNoContent)
		}
		return nil
	})
	for name, raw := range map[string]string{"API key": s.APIKey("user_1"), "JWT": s.M2MToken("mch_1", clerktest.AsJWT(), clerktest.Scopes("mch_2"))} {
		b.Run(name, func(b *testing.B) {
			run(b, app.Handler(), fiber.StatusNoContent, request("Authorization", "Bearer "+raw))
		})
	}
}

// BenchmarkProxy is a small answer of the Frontend API through the proxy, and
// through Fiber's own. What answers is in the same process, and in both figures.
func BenchmarkProxy(b *testing.B) {
	upstream := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"response":null,"client":null}`)
	}))
	defer upstream.Close()
	s := tokens.NewServer()
	defer s.Close()

	o := options(s)
	o.FrontendAPIURL = upstream.URL
	o.FrontendAPIProxy.Enabled = true
	ours := fiber.New(fiber.Config{DisableStartupMessage: true})
	ours.Use(clerkfiber.New(o))
	theirs := fiber.New(fiber.Config{DisableStartupMessage: true})
	theirs.Use(func(c *fiber.Ctx) error { return proxy.Do(c, upstream.URL+c.OriginalURL()) })
	for _, p := range []struct {
		name string
		app  *fiber.App
	}{{"clerkfiber", ours}, {"fiber", theirs}} {
		b.Run(p.name, func(b *testing.B) {
			c := request()
			c.Request.SetRequestURI("/__clerk/v1/environment")
			handler := p.app.Handler()
			serve(b, handler, fiber.StatusOK, c)
			b.ReportAllocs()
			cpu := startCPU()
			for b.Loop() {
				c.Request.SetRequestURI("/__clerk/v1/environment") // Fiber's own writes its target there
				handler(c)
				if c.Response.StatusCode() != fiber.StatusOK {
					b.Fatal(c.Response.StatusCode())
				}
				_ = c.Response.Body() // reads a stream
				c.ResetUserValues()
				c.Response.Reset()
			}
			cpu.report(b)
		})
	}
}

// BenchmarkGetUser is one call of the Backend API, and the same by net/http and
// encoding/json, into the fields that most applications read. The answer is
// written by the same process, in both figures.
func BenchmarkGetUser(b *testing.B) {
	s := tokens.NewServer()
	defer s.Close()
	id := s.CreateUser(clerktest.User{Email: "ada@example.com", FirstName: "Ada", LastName: "Lovelace"}).ID
	answer := fetch(b, http.DefaultClient, s.BackendURL()+"/v1/users/"+id, s.SecretKey())
	upstream := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(answer)
	}))
	defer upstream.Close()

	b.Run("backendapi", func(b *testing.B) {
		client, err := backendapi.New(backendapi.Options{SecretKey: s.SecretKey(), APIURL: upstream.URL})
		if err != nil {
			b.Fatal(err)
		}
		b.ReportAllocs()
		cpu := startCPU()
		for b.Loop() {
			if user, err := client.Users.GetUser(context.Background(), id); err != nil || user.ID != id {
				b.Fatal(user, err)
			}
		}
		cpu.report(b)
	})
	b.Run("by hand", func(b *testing.B) {
		client := &http.Client{Transport: &http.Transport{}}
		defer client.CloseIdleConnections()
		b.ReportAllocs()
		cpu := startCPU()
		for b.Loop() {
			var user userByHand
			body := fetch(b, client, upstream.URL+"/v1/users/"+id, s.SecretKey())
			if err := json.Unmarshal(body, &user); err != nil || user.ID != id {
				b.Fatal(user, err)
			}
		}
		cpu.report(b)
	})
}

type userByHand struct {
	ID                    string `json:"id"`
	FirstName             string `json:"first_name"`
	LastName              string `json:"last_name"`
	Username              string `json:"username"`
	ImageURL              string `json:"image_url"`
	PrimaryEmailAddressID string `json:"primary_email_address_id"`
	EmailAddresses        []struct {
		ID           string `json:"id"`
		EmailAddress string `json:"email_address"`
		Verification struct {
			Status string `json:"status"`
		} `json:"verification"`
	} `json:"email_addresses"`
	PublicMetadata  json.RawMessage `json:"public_metadata"`
	PrivateMetadata json.RawMessage `json:"private_metadata"`
	Banned          bool            `json:"banned"`
	CreatedAt       int64           `json:"created_at"`
	UpdatedAt       int64           `json:"updated_at"`
	LastSignInAt    int64           `json:"last_sign_in_at"`
}

func fetch(b *testing.B, client *http.Client, url, secret string) []byte {
	b.Helper()
	r, err := http.NewRequestWithContext(context.Background(), http.MethodGet, url, nil)
	if err != nil {
		b.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+secret)
	response, err := client.Do(r)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		b.Fatal(response.StatusCode, err)
	}
	return body
}

// BenchmarkClerktest is a Clerk inside a test, ready and closed again.
func BenchmarkClerktest(b *testing.B) {
	b.ReportAllocs()
	cpu := startCPU()
	for b.Loop() {
		clerktest.NewServer().Close()
	}
	cpu.report(b)
}
