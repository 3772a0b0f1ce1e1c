package webhooks_test

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber/webhooks"
)

// delivery is what the table's rows change before it is verified.
type delivery struct {
	body    []byte
	header  http.Header
	options webhooks.Options
}

func (d *delivery) sign(key, id string, at time.Time) {
	timestamp := strconv.FormatInt(at.Unix(), 10)
	d.header.Set("svix-id", id)
	d.header.Set("svix-timestamp", timestamp)
	d.header.Set("svix-signature", signature(key, id, timestamp, d.body))
}

func (d *delivery) resign() { d.sign(fakeKey, fakeID, time.Now()) }

func (d *delivery) shift(by time.Duration) { d.sign(fakeKey, fakeID, time.Now().Add(by)) }

func TestVerify(t *testing.T) {
	tests := []struct {
		name   string
		change func(*delivery)
		want   error
		text   string // a part of the error's text
	}{
		{"as Clerk sends it", func(d *delivery) {}, nil, ""},

		{"no svix-id", func(d *delivery) { d.header.Del("svix-id") }, webhooks.ErrMissingHeader, "svix-id"},
		{"no svix-timestamp", func(d *delivery) { d.header.Del("svix-timestamp") }, webhooks.ErrMissingHeader, "svix-timestamp"},
		{"no svix-signature", func(d *delivery) { d.header.Del("svix-signature") }, webhooks.ErrMissingHeader, "svix-signature"},
		{"blank header", func(d *delivery) { d.header.Set("svix-id", " \t") }, webhooks.ErrMissingHeader, "svix-id"},
		{"no header at all", func(d *delivery) { d.header = nil }, webhooks.ErrMissingHeader, "svix-id, svix-timestamp, svix-signature"},
		{"the names of the standard instead of Svix's", func(d *delivery) {
			for _, name := range []string{"id", "timestamp", "signature"} {
				d.header.Set("webhook-"+name, d.header.Get("svix-"+name))
				d.header.Del("svix-" + name)
			}
		}, webhooks.ErrMissingHeader, "svix-id"},
		{"spaces around the values", func(d *delivery) {
			for _, name := range []string{"svix-id", "svix-timestamp", "svix-signature"} {
				d.header.Set(name, " "+d.header.Get(name)+" ")
			}
		}, nil, ""},

		{"secret without its prefix", func(d *delivery) { d.options.SigningSecret = strings.TrimPrefix(fakeSecret(), "whsec_") }, nil, ""},
		{"secret without padding", func(d *delivery) { d.options.SigningSecret = strings.TrimRight(fakeSecret(), "=") }, nil, ""},
		{"secret with white space around", func(d *delivery) { d.options.SigningSecret = " " + fakeSecret() + "\r\n" }, nil, ""},
		{"secret of white space", func(d *delivery) { d.options.SigningSecret = " \n" }, webhooks.ErrMissingSecret, ""},
		{"secret in quotes", func(d *delivery) { d.options.SigningSecret = `"` + fakeSecret() + `"` }, webhooks.ErrInvalidSecret, "copy it again"},
		{"no secret", func(d *delivery) { d.options.SigningSecret = "" }, webhooks.ErrMissingSecret, "CLERK_WEBHOOK_SIGNING_SECRET"},
		{"no secret, no header", func(d *delivery) { d.options.SigningSecret = ""; d.header = nil }, webhooks.ErrMissingSecret, ""},
		{"secret is not base64", func(d *delivery) { d.options.SigningSecret = "whsec_not base64!" }, webhooks.ErrInvalidSecret, "base64"},
		{"secret is the prefix alone", func(d *delivery) {
			d.options.SigningSecret = "whsec_"
			d.sign("", fakeID, time.Now())
		}, webhooks.ErrInvalidSecret, "empty"},
		{"secret is padding alone", func(d *delivery) {
			d.options.SigningSecret = "whsec_===="
			d.sign("", fakeID, time.Now())
		}, webhooks.ErrInvalidSecret, "empty"},
		{"another endpoint's secret", func(d *delivery) {
			d.options.SigningSecret = "whsec_" + base64.StdEncoding.EncodeToString([]byte("another"))
		}, webhooks.ErrNoMatch, ""},

		{"five minutes old", func(d *delivery) { d.shift(-5 * time.Minute) }, nil, ""},
		{"a second older", func(d *delivery) { d.shift(-5*time.Minute - time.Second) }, webhooks.ErrTooOld, "clock"},
		{"five minutes ahead", func(d *delivery) { d.shift(5 * time.Minute) }, nil, ""},
		{"a second further ahead", func(d *delivery) { d.shift(5*time.Minute + time.Second) }, webhooks.ErrTooNew, "clock"},
		{"the earliest time there is", func(d *delivery) { d.header.Set("svix-timestamp", "-9223372036854775808") }, webhooks.ErrTooOld, ""},
		{"the latest time there is", func(d *delivery) { d.header.Set("svix-timestamp", "9223372036854775807") }, webhooks.ErrTooNew, ""},
		{"a later time than there is", func(d *delivery) { d.header.Set("svix-timestamp", "9223372036854775808") }, webhooks.ErrTooNew, ""},
		{"time is no number", func(d *delivery) { d.header.Set("svix-timestamp", "soon") }, webhooks.ErrMalformed, "svix-timestamp"},
		{"time is a date", func(d *delivery) { d.header.Set("svix-timestamp", "2026-01-01T00:00:00Z") }, webhooks.ErrTooOld, ""},
		{"time is a fraction", func(d *delivery) { d.header.Set("svix-timestamp", d.header.Get("svix-timestamp")+".5") }, nil, ""},
		{"time of another message", func(d *delivery) {
			d.header.Set("svix-timestamp", strconv.FormatInt(time.Now().Unix()+1, 10))
		}, webhooks.ErrNoMatch, ""},

		{"id of another message", func(d *delivery) { d.header.Set("svix-id", "msg_other") }, webhooks.ErrNoMatch, ""},
		{"a byte of the body changed", func(d *delivery) { d.body[10] ^= 1 }, webhooks.ErrNoMatch, ""},
		{"the body printed anew", func(d *delivery) { d.body = append(d.body, '\n') }, webhooks.ErrNoMatch, ""},
		{"no body", func(d *delivery) { d.body = nil }, webhooks.ErrNoMatch, ""},
		{"keys in another order than JavaScript prints", func(d *delivery) {
			d.body = []byte(`{ "type" : "user.created", "1": 1.0, "data" : {"id":"user_1", "a":1e2} }`)
			d.resign()
		}, nil, ""},

		{"several signatures, ours last", func(d *delivery) {
			d.header.Set("svix-signature", "v1,Zm9yZWlnbg== v1,YW5vdGhlcg== "+d.header.Get("svix-signature"))
		}, nil, ""},
		{"several signatures in lines of their own", func(d *delivery) {
			ours := d.header.Get("svix-signature")
			d.header.Set("svix-signature", "v1,Zm9yZWlnbg==")
			d.header.Add("svix-signature", ours)
		}, nil, ""},
		{"the id in two lines", func(d *delivery) {
			d.sign(fakeKey, "msg_a, msg_b", time.Now())
			d.header["Svix-Id"] = []string{"msg_a", "msg_b"}
		}, nil, ""},
		{"the id in two lines, signed for the first", func(d *delivery) { d.header.Add("svix-id", fakeID) }, webhooks.ErrNoMatch, ""},
		{"lines joined by a comma on the way", func(d *delivery) {
			d.header.Set("svix-signature", d.header.Get("svix-signature")+", v1,Zm9yZWlnbg==")
		}, nil, ""},
		{"unknown versions beside ours", func(d *delivery) {
			d.header.Set("svix-signature", "v2,Zm9yZWlnbg== v1a,eA== "+d.header.Get("svix-signature"))
		}, nil, ""},
		{"our signature under another version", func(d *delivery) {
			d.header.Set("svix-signature", "v2"+strings.TrimPrefix(d.header.Get("svix-signature"), "v1"))
		}, webhooks.ErrNoMatch, ""},
		{"signature without a version", func(d *delivery) {
			d.header.Set("svix-signature", strings.TrimPrefix(d.header.Get("svix-signature"), "v1,"))
		}, webhooks.ErrNoMatch, ""},
		{"signature is empty", func(d *delivery) { d.header.Set("svix-signature", "v1,") }, webhooks.ErrNoMatch, ""},
		{"signature is a version alone", func(d *delivery) { d.header.Set("svix-signature", "v1") }, webhooks.ErrNoMatch, ""},
		{"signature is cut short", func(d *delivery) {
			s := d.header.Get("svix-signature")
			d.header.Set("svix-signature", s[:len(s)-4])
		}, webhooks.ErrNoMatch, ""},

		{"signed, but no JSON", func(d *delivery) { d.body = []byte("hello"); d.resign() }, webhooks.ErrMalformed, "JSON"},
		{"signed, but empty", func(d *delivery) { d.body = nil; d.resign() }, webhooks.ErrMalformed, "JSON"},
		{"signed, but null", func(d *delivery) { d.body = []byte(`null`); d.resign() }, webhooks.ErrMalformed, "null"},
		{"signed, of a type nobody knows yet", func(d *delivery) { d.body = []byte(`{"type":"thing.happened"}`); d.resign() }, nil, ""},

		{"gzip, signed as sent", func(d *delivery) { d.gzip(); d.resign() }, nil, ""},
		{"gzip, signed before", func(d *delivery) { d.gzip() }, webhooks.ErrNoMatch, ""},
		{"gzip, and nobody says so", func(d *delivery) { d.gzip(); d.header.Del("Content-Encoding"); d.resign() }, nil, ""},
		{"plain, and said to be gzip", func(d *delivery) { d.header.Set("Content-Encoding", "gzip") }, nil, ""},
		{"the beginning of gzip", func(d *delivery) { d.body = []byte{0x1f, 0x8b}; d.resign() }, webhooks.ErrMalformed, "gzip"},
		{"gzip, broken off", func(d *delivery) { d.gzip(); d.body = d.body[:len(d.body)-9]; d.resign() }, webhooks.ErrMalformed, "gzip"},
		{"gzip, unfolding without end", func(d *delivery) {
			d.body = []byte(`{"type":"x","data":"` + strings.Repeat("x", 17<<20) + `"}`)
			d.gzip()
			d.resign()
		}, webhooks.ErrMalformed, "larger"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				t.Setenv(secretName, "")
				time.Sleep(999 * time.Millisecond) // not on a whole second
				d := &delivery{body: []byte(userEvent), options: webhooks.Options{SigningSecret: fakeSecret()}}
				d.header = signed(d.body, time.Now())
				test.change(d)

				event, err := webhooks.Verify(d.body, d.header, d.options)
				if !errors.Is(err, test.want) {
					t.Fatalf("error %v, want %v", err, test.want)
				}
				if test.want == nil {
					if event == nil || event.Type == "" || event.MessageID != strings.Join(d.header.Values("svix-id"), ", ") && event.MessageID != fakeID {
						t.Fatalf("event %+v", event)
					}
					return
				}
				if event != nil {
					t.Errorf("an event came with the error: %+v", event)
				}
				if !strings.Contains(err.Error(), test.text) {
					t.Errorf("error %q does not say %q", err, test.text)
				}
				if strings.Contains(err.Error(), strings.TrimPrefix(fakeSecret(), "whsec_")) {
					t.Errorf("error %q tells the secret", err)
				}
			})
		})
	}
}

