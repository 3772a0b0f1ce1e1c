package replay

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"net/url"
	"regexp"
	"strings"
)

// Facts about a recorded request.

func (r *recordedRequest) header(name string) string {
	for _, pair := range r.Headers {
		if strings.EqualFold(pair[0], name) {
			return pair[1]
		}
	}
	return ""
}

func firstOf(list string) string {
	first, _, _ := strings.Cut(list, ",")
	return strings.TrimSpace(first)
}

// token is what the request carries: its bearer token, or its session cookie.
func (r *recordedRequest) token() string {
	if bearer, ok := strings.CutPrefix(r.header("Authorization"), "Bearer "); ok {
		return bearer
	}
	for pair := range strings.SplitSeq(r.header("Cookie"), "; ") {
		if name, value, _ := strings.Cut(pair, "="); strings.HasPrefix(name, "__session") && strings.Count(value, ".") == 2 {
			return value
		}
	}
	return ""
}

// segment is a part of a JWT, decoded.
func segment(token string, i int) []byte {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(parts[i])
	if err != nil {
		return nil
	}
	return raw
}

func member(raw []byte, name string) string {
	var object map[string]json.RawMessage
	if json.Unmarshal(raw, &object) != nil {
		return ""
	}
	return string(object[name])
}

// Facts about an answer.

func headerOf(headers [][2]string, name string) string {
	for _, pair := range headers {
		if pair[0] == name {
			return pair[1]
		}
	}
	return ""
}

func reason(g *got) string { return headerOf(g.Headers, "x-clerk-auth-reason") }

// places are the addresses that an answer sends a browser to.
func places(headers [][2]string) []*url.URL {
	location, err := url.Parse(headerOf(headers, "location"))
	if err != nil || location.String() == "" {
		return nil
	}
	found := []*url.URL{location}
	if back, err := url.Parse(location.Query().Get("redirect_url")); err == nil && back.String() != "" {
		found = append(found, back)
	}
	return found
}

func webOnly(places []*url.URL) bool {
	for _, place := range places {
		if place.Scheme != "http" && place.Scheme != "https" {
			return false
		}
	}
	return true
}

func passedSignedOut(g *got) bool {
	return g.Status == 200 && g.Passed != nil && bytes.Contains(g.auth["any"], []byte(`"isAuthenticated":false`))
}

// Options that the original takes, and fails with at every request.

var wrongOptions = regexp.MustCompile(`^(Missing signInUrl|Missing domain and proxyUrl|The signInUrl needs|Invalid pattern)`)

func refusedThere(c *recorded, _ *got) bool {
	p := c.Options.FrontendAPIProxy
	return wrongOptions.MatchString(c.Answer.Error) || c.Answer.Error == "Invalid URL" && c.Options.SignInURL != "" || p != nil && p.Path == "noslash" ||
		strings.HasSuffix(strings.Join(c.Options.AuthorizedParties, " "), "/")
}

func refusedAtStart(_ *recorded, g *got) bool {
	return g.fault != nil && regexp.MustCompile(`SignInURL|Domain|AuthorizedParties|FrontendAPIProxy|OrganizationSync`).MatchString(g.fault.Error())
}

// originBlamedThere: the Origin header of a request is compared with the sign-in page.
func originBlamedThere(c *recorded, _ *got) bool {
	return strings.HasPrefix(c.Answer.Error, "The signInUrl needs") && c.Request.header("Origin") != ""
}

func redirectedHere(_ *recorded, g *got) bool {
	return g.fault == nil && g.Status == 307 && webOnly(places(g.Headers))
}

// Targets in which another host hides.

func otherHostThere(c *recorded, _ *got) bool {
	return strings.Contains(c.Request.Target, "//host") || strings.HasPrefix(c.Request.Target, "https://")
}

func ownHostHere(c *recorded, g *got) bool {
	own := firstOf(c.Request.header("X-Forwarded-Host"))
	if own == "" {
		own = c.Request.header("Host")
	}
	if referrer, err := url.Parse(c.Request.header("Referer")); err == nil && referrer.Host != "" {
		if foreign := referrer.Host != own; foreign != (g.Status == 307) {
			return false
		}
	}
	to := places(g.Headers)
	return webOnly(to) && (len(to) < 2 || to[1].Host == own)
}

// Schemes and hosts that no browser could have meant.

