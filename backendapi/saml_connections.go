package backendapi

import (
	"context"
	"iter"
)

// SAMLConnectionsService manages SAML connections. EnterpriseConnections has
// taken its place. See https://clerk.com/docs/reference/backend-api.
type SAMLConnectionsService struct{ service }

// GetSAMLConnectionList returns a page of the SAML connections.
//
// Deprecated: by Clerk.
func (s *SAMLConnectionsService) GetSAMLConnectionList(ctx context.Context, params GetSAMLConnectionListParams) (*List[SAMLConnection], error) {
	return call[List[SAMLConnection]](ctx, s, get("/saml_connections").params(params))
}

// AllSAMLConnections walks all pages of GetSAMLConnectionList, from
// params.Offset on.
//
// Deprecated: by Clerk. The loop may delete and change what it gets: none is
// skipped.
func (s *SAMLConnectionsService) AllSAMLConnections(ctx context.Context, params GetSAMLConnectionListParams) iter.Seq2[*SAMLConnection, error] {
	return walk(ctx, params.Limit, params.Offset, func(ctx context.Context, limit, offset int64) (*List[SAMLConnection], error) {
		page := params
		page.Limit, page.Offset = limit, offset
		return s.GetSAMLConnectionList(ctx, page)
	})
}

// CreateSAMLConnection makes a SAML connection.
//
// Deprecated: by Clerk.
func (s *SAMLConnectionsService) CreateSAMLConnection(ctx context.Context, params CreateSAMLConnectionParams) (*SAMLConnection, error) {
	return call[SAMLConnection](ctx, s, post("/saml_connections").json(params))
}

// GetSAMLConnection returns the SAML connection with the given id.
//
// Deprecated: by Clerk.
func (s *SAMLConnectionsService) GetSAMLConnection(ctx context.Context, samlConnectionID string) (*SAMLConnection, error) {
	return call[SAMLConnection](ctx, s, get("/saml_connections/{}", samlConnectionID))
}

// UpdateSAMLConnection changes a SAML connection.
//
// Deprecated: by Clerk.
func (s *SAMLConnectionsService) UpdateSAMLConnection(ctx context.Context, samlConnectionID string, params UpdateSAMLConnectionParams) (*SAMLConnection, error) {
	return call[SAMLConnection](ctx, s, patch("/saml_connections/{}", samlConnectionID).json(params))
}

// DeleteSAMLConnection deletes a SAML connection.
//
// Deprecated: by Clerk.
func (s *SAMLConnectionsService) DeleteSAMLConnection(ctx context.Context, samlConnectionID string) (*DeletedObject, error) {
	return call[DeletedObject](ctx, s, del("/saml_connections/{}", samlConnectionID))
}
