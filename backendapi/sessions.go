package backendapi

import (
	"context"
	"iter"
)

// SessionsService manages the sessions of users. See
// https://clerk.com/docs/reference/backend-api.
type SessionsService struct{ service }

// GetSessionList returns a page of the sessions of a client or a user, the
// newest first. One of the two has to be given.
func (s *SessionsService) GetSessionList(ctx context.Context, params GetSessionListParams) (*List[Session], error) {
	return call[List[Session]](ctx, s, get("/sessions").params(params).set("paginated", "true"))
}

// AllSessions walks all pages of GetSessionList, from params.Offset on. The
// loop may delete and change what it gets: none is skipped.
func (s *SessionsService) AllSessions(ctx context.Context, params GetSessionListParams) iter.Seq2[*Session, error] {
	return walk(ctx, params.Limit, params.Offset, func(ctx context.Context, limit, offset int64) (*List[Session], error) {
		page := params
		page.Limit, page.Offset = limit, offset
		return s.GetSessionList(ctx, page)
	})
}

// CreateSession makes a session for a user, without a sign-in. It is meant for
// tests, and refused by production instances.
func (s *SessionsService) CreateSession(ctx context.Context, params CreateSessionParams) (*Session, error) {
	return call[Session](ctx, s, post("/sessions").json(params))
}

// GetSession returns the session with the given id.
func (s *SessionsService) GetSession(ctx context.Context, sessionID string) (*Session, error) {
	return call[Session](ctx, s, get("/sessions/{}", sessionID))
}

// RefreshSessionParams are what a browser sent with an expired session token.
type RefreshSessionParams struct {
	// ExpiredToken is the session token that has expired.
	ExpiredToken string `json:"expired_token" print:"cut"`
	// RefreshToken is the value of the refresh cookie.
	RefreshToken string `json:"refresh_token" print:"cut"`
	// RequestOrigin is the origin of the page's request.
	RequestOrigin string `json:"request_origin"`
	// RequestHeaders are the headers of the page's request.
	RequestHeaders Optional[map[string][]string] `json:"request_headers,omitzero"`
	// RequestOriginatingIP is the browser's address.
	RequestOriginatingIP Optional[string] `json:"request_originating_ip,omitzero"`
	// Format is token (the default) or cookie.
	Format Optional[string] `json:"format,omitzero"`
	// SuffixedCookies asks for cookies whose names carry the suffix of the
	// instance. It is sent in the URL.
	SuffixedCookies bool `json:"-" query:"suffixed_cookies"`
}

// RefreshSession exchanges an expired session token and a refresh token for a
// new session token, or for the cookies that carry one.
func (s *SessionsService) RefreshSession(ctx context.Context, sessionID string, params RefreshSessionParams) (*SessionRefresh, error) {
	return call[SessionRefresh](ctx, s, post("/sessions/{}/refresh", sessionID).json(params).params(params))
}

// RevokeSession ends a session. Tokens that were made from it stay valid until
// they expire.
func (s *SessionsService) RevokeSession(ctx context.Context, sessionID string) (*Session, error) {
	return call[Session](ctx, s, post("/sessions/{}/revoke", sessionID))
}

// GetToken makes a token for the session: the default session token, or one
// made from the JWT template of the given name. The token is valid for
// expiresInSeconds, or for the instance's or template's own time when that is
// zero.
//
// See https://clerk.com/docs/reference/backend/sessions/get-token.
func (s *SessionsService) GetToken(ctx context.Context, sessionID, template string, expiresInSeconds int64) (*Token, error) {
	r := post("/sessions/{}/tokens", sessionID)
	if template != "" {
		r = post("/sessions/{}/tokens/{}", sessionID, template)
	}
	if expiresInSeconds != 0 {
		r = r.json(map[string]int64{"expires_in_seconds": expiresInSeconds})
	}
	return call[Token](ctx, s, r)
}

// VerifySession returns the session if the token is its own. Clerk has taken
// it out of the API's description: verify the token itself instead.
func (s *SessionsService) VerifySession(ctx context.Context, sessionID, token string) (*Session, error) {
	return call[Session](ctx, s, post("/sessions/{}/verify", sessionID).json(map[string]string{"token": token}))
}
