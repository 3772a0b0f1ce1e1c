package clerkfiber_test

import (
	"bufio"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/valyala/fasthttp"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// FuzzShortWays sends one request, whatever it is, to two plugins: one that
// answers known tokens and requests that bring nothing without a closer look,
// and one that looks at everything. Their answers must be the same. TOKEN in a
// request stands for a session token that both have seen.
func FuzzShortWays(f *testing.F) {
	for _, seed := range []struct{ method, target, lines string }{
		{"GET", "/", "Authorization: Bearer TOKEN"},
		{"GET", "/", "authorization:TOKEN"},
		{"GET", "/", "Authorization: Bearer TOKEN x\r\nAuthorization: Bearer x"},
		{"GET", "/", "Authorization: Basic TOKEN"},
		{"POST", "/a?b=c", "Cookie: __session=TOKEN; __client_uat=1"},
		{"GET", "//x/y", "X-Forwarded-Proto: https, http\r\nX-Forwarded-Host: evil.example"},
		{"GET", "/?__clerk_db_jwt=dvb_1", "Accept: text/html"},
		{"GET", "/?_%5Fclerk_handshake=x&a", "Sec-Fetch-Dest: document"},
		{"TRACE", "/%2e%2e/", "Origin: null\r\nReferer: https://a.example/"},
		{"GET", "/", "X-Forwarded-Proto: javascript\r\nCookie: theme=dark\r\nCookie: __session=x"},
		{"GET", "http://user@host/", "Sec-Fetch-Dest: iframe\r\nAccept: text/html"},
	} {
		f.Add(seed.method, seed.target, seed.lines)
	}
	type pair struct {
		short, thorough fasthttp.RequestHandler
		token           string
	}
	var pairs []pair
	for _, production := range []bool{true, false} {
		s, o := clerk(f, clerktest.Config{Production: production})
		o.JWTKey = s.JWTKey()
		forgetful := o
		forgetful.TokenCache.Disabled = true
		p := pair{
			short:    guardedApplication(clerkfiber.New(o)).Handler(),
			thorough: guardedApplication(clerkfiber.NewThorough(forgetful)).Handler(),
			token:    s.SessionToken(s.CreateUser(clerktest.User{}).ID, clerktest.TTL(24*time.Hour)),
		}
		p.short(requestOf(f, "GET / HTTP/1.1\r\nHost: app.example\r\nAuthorization: Bearer "+p.token+"\r\n\r\n"))
		pairs = append(pairs, p)
	}
	f.Fuzz(func(t *testing.T, method, target, lines string) {
		for _, p := range pairs {
			text := strings.ReplaceAll(method+" "+target+" HTTP/1.1\r\nHost: app.example\r\n"+lines+"\r\n\r\n", "TOKEN", p.token)
			short, thorough := requestOf(t, text), requestOf(t, text)
			if short == nil {
				return // refused by fasthttp
			}
			p.short(short)
			p.thorough(thorough)
			if got, want := responseText(short), responseText(thorough); got != want {
				t.Errorf("%s %s %q\nis answered\n%s\nand after a closer look\n%s", method, target, lines, got, want)
			}
		}
	})
}

func responseText(c *fasthttp.RequestCtx) string {
	text := fmt.Sprintln(c.Response.StatusCode())
	for name, value := range c.Response.Header.All() {
		text += fmt.Sprintf("%s: %s\n", name, value)
	}
	return text + string(c.Response.Body())
}

// requestOf is a request as fasthttp reads it from a connection, nil for what
// it refuses.
func requestOf(t testing.TB, text string) *fasthttp.RequestCtx {
	t.Helper()
	c := new(fasthttp.RequestCtx)
	if c.Request.Read(bufio.NewReaderSize(strings.NewReader(text), 64<<10)) != nil {
		return nil
	}
	return c
}
