package backendapi

// UpdateSignUpParams are the parameters of [SignUpsService.Update].
type UpdateSignUpParams struct {
	SignUpAttemptID string           `json:"-"`
	ExternalID      Optional[string] `json:"external_id,omitzero"`
	// CustomAction marks an attempt that the application completes itself.
	CustomAction Optional[bool] `json:"custom_action,omitzero"`
}
