package clerktest_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/clerktest"
)

// step is one request to the Backend API. {name} in it is a value that an
// earlier step took from its answer; want is a field and its value.
type step struct {
	method, path, body string
	status             int
	want               string // field=value, of the answer
	take               string // name=field
}

var placeholder = regexp.MustCompile(`\{[a-z]+\}`)

func follow(t *testing.T, s *clerktest.Server, values map[string]string, steps []step) {
	t.Helper()
	fill := func(text string) string {
		return placeholder.ReplaceAllStringFunc(text, func(name string) string {
			if value, known := values[strings.Trim(name, "{}")]; known {
				return value
			}
			return name
		})
	}
	for _, step := range steps {
		if step.status == 0 {
			step.status = 200
		}
		name := step.method + " " + step.path + " " + step.body
		status, answer := ask(t, s, step.method, fill(step.path), fill(step.body))
		if status != step.status {
			t.Fatalf("%s: %d, want %d: %v", name, status, step.status, answer)
		}
		if field, want, asked := strings.Cut(fill(step.want), "="); asked && fmt.Sprint(dig(answer, field)) != want {
			t.Errorf("%s: %s is %v, want %s", name, field, dig(answer, field), want)
		}
		if key, field, asked := strings.Cut(step.take, "="); asked {
			values[key] = fmt.Sprint(dig(answer, field))
		}
	}
}

// dig finds a.b.0.c in an answer.
func dig(value any, path string) any {
	for _, name := range strings.Split(path, ".") {
		switch v := value.(type) {
		case map[string]any:
			value = v[name]
		case []any:
			if name == "length" {
				return len(v)
			}
			var i int
			if _, err := fmt.Sscan(name, &i); err != nil || i >= len(v) {
				return nil
			}
			value = v[i]
		default:
			return nil
		}
	}
	return value
}

