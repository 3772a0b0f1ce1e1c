package backendapi

// GetRedirectURLListParams are the parameters of
// [RedirectURLsService.GetRedirectURLList].
type GetRedirectURLListParams struct {
	// Limit is the length of a page, 1 to 500. Default: 10.
	Limit int64 `query:"limit"`
	// Offset is how many elements to skip.
	Offset int64 `query:"offset"`
}

// CreateRedirectURLParams are the parameters of
// [RedirectURLsService.CreateRedirectURL].
type CreateRedirectURLParams struct {
	URL string `json:"url"`
}
