package hardening

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber"
)

// framing is a request of testdata/framing, whose README.md tells the format.
type framing struct{ name, want, request string }

func framings(t testing.TB) []framing {
	t.Helper()
	var all []framing
	for _, line := range lines(t, "../framing/requests.txt") {
		columns := strings.SplitN(line, "\t", 3)
		if len(columns) != 3 {
			t.Fatalf("not three columns in %q", line)
		}
		all = append(all, framing{columns[0], columns[1], expand(t, columns[2])})
	}
	return all
}

// Two programs that read a request differently are how one visitor's request
// becomes part of another's. Each row is read in one way or refused, whether
// Fiber holds bodies or streams them, and whether the application reads them.
func TestFraming(t *testing.T) {
	t.Parallel()
	_, o := clerk(t)
	for name, test := range map[string]struct{ stream, ignore, proxy bool }{
		"held":               {},
		"held, not read":     {ignore: true},
		"streamed":           {stream: true},
		"streamed, not read": {stream: true, ignore: true},
		"with the proxy on":  {proxy: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := o
			o.FrontendAPIProxy.Enabled = test.proxy
			app := newFramed(t, o, test.stream, test.ignore)
			for _, row := range framings(t) {
				t.Run(row.name, func(t *testing.T) { app.check(t, row) })
			}
		})
	}
}

// framed is an application that writes down what it is asked.
type framed struct {
	address        string
	stream, ignore bool

	mu   sync.Mutex
	seen []string
}

func newFramed(t *testing.T, o clerkfiber.Options, stream, ignore bool) *framed {
	t.Helper()
	f := &framed{stream: stream, ignore: ignore}
	app := fiber.New(fiber.Config{DisableStartupMessage: true, StreamRequestBody: stream, ReadTimeout: 5 * time.Second})
	app.Use(clerkfiber.New(o), func(c *fiber.Ctx) error {
		smuggled := ""
		for _, name := range []string{
			"X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-For", "X-Real-Ip", "Forwarded", "Cf-Connecting-Ip",
			"Cookie", "Authorization", "Origin", "Referer", "Accept", "Sec-Fetch-Dest", "Host",
		} {
			for _, value := range c.Request().Header.PeekAll(name) {
				if strings.Contains(string(value), "evil") {
					smuggled += fmt.Sprintf(" and %s: %s", name, value)
				}
			}
		}
		body := "" // read last, since fasthttp adds a streamed body's trailers to the headers
		if !ignore {
			body = string(c.Body())
		}
		line := fmt.Sprintf("%s %s %q", c.Method(), c.OriginalURL(), body) + smuggled
		f.mu.Lock()
		defer f.mu.Unlock()
		f.seen = append(f.seen, line)
		return c.SendString("ok")
	})
	f.address = listen(t, app)
	return f
}

