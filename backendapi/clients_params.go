package backendapi

// GetClientListParams are the parameters of [ClientsService.GetClientList].
type GetClientListParams struct {
	// Limit is the length of a page, 1 to 500. Default: 10.
	Limit int64 `query:"limit"`
	// Offset is how many elements to skip.
	Offset int64 `query:"offset"`
}
