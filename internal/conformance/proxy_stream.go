package conformance

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// bothWays runs a test with bodies that Fiber holds, and with bodies that it streams.
func bothWays(t *testing.T, limit int, test func(t *testing.T, config Config)) {
	for name, stream := range map[string]bool{"held": false, "streamed": true} {
		t.Run(name, func(t *testing.T) {
			test(t, Config{StreamRequestBody: stream, BodyLimit: limit})
		})
	}
}

// echo reads the whole body first: a server of net/http drops the rest of a
// request once it answers.
func echo(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	_, _ = w.Write(body)
}

func (f Suite) TestProxyBodies(t *testing.T) {
	large := strings.Repeat("0123456789abcdef", 20_000)
	bothWays(t, 0, func(t *testing.T, config Config) {
		api := newFrontendAPI(t, nil)
		connection := dial(t, f.proxied(t, proxyOptions(api.url), 0, config))
		answers := bufio.NewReader(connection)
		for _, method := range []string{"POST", "PUT", "PATCH", "DELETE", "OPTIONS"} {
			for _, body := range []string{"", "a=b&c=é", large} {
				for _, chunked := range []bool{false, true} {
					// All on one connection: what one request leaves would break the next.
					text := fmt.Sprintf("%s /__clerk/v1 HTTP/1.1\r\nHost: app.example\r\n", method)
					if chunked {
						text += "Transfer-Encoding: chunked\r\n\r\n"
						if body != "" {
							text += fmt.Sprintf("%x\r\n%s\r\n", len(body), body)
						}
						text += "0\r\n\r\n"
					} else {
						text += fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body)
					}
					if _, err := io.WriteString(connection, text); err != nil {
						t.Fatal(err)
					}
					response, _ := answerOf(t, answers, method)
					if got := api.last(t); got.method != method || got.body != body || response.StatusCode != 200 {
						t.Fatalf("%s of %d bytes, chunked %v: status %d, arrived as %s of %d bytes",
							method, len(body), chunked, response.StatusCode, got.method, len(got.body))
					}
				}
			}
		}
	})
}

func (f Suite) TestProxyExpectContinue(t *testing.T) {
	bothWays(t, 0, func(t *testing.T, config Config) {
		api := newFrontendAPI(t, nil)
		connection := dial(t, f.proxied(t, proxyOptions(api.url), 0, config))
		answers := bufio.NewReader(connection)
		_, _ = io.WriteString(connection, "POST /__clerk/v1 HTTP/1.1\r\nHost: app.example\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n")
		if line, err := answers.ReadString('\n'); err != nil || !strings.Contains(line, "100 Continue") {
			t.Fatalf("%q, %v", line, err)
		}
		_, _ = answers.ReadString('\n')
		_, _ = io.WriteString(connection, "hello")
		response, _ := answerOf(t, answers, "POST")
		if got := api.last(t); response.StatusCode != 200 || got.body != "hello" || got.header.Get("Expect") != "" {
			t.Errorf("status %d, arrived %+v", response.StatusCode, got)
		}
	})
}

func (f Suite) TestProxyMultipart(t *testing.T) {
	bothWays(t, 0, func(t *testing.T, config Config) {
		var name, content string
		api := newFrontendAPI(t, func(w http.ResponseWriter, r *http.Request) {
			file, header, err := r.FormFile("file")
			if err != nil {
				w.WriteHeader(http.StatusBadRequest)
				return
			}
			text, _ := io.ReadAll(file)
			name, content = header.Filename, string(text)
		})
		var body bytes.Buffer
		form := multipart.NewWriter(&body)
		part, _ := form.CreateFormFile("file", "me.png")
		_, _ = io.WriteString(part, "\x89PNG\r\nimage")
		_ = form.Close()
		response, err := http.Post("http://"+f.proxied(t, proxyOptions(api.url), 0, config)+"/__clerk/v1/me/profile_image", form.FormDataContentType(), &body)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		if response.StatusCode != 200 || name != "me.png" || content != "\x89PNG\r\nimage" {
			t.Errorf("status %d, arrived %q %q", response.StatusCode, name, content)
		}
	})
}

