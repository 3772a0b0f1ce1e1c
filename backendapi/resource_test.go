package backendapi_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/backendapi"
)

const someUser = `{"id":"user_1","object":"user","first_name":"Ada","last_name":null,"username":null,
	"primary_email_address_id":"idn_1","public_metadata":{"b":1,"a":[1.50]},"private_metadata":{},"created_at":1700000000123,
	"updated_at":1700000000124,"last_sign_in_at":null,"locale":null,"from_the_future":{"x":[1,2]},
	"email_addresses":[{"id":"idn_1","object":"email_address","email_address":"ada@example.com","reserved":false,"linked_to":[],
	"verification":{"object":"verification_otp","status":"verified","strategy":"carrier_pigeon","attempts":1,"expire_at":null},"new":true,"created_at":1,"updated_at":2}]}`

func TestReadingAUser(t *testing.T) {
	client, _ := record(t, someUser)
	user, err := client.Users.GetUser(context.Background(), "user_1")
	if err != nil {
		t.Fatal(err)
	}
	if user.ID != "user_1" || *user.FirstName != "Ada" || user.LastName != nil || user.CreatedAt != 1700000000123 || user.LastSignInAt != nil {
		t.Errorf("got %+v", user)
	}
	address := user.EmailAddresses[0]
	if address.ID != *user.PrimaryEmailAddressID || address.EmailAddress != "ada@example.com" || address.Verification.Status != backendapi.VerificationStatusVerified || address.Verification.Strategy != "carrier_pigeon" {
		t.Errorf("got %+v", address)
	}
	if !user.Locale.IsNull() || !user.PasswordLastUpdatedAt.IsZero() || string(user.PublicMetadata) != `{"b":1,"a":[1.50]}` {
		t.Errorf("got %+v", user)
	}
}

// TestNothingIsLost: what is encoded again has every field that was sent, the
// unknown ones too, and metadata as they were.
func TestNothingIsLost(t *testing.T) {
	var user backendapi.User
	if err := json.Unmarshal([]byte(someUser), &user); err != nil {
		t.Fatal(err)
	}
	for _, v := range []any{user, &user, []backendapi.User{user}, map[string]any{"user": user}} {
		text, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{`"public_metadata":{"b":1,"a":[1.50]}`, `"private_metadata":{}`, `"from_the_future":{"x":[1,2]}`, `"new":true`, `"strategy":"carrier_pigeon"`, `"last_name":null`, `"locale":null`} {
			if !strings.Contains(string(text), want) {
				t.Errorf("%s is lost in %s", want, text)
			}
		}
		for _, absent := range []string{"password_last_updated_at", "Extra", "deprovisioned"} {
			if strings.Contains(string(text), absent) {
				t.Errorf("%s was not sent, and is in %s", absent, text)
			}
		}
	}
}

func TestNumbers(t *testing.T) {
	tests := []struct {
		json string
		want int64
		ok   bool
	}{
		{"1700000000123", 1700000000123, true},
		{"1.7e12", 1700000000000, true},
		{"1700000000123.0", 1700000000123, true},
		{"1.7000000001230e12", 1700000000123, true},
		{"170000000012300E-2", 1700000000123, true},
		{"-0.0", 0, true},
		{"9223372036854775807.0", 9223372036854775807, true},
		{"1700000000123.75", 0, false},
		{"9223372036854775808.0", 0, false},
		{"-3", -3, true},
		{"9007199254740993", 9007199254740993, true},
		{"1e300", 0, false},
		{`"1"`, 0, false},
		{"true", 0, false},
	}
	for _, test := range tests {
		var key backendapi.APIKey
		err := json.Unmarshal([]byte(`{"name":"a","created_at": `+test.json+` ,"updated_at":2.0,"expiration":3e0}`), &key)
		if (err == nil) != test.ok || test.ok && (key.CreatedAt != test.want || key.UpdatedAt != 2 || *key.Expiration != 3) {
			t.Errorf("%s: got %d, %v", test.json, key.CreatedAt, err)
		}
	}
}

