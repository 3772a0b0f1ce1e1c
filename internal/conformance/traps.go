package conformance

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// listen serves an app on loopback.
func listen(t testing.TB, app App) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- app.Serve(l) }()
	t.Cleanup(func() {
		_ = app.Shutdown(5 * time.Second)
		<-done
	})
	return l.Addr().String()
}

// fasthttp uses the memory of a request again for the next one on the same
// connection: whatever GetAuth gave out must not change under its holder.
func (f Suite) TestWhatWasGivenOutMayBeKept(t *testing.T) {
	t.Parallel()
	s, o := clerk(t)
	const requests, users = 1000, 20
	tokens := map[string]string{}
	ids := make([]string, users)
	for i := range ids {
		ids[i] = s.CreateUser(clerktest.User{Email: fmt.Sprintf("user%d@example.com", i)}).ID
		tokens[ids[i]] = s.SessionToken(ids[i], clerktest.InOrganization(clerktest.Organization{
			ID: "org_of_" + ids[i], Slug: "slug-" + ids[i], Role: "org:admin", Permissions: []string{"org:things:read"},
		}))
	}
	var kept []*clerkauth.Auth
	app := f.NewApp(Config{})
	app.Use("/", f.New(o))
	app.All("/", func(c Ctx) error {
		auth, err := c.GetAuth()
		if err != nil {
			return err
		}
		kept = append(kept, auth) // one connection: one request at a time
		return c.SendString(auth.UserID)
	})
	conn := dial(t, listen(t, app))
	answers := bufio.NewReader(conn)
	for i := range requests {
		id := ids[i%users]
		if _, err := fmt.Fprintf(conn, "GET / HTTP/1.1\r\nHost: h%d.example\r\nUser-Agent: agent-%d\r\nAuthorization: Bearer %s\r\n\r\n", i, i, tokens[id]); err != nil {
			t.Fatal(err)
		}
		if _, body := answerOf(t, answers, http.MethodGet); body != id {
			t.Fatalf("request %d was answered for %q, not %q", i, body, id)
		}
	}
	for i, auth := range kept {
		id := ids[i%users]
		if auth.UserID != id || auth.OrgID != "org_of_"+id || auth.OrgSlug != "slug-"+id || auth.SessionClaims.Subject != id ||
			len(auth.OrgPermissions) != 1 || auth.Debug()["sessionToken"] != tokens[id][:7] {
			t.Fatalf("what request %d was given has changed: %+v", i, auth)
		}
	}
}

func (f Suite) TestAHandlerMayWriteIntoWhatItGot(t *testing.T) {
	t.Parallel()
	s, o := clerk(t)
	app := f.NewApp(Config{})
	app.Use("/", f.New(o))
	app.All("/", func(c Ctx) error {
		auth, err := c.GetAuth()
		if err != nil {
			return err
		}
		before := fmt.Sprint(auth.UserID, auth.OrgPermissions, auth.FactorVerificationAge, auth.SessionClaims.Subject, string(auth.SessionClaims.Raw()))
		auth.UserID, auth.OrgPermissions[0], auth.FactorVerificationAge[0] = "somebody else", "everything", -7
		auth.SessionClaims.Subject = "somebody else"
		raw := auth.SessionClaims.Raw()
		raw[0] = 'X'
		return c.SendString(before)
	})
	user := s.CreateUser(clerktest.User{}).ID
	token := s.SessionToken(user, clerktest.InOrganization(clerktest.Organization{ID: "org_1", Role: "org:admin", Permissions: []string{"org:things:read"}}))
	first := send(t, app, bearer(token))
	if first.status != http.StatusOK || !strings.Contains(first.body, user) {
		t.Fatalf("got %d %s", first.status, first.body)
	}
	if second := send(t, app, bearer(token)); second.body != first.body {
		t.Errorf("the second request sees what the first wrote:\n%s\n%s", first.body, second.body)
	}
}

