package clerktest

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// WebhookSecret is the signing secret of the instance's webhooks: whsec_….
func (s *Server) WebhookSecret() string { return s.instance.webhookSecret }

// SignWebhook returns the headers of a webhook with this body as Svix sends it:
// svix-id, svix-timestamp and svix-signature, see
// https://docs.svix.com/receiving/verifying-payloads/how-manual.
func (s *Server) SignWebhook(body []byte) http.Header {
	return s.SignWebhookAt(body, newID("msg"), s.config.Now())
}

// SignWebhookAt is SignWebhook with an id and a time to choose, for webhooks
// that come twice, too late or too early.
func (s *Server) SignWebhookAt(body []byte, id string, at time.Time) http.Header {
	encoded := strings.TrimPrefix(s.instance.webhookSecret, "whsec_")
	secret, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		panic("clerktest: the webhook secret is no base64")
	}
	timestamp := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(id + "." + timestamp + "."))
	mac.Write(body)

	header := http.Header{}
	header.Set("Svix-Id", id)
	header.Set("Svix-Timestamp", timestamp)
	header.Set("Svix-Signature", "v1,"+base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	return header
}
