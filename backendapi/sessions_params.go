package backendapi

// GetSessionListParams are the parameters of [SessionsService.GetSessionList].
type GetSessionListParams struct {
	ClientID string        `query:"client_id"`
	UserID   string        `query:"user_id"`
	Status   SessionStatus `query:"status"`
	// Limit is the length of a page, 1 to 500. Default: 10.
	Limit int64 `query:"limit"`
	// Offset is how many elements to skip.
	Offset int64 `query:"offset"`
}

// CreateSessionParams are the parameters of [SessionsService.CreateSession].
type CreateSessionParams struct {
	UserID               string           `json:"user_id"`
	ActiveOrganizationID Optional[string] `json:"active_organization_id,omitzero"`
}
