package clerktest

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// SubmitSignIn signs in with a password on the page that the browser was sent
// to, which is the hosted sign-in page, and comes back to where it was sent
// from. When the page did not say where that is, it is the first address on the
// way to it.
func (b *Browser) SubmitSignIn(page *Page, identifier, password string) (*Page, error) {
	if page == nil || page.URL == nil {
		return nil, errors.New("clerktest: browser: there is no page to sign in on")
	}
	hosted := b.server.servesHost(page.URL.Hostname()) ||
		loopbackHost(page.URL.Hostname()) && page.URL.Port() == b.server.frontend.port
	if !hosted || page.URL.Path != "/sign-in" {
		return nil, fmt.Errorf("clerktest: browser: %s is not the sign-in page of this instance", page.URL)
	}
	form := url.Values{"identifier": {identifier}, "password": {password}, "method": {"password"}}
	query := page.URL.Query()
	for _, name := range []string{"redirect_url", "__clerk_db_jwt"} {
		if value := query.Get(name); value != "" {
			form.Set(name, value)
		}
	}
	if !form.Has("redirect_url") && len(page.Redirects) > 0 {
		form.Set("redirect_url", page.Redirects[0])
	}
	portal := page.URL.Scheme + "://" + page.URL.Host
	if back, err := url.Parse(form.Get("redirect_url")); err == nil && back.Host != "" && !loopbackHost(back.Hostname()) {
		// Cookies of localhost would not reach an application that is elsewhere.
		portal = "https://" + b.server.instance.accounts
	}
	return b.PostForm(portal+page.URL.Path, form)
}

// ExpireToken makes the session token in the jar one that expired an hour ago.
// The cookie stays, and the session goes on, so that the next visit refreshes
// the token, by the refresh cookie or by a handshake. Without a session token
// in the jar it returns an error.
func (b *Browser) ExpireToken() error {
	expired := float64(time.Now().Add(-time.Hour).Unix())
	found := b.changeTokens(func(claims object) { claims["exp"] = expired })
	if !found {
		return errors.New("clerktest: browser: there is no session token to expire")
	}
	return nil
}

// age lets the time go by in the jar that went by on the server's clock.
func (b *Browser) age() {
	lead := b.server.lead()
	passed := math.Floor((lead - b.lead).Seconds())
	if passed < 1 {
		return
	}
	b.lead = lead
	b.changeTokens(func(claims object) {
		for _, name := range []string{"iat", "nbf", "exp"} {
			if at, isNumber := claims[name].(float64); isNumber {
				claims[name] = at - passed
			}
		}
	})
	for _, name := range b.bothNames("__client_uat") {
		if at, err := strconv.ParseFloat(b.Cookie(name), 64); err == nil && at > passed {
			b.SetCookie(name, strconv.FormatFloat(at-passed, 'f', 0, 64))
		}
	}
}

func (b *Browser) bothNames(cookie string) []string {
	return []string{cookie, b.server.instance.suffixed(cookie)}
}

// changeTokens signs the session tokens in the jar anew with other claims, and
// reports whether there were any.
func (b *Browser) changeTokens(change func(claims object)) bool {
	found := false
	for _, name := range b.bothNames("__session") {
		token := b.Cookie(name)
		if changed := b.server.signAnew(token, change); changed != "" {
			b.SetCookie(name, changed)
			found = true
		}
	}
	return found
}

// signAnew changes a token of this instance and signs it with the key that had
// signed it. It is "" for what is none.
func (s *Server) signAnew(token string, change func(claims object)) string {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return ""
	}
	header, claims := decodePart(parts[0]), decodePart(parts[1])
	if header == nil || claims == nil {
		return ""
	}
	change(claims)
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, key := range s.keys {
		if key.id == header["kid"] {
			delete(header, "alg")
			return key.sign(header, claims)
		}
	}
	return ""
}

func decodePart(part string) object {
	text, err := base64.RawURLEncoding.DecodeString(part)
	if err != nil {
		return nil
	}
	var fields object
	if json.Unmarshal(text, &fields) != nil {
		return nil
	}
	return fields
}
