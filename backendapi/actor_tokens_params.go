package backendapi

import "encoding/json"

// CreateActorTokenParams are the parameters of [ActorTokensService.Create].
type CreateActorTokenParams struct {
	UserID string `json:"user_id"`
	// Actor is a JSON object whose sub is the id of the one who acts.
	Actor json.RawMessage `json:"actor"`
	// ExpiresInSeconds is how long it is valid.
	ExpiresInSeconds Optional[int64] `json:"expires_in_seconds,omitzero"`
	// SessionMaxDurationInSeconds is how long a session made with it lasts.
	SessionMaxDurationInSeconds Optional[int64] `json:"session_max_duration_in_seconds,omitzero"`
}