// The app's BodyLimit holds, also where Fiber does not check it.
func (f Suite) TestProxyBodyLimit(t *testing.T) {
	const limit = 10_000
	bothWays(t, limit, func(t *testing.T, config Config) {
		api := newFrontendAPI(t, echo)
		address := f.proxied(t, proxyOptions(api.url), 0, config)
		for _, test := range []struct {
			size    int
			chunked bool
			want    int
		}{
			{limit, false, 200}, {limit, true, 200}, {limit + 1, false, 413}, {limit + 1, true, 413}, {50 * limit, true, 413},
		} {
			var body io.Reader = bytes.NewReader(make([]byte, test.size))
			if test.chunked {
				body = io.MultiReader(body) // of no length that http can see
			}
			response, err := http.Post("http://"+address+"/__clerk/v1", "application/octet-stream", body)
			if err != nil {
				if test.size > 2*limit {
					continue // refused while it was still being sent
				}
				t.Fatal(err)
			}
			got, _ := io.ReadAll(response.Body)
			_ = response.Body.Close()
			if response.StatusCode != test.want || test.want == 200 && len(got) != test.size {
				t.Errorf("%d bytes, chunked %v: answer %d of %d bytes, want %d", test.size, test.chunked, response.StatusCode, len(got), test.want)
			}
		}
	})
}

// What a visitor has not sent of a body must not be taken for a next request.
func (f Suite) TestProxyUnreadBodyIsNoNextRequest(t *testing.T) {
	const inner = "GET /smuggled HTTP/1.1\r\nHost: app.example\r\n\r\n"
	api := newFrontendAPI(t, nil)
	padding := strings.Repeat("x", 20_000) // more than Fiber reads ahead
	for name, text := range map[string]string{
		"body too large": "POST /__clerk/v1 HTTP/1.1\r\nHost: app.example\r\nContent-Length: 9%d\r\n\r\n",
		"body of a GET":  "GET /__clerk/v1 HTTP/1.1\r\nHost: app.example\r\nContent-Length: %d\r\n\r\n",
		"bad header":     "POST /__clerk/v1 HTTP/1.1\r\nHost: app.example\r\nX-Bad: \x01\r\nContent-Length: %d\r\n\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			connection := dial(t, f.proxied(t, proxyOptions(api.url), 0, Config{StreamRequestBody: true, BodyLimit: 100_000}))
			body := padding + inner
			_, _ = fmt.Fprintf(connection, text+"%s", len(body), body)
			answers := bufio.NewReader(connection)
			response, _ := answerOf(t, answers, "POST")
			if response.StatusCode == http.StatusTeapot || !response.Close {
				t.Errorf("status %d, the connection ends: %v", response.StatusCode, response.Close)
			}
			if second, err := http.ReadResponse(answers, nil); err == nil {
				t.Errorf("a second answer came: %s", second.Status)
			}
		})
	}
}

func (f Suite) TestProxyAnswersBeforeTheWholeBody(t *testing.T) {
	api := newFrontendAPI(t, func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = io.WriteString(w, "who are you?")
	})
	bothWays(t, 0, func(t *testing.T, config Config) {
		address := f.proxied(t, proxyOptions(api.url), 0, config)
		response, err := http.Post("http://"+address+"/__clerk/v1", "application/octet-stream", io.MultiReader(bytes.NewReader(make([]byte, 200_000))))
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		if body, err := io.ReadAll(response.Body); response.StatusCode != 401 || string(body) != "who are you?" || err != nil {
			t.Errorf("answer %d %q, %v", response.StatusCode, body, err)
		}
	})
}

