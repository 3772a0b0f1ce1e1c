package clerktest_test

import (
	"fmt"
	"net/url"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/clerkfiber/clerkfiber/clerktest"
)

// Each filter of Clerk's keeps out what it should; one that is unknown is
// refused, and does not give everybody back.
func TestFiltersOfUsers(t *testing.T) {
	t.Parallel()
	at := time.UnixMilli(1_700_000_000_000)
	s := start(t, clerktest.Config{Now: func() time.Time { return at }})
	add := func(u clerktest.User) string {
		defer func() { at = at.Add(time.Second) }()
		return s.CreateUser(u).ID
	}
	ada := add(clerktest.User{
		ID: "user_ada", Email: "ada@example.com", Phone: "+15555550100", Username: "countess", FirstName: "Ada", LastName: "Lovelace",
		ExternalID: "x1", Web3Wallet: "0x" + strings.Repeat("0a", 20), ExternalAccounts: []clerktest.ExternalAccount{{Provider: "google", ProviderUserID: "g1"}},
	})
	add(clerktest.User{ID: "user_bob", Email: "bob@example.com", Phone: "+15555550200", FirstName: "Bob"})
	add(clerktest.User{ID: "user_eve", Email: "eve@example.org"})
	org := s.CreateOrganization("Acme", ada).ID
	s.SessionToken("user_bob") // signs it in
	ask(t, s, "POST", "/v1/users/user_eve/ban", "")
	for query, want := range map[string]string{
		"": "ada bob eve", "email_address=ada@example.com&email_address=bob@example.com": "ada bob", "email_address=ADA@example.com": "ada",
		"phone_number=%2B15555550100": "ada", "phone_number=+15555550100": "ada", "phone_number=%2B15555550999": "", "external_id=x1": "ada", "external_id=-x1": "bob eve",
		"username=countess": "ada", "web3_wallet=0x" + strings.Repeat("0A", 20): "ada", "user_id=user_ada,user_bob": "ada bob",
		"user_id=-user_ada": "bob eve", "user_id=%2Buser_ada": "ada", "organization_id=" + org: "ada", "organization_id=-" + org: "bob eve",
		"query=555020": "bob", "query=LOVE": "ada", "email_address_query=example.org": "eve", "phone_number_query=0200": "bob",
		"username_query=count": "ada", "name_query=ada+love": "ada", "banned=true": "eve", "banned=false": "ada bob",
		"created_at_before=1700000001000": "ada", "created_at_after=1700000001000": "bob eve", "last_active_at_since=1": "bob",
		"last_active_at_after=1": "bob", "last_active_at_before=9900000000000": "bob", "last_sign_in_at_after=1": "bob",
		"last_sign_in_at_before=9900000000000": "bob", "provider=google&provider_user_id=g1": "ada", "provider=oauth_google&provider_user_id=g2": "",
		"order_by=created_at&starting_after=user_ada": "bob eve", "limit=501": "ada bob eve",
	} {
		status, answer := ask(t, s, "GET", "/v1/users?"+query, "")
		var got []string
		for i := range dig(answer, "data.length").(int) {
			got = append(got, strings.TrimPrefix(fmt.Sprint(dig(answer, fmt.Sprintf("data.%d.id", i))), "user_"))
		}
		sort.Strings(got)
		if status != 200 || strings.Join(got, " ") != want {
			t.Errorf("?%s: %d %v, want %q", query, status, got, want)
		}
		values, _ := url.ParseQuery(query)
		if values.Has("limit") || values.Has("starting_after") {
			continue
		}
		if _, answer := ask(t, s, "GET", "/v1/users/count?"+query, ""); dig(answer, "total_count") != float64(len(got)) {
			t.Errorf("count ?%s: %v, want %d", query, answer, len(got))
		}
	}
}

func TestQueriesThatAreRefused(t *testing.T) {
	t.Parallel()
	s := start(t)
	org := s.CreateOrganization("Acme", s.CreateUser(clerktest.User{}).ID).ID
	for target, want := range map[string]string{
		"/v1/users?phone=%2B15555550100":                        "422 form_param_unknown",
		"/v1/users/count?nonsense=1":                            "422 form_param_unknown",
		"/v1/users?banned=perhaps":                              "422 form_param_type_invalid",
		"/v1/users?order_by=nonsense":                           "422 form_param_value_invalid",
		"/v1/users?order_by=username&starting_after=user_1":     "422 form_conditional_param_disallowed",
		"/v1/users?offset=1&starting_after=user_1":              "422 form_conditional_param_disallowed",
		"/v1/users?provider=google":                             "422 form_conditional_param_missing",
		"/v1/organizations?name=Acme":                           "422 form_param_unknown",
		"/v1/organizations?order_by=slug":                       "422 form_param_value_invalid",
		"/v1/organizations/" + org + "/memberships?roles=admin": "422 form_param_unknown",
		"/v1/organizations/" + org + "/invitations?status=lost": "422 form_param_value_invalid",
		"/v1/invitations?status=lost":                           "422 form_param_value_invalid",
		"/v1/sessions?status=lost":                              "422 form_param_value_invalid",
		"/v1/organization_roles?order_by=members":               "422 form_param_value_invalid",
		"/v1/waitlist_entries?status=lost":                      "422 form_param_value_invalid",
		"/v1/billing/plans?payer_type=dog":                      "422 form_param_value_invalid",
		"/v1/organization_domains?enrollment_mode=no":           "422 form_param_value_invalid",
		"/v1/clients/handshake_payload":                         "400 missing_query_parameter",
		"/api_keys":                                             "400 bad_request",
		"/api_keys?subject=user_1&limit=101":                    "400 bad_request",
		"/m2m_tokens?subject=user_1":                            "400 bad_request",
	} {
		status, answer := ask(t, s, "GET", target, "")
		if got := fmt.Sprint(status, " ", dig(answer, "errors.0.code")); got != want {
			t.Errorf("%s: %s, want %s: %v", target, got, want, answer)
		}
	}
}
