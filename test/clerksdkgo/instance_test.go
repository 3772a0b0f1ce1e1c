package clerksdkgo

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/clerk/clerk-sdk-go/v2"
	"github.com/clerk/clerk-sdk-go/v2/allowlistidentifier"
	"github.com/clerk/clerk-sdk-go/v2/billing"
	"github.com/clerk/clerk-sdk-go/v2/blocklistidentifier"
	"github.com/clerk/clerk-sdk-go/v2/domain"
	"github.com/clerk/clerk-sdk-go/v2/instancesettings"
	"github.com/clerk/clerk-sdk-go/v2/invitation"
	"github.com/clerk/clerk-sdk-go/v2/jwks"
	"github.com/clerk/clerk-sdk-go/v2/jwttemplate"
	"github.com/clerk/clerk-sdk-go/v2/oauthapplication"
	"github.com/clerk/clerk-sdk-go/v2/proxycheck"
	"github.com/clerk/clerk-sdk-go/v2/redirecturl"
	"github.com/clerk/clerk-sdk-go/v2/samlconnection"
	"github.com/clerk/clerk-sdk-go/v2/svixwebhook"
	"github.com/clerk/clerk-sdk-go/v2/template"
	"github.com/clerk/clerk-sdk-go/v2/testingtoken"
	"github.com/clerk/clerk-sdk-go/v2/waitlistentry"

	"github.com/clerkfiber/clerkfiber/clerktest"
)

// instance are the methods about the instance and what people never see.
func (k *kit) instance() []method {
	list := append(k.lists(), k.settings()...)
	list = append(append(list, k.connections()...), k.templates()...)
	return append(list, k.billing()...)
}

func (k *kit) lists() []method {
	ctx, allowed, blocked := k.t.Context(), allowlistidentifier.NewClient(k.config), blocklistidentifier.NewClient(k.config)
	invitations, waiting := invitation.NewClient(k.config), waitlistentry.NewClient(k.config)
	allow, block, invited := &clerk.AllowlistIdentifier{}, &clerk.BlocklistIdentifier{}, &clerk.Invitation{}
	return []method{
		{"allowlistidentifier.Create", func() error {
			created, err := allowed.Create(ctx, &allowlistidentifier.CreateParams{Identifier: clerk.String("friend@example.com")})
			return keep(&allow, created, err)
		}, func() error {
			return only(allowed.Create(ctx, &allowlistidentifier.CreateParams{Identifier: clerk.String("friend@example.com")}))
		}, "duplicate_record"},
		{"allowlistidentifier.List", func() error { return only(allowed.List(ctx, &allowlistidentifier.ListParams{})) }, nil, ""},
		{"allowlistidentifier.Delete", func() error { return only(allowed.Delete(ctx, allow.ID)) }, nil, ""},
		{"blocklistidentifier.Create", func() error {
			created, err := blocked.Create(ctx, &blocklistidentifier.CreateParams{Identifier: clerk.String("foe@example.com")})
			return keep(&block, created, err)
		}, nil, ""},
		{"blocklistidentifier.List", func() error { return only(blocked.List(ctx, &blocklistidentifier.ListParams{})) }, nil, ""},
		{"blocklistidentifier.Delete", func() error { return only(blocked.Delete(ctx, block.ID)) }, nil, ""},
		{"invitation.Create", func() error {
			created, err := invitations.Create(ctx, &invitation.CreateParams{EmailAddress: "new@example.com"})
			return keep(&invited, created, err)
		}, func() error {
			return only(invitations.Create(ctx, &invitation.CreateParams{EmailAddress: "new@example.com"}))
		}, "duplicate_record"},
		{"invitation.BulkCreate", func() error {
			return only(invitations.BulkCreate(ctx, &invitation.BulkCreateParams{Invitations: []*invitation.CreateParams{{EmailAddress: "one@example.com"}, {EmailAddress: "two@example.com"}}}))
		}, nil, ""},
		{"invitation.List", func() error {
			return only(invitations.List(ctx, &invitation.ListParams{Statuses: []string{"pending"}, Query: clerk.String("new")}))
		}, nil, ""},
		{"invitation.Revoke", func() error { return only(invitations.Revoke(ctx, invited.ID)) }, func() error { return only(invitations.Revoke(ctx, "inv_none")) }, "resource_not_found"},
		{"waitlistentry.Create", func() error {
			return only(waiting.Create(ctx, &waitlistentry.CreateParams{EmailAddress: "later@example.com"}))
		}, nil, ""},
		{"waitlistentry.List", func() error {
			return only(waiting.List(ctx, &waitlistentry.ListParams{Statuses: []string{"pending"}}))
		}, nil, ""},
	}
}

