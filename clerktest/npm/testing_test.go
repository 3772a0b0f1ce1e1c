package npm

import (
	"encoding/json"
	"html/template"
	"io"
	"log"
	"net"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// clerkPage loads clerk-js from the Frontend API, and nothing else.
var clerkPage = template.Must(template.New("page").Parse(`<!doctype html><title>clerk-js</title>
<script src="{{.Frontend}}/npm/@clerk/clerk-js@6/dist/clerk.browser.js" crossorigin="anonymous"
  data-clerk-publishable-key="{{.Key}}" data-clerk-proxy-url="{{.Frontend}}"></script>
<script>addEventListener("load", () => Clerk.load({ telemetry: false }));</script>`))

// TestClerkTesting has @clerk/testing sign in with clerk-js in Chromium, on a
// page of an application that has this module's plugin. It adds its testing
// token to what is asked of https://<frontendApiUrl>/v1/ alone: with something
// that ends TLS before the Frontend API the token arrives, and over plain http
// it does not, where signing in works all the same.
func TestClerkTesting(t *testing.T) {
	scripts := os.Getenv("CLERK_JS_DIR")
	if scripts == "" || os.Getenv("CHROMIUM") == "" {
		t.Skip("CLERK_JS_DIR and CHROMIUM are not set: clerktest/npm/check.sh sets them")
	}
	for _, over := range []string{"https", "http"} {
		t.Run(over, func(t *testing.T) {
			s := clerktest.NewServer(clerktest.Config{
				ClerkJSDir: scripts + "/@clerk/clerk-js/dist", Accounts: clerktest.Accounts{Phone: clerktest.Optional},
			})
			t.Cleanup(s.Close)
			frontend := s.FrontendURL()
			if over == "https" {
				frontend = endTLS(t, frontend)
			}
			_, host, _ := strings.Cut(frontend, "://")
			u := s.CreateUser(clerktest.User{Email: "ada+clerk_test@example.com", Phone: "+12015550100", Password: "correct-horse"})
			facts, err := json.Marshal(map[string]string{
				"over": over, "app": pageOf(t, s, frontend), "frontendApiUrl": host,
				"user": u.ID, "email": "ada+clerk_test@example.com", "phone": "+12015550100", "password": "correct-horse",
			})
			if err != nil {
				t.Fatal(err)
			}
			environ := s.Env()
			environ["CLERKTEST_FACTS"] = string(facts)
			out, err := node(t, "testing.mjs", environ).CombinedOutput()
			t.Logf("\n%s", out)
			if err != nil {
				t.Error(err)
			}
			with, without := 0, 0
			for _, r := range s.Requests() {
				switch {
				case !strings.HasPrefix(r.Path, "/v1/client/sign_ins"):
				case strings.Contains(r.Query, "__clerk_testing_token="):
					with++
				default:
					without++
				}
			}
			if over == "https" && (with == 0 || without > 0) || over == "http" && (with > 0 || without == 0) {
				t.Errorf("%d steps of signing in had a testing token, %d had none", with, without)
			}
		})
	}
}

// endTLS is https://localhost:<port> for a server without TLS.
func endTLS(t *testing.T, address string) string {
	t.Helper()
	target, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	proxy := httptest.NewUnstartedServer(&httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(target)
		r.Out.Host = r.In.Host
	}})
	proxy.Config.ErrorLog = log.New(io.Discard, "", 0) // a browser complains of each certificate that is made up
	proxy.StartTLS()
	t.Cleanup(proxy.Close)
	return strings.Replace(proxy.URL, "127.0.0.1", "localhost", 1)
}

// pageOf serves a page with clerk-js at / and says at /me who is signed in.
func pageOf(t *testing.T, s *clerktest.Server, frontend string) string {
	t.Helper()
	app := fiber.New(fiber.Config{ReadBufferSize: 16 << 10, DisableStartupMessage: true})
	app.Use(clerkfiber.New(clerkfiber.Options{Environment: s.Env(), ProxyURL: frontend}))
	app.Get("/", func(c *fiber.Ctx) error {
		c.Type("html")
		return clerkPage.Execute(c, map[string]string{"Frontend": frontend, "Key": s.PublishableKey()})
	})
	app.Get("/me", func(c *fiber.Ctx) error {
		auth, err := clerkfiber.GetAuth(c)
		if err != nil {
			return err
		}
		if auth.UserID == "" {
			return c.SendString("nobody")
		}
		return c.SendString(auth.UserID)
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = app.Listener(listener) }() // ends with Shutdown
	t.Cleanup(func() { _ = app.Shutdown() })
	return "http://localhost:" + strings.TrimPrefix(listener.Addr().String(), "127.0.0.1:")
}
