package conformance

import (
	"crypto/sha1"
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// jwtKind is a class of JWT that one instance's key signs, and what it may be
// taken for. Whatever else it claims to be, it is nothing more.
type jwtKind struct {
	name  string
	token string

	session   bool // signs in a user
	machine   clerkauth.TokenType
	handshake bool // sets cookies
	verified  bool // VerifyToken takes it
}

// boasts are the claims of an administrator, in both versions, and of a handshake.
func boasts() map[string]any {
	return map[string]any{
		"sid": "sess_boast", "sts": "active", "azp": clerktest.DefaultOrigin, "fva": []int{0, 0}, "v": 2,
		"o":      map[string]any{"id": "org_1", "rol": "admin", "slg": "acme"},
		"org_id": "org_1", "org_role": "org:admin", "org_permissions": []string{"org:sys_memberships:manage"},
		"handshake": []string{planted},
	}
}

const planted = "planted=1; Path=/"

// everyJWT lists the kinds, each with and without the marks that tell them apart.
func everyJWT(s *clerktest.Server) []jwtKind {
	cat := func(value any) map[string]any { return map[string]any{"cat": value} }
	session := func(options ...clerktest.TokenOption) string { return s.SessionToken("user_1", options...) }
	m2m := func(header map[string]any) string {
		return s.M2MToken("mch_1", clerktest.AsJWT(), clerktest.MachineClaims(boasts()), clerktest.MachineHeader(header))
	}
	oauth := func(header map[string]any) string {
		return s.OAuthToken("user_1", clerktest.AsJWT(), clerktest.MachineClaims(boasts()), clerktest.MachineHeader(header))
	}
	handshake := func(options ...clerktest.TokenOption) string {
		return s.HandshakeToken([]string{planted}, options...)
	}
	const m, o = clerkauth.M2MToken, clerkauth.OAuthToken
	return []jwtKind{
		{name: "session", token: session(), session: true, verified: true},
		{name: "session without cat", token: session(clerktest.Header(cat(nil))), session: true, verified: true},
		{name: "session, cat says nothing", token: session(clerktest.Header(cat(clerktest.CategoryIgnore))), session: true, verified: true},
		{name: "session without typ", token: session(clerktest.Header(map[string]any{"typ": nil})), session: true, verified: true},
		{name: "session that boasts", token: session(clerktest.Claims(map[string]any{"handshake": []string{planted}})), session: true, verified: true},
		{name: "session without sub", token: session(clerktest.Claims(map[string]any{"sub": nil}))},
		{name: "session with an empty sub", token: session(clerktest.Claims(map[string]any{"sub": ""}))},
		{name: "session with a sub that is no text", token: session(clerktest.Claims(map[string]any{"sub": []string{"user_1"}}))},
		{name: "session of an unknown cat", token: session(clerktest.Header(cat("cl_B7d4PD999AAA")))},
		{name: "session, cat is null", token: session(clerktest.Header(cat(json.RawMessage("null"))))},
		{name: "session with the cat of machines", token: session(clerktest.Header(cat(clerktest.CategoryM2M)))},
		{name: "session of another typ", token: session(clerktest.Header(map[string]any{"typ": "JOSE"}))},
		{name: "template", token: session(clerktest.Template("hasura")), verified: true},
		{name: "template that boasts", token: session(clerktest.Template("hasura"), clerktest.Claims(boasts())), verified: true},

		{name: "m2m", token: m2m(nil), machine: m},
		{name: "m2m without cat", token: m2m(cat(nil)), machine: m},
		{name: "m2m without cat and typ", token: m2m(map[string]any{"cat": nil, "typ": nil}), machine: m},
		{name: "m2m with the cat of sessions", token: m2m(cat(clerktest.CategorySession))},
		{name: "m2m, cat says nothing", token: m2m(cat(clerktest.CategoryIgnore))},
		{name: "m2m with the cat of templates", token: m2m(cat(clerktest.CategoryTemplate))},
		{name: "m2m with the typ of access tokens", token: m2m(map[string]any{"typ": "at+jwt"})},
		{name: "session of a machine", token: s.SessionToken("mch_1", clerktest.Claims(map[string]any{"handshake": []string{planted}}))},
		{name: "session of a machine without cat", token: s.SessionToken("mch_1", clerktest.Header(cat(nil))), machine: m},
		{name: "template of a machine", token: s.SessionToken("mch_1", clerktest.Template("hasura"))},

		{name: "oauth", token: oauth(nil), machine: o},
		{name: "oauth, the long way", token: oauth(map[string]any{"typ": "application/at+jwt"}), machine: o},
		{name: "oauth with the cat of sessions", token: oauth(cat(clerktest.CategorySession)), machine: o},
		{name: "oauth, cat says nothing", token: oauth(cat(clerktest.CategoryIgnore)), machine: o},
		{name: "oauth in capitals", token: oauth(map[string]any{"typ": "AT+JWT"})},

		{name: "handshake", token: handshake(), handshake: true},
		{name: "handshake without cat", token: handshake(clerktest.Header(cat(nil))), handshake: true},
		{name: "handshake, cat says nothing", token: handshake(clerktest.Header(cat(clerktest.CategoryIgnore))), handshake: true},
		{name: "handshake with the cat of templates", token: handshake(clerktest.Header(cat(clerktest.CategoryTemplate)))},
		{name: "handshake with the cat of machines", token: handshake(clerktest.Header(cat(clerktest.CategoryM2M)))},
		{name: "handshake of a user", token: handshake(clerktest.Claims(map[string]any{"sub": "user_1", "exp": time.Now().Add(time.Hour).Unix()})), session: true, verified: true},
		{name: "handshake of a machine", token: handshake(clerktest.Claims(map[string]any{"sub": "mch_1"}))},
		{name: "handshake of nobody", token: handshake(clerktest.Claims(map[string]any{"sub": ""}))},
		{name: "handshake without directives", token: handshake(clerktest.Claims(map[string]any{"handshake": nil}))},
		{name: "handshake with one directive", token: handshake(clerktest.Claims(map[string]any{"handshake": planted}))},
	}
}

// spellings are other ways to write the same bytes; only the plain one is a token.
var spellings = []struct {
	name  string
	spell func(token string) string
	lines bool // cannot be sent in a header
}{
	{name: "plain", spell: func(token string) string { return token }},
	{name: "padded", spell: func(token string) string { return token + "=" }},
	{name: "padded twice", spell: func(token string) string { return token + "==" }},
	{name: "padded header", spell: func(token string) string { return strings.Replace(token, ".", "=.", 1) }},
	{name: "white space inside", spell: func(token string) string { return strings.Replace(token, ".", ".\t", 1) }},
	{name: "a line break inside", spell: func(token string) string { return strings.Replace(token, ".", ".\n", 1) }, lines: true},
	{name: "the standard alphabet", spell: standardAlphabet},
	{name: "bits left over", spell: bitsLeftOver},
	{name: "escaped", spell: func(token string) string { return strings.Replace(token, ".", "%2E", 1) }},
	{name: "an escaped letter", spell: func(token string) string { return "%65" + token[1:] }},
}

func standardAlphabet(token string) string {
	if other := strings.NewReplacer("-", "+", "_", "/").Replace(token); other != token {
		return other
	}
	return token + "+"
}

// bitsLeftOver writes a signature of 256 bytes, whose last letter has four bits
// to spare, with one of them set.
func bitsLeftOver(token string) string {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	last := len(token) - 1
	return token[:last] + string(letters[strings.IndexByte(letters, token[last])|1])
}

var acceptances = []struct {
	name  string
	kinds []clerkauth.TokenType
}{
	{"default", nil},
	{"session", []clerkauth.TokenType{clerkauth.SessionToken}},
	{"m2m", []clerkauth.TokenType{clerkauth.M2MToken}},
	{"oauth", []clerkauth.TokenType{clerkauth.OAuthToken}},
	{"api key", []clerkauth.TokenType{clerkauth.APIKey}},
	{"any", []clerkauth.TokenType{clerkauth.AnyToken}},
	{"session and machine", []clerkauth.TokenType{clerkauth.SessionToken, clerkauth.M2MToken}},
}

func accepts(kinds []clerkauth.TokenType, kind clerkauth.TokenType) bool {
	if len(kinds) == 0 {
		return kind == clerkauth.SessionToken
	}
	for _, k := range kinds {
		if k == kind || k == clerkauth.AnyToken {
			return true
		}
	}
	return false
}

// identity is whom the application sees.
type identity struct{ User, Machine, Subject, Kind, Role string }

// kindsApplication answers with whom it sees, by what the parameter accepts says.
func (f Suite) kindsApplication(t *testing.T, o Options) (App, Authenticator) {
	t.Helper()
	authenticator, err := f.NewAuthenticator(o)
	if err != nil {
		t.Fatal(err)
	}
	app := f.NewApp(Config{ReadBufferSize: 32 << 10})
	app.Use("/", authenticator.Handler())
	app.All("/*", func(c Ctx) error {
		var options []clerkauth.AuthOption
		for _, acceptance := range acceptances {
			if acceptance.name == c.Query("accepts") && acceptance.kinds != nil {
				options = append(options, clerkauth.AcceptsToken(acceptance.kinds...))
			}
		}
		state, err := authenticator.AuthenticateRequest(c, options...)
		if err != nil {
			return err
		}
		a := state.ToAuth()
		seen := identity{User: a.UserID, Machine: a.MachineID, Subject: a.Subject, Role: a.OrgRole}
		if state.IsAuthenticated {
			seen.Kind = string(state.TokenType)
		}
		return c.JSON(seen)
	})
	return app, authenticator
}

func cookieSuffix(o Options) string {
	sum := sha1.Sum([]byte(o.PublishableKey))
	return base64.RawURLEncoding.EncodeToString(sum[:])[:8]
}
