package backendapi

import "strings"

// PrimaryEmailAddress returns the address that PrimaryEmailAddressID names; it
// is empty for a user without one. Whether it is verified is in EmailAddresses.
func (x *User) PrimaryEmailAddress() string {
	if x == nil || x.PrimaryEmailAddressID == nil {
		return ""
	}
	for i := range x.EmailAddresses {
		if x.EmailAddresses[i].ID == *x.PrimaryEmailAddressID {
			return x.EmailAddresses[i].EmailAddress
		}
	}
	return ""
}

// FullName returns the first and the last name, as far as the user has given
// them; empty for neither.
func (x *User) FullName() string {
	if x == nil {
		return ""
	}
	var first, last string
	if x.FirstName != nil {
		first = *x.FirstName
	}
	if x.LastName != nil {
		last = *x.LastName
	}
	return strings.TrimSpace(first + " " + last)
}
