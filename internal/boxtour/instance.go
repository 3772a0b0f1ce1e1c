package boxtour

import (
	"strings"

	"github.com/clerkfiber/clerkfiber/backendapi"
)

func (t *tour) accessLists() {
	a := must(t.c.AllowlistIdentifiers.CreateAllowlistIdentifier(t.ctx, backendapi.CreateAllowlistIdentifierParams{Identifier: "*@example.com"}))
	t.want("listed", in(must(t.c.AllowlistIdentifiers.GetAllowlistIdentifierList(t.ctx, backendapi.GetAllowlistIdentifierListParams{})), a.ID), true)
	must(t.c.AllowlistIdentifiers.DeleteAllowlistIdentifier(t.ctx, a.ID))
	b := must(t.c.BlocklistIdentifiers.CreateBlocklistIdentifier(t.ctx, backendapi.CreateBlocklistIdentifierParams{Identifier: "+15555550199"}))
	_, err := t.c.BlocklistIdentifiers.CreateBlocklistIdentifier(t.ctx, backendapi.CreateBlocklistIdentifierParams{Identifier: "+15555550199"})
	t.refused("twice", err, 400, "duplicate_record")
	t.want("listed", in(must(t.c.BlocklistIdentifiers.GetBlocklistIdentifierList(t.ctx, backendapi.GetBlocklistIdentifierListParams{})), b.ID), true)
	must(t.c.BlocklistIdentifiers.DeleteBlocklistIdentifier(t.ctx, b.ID))
}

func (t *tour) waitlist() {
	w := must(t.c.WaitlistEntries.Create(t.ctx, backendapi.CreateWaitlistEntryParams{EmailAddress: "waiting@example.com"}))
	bulk := must(t.c.WaitlistEntries.CreateBulk(t.ctx, []backendapi.CreateWaitlistEntryParams{{EmailAddress: "waiting2@example.com"}, {EmailAddress: "waiting3@example.com"}}))
	t.want("listed", in(must(t.c.WaitlistEntries.List(t.ctx, backendapi.ListWaitlistEntriesParams{Query: "waiting@", Status: "pending"})), w.ID), true)
	t.want("invited", must(t.c.WaitlistEntries.Invite(t.ctx, w.ID, backendapi.InviteWaitlistEntryParams{})).Status, "invited")
	t.want("rejected", must(t.c.WaitlistEntries.Reject(t.ctx, bulk.Data[0].ID)).Status, "rejected")
	must(t.c.WaitlistEntries.Delete(t.ctx, bulk.Data[1].ID))
	_, err := t.c.WaitlistEntries.Delete(t.ctx, w.ID)
	t.refused("invited already", err, 409, "waitlist_entry_not_pending")
}

func (t *tour) instance() {
	done(t.c.Instance.Update(t.ctx, backendapi.UpdateInstanceParams{AllowedOrigins: []string{"capacitor://localhost"}, TestMode: set(true)}))
	t.want("origins", must(t.c.Instance.Get(t.ctx)).AllowedOrigins, "[capacitor://localhost]")
	t.want("allow-list", must(t.c.Instance.UpdateRestrictions(t.ctx, backendapi.UpdateInstanceRestrictionsParams{Allowlist: set(true)})).Allowlist, true)
	must(t.c.Instance.UpdateInstanceProtect(t.ctx, backendapi.UpdateInstanceProtectParams{RulesEnabled: set(true)}))
	t.want("rules", must(t.c.Instance.GetInstanceProtect(t.ctx)).RulesEnabled, true)
	must(t.c.Instance.UpdateInstanceCommunication(t.ctx, backendapi.UpdateInstanceCommunicationParams{BlockedCountryCodes: set([]string{"AQ"})}))
	t.want("blocked", must(t.c.Instance.GetInstanceCommunication(t.ctx)).BlockedCountryCodes, "[AQ]")
	must(t.c.Instance.UpdateInstanceOAuthApplicationSettings(t.ctx, backendapi.UpdateInstanceOAuthApplicationSettingsParams{OAuthJWTAccessTokens: set(true)}))
	t.want("JWTs", must(t.c.Instance.GetInstanceOAuthApplicationSettings(t.ctx)).OAuthJWTAccessTokens, true)
	must(t.c.Instance.UpdateOrganizationSettings(t.ctx, backendapi.UpdateInstanceOrganizationSettingsParams{MaxAllowedMemberships: set[int64](7)}))
	t.want("members", must(t.c.Instance.GetOrganizationSettings(t.ctx)).MaxAllowedMemberships, 7)
	must(t.c.BetaFeatures.UpdateInstanceAuthConfig(t.ctx, backendapi.UpdateInstanceAuthConfigParams{RestrictedToAllowlist: set(false), TestMode: set(true)}))

	p := t.Changes.BetaFeatures
	done(p.ChangeProductionInstanceDomain(t.ctx, backendapi.ChangeProductionInstanceDomainParams{HomeURL: set("https://new.example")}))
	done(p.UpdateProductionInstanceDomain(t.ctx, backendapi.UpdateProductionInstanceDomainParams{HomeURL: set("https://new.example")}))
	done(p.ChangeDomain(t.ctx, backendapi.ChangeDomainParams{HomeURL: set("https://new.example")}))
	t.refused("in development", t.c.BetaFeatures.ChangeDomain(t.ctx, backendapi.ChangeDomainParams{HomeURL: set("https://new.example")}), 400, "request_invalid_for_environment")
}

