package backendapi

import "encoding/json"

// ReplaceUserEmailAddressParams are the parameters of
// [UsersService.ReplaceUserEmailAddress].
type ReplaceUserEmailAddressParams struct {
	EmailAddress string `json:"email_address"`
	// IdentificationStatus is one of verified, reserved, unverified.
	IdentificationStatus Optional[string] `json:"identification_status,omitzero"`
	// NotifyPrimaryEmailAddressChanged writes to the former primary address.
	NotifyPrimaryEmailAddressChanged Optional[bool] `json:"notify_primary_email_address_changed,omitzero"`
}

// ReplaceUserPhoneNumberParams are the parameters of
// [UsersService.ReplaceUserPhoneNumber].
type ReplaceUserPhoneNumberParams struct {
	PhoneNumber string `json:"phone_number"`
	// IdentificationStatus is one of verified, reserved, unverified.
	IdentificationStatus Optional[string] `json:"identification_status,omitzero"`
}

// GetUserListParams are the parameters of [UsersService.GetUserList]. Filters
// of several values match any of them, at most 100. Times are Unix
// milliseconds.
type GetUserListParams struct {
	EmailAddress   []string `query:"email_address"`
	PhoneNumber    []string `query:"phone_number"`
	ExternalID     []string `query:"external_id"`
	Username       []string `query:"username"`
	Web3Wallet     []string `query:"web3_wallet"`
	UserID         []string `query:"user_id"`
	OrganizationID []string `query:"organization_id"`
	// Query is matched against names and identifiers, in part and in any case.
	Query string `query:"query"`
	// EmailAddressQuery matches a part of an e-mail address.
	EmailAddressQuery string `query:"email_address_query"`
	// PhoneNumberQuery matches a part of a phone number.
	PhoneNumberQuery string `query:"phone_number_query"`
	// UsernameQuery matches a part of a username.
	UsernameQuery string `query:"username_query"`
	// NameQuery matches a part of a name.
	NameQuery          string         `query:"name_query"`
	Banned             Optional[bool] `query:"banned"`
	LastActiveAtBefore int64          `query:"last_active_at_before"`
	LastActiveAtAfter  int64          `query:"last_active_at_after"`
	// Deprecated: by Clerk.
	LastActiveAtSince  int64  `query:"last_active_at_since"`
	CreatedAtBefore    int64  `query:"created_at_before"`
	CreatedAtAfter     int64  `query:"created_at_after"`
	LastSignInAtBefore int64  `query:"last_sign_in_at_before"`
	LastSignInAtAfter  int64  `query:"last_sign_in_at_after"`
	Provider           string `query:"provider"`
	// ProviderUserID needs Provider.
	ProviderUserID []string `query:"provider_user_id"`
	// Limit is the length of a page, 1 to 500. Default: 10.
	Limit int64 `query:"limit"`
	// Offset is how many elements to skip.
	Offset int64 `query:"offset"`
	// StartingAfter is the id of the last element of the page before; it needs
	// an order by created_at.
	StartingAfter string `query:"starting_after"`
	// OrderBy is a field's name, with - before it for the reverse, such as
	// -created_at.
	OrderBy string `query:"order_by"`
}

