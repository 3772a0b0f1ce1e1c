package token

import (
	"context"
	"crypto"
	"slices"
	"testing"

	"github.com/clerkfiber/clerkfiber/internal/js"
)

func TestM2M(t *testing.T) {
	const times = `"exp":1700000050,"iat":1699999990`
	for _, tc := range []struct {
		name, claims  string
		scopes        []string
		id, rawScopes string
		custom        js.Value
	}{
		{name: "plain", claims: `{"sub":"mch_1","jti":"mt_1",` + times + `}`, id: "mt_1", rawScopes: "[]", custom: "null"},
		{name: "no jti", claims: `{"sub":"mch_1",` + times + `}`, rawScopes: "[]", custom: "null"},
		{
			name: "scopes", claims: `{"sub":"mch_1","scopes":"mch_2  mch_3",` + times + `}`, scopes: []string{"mch_2", "", "mch_3"},
			rawScopes: `["mch_2","","mch_3"]`, custom: `{"scopes":"mch_2  mch_3"}`,
		},
		{
			name: "audience for scopes", claims: `{"sub":"mch_1","aud":["mch_2"],` + times + `}`, scopes: []string{"mch_2"},
			rawScopes: `["mch_2"]`, custom: `{"aud":["mch_2"]}`,
		},
		{
			name: "claims of its own", claims: `{"sub":"mch_1","iss":"i","nbf":1,"b":1.0,"2":{ },"__proto__":null,"b":2,` + times + `}`,
			rawScopes: "[]", custom: `{"2":{},"b":2,"__proto__":null}`,
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			v := verifier(t, Config{ClockSkew: skew})
			for _, header := range []string{goodHeader, `{"alg":"RS256","kid":"ins_1","cat":"cl_B7d4PD333AAA"}`} {
				parsed, _ := v.Parse(sign(t, ourKey(), crypto.SHA256, header, tc.claims))
				m, refusal := v.M2M(context.Background(), parsed)
				if refusal != nil {
					t.Fatal(refusal)
				}
				if m.ID != tc.id || m.Subject != "mch_1" || m.Claims != tc.custom ||
					string(m.RawScopes) != tc.rawScopes || !slices.Equal(m.Scopes, tc.scopes) {
					t.Errorf("got %+v", m)
				}
			}
		})
	}
}

func TestM2MRefuses(t *testing.T) {
	const category = "Invalid M2M JWT category."
	good := `{"sub":"mch_1","exp":1700000050}`
	for _, tc := range []struct{ name, header, claims, code, message string }{
		{"a session's category", `{"alg":"RS256","kid":"ins_1","cat":"cl_B7d4PD111AAA"}`, good, ReasonInvalid, category},
		{"a template's category", `{"alg":"RS256","kid":"ins_1","cat":"cl_B7d4PD222AAA"}`, good, ReasonInvalid, category},
		{"a category that says nothing", `{"alg":"RS256","kid":"ins_1","cat":"cl_I7d4PD111III"}`, good, ReasonInvalid, category},
		{"a category of null", `{"alg":"RS256","kid":"ins_1","cat":null}`, good, ReasonInvalid, category},
		{"an unknown key", `{"alg":"RS256","kid":"x"}`, good, ReasonVerificationFailed, kidMismatch("x")},
		{"an access token", `{"alg":"RS256","kid":"ins_1","typ":"at+jwt"}`, good, ReasonVerificationFailed, `Invalid JWT type "at+jwt". Expected "JWT".`},
		{"expired", goodHeader, `{"sub":"mch_1","exp":1}`, ReasonVerificationFailed, "JWT is expired. Expiry date: Thu, 01 Jan 1970 00:00:01 GMT, Current date: Tue, 14 Nov 2023 22:13:20 GMT."},
		{"for another", goodHeader, `{"sub":"mch_1","exp":1700000050,"aud":"z"}`, ReasonVerificationFailed, `Invalid JWT audience claim (aud) "z". Is not included in "["a"]".`},
		{"scopes no text", goodHeader, `{"sub":"mch_1","exp":1700000050,"scopes":5}`, ReasonUnexpected, "The token's claim scopes has a shape that cannot be read."},
	} {
		t.Run(tc.name, func(t *testing.T) {
			v := verifier(t, Config{ClockSkew: skew, Audience: []string{"a"}})
			parsed, _ := v.Parse(sign(t, ourKey(), crypto.SHA256, tc.header, tc.claims))
			m, refusal := v.M2M(context.Background(), parsed)
			if m != nil || refusal == nil || *refusal != (MachineError{Code: tc.code, Message: tc.message}) {
				t.Errorf("got %+v, %+v", m, refusal)
			}
		})
	}
}