var plainHost = regexp.MustCompile(`^[a-zA-Z0-9.-]+(:\d{1,4})?$|^\[[0-9a-f:]+\](:\d{1,4})?$`)

func oddSchemeOrHost(c *recorded, _ *got) bool {
	proto, host := c.Request.header("X-Forwarded-Proto"), c.Request.header("X-Forwarded-Host")
	return proto != "" && !regexp.MustCompile(`^(?i:https?)$`).MatchString(proto) || host != "" && !plainHost.MatchString(host) ||
		strings.HasPrefix(c.Request.Target, "ftp:") || !webOnly(places(c.Answer.Headers))
}

// harmlessHere: refused, or signed out where it stands, or sent on from an address with a usable host.
func harmlessHere(c *recorded, g *got) bool {
	if g.Status == 400 {
		return g.Passed == nil && g.Error == ""
	}
	to := places(g.Headers)
	if !webOnly(to) {
		return false
	}
	if len(to) < 2 {
		return g.Status == 200
	}
	host := to[1].Host
	return host == firstOf(c.Request.header("X-Forwarded-Host")) || host == c.Request.header("Host")
}

// What anybody can send, and what the original answers with a 500.

var unfinished = regexp.MustCompile(`Handshake token verification failed`)

func brokenThere(c *recorded, _ *got) bool {
	return c.Answer.Status == 500 && c.Answer.Error != "" && !unfinished.MatchString(c.Answer.Error)
}

func signedOutHere(_ *recorded, g *got) bool {
	for _, s := range g.direct {
		if s.Error != "" || s.IsAuthenticated {
			return false
		}
	}
	return passedSignedOut(g) && reason(g) != ""
}

func noObjects(c *recorded, _ *got) bool {
	tokens := []string{c.Request.token()}
	if found := handshakeToken.FindStringSubmatch(c.Request.Target + c.Request.header("Cookie")); found != nil {
		tokens = append(tokens, found[1])
	}
	for _, token := range tokens {
		for i := range 2 {
			if raw := segment(token, i); len(raw) > 0 && raw[0] != '{' && json.Valid(raw) {
				return true
			}
		}
	}
	return false
}

func tokenInvalidHere(_ *recorded, g *got) bool {
	return passedSignedOut(g) && reason(g) == "token-invalid"
}

// objectsHere: such a session token is invalid, and such a handshake is as good as none.
func objectsHere(c *recorded, g *got) bool {
	return tokenInvalidHere(c, g) ||
		handshakeToken.MatchString(c.Request.Target+c.Request.header("Cookie")) && g.Passed != nil &&
			headerOf(g.Headers, "access-control-allow-origin") == "" && headerOf(g.Headers, "set-cookie") == ""
}

var handshakeToken = regexp.MustCompile(`__clerk_handshake=([^;&]+)`)

// unfinishedThere: a development handshake's token was refused, or not even read.
func unfinishedThere(c *recorded, _ *got) bool {
	return strings.HasPrefix(c.Options.PublishableKey, "pk_test_") && c.Answer.Error != "" ||
		handshakeToken.MatchString(c.Request.Target+c.Request.header("Cookie"))
}

func badRequestHere(c *recorded, g *got) bool {
	return g.Status == 400 && g.Error != "" && strings.HasPrefix(c.Options.PublishableKey, "pk_test_")
}

// Keys.

func prototypeKid(c *recorded, _ *got) bool {
	kid := member(segment(c.Request.token(), 0), "kid")
	return kid == `"__proto__"` || kid == `"constructor"`
}

func unknownKidHere(_ *recorded, g *got) bool {
	return passedSignedOut(g) && reason(g) == "jwk-kid-mismatch"
}

func keysFetches(calls []call) int {
	n := 0
	for _, made := range calls {
		if strings.HasSuffix(made.URL, "/jwks") {
			n++
		}
	}
	return n
}

func keysRetriedThere(c *recorded, _ *got) bool { return keysFetches(c.Answer.Asked) > 1 }

func askedOnceHere(c *recorded, g *got) bool {
	there := headerOf(c.Answer.Headers, "x-clerk-auth-reason")
	sameReason := reason(g) == there || there == "unexpected-error" && reason(g) == "jwk-remote-failed-to-load"
	return keysFetches(g.Asked) == 1 && sameReason && passedSignedOut(g)
}