// CreateUserParams are the parameters of [UsersService.CreateUser]. Which of
// them are required depends on the settings of the instance.
type CreateUserParams struct {
	ExternalID Optional[string] `json:"external_id,omitzero"`
	FirstName  Optional[string] `json:"first_name,omitzero"`
	LastName   Optional[string] `json:"last_name,omitzero"`
	Locale     Optional[string] `json:"locale,omitzero"`
	// EmailAddress may name several; the first is the primary one. All count as
	// verified.
	EmailAddress []string `json:"email_address,omitzero"`
	// EmailAddressIdentificationStatus says, address by address, how it counts.
	// Each is one of verified, reserved.
	EmailAddressIdentificationStatus []string `json:"email_address_identification_status,omitzero"`
	// PhoneNumber may name several, in E.164 form; the first is the primary
	// one.
	PhoneNumber []string `json:"phone_number,omitzero"`
	// PhoneNumberIdentificationStatus are each one of verified, reserved.
	PhoneNumberIdentificationStatus []string         `json:"phone_number_identification_status,omitzero"`
	Web3Wallet                      []string         `json:"web3_wallet,omitzero"`
	Username                        Optional[string] `json:"username,omitzero"`
	// Password is the plain text; Clerk stores a hash.
	Password Optional[string] `json:"password,omitzero" print:"cut"`
	// PasswordDigest is a hash, made by PasswordHasher.
	PasswordDigest Optional[string] `json:"password_digest,omitzero" print:"cut"`
	// PasswordHasher names the algorithm, such as bcrypt or argon2id.
	PasswordHasher Optional[string] `json:"password_hasher,omitzero"`
	// SkipPasswordChecks takes a password that the instance's rules refuse.
	SkipPasswordChecks Optional[bool] `json:"skip_password_checks,omitzero"`
	// SkipPasswordRequirement makes a user without a password where the
	// instance asks for one.
	SkipPasswordRequirement Optional[bool] `json:"skip_password_requirement,omitzero"`
	// TOTPSecret is the shared secret, in base32.
	TOTPSecret  Optional[string] `json:"totp_secret,omitzero" print:"cut"`
	BackupCodes []string         `json:"backup_codes,omitzero" print:"cut"`
	// PublicMetadata is a JSON object that frontends may read.
	PublicMetadata json.RawMessage `json:"public_metadata,omitzero"`
	// PrivateMetadata is a JSON object that only backends see.
	PrivateMetadata json.RawMessage `json:"private_metadata,omitzero"`
	// UnsafeMetadata is a JSON object that the user may write from the
	// frontend.
	UnsafeMetadata json.RawMessage `json:"unsafe_metadata,omitzero"`
	// DeleteSelfEnabled lets users delete their own account.
	DeleteSelfEnabled Optional[bool] `json:"delete_self_enabled,omitzero"`
	// LegalAcceptedAt is RFC 3339 here.
	LegalAcceptedAt Optional[string] `json:"legal_accepted_at,omitzero"`
	// SkipLegalChecks makes a user who has not accepted the legal terms.
	SkipLegalChecks Optional[bool] `json:"skip_legal_checks,omitzero"`
	// SkipUserRequirement makes a user without the identifiers that the
	// instance asks for.
	SkipUserRequirement Optional[bool] `json:"skip_user_requirement,omitzero"`
	// CreateOrganizationEnabled lets users make organizations.
	CreateOrganizationEnabled Optional[bool]  `json:"create_organization_enabled,omitzero"`
	CreateOrganizationsLimit  Optional[int64] `json:"create_organizations_limit,omitzero"`
	// CreatedAt is RFC 3339, such as 2012-10-20T07:15:20.902Z.
	CreatedAt Optional[string] `json:"created_at,omitzero"`
	// BypassClientTrust lets the user sign in from a new device without a
	// further check.
	BypassClientTrust Optional[bool] `json:"bypass_client_trust,omitzero"`
	Banned            Optional[bool] `json:"banned,omitzero"`
	Locked            Optional[bool] `json:"locked,omitzero"`
}

// GetUserCountParams are the parameters of [UsersService.GetCount]. Filters of
// several values match any of them, at most 100. Times are Unix milliseconds.
type GetUserCountParams struct {
	EmailAddress   []string `query:"email_address"`
	PhoneNumber    []string `query:"phone_number"`
	ExternalID     []string `query:"external_id"`
	Username       []string `query:"username"`
	Web3Wallet     []string `query:"web3_wallet"`
	UserID         []string `query:"user_id"`
	OrganizationID []string `query:"organization_id"`
	// Query is matched against names and identifiers, in part and in any case.
	Query string `query:"query"`
	// EmailAddressQuery matches a part of an e-mail address.
	EmailAddressQuery string `query:"email_address_query"`
	// PhoneNumberQuery matches a part of a phone number.
	PhoneNumberQuery string `query:"phone_number_query"`
	// UsernameQuery matches a part of a username.
	UsernameQuery string `query:"username_query"`
	// NameQuery matches a part of a name.
	NameQuery          string         `query:"name_query"`
	Banned             Optional[bool] `query:"banned"`
	LastActiveAtBefore int64          `query:"last_active_at_before"`
	LastActiveAtAfter  int64          `query:"last_active_at_after"`
	// Deprecated: by Clerk.
	LastActiveAtSince  int64  `query:"last_active_at_since"`
	CreatedAtBefore    int64  `query:"created_at_before"`
	CreatedAtAfter     int64  `query:"created_at_after"`
	LastSignInAtBefore int64  `query:"last_sign_in_at_before"`
	LastSignInAtAfter  int64  `query:"last_sign_in_at_after"`
	Provider           string `query:"provider"`
	// ProviderUserID needs Provider.
	ProviderUserID []string `query:"provider_user_id"`
}