func TestOAuth(t *testing.T) {
	const times = `"exp":1700000050,"iat":1699999990`
	for _, tc := range []struct {
		name, claims string
		scopes       []string
		rawScopes    string
	}{
		{"no scopes", `{"sub":"user_1","jti":"oat_1","client_id":"c",` + times + `}`, nil, "[]"},
		{"scope", `{"sub":"user_1","jti":"oat_1","client_id":"c","scope":"a b",` + times + `}`, []string{"a", "b"}, `["a","b"]`},
		{"scp", `{"sub":"user_1","jti":"oat_1","client_id":"c","scp":["a"],"scope":"b",` + times + `}`, []string{"a"}, `["a"]`},
		{"scp with more than text", `{"sub":"user_1","jti":"oat_1","client_id":"c","scp":["a",5],` + times + `}`, []string{"a"}, `["a",5]`},
		{"scp null", `{"sub":"user_1","jti":"oat_1","client_id":"c","scp":null,"scope":"b",` + times + `}`, []string{"b"}, `["b"]`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			v := verifier(t, Config{ClockSkew: skew, AuthorizedParties: []string{"https://a.example"}})
			for _, typ := range []string{"at+jwt", "application/at+jwt"} {
				parsed, _ := v.Parse(sign(t, ourKey(), crypto.SHA256, `{"alg":"RS256","kid":"ins_1","typ":"`+typ+`"}`, tc.claims))
				m, refusal := v.OAuth(context.Background(), parsed)
				if refusal != nil {
					t.Fatal(refusal)
				}
				if m.ID != "oat_1" || m.Subject != "user_1" || m.ClientID != "c" || m.Claims != "" ||
					string(m.RawScopes) != tc.rawScopes || !slices.Equal(m.Scopes, tc.scopes) {
					t.Errorf("got %+v", m)
				}
			}
		})
	}
}

func TestOAuthRefuses(t *testing.T) {
	const header = `{"alg":"RS256","kid":"ins_1","typ":"at+jwt"}`
	const shape = ". Expected a non-empty string or a non-empty array of non-empty strings."
	with := func(aud string) string { return `{"sub":"user_1","exp":1700000050,"aud":` + aud + `}` }
	for _, tc := range []struct{ name, header, claims, code, message string }{
		{"a session token", goodHeader, with(`"a"`), ReasonVerificationFailed, `Invalid JWT type "JWT". Expected "at+jwt, application/at+jwt".`},
		{"no type", `{"alg":"RS256","kid":"ins_1"}`, with(`"a"`), ReasonVerificationFailed, `Invalid JWT type undefined. Expected "at+jwt, application/at+jwt".`},
		{"no audience", header, `{"sub":"user_1","exp":1700000050}`, ReasonVerificationFailed, "Invalid OAuth audience claim (aud) undefined" + shape},
		{"an empty audience", header, with(`""`), ReasonVerificationFailed, `Invalid OAuth audience claim (aud) ""` + shape},
		{"an audience of none", header, with(`[]`), ReasonVerificationFailed, "Invalid OAuth audience claim (aud) []" + shape},
		{"an audience with an empty one", header, with(`["a",""]`), ReasonVerificationFailed, `Invalid OAuth audience claim (aud) ["a",""]` + shape},
		{"an audience that is no text", header, with(`5`), ReasonVerificationFailed, "Invalid OAuth audience claim (aud) 5" + shape},
		{"another audience", header, with(`"z"`), ReasonVerificationFailed, `OAuth audience mismatch. Verification expected audience ["a"], but incoming token has aud "z".`},
		{"scope no text", header, `{"sub":"user_1","exp":1700000050,"aud":"a","scope":["a"]}`, ReasonUnexpected, "The token's claim scope has a shape that cannot be read."},
	} {
		t.Run(tc.name, func(t *testing.T) {
			v := verifier(t, Config{ClockSkew: skew, Audience: []string{"a"}})
			parsed, _ := v.Parse(sign(t, ourKey(), crypto.SHA256, tc.header, tc.claims))
			m, refusal := v.OAuth(context.Background(), parsed)
			if m != nil || refusal == nil || *refusal != (MachineError{Code: tc.code, Message: tc.message}) {
				t.Errorf("got %+v, %+v", m, refusal)
			}
		})
	}
}

// The signature that one kind of check has verified must not open another.
func TestASharedSignatureIsNotASharedVerdict(t *testing.T) {
	v := verifier(t, Config{ClockSkew: skew})
	raw := sign(t, ourKey(), crypto.SHA256, `{"alg":"RS256","kid":"ins_1","cat":"cl_B7d4PD333AAA"}`, `{"sub":"mch_1","exp":1700000050}`)
	parsed, _ := v.Parse(raw)
	if _, refusal := v.M2M(context.Background(), parsed); refusal != nil {
		t.Fatal(refusal)
	}
	if !v.knows(raw) {
		t.Fatal("not kept")
	}
	if refusal := v.session(context.Background(), raw); refusal == nil || refusal.Message != "Invalid session token category." {
		t.Errorf("as a session: %+v", refusal)
	}
	if _, refusal := v.OAuth(context.Background(), parsed); refusal == nil {
		t.Error("accepted as an access token")
	}
}
