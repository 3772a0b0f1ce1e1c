package boxtour

import (
	"crypto/sha256"
	"encoding/hex"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

const secret32 = "JBSWY3DPEHPK3PXP"

func (t *tour) users() {
	u := must(t.c.Users.CreateUser(t.ctx, backendapi.CreateUserParams{
		EmailAddress: []string{"tour@example.com"}, PhoneNumber: []string{"+15555550101"},
		Web3Wallet: []string{"0x" + "12345678901234567890abcdef1234567890abcd"}, Username: set("tourist"), FirstName: set("Tour"),
		ExternalID: set("ext_tour"), Password: set("correct horse battery"), TOTPSecret: set(secret32), BackupCodes: []string{"backup-1"},
		CreatedAt: set("2024-01-02T03:04:05Z"), PublicMetadata: raw(`{"a":{"b":1}}`), CreateOrganizationsLimit: set[int64](3),
	}))
	t.want("phone numbers", len(u.PhoneNumbers), 1)
	t.want("created", u.CreatedAt, 1704164645000)
	for name, params := range map[string]backendapi.GetUserListParams{
		"phone": {PhoneNumber: []string{"+15555550101"}}, "name": {NameQuery: "tou"}, "wallet": {Web3Wallet: []string{u.Web3Wallets[0].Web3Wallet}},
		"external id": {ExternalID: []string{"ext_tour"}}, "created": {CreatedAtBefore: u.CreatedAt + 1}, "query": {Query: "5550101"},
	} {
		list := must(t.c.Users.GetUserList(t.ctx, params))
		t.want("users by "+name, []any{len(list.Data), list.Data[0].ID}, []any{1, u.ID})
	}
	t.want("got", must(t.c.Users.GetUser(t.ctx, u.ID)).ID, u.ID)
	t.want("counted", must(t.c.Users.GetCount(t.ctx, backendapi.GetUserCountParams{UserID: []string{u.ID}})).TotalCount, 1)
	must(t.c.Users.UpdateUser(t.ctx, u.ID, backendapi.UpdateUserParams{LastName: set("Ist"), Locale: set("en-US")}))
	must(t.c.Users.ReplaceUserMetadata(t.ctx, u.ID, backendapi.UserMetadataParams{PublicMetadata: raw(`{"a":1,"b":2}`)}))
	merged := must(t.c.Users.UpdateUserMetadata(t.ctx, u.ID, backendapi.UserMetadataParams{PublicMetadata: raw(`{"a":null}`)}))
	t.want("merged", string(merged.PublicMetadata), `{"b":2}`)
	t.want("banned", must(t.c.Users.BanUser(t.ctx, u.ID)).Banned, true)
	t.want("unbanned", must(t.c.Users.UnbanUser(t.ctx, u.ID)).Banned, false)
	must(t.c.Users.UsersBan(t.ctx, []string{u.ID}))
	must(t.c.Users.UsersUnban(t.ctx, []string{u.ID}))
	t.want("locked", must(t.c.Users.LockUser(t.ctx, u.ID)).Locked, true)
	t.want("unlocked", must(t.c.Users.UnlockUser(t.ctx, u.ID)).Locked, false)
	t.want("an image", must(t.c.Users.UpdateUserProfileImage(t.ctx, u.ID, picture())).HasImage, true)
	t.want("no image", must(t.c.Users.DeleteUserProfileImage(t.ctx, u.ID)).HasImage, false)
	must(t.c.Users.GetOrganizationMembershipList(t.ctx, backendapi.GetUserOrganizationMembershipListParams{UserID: u.ID}))
	must(t.c.Users.GetOrganizationInvitationList(t.ctx, backendapi.GetUserOrganizationInvitationListParams{UserID: u.ID}))
	must(t.c.Users.DeleteUser(t.ctx, u.ID))
	_, err := t.c.Users.GetUser(t.ctx, u.ID)
	t.refused("a deleted user", err, 404, "resource_not_found")
}

func (t *tour) credentials() {
	id := t.s.CreateUser(clerktest.User{
		Email: "credentials@example.com", Username: "credentials", Password: "correct horse battery", TOTPSecret: secret32,
		BackupCodes: []string{"backup-1"}, Web3Wallet: "0x" + "abcdefabcdefabcdefabcdefabcdefabcdefabcd", Passkeys: []string{"laptop"},
		ExternalAccounts: []clerktest.ExternalAccount{{Provider: "google", Email: "c@gmail.com", Scopes: []string{"email", "profile"}}},
		TrustedDevices:   []string{"phone"},
	}).ID
	t.want("password", must(t.c.Users.VerifyPassword(t.ctx, backendapi.VerifyPasswordParams{UserID: id, Password: "correct horse battery"})).Verified, true)
	_, err := t.c.Users.VerifyPassword(t.ctx, backendapi.VerifyPasswordParams{UserID: id, Password: "wrong"})
	t.refused("a wrong password", err, 422, "incorrect_password")
	t.want("totp", must(t.c.Users.VerifyTOTP(t.ctx, backendapi.VerifyTOTPParams{UserID: id, Code: t.s.TOTPCode(id)})).CodeType, "totp")
	t.want("backup", must(t.c.Users.VerifyTOTP(t.ctx, backendapi.VerifyTOTPParams{UserID: id, Code: "backup-1"})).CodeType, "backup_code")
	must(t.c.Users.SetPasswordCompromised(t.ctx, id, backendapi.SetPasswordCompromisedParams{}))
	must(t.c.Users.UnsetPasswordCompromised(t.ctx, id))
	t.want("tokens of a provider", must(t.c.Users.GetUserOAuthAccessToken(t.ctx, id, "google")).Data[0].Provider, "oauth_google")
	u := must(t.c.Users.GetUser(t.ctx, id))
	found := must(t.c.Users.GetUserList(t.ctx, backendapi.GetUserListParams{
		Provider: "oauth_google", ProviderUserID: []string{u.ExternalAccounts[0].ProviderUserID},
	}))
	t.want("by provider", found.Data[0].ID, id)
	must(t.c.Users.DeleteUserExternalAccount(t.ctx, backendapi.DeleteUserExternalAccountParams{UserID: id, ExternalAccountID: u.ExternalAccounts[0].ID}))
	must(t.c.Users.DeleteUserPasskey(t.ctx, backendapi.DeleteUserPasskeyParams{UserID: id, PasskeyIdentificationID: u.Passkeys[0].ID}))
	must(t.c.Users.DeleteUserWeb3Wallet(t.ctx, backendapi.DeleteUserWeb3WalletParams{UserID: id, Web3WalletIdentificationID: u.Web3Wallets[0].ID}))
	devices := must(t.c.Users.ListUserTrustedDevices(t.ctx, id))
	must(t.c.Users.RevokeUserTrustedDevice(t.ctx, id, devices.Data[0].ID))
	must(t.c.Users.DeleteUserBackupCodes(t.ctx, id))
	must(t.c.Users.DeleteUserTOTP(t.ctx, id))
	must(t.c.Users.DisableUserMFA(t.ctx, id))
	_, err = t.c.Users.VerifyTOTP(t.ctx, backendapi.VerifyTOTPParams{UserID: id, Code: "123456"})
	t.refused("no TOTP", err, 400, "totp_disabled")
	must(t.c.Users.RemovePassword(t.ctx, id, backendapi.RemoveUserPasswordParams{}))
	sum := sha256.Sum256([]byte("another horse"))
	must(t.c.Users.UpdateUser(t.ctx, id, backendapi.UpdateUserParams{
		PasswordDigest: set(hex.EncodeToString(sum[:])), PasswordHasher: set("sha256"),
	}))
	must(t.c.Users.VerifyPassword(t.ctx, backendapi.VerifyPasswordParams{UserID: id, Password: "another horse"}))
	t.want("what is left", len(must(t.c.Users.GetUser(t.ctx, id)).Passkeys), 0)
}

func (t *tour) identifications() {
	id := t.user("identified")
	e := must(t.c.EmailAddresses.CreateEmailAddress(t.ctx, backendapi.CreateEmailAddressParams{UserID: id, EmailAddress: "second@example.com"}))
	must(t.c.EmailAddresses.GetEmailAddress(t.ctx, e.ID))
	v := must(t.c.EmailAddresses.PrepareEmailAddressVerification(t.ctx, e.ID))
	tried := must(t.c.EmailAddresses.AttemptEmailAddressVerification(t.ctx, e.ID, backendapi.AttemptEmailAddressVerificationParams{VerificationID: v.ID, Code: "424242"}))
	t.want("an address's code", tried.Status, "verified")
	must(t.c.EmailAddresses.UpdateEmailAddress(t.ctx, e.ID, backendapi.UpdateEmailAddressParams{Primary: set(true)}))
	t.want("primary", must(t.c.Users.GetUser(t.ctx, id)).PrimaryEmailAddressID, e.ID)
	must(t.c.EmailAddresses.DeleteEmailAddress(t.ctx, e.ID))
	must(t.c.Users.ReplaceUserEmailAddress(t.ctx, id, backendapi.ReplaceUserEmailAddressParams{EmailAddress: "third@example.com"}))

	p := must(t.c.PhoneNumbers.CreatePhoneNumber(t.ctx, backendapi.CreatePhoneNumberParams{UserID: id, PhoneNumber: "+15555550102"}))
	must(t.c.PhoneNumbers.GetPhoneNumber(t.ctx, p.ID))
	v = must(t.c.PhoneNumbers.PreparePhoneNumberVerification(t.ctx, p.ID))
	tried = must(t.c.PhoneNumbers.AttemptPhoneNumberVerification(t.ctx, p.ID, backendapi.AttemptPhoneNumberVerificationParams{VerificationID: v.ID, Code: "424242"}))
	t.want("a number's code", tried.Status, "verified")
	must(t.c.PhoneNumbers.UpdatePhoneNumber(t.ctx, p.ID, backendapi.UpdatePhoneNumberParams{ReservedForSecondFactor: set(true)}))
	t.want("second factor", must(t.c.Users.GetUser(t.ctx, id)).TwoFactorEnabled, true)
	must(t.c.PhoneNumbers.DeletePhoneNumber(t.ctx, p.ID))
	must(t.c.Users.ReplaceUserPhoneNumber(t.ctx, id, backendapi.ReplaceUserPhoneNumberParams{PhoneNumber: "+15555550103"}))
	_, err := t.c.PhoneNumbers.GetPhoneNumber(t.ctx, p.ID)
	t.refused("a deleted number", err, 404, "resource_not_found")
}
