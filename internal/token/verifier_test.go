package token

import (
	"context"
	"crypto"
	"strings"
	"testing"
	"time"
)

const skew = 5 * time.Second

// claims returns goodClaims with some replaced; a value of "" leaves one out.
func claims(replace map[string]string) string {
	parts := []string{}
	for _, claim := range []struct{ name, value string }{
		{"sub", `"user_1"`},
		{"sid", `"sess_1"`},
		{"azp", `"https://a.example"`},
		{"aud", ""},
		{"iat", "1699999990"},
		{"nbf", "1699999980"},
		{"exp", "1700000050"},
	} {
		value, replaced := replace[claim.name]
		if !replaced {
			value = claim.value
		}
		if value != "" {
			parts = append(parts, `"`+claim.name+`":`+value)
		}
	}
	return "{" + strings.Join(parts, ",") + "}"
}

func TestClaims(t *testing.T) {
	one := func(name, value string) map[string]string { return map[string]string{name: value} }
	ours := Config{ClockSkew: skew}
	audience := Config{ClockSkew: skew, Audience: []string{"a", "b"}}
	blank := Config{ClockSkew: skew, Audience: []string{"", "a"}}
	parties := Config{ClockSkew: skew, AuthorizedParties: []string{"https://a.example", "https://b.example"}}
	const current = "Tue, 14 Nov 2023 22:13:20 GMT"

	for _, tc := range []struct {
		name            string
		c               Config
		claims          map[string]string
		reason, message string // empty: accepted
	}{
		{"good", ours, nil, "", ""},

		{"no sub", ours, one("sub", ""), ReasonVerificationFailed, "Subject claim (sub) is required and must be a string. Received undefined."},
		{"sub null", ours, one("sub", "null"), ReasonVerificationFailed, "Subject claim (sub) is required and must be a string. Received null."},
		{"sub empty", ours, one("sub", `""`), ReasonVerificationFailed, `Subject claim (sub) is required and must be a string. Received "".`},
		{"sub no string", ours, one("sub", `["a", 1.0]`), ReasonVerificationFailed, `Subject claim (sub) is required and must be a string. Received ["a",1].`},

		{"aud not asked for", ours, one("aud", `"z"`), "", ""},
		{"no aud", audience, nil, "", ""},
		{"aud", audience, one("aud", `"b"`), "", ""},
		{"aud of several", audience, one("aud", `["z","a"]`), "", ""},
		{"aud empty", audience, one("aud", `""`), "", ""},
		{"aud of none", audience, one("aud", `[]`), "", ""},
		{"aud no string", audience, one("aud", `[5]`), "", ""},
		{"another aud", audience, one("aud", `"z\"\u0041"`), ReasonVerificationFailed, `Invalid JWT audience claim (aud) "z\"A". Is not included in "["a","b"]".`},
		{"other auds", audience, one("aud", `["y","z"]`), ReasonVerificationFailed, `Invalid JWT audience claim array (aud) ["y","z"]. Is not included in "["a","b"]".`},

		{"another aud than a blank one", blank, one("aud", `"z"`), ReasonVerificationFailed, `Invalid JWT audience claim (aud) "z". Is not included in "["a"]".`},

		{"azp", parties, nil, "", ""},
		{"azp not asked for", ours, one("azp", `"https://z.example"`), "", ""},
		{"no azp", parties, one("azp", ""), ReasonInvalidAuthorizedParties, `Invalid JWT Authorized party claim (azp) undefined. Expected "https://a.example,https://b.example".`},
		{"azp empty", parties, one("azp", `""`), ReasonInvalidAuthorizedParties, `Invalid JWT Authorized party claim (azp) "". Expected "https://a.example,https://b.example".`},
		{"another azp", parties, one("azp", `"https://a.example.evil"`), ReasonInvalidAuthorizedParties, `Invalid JWT Authorized party claim (azp) "https://a.example.evil". Expected "https://a.example,https://b.example".`},
		{"azp no string", parties, one("azp", `["https://a.example"]`), ReasonInvalidAuthorizedParties, `Invalid JWT Authorized party claim (azp) ["https://a.example"]. Expected "https://a.example,https://b.example".`},

		{"no exp", ours, one("exp", ""), ReasonVerificationFailed, "Invalid JWT expiry date claim (exp) undefined. Expected number."},
		{"exp no number", ours, one("exp", `"1700000050"`), ReasonVerificationFailed, `Invalid JWT expiry date claim (exp) "1700000050". Expected number.`},
		{"exp one second inside the skew", ours, one("exp", "1699999996"), "", ""},
		{"exp at the skew", ours, one("exp", "1699999995"), ReasonExpired, "JWT is expired. Expiry date: Tue, 14 Nov 2023 22:13:15 GMT, Current date: " + current + "."},
		{"exp with a fraction is cut", ours, one("exp", "1699999995.9"), ReasonExpired, "JWT is expired. Expiry date: Tue, 14 Nov 2023 22:13:15 GMT, Current date: " + current + "."},
		{"exp now, without skew", Config{}, one("exp", "1700000000"), ReasonExpired, "JWT is expired. Expiry date: " + current + ", Current date: " + current + "."},
		{"exp in a second, without skew", Config{}, one("exp", "1700000001"), "", ""},
		{"exp long ago", ours, one("exp", "-1e11"), ReasonExpired, "JWT is expired. Expiry date: Thu, 15 Feb -1199 14:13:20 GMT, Current date: " + current + "."},
		{"exp beyond any date", ours, one("exp", "1e400"), ReasonVerificationFailed, "Invalid JWT expiry date claim (exp) Infinity. Expected a date."},
		{"exp before any date", ours, one("exp", "-1e308"), ReasonVerificationFailed, "Invalid JWT expiry date claim (exp) -1e+308. Expected a date."},
		{"exp on the last date", ours, one("exp", "8640000000000"), "", ""},
		{"exp a second later", ours, one("exp", "8640000000001"), ReasonVerificationFailed, "Invalid JWT expiry date claim (exp) 8640000000001. Expected a date."},
		{"exp in milliseconds, far off", ours, one("exp", "17000000500000"), ReasonVerificationFailed, "Invalid JWT expiry date claim (exp) 17000000500000. Expected a date."},

		{"no nbf", ours, one("nbf", ""), "", ""},
		{"nbf null", ours, one("nbf", "null"), ReasonVerificationFailed, "Invalid JWT not before date claim (nbf) null. Expected number."},
		{"nbf at the skew", ours, one("nbf", "1700000005"), "", ""},
		{"nbf beyond the skew", ours, one("nbf", "1700000006"), ReasonNotActiveYet, "JWT cannot be used prior to not before date claim (nbf). Not before date: Tue, 14 Nov 2023 22:13:26 GMT; Current date: " + current + ";"},
		{"nbf beyond any date", ours, one("nbf", "1e308"), ReasonVerificationFailed, "Invalid JWT not before date claim (nbf) 1e+308. Expected a date."},
		{"nbf before any date", ours, one("nbf", "-1e308"), ReasonVerificationFailed, "Invalid JWT not before date claim (nbf) -1e+308. Expected a date."},
		{"no iat", ours, one("iat", ""), "", ""},
		{"iat beyond any date", ours, one("iat", "1e308"), ReasonVerificationFailed, "Invalid JWT issued at date claim (iat) 1e+308. Expected a date."},
		{"iat no number", ours, one("iat", "true"), ReasonVerificationFailed, "Invalid JWT issued at date claim (iat) true. Expected number."},
		{"iat at the skew", ours, one("iat", "1700000005"), "", ""},
		{"iat beyond the skew", ours, one("iat", "1700000006"), ReasonIatInTheFuture, "JWT issued at date claim (iat) is in the future. Issued at date: Tue, 14 Nov 2023 22:13:26 GMT; Current date: " + current + ";"},

		{"sub before azp", parties, map[string]string{"sub": "", "azp": ""}, ReasonVerificationFailed, "Subject claim (sub) is required and must be a string. Received undefined."},
		{"azp before exp", parties, map[string]string{"azp": `""`, "exp": "1"}, ReasonInvalidAuthorizedParties, `Invalid JWT Authorized party claim (azp) "". Expected "https://a.example,https://b.example".`},
		{"exp before nbf", ours, map[string]string{"exp": "0", "nbf": "1800000000"}, ReasonExpired, "JWT is expired. Expiry date: Thu, 01 Jan 1970 00:00:00 GMT, Current date: " + current + "."},
		{"nbf before iat", ours, map[string]string{"nbf": "null", "iat": "null"}, ReasonVerificationFailed, "Invalid JWT not before date claim (nbf) null. Expected number."},
	} {
		t.Run(tc.name, func(t *testing.T) {
			v := verifier(t, tc.c)
			raw := token(t, claims(tc.claims))
			for _, sight := range []string{"first", "second"} { // the second is from the cache
				refusal := v.session(context.Background(), raw)
				if tc.reason == "" {
					if refusal != nil {
						t.Errorf("%s sight: %+v", sight, *refusal)
					}
					continue
				}
				if refusal == nil || refusal.Reason != tc.reason || refusal.Message != tc.message {
					t.Errorf("%s sight: got %+v, want %s: %s", sight, refusal, tc.reason, tc.message)
				}
			}
		})
	}
}

