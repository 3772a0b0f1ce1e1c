package conformance

import (
	"bufio"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/valyala/fasthttp"

	"github.com/clerkfiber/clerkfiber/clerktest"
	"github.com/clerkfiber/clerkfiber/internal/state"
)

// FuzzShortWays sends one request, whatever it is, to two plugins: one that
// answers known tokens and requests that bring nothing without a closer look,
// and one that looks at everything. Their answers must be the same. TOKEN in a
// request stands for a session token that both have seen, OTHER for another user's
// that is older, API for one of a JWT template that is no session's, PENDING
// for one of a pending session, SECRET for an API key, M2M for a machine's JWT,
// and SUFFIX for what the instance's cookies end in.
func FuzzShortWays(f *testing.F, face Face) {
	suite := Suite{face}
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
		{"GET", "/", "Authorization: Bearer garbage"},
		{"POST", "/?a=b", "Authorization: three.parts.x\r\nCookie: theme=dark"},
		{"GET", "/", "Authorization: Bearer e30.e30.é\r\nSec-Fetch-Dest: document"},
		{"GET", "/", "Authorization: Bearer \xff\xfe"},
		{"GET", "/", "Authorization: Bearer bm90.bm90.bm90\r\nCookie: __client_uat=1"},
		{"GET", "/?__clerk_synced=true", "Authorization: Bearer x"},
		{"GET", "/", "Authorization: Bearer e30.e30.e30"},
		{"GET", "/", "Authorization: Bearer ak_x.y.z"},
		{"GET", "http://user@host/", "Sec-Fetch-Dest: iframe\r\nAccept: text/html"},
		{"GET", "/", "Authorization: SECRET x\r\nCookie: __session=TOKEN; __client_uat=1"},
		{"GET", "/?__clerk_handshake=x", "Authorization: Bearer M2M\r\nSec-Fetch-Dest: document"},
	} {
		f.Add(seed.method, seed.target, seed.lines)
	}
	for _, m := range machineRequests {
		f.Add(m.method, m.target, m.lines)
	}
	for _, jar := range knownJars {
		f.Add("GET", "/", "Sec-Fetch-Dest: document\r\nCookie: "+jar.cookies)
	}
	for _, r := range cookieRequests {
		f.Add(r.method, r.target, "Cookie: __client_uat=1; __session=TOKEN; __clerk_db_jwt=dvb_1\r\n"+r.lines)
	}
	pairs := suite.twoWaysOf(f)
	f.Fuzz(func(t *testing.T, method, target, lines string) {
		for _, p := range pairs {
			p.compare(t, method, target, lines)
		}
	})
}

// twoWays is one instance with two plugins before the same handler.
type twoWays struct {
	name            string
	short, thorough fasthttp.RequestHandler
	names           *strings.Replacer
}

func (f Suite) twoWaysOf(t testing.TB) (all []twoWays) {
	for name, config := range map[string]clerktest.Config{"production": {Production: true}, "development": {}} {
		s, o := clerk(t, config)
		o.JWTKey = s.JWTKey()
		o.OrganizationSync.OrganizationPatterns = []string{"/orgs/:slug"}
		forgetful := o
		forgetful.TokenCache.Disabled = true
		o.MachineTokenCache.TTL = time.Hour
		azp, long := clerktest.AZP("https://app.example"), clerktest.TTL(24*time.Hour)
		token := s.SessionToken(s.CreateUser(clerktest.User{}).ID, azp, long)
		other := s.SessionToken(s.CreateUser(clerktest.User{}).ID, azp, long, clerktest.Age(time.Hour))
		api := s.SessionToken(s.CreateUser(clerktest.User{}).ID, azp, long, clerktest.Template("api"))
		pending := s.SessionToken(s.CreateUser(clerktest.User{}).ID, azp, long, clerktest.Pending())
		secret := s.APIKey("user_1", clerktest.Scopes("read"), clerktest.Named("key"))
		m2m := s.M2MToken("mch_1", clerktest.AsJWT(), clerktest.Scopes("mch_2"), clerktest.ExpiresIn(24*time.Hour))
		b := twoWays{
			name:     name,
			short:    f.guardedApplication(f.New(o)).Server().Handler,
			thorough: f.guardedApplication(f.NewThorough(forgetful)).Server().Handler,
			names:    strings.NewReplacer("TOKEN", token, "OTHER", other, "API", api, "PENDING", pending, "SECRET", secret, "M2M", m2m, "SUFFIX", s.CookieSuffix()),
		}
		for _, raw := range []string{token, other, api, pending, secret, m2m} {
			b.short(requestOf(t, "GET / HTTP/1.1\r\nHost: app.example\r\nAuthorization: Bearer "+raw+"\r\n\r\n"))
		}
		all = append(all, b)
	}
	return all
}

