package clerksdkgo

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/clerk/clerk-sdk-go/v2"
	"github.com/clerk/clerk-sdk-go/v2/actortoken"
	"github.com/clerk/clerk-sdk-go/v2/client"
	"github.com/clerk/clerk-sdk-go/v2/emailaddress"
	"github.com/clerk/clerk-sdk-go/v2/phonenumber"
	"github.com/clerk/clerk-sdk-go/v2/session"
	"github.com/clerk/clerk-sdk-go/v2/signintoken"
	"github.com/clerk/clerk-sdk-go/v2/user"
)

// picture is a file to upload.
type picture struct{ *bytes.Reader }

func (picture) Close() error { return nil }

func aPicture() picture { return picture{bytes.NewReader([]byte("\x89PNG a picture"))} }

func raw(text string) *json.RawMessage {
	message := json.RawMessage(text)
	return &message
}

// people are the methods about users and their sessions.
func (k *kit) people() []method {
	ctx, users := k.t.Context(), user.NewClient(k.config)
	made := &clerk.User{}
	list := []method{
		{"user.Create", func() error {
			created, err := users.Create(ctx, &user.CreateParams{
				EmailAddresses: &[]string{"eve@example.com"}, PhoneNumbers: &[]string{"+15555550190"}, Username: clerk.String("evelyn"),
				Password: clerk.String("correct horse battery"), PublicMetadata: raw(`{"a":1}`),
			})
			return keep(&made, created, err)
		}, func() error {
			return only(users.Create(ctx, &user.CreateParams{EmailAddresses: &[]string{"EVE@example.com"}}))
		}, "form_identifier_exists"},
		{"user.Get", func() error { return only(users.Get(ctx, made.ID)) }, func() error { return only(users.Get(ctx, "user_none")) }, "resource_not_found"},
		{"user.List", func() error {
			found, err := users.List(ctx, &user.ListParams{PhoneNumbers: []string{"+15555550190"}, OrderBy: clerk.String("-created_at")})
			if err == nil && (len(found.Users) != 1 || found.Users[0].ID != made.ID) {
				err = fmt.Errorf("%d users, want %s", len(found.Users), made.ID)
			}
			return err
		}, func() error {
			return only(users.List(ctx, &user.ListParams{OrderBy: clerk.String("nonsense")}))
		}, "form_param_value_invalid"},
		{"user.Count", func() error { return only(users.Count(ctx, &user.ListParams{UserIDs: []string{made.ID}})) }, nil, ""},
		{"user.Update", func() error {
			return only(users.Update(ctx, made.ID, &user.UpdateParams{FirstName: clerk.String("Eve"), PublicMetadata: raw(`{"b":2}`)}))
		}, func() error { return only(users.Update(ctx, made.ID, &user.UpdateParams{Password: clerk.String("x")})) }, "form_password_length_too_short"},
		{"user.UpdateMetadata", func() error {
			return only(users.UpdateMetadata(ctx, made.ID, &user.UpdateMetadataParams{PublicMetadata: raw(`{"c":3}`)}))
		}, nil, ""},
		{"user.UpdateProfileImage", func() error {
			return only(users.UpdateProfileImage(ctx, made.ID, &user.UpdateProfileImageParams{File: aPicture()}))
		}, nil, ""},
		{"user.DeleteProfileImage", func() error { return only(users.DeleteProfileImage(ctx, made.ID)) }, nil, ""},
		{"user.VerifyPassword", func() error {
			return only(users.VerifyPassword(ctx, &user.VerifyPasswordParams{UserID: made.ID, Password: "correct horse battery"}))
		}, func() error {
			return only(users.VerifyPassword(ctx, &user.VerifyPasswordParams{UserID: made.ID, Password: "wrong"}))
		}, "incorrect_password"},
		{"user.Ban", func() error { return only(users.Ban(ctx, made.ID)) }, nil, ""},
		{"user.Unban", func() error { return only(users.Unban(ctx, made.ID)) }, nil, ""},
		{"user.Lock", func() error { return only(users.Lock(ctx, made.ID)) }, nil, ""},
		{"user.Unlock", func() error { return only(users.Unlock(ctx, made.ID)) }, nil, ""},
		{"user.ListOAuthAccessTokens", func() error {
			return only(users.ListOAuthAccessTokens(ctx, &user.ListOAuthAccessTokensParams{ID: k.ada, Provider: "oauth_google"}))
		}, nil, ""},
		{"user.ListOrganizationMemberships", func() error {
			return only(users.ListOrganizationMemberships(ctx, k.ada, &user.ListOrganizationMembershipsParams{}))
		}, nil, ""},
		{"user.ListOrganizationInvitations", func() error {
			return only(users.ListOrganizationInvitations(ctx, &user.ListOrganizationInvitationsParams{UserID: k.ada}))
		}, nil, ""},
		{"user.DeletePasskey", func() error { return only(users.DeletePasskey(ctx, k.ada, k.known.Passkeys[0].ID)) }, func() error {
			return only(users.DeletePasskey(ctx, k.ada, "idn_none"))
		}, "resource_not_found"},
		{"user.DeleteWeb3Wallet", func() error { return only(users.DeleteWeb3Wallet(ctx, k.ada, k.known.Web3Wallets[0].ID)) }, nil, ""},
		{"user.DeleteExternalAccount", func() error {
			return only(users.DeleteExternalAccount(ctx, &user.DeleteExternalAccountParams{UserID: k.ada, ID: k.known.ExternalAccounts[0].ID}))
		}, nil, ""},
		{"user.DeleteBackupCode", func() error { return only(users.DeleteBackupCode(ctx, k.ada)) }, nil, ""},
		{"user.DeleteTOTP", func() error { return only(users.DeleteTOTP(ctx, k.ada)) }, nil, ""},
		{"user.CreateTOTP", func() error { return only(users.CreateTOTP(ctx, k.ada)) }, nil, ""},
		{"user.DeleteMFA", func() error { return only(users.DeleteMFA(ctx, &user.DeleteMFAParams{ID: k.ada})) }, nil, ""},
	}
	list = append(list, k.identifications()...)
	list = append(list, k.sessions()...)
	return append(list, method{"user.Delete", func() error { return only(users.Delete(ctx, made.ID)) }, func() error { return only(users.Get(ctx, made.ID)) }, "resource_not_found"})
}