func (k *kit) settings() []method {
	ctx, settings, domains, proxies := k.t.Context(), instancesettings.NewClient(k.config), domain.NewClient(k.config), proxycheck.NewClient(k.config)
	addresses, hooks := redirecturl.NewClient(k.config), svixwebhook.NewClient(k.config)
	address, satellite := &clerk.RedirectURL{}, &clerk.Domain{}
	return []method{
		{"instancesettings.Update", func() error { return settings.Update(ctx, &instancesettings.UpdateParams{TestMode: clerk.Bool(true)}) }, nil, ""},
		{"instancesettings.UpdateRestrictions", func() error {
			return only(settings.UpdateRestrictions(ctx, &instancesettings.UpdateRestrictionsParams{Allowlist: clerk.Bool(false)}))
		}, nil, ""},
		{"instancesettings.UpdateOrganizationSettings", func() error {
			return only(settings.UpdateOrganizationSettings(ctx, &instancesettings.UpdateOrganizationSettingsParams{DomainsEnabled: clerk.Bool(true)}))
		}, nil, ""},
		{"domain.Create", func() error {
			created, err := domains.Create(ctx, &domain.CreateParams{Name: clerk.String("satellite.example"), IsSatellite: clerk.Bool(true)})
			return keep(&satellite, created, err)
		}, nil, ""},
		{"domain.List", func() error { return only(domains.List(ctx, &domain.ListParams{})) }, nil, ""},
		{"domain.Update", func() error {
			return only(domains.Update(ctx, satellite.ID, &domain.UpdateParams{Name: clerk.String("moon.example")}))
		}, nil, ""},
		{"proxycheck.Create", func() error {
			all, err := domains.List(ctx, &domain.ListParams{})
			if err != nil {
				return err
			}
			return only(proxies.Create(ctx, &proxycheck.CreateParams{DomainID: &all.Domains[0].ID, ProxyURL: clerk.String(k.server.FrontendURL())}))
		}, nil, ""},
		{"domain.Delete", func() error { return only(domains.Delete(ctx, satellite.ID)) }, nil, ""},
		{"redirecturl.Create", func() error {
			created, err := addresses.Create(ctx, &redirecturl.CreateParams{URL: clerk.String("https://app.example/done")})
			return keep(&address, created, err)
		}, nil, ""},
		{"redirecturl.Get", func() error { return only(addresses.Get(ctx, address.ID)) }, nil, ""},
		{"redirecturl.List", func() error { return only(addresses.List(ctx, &redirecturl.ListParams{})) }, nil, ""},
		{"redirecturl.Delete", func() error { return only(addresses.Delete(ctx, address.ID)) }, func() error { return only(addresses.Get(ctx, address.ID)) }, "resource_not_found"},
		{"jwks.Get", func() error { return only(jwks.NewClient(k.config).Get(ctx, &jwks.GetParams{})) }, nil, ""},
		{"testingtoken.Create", func() error { return only(testingtoken.NewClient(k.config).Create(ctx)) }, nil, ""},
		{"svixwebhook.Create", func() error { return only(hooks.Create(ctx)) }, nil, ""},
		{"svixwebhook.RefreshURL", func() error { return only(hooks.RefreshURL(ctx)) }, nil, ""},
		{"svixwebhook.Delete", func() error { return only(hooks.Delete(ctx)) }, func() error { return only(hooks.Delete(ctx)) }, "svix_app_missing"},
	}
}

