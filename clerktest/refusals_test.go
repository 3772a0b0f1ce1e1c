package clerktest_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/clerktest"
)

// What a user cannot be, Clerk refuses, with the code of its own.
func TestUsersThatAreRefused(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.CreateUser(clerktest.User{
		ID: "user_ada", Email: "ada@example.com", Phone: "+15555550100", Username: "countess", ExternalID: "x1", Web3Wallet: "0x" + strings.Repeat("0a", 20),
	})
	long := strings.Repeat("x", 73)
	for body, want := range map[string]string{
		`{}`: "422 form_data_missing", `{"first_name":"Nobody"}`: "422 form_data_missing", `{"skip_user_requirement":true}`: "200",
		`{"email_address":["nope"]}`: "422 form_param_format_invalid", `{"email_address":["Ada@example.com"]}`: "422 form_identifier_exists",
		`{"email_address":["a@example.com","a@example.com"]}`: "422 form_param_duplicate", `{"email_address":"a@example.com"}`: "422 form_param_type_invalid",
		`{"phone_number":["5550100"]}`: "422 form_param_format_invalid", `{"phone_number":["+1 (555) 555-0100"]}`: "422 form_identifier_exists",
		`{"phone_number":["+15555550111"]}`: "200", `{"web3_wallet":["0x1"]}`: "422 form_param_format_invalid",
		`{"web3_wallet":["0x` + strings.Repeat("0A", 20) + `"]}`: "422 form_identifier_exists",
		`{"username":"abc"}`:    "422 form_username_invalid_length",
		`{"username":"a b c"}`:  "422 form_username_invalid_character",
		`{"username":"123456"}`: "422 form_username_needs_non_number_char", `{"username":"Countess"}`: "422 form_identifier_exists",
		`{"username":"baron"}`:                             "200",
		`{"username":"short","password":"x"}`:              "422 form_password_length_too_short",
		`{"username":"longish","password":"` + long + `"}`: "422 form_password_length_too_long",
		`{"username":"bytes","password":"ääääääääääääääääääääääääääääääääääääääääääää"}`: "422 form_password_size_in_bytes_exceeded",
		`{"username":"pwned","password":"password"}`:                                       "422 form_password_pwned",
		`{"username":"skipped","password":"x","skip_password_checks":true}`:                "200",
		`{"username":"hash","password_digest":"x"}`:                                        "422 form_conditional_param_missing",
		`{"username":"hash","password_digest":"x","password_hasher":"rot13"}`:              "422 form_param_value_invalid",
		`{"username":"hash","password_digest":"x","password_hasher":"bcrypt"}`:             "422 form_password_digest_invalid_code",
		`{"username":"otp1","totp_secret":"!"}`:                                            "422 invalid_totp_secret_code",
		`{"username":"when","created_at":"yesterday"}`:                                     "422 form_param_invalid_time",
		`{"username":"ext1","external_id":"x1"}`:                                           "422 form_identifier_exists",
		`{"username":"what","shoe_size":42}`:                                               "422 form_param_unknown",
		`{"username":"null","public_metadata":null}`:                                       "422 form_param_nil",
		`{"username":"heavy","unsafe_metadata":{"a":"` + strings.Repeat("x", 9000) + `"}}`: "422 form_param_exceeds_allowed_size",
	} {
		status, answer := ask(t, s, "POST", "/v1/users", body)
		if got := strings.TrimSuffix(fmt.Sprint(status, " ", dig(answer, "errors.0.code")), " <nil>"); got != want {
			t.Errorf("%.80s: %s, want %s: %v", body, got, want, answer)
		}
	}
}

func TestWhatElseIsRefused(t *testing.T) {
	t.Parallel()
	s := start(t)
	ada := s.CreateUser(clerktest.User{Email: "ada@example.com"}).ID
	bob := s.CreateUser(clerktest.User{Email: "bob@example.com"}).ID
	org := s.CreateOrganization("Acme", ada).ID
	for _, test := range []struct{ method, path, body, want string }{
		{"POST", "/v1/organizations", `{"name":"Acme","slug":"acme"}`, "422 form_identifier_exists"},
		{"POST", "/v1/organizations", `{"name":"Acme","slug":"A c"}`, "422 form_param_format_invalid"},
		{"POST", "/v1/organizations", `{"name":"Acme","role_set_key":"role_set:none"}`, "422 form_resource_not_found"},
		{"POST", "/v1/organizations", `{"name":"Acme","max_allowed_memberships":-1}`, "422 form_param_value_invalid"},
		{"PATCH", "/v1/users/" + ada, `{"public_metadata":{"a":1}}`, "200"},
		{"PATCH", "/v1/users/" + ada, `{"primary_email_address_id":"idn_none"}`, "422 form_resource_not_found"},
		{"PATCH", "/v1/organizations/" + org, `{"max_allowed_memberships":1}`, "200"},
		{"POST", "/v1/organizations/" + org + "/memberships", `{"user_id":"` + bob + `","role":"nonsense"}`, "404 resource_not_found"},
		{"POST", "/v1/organizations/" + org + "/memberships", `{"user_id":"` + bob + `","role":"org:member"}`, "403 organization_membership_quota_exceeded"},
		{"POST", "/v1/organizations/" + org + "/invitations", `{"email_address":"x@example.com","role":"org:member"}`, "403 organization_membership_quota_exceeded"},
		{"PATCH", "/v1/organizations/" + org, `{"max_allowed_memberships":0}`, "200"},
		{"POST", "/v1/organizations/" + org + "/memberships", `{"user_id":"` + bob + `","role":"org:member"}`, "200"},
		{"POST", "/v1/organizations/" + org + "/invitations", `{"email_address":"x@example.com","role":"nonsense"}`, "404 resource_not_found"},
		{"POST", "/v1/organizations/" + org + "/invitations", `{"email_address":"bob@example.com","role":"org:member"}`, "400 already_a_member_in_organization"},
		{"POST", "/v1/organizations/" + org + "/invitations", `{"email_address":"nope","role":"org:member"}`, "422 form_param_format_invalid"},
		{"POST", "/v1/organizations/" + org + "/domains", `{"name":"gmail.com"}`, "422 organization_domain_common"},
		{"POST", "/v1/invitations", `{"email_address":"ada@example.com"}`, "422 form_identifier_exists"},
		{"POST", "/v1/invitations/bulk", `[` + strings.Repeat(`{"email_address":"a@example.com"},`, 10) + `{"email_address":"a@example.com"}]`, "400 bulk_size_exceeded"},
		{"POST", "/v1/invitations/bulk", `[]`, "422 form_param_missing"},
		{"POST", "/v1/sessions", `{}`, "422 form_param_missing"},
		{"POST", "/v1/sessions/sess_none/tokens", `{"expires_in_seconds":1}`, "422 form_param_value_invalid"},
		{"POST", "/v1/jwt_templates", `{"name":"t","claims":{"sub":"x"}}`, "400 jwt_template_reserved_claim"},
		{"POST", "/v1/machines", `{"name":"m","default_token_ttl":0}`, "422 form_param_value_invalid"},
		{"POST", "/v1/users/" + ada + "/profile_image", ``, "400 form_param_missing"},
		{"POST", "/v1/admin_portal_link_tokens", `{"shoe_size":42}`, "400 bad_request"},
	} {
		status, answer := ask(t, s, test.method, test.path, test.body)
		if got := strings.TrimSuffix(fmt.Sprint(status, " ", dig(answer, "errors.0.code")), " <nil>"); got != test.want {
			t.Errorf("%s %s %.70s: %s, want %s: %v", test.method, test.path, test.body, got, test.want, answer)
		}
	}
}