func TestBackendRoutes(t *testing.T) {
	t.Parallel()
	for name, steps := range map[string][]step{
		"users": {
			{method: "PATCH", path: "/v1/users/{user}", body: `{"external_id":"x1","create_organization_enabled":false}`, want: "create_organization_enabled=false"},
			{method: "GET", path: "/v1/users?external_id=x1", want: "data.0.id={user}"},
			{method: "GET", path: "/v1/users?query=ADA&order_by=first_name", want: "data.length=1"},
			{method: "GET", path: "/v1/users?order_by=%2Bcreated_at", want: "data.0.id={user}"},
			{method: "GET", path: "/v1/users?order_by=-created_at", want: "data.1.id={user}"},
			{method: "PUT", path: "/v1/users/{user}/metadata", body: `{"public_metadata":{"a":1}}`, want: "public_metadata.a=1"},
			{method: "PUT", path: "/v1/users/{user}/metadata", body: `{"public_metadata":{}}`, want: "public_metadata=map[]"},
			{method: "POST", path: "/v1/users/{user}/lock", want: "locked=true"},
			{method: "POST", path: "/v1/users/{user}/unlock", want: "locked=false"},
			{method: "POST", path: "/v1/users/ban", body: `{"user_ids":["{user}","{other}"]}`, want: "data.1.banned=true"},
			{method: "POST", path: "/v1/users/unban", body: `{"user_ids":["{user}"]}`, want: "data.0.banned=false"},
			{method: "POST", path: "/v1/users/ban", body: `{"user_ids":["user_nobody"]}`, status: 400},
			{method: "POST", path: "/v1/users/{user}/verify_password", body: `{"password":"correct horse"}`, want: "verified=true"},
			{method: "POST", path: "/v1/users/{user}/verify_password", body: `{"password":"wrong"}`, status: 422, want: "errors.0.code=incorrect_password"},
			{method: "POST", path: "/v1/users/{user}/remove_password", want: "password_enabled=false"},
			{method: "POST", path: "/v1/users/{user}/verify_password", body: `{"password":""}`, status: 400, want: "errors.0.code=no_password_set"},
		},
		"e-mail addresses": {
			{method: "POST", path: "/v1/email_addresses", body: `{"user_id":"{user}","email_address":"two@example.com"}`, want: "verification.status=unverified", take: "email=id"},
			{method: "GET", path: "/v1/email_addresses/{email}", want: "email_address=two@example.com"},
			{method: "PATCH", path: "/v1/email_addresses/{email}", body: `{"verified":true,"primary":true}`, want: "verification.status=verified"},
			{method: "GET", path: "/v1/users/{user}", want: "primary_email_address_id={email}"},
			{method: "POST", path: "/v1/email_addresses", body: `{"user_id":"{user}","email_address":"two@example.com"}`, status: 422},
			{method: "POST", path: "/v1/email_addresses", body: `{"user_id":"user_nobody","email_address":"x@example.com"}`, status: 404},
			{method: "POST", path: "/v1/email_addresses", body: `{"user_id":"{user}"}`, status: 422},
			{method: "DELETE", path: "/v1/email_addresses/{email}", want: "deleted=true"},
			{method: "GET", path: "/v1/email_addresses/{email}", status: 404},
		},
		"sessions and clients": {
			{method: "POST", path: "/v1/sessions", body: `{"user_id":"{user}"}`, want: "status=active", take: "session=id"},
			{method: "POST", path: "/v1/sessions", body: `{"user_id":"user_nobody"}`, status: 404},
			{method: "GET", path: "/v1/sessions/{session}", want: "user_id={user}", take: "client=client_id"},
			{method: "GET", path: "/v1/sessions?paginated=true&user_id={user}", want: "total_count=1"},
			{method: "GET", path: "/v1/clients/{client}", want: "last_active_session_id={session}"},
			{method: "GET", path: "/v1/clients?paginated=true", want: "data.0.id={client}"},
			{method: "GET", path: "/v1/clients", want: "data.0.id={client}"},
			{method: "POST", path: "/v1/sessions/{session}/tokens", want: "object=token", take: "jwt=jwt"},
			{method: "POST", path: "/v1/clients/verify", body: `{"token":"{jwt}"}`, want: "id={client}"},
			{method: "POST", path: "/v1/clients/verify", body: `{"token":"a.b.c"}`, status: 404},
			{method: "POST", path: "/v1/sessions/{session}/tokens", body: `{"expires_in_seconds":600}`, want: "object=token"},
			{method: "POST", path: "/v1/sessions/{session}/revoke", want: "status=revoked"},
			{method: "GET", path: "/v1/clients/{client}", want: "last_active_session_id=<nil>"},
			{method: "GET", path: "/v1/clients/client_none", status: 404},
			{method: "GET", path: "/v1/sessions/sess_none", status: 404},
		},
		"organizations": {
			{method: "POST", path: "/v1/organizations", body: `{"name":"One & Two","created_by":"{user}","max_allowed_memberships":7}`, want: "max_allowed_memberships=7", take: "org=id"},
			{method: "POST", path: "/v1/organizations", body: `{"name":""}`, status: 422},
			{method: "POST", path: "/v1/organizations", body: `{"name":"x","created_by":"user_nobody"}`, status: 400, want: "errors.0.code=organization_creator_not_found"},
			{method: "GET", path: "/v1/organizations/one---two", want: "id={org}"},
			{method: "PATCH", path: "/v1/organizations/{org}", body: `{"name":"One","slug":"one"}`, want: "slug=one"},
			{method: "POST", path: "/v1/organizations", body: `{"name":"x","slug":"one"}`, status: 422, take: "x=x"},
			{method: "PATCH", path: "/v1/organizations/{org}/metadata", body: `{"public_metadata":{"a":{"b":1}}}`, want: "public_metadata.a.b=1"},
			{method: "PATCH", path: "/v1/organizations/{org}/metadata", body: `{"public_metadata":{"a":{"b":null,"c":2}}}`, want: "public_metadata.a=map[c:2]"},
			{method: "PUT", path: "/v1/organizations/{org}/metadata", body: `{"public_metadata":{"z":1}}`, want: "public_metadata=map[z:1]"},
			{method: "GET", path: "/v1/organizations?query=ON&order_by=name", want: "data.0.id={org}"},
			{method: "GET", path: "/v1/organizations?user_id={other}", want: "total_count=0"},
			{method: "GET", path: "/v1/organizations/org_none", status: 404},
		},
		"memberships": {
			{method: "POST", path: "/v1/organizations", body: `{"name":"One"}`, take: "org=id"},
			{method: "POST", path: "/v1/organizations/{org}/memberships", body: `{"user_id":"{user}"}`, status: 422},
			{method: "POST", path: "/v1/organizations/{org}/memberships", body: `{"user_id":"{user}","role":"org:admin"}`, want: "role_name=Admin"},
			{method: "POST", path: "/v1/organizations/{org}/memberships", body: `{"user_id":"{user}","role":"org:admin"}`, status: 400},
			{method: "PATCH", path: "/v1/organizations/{org}/memberships/{user}", body: `{"role":"org:member"}`, want: "role=org:member"},
			{method: "PATCH", path: "/v1/organizations/{org}/memberships/{user}", body: `{}`, status: 422},
			{method: "PATCH", path: "/v1/organizations/{org}/memberships/{user}/metadata", body: `{"public_metadata":{"a":1}}`, want: "public_metadata.a=1"},
			{method: "GET", path: "/v1/organizations/{org}/memberships?role=org:admin", want: "total_count=0"},
			{method: "GET", path: "/v1/organization_memberships", want: "data.0.public_user_data.identifier=ada@example.com"},
			{method: "DELETE", path: "/v1/organizations/{org}/memberships/{user}", want: "role=org:member"},
			{method: "DELETE", path: "/v1/organizations/{org}/memberships/{user}", status: 404},
		},
		"invitations": {
			{method: "POST", path: "/v1/invitations", body: `{"email_address":"Mary@example.com"}`, want: "email_address=mary@example.com", take: "invitation=id"},
			{method: "POST", path: "/v1/invitations", body: `{"email_address":"mary@example.com"}`, status: 400},
			{method: "POST", path: "/v1/invitations", body: `{"email_address":"mary@example.com","ignore_existing":true}`},
			{method: "POST", path: "/v1/invitations/bulk", body: `[{"email_address":"a@example.com"},{"email_address":"b@example.com"}]`, want: "data.length=2"},
			{method: "GET", path: "/v1/invitations?status=pending", want: "data.length=4"},
			{method: "POST", path: "/v1/invitations/{invitation}/revoke", want: "status=revoked"},
			{method: "GET", path: "/v1/invitations?status=revoked&paginated=true", want: "total_count=1"},
			{method: "POST", path: "/v1/organizations", body: `{"name":"One"}`, take: "org=id"},
			{method: "POST", path: "/v1/organizations/{org}/invitations/bulk", body: `[{"email_address":"ada@example.com","role":"org:admin"}]`, want: "data.0.role=org:admin", take: "orginv=data.0.id"},
			{method: "GET", path: "/v1/organizations/{org}/invitations", want: "total_count=1"},
			{method: "GET", path: "/v1/organizations/{org}/invitations/pending", want: "total_count=1"},
			{method: "GET", path: "/v1/organizations/{org}/invitations/{orginv}", want: "organization_id={org}"},
			{method: "GET", path: "/v1/organizations/{org}/invitations/{invitation}", status: 404},
			{method: "GET", path: "/v1/organization_invitations?status=pending", want: "total_count=1"},
			{method: "GET", path: "/v1/users/{user}/organization_invitations", want: "data.0.id={orginv}"},
		},
		"domains": {
			{method: "POST", path: "/v1/organizations", body: `{"name":"One"}`, take: "org=id"},
			{method: "POST", path: "/v1/organizations/{org}/domains", body: `{}`, status: 422},
			{method: "POST", path: "/v1/organizations/{org}/domains", body: `{"name":"example.com","enrollment_mode":"automatic_invitation"}`, want: "enrollment_mode=automatic_invitation", take: "domain=id"},
			{method: "GET", path: "/v1/organizations/{org}/domains", want: "data.0.name=example.com"},
			{method: "PATCH", path: "/v1/organizations/{org}/domains/{domain}", body: `{"enrollment_mode":"manual_invitation"}`, want: "enrollment_mode=manual_invitation"},
			{method: "DELETE", path: "/v1/organizations/{org}/domains/{domain}", want: "deleted=true"},
			{method: "PATCH", path: "/v1/organizations/{org}/domains/{domain}", body: `{}`, status: 404},
		},
		"machines": {
			{method: "POST", path: "/v1/machines", body: `{"name":"one","default_token_ttl":60}`, want: "default_token_ttl=60", take: "one=id"},
			{method: "POST", path: "/v1/machines", body: `{}`, status: 422},
			{method: "POST", path: "/v1/machines", body: `{"name":"two"}`, take: "two=id"},
			{method: "PATCH", path: "/v1/machines/{one}", body: `{"name":"uno","default_token_ttl":90}`, want: "name=uno"},
			{method: "POST", path: "/v1/machines/{one}/scopes", body: `{"to_machine_id":"{two}"}`, want: "to_machine_id={two}"},
			{method: "POST", path: "/v1/machines/{one}/scopes", body: `{"to_machine_id":"mch_none"}`, status: 404},
			{method: "GET", path: "/v1/machines/{one}", want: "scoped_machines.0.id={two}"},
			{method: "DELETE", path: "/v1/machines/{one}/scopes/{two}", want: "deleted=true"},
			{method: "GET", path: "/v1/machines/{one}", want: "scoped_machines.length=0"},
			{method: "GET", path: "/v1/machines/{one}/secret_key", take: "secret=secret"},
			{method: "POST", path: "/v1/machines/{one}/secret_key/rotate", body: `{"previous_token_ttl":0}`, take: "fresh=secret"},
			{method: "GET", path: "/v1/machines/{one}/secret_key", want: "secret={fresh}"},
			{method: "GET", path: "/v1/machines?query=uno", want: "total_count=1"},
			{method: "DELETE", path: "/v1/machines/{one}", want: "deleted=true"},
			{method: "GET", path: "/v1/machines/{one}", status: 404},
		},
		"machine tokens": {
			{method: "POST", path: "/api_keys", body: `{"name":"deploy","subject":"{user}","seconds_until_expiration":60}`, want: "expired=false", take: "key=id"},
			{method: "POST", path: "/api_keys", body: `{"name":"deploy"}`, status: 400},
			{method: "POST", path: "/api_keys", body: `{"subject":"{user}"}`, status: 400},
			{method: "PATCH", path: "/api_keys/{key}", body: `{"description":"deploys","scopes":["a"],"claims":{"b":1}}`, want: "claims.b=1"},
			{method: "GET", path: "/api_keys/{key}", want: "scopes.0=a"},
			{method: "GET", path: "/v1/api_keys/{key}/secret", take: "secret=secret"},
			{method: "POST", path: "/api_keys/verify", body: `{"secret":"{secret}"}`, want: "name=deploy"},
			{method: "POST", path: "/api_keys/{key}/revoke", body: `{"revocation_reason":"left"}`, want: "revocation_reason=left"},
			{method: "POST", path: "/api_keys/verify", body: `{"secret":"{secret}"}`, status: 404},
			{method: "GET", path: "/api_keys?subject={user}", want: "total_count=0"},
			{method: "GET", path: "/api_keys?subject={user}&include_invalid=true", want: "total_count=1"},
			{method: "GET", path: "/api_keys", status: 400},
			{method: "POST", path: "/m2m_tokens", body: `{}`, status: 401},
			{method: "GET", path: "/m2m_tokens?subject=mch_none", want: "m2m_tokens.length=0"},
			{method: "POST", path: "/m2m_tokens/{key}/revoke", body: `{}`, status: 404},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t)
			values := map[string]string{
				"user":  s.CreateUser(clerktest.User{Email: "ada@example.com", FirstName: "Ada", Password: "correct horse"}).ID,
				"other": s.CreateUser(clerktest.User{Email: "charles@example.com"}).ID,
			}
			follow(t, s, values, steps)
		})
	}
}