// compare returns the answer, nil for a request that fasthttp refuses.
func (b *twoWays) compare(t *testing.T, method, target, lines string) *fasthttp.RequestCtx {
	t.Helper()
	text := method + " " + target + " HTTP/1.1\r\nHost: app.example\r\n" + b.names.Replace(lines) + "\r\n\r\n"
	short, thorough := requestOf(t, text), requestOf(t, text)
	if short == nil {
		return nil
	}
	b.short(short)
	b.thorough(thorough)
	if got, want := responseText(short), responseText(thorough); got != want {
		t.Errorf("%s: %s %s %q\nis answered\n%s\nand after a closer look\n%s", b.name, method, target, lines, got, want)
	}
	return short
}

// knownJars are cookies with tokens that were seen before; ways says in which
// kind of instance they take the short way, of "production" and "development".
var knownJars = []struct{ name, cookies, ways string }{
	{"plain", "a=b; __client_uat=1; __session=TOKEN; __clerk_db_jwt=dvb_1", "production development"},
	{"suffixed", "__session_SUFFIX=TOKEN; __client_uat_SUFFIX=1; __clerk_db_jwt_SUFFIX=dvb_1", "production development"},
	{"both", "__session=TOKEN; __client_uat=1; __clerk_db_jwt=dvb_1; __session_SUFFIX=TOKEN; __client_uat_SUFFIX=1; __clerk_db_jwt_SUFFIX=dvb_1", "production development"},
	{"without a dev browser", "__client_uat=1; __session=TOKEN", "production"},
	{"a dev browser of the other name", "__client_uat=1; __session=TOKEN; __clerk_db_jwt_SUFFIX=dvb_1", "production"},
	{"plain is newer", "__session=TOKEN; __client_uat=1; __clerk_db_jwt=d; __session_SUFFIX=OTHER; __client_uat_SUFFIX=1; __clerk_db_jwt_SUFFIX=d", "production development"},
	{"suffixed is newer", "__session=OTHER; __client_uat=1; __clerk_db_jwt=d; __session_SUFFIX=TOKEN; __client_uat_SUFFIX=1; __clerk_db_jwt_SUFFIX=d", "production development"},
	{"suffixed is signed out", "__session=TOKEN; __client_uat=1; __clerk_db_jwt=d; __client_uat_SUFFIX=0", "production development"},
	{"plain is signed out", "__client_uat=0; __session_SUFFIX=TOKEN; __client_uat_SUFFIX=1; __clerk_db_jwt_SUFFIX=d", "production development"},
	{"suffixed without its client_uat", "__session=TOKEN; __client_uat=1; __clerk_db_jwt=d; __session_SUFFIX=TOKEN", "production development"},
	{"another application's beside", "__session=TOKEN; __client_uat=1; __clerk_db_jwt=d; __session_AAAAAAAA=x; __client_uat_AAAAAAAA=9999999999", "production development"},
	{"a number with more behind", "__session=TOKEN; __client_uat=1x; __clerk_db_jwt=d", "production development"},
	{"an escaped number", "__session=TOKEN; __client_uat=%31; __clerk_db_jwt=d", "production development"},
	{"blanks", " __session =\tTOKEN ;__client_uat= 1;__clerk_db_jwt=d;;", "production development"},
	{"the first of a name counts", "__session=TOKEN; __session=x; __client_uat=1; __client_uat=0; __clerk_db_jwt=d", "production development"},
	{"a pending session", "__session=PENDING; __client_uat=1; __clerk_db_jwt=dvb_1", "production development"},

	{"the first of a name is empty", "__session=; __session=TOKEN; __client_uat=1; __clerk_db_jwt=d", ""},
	{"issued before the last sign-in", "__session=TOKEN; __client_uat=9999999999; __clerk_db_jwt=d", ""},
	{"no client_uat", "__session=TOKEN; __clerk_db_jwt=d", ""},
	{"client_uat is no number", "__session=TOKEN; __client_uat=x; __clerk_db_jwt=d", ""},
	{"signed out", "__session=TOKEN; __client_uat=0; __clerk_db_jwt=d", ""},
	{"no session", "__client_uat=1; __clerk_db_jwt=d", ""},
	{"in quotes", `__session="TOKEN"; __client_uat=1; __clerk_db_jwt=d`, ""},
	{"an escaped name", "%5F_session=TOKEN; __client_uat=1; __clerk_db_jwt=d", ""},
	{"a template's token", "__session=API; __client_uat=1; __clerk_db_jwt=d", ""},
	{"a strange one beside", "__session=x; __client_uat=1; __session_SUFFIX=TOKEN; __client_uat_SUFFIX=1; __clerk_db_jwt_SUFFIX=d", ""},
	{"a handshake", "__session=TOKEN; __client_uat=1; __clerk_db_jwt=d; __clerk_handshake=x", ""},
	{"a handshake's nonce", "__session=TOKEN; __client_uat=1; __clerk_db_jwt=d; __clerk_handshake_nonce=x", ""},
	{"a number behind a blank beyond ASCII", "__session=TOKEN; __client_uat=\xc2\xa01; __clerk_db_jwt=d", ""},
	{"the same, and suffixed", "__session_SUFFIX=TOKEN; __client_uat_SUFFIX=\xe2\x80\x891; __clerk_db_jwt_SUFFIX=d", ""},
	{"half an escaped blank", "__session=TOKEN; __client_uat=%C2\xa01; __clerk_db_jwt=d", ""},
	{"sent around before", "__session=TOKEN; __client_uat=1; __clerk_db_jwt=d; __clerk_redirect_count=3", ""},
}