// Nobody holds a connection for ever.
func (f Suite) TestProxyPatience(t *testing.T) {
	const short, long = 200 * time.Millisecond, 10 * time.Second
	const get = "GET /__clerk/v1 HTTP/1.1\r\nHost: app.example\r\n\r\n"
	half := "POST /__clerk/v1 HTTP/1.1\r\nHost: app.example\r\nContent-Length: 90000\r\n\r\n" + strings.Repeat("x", 20_000)
	silent := func(http.ResponseWriter) {}
	stuck := func(w http.ResponseWriter) {
		_, _ = io.WriteString(w, "the beginning")
		_ = http.NewResponseController(w).Flush()
	}
	endless := func(w http.ResponseWriter) {
		for {
			if _, err := w.Write(make([]byte, 64<<10)); err != nil {
				return
			}
		}
	}
	tests := []struct {
		name     string
		api      func(http.ResponseWriter) // what it does before it hangs
		patience time.Duration
		request  string
		visitor  func(t *testing.T, connection net.Conn)
	}{
		{"a Frontend API that says nothing", silent, short, get, func(t *testing.T, connection net.Conn) {
			response, body := answerOf(t, bufio.NewReader(connection), "GET")
			if response.StatusCode != 502 || !strings.Contains(body, "timed out") {
				t.Errorf("answer %d %s", response.StatusCode, body)
			}
		}},
		{"a Frontend API that stops in its answer", stuck, short, get, func(t *testing.T, connection net.Conn) {
			text, err := io.ReadAll(connection)
			if err != nil || !bytes.Contains(text, []byte("the beginning")) || bytes.HasSuffix(text, []byte("0\r\n\r\n")) {
				t.Errorf("%q, %v: want the beginning, and no proper end", text, err)
			}
		}},
		{"a visitor who stops in a body", silent, short, half, func(t *testing.T, connection net.Conn) {
			response, _ := answerOf(t, bufio.NewReader(connection), "POST")
			if response.StatusCode != 502 || !response.Close {
				t.Errorf("status %d, the connection ends: %v", response.StatusCode, response.Close)
			}
		}},
		{"a visitor who goes away in a body", silent, long, half, func(t *testing.T, connection net.Conn) {
			_ = connection.Close()
		}},
		{"a visitor who goes away in the answer", endless, long, get, func(t *testing.T, connection net.Conn) {
			_, _ = io.CopyN(io.Discard, connection, 1<<20)
			_ = connection.Close()
		}},
		{"a visitor who reads no more", endless, short, get, func(t *testing.T, connection net.Conn) {
			_, _ = io.CopyN(io.Discard, connection, 1<<20)
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			released := make(chan struct{})
			api := newFrontendAPI(t, func(w http.ResponseWriter, r *http.Request) {
				defer close(released)
				test.api(w)
				_, _ = io.Copy(io.Discard, r.Body)
				<-r.Context().Done() // the proxy hung up
			})
			connection := dial(t, f.proxied(t, proxyOptions(api.url), test.patience, Config{StreamRequestBody: true}))
			if _, err := io.WriteString(connection, test.request); err != nil {
				t.Fatal(err)
			}
			test.visitor(t, connection)
			select {
			case <-released:
			case <-time.After(8 * time.Second):
				t.Error("the Frontend API's connection is still held")
			}
		})
	}
}

// Whoever is slow but alive has all the time it takes, in both directions.
func (f Suite) TestProxyWaitsForTheSlow(t *testing.T) {
	const patience, pieces = 800 * time.Millisecond, 30
	slowly := func(w io.Writer, flush func()) {
		tick := time.NewTicker(60 * time.Millisecond)
		defer tick.Stop()
		for range pieces {
			<-tick.C
			_, _ = w.Write(make([]byte, 1000))
			flush()
		}
	}
	api := newFrontendAPI(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		w.Header().Set("X-Received", fmt.Sprint(len(body)))
		slowly(w, func() { _ = http.NewResponseController(w).Flush() })
	})
	connection := dial(t, f.proxied(t, proxyOptions(api.url), patience, Config{StreamRequestBody: true}))
	_, _ = fmt.Fprintf(connection, "POST /__clerk/v1 HTTP/1.1\r\nHost: app.example\r\nContent-Length: %d\r\n\r\n", pieces*1000)
	slowly(connection, func() {})
	response, body := answerOf(t, bufio.NewReader(connection), "POST")
	if response.StatusCode != 200 || response.Header.Get("X-Received") != "30000" || len(body) != pieces*1000 {
		t.Errorf("answer %d of %d bytes, %s bytes arrived", response.StatusCode, len(body), response.Header.Get("X-Received"))
	}
}

// Many at a time, so that the race detector sees who reads whose body.
func (f Suite) TestProxyManyAtATime(t *testing.T) {
	api := newFrontendAPI(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Early") != "" {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		echo(w, r)
	})
	bothWays(t, 0, func(t *testing.T, config Config) {
		address := "http://" + f.proxied(t, proxyOptions(api.url), 0, config) + "/__clerk/v1"
		var all sync.WaitGroup
		for i := range 20 {
			all.Go(func() {
				for j := range 10 {
					sent := strings.Repeat(string(rune('a'+i)), 1+5000*j)
					request, _ := http.NewRequest(http.MethodPost, address, strings.NewReader(sent))
					if j%3 == 2 {
						request.Header.Set("X-Early", "1")
					}
					response, err := http.DefaultClient.Do(request)
					if err != nil {
						t.Error(err)
						return
					}
					got, err := io.ReadAll(response.Body)
					_ = response.Body.Close()
					if err != nil || response.StatusCode == 200 && string(got) != sent {
						t.Errorf("sent %d bytes of %q, got %d, %v", len(sent), sent[0], len(got), err)
					}
				}
			})
		}
		all.Wait()
	})
}
