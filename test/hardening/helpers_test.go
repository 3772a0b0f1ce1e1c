package hardening

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// TestMain lets more tests run side by side than there are processors: most of
// them wait for a fault's time to pass.
func TestMain(m *testing.M) {
	flag.Parse()
	given := false
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == "test.parallel" })
	if !given {
		if err := flag.Set("test.parallel", "64"); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

// patience is the limit for what takes milliseconds on an idle machine.
const patience = 2 * time.Second

// site is an application with the plugin on a port of its own.
type site struct {
	url string
	log *operatorLog
}

// answer is what a visitor got, and what the application knew of them.
type answer struct {
	Status   int           `json:"-"`
	Header   http.Header   `json:"-"`
	Took     time.Duration `json:"-"`
	User     string        `json:"user"`
	Subject  string        `json:"subject"`
	Kind     string        `json:"kind"`
	Reason   string        `json:"reason"`
	Trouble  string        `json:"trouble"`
	SignedIn bool          `json:"signedIn"`
}

// why is the reason that a visitor is not signed in, from the headers, which a
// redirect has as well.
func (a answer) why() string {
	if a.SignedIn {
		return "signed-in"
	}
	return a.Header.Get("X-Clerk-Auth-Reason")
}

// open starts an application with these options. What it logs can be read.
func open(t testing.TB, o clerkfiber.Options, routes ...func(*fiber.App)) *site {
	t.Helper()
	s := &site{log: &operatorLog{}}
	o.Logger = slog.New(s.log)
	app := fiber.New(fiber.Config{DisableStartupMessage: true, ReadBufferSize: 16 << 10})
	app.Use(clerkfiber.New(o))
	for _, add := range routes {
		add(app)
	}
	app.All("/*", tell)
	s.url = "http://" + listen(t, app)
	return s
}

// listen serves an application until the test ends, and gives its address.
func listen(t testing.TB, app *fiber.App) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- app.Listener(listener) }()
	t.Cleanup(func() {
		if err := app.ShutdownWithTimeout(5 * time.Second); err != nil {
			t.Errorf("shutting down: %v", err)
		}
		<-ended
	})
	return listener.Addr().String()
}

// tell answers with what the application knows of the visitor.
func tell(c *fiber.Ctx) error {
	auth, err := clerkfiber.GetAuth(c, clerkfiber.AcceptsToken(clerkfiber.AnyToken))
	if err != nil {
		return err
	}
	debug := auth.Debug()
	trouble, _ := debug["trouble"].(string)
	reason, _ := debug["reason"].(string)
	return c.JSON(answer{
		User: auth.UserID, Subject: auth.Subject, Kind: string(auth.TokenType), SignedIn: auth.IsAuthenticated,
		Reason: reason, Trouble: trouble,
	})
}

// visit sends a request and follows no redirect.
func (s *site) visit(t testing.TB, change ...func(*http.Request)) answer {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+"/", nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range change {
		f(r)
	}
	began := time.Now()
	res, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Errorf("no answer: %v", err)
		return answer{}
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Errorf("half an answer: %v", err)
	}
	a := answer{Status: res.StatusCode, Header: res.Header, Took: time.Since(began)}
	if strings.HasPrefix(res.Header.Get("Content-Type"), "application/json") {
		if err := json.Unmarshal(body, &a); err != nil {
			t.Errorf("status %d, body %q: %v", res.StatusCode, body, err)
		}
	}
	return a
}

// bearer brings a token in the Authorization header.
func bearer(token string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+token) }
}

// page makes the request that of a browser which loads a page.
func page(r *http.Request) {
	r.Header.Set("Sec-Fetch-Dest", "document")
	r.Header.Set("Accept", "text/html")
}

// signedIn brings the cookies of a signed-in browser.
func signedIn(s *clerktest.Server, user string, options ...clerktest.TokenOption) func(*http.Request) {
	return func(r *http.Request) { s.SignIn(r, user, options...) }
}

// at changes the path and query of a visit.
func at(t testing.TB, target string) func(*http.Request) {
	return func(r *http.Request) {
		u, err := r.URL.Parse(target)
		if err != nil {
			t.Fatal(err)
		}
		r.URL = u
	}
}

// eventually polls until it is so, or the limit is over.
func eventually(t testing.TB, limit time.Duration, so func() bool) bool {
	t.Helper()
	over := time.After(limit)
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		if so() {
			return true
		}
		select {
		case <-tick.C:
		case <-over:
			return false
		}
	}
}

// operatorLog keeps the warnings that an operator would read.
type operatorLog struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *operatorLog) Enabled(_ context.Context, level slog.Level) bool {
	return level >= slog.LevelWarn
}
func (l *operatorLog) WithAttrs([]slog.Attr) slog.Handler { return l }
func (l *operatorLog) WithGroup(string) slog.Handler      { return l }

func (l *operatorLog) Handle(ctx context.Context, r slog.Record) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slog.NewTextHandler(&l.text, nil).Handle(ctx, r)
}

// String is the log as written: level=WARN msg="..." cause=... .
func (l *operatorLog) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// warned fails the test unless the operator read a warning of this cause, with these words.
func (s *site) warned(t testing.TB, cause string, words ...string) {
	t.Helper()
	for line := range strings.Lines(s.log.String()) {
		if !strings.Contains(line, "cause="+cause+" ") && !strings.HasSuffix(line, "cause="+cause+"\n") {
			continue
		}
		for _, w := range words {
			if !strings.Contains(line, w) {
				t.Errorf("the warning says nothing of %q: %s", w, line)
			}
		}
		return
	}
	t.Errorf("no warning %s; the operator read:\n%s", cause, s.log)
}

// keepsSecrets fails the test when a secret is in the operator's log.
func (s *site) keepsSecrets(t testing.TB, secrets ...string) {
	t.Helper()
	log := s.log.String()
	for _, secret := range secrets {
		if strings.Contains(log, secret) {
			t.Errorf("the log shows a secret:\n%s", log)
		}
	}
}
