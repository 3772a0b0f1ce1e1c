package backendapi_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/backendapi"
)

func TestTheBaseURL(t *testing.T) {
	tests := []struct {
		url, version string
		fault        string
	}{
		{url: ""},
		{url: "https://api.example.com/"},
		{url: "http://127.0.0.1:1/prefix"},
		{url: "api.example.com", fault: "needs https://"},
		{url: "ftp://api.example.com", fault: "needs https://"},
		{url: "https://", fault: "needs https://"},
		{url: "https://user:pass@api.example.com", fault: "must have no user"},
		{url: "https://api.example.com?a=1", fault: "must have no user, query"},
		{url: "https://api.example.com\x7f", fault: "not a URL"},
		{version: "..", fault: "no path segment"},
		{version: "v1/users", fault: "no path segment"},
	}
	for _, test := range tests {
		_, err := backendapi.New(backendapi.Options{APIURL: test.url, APIVersion: test.version})
		switch {
		case test.fault == "" && err != nil:
			t.Errorf("%q %q: %v", test.url, test.version, err)
		case test.fault != "" && (err == nil || !strings.Contains(err.Error(), test.fault)):
			t.Errorf("%q %q: got %v, want %q", test.url, test.version, err, test.fault)
		case err != nil && strings.Contains(err.Error(), "pass"):
			t.Errorf("the error shows a password: %v", err)
		}
	}
}

func TestAllFaultsAtOnce(t *testing.T) {
	_, err := backendapi.New(backendapi.Options{APIURL: "x", SecretKey: "sk_test_fake\n", MachineSecretKey: "ak fake", APIVersion: "a b", Retry: backendapi.RetryOptions{MaxRetries: -1}})
	for _, field := range []string{"APIURL", "SecretKey", "MachineSecretKey", "APIVersion", "Retry"} {
		if err == nil || !strings.Contains(err.Error(), "Options."+field) {
			t.Errorf("%s is not named: %v", field, err)
		}
	}
}