func (d *delivery) gzip() {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, _ = w.Write(d.body)
	_ = w.Close()
	d.body = out.Bytes()
	d.header.Set("Content-Encoding", "gzip")
}

func TestErrorsAreDistinctAndHaveAStatus(t *testing.T) {
	statuses := map[error]int{
		webhooks.ErrMissingHeader: 400, webhooks.ErrTooOld: 400, webhooks.ErrTooNew: 400,
		webhooks.ErrNoMatch: 400, webhooks.ErrMalformed: 400,
		webhooks.ErrMissingSecret: 500, webhooks.ErrInvalidSecret: 500,
		webhooks.ErrWrongType: 500, webhooks.ErrStorage: 500, webhooks.ErrNotRecorded: 500, webhooks.ErrInProgress: 409, webhooks.ErrTooLarge: 413,
	}
	for err, status := range statuses {
		for other := range statuses {
			if errors.Is(err, other) != (err == other) {
				t.Errorf("%v is %v", err, other)
			}
		}
		var fiberError *fiber.Error
		if !errors.As(err, &fiberError) || fiberError.Code != status {
			t.Errorf("%v: as a Fiber error %v, want status %d", err, fiberError, status)
		}
	}
}

func TestEventHoldsWhatWasSent(t *testing.T) {
	at := time.Now().Truncate(time.Second)
	event := must(webhooks.Verify([]byte(userEvent), signed([]byte(userEvent), at), webhooks.Options{SigningSecret: fakeSecret()}))(t)
	if event.Type != webhooks.UserCreated || event.Object != "event" || event.InstanceID != "ins_1" ||
		event.Timestamp != 1716883200123 || event.MessageID != fakeID || !event.SentAt.Equal(at) || string(event.Data) != `{"id":"user_1"}` {
		t.Errorf("event %+v", event)
	}
	cause := must(event.HTTPRequest())(t)
	if cause != (webhooks.HTTPRequest{ClientIP: "203.0.113.7", UserAgent: "curl"}) {
		t.Errorf("cause %+v", cause)
	}

	var sent, printed any
	printedText := must(json.Marshal(event))(t)
	_ = json.Unmarshal([]byte(userEvent), &sent)
	_ = json.Unmarshal(printedText, &printed)
	if a, b := must(json.Marshal(sent))(t), must(json.Marshal(printed))(t); !bytes.Equal(a, b) {
		t.Errorf("printed as %s, sent as %s", b, a)
	}
}

