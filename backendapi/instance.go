package backendapi

import "context"

// InstanceService reads and changes the settings of the instance. See
// https://clerk.com/docs/reference/backend-api.
type InstanceService struct{ service }

// Get returns the instance.
func (s *InstanceService) Get(ctx context.Context) (*Instance, error) {
	return call[Instance](ctx, s, get("/instance"))
}

// Update changes settings of the instance.
func (s *InstanceService) Update(ctx context.Context, params UpdateInstanceParams) error {
	return exec(ctx, s, patch("/instance").json(params))
}

// UpdateRestrictions changes who may sign up.
func (s *InstanceService) UpdateRestrictions(ctx context.Context, params UpdateInstanceRestrictionsParams) (*InstanceRestrictions, error) {
	return call[InstanceRestrictions](ctx, s, patch("/instance/restrictions").json(params))
}

// GetInstanceProtect returns the state of the protection against abuse.
func (s *InstanceService) GetInstanceProtect(ctx context.Context) (*InstanceProtect, error) {
	return call[InstanceProtect](ctx, s, get("/instance/protect"))
}

// UpdateInstanceProtect switches parts of the protection against abuse.
func (s *InstanceService) UpdateInstanceProtect(ctx context.Context, params UpdateInstanceProtectParams) (*InstanceProtect, error) {
	return call[InstanceProtect](ctx, s, patch("/instance/protect").json(params))
}

// GetInstanceCommunication returns the countries that get no text messages.
func (s *InstanceService) GetInstanceCommunication(ctx context.Context) (*InstanceCommunication, error) {
	return call[InstanceCommunication](ctx, s, get("/instance/communication"))
}

// UpdateInstanceCommunication replaces the list of countries that get no text
// messages.
func (s *InstanceService) UpdateInstanceCommunication(ctx context.Context, params UpdateInstanceCommunicationParams) (*InstanceCommunication, error) {
	return call[InstanceCommunication](ctx, s, patch("/instance/communication").json(params))
}

// GetInstanceOAuthApplicationSettings returns the rules for OAuth applications.
func (s *InstanceService) GetInstanceOAuthApplicationSettings(ctx context.Context) (*OAuthApplicationSettings, error) {
	return call[OAuthApplicationSettings](ctx, s, get("/instance/oauth_application_settings"))
}

// UpdateInstanceOAuthApplicationSettings changes the rules for OAuth
// applications.
func (s *InstanceService) UpdateInstanceOAuthApplicationSettings(ctx context.Context, params UpdateInstanceOAuthApplicationSettingsParams) (*OAuthApplicationSettings, error) {
	return call[OAuthApplicationSettings](ctx, s, patch("/instance/oauth_application_settings").json(params))
}

// GetOrganizationSettings returns the rules for organizations.
func (s *InstanceService) GetOrganizationSettings(ctx context.Context) (*OrganizationSettings, error) {
	return call[OrganizationSettings](ctx, s, get("/instance/organization_settings"))
}

// UpdateOrganizationSettings changes the rules for organizations.
func (s *InstanceService) UpdateOrganizationSettings(ctx context.Context, params UpdateInstanceOrganizationSettingsParams) (*OrganizationSettings, error) {
	return call[OrganizationSettings](ctx, s, patch("/instance/organization_settings").json(params))
}