func TestHeaders(t *testing.T) {
	client, rec := record(t, `{"id":"user_1"}`)
	if _, err := client.Users.GetUser(context.Background(), "user_1"); err != nil {
		t.Fatal(err)
	}
	r := rec.take()[0]
	for name, want := range map[string]string{
		"Authorization":     "Bearer " + fakeSecret,
		"Clerk-Api-Version": "2026-05-12",
		"Content-Type":      "application/json",
		"User-Agent":        "clerkfiber",
	} {
		if got := r.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

// TestWhichKey: M2M prefers the machine's key, and a call may bring its own.
func TestWhichKey(t *testing.T) {
	ctx := context.Background()
	client, rec := record(t, `{"id":"mt_1","data":[]}`)
	calls := []struct {
		name string
		call func() error
		key  string
	}{
		{"users", func() error { _, err := client.Users.GetUser(ctx, "user_1"); return err }, fakeSecret},
		{"API keys", func() error { _, err := client.APIKeys.Verify(ctx, "ak_secret"); return err }, fakeSecret},
		{"M2M", func() error {
			_, err := client.M2M.Verify(ctx, backendapi.VerifyM2MTokenParams{Token: "mt_x"})
			return err
		}, fakeMachine},
		{"M2M with a key of the call", func() error {
			_, err := client.M2M.List(ctx, backendapi.ListM2MTokensParams{Subject: "mch_1", MachineSecretKey: "ak_other"})
			return err
		}, "ak_other"},
	}
	for _, test := range calls {
		if err := test.call(); err != nil {
			t.Fatal(test.name, err)
		}
		r := rec.take()[0]
		if got := r.Header.Get("Authorization"); got != "Bearer "+test.key {
			t.Errorf("%s: %q", test.name, got)
		}
		if strings.Contains(r.Body+r.Query, test.key) {
			t.Errorf("%s: the key is in the request: %s %s", test.name, r.Query, r.Body)
		}
	}
}

func TestWithoutAKeyNothingIsSent(t *testing.T) {
	rec := &recorder{}
	server := httptest.NewServer(rec)
	defer server.Close()
	client, err := backendapi.New(backendapi.Options{APIURL: server.URL})
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.Users.GetUser(context.Background(), "user_1")
	if !errors.Is(err, backendapi.ErrMissingSecretKey) || len(rec.take()) != 0 {
		t.Errorf("got %v", err)
	}
	// What needs no key works without one.
	if _, err := client.Miscellaneous.GetPublicInterstitial(context.Background(), backendapi.GetPublicInterstitialParams{}); err != nil {
		t.Error(err)
	}
}

func TestIDsInThePath(t *testing.T) {
	tests := []struct{ id, path string }{
		{"user_1", "/v1/users/user_1"},
		{"a/b", "/v1/users/a%2Fb"},
		{"../instance", "/v1/users/..%2Finstance"},
		{"a?b#c", "/v1/users/a%3Fb%23c"},
		{"%2e%2e", "/v1/users/%252e%252e"},
		{"ü x", "/v1/users/%C3%BC%20x"},
		{"...", "/v1/users/..."},
		{"", ""},
		{".", ""},
		{"..", ""},
	}
	for _, test := range tests {
		client, rec := record(t, `{"id":"user_1"}`)
		_, err := client.Users.GetUser(context.Background(), test.id)
		requests := rec.take()
		if test.path == "" {
			if !errors.Is(err, backendapi.ErrInvalidID) || len(requests) != 0 {
				t.Errorf("%q: got %v, %v", test.id, err, requests)
			}
			continue
		}
		if err != nil || requests[0].Path != test.path {
			t.Errorf("%q: got %v, %v", test.id, err, requests)
		}
	}
}

// TestThreeStates: absent is not sent, null and values are.
func TestThreeStates(t *testing.T) {
	tests := []struct {
		name   string
		params backendapi.UpdateUserParams
		body   string
	}{
		{"nothing", backendapi.UpdateUserParams{}, `{}`},
		{"null", backendapi.UpdateUserParams{FirstName: backendapi.Null[string]()}, `{"first_name":null}`},
		{"empty", backendapi.UpdateUserParams{FirstName: backendapi.Set("")}, `{"first_name":""}`},
		{"false", backendapi.UpdateUserParams{DeleteSelfEnabled: backendapi.Set(false)}, `{"delete_self_enabled":false}`},
		{"a value", backendapi.UpdateUserParams{LastName: backendapi.Set("Ü<&>")}, `{"last_name":"Ü\u003c\u0026\u003e"}`},
		{"zero", backendapi.UpdateUserParams{CreateOrganizationsLimit: backendapi.Set[int64](0)}, `{"create_organizations_limit":0}`},
		{"an empty list", backendapi.UpdateUserParams{BackupCodes: []string{}}, `{"backup_codes":[]}`},
	}
	for _, test := range tests {
		client, rec := record(t, `{"id":"user_1"}`)
		if _, err := client.Users.UpdateUser(context.Background(), "user_1", test.params); err != nil {
			t.Fatal(err)
		}
		if r := rec.take(); len(r) != 1 || r[0].Body != test.body {
			t.Errorf("%s: sent %v, want %s", test.name, r, test.body)
		}
	}
}

// TestUpdateWithMetadata: two requests where both are given, as in Clerk's
// JavaScript client.
func TestUpdateWithMetadata(t *testing.T) {
	client, rec := record(t, `{"id":"x"}`)
	ctx := context.Background()
	meta := json.RawMessage(`{"a":1}`)
	tests := []struct {
		name string
		call func() error
		want string
	}{
		{"user, both", func() error {
			_, err := client.Users.UpdateUser(ctx, "u", backendapi.UpdateUserParams{FirstName: backendapi.Set("A"), UnsafeMetadata: meta})
			return err
		}, `PATCH /v1/users/u {"first_name":"A"} PUT /v1/users/u/metadata {"unsafe_metadata":{"a":1}}`},
		{"user, metadata", func() error {
			_, err := client.Users.UpdateUser(ctx, "u", backendapi.UpdateUserParams{PublicMetadata: meta})
			return err
		}, `PUT /v1/users/u/metadata {"public_metadata":{"a":1}}`},
		{"organization, both", func() error {
			_, err := client.Organizations.UpdateOrganization(ctx, "o", backendapi.UpdateOrganizationParams{Name: backendapi.Set("A"), PrivateMetadata: meta})
			return err
		}, `PATCH /v1/organizations/o {"name":"A"} PUT /v1/organizations/o/metadata {"private_metadata":{"a":1}}`},
		{"organization, the rest", func() error {
			_, err := client.Organizations.UpdateOrganization(ctx, "o", backendapi.UpdateOrganizationParams{})
			return err
		}, `PATCH /v1/organizations/o {}`},
	}
	for _, test := range tests {
		if err := test.call(); err != nil {
			t.Fatal(test.name, err)
		}
		var got []string
		for _, r := range rec.take() {
			got = append(got, r.Method, r.Path, r.Body)
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s: sent %s, want %s", test.name, got, test.want)
		}
	}
}

func TestMetadataThatIsNoJSON(t *testing.T) {
	client, rec := record(t, `{}`)
	_, err := client.Users.CreateUser(context.Background(), backendapi.CreateUserParams{PublicMetadata: json.RawMessage(`{"a":`)})
	if err == nil || len(rec.take()) != 0 {
		t.Errorf("got %v", err)
	}
}

// TestQuery: arrays repeat their name, false is sent when set, zero is not.
func TestQuery(t *testing.T) {
	client, rec := record(t, `{"data":[],"total_count":0}`)
	ctx := context.Background()
	tests := []struct {
		name  string
		call  func() error
		query url.Values
	}{
		{"nothing", func() error {
			_, err := client.Users.GetCount(ctx, backendapi.GetUserCountParams{})
			return err
		}, url.Values{}},
		{"arrays, false", func() error {
			_, err := client.Users.GetCount(ctx, backendapi.GetUserCountParams{EmailAddress: []string{"a+b@example.com", "c@example.com"}, Banned: backendapi.Set(false), CreatedAtAfter: 1700000000000})
			return err
		}, url.Values{"email_address": {"a+b@example.com", "c@example.com"}, "banned": {"false"}, "created_at_after": {"1700000000000"}}},
		{"a comma list", func() error {
			_, err := client.Organizations.ListAllOrganizationDomains(ctx, backendapi.ListAllOrganizationDomainsParams{EnrollmentMode: []string{"manual_invitation", "automatic_invitation"}, Domains: []string{"a.example", "b.example"}})
			return err
		}, url.Values{"enrollment_mode": {"manual_invitation,automatic_invitation"}, "domains": {"a.example", "b.example"}}},
		{"paginated", func() error {
			_, err := client.Sessions.GetSessionList(ctx, backendapi.GetSessionListParams{UserID: "user_1", Limit: 3})
			return err
		}, url.Values{"user_id": {"user_1"}, "limit": {"3"}, "paginated": {"true"}}},
	}
	for _, test := range tests {
		if err := test.call(); err != nil {
			t.Fatal(test.name, err)
		}
		if got := rec.take()[0].Query; got != test.query.Encode() {
			t.Errorf("%s: %q, want %q", test.name, got, test.query.Encode())
		}
	}
}

func TestUpload(t *testing.T) {
	client, rec := record(t, `{"id":"org_1"}`)
	_, err := client.Organizations.UpdateOrganizationLogo(context.Background(), "org_1", backendapi.UpdateOrganizationLogoParams{
		File:           backendapi.File{Name: `lo"go.png`, Content: strings.NewReader("\x89PNG\r\n\x1a\nrest")},
		UploaderUserID: "user_1",
	})
	if err != nil {
		t.Fatal(err)
	}
	r := rec.take()[0]
	_, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	form, err := multipart.NewReader(strings.NewReader(r.Body), params["boundary"]).ReadForm(1 << 20)
	if err != nil {
		t.Fatal(err)
	}
	file := form.File["file"][0]
	content, err := file.Open()
	if err != nil {
		t.Fatal(err)
	}
	bytes, err := io.ReadAll(content)
	if err != nil || string(bytes) != "\x89PNG\r\n\x1a\nrest" || file.Filename != `lo"go.png` || file.Header.Get("Content-Type") != "image/png" || form.Value["uploader_user_id"][0] != "user_1" {
		t.Errorf("got %q, %+v, %v, %v", bytes, file, form.Value, err)
	}
}

func TestUploadOfNothing(t *testing.T) {
	client, rec := record(t, `{}`)
	for _, file := range []backendapi.File{{}, {Content: io.LimitReader(zeros{}, 21<<20)}, {Content: failing{}}} {
		if _, err := client.Users.UpdateUserProfileImage(context.Background(), "user_1", file); err == nil || len(rec.take()) != 0 {
			t.Errorf("got %v", err)
		}
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("disk trouble") }
