package token

import (
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"math/big"
	"strings"
	"sync"
	"testing"
	"time"
)

// now is the moment at which all tests take place.
var now = time.UnixMilli(1_700_000_000_123)

var (
	ourKey   = sync.OnceValue(makeKey)
	otherKey = sync.OnceValue(makeKey)
)

func makeKey() *rsa.PrivateKey {
	k, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return k
}

func encode(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }

// sign makes a token of the JSON texts of its header and its claims.
func sign(t testing.TB, k *rsa.PrivateKey, hash crypto.Hash, header, claims string) string {
	t.Helper()
	signed := encode(header) + "." + encode(claims)
	var sum []byte
	switch hash {
	case crypto.SHA384:
		s := sha512.Sum384([]byte(signed))
		sum = s[:]
	case crypto.SHA512:
		s := sha512.Sum512([]byte(signed))
		sum = s[:]
	default:
		s := sha256.Sum256([]byte(signed))
		sum = s[:]
	}
	signature, err := rsa.SignPKCS1v15(nil, k, hash, sum)
	if err != nil {
		t.Fatal(err)
	}
	return signed + "." + base64.RawURLEncoding.EncodeToString(signature)
}

const goodHeader = `{"alg":"RS256","typ":"JWT","kid":"ins_1"}`

const goodClaims = `{"sub":"user_1","sid":"sess_1","azp":"https://a.example","iat":1699999990,"nbf":1699999980,"exp":1700000050}`

// token makes a token of our instance with the given claims.
func token(t testing.TB, claims string) string {
	t.Helper()
	return sign(t, ourKey(), crypto.SHA256, goodHeader, claims)
}

// jwk writes a public key; extra is JSON to put between the braces.
func jwk(k *rsa.PrivateKey, extra string) string {
	n := base64.RawURLEncoding.EncodeToString(k.N.Bytes())
	e := base64.RawURLEncoding.EncodeToString(big.NewInt(int64(k.E)).Bytes())
	return `{"kty":"RSA","n":"` + n + `","e":"` + e + `",` + extra + `}`
}

func jwks(keys ...string) string { return `{"keys":[` + strings.Join(keys, ",") + `]}` }

func ourJWKS() string { return jwks(jwk(ourKey(), `"kid":"ins_1","use":"sig","alg":"RS256"`)) }

func ourPEM(t testing.TB) string {
	t.Helper()
	der, err := x509.MarshalPKIXPublicKey(&ourKey().PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))
}

// serves is a Fetch that always gives the same keys.
func serves(set string) func(context.Context) ([]byte, int, error) {
	return func(context.Context) ([]byte, int, error) { return []byte(set), 200, nil }
}

// verifier makes a Verifier; what c leaves out is that of our instance.
func verifier(t testing.TB, c Config) *Verifier {
	t.Helper()
	if c.SecretKey == "" && c.JWTKey == "" {
		c.SecretKey = "sk_test_fake"
	}
	if c.Fetch == nil {
		c.Fetch = serves(ourJWKS())
	}
	if c.Now == nil {
		c.Now = func() time.Time { return now }
	}
	v, err := NewVerifier(c)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// session is what a request does with a token.
func (v *Verifier) session(ctx context.Context, raw string) *Error {
	t, refusal := v.Parse(raw)
	if refusal != nil {
		return refusal
	}
	return v.Session(ctx, t)
}
