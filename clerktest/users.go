package clerktest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/clerkfiber/clerkfiber/backendapi"
)

// User describes a person to create. Every field is optional.
type User struct {
	// ID. Default: a random one.
	ID string
	// Email becomes the primary address, verified. Default: none.
	Email string
	// Phone becomes the primary number, verified: +15555550100. Default: none.
	Phone string
	// Password is kept in the clear: this is a test. Default: none, which
	// leaves signing in by e-mail code.
	Password string
	// FirstName, LastName and Username. Default: none.
	FirstName string
	LastName  string
	Username  string
	// ExternalID is the user's id in another system. Default: none.
	ExternalID string
	// Web3Wallet becomes the primary wallet: 0x and 40 hexadecimal digits.
	// Default: none.
	Web3Wallet string
	// TOTPSecret is the base32 secret of an authenticator app. Default: none.
	TOTPSecret string
	// BackupCodes are taken once each, instead of a TOTP code. Default: none.
	BackupCodes []string
	// PublicMetadata, PrivateMetadata and UnsafeMetadata. Default: empty.
	PublicMetadata  map[string]any
	PrivateMetadata map[string]any
	UnsafeMetadata  map[string]any
	// ExternalAccounts are the user's accounts at OAuth providers. Default: none.
	ExternalAccounts []ExternalAccount
	// Passkeys are the names of passkeys. Default: none.
	Passkeys []string
	// TrustedDevices are the names of devices. Default: none.
	TrustedDevices []string
}

// ExternalAccount is a user's account at an OAuth provider.
type ExternalAccount struct {
	// Provider is its name, with or without oauth_: google, oauth_github.
	Provider string
	// ProviderUserID is the user's id there. Default: a random one.
	ProviderUserID string
	// Email is the user's address there. Default: none.
	Email string
	// Token is what Users.GetUserOAuthAccessToken answers. Default: a random one.
	Token string
	// Scopes are those of the token. Default: none.
	Scopes []string
}

// CreateUser adds a user and returns it as the Backend API would. It panics
// when the id or an identifier is taken: a mistake in the test.
func (s *Server) CreateUser(u User) *backendapi.User {
	s.mu.Lock()
	defer s.mu.Unlock()
	if u.ID != "" && s.state.users.get(u.ID) != nil {
		panic(fmt.Sprintf("clerktest: there is a user %s already", u.ID))
	}
	for _, identifier := range []string{u.Email, u.Phone, u.Username, u.Web3Wallet} {
		if identifier != "" && s.userByIdentifier(identifier) != nil {
			panic(fmt.Sprintf("clerktest: there is a user %s already", identifier))
		}
	}
	added := s.addUser(u)
	return decoded[backendapi.User](userView(added))
}

// addUser puts a user into the state. The caller holds the lock.
func (s *Server) addUser(u User) *user {
	now := s.milliseconds()
	added := &user{
		id: u.ID, username: u.Username, firstName: u.FirstName, lastName: u.LastName, externalID: u.ExternalID,
		public: copied(u.PublicMetadata), private: copied(u.PrivateMetadata), unsafe: copied(u.UnsafeMetadata),
		created: now, updated: now,
	}
	if added.id == "" {
		added.id = newID("user")
	}
	if u.Email != "" {
		s.addEmail(added, u.Email, true)
	}
	if u.Phone != "" {
		s.addPhone(added, u.Phone, true)
	}
	if u.Web3Wallet != "" {
		s.addWallet(added, u.Web3Wallet)
	}
	if u.Password != "" {
		s.setPassword(added, u.Password)
	}
	if u.TOTPSecret != "" {
		s.setTOTP(added, u.TOTPSecret)
	}
	added.backupCodes = slices.Clone(u.BackupCodes)
	for _, account := range u.ExternalAccounts {
		s.addExternalAccount(added, account)
	}
	for _, name := range u.Passkeys {
		added.passkeys = append(added.passkeys, passkey{id: newID("idn"), name: name, lastUsed: now})
	}
	for _, name := range u.TrustedDevices {
		added.devices = append(added.devices, trustedDevice{
			id: newID("trd"), platform: "ios", app: "com.example.app", name: name, created: now, updated: now,
		})
	}
	s.state.users.put(added.id, added)
	return added
}

// userByIdentifier finds a user by what people type: an address, a phone
// number, a user name or a wallet.
func (s *Server) userByIdentifier(identifier string) *user {
	number := plainNumber(identifier)
	return s.state.users.first(func(u *user) bool {
		return u.ownsEmail(identifier) || u.ownsPhone(number) || u.hasWallet(identifier) ||
			u.username != "" && strings.EqualFold(u.username, identifier)
	})
}

func (s *Server) userByEmail(address string) *user {
	return s.state.users.first(func(u *user) bool { return u.ownsEmail(address) })
}

// ownsEmail reports whether an address is the user's for good: nobody signs in
// or is invited by one that was not verified.
func (u *user) ownsEmail(address string) bool {
	return within(u.emails, func(e *emailAddress) bool { return e.owned() && strings.EqualFold(e.address, address) }) != nil
}

func (u *user) ownsPhone(number string) bool {
	return within(u.phones, func(p *phoneNumber) bool { return p.owned() && p.number == number }) != nil
}

func (u *user) hasEmail(address string) bool {
	return slices.ContainsFunc(u.emails, func(e emailAddress) bool { return strings.EqualFold(e.address, address) })
}

func (u *user) hasPhone(number string) bool {
	return slices.ContainsFunc(u.phones, func(p phoneNumber) bool { return p.number == number })
}

func (u *user) hasWallet(address string) bool {
	return slices.ContainsFunc(u.wallets, func(w web3Wallet) bool { return strings.EqualFold(w.address, address) })
}

func (u *user) email() string {
	for _, e := range u.emails {
		if e.id == u.primaryEmail {
			return e.address
		}
	}
	return ""
}

func (u *user) phone() string {
	for _, p := range u.phones {
		if p.id == u.primaryPhone {
			return p.number
		}
	}
	return ""
}

func (u *user) wallet() string {
	for _, w := range u.wallets {
		if w.id == u.primaryWallet {
			return w.address
		}
	}
	return ""
}

// identifier is what the user signs in with, as others see it.
func (u *user) identifier() string {
	for _, identifier := range []string{u.email(), u.phone(), u.username, u.wallet()} {
		if identifier != "" {
			return identifier
		}
	}
	return ""
}

// fullName is what people call the user, falling back on what there is.
func (u *user) fullName() string {
	name := strings.TrimSpace(u.firstName + " " + u.lastName)
	for _, other := range []string{u.username, u.identifier(), u.id} {
		if name == "" {
			name = other
		}
	}
	return name
}

// decoded turns a view into the type that the Backend API client has for it.
func decoded[T any](view object) *T {
	raw, err := json.Marshal(view)
	if err != nil {
		panic(fmt.Sprintf("clerktest: a view is no JSON: %v", err))
	}
	typed := new(T)
	if err := json.Unmarshal(raw, typed); err != nil {
		panic(fmt.Sprintf("clerktest: a view does not decode: %v", err))
	}
	return typed
}
