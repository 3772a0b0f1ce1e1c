package backendapi

import "context"

// PhoneNumbersService manages the phone numbers of users. See
// https://clerk.com/docs/reference/backend-api.
type PhoneNumbersService struct{ service }

// CreatePhoneNumber gives a user another phone number.
func (s *PhoneNumbersService) CreatePhoneNumber(ctx context.Context, params CreatePhoneNumberParams) (*PhoneNumber, error) {
	return call[PhoneNumber](ctx, s, post("/phone_numbers").json(params))
}

// GetPhoneNumber returns the phone number with the given id.
func (s *PhoneNumbersService) GetPhoneNumber(ctx context.Context, phoneNumberID string) (*PhoneNumber, error) {
	return call[PhoneNumber](ctx, s, get("/phone_numbers/{}", phoneNumberID))
}

// UpdatePhoneNumber makes a phone number verified, primary or a second factor.
func (s *PhoneNumbersService) UpdatePhoneNumber(ctx context.Context, phoneNumberID string, params UpdatePhoneNumberParams) (*PhoneNumber, error) {
	return call[PhoneNumber](ctx, s, patch("/phone_numbers/{}", phoneNumberID).json(params))
}

// DeletePhoneNumber takes a phone number from its user.
func (s *PhoneNumbersService) DeletePhoneNumber(ctx context.Context, phoneNumberID string) (*DeletedObject, error) {
	return call[DeletedObject](ctx, s, del("/phone_numbers/{}", phoneNumberID))
}

// PreparePhoneNumberVerification sends a code to a phone number.
func (s *PhoneNumbersService) PreparePhoneNumberVerification(ctx context.Context, phoneNumberID string) (*Verification, error) {
	return call[Verification](ctx, s, post("/phone_numbers/{}/prepare_verification", phoneNumberID))
}

// AttemptPhoneNumberVerification checks the code that was sent to a phone
// number.
func (s *PhoneNumbersService) AttemptPhoneNumberVerification(ctx context.Context, phoneNumberID string, params AttemptPhoneNumberVerificationParams) (*Verification, error) {
	return call[Verification](ctx, s, post("/phone_numbers/{}/attempt_verification", phoneNumberID).json(params))
}
