// Organizations is an application for companies: who is in the organization of
// the address, what their role, permissions and plan let them do, how others
// are invited, and how one goes from one organization to the next.
package main

import (
	"errors"
	"fmt"
	"log"
	"log/slog"
	"net/url"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/recover"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerktest"
	"github.com/clerkfiber/clerkfiber/examples/box"
)

func main() {
	clerk := box.Start()
	if clerk.Server != nil {
		stage(clerk)
		fmt.Printf("Go to %s/orgs/analytical-engines/, and to /orgs/difference-engines/\n", clerk.Origin())
	}
	app := newApp(clerkfiber.Options{Environment: clerk.Env})
	log.Fatal(app.Listen(clerk.Address()))
}

// stage adds what one makes in Clerk's dashboard: a plan with a feature, a role
// with a permission; and a second organization of Ada's.
func stage(clerk *box.Box) (secondOrganization string) {
	clerk.Server.AddPlan(clerktest.Plan{Slug: "pro", ForOrganizations: true, Features: []string{"reports"}})
	clerk.Server.Subscribe(clerk.OrganizationID, "pro")
	clerk.Server.AddMember(clerk.OrganizationID, clerk.GraceID, "org:analyst", "org:reports:read")
	return clerk.Server.CreateOrganization("Difference Engines", clerk.AdaID).ID
}

func newApp(options clerkfiber.Options) *fiber.App {
	// A page of another organization than the active one: Clerk makes it the
	// active one (a handshake), and the browser comes back with a token for it.
	options.OrganizationSync.OrganizationPatterns = []string{"/orgs/:slug", "/orgs/:slug/(.*)"}

	app := fiber.New(fiber.Config{ReadBufferSize: 16 * 1024, ErrorHandler: onError})
	app.Use(recover.New())
	app.Use(clerkfiber.New(options))

	organization := app.Group("/orgs/:slug", clerkfiber.RequireAuth(clerkfiber.RedirectToSignIn()), ofThisOrganization)
	organization.Get("/", overview)
	organization.Get("/members", members)

	// Every question is about the active organization. The permission counts only
	// where the organization's plan has its feature.
	reports := clerkfiber.Requires(clerkfiber.AuthorizationParams{Permission: "org:reports:read"})
	organization.Get("/reports", clerkfiber.RequireAuth(reports), func(c *fiber.Ctx) error { return c.SendString("all is well") })

	// An admin, or whoever has a permission: either is enough.
	inviters := clerkfiber.RequiresAny(
		// Not org:sys_memberships:manage: Clerk's own permissions are in no token.
		clerkfiber.AuthorizationParams{Role: "org:admin"},
		clerkfiber.AuthorizationParams{Permission: "org:members:invite"},
	)
	organization.Post("/invitations", clerkfiber.RequireAuth(inviters), invite)
	return app
}

// ofThisOrganization holds the address against the token. OrganizationSync
// switches pages only: a script's request to another organization's address
// comes with the active one's token, and so does a page of somebody who is no
// member there.
func ofThisOrganization(c *fiber.Ctx) error {
	auth, err := clerkfiber.GetAuth(c)
	if err != nil {
		return err
	}
	if auth.OrgSlug == "" || auth.OrgSlug != c.Params("slug") {
		return fiber.ErrNotFound // whether there is such an organization is not theirs to know
	}
	return c.Next()
}

func overview(c *fiber.Ctx) error {
	auth, err := clerkfiber.GetAuth(c)
	if err != nil {
		return err
	}
	return c.JSON(fiber.Map{
		"organization": auth.OrgSlug, "role": auth.OrgRole,
		"plan":    fiber.Map{"pro": auth.HasPlan("org:pro")},
		"reports": fiber.Map{"bought": auth.HasFeature("org:reports"), "allowed": auth.HasPermission("org:reports:read")},
		"invite":  auth.HasRole("org:admin"),
	})
}

func members(c *fiber.Ctx) error {
	auth, err := clerkfiber.GetAuth(c)
	if err != nil {
		return err
	}
	roles := map[string]string{}
	params := backendapi.GetOrganizationMembershipListParams{OrganizationID: auth.OrgID}
	for member, err := range clerkfiber.Client(c).Organizations.AllOrganizationMemberships(c.UserContext(), params) {
		if err != nil {
			return fmt.Errorf("the members of %s: %w", auth.OrgID, err)
		}
		if member.PublicUserData != nil {
			roles[member.PublicUserData.Identifier.Or("")] = member.Role
		}
	}
	return c.JSON(roles)
}

// invite sends somebody an e-mail, from which they come back to this
// organization's page.
func invite(c *fiber.Ctx) error {
	auth, err := clerkfiber.GetAuth(c)
	if err != nil {
		return err
	}
	invitation, err := clerkfiber.Client(c).Organizations.CreateOrganizationInvitation(c.UserContext(), backendapi.CreateOrganizationInvitationParams{
		OrganizationID: auth.OrgID, // the token's, and none that the form says
		InviterUserID:  backendapi.Set(auth.UserID),
		EmailAddress:   c.FormValue("email"),
		Role:           "org:member",
		RedirectURL:    backendapi.Set(c.BaseURL() + "/orgs/" + url.PathEscape(auth.OrgSlug) + "/"),
	})
	var answer *backendapi.Error
	switch {
	case errors.As(err, &answer) && (answer.HasCode("organization_invitation_not_unique") || answer.HasCode("already_a_member_in_organization")):
		return fiber.NewError(fiber.StatusConflict, "They are a member or invited already.")
	case errors.Is(err, backendapi.ErrUnprocessable):
		return fiber.NewError(fiber.StatusUnprocessableEntity, "That is no e-mail address.")
	case err != nil:
		return fmt.Errorf("inviting to %s: %w", auth.OrgID, err)
	}
	return c.Status(fiber.StatusCreated).JSON(fiber.Map{"id": invitation.ID, "status": invitation.Status})
}

// onError tells visitors what is theirs to know, and the log the rest.
func onError(c *fiber.Ctx, err error) error {
	var known *fiber.Error
	if errors.As(err, &known) && known.Code < fiber.StatusInternalServerError {
		return c.Status(known.Code).SendString(known.Message)
	}
	slog.Error("request failed", "method", c.Method(), "path", c.Path(), "error", err)
	return c.SendStatus(fiber.StatusInternalServerError)
}
