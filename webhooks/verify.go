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
	// (Configure, Webhooks): base64, with or without its prefix whsec_.
	//
	// Optional. Default: CLERK_WEBHOOK_SIGNING_SECRET, read at each call. White
	// space around it is no part of it.
	SigningSecret string `env:"CLERK_WEBHOOK_SIGNING_SECRET" print:"cut"`
}

// Verify checks that a request with this body and these headers was sent by
// Clerk, and gives its event. The body must be the bytes that were received,
// compressed if they came compressed (Content-Encoding: gzip).
//
// The errors are ErrMissingSecret, ErrMissingHeader, ErrInvalidSecret,
// ErrTooOld, ErrTooNew, ErrNoMatch and ErrMalformed, in the order in which
// they are looked for.
//
// See https://clerk.com/docs/guides/development/webhooks/syncing and the
// Standard Webhooks specification.
func Verify(body []byte, header http.Header, options ...Options) (*Event, error) {
	secret := signingSecret(options)
	if secret == "" {
		return nil, fmt.Errorf("%w: set CLERK_WEBHOOK_SIGNING_SECRET to the endpoint's signing secret from the Clerk Dashboard (Configure, Webhooks)", ErrMissingSecret)
	}
	message, err := readMessage(header)
	if err != nil {
		return nil, err
	}
	verifier, err := newVerifier(secret)
	if err != nil {
		return nil, err
	}
	if err := message.checkTime(time.Now()); err != nil {
		return nil, err
	}
	if err := verifier.VerifyIgnoringTimestamp(body, message.standardHeader()); err != nil {
		return nil, noMatch(err)
	}
	text, err := inflated(body, header.Get("Content-Encoding"))
	if err != nil {
		return nil, err
	}
	event, err := parseEvent(text)
	if err != nil {
		return nil, err
	}
	event.MessageID = message.id
	event.SentAt = time.Unix(message.seconds, 0).UTC()
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

// newVerifier decodes the secret itself: the library takes a secret that
// decodes to nothing, under which anybody can sign, and refuses one without
// padding.
func newVerifier(secret string) (*standardwebhooks.Webhook, error) {
	text := strings.TrimRight(strings.TrimPrefix(secret, "whsec_"), "=")
	key, err := base64.RawStdEncoding.DecodeString(text)
	if err != nil {
		// The decoder's error is left out: it may show a piece of the secret.
		return nil, fmt.Errorf("%w: it is not base64; copy it again from the Clerk Dashboard (Configure, Webhooks)", ErrInvalidSecret)
	}
	if len(key) == 0 {
		return nil, fmt.Errorf("%w: it is empty; copy it again from the Clerk Dashboard (Configure, Webhooks)", ErrInvalidSecret)
	}
	return standardwebhooks.NewWebhookRaw(key)
}

// message is what the headers say of a delivery. Nothing in it is believed
// until the signature is checked.
type message struct {
	id        string
	seconds   int64 // Unix time
	signature string
}

func readMessage(header http.Header) (message, error) {
	id := strings.TrimSpace(header.Get(headerID))
	timestamp := strings.TrimSpace(header.Get(headerTimestamp))
	// Signatures may come in several header lines: any of them may match.
	signature := strings.TrimSpace(strings.Join(header.Values(headerSignature), " "))

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
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil {
		return message{}, fmt.Errorf("%w: %s is no number of seconds", ErrMalformed, headerTimestamp)
	}
	return message{id: id, seconds: seconds, signature: signature}, nil
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

// standardHeader gives the headers the names that the library knows.
func (m message) standardHeader() http.Header {
	h := make(http.Header, 3)
	h.Set(standardwebhooks.HeaderWebhookID, m.id)
	h.Set(standardwebhooks.HeaderWebhookTimestamp, strconv.FormatInt(m.seconds, 10))
	h.Set(standardwebhooks.HeaderWebhookSignature, m.signature)
	return h
}

func noMatch(err error) error {
	if errors.Is(err, standardwebhooks.ErrNoMatchingSignature) {
		return fmt.Errorf("%w: was the body changed on its way, or is the signing secret another endpoint's?", ErrNoMatch)
	}
	return fmt.Errorf("%w: %w", ErrNoMatch, err)
}
