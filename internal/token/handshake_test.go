package token

import (
	"context"
	"crypto"
	"reflect"
	"testing"
)

func TestHandshake(t *testing.T) {
	for _, tc := range []struct {
		name, header, claims string
		want                 []string
	}{
		{"directives", goodHeader, `{"handshake":["__session=a; Path=/","__client_uat=1"]}`, []string{"__session=a; Path=/", "__client_uat=1"}},
		{"the category of sessions", `{"alg":"RS256","kid":"ins_1","cat":"cl_B7d4PD111AAA"}`, `{"handshake":["a=b"]}`, []string{"a=b"}},
		{"claims are not asked for", goodHeader, `{"handshake":[],"exp":1,"nbf":"x"}`, []string{}},
		{"none", goodHeader, `{}`, []string{}},
		{"no list", goodHeader, `{"handshake":"a=b"}`, []string{}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			v := verifier(t, Config{ClockSkew: skew})
			raw := sign(t, ourKey(), crypto.SHA256, tc.header, tc.claims)
			got, refusal := v.Handshake(context.Background(), raw)
			if refusal != nil || !reflect.DeepEqual(got, tc.want) {
				t.Errorf("got %q, %+v, want %q", got, refusal, tc.want)
			}
			if v.knows(raw) {
				t.Error("a handshake token is kept")
			}
		})
	}
}

func TestHandshakeRefuses(t *testing.T) {
	good := `{"handshake":["a=b"]}`
	for _, tc := range []struct {
		name, raw, reason, message string
	}{
		{"no token", "x", ReasonInvalid, threeParts},
		{"an unknown key", sign(t, ourKey(), crypto.SHA256, `{"alg":"RS256","kid":"x"}`, good), ReasonJWKKidMismatch, kidMismatch("x")},
		{"another type", sign(t, ourKey(), crypto.SHA256, `{"alg":"RS256","kid":"ins_1","typ":"x"}`, good), ReasonInvalid, `Invalid JWT type "x". Expected "JWT".`},
		{"another algorithm", sign(t, ourKey(), crypto.SHA256, `{"alg":"none","kid":"ins_1"}`, good), ReasonInvalidAlgorithm, `Invalid JWT algorithm "none". Supported: RS256,RS384,RS512.`},
		{"a template's token", sign(t, ourKey(), crypto.SHA256, `{"alg":"RS256","kid":"ins_1","cat":"cl_B7d4PD222AAA"}`, good), ReasonInvalid, "Invalid handshake token category."},
		{"a machine's token", sign(t, ourKey(), crypto.SHA256, `{"alg":"RS256","kid":"ins_1","cat":"cl_B7d4PD333AAA"}`, good), ReasonInvalid, "Invalid handshake token category."},
		{"another's signature", sign(t, otherKey(), crypto.SHA256, goodHeader, good), ReasonInvalidSignature, "Handshake signature is invalid."},
		{"a key for another algorithm", sign(t, ourKey(), crypto.SHA512, `{"alg":"RS512","kid":"ins_1"}`, good), ReasonVerificationFailed, `Error verifying handshake token. Error: JWK "alg" does not match the requested algorithm`},
		{"a directive that is no text", sign(t, ourKey(), crypto.SHA256, goodHeader, `{"handshake":["a=b",5]}`), ReasonUnexpected, "The handshake token carries a directive that is no string."},
	} {
		t.Run(tc.name, func(t *testing.T) {
			v := verifier(t, Config{ClockSkew: skew})
			got, refusal := v.Handshake(context.Background(), tc.raw)
			if got != nil || refusal == nil || refusal.Reason != tc.reason || refusal.Message != tc.message {
				t.Errorf("got %q, %+v", got, refusal)
			}
		})
	}
}
