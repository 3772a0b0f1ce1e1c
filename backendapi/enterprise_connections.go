package backendapi

import (
	"context"
	"iter"
)

// EnterpriseConnectionsService manages the connections to identity providers.
// See https://clerk.com/docs/reference/backend-api.
type EnterpriseConnectionsService struct{ service }

// GetEnterpriseConnectionList returns a page of the connections.
func (s *EnterpriseConnectionsService) GetEnterpriseConnectionList(ctx context.Context, params GetEnterpriseConnectionListParams) (*List[EnterpriseConnection], error) {
	return call[List[EnterpriseConnection]](ctx, s, get("/enterprise_connections").params(params))
}

// AllEnterpriseConnections walks all pages of GetEnterpriseConnectionList, from
// params.Offset on. The loop may delete and change what it gets: none is
// skipped.
func (s *EnterpriseConnectionsService) AllEnterpriseConnections(ctx context.Context, params GetEnterpriseConnectionListParams) iter.Seq2[*EnterpriseConnection, error] {
	return walk(ctx, params.Limit, params.Offset, func(ctx context.Context, limit, offset int64) (*List[EnterpriseConnection], error) {
		page := params
		page.Limit, page.Offset = limit, offset
		return s.GetEnterpriseConnectionList(ctx, page)
	})
}

// CreateEnterpriseConnection makes a connection.
func (s *EnterpriseConnectionsService) CreateEnterpriseConnection(ctx context.Context, params CreateEnterpriseConnectionParams) (*EnterpriseConnection, error) {
	return call[EnterpriseConnection](ctx, s, post("/enterprise_connections").json(params))
}

// GetEnterpriseConnection returns the connection with the given id.
func (s *EnterpriseConnectionsService) GetEnterpriseConnection(ctx context.Context, enterpriseConnectionID string) (*EnterpriseConnection, error) {
	return call[EnterpriseConnection](ctx, s, get("/enterprise_connections/{}", enterpriseConnectionID))
}

// UpdateEnterpriseConnection changes a connection.
func (s *EnterpriseConnectionsService) UpdateEnterpriseConnection(ctx context.Context, enterpriseConnectionID string, params UpdateEnterpriseConnectionParams) (*EnterpriseConnection, error) {
	return call[EnterpriseConnection](ctx, s, patch("/enterprise_connections/{}", enterpriseConnectionID).json(params))
}

// DeleteEnterpriseConnection deletes a connection.
func (s *EnterpriseConnectionsService) DeleteEnterpriseConnection(ctx context.Context, enterpriseConnectionID string) (*DeletedObject, error) {
	return call[DeletedObject](ctx, s, del("/enterprise_connections/{}", enterpriseConnectionID))
}

// ListEnterpriseConnectionTestRuns returns a page of a connection's test runs.
func (s *EnterpriseConnectionsService) ListEnterpriseConnectionTestRuns(ctx context.Context, enterpriseConnectionID string, params ListEnterpriseConnectionTestRunsParams) (*List[EnterpriseConnectionTestRun], error) {
	return call[List[EnterpriseConnectionTestRun]](ctx, s, get("/enterprise_connections/{}/test_runs", enterpriseConnectionID).params(params))
}

// AllEnterpriseConnectionTestRuns walks all pages of
// ListEnterpriseConnectionTestRuns, from params.Offset on. The loop may delete
// and change what it gets: none is skipped.
func (s *EnterpriseConnectionsService) AllEnterpriseConnectionTestRuns(ctx context.Context, enterpriseConnectionID string, params ListEnterpriseConnectionTestRunsParams) iter.Seq2[*EnterpriseConnectionTestRun, error] {
	return walk(ctx, params.Limit, params.Offset, func(ctx context.Context, limit, offset int64) (*List[EnterpriseConnectionTestRun], error) {
		page := params
		page.Limit, page.Offset = limit, offset
		return s.ListEnterpriseConnectionTestRuns(ctx, enterpriseConnectionID, page)
	})
}

// CreateEnterpriseConnectionTestRun starts a test run of a connection, to be
// finished in a browser.
func (s *EnterpriseConnectionsService) CreateEnterpriseConnectionTestRun(ctx context.Context, enterpriseConnectionID string) (*EnterpriseConnectionTestRunStart, error) {
	return call[EnterpriseConnectionTestRunStart](ctx, s, post("/enterprise_connections/{}/test_runs", enterpriseConnectionID))
}