// send returns the answers to bytes that are followed by one more request, and
// what the application saw.
func (f *framed) send(t *testing.T, request string) (answers []*http.Response, seen []string) {
	t.Helper()
	f.mu.Lock()
	f.seen = nil
	f.mu.Unlock()
	conn, err := net.Dial("tcp", f.address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	go func() { // the server may hang up before it has all
		_, _ = io.WriteString(conn, request+"GET /last HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n")
	}()
	in := bufio.NewReader(conn)
	for {
		answer, err := http.ReadResponse(in, nil)
		if err == nil {
			_, err = io.Copy(io.Discard, answer.Body)
		}
		if err != nil {
			if timeout := net.Error(nil); errors.As(err, &timeout) && timeout.Timeout() {
				t.Error("the connection stays open")
			}
			f.mu.Lock()
			defer f.mu.Unlock()
			return answers, slices.Clone(f.seen)
		}
		answers = append(answers, answer)
	}
}

func (f *framed) check(t *testing.T, row framing) {
	answers, seen := f.send(t, row.request)
	for _, request := range seen {
		if strings.HasPrefix(request, "GET /smuggled") || strings.Contains(request, " and ") {
			t.Errorf("smuggled: %s", request)
		}
	}
	switch {
	case row.want == "400", row.want == "400 body" && !f.stream:
		if len(seen) > 0 || len(answers) != 1 || answers[0].StatusCode != http.StatusBadRequest || !answers[0].Close {
			t.Errorf("want one answer, 400, the connection's last; the application saw %q, answers %s", seen, told(answers))
		}
	case row.want == "400 body":
		if len(seen) > 1 || len(answers) != 1 || !answers[0].Close {
			t.Errorf("want one answer, the connection's last; the application saw %q, answers %s", seen, told(answers))
		}
	default:
		reading, closes := strings.CutSuffix(row.want, " close")
		want := strings.Split(reading, " + ")
		if f.ignore {
			for i := range want {
				want[i] = want[i][:strings.LastIndex(want[i], ` "`)] + ` ""`
			}
		}
		if f.stream && strings.Contains(strings.ToLower(row.request), "transfer-encoding:") {
			closes = true // nobody can tell where a streamed body ends that is not read
		}
		if !closes {
			want = append(want, `GET /last ""`)
		}
		if !slices.Equal(seen, want) || !answers[len(answers)-1].Close {
			t.Errorf("read as %q, want %q; answers %s", seen, want, told(answers))
		}
	}
}

func told(answers []*http.Response) string {
	text := ""
	for _, a := range answers {
		text += fmt.Sprint(a.StatusCode, " close ", a.Close, "; ")
	}
	return text
}

// What a handler leaves of a streamed body is not the next request.
func TestStreamedBodyLeftUnread(t *testing.T) {
	t.Parallel()
	const smuggled = "GET /smuggled HTTP/1.1\r\nHost: a.example\r\n\r\n"
	_, o := clerk(t)
	app := newFramed(t, o, true, true)
	for _, size := range []int{1, 4 << 10, 8 << 10, 8<<10 + len(smuggled), 64 << 10, 1 << 20} {
		for _, chunked := range []bool{false, true} {
			body := strings.Repeat("x", max(0, size-len(smuggled))) + smuggled
			body = body[len(body)-size:]
			head, want := fmt.Sprintf("Content-Length: %d\r\n\r\n", size), []string{`POST / ""`}
			if chunked {
				head, body = "Transfer-Encoding: chunked\r\n\r\n", fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", size, body)
			}
			if !chunked && size <= 8<<10 {
				want = append(want, `GET /last ""`) // fasthttp has read it all
			}
			if _, seen := app.send(t, "POST / HTTP/1.1\r\nHost: a.example\r\n"+head+body); !slices.Equal(seen, want) {
				t.Errorf("%d bytes, chunked %t: the application saw %q, want %q", size, chunked, seen, want)
			}
		}
	}
}

// However many header lines a stranger sends, they are counted before anything
// is made of them.
func TestTooManyHeaderLines(t *testing.T) {
	t.Parallel()
	_, o := clerk(t)
	o.FrontendAPIProxy.Enabled = true
	app := fiber.New(fiber.Config{DisableStartupMessage: true, ReadBufferSize: 2 << 20})
	app.Use(clerkfiber.New(o), func(c *fiber.Ctx) error { return c.SendStatus(http.StatusTeapot) })
	address := listen(t, app)
	for _, test := range []struct{ lines, want int }{{1, 418}, {990, 418}, {1001, 431}, {100_000, 431}} {
		for _, line := range []string{"Cookie: a=b\r\n", "X-A:\r\n"} {
			conn, err := net.Dial("tcp", address)
			if err != nil {
				t.Fatal(err)
			}
			go func() {
				_, _ = io.WriteString(conn, "GET / HTTP/1.1\r\nHost: a.example\r\n"+strings.Repeat(line, test.lines)+"\r\n")
			}()
			answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
			if err != nil || answer.StatusCode != test.want || answer.Close != (test.want == 431) {
				t.Errorf("%d lines %q: %v, %v", test.lines, line, answer, err)
			}
			_ = conn.Close()
		}
	}
}
