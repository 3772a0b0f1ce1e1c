package token

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"strings"
	"testing"
)

func TestJWTKey(t *testing.T) {
	whole := ourPEM(t)
	lines := strings.Split(strings.TrimSpace(whole), "\n")
	body := strings.Join(lines[1:len(lines)-1], "")
	for name, written := range map[string]string{
		"as it is":                      whole,
		"with CRLF":                     strings.ReplaceAll(whole, "\n", "\r\n"),
		"with line breaks written out":  strings.ReplaceAll(whole, "\n", `\n`),
		"with CRLF written out":         strings.ReplaceAll(whole, "\n", `\r\n`),
		"on one line":                   strings.ReplaceAll(whole, "\n", ""),
		"on one line with spaces":       strings.ReplaceAll(whole, "\n", " "),
		"without first and last line":   body,
		"without them, in lines":        strings.Join(lines[1:len(lines)-1], "\n"),
		"with white space around":       "\n  " + whole + "  \n",
		"as PKCS #1":                    string(pem.EncodeToMemory(&pem.Block{Type: "RSA PUBLIC KEY", Bytes: x509.MarshalPKCS1PublicKey(&ourKey().PublicKey)})),
		"without the padding of base64": strings.ReplaceAll(body, "=", ""),
	} {
		t.Run(name, func(t *testing.T) {
			v := verifier(t, Config{JWTKey: written, ClockSkew: skew, Fetch: func(context.Context) ([]byte, int, error) {
				t.Error("fetched keys")
				return nil, 0, errors.New("no network")
			}})
			for range 2 {
				if refusal := v.session(context.Background(), token(t, goodClaims)); refusal != nil {
					t.Error(refusal)
				}
			}
		})
	}
}

func TestJWTKeyThatIsNone(t *testing.T) {
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	curve, err := x509.MarshalPKIXPublicKey(&private.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	for name, written := range map[string]string{
		"no base64":        "-----BEGIN PUBLIC KEY-----\n%%%%\n-----END PUBLIC KEY-----",
		"an empty one":     "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----",
		"half of one":      ourPEM(t)[:200],
		"another's format": "sk_test_fake_secret",
		"an elliptic key":  base64.StdEncoding.EncodeToString(curve),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := NewVerifier(Config{JWTKey: written})
			if err == nil {
				t.Fatal("accepted")
			}
			if strings.Contains(err.Error(), written) || strings.Contains(err.Error(), "fake_secret") {
				t.Errorf("the error shows the key: %v", err)
			}
		})
	}
}

// Clerk's PEM key is for RS256, whatever key id a token names.
func TestJWTKeyIsForRS256(t *testing.T) {
	v := verifier(t, Config{JWTKey: ourPEM(t), ClockSkew: skew})
	raw := sign(t, ourKey(), crypto.SHA256, `{"alg":"RS256","kid":"whatever"}`, goodClaims)
	if refusal := v.session(context.Background(), raw); refusal != nil {
		t.Error(refusal)
	}
	raw = sign(t, ourKey(), crypto.SHA512, `{"alg":"RS512","kid":"whatever"}`, goodClaims)
	refusal := v.session(context.Background(), raw)
	if refusal == nil || refusal.Message != `Error verifying JWT signature. Error: JWK "alg" does not match the requested algorithm` {
		t.Errorf("got %+v", refusal)
	}
}

func TestParseJWKS(t *testing.T) {
	modulus := base64.RawURLEncoding.EncodeToString(ourKey().N.Bytes())
	for _, tc := range []struct{ name, jwk, fault string }{
		{"good", jwk(ourKey(), `"kid":"k"`), ""},
		{"e of three", `{"kid":"k","kty":"RSA","n":"` + modulus + `","e":"Aw"}`, ""},
		{"n with padding, in plain base64", `{"kid":"k","kty":"RSA","n":"` + strings.NewReplacer("-", "+", "_", "/").Replace(modulus) + `==","e":"AQAB"}`, ""},
		{"key_ops", jwk(ourKey(), `"kid":"k","key_ops":["verify"]`), ""},
		{"no kty", `{"kid":"k","n":"` + modulus + `","e":"AQAB"}`, faultData},
		{"another kty", `{"kid":"k","kty":"oct","k":"AAAA"}`, faultType},
		{"another use", jwk(ourKey(), `"kid":"k","use":null`), faultUse},
		{"other key_ops", jwk(ourKey(), `"kid":"k","key_ops":[]`), faultUsage},
		{"no n", `{"kid":"k","kty":"RSA","e":"AQAB"}`, faultData},
		{"n is no base64", `{"kid":"k","kty":"RSA","n":"!","e":"AQAB"}`, faultData},
		{"n is zero", `{"kid":"k","kty":"RSA","n":"AAAA","e":"AQAB"}`, faultData},
		{"no e", `{"kid":"k","kty":"RSA","n":"` + modulus + `"}`, faultData},
		{"e of one", `{"kid":"k","kty":"RSA","n":"` + modulus + `","e":"AQ"}`, faultData},
		{"e beyond an int", `{"kid":"k","kty":"RSA","n":"` + modulus + `","e":"` + modulus + `"}`, faultData},
	} {
		t.Run(tc.name, func(t *testing.T) {
			keys, err := parseJWKS([]byte(jwks(tc.jwk)))
			if err != nil || keys["k"] == nil || keys["k"].fault != tc.fault {
				t.Errorf("got %+v, %v, want the fault %q", keys["k"], err, tc.fault)
			}
		})
	}
}

func TestParseJWKSWithoutKeys(t *testing.T) {
	for _, set := range []string{`{}`, `{"keys":[]}`, `{"keys":null}`, `{"keys":{}}`, `{"KEYS":[{}]}`, `[]`, `null`} {
		if _, err := parseJWKS([]byte(set)); !errors.Is(err, errNoKeys) {
			t.Errorf("%s: %v", set, err)
		}
	}
	for _, set := range []string{``, `<html>`, `{"keys":[`} {
		if _, err := parseJWKS([]byte(set)); err == nil || errors.Is(err, errNoKeys) {
			t.Errorf("%s: %v", set, err)
		}
	}
}

func FuzzParseJWKS(f *testing.F) {
	for _, seed := range []string{
		`{"keys":[{"kty":"RSA","kid":"k","n":"AQAB","e":"AQAB","alg":"RS256","use":"sig"}]}`,
		`{"keys":[{"kty":"EC","kid":"k"},null,5,{}]}`, `{"keys":[]}`, `<html>`, "\ufeff{}",
		`{"keys":[{"kty":"RSA","n":"////","e":"//////////8","key_ops":["verify"]}]}`,
	} {
		f.Add([]byte(seed))
	}
	raw := encode(goodHeader) + "." + encode(goodClaims) + "." + encode("signature")
	f.Fuzz(func(t *testing.T, set []byte) {
		keys, err := parseJWKS(set)
		if err != nil {
			return
		}
		unsigned, refusal := Decode(raw)
		if refusal != nil {
			t.Fatal(refusal)
		}
		for id, k := range keys {
			if (k.fault == "") == (k.public == nil) {
				t.Fatalf("%q: %+v", id, k)
			}
			if k.fault == "" && k.verify("RS256", unsigned) {
				t.Fatalf("%q verified a token that it did not sign", id)
			}
		}
	})
}
