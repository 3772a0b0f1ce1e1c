package clerktest

import "slices"

// user is a person. Times are milliseconds since 1970, as in Clerk's objects.
type user struct {
	id, externalID                 string
	username, firstName, lastName  string
	locale                         string
	password                       string // in the clear: this is for tests
	passwordDigest, passwordHasher string // instead of the password
	passwordCompromised            bool
	passwordUpdated                int64
	emails                         []emailAddress
	phones                         []phoneNumber
	wallets                        []web3Wallet
	accounts                       []externalAccount
	passkeys                       []passkey
	devices                        []trustedDevice
	primaryEmail, primaryPhone     string // ids
	primaryWallet                  string
	totpSecret                     string
	newTOTP                        string // given out, not yet confirmed
	backupCodes                    []string
	mfaEnabled, mfaDisabled        int64
	image                          string // URL
	public, private, unsafe        object
	banned, locked                 bool
	deleteSelfDisabled             bool
	createOrganizationDisabled     bool
	createOrganizationsLimit       any // a number, or nil
	bypassClientTrust              bool
	lastSignIn, lastActive         int64
	legalAccepted                  int64
	created, updated               int64
}

// The ways in which an identification was verified, as Clerk calls them.
const (
	byAdmin     = "admin"
	byEmailCode = "email_code"
	byPhoneCode = "phone_code"
)

type emailAddress struct {
	id, address        string
	verified, reserved bool
	strategy           string // how it is verified
	created, updated   int64
}

func (e *emailAddress) owned() bool { return e.verified || e.reserved }

type phoneNumber struct {
	id, number         string
	verified, reserved bool
	secondFactor       bool
	strategy           string
	created, updated   int64
}

func (p *phoneNumber) owned() bool { return p.verified || p.reserved }

type web3Wallet struct {
	id, address      string
	created, updated int64
}

// externalAccount connects a user to a provider such as oauth_google.
type externalAccount struct {
	id, identification, provider string
	providerUserID, email        string
	token                        string
	scopes                       []string
	created, updated             int64
}

type passkey struct {
	id, name string
	lastUsed int64
}

type trustedDevice struct {
	id, platform, app, name string
	revoked                 int64
	created, updated        int64
}

// verification is a code that was sent to an e-mail address or a phone.
type verification struct {
	id, identification string
	strategy           string
	attempts           int
	status             string
	expires            int64
}

func (u *user) hasPassword() bool { return u.password != "" || u.passwordDigest != "" }

func (u *user) twoFactor() bool {
	return u.totpSecret != "" || slices.ContainsFunc(u.phones, func(p phoneNumber) bool { return p.secondFactor })
}
