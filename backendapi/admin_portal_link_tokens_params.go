package backendapi

// CreateAdminPortalLinkTokenParams are the parameters of
// [AdminPortalLinkTokensService.CreateAdminPortalLinkToken].
type CreateAdminPortalLinkTokenParams struct {
	OrganizationID Optional[string] `json:"organization_id,omitzero"`
	ITContactID    Optional[string] `json:"it_contact_id,omitzero"`
	Scopes         []string         `json:"scopes,omitzero"`
	// SecondsUntilExpiration is how long it is valid; null: for ever.
	SecondsUntilExpiration Optional[int64] `json:"seconds_until_expiration,omitzero"`
}

// RevokeAdminPortalLinkTokenParams are the parameters of
// [AdminPortalLinkTokensService.RevokeAdminPortalLinkToken].
type RevokeAdminPortalLinkTokenParams struct {
	RevocationReason Optional[string] `json:"revocation_reason,omitzero"`
}
