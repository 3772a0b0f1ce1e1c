package backendapi

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
)

// IDPOAuthAccessTokenService verifies the access tokens that Clerk, as an
// OAuth provider, gives to other applications.
type IDPOAuthAccessTokenService struct{ service }

// Verify returns the access token's facts. It fails when Clerk does not know
// the token or calls it inactive ([ErrInactiveToken]). With audiences given,
// it also fails unless the token's aud claim has one of them
// ([ErrWrongAudience]); without, aud is not looked at.
func (s *IDPOAuthAccessTokenService) Verify(ctx context.Context, accessToken string, audiences ...string) (*IDPOAuthAccessToken, error) {
	token, err := call[IDPOAuthAccessToken](ctx, s, post("/oauth_applications/access_tokens/verify").json(map[string]string{"access_token": accessToken}))
	if err != nil {
		return nil, err
	}
	if token.Active != nil && !*token.Active || token.ID == "" {
		return nil, ErrInactiveToken
	}
	if len(audiences) > 0 && !slices.ContainsFunc(token.Audience(), func(a string) bool { return slices.Contains(audiences, a) }) {
		return nil, fmt.Errorf("%w: got %q, expected one of %q", ErrWrongAudience, token.Audience(), audiences)
	}
	return token, nil
}

// Audience is the aud claim, which RFC 7519 allows to be one string or many.
// It is nil when the token has none.
func (x *IDPOAuthAccessToken) Audience() []string {
	if x == nil {
		return nil
	}
	var one string
	if json.Unmarshal(x.Aud, &one) == nil && one != "" {
		return []string{one}
	}
	var many []string
	if json.Unmarshal(x.Aud, &many) != nil {
		return nil
	}
	return many
}
