package deploytest

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// Where nginx or Caddy ends a request of test/hardening/testdata/framing, there the
// application ends it too: none that was hidden in another is answered behind
// the front's back. And no header is seen that was hidden in a body.
func TestFramingBehindAFront(t *testing.T) {
	for name, front := range map[string]func(*cluster, *testing.T) string{"nginx": (*cluster).nginx, "Caddy": (*cluster).caddy} {
		for _, stream := range []bool{false, true} {
			t.Run(fmt.Sprint(name, "/streamed ", stream), func(t *testing.T) {
				c := &cluster{clerk: clerktest.NewServer()}
				t.Cleanup(c.clerk.Close)
				var all witness
				for range 3 {
					c.addresses = append(c.addresses, all.listen(t, c.clerk, stream))
				}
				address := front(c, t)
				answered := map[string]string{} // what the application says it was asked → the row
				for _, row := range framings(t) {
					request := row.request + "GET /last HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n"
					for _, line := range send(t, address, strings.ReplaceAll(request, "a.example", address)) {
						if other, twice := answered[line]; twice {
							t.Errorf("%s: the answer to %s, which %s has", row.name, line, other)
						}
						answered[line] = row.name
					}
				}
				seen := all.take()
				for _, line := range seen {
					if _, ok := answered[line]; !ok && strings.HasPrefix(line, "GET /smuggled") || strings.Contains(line, "evil") {
						t.Errorf("the application saw %s", line)
					}
				}
				// Should the application not be reached, nothing would be proved.
				if len(answered) < 80 {
					t.Errorf("the application answered %d requests", len(answered))
				}
				t.Logf("the application saw %d requests, the visitor has the answers to %d", len(seen), len(answered))
			})
		}
	}
}

type framing struct{ name, request string }

var escaped = regexp.MustCompile(`\\(?:[rnt\\]|x[0-9a-f]{2})`)

func framings(t *testing.T) []framing {
	t.Helper()
	text, err := os.ReadFile("../hardening/testdata/framing/requests.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []framing
	for line := range strings.Lines(string(text)) {
		columns := strings.SplitN(strings.TrimSuffix(line, "\n"), "\t", 3)
		if strings.HasPrefix(line, "# ") || len(columns) != 3 {
			continue
		}
		request := escaped.ReplaceAllStringFunc(columns[2], func(code string) string {
			plain, err := strconv.Unquote(`"` + code + `"`)
			if err != nil {
				t.Fatal(err)
			}
			return plain
		})
		all = append(all, framing{columns[0], request})
	}
	if len(all) < 100 {
		t.Fatalf("%d requests", len(all))
	}
	return all
}

// witness writes down what its applications are asked.
type witness struct {
	mu   sync.Mutex
	seen []string
}

func (w *witness) listen(t *testing.T, s *clerktest.Server, stream bool) string {
	t.Helper()
	o := clerkfiber.Options{PublishableKey: s.PublishableKey(), SecretKey: s.SecretKey(), APIURL: s.BackendURL(), FrontendAPIURL: s.FrontendURL()}
	o.Logger = slog.New(slog.DiscardHandler)
	app := fiber.New(fiber.Config{DisableStartupMessage: true, StreamRequestBody: stream, ReadTimeout: 5 * time.Second})
	app.Use(clerkfiber.New(o), func(c *fiber.Ctx) error {
		line := c.Method() + " " + c.OriginalURL()
		for _, name := range []string{"X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-For", "X-Real-Ip", "Authorization", "Origin"} {
			line += " " + name + ": " + c.Get(name)
		}
		line += fmt.Sprintf(" %q", c.Body())
		w.mu.Lock()
		defer w.mu.Unlock()
		line += fmt.Sprint(" #", len(w.seen))
		w.seen = append(w.seen, line)
		return c.JSON(line)
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- app.Listener(listener) }()
	t.Cleanup(func() {
		_ = app.ShutdownWithTimeout(time.Second)
		<-ended
	})
	return listener.Addr().String()
}

func (w *witness) take() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.seen)
}

// send returns what the application wrote into its answers to these bytes.
func send(t *testing.T, address, request string) (answered []string) {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	// A front may wait for more of what it takes to be a body.
	if err := conn.SetDeadline(time.Now().Add(2 * time.Second)); err != nil {
		t.Fatal(err)
	}
	go func() { // the front may hang up before it has all
		_, _ = io.WriteString(conn, request)
	}()
	in := bufio.NewReader(conn)
	for {
		answer, err := http.ReadResponse(in, nil)
		if err != nil {
			return answered
		}
		var line string
		if json.NewDecoder(answer.Body).Decode(&line) == nil {
			answered = append(answered, line)
		}
		_, _ = io.Copy(io.Discard, answer.Body)
	}
}