func (t *tour) domains() {
	d := must(t.Changes.Domains.Add(t.ctx, backendapi.AddDomainParams{Name: "satellite.example", IsSatellite: true}))
	must(t.Changes.Domains.Update(t.ctx, backendapi.UpdateDomainParams{DomainID: d.ID, ProxyURL: set("https://satellite.example/__clerk")}))
	t.want("two", must(t.Changes.Domains.List(t.ctx)).TotalCount, 2)
	must(t.Changes.Domains.Delete(t.ctx, d.ID))
	primary := must(t.c.Domains.List(t.ctx)).Data[0].ID
	_, err := t.c.Domains.DeleteDomain(t.ctx, primary)
	t.refused("the primary domain", err, 403, "operation_not_allowed_on_primary_domain")
	must(t.c.ProxyChecks.Verify(t.ctx, backendapi.VerifyDomainProxyParams{DomainID: set(primary), ProxyURL: set(t.s.FrontendURL())}))
	_, err = t.c.ProxyChecks.Verify(t.ctx, backendapi.VerifyDomainProxyParams{DomainID: set(primary), ProxyURL: set("https://elsewhere.example")})
	t.refused("a proxy elsewhere", err, 422, "invalid_proxy_configuration")
}

func (t *tour) jwtTemplates() {
	j := must(t.c.JWTTemplates.Create(t.ctx, backendapi.CreateJWTTemplateParams{Name: "hasura", Claims: raw(`{"id":"{{user.id}}","role":"{{org.role || 'nobody'}}"}`)}))
	must(t.c.JWTTemplates.Get(t.ctx, j.ID))
	t.want("listed", in(must(t.c.JWTTemplates.List(t.ctx, backendapi.ListJWTTemplatesParams{})), j.ID), true)
	must(t.c.JWTTemplates.Update(t.ctx, backendapi.UpdateJWTTemplateParams{
		TemplateID: j.ID, Name: "hasura", Claims: raw(`{"id":"{{user.id}}"}`), Lifetime: set[int64](90), CustomSigningKey: set(true),
		SigningAlgorithm: set("HS256"), SigningKey: set("fake-secret-of-a-test"),
	}))
	e := must(t.c.Sessions.CreateSession(t.ctx, backendapi.CreateSessionParams{UserID: t.user("templated")}))
	t.want("a token", strings.Count(must(t.c.Sessions.GetToken(t.ctx, e.ID, "hasura", 0)).JWT, "."), 2)
	_, err := t.c.Sessions.GetToken(t.ctx, e.ID, "none", 0)
	t.refused("no such template", err, 404, "resource_not_found")
	must(t.c.JWTTemplates.Delete(t.ctx, j.ID))

	r := must(t.c.RedirectURLs.CreateRedirectURL(t.ctx, backendapi.CreateRedirectURLParams{URL: "my-app://callback"}))
	must(t.c.RedirectURLs.GetRedirectURL(t.ctx, r.ID))
	t.want("listed", in(must(t.c.RedirectURLs.GetRedirectURLList(t.ctx, backendapi.GetRedirectURLListParams{})), r.ID), true)
	must(t.c.RedirectURLs.DeleteRedirectURL(t.ctx, r.ID))
}