// TestCaseMatters: encoding/json takes ID for id, and this package does not.
func TestCaseMatters(t *testing.T) {
	for _, text := range []string{`{"id":"right","ID":"wrong"}`, `{"ID":"wrong","id":"right"}`} {
		var session backendapi.Session
		if err := json.Unmarshal([]byte(text), &session); err != nil || session.ID != "right" || string(session.Extra["ID"]) != `"wrong"` {
			t.Errorf("%s: got %+v, %v", text, session, err)
		}
	}
	var session backendapi.Session
	if err := json.Unmarshal([]byte(`{"Id":"wrong"}`), &session); err != nil || session.ID != "" {
		t.Errorf("got %+v, %v", session, err)
	}
}

func TestOptional(t *testing.T) {
	type holder struct {
		A backendapi.Optional[int64] `json:"a,omitzero"`
		B backendapi.Optional[int64] `json:"b"`
	}
	for _, text := range []string{`{"b":null}`, `{"a":null,"b":0}`, `{"a":5,"b":6}`} {
		var h holder
		if err := json.Unmarshal([]byte(text), &h); err != nil {
			t.Fatal(err)
		}
		if back, err := json.Marshal(h); err != nil || string(back) != text {
			t.Errorf("%s became %s, %v", text, back, err)
		}
	}
	var h holder
	if err := json.Unmarshal([]byte(`{"a":"x"}`), &h); err == nil {
		t.Error("a text is taken for a number")
	}
	if v, ok := backendapi.Set(3).Get(); v != 3 || !ok {
		t.Error("Set has no value")
	}
	if v, ok := backendapi.Null[int]().Get(); v != 0 || ok {
		t.Error("Null has a value")
	}
	if backendapi.Null[int]().Or(4) != 4 || backendapi.Set(0).Or(4) != 0 {
		t.Error("Or is wrong")
	}
}

func TestUnionsOfAnswers(t *testing.T) {
	ctx := context.Background()
	client, _ := record(t, `{"object":"cookies","cookies":["__session=a","__session_x=b"]}`)
	refreshed, err := client.Sessions.RefreshSession(ctx, "sess_1", backendapi.RefreshSessionParams{Format: backendapi.Set("cookie"), SuffixedCookies: true})
	if err != nil || len(refreshed.Cookies) != 2 || refreshed.JWT != nil {
		t.Errorf("got %+v, %v", refreshed, err)
	}
	client, _ = record(t, `{"object":"token","jwt":"a.b.c"}`)
	refreshed, err = client.Sessions.RefreshSession(ctx, "sess_1", backendapi.RefreshSessionParams{})
	if err != nil || *refreshed.JWT != "a.b.c" || refreshed.Cookies != nil {
		t.Errorf("got %+v, %v", refreshed, err)
	}
}

// TestOAuthAccessTokens: what Clerk calls inactive, or made for somebody else,
// is an error.
func TestOAuthAccessTokens(t *testing.T) {
	const token = `{"object":"clerk_idp_oauth_access_token","id":"oat_1","subject":"user_1","aud":`
	tests := []struct {
		name, answer string
		audiences    []string
		err          error
	}{
		{"no audience asked for", token + `"a"}`, nil, nil},
		{"the audience", token + `"a"}`, []string{"b", "a"}, nil},
		{"one of its audiences", token + `["x","a"]}`, []string{"a"}, nil},
		{"another audience", token + `["x"]}`, []string{"a"}, backendapi.ErrWrongAudience},
		{"no audience", token + `null}`, []string{"a"}, backendapi.ErrWrongAudience},
		{"an audience of another type", token + `{"a":"a"}}`, []string{"a"}, backendapi.ErrWrongAudience},
		{"inactive", `{"active":false}`, nil, backendapi.ErrInactiveToken},
		{"nothing", `{}`, nil, backendapi.ErrInactiveToken},
	}
	for _, test := range tests {
		client, _ := record(t, test.answer)
		got, err := client.IDPOAuthAccessToken.Verify(context.Background(), "oat_fake", test.audiences...)
		if !errors.Is(err, test.err) || (err == nil) != (got != nil) {
			t.Errorf("%s: got %v, %v", test.name, got, err)
		}
	}
}
