package replay

import (
	"encoding/json"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// Ids and names with characters that mean something in a path.

func oddSegments(c *recorded, _ *got) bool {
	if c.Answer.Passed != nil && len(c.Answer.Passed.GetToken) > 0 {
		return true // the names of templates among them
	}
	return strings.Contains(member(segment(c.Request.token(), 1), "sid"), "/")
}

func escapedHere(_ *recorded, g *got) bool {
	calls := g.Asked
	if g.Passed != nil {
		for _, row := range g.Passed.GetToken {
			calls = append(calls, row.Asked...)
		}
	}
	for _, made := range calls {
		u, err := url.Parse(made.URL)
		if err != nil {
			return false
		}
		segments := strings.Split(u.EscapedPath(), "/")
		for _, s := range segments {
			if s == "." || s == ".." {
				return false
			}
		}
		if rest, ok := strings.CutPrefix(u.EscapedPath(), "/v1/sessions/"); ok && strings.Count(rest, "/") > 2 {
			return false
		}
	}
	return true
}

// An API that never redirects.

func apiOnly(c *recorded, _ *got) bool {
	return c.Options.EnableHandshake != nil && !*c.Options.EnableHandshake &&
		strings.HasPrefix(headerOf(c.Answer.Headers, "x-clerk-auth-reason"), "dev-browser-")
}

func staysHere(c *recorded, g *got) bool {
	return passedSignedOut(g) && headerOf(g.Headers, "location") == "" && headerOf(g.Headers, "cache-control") == "" &&
		reason(g) == headerOf(c.Answer.Headers, "x-clerk-auth-reason")
}

// Answers about machine tokens that are not the documented object.

func verifyAnswer(c *recorded) (body json.RawMessage, ok bool) {
	for path, s := range c.Backend {
		if strings.HasSuffix(path, "/verify") && s.Status < 300 && s.Fails == "" {
			return s.Body, true
		}
	}
	return nil, false
}

func oddAnswer(c *recorded, _ *got) bool {
	body, ok := verifyAnswer(c)
	object := strings.Trim(member(body, "object"), `"`)
	known := object == "api_key" || object == "machine_to_machine_token" || object == "clerk_idp_oauth_access_token"
	return ok && !known
}

// readByShape: an object with an id is the token's, anything else is an error.
func readByShape(c *recorded, g *got) bool {
	body, _ := verifyAnswer(c)
	var text string
	if json.Unmarshal(body, &text) == nil {
		body = json.RawMessage(text)
	}
	if id := member(body, "id"); id != "" {
		return g.Passed != nil && member(g.auth["any"], "id") == id
	}
	return passedSignedOut(g) && reason(g) == "unexpected-error"
}

// leftOut: the answer has no scopes, which Clerk's own answers always have.
func leftOut(c *recorded, _ *got) bool {
	body, ok := verifyAnswer(c)
	return ok && member(body, "id") != "" && member(body, "scopes") == ""
}

func nullHere(_ *recorded, g *got) bool {
	return g.Passed != nil && member(g.auth["any"], "isAuthenticated") == "true" && member(g.auth["any"], "scopes") == "null" &&
		member(g.auth["any"], "claims") == ""
}

func prefixAlone(c *recorded, _ *got) bool {
	return slices.Contains([]string{"Bearer ak_", "Bearer mt_", "Bearer oat_"}, c.Request.header("Authorization"))
}

func refusedUnasked(_ *recorded, g *got) bool {
	return passedSignedOut(g) && reason(g) == "token-invalid" && len(g.Asked) == 0
}

// halfAnswer: an error whose body breaks off.
func halfAnswer(c *recorded, _ *got) bool {
	for path, s := range c.Backend {
		if strings.HasSuffix(path, "/refresh") && s.Status >= 500 && string(s.Body) == `"{"` {
			return true
		}
	}
	return false
}

func backendBlamed(_ *recorded, g *got) bool {
	return strings.HasSuffix(reason(g), "-refresh-unexpected-bapi-error")
}

func revokedAnswer(c *recorded, _ *got) bool {
	body, ok := verifyAnswer(c)
	return ok && (member(body, "revoked") == "true" || member(body, "expired") == "true")
}

func repeatedParameter(c *recorded, _ *got) bool {
	patterns := c.Options.OrganizationSync.OrganizationPatterns
	return slices.ContainsFunc(patterns, func(p string) bool { return strings.HasSuffix(p, "+") })
}

func noPatterns(c *recorded, _ *got) bool {
	o := c.Options.OrganizationSync
	return o.OrganizationPatterns != nil && len(o.OrganizationPatterns) == 0
}

func notRedirectedHere(_ *recorded, g *got) bool {
	return g.Status == 200 && g.Passed != nil && headerOf(g.Headers, "location") == ""
}

func platformGuess(c *recorded, _ *got) bool { return c.Env["VERCEL_TARGET_ENV"] == "production" }

func ownFrontendHere(_ *recorded, g *got) bool {
	return strings.HasPrefix(headerOf(g.Headers, "location"), "https://clerk.parity.example/v1/client/handshake?")
}

func refusedByServer(c *recorded, _ *got) bool {
	return strings.Contains(c.Answer.Body, "FST_ERR_BAD_URL")
}

func bareSlashes(c *recorded, _ *got) bool {
	return len(c.Request.Target) > 1 && strings.Trim(c.Request.Target, "/") == ""
}

func notFoundHere(_ *recorded, g *got) bool { return g.Status == 404 && g.Passed == nil }

// emptyHandshake: its nonce was not taken, or nothing came of it.
func emptyHandshake(c *recorded, _ *got) bool {
	return headerOf(c.Answer.Headers, "access-control-allow-origin") == "null" && headerOf(c.Answer.Headers, "set-cookie") == ""
}

func closedHere(_ *recorded, g *got) bool {
	return headerOf(g.Headers, "access-control-allow-origin") == "" && headerOf(g.Headers, "access-control-allow-credentials") == "" &&
		headerOf(g.Headers, "set-cookie") == ""
}

// foreignSatellite: asked for an address whose origin the application did not name.
func foreignSatellite(c *recorded, _ *got) bool {
	target, err := url.Parse(c.Request.Target)
	if err != nil || len(c.Options.AuthorizedParties) == 0 || headerOf(c.Answer.Headers, "x-clerk-auth-reason") != "primary-responds-to-syncing" {
		return false
	}
	to, err := url.Parse(target.Query().Get("__clerk_redirect_url"))
	return err == nil && !slices.Contains(c.Options.AuthorizedParties, to.Scheme+"://"+to.Host)
}

func notAnsweredHere(c *recorded, g *got) bool {
	return notRedirectedHere(c, g) && passedSignedOut(g) && reason(g) == "primary-responds-to-syncing" && headerOf(g.Headers, "set-cookie") == ""
}

// The proxy.

func proxyAsked(c *recorded, g *got) bool {
	return c.Options.FrontendAPIProxy != nil && len(c.Answer.Asked) == 1 && len(g.Asked) == 1
}

func sent(g *got, name string) string { return headerOf(lower(g.Asked[0].Headers), name) }

func clientNamedHere(c *recorded, g *got) bool {
	return c.Request.header("X-Forwarded-For") == "" && sent(g, "x-forwarded-for") == "127.0.0.1"
}

func portOfHost(c *recorded, g *got) bool {
	host := c.Request.header("Host")
	return proxyAsked(c, g) && strings.Contains(host[strings.LastIndex(host, "]")+1:], ":")
}

func portHere(c *recorded, g *got) bool {
	host := c.Request.header("Host")
	return sent(g, "clerk-proxy-url") == "http://"+host+"/__clerk" && sent(g, "x-forwarded-host") == host
}

func encodedThere(c *recorded, _ *got) bool {
	for _, s := range c.Backend {
		if headerOf(s.Headers, "content-encoding") != "" {
			return true
		}
	}
	return false
}

func encodedHere(c *recorded, g *got) bool {
	return headerOf(g.Headers, "content-encoding") == "gzip" && g.Body == c.Answer.Body
}

// uselessThere: options that the original takes in silence, or tells every
// visitor about: patterns that name no organization, no Frontend API.
func uselessThere(c *recorded, _ *got) bool {
	if strings.Contains(c.Answer.Body, "proxy_configuration_error") {
		return true
	}
	return slices.ContainsFunc(c.Options.OrganizationSync.OrganizationPatterns, func(p string) bool {
		return !strings.Contains(p, ":id") && !strings.Contains(p, ":slug")
	})
}

func uselessRefusedHere(_ *recorded, g *got) bool {
	return g.fault != nil && regexp.MustCompile(`OrganizationPatterns: .*:id or :slug|FrontendAPIURL \(CLERK_FAPI_URL\)`).MatchString(g.fault.Error())
}
