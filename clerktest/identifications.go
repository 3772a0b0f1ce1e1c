package clerktest

import (
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/clerkfiber/clerkfiber/clerktest/internal/contract"
)

// What an identification may look like: addresses, E.164 numbers, wallets and
// user names, see https://clerk.com/docs/guides/development/errors/backend-api.

var (
	phonePattern    = regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`)
	walletPattern   = regexp.MustCompile(`^0x[0-9a-fA-F]{40}$`)
	usernamePattern = regexp.MustCompile(`^[a-zA-Z0-9_-]+$`)
	letterPattern   = regexp.MustCompile(`[^0-9]`)
)

// Clerk's bounds for a user name, in characters.
const (
	minUsername = 4
	maxUsername = 64
)

// plainNumber takes out what people write between a number's digits.
func plainNumber(number string) string {
	return strings.NewReplacer(" ", "", "-", "", "(", "", ")", "", ".", "").Replace(number)
}

// checkEmail refuses what is no address and what is another user's: verified or
// reserved, for anybody may claim an address.
func (s *Server) checkEmail(address, param string) error {
	if !contract.IsEmail(address) {
		return refuseFormat(param, param+" must be a valid email address.")
	}
	if s.userByEmail(address) != nil {
		return refuseTaken(param, "email address")
	}
	return nil
}

func (s *Server) checkPhone(number, param string) error {
	number = plainNumber(number)
	if !phonePattern.MatchString(number) {
		return refuseFormat(param, param+" must be a valid phone number according to E.164 international standard.")
	}
	if s.state.users.first(func(u *user) bool { return u.ownsPhone(number) }) != nil {
		return refuseTaken(param, "phone number")
	}
	return nil
}

func (s *Server) checkWallet(address, param string) error {
	if !walletPattern.MatchString(address) {
		return refuseFormat(param, param+" must be a valid web3 wallet address that starts with 0x and contains 40 hexadecimal characters.")
	}
	if s.state.users.first(func(u *user) bool { return u.hasWallet(address) }) != nil {
		return refuseTaken(param, "web3 wallet")
	}
	return nil
}

// checkUsername also holds for a user who keeps the name.
func (s *Server) checkUsername(name string, of *user) error {
	say := func(code, long string) error {
		return refuse(http.StatusUnprocessableEntity, code, long, long, "username")
	}
	switch taken := s.state.users.first(func(u *user) bool { return strings.EqualFold(u.username, name) }); {
	case len(name) < minUsername || len(name) > maxUsername:
		return say("form_username_invalid_length", "Username must be between 4 and 64 characters long.")
	case !usernamePattern.MatchString(name):
		return say("form_username_invalid_character", "Username can only contain letters, numbers, underscores and hyphens.")
	case !letterPattern.MatchString(name):
		return say("form_username_needs_non_number_char", "Username must contain at least one character that is no number.")
	case taken != nil && taken != of:
		return refuseTaken("username", "username")
	}
	return nil
}

func (s *Server) checkExternalID(id string, of *user) error {
	taken := s.state.users.first(func(u *user) bool { return u.externalID == id })
	if id != "" && taken != nil && taken != of {
		return refuseTaken("external_id", "external id")
	}
	return nil
}

// addEmail gives a user an address; the first verified one becomes the primary one.
func (s *Server) addEmail(u *user, address string, verified bool) *emailAddress {
	now := s.milliseconds()
	u.emails = append(u.emails, emailAddress{
		id: newID("idn"), address: strings.ToLower(address), verified: verified, strategy: byAdmin, created: now, updated: now,
	})
	added := &u.emails[len(u.emails)-1]
	if !verified {
		added.strategy = byEmailCode
	}
	if u.primaryEmail == "" {
		u.primaryEmail = added.id
	}
	return added
}

func (s *Server) addPhone(u *user, number string, verified bool) *phoneNumber {
	now := s.milliseconds()
	u.phones = append(u.phones, phoneNumber{
		id: newID("idn"), number: plainNumber(number), verified: verified, strategy: byAdmin, created: now, updated: now,
	})
	added := &u.phones[len(u.phones)-1]
	if !verified {
		added.strategy = byPhoneCode
	}
	if u.primaryPhone == "" {
		u.primaryPhone = added.id
	}
	return added
}

func (s *Server) addWallet(u *user, address string) {
	now := s.milliseconds()
	u.wallets = append(u.wallets, web3Wallet{id: newID("idn"), address: address, created: now, updated: now})
	if u.primaryWallet == "" {
		u.primaryWallet = u.wallets[len(u.wallets)-1].id
	}
}

func (s *Server) addExternalAccount(u *user, account ExternalAccount) {
	now := s.milliseconds()
	added := externalAccount{
		id: newID("eac"), identification: newID("idn"), provider: "oauth_" + strings.TrimPrefix(account.Provider, "oauth_"),
		providerUserID: account.ProviderUserID, email: account.Email, token: account.Token,
		scopes: slices.Clone(account.Scopes), created: now, updated: now,
	}
	if added.providerUserID == "" {
		added.providerUserID = randomText("0123456789", 21)
	}
	if added.token == "" {
		added.token = "fake_" + randomText(base62, 32)
	}
	u.accounts = append(u.accounts, added)
}
