package clerktest

import (
	"maps"
	"strings"
	"time"
)

// The kinds of machine tokens, as the Backend API names its objects.
const (
	kindAPIKey = "api_key"
	kindM2M    = "machine_to_machine_token"
	kindOAuth  = "clerk_idp_oauth_access_token"
)

// MachineTokenOption changes the token that APIKey, M2MToken or OAuthToken makes.
type MachineTokenOption func(*machineTokenPlan)

type machineTokenPlan struct {
	token  machineToken
	jwt    bool
	wrong  bool   // signed with a key that the JWKS does not have
	header object // of a JWT
}

// Scopes sets what the token may do. Those of an M2M token are machine ids.
func Scopes(scopes ...string) MachineTokenOption {
	return func(p *machineTokenPlan) { p.token.scopes = scopes }
}

// MachineClaims sets the custom claims of an API key, an M2M token, or an
// OAuth token that is a JWT.
func MachineClaims(claims map[string]any) MachineTokenOption {
	return func(p *machineTokenPlan) { p.token.claims = claims }
}

// Named sets an API key's name. Default: "test key".
func Named(name string) MachineTokenOption {
	return func(p *machineTokenPlan) { p.token.name = name }
}

// ClientID sets the application that an OAuth token was given to. Default: a random one.
func ClientID(id string) MachineTokenOption {
	return func(p *machineTokenPlan) { p.token.client = id }
}

// TokenAudience sets an OAuth token's aud.
func TokenAudience(audience ...string) MachineTokenOption {
	return func(p *machineTokenPlan) { p.token.audience = audience }
}

// Revoked makes a token that was revoked. A JWT cannot be revoked.
func Revoked() MachineTokenOption {
	return func(p *machineTokenPlan) { p.token.revoked, p.token.revocationReason = true, "revoked by a test" }
}

// ExpiresIn sets the lifetime; below zero, the token has expired. Default: API
// keys never expire, M2M and OAuth tokens after a day.
func ExpiresIn(lifetime time.Duration) MachineTokenOption {
	return func(p *machineTokenPlan) { p.token.expiration = p.token.created + lifetime.Milliseconds() }
}

// AsJWT makes an M2M or an OAuth token as a JWT that is verified without the
// Backend API. API keys are always opaque.
func AsJWT() MachineTokenOption {
	return func(p *machineTokenPlan) { p.jwt = true }
}

// SignedByStranger makes a forged JWT: everything is right but the key.
func SignedByStranger() MachineTokenOption {
	return func(p *machineTokenPlan) { p.jwt, p.wrong = true, true }
}

// APIKey makes an API key (ak_…) of a user or an organization.
func (s *Server) APIKey(subject string, options ...MachineTokenOption) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.planMachineToken(kindAPIKey, subject, options)
	return s.addMachineToken(p.token).secret
}

// M2MToken makes a machine-to-machine token: opaque (mt_…), or a JWT with AsJWT.
func (s *Server) M2MToken(machineID string, options ...MachineTokenOption) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.planMachineToken(kindM2M, machineID, options)
	if p.jwt {
		return s.machineJWT(p)
	}
	return s.addMachineToken(p.token).secret
}

// OAuthToken makes an OAuth access token that the instance gave out for a user
// as an identity provider: opaque (oat_…), or a JWT (RFC 9068) with AsJWT.
func (s *Server) OAuthToken(userID string, options ...MachineTokenOption) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.planMachineToken(kindOAuth, userID, options)
	if p.jwt {
		return s.oauthJWT(p)
	}
	return s.addMachineToken(p.token).secret
}

func (s *Server) planMachineToken(kind, subject string, options []MachineTokenOption) *machineTokenPlan {
	now := s.milliseconds()
	p := &machineTokenPlan{token: machineToken{kind: kind, subject: subject, created: now, updated: now}}
	switch kind {
	case kindAPIKey:
		p.token.name = "test key"
		if strings.HasPrefix(subject, "user_") {
			p.token.createdBy = subject
		}
	case kindOAuth:
		p.token.client = newID("client")
	}
	if kind != kindAPIKey {
		p.token.expiration = now + (24 * time.Hour).Milliseconds()
	}
	for _, option := range options {
		option(p)
	}
	return p
}

// addMachineToken gives the token its id and secret and keeps it.
func (s *Server) addMachineToken(t machineToken) *machineToken {
	prefix := map[string]string{kindAPIKey: "ak", kindM2M: "mt", kindOAuth: "oat"}[t.kind]
	t.id = newHexID(prefix)
	t.secret = prefix + "_" + randomText(base62, 32)
	s.state.machineTokens.put(t.id, &t)
	return &t
}

func (s *Server) machineJWT(p *machineTokenPlan) string {
	claims := object{}
	maps.Copy(claims, p.token.claims)
	if len(p.token.scopes) > 0 {
		claims["scopes"] = strings.Join(p.token.scopes, " ")
		claims["aud"] = p.token.scopes
	}
	s.addTimes(p, claims, "mt")
	claims["iss"] = s.instance.issuer()
	return s.keyFor(p).sign(p.headerOver(object{"cat": categoryM2M}), claims)
}

func (s *Server) oauthJWT(p *machineTokenPlan) string {
	claims := object{}
	maps.Copy(claims, p.token.claims)
	claims["iss"] = s.instance.issuer()
	claims["client_id"] = p.token.client
	claims["scope"] = strings.Join(p.token.scopes, " ")
	if len(p.token.audience) > 0 {
		claims["aud"] = p.token.audience
	}
	s.addTimes(p, claims, "oat")
	return s.keyFor(p).sign(p.headerOver(object{"typ": "at+jwt"}), claims)
}

// addTimes leaves out what Advance added: the verifier's clock has not moved.
func (s *Server) addTimes(p *machineTokenPlan, claims object, prefix string) {
	advanced := s.advanced.Load() / int64(time.Second)
	claims["sub"] = p.token.subject
	claims["jti"] = newHexID(prefix)
	claims["iat"] = p.token.created/1000 - advanced
	claims["nbf"] = p.token.created/1000 - advanced - 10
	claims["exp"] = p.token.expiration/1000 - advanced
}

func (s *Server) keyFor(p *machineTokenPlan) signingKey {
	key := s.signer()
	if p.wrong {
		key.key = strangerKey()
	}
	return key
}

// NewMachine adds a machine and returns its id (mch_…) and its secret key.
func (s *Server) NewMachine(name string) (id, secretKey string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.addMachine(name)
	return m.id, m.secret
}

func (s *Server) addMachine(name string) *machine {
	now := s.milliseconds()
	m := &machine{
		id: newID("mch"), name: name, secret: newMachineSecret(),
		ttl: 3600, created: now, updated: now,
	}
	s.state.machines.put(m.id, m)
	return m
}

func newMachineSecret() string { return "ak_fakemachine" + randomText(base62, 24) }

func (t *machineToken) expired(now int64) bool { return t.expiration != 0 && t.expiration <= now }