// cookieRequests are requests with a known token in cookies.
var cookieRequests = []struct {
	name, method, target, lines string
	short                       bool
}{
	{"a call", "POST", "/a?b=c", "Origin: https://elsewhere.example", true},
	{"a page", "GET", "/", "Sec-Fetch-Dest: document\r\nAccept: text/html", true},
	{"what a page fetches", "GET", "/", "Sec-Fetch-Dest: empty\r\nReferer: https://elsewhere.example/", true},
	{"another scheme", "GET", "/", "Authorization: Basic dTpw", true},
	{"a page that another site leads to", "GET", "/", "Sec-Fetch-Dest: document\r\nReferer: https://elsewhere.example/", false},
	{"a page that the own site leads to", "GET", "/", "Sec-Fetch-Dest: document\r\nReferer: http://app.example/?x", true},
	{"the same behind TLS", "GET", "/", "Sec-Fetch-Dest: document\r\nReferer: https://app.example/\r\nX-Forwarded-Proto: https", true},
	{"the same behind another host", "GET", "/", "Sec-Fetch-Dest: document\r\nReferer: http://a.example:81/\r\nX-Forwarded-Host: a.example:81", true},
	{"a host with a blank beyond ASCII", "GET", "/", "Sec-Fetch-Dest: document\r\nReferer: http://a.example/\r\nX-Forwarded-Host: a.example\xc2\xa0", false},
	{"another scheme leads to it", "GET", "/", "Sec-Fetch-Dest: document\r\nReferer: https://app.example/", false},
	{"another port leads to it", "GET", "/", "Sec-Fetch-Dest: document\r\nReferer: http://app.example:81/", false},
	{"the own origin as a prefix", "GET", "/", "Sec-Fetch-Dest: document\r\nReferer: http://app.example.evil.example/", false},
	{"the own origin as a user", "GET", "/", "Sec-Fetch-Dest: document\r\nReferer: http://app.example@evil.example/", false},
	{"an organization's page", "GET", "/orgs/acme?a", "Accept: text/html", false},
	{"a token in the header", "GET", "/", "Authorization: Bearer x", false},
	{"a handshake in the URL", "GET", "/?__clerk_handshake=x", "", false},
	{"a dev browser in the URL", "GET", "/?%5F_clerk_db_jwt=x", "Accept: text/html", false},
	{"back to a satellite", "GET", "/?__clerk_redirect_url=https%3A%2F%2Fsatellite.example", "Accept: text/html", false},
	{"another spelling of a path", "GET", "/a/../b", "", false},
	{"two lines", "GET", "/", "Cookie: __client_uat=0", true},
}

