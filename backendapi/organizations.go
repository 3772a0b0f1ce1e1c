package backendapi

import (
	"context"
	"iter"
)

// OrganizationsService manages organizations with their members, invitations
// and domains. See https://clerk.com/docs/reference/backend-api.
type OrganizationsService struct{ service }

// GetOrganizationList returns a page of the organizations.
func (s *OrganizationsService) GetOrganizationList(ctx context.Context, params GetOrganizationListParams) (*List[Organization], error) {
	return call[List[Organization]](ctx, s, get("/organizations").params(params))
}

// AllOrganizations walks all pages of GetOrganizationList, from params.Offset
// on. The loop may delete and change what it gets: none is skipped.
func (s *OrganizationsService) AllOrganizations(ctx context.Context, params GetOrganizationListParams) iter.Seq2[*Organization, error] {
	return walk(ctx, params.Limit, params.Offset, func(ctx context.Context, limit, offset int64) (*List[Organization], error) {
		page := params
		page.Limit, page.Offset = limit, offset
		return s.GetOrganizationList(ctx, page)
	})
}

// CreateOrganization makes an organization. The user of CreatedBy becomes its
// administrator.
func (s *OrganizationsService) CreateOrganization(ctx context.Context, params CreateOrganizationParams) (*Organization, error) {
	return call[Organization](ctx, s, post("/organizations").json(params))
}

// GetOrganization returns the organization with the given id or slug.
//
// See https://clerk.com/docs/reference/backend/organization/get-organization.
func (s *OrganizationsService) GetOrganization(ctx context.Context, params GetOrganizationParams) (*Organization, error) {
	idOrSlug := orDefault(params.OrganizationID, params.Slug)
	return call[Organization](ctx, s, get("/organizations/{}", idOrSlug).params(params))
}

// UpdateOrganization changes an organization. Metadata that are given are
// replaced, each kind as a whole, by a second request after the first;
// UpdateOrganizationMetadata merges them.
//
// See https://clerk.com/docs/reference/backend/organization/update-organization.
func (s *OrganizationsService) UpdateOrganization(ctx context.Context, organizationID string, params UpdateOrganizationParams) (*Organization, error) {
	metadata := OrganizationMetadataParams{params.PublicMetadata, params.PrivateMetadata}
	params.PublicMetadata, params.PrivateMetadata = nil, nil

	hasMetadata := metadata.PublicMetadata != nil || metadata.PrivateMetadata != nil
	if !hasMetadata || !sendsNothing(params) {
		organization, err := call[Organization](ctx, s, patch("/organizations/{}", organizationID).json(params))
		if err != nil || !hasMetadata {
			return organization, err
		}
	}
	return s.ReplaceOrganizationMetadata(ctx, organizationID, metadata)
}

// DeleteOrganization deletes an organization with its memberships.
func (s *OrganizationsService) DeleteOrganization(ctx context.Context, organizationID string) (*DeletedObject, error) {
	return call[DeletedObject](ctx, s, del("/organizations/{}", organizationID))
}

// ReplaceOrganizationMetadata replaces those kinds of metadata that are given,
// each as a whole.
func (s *OrganizationsService) ReplaceOrganizationMetadata(ctx context.Context, organizationID string, params OrganizationMetadataParams) (*Organization, error) {
	return call[Organization](ctx, s, put("/organizations/{}/metadata", organizationID).json(params))
}

// UpdateOrganizationMetadata merges into the metadata: keys with null are
// deleted, keys that are not given stay.
func (s *OrganizationsService) UpdateOrganizationMetadata(ctx context.Context, organizationID string, params OrganizationMetadataParams) (*Organization, error) {
	return call[Organization](ctx, s, patch("/organizations/{}/metadata", organizationID).json(params))
}

// UpdateOrganizationLogoParams are the parameters of
// [OrganizationsService.UpdateOrganizationLogo].
type UpdateOrganizationLogoParams struct {
	// File is the image, of at most 10 MB.
	File File
	// UploaderUserID is who uploads it. Optional.
	UploaderUserID string
}

// UpdateOrganizationLogo gives an organization a logo.
func (s *OrganizationsService) UpdateOrganizationLogo(ctx context.Context, organizationID string, params UpdateOrganizationLogoParams) (*Organization, error) {
	return call[Organization](ctx, s, put("/organizations/{}/logo", organizationID).multipart(params.File, uploader(params.UploaderUserID)))
}

// uploader is the form field that names who uploads a file.
func uploader(userID string) map[string]string {
	if userID == "" {
		return nil
	}
	return map[string]string{"uploader_user_id": userID}
}

// DeleteOrganizationLogo deletes an organization's logo.
func (s *OrganizationsService) DeleteOrganizationLogo(ctx context.Context, organizationID string) (*Organization, error) {
	return call[Organization](ctx, s, del("/organizations/{}/logo", organizationID))
}

// GetOrganizationBillingCreditBalance returns how much credit an organization
// has.
func (s *OrganizationsService) GetOrganizationBillingCreditBalance(ctx context.Context, organizationID string) (*BillingCreditBalance, error) {
	return call[BillingCreditBalance](ctx, s, get("/organizations/{}/billing/credits", organizationID))
}

// AdjustOrganizationBillingCreditBalance adds to an organization's credit or
// takes from it.
func (s *OrganizationsService) AdjustOrganizationBillingCreditBalance(ctx context.Context, organizationID string, params AdjustCreditBalanceParams) (*BillingCreditLedgerEntry, error) {
	return call[BillingCreditLedgerEntry](ctx, s, post("/organizations/{}/billing/credits", organizationID).json(params))
}
