package conformance

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/valyala/fasthttp"

	"github.com/clerkfiber/clerkfiber/clerktest"
)

// What strangers bring costs few calls to Clerk, and locks nobody out.

// question is one kind of thing that Clerk has to be asked about.
type question struct {
	name    string
	budget  int // how many are asked at once in vain
	headers func(s *clerktest.Server, i int) []string
}

func questions() []question {
	machine := func(prefix string) question {
		return question{prefix, 100, func(_ *clerktest.Server, i int) []string {
			return []string{"Authorization", fmt.Sprintf("Bearer %sstranger%d", prefix, i)}
		}}
	}
	// A session's first refresh is no stranger's.
	return []question{
		machine("ak_"),
		machine("mt_"),
		machine("oat_"),
		{"nonce", 100, func(_ *clerktest.Server, i int) []string {
			return []string{"Cookie", fmt.Sprintf("__clerk_handshake_nonce=stranger%d", i)}
		}},
		{"refresh", 101, func(s *clerktest.Server, i int) []string {
			return expiredSession(s, "sess_stranger", fmt.Sprintf("stranger%d", i))
		}},
	}
}

// expiredSession is a browser whose session token is genuine and expired.
func expiredSession(s *clerktest.Server, session, refresh string, options ...clerktest.TokenOption) []string {
	once := s.SessionToken("user_"+session, append(options, clerktest.Expired(), clerktest.InSession(session))...)
	return []string{"Cookie", "__client_uat=1; __session=" + once + "; __refresh_" + s.CookieSuffix() + "=" + refresh}
}

// serve lets a handler answer a page's request, and tells why nobody is signed
// in; "" for somebody.
func serve(handler fasthttp.RequestHandler, headers ...string) (reason string, c *fasthttp.RequestCtx) {
	c = &fasthttp.RequestCtx{}
	c.Request.SetRequestURI("/")
	c.Request.Header.SetHost("app.example")
	c.Request.Header.Set("Sec-Fetch-Dest", "document")
	for i := 0; i < len(headers); i += 2 {
		c.Request.Header.Set(headers[i], headers[i+1])
	}
	handler(c)
	return string(c.Response.Header.Peek("X-Clerk-Auth-Reason")), c
}

func (f Suite) plain(o Options) fasthttp.RequestHandler {
	app := f.NewApp(Config{})
	app.Use("/", f.New(o))
	return app.Server().Handler
}

func (f Suite) TestStrangersCostFewCalls(t *testing.T) {
	t.Parallel()
	const many = 500
	for _, q := range questions() {
		t.Run(q.name, func(t *testing.T) {
			t.Parallel()
			s, o := clerk(t, clerktest.Config{Production: true})
			headers := make([][]string, many)
			for i := range headers {
				headers[i] = q.headers(s, i)
			}
			f.during(t, s, o, func(c *fakeClerk, handler fasthttp.RequestHandler) {
				send := func(step string, requests, first, want int) {
					c.calls.Store(0)
					for i := range requests {
						if reason, _ := serve(handler, headers[(first+i)%many]...); reason == "" {
							t.Fatal("somebody is signed in")
						}
					}
					if calls := c.calls.Load(); calls != int64(want) {
						t.Errorf("%s: %d calls for %d requests, want %d", step, calls, requests, want)
					}
				}
				send("the first of all", 1, 0, 1)
				for range 50 {
					send("the same once more", 1, 0, 0)
				}
				send("distinct ones, at once", many-1, 1, q.budget-1)
				time.Sleep(time.Second)
				send("a second later", many-1, 1, 10)
			})
		})
	}
}

// What cannot be a token is refused as Clerk would refuse it, without asking.
func (f Suite) TestWhatCanBeNoTokenIsNotAskedAbout(t *testing.T) {
	t.Parallel()
	s, o := clerk(t)
	handler := f.plain(o)
	for _, test := range []struct {
		name, token string
		asked       int
	}{
		{"nothing after the prefix", "ak_", 0},
		{"nor here", "mt_", 0},
		{"nor here", "oat_", 0},
		{"characters of no token", "ak_a|b", 0},
		{"a quote", `ak_"`, 0},
		{"beyond ASCII", "ak_ä", 0},
		{"longer than any", "ak_" + strings.Repeat("a", 1022), 0},
		{"as long as may be", "ak_" + strings.Repeat("a", 1021), 1},
		{"one character", "ak_a", 1},
		{"base64", "mt_a+b/c==", 1},
		{"base64url", "oat_a-b_c", 1},
		{"more underscores", "ak_live_a", 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			s.ForgetRequests()
			reason, _ := serve(handler, "Authorization", "Bearer "+test.token)
			if asked := s.CountRequests("POST", ""); reason != "token-invalid" || asked != test.asked {
				t.Errorf("%q after %d calls", reason, asked)
			}
		})
	}
}

