package fibertest

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/clerkfiber/clerkfiber/webhooks"
)

const fakeKey = "fake signing key for these tests"

var secret = webhooks.Options{SigningSecret: "whsec_" + base64.StdEncoding.EncodeToString([]byte(fakeKey))}

// eachFiber runs a test on both, with an application of one handler.
func eachFiber(t *testing.T, streams bool, handle handler, test func(t *testing.T, address string)) {
	for name, fiber := range fibers {
		t.Run(name, func(t *testing.T) {
			listener, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			stop := fiber.start(t, listener, streams, handle)
			test(t, "http://"+listener.Addr().String())
			if err := stop(); err != nil {
				t.Errorf("shutdown: %v", err)
			}
		})
	}
}

func signed(id string, body []byte) http.Header {
	timestamp := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(fakeKey))
	fmt.Fprintf(mac, "%s.%s.%s", id, timestamp, body)
	return http.Header{"Svix-Id": {id}, "Svix-Timestamp": {timestamp}, "Svix-Signature": {"v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))}}
}

func post(t *testing.T, address string, body io.Reader, header http.Header) (status int, text string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, body)
	if err != nil {
		t.Fatal(err)
	}
	request.Header = header
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(answer)
}

func verify(_ context.Context, c webhooks.Request) (string, error) {
	options := secret
	if c.Path() == "/misconfigured" {
		options.SigningSecret = "whsec_"
	}
	event, err := webhooks.VerifyWebhook(c, options)
	if err != nil {
		return "", err
	}
	return event.Type + " " + strconv.Itoa(len(c.BodyRaw())), nil
}

func TestVerifyWebhook(t *testing.T) {
	body := []byte(`{"type":"user.created","data":{"id":"user_1"}}`)
	var zipped bytes.Buffer
	w := gzip.NewWriter(&zipped)
	_, _ = w.Write(body)
	_ = w.Close()
	with := func(h http.Header, change func(http.Header)) http.Header { change(h); return h }
	tests := []struct {
		name   string
		path   string
		body   []byte
		header http.Header
		status int
		text   string // its beginning
	}{
		{"signed", "/", body, signed("msg_1", body), 200, "user.created"},
		{"signed over its gzip bytes", "/", zipped.Bytes(), with(signed("msg_1", zipped.Bytes()), func(h http.Header) { h.Set("Content-Encoding", "gzip") }), 200, "user.created"},
		{"plain, and said to be gzip", "/", body, with(signed("msg_1", body), func(h http.Header) { h.Set("Content-Encoding", "gzip") }), 200, "user.created"},
		{"several signatures in lines of their own", "/", body, with(signed("msg_1", body), func(h http.Header) {
			h["Svix-Signature"] = []string{"v1,Zm9yZWlnbg==", h.Get("Svix-Signature")}
		}), 200, "user.created"},
		{"an id in two lines", "/", body, with(signed("msg_1, msg_2", body), func(h http.Header) { h["Svix-Id"] = []string{"msg_1", "msg_2"} }), 200, "user.created"},
		{"not signed", "/", body, http.Header{}, 400, "clerkfiber: webhooks: missing webhook header: svix-id, svix-timestamp, svix-signature"},
		{"another body", "/", []byte(`{}`), signed("msg_1", body), 400, "clerkfiber: webhooks: no matching signature"},
		{"no secret that is worth the name", "/misconfigured", body, signed("msg_1", body), 500, "clerkfiber: webhooks: invalid signing secret"},
	}
	eachFiber(t, false, verify, func(t *testing.T, address string) {
		for _, test := range tests {
			status, text := post(t, address+test.path, bytes.NewReader(test.body), test.header)
			if status != test.status || !strings.HasPrefix(text, test.text) {
				t.Errorf("%s: answer %d %q, want %d %q", test.name, status, text, test.status, test.text)
			}
		}
	})
}

// Fiber sets no limit to a body that it streams: the package does.
func TestVerifyWebhookInAnAppThatStreams(t *testing.T) {
	eachFiber(t, true, verify, func(t *testing.T, address string) {
		for _, test := range []struct {
			size    int
			chunked bool
			status  int
		}{{100, false, 200}, {100, true, 200}, {bodyLimit, false, 200}, {bodyLimit, true, 200}, {bodyLimit + 1, false, 413}, {bodyLimit + 1, true, 413}} {
			body := []byte(`{"type":"x","data":"` + strings.Repeat("x", test.size-22) + `"}`)
			var reader io.Reader = bytes.NewReader(body)
			if test.chunked {
				reader = io.MultiReader(reader) // of no length that http can see
			}
			status, text := post(t, address, reader, signed("msg_1", body))
			if status != test.status || test.status == 200 && text != "x "+strconv.Itoa(test.size) {
				t.Errorf("%d bytes, chunked %v: answer %d %q, want %d", test.size, test.chunked, status, text, test.status)
			}
		}
	})
}

// One storage, two endpoints of one secret, and each message of theirs twice.
func TestOnce(t *testing.T) {
	for name, fiber := range fibers {
		t.Run(name, func(t *testing.T) {
			ledger, handled := webhooks.Once(fiber.storage(), time.Hour), map[string]int{}
			handle := func(ctx context.Context, c webhooks.Request) (string, error) {
				event, err := webhooks.VerifyWebhook(c, secret)
				if err != nil {
					return "", err
				}
				path := strings.Clone(c.Path())
				return "", ledger.Do(ctx, event, func(context.Context) error {
					handled[path]++
					if handled[path] == 1 {
						return errors.New("fails at first")
					}
					return nil
				})
			}
			listener, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			stop := fiber.start(t, listener, false, handle)
			body := []byte(`{"type":"user.created"}`)
			for _, want := range []int{500, 200, 200} {
				for _, path := range []string{"/accounts", "/mail"} {
					if status, text := post(t, "http://"+listener.Addr().String()+path, bytes.NewReader(body), signed("msg_1", body)); status != want {
						t.Errorf("%s: answer %d %s, want %d", path, status, text, want)
					}
				}
			}
			if err := stop(); err != nil {
				t.Error(err)
			}
			if handled["/accounts"] != 2 || handled["/mail"] != 2 {
				t.Errorf("handled %v", handled)
			}
		})
	}
}

func TestErrorsAreFibersOwn(t *testing.T) {
	for name, fiber := range fibers {
		for err, status := range map[error]int{webhooks.ErrNoMatch: 400, webhooks.ErrStorage: 500, webhooks.ErrInProgress: 409, webhooks.ErrTooLarge: 413} {
			if got, ok := fiber.isError(fmt.Errorf("wrapped: %w", err)); !ok || got != status {
				t.Errorf("%s: %v is of status %d, want %d", name, err, got, status)
			}
		}
	}
}

// Once its handler has returned a request is gone.
func TestVerifyWebhookOfAReleasedRequest(t *testing.T) {
	kept := make(chan webhooks.Request, 1)
	keep := func(_ context.Context, c webhooks.Request) (string, error) { kept <- c; return "", nil }
	var released webhooks.Request
	eachFiber(t, false, keep, func(t *testing.T, address string) {
		if status, _ := post(t, address, http.NoBody, http.Header{}); status != 200 {
			t.Fatal(status)
		}
		released = <-kept
		t.Cleanup(func() { // after the application's end
			if event, err := webhooks.VerifyWebhook(released, secret); !errors.Is(err, webhooks.ErrMalformed) || event != nil {
				t.Errorf("event %v, error %v", event, err)
			}
		})
	})
}
