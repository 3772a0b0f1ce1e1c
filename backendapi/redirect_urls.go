package backendapi

import (
	"context"
	"iter"
)

// RedirectURLsService manages the URLs that native applications may be sent
// back to. See https://clerk.com/docs/reference/backend-api.
type RedirectURLsService struct{ service }

// GetRedirectURLList returns a page of the redirect URLs.
func (s *RedirectURLsService) GetRedirectURLList(ctx context.Context, params GetRedirectURLListParams) (*List[RedirectURL], error) {
	return call[List[RedirectURL]](ctx, s, get("/redirect_urls").params(params).set("paginated", "true"))
}

// AllRedirectURLs walks all pages of GetRedirectURLList, from params.Offset on.
// The loop may delete and change what it gets: none is skipped.
func (s *RedirectURLsService) AllRedirectURLs(ctx context.Context, params GetRedirectURLListParams) iter.Seq2[*RedirectURL, error] {
	return walk(ctx, params.Limit, params.Offset, func(ctx context.Context, limit, offset int64) (*List[RedirectURL], error) {
		page := params
		page.Limit, page.Offset = limit, offset
		return s.GetRedirectURLList(ctx, page)
	})
}

// CreateRedirectURL allows a redirect URL.
func (s *RedirectURLsService) CreateRedirectURL(ctx context.Context, params CreateRedirectURLParams) (*RedirectURL, error) {
	return call[RedirectURL](ctx, s, post("/redirect_urls").json(params))
}

// GetRedirectURL returns the redirect URL with the given id.
func (s *RedirectURLsService) GetRedirectURL(ctx context.Context, redirectURLID string) (*RedirectURL, error) {
	return call[RedirectURL](ctx, s, get("/redirect_urls/{}", redirectURLID))
}

// DeleteRedirectURL allows a redirect URL no more.
func (s *RedirectURLsService) DeleteRedirectURL(ctx context.Context, redirectURLID string) (*DeletedObject, error) {
	return call[DeletedObject](ctx, s, del("/redirect_urls/{}", redirectURLID))
}
