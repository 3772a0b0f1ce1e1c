package webhooks_test

import (
	"bytes"
	"errors"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber/webhooks"
)

// serve runs the app on loopback and gives its address.
func serve(t *testing.T, app *fiber.App) string {
	t.Helper()
	listener := must(net.Listen("tcp", "127.0.0.1:0"))(t)
	done := make(chan error, 1)
	go func() { done <- app.Listener(listener) }()
	t.Cleanup(func() {
		if err := app.ShutdownWithTimeout(5 * time.Second); err != nil {
			t.Errorf("shutdown: %v", err)
		}
		<-done
	})
	return "http://" + listener.Addr().String()
}

func post(t *testing.T, address string, body []byte, header http.Header) (status int, text string) {
	t.Helper()
	request := must(http.NewRequest(http.MethodPost, address, bytes.NewReader(body)))(t)
	request.Header = header
	response := must(http.DefaultClient.Do(request))(t)
	defer response.Body.Close()
	return response.StatusCode, string(must(io.ReadAll(response.Body))(t))
}

func TestVerifyWebhookInAnApp(t *testing.T) {
	t.Setenv(secretName, fakeSecret())
	app := fiber.New(fiber.Config{DisableStartupMessage: true})
	app.Post("/webhooks", func(c *fiber.Ctx) error {
		event, err := webhooks.VerifyWebhook(c)
		if err != nil {
			return err
		}
		return c.SendString(event.Type + " " + string(event.Data))
	})
	app.Post("/misconfigured", func(c *fiber.Ctx) error {
		_, err := webhooks.VerifyWebhook(c, webhooks.Options{SigningSecret: "whsec_"})
		return err
	})
	address := serve(t, app)
	body := []byte(userEvent)
	zipped := &delivery{body: body, header: http.Header{}}
	zipped.gzip()
	zipped.resign()

	tests := []struct {
		name   string
		path   string
		body   []byte
		header http.Header
		status int
		text   string
	}{
		{"signed", "/webhooks", body, signed(body, time.Now()), 200, `user.created {"id":"user_1"}`},
		{"signed over its gzip bytes", "/webhooks", zipped.body, zipped.header, 200, `user.created {"id":"user_1"}`},
		{"not signed", "/webhooks", body, http.Header{}, 400, "clerkfiber: webhooks: missing webhook header: svix-id, svix-timestamp, svix-signature"},
		{"another body", "/webhooks", []byte(`{}`), signed(body, time.Now()), 400, ""},
		{"no secret that is worth the name", "/misconfigured", body, signed(body, time.Now()), 500, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			status, text := post(t, address+test.path, test.body, test.header)
			if status != test.status || (test.text != "" && text != test.text) {
				t.Errorf("answer %d %q, want %d %q", status, text, test.status, test.text)
			}
		})
	}
}

// Fiber uses a request's bytes again for the next one on the connection.
func TestEventMayBeKeptAfterTheHandler(t *testing.T) {
	t.Setenv(secretName, fakeSecret())
	kept := make(chan *webhooks.Event, 50)
	app := fiber.New(fiber.Config{DisableStartupMessage: true})
	app.Post("/", func(c *fiber.Ctx) error {
		event, err := webhooks.VerifyWebhook(c)
		kept <- event
		return err
	})
	address := serve(t, app)
	for i := range cap(kept) {
		id := strconv.Itoa(i)
		d := &delivery{body: []byte(`{"type":"` + id + `","data":"` + id + `","event_attributes":"` + id + `"}`), header: http.Header{}}
		d.sign(fakeKey, "msg_"+id, time.Now())
		if status, text := post(t, address, d.body, d.header); status != 200 {
			t.Fatalf("answer %d %s", status, text)
		}
	}
	for i := range cap(kept) {
		event, id := <-kept, strconv.Itoa(i)
		if event.Type != id || event.MessageID != "msg_"+id || string(event.Data) != `"`+id+`"` || string(event.EventAttributes) != `"`+id+`"` {
			t.Errorf("event %d became %+v", i, event)
		}
	}
}

func TestVerifyWebhookInAnAppThatStreams(t *testing.T) {
	t.Setenv(secretName, fakeSecret())
	const limit = 20_000
	app := fiber.New(fiber.Config{DisableStartupMessage: true, StreamRequestBody: true, BodyLimit: limit})
	app.Post("/", func(c *fiber.Ctx) error {
		event, err := webhooks.VerifyWebhook(c)
		if err != nil {
			return err
		}
		return c.SendString(event.Type + " " + strconv.Itoa(len(c.Body())))
	})
	address := serve(t, app)
	for _, test := range []struct {
		size    int
		chunked bool
		status  int
	}{{100, false, 200}, {100, true, 200}, {limit, false, 200}, {limit, true, 200}, {limit + 1, false, 413}, {limit + 1, true, 413}} {
		body := []byte(`{"type":"x","data":"` + strings.Repeat("x", test.size-22) + `"}`)
		var reader io.Reader = bytes.NewReader(body)
		if test.chunked {
			reader = io.MultiReader(reader) // of no length that http can see
		}
		request := must(http.NewRequest(http.MethodPost, address, reader))(t)
		request.Header = signed(body, time.Now())
		response := must(http.DefaultClient.Do(request))(t)
		text := must(io.ReadAll(response.Body))(t)
		_ = response.Body.Close()
		if response.StatusCode != test.status || test.status == 200 && string(text) != "x "+strconv.Itoa(test.size) {
			t.Errorf("%d bytes, chunked %v: answer %d %q, want %d", test.size, test.chunked, response.StatusCode, text, test.status)
		}
	}
}

// Once its handler has returned a request is gone, or another's.
func TestVerifyWebhookOfAReleasedRequest(t *testing.T) {
	t.Setenv(secretName, fakeSecret())
	app := fiber.New(fiber.Config{DisableStartupMessage: true})
	var kept *fiber.Ctx
	app.Post("/", func(c *fiber.Ctx) error { kept = c; return nil })
	if status, _ := post(t, serve(t, app), []byte(userEvent), signed([]byte(userEvent), time.Now())); status != 200 {
		t.Fatal(status)
	}
	if err := app.ShutdownWithTimeout(5 * time.Second); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]webhooks.Request{"released": kept, "none": nil, "a nil pointer": (*fiber.Ctx)(nil)} {
		if event, err := webhooks.VerifyWebhook(c); !errors.Is(err, webhooks.ErrMalformed) || event != nil {
			t.Errorf("%s: event %v, error %v", name, event, err)
		}
	}
}
