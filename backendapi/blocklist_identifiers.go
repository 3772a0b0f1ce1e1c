package backendapi

import (
	"context"
	"iter"
)

// BlocklistIdentifiersService manages who may not sign up. See
// https://clerk.com/docs/reference/backend-api.
type BlocklistIdentifiersService struct{ service }

// GetBlocklistIdentifierList returns the identifiers that may not sign up.
func (s *BlocklistIdentifiersService) GetBlocklistIdentifierList(ctx context.Context, params GetBlocklistIdentifierListParams) (*List[BlocklistIdentifier], error) {
	return call[List[BlocklistIdentifier]](ctx, s, get("/blocklist_identifiers").params(params))
}

// AllBlocklistIdentifiers walks all pages of GetBlocklistIdentifierList, from
// params.Offset on. The loop may delete and change what it gets: none is
// skipped.
func (s *BlocklistIdentifiersService) AllBlocklistIdentifiers(ctx context.Context, params GetBlocklistIdentifierListParams) iter.Seq2[*BlocklistIdentifier, error] {
	return walk(ctx, params.Limit, params.Offset, func(ctx context.Context, limit, offset int64) (*List[BlocklistIdentifier], error) {
		page := params
		page.Limit, page.Offset = limit, offset
		return s.GetBlocklistIdentifierList(ctx, page)
	})
}

// CreateBlocklistIdentifier lets an e-mail address, a phone number, a wallet or
// a domain (*@example.com) not sign up.
func (s *BlocklistIdentifiersService) CreateBlocklistIdentifier(ctx context.Context, params CreateBlocklistIdentifierParams) (*BlocklistIdentifier, error) {
	return call[BlocklistIdentifier](ctx, s, post("/blocklist_identifiers").json(params))
}

// DeleteBlocklistIdentifier takes an identifier off the list.
func (s *BlocklistIdentifiersService) DeleteBlocklistIdentifier(ctx context.Context, identifierID string) (*DeletedObject, error) {
	return call[DeletedObject](ctx, s, del("/blocklist_identifiers/{}", identifierID))
}
