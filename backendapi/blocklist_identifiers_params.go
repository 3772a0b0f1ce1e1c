package backendapi

// GetBlocklistIdentifierListParams are the parameters of
// [BlocklistIdentifiersService.GetBlocklistIdentifierList].
type GetBlocklistIdentifierListParams struct {
	// Limit is the length of a page, 1 to 500. Default: 10.
	Limit int64 `query:"limit"`
	// Offset is how many elements to skip.
	Offset int64 `query:"offset"`
}

// CreateBlocklistIdentifierParams are the parameters of
// [BlocklistIdentifiersService.CreateBlocklistIdentifier].
type CreateBlocklistIdentifierParams struct {
	Identifier string `json:"identifier"`
}
