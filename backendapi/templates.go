package backendapi

import (
	"context"
	"encoding/json"
	"iter"
)

// TemplatesService manages the texts of e-mails and text messages. See
// https://clerk.com/docs/reference/backend-api.
type TemplatesService struct{ service }

// GetTemplateList returns a page of the templates of a type, email or sms.
//
// Deprecated: by Clerk.
func (s *TemplatesService) GetTemplateList(ctx context.Context, templateType string, params GetTemplateListParams) (*List[Template], error) {
	return call[List[Template]](ctx, s, get("/templates/{}", templateType).params(params).set("paginated", "true"))
}

// AllTemplates walks all pages of GetTemplateList, from params.Offset on.
//
// Deprecated: by Clerk. The loop may delete and change what it gets: none is
// skipped.
func (s *TemplatesService) AllTemplates(ctx context.Context, templateType string, params GetTemplateListParams) iter.Seq2[*Template, error] {
	return walk(ctx, params.Limit, params.Offset, func(ctx context.Context, limit, offset int64) (*List[Template], error) {
		page := params
		page.Limit, page.Offset = limit, offset
		return s.GetTemplateList(ctx, templateType, page)
	})
}

// GetTemplate returns the template of a type with the given slug.
//
// Deprecated: by Clerk.
func (s *TemplatesService) GetTemplate(ctx context.Context, templateType, slug string) (*Template, error) {
	return call[Template](ctx, s, get("/templates/{}/{}", templateType, slug))
}

// UpsertTemplate changes a template, or makes it.
//
// Deprecated: by Clerk.
func (s *TemplatesService) UpsertTemplate(ctx context.Context, templateType, slug string, params UpsertTemplateParams) (*Template, error) {
	return call[Template](ctx, s, put("/templates/{}/{}", templateType, slug).json(params))
}

// RevertTemplate puts a template back to Clerk's own text.
//
// Deprecated: by Clerk.
func (s *TemplatesService) RevertTemplate(ctx context.Context, templateType, slug string) (*Template, error) {
	return call[Template](ctx, s, post("/templates/{}/{}/revert", templateType, slug))
}

// PreviewTemplate returns, as the JSON object that Clerk makes of it, a text
// with sample values in the place of its variables.
//
// Deprecated: by Clerk.
func (s *TemplatesService) PreviewTemplate(ctx context.Context, templateType, slug string, params PreviewTemplateParams) (json.RawMessage, error) {
	preview, err := call[json.RawMessage](ctx, s, post("/templates/{}/{}/preview", templateType, slug).json(params))
	if err != nil {
		return nil, err
	}
	return *preview, nil
}

// ToggleTemplateDelivery decides whether Clerk delivers what is made from a
// template.
//
// Deprecated: by Clerk.
func (s *TemplatesService) ToggleTemplateDelivery(ctx context.Context, templateType, slug string, params ToggleTemplateDeliveryParams) (*Template, error) {
	return call[Template](ctx, s, post("/templates/{}/{}/toggle_delivery", templateType, slug).json(params))
}
