package clerktest

import (
	"cmp"
	"slices"
	"strings"
)

// Attribute says what an instance does with something that users may have.
// The zero value is what a new instance of Clerk does.
type Attribute string

// An attribute is asked for, may be given, or is not on the forms.
const (
	Required Attribute = "required"
	Optional Attribute = "optional"
	Off      Attribute = "off"
)

// Accounts are the settings by which people sign in and up. clerk-js learns
// them from /v1/environment and draws its forms by them.
type Accounts struct {
	// Email, Phone, Username, Password and Name are on the forms, or not. What
	// is off cannot be given at sign-up; who has it signs in by it all the same.
	//
	// Optional. Default: Email and Password Required, Name Optional, the rest Off.
	Email, Phone, Username, Password, Name Attribute

	// PasswordRules are what a password must have beside its length.
	//
	// Optional. Default: 8 to 72 characters, of any kind.
	PasswordRules PasswordRules

	// Social are providers on a page of this server's own, by name: google, github.
	//
	// Optional. Default: none.
	Social []string

	// SignUpMode is public, restricted (to those who were invited) or waitlist.
	//
	// Optional. Default: public.
	SignUpMode string

	// SingleSession lets a browser have one session at a time.
	//
	// Optional. Default: false.
	SingleSession bool

	// MembershipRequired takes personal accounts away: a session is pending
	// until an organization is chosen.
	//
	// Optional. Default: false.
	MembershipRequired bool
}

// PasswordRules are what a password must have.
type PasswordRules struct {
	// MinLength and MaxLength are in characters, within Clerk's 8 and 72.
	//
	// Optional. Default: 8 and 72.
	MinLength, MaxLength int

	// Optional. Default: false.
	Number, Special, Uppercase, Lowercase bool
}

func (a Accounts) withDefaults() Accounts {
	a.Email, a.Password = cmp.Or(a.Email, Required), cmp.Or(a.Password, Required)
	a.Phone, a.Username = cmp.Or(a.Phone, Off), cmp.Or(a.Username, Off)
	a.Name, a.SignUpMode = cmp.Or(a.Name, Optional), cmp.Or(a.SignUpMode, "public")
	a.Social = slices.DeleteFunc(slices.Clone(a.Social), func(provider string) bool {
		return strings.TrimPrefix(provider, "oauth_") == ""
	})
	rules := &a.PasswordRules
	rules.MinLength = max(rules.MinLength, minPassword)
	if rules.MaxLength < rules.MinLength || rules.MaxLength > maxPassword {
		rules.MaxLength = maxPassword
	}
	return a
}

// attributes are the settings of what may be given at sign-up, by its name in forms.
func (a Accounts) attributes() map[string]Attribute {
	return map[string]Attribute{
		"email_address": a.Email, "phone_number": a.Phone, "username": a.Username, "password": a.Password,
		"first_name": a.Name, "last_name": a.Name,
	}
}