func (t *tour) messageTemplates() {
	const kind, slug = "email", "verification_code"
	must(t.c.Templates.GetTemplateList(t.ctx, kind, backendapi.GetTemplateListParams{}))
	before := must(t.c.Templates.GetTemplate(t.ctx, kind, slug))
	changed := must(t.c.Templates.UpsertTemplate(t.ctx, kind, slug, backendapi.UpsertTemplateParams{Body: set("Code: {{otp_code}}"), Subject: set("Code")}))
	t.want("changed", *changed.Body, "Code: {{otp_code}}")
	_, err := t.c.Templates.UpsertTemplate(t.ctx, kind, slug, backendapi.UpsertTemplateParams{Body: set("nothing")})
	t.refused("without the code", err, 422, "required_variable_missing")
	must(t.c.Templates.ToggleTemplateDelivery(t.ctx, kind, slug, backendapi.ToggleTemplateDeliveryParams{DeliveredByClerk: set(false)}))
	must(t.c.Templates.PreviewTemplate(t.ctx, kind, slug, backendapi.PreviewTemplateParams{Body: set("Preview")}))
	t.want("reverted", *must(t.c.Templates.RevertTemplate(t.ctx, kind, slug)).Body, *before.Body)
}

func (t *tour) emails() {
	mail := backendapi.CreateEmailParams{
		To: backendapi.EmailRecipient{Address: set("reader@example.com")}, From: backendapi.Mailbox{Address: "news@example.com"},
		Subject: "News", Text: set("None."),
	}
	e := must(t.c.Emails.Create(t.ctx, mail, "once"))
	t.want("sent once", must(t.c.Emails.Create(t.ctx, mail, "once")).ID, e.ID)
	must(t.c.Emails.Get(t.ctx, e.ID))
	broken := mail
	broken.To = backendapi.EmailRecipient{Address: set("nobody")}
	results := must(t.c.Emails.CreateBatch(t.ctx, []backendapi.BatchEmail{{CreateEmailParams: mail}, {CreateEmailParams: broken}}))
	t.want("statuses", []int64{results.Data[0].StatusCode, results.Data[1].StatusCode}, "[200 422]")
}

func (t *tour) miscellaneous() {
	must(t.c.JWKS.GetJWKS(t.ctx))
	t.want("a page", strings.Contains(must(t.c.Miscellaneous.GetPublicInterstitial(t.ctx, backendapi.GetPublicInterstitialParams{})), "<html"), true)
	must(t.c.Webhooks.CreateSvixApp(t.ctx))
	must(t.c.Webhooks.GenerateSvixAuthURL(t.ctx))
	done(t.c.Webhooks.DeleteSvixApp(t.ctx))
	_, err := t.c.Webhooks.GenerateSvixAuthURL(t.ctx)
	t.refused("no Svix", err, 400, "svix_app_missing")
	must(t.c.AccountlessApplications.CreateAccountlessApplication(t.ctx, backendapi.AccountlessApplicationParams{Source: "tour"}))
	must(t.c.AccountlessApplications.CompleteAccountlessApplicationOnboarding(t.ctx, backendapi.AccountlessApplicationParams{}))

	var browser struct{ ID string }
	t.ask("POST", "/v1/dev_browser", "", &browser)
	var answer struct{ Response struct{ ID string } }
	t.ask("POST", "/v1/client/sign_ups?__clerk_db_jwt="+browser.ID, "email_address=new@example.com", &answer)
	must(t.c.SignUps.Update(t.ctx, backendapi.UpdateSignUpParams{SignUpAttemptID: answer.Response.ID, ExternalID: set("ext_new")}))
	t.want("an external id", *must(t.c.SignUps.Get(t.ctx, answer.Response.ID)).ExternalID, "ext_new")
}
