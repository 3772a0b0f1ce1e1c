package boxtour

import "github.com/clerkfiber/clerkfiber/backendapi"

func (t *tour) oauthApplications() {
	a := must(t.c.OAuthApplications.Create(t.ctx, backendapi.CreateOAuthApplicationParams{Name: "App", RedirectURIs: set([]string{"https://app.example/callback"})}))
	must(t.c.OAuthApplications.Get(t.ctx, a.ID))
	t.want("listed", in(must(t.c.OAuthApplications.List(t.ctx, backendapi.ListOAuthApplicationsParams{NameQuery: "ap", OrderBy: "-name"})), a.ID), true)
	must(t.c.OAuthApplications.Update(t.ctx, backendapi.UpdateOAuthApplicationParams{OAuthApplicationID: a.ID, Name: set("The app"), Scopes: set("openid email")}))
	must(t.c.OAuthApplications.UploadOAuthApplicationLogo(t.ctx, a.ID, backendapi.UploadOAuthApplicationLogoParams{File: picture()}))
	rotated := must(t.c.OAuthApplications.RotateSecret(t.ctx, a.ID))
	t.want("another secret", *rotated.ClientSecret != *a.ClientSecret, true)
	token := t.oauthToken(a.ClientID)
	t.want("verified", must(t.c.IDPOAuthAccessToken.Verify(t.ctx, token)).ClientID, a.ClientID)
	done(t.c.OAuthApplications.RevokeToken(t.ctx, backendapi.RevokeOAuthApplicationTokenParams{OAuthApplicationID: a.ID, Token: token}))
	_, err := t.c.IDPOAuthAccessToken.Verify(t.ctx, token)
	t.refused("revoked", err, 404, "token_invalid")
	must(t.c.OAuthApplications.Delete(t.ctx, a.ID))
}

func (t *tour) samlConnections() {
	c := must(t.c.SAMLConnections.CreateSAMLConnection(t.ctx, backendapi.CreateSAMLConnectionParams{Name: "SAML", Domains: []string{"saml.example"}, Provider: "saml_okta"}))
	must(t.c.SAMLConnections.GetSAMLConnection(t.ctx, c.ID))
	t.want("listed", in(must(t.c.SAMLConnections.GetSAMLConnectionList(t.ctx, backendapi.GetSAMLConnectionListParams{Query: "sam"})), c.ID), true)
	_, err := t.c.SAMLConnections.UpdateSAMLConnection(t.ctx, c.ID, backendapi.UpdateSAMLConnectionParams{Active: set(true)})
	t.refused("active without a provider", err, 422, "saml_connection_cant_be_activated")
	active := must(t.c.SAMLConnections.UpdateSAMLConnection(t.ctx, c.ID, backendapi.UpdateSAMLConnectionParams{
		Active: set(true), IDPEntityID: set("https://idp.example"), IDPSSOURL: set("https://idp.example/sso"), IDPCertificate: set("MIIfake"),
	}))
	t.want("active", active.Active, true)
	must(t.c.SAMLConnections.DeleteSAMLConnection(t.ctx, c.ID))
}

func (t *tour) enterpriseConnections() {
	c := must(t.c.EnterpriseConnections.CreateEnterpriseConnection(t.ctx, backendapi.CreateEnterpriseConnectionParams{
		Name: "OIDC", Provider: "oidc_custom", Domains: []string{"oidc.example"},
		OIDC: set(backendapi.EnterpriseOIDCParams{ClientID: set("client"), ClientSecret: set("fake"), DiscoveryURL: set("https://oidc.example/.well-known")}),
	}))
	must(t.c.EnterpriseConnections.GetEnterpriseConnection(t.ctx, c.ID))
	t.want("listed", in(must(t.c.EnterpriseConnections.GetEnterpriseConnectionList(t.ctx, backendapi.GetEnterpriseConnectionListParams{Active: set(false)})), c.ID), true)
	must(t.c.EnterpriseConnections.UpdateEnterpriseConnection(t.ctx, c.ID, backendapi.UpdateEnterpriseConnectionParams{Active: set(true)}))
	must(t.c.EnterpriseConnections.CreateEnterpriseConnectionTestRun(t.ctx, c.ID))
	runs := must(t.c.EnterpriseConnections.ListEnterpriseConnectionTestRuns(t.ctx, c.ID, backendapi.ListEnterpriseConnectionTestRunsParams{
		Status: []backendapi.EnterpriseConnectionTestRunStatus{"pending"},
	}))
	t.want("a test run", runs.TotalCount, 1)
	must(t.c.EnterpriseConnections.DeleteEnterpriseConnection(t.ctx, c.ID))
}