// A known token in cookies takes the short way where that is safe, and is
// answered as by the rules either way.
func (f Suite) TestKnownTokensInCookies(t *testing.T) {
	t.Parallel()
	took := func(c *fasthttp.RequestCtx) bool {
		s, ok := c.UserValue(state.LocalsKey).(*state.State)
		return ok && s.Cookies.ClientUAT != 0
	}
	for _, b := range f.twoWaysOf(t) {
		for _, jar := range knownJars {
			for _, lines := range []string{"Accept: application/json", "Sec-Fetch-Dest: document"} {
				c := b.compare(t, "GET", "/", lines+"\r\nCookie: "+jar.cookies)
				if c == nil || took(c) != strings.Contains(jar.ways, b.name) {
					t.Errorf("%s: %s, %s: %s", b.name, jar.name, lines, c.Response.String())
				}
			}
		}
		for _, r := range cookieRequests {
			c := b.compare(t, r.method, r.target, "Cookie: __client_uat=1; __session=TOKEN; __clerk_db_jwt=dvb_1\r\n"+r.lines)
			if c == nil || took(c) != r.short {
				t.Errorf("%s: %s: %s", b.name, r.name, c.Response.String())
			}
		}
	}
}

// machineRequests are requests with a known machine token.
var machineRequests = []struct {
	name, method, target, lines string
	short                       bool
}{
	{"an API key", "GET", "/", "Authorization: Bearer SECRET", true},
	{"without a scheme", "POST", "/a?b=c", "Authorization: SECRET", true},
	{"a machine's JWT", "GET", "/", "Authorization: Bearer M2M", true},
	{"beside a session", "GET", "/", "Authorization: Bearer SECRET\r\nCookie: __session=TOKEN; __client_uat=1; __clerk_db_jwt=d", true},
	{"for a page", "GET", "/", "Authorization: Bearer M2M\r\nSec-Fetch-Dest: document\r\nAccept: text/html", true},
	{"another's that begins alike", "GET", "/", "Authorization: Bearer SECRETx", false},
	{"a JWT with more behind", "GET", "/", "Authorization: Bearer M2Mx", false},
	{"another scheme", "GET", "/", "Authorization: Basic SECRET", false},
	{"another spelling of a path", "GET", "/a/../b", "Authorization: Bearer SECRET", false},
	{"in a cookie", "GET", "/", "Cookie: __session=SECRET; __client_uat=1", false},
}

// A known machine token takes the short way where that is safe, and is answered
// as by the rules either way.
func (f Suite) TestKnownMachineTokens(t *testing.T) {
	t.Parallel()
	for _, b := range f.twoWaysOf(t) {
		for _, r := range machineRequests {
			c := b.compare(t, r.method, r.target, r.lines)
			if c == nil {
				t.Fatalf("%s: %s: no request", b.name, r.name)
			}
			s, ok := c.UserValue(state.LocalsKey).(*state.State)
			// A decision of the rules shows the method, a short way's does not.
			if took := ok && s.Decision().Machine != nil && s.Decision().Debug()["method"] == nil; took != r.short {
				t.Errorf("%s: %s: %s", b.name, r.name, c.Response.String())
			}
		}
	}
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
