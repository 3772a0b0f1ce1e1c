package token

import "github.com/clerkfiber/clerkfiber/internal/js"

// OAuthAudience refuses an OAuth access token, opaque ones included, whose
// audience is not among the configured ones; with none configured all pass.
func (v *Verifier) OAuthAudience(aud js.Value) *MachineError {
	if refusal := v.machineChecks(v.config.Audience, v.config.Now()).oauthAudience(aud); refusal != nil {
		return &MachineError{Code: ReasonVerificationFailed, Message: refusal.Message}
	}
	return nil
}