func TestHeader(t *testing.T) {
	const failed = "Error verifying JWT signature. Error: "
	for _, tc := range []struct {
		name, header    string
		hash            crypto.Hash
		reason, message string
	}{
		{"good", goodHeader, crypto.SHA256, "", ""},
		{"no typ", `{"alg":"RS256","kid":"ins_1"}`, crypto.SHA256, "", ""},
		{"RS384", `{"alg":"RS384","kid":"any"}`, crypto.SHA384, "", ""},
		{"RS512", `{"alg":"RS512","kid":"any"}`, crypto.SHA512, "", ""},
		{"RS512, signed as RS256", `{"alg":"RS512","kid":"any"}`, crypto.SHA256, ReasonInvalidSignature, "JWT signature is invalid."},
		{"RS512 with a key for RS256", `{"alg":"RS512","kid":"ins_1"}`, crypto.SHA512, ReasonVerificationFailed, failed + `JWK "alg" does not match the requested algorithm`},
		{"none", `{"alg":"none","kid":"ins_1"}`, crypto.SHA256, ReasonInvalidAlgorithm, `Invalid JWT algorithm "none". Supported: RS256,RS384,RS512.`},
		{"HS256", `{"alg":"HS256","kid":"ins_1"}`, crypto.SHA256, ReasonInvalidAlgorithm, `Invalid JWT algorithm "HS256". Supported: RS256,RS384,RS512.`},
		{"PS256", `{"alg":"PS256","kid":"ins_1"}`, crypto.SHA256, ReasonInvalidAlgorithm, `Invalid JWT algorithm "PS256". Supported: RS256,RS384,RS512.`},
		{"no alg", `{"kid":"ins_1"}`, crypto.SHA256, ReasonInvalidAlgorithm, "Invalid JWT algorithm undefined. Supported: RS256,RS384,RS512."},
		{"ALG", `{"ALG":"RS256","kid":"ins_1"}`, crypto.SHA256, ReasonInvalidAlgorithm, "Invalid JWT algorithm undefined. Supported: RS256,RS384,RS512."},
		{"alg in a list", `{"alg":["RS256"],"kid":"ins_1"}`, crypto.SHA256, ReasonInvalidAlgorithm, `Invalid JWT algorithm ["RS256"]. Supported: RS256,RS384,RS512.`},
		{"an access token", `{"alg":"RS256","typ":"at+jwt","kid":"ins_1"}`, crypto.SHA256, ReasonInvalid, "Invalid session token category."},
		{"typ null", `{"alg":"RS256","typ":null,"kid":"ins_1"}`, crypto.SHA256, ReasonInvalid, `Invalid JWT type null. Expected "JWT".`},
		{"typ before alg", `{"alg":"none","typ":"","kid":"ins_1"}`, crypto.SHA256, ReasonInvalid, `Invalid JWT type "". Expected "JWT".`},
		{"a machine's category", `{"alg":"none","cat":"cl_B7d4PD333AAA","kid":"nobody"}`, crypto.SHA256, ReasonInvalid, "Invalid session token category."},
		{"a template's category", `{"alg":"RS256","cat":"cl_B7d4PD222AAA","kid":"ins_1"}`, crypto.SHA256, ReasonInvalid, "Invalid session token category."},
		{"crit", `{"alg":"RS256","kid":"ins_1","crit":["b64"],"b64":true}`, crypto.SHA256, ReasonInvalid, `Unsupported JWT header field crit ["b64"].`},
		{"crit of nothing", `{"alg":"RS256","kid":"ins_1","crit":[]}`, crypto.SHA256, ReasonInvalid, "Unsupported JWT header field crit []."},
		{"crit null", `{"alg":"RS256","kid":"ins_1","crit":null}`, crypto.SHA256, ReasonInvalid, "Unsupported JWT header field crit null."},
		{"b64 false", `{"alg":"RS256","kid":"ins_1","b64":false}`, crypto.SHA256, ReasonInvalid, "Unsupported JWT header field b64 false."},
		{"b64 no boolean", `{"alg":"RS256","kid":"ins_1","b64":"true"}`, crypto.SHA256, ReasonInvalid, `Unsupported JWT header field b64 "true".`},
		{"b64 true", `{"alg":"RS256","kid":"ins_1","b64":true}`, crypto.SHA256, "", ""},
		{"alg before crit", `{"alg":"none","kid":"ins_1","crit":["x"]}`, crypto.SHA256, ReasonInvalidAlgorithm, `Invalid JWT algorithm "none". Supported: RS256,RS384,RS512.`},
		{"kid before typ and alg", `{"alg":"none","typ":"x","kid":"nobody"}`, crypto.SHA256, ReasonJWKKidMismatch, kidMismatch("nobody")},
		{"no kid", `{"alg":"RS256"}`, crypto.SHA256, ReasonJWKKidMismatch, kidMismatch("undefined")},
		{"kid __proto__", `{"alg":"RS256","kid":"__proto__"}`, crypto.SHA256, ReasonJWKKidMismatch, kidMismatch("__proto__")},
		{"kid null", `{"alg":"RS256","kid":null}`, crypto.SHA256, ReasonJWKKidMismatch, kidMismatch("null")},
		{"an elliptic key", `{"alg":"RS256","kid":"elliptic"}`, crypto.SHA256, ReasonVerificationFailed, failed + `Invalid JWK "kty" Parameter`},
		{"a key for encryption", `{"alg":"RS256","kid":"encryption"}`, crypto.SHA256, ReasonVerificationFailed, failed + `Invalid JWK "use" Parameter`},
		{"a key for signing", `{"alg":"RS256","kid":"signing"}`, crypto.SHA256, ReasonVerificationFailed, failed + "Key operations and usage mismatch"},
		{"another's key", `{"alg":"RS256","kid":"other"}`, crypto.SHA256, ReasonInvalidSignature, "JWT signature is invalid."},
	} {
		t.Run(tc.name, func(t *testing.T) {
			v := verifier(t, Config{ClockSkew: skew, Fetch: serves(jwks(
				jwk(ourKey(), `"kid":"ins_1","use":"sig","alg":"RS256"`),
				jwk(ourKey(), `"kid":"any"`),
				`{"kty":"EC","crv":"P-256","x":"AA","y":"AA","kid":"elliptic"}`,
				jwk(ourKey(), `"kid":"encryption","use":"enc"`),
				jwk(ourKey(), `"kid":"signing","key_ops":["sign"]`),
				jwk(otherKey(), `"kid":"other"`),
			))})
			refusal := v.session(context.Background(), sign(t, ourKey(), tc.hash, tc.header, goodClaims))
			if tc.reason == "" {
				if refusal != nil {
					t.Errorf("%+v", *refusal)
				}
				return
			}
			if refusal == nil || refusal.Reason != tc.reason || refusal.Message != tc.message {
				t.Errorf("got %+v, want %s: %s", refusal, tc.reason, tc.message)
			}
		})
	}
}

