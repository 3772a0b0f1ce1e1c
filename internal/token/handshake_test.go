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
		{"none", goodHeader, `{"handshake":[]}`, []string{}},
		{"made just now", goodHeader, `{"handshake":["a=b"],"iat":1700000000}`, []string{"a=b"}},
		{"made five minutes ago", goodHeader, `{"handshake":["a=b"],"iat":1699999700}`, []string{"a=b"}},
		{"made by a clock ahead", goodHeader, `{"handshake":["a=b"],"iat":1700000005,"nbf":1700000005,"exp":1699999996}`, []string{"a=b"}},
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
		{"a session token", token(t, `{"sub":"user_1","handshake":["a=b"]}`), ReasonInvalid, "Invalid handshake token category."},
		{"a machine's token without a category", token(t, `{"sub":"mch_1","handshake":["a=b"]}`), ReasonInvalid, "Invalid handshake token category."},
		{"an access token", sign(t, ourKey(), crypto.SHA256, `{"alg":"RS256","kid":"ins_1","typ":"at+jwt"}`, good), ReasonInvalid, `Invalid JWT type "at+jwt". Expected "JWT".`},
		{"an unknown category", sign(t, ourKey(), crypto.SHA256, `{"alg":"RS256","kid":"ins_1","cat":""}`, good), ReasonInvalid, "Invalid handshake token category."},
		{"no directives", token(t, `{}`), ReasonInvalid, "Invalid handshake token category."},
		{"no list", token(t, `{"handshake":"a=b"}`), ReasonInvalid, "Invalid handshake token category."},
		{"an extension that must be understood", sign(t, ourKey(), crypto.SHA256, `{"alg":"RS256","kid":"ins_1","crit":["exp"]}`, good), ReasonInvalid, `Unsupported JWT header field crit ["exp"].`},
		{"a padded one", token(t, good) + "=", ReasonInvalid, undecoded},
		{"an expired one", token(t, `{"handshake":["a=b"],"exp":1699999995}`), ReasonExpired, "JWT is expired. Expiry date: Tue, 14 Nov 2023 22:13:15 GMT, Current date: Tue, 14 Nov 2023 22:13:20 GMT."},
		{"an early one", token(t, `{"handshake":["a=b"],"nbf":1700000006}`), ReasonNotActiveYet, "JWT cannot be used prior to not before date claim (nbf). Not before date: Tue, 14 Nov 2023 22:13:26 GMT; Current date: Tue, 14 Nov 2023 22:13:20 GMT;"},
		{"one of the future", token(t, `{"handshake":["a=b"],"iat":1700000006}`), ReasonIatInTheFuture, "JWT issued at date claim (iat) is in the future. Issued at date: Tue, 14 Nov 2023 22:13:26 GMT; Current date: Tue, 14 Nov 2023 22:13:20 GMT;"},
		{"an old one", token(t, `{"handshake":["a=b"],"iat":1699999694}`), ReasonExpired, "The handshake token is too old. Issued at date: Tue, 14 Nov 2023 22:08:14 GMT."},
		{"one without a time", token(t, `{"handshake":["a=b"],"iat":"now"}`), ReasonVerificationFailed, `Invalid JWT issued at date claim (iat) "now". Expected number.`},
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