// UpdateUserParams are the parameters of [UsersService.UpdateUser]. What is not
// set stays as it is.
type UpdateUserParams struct {
	ExternalID            Optional[string] `json:"external_id,omitzero"`
	FirstName             Optional[string] `json:"first_name,omitzero"`
	LastName              Optional[string] `json:"last_name,omitzero"`
	Locale                Optional[string] `json:"locale,omitzero"`
	PrimaryEmailAddressID Optional[string] `json:"primary_email_address_id,omitzero"`
	// NotifyPrimaryEmailAddressChanged writes to the former primary address.
	NotifyPrimaryEmailAddressChanged Optional[bool]   `json:"notify_primary_email_address_changed,omitzero"`
	PrimaryPhoneNumberID             Optional[string] `json:"primary_phone_number_id,omitzero"`
	PrimaryWeb3WalletID              Optional[string] `json:"primary_web3_wallet_id,omitzero"`
	Username                         Optional[string] `json:"username,omitzero"`
	ProfileImageID                   Optional[string] `json:"profile_image_id,omitzero"`
	// Password is the plain text; Clerk stores a hash.
	Password Optional[string] `json:"password,omitzero" print:"cut"`
	// PasswordDigest is a hash, made by PasswordHasher.
	PasswordDigest Optional[string] `json:"password_digest,omitzero" print:"cut"`
	// PasswordHasher names the algorithm, such as bcrypt or argon2id.
	PasswordHasher Optional[string] `json:"password_hasher,omitzero"`
	// SkipPasswordChecks takes a password that the instance's rules refuse.
	SkipPasswordChecks Optional[bool] `json:"skip_password_checks,omitzero"`
	// SignOutOfOtherSessions ends the user's sessions when the password
	// changes.
	SignOutOfOtherSessions Optional[bool] `json:"sign_out_of_other_sessions,omitzero"`
	// TOTPSecret is the shared secret, in base32.
	TOTPSecret  Optional[string] `json:"totp_secret,omitzero" print:"cut"`
	BackupCodes []string         `json:"backup_codes,omitzero" print:"cut"`
	// DeleteSelfEnabled lets users delete their own account.
	DeleteSelfEnabled Optional[bool] `json:"delete_self_enabled,omitzero"`
	// CreateOrganizationEnabled lets users make organizations.
	CreateOrganizationEnabled Optional[bool] `json:"create_organization_enabled,omitzero"`
	// LegalAcceptedAt is RFC 3339 here.
	LegalAcceptedAt Optional[string] `json:"legal_accepted_at,omitzero"`
	// SkipLegalChecks makes a user who has not accepted the legal terms.
	SkipLegalChecks          Optional[bool]  `json:"skip_legal_checks,omitzero"`
	CreateOrganizationsLimit Optional[int64] `json:"create_organizations_limit,omitzero"`
	// CreatedAt is RFC 3339, such as 2012-10-20T07:15:20.902Z.
	CreatedAt Optional[string] `json:"created_at,omitzero"`
	// BypassClientTrust lets the user sign in from a new device without a
	// further check.
	BypassClientTrust Optional[bool] `json:"bypass_client_trust,omitzero"`
	// PublicMetadata is a JSON object that frontends may read.
	PublicMetadata json.RawMessage `json:"public_metadata,omitzero"`
	// PrivateMetadata is a JSON object that only backends see.
	PrivateMetadata json.RawMessage `json:"private_metadata,omitzero"`
	// UnsafeMetadata is a JSON object that the user may write from the
	// frontend.
	UnsafeMetadata json.RawMessage `json:"unsafe_metadata,omitzero"`
}