func kidMismatch(kid string) string {
	return "Unable to find a signing key in JWKS that matches the kid='" + kid + "' of the provided session token. " +
		"Please make sure that the __session cookie or the HTTP authorization header contain a Clerk-generated session JWT."
}

func TestForgeries(t *testing.T) {
	good := token(t, goodClaims)
	part := strings.Split(good, ".")
	admin := encode(claims(map[string]string{"sub": `"user_admin"`}))
	flipped := []byte(part[2])
	if flipped[10] = 'A'; part[2][10] == 'A' {
		flipped[10] = 'B'
	}
	for name, raw := range map[string]string{
		"other claims":         part[0] + "." + admin + "." + part[2],
		"another header":       encode(`{"alg":"RS256","kid":"ins_1"}`) + "." + part[1] + "." + part[2],
		"no signature":         part[0] + "." + part[1] + ".",
		"half a signature":     part[0] + "." + part[1] + "." + part[2][:168],
		"a changed signature":  part[0] + "." + part[1] + "." + string(flipped),
		"another's signature":  sign(t, otherKey(), crypto.SHA256, goodHeader, goodClaims),
		"signature of another": part[0] + "." + part[1] + "." + strings.Split(token(t, `{}`), ".")[2],
	} {
		t.Run(name, func(t *testing.T) {
			v := verifier(t, Config{ClockSkew: skew})
			if refusal := v.session(context.Background(), good); refusal != nil {
				t.Fatal(refusal)
			}
			for range 2 {
				if refusal := v.session(context.Background(), raw); refusal == nil || refusal.Reason != ReasonInvalidSignature {
					t.Errorf("got %+v", refusal)
				}
			}
		})
	}
}

