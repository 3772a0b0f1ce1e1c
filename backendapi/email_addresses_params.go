package backendapi

// CreateEmailAddressParams are the parameters of
// [EmailAddressesService.CreateEmailAddress].
type CreateEmailAddressParams struct {
	UserID       string         `json:"user_id"`
	EmailAddress string         `json:"email_address"`
	Verified     Optional[bool] `json:"verified,omitzero"`
	Primary      Optional[bool] `json:"primary,omitzero"`
	// NotifyPrimaryEmailAddressChanged writes to the former primary address.
	NotifyPrimaryEmailAddressChanged Optional[bool] `json:"notify_primary_email_address_changed,omitzero"`
}

// UpdateEmailAddressParams are the parameters of
// [EmailAddressesService.UpdateEmailAddress].
type UpdateEmailAddressParams struct {
	Verified Optional[bool] `json:"verified,omitzero"`
	Primary  Optional[bool] `json:"primary,omitzero"`
	// NotifyPrimaryEmailAddressChanged writes to the former primary address.
	NotifyPrimaryEmailAddressChanged Optional[bool] `json:"notify_primary_email_address_changed,omitzero"`
}

// AttemptEmailAddressVerificationParams are the parameters of
// [EmailAddressesService.AttemptEmailAddressVerification].
type AttemptEmailAddressVerificationParams struct {
	VerificationID string `json:"verification_id"`
	Code           string `json:"code"`
}
