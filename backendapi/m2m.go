package backendapi

import "context"

// M2MService manages the tokens with which machines call each other. It uses
// Options.MachineSecretKey, or else SecretKey.
type M2MService struct{ service }

// VerifyM2MTokenParams name the token to verify.
type VerifyM2MTokenParams struct {
	// Token is the opaque token, mt_….
	Token string `json:"token"`
	// MachineSecretKey is used for this call instead of the client's key.
	MachineSecretKey string `json:"-"`
}

// Verify returns the M2M token with the given secret. It fails when there is
// none, and when it is revoked or expired.
func (s *M2MService) Verify(ctx context.Context, params VerifyM2MTokenParams) (*M2MToken, error) {
	return call[M2MToken](ctx, s, post("/m2m_tokens/verify").json(params).withKey(params.MachineSecretKey))
}