func TestSessionWithSkew(t *testing.T) {
	v := verifier(t, Config{ClockSkew: skew})
	old, refusal := v.Parse(token(t, claims(map[string]string{"exp": "1699999000"})))
	if refusal != nil {
		t.Fatal(refusal)
	}
	if refusal := v.SessionWithSkew(context.Background(), old, 24*time.Hour); refusal != nil {
		t.Errorf("with a day's tolerance: %+v", refusal)
	}
	if refusal := v.Session(context.Background(), old); refusal == nil || refusal.Reason != ReasonExpired {
		t.Errorf("with five seconds: %+v", refusal)
	}
}

// OfUser takes what a JWT template makes, too; nothing else.
func TestOfUser(t *testing.T) {
	v := verifier(t, Config{ClockSkew: skew})
	for _, tc := range []struct {
		name, header, claims string
		wanted               bool
	}{
		{"a session token", goodHeader, goodClaims, true},
		{"a template's", `{"alg":"RS256","cat":"cl_B7d4PD222AAA","kid":"ins_1"}`, goodClaims, true},
		{"an unknown category", `{"alg":"RS256","cat":"x","kid":"ins_1"}`, goodClaims, false},
		{"a machine's", goodHeader, claims(map[string]string{"sub": `"mch_1"`}), false},
		{"an access token", `{"alg":"RS256","typ":"at+jwt","kid":"ins_1"}`, goodClaims, false},
		{"a handshake token", goodHeader, `{"handshake":[]}`, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			for _, sight := range []string{"first", "second"} { // the second is from the cache
				jwt, refusal := v.Parse(sign(t, ourKey(), crypto.SHA256, tc.header, tc.claims))
				if refusal == nil {
					refusal = v.OfUser(t.Context(), jwt)
				}
				if (refusal == nil) != tc.wanted {
					t.Errorf("%s sight: %+v", sight, refusal)
				}
			}
		})
	}
}

