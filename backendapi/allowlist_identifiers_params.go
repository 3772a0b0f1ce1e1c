package backendapi

// GetAllowlistIdentifierListParams are the parameters of
// [AllowlistIdentifiersService.GetAllowlistIdentifierList].
type GetAllowlistIdentifierListParams struct {
	// Limit is the length of a page, 1 to 500. Default: 10.
	Limit int64 `query:"limit"`
	// Offset is how many elements to skip.
	Offset int64 `query:"offset"`
}

// CreateAllowlistIdentifierParams are the parameters of
// [AllowlistIdentifiersService.CreateAllowlistIdentifier].
type CreateAllowlistIdentifierParams struct {
	Identifier string `json:"identifier"`
	// Notify decides whether Clerk sends an e-mail.
	Notify Optional[bool] `json:"notify,omitzero"`
}