// UserMetadataParams are metadata of a user: JSON objects, of 8 KB at most.
type UserMetadataParams struct {
	// PublicMetadata is a JSON object that frontends may read.
	PublicMetadata json.RawMessage `json:"public_metadata,omitzero"`
	// PrivateMetadata is a JSON object that only backends see.
	PrivateMetadata json.RawMessage `json:"private_metadata,omitzero"`
	// UnsafeMetadata is a JSON object that the user may write from the
	// frontend.
	UnsafeMetadata json.RawMessage `json:"unsafe_metadata,omitzero"`
}

// AdjustCreditBalanceParams say how a payer's credit changes.
type AdjustCreditBalanceParams struct {
	// Amount is in the smallest unit of the currency, such as cents.
	Amount int64 `json:"amount"`
	// Action is one of increase, decrease.
	Action   string           `json:"action"`
	Currency Optional[string] `json:"currency,omitzero"`
	// IdempotencyKey makes a repetition of the call harmless.
	IdempotencyKey string           `json:"idempotency_key"`
	Note           Optional[string] `json:"note,omitzero"`
}

// GetUserOrganizationMembershipListParams are the parameters of
// [UsersService.GetOrganizationMembershipList].
type GetUserOrganizationMembershipListParams struct {
	UserID string `json:"-"`
	// Limit is the length of a page, 1 to 500. Default: 10.
	Limit int64 `query:"limit"`
	// Offset is how many elements to skip.
	Offset int64 `query:"offset"`
}

// GetUserOrganizationInvitationListParams are the parameters of
// [UsersService.GetOrganizationInvitationList].
type GetUserOrganizationInvitationListParams struct {
	UserID string `json:"-"`
	// Limit is the length of a page, 1 to 500. Default: 10.
	Limit int64 `query:"limit"`
	// Offset is how many elements to skip.
	Offset int64 `query:"offset"`
	// Status is one of pending, accepted, revoked, expired.
	Status string `query:"status"`
}

// RemoveUserPasswordParams are the parameters of [UsersService.RemovePassword].
type RemoveUserPasswordParams struct {
	SignOutOfOtherSessions Optional[bool] `json:"sign_out_of_other_sessions,omitzero"`
}

// VerifyPasswordParams are the parameters of [UsersService.VerifyPassword].
type VerifyPasswordParams struct {
	UserID string `json:"-"`
	// Password is the plain text; Clerk stores a hash.
	Password string `json:"password" print:"cut"`
}

// VerifyTOTPParams are the parameters of [UsersService.VerifyTOTP].
type VerifyTOTPParams struct {
	UserID string `json:"-"`
	Code   string `json:"code"`
}

// DeleteUserPasskeyParams are the parameters of
// [UsersService.DeleteUserPasskey].
type DeleteUserPasskeyParams struct {
	UserID                  string `json:"-"`
	PasskeyIdentificationID string `json:"-"`
}

// DeleteUserWeb3WalletParams are the parameters of
// [UsersService.DeleteUserWeb3Wallet].
type DeleteUserWeb3WalletParams struct {
	UserID                     string `json:"-"`
	Web3WalletIdentificationID string `json:"-"`
}

// DeleteUserExternalAccountParams are the parameters of
// [UsersService.DeleteUserExternalAccount].
type DeleteUserExternalAccountParams struct {
	UserID            string `json:"-"`
	ExternalAccountID string `json:"-"`
}

// SetPasswordCompromisedParams are the parameters of
// [UsersService.SetPasswordCompromised].
type SetPasswordCompromisedParams struct {
	RevokeAllSessions Optional[bool] `json:"revoke_all_sessions,omitzero"`
}