func (k *kit) connections() []method {
	ctx, apps, saml := k.t.Context(), oauthapplication.NewClient(k.config), samlconnection.NewClient(k.config)
	app, connection := &clerk.OAuthApplication{}, &clerk.SAMLConnection{}
	return []method{
		{"oauthapplication.Create", func() error {
			created, err := apps.Create(ctx, &oauthapplication.CreateParams{Name: "App", CallbackURL: "https://app.example/callback", Scopes: "email profile"})
			return keep(&app, created, err)
		}, nil, ""},
		{"oauthapplication.Get", func() error { return only(apps.Get(ctx, app.ID)) }, nil, ""},
		{"oauthapplication.List", func() error { return only(apps.List(ctx, &oauthapplication.ListParams{})) }, nil, ""},
		{"oauthapplication.Update", func() error {
			return only(apps.Update(ctx, app.ID, &oauthapplication.UpdateParams{Name: clerk.String("The app")}))
		}, nil, ""},
		{"oauthapplication.RotateClientSecret", func() error { return only(apps.RotateClientSecret(ctx, app.ID)) }, nil, ""},
		{"oauthapplication.DeleteOAuthApplication", func() error { return only(apps.DeleteOAuthApplication(ctx, app.ID)) }, func() error { return only(apps.Get(ctx, app.ID)) }, "resource_not_found"},
		{"samlconnection.Create", func() error {
			created, err := saml.Create(ctx, &samlconnection.CreateParams{Name: clerk.String("SAML"), Provider: clerk.String("saml_okta"), Domain: clerk.String("saml.example")})
			return keep(&connection, created, err)
		}, nil, ""},
		{"samlconnection.Get", func() error { return only(saml.Get(ctx, connection.ID)) }, nil, ""},
		{"samlconnection.List", func() error { return only(saml.List(ctx, &samlconnection.ListParams{Query: clerk.String("saml")})) }, nil, ""},
		{"samlconnection.Update", func() error {
			return only(saml.Update(ctx, connection.ID, &samlconnection.UpdateParams{Name: clerk.String("Other")}))
		}, func() error {
			return only(saml.Update(ctx, connection.ID, &samlconnection.UpdateParams{Active: clerk.Bool(true)}))
		}, "saml_connection_cant_be_activated"},
		{"samlconnection.Delete", func() error { return only(saml.Delete(ctx, connection.ID)) }, nil, ""},
	}
}