func TestEventWithoutAttributesHasNoCause(t *testing.T) {
	if cause, err := (&webhooks.Event{}).HTTPRequest(); err != nil || cause != (webhooks.HTTPRequest{}) {
		t.Errorf("cause %+v, error %v", cause, err)
	}
	if _, err := (&webhooks.Event{EventAttributes: json.RawMessage(`[]`)}).HTTPRequest(); err == nil {
		t.Error("an array passed for event attributes")
	}
}

func TestSecretIsReadFromTheEnvironmentAtEachCall(t *testing.T) {
	body := []byte(userEvent)
	verify := func() error {
		_, err := webhooks.Verify(body, signed(body, time.Now()))
		return err
	}
	t.Setenv(secretName, "")
	if err := verify(); !errors.Is(err, webhooks.ErrMissingSecret) {
		t.Errorf("without a secret: %v", err)
	}
	t.Setenv(secretName, fakeSecret())
	if err := verify(); err != nil {
		t.Errorf("with the secret: %v", err)
	}
	t.Setenv(secretName, "whsec_YW5vdGhlcg==")
	if err := verify(); !errors.Is(err, webhooks.ErrNoMatch) {
		t.Errorf("with another secret: %v", err)
	}
}

func FuzzVerify(f *testing.F) {
	f.Add([]byte(userEvent), fakeID, "1716883200", "v1,abc v2,def", "gzip")
	f.Add([]byte(`{}`), "", "-1", ",", "")
	for eventType := range accessors {
		f.Add([]byte(`{"type":"`+eventType+`.created","timestamp":1.50e1,"data":{"id":null,"created_at":1.0,"payer":{"email":1},"items":[{"plan":null}]}}`), fakeID, "1e9", "v1,", "")
	}
	f.Fuzz(func(t *testing.T, body []byte, id, timestamp, signatures, encoding string) {
		header := http.Header{"Svix-Id": {id}, "Svix-Timestamp": {timestamp}, "Svix-Signature": {signatures}, "Content-Encoding": {encoding}}
		options := webhooks.Options{SigningSecret: fakeSecret()}
		if event, err := webhooks.Verify(body, header, options); err == nil {
			t.Fatalf("a stranger's event was accepted: %+v", event)
		}

		// The same bytes with a good signature, so that the parser sees them too.
		header = signed(body, time.Now())
		header.Set("Content-Encoding", encoding)
		event, err := webhooks.Verify(body, header, options)
		if (event == nil) == (err == nil) {
			t.Fatalf("event %+v, error %v", event, err)
		}
		if err != nil {
			return
		}
		text, err := json.Marshal(event)
		if err != nil {
			t.Fatalf("%+v cannot be encoded: %v", event, err)
		}
		var again webhooks.Event
		if err := json.Unmarshal(text, &again); err != nil || again.Type != event.Type || again.Timestamp != event.Timestamp {
			t.Fatalf("%s is read again as %+v, %v", text, again, err)
		}
		for _, decode := range accessors {
			if data, err := decode(event); err == nil {
				if _, err := json.Marshal(data); err != nil {
					t.Fatalf("%+v cannot be encoded: %v", data, err)
				}
			}
		}
	})
}