func (k *kit) identifications() []method {
	ctx, emails, phones := k.t.Context(), emailaddress.NewClient(k.config), phonenumber.NewClient(k.config)
	email, phone := &clerk.EmailAddress{}, &clerk.PhoneNumber{}
	return []method{
		{"emailaddress.Create", func() error {
			created, err := emails.Create(ctx, &emailaddress.CreateParams{UserID: &k.bob, EmailAddress: clerk.String("robert@example.com"), Verified: clerk.Bool(true)})
			return keep(&email, created, err)
		}, func() error {
			return only(emails.Create(ctx, &emailaddress.CreateParams{UserID: &k.bob, EmailAddress: clerk.String("nope")}))
		}, "form_param_format_invalid"},
		{"emailaddress.Get", func() error { return only(emails.Get(ctx, email.ID)) }, nil, ""},
		{"emailaddress.Update", func() error {
			return only(emails.Update(ctx, email.ID, &emailaddress.UpdateParams{Primary: clerk.Bool(true)}))
		}, nil, ""},
		{"emailaddress.Delete", func() error { return only(emails.Delete(ctx, email.ID)) }, func() error { return only(emails.Get(ctx, email.ID)) }, "resource_not_found"},
		{"phonenumber.Create", func() error {
			created, err := phones.Create(ctx, &phonenumber.CreateParams{UserID: &k.bob, PhoneNumber: clerk.String("+15555550191"), Verified: clerk.Bool(true)})
			return keep(&phone, created, err)
		}, func() error {
			return only(phones.Create(ctx, &phonenumber.CreateParams{UserID: &k.bob, PhoneNumber: clerk.String("nope")}))
		}, "form_param_format_invalid"},
		{"phonenumber.Get", func() error { return only(phones.Get(ctx, phone.ID)) }, nil, ""},
		{"phonenumber.Update", func() error {
			return only(phones.Update(ctx, phone.ID, &phonenumber.UpdateParams{ReservedForSecondFactor: clerk.Bool(true)}))
		}, nil, ""},
		{"phonenumber.Delete", func() error { return only(phones.Delete(ctx, phone.ID)) }, nil, ""},
	}
}