func (f Suite) TestTheContextCarriesTheUser(t *testing.T) {
	t.Parallel()
	s, o := clerk(t)
	app := f.NewApp(Config{})
	type key struct{}
	app.Use("/", func(c Ctx) error {
		c.SetContext(context.WithValue(context.Background(), key{}, "kept"))
		return c.Next()
	})
	app.Use("/", f.New(o))
	app.All("/", func(c Ctx) error {
		return c.SendString(service(c.Context()) + fmt.Sprint(c.Context().Value(key{})))
	})
	user := s.CreateUser(clerktest.User{}).ID
	if got := send(t, app, bearer(s.SessionToken(user))); got.body != user+"kept" {
		t.Errorf("got %q", got.body)
	}
}

// service is two calls away from the handler and knows nothing of Fiber.
func service(ctx context.Context) string { return repository(ctx) }

func repository(ctx context.Context) string {
	if auth, ok := clerkauth.FromContext(ctx); ok {
		return auth.UserID
	}
	return "nobody"
}

func (f Suite) TestManyUsersAtOnce(t *testing.T) {
	t.Parallel()
	s, o := clerk(t)
	address := listen(t, f.application(o))
	client := loopback(t)
	var wg sync.WaitGroup
	for i := range 8 {
		user := s.CreateUser(clerktest.User{Email: fmt.Sprintf("u%d@example.com", i)}).ID
		wg.Go(func() {
			for range 50 {
				r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+address+"/", nil)
				if err != nil {
					t.Error(err)
					return
				}
				r.Header.Set("Authorization", "Bearer "+s.SessionToken(user))
				res, err := client.Do(r)
				if err != nil {
					t.Error(err)
					return
				}
				body, _ := io.ReadAll(res.Body)
				_ = res.Body.Close()
				if !strings.Contains(string(body), `"userId":"`+user+`"`) {
					t.Errorf("another user's answer: %s", body)
				}
			}
		})
	}
	wg.Wait()
}

func (f Suite) TestABigTokenIsRefusedAndNothingElse(t *testing.T) {
	t.Parallel()
	_, o := clerk(t)
	app := f.NewApp(Config{ReadBufferSize: 4 << 20})
	app.Use("/", f.New(o))
	app.All("/", answerAuth)
	for _, big := range []string{strings.Repeat("a", 1<<20), strings.Repeat("a.", 1<<19), "eyJhbGciOiJSUzI1NiJ9." + strings.Repeat("A", 1<<20) + ".AA"} {
		if got := send(t, app, bearer(big)); got.status != http.StatusOK || got.reason(t) != "token-invalid" {
			t.Errorf("got %d %q", got.status, got.header.Get("X-Clerk-Auth-Reason"))
		}
	}
}

// With StreamRequestBody fasthttp takes an unread body for the next request:
// a refused upload must not smuggle one in.
func (f Suite) TestARefusedUploadIsNoSecondRequest(t *testing.T) {
	t.Parallel()
	_, o := clerk(t, clerktest.Config{Production: true})
	app := f.NewApp(Config{StreamRequestBody: true})
	app.Use("/", f.New(o), f.RequireAuth())
	smuggled := "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n"
	padding := strings.Repeat("x", 64<<10) // more than fasthttp reads ahead
	conn := dial(t, listen(t, app))
	go func() { // the server may hang up before it has all
		_, _ = fmt.Fprintf(conn, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: %d\r\n\r\n%s%s", len(padding)+len(smuggled), padding, smuggled)
	}()
	answers := bufio.NewReader(conn)
	first, err := http.ReadResponse(answers, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, first.Body)
	if first.StatusCode != http.StatusUnauthorized || !first.Close {
		t.Errorf("got %d, connection closed %t", first.StatusCode, first.Close)
	}
	if second, err := http.ReadResponse(answers, nil); err == nil {
		t.Errorf("the body was answered as a request: %d", second.StatusCode)
	}
}
