package backendapi

import "context"

// SessionsService manages the sessions of users.
type SessionsService struct{ service }

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

// RefreshSessionParams are what a browser sent with an expired session token.
type RefreshSessionParams struct {
	// ExpiredToken is the session token that has expired.
	ExpiredToken string `json:"expired_token"`
	// RefreshToken is the value of the refresh cookie.
	RefreshToken string `json:"refresh_token"`
	// RequestOrigin is the origin of the page's request.
	RequestOrigin string `json:"request_origin"`
	// RequestHeaders are the headers of the page's request.
	RequestHeaders Optional[map[string][]string] `json:"request_headers,omitzero"`
	// RequestOriginatingIP is the browser's address.
	RequestOriginatingIP Optional[string] `json:"request_originating_ip,omitzero"`
	// Format is "token" (the default) or "cookie".
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
