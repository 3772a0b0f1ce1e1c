package backendapi

import (
	"context"
	"strings"
)

// ReplaceUserEmailAddress gives a user one new e-mail address in place of all
// others.
func (s *UsersService) ReplaceUserEmailAddress(ctx context.Context, userID string, params ReplaceUserEmailAddressParams) (*EmailAddress, error) {
	return call[EmailAddress](ctx, s, put("/users/{}/email_address", userID).json(params))
}

// ReplaceUserPhoneNumber gives a user one new phone number in place of all
// others.
func (s *UsersService) ReplaceUserPhoneNumber(ctx context.Context, userID string, params ReplaceUserPhoneNumberParams) (*PhoneNumber, error) {
	return call[PhoneNumber](ctx, s, put("/users/{}/phone_number", userID).json(params))
}

// GetUserBillingCreditBalance returns how much credit a user has.
func (s *UsersService) GetUserBillingCreditBalance(ctx context.Context, userID string) (*BillingCreditBalance, error) {
	return call[BillingCreditBalance](ctx, s, get("/users/{}/billing/credits", userID))
}

// AdjustUserBillingCreditBalance adds to a user's credit or takes from it.
func (s *UsersService) AdjustUserBillingCreditBalance(ctx context.Context, userID string, params AdjustCreditBalanceParams) (*BillingCreditLedgerEntry, error) {
	return call[BillingCreditLedgerEntry](ctx, s, post("/users/{}/billing/credits", userID).json(params))
}

// GetUserOAuthAccessToken returns the access tokens that a social provider,
// such as google or custom_acme, gave for a user. Clerk refreshes them.
//
// See https://clerk.com/docs/reference/backend/user/get-user-oauth-access-token.
func (s *UsersService) GetUserOAuthAccessToken(ctx context.Context, userID, provider string) (*List[OAuthAccessToken], error) {
	if provider != "" && !strings.HasPrefix(provider, "oauth_") {
		provider = "oauth_" + provider
	}
	return call[List[OAuthAccessToken]](ctx, s, get("/users/{}/oauth_access_tokens/{}", userID, provider).set("paginated", "true"))
}

// RemovePassword takes a user's password away.
func (s *UsersService) RemovePassword(ctx context.Context, userID string, params RemoveUserPasswordParams) (*User, error) {
	return call[User](ctx, s, post("/users/{}/remove_password", userID).json(params))
}

// VerifyPassword checks a user's password. A wrong one is an [*Error] with the
// code incorrect_password.
func (s *UsersService) VerifyPassword(ctx context.Context, params VerifyPasswordParams) (*PasswordVerification, error) {
	return call[PasswordVerification](ctx, s, post("/users/{}/verify_password", params.UserID).json(params))
}

// VerifyTOTP checks a user's TOTP or backup code. A wrong one is an [*Error].
func (s *UsersService) VerifyTOTP(ctx context.Context, params VerifyTOTPParams) (*TOTPVerification, error) {
	return call[TOTPVerification](ctx, s, post("/users/{}/verify_totp", params.UserID).json(params))
}

// DisableUserMFA takes all second factors from a user.
func (s *UsersService) DisableUserMFA(ctx context.Context, userID string) (*AffectedUser, error) {
	return call[AffectedUser](ctx, s, del("/users/{}/mfa", userID))
}

// DeleteUserBackupCodes takes all backup codes from a user.
func (s *UsersService) DeleteUserBackupCodes(ctx context.Context, userID string) (*AffectedUser, error) {
	return call[AffectedUser](ctx, s, del("/users/{}/backup_code", userID))
}

// DeleteUserPasskey takes a passkey from a user.
func (s *UsersService) DeleteUserPasskey(ctx context.Context, params DeleteUserPasskeyParams) (*DeletedObject, error) {
	return call[DeletedObject](ctx, s, del("/users/{}/passkeys/{}", params.UserID, params.PasskeyIdentificationID))
}

// ListUserTrustedDevices returns the devices that Clerk remembers for a user.
func (s *UsersService) ListUserTrustedDevices(ctx context.Context, userID string) (*List[TrustedDevice], error) {
	return call[List[TrustedDevice]](ctx, s, get("/users/{}/trusted_devices", userID))
}

// RevokeUserTrustedDevice forgets a device of a user.
func (s *UsersService) RevokeUserTrustedDevice(ctx context.Context, userID, trustedDeviceID string) (*TrustedDevice, error) {
	return call[TrustedDevice](ctx, s, del("/users/{}/trusted_devices/{}", userID, trustedDeviceID))
}

// DeleteUserWeb3Wallet takes a wallet from a user.
func (s *UsersService) DeleteUserWeb3Wallet(ctx context.Context, params DeleteUserWeb3WalletParams) (*DeletedObject, error) {
	return call[DeletedObject](ctx, s, del("/users/{}/web3_wallets/{}", params.UserID, params.Web3WalletIdentificationID))
}

// DeleteUserTOTP takes the authenticator app from a user.
func (s *UsersService) DeleteUserTOTP(ctx context.Context, userID string) (*AffectedUser, error) {
	return call[AffectedUser](ctx, s, del("/users/{}/totp", userID))
}

// DeleteUserExternalAccount takes an account with a social provider from a
// user.
func (s *UsersService) DeleteUserExternalAccount(ctx context.Context, params DeleteUserExternalAccountParams) (*DeletedObject, error) {
	return call[DeletedObject](ctx, s, del("/users/{}/external_accounts/{}", params.UserID, params.ExternalAccountID))
}

// SetPasswordCompromised makes a user choose a new password at the next
// sign-in.
func (s *UsersService) SetPasswordCompromised(ctx context.Context, userID string, params SetPasswordCompromisedParams) (*User, error) {
	return call[User](ctx, s, post("/users/{}/password/set_compromised", userID).json(params))
}

// UnsetPasswordCompromised takes SetPasswordCompromised back.
func (s *UsersService) UnsetPasswordCompromised(ctx context.Context, userID string) (*User, error) {
	return call[User](ctx, s, post("/users/{}/password/unset_compromised", userID))
}
