package bench

import (
	"bufio"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/bench/tokens"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// A handler is measured in process: what fasthttp would call, without a
// socket. BenchmarkBareFiber is what Fiber itself takes of each figure.

const userAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"

func options(s *clerktest.Server) clerkfiber.Options {
	o := clerkfiber.Options{PublishableKey: s.PublishableKey(), SecretKey: s.SecretKey(), APIURL: s.BackendURL(), FrontendAPIURL: s.FrontendURL()}
	o.Logger = slog.New(slog.DiscardHandler)
	return o
}

func plugin(o clerkfiber.Options) fasthttp.RequestHandler {
	app := fiber.New(fiber.Config{DisableStartupMessage: true})
	app.Use(clerkfiber.New(o))
	app.Get("/*", func(c *fiber.Ctx) error {
		auth, err := clerkfiber.GetAuth(c)
		if err != nil {
			return err
		}
		if auth.IsAuthenticated {
			c.Status(fiber.StatusNoContent)
		}
		return nil
	})
	return app.Handler()
}

func bare() fasthttp.RequestHandler {
	app := fiber.New(fiber.Config{DisableStartupMessage: true})
	app.Use(func(c *fiber.Ctx) error { return c.Next() })
	app.Get("/*", func(c *fiber.Ctx) error {
		c.Status(fiber.StatusNoContent)
		return nil
	})
	return app.Handler()
}

// request is one as fasthttp reads it from a connection.
func request(headers ...string) *fasthttp.RequestCtx {
	text := "GET /api/projects/42 HTTP/1.1\r\nHost: app.example.com\r\nAccept: application/json\r\n" +
		"Accept-Language: en-GB,en;q=0.5\r\nUser-Agent: " + userAgent + "\r\n"
	for i := 0; i < len(headers); i += 2 {
		text += headers[i] + ": " + headers[i+1] + "\r\n"
	}
	c := &fasthttp.RequestCtx{}
	if err := c.Request.Read(bufio.NewReaderSize(strings.NewReader(text+"\r\n"), 64<<10)); err != nil {
		panic(err)
	}
	return c
}

// run serves one request over and over.
func run(b *testing.B, handler fasthttp.RequestHandler, status int, c *fasthttp.RequestCtx) {
	b.Helper()
	serve(b, handler, status, c)
	b.ReportAllocs()
	cpu := startCPU()
	for b.Loop() {
		handler(c)
		c.ResetUserValues()
		c.Response.Reset()
	}
	cpu.report(b)
}

// runTokens serves requests with these tokens in turn.
func runTokens(b *testing.B, handler fasthttp.RequestHandler, raws []string) {
	b.Helper()
	c := request()
	headers := make([][]byte, len(raws))
	for i, raw := range raws {
		headers[i] = []byte("Bearer " + raw)
		c.Request.Header.SetBytesV("Authorization", headers[i])
		serve(b, handler, fiber.StatusNoContent, c)
	}
	b.ReportAllocs()
	i := 0
	cpu := startCPU()
	for b.Loop() {
		c.Request.Header.SetBytesV("Authorization", headers[i])
		handler(c)
		c.ResetUserValues()
		c.Response.Reset()
		if i++; i == len(headers) {
			i = 0
		}
	}
	cpu.report(b)
	b.ReportMetric(float64(len(raws[0])), "token-bytes")
}

func serve(b *testing.B, handler fasthttp.RequestHandler, status int, c *fasthttp.RequestCtx) {
	b.Helper()
	handler(c)
	if got := c.Response.StatusCode(); got != status {
		b.Fatalf("status %d, want %d; %s", got, status, c.Response.Header.String())
	}
	c.ResetUserValues()
	c.Response.Reset()
}

func BenchmarkBareFiber(b *testing.B) {
	run(b, bare(), fiber.StatusNoContent, request())
}

func BenchmarkKnownToken(b *testing.B) {
	s := tokens.NewServer()
	defer s.Close()
	handler := plugin(options(s))
	raws := tokens.Make(s, 10_000)
	for _, n := range []int{1, 2_000, 10_000} {
		b.Run(fmt.Sprintf("tokens=%d", n), func(b *testing.B) {
			runTokens(b, handler, raws[:n])
		})
	}
}

// BenchmarkKnownTokenFromCookies has the cookies as Clerk's browser code sets
// them: under the plain names, under those of the instance, or under both.
func BenchmarkKnownTokenFromCookies(b *testing.B) {
	development := clerktest.NewServer(clerktest.Config{SessionTokenTTL: 12 * time.Hour, OwnKey: true})
	defer development.Close()
	production := tokens.NewServer()
	defer production.Close()
	for _, instance := range []struct {
		name   string
		server *clerktest.Server
	}{{"production", production}, {"development", development}} {
		handler, raw := plugin(options(instance.server)), tokens.Make(instance.server, 1)[0]
		for _, c := range []struct {
			name            string
			plain, suffixed bool
		}{{"plain", true, false}, {"suffixed", false, true}, {"both", true, true}} {
			b.Run(instance.name+"/"+c.name, func(b *testing.B) {
				run(b, handler, fiber.StatusNoContent, request("Cookie", cookiesOf(instance.server, raw, c.plain, c.suffixed)))
			})
		}
	}
}

func cookiesOf(s *clerktest.Server, raw string, plain, suffixed bool) string {
	text := "_ga=GA1.1.1; theme=dark; locale=de"
	for suffix, wanted := range map[string]bool{"": plain, "_" + s.CookieSuffix(): suffixed} {
		if wanted {
			text += "; __session" + suffix + "=" + raw + "; __client_uat" + suffix + "=1700000000; __clerk_db_jwt" + suffix + "=dvb_fake"
		}
	}
	return text
}

// BenchmarkRefused has bearer tokens that are none.
func BenchmarkRefused(b *testing.B) {
	s := tokens.NewServer()
	defer s.Close()
	handler := plugin(options(s))
	for _, r := range []struct{ name, token string }{
		{"garbage", "garbage"},
		{"three parts", "ey.ey.ey"},
		{"no JSON", "bm90IEpTT04.bm90IEpTT04.bm90IEpTT04"},
		{"long", strings.Repeat("x", 1000)},
	} {
		b.Run(r.name, func(b *testing.B) {
			run(b, handler, fiber.StatusOK, request("Authorization", "Bearer "+r.token))
		})
	}
}

func BenchmarkSignedOut(b *testing.B) {
	production, development := tokens.NewServer(), clerktest.NewServer()
	defer production.Close()
	defer development.Close()
	for _, instance := range []struct {
		name   string
		server *clerktest.Server
	}{{"production", production}, {"development", development}} {
		handler := plugin(options(instance.server))
		for _, r := range []struct {
			name    string
			headers []string
		}{
			{"nothing", nil},
			{"Basic", []string{"Authorization", "Basic dXNlcjpwYXNzd29yZA=="}},
			{"other cookies", []string{"Cookie", "_ga=GA1.1.1; theme=dark; locale=de"}},
		} {
			b.Run(instance.name+"/"+r.name, func(b *testing.B) {
				run(b, handler, fiber.StatusOK, request(r.headers...))
			})
		}
	}
}

// BenchmarkFirstSight is a request with a token that nobody has seen, and
// BenchmarkRSA the one thing that it cannot do without.
func BenchmarkFirstSight(b *testing.B) {
	s := tokens.NewServer()
	defer s.Close()
	o := options(s)
	o.TokenCache = clerkfiber.TokenCacheOptions{Size: 500}
	runTokens(b, plugin(o), tokens.Make(s, 2_000))
}

func BenchmarkRSA(b *testing.B) {
	s := tokens.NewServer()
	defer s.Close()
	block, _ := pem.Decode([]byte(s.JWTKey()))
	parsed, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		b.Fatal(err)
	}
	public := parsed.(*rsa.PublicKey)
	raw := tokens.Make(s, 1)[0]
	dot := strings.LastIndexByte(raw, '.')
	signature, err := base64.RawURLEncoding.DecodeString(raw[dot+1:])
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	cpu := startCPU()
	for b.Loop() {
		sum := sha256.Sum256([]byte(raw[:dot]))
		if err := rsa.VerifyPKCS1v15(public, crypto.SHA256, sum[:], signature); err != nil {
			b.Fatal(err)
		}
	}
	cpu.report(b)
}
