package clerktest_test

import (
	"fmt"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// Many visitors at once: each sees himself and nobody else.
func TestManyVisitors(t *testing.T) {
	t.Parallel()
	s := start(t)
	app := appOf(t, s)
	var wait sync.WaitGroup
	for i := range 16 {
		wait.Go(func() {
			email := fmt.Sprintf("user%d@example.com", i)
			user := s.CreateUser(clerktest.User{Email: email, Password: "correct horse"})
			b := s.NewBrowser(app)
			for range 3 {
				page, err := b.SignIn(email, "correct horse")
				if err != nil || page.Body != "user="+user.ID+" org=" {
					t.Errorf("%s signed in: %+v, %v", email, page, err)
					return
				}
				if page, err = b.Click(page, "/again"); err != nil || page.Body != "user="+user.ID+" org=" {
					t.Errorf("%s again: %+v, %v", email, page, err)
				}
				if page, err = b.SignOut(); err != nil || page.Body != "user= org=" {
					t.Errorf("%s signed out: %+v, %v", email, page, err)
				}
			}
			if b.Handshakes() == 0 {
				t.Errorf("%s: no handshake was counted", email)
			}
			_ = s.Requests()
		})
	}
	wait.Wait()
}

// The server's clock can be set, and decides on what it makes and takes.
func TestClock(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	now := time.Now()
	clock := func() time.Time { mu.Lock(); defer mu.Unlock(); return now }
	s := start(t, clerktest.Config{Now: clock, SessionTokenTTL: 8 * time.Second})
	app := observer(t, clerkfiber.Options{PublishableKey: s.PublishableKey(), SecretKey: s.SecretKey(), APIURL: s.BackendURL(), FrontendAPIURL: s.FrontendURL()})
	key := s.APIKey("user_1", clerktest.ExpiresIn(time.Minute))
	if got := look(t, app, s.SessionToken("user_1")); got.User != "user_1" || got.Claims["exp"].(float64)-got.Claims["iat"].(float64) != 8 {
		t.Errorf("now: %+v", got)
	}
	mu.Lock()
	now = now.Add(time.Hour)
	mu.Unlock()
	if got := look(t, app, s.SessionToken("user_1")); got.Reason == "" {
		t.Errorf("a server that is an hour ahead: %+v", got)
	}
	if got := look(t, app, key); got.Reason != "token-invalid" {
		t.Errorf("an expired key: %+v", got)
	}
}

func TestPasswordlessSignInOnTheHostedPage(t *testing.T) {
	t.Parallel()
	s := start(t)
	user := s.CreateUser(clerktest.User{Email: "ada@example.com"})
	b := s.NewBrowser(appOf(t, s))
	page, err := b.PostForm(s.SignInURL(""), url.Values{"method": {"code"}, "identifier": {"ada@example.com"}, "code": {"424242"}, "redirect_url": {b.Origin + "/"}})
	wantBody(t, "by e-mail code", page, err, "user="+user.ID+" org=")
}

func BenchmarkNewServer(b *testing.B) {
	clerktest.NewServer().Close() // the process's key
	for b.Loop() {
		clerktest.NewServer().Close()
	}
}

func BenchmarkSessionToken(b *testing.B) {
	s := clerktest.NewServer()
	defer s.Close()
	for b.Loop() {
		s.SessionToken("user_1")
	}
}
