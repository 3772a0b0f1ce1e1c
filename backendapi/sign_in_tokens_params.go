package backendapi

// CreateSignInTokenParams are the parameters of
// [SignInTokensService.CreateSignInToken].
type CreateSignInTokenParams struct {
	UserID string           `json:"user_id"`
	OrgID  Optional[string] `json:"org_id,omitzero"`
	// ExpiresInSeconds is how long it is valid.
	ExpiresInSeconds Optional[int64] `json:"expires_in_seconds,omitzero"`
}