// samlEnterprise makes a connection that a directory can belong to.
func (t *tour) samlEnterprise(domain string) string {
	return must(t.c.EnterpriseConnections.CreateEnterpriseConnection(t.ctx, backendapi.CreateEnterpriseConnectionParams{
		Name: domain, Provider: "saml_okta", Domains: []string{domain},
		SAML: set(backendapi.CreateEnterpriseSAMLParams{IDPEntityID: set("https://idp.example"), AllowSubdomains: set(true)}),
	})).ID
}

func (t *tour) adminRole() string {
	return must(t.c.OrganizationRoles.GetOrganizationRole(t.ctx, "org:admin")).ID
}

func (t *tour) directories() {
	role := t.adminRole()
	d := must(t.c.Directories.CreateDirectory(t.ctx, backendapi.CreateDirectoryParams{EnterpriseConnectionID: t.samlEnterprise("dir.example"), Provider: "okta"}))
	must(t.c.Directories.GetDirectory(t.ctx, d.ID))
	t.want("listed", in(must(t.c.Directories.ListDirectories(t.ctx, backendapi.ListDirectoriesParams{})), d.ID), true)
	must(t.c.Directories.UpdateDirectory(t.ctx, d.ID, backendapi.UpdateDirectoryParams{Name: set("Directory"), Enabled: set(false)}))
	must(t.c.Directories.RotateDirectoryAPIKey(t.ctx, d.ID))
	m := must(t.c.Directories.CreateDirectoryGroupRoleMapping(t.ctx, d.ID, backendapi.CreateDirectoryGroupRoleMappingParams{DirectoryGroupID: set("admins"), RoleID: role}))
	must(t.c.Directories.DeleteDirectoryGroupRoleMapping(t.ctx, d.ID, m.ID))
	must(t.c.Directories.ReplaceDirectoryGroupRoleMappings(t.ctx, d.ID, backendapi.ReplaceDirectoryGroupRoleMappingsParams{
		Mappings: []backendapi.ReplaceDirectoryGroupRoleMapping{{DirectoryGroupID: set("all"), RoleID: role}},
	}))
	t.want("mappings", must(t.c.Directories.ListDirectoryGroupRoleMappings(t.ctx, d.ID)).TotalCount, 1)
	must(t.c.Directories.DeleteDirectory(t.ctx, d.ID))
}

func (t *tour) scimDirectories() {
	role := t.adminRole()
	d := must(t.c.SCIMDirectories.CreateSCIMDirectory(t.ctx, backendapi.CreateSCIMDirectoryParams{EnterpriseConnectionID: t.samlEnterprise("scim.example"), Provider: "okta"}))
	must(t.c.SCIMDirectories.GetSCIMDirectory(t.ctx, d.ID))
	t.want("listed", in(must(t.c.SCIMDirectories.ListSCIMDirectories(t.ctx, backendapi.ListSCIMDirectoriesParams{})), d.ID), true)
	must(t.c.SCIMDirectories.UpdateSCIMDirectory(t.ctx, d.ID, backendapi.UpdateSCIMDirectoryParams{Name: set("SCIM")}))
	must(t.c.SCIMDirectories.RotateSCIMDirectoryAPIKey(t.ctx, d.ID))
	m := must(t.c.SCIMDirectories.CreateSCIMGroupRoleMapping(t.ctx, d.ID, backendapi.CreateSCIMGroupRoleMappingParams{SCIMGroupID: "admins", RoleID: role}))
	must(t.c.SCIMDirectories.DeleteSCIMGroupRoleMapping(t.ctx, d.ID, m.ID))
	must(t.c.SCIMDirectories.ReplaceSCIMGroupRoleMappings(t.ctx, d.ID, backendapi.ReplaceSCIMGroupRoleMappingsParams{
		Mappings: []backendapi.ReplaceSCIMGroupRoleMapping{{SCIMGroupID: "all", RoleID: role}},
	}))
	t.want("mappings", must(t.c.SCIMDirectories.ListSCIMGroupRoleMappings(t.ctx, d.ID)).TotalCount, 1)
	must(t.c.SCIMDirectories.DeleteSCIMDirectory(t.ctx, d.ID))
}
