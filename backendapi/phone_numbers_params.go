package backendapi

// CreatePhoneNumberParams are the parameters of
// [PhoneNumbersService.CreatePhoneNumber].
type CreatePhoneNumberParams struct {
	UserID      string         `json:"user_id"`
	PhoneNumber string         `json:"phone_number"`
	Verified    Optional[bool] `json:"verified,omitzero"`
	Primary     Optional[bool] `json:"primary,omitzero"`
	// ReservedForSecondFactor keeps the number for the second factor.
	ReservedForSecondFactor Optional[bool] `json:"reserved_for_second_factor,omitzero"`
}

// UpdatePhoneNumberParams are the parameters of
// [PhoneNumbersService.UpdatePhoneNumber].
type UpdatePhoneNumberParams struct {
	Verified Optional[bool] `json:"verified,omitzero"`
	Primary  Optional[bool] `json:"primary,omitzero"`
	// ReservedForSecondFactor keeps the number for the second factor.
	ReservedForSecondFactor Optional[bool] `json:"reserved_for_second_factor,omitzero"`
}

// AttemptPhoneNumberVerificationParams are the parameters of
// [PhoneNumbersService.AttemptPhoneNumberVerification].
type AttemptPhoneNumberVerificationParams struct {
	VerificationID string `json:"verification_id"`
	Code           string `json:"code"`
}
