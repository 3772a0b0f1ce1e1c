package clerksdkgo

import (
	"github.com/clerk/clerk-sdk-go/v2"
	"github.com/clerk/clerk-sdk-go/v2/organization"
	"github.com/clerk/clerk-sdk-go/v2/organizationdomain"
	"github.com/clerk/clerk-sdk-go/v2/organizationinvitation"
	"github.com/clerk/clerk-sdk-go/v2/organizationmembership"
)

// organizations are the methods about organizations and what belongs to them.
func (k *kit) organizations() []method {
	ctx, orgs := k.t.Context(), organization.NewClient(k.config)
	made := &clerk.Organization{}
	list := []method{
		{"organization.Create", func() error {
			created, err := orgs.Create(ctx, &organization.CreateParams{Name: clerk.String("Engines"), CreatedBy: &k.ada, Slug: clerk.String("engines")})
			return keep(&made, created, err)
		}, func() error {
			return only(orgs.Create(ctx, &organization.CreateParams{Name: clerk.String("Engines"), CreatedBy: &k.ada, Slug: clerk.String("engines")}))
		}, "form_identifier_exists"},
		{"organization.Get", func() error { return only(orgs.Get(ctx, "engines")) }, func() error { return only(orgs.Get(ctx, "org_none")) }, "resource_not_found"},
		{"organization.GetWithParams", func() error {
			return only(orgs.GetWithParams(ctx, made.ID, &organization.GetParams{IncludeMembersCount: clerk.Bool(true)}))
		}, nil, ""},
		{"organization.List", func() error {
			return only(orgs.List(ctx, &organization.ListParams{Query: clerk.String("engines"), OrderBy: clerk.String("-name")}))
		}, func() error {
			return only(orgs.List(ctx, &organization.ListParams{OrderBy: clerk.String("nonsense")}))
		}, "form_param_value_invalid"},
		{"organization.Update", func() error {
			return only(orgs.Update(ctx, made.ID, &organization.UpdateParams{Name: clerk.String("Motors"), PublicMetadata: raw(`{"a":1}`)}))
		}, nil, ""},
		{"organization.UpdateMetadata", func() error {
			return only(orgs.UpdateMetadata(ctx, made.ID, &organization.UpdateMetadataParams{PublicMetadata: raw(`{"b":2}`)}))
		}, nil, ""},
		{"organization.UpdateLogo", func() error {
			return only(orgs.UpdateLogo(ctx, made.ID, &organization.UpdateLogoParams{File: aPicture(), UploaderUserID: &k.ada}))
		}, nil, ""},
		{"organization.DeleteLogo", func() error { return only(orgs.DeleteLogo(ctx, made.ID)) }, nil, ""},
	}
	list = append(append(append(list, k.memberships()...), k.organizationInvitations()...), k.organizationDomains()...)
	return append(list, method{"organization.Delete", func() error { return only(orgs.Delete(ctx, made.ID)) }, func() error { return only(orgs.Get(ctx, made.ID)) }, "resource_not_found"})
}

func (k *kit) memberships() []method {
	ctx, members := k.t.Context(), organizationmembership.NewClient(k.config)
	return []method{
		{"organizationmembership.Create", func() error {
			return only(members.Create(ctx, &organizationmembership.CreateParams{OrganizationID: k.acme, UserID: &k.bob, Role: clerk.String("org:member")}))
		}, func() error {
			return only(members.Create(ctx, &organizationmembership.CreateParams{OrganizationID: k.acme, UserID: &k.bob, Role: clerk.String("org:member")}))
		}, "already_a_member_in_organization"},
		{"organizationmembership.List", func() error {
			return only(members.List(ctx, &organizationmembership.ListParams{OrganizationID: k.acme, Roles: []string{"org:member"}, OrderBy: clerk.String("-created_at")}))
		}, nil, ""},
		{"organizationmembership.Update", func() error {
			return only(members.Update(ctx, &organizationmembership.UpdateParams{OrganizationID: k.acme, UserID: k.bob, Role: clerk.String("org:admin")}))
		}, func() error {
			return only(members.Update(ctx, &organizationmembership.UpdateParams{OrganizationID: k.acme, UserID: k.bob, Role: clerk.String("org:nonsense")}))
		}, "resource_not_found"},
		{"organizationmembership.Delete", func() error {
			return only(members.Delete(ctx, &organizationmembership.DeleteParams{OrganizationID: k.acme, UserID: k.bob}))
		}, nil, ""},
	}
}

func (k *kit) organizationInvitations() []method {
	ctx, invitations := k.t.Context(), organizationinvitation.NewClient(k.config)
	made := &clerk.OrganizationInvitation{}
	return []method{
		{"organizationinvitation.Create", func() error {
			created, err := invitations.Create(ctx, &organizationinvitation.CreateParams{
				OrganizationID: k.acme, EmailAddress: clerk.String("guest@example.com"), Role: clerk.String("org:member"), InviterUserID: &k.ada,
			})
			return keep(&made, created, err)
		}, func() error {
			return only(invitations.Create(ctx, &organizationinvitation.CreateParams{
				OrganizationID: k.acme, EmailAddress: clerk.String("nope"), Role: clerk.String("org:member"), InviterUserID: &k.ada,
			}))
		}, "form_param_format_invalid"},
		{"organizationinvitation.Get", func() error {
			return only(invitations.Get(ctx, &organizationinvitation.GetParams{OrganizationID: k.acme, ID: made.ID}))
		}, nil, ""},
		{"organizationinvitation.List", func() error {
			return only(invitations.List(ctx, &organizationinvitation.ListParams{OrganizationID: k.acme, Statuses: &[]string{"pending"}}))
		}, nil, ""},
		{"organizationinvitation.ListFromInstance", func() error {
			return only(invitations.ListFromInstance(ctx, &organizationinvitation.ListFromInstanceParams{Query: clerk.String("guest")}))
		}, nil, ""},
		{"organizationinvitation.Revoke", func() error {
			return only(invitations.Revoke(ctx, &organizationinvitation.RevokeParams{OrganizationID: k.acme, ID: made.ID, RequestingUserID: &k.ada}))
		}, func() error {
			return only(invitations.Revoke(ctx, &organizationinvitation.RevokeParams{OrganizationID: k.acme, ID: "orginv_none", RequestingUserID: &k.ada}))
		}, "resource_not_found"},
	}
}

func (k *kit) organizationDomains() []method {
	ctx, domains := k.t.Context(), organizationdomain.NewClient(k.config)
	made := &clerk.OrganizationDomain{}
	return []method{
		{"organizationdomain.Create", func() error {
			created, err := domains.Create(ctx, k.acme, &organizationdomain.CreateParams{
				Name: clerk.String("acme.example"), EnrollmentMode: clerk.String("manual_invitation"), Verified: clerk.Bool(true),
			})
			return keep(&made, created, err)
		}, nil, ""},
		{"organizationdomain.List", func() error {
			return only(domains.List(ctx, k.acme, &organizationdomain.ListParams{Verified: clerk.Bool(true)}))
		}, nil, ""},
		{"organizationdomain.Update", func() error {
			return only(domains.Update(ctx, &organizationdomain.UpdateParams{OrganizationID: k.acme, DomainID: made.ID, EnrollmentMode: clerk.String("automatic_invitation")}))
		}, nil, ""},
		{"organizationdomain.Delete", func() error {
			return only(domains.Delete(ctx, &organizationdomain.DeleteParams{OrganizationID: k.acme, DomainID: made.ID}))
		}, nil, ""},
	}
}