func (k *kit) sessions() []method {
	ctx, sessions, browsers := k.t.Context(), session.NewClient(k.config), client.NewClient(k.config)
	signIns, actors := signintoken.NewClient(k.config), actortoken.NewClient(k.config)
	begun, token := &clerk.Session{}, &clerk.SessionToken{}
	signIn, actor := &clerk.SignInToken{}, &clerk.ActorToken{}
	return []method{
		{"session.Create", func() error {
			created, err := sessions.Create(ctx, &session.CreateParams{UserID: k.ada})
			return keep(&begun, created, err)
		}, func() error { return only(sessions.Create(ctx, &session.CreateParams{UserID: "user_none"})) }, "resource_not_found"},
		{"session.Get", func() error { return only(sessions.Get(ctx, begun.ID)) }, nil, ""},
		{"session.List", func() error { return only(sessions.List(ctx, &session.ListParams{UserID: &k.ada})) }, func() error {
			return only(sessions.List(ctx, &session.ListParams{Status: clerk.String("nonsense")}))
		}, "form_param_value_invalid"},
		{"session.CreateToken", func() error {
			created, err := sessions.CreateToken(ctx, &session.CreateTokenParams{ID: begun.ID})
			return keep(&token, created, err)
		}, func() error {
			return only(sessions.CreateToken(ctx, &session.CreateTokenParams{ID: begun.ID, TemplateName: "none"}))
		}, "resource_not_found"},
		{"session.Verify", func() error {
			return only(sessions.Verify(ctx, &session.VerifyParams{ID: begun.ID, Token: &token.JWT}))
		}, nil, ""},
		{"client.List", func() error { return only(browsers.List(ctx, &client.ListParams{})) }, nil, ""},
		{"client.Get", func() error { return only(browsers.Get(ctx, begun.ClientID)) }, nil, ""},
		{"client.Verify", func() error { return only(browsers.Verify(ctx, &client.VerifyParams{Token: &token.JWT})) }, nil, ""},
		{"session.Revoke", func() error { return only(sessions.Revoke(ctx, &session.RevokeParams{ID: begun.ID})) }, nil, ""},
		{"signintoken.Create", func() error {
			created, err := signIns.Create(ctx, &signintoken.CreateParams{UserID: &k.ada})
			return keep(&signIn, created, err)
		}, func() error {
			return only(signIns.Create(ctx, &signintoken.CreateParams{UserID: clerk.String("user_none")}))
		}, "resource_not_found"},
		{"signintoken.Revoke", func() error { return only(signIns.Revoke(ctx, signIn.ID)) }, func() error { return only(signIns.Revoke(ctx, signIn.ID)) }, "sign_in_token_cannot_be_revoked_code"},
		{"actortoken.Create", func() error {
			created, err := actors.Create(ctx, &actortoken.CreateParams{UserID: &k.ada, Actor: json.RawMessage(`{"sub":"` + k.bob + `"}`)})
			return keep(&actor, created, err)
		}, nil, ""},
		{"actortoken.Revoke", func() error { return only(actors.Revoke(ctx, actor.ID)) }, nil, ""},
	}
}