// A machine's token that was verified, and is remembered, is no session either.
func TestAKnownMachineTokenIsNoSession(t *testing.T) {
	v := verifier(t, Config{ClockSkew: skew})
	raw := token(t, claims(map[string]string{"sub": `"mch_1"`}))
	jwt, _ := Decode(raw)
	if _, refusal := v.M2M(t.Context(), jwt); refusal != nil {
		t.Fatal(refusal)
	}
	known := v.Known(raw)
	if known == nil || known.KnownSession() || v.Session(t.Context(), known) == nil || v.OfUser(t.Context(), known) == nil {
		t.Errorf("%+v", known)
	}
}

func TestWithoutAnyKey(t *testing.T) {
	v, err := NewVerifier(Config{})
	if err != nil {
		t.Fatal(err)
	}
	want := Error{
		Reason:  ReasonJWKFailedToResolve,
		Message: "Failed to resolve JWK during verification.",
		Action:  "Set SecretKey or JWTKey.",
	}
	if refusal := v.session(context.Background(), token(t, goodClaims)); refusal == nil || *refusal != want {
		t.Errorf("got %+v, want %+v", refusal, want)
	}
}

func TestFull(t *testing.T) {
	for _, tc := range []struct {
		e             Error
		carrier, want string
	}{
		{Error{"token-expired", "JWT is expired.", ""}, "header", "JWT is expired. (reason=token-expired, token-carrier=header)"},
		{Error{"token-invalid", "No.", "Do that."}, "cookie", "No. Do that. (reason=token-invalid, token-carrier=cookie)"},
		{Error{"token-invalid", "No.", ""}, "", "No. (reason=token-invalid, token-carrier=undefined)"},
		{Error{"secret-key-invalid", "", "Do that."}, "", "Do that. (reason=secret-key-invalid, token-carrier=undefined)"},
	} {
		if got := tc.e.Full(tc.carrier); got != tc.want {
			t.Errorf("got %q, want %q", got, tc.want)
		}
	}
	if got := (&MachineError{Code: "token-invalid", Message: "No."}).Full(); got != "No. (code=token-invalid, status=n/a)" {
		t.Error(got)
	}
	if got := (&MachineError{Code: "unexpected-error", Message: "No.", Status: 500}).Full(); got != "No. (code=unexpected-error, status=500)" {
		t.Error(got)
	}
}
