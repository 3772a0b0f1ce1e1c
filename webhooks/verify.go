package webhooks

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

const (
	headerID        = "svix-id"
	headerTimestamp = "svix-timestamp"
	headerSignature = "svix-signature"

	// tolerance is how far a message's timestamp may be from now, in seconds.
	tolerance = 5 * 60
)

// Options configures the verification. Printing it, by whatever verb, logger or
// encoder, shows at most the first seven characters of the secret, unless it is
// in an unexported field, where package fmt asks no method of it.
type Options struct {
	// SigningSecret is the endpoint's secret from the Clerk Dashboard
	// (Configure, Webhooks): base64, with or without its prefix whsec_. White
	// space around it, which comes along when it is copied, does not matter.
	//
	// Optional. Default: CLERK_WEBHOOK_SIGNING_SECRET, read at each call. White
	// space around it is no part of it.
	SigningSecret string `env:"CLERK_WEBHOOK_SIGNING_SECRET" print:"cut"`
}

// Verify checks that a request with this body and these headers was sent by
// Clerk, and returns its event. The body must be the bytes that were received,
// compressed if they came compressed.
//
// The errors are ErrMissingSecret, ErrMissingHeader, ErrInvalidSecret,
// ErrTooOld, ErrTooNew, ErrNoMatch and ErrMalformed, in the order in which
// they are looked for; of ErrMalformed a timestamp that is no number comes
// before ErrTooOld.
//
// See https://clerk.com/docs/guides/development/webhooks/syncing and the
// Standard Webhooks specification.
func Verify(body []byte, header http.Header, options ...Options) (*Event, error) {
	return delivery{body: body, header: header}.verify(options)
}

// delivery is a request with a message, as it came.
type delivery struct {
	body   []byte
	header http.Header
	path   string // empty when it is not known
}

func (d delivery) verify(options []Options) (*Event, error) {
	secret := signingSecret(options)
	if secret == "" {
		return nil, fmt.Errorf("%w: set CLERK_WEBHOOK_SIGNING_SECRET to the endpoint's signing secret from the Clerk Dashboard (Configure, Webhooks)", ErrMissingSecret)
	}
	message, err := readMessage(d.header)
	if err != nil {
		return nil, err
	}
	key, err := decodeSecret(secret)
	if err != nil {
		return nil, err
	}
	if err := message.checkTime(time.Now()); err != nil {
		return nil, err
	}
	if err := message.checkSignature(key, d.body); err != nil {
		return nil, err
	}
	text, err := inflated(d.body)
	if err != nil {
		return nil, err
	}
	event, err := parseEvent(text)
	if err != nil {
		return nil, err
	}
	event.MessageID = message.id
	event.SentAt = time.Unix(message.seconds, 0).UTC()
	event.endpoint = endpointOf(key, d.path)
	return event, nil
}

func signingSecret(options []Options) string {
	for _, o := range options {
		if secret := strings.TrimSpace(o.SigningSecret); secret != "" {
			return secret
		}
	}
	return strings.TrimSpace(os.Getenv("CLERK_WEBHOOK_SIGNING_SECRET"))
}

// decodeSecret decodes the secret itself: the library takes a secret that
// decodes to nothing, under which anybody can sign, and refuses one without
// padding.
func decodeSecret(secret string) ([]byte, error) {
	text := strings.TrimRight(strings.TrimPrefix(secret, "whsec_"), "=")
	key, err := base64.RawStdEncoding.DecodeString(text)
	if err != nil {
		// The decoder's error is left out: it may show a piece of the secret.
		return nil, fmt.Errorf("%w: it is not base64; copy it again from the Clerk Dashboard (Configure, Webhooks)", ErrInvalidSecret)
	}
	if len(key) == 0 {
		return nil, fmt.Errorf("%w: it is empty; copy it again from the Clerk Dashboard (Configure, Webhooks)", ErrInvalidSecret)
	}
	return key, nil
}

// message is what the headers say of a delivery. Nothing in it is believed
// until the signature is checked.
type message struct {
	id        string
	seconds   int64 // Unix time
	signature string
}

func readMessage(header http.Header) (message, error) {
	// A header of several lines is one value with commas, as in JavaScript. Of
	// several signatures any may match.
	id := strings.TrimSpace(strings.Join(header.Values(headerID), ", "))
	timestamp := strings.TrimSpace(strings.Join(header.Values(headerTimestamp), ", "))
	signature := strings.TrimSpace(strings.Join(header.Values(headerSignature), ", "))

	var missing []string
	for _, h := range []struct{ name, value string }{
		{headerID, id}, {headerTimestamp, timestamp}, {headerSignature, signature},
	} {
		if h.value == "" {
			missing = append(missing, h.name)
		}
	}
	if len(missing) > 0 {
		return message{}, fmt.Errorf("%w: %s", ErrMissingHeader, strings.Join(missing, ", "))
	}
	seconds, ok := leadingInteger(timestamp)
	if !ok {
		return message{}, fmt.Errorf("%w: %s is no number of seconds", ErrMalformed, headerTimestamp)
	}
	return message{id: id, seconds: seconds, signature: signature}, nil
}

// leadingInteger reads the whole number that a text begins with, as JavaScript's
// parseInt does. One beyond int64 is the nearest that there is.
func leadingInteger(text string) (n int64, ok bool) {
	digits := strings.TrimLeft(text, "+-")
	sign := text[:len(text)-len(digits)]
	end := strings.IndexFunc(digits, func(r rune) bool { return r < '0' || r > '9' })
	if end >= 0 {
		digits = digits[:end]
	}
	if len(sign) > 1 || digits == "" {
		return 0, false
	}
	n, err := strconv.ParseInt(sign+digits, 10, 64)
	return n, err == nil || errors.Is(err, strconv.ErrRange)
}

// checkTime counts in whole seconds, as the sender does. The library compares
// fractions and refuses a message within the last second.
func (m message) checkTime(now time.Time) error {
	if m.seconds < now.Unix()-tolerance {
		return fmt.Errorf("%w: more than five minutes; is this server's clock right?", ErrTooOld)
	}
	if m.seconds > now.Unix()+tolerance {
		return fmt.Errorf("%w: more than five minutes; is this server's clock right?", ErrTooNew)
	}
	return nil
}

func (m message) checkSignature(key, body []byte) error {
	verifier, err := standardwebhooks.NewWebhookRaw(key)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrInvalidSecret, err)
	}
	h := make(http.Header, 3) // by the names that the library knows
	h.Set(standardwebhooks.HeaderWebhookID, m.id)
	h.Set(standardwebhooks.HeaderWebhookTimestamp, strconv.FormatInt(m.seconds, 10))
	h.Set(standardwebhooks.HeaderWebhookSignature, m.signature)
	err = verifier.VerifyIgnoringTimestamp(body, h)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, standardwebhooks.ErrNoMatchingSignature):
		return fmt.Errorf("%w: was the body changed on its way, or is the signing secret another endpoint's?", ErrNoMatch)
	default:
		return fmt.Errorf("%w: %w", ErrNoMatch, err)
	}
}
