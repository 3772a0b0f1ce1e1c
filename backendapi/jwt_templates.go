package backendapi

import (
	"context"
	"iter"
)

// JWTTemplatesService manages the templates of tokens. See
// https://clerk.com/docs/reference/backend-api.
type JWTTemplatesService struct{ service }

// List returns a page of the templates.
func (s *JWTTemplatesService) List(ctx context.Context, params ListJWTTemplatesParams) (*List[JWTTemplate], error) {
	return call[List[JWTTemplate]](ctx, s, get("/jwt_templates").params(params).set("paginated", "true"))
}

// AllJWTTemplates walks all pages of List, from params.Offset on. The loop may
// delete and change what it gets: none is skipped.
func (s *JWTTemplatesService) AllJWTTemplates(ctx context.Context, params ListJWTTemplatesParams) iter.Seq2[*JWTTemplate, error] {
	return walk(ctx, params.Limit, params.Offset, func(ctx context.Context, limit, offset int64) (*List[JWTTemplate], error) {
		page := params
		page.Limit, page.Offset = limit, offset
		return s.List(ctx, page)
	})
}

// Create makes a template.
func (s *JWTTemplatesService) Create(ctx context.Context, params CreateJWTTemplateParams) (*JWTTemplate, error) {
	return call[JWTTemplate](ctx, s, post("/jwt_templates").json(params))
}

// Get returns the template with the given id.
func (s *JWTTemplatesService) Get(ctx context.Context, templateID string) (*JWTTemplate, error) {
	return call[JWTTemplate](ctx, s, get("/jwt_templates/{}", templateID))
}

// Update changes a template.
func (s *JWTTemplatesService) Update(ctx context.Context, params UpdateJWTTemplateParams) (*JWTTemplate, error) {
	return call[JWTTemplate](ctx, s, patch("/jwt_templates/{}", params.TemplateID).json(params))
}

// Delete deletes a template.
func (s *JWTTemplatesService) Delete(ctx context.Context, templateID string) (*DeletedObject, error) {
	return call[DeletedObject](ctx, s, del("/jwt_templates/{}", templateID))
}