func (k *kit) templates() []method {
	ctx, tokens, messages := k.t.Context(), jwttemplate.NewClient(k.config), template.NewClient(k.config)
	token := &clerk.JWTTemplate{}
	const kind, slug = clerk.TemplateTypeEmail, "verification_code"
	return []method{
		{"jwttemplate.Create", func() error {
			created, err := tokens.Create(ctx, &jwttemplate.CreateParams{Name: clerk.String("go"), Claims: json.RawMessage(`{"id":"{{user.id}}"}`)})
			return keep(&token, created, err)
		}, func() error {
			return only(tokens.Create(ctx, &jwttemplate.CreateParams{Name: clerk.String("bad"), Claims: json.RawMessage(`{"sub":"x"}`)}))
		}, "jwt_template_reserved_claim"},
		{"jwttemplate.Get", func() error { return only(tokens.Get(ctx, token.ID)) }, nil, ""},
		{"jwttemplate.List", func() error { return only(tokens.List(ctx, &jwttemplate.ListParams{})) }, nil, ""},
		{"jwttemplate.Update", func() error {
			return only(tokens.Update(ctx, token.ID, &jwttemplate.UpdateParams{Name: clerk.String("go"), Claims: json.RawMessage(`{}`), Lifetime: clerk.Int64(90)}))
		}, nil, ""},
		{"jwttemplate.Delete", func() error { return only(tokens.Delete(ctx, token.ID)) }, nil, ""},
		{"template.List", func() error { return only(messages.List(ctx, &template.ListParams{TemplateType: kind})) }, nil, ""},
		{"template.Get", func() error { return only(messages.Get(ctx, &template.GetParams{TemplateType: kind, Slug: slug})) }, func() error {
			return only(messages.Get(ctx, &template.GetParams{TemplateType: kind, Slug: "none"}))
		}, "resource_not_found"},
		{"template.Update", func() error {
			return only(messages.Update(ctx, &template.UpdateParams{
				TemplateType: kind, Slug: slug, Name: clerk.String("Code"), Subject: clerk.String("Code"), Body: clerk.String("{{otp_code}}"), Markup: clerk.String("<p>"),
			}))
		}, nil, ""},
		{"template.Preview", func() error {
			return only(messages.Preview(ctx, &template.PreviewParams{TemplateType: kind, Slug: slug, Subject: clerk.String("Code"), Body: clerk.String("{{otp_code}}")}))
		}, nil, ""},
		{"template.ToggleDelivery", func() error {
			return only(messages.ToggleDelivery(ctx, &template.ToggleDeliveryParams{TemplateType: kind, Slug: slug, DeliveredByClerk: clerk.Bool(false)}))
		}, nil, ""},
		{"template.Revert", func() error {
			return only(messages.Revert(ctx, &template.RevertParams{TemplateType: kind, Slug: slug}))
		}, nil, ""},
		{"template.Delete", func() error {
			return only(messages.Delete(ctx, &template.DeleteParams{TemplateType: kind, Slug: slug}))
		}, nil, ""},
	}
}

func (k *kit) billing() []method {
	ctx, bills := k.t.Context(), billing.NewClient(k.config)
	k.server.AddPlan(clerktest.Plan{Slug: "pro", Amount: 1000})
	k.server.AddPlan(clerktest.Plan{Slug: "trial", Amount: 1000, FreeTrialDays: 14})
	pro, trial := k.server.Subscribe(k.ada, "pro"), k.server.Subscribe(k.bob, "trial")
	later := time.Now().Add(90 * 24 * time.Hour).UTC().Format(time.RFC3339)
	return []method{
		{"billing.ListPlans", func() error {
			return only(bills.ListPlans(ctx, &billing.ListPlansParams{PayerType: clerk.String("user")}))
		}, nil, ""},
		{"billing.ListSubscriptionItems", func() error {
			found, err := bills.ListSubscriptionItems(ctx, &billing.ListSubscriptionItemsParams{UserID: &k.ada, PayerType: clerk.String("user")})
			if err == nil && (len(found.Data) != 1 || found.Data[0].ID != pro) {
				err = fmt.Errorf("%d items, want %s", len(found.Data), pro)
			}
			return err
		}, nil, ""},
		{"billing.ExtendFreeTrial", func() error {
			return only(bills.ExtendFreeTrial(ctx, trial, &billing.ExtendFreeTrialParams{ExtendTo: later}))
		}, func() error {
			return only(bills.ExtendFreeTrial(ctx, pro, &billing.ExtendFreeTrialParams{ExtendTo: later}))
		}, "subscription_item_not_in_free_trial"},
		{"billing.CancelSubscriptionItem", func() error {
			return only(bills.CancelSubscriptionItem(ctx, pro, &billing.CancelSubscriptionItemParams{EndNow: clerk.Bool(true)}))
		}, func() error {
			return only(bills.CancelSubscriptionItem(ctx, strings.Repeat("x", 8), &billing.CancelSubscriptionItemParams{}))
		}, "subscription_item_not_found"},
	}
}
