package backendapi

import "context"

// EmailAddressesService manages the e-mail addresses of users. See
// https://clerk.com/docs/reference/backend-api.
type EmailAddressesService struct{ service }

// CreateEmailAddress gives a user another e-mail address.
func (s *EmailAddressesService) CreateEmailAddress(ctx context.Context, params CreateEmailAddressParams) (*EmailAddress, error) {
	return call[EmailAddress](ctx, s, post("/email_addresses").json(params))
}

// GetEmailAddress returns the e-mail address with the given id.
func (s *EmailAddressesService) GetEmailAddress(ctx context.Context, emailAddressID string) (*EmailAddress, error) {
	return call[EmailAddress](ctx, s, get("/email_addresses/{}", emailAddressID))
}

// UpdateEmailAddress makes an e-mail address verified or primary.
func (s *EmailAddressesService) UpdateEmailAddress(ctx context.Context, emailAddressID string, params UpdateEmailAddressParams) (*EmailAddress, error) {
	return call[EmailAddress](ctx, s, patch("/email_addresses/{}", emailAddressID).json(params))
}

// DeleteEmailAddress takes an e-mail address from its user.
func (s *EmailAddressesService) DeleteEmailAddress(ctx context.Context, emailAddressID string) (*DeletedObject, error) {
	return call[DeletedObject](ctx, s, del("/email_addresses/{}", emailAddressID))
}

// PrepareEmailAddressVerification sends a code to an e-mail address.
func (s *EmailAddressesService) PrepareEmailAddressVerification(ctx context.Context, emailAddressID string) (*Verification, error) {
	return call[Verification](ctx, s, post("/email_addresses/{}/prepare_verification", emailAddressID))
}

// AttemptEmailAddressVerification checks the code that was sent to an e-mail
// address.
func (s *EmailAddressesService) AttemptEmailAddressVerification(ctx context.Context, emailAddressID string, params AttemptEmailAddressVerificationParams) (*Verification, error) {
	return call[Verification](ctx, s, post("/email_addresses/{}/attempt_verification", emailAddressID).json(params))
}
