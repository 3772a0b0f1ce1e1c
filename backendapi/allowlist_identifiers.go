package backendapi

import (
	"context"
	"iter"
)

// AllowlistIdentifiersService manages who may sign up. See
// https://clerk.com/docs/reference/backend-api.
type AllowlistIdentifiersService struct{ service }

// GetAllowlistIdentifierList returns a page of the identifiers that may sign
// up.
func (s *AllowlistIdentifiersService) GetAllowlistIdentifierList(ctx context.Context, params GetAllowlistIdentifierListParams) (*List[AllowlistIdentifier], error) {
	return call[List[AllowlistIdentifier]](ctx, s, get("/allowlist_identifiers").params(params).set("paginated", "true"))
}

// AllAllowlistIdentifiers walks all pages of GetAllowlistIdentifierList, from
// params.Offset on. The loop may delete and change what it gets: none is
// skipped.
func (s *AllowlistIdentifiersService) AllAllowlistIdentifiers(ctx context.Context, params GetAllowlistIdentifierListParams) iter.Seq2[*AllowlistIdentifier, error] {
	return walk(ctx, params.Limit, params.Offset, func(ctx context.Context, limit, offset int64) (*List[AllowlistIdentifier], error) {
		page := params
		page.Limit, page.Offset = limit, offset
		return s.GetAllowlistIdentifierList(ctx, page)
	})
}

// CreateAllowlistIdentifier lets an e-mail address, a phone number, a wallet or
// a domain (*@example.com) sign up.
func (s *AllowlistIdentifiersService) CreateAllowlistIdentifier(ctx context.Context, params CreateAllowlistIdentifierParams) (*AllowlistIdentifier, error) {
	return call[AllowlistIdentifier](ctx, s, post("/allowlist_identifiers").json(params))
}

// DeleteAllowlistIdentifier takes an identifier off the list.
func (s *AllowlistIdentifiersService) DeleteAllowlistIdentifier(ctx context.Context, identifierID string) (*DeletedObject, error) {
	return call[DeletedObject](ctx, s, del("/allowlist_identifiers/{}", identifierID))
}
