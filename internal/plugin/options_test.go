package plugin

import (
	"reflect"
	"testing"
)

// Every field of Options is read from the same-named variable, or is on the
// list of those that have none: a new field is not forgotten here.
func TestEveryFieldHasItsVariable(t *testing.T) {
	t.Parallel()
	without := map[string]bool{
		"Next": true, "UserAgent": true, "Audience": true, "AuthorizedParties": true, "ClockSkew": true,
		"SkipJWKSCache": true, "TokenCache": true, "MachineTokenCache": true, "AfterSignInURL": true, "AfterSignUpURL": true,
		"SatelliteAutoSync": true, "OrganizationSync": true, "FrontendAPIProxy": true, "DisableHandshake": true, "CanonicalPaths": true, "RefreshForms": true,
		"HTTPClient": true, "Logger": true, "Observe": true,
	}
	options := reflect.TypeFor[Settings]()
	for i := range options.NumField() {
		field := options.Field(i)
		if (field.Tag.Get("env") == "") != without[field.Name] {
			t.Errorf("%s: variable %q", field.Name, field.Tag.Get("env"))
		}
	}
}
