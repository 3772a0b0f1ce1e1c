package backendapi_test

import (
	"encoding/json"
	"testing"

	"github.com/clerkfiber/clerkfiber/backendapi"
)

func TestUserShorthands(t *testing.T) {
	t.Parallel()
	const two = `"email_addresses":[{"id":"idn_1","email_address":"one@example.com"},{"id":"idn_2","email_address":"two@example.com"}]`
	for _, test := range []struct{ name, user, email, fullName string }{
		{"both names, the second address", `{"first_name":"Ada","last_name":"Lovelace","primary_email_address_id":"idn_2",` + two + `}`, "two@example.com", "Ada Lovelace"},
		{"a first name", `{"first_name":"Ada","last_name":null}`, "", "Ada"},
		{"a last name", `{"first_name":null,"last_name":"Lovelace"}`, "", "Lovelace"},
		{"empty names", `{"first_name":"","last_name":""}`, "", ""},
		{"blanks", `{"first_name":" ","last_name":"Lovelace "}`, "", "Lovelace"},
		{"addresses, and none is the primary one", `{"primary_email_address_id":null,` + two + `}`, "", ""},
		{"a primary one that is not there", `{"primary_email_address_id":"idn_3",` + two + `}`, "", ""},
		{"an empty id", `{"primary_email_address_id":"",` + two + `}`, "", ""},
		{"nothing", `{}`, "", ""},
	} {
		var user backendapi.User
		if err := json.Unmarshal([]byte(test.user), &user); err != nil {
			t.Fatal(err)
		}
		if email, name := user.PrimaryEmailAddress(), user.FullName(); email != test.email || name != test.fullName {
			t.Errorf("%s: %q, %q", test.name, email, name)
		}
	}
	var nobody *backendapi.User
	if nobody.PrimaryEmailAddress() != "" || nobody.FullName() != "" {
		t.Error("nobody has something")
	}
}