func (f Suite) TestAFloodLocksNobodyOut(t *testing.T) {
	t.Parallel()
	const strangers, bound = 200, 64
	for _, q := range questions() {
		t.Run(q.name, func(t *testing.T) {
			t.Parallel()
			s, o := clerk(t, clerktest.Config{Production: true})
			flood := make([][]string, strangers)
			for i := range flood {
				flood[i] = q.headers(s, i)
			}
			good := map[string][]string{
				"an API key":          {"Authorization", "Bearer ak_good"},
				"an M2M token":        {"Authorization", "Bearer mt_good"},
				"an OAuth token":      {"Authorization", "Bearer oat_good"},
				"a browser's refresh": expiredSession(s, "sess_good", "good"),
			}
			f.during(t, s, o, func(c *fakeClerk, handler fasthttp.RequestHandler) {
				check := func(when string) {
					for kind, headers := range good {
						if reason, _ := serve(handler, headers...); reason != "" {
							t.Errorf("%s %s: %s", kind, when, reason)
						}
					}
				}
				check("before the flood")
				c.hang = make(chan struct{})
				c.calls.Store(0)
				reasons := make(chan string, strangers)
				for _, headers := range flood {
					go func() {
						reason, _ := serve(handler, headers...)
						reasons <- reason
					}()
				}
				synctest.Wait() // nothing moves any more, and no time has passed
				waiting := int(c.calls.Load())
				if q.budget-100+bound != waiting || len(reasons) != strangers-waiting {
					t.Errorf("%d calls, %d answers at once", waiting, len(reasons))
				}
				for range len(reasons) {
					if reason := <-reasons; !strings.HasSuffix(reason, "verification-throttled") {
						t.Errorf("beyond the bound: %q", reason)
					}
				}
				check("during the flood")
				began := time.Now()
				for range waiting {
					if reason := <-reasons; strings.HasSuffix(reason, "verification-throttled") {
						t.Errorf("within the bound: %q", reason)
					}
				}
				if took := time.Since(began); took != 4*time.Second {
					t.Errorf("Clerk was waited for %s", took)
				}
			})
		})
	}
}

// fakeClerk is Clerk's Backend API without a network, for a bubble of synctest.
// It knows what is good and refuses strangers, or lets them wait.
type fakeClerk struct {
	calls  atomic.Int64 // about strangers
	status int
	hang   chan struct{}
	taken  string // what is good besides
	fresh  string // the session token that a refresh brings
}

func (f *fakeClerk) RoundTrip(r *http.Request) (*http.Response, error) {
	asked := r.URL.String()
	if r.Body != nil {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		asked += string(body)
	}
	switch {
	case strings.Contains(asked, "sess_good"):
		return says(r, http.StatusOK, `{"object":"cookies","cookies":["__session=`+f.fresh+`; Path=/"]}`)
	case strings.Contains(asked, "_good"), f.taken != "" && strings.Contains(asked, f.taken):
		return says(r, http.StatusOK, `{"id":"id_1","subject":"user_good","scopes":[]}`)
	}
	f.calls.Add(1)
	if f.hang != nil {
		select {
		case <-f.hang:
		case <-r.Context().Done():
			return nil, r.Context().Err()
		}
	}
	return says(r, f.status, `{"errors":[{"code":"token_invalid"}]}`)
}

func says(r *http.Request, status int, body string) (*http.Response, error) {
	return &http.Response{
		StatusCode: status, Header: http.Header{"Content-Type": {"application/json"}},
		Body: io.NopCloser(strings.NewReader(body)), Request: r,
	}, nil
}

// during lets a test ask a plugin, whose Clerk is a fake, in a bubble whose
// clock moves only when all wait. It begins now: the tokens are made before.
func (f Suite) during(t *testing.T, s *clerktest.Server, o Options, test func(*fakeClerk, fasthttp.RequestHandler)) {
	t.Helper()
	fake := &fakeClerk{status: http.StatusNotFound, fresh: s.SessionToken("user_good", clerktest.InSession("sess_good"))}
	o.HTTPClient, o.JWTKey = &http.Client{Transport: fake}, s.JWTKey()
	now := time.Now()
	synctest.Test(t, func(*testing.T) {
		time.Sleep(time.Until(now))
		test(fake, f.plain(o))
	})
}

// A refusal is remembered for five seconds: a token that Clerk takes a moment
// later works within ten.
func (f Suite) TestATokenThatClerkTakesLater(t *testing.T) {
	t.Parallel()
	s, o := clerk(t)
	for _, test := range []struct {
		status int
		calls  int64 // for three requests
	}{
		{400, 1},
		{403, 1},
		{404, 1},
		{422, 1},
		{401, 3}, // the secret key's fault
		{408, 3},
		{429, 3},
		{500, 3},
		{503, 3},
	} {
		t.Run(fmt.Sprint(test.status), func(t *testing.T) {
			t.Parallel()
			f.during(t, s, o, func(c *fakeClerk, handler fasthttp.RequestHandler) {
				c.status = test.status
				ask := func() string {
					reason, _ := serve(handler, "Authorization", "Bearer ak_stranger")
					return reason
				}
				first := ask()
				if again, more := ask(), ask(); first == "" || again != first || more != first || c.calls.Load() != test.calls {
					t.Errorf("%q, %q, %q after %d calls, want %d", first, again, more, c.calls.Load(), test.calls)
				}
				c.taken = "ak_stranger"
				time.Sleep(5 * time.Second)
				if reason := ask(); reason != "" {
					t.Errorf("five seconds later: %s", reason)
				}
			})
		})
	}
}
